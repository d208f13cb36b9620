"""JSON Schemas of the data files, from the models, for editors' tools."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from core.load import FILE_KINDS


def build_schemas() -> dict[str, str]:
    """Give the text of every schema by its path below `data/`."""
    schemas = {}
    for kind in FILE_KINDS:
        adapter = TypeAdapter(tuple[kind.model, ...] if kind.holds_list else kind.model)  # type: ignore[name-defined]
        described = {
            **adapter.json_schema(),
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"data/{kind.pattern}",
        }
        schemas[f"schema/{kind.schema}.schema.json"] = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    return schemas
