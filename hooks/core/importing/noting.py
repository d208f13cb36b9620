"""What is noted of a signed document when it is read: the words that tell, by section and clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.importing.difference import Difference, teller_of
from core.importing.known import INTRODUCTION
from core.record_text import change_record, in_one_line

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
