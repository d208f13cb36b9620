"""The agreement: one document, its sections, their clauses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from core.models.common import Day, Delmal, Id, Line, ListInput, PageId, Record, Ref, Refs, Text, Whole


class Paragraph(Record):
    """One paragraph of running text with the links that its words carry in the document."""

    text: Text = Field(description="The paragraph in plain language.")
    links: Refs = Field(default=(), description="Ids in links.yml, in the order of the document.")


class Clause(Record):
    """One bullet of the document; its sub-bullets are `details`."""

    text: Text = Field(description="Goal or activity in plain language; an indicator exactly as in the document.")
    details: Annotated[tuple[Clause, ...], ListInput] = Field(default=(), description="Sub-bullets, in order.")
    text_after_details: Text | None = Field(
        default=None, description="Running text of the same bullet that follows its sub-bullets in the document."
    )
    actors: Refs = Field(default=(), description="Ids in organisations.yml: who acts or is bound.")
    links: Refs = Field(default=(), description="Ids in links.yml, in the order of the document.")


class GoalList(Record):
    """Goals of one term and the indicators that follow them up; [] where the document has none."""

    goals: Annotated[tuple[Clause, ...], ListInput]
    indicators: Annotated[tuple[Clause, ...], ListInput]


class Section(Record):
    """One section of the document: one page of the site."""

    id: PageId
    title: Line = Field(description="Exactly as in the document.")
    parent: Ref | None = Field(description="The section that groups this one in the document, else null.")
    delmal: Annotated[tuple[Delmal, ...], ListInput, Field(min_length=1)]
    summary: Line = Field(max_length=160, description="One sentence on what the section is about, for lists.")
    introduction: Annotated[tuple[Paragraph, ...], ListInput]
    short_term: GoalList
    long_term: GoalList
    activities: Annotated[tuple[Clause, ...], ListInput] = Field(
        description="Bullets that stand outside the lists above."
    )
    page: Whole = Field(ge=1, description="Printed page of the document where the heading stands.")
    remarks: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Slips of the document that a reader would notice."
    )


class Signatory(Record):
    """One who signed the document."""

    name: Line
    role: Line = Field(description="Title exactly as under the signature.", examples=["socialdirektör"])
    organisation: Ref


class Basis(Record):
    """What the document rests on, under the document's own three leads."""

    grounded_in: Annotated[tuple[Line, ...], ListInput]
    inspired_by: Annotated[tuple[Line, ...], ListInput]
    follows: Annotated[tuple[Line, ...], ListInput]


class SourceDocument(Record):
    """The document that counts: how to cite it."""

    title: Line
    preamble_page: Whole = Field(ge=1)
    implementation_page: Whole = Field(ge=1)


class Agreement(Record):
    """One edition; `sections` gives the order of the document."""

    id: Id = Field(description="The edition, which is also the folder's name.", examples=["2026"])
    kind: Literal["agreement", "plan"]
    title: Line
    period: Line = Field(examples=["2026"])
    decided: Day | None = Field(description="Day of decision; null where the document does not say.")
    revised: Annotated[tuple[Day, ...], ListInput]
    replaces: Ref | None
    parties: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)]
    signatories: Annotated[tuple[Signatory, ...], ListInput]
    purpose: Annotated[tuple[Paragraph, ...], ListInput, Field(min_length=1)]
    aim: Annotated[tuple[Paragraph, ...], ListInput, Field(min_length=1)]
    common_ground: Annotated[tuple[Paragraph, ...], ListInput] = Field(description="What the parties agree they need.")
    basis: Basis
    implementation_title: Line
    implementation: Annotated[tuple[Paragraph, ...], ListInput]
    source_document: SourceDocument
    remarks: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Slips of the document that a reader would notice."
    )
    sections: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)]
