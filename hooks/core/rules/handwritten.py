"""Rules for the files of docs/, beside what the engine makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from core.exports.files import Export
from core.pages.markdown_page import Page
from core.problems import Problem
from core.routes import address_of
from core.source import Document


def check_names(
    handwritten: Iterable[str], files: Iterable[str], pages: Iterable[Page], exports: Iterable[Export]
) -> Iterator[Problem]:
    """Yield a problem for each file of docs/ that has the place of a generated one."""
    generated = {page.address for page in pages if "redirect" not in page.meta}
    made = {export.uri for export in exports}
    for uri in handwritten:
        if address_of(uri) in generated:
            yield Problem(f"docs/{uri}", 1, "a generated page has this name; rename the hand-written file")
    for path in files:
        if path in made:
            yield Problem(f"docs/{path}", 1, "a generated file has this name; rename the one in docs/")


def check_anchors(documents: Iterable[Document], pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield a problem for each anchor that a page has twice: a link to it leads to the first only."""
    by_path = {document.path: document for document in documents}
    for page in pages:
        for anchor, times in Counter(page.anchors()).items():
            if times > 1:
                line = by_path[page.data_path].line_of_id(anchor) if page.data_path in by_path else 1
                message = f"the anchor '{anchor}' stands {times} times on {page.address}; choose another id"
                yield Problem(page.data_path, line, message)


_NO_CONTACT = re.compile(
    r"""(?:\]\(<?|href=["']?)(tel:(?!\+?[0-9]{2}|\{\{)[^\s)"'>]*|mailto:(?![^\s@)"'>]+@[^\s@)"'>]|\{\{)[^\s)"'>]*)"""
)


def check_contacts(handwritten: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each link to call or write that says no number or no address."""
    for uri, text in handwritten.items():
        for number, line in enumerate(text.splitlines(), 1):
            for found in _NO_CONTACT.finditer(line):
                yield Problem(f"docs/{uri}", number, f"'{found[1]}' leads to nobody; write the whole number or address")
