"""What can be found in the glossary, and pages that no record stands behind alone."""

from __future__ import annotations

from collections.abc import Iterator

from core import routes
from core.content import Content
from core.editions import Edition
from core.pages.handwritten import HandwrittenPage
from core.pages.markdown_page import Page
from core.routes import path_of
from core.search.entries import Audience, Entry, plain_words, shorten, with_short_names


def term_entries(content: Content) -> Iterator[Entry]:
    """Yield an entry for each term."""
    for term in content.glossary.values():
        full = f" – {term.full_form}" if term.full_form else ""
        yield Entry(
            path_of(routes.GLOSSARY, term.id),
            "term",
            Audience.EVERYONE,
            f"{term.term}{full}",
            shorten(term.explanation),
            names=(*term.forms, term.id.replace("-", " ")),
            lead=(term.explanation,),
            context=("betyder ord förkortning ordlista",),
        )


def page_entry(content: Content, edition: Edition, uri: str, page: Page) -> Entry | None:
    """Give the entry of a generated page that no record stands behind alone: lists and the agreement as a whole."""
    if not page.in_search:
        return None
    pages = content.pages_of(edition.id)
    kind, audience = "page", Audience.EVERYONE
    if routes.below(uri, routes.TRAININGS):
        kind, audience = "trainings", Audience.STAFF
    elif routes.below(uri, routes.SERVICES):
        kind = "services"
    elif routes.below(uri, pages.strategy):
        kind, audience = "delmal", Audience.STAFF
    elif routes.below(uri, pages.start):
        by_department = {pages.department(one.id) for one in content.departments}
        kind, audience = "department" if uri in by_department else "page", Audience.STAFF
    return Entry(
        path_of(uri),
        kind,
        audience,
        page.title,
        shorten(page.description),
        lead=(with_short_names(content, page.title),),
        # Requirements have no entries of their own, as what other lists hold has: the page is found by all its words.
        body=(page.description, *page.prose) if uri == routes.REQUIREMENTS else (page.description,),
        context=tuple(page.prose[:3]),
    )


def handwritten_entry(page: HandwrittenPage) -> Entry | None:
    """Give the entry of a hand-written page, unless it says that it is none; a situation's page has its own."""
    if not page.in_search or page.situation is not None:
        return None
    return Entry(
        path_of(page.src_uri),
        "page",
        Audience.EVERYONE,
        page.rendered.heading or page.title,
        shorten(page.description),
        lead=(page.description, page.title),
        body=(plain_words(page.source),),
    )
