"""What can be found in the agreement."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from core import routes
from core.content import Content
from core.editions import CLAUSE_NAMES, ClauseInContext, Edition, SectionInContext
from core.pages.markdown_page import Page
from core.pages.writing import NO_LONGER
from core.routes import path_of
from core.search.entries import Audience, Entry, shorten, with_short_names

TERMS = {"short": "kort sikt", "long": "lång sikt", "none": ""}


def section_entries(content: Content, one: SectionInContext) -> Iterator[Entry]:
    """Yield the entries of a section: itself and its clauses."""
    section = one.section
    texts = tuple(one.texts())
    groups = tuple(f"{group.kind.lower()} {group.short}" for group in one.groups)
    actors = tuple(with_short_names(content, content.organisations[actor].name) for actor in one.actors)
    yield Entry(
        path_of(content.pages_of(one.edition).section(section.id)),
        "section",
        Audience.STAFF,
        section.title,
        section.summary,
        lead=(section.summary,),
        body=(*(paragraph.text for paragraph in section.introduction),),
        context=(*texts, *groups, *actors),
    )
    for part in one.walk():
        if not part.states_none:
            yield _clause(content, one, part)


def earlier_entries(content: Content, edition: Edition, pages: Mapping[str, Page]) -> Iterator[Entry]:
    """Yield the entries of an edition that is not in force: its sections, clauses and pages, each named with it."""
    taken = set()
    for section in edition.sections:
        for entry in section_entries(content, section):
            taken.add(entry.address)
            yield dataclasses.replace(entry, kind="earlier", title=f"{entry.title} – {edition.name}")
    for uri, page in pages.items():
        if routes.below(uri, content.pages_of(edition.id).start) and path_of(uri) not in taken:
            title = page.title.removesuffix(f", {NO_LONGER}")
            yield Entry(path_of(uri), "earlier", Audience.STAFF, title, shorten(page.description))


def _clause(content: Content, one: SectionInContext, part: ClauseInContext) -> Entry:
    return Entry(
        path_of(content.pages_of(one.edition).section(one.section.id), part.anchor),
        "indicator" if part.is_indicator else "goal",
        Audience.STAFF,
        f"{one.section.title}, {CLAUSE_NAMES[part.kind]} {part.number}",
        shorten(part.clause.text),
        lead=(with_short_names(content, part.clause.text), str(part.citation)),
        body=(part.clause.text_after_details or "",),
        context=(
            *(with_short_names(content, content.organisations[actor].name) for actor in part.clause.actors),
            *(content.links[link].title for link in part.clause.links),
            TERMS[part.term],
        ),
    )
