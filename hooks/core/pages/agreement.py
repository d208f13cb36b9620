"""The pages of the agreement in force: start, sections, delmål, departments, indicators, everything on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.content import CLAUSE_LISTS, Content, NumberedClause, SectionInContext
from core.models.agreement import Clause, Paragraph, Section
from core.models.registers import Organisation, StrategyDelmal
from core.pages.page import Page
from core.pages.rendering import PageHead, render_page
from core.text import genitive, lower_first, number_words

ROOT = "overenskommelsen"


# What is said of the name of a goal and of a delmål of the strategy, by how sure its wording is.
GOAL_WORDINGS = {
    "confirmed": "",
    "probable": " Namnet är från myndigheternas förslag 2023. Det är inte jämfört med strategin.",
    "unknown": " Målets exakta namn vet vi inte ännu.",
}
DELMAL_WORDINGS = {"confirmed": "", "probable": " Namnet är inte jämfört ord för ord med strategin."}


@dataclass(frozen=True)
class Heading:
    """The heading over a list of clauses, as the document has it, and its anchor."""

    stem: str
    level: int
    text: str
    anchor: str


def headings(period: str) -> tuple[Heading, ...]:
    """Give the headings of a section's lists in the order of the page; the period is the edition's."""
    return (
        Heading("aktivitet", 2, "Insatser", "insatser"),
        Heading("kort", 2, f"Kortsiktiga mål och aktiviteter {period}", "kort-sikt"),
        Heading("kort-indikator", 3, "Mätbara indikatorer för uppföljning", "kort-sikt-indikatorer"),
        Heading("lang", 2, "Långsiktiga mål", "lang-sikt"),
        Heading("lang-indikator", 3, "Mätbara indikatorer för uppföljning", "lang-sikt-indikatorer"),
    )


def agreement_pages(content: Content) -> Iterator[Page]:
    """Yield every page of the edition in force."""
    sections = content.current.sections
    yield _start_page(content)
    for index, section in enumerate(sections):
        before = sections[index - 1].section if index else None
        after = sections[index + 1].section if index + 1 < len(sections) else None
        yield _section_page(content, section, before, after)
    yield _strategy_page(content)
    for delmal in content.strategy.delmal:
        yield _delmal_page(content, delmal)
    for department in content.departments:
        yield _department_page(content, department)
    yield _indicators_page(content)
    yield _whole_page(content)


def section_prose(section: Section) -> tuple[str, ...]:
    """Give our own running text of a section: not titles, not indicators."""
    texts = [section.summary, *(paragraph.text for paragraph in section.introduction)]
    for kind in CLAUSE_LISTS:
        if not kind.is_indicators:
            texts.extend(_clause_prose(kind.of(section)))
    return tuple(texts)


def _clause_prose(clauses: tuple[Clause, ...]) -> Iterator[str]:
    for clause in clauses:
        yield clause.text
        yield from _clause_prose(clause.details)
        if clause.text_after_details:
            yield clause.text_after_details


def _start_page(content: Content) -> Page:
    agreement = content.current.agreement
    prose: list[Paragraph] = [*agreement.purpose, *agreement.aim, *agreement.common_ground, *agreement.implementation]
    number = number_words(len(agreement.parties))
    head = PageHead(
        src_uri=f"{ROOT}/index.md",
        title=f"Överenskommelsen {agreement.period}",
        description=(
            f"Vad {genitive(content.site.place)} {number} förvaltningar är överens om {agreement.period}: "
            f"syfte, mål och {len(agreement.sections)} avsnitt."
        ),
        data_path=content.current.source_path,
        prose=tuple(paragraph.text for paragraph in prose),
        reading_kind="agreement",
    )
    parties = f"{number.capitalize()} av {genitive(content.organisations[content.site.owner].name)} förvaltningar"
    return render_page(
        content, head, "agreement", agreement=agreement, parties=parties, groups=_grouped(content.current.sections)
    )


def _grouped(sections: tuple[SectionInContext, ...]) -> list[tuple[SectionInContext, list[SectionInContext]]]:
    """Give the top sections, each with the sections that the document groups under it."""
    by_id = {one.section.id: one for one in sections}
    return [(one, [by_id[child.id] for child in one.children]) for one in sections if one.parent is None]


def _section_page(content: Content, one: SectionInContext, before: Section | None, after: Section | None) -> Page:
    head = PageHead(
        src_uri=f"{ROOT}/{one.section.id}.md",
        title=one.section.title,
        description=one.section.summary,
        data_path=one.source_path,
        prose=section_prose(one.section),
        reading_kind="section",
        explain_terms=True,
        meta={"script": "permalink"},
    )
    return render_page(
        content,
        head,
        "section",
        one=one,
        delmal=[content.strategy.delmal[number - 1] for number in one.section.delmal],
        headings=[heading for heading in headings(content.current.agreement.period) if one.lists[heading.stem]],
        before=before,
        after=after,
    )


def _strategy_page(content: Content) -> Page:
    strategy = content.strategy
    head = PageHead(
        src_uri=f"{ROOT}/delmal/index.md",
        title="Den nationella strategin",
        description=f"Vision, mål och delmål i den nationella strategin {strategy.period}.",
        data_path="data/strategy.yml",
        prose=(
            strategy.vision_in_plain_words,
            *(goal.explanation for goal in strategy.goals),
            *(delmal.explanation for delmal in strategy.delmal),
        ),
        reading_kind="agreement",
    )
    return render_page(
        content, head, "strategy", strategy=strategy, goal_wordings=GOAL_WORDINGS, wordings=DELMAL_WORDINGS
    )


def _delmal_page(content: Content, delmal: StrategyDelmal) -> Page:
    head = PageHead(
        src_uri=f"{ROOT}/delmal/{delmal.number}.md",
        title=f"Delmål {delmal.number}: {delmal.name}",
        description=f"De avsnitt i överenskommelsen som ingår i den nationella strategins delmål {delmal.number}.",
        data_path="data/strategy.yml",
    )
    sections = [one for one in content.current.sections if delmal.number in one.section.delmal]
    return render_page(content, head, "delmal", delmal=delmal, groups=[(one, []) for one in sections])


def _department_page(content: Content, department: Organisation) -> Page:
    owner = department.part_of
    if owner is None:
        raise ValueError(f"the department {department.id} is part of nothing")
    name = lower_first(department.name)
    head = PageHead(
        src_uri=f"{ROOT}/forvaltning/{department.id}.md",
        title=f"{department.name} i överenskommelsen",
        description=f"Vad {name} är överens om i överenskommelsen {content.current.agreement.period}.",
        data_path=content.current.source_path,
    )
    return render_page(
        content,
        head,
        "department",
        department=department,
        owner=content.organisations[owner],
        own=_clauses_of_actor(content, department.id),
        shared=_clauses_of_actor(content, owner),
    )


def _clauses_of_actor(content: Content, actor: str) -> list[tuple[SectionInContext, list[NumberedClause]]]:
    """Give, section by section, the topmost clauses in which an organisation acts; indicators stand apart."""
    found = []
    for section in content.current.sections:
        clauses = [
            clause
            for kind in CLAUSE_LISTS
            if not kind.is_indicators
            for clause in section.lists[kind.stem]
            if any(actor in part.clause.actors for part in clause.walk())
        ]
        if clauses:
            found.append((section, clauses))
    return found


def _indicators_page(content: Content) -> Page:
    rows = [
        (section, "Kort sikt" if kind.stem.startswith("kort") else "Lång sikt", clause)
        for section in content.current.sections
        for kind in CLAUSE_LISTS
        if kind.is_indicators
        for clause in section.lists[kind.stem]
    ]
    stated = sum(not clause.states_none for _, _, clause in rows)
    head = PageHead(
        src_uri=f"{ROOT}/indikatorer.md",
        title="Alla indikatorer",
        description=f"De {stated} indikatorer som överenskommelsen {content.current.agreement.period} följs upp med.",
        data_path=content.current.source_path,
    )
    return render_page(content, head, "indicators", rows=rows, stated=stated)


def _whole_page(content: Content) -> Page:
    agreement = content.current.agreement
    head = PageHead(
        src_uri=f"{ROOT}/hela.md",
        title="Hela överenskommelsen på en sida",
        description=f"Överenskommelsen {agreement.period} i klarspråk på en sida att läsa eller skriva ut.",
        data_path=content.current.source_path,
        meta={"own_assets": True},
    )
    return render_page(
        content,
        head,
        "whole",
        agreement=agreement,
        sections=content.current.sections,
        headings=headings(agreement.period),
    )
