"""JSON Schemas of the data files, from the models, for editors' tools: fields are described in the guide's words."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from core.load import FILE_KINDS, Loaded
from core.models.common import ID_PATTERN, Record
from core.models.registers import Link, Organisation
from core.models.support import Service, Situation, SupportLine

GUIDE = "data/README.md"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHARED = ("Fältet status", "Stycken och punkter", "Fält som går igen")
"""The guide's tables of what several kinds of record have."""
_ROW = re.compile(r"^\| ((?:`[\w.]+`(?:, )?)+)[^|]*\| ([^|]+?) \|", re.MULTILINE)


IDS = "ids.schema.json"
"""Beside the schemas: the ids that there are, to be completed. It goes with the data; a new id is no fault."""
_REGISTERS: Mapping[str, tuple[type[Record], Sequence[str]]] = {
    "links": (Link, ("links", "link", "page")),
    "lines": (SupportLine, ("lines", "front_desk")),
    "situations": (Situation, ("situations",)),
    "organisations": (
        Organisation,
        ("actors", "operators", "publisher", "part_of", "owner", "parties", "department", "organisation"),
    ),
    "services": (Service, ("services",)),
}


def build_ids(loaded: Loaded) -> str:
    """Give the text of the schema that has every id by its register."""
    known = {
        name: {"enum": sorted({placed.record.id for placed in loaded.of(model)})}  # type: ignore[attr-defined]
        for name, (model, _fields) in _REGISTERS.items()
    }
    return json.dumps({"$schema": _DIALECT, "$defs": known}, ensure_ascii=False, indent=1) + "\n"


def _complete(path: str, field: dict[str, Any]) -> None:
    """Let an editor's program offer the ids of a register where one is to be written."""
    key = path.rpartition(".")[2]
    register = next((name for name, (_model, fields) in _REGISTERS.items() if key in fields), None)
    for node in (field, field.get("items"), *field.get("anyOf", ())):
        if register and isinstance(node, dict) and node.get("type") == "string" and node.get("pattern") == ID_PATTERN:
            written = {part: node.pop(part) for part in ("type", "pattern", "maxLength") if part in node}
            node["anyOf"] = [{"$ref": f"{IDS}#/$defs/{register}"}, written]
            return


def build_schemas(guide: str) -> dict[str, str]:
    """Give the text of every schema by its path below `data/`, described in the words of the guide's tables."""
    tables = _tables(guide)
    shared = {field: said for name in SHARED for field, said in tables.get(name, {}).items()}
    schemas = {}
    for kind in FILE_KINDS:
        adapter = TypeAdapter(tuple[kind.model, ...] if kind.holds_list else kind.model)  # type: ignore[name-defined]
        own = next((table for name, table in tables.items() if fnmatch.fnmatch(kind.pattern, f"*{name}")), {})
        described = {
            **adapter.json_schema(),
            "$schema": _DIALECT,
            "title": f"data/{kind.pattern}",
        }
        for path, field in [*fields_of(described)]:
            said = own.get(path) or own.get(path.rpartition(".")[2]) or shared.get(path.rpartition(".")[2])
            if said:
                field["description"] = said
            _complete(path, field)
        schemas[f"schema/{kind.schema}.schema.json"] = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    return schemas


def fields_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field of a schema with its path, as the guide writes it: `steps.lines`. Each once."""
    definitions = schema.get("$defs", {})
    seen: set[str] = set()

    def walk(node: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if (name := node.get("$ref", "").rpartition("/")[2]) in definitions and name not in seen:
            seen.add(name)
            yield from walk(definitions[name], path)
        for part in (node.get("items"), *node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
            if isinstance(part, dict):
                yield from walk(part, path)
        for key, field in node.get("properties", {}).items():
            inner = f"{path}.{key}" if path else key
            yield inner, field
            yield from walk(field, inner)

    yield from walk(schema, "")


def _tables(guide: str) -> dict[str, Mapping[str, str]]:
    """Give what the guide says of each field, by the file that a heading names, or by the heading."""
    found: dict[str, Mapping[str, str]] = {}
    for part in re.split(r"(?m)^### ", guide.partition("\n## Alla fält\n")[2])[1:]:
        heading = part.partition("\n")[0].replace("\\", "")
        named = re.search(r": (\S+\.yml)$", heading)
        table: dict[str, str] = {}
        for fields, said in _ROW.findall(part):
            for field in re.findall(r"`([\w.]+)`", fields):
                table.setdefault(field, said.replace("`", ""))
        found[re.sub(r"<[^>]+>", "*", named[1]) if named else heading] = table
    return found
