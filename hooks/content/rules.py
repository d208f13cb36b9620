"""What the models cannot see alone: references, uniqueness, order. Builds content when there are no problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from content.content import CLAUSE_LISTS, NONE_STATED, Content, Edition, SectionInContext, number_section
from content.load import Loaded, Placed
from content.models.agreement import Agreement, Clause, Paragraph, Section
from content.models.registers import Link, Organisation, Reading, Redirect, Site, Strategy, Term
from content.models.search import Synonym
from content.models.support import HelpCard, Service, Situation, SupportLine
from content.models.trainings import Training
from content.problems import DataProblems, Problem
from content.support_rules import Reference, check_support, support_references
from content.synonym_rules import check_synonyms
from content.training_rules import check_trainings, training_references

Step = str | int
ClausePlace = tuple[tuple[Step, ...], Clause]


def build_content(loaded: Loaded) -> Content:
    """Check the records and give the content, or raise `DataProblems` with everything that is wrong."""
    problems = [*loaded.problems, *check_records(loaded)]
    if problems:
        raise DataProblems(problems)
    return Content(
        site=loaded.of(Site)[0].record,
        strategy=loaded.of(Strategy)[0].record,
        reading=loaded.of(Reading)[0].record,
        organisations={placed.record.id: placed.record for placed in loaded.of(Organisation)},
        links={placed.record.id: placed.record for placed in loaded.of(Link)},
        glossary={placed.record.id: placed.record for placed in loaded.of(Term)},
        redirects=tuple(placed.record for placed in loaded.of(Redirect)),
        situations={placed.record.id: placed.record for placed in loaded.of(Situation)},
        support_lines={placed.record.id: placed.record for placed in loaded.of(SupportLine)},
        help_cards=tuple(placed.record for placed in loaded.of(HelpCard)),
        synonyms=tuple(placed.record for placed in loaded.of(Synonym)),
        services={placed.record.id: placed.record for placed in loaded.of(Service)},
        trainings={placed.record.id: placed.record for placed in loaded.of(Training)},
        editions={placed.record.id: _build_edition(placed, loaded) for placed in loaded.of(Agreement)},
    )


def check_records(loaded: Loaded) -> Iterator[Problem]:
    """Yield every problem that shows only when records are seen together."""
    for model in (Organisation, Link, Term, Redirect, Situation, SupportLine, HelpCard, Service, Training, Synonym):
        yield from _check_unique(loaded.of(model), lambda record: str(record.id), "id")
    yield from _check_unique(loaded.of(Link), lambda link: link.url, "url")
    yield from _check_unique(loaded.of(Redirect), lambda redirect: redirect.source, "source")
    yield from _check_glossary_forms(loaded.of(Term))
    yield from _check_references(loaded)
    yield from _check_circles(loaded.of(Organisation))
    yield from _check_departments(loaded.of(Organisation))
    for site in loaded.of(Site):
        yield from _check_site(site, loaded)
    citations = _citations(loaded)
    yield from check_support(loaded, citations)
    yield from check_trainings(loaded, citations)
    yield from check_synonyms(loaded, citations)
    for strategy in loaded.of(Strategy):
        yield from _check_numbers(strategy)
    for reading in loaded.of(Reading):
        yield from _check_reading(reading)
    for agreement in loaded.of(Agreement):
        yield from _check_edition(agreement, loaded)
    editions = {edition_of(agreement) for agreement in loaded.of(Agreement)}
    told = {problem.path for problem in loaded.problems}
    for section in loaded.of(Section):
        yield from _check_section(section)
        edition = edition_of(section)
        if edition not in editions and f"data/agreements/{edition}/agreement.yml" not in told:
            editions.add(edition)  # once for the folder
            yield section.problem(f"data/agreements/{edition}/ has no agreement.yml; add it, or remove the folder")


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


def _citations(loaded: Loaded) -> frozenset[str]:
    """Give every citation of every edition."""
    return frozenset(
        part.citation
        for placed in loaded.of(Section)
        for clauses in number_section(edition_of(placed), placed.record).values()
        for clause in clauses
        for part in clause.walk()
    )


def _build_edition(placed: Placed[Agreement], loaded: Loaded) -> Edition:
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


def _check_unique(records: Iterable[Placed[Any]], value: Callable[[Any], str], key: str) -> Iterator[Problem]:
    first: dict[str, Placed[Any]] = {}
    for placed in records:
        given = value(placed.record)
        if given in first:
            yield placed.problem(f"{key} '{given}' is already used in {first[given].place(key)}; keep one", key)
        first.setdefault(given, placed)


def _check_glossary_forms(terms: list[Placed[Term]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for placed in terms:
        for index, form in enumerate(placed.record.forms):
            place = placed.place("forms", index)
            if form.casefold() in first:
                other = first[form.casefold()]
                yield placed.problem(f"the form '{form}' is already explained in {other}; keep one", "forms", index)
            first.setdefault(form.casefold(), place)


def _check_references(loaded: Loaded) -> Iterator[Problem]:
    known = {
        "organisations.yml": {placed.record.id for placed in loaded.of(Organisation)},
        "links.yml": {placed.record.id for placed in loaded.of(Link)},
        "situations.yml": {placed.record.id for placed in loaded.of(Situation)},
        "support-lines.yml": {placed.record.id for placed in loaded.of(SupportLine)},
        "agreements/": {placed.record.id for placed in loaded.of(Agreement)},
    }
    broken = {problem.path for problem in loaded.problems}
    for placed, register, reference, where in _references(loaded):
        if any(path.startswith(f"data/{register}") for path in broken):
            continue  # the register could not be read whole: its own problems come first
        if reference is not None and reference not in known[register]:
            yield placed.problem(f"'{reference}' is not an id in data/{register}; correct it or add the record", *where)


def _references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every reference as (record, register, id, location in the record)."""
    yield from _register_references(loaded)
    yield from support_references(loaded)
    yield from training_references(loaded)
    for agreement in loaded.of(Agreement):
        yield from _agreement_references(agreement)
    for section in loaded.of(Section):
        yield from _paragraph_references(section, section.record.introduction, "introduction")
        for location, clause in clauses_of(section.record):
            for key, register in (("actors", "organisations.yml"), ("links", "links.yml")):
                for index, reference in enumerate(getattr(clause, key)):
                    yield section, register, reference, (*location, key, index)


def _register_references(loaded: Loaded) -> Iterator[Reference]:
    for organisation in loaded.of(Organisation):
        yield organisation, "organisations.yml", organisation.record.part_of, ("part_of",)
    for link in loaded.of(Link):
        yield link, "organisations.yml", link.record.publisher, ("publisher",)
    for term in loaded.of(Term):
        yield term, "links.yml", term.record.link, ("link",)
    for site in loaded.of(Site):
        yield site, "organisations.yml", site.record.owner, ("owner",)
        yield site, "support-lines.yml", site.record.front_desk, ("front_desk",)
        yield site, "agreements/", site.record.current_edition, ("current_edition",)
    for strategy in loaded.of(Strategy):
        yield strategy, "organisations.yml", strategy.record.publisher, ("publisher",)
        for key, register in (("coordinated_by", "organisations.yml"), ("links", "links.yml")):
            for index, reference in enumerate(getattr(strategy.record, key)):
                yield strategy, register, reference, (key, index)


def _agreement_references(agreement: Placed[Agreement]) -> Iterator[Reference]:
    record = agreement.record
    yield agreement, "agreements/", record.replaces, ("replaces",)
    for index, reference in enumerate(record.parties):
        yield agreement, "organisations.yml", reference, ("parties", index)
    for index, signatory in enumerate(record.signatories):
        yield agreement, "organisations.yml", signatory.organisation, ("signatories", index, "organisation")
    for key in ("purpose", "aim", "common_ground", "implementation"):
        yield from _paragraph_references(agreement, getattr(record, key), key)


def _paragraph_references(placed: Placed[Any], paragraphs: tuple[Paragraph, ...], key: str) -> Iterator[Reference]:
    for number, paragraph in enumerate(paragraphs):
        for index, reference in enumerate(paragraph.links):
            yield placed, "links.yml", reference, (key, number, "links", index)


def _check_circles(organisations: list[Placed[Organisation]]) -> Iterator[Problem]:
    above = {placed.record.id: placed.record.part_of for placed in organisations}
    for placed in organisations:
        seen = {placed.record.id}
        step = placed.record.part_of
        while step is not None and step not in seen:
            seen.add(step)
            step = above.get(step)
        if step == placed.record.id:
            yield placed.problem("an organisation is part of itself; correct part_of", "part_of")


def _check_departments(organisations: list[Placed[Organisation]]) -> Iterator[Problem]:
    for placed in organisations:
        if placed.record.kind == "förvaltning" and placed.record.part_of is None:
            yield placed.problem("a department is part of something; name it", "part_of")


def _check_site(site: Placed[Site], loaded: Loaded) -> Iterator[Problem]:
    groups = [group.id for group in site.record.age_groups]
    for index, group in enumerate(groups):
        if group in groups[:index]:
            yield site.problem(f"id '{group}' is used by two age groups; keep one", "age_groups", index)
    for line in loaded.of(SupportLine):
        if line.record.id == site.record.front_desk and line.record.phone is None:
            message = f"'{line.record.id}' has no confirmed number; the front desk needs one"
            yield site.problem(message, "front_desk")


def _check_numbers(strategy: Placed[Strategy]) -> Iterator[Problem]:
    for key in ("goals", "delmal"):
        for index, one in enumerate(getattr(strategy.record, key)):
            if one.number != index + 1:
                yield strategy.problem(
                    f"number {one.number} stands as number {index + 1}; number them from 1 in order", key, index
                )


def _check_reading(reading: Placed[Reading]) -> Iterator[Problem]:
    kinds: list[str] = [limit.id for limit in reading.record.limits]
    for kind in ("section", "agreement", "glossary", "support", "training"):
        if kinds.count(kind) != 1:
            yield reading.problem(f"the kind '{kind}' has {kinds.count(kind)} limits; give it one", "limits")


def _check_edition(agreement: Placed[Agreement], loaded: Loaded) -> Iterator[Problem]:
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


def _check_section(section: Placed[Section]) -> Iterator[Problem]:
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
