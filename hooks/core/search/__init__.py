"""The search index: from content to compact files that the search box reads on first use. Pure, without MkDocs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from core import routes
from core.content import Content
from core.models.support import SupportLine
from core.pages.handwritten import HandwrittenPage
from core.pages.markdown_page import Page
from core.search.agreement import earlier_entries, section_entries
from core.search.entries import Entry
from core.search.index import render_cards, render_index
from core.search.languages import language_entries
from core.search.registers import handwritten_entry, page_entry, term_entries
from core.search.support import line_entry, service_entry, situation_entries
from core.search.trainings import training_entry


def build_search(content: Content, entries: Sequence[Entry], pages: Mapping[str, Page]) -> dict[str, str]:
    """Give the generated files of the search by their `src_uri`.

    The help cards stand in a file of their own, so that they are there when the index is not. What is not in force
    is the second part of the index: read when the first is in use, and found after all that is in it.
    """
    cards = render_cards(content)
    earlier = [entry for edition in content.earlier for entry in earlier_entries(content, edition, pages)]
    earlier += closed_entries(content)
    if not earlier:
        return {routes.SEARCH_INDEX: render_index(content, entries, cards), routes.SEARCH_CARDS: cards.text}
    return {
        routes.SEARCH_INDEX: render_index(content, entries, cards, more=routes.SEARCH_EARLIER),
        routes.SEARCH_CARDS: cards.text,
        routes.SEARCH_EARLIER: render_index(content, earlier),
    }


def closed_entries(content: Content) -> list[Entry]:
    """Give the entries of what has closed: it is found after all that is there, and says that it is no more."""
    found = [
        *(service_entry(content, one) for one in content.services.values() if one.is_closed),
        *(line_entry(one) for one in _findable_lines(content) if one.is_closed),
        *(training_entry(content, one) for one in content.trainings.values() if one.is_closed),
    ]
    return [dataclasses.replace(entry, kind="earlier", tags=()) for entry in found]


def _findable_lines(content: Content) -> list[SupportLine]:
    """Give the help lines that have a place on a situation's page."""
    return [one for one in content.support_lines.values() if one.level != "akut" and one.status != "planned"]


def build_entries(
    content: Content, pages: Mapping[str, Page], handwritten: Mapping[str, HandwrittenPage]
) -> tuple[Entry, ...]:
    """Give every entry of what is in force in a stable order; each address once.

    `pages` are the generated pages, `handwritten` the others, both by `src_uri`.
    """
    found = [
        *situation_entries(content, handwritten),
        *(service_entry(content, service) for service in content.services_listed),
        *(line_entry(line) for line in _findable_lines(content) if not line.is_closed),
        *(training_entry(content, training) for training in content.trainings_listed),
        *(entry for section in content.current.sections for entry in section_entries(content, section)),
        *term_entries(content),
        *language_entries(content, pages),
    ]
    taken = {entry.address for entry in (*found, *closed_entries(content))}
    found += [
        entry
        for uri, page in pages.items()
        if not any(routes.below(uri, content.pages_of(edition.id).start) for edition in content.earlier)
        if (entry := page_entry(content, content.current, uri, page)) and entry.address not in taken
    ]
    found += [
        entry for page in handwritten.values() if (entry := handwritten_entry(page)) and entry.address not in taken
    ]
    return tuple(found)
