"""`manage.py punkt`: a bullet of the agreement put in, moved or struck, with all that cites it told first."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from asking import Asker, Terminal
from core import routes
from core.content import Content
from core.desk.clause_edits import moved, put_in, section_path, struck, uses_of
from core.desk.record_text import NotKeptError
from core.messages import Said, _
from core.models.agreement import Citation
from core.problems import WrongUseError
from project import build_day, read_content
from records_file import run_changes, texts_of
from whole_files import Changes

SHOW, PUT, MOVE, STRIKE = "visa", "ny", "flytta", "stryk"


def add(commands: Any) -> None:
    """Let the command line know what can be done with a bullet."""
    parser = commands.add_parser("punkt", help=_("put in, move or strike a bullet of the agreement"))
    parser.set_defaults(run=lambda options: run(options, build_day(), Terminal, print))
    what = parser.add_subparsers(dest="what", required=True)
    for name, said in (
        (SHOW, _("tell what cites it")),
        (PUT, _("put a new bullet in behind it")),
        (MOVE, _("move it within its list")),
        (STRIKE, _("strike it from a day on")),
    ):
        one = what.add_parser(name, help=said)
        one.add_argument("citation", help=_("the bullet, such as 2026/lss/kort-2"))
        if name == PUT:
            one.add_argument("text", help=_("the new bullet in plain words"))
        if name == MOVE:
            one.add_argument("--efter", help=_("the id of the bullet that it is to stand behind (default: first)"))
        if name == STRIKE:
            one.add_argument("--dag", help=_("the first day without it (default: today)"))
        if name != SHOW:
            one.add_argument("--ja", action="store_true", help=_("save without asking"))


def run(
    options: argparse.Namespace, day: datetime.date, asker: Callable[[], Asker], tell: Callable[[str], None]
) -> int:
    """Do it; give 0 when it was saved or told, 1 when it was not wanted after all."""
    content = read_content(options.root, day)
    citation = _citation(content, options.citation)
    texts = texts_of(options.root)
    pages = routes.edition(citation.edition, content.current_edition)
    uses = [one for one in uses_of(texts, citation, pages) if one.path != section_path(citation)]
    tell(_("{number} places cite {citation}", number=len(uses), citation=citation))
    for use in uses:
        tell(str(use))
    if options.what == SHOW:
        return 0
    typed = ("text", _("The bullet in plain words:")) if options.what == PUT else None
    return run_changes(
        options, lambda: _changes(options, texts, citation, day), day, asker=asker, tell=tell, typed=typed
    )


def _changes(options: Any, texts: Mapping[str, str], citation: Citation, day: datetime.date) -> Changes:
    if options.what == PUT:
        return put_in(texts, citation, options.text)[1]
    if options.what == MOVE:
        return moved(texts, citation, options.efter)
    try:
        return struck(texts, citation, datetime.date.fromisoformat(options.dag) if options.dag else day)
    except ValueError as error:
        if isinstance(error, NotKeptError):
            raise
        raise WrongUseError(
            _("'{given}' is not a day; write year-month-day, such as 2026-12-01", given=options.dag)
        ) from None


def _citation(content: Content, typed: str) -> Citation:
    try:
        citation = Citation.parse(typed)
    except PydanticCustomError as error:
        raise WrongUseError(Said(error.message())) from None
    if citation not in content.citable:
        raise WrongUseError(_("'{citation}' is no clause of the agreement; correct it", citation=citation))
    return citation
