"""The one checked site: what was read, and the day, in; everything that the site holds out, or every problem of it.

The hook, the command line, the preview and the tests all build from this value. Reading the disk is `project`'s.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core import addresses
from core.addresses import Register, address_of
from core.content import Content
from core.exports import build_exports
from core.exports.files import Export
from core.kept import check_published, check_signed
from core.link_states import LinkState
from core.load import Loaded, load_records
from core.models.registers import Reading, Redirect
from core.models.support import Situation, SupportLine
from core.models.synonyms import Synonym
from core.pages import build_pages
from core.pages.handwritten import HandwrittenPage, PageMacros, read_handwritten_page
from core.pages.page import Page
from core.problems import DataProblems, Problem
from core.reading import check_reading
from core.rules import build_content
from core.search import build_entries, build_search
from core.search.entries import Entry
from core.search.index import entry_address
from core.source import Document


@dataclass(frozen=True)
class Sources:
    """What a site is made from, as it was read."""

    documents: list[Document]
    handwritten: Mapping[str, str]
    """The Markdown of each hand-written page by its `src_uri`."""
    files: Mapping[str, int]
    """The other files of docs/ by path, each with its size in bytes."""
    link_states: Mapping[str, tuple[str, LinkState]]
    """What is known of each link, and the address that it is known of."""
    links_checked: date | None


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

    def all_pages(self) -> list[Page]:
        """Give the generated pages, then the hand-written ones."""
        return [*self.pages.values(), *self.handwritten.values()]

    def addresses(self) -> list[str]:
        """Give the address of every page, those that only lead on too."""
        return [page.address for page in self.all_pages()]

    def macros(self, src_uri: str, situation_id: str | None = None) -> PageMacros:
        """Give the macros as a page sees them."""
        return PageMacros(self.content, src_uri, situation_id, self.day)

    def search(self) -> dict[str, str]:
        """Give the files of the search by path."""
        return build_search(self.content, self.entries)


def check_site(sources: Sources, day: date) -> CheckedSite:
    """Make the site of a day, or raise `DataProblems`: with all of the records, else with all of the pages."""
    loaded = load_records(sources.documents)
    content = _with_link_states(build_content(loaded), sources)
    shown: dict[str, Page] = {}  # what the files of open data say of pages is asked when those are there
    exports = build_exports(content, shown)
    sizes = {**sources.files, **{one.uri: one.size for one in exports if not one.names_pages}}
    content = dataclasses.replace(content, file_sizes=sizes)
    pages = build_pages(content, day)
    problems: list[Problem] = []
    handwritten = {
        uri: read_handwritten_page(content, uri, text, day, problems) for uri, text in sources.handwritten.items()
    }
    shown.update({**handwritten, **pages})
    content = dataclasses.replace(content, file_sizes=sizes | {one.uri: one.size for one in exports})
    standing = [*handwritten.values(), *(page for page in pages.values() if "redirect" not in page.meta)]
    entries = build_entries(content, pages, {uri: page.source for uri, page in handwritten.items()})
    register = Register.of(((page.src_uri, page.anchors()) for page in standing), content.file_sizes)
    problems += [
        *_check_names(sources, pages, exports),
        *_check_anchors(sources, standing),
        *_check_redirects(loaded, register),
        *_check_situations(loaded, handwritten),
        *_check_lines(loaded, register),
        *_check_synonyms(loaded, register, frozenset(entry.address for entry in entries)),
        *_check_contacts(sources.handwritten),
        *check_reading(content, shown, loaded.of(Reading)[0]),
        *check_published(content, loaded, [page.address for page in shown.values()]),
        *check_signed(content, loaded),
    ]
    if problems:
        raise DataProblems(problems)
    return CheckedSite(content, day, pages, handwritten, exports, register, entries)


def _with_link_states(content: Content, sources: Sources) -> Content:
    states = {
        link_id: state
        for link_id, (url, state) in sources.link_states.items()
        if link_id in content.links and content.links[link_id].url == url
    }
    return dataclasses.replace(content, link_states=states, links_checked=sources.links_checked)


def _check_names(sources: Sources, pages: Mapping[str, Page], exports: tuple[Export, ...]) -> Iterator[Problem]:
    """Yield a problem for each file of docs/ that has the place of a generated one."""
    generated = {page.address for page in pages.values() if "redirect" not in page.meta}
    made = {export.uri for export in exports}
    for uri in sources.handwritten:
        if address_of(uri) in generated:
            yield Problem(f"docs/{uri}", 1, "a generated page has this name; rename the hand-written file")
    for path in sources.files:
        if path in made:
            yield Problem(f"docs/{path}", 1, "a generated file has this name; rename the one in docs/")


def _check_anchors(sources: Sources, pages: list[Page]) -> Iterator[Problem]:
    """Yield a problem for each anchor that a page has twice: a link to it leads to the first only."""
    documents = {document.path: document for document in sources.documents}
    for page in pages:
        for anchor, times in Counter(page.anchors()).items():
            if times > 1:
                line = documents[page.data_path].line_of_id(anchor) if page.data_path in documents else 1
                message = f"the anchor '{anchor}' stands {times} times on {page.address}; choose another id"
                yield Problem(page.data_path, line, message)


def _check_redirects(loaded: Loaded, register: Register) -> Iterator[Problem]:
    """Yield a problem for each redirect that leads nowhere, or from a page that stands, in its line."""
    for redirect in loaded.of(Redirect):
        source, target = redirect.record.source, redirect.record.target
        if register.has(source):
            yield redirect.problem(f"'{source}' is still a page; remove the redirect or the page", "source")
        if not register.has(target):
            what = "page" if not register.has(target.partition("#")[0]) else "place on its page"
            yield redirect.problem(f"'{target}' is no {what}; correct the target", "target")


def _check_situations(loaded: Loaded, handwritten: Mapping[str, HandwrittenPage]) -> Iterator[Problem]:
    """Yield a problem for each situation whose page is missing or not said to be its own, and for a second page of one.

    What a situation's topics decide, the way out of an exposed page among it, comes to the page by that one line.
    """
    for situation in loaded.of(Situation):
        situation_id = situation.record.id
        uri = addresses.situation(situation_id)
        if uri not in handwritten:
            yield situation.problem(f"the situation '{situation_id}' has no page docs/{uri}; write it", "id")
        elif handwritten[uri].situation != situation_id:
            message = f"this is the page of '{situation_id}'; write 'situation: {situation_id}' in its front matter"
            yield Problem(f"docs/{uri}", 1, message)
    for uri, page in handwritten.items():
        if page.situation is not None and (own := addresses.situation(page.situation)) != uri:
            message = f"the page of '{page.situation}' is docs/{own}; remove situation here"
            yield Problem(f"docs/{uri}", 1, message)


def _check_lines(loaded: Loaded, register: Register) -> Iterator[Problem]:
    """Yield a problem for each help line whose place, where the search leads to it, is not on its situation's page."""
    for line in loaded.of(SupportLine):
        if line.record.level == "akut" or not line.record.situations:
            continue
        uri = addresses.situation(line.record.situations[0])
        if not register.has(address_of(uri, addresses.line_anchor(line.record.id))):
            message = f"docs/{uri} does not show its lines; write {{{{ support_lines() }}}} there"
            yield line.problem(message, "situations", 0)


def _check_synonyms(loaded: Loaded, register: Register, found: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each address of a synonym that the search cannot answer with."""
    for synonym in loaded.of(Synonym):
        for index, address in enumerate(synonym.record.pages):
            if not register.has(address):
                yield synonym.problem(f"'{address}' is no page of this site; correct it", "pages", index)
            elif entry_address(address, found) not in found:
                yield synonym.problem(f"'{address}' is left out of the search; name another page", "pages", index)


_NO_CONTACT = re.compile(
    r"""(?:\]\(<?|href=["']?)(tel:(?!\+?[0-9]{2}|\{\{)[^\s)"'>]*|mailto:(?![^\s@)"'>]+@[^\s@)"'>]|\{\{)[^\s)"'>]*)"""
)


def _check_contacts(handwritten: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each link to call or write that says no number or no address."""
    for uri, text in handwritten.items():
        for number, line in enumerate(text.splitlines(), 1):
            for found in _NO_CONTACT.finditer(line):
                yield Problem(f"docs/{uri}", number, f"'{found[1]}' leads to nobody; write the whole number or address")
