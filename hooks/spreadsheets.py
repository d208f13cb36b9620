"""Tables in files, as rows of text: CSV and workbooks, written for people to fill in and read back."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.exports.files import csv_text, unguarded, workbook
from core.messages import _, why
from core.problems import WrongUseError

KINDS = (".csv", ".xlsx")


def write_table(path: Path, title: str, rows: Iterable[Sequence[str]]) -> None:
    """Write rows to a file of the kind that its name says."""
    if path.suffix not in KINDS:
        raise WrongUseError(_("'{name}' is no table; name it .xlsx or .csv", name=path.name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_text(rows).encode() if path.suffix == ".csv" else workbook(title, rows))


def read_table(path: Path) -> list[list[str]]:
    """Read the rows of a file: days as year-month-day, numbers with a decimal comma."""
    if path.suffix not in KINDS:
        raise WrongUseError(_("'{name}' is no table; give a file in .xlsx or .csv", name=path.name))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WrongUseError(
            _("'{path}' cannot be read ({why}); name a file that is there", path=path, why=why(error))
        ) from None
    return _read_csv(data) if path.suffix == ".csv" else _read_workbook(path, data)


def _read_csv(data: bytes) -> list[list[str]]:
    """Read what a spreadsheet saves in Sweden: semicolons or commas, UTF-8 or the letters of Windows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") >= heading.count(",") else ","
    return [list(map(unguarded, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _read_workbook(path: Path, data: bytes) -> list[list[str]]:
    import openpyxl  # noqa: PLC0415 - the other commands do without it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError):
        raise WrongUseError(_("'{path}' is no workbook; save it as .xlsx", path=path)) from None
    return [[_cell(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if value != int(value) else str(int(value))
    return str(value)
