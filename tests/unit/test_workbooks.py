"""Tables for spreadsheets: no cell of a csv turns into another, and a workbook holds the same with its types."""

from __future__ import annotations

import csv
import datetime
import io
import re

import openpyxl
import pytest

from core.exports.files import workbook
from core.exports.support import hours_in_words
from invented import Invented

# What spreadsheets make of text unasked: fractions and dates of 1/2 and 24/7, numbers of +46, 1 000 and 1e5. A day
# with its year first stays as it is.
CHANGED = re.compile(
    r"(?!\d{4}-\d\d-\d\d$)"
    r"(?:[+-]\d+|\d{1,4}[/-]\d{1,2}(?:[/-]\d{1,4})?|\d{1,3}(?:[ \u00a0]\d{3})+|0\d+|"
    r"\d+[eE]\d+|\d{1,2}:\d{2}(?::\d{2})?)"
)


def _tables(whole: Invented) -> dict[str, list[list[str]]]:
    return {
        name: list(csv.reader(io.StringIO(export.data.decode("utf-8-sig"), newline=""), delimiter=";"))
        for name, export in whole.exports().items()
        if name.endswith(".csv")
    }


def test_no_cell_turns_into_another(whole: Invented) -> None:
    """A number, a date or a fraction that only a spreadsheet sees would be saved as something else."""
    cells = [(name, cell) for name, table in _tables(whole).items() for row in table for cell in row]
    assert [one for one in cells if CHANGED.fullmatch(one[1])] == []


def test_numbers_and_hours_as_people_read_them(whole: Invented) -> None:
    """In the table; the JSON keeps E.164 and OpenStreetMap's form."""
    header, *rows = _tables(whole)["stodlinjer.csv"]
    by_id = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert (by_id["larm-112"]["phone"], by_id["larm-112"]["opening_hours"]) == ("112", "dygnet runt")
    assert by_id["vaxeln"]["phone"].startswith("040-628 04")
    assert '"phone":"+4640628' in whole.exports()["stodlinjer.json"].data.decode()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("24/7", "dygnet runt"),
        ("unknown", "unknown"),
        ("Mo-Fr 08:00-16:00", "måndag–fredag 08:00–16:00"),
        ("Mo,We-Fr 09:00-12:00; Su 18:00-21:00", "måndag, onsdag–fredag 09:00–12:00; söndag 18:00–21:00"),
    ],
)
def test_hours_in_words(hours: str, words: str) -> None:
    """Days by name, spans with a dash."""
    assert hours_in_words(hours) == words


def test_a_workbook_beside_each_table(whole: Invented) -> None:
    """The same cells, numbers as numbers, the heading frozen, nothing calculated; the same bytes each time."""
    exports = whole.exports()
    for name, table in _tables(whole).items():
        data = exports[name.replace(".csv", ".xlsx")].data
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        assert sheet.freeze_panes == "A2"
        cells = [
            ["" if cell.value is None else str(cell.value).removesuffix(" 00:00:00") for cell in row]
            for row in sheet.iter_rows()
        ]
        assert cells == [[cell.removeprefix("'") for cell in row] for row in table], name
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert whole.exports()[name.replace(".csv", ".xlsx")].data == data


def test_the_types_of_cells() -> None:
    """A number and a day are what they are; what looks like a formula or an address is text."""
    rows = [["antal", "dag", "text"], [7, datetime.date(2021, 2, 1), "=1+1"], [None, None, "https://a.example/"]]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook("Prov", rows))).active
    assert sheet is not None
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert found == [[7, datetime.datetime(2021, 2, 1), "=1+1"], [None, None, "https://a.example/"]]  # noqa: DTZ001
    assert sheet["C2"].data_type == "s"
    assert sheet["C3"].hyperlink is None
