"""Rules for the agreements: references, order, and the editions that they become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from core import routes
from core.editions import NONE_STATED, Edition, SectionInContext, framework_groups, is_gone, place_lists
from core.load import Loaded, Placed
from core.messages import _
from core.models.agreement import Agreement, Citation, Clause, Paragraph, Section, free_id
from core.models.registers import Site, Strategy
from core.models.support import Service
from core.models.trainings import Training
from core.problems import Problem
from core.rules.references import Reference, Step
from core.source import Document

ClausePlace = tuple[tuple[Step, ...], Clause]


def clauses_of(section: Section) -> Iterator[ClausePlace]:
    """Yield every clause and sub-clause of a section with its location in the file."""

    def walk(clauses: tuple[Clause, ...], location: tuple[Step, ...]) -> Iterator[ClausePlace]:
        for index, clause in enumerate(clauses):
            yield (*location, index), clause
            yield from walk(clause.details, (*location, index, "details"))

    for number, one in enumerate(section.lists):
        yield from walk(one.clauses, ("lists", number, "clauses"))


def edition_of(placed: Placed[Any]) -> str:
    """Give the edition that a file below data/agreements/ belongs to."""
    return placed.document.path.split("/")[2]


def current_edition(loaded: Loaded, day: date) -> str | None:
    """Give the edition in force on a day; None where the site names none that is there: a problem of its own."""
    editions = {placed.record.id for placed in loaded.of(Agreement)}
    named = (placed.record.edition_on(day) for placed in loaded.of(Site))
    return next((edition for edition in named if edition in editions), None)


def shown_editions(loaded: Loaded, day: date) -> list[Placed[Agreement]]:
    """Give the editions that have pages on a day: not those that are to be in force later."""
    later = _later_editions(loaded, day)
    return [placed for placed in loaded.of(Agreement) if placed.record.id not in later]


def coming_addresses(documents: Iterable[Document], loaded: Loaded, day: date) -> set[str]:
    """Give where sections will stand, of drafts and of what is to be in force later: data may speak of them before."""
    coming = {*loaded.drafts, *_later_editions(loaded, day)}
    pages = routes.edition("", "")
    return {
        routes.address_of(pages.section(path.stem))
        for path in (PurePosixPath(one.path) for one in documents)
        if path.parent.name == "sections" and path.parts[2] in coming
    }


def _later_editions(loaded: Loaded, day: date) -> set[str]:
    return {one.edition for site in loaded.of(Site) for one in site.record.in_force if one.since > day}


def check_in_force(loaded: Loaded, day: date) -> Iterator[Problem]:
    """Yield what is wrong with what the site says of the editions in force, and with marks of drafts that stand."""
    for site in loaded.of(Site):
        record = site.record
        for index, one in enumerate(record.in_force):
            if one.edition in loaded.drafts:
                message = _(
                    "'{edition}' is a draft; finish it as make check tells, or take it away here", edition=one.edition
                )
                yield site.problem(message, "in_force", index, "edition")
        if record.edition_on(day) is None:
            message = _("no edition is in force on {day}; name one that is, or correct from", day=day)
            yield site.problem(message, "in_force", 0, "from")
        named = {one.edition for one in record.in_force}
        for agreement in loaded.of(Agreement):
            if agreement.record.replaces in named and agreement.record.id not in named:
                message = _(
                    "'{id}' replaces {replaces} and is in force on no day; "
                    "write draft: true here, or add it to in_force in data/site.yml",
                    id=agreement.record.id,
                    replaces=agreement.record.replaces,
                )
                yield agreement.problem(message, "id")
    for agreement in loaded.of(Agreement):
        for key in ("purpose", "aim", "common_ground", "implementation"):
            yield from _draft_marks(agreement, _placed_paragraphs(agreement.record, key))
    for section in loaded.of(Section):
        own: list[tuple[tuple[Step, ...], Section | Paragraph | Clause]] = [((), section.record)]
        yield from _draft_marks(
            section, (*own, *_placed_paragraphs(section.record, "introduction"), *clauses_of(section.record))
        )


def _placed_paragraphs(record: Agreement | Section, key: str) -> Iterator[tuple[tuple[Step, ...], Paragraph]]:
    for number, paragraph in enumerate(getattr(record, key)):
        yield (key, number), paragraph


def _draft_marks(
    placed: Placed[Any], parts: Iterable[tuple[tuple[Step, ...], Section | Paragraph | Clause]]
) -> Iterator[Problem]:
    """Yield a problem for each part that is marked as a draft: a published edition has none."""
    for location, part in parts:
        if part.draft:
            message = _("the text is still a draft; rewrite it, check it beside the document, then remove draft")
            yield placed.problem(message, *location, "draft")


@dataclass(frozen=True)
class Citable:
    """What there is to cite on a day: the kind of each clause of every edition, and which of them stand."""

    current: str | None
    """The edition in force."""
    named: frozenset[str]
    """The editions that were in force, are, or are to be."""
    drafts: frozenset[str]
    """Editions of which nothing can be said yet."""
    kinds: Mapping[Citation, str]
    standing: frozenset[Citation]


def citable_clauses(loaded: Loaded, day: date) -> Citable:
    """Give every clause of every edition on a day, struck ones too."""
    kinds = {}
    standing = set()

    def take(section: Placed[Section], kind: str, clauses: tuple[Clause, ...], *, gone: bool) -> None:
        for clause in clauses:
            citation = Citation(edition_of(section), section.record.id, clause.id)
            lost = gone or is_gone(clause.struck, day)
            kinds[citation] = kind
            if not lost:
                standing.add(citation)
            take(section, kind, clause.details, gone=lost)

    for section in loaded.of(Section):
        for one in section.record.lists:
            take(section, one.kind, one.clauses, gone=False)
    named = frozenset(one.edition for site in loaded.of(Site) for one in site.record.in_force)
    return Citable(current_edition(loaded, day), named, loaded.drafts, kinds, frozenset(standing))


def check_citations(
    placed: Placed[Any], key: str, citable: Citable, *, indicators: bool | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the clauses that a record cites; `indicators` says whether only they belong there."""
    given: tuple[Citation | None, ...] = getattr(placed.record, key)
    for index, citation in enumerate(given):
        if citation is None or citation.edition in citable.drafts:  # of a record with faults
            pass
        elif citation not in citable.kinds:
            yield placed.problem(
                _("'{citation}' is no clause of the agreement; correct it", citation=citation), key, index
            )
        elif indicators is not None and (citable.kinds[citation] == "indicators") != indicators:
            other = "clauses" if indicators else "indicators"
            yield placed.problem(
                _("'{citation}' belongs under {other}; move it", citation=citation, other=other), key, index
            )
        if citation is not None and citation in given[:index]:
            yield placed.problem(_("'{citation}' stands twice; keep one", citation=citation), key, index)


def check_citations_in_part(loaded: Loaded, citable: Citable) -> Iterator[Problem]:
    """Yield what is wrong with the clauses that records with other faults cite."""
    if any(problem.path.startswith("data/agreements/") for problem in loaded.problems):
        return
    for model, key in ((Service, "clauses"), (Training, "clauses"), (Training, "indicators")):
        for placed in loaded.partial.get(model, []):
            yield from check_citations(
                placed, key, citable, indicators=None if model is Service else key == "indicators"
            )


def build_edition(placed: Placed[Agreement], loaded: Loaded, day: date) -> Edition:
    """Give an edition as it stands on a day, its sections in order; only for records without problems."""
    edition = placed.record.id
    groups = framework_groups(placed.record.framework, loaded.of(Strategy)[0].record)
    by_id = {one.record.id: one for one in loaded.of(Section) if edition_of(one) == edition}
    ordered = [by_id[section_id] for section_id in placed.record.sections]
    sections = []
    for one in ordered:
        lists, struck = place_lists(
            edition, one.record, {clause.id: one.place(*location) for location, clause in clauses_of(one.record)}, day
        )
        sections.append(
            SectionInContext(
                edition=edition,
                section=one.record,
                groups=tuple(groups[group] for group in one.record.belongs_to),
                lists=lists,
                struck=struck,
                parent=by_id[one.record.parent].record if one.record.parent else None,
                children=tuple(other.record for other in ordered if other.record.parent == one.record.id),
                source_path=one.document.path,
            )
        )
    return Edition(placed.record, tuple(sections), placed.document.path)


def agreement_references(agreement: Placed[Agreement]) -> Iterator[Reference]:
    """Yield every reference of an agreement."""
    record = agreement.record
    if record.framework is not None:
        yield agreement, "strategy.yml", record.framework.strategy, ("framework", "strategy")
    yield agreement, "agreements/", record.replaces, ("replaces",)
    for index, reference in enumerate(record.parties):
        yield agreement, "organisations.yml", reference, ("parties", index)
    for index, signatory in enumerate(record.signatories):
        yield agreement, "organisations.yml", signatory.organisation, ("signatories", index, "organisation")
    for key in ("purpose", "aim", "common_ground", "implementation"):
        yield from paragraph_references(agreement, getattr(record, key), key)


def paragraph_references(placed: Placed[Any], paragraphs: tuple[Paragraph, ...], key: str) -> Iterator[Reference]:
    """Yield every reference of paragraphs of running text."""
    for number, paragraph in enumerate(paragraphs):
        yield from _named_references(placed, paragraph, (key, number))


def clause_references(section: Placed[Section]) -> Iterator[Reference]:
    """Yield every reference of a section's clauses."""
    for location, clause in clauses_of(section.record):
        yield from _named_references(section, clause, location)


def _named_references(
    placed: Placed[Any], named: Paragraph | Clause, location: tuple[Step, ...]
) -> Iterator[Reference]:
    for key, register in (("actors", "organisations.yml"), ("links", "links.yml")):
        for index, reference in enumerate(getattr(named, key)):
            yield placed, register, reference, (*location, key, index)


def check_edition(agreement: Placed[Agreement], loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong between an agreement and the files of its sections."""
    record, edition = agreement.record, edition_of(agreement)
    if record.id != edition:
        yield agreement.problem(
            _("id '{id}' is not the folder's name '{edition}'; make them the same", id=record.id, edition=edition), "id"
        )
    if record.framework is not None:
        ids = [group.id for group in record.framework.groups]
        for index in range(len(ids)):
            if ids[index] in ids[:index]:
                yield agreement.problem(
                    _("the group '{id}' stands twice; keep one", id=ids[index]), "framework", "groups", index
                )
    own = [one for one in loaded.of(Section) if edition_of(one) == edition]
    # A file whose id is another than its name is told for that alone; here its name stands for it.
    files = {PurePosixPath(one.document.path).stem: one for one in own}
    unread = {
        PurePosixPath(problem.path).stem for problem in loaded.problems if f"/{edition}/sections/" in problem.path
    }
    for index, section_id in enumerate(record.sections):
        if section_id in record.sections[:index]:
            yield agreement.problem(
                _("section '{section_id}' is listed twice; keep one", section_id=section_id), "sections", index
            )
        elif section_id not in files and section_id not in unread:
            message = _(
                "section '{section_id}' has no file sections/{section_id}.yml; add the file or remove the id",
                section_id=section_id,
            )
            yield agreement.problem(message, "sections", index)
    order = {section_id: record.sections.index(section_id) for section_id in record.sections}
    groups = _group_ids(record, loaded)
    for section_id, section in files.items():
        yield from _check_groups(section, edition, groups)
        if section_id not in order:
            where = agreement.document.path
            yield section.problem(
                _(
                    "section '{section_id}' is not listed in {where}; add it under sections",
                    section_id=section_id,
                    where=where,
                ),
                "id",
            )
        elif section.record.parent is not None and section.record.parent not in unread:
            yield from _check_parent(section, section_id, files, order, edition)


def _group_ids(agreement: Agreement, loaded: Loaded) -> set[str] | None:
    """Give the ids of the groups that sections may belong to; None where the strategy could not be read."""
    framework = agreement.framework
    for strategy in loaded.of(Strategy):
        return set(framework_groups(framework, strategy.record))
    return None if framework is None or framework.strategy else {group.id for group in framework.groups}


def _check_groups(section: Placed[Section], edition: str, groups: set[str] | None) -> Iterator[Problem]:
    if groups is None:
        return
    if groups and not section.record.belongs_to:
        yield section.problem(
            _("belongs_to is empty; name a group of the framework of {edition}", edition=edition), "belongs_to"
        )
    for index, group in enumerate(section.record.belongs_to):
        if group not in groups:
            known = ", ".join(sorted(groups)) or _("no groups")
            message = _(
                "'{group}' is not in the framework of {edition}, which has {known}; correct it",
                group=group,
                edition=edition,
                known=known,
            )
            yield section.problem(message, "belongs_to", index)


def _check_parent(
    section: Placed[Section],
    section_id: str,
    files: Mapping[str, Placed[Section]],
    order: Mapping[str, int],
    edition: str,
) -> Iterator[Problem]:
    parent = section.record.parent or ""
    if parent not in files:
        yield section.problem(
            _(
                "parent '{parent}' is not a section of {edition}; correct it or write null",
                parent=parent,
                edition=edition,
            ),
            "parent",
        )
    elif files[parent].record.parent is not None:
        yield section.problem(
            _("parent '{parent}' has a parent itself; sections have at most two levels", parent=parent), "parent"
        )
    elif order.get(parent, 0) >= order[section_id]:
        yield section.problem(
            _("parent '{parent}' comes after its part in the document's order; correct the order", parent=parent),
            "parent",
        )


def check_section(section: Placed[Section], day: date) -> Iterator[Problem]:
    """Yield what is wrong within a section on a day."""
    stem = PurePosixPath(section.document.path).stem
    if section.record.id != stem:
        yield section.problem(
            _("id '{id}' is not the file's name '{stem}'; make them the same", id=section.record.id, stem=stem), "id"
        )
    if len(set(section.record.belongs_to)) != len(section.record.belongs_to):
        yield section.problem(_("a group stands twice; keep one"), "belongs_to")
    yield from _check_ids(section)
    for number, one in enumerate(section.record.lists):
        standing = [index for index, clause in enumerate(one.clauses) if not is_gone(clause.struck, day)]
        for index in standing:
            if one.kind == "indicators" and len(standing) > 1 and one.clauses[index].text == NONE_STATED:
                message = _("'{text}' stands beside indicators; keep one or the other", text=NONE_STATED)
                yield section.problem(message, "lists", number, "clauses", index)
    introduction: list[tuple[tuple[Step, ...], Paragraph]] = [
        (("introduction", number), paragraph) for number, paragraph in enumerate(section.record.introduction)
    ]
    for location, named in (*introduction, *clauses_of(section.record)):
        for key in ("actors", "links"):
            references = getattr(named, key)
            if len(set(references)) != len(references):
                yield section.problem(_("an id stands twice in {key}; keep one", key=key), *location, key)
    for location, clause in clauses_of(section.record):
        if clause.text_after_details and not clause.details:
            yield section.problem(
                _("text_after_details without details; move the text into text"), *location, "text_after_details"
            )


def _check_ids(section: Placed[Section]) -> Iterator[Problem]:
    """Yield a problem for each id that two lists or clauses have; that of a struck clause is never used again."""
    first: dict[str, tuple[tuple[Step, ...], bool]] = {}
    clauses = list(clauses_of(section.record))
    used = [clause.id for _, clause in clauses]
    named: list[tuple[tuple[Step, ...], str, bool]] = [
        (("lists", number), one.id, False) for number, one in enumerate(section.record.lists)
    ]
    named += [(location, clause.id, clause.struck is not None) for location, clause in clauses]
    for location, one_id, struck in named:
        if one_id not in first:
            first[one_id] = (location, struck)
            continue
        where, other_struck = first[one_id]
        free = free_id(re.sub(r"-\d+$", "", one_id), used)
        words = {"id": one_id, "place": section.place(*where, "id"), "free": free}
        if struck or other_struck:
            message = _(
                "the id '{id}' was struck with the clause in {place}; an id is never used again, "
                "write a free one such as {free}",
                **words,
            )
        else:
            message = _(
                "the id '{id}' is already used by the clause in {place}; an id is never used again, "
                "write a free one such as {free}",
                **words,
            )
        yield section.problem(message, *location, "id")
