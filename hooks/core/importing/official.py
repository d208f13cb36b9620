"""The official words of an edition, taken from its document: of each clause that a bullet is, and each introduction."""

from __future__ import annotations

from core.editions import Edition
from core.importing.difference import Difference
from core.models.agreement import Citation
from core.models.official import Official
from core.text import paragraphs


def official_of(difference: Difference, edition: Edition) -> Official:
    """Give the official words of an edition; what is on the site word for word, as indicators, is left out."""
    return Official(
        edition=edition.id,
        clauses={
            Citation.parse(one.known.citation): _paragraphs(one.bullet.item.text)
            for one in difference.bullets
            if one.known and not one.known.verbatim and one.match and one.match.accepted
        },
        introductions={
            one.known.id: _paragraphs("\n".join(part.text for part in section.introduction))
            for one, section in zip(difference.sections, difference.document.sections, strict=True)
            if one.known and section.introduction
        },
    )


def _paragraphs(text: str) -> str:
    """Give a text with one line for each of its paragraphs."""
    return "\n".join(paragraphs(text))
