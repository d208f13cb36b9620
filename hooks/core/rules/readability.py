"""Readability of the pages: LIX page by page, held against the limits of data/reading.yml."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.content import Content
from core.load import Placed
from core.messages import _
from core.models.registers import Reading
from core.pages.markdown_page import Page
from core.problems import Problem
from core.source import Document
from core.text import Readability, compile_phrases, hardest_sentence, measure_readability


@dataclass(frozen=True)
class PageReading:
    """One page's readability, its limit, and where its text is edited."""

    address: str
    data_path: str
    kind: str
    readability: Readability
    limit: float
    reason: str | None
    hardest: str
    """Its hardest sentence, where it is too hard."""

    @property
    def too_hard(self) -> bool:
        """Whether the page is above its limit."""
        return round(self.readability.lix, 1) > self.limit


def measure_pages(content: Content, pages: Iterable[Page]) -> list[PageReading]:
    """Measure every page that has running text of our own, hardest first."""
    limits: dict[str, float] = {limit.id: limit.limit for limit in content.reading.limits}
    exceptions = {one.page: one for one in content.reading.exceptions}
    names = name_pattern(content)
    measured = []
    for page in pages:
        if page.reading_kind is None:
            continue
        exception = exceptions.get(page.address)
        reading = PageReading(
            address=page.address,
            data_path=page.data_path,
            kind=page.reading_kind,
            readability=measure_readability(page.prose, names),
            limit=exception.limit if exception else limits[page.reading_kind],
            reason=exception.reason if exception else None,
            hardest="",
        )
        if reading.too_hard:
            reading = dataclasses.replace(reading, hardest=hardest_sentence(page.prose, names))
        measured.append(reading)
    return sorted(measured, key=lambda one: (-one.readability.lix, one.address))


def name_pattern(content: Content) -> re.Pattern[str]:
    """Give the pattern, in small letters, of names that LIX leaves out: organisations, terms and their full forms."""
    names = [organisation.name for organisation in content.organisations.values()]
    names += [
        name for term in content.glossary.values() for name in (term.term, term.full_form or "", *term.forms) if name
    ]
    return compile_phrases(names, genitive=True, small=True)


def check_reading(
    measured: Iterable[PageReading],
    addresses: Collection[str],
    reading: Placed[Reading],
    documents: Iterable[Document],
    handwritten: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield a problem for each page above its limit, where its hardest sentence stands, and each needless exception."""
    for one in measured:
        if one.too_hard:
            message = _(
                "{address} has LIX {lix:.1f}, above {limit:g}; shorten sentences and words, first in «{sentence}», "
                "or list an exception with its reason in data/reading.yml",
                address=one.address,
                lix=one.readability.lix,
                limit=one.limit,
                sentence=one.hardest,
            )
            yield Problem(*_place_of(one, documents, handwritten), message)
    for index, exception in enumerate(reading.record.exceptions):
        if exception.page not in addresses:
            message = _("the exception for '{page}' is for no page; remove or correct it", page=exception.page)
            yield reading.problem(message, "exceptions", index, "page")


def _place_of(one: PageReading, documents: Iterable[Document], handwritten: Mapping[str, str]) -> tuple[str, int]:
    """Give the file and line of a page's hardest sentence: in its own file, else in the one that has it."""
    written = re.compile(r"\W+".join(re.findall(r"\w+", one.hardest)))
    own = handwritten.get(one.data_path.removeprefix("docs/"), "")
    if found := written.search(own):
        return one.data_path, own.count("\n", 0, found.start()) + 1
    for document in sorted(documents, key=lambda document: document.path != one.data_path):
        for location, text in document.texts:
            if written.search(text):
                return document.path, document.line(location)
    return one.data_path, 1
