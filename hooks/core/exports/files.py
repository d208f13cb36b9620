"""Files of open data: JSON with its schema, tables as CSV and as a workbook."""

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

import xlsxwriter
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core import routes
from core.content import Content
from core.models.review import CheckedRecord
from core.models.vocabulary import How


class Exported(BaseModel):
    """Base of all open data: frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ExportedCheck(Exported):
    """When a record was last checked, by which role and how."""

    date: datetime.date = Field(description="Dagen då uppgifterna senast kontrollerades.")
    role: str = Field(description="Rollen hos den som kontrollerade, aldrig ett namn.")
    how: How = Field(description="`source-document`: dokumentet · `web-copy`: webbsidan · `operator`: den som driver.")


def exported_check(content: Content, record: CheckedRecord) -> ExportedCheck:
    """Give the latest check of a record, after which its facts were right."""
    last = content.reviewed(record).last
    return ExportedCheck(date=last.day, role=last.role, how=last.how)


@dataclass(frozen=True)
class Export:
    """One file of open data: its name below the open data, a Swedish title for lists (None for schemas), its maker."""

    name: str
    title: str | None
    make: Callable[[], str | bytes]
    names_pages: bool = False
    """Whether it tells which pages show something: it can only be made when they are known."""
    place: Callable[[str], str] = routes.open_data
    """Where the site has it."""
    kind: Any = None
    """The type of what a JSON file holds, whose fields say what they are."""

    @functools.cached_property
    def data(self) -> bytes:
        """Give what the file holds; made when it is first asked for, since lists only ask for names."""
        made = self.make()
        return made.encode() if isinstance(made, str) else made

    @property
    def size(self) -> int:
        """Give the file's size in bytes."""
        return len(self.data)

    @property
    def uri(self) -> str:
        """Give the file's path from the root of the site."""
        return self.place(self.name)


Cell = str | int | datetime.date | None
"""What a cell of a table holds; None is an empty one."""
Rows = Iterable[Sequence[Cell]]
"""A table, its heading first."""


def table_rows(records: Iterable[Any], keys: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """Yield records as rows of a table, its heading first."""
    yield keys
    for record in records:
        yield [getattr(record, key) for key in keys]


def table_files(name: str, title: str, rows: Callable[[], Rows], *, names_pages: bool = False) -> tuple[Export, Export]:
    """Give a table as CSV and as a workbook."""
    return (
        Export(f"{name}.csv", f"{title}, tabell", lambda: csv_text(rows()), names_pages),
        Export(f"{name}.xlsx", f"{title}, kalkylblad", lambda: workbook(title, rows()), names_pages),
    )


@functools.cache
def _schema_of(kind: Any) -> str:
    """Give the schema of a type as text: types do not change, and to work one out takes as long as many pages."""
    return json.dumps(TypeAdapter(kind).json_schema())


DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
        described = {"$schema": DIALECT, "title": title, "license": licence}
        schema = json.loads(_schema_of(kind))
        for part in schema.get("$defs", {}).values():
            for key in choices.keys() & part.get("properties", {}).keys():
                part["properties"][key] = {"enum": choices[key], **part["properties"][key]}
        return json.dumps(schema | described, ensure_ascii=False, indent=1) + "\n"

    return (
        Export(
            f"{name}{suffix}.json", title, lambda: adapter.dump_json(value()).decode() + "\n", names_pages, kind=kind
        ),
        Export(routes.schema(name), None, schema),
    )


_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t|tember)?|okt(?:ober)?"
    r"|(?:nov|dec)(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag)?"
_TAKEN = re.compile(
    rf"""
    [=@\t+].* | -(?![1-9]\d*$).*             # a formula
    | \d+[/:]\d+(?:[/:]\d+)?                 # a day, a fraction or a time
    | (?!\d{{4}}-\d\d-\d\d$)\d+-\d+-\d+     # a day that is not written with four, two and two digits
    | (?:{_WEEKDAY}\ )?(?:\d+[\ /-])?{_MONTH}(?:[\ /-]\d+)?  # a day in words
    | \d*,\d*0 | ,\d+ | \d+, | \(\d[\d\ \u00a0,.]*\) | \d{{16,}} # a number in another form, or longer than kept
    | sant | falskt | kr\ ?\d.*
    | 0\d+ | \d+- | \d{{1,3}}(?:[\ \u00a0]\d{{3}})+(?:,\d*)?  # a number that loses its zero, its sign or its blanks
    | \d+(?:[\ \u00a0]\d{{3}})*(?:[,.]\d+)?(?:e[+-]?\d+|\s*(?:%|kr|:-))
    | \s.* | .*\s
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""A text that a Swedish spreadsheet takes for something else, or shows in another way: tried in LibreOffice."""


def csv_text(rows: Rows) -> str:
    """Give rows as CSV that Swedish spreadsheets open as they stand: semicolons, and a BOM so that å, ä, ö survive.

    A text that a spreadsheet would take for a formula, a day or a number gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(f"'{one}" if isinstance(one, str) and _TAKEN.fullmatch(one) else one for one in row)
    return "\ufeff" + buffer.getvalue()


def unguarded(cell: str) -> str:
    """Give what a cell of such a CSV says, without the apostrophe before it."""
    return cell[1:] if cell.startswith("'") and _TAKEN.fullmatch(cell[1:]) else cell


_WIDEST = 60
"""Characters of the widest column; longer cells are wrapped."""


def workbook(title: str, rows: Rows) -> bytes:
    """Give rows as an xlsx file: typed cells, the heading frozen, columns as wide as what they hold.

    The same rows give the same bytes: the workbook says no time of its making.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _NO_TIME})
    sheet = book.add_worksheet(title[:31])
    heading, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    widths: dict[int, int] = {}
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            lines = str("" if cell is None else cell).split("\n")
            widths[column] = min(_WIDEST, max(widths.get(column, 8), *(len(line) + 2 for line in lines)))
            if isinstance(cell, datetime.date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(number, column, cell, wrapped)
            elif cell is not None:
                sheet.write_string(number, column, cell, wrapped if number else heading)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()


_NO_TIME = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
"""The first moment that a zip can name: what a file holds is all that its bytes tell."""
