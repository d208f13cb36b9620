"""Files of open data: JSON with its schema, CSV for spreadsheets."""

from __future__ import annotations

import csv
import datetime
import functools
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter

from core import routes
from core.models.vocabulary import How


class Exported(BaseModel):
    """Base of all open data: frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ExportedCheck(Exported):
    """When a record was last checked, by which role and how."""

    date: datetime.date
    role: str
    how: How


@dataclass(frozen=True)
class Export:
    """One file of open data: its name below the open data, a Swedish title for lists (None for schemas), its maker."""

    name: str
    title: str | None
    make: Callable[[], str]
    names_pages: bool = False
    """Whether it tells which pages show something: it can only be made when they are known."""

    @functools.cached_property
    def text(self) -> str:
        """Give what the file holds; made when it is first asked for, since lists only ask for names."""
        return self.make()

    @property
    def size(self) -> int:
        """Give the file's size in bytes."""
        return len(self.text.encode())

    @property
    def uri(self) -> str:
        """Give the file's path from the root of the site."""
        return routes.open_data(self.name)


def table_rows(records: Iterable[Any], keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield records as rows of a table, its heading first; null is an empty cell."""
    yield keys
    for record in records:
        yield ["" if getattr(record, key) is None else str(getattr(record, key)) for key in keys]


def json_files(
    name: str,
    title: str,
    kind: Any,
    value: Callable[[], Any],
    suffix: str = "",
    *,
    licence: str,
    choices: Mapping[str, Sequence[str]] = MappingProxyType({}),
    names_pages: bool = False,
) -> tuple[Export, Export]:
    """Give a JSON file and the JSON Schema of its type; `suffix` is in the data's name only.

    `choices` gives by field what may stand there where the data decides it, for the schema.
    The schema states the licence of the data, by its address: a list has no place for it.
    """
    adapter = TypeAdapter(kind)

    def schema() -> str:
        described = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "license": licence}
        schema = adapter.json_schema()
        for part in schema.get("$defs", {}).values():
            for key in choices.keys() & part.get("properties", {}).keys():
                part["properties"][key] = {"enum": choices[key], **part["properties"][key]}
        return json.dumps(schema | described, ensure_ascii=False, indent=1) + "\n"

    return (
        Export(f"{name}{suffix}.json", title, lambda: adapter.dump_json(value()).decode() + "\n", names_pages),
        Export(routes.schema(name), None, schema),
    )


_FORMULA = re.compile(r"[=@\t]|[+-](?!\d+$)")
"""What a spreadsheet takes for a formula; a phone number with its plus is none."""


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV that Swedish spreadsheets open as they stand: semicolons, and a BOM so that å, ä, ö survive.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
    return "\ufeff" + buffer.getvalue()
