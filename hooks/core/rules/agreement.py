"""Rules for the agreements: references, order, and the editions that they become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from core.content import CLAUSE_LISTS, NONE_STATED, Edition, SectionInContext, number_section
from core.load import Loaded, Placed
from core.models.agreement import Agreement, Clause, Paragraph, Section
from core.problems import Problem
from core.rules.references import Reference, Step

ClausePlace = tuple[tuple[Step, ...], Clause]


def clauses_of(section: Section) -> Iterator[ClausePlace]:
    """Yield every clause and sub-clause of a section with its location in the file."""

    def walk(clauses: tuple[Clause, ...], location: tuple[Step, ...]) -> Iterator[ClausePlace]:
        for index, clause in enumerate(clauses):
            yield (*location, index), clause
            yield from walk(clause.details, (*location, index, "details"))

    for kind in CLAUSE_LISTS:
        yield from walk(kind.of(section), kind.location)


def edition_of(placed: Placed[Any]) -> str:
    """Give the edition that a file below data/agreements/ belongs to."""
    return PurePosixPath(placed.document.path).parts[2]


def citations_of(loaded: Loaded) -> frozenset[str]:
    """Give every citation of every edition."""
    return frozenset(
        part.citation
        for placed in loaded.of(Section)
        for clauses in number_section(edition_of(placed), placed.record).values()
        for clause in clauses
        for part in clause.walk()
    )


def build_edition(placed: Placed[Agreement], loaded: Loaded) -> Edition:
    """Give an edition with its sections in order; only for records without problems."""
    edition = placed.record.id
    by_id = {one.record.id: one for one in loaded.of(Section) if edition_of(one) == edition}
    ordered = [by_id[section_id] for section_id in placed.record.sections]
    sections = tuple(
        SectionInContext(
            edition=edition,
            section=one.record,
            lists=number_section(edition, one.record),
            parent=by_id[one.record.parent].record if one.record.parent else None,
            children=tuple(other.record for other in ordered if other.record.parent == one.record.id),
            source_path=one.document.path,
        )
        for one in ordered
    )
    return Edition(placed.record, sections, placed.document.path)


def agreement_references(agreement: Placed[Agreement]) -> Iterator[Reference]:
    """Yield every reference of an agreement."""
    record = agreement.record
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
        for index, reference in enumerate(paragraph.links):
            yield placed, "links.yml", reference, (key, number, "links", index)


def check_edition(agreement: Placed[Agreement], loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong between an agreement and the files of its sections."""
    record, edition = agreement.record, edition_of(agreement)
    if record.id != edition:
        yield agreement.problem(f"id '{record.id}' is not the folder's name '{edition}'; make them the same", "id")
    own = [one for one in loaded.of(Section) if edition_of(one) == edition]
    # A file whose id is another than its name is told for that alone; here its name stands for it.
    files = {PurePosixPath(one.document.path).stem: one for one in own}
    unread = {
        PurePosixPath(problem.path).stem for problem in loaded.problems if f"/{edition}/sections/" in problem.path
    }
    for index, section_id in enumerate(record.sections):
        if section_id in record.sections[:index]:
            yield agreement.problem(f"section '{section_id}' is listed twice; keep one", "sections", index)
        elif section_id not in files and section_id not in unread:
            message = f"section '{section_id}' has no file sections/{section_id}.yml; add the file or remove the id"
            yield agreement.problem(message, "sections", index)
    order = {section_id: record.sections.index(section_id) for section_id in record.sections}
    for section_id, section in files.items():
        if section_id not in order:
            where = agreement.document.path
            yield section.problem(f"section '{section_id}' is not listed in {where}; add it under sections", "id")
        elif section.record.parent is not None and section.record.parent not in unread:
            yield from _check_parent(section, section_id, files, order, edition)


def _check_parent(
    section: Placed[Section],
    section_id: str,
    files: Mapping[str, Placed[Section]],
    order: Mapping[str, int],
    edition: str,
) -> Iterator[Problem]:
    parent = section.record.parent or ""
    if parent not in files:
        yield section.problem(f"parent '{parent}' is not a section of {edition}; correct it or write null", "parent")
    elif files[parent].record.parent is not None:
        yield section.problem(f"parent '{parent}' has a parent itself; sections have at most two levels", "parent")
    elif order.get(parent, 0) >= order[section_id]:
        yield section.problem(
            f"parent '{parent}' comes after its part in the document's order; correct the order", "parent"
        )


def check_section(section: Placed[Section]) -> Iterator[Problem]:
    """Yield what is wrong within a section."""
    stem = PurePosixPath(section.document.path).stem
    if section.record.id != stem:
        yield section.problem(f"id '{section.record.id}' is not the file's name '{stem}'; make them the same", "id")
    if len(set(section.record.delmal)) != len(section.record.delmal):
        yield section.problem("a delmål stands twice; keep one", "delmal")
    for kind in CLAUSE_LISTS:
        clauses = kind.of(section.record)
        if kind.is_indicators and len(clauses) > 1:
            for index, clause in enumerate(clauses):
                if clause.text == NONE_STATED:
                    yield section.problem(
                        f"'{NONE_STATED}' stands beside indicators; keep one or the other", *kind.location, index
                    )
    for location, clause in clauses_of(section.record):
        for key in ("actors", "links"):
            references = getattr(clause, key)
            if len(set(references)) != len(references):
                yield section.problem(f"an id stands twice in {key}; keep one", *location, key)
        if clause.text_after_details and not clause.details:
            yield section.problem(
                "text_after_details without details; move the text into text", *location, "text_after_details"
            )
