"""`manage.py uppfoljning`: the table of measured values written to be filled in, and read back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from commands import FAILED
from core.desk.follow_up import by_year, merged, read_rows, render_values, rows_to_fill_in
from core.messages import _
from project import build_day, checked_site
from spreadsheets import read_table, write_table
from whole_files import save_changes

FOLLOW_UP = "data/follow-up"


def add(commands: Any) -> None:
    """Let the command line know of it."""
    follow_up = commands.add_parser("uppfoljning", help=_("write the table of measured values, or read it filled in"))
    follow_up.add_argument("what", choices=["write", "read"])
    follow_up.add_argument("file", type=Path, help=_("a table in .xlsx or .csv"))
    follow_up.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the table to fill in, or take the values of a filled-in one; with a fault in a row none is taken."""
    content = checked_site(options.root, build_day()).content
    if options.what == "write":
        write_table(options.file, "Uppföljning", rows_to_fill_in(content))
        print(_("The table is in {file}", file=options.file))
        return 0
    table = read_rows(content, read_table(options.file))
    for fault in table.faults:
        print(fault, file=sys.stderr)
    if table.faults:
        print(
            _("{number} faults in {file}; nothing was written", number=len(table.faults), file=options.file),
            file=sys.stderr,
        )
        return FAILED
    years = by_year(table.values)
    save_changes(
        options.root,
        {
            f"{FOLLOW_UP}/{year}.yml": render_values(merged(content.measurements.get(year, ()), values))
            for year, values in years.items()
        },
    )
    for year, values in years.items():
        print(_("{number} values in {path}", number=len(values), path=f"{FOLLOW_UP}/{year}.yml"))
    if not table.values:
        print(_("no row of {file} has a value; nothing was written", file=options.file))
    return 0
