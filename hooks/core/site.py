"""The one checked site: what was read, and the day, in; everything that the site holds out, or every problem of it.

The hook, the command line, the preview and the tests all build from this value. Reading the disk is `project`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core import routes
from core.content import Content
from core.edit_places import page_places
from core.exports import build_exports
from core.exports.files import Export
from core.exports.review import review_files
from core.link_states import LinkState
from core.load import load_records
from core.models.official import Official
from core.models.registers import Reading
from core.pages import build_pages
from core.pages.handwritten import HandwrittenPage, PageMacros, read_handwritten_page
from core.pages.markdown_page import Page
from core.pages.moved_places import with_moved_places
from core.pages.rendered_markdown import MarkdownReader
from core.problems import DataProblems, Problem
from core.routes import Register, address_of
from core.rules import build_content
from core.rules.agreement import coming_addresses
from core.rules.handwritten import check_anchors, check_headings, check_links, check_names, check_needed, check_stopped
from core.rules.kept import check_published, check_signed
from core.rules.link_words import check_link_words
from core.rules.readability import PageReading, check_reading, measure_pages
from core.rules.registers import check_redirects
from core.rules.support import check_lines, check_situations
from core.rules.synonyms import check_synonym_pages
from core.rules.wording import check_wording
from core.search import build_entries, build_search
from core.search.entries import Entry
from core.source import Document


@dataclass(frozen=True)
class Sources:
    """What a site is made from, as it was read."""

    documents: list[Document]
    handwritten: Mapping[str, str]
    """The Markdown of each hand-written page by its `src_uri`."""
    files: Mapping[str, int]
    """The other files of docs/ by path, each with its size in bytes."""
    theme_files: frozenset[str]
    """The files that the theme puts in the site, by path."""
    markdown: Mapping[str, Mapping[str, Any]]
    """The Markdown extensions of the site, each with its settings."""
    link_states: Mapping[str, tuple[str, LinkState]]
    """What is known of each link, and the address that it is known of."""
    links_checked: date | None
    official: Mapping[str, Official] = field(default_factory=dict)
    """The official words of editions, where this machine has them."""
    read_on: date = date.min
    """The day on which they were read."""


@dataclass(frozen=True)
class CheckedSite:
    """A whole site on a day, with nothing wrong in it."""

    content: Content
    day: date
    pages: Mapping[str, Page]
    """The generated pages by `src_uri`."""
    handwritten: Mapping[str, HandwrittenPage]
    exports: tuple[Export, ...]
    register: Register
    entries: tuple[Entry, ...]
    """What can be found."""
    readings: tuple[PageReading, ...]
    """How hard each page is to read, hardest first."""
    places: Mapping[str, str]
    """The file and line that each page is written in, by `src_uri`."""

    def all_pages(self) -> list[Page]:
        """Give the generated pages, then the hand-written ones."""
        return [*self.pages.values(), *self.handwritten.values()]

    def addresses(self) -> list[str]:
        """Give the address of every page, those that only lead on too."""
        return [page.address for page in self.all_pages()]

    def anchors(self) -> list[str]:
        """Give every place on a page that others can link to and that an editor can take away.

        What a page is laid out with comes and goes with what is known; clauses have their citations.
        """
        terms = (address_of(routes.GLOSSARY, term) for term in self.content.glossary)
        return [*terms, *(address_of(uri, one) for uri, page in self.handwritten.items() for one in page.own_anchors())]

    def has_source(self, path: str) -> bool:
        """Whether a file of docs/ is known: a page, or a file that is shown as it is."""
        return path in self.handwritten or path in self.register.files

    def trail(self, src_uri: str) -> list[tuple[str, str]]:
        """Give the pages that a page is reached by, the start page apart: the source and the title of each."""
        above = ((uri, self.pages.get(uri) or self.handwritten.get(uri)) for uri in routes.above(src_uri))
        return [(uri, page.title) for uri, page in above if page]

    def macros(self, src_uri: str, situation_id: str | None = None) -> PageMacros:
        """Give the macros as a page sees them."""
        return PageMacros(self.content, src_uri, situation_id, self.day)

    def search(self) -> dict[str, str]:
        """Give the files of the search by path."""
        return build_search(self.content, self.entries, self.pages)


def check_site(sources: Sources, day: date) -> CheckedSite:
    """Make the site of a day, or raise `DataProblems`: with all of the records, else with all of the pages."""
    loaded = load_records(sources.documents, sources.read_on)
    sizes = {**sources.files}  # filled as files are made, and read by pages that link to them
    content = build_content(
        loaded,
        day,
        found=check_wording(loaded.documents, sources.handwritten),
        link_states=sources.link_states,
        links_checked=sources.links_checked,
        file_sizes=sizes,
        official=sources.official,
    )
    shown: dict[str, Page] = {}  # what the files of open data say of pages is asked when those are there
    exports, desk = build_exports(content, shown), review_files(content)
    told = [one for one in desk if one.uri != routes.review_file(routes.REVIEW_CALENDAR)]  # says its size itself
    sizes.update({one.uri: one.size for one in (*exports, *told) if not one.names_pages})
    pages = build_pages(content, day)
    problems: list[Problem] = []
    reader = MarkdownReader(sources.markdown)
    handwritten = {
        uri: read_handwritten_page(content, uri, text, day, reader=reader, problems=problems)
        for uri, text in sources.handwritten.items()
    }
    titles = {page.address: page.title for page in (*handwritten.values(), *pages.values())}
    handwritten = with_moved_places(content, handwritten, titles)
    pages = with_moved_places(content, pages, titles)
    shown.update({**handwritten, **pages})
    sizes.update({one.uri: one.size for one in exports})
    standing = [
        (page, tuple(page.anchors()))
        for page in (*handwritten.values(), *(one for one in pages.values() if "redirect" not in one.meta))
    ]
    entries = build_entries(content, pages, handwritten)
    exports = (*exports, *desk)
    made = [*sources.theme_files, *routes.MADE_FILES, *(one.uri for one in exports)]
    unread = {uri for uri in handwritten if any(problem.path == f"docs/{uri}" for problem in problems)}
    register = Register.of(((page.src_uri, anchors) for page, anchors in standing), [*sizes, *made], unread)
    readings = measure_pages(content, shown.values())
    addresses = {page.address for page in shown.values()}
    problems += [
        *check_names(handwritten, sources.files, pages.values(), made),
        *check_anchors(loaded.documents, standing),
        *check_headings(handwritten, register.unread),
        *check_needed(register, content.published.anchors),
        *check_links(handwritten, sources.handwritten, register, content),
        *check_stopped(handwritten, sources.handwritten, content.stopped_pages),
        *check_link_words(handwritten, sources.handwritten),
        *check_redirects(loaded, register, content.moved_by_edition),
        *check_situations(loaded, handwritten, register.unread),
        *check_lines(loaded, register),
        *check_synonym_pages(loaded, content, register, frozenset(entry.address for entry in entries)),
        *check_reading(
            (one for one in readings if one.address not in register.unread),
            addresses | coming_addresses(sources.documents, loaded, day),
            loaded.of(Reading)[0],
            loaded.documents,
            sources.handwritten,
        ),
        *check_published(content, loaded, addresses, register, handwritten),
        *check_signed(content, loaded),
    ]
    if problems:
        raise DataProblems(problems)
    places = page_places(pages.values(), handwritten, loaded.documents)
    return CheckedSite(content, day, pages, handwritten, exports, register, entries, tuple(readings), places)
