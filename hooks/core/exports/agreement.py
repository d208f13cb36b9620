"""The agreement as open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from core.addresses import address_of
from core.content import CLAUSE_LISTS, Content, NumberedClause, SectionInContext
from core.exports.files import Exported


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


def export_agreement(content: Content) -> ExportedAgreement:
    """Give the edition in force as open data."""
    return ExportedAgreement(
        edition=content.current.agreement.id,
        title=content.current.agreement.title,
        sections=[_export_section(content, section) for section in content.current.sections],
    )


def _export_section(content: Content, one: SectionInContext) -> ExportedSection:
    section = one.section
    lists = {stem: [_export_clause(content, clause) for clause in clauses] for stem, clauses in one.lists.items()}
    return ExportedSection(
        id=section.id,
        title=section.title,
        url=address_of(f"overenskommelsen/{section.id}.md"),
        parent=section.parent,
        delmal=list(section.delmal),
        page=section.page,
        introduction=[paragraph.text for paragraph in section.introduction],
        introduction_links=[link_id for paragraph in section.introduction for link_id in paragraph.links],
        short_term=ExportedTerm(goals=lists["kort"], indicators=lists["kort-indikator"]),
        long_term=ExportedTerm(goals=lists["lang"], indicators=lists["lang-indikator"]),
        activities=lists["aktivitet"],
    )


def _export_clause(content: Content, item: NumberedClause) -> ExportedClause:
    return ExportedClause(
        id=item.citation,
        text=item.clause.text,
        details=[_export_clause(content, detail) for detail in item.details],
        text_after_details=item.clause.text_after_details,
        links=list(item.clause.links),
        services=[service.id for service in content.services_by_clause.get(item.citation, ())],
        trainings=[training.id for training in content.trainings_by_clause.get(item.citation, ())],
        actors=list(item.clause.actors),
    )


def indicator_rows(content: Content) -> Iterator[Sequence[str]]:
    """Yield the table of indicators, its heading first."""
    yield "beteckning", "avsnitt", "sikt", "indikator", "adress"
    for one in content.current.sections:
        address = address_of(f"overenskommelsen/{one.section.id}.md")
        for kind in CLAUSE_LISTS:
            if kind.is_indicators:
                term = "kort" if kind.stem.startswith("kort") else "lång"
                for item in one.lists[kind.stem]:
                    yield item.citation, one.section.title, term, item.clause.text, f"{address}#{item.anchor}"
