"""Nothing is lost: what was published still stands or leads on, and the sections say what the signed document says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from core.content import Content
from core.editions import Edition, SectionInContext
from core.models.agreement import Citation
from core.models.kept import Published, Signed, SignedSection
from core.problems import Problem

PUBLISHED = "data/published.yml"
_LONG_SENTENCE = 10
_HEAD = """\
# yaml-language-server: $schema=schema/published.schema.json
# Every address and citation that has been published. `make published` adds what is new. See README.md.
"""


def add_published(content: Content, addresses: Iterable[str]) -> Published:
    """Give what was published before, and what stands now."""
    return Published(
        addresses=tuple(sorted({*content.published.addresses, *addresses})),
        citations=tuple(sorted({*content.published.citations, *_citations(content)})),
    )


def count_published(published: Published) -> int:
    """Give how many addresses and citations have been published."""
    return len(published.addresses) + len(published.citations)


def render_published(published: Published) -> str:
    """Give the text of data/published.yml."""
    parts = [
        "\n".join([f"{key}:", *(f"  - {json.dumps(line)}" for line in lines)])
        for key, lines in (("addresses", published.addresses), ("citations", map(str, published.citations)))
    ]
    return _HEAD + "\n".join(parts) + "\n"


def check_published(content: Content, addresses: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each address and citation that was published, is gone, and leads nowhere."""
    stands = {*addresses, *(redirect.source for redirect in content.redirects)}
    for address in content.published.addresses:
        if address not in stands:
            message = f"'{address}' was published and is no page; put the page back, or add a redirect from it"
            yield Problem("data/redirects.yml", 1, message)
    cited = _citations(content)
    for citation in content.published.citations:
        if citation not in cited:
            path = f"data/agreements/{citation.edition}/sections/{citation.section}.yml"
            yield Problem(path, 1, f"'{citation}' was published and is gone; put the clause back, struck if it is")


def check_signed(content: Content) -> Iterator[Problem]:
    """Yield a problem for each difference from what was noted of a signed document."""
    for edition_id, signed in content.signed.items():
        edition = content.editions[edition_id]
        noted = f"data/agreements/{edition_id}/signed.yml"
        sections = {one.section.id: one for one in edition.sections}
        order = [stated.id for stated in signed.sections if stated.id in sections]
        if order != [section_id for section_id in sections if section_id in order]:
            yield Problem(
                edition.source_path, 1, f"sections: not in the order of the document; write {', '.join(order)}"
            )
        for stated in signed.sections:
            if stated.id not in sections:
                message = f"the section '{stated.id}' is not in the edition; correct the id, or put the section back"
                yield Problem(noted, 1, message)
            else:
                yield from _check_section(content, stated, sections[stated.id], noted)
        yield from _check_sentences(signed, edition)
        yield from _check_addresses(content, signed, edition, noted)


def _check_section(content: Content, stated: SignedSection, one: SectionInContext, noted: str) -> Iterator[Problem]:
    mend = f"correct the text, or note the revised document in {noted}"
    text = folded(" ".join([*one.texts(), *(clause.clause.text for clause in one.struck)]))
    titles = " ".join(content.links[link].title for link in _links(one))

    def differs(what: str, values: Iterable[str]) -> Iterator[Problem]:
        if found := sorted(values):
            yield Problem(one.source_path, 1, f"{what}: {', '.join(found)}; {mend}")

    if stated.delmal != tuple(group.delmal for group in one.groups):
        yield from differs("the document states other delmål", map(str, stated.delmal))
    yield from differs("figures of the document are lost", set(stated.figures) - figures(text) - figures(titles))
    yield from differs("figures are not in the document", figures(text) - set(stated.figures))
    yield from differs("percentages of the document are lost", set(stated.percents) - percents(text))
    yield from differs("percentages are not in the document", percents(text) - set(stated.percents))
    whole = capitals(f"{one.section.title} {text} {titles}")
    yield from differs("abbreviations of the document are lost", set(stated.capitals) - whole)
    stated_indicators = {folded(indicator) for indicator in stated.indicators}
    indicators = {folded(clause.clause.text) for clause in (*one.walk(), *one.struck) if clause.is_indicator}
    yield from differs("indicators of the document are lost, an indicator is a name", stated_indicators - indicators)


def _check_sentences(signed: Signed, edition: Edition) -> Iterator[Problem]:
    for one in edition.sections:
        for clause in one.walk():
            if not clause.is_indicator:
                for sentence in long_sentences(clause.clause.text):
                    if fingerprint(sentence) in signed.sentences:
                        message = f"'{sentence}' is the document's own sentence; write it in plain words"
                        yield Problem(one.source_path, 1, message)


def _check_addresses(content: Content, signed: Signed, edition: Edition, noted: str) -> Iterator[Problem]:
    used = {link for one in edition.sections for link in _links(one)}
    used |= {link for paragraph in edition.agreement.implementation for link in paragraph.links}
    known = {address: link.id for link in content.links.values() for address in (link.url, link.printed) if address}
    for address in signed.addresses:
        if address not in known:
            message = f"the document prints '{address}' ({noted}); give it to its link as 'printed'"
            yield Problem("data/links.yml", 1, message)
        elif known[address] not in used:
            message = f"the document prints '{address}', and no section shows '{known[address]}'; put the link back"
            yield Problem(f"data/agreements/{edition.agreement.id}/agreement.yml", 1, message)


def _citations(content: Content) -> set[Citation]:
    return {*content.clauses, *content.struck}


def _links(one: SectionInContext) -> list[str]:
    return [
        *(link for paragraph in one.section.introduction for link in paragraph.links),
        *(link for clause in (*one.walk(), *one.struck) for link in clause.clause.links),
    ]


def folded(text: str) -> str:
    """Give text with blanks folded and words that were split over lines joined."""
    return re.sub(r"- (?=[a-zåäö])", "-", " ".join(text.split()))


def figures(text: str) -> set[str]:
    """Give the figures of a text: years, spans, percents, paragraphs."""
    return set(re.findall(r"\d+(?::\d+)?", text))


def percents(text: str) -> set[str]:
    """Give each percentage and percentage point with its number."""
    return set(re.findall(r"\w+ procent(?:enheter)?", text))


def capitals(text: str) -> set[str]:
    """Give what is written in capitals: SIP, F-ACT, HBTQI."""
    return set(re.findall(r"\b[A-ZÅÄÖ]{2,}\b", text))


def long_sentences(text: str) -> list[str]:
    """Give the sentences of a running text that are long enough to be someone's own."""
    sentences = re.split(r"(?<=[.!?])\s", folded(text))
    return [one for one in sentences if len(one.split()) >= _LONG_SENTENCE]


def fingerprint(sentence: str) -> str:
    """Give what is kept of a sentence that may not be copied."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]
