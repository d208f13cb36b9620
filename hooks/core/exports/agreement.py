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

    id: str = Field(description="Beteckningen, som aldrig byts ut.", examples=["2026/kunskapsstyrning/kort-2"])
    text: str = Field(description="Punktens text i klarspråk; en indikator står ordagrant.")
    details: list[ExportedClause] = Field(description="Underpunkterna, på samma form.")
    text_after_details: str | None = Field(description="Löpande text i samma punkt efter underpunkterna.")
    links: list[str] = Field(description="Id i lankar.json.")
    services: list[str] = Field(description="Id i stod.json för stöden som nämner punkten.")
    trainings: list[str] = Field(description="Id i utbildningar.json för utbildningarna som nämner punkten.")
    actors: list[str] = Field(description="Id för dem som ska göra något eller är bundna.")


class ExportedStruck(Exported):
    """A clause or a part of one that is gone: its citation is never used again."""

    id: str = Field(description="Beteckningen, som aldrig används igen.")
    text: str = Field(description="Punktens text.")
    text_after_details: str | None = Field(description="Löpande text i samma punkt efter underpunkterna.")
    links: list[str] = Field(description="Id i lankar.json.")
    struck: datetime.date | None = Field(description="Dagen då den ströks, själv eller med det den var en del av.")


class ExportedList(Exported):
    """One list of a section, as it stands in the document."""

    id: str = Field(description="Ankaret till listans rubrik på avsnittets sida.")
    heading: str | None = Field(description="Rubriken som dokumentet har den; null där listan saknar rubrik.")
    term: ListTerm = Field(description="`short`: kort sikt · `long`: lång sikt · `none`: ingen angiven sikt.")
    kind: ListKind = Field(
        description="`goals`: mål · `indicators`: indikatorer · `activities`: insatser · `prose`: löpande text."
    )
    clauses: list[ExportedClause] = Field(description="Punkterna, i dokumentets ordning.")


class ExportedTerm(Exported):
    """Goals of one term with their indicators: the same clauses as in `lists`."""

    goals: list[ExportedClause] = Field(description="Målen på den här sikten.")
    indicators: list[ExportedClause] = Field(description="Indikatorerna på den här sikten.")


class ExportedGroup(Exported):
    """A delmål, a focus area or a part of the document."""

    kind: str = Field(description="Vad dokumentet kallar den.", examples=["Fokusområde"])
    number: str | None = Field(description="Numret, eller null om den inte har något.")
    name: str = Field(description="Namnet.")


class ExportedSection(Exported):
    """One section of the agreement."""

    id: str = Field(description="Avsnittets id, som aldrig byts ut.")
    title: str = Field(description="Rubriken som i dokumentet.")
    url: str = Field(description="Adressen från webbplatsens rot.")
    parent: str | None = Field(description="Id för avsnittet som det ligger under, eller null.")
    delmal: list[int] = Field(description="Numren på de delmål i strategin som det hör till.")
    groups: list[ExportedGroup] = Field(description="Vad det hör till i dokumentets egen ordning.")
    page: int = Field(description="Sidan i dokumentet.")
    introduction: list[str] = Field(description="Inledningen, en text för varje stycke.")
    introduction_links: list[str] = Field(description="Id i lankar.json för länkarna i inledningen, i ordning.")
    short_term: ExportedTerm = Field(description="Mål och indikatorer på kort sikt: samma punkter som i `lists`.")
    long_term: ExportedTerm = Field(description="Mål och indikatorer på lång sikt: samma punkter som i `lists`.")
    activities: list[ExportedClause] = Field(description="Insatserna: samma punkter som i `lists`.")
    lists: list[ExportedList] = Field(description="Varje lista, i dokumentets ordning.")
    remarks: list[str] = Field(description="Fel i dokumentet som en läsare märker.")
    struck: list[ExportedStruck] = Field(
        default=[],
        description="Punkter som har strukits; fältet finns bara där det finns några.",
        exclude_if=operator.not_,
    )


class ExportedAgreement(Exported):
    """What overenskommelse-<edition>.json holds."""

    edition: str = Field(description="Utgåvans id.")
    title: str = Field(description="Dokumentets titel.")
    name: str = Field(description="Vad webbplatsen kallar dokumentet.", examples=["överenskommelsen 2026"])
    in_force: bool = Field(description="Om det är utgåvan som gäller.")
    parties: list[str] = Field(description="Id för parterna.")
    purpose: list[str] = Field(description="Syftet, en text för varje stycke.")
    aim: list[str] = Field(description="Målet, en text för varje stycke.")
    common_ground: list[str] = Field(description="Vad parterna är överens om att de behöver.")
    implementation: list[str] = Field(description="Hur det ska genomföras, en text för varje stycke.")
    remarks: list[str] = Field(description="Fel i dokumentet som en läsare märker.")
    sections: list[ExportedSection] = Field(description="Avsnitten, i dokumentets ordning.")


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
