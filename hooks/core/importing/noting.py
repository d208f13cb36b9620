"""What is noted of a signed document when it is read: the words that tell, and what no rewriting may change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.desk.record_text import change_record, in_one_line, record_as_text
from core.editions import NONE_STATED, Edition, same_words
from core.importing.becoming import accepted
from core.importing.comparing import teller_of
from core.importing.difference import Difference
from core.importing.document import Document
from core.importing.known import INTRODUCTION
from core.importing.new_links import without_share_key
from core.importing.numbering import WrittenSection
from core.rules.kept import capitals, figures, fingerprint, folded, long_sentences, percents

Told = Mapping[str, Mapping[str, tuple[str, ...]]]


def told_of(difference: Difference, strength: Iterable[str]) -> Told:
    """Give the telling words of each clause that a bullet is, and of each introduction, by section and clause.

    What we have word for word, as every indicator, needs no note.
    """
    teller = teller_of(difference.alignment, strength)
    told: dict[str, dict[str, tuple[str, ...]]] = {}
    for section in difference.sections:
        if section.known and section.introduction:
            told.setdefault(section.known.id, {})[INTRODUCTION] = teller.noted(section.introduction)
    for one in difference.bullets:
        if one.known and not one.known.verbatim and one.match and one.match.accepted:
            _, section_id, clause = one.known.citation.split("/")
            told.setdefault(section_id, {})[clause] = teller.noted(one.bullet.item.text)
    return told


def note_told(text: str, told: Told) -> str:
    """Give the text of a signed.yml in which the telling words of each of its sections are written anew."""

    def change(signed: Any) -> None:
        for section in signed["sections"]:
            words = told.get(section["id"], {})
            section["told"] = {clause: in_one_line(list(found)) for clause, found in words.items()}

    return change_record(text, change)


def signed_of(document: Document, edition: Edition, sections: Sequence[WrittenSection], told: Told) -> str:
    """Give the text of a draft's signed.yml; a sentence that we have word for word is not the document's alone."""
    ours = {
        fingerprint(one) for section in edition.sections for text in section.texts() for one in long_sentences(text)
    }
    said = [
        one.bullet.bullet.item.text
        for section in sections
        for listed in section.lists
        if listed.kind != "indicators"
        for clause in listed.clauses
        for one in clause.walk()
    ]
    sentences = dict.fromkeys(fingerprint(one) for text in said for one in long_sentences(text))
    record = {
        "addresses": sorted({without_share_key(one) for one in document.addresses()}) or in_one_line([]),
        "sentences": [one for one in sentences if one not in ours] or in_one_line([]),
        "sections": [_signed_section(one, told) for one in sections],
    }
    return record_as_text(record, "../../schema/signed.schema.json")


def _signed_section(section: WrittenSection, told: Told) -> dict[str, Any]:
    introduced = [paragraph.text for paragraph in section.document.introduction]
    text = folded(" ".join([*introduced, *(one.bullet.bullet.item.text for one in section.walk())]))
    indicators = [
        " ".join(one.bullet.bullet.item.text.split())
        for listed in section.lists
        if listed.kind == "indicators"
        for clause in listed.clauses
        for one in clause.walk()
    ]
    counted = {one.id: sum(1 for clause in one.clauses for _ in clause.walk()) for one in section.lists}
    return {
        "id": section.id,
        "delmal": in_one_line([int(one[7:]) for one in section.belongs_to if re.fullmatch(r"delmal-\d+", one)]),
        "figures": in_one_line(sorted(figures(text))),
        "percents": in_one_line(sorted(percents(text))),
        "capitals": in_one_line(sorted(capitals(text))),
        "indicators": [one for one in indicators if same_words(one) != same_words(NONE_STATED)] or in_one_line([]),
        "lists": in_one_line(counted),
        "told": dict(_told_of(section, told)) or in_one_line({}),
    }


def _told_of(section: WrittenSection, told: Told) -> Iterable[tuple[str, Any]]:
    """Yield the telling words of a section under its new names."""
    known = section.difference.known
    if known and INTRODUCTION in (own := told.get(known.id, {})):
        yield INTRODUCTION, in_one_line(list(own[INTRODUCTION]))
    for one in section.walk():
        if before := accepted(one):
            _, of, clause = before.citation.split("/")
            if words := told.get(of, {}).get(clause):
                yield one.id, in_one_line(list(words))
