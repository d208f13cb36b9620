"""The pages of an edition: start, sections, delmål, departments, indicators, everything on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown.extensions.toc import slugify

from core import routes
from core.content import Content
from core.editions import ClauseInContext, Edition, Group, ListInContext, SectionInContext
from core.history import names_before
from core.models.agreement import Paragraph, Section
from core.models.registers import Organisation, StrategyDelmal
from core.obligations import demands
from core.pages.history import told_of
from core.pages.markdown_page import Page
from core.pages.overview import Named, concerned, counted, doers, figures, fitting, followed, named, totals
from core.pages.rendering import PageHead, render_page
from core.text import genitive, lower_first, number_words, upper_first

# What is said of the name of a goal and of a delmål of the strategy, by how sure its wording is.
GOAL_WORDINGS = {
    "confirmed": "",
    "probable": " Namnet är från myndigheternas förslag 2023. Det är inte jämfört med strategin.",
    "unknown": " Målets exakta namn vet vi inte ännu.",
}
DELMAL_WORDINGS = {"confirmed": "", "probable": " Namnet är inte jämfört ord för ord med strategin."}


EARLIER_TITLE = "Tidigare överenskommelser och planer"
TERMS = {"short": "Kort sikt", "long": "Lång sikt", "none": ""}

# Our own heading of a list that has none in the document.
HEADINGS = {"goals": "Mål", "indicators": "Indikatorer", "activities": "Insatser", "prose": "Mer om avsnittet"}
ABOUT = "Om avsnittet"
"""The same of running text that begins a section."""


def agreement_pages(content: Content, edition: Edition) -> Iterator[Page]:
    """Yield every page of an edition."""
    sections = edition.sections
    yield _start_page(content, edition)
    for index, section in enumerate(sections):
        before = sections[index - 1].section if index else None
        after = sections[index + 1].section if index + 1 < len(sections) else None
        yield _section_page(content, edition, section, before, after)
    if edition.follows_strategy:
        yield _strategy_page(content, edition)
        for delmal in content.strategy.delmal:
            yield _delmal_page(content, edition, delmal)
    for department in content.departments_of(edition):
        yield _department_page(content, edition, department)
    if edition.has_indicators:
        yield _indicators_page(content, edition)
    yield _whole_page(content, edition)


def earlier_pages(content: Content) -> Iterator[Page]:
    """Yield every page of the editions that are not in force, and the page that leads to them."""
    if not content.earlier:
        return
    head = PageHead(
        src_uri=routes.EARLIER,
        title=EARLIER_TITLE,
        description="Dokument som inte gäller längre, avsnitt för avsnitt och på en sida.",
        data_path="data/site.yml",
    )
    yield render_page(content, head, "earlier", title=EARLIER_TITLE, editions=content.earlier)
    for edition in content.earlier:
        yield from agreement_pages(content, edition)


def section_prose(one: SectionInContext) -> tuple[str, ...]:
    """Give our own running text of a section: not titles, not indicators."""
    texts = [one.section.summary, *(paragraph.text for paragraph in one.section.introduction)]
    for clause in one.walk():
        if not clause.is_indicator:
            texts.extend(clause.texts())
    return tuple(texts)


def _headed_lists(one: SectionInContext) -> list[tuple[ListInContext, int, str]]:
    """Give the lists of a section with the levels and words of their headings: indicators stand below their goals."""
    found: list[tuple[ListInContext, int, str]] = []
    for listed in one.lists:
        level = 3 if listed.record.kind == "indicators" and found else 2
        begins = listed.record.kind == "prose" and not found and not one.section.introduction
        found.append((listed, level, listed.record.heading or (ABOUT if begins else HEADINGS[listed.record.kind])))
    return found


def _start_page(content: Content, edition: Edition) -> Page:
    agreement = edition.agreement
    prose: list[Paragraph] = [*agreement.purpose, *agreement.aim, *agreement.common_ground, *agreement.implementation]
    parties = [content.organisations[one].name for one in agreement.parties]
    number = number_words(len(parties))
    in_force = edition is content.current
    head = PageHead(
        src_uri=content.pages_of(edition.id).start,
        edition=edition,
        title=upper_first(edition.name) if in_force else agreement.title,
        description=(
            f"Vad {genitive(content.site.place)} {number} förvaltningar är överens om {agreement.period}: "
            f"syfte, mål och {len(agreement.sections)} avsnitt."
            if in_force
            else f"Alla {len(agreement.sections)} avsnitt i {edition.name}."
        ),
        data_path=edition.source_path,
        prose=tuple(paragraph.text for paragraph in prose),
        reading_kind="agreement",
    )
    leads = (
        ("Den har sin grund i", agreement.basis.grounded_in),
        ("Den är inspirerad av", agreement.basis.inspired_by),
        ("Den följer", agreement.basis.follows),
    )
    return render_page(
        content,
        head,
        "agreement",
        agreement=agreement,
        compared=content.history is not None,
        edition=edition,
        agreeing=f"{number.capitalize()} av {genitive(content.organisations[content.site.owner].name)} förvaltningar",
        parties=parties,
        basis=[(lead, documents) for lead, documents in leads if documents],
        counted=counted(edition),
        groups=_grouped(edition.sections),
        totals=totals,
        belonging=_belonging(edition),
    )


def _belonging(edition: Edition) -> list[tuple[Group, list[SectionInContext]]]:
    """Give the groups of a framework of the document's own, in the order of its sections, each with what belongs."""
    found: dict[Group, list[SectionInContext]] = {}
    for section in edition.sections:
        for group in section.groups:
            if group.delmal is None:
                found.setdefault(group, []).append(section)
    return list(found.items())


def _grouped(sections: tuple[SectionInContext, ...]) -> list[tuple[SectionInContext, list[SectionInContext]]]:
    """Give the top sections, each with the sections that the document groups under it."""
    by_id = {one.section.id: one for one in sections}
    return [(one, [by_id[child.id] for child in one.children]) for one in sections if one.parent is None]


def _section_page(
    content: Content, edition: Edition, one: SectionInContext, before: Section | None, after: Section | None
) -> Page:
    head = PageHead(
        src_uri=content.pages_of(edition.id).section(one.section.id),
        edition=edition,
        title=one.section.title,
        description=one.section.summary,
        data_path=one.source_path,
        prose=section_prose(one),
        reading_kind="section",
        explain_terms=edition is content.current,  # the explanations are of the words as they are used now
        meta={"script": "clauses"},
    )
    return render_page(content, head, "section", before=before, after=after, **section_parts(content, edition, one))


def section_parts(content: Content, edition: Edition, one: SectionInContext) -> dict[str, Any]:
    """Give what the page of a section shows of it."""
    in_force = edition is content.current
    acting = doers(content, one)
    city = {content.site.owner, *(department.id for department in content.departments)}
    return {
        "one": one,
        "figures": figures(one, edition.agreement.period),
        "own": [doer for doer in acting if doer.organisation.id in city],
        "others": [doer for doer in acting if doer.organisation.id not in city],
        "followed": followed(content, one) if in_force else {},
        "named": named(content, one) if in_force else Named({}, {}, [], {}),  # what there is now is no promise of then
        "lists": _headed_lists(one),
        "past": names_before(content.histories, edition, [one]),
        "later": _later_sections(content, one),
        "told": told_of(content, one),
        "left": content.succession.left(one.section.id) if in_force else [],
    }


@dataclass(frozen=True)
class Later:
    """What a later edition has where an earlier one had a section, and why a reader found so."""

    edition: Edition
    sections: list[SectionInContext]
    """Empty where the section is gone."""
    reason: str
    judged: bool


def _later_sections(content: Content, one: SectionInContext) -> list[Later]:
    """Give what took a section's place in each later edition that it was compared with."""
    return [
        Later(later, [later.by_id[section_id] for section_id in tie.now], tie.reason, tie.judged)
        for comparison in content.comparisons
        if comparison.then == one.edition
        for later in [content.editions[comparison.now]]
        for tie in comparison.sections
        if one.section.id in tie.then
    ]


def _strategy_page(content: Content, edition: Edition) -> Page:
    strategy = content.strategy
    head = PageHead(
        src_uri=content.pages_of(edition.id).strategy,
        edition=edition,
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
        content,
        head,
        "strategy",
        strategy=strategy,
        goal_wordings=GOAL_WORDINGS,
        wordings=DELMAL_WORDINGS,
        cards=[(delmal, _of_delmal(edition, delmal)) for delmal in strategy.delmal],
    )


def _of_delmal(edition: Edition, delmal: StrategyDelmal) -> list[SectionInContext]:
    return [one for one in edition.sections if any(group.delmal == delmal.number for group in one.groups)]


def _delmal_page(content: Content, edition: Edition, delmal: StrategyDelmal) -> Page:
    head = PageHead(
        src_uri=content.pages_of(edition.id).delmal(delmal.number),
        edition=edition,
        title=f"Delmål {delmal.number}: {delmal.name}",
        description=f"De avsnitt i {edition.noun} som ingår i den nationella strategins delmål {delmal.number}.",
        data_path="data/strategy.yml",
    )
    groups: list[tuple[SectionInContext, list[SectionInContext]]] = [(one, []) for one in _of_delmal(edition, delmal)]
    return render_page(content, head, "delmal", delmal=delmal, groups=groups, totals=totals)


def _department_page(content: Content, edition: Edition, department: Organisation) -> Page:
    owner = department.part_of
    if owner is None:
        raise ValueError(f"the department {department.id} is part of nothing")
    name = lower_first(department.name)
    own, whole = {department.id}, {owner}
    named = {owner, *(one.id for one in content.departments)}
    head = PageHead(
        src_uri=content.pages_of(edition.id).department(department.id),
        edition=edition,
        title=f"{department.name} i {edition.noun}",
        description=f"Vad {name} är överens om i {edition.name}.",
        data_path=edition.source_path,
        meta={"script": "clauses"},
    )
    return render_page(
        content,
        head,
        "department",
        department=department,
        box=demands(content, department) if edition is content.current else None,
        owner=content.organisations[owner],
        city=content.site.owner_form,
        city_id=slugify(content.site.owner_form, "-"),
        own=named_parts(edition, own.intersection),
        shared=named_parts(edition, lambda actors: whole.intersection(actors) and own.isdisjoint(actors)),
        others=[replace(one, paragraphs=[]) for one in named_parts(edition, named.isdisjoint) if one.clauses],
    )


@dataclass(frozen=True)
class NamedParts:
    """What a section says of an organisation: paragraphs of its introduction, and its topmost clauses.

    With each clause stand the parts of it that name the organisation, where the clause itself does not.
    """

    one: SectionInContext
    paragraphs: list[Paragraph]
    clauses: list[tuple[ClauseInContext, list[ClauseInContext]]]


def named_parts(edition: Edition, fits: Callable[[Iterable[str]], object]) -> list[NamedParts]:
    """Give, section by section, what names actors that fit; indicators stand apart."""
    found = [
        NamedParts(
            section,
            [paragraph for paragraph in section.section.introduction if fits(paragraph.actors)],
            [
                (clause, [part for part in fitting(clause, fits) if part is not clause])
                for listed in section.lists
                if listed.record.kind != "indicators"
                for clause in listed.clauses
                if fits({actor for part in clause.walk() for actor in part.clause.actors})
            ],
        )
        for section in edition.sections
    ]
    return [parts for parts in found if parts.paragraphs or parts.clauses]


def _indicators_page(content: Content, edition: Edition) -> Page:
    groups = [
        (
            section.section,
            [
                (clause, clause.term, TERMS[clause.term], concerned(content, section, clause))
                for listed in section.lists
                if listed.record.kind == "indicators"
                for clause in listed.clauses
            ],
        )
        for section in edition.sections
    ]
    stated = counted(edition)["indicators"]
    used = {clause.term for _, rows in groups for clause, *_ in rows}
    head = PageHead(
        src_uri=content.pages_of(edition.id).indicators,
        edition=edition,
        title="Alla indikatorer",
        description=f"De {stated} indikatorer som {edition.name} följs upp med.",
        data_path=edition.source_path,
        meta={"script": "filter"},
    )
    return render_page(
        content,
        head,
        "indicators",
        groups=[(section, rows) for section, rows in groups if rows],
        stated=stated,
        terms=[(term, words) for term, words in TERMS.items() if term in used and words],
        past=names_before(content.histories, edition, edition.sections),
    )


def _whole_page(content: Content, edition: Edition) -> Page:
    agreement = edition.agreement
    head = PageHead(
        src_uri=content.pages_of(edition.id).whole,
        edition=edition,
        title=f"Hela {edition.noun} på en sida",
        description=f"{upper_first(edition.name)} i klarspråk på en sida att läsa eller skriva ut.",
        data_path=edition.source_path,
        meta={"own_assets": True},
    )
    return render_page(
        content,
        head,
        "whole",
        agreement=agreement,
        sections=[(one, _headed_lists(one)) for one in edition.sections],
    )
