"""Measured values: rules, the table that is filled in, and reading it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

import manage
from core.desk.follow_up import HEADING, read_rows, render_values, rows_to_fill_in
from spreadsheets import read_table, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from invented import Invented

NAME = "follow-up/2021.yml"
PLANS = "2021/samverkan/kort-indikator-1"
GOOD = [PLANS, "", "", "Omsorgsförvaltningen", "2021-03-01", "12,5", "planer", "Systemet", ""]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "  day: 2021-02-28",
            "  day: 2020-02-28",
            "2020-02-28 is not in 2021; move it to data/follow-up/2020.yml",
            id="year",
        ),
        pytest.param(
            "2021/samverkan/kort-indikator-2",
            "2021/samverkan/kort-2",
            "'2021/samverkan/kort-2' is no indicator; correct it",
            id="indicator",
        ),
        pytest.param(
            "  unit: procent",
            "  unit: procent\n  question: Hur många?",
            "measured: exactly one of citation and question must stand; correct it",
            id="both",
        ),
        pytest.param(
            "  unit: procent",
            "  unit: procent\n  department: bjorkvikens-stad",
            "'bjorkvikens-stad' is no department; correct it",
            id="department",
        ),
        pytest.param(
            "  source: Enkäten i skolan",
            "  source: Enkäten i skolan\n  stated_in: 2021/samverkan/kort-1",
            "'12,5' does not stand in '2021/samverkan/kort-1'; write it as it stands there",
            id="stated",
        ),
        pytest.param(
            "  source: Enkäten i skolan",
            "  source: Enkäten i skolan\n  stated_in: 2021/samverkan/kort-99",
            "'2021/samverkan/kort-99' is no clause; correct it",
            id="stated-nowhere",
        ),
    ],
)
def test_one_fault_is_told(invented: Invented, old: str, new: str, message: str) -> None:
    """One fault, one problem, in the file."""
    (found,) = invented.edit(NAME, old, new)
    assert found.startswith(f"data/{NAME}:")
    assert found.partition(": ")[2].removeprefix("record: ") in {message, message.removeprefix("measured: ")}


def test_a_value_stands_once(invented: Invented) -> None:
    """The same indicator, department and day twice."""
    (found,) = invented.edit(NAME, "2021-02-28", "2021-01-31")
    assert found.endswith(f"this was measured in data/{NAME}:4 too, on the same day; keep one")


def test_a_row_for_each_indicator_and_department(whole: Invented) -> None:
    """An indicator that names no department is asked of every one and of the whole city; «Saknas.» of none."""
    heading, *rows = rows_to_fill_in(whole.content())
    assert tuple(heading) == HEADING
    assert [row[3] for row in rows if row[0] == PLANS] == [
        "Omsorgsförvaltningen",
        "Skol- och fritidsförvaltningen",
        "hela staden",
    ]
    assert not any(row[2] == "Saknas." for row in rows)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_written_is_read_back(whole: Invented, tmp_path: Path, kind: str) -> None:
    """The same cells, whichever file it is."""
    rows = [list(row) for row in rows_to_fill_in(whole.content())]
    write_table(tmp_path / f"u.{kind}", "Uppföljning", rows)
    read = [[cell.removeprefix("'") for cell in row] for row in read_table(tmp_path / f"u.{kind}")]
    assert [row[:4] for row in read] == [row[:4] for row in rows]
    assert read_rows(whole.content(), read).values == ()


@pytest.mark.parametrize(
    ("place", "cell", "fault"),
    [
        pytest.param(
            0,
            "2021/samverkan/kort-1",
            "beteckning: ”2021/samverkan/kort-1” är ingen indikator; låt den stå som den stod",
            id="goal",
        ),
        pytest.param(0, "nonsens", "beteckning: ”nonsens” är ingen indikator; låt den stå som den stod", id="nonsense"),
        pytest.param(
            3,
            "Okänd",
            "förvaltning: ”Okänd” finns inte; skriv Omsorgsförvaltningen, Skol- och fritidsförvaltningen, hela staden",
            id="department",
        ),
        pytest.param(4, "1 mars", "dag: skriv år-månad-dag, till exempel 2026-12-31", id="day"),
        pytest.param(4, "", "dag saknas; skriv år-månad-dag, till exempel 2026-12-31", id="no-day"),
        pytest.param(5, "", "värde saknas; skriv talet med decimalkomma, eller orden i källan", id="no-value"),
        pytest.param(7, "", "källa saknas; skriv var värdet kommer ifrån", id="no-source"),
    ],
)
def test_each_fault_is_told_by_its_row(whole: Invented, place: int, cell: str, fault: str) -> None:
    """All of them, and no value is taken."""
    bad = [*GOOD[:place], cell, *GOOD[place + 1 :]]
    read = read_rows(whole.content(), [HEADING, GOOD, bad])
    assert read.values == ()
    assert f"rad 3: {fault}" in read.faults


def test_a_row_twice_and_a_table_of_another_kind(whole: Invented) -> None:
    """Told by the row that came first; without the headings nothing is read."""
    read = read_rows(whole.content(), [HEADING, GOOD, GOOD])
    assert read.faults == ("rad 3: samma indikator, förvaltning och dag som rad 2; ta bort den ena",)
    assert read_rows(whole.content(), [["a", "b"], GOOD]).faults[0].startswith("rad 1: rubrikerna ska vara beteckning;")
    assert read_rows(whole.content(), []).faults


def test_the_command_reads_a_filled_in_workbook(
    invented: Invented, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a coordinator does: get the table, fill in a row, hand it back; a fault anywhere and nothing is written."""
    path = tmp_path / "uppfoljning.xlsx"
    root = ["--root", str(invented.root), "uppfoljning"]
    assert manage.main([*root, "write", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for column, cell in ((5, "2021-03-01"), (6, 12.5), (7, "planer"), (8, "Systemet")):
        sheet.cell(row=2, column=column, value=cell)
    sheet.cell(row=3, column=6, value=7)
    book.save(path)
    before = invented.text(NAME)
    assert manage.main([*root, "read", str(path)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "rad 3: dag saknas; skriv år-månad-dag, till exempel 2026-12-31",
        "rad 3: källa saknas; skriv var värdet kommer ifrån",
        f"2 faults in {path}; nothing was written",
    ]
    assert invented.text(NAME) == before
    sheet.cell(row=3, column=6).value = None
    book.save(path)
    assert manage.main([*root, "read", str(path)]) == 0
    assert invented.problems() == []
    values = invented.content().measurements["2021"]
    assert (len(values), values[2].value, str(values[2].day)) == (4, "12,5", "2021-03-01")
    assert values[0].value == "1250"


def test_what_is_no_table(invented: Invented, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of another kind, one that is not there, and one that only says it is a workbook."""
    (tmp_path / "tom.xlsx").write_text("inget", encoding="utf-8")
    for name in ("brev.docx", "borta.csv", "tom.xlsx"):
        assert manage.main(["--root", str(invented.root), "uppfoljning", "read", str(tmp_path / name)]) == 2
        assert name in capsys.readouterr().err


def test_an_empty_file_of_values() -> None:
    """Nothing measured is an empty list, not an empty file."""
    assert render_values([]).endswith("\n[]\n")
