"""`manage.py lank`: one link moved, replaced, renamed or removed in every place, tried and shown before it is saved."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Collection
from typing import Any

from asking import Asker, Terminal
from core.desk.link_edits import lines_told, moved, removed, renamed, replaced, uses_of
from core.load import Loaded, load_records, read_documents
from core.messages import _
from core.models.agreement import Section
from core.models.kept import Signed
from core.models.registers import Link
from core.problems import DataProblems, WrongUseError
from core.rules import references
from core.rules.agreement import edition_of
from project import build_day
from records_file import run_changes, texts_of
from whole_files import Changes

MOVE, REPLACE, RENAME, REMOVE, SHOW = "flytta", "byt", "byt-namn", "ta-bort", "visa"


def add(commands: Any) -> None:
    """Let the command line know what can be done with a link."""
    parser = commands.add_parser("lank", help=_("move, replace, rename or remove a link everywhere it stands"))
    parser.set_defaults(run=lambda options: run(options, build_day(), Terminal, print))
    what = parser.add_subparsers(dest="what", required=True)
    for name, said, second in (
        (MOVE, _("the page has moved: give its new address"), _("the new address")),
        (REPLACE, _("another link of data/links.yml takes its place everywhere"), _("the id of the other link")),
        (RENAME, _("give it another id everywhere"), _("the new id")),
        (REMOVE, _("take it away everywhere"), None),
        (SHOW, _("tell every place that names it"), None),
    ):
        one = what.add_parser(name, help=said)
        one.add_argument("link", help=_("the id of the link in data/links.yml"))
        if second is not None:
            one.add_argument("other", help=second)
        if name != SHOW:
            one.add_argument("--ja", action="store_true", help=_("save without asking"))


def run(
    options: argparse.Namespace, day: datetime.date, asker: Callable[[], Asker], tell: Callable[[str], None]
) -> int:
    """Do it; give 0 when it was saved or told, 1 when it was not wanted after all."""
    loaded = load_records(read_documents(options.root))
    if loaded.problems:
        raise DataProblems(loaded.problems)
    links = {placed.record.id: placed.record for placed in loaded.of(Link)}
    if options.link not in links:
        raise WrongUseError(_("'{id}' is no link in data/links.yml; write the id of one", id=options.link))
    texts = texts_of(options.root)
    for line in lines_told(uses_of(loaded, texts, options.link)):
        tell(line)
    if options.what == SHOW:
        return 0
    typed = ("other", _("The new address:")) if options.what == MOVE else None
    return run_changes(
        options, lambda: _changes(options, loaded, links, texts), day, asker=asker, tell=tell, typed=typed
    )


def _printed_of(link: Link, addresses: Collection[str]) -> str | None:
    """Give the address by which documents that print some addresses name a link, if they do."""
    return next((one for one in (link.printed, link.url) if one in addresses), None)


def _refuse_printed(loaded: Loaded, link: Link) -> None:
    """Refuse to remove a link that a document prints: say what stands where, and what can be done with it instead."""
    for signed in loaded.of(Signed):
        address = _printed_of(link, signed.record.addresses)
        if address is None:
            continue
        edition = edition_of(signed)
        named = {
            placed.document.path
            for placed, register, reference, _where in references(loaded)
            if register == "links.yml" and reference == link.id
        }
        sections = [one for one in loaded.of(Section) if edition_of(one) == edition and one.document.path in named]
        told = [
            _("{section}, page {page}", section=one.record.title, page=one.record.page)
            for one in sorted(sections, key=lambda one: one.record.page)
        ]
        raise WrongUseError(
            _(
                "the document {edition} prints '{address}' ({places}), so the link is kept: give its new address with "
                "lank flytta, or let another link take its place with lank byt",
                edition=edition,
                address=address,
                places="; ".join(told) or signed.document.path,
            )
        )


def _changes(options: Any, loaded: Loaded, links: dict[str, Link], texts: dict[str, str]) -> Changes:
    link = links[options.link]
    if options.what == MOVE:
        printed = any(link.url in signed.record.addresses for signed in loaded.of(Signed))
        return moved(texts, link, options.other, printed=printed)
    if options.what == REMOVE:
        _refuse_printed(loaded, link)
        return removed(loaded, texts, link)
    if (options.other in links) != (options.what == REPLACE) or options.other == link.id:
        raise WrongUseError(
            _("'{id}' is no other link in data/links.yml; add it first", id=options.other)
            if options.what == REPLACE
            else _("'{id}' is taken by another link; choose an id that is free", id=options.other)
        )
    if options.what == RENAME:
        return renamed(loaded, texts, link.id, options.other)
    other = links[options.other]
    prints = {address for signed in loaded.of(Signed) for address in signed.record.addresses}
    kept = _printed_of(link, prints)
    if kept is not None and prints & {other.url, other.printed} and kept not in {other.url, other.printed}:
        raise WrongUseError(
            _(
                "the document prints the address of '{one}' and that of '{other}'; both must stay: move the address of "
                "'{one}' instead",
                one=link.id,
                other=other.id,
            )
        )
    return replaced(loaded, texts, link.id, other, kept)
