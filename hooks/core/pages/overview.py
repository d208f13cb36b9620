"""What a section or an edition holds at a glance: how much, who does what, what counts what, which support it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.content import Content
from core.editions import CLAUSE_NAMES, LONG_NAMES, ClauseInContext, Edition, SectionInContext
from core.models.agreement import Citation
from core.models.registers import Organisation
from core.models.support import Service
from core.models.trainings import Training
from core.obligations import place_of

# One and several of each term and kind; {} is the period of the edition. Prose is not counted.
FIGURES = {
    ("short", "goals"): ("mål {}", "mål {}"),
    ("short", "indicators"): ("indikator {}", "indikatorer {}"),
    ("long", "goals"): ("långsiktigt mål", "långsiktiga mål"),
    ("long", "indicators"): ("långsiktig indikator", "långsiktiga indikatorer"),
    ("none", "goals"): ("mål", "mål"),
    ("none", "indicators"): ("indikator", "indikatorer"),
    ("none", "activities"): ("insats", "insatser"),
}
# A service that more of a section's clauses name than this is told once, below them.
MANY = 2


@dataclass(frozen=True)
class Figure:
    """How many clauses of a term and kind there are, in words, and where they begin."""

    number: int
    words: str
    anchor: str


@dataclass(frozen=True)
class Deeds:
    """The clauses of one list in which someone acts, and what one of them is called."""

    noun: str
    clauses: tuple[ClauseInContext, ...]


@dataclass(frozen=True)
class Doer:
    """Someone who acts in a section: the clauses, and whether the introduction says so."""

    organisation: Organisation
    introduced: bool
    deeds: tuple[Deeds, ...]


def figures(section: SectionInContext, period: str) -> list[Figure]:
    """Count the topmost clauses of each term and kind; where the document says that none are stated, none are."""
    found: Counter[tuple[str, str]] = Counter()
    anchors: dict[tuple[str, str], str] = {}
    for listed in section.lists:
        key = (listed.record.term, listed.record.kind)
        if key in FIGURES and (number := sum(not clause.states_none for clause in listed.clauses)):
            found[key] += number
            anchors.setdefault(key, listed.record.id)
    return [
        Figure(found[key], (one if found[key] == 1 else many).format(period), anchors[key])
        for key, (one, many) in FIGURES.items()
        if found[key]
    ]


def totals(section: SectionInContext) -> str:
    """Say how many goals or activities and how many indicators there are, such as `10 mål · 7 indikatorer`."""
    kinds = {"goals": ("mål", "mål"), "activities": ("insats", "insatser"), "indicators": ("indikator", "indikatorer")}
    counted: Counter[str] = Counter(
        listed.record.kind for listed in section.lists for clause in listed.clauses if not clause.states_none
    )
    return " · ".join(
        f"{counted[kind]} {one if counted[kind] == 1 else many}" for kind, (one, many) in kinds.items() if counted[kind]
    )


def doers(content: Content, section: SectionInContext) -> list[Doer]:
    """Give who acts in a section, the departments first, each with its clauses; a part only where the whole is not."""
    departments = [one.id for one in content.departments]
    found = []
    for actor in sorted(section.actors, key=lambda one: (one not in departments, section.actors.index(one))):
        deeds = []
        for listed in section.lists:
            named = tuple(part for clause in listed.clauses for part in fitting(clause, {actor}.intersection))
            if named and listed.record.kind != "indicators":
                nouns = LONG_NAMES if listed.record.term == "long" else CLAUSE_NAMES
                deeds.append(Deeds(nouns[listed.record.kind], named))
        introduced = any(actor in paragraph.actors for paragraph in section.section.introduction)
        found.append(Doer(content.organisations[actor], introduced, tuple(deeds)))
    return found


def fitting(clause: ClauseInContext, fits: Callable[[Iterable[str]], object]) -> Iterator[ClauseInContext]:
    """Yield a clause whose actors fit, or else the topmost of its parts whose actors do."""
    if fits(clause.clause.actors):
        yield clause
    else:
        for detail in clause.details:
            yield from fitting(detail, fits)


def followed(content: Content, section: SectionInContext) -> Mapping[Citation, list[ClauseInContext]]:
    """Tie indicators and goals of the same term that speak of the same training, both ways.

    The tie is the site's own: the document sets its indicators for all goals of a list together.
    """
    found: dict[Citation, list[ClauseInContext]] = {}
    for counting in section.lists:
        for indicator in counting.clauses if counting.record.kind == "indicators" else ():
            counted = [one for one in _trainings(content, indicator) if indicator.citation in one.indicators]
            for listed in section.lists:
                if listed.record.kind == "indicators" or listed.record.term != counting.record.term:
                    continue
                for goal in listed.clauses:
                    if any(one in counted for part in goal.walk() for one in _trainings(content, part)):
                        found.setdefault(indicator.citation, []).append(goal)
                        found.setdefault(goal.citation, []).append(indicator)
    return found


def _trainings(content: Content, clause: ClauseInContext) -> tuple[Training, ...]:
    return tuple(one for one in content.trainings_by_clause.get(clause.citation, ()) if not one.is_closed)


@dataclass(frozen=True)
class Named:
    """The trainings and services that name the clauses of a section, by clause, and the services that many name."""

    trainings: Mapping[Citation, list[Training]]
    services: Mapping[Citation, list[Service]]
    often: list[tuple[Service, list[ClauseInContext]]]
    ways: Mapping[str, str]
    """The words of a link that is the only one of its training: where it leads, as the training has a name already."""


def named(content: Content, section: SectionInContext) -> Named:
    """Give what names each topmost clause or a part of it."""
    trainings: dict[Citation, list[Training]] = {}
    places: dict[str, list[ClauseInContext]] = {}
    for listed in section.lists:
        for clause in listed.clauses:
            parts = list(clause.walk())
            for service_id in dict.fromkeys(
                one.id
                for part in parts
                for one in content.services_by_clause.get(part.citation, ())
                if not one.is_closed
            ):
                places.setdefault(service_id, []).append(clause)
            of_clause = {one.id: one for part in parts for one in _trainings(content, part)}
            if of_clause:
                trainings[clause.citation] = list(of_clause.values())
    services: dict[Citation, list[Service]] = {}
    for service_id, clauses in places.items():
        for clause in clauses if len(clauses) <= MANY else ():
            services.setdefault(clause.citation, []).append(content.services[service_id])
    often = [(content.services[one], clauses) for one, clauses in places.items() if len(clauses) > MANY]
    alone = {one.links[0]: one for some in trainings.values() for one in some if len(one.links) == 1}
    leads = {link_id: place_of(content, one, link_id) for link_id, one in alone.items()}
    times = Counter(leads.values())  # of two links to one place each keeps its own name
    ways = {link_id: f"Öppna på {place}" for link_id, place in leads.items() if times[place] == 1}
    return Named(trainings, services, often, ways)


def counted(edition: Edition) -> dict[str, int]:
    """Count the sections of an edition, its goals, its activities, and the indicators that it states."""
    clauses = [clause for section in edition.sections for listed in section.lists for clause in listed.clauses]
    return {
        "sections": len(edition.sections),
        "goals": sum(clause.kind == "goals" for clause in clauses),
        "activities": sum(clause.kind == "activities" for clause in clauses),
        "indicators": sum(clause.is_indicator and not clause.states_none for clause in clauses),
    }


def concerned(content: Content, section: SectionInContext, indicator: ClauseInContext) -> list[str]:
    """Give the departments that an indicator or the goals of its term name, or all where the whole city is named.

    An indicator that names a department itself concerns no other.
    """
    own = set(indicator.clause.actors)
    goals = {
        actor
        for listed in section.lists
        if listed.record.kind != "indicators" and listed.record.term == indicator.term
        for goal in listed.clauses
        for part in goal.walk()
        for actor in part.clause.actors
    }
    departments = [one.id for one in content.departments]
    for named_there in (own, goals):
        if content.site.owner in named_there:
            return departments
        if found := [one for one in departments if one in named_there]:
            return found
    return []
