"""What the open data looks like: one model a file; their JSON Schemas are published beside the data."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Exported(BaseModel):
    """Base of all open data: frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ExportedClause(Exported):
    """A goal, activity or indicator; an indicator's text is the document's own."""

    id: str = Field(description="Permanent citation.", examples=["2026/kunskapsstyrning/kort-2"])
    text: str
    details: list[ExportedClause]
    text_after_details: str | None = Field(description="Running text of the same bullet after its sub-bullets.")
    links: list[str] = Field(description="Ids in lankar.json.")
    services: list[str] = Field(description="Ids in stod.json of the services that name this clause.")
    trainings: list[str] = Field(description="Ids in utbildningar.json of the trainings that name this clause.")
    actors: list[str] = Field(description="Ids of the organisations that act or are bound.")


class ExportedTerm(Exported):
    """Goals of one term with their indicators."""

    goals: list[ExportedClause]
    indicators: list[ExportedClause]


class ExportedSection(Exported):
    """One section of the agreement."""

    id: str
    title: str
    url: str = Field(description="Address from the site's root.")
    parent: str | None
    delmal: list[int]
    page: int = Field(description="Printed page of the document.")
    introduction: list[str]
    introduction_links: list[str] = Field(description="Ids in lankar.json of the links in the introduction, in order.")
    short_term: ExportedTerm
    long_term: ExportedTerm
    activities: list[ExportedClause]


class ExportedAgreement(Exported):
    """What overenskommelse-<edition>.json holds."""

    edition: str
    title: str
    sections: list[ExportedSection]


class ExportedLink(Exported):
    """One entry of lankar.json."""

    id: str
    url: str
    printed: str | None = Field(description="As the document prints it, where that differs.")
    title: str
    access: Literal["public", "login", "internal"]
    state: str = Field(description="Verdict of the latest link check; `unchecked` before the first.")
    pages: list[str] = Field(description="Addresses of the pages that show the link.")


class ExportedGlossaryTerm(Exported):
    """One entry of ordlista.json."""

    id: str
    term: str
    full_form: str | None
    explanation: str
    basis: Literal["document", "general"]
    link: str | None = Field(description="Id in lankar.json.")
    url: str
