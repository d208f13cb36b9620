"""The command `import`: an official document is read, compared, told, and on request written. See data/README.md."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.content import Content
from core.desk.drafts import AGREEMENTS, CONTINUITY, refusal
from core.editions import Edition
from core.importing.document import Document, UnreadableDocumentError
from core.load import Loaded, load_records, read_documents
from core.messages import _, why
from core.rules import build_content
from core.source import files_below
from project import OFFICIAL, build_day
from whole_files import NotWrittenError, save_changes, written_beside

if TYPE_CHECKING:
    from core.importing.difference import Difference
    from core.importing.known import Named, Reference

SAME, UNREADABLE, DIFFERS = 0, 1, 3
PAGE = Path("import.html")
_QUIET_SECONDS = 1.0


def add(commands: Any) -> None:
    """Let the command line know of it."""
    said = _("read an official document and tell what differs from an edition")
    parser = commands.add_parser("import", help=said)
    parser.set_defaults(run=lambda options: run(options, build_day()))
    parser.add_argument("document", type=Path, metavar="DOC", help=_("the document, in Word, PDF or text"))
    parser.add_argument("--edition", metavar="E", help=_("the edition to compare with (default: the one in force)"))
    parser.add_argument("--against", type=Path, metavar="DOC", help=_("compare with another document, word for word"))
    parser.add_argument("--report", type=Path, metavar="FILE.json", help=_("write what differs as JSON"))
    parser.add_argument(
        "--signed", action="store_true", help=_("note in signed.yml the words of the document that tell")
    )
    parser.add_argument("--new", metavar="YEAR", help=_("write a draft of the next edition in data/agreements/YEAR"))
    parser.add_argument("--official", action="store_true", help=_("keep the document's own words on this machine"))
    parser.add_argument("--page", type=Path, default=PAGE, help=_("where the page to open goes (default: %(default)s)"))


def run(options: argparse.Namespace, day: datetime.date) -> int:
    """Do it; give 0 where nothing differs, 3 where something does, 1 where it cannot be done, with the reason told."""
    try:
        return _run(options, day)
    except (UnreadableDocumentError, NotWrittenError) as error:
        print(error, file=sys.stderr)
        return UNREADABLE


def _run(options: argparse.Namespace, day: datetime.date) -> int:
    from core.importing.comparing import compare  # noqa: PLC0415 - the other commands compare nothing
    from core.importing.draft import LINKS  # noqa: PLC0415
    from core.importing.known import document_reference, edition_reference  # noqa: PLC0415
    from core.importing.noting import note_told, told_of  # noqa: PLC0415
    from core.importing.official import official_of  # noqa: PLC0415
    from core.importing.report import render_page, render_report, render_told  # noqa: PLC0415

    if options.against and (options.new or options.signed or options.official):
        message = _("AGAINST compares two documents, and NEW, SIGNED and OFFICIAL are about an edition; choose one")
        raise UnreadableDocumentError(message)
    loaded = load_records(read_documents(options.root))
    content = build_content(loaded, day)
    edition = content.editions.get(options.edition or content.current_edition)
    if edition is None:
        there = ", ".join(content.editions)
        message = _("there is no edition {edition}; choose one of {there}", edition=options.edition, there=there)
        raise UnreadableDocumentError(message)
    document = read(options.document)
    reference = edition_reference(content, edition, noted(loaded, edition.id))
    if options.against:
        earlier = read(options.against)
        named = _named(earlier, reference, content)
        reference = document_reference(earlier, options.against.name, named)
    difference = compare(document, reference, content.vocabulary.strength)
    changes = _draft(options, content, edition, difference, day) if options.new else {}
    if options.signed:
        name = f"{AGREEMENTS}/{edition.id}/signed.yml"
        signed = (options.root / name).read_text(encoding="utf-8")
        changes[name] = note_told(signed, told_of(difference, content.vocabulary.strength))
    if options.official:
        kept = official_of(difference, edition).model_dump(mode="json")
        changes[f"{OFFICIAL}/{edition.id}.json"] = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    told = {options.page: render_page(difference, options.document.name)}
    if options.report:
        told[options.report] = render_report(difference)
    with written_beside(told):
        save_changes(options.root, changes)
    if options.new:
        print(_("The draft is in {folder}/; make check tells what is left", folder=f"{AGREEMENTS}/{options.new}"))
    if LINKS in changes:
        print(_("New links stand last in {file}; check who publishes them and who can open them", file=LINKS))
    print(render_told(difference))
    print(_("A page to open in a browser: {page}", page=options.page))
    return DIFFERS if difference.any else SAME


def _named(document: Document, reference: Reference, content: Content) -> Named | None:
    """Give what an edition calls what is in a document; None where it is another document."""
    from core.importing.comparing import compare  # noqa: PLC0415
    from core.importing.known import Named  # noqa: PLC0415

    try:
        known = compare(document, reference, content.vocabulary.strength)
    except UnreadableDocumentError:
        return None
    return Named(
        {
            one.bullet.number: one.known.citation
            for one in known.bullets
            if one.known and one.match and one.match.accepted
        },
        [one.id if one else None for one in known.alignment.sections],
        [[one.id if one else None for one in lists] for lists in known.alignment.lists],
    )


def _draft(
    options: argparse.Namespace, content: Content, edition: Edition, difference: Difference, day: datetime.date
) -> dict[str, str]:
    """Give the files of the draft of an edition, by path; the site is tried with it first."""
    from core.importing.draft import LINKS, draft_of  # noqa: PLC0415
    from core.importing.noting import told_of  # noqa: PLC0415
    from records_file import try_changes  # noqa: PLC0415

    root = options.root
    if refused := refusal(edition.id, options.new, [one.name for one in (root / AGREEMENTS).iterdir()]):
        raise UnreadableDocumentError(refused)
    files = (*files_below(root / AGREEMENTS / edition.id), root / CONTINUITY, root / LINKS)
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}
    told = told_of(difference, content.vocabulary.strength)
    changes = draft_of(difference, content, texts, options.new, told)
    try_changes(root, changes, day)
    return changes


def noted(loaded: Loaded, edition: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give the telling words that were noted of an edition's signed document, by section and clause."""
    from core.models.kept import Signed  # noqa: PLC0415
    from core.rules.agreement import edition_of  # noqa: PLC0415

    return {
        (section.id, clause): words
        for signed in loaded.of(Signed)
        if edition_of(signed) == edition
        for section in signed.record.sections
        for clause, words in section.told.items()
    }


def read(path: Path) -> Document:
    """Read a document from its file; `UnreadableDocumentError`, in Swedish, where it cannot be read."""
    from core.importing.reading import read_document  # noqa: PLC0415 - readers of Word and PDF are heavy

    try:
        raw = path.read_bytes()
    except OSError as error:
        message = _(
            "{name}: the file cannot be opened, {why}; correct its name or folder", name=path.name, why=why(error)
        )
        raise UnreadableDocumentError(message) from None
    return read_document(path.name, raw, _Progress().tell)


class _Progress:
    """Says how far the reading has come, once it has taken more than a second."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, what: str, done: int, of: int) -> None:
        """Take what is done, how far, of how much."""
        now = time.monotonic()
        if now - self._last > _QUIET_SECONDS:
            self._last = now
            print(_("{what}: {done} of {of} …", what=what, done=done, of=of), file=sys.stderr, flush=True)
