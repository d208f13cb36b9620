"""The agreement as open data."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Sequence

from pydantic import Field

from core.content import Content
from core.editions import ClauseInContext, Edition, SectionInContext
from core.exports.files import Exported, Rows
from core.models.agreement import ListKind, ListTerm, Paragraph
from core.routes import address_of

TERMS = {"short": "kort", "long": "lång", "none": ""}


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


class ExportedStruck(Exported):
    """A clause or a part of one that is gone: its citation is never used again."""

    id: str = Field(description="Permanent citation.")
    text: str
    text_after_details: str | None = Field(description="Running text of the same bullet after its sub-bullets.")
    links: list[str] = Field(description="Ids in lankar.json.")
    struck: datetime.date | None = Field(description="The day it went, alone or with what it was a part of.")


class ExportedList(Exported):
    """One list of a section, as it stands in the document."""

    id: str = Field(description="The anchor of its heading.")
    heading: str | None = Field(description="As the document prints it; null where the list has no heading there.")
    term: ListTerm
    kind: ListKind
    clauses: list[ExportedClause]


class ExportedTerm(Exported):
    """Goals of one term with their indicators: the same clauses as in `lists`."""

    goals: list[ExportedClause]
    indicators: list[ExportedClause]


class ExportedGroup(Exported):
    """A delmål, a focus area or a part of the document."""

    kind: str = Field(description="What the document calls it.", examples=["Fokusområde"])
    number: str | None
    name: str


class ExportedSection(Exported):
    """One section of the agreement."""

    id: str
    title: str
    url: str = Field(description="Address from the site's root.")
    parent: str | None
    delmal: list[int]
    groups: list[ExportedGroup] = Field(description="What it belongs to in the document's own order of things.")
    page: int = Field(description="Printed page of the document.")
    introduction: list[str]
    introduction_links: list[str] = Field(description="Ids in lankar.json of the links in the introduction, in order.")
    short_term: ExportedTerm
    long_term: ExportedTerm
    activities: list[ExportedClause] = Field(description="The same clauses as in the `lists` of that kind.")
    lists: list[ExportedList] = Field(description="Every list in the order of the document.")
    remarks: list[str] = Field(description="Slips of the document that a reader would notice.")
    struck: list[ExportedStruck] = Field(
        default=[], description="Clauses that are gone; left out where there are none.", exclude_if=operator.not_
    )


class ExportedAgreement(Exported):
    """What overenskommelse-<edition>.json holds."""

    edition: str
    title: str
    name: str = Field(description="What the site calls it.", examples=["överenskommelsen 2026"])
    in_force: bool
    parties: list[str] = Field(description="Ids of organisations.")
    purpose: list[str] = Field(description="One text a paragraph.")
    aim: list[str]
    common_ground: list[str] = Field(description="What the parties agree they need.")
    implementation: list[str]
    remarks: list[str] = Field(description="Slips of the document that a reader would notice.")
    sections: list[ExportedSection]


def export_agreement(content: Content, edition: Edition) -> ExportedAgreement:
    """Give an edition as open data."""
    return ExportedAgreement(
        edition=edition.id,
        title=edition.agreement.title,
        name=edition.name,
        in_force=edition is content.current,
        parties=list(edition.agreement.parties),
        purpose=_texts(edition.agreement.purpose),
        aim=_texts(edition.agreement.aim),
        common_ground=_texts(edition.agreement.common_ground),
        implementation=_texts(edition.agreement.implementation),
        remarks=list(edition.agreement.remarks),
        sections=[_export_section(content, section) for section in edition.sections],
    )


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def _export_section(content: Content, one: SectionInContext) -> ExportedSection:
    section = one.section
    lists = [
        ExportedList(
            id=listed.record.id,
            heading=listed.record.heading,
            term=listed.record.term,
            kind=listed.record.kind,
            clauses=[_export_clause(content, clause) for clause in listed.clauses],
        )
        for listed in one.lists
    ]

    def of(kind: ListKind, *terms: ListTerm) -> list[ExportedClause]:
        return [clause for listed in lists if listed.kind == kind and listed.term in terms for clause in listed.clauses]

    return ExportedSection(
        id=section.id,
        title=section.title,
        url=address_of(content.pages_of(one.edition).section(section.id)),
        parent=section.parent,
        delmal=[group.delmal for group in one.groups if group.delmal],
        groups=[ExportedGroup(kind=group.kind, number=group.number, name=group.name) for group in one.groups],
        page=section.page,
        introduction=_texts(section.introduction),
        introduction_links=[link_id for paragraph in section.introduction for link_id in paragraph.links],
        short_term=ExportedTerm(goals=of("goals", "short"), indicators=of("indicators", "short")),
        long_term=ExportedTerm(goals=of("goals", "long"), indicators=of("indicators", "long")),
        activities=of("activities", "short", "long", "none"),
        lists=lists,
        remarks=list(section.remarks),
        struck=[
            ExportedStruck(
                id=str(clause.citation),
                text=clause.clause.text,
                text_after_details=clause.clause.text_after_details,
                links=list(clause.clause.links),
                struck=clause.struck,
            )
            for clause in one.walk_struck()
        ],
    )


def _export_clause(content: Content, item: ClauseInContext) -> ExportedClause:
    named = content.succession.read_as(item.citation)
    return ExportedClause(
        id=str(item.citation),
        text=item.clause.text,
        details=[_export_clause(content, detail) for detail in item.details],
        text_after_details=item.clause.text_after_details,
        links=list(item.clause.links),
        services=[service.id for service in content.services_by_clause.get(named, ())],
        trainings=[training.id for training in content.trainings_by_clause.get(named, ())],
        actors=list(item.clause.actors),
    )


def indicator_rows(content: Content, edition: Edition) -> Rows:
    """Yield the table of an edition's indicators, its heading first."""
    yield "beteckning", "avsnitt", "sikt", "indikator", "adress"
    for one in edition.sections:
        address = address_of(content.pages_of(one.edition).section(one.section.id))
        for listed in one.lists:
            if listed.record.kind == "indicators":
                for item in listed.clauses:
                    term = TERMS[listed.record.term]
                    yield str(item.citation), one.section.title, term, item.clause.text, f"{address}#{item.anchor}"
