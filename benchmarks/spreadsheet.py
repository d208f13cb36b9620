"""Every cell of the open data after LibreOffice has opened and saved it, with numbers and days recognised.

    python benchmarks/spreadsheet.py [SITE]

Reads the tables of a built site, opens each CSV as a Swedish spreadsheet does, with the recognition of numbers and
days on, saves it as CSV and compares cell by cell; so too each workbook. The formula of the page's example is counted.
LibreOffice without windows is needed: on Debian `apt-get install libreoffice-calc-nogui`.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import openpyxl

FOLDER = "oppna-data"
# Semicolons, quotation marks, UTF-8, from line 1; Swedish; quoted cells are not text by that alone; recognise all.
READ = "CSV:59,34,76,1,,1053,false,true"
# The same, with cells as they are shown.
WRITE = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1053,false,true"
# A Swedish machine: commas in decimals, days with the year first.
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale"><value>sv-SE</value></prop></item>
</oor:items>
"""
Table = list[list[str]]


def saved(files: list[Path], folder: Path, *options: str) -> None:
    """Let LibreOffice open files and save them as CSV in a folder."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(LOCALE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", WRITE, "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True)


def read(file: Path) -> Table:
    """Give the cells of a CSV."""
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def differences(before: Table, after: Table) -> Iterator[str]:
    """Yield each cell that was changed; empty cells and rows at the end are none."""
    for number, (row, other) in enumerate(zip_longest(before, after, fillvalue=[]), 1):
        for column, (cell, now) in enumerate(zip_longest(row, other, fillvalue=""), 1):
            if cell != now:
                yield f"row {number}, column {column}: «{cell}» became «{now}»"


def cells_of(workbook: Path) -> Table:
    """Give the cells of a workbook as a spreadsheet shows them."""
    rows = openpyxl.load_workbook(workbook).worksheets[0].iter_rows(values_only=True)
    return [["" if one is None else re.sub(r" 00:00:00$", "", str(one)) for one in row] for row in rows]


def example(folder: Path, site: Path) -> tuple[str, str]:
    """Give the answer that the page promises for its formula, and the answer of LibreOffice."""
    page = (site / FOLDER / "index.html").read_text(encoding="utf-8")
    (formula,) = re.findall(r"=ANTAL\.OM\(([A-Z]1:[A-Z]\d+);&quot;active&quot;\)", page)
    (promised,) = re.findall(r"svaret ska bli (\d+)\.", page)
    book = openpyxl.load_workbook(site / FOLDER / "stodlinjer.xlsx")
    sheet = book.worksheets[0]
    row = sheet.max_row + 1
    sheet[f"A{row}"] = f'=COUNTIF({formula},"active")'
    book.save(folder / "exempel.xlsx")
    saved([folder / "exempel.xlsx"], folder)
    return promised, read(folder / "exempel.csv")[row - 1][0]


def main() -> int:
    """Compare every table; 1 where a cell was changed."""
    if not shutil.which("soffice"):
        print("not tried, soffice is missing; on Debian: apt-get install libreoffice-calc-nogui")
        return 0
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    tables, books = (sorted((site / FOLDER).glob(pattern)) for pattern in ("*.csv", "*.xlsx"))
    changed = count = 0
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name, one) for one in ("csv", "xlsx")]
        for folder in folders:
            folder.mkdir()
        saved(tables, folders[0], f"--infilter={READ}")
        saved(books, folders[1])
        pairs = [(one, read(one), read(folders[0] / one.name)) for one in tables]
        pairs += [(one, cells_of(one), read(folders[1] / f"{one.stem}.csv")) for one in books]
        for file, before, after in pairs:
            count += sum(map(len, before))
            for said in differences(before, after):
                changed += 1
                print(f"{file.name}: {said}")
        promised, counted = example(folders[1], site)
    print(f"{len(tables)} tables and {len(books)} workbooks, {count} cells, {changed} changed")
    print(f"the page's formula: {counted}, promised {promised}")
    return int(bool(changed) or promised != counted)


if __name__ == "__main__":
    sys.exit(main())
