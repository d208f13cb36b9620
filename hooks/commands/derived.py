"""Commands that write what follows from the data or the code: pages, schemas, messages, what is noted, a calendar."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from core.load import load_records, read_documents
from core.messages import _
from core.noted import CITED, PUBLISHED, add_published, cited_now, render_cited, render_published
from core.schema import GUIDE, IDS, build_ids, build_schemas
from project import ROOT, build_day, checked_site
from translations import SWEDISH, TABLE, message_table, read_entries, updated_catalogue
from whole_files import write_text


def add(commands: Any) -> None:
    """Let the command line know of them."""
    pages = commands.add_parser("pages", help=_("write the Markdown of every generated page to a folder"))
    pages.add_argument("folder", type=Path)
    pages.set_defaults(run=_pages)
    calendar = commands.add_parser("kalender", help=_("write the checks that are due as a calendar"))
    calendar.add_argument("file", type=Path, nargs="?", default=Path("kontroller.ics"))
    calendar.set_defaults(run=_calendar)
    for name, said, run in (
        ("schemas", _("write data/schema from the models"), _schemas),
        ("messages", _("write every message of the code to the catalogue to translate"), _messages),
        ("published", _("note every address and citation as published"), _published),
        ("seen", _("note every cited clause as read by those who cite it"), _seen),
    ):
        commands.add_parser(name, help=said).set_defaults(run=run)


def _pages(options: argparse.Namespace) -> int:
    pages = checked_site(options.root, build_day()).pages
    for uri, page in pages.items():
        path = options.folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.markdown(), encoding="utf-8")
    print(_("{number} pages in {folder}", number=len(pages), folder=options.folder))
    return 0


def _calendar(options: argparse.Namespace) -> int:
    from core.exports.review import calendar_of  # noqa: PLC0415 - the other commands write no calendar

    content = checked_site(options.root, build_day()).content
    options.file.write_bytes(calendar_of(content))
    print(_("The calendar is in {file}", file=options.file))
    return 0


def _schemas(options: argparse.Namespace) -> int:
    schemas = build_schemas((ROOT / GUIDE).read_text(encoding="utf-8"))
    schemas[f"schema/{IDS}"] = build_ids(load_records(read_documents(options.root)))
    for name, text in schemas.items():
        write_text(options.root / "data" / name, text)
    return 0


def _messages(_options: argparse.Namespace) -> int:
    write_text(SWEDISH, updated_catalogue(ROOT / "hooks", SWEDISH))
    write_text(ROOT / TABLE, message_table(SWEDISH))
    left = [message for message, said in read_entries(SWEDISH) if not said]
    print(_("{number} messages are left to translate in {path}", number=len(left), path=SWEDISH))
    return 0


def _published(options: argparse.Namespace) -> int:
    checked = checked_site(options.root, build_day())
    published = add_published(checked.content, checked.addresses(), checked.anchors())
    write_text(options.root / PUBLISHED, render_published(published))
    return 0


def _seen(options: argparse.Namespace) -> int:
    write_text(options.root / CITED, render_cited(cited_now(checked_site(options.root, build_day()).content)))
    return 0
