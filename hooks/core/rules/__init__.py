"""What the models cannot see alone: references, uniqueness, order. Builds content when there are no problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from core.content import Content
from core.link_states import LinkState
from core.load import Loaded
from core.messages import _
from core.models.agreement import Agreement, Section
from core.models.continuity import Comparison
from core.models.follow_up import Measurement
from core.models.kept import Published, Seen
from core.models.languages import Language
from core.models.official import Official
from core.models.registers import Link, Organisation, Reading, Redirect, Requirements, Site, Strategy, Term
from core.models.review import Check, Question
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.synonyms import Synonym
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.nearest import nearest
from core.problems import DataProblems, Problem
from core.rules.agreement import (
    agreement_references,
    build_edition,
    check_citations_in_part,
    check_edition,
    check_in_force,
    check_section,
    citable_clauses,
    clause_references,
    current_edition,
    edition_of,
    paragraph_references,
    shown_editions,
)
from core.rules.continuity import check_continuity, continuity_references
from core.rules.days import check_days
from core.rules.follow_up import check_follow_up, follow_up_references
from core.rules.languages import check_languages, language_references
from core.rules.link_words import check_link_titles
from core.rules.lost import find_lost, without_consequences
from core.rules.references import Reference, check_unique
from core.rules.registers import (
    check_circles,
    check_departments,
    check_glossary_forms,
    check_numbers,
    check_reading_limits,
    check_requirements,
    check_site,
    register_references,
)
from core.rules.review import check_log, check_questions, places_of
from core.rules.standing import check_standing, standing_notices, without_stopped
from core.rules.succession import (
    moved_addresses,
    moved_places,
    outdated_citations,
    services_of_today,
    succession_of,
    synonyms_of_today,
    trainings_of_today,
    unread_obligations,
    with_kept,
)
from core.rules.support import check_support, support_references
from core.rules.synonyms import check_synonyms
from core.rules.trainings import check_trainings, training_references
from core.rules.vocabulary import check_vocabulary


def build_content(
    loaded: Loaded,
    day: date,
    *,
    found: Iterable[Problem] = (),
    link_states: Mapping[str, tuple[str, LinkState]] = MappingProxyType({}),
    links_checked: date | None = None,
    file_sizes: Mapping[str, int] = MappingProxyType({}),
    official: Mapping[str, Official] = MappingProxyType({}),
) -> Content:
    """Check the records and give the content of a day, or raise `DataProblems` with all that is wrong, `found` too.

    `link_states` tell what is known of each link, and the address that it is known of.
    """
    problems = [*loaded.problems, *found, *check_records(loaded, day)]
    current = current_edition(loaded, day)
    if problems or current is None:
        raise DataProblems(problems)
    shown = {placed.record.id: placed for placed in shown_editions(loaded, day)}
    editions = {one: build_edition(placed, loaded, day) for one, placed in shown.items()}
    comparisons = tuple(
        with_kept(one, loaded) if editions[one.now].agreement.replaces == one.then else one
        for one in (placed.record for placed in loaded.of(Comparison))
        if {one.then, one.now} <= editions.keys()
    )
    site = loaded.of(Site)[0].record
    succession = succession_of(loaded, editions, comparisons)
    by_edition = succession.moved()
    content = Content(
        day=day,
        site=site.model_copy(update={"description": editions[current].dated(site.description)}),
        succession=succession,
        outdated=tuple(outdated_citations(loaded, succession)),
        vocabulary=loaded.of(Vocabulary)[0].record,
        strategy=loaded.of(Strategy)[0].record,
        reading=loaded.of(Reading)[0].record,
        requirements=loaded.of(Requirements)[0].record,
        organisations={placed.record.id: placed.record for placed in loaded.of(Organisation)},
        links={
            placed.record.id: placed.record
            for placed in loaded.of(Link)
            if placed.record.edition is None or placed.record.edition in shown
        },
        glossary={placed.record.id: placed.record for placed in loaded.of(Term)},
        moved=moved_addresses(loaded, by_edition),
        moved_places=moved_places(loaded, by_edition),
        situations={placed.record.id: placed.record for placed in loaded.of(Situation)},
        support_lines={placed.record.id: placed.record for placed in loaded.of(SupportLine)},
        places=places_of(loaded),
        drafts=loaded.drafts,
        questions=tuple(placed.record for placed in loaded.of(Question)),
        checks=tuple(placed.record for placed in loaded.of(Check)),
        help_cards=tuple(placed.record for placed in loaded.of(HelpCard)),
        synonyms=synonyms_of_today(loaded, by_edition),
        languages={placed.record.id: placed.record for placed in loaded.of(Language)},
        services=services_of_today(loaded, succession),
        trainings=trainings_of_today(loaded, succession),
        unread=unread_obligations(loaded, succession),
        editions=editions,
        comparisons=comparisons,
        measurements=_by_year(loaded),
        published=loaded.of(Published)[0].record,
        seen={placed.record.citation: placed.record.text for placed in loaded.of(Seen)},
        link_states={
            link.id: link_states[link.id][1]
            for link in (placed.record for placed in loaded.of(Link))
            if link.id in link_states and link_states[link.id][0] == link.url
        },
        links_checked=links_checked,
        file_sizes=file_sizes,
        official=official,
        notices=tuple(standing_notices(loaded, day)),
    )
    return without_stopped(content)


def _by_year(loaded: Loaded) -> dict[str, tuple[Measurement, ...]]:
    """Give the measured values by the year that their file is named for."""
    found: dict[str, list[Measurement]] = {}
    for placed in loaded.of(Measurement):
        found.setdefault(PurePosixPath(placed.document.path).stem, []).append(placed.record)
    return {year: tuple(values) for year, values in found.items()}


def check_records(loaded: Loaded, day: date) -> Iterator[Problem]:
    """Yield every problem that shows only when records are seen together, as they stand on a day.

    What continues what, and what was measured, is checked once the documents are sound: a fault of theirs would be
    told twice.
    """
    sound = not any(problem.path.startswith("data/agreements/") for problem in loaded.problems)
    for problem in without_consequences(_check_together(loaded, day), find_lost(loaded)):
        sound = sound and not problem.path.startswith("data/agreements/")
        yield problem
    if sound:
        yield from check_continuity(loaded)
        yield from check_follow_up(loaded, citable_clauses(loaded, day))


def _check_together(loaded: Loaded, day: date) -> Iterator[Problem]:
    registers = (Organisation, Link, Term, Redirect, Situation, SupportLine, HelpCard, Service, Training)
    for model in (*registers, Synonym, Language, Question):
        yield from check_unique(loaded.of(model), lambda record: str(record.id), "id")
    yield from check_unique(loaded.of(Link), lambda link: link.url.rstrip("/"), "url")
    yield from check_unique(loaded.of(Redirect), lambda redirect: redirect.source, "source")
    yield from check_link_titles(loaded)
    yield from check_glossary_forms(loaded.of(Term))
    yield from _check_references(loaded)
    yield from check_vocabulary(loaded)
    yield from check_circles(loaded.of(Organisation))
    yield from check_departments(loaded)
    for site in loaded.of(Site):
        yield from check_site(site, loaded)
    yield from check_in_force(loaded, day)
    come = max(day, loaded.read_on)
    yield from check_days(loaded.documents, come)
    citable = citable_clauses(loaded, day)
    yield from check_citations_in_part(loaded, citable)
    yield from check_support(loaded, citable)
    yield from check_trainings(loaded, citable)
    yield from check_log(loaded, come)
    yield from check_standing(loaded, come)
    yield from check_questions(loaded)
    yield from check_synonyms(loaded)
    yield from check_languages(loaded)
    for strategy in loaded.of(Strategy):
        yield from check_numbers(strategy)
    for reading in loaded.of(Reading):
        yield from check_reading_limits(reading)
    for requirements in loaded.of(Requirements):
        yield from check_requirements(requirements)
    for agreement in loaded.of(Agreement):
        yield from check_edition(agreement, loaded)
    editions = {edition_of(agreement) for agreement in loaded.of(Agreement)}
    told = {problem.path for problem in loaded.problems}
    for section in loaded.of(Section):
        yield from check_section(section, day)
        edition = edition_of(section)
        if edition not in editions and f"data/agreements/{edition}/agreement.yml" not in told:
            editions.add(edition)  # once for the folder
            yield section.problem(
                _("data/agreements/{edition}/ has no agreement.yml; add it, or remove the folder", edition=edition)
            )


def _check_references(loaded: Loaded) -> Iterator[Problem]:
    seen = loaded.with_partial()
    registers: dict[str, type[Any]] = {
        "organisations.yml": Organisation,
        "links.yml": Link,
        "situations.yml": Situation,
        "support-lines.yml": SupportLine,
        "strategy.yml": Strategy,
        "services/": Service,
        "agreements/": Agreement,
    }
    known = {name: {placed.record.id for placed in seen.of(model)} for name, model in registers.items()}
    earlier = {placed.record.id: placed.record.edition for placed in loaded.of(Link)}
    unread = loaded.unread()
    for placed, register, reference, where in references(seen):
        if any(path.startswith(f"data/{register}") for path in unread):
            continue  # the register could not be read: its own problems come first
        if reference is not None and reference not in known[register]:
            words = {"reference": reference, "register": register, "near": nearest(reference, known[register])}
            message = (
                _("'{reference}' is not an id in data/{register}; did you mean '{near}'?", **words)
                if words["near"]
                else _("'{reference}' is not an id in data/{register}; correct it or add the record", **words)
            )
            yield placed.problem(message, *where)
        elif (
            register == "links.yml"
            and (edition := earlier.get(reference or "")) is not None
            and not placed.document.path.startswith(f"data/agreements/{edition}/")
        ):
            message = _(
                "'{reference}' is a link that {edition} alone names; remove its edition in data/links.yml",
                reference=reference,
                edition=edition,
            )
            yield placed.problem(message, *where)


def references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every reference as (record, register, id, location in the record)."""
    yield from register_references(loaded)
    yield from support_references(loaded)
    yield from training_references(loaded)
    yield from continuity_references(loaded)
    yield from language_references(loaded)
    yield from follow_up_references(loaded)
    for agreement in loaded.of(Agreement):
        yield from agreement_references(agreement)
    for section in loaded.of(Section):
        yield from paragraph_references(section, section.record.introduction, "introduction")
        yield from clause_references(section)
