"""`manage.py check`: everything that is wrong, or all that an editor should know of a site that is right."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from commands import FAILED
from core.content import Content
from core.desk.drafts import drafts_left, told
from core.desk.left_behind import left_behind, to_look_through
from core.messages import _
from core.noted import add_published, count_published
from core.problems import DataProblems
from core.review import due_words
from core.rules.kept import notices
from core.rules.languages import language_notices
from core.rules.succession import succession_notices
from core.site import Sources, check_site
from project import build_day, read_sources


def add(commands: Any) -> None:
    """Let the command line know of it."""
    commands.add_parser("check", help=_("check the data and the Markdown made from it")).set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print how hard pages are to read, what is left and due, last the result; 1 if a later edition has problems."""
    sources, day = read_sources(options.root), build_day()
    checked = check_site(sources, day)
    content = checked.content
    print(_("LIX    limit  page"))
    for one in checked.readings:
        note = f"  ({one.reason})" if one.reason else ""
        print(f"{one.readability.lix:5.1f}  {one.limit:5.1f}  {one.address}{note}")
    if new := count_published(add_published(content, checked.addresses(), checked.anchors())) - count_published(
        content.published
    ):
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
    if _check_later(sources, content, day):
        return FAILED
    print(
        _(
            "{sections} sections, {clauses} clauses, {links} links, {pages} pages: no problems",
            sections=len(content.current.sections),
            clauses=len([*content.current.walk()]),
            links=len(content.current_links),
            pages=len(checked.pages),
        )
    )
    return 0


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
