"""What the open data looks like: one model a file; their JSON Schemas are published beside the data."""

from __future__ import annotations

import datetime
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


class ExportedCheck(Exported):
    """When a record was last checked, by which role and how."""

    date: datetime.date
    role: str
    how: Literal["source-document", "web-copy", "operator"]


class ExportedService(Exported):
    """One entry of stod.json; what is not known is `unknown`."""

    id: str
    name: str
    url: str = Field(description="Address from the site's root.")
    offers: str
    audiences: list[str]
    youngest: int | None
    oldest: int | None
    ages: Literal["all", "unknown", "given"]
    first_contact: str
    cost: str
    how_to_reach: str
    access: Literal["open", "referral", "staff", "unknown"]
    operator: str
    operators: list[str]
    places: list[str]
    lines: list[str] = Field(description="Ids in stodlinjer.json.")
    links: list[str] = Field(description="Ids in lankar.json.")
    clauses: list[str] = Field(description="Citations of the clauses that name it.")
    situations: list[str]
    topics: list[str]
    exposed: bool = Field(description="Whether showing it can put its reader at risk.")
    status: Literal["active", "planned", "paused"]
    checked: ExportedCheck


class ExportedSupportLine(Exported):
    """One entry of stodlinjer.json; what is not known is `unknown`."""

    id: str
    name: str
    operator: str
    level: Literal["akut", "snart", "prata"]
    confidence: Literal["high", "medium"] = Field(description="Only `high` gives a number.")
    phone: str | None = Field(description="E.164 or a Swedish short number.")
    page: str | None = Field(description="Id in lankar.json.")
    opening_hours: str = Field(description="OpenStreetMap opening_hours.")
    hours: str
    answers: str
    audience: str
    cost: str
    anonymity: str
    chat: str
    sms: str
    relay: str
    languages: str
    area: Literal["nationell", "skåne", "helsingborg"]
    situations: list[str]
    topics: list[str]
    checked: ExportedCheck


class ExportedPart(Exported):
    """A course within a training."""

    nr: int
    name: str
    link: str | None = Field(description="Id in lankar.json.")


class ExportedObligation(Exported):
    """What the agreement says of a training for one department."""

    department: str
    level: str = Field(description="One of a closed set, from obligatorisk to ambition.")
    wording: str = Field(description="The document's own words.")
    group: str
    roles: list[str] = Field(description="Which of the training's roles the group is.")
    clause: str = Field(description="Citation of the clause that says so.")


class ExportedTraining(Exported):
    """One entry of utbildningar.json."""

    id: str
    name: str
    url: str = Field(description="Address from the site's root.")
    platform: list[str]
    links: list[str] = Field(description="Ids in lankar.json.")
    parts: list[ExportedPart]
    obligations: list[ExportedObligation]
    indicators: list[str] = Field(description="Citations of the indicators that count it.")
    clauses: list[str] = Field(description="Citations of the clauses that name it.")
    learn: str
    audience: str
    minutes: int | None
    access: Literal["public", "login", "unknown"]
    open_to_public: bool
    step: Literal["alla", "moter-manniskor", "moter-risk"]
    topics: list[str]
    roles: list[str]
    status: Literal["active", "planned"]
    checked: ExportedCheck


class ExportedGlossaryTerm(Exported):
    """One entry of ordlista.json."""

    id: str
    term: str
    full_form: str | None
    explanation: str
    basis: Literal["document", "general"]
    link: str | None = Field(description="Id in lankar.json.")
    url: str
