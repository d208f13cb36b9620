"""What can be found in the agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.content import CLAUSE_LISTS, Content, NumberedClause, SectionInContext
from core.search.entries import STAFF, Entry, shorten, with_short_names


def section_entries(content: Content, one: SectionInContext) -> Iterator[Entry]:
    """Yield the entries of a section: itself and its clauses."""
    section = one.section
    texts = tuple(one.texts())
    delmal = tuple(f"delmål {number}" for number in section.delmal)
    actors = tuple(with_short_names(content, content.organisations[actor].name) for actor in one.actors)
    yield Entry(
        f"overenskommelsen/{section.id}/",
        "section",
        STAFF,
        section.title,
        section.summary,
        lead=(section.summary,),
        body=(*(paragraph.text for paragraph in section.introduction),),
        context=(*texts, *delmal, *actors),
    )
    for kind in CLAUSE_LISTS:
        for clause in one.lists[kind.stem]:
            for part in clause.walk():
                if not part.states_none:
                    yield _clause(content, one, part)


def _clause(content: Content, one: SectionInContext, part: NumberedClause) -> Entry:
    word = "Indikator" if part.is_indicator else "Insats" if part.anchor.startswith("aktivitet") else "Mål"
    term = "lång sikt" if part.anchor.startswith("lang") else "kort sikt" if part.anchor.startswith("kort") else ""
    return Entry(
        f"overenskommelsen/{one.section.id}/#{part.anchor}",
        "indicator" if part.is_indicator else "goal",
        STAFF,
        f"{one.section.title}, {word.lower()} {_number(part.anchor)}",
        shorten(part.clause.text),
        lead=(with_short_names(content, part.clause.text), part.citation),
        body=(part.clause.text_after_details or "",),
        context=(
            *(with_short_names(content, content.organisations[actor].name) for actor in part.clause.actors),
            *(content.links[link].title for link in part.clause.links),
            term,
        ),
    )


def _number(anchor: str) -> str:
    return ".".join(re.findall(r"\d+", anchor))
