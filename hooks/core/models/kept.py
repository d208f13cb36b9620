"""What must not be lost: the addresses and citations once published, and what the signed document says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from core.models.agreement import Citation
from core.models.common import Id, Line, ListInput, Record, Text, Whole
from core.routes import CRISIS, START, address_of

Lines = Annotated[tuple[Line, ...], ListInput]


class Published(Record):
    """Every address and citation that has been published. `make published` adds what is new; a person takes away."""

    addresses: Lines = Field(examples=[[address_of(START), address_of(CRISIS)]])
    anchors: Lines = Field(
        default=(),
        description="Places on pages that others can link to: words of the glossary, help lines, headings of docs/.",
        examples=[["/ordlista/#sip"]],
    )
    citations: Annotated[tuple[Citation, ...], ListInput] = Field(examples=[["2026/kunskapsstyrning/kort-2"]])


class Seen(Record):
    """A clause that a record cites, as it read when someone last looked at it. `make seen` writes it."""

    citation: Citation
    text: Text


class SignedSection(Record):
    """What a section of the signed document says that no rewriting may change."""

    id: Id
    delmal: Annotated[tuple[Whole, ...], ListInput]
    figures: Lines = Field(description="Every number of its text: years, amounts, paragraphs.")
    percents: Lines = Field(description="Every percentage with its word, as `30 procent` or `fem procentenheter`.")
    capitals: Lines = Field(description="Every abbreviation in capitals.")
    indicators: Lines = Field(description="Its indicators word for word, without `Saknas.`.")
    lists: Mapping[Id, Whole] = Field(
        description="How many bullets each of its lists has had, by the list's id: sub-bullets and struck ones too.",
        examples=[{"kort-sikt": 4, "lang-sikt": 1}],
    )
    told: Mapping[Line, Lines] = Field(
        default={},
        description="The telling words of each clause in the document, by its id, and of the introduction: names, "
        "figures, days, words of strength. The next document is compared with them. `make import SIGNED=1` writes it.",
        examples=[{"introduction": ["kan"], "kort-1": ["ska", "Skåneveckan", "10", "september"]}],
    )


class Signed(Record):
    """What the signed document of an edition says, noted when it was read; a revised document is noted anew."""

    addresses: Lines = Field(description="Every address that it prints, without personal share keys.")
    sentences: Lines = Field(description="Fingerprints of its sentences of ten words or more: none may be copied.")
    sections: Annotated[tuple[SignedSection, ...], ListInput]
