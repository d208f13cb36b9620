"""The project's command line: the only place that prints or exits. `make` calls it; see README.md."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import clause_command
import importing_command
import link_command
import linkcheck.arguments
import new_record
from asking import Terminal
from core.content import Content
from core.drafts import AGREEMENTS, CONTINUITY, draft_from, drafts_left, refusal, told
from core.exports.feed import last_change
from core.follow_up import by_year, merged, read_rows, render_values, rows_to_fill_in
from core.left_behind import left_behind, to_look_through
from core.load import load_records, read_documents
from core.messages import _, why
from core.models.vocabulary import How
from core.new_records import KINDS
from core.noted import (
    CITED,
    PUBLISHED,
    add_published,
    cited_now,
    count_published,
    render_cited,
    render_published,
)
from core.problems import DataProblems
from core.review import ASKED, due_words
from core.rules.kept import notices
from core.rules.languages import language_notices
from core.rules.succession import succession_notices
from core.schema import GUIDE, IDS, build_ids, build_schemas
from core.site import CheckedSite, Sources, check_site
from core.source import files_below, parse_document
from phone_round import PhoneRound, call_words
from project import ROOT, WrongUseError, build_day, checked_site, read_content, read_sources, site_address
from records_file import save_changes
from said_by_argparse import translate_argparse
from spreadsheets import read_table, write_table
from translations import SWEDISH, TABLE, message_table, read_entries, speak_as_asked, updated_catalogue

FAILED, WRONG_USE = 1, 2
INTERRUPTED = 130
"""What shells give for a command that was ended with Ctrl-C."""
LINKS = Path("data/links.yml")
FOLLOW_UP = Path("data/follow-up")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give 0, 1 when it found problems, 2 when it was used wrongly."""
    speak_as_asked(os.environ)
    translate_argparse()
    parser = argparse.ArgumentParser(prog="manage.py", description=_("Checks, builds and keeps the site."))
    said = _("the folder with data/ and docs/ (default: the engine's own); what a command names is below it")
    parser.add_argument("--root", type=Path, default=ROOT, help=said)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help=_("check the data and the Markdown made from it")).set_defaults(run=_check)
    pages = commands.add_parser("pages", help=_("write the Markdown of every generated page to a folder"))
    pages.add_argument("folder", type=Path)
    pages.set_defaults(run=_pages)
    schemas = commands.add_parser("schemas", help=_("write data/schema from the models"))
    schemas.set_defaults(run=_schemas)
    messages = commands.add_parser("messages", help=_("write every message of the code to the catalogue to translate"))
    messages.set_defaults(run=_messages)
    published = commands.add_parser("published", help=_("note every address and citation as published"))
    published.set_defaults(run=_published)
    seen = commands.add_parser("seen", help=_("note every cited clause as read by those who cite it"))
    seen.set_defaults(run=_seen)
    site = commands.add_parser("site", help=_("build the site and put it in place when it is whole"))
    site.add_argument("folder", type=Path, nargs="?", default=Path("site"))
    site.add_argument("--release", action="store_true", help=_("refuse to build a preview"))
    site.set_defaults(run=_site)
    serve = commands.add_parser("serve", help=_("show a live preview, built anew when something is saved"))
    serve.add_argument("--address", default="127.0.0.1:8000", help=_("host and port (default: %(default)s)"))
    serve.set_defaults(run=_serve)
    _add_rounds(commands)
    _add_desk(commands)
    imported = commands.add_parser("import", help=_("read an official document and tell what differs from an edition"))
    importing_command.add_arguments(imported)
    imported.set_defaults(run=lambda options: importing_command.run(options, build_day()))
    edition = commands.add_parser(
        "ny-utgava", help=_("make the draft of the next edition, and tell what is left to do")
    )
    edition.add_argument("edition", help=_("its year, such as 2027, or its years, such as 2028-2030"))
    edition.set_defaults(run=_next_edition)
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show every letter shows its number
            stream.reconfigure(errors="backslashreplace")
    try:
        _place(options)
        return int(options.run(options))
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        return FAILED
    except WrongUseError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print(_("interrupted; what has been saved stays, and nothing else was changed"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # who read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        print(_("the machine says no to {file}: {why}", file=error.filename or "", why=why(error)), file=sys.stderr)
        return WRONG_USE


def _add_desk(commands: Any) -> None:
    """Let the command line know what changes links in every place at once, and what checks them."""
    new = commands.add_parser("ny", help=_("ask for a new record question by question, and write its file"))
    new.add_argument("kind", nargs="?", choices=tuple(KINDS), help=_("what is new (default: it is asked)"))
    new.set_defaults(run=lambda options: new_record.run(options.root, options.kind, build_day(), Terminal(), print))
    clause = commands.add_parser("punkt", help=_("put in, move or strike a bullet of the agreement"))
    clause_command.add_arguments(clause)
    clause.set_defaults(run=lambda options: clause_command.run(options, build_day(), Terminal, print))
    link = commands.add_parser("lank", help=_("move, replace, rename or remove a link everywhere it stands"))
    link_command.add_arguments(link)
    link.set_defaults(run=lambda options: link_command.run(options, build_day(), Terminal, print))
    links = commands.add_parser("links", help=_("check the outgoing links, write the status and the report"))
    linkcheck.arguments.add_arguments(links)
    links.add_argument(
        "--changed-since", metavar="REV", help=_("only links that differ from a git revision; no memory")
    )
    links.set_defaults(run=_links)


def _add_rounds(commands: Any) -> None:
    """Let the command line know what gathers answers: the phone round, and the table of measured values."""
    follow_up = commands.add_parser("uppfoljning", help=_("write the table of measured values, or read it filled in"))
    follow_up.add_argument("what", choices=["write", "read"])
    follow_up.add_argument("file", type=Path, help=_("a table in .xlsx or .csv"))
    follow_up.set_defaults(run=_follow_up)
    ring = commands.add_parser("ring", help=_("call those whose facts are due for a check, and note what they say"))
    ring.add_argument("records", nargs="*", help=_("only these, such as support-lines/bris (default: all that is due)"))
    ring.add_argument("--how", choices=get_args(How), default=ASKED, help=_("how you check (default: %(default)s)"))
    ring.add_argument("--list", action="store_true", help=_("tell whom to call and what to ask, and ask nothing here"))
    ring.set_defaults(run=_ring)
    calendar = commands.add_parser("kalender", help=_("write the checks that are due as a calendar"))
    calendar.add_argument("file", type=Path, nargs="?", default=Path("kontroller.ics"))
    calendar.set_defaults(run=_calendar)


def _place(options: argparse.Namespace) -> None:
    """Put every path that a command names below the root, by the one rule for all; what is absolute stays."""
    for name, value in vars(options).items():
        if isinstance(value, Path) and name != "root":
            setattr(options, name, options.root / value)
    if not (options.root / "data").is_dir():
        raise WrongUseError(
            _("{root} has no folder data/; name a folder with data/ and docs/ after --root", root=options.root)
        )


def _checked(root: Path) -> CheckedSite:
    return checked_site(root, build_day())


def _check(options: argparse.Namespace) -> int:
    sources, day = read_sources(options.root), build_day()
    checked = check_site(sources, day)
    content = checked.content
    print(_("LIX    limit  page"))
    for one in checked.readings:
        note = f"  ({one.reason})" if one.reason else ""
        print(f"{one.readability.lix:5.1f}  {one.limit:5.1f}  {one.address}{note}")
    print(
        _(
            "{sections} sections, {clauses} clauses, {links} links, {pages} pages: no problems",
            sections=len(content.current.sections),
            clauses=len([*content.current.walk()]),
            links=len(content.current_links),
            pages=len(checked.pages),
        )
    )
    if new := count_published(add_published(content, checked.addresses())) - count_published(content.published):
        print(
            _("{new} addresses and citations are new; once the site is published, make published notes them", new=new)
        )
    for notice in (
        *notices(content),
        *succession_notices(content),
        *left_behind(checked, sources),
        *content.notices,
        *language_notices(content),
    ):
        print(_("notice: {notice}", notice=notice))
    for place, citation in content.history.untied_clauses() if content.history else ():
        print(
            _(
                "notice: {place}: nobody has compared '{citation}' with what was before; add it to data/continuity.yml",
                place=place,
                citation=citation,
            )
        )
    for reason in content.preview_reasons():
        print(_("preview: {reason}", reason=reason))
    for line in due_words(content.due, content.places, checked.day):
        print(line)
    for left in drafts_left(sources, day):
        print(f"\n{told(left, sources)}")
    return _check_later(sources, content, day)


def _check_later(sources: Sources, content: Content, day: date) -> int:
    """Check the site of each day that another edition comes into force, so that nothing is found on that day."""
    for later in (one.since for one in content.site.in_force if one.since > day):
        try:
            then = check_site(sources, later)
        except DataProblems as problems:
            print(_("from {day}:", day=later), problems, sep="\n", file=sys.stderr)
            return FAILED
        for notice in (
            *succession_notices(then.content),
            *left_behind(then, sources),
            *to_look_through(then, sources),
        ):
            print(_("notice from {day}: {notice}", day=later, notice=notice))
    return 0


def _next_edition(options: argparse.Namespace) -> int:
    """Make the draft of the next edition from the one in force, and tell what is left to do."""
    root, edition = options.root, options.edition
    before = read_content(root).current_edition
    if refused := refusal(before, edition, [one.name for one in (root / AGREEMENTS).iterdir()]):
        raise WrongUseError(refused)
    files = (*files_below(root / AGREEMENTS / before), root / CONTINUITY)
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}
    save_changes(root, draft_from(texts, before, edition))
    print(_("The draft is in {folder}/, made from {before}", folder=f"{AGREEMENTS}/{edition}", before=before))
    sources = read_sources(root)
    for left in drafts_left(sources, build_day()):
        if left.edition == edition:
            print(f"\n{told(left, sources)}")
    return 0


def _pages(options: argparse.Namespace) -> int:
    pages = _checked(options.root).pages
    for uri, page in pages.items():
        path = options.folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.markdown(), encoding="utf-8")
    print(_("{number} pages in {folder}", number=len(pages), folder=options.folder))
    return 0


def _schemas(options: argparse.Namespace) -> int:
    schemas = build_schemas((ROOT / GUIDE).read_text(encoding="utf-8"))
    schemas[f"schema/{IDS}"] = build_ids(load_records(read_documents(options.root)))
    for name, text in schemas.items():
        path = options.root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def _messages(_options: argparse.Namespace) -> int:
    SWEDISH.write_text(updated_catalogue(ROOT / "hooks", SWEDISH), encoding="utf-8")
    (ROOT / TABLE).write_text(message_table(SWEDISH), encoding="utf-8")
    left = [message for message, said in read_entries(SWEDISH) if not said]
    print(_("{number} messages are left to translate in {path}", number=len(left), path=SWEDISH))
    return 0


def _published(options: argparse.Namespace) -> int:
    checked = _checked(options.root)
    published = add_published(checked.content, checked.addresses())
    (options.root / PUBLISHED).write_text(render_published(published), encoding="utf-8")
    return 0


def _seen(options: argparse.Namespace) -> int:
    (options.root / CITED).write_text(render_cited(cited_now(_checked(options.root).content)), encoding="utf-8")
    return 0


def _follow_up(options: argparse.Namespace) -> int:
    """Write the table to fill in, or take the values of a filled-in one; with a fault in a row none is taken."""
    content = _checked(options.root).content
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
    for year, values in by_year(table.values).items():
        path = options.root / FOLLOW_UP / f"{year}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_values(merged(content.measurements.get(year, ()), values)), encoding="utf-8")
        print(_("{number} values in {path}", number=len(values), path=f"{FOLLOW_UP}/{year}.yml"))
    if not table.values:
        print(_("no row of {file} has a value; nothing was written", file=options.file))
    return 0


def _ring(options: argparse.Namespace) -> int:
    """Make the phone round, or tell what it would ask."""
    day = build_day()
    content = checked_site(options.root, day).content
    known = {one.reference for one in content.checked_records}
    if unknown := [one for one in options.records if one not in known]:
        raise WrongUseError(
            _("no record is called {names}; write such as support-lines/bris", names=", ".join(unknown))
        )
    due = [one for one in content.due if not options.records or one.record.reference in options.records]
    if options.list:
        print("\n\n".join(call_words(content, one) for one in due))
        return 0
    PhoneRound(content, options.root, day, Terminal(), print, options.how).go(due)
    return 0


def _calendar(options: argparse.Namespace) -> int:
    from core.exports.review import calendar_of  # noqa: PLC0415 - the other commands write no calendar

    content = _checked(options.root).content
    options.file.write_bytes(calendar_of(content))
    print(_("The calendar is in {file}", file=options.file))
    return 0


def _site(options: argparse.Namespace) -> int:
    from building import NotBuiltError, build_site  # noqa: PLC0415 - the other commands do without MkDocs
    from hosting.finish import finish_site, set_times  # noqa: PLC0415 - the other commands compress nothing

    checked = _checked(options.root)
    content = checked.content
    reasons, address = content.preview_reasons(), site_address(content.site)
    if options.release and reasons:
        print(_("not released, the site would be a preview:"), file=sys.stderr)
        for reason in reasons:
            print(f"- {reason}", file=sys.stderr)
        for line in content.never_confirmed:
            print(f"  {content.places[line.reference]}: {line.name}", file=sys.stderr)
        return FAILED
    site = options.folder.resolve()
    building = site.with_name(f".{site.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    try:
        try:
            build_site(options.root, building, checked)
        except NotBuiltError as error:
            print(error, _("the build failed; {site} stays as it was", site=site), sep="\n", file=sys.stderr)
            return FAILED
        finish_site(
            building,
            redirects=content.moved,
            address=address,
            security_contact=content.site.security_contact.value,
            preview=bool(reasons),
            today=checked.day,
        )
        set_times(building, site, last_change(content))
        _replace(site, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    print(_("The site is in {site}, built for {day}; BUILD_DATE names another day", site=site, day=checked.day))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from preview import serve  # noqa: PLC0415 - the other commands do without MkDocs

    host, _colon, port = options.address.rpartition(":")
    if not host or not port.isdecimal():
        raise WrongUseError(_("'{address}' is no host and port; write such as 127.0.0.1:8000", address=options.address))
    serve(options.root, host, int(port), tell=lambda said: print(said, flush=True))
    return 0


def _links(options: argparse.Namespace) -> int:
    """Check the links; the report names the pages that show each, as far as the data can be read."""
    from linkcheck import command  # noqa: PLC0415 - the other commands do without a client for the web

    pages: dict[str, list[str]] = {}
    if options.source in {None, options.root / LINKS}:
        checked = _checked(options.root)
        if options.user_agent == linkcheck.arguments.USER_AGENT:
            options.user_agent = checked.content.site.link_check_agent
        for page in checked.all_pages():
            for link_id in page.links:
                pages.setdefault(link_id, []).append(page.address)
    if options.changed_since:
        options.only = _changed_links(options.root, options.changed_since)
        if not options.only:
            print(_("no link differs from {revision}", revision=options.changed_since))
            return 0
    now = datetime.now(UTC)
    if options.changed_since:
        with tempfile.TemporaryDirectory() as scratch:
            options.status = Path(scratch, "status.json")
            return command.run(options, stdout=sys.stdout, stderr=sys.stderr, now=now, pages=pages, root=options.root)
    return command.run(options, stdout=sys.stdout, stderr=sys.stderr, now=now, pages=pages, root=options.root)


def _changed_links(root: Path, revision: str) -> list[str]:
    """Give the ids of the links whose address is another than in a git revision."""
    command = ["git", "show", f"{revision}:{LINKS}"]
    try:
        shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise WrongUseError(_("--changed-since asks git, which is not installed; install it")) from None
    if shown.returncode:
        raise WrongUseError(
            _(
                "{revision} has no {links}; name a revision of this repository",
                revision=revision,
                links=LINKS,
            )
        )
    before = parse_document(str(LINKS), shown.stdout).value or []
    known = {record.get("id"): record.get("url") for record in before if isinstance(record, dict)}
    return [link.id for link in read_content(root).links.values() if known.get(link.id) != link.url]


def _replace(site: Path, building: Path) -> None:
    """Put the new site in the place of the old; the old one is removed last."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if site.exists():
            site.rename(old)
    except OSError:  # a folder that is mounted stays where it is
        _fill(site, building)
        return
    building.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _fill(site: Path, building: Path) -> None:
    """Let a folder hold what another holds and nothing else; a page that both have is never missing on the way."""
    for path in sorted(site.rglob("*"), reverse=True):  # what a folder holds comes before it
        new = building / path.relative_to(site)
        if not new.exists() or new.is_dir() != path.is_dir():
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(building, site, dirs_exist_ok=True)


if __name__ == "__main__":
    sys.exit(main())
