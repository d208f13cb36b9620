"""The data against the document itself: figures, dates, percents, abbreviations, indicators, addresses.

The document does not lie in the repository. Where its text stands beside the project, in ../shared/sources, every
section is compared with it; where not, these tests say that they were skipped.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.content import Content, SectionInContext
from project import ROOT, read_content

SOURCES = sorted((ROOT.parent / "shared" / "sources").glob("000_*.txt"))
pytestmark = pytest.mark.skipif(not SOURCES, reason="the text of the document does not stand beside the project")


def folded(text: str) -> str:
    """Give text with blanks folded and words that were split over lines joined."""
    return re.sub(r"- (?=[a-zåäö])", "-", " ".join(text.split()))


@pytest.fixture(scope="module")
def content() -> Content:
    """Give the real content."""
    return read_content()


@pytest.fixture(scope="module")
def document() -> str:
    """Give the text of the document."""
    return Path(SOURCES[0]).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def source_of(content: Content, document: str) -> dict[str, str]:
    """Give the document's text of each section, by id, without the addresses at the foot of the pages."""
    text = re.sub(r"(?m)^https?://\S+\s*$", "", document)
    starts = []
    position = 0
    for one in content.current.sections:
        words = r"\s+".join(map(re.escape, one.section.title.split()))
        match = re.compile(rf"{words}\s+Ingår i Nationella strategin").search(text, position)
        assert match, one.section.title
        starts.append(match.start())
        position = match.end()
    ends = [*starts[1:], len(text)]
    return {
        one.section.id: folded(text[start:end])
        for one, start, end in zip(content.current.sections, starts, ends, strict=True)
    }


def own_text(one: SectionInContext) -> str:
    """Give every text of a section with the titles of its links: what a reader of the page sees."""
    return folded(" ".join(one.texts()))


def link_titles(content: Content, one: SectionInContext) -> str:
    """Give the titles of a section's links."""
    ids = [link for paragraph in one.section.introduction for link in paragraph.links]
    ids += [link for clause in one.walk() for link in clause.clause.links]
    return " ".join(content.links[link].title for link in ids)


def numbers(text: str) -> set[str]:
    """Give the figures of a text: years, spans, percents, paragraphs."""
    return set(re.findall(r"\d+(?::\d+)?", text))


def abbreviations(text: str) -> set[str]:
    """Give what is written in capitals: SIP, F-ACT, HBTQI."""
    return set(re.findall(r"\b[A-ZÅÄÖ]{2,}\b", text))


def test_delmal_and_titles_are_the_documents(content: Content, source_of: dict[str, str]) -> None:
    """Each section's delmål stand under its heading."""
    for one in content.current.sections:
        line = source_of[one.section.id].split("Ingår i Nationella strategin, delmål ")[1]
        stated = re.match(r"[\d, och]+", line)
        assert stated
        assert [int(number) for number in re.findall(r"\d", stated[0])] == list(one.section.delmal), one.section.id


def test_every_figure_of_the_document_is_kept_and_none_is_added(content: Content, source_of: dict[str, str]) -> None:
    """Figures of the source and of the section are the same set; headings and delmål lines aside."""
    faults = {}
    for one in content.current.sections:
        source = re.sub(r"Ingår i Nationella strategin, delmål [\d, och]+", "", source_of[one.section.id])
        source = re.sub(r"Kortsiktiga mål och aktiviteter 2026", "", source)
        ours = own_text(one)
        lost = numbers(source) - numbers(ours) - numbers(link_titles(content, one))
        added = numbers(ours) - numbers(source)
        if lost or added:
            faults[one.section.id] = {"lost": lost, "added": added}
    assert faults == {}


def test_percents_are_kept(content: Content, source_of: dict[str, str]) -> None:
    """Every percentage and percentage point of the document stands with its number."""
    for one in content.current.sections:
        pattern = r"\w+ procent(?:enheter)?"
        assert set(re.findall(pattern, source_of[one.section.id])) == set(re.findall(pattern, own_text(one))), (
            one.section.id
        )


def test_every_abbreviation_of_the_document_is_kept(content: Content, source_of: dict[str, str]) -> None:
    """Abbreviations of the source stand in the section or in the titles of its links."""
    faults = {}
    for one in content.current.sections:
        ours = abbreviations(f"{one.section.title} {own_text(one)} {link_titles(content, one)}")
        lost = abbreviations(source_of[one.section.id]) - ours
        if lost:
            faults[one.section.id] = lost
    assert faults == {}


def test_indicators_are_word_for_word(content: Content, source_of: dict[str, str]) -> None:
    """An indicator is a name."""
    for one in content.current.sections:
        for clause in one.walk():
            if clause.is_indicator:
                assert folded(clause.clause.text) in source_of[one.section.id], clause.citation


def test_lists_have_as_many_bullets_as_the_document(content: Content, source_of: dict[str, str]) -> None:
    """Bullets and sub-bullets are counted list by list."""
    for one in content.current.sections:
        top = sum(len(clauses) for clauses in one.lists.values())
        below = sum(1 for _ in one.walk()) - top
        source = source_of[one.section.id]
        assert top == source.count("• "), one.section.id
        assert below == len(re.findall(r"(?<=\s)o (?=[A-ZÅÄÖ])", source)) + source.count("▪ "), one.section.id


def test_no_sentence_is_copied(content: Content, document: str) -> None:
    """No running sentence of ten words or more stands in the document."""
    source = folded(document)
    copied = []
    for one in content.current.sections:
        for clause in one.walk():
            if not clause.is_indicator:
                sentences = re.split(r"(?<=[.!?])\s", folded(clause.clause.text))
                copied += [
                    (clause.citation, words) for words in sentences if len(words.split()) >= 10 and words in source
                ]
    assert copied == []


def test_every_address_of_the_document_is_a_link(content: Content, document: str) -> None:
    """Each printed address is a record, share keys cut off, and is used in a section or the preamble."""
    known = {address for link in content.links.values() for address in (link.url, link.printed) if address}
    addresses = {re.sub(r"\?generated_by=.*", "", address) for address in re.findall(r"https?://\S+", document)}
    assert addresses - known == set()
    used = {link for section in content.current.sections for clause in section.walk() for link in clause.clause.links}
    used |= {link for section in content.current.sections for one in section.section.introduction for link in one.links}
    used |= {link for one in content.current.agreement.implementation for link in one.links}
    printed = {link.id for link in content.links.values() if {link.url, link.printed} & addresses}
    assert printed - used == set()
