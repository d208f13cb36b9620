"""What became of what: the comparisons of documents with their sections and clauses, for pages and open data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from core.editions import ClauseInContext, Edition, SectionInContext
from core.models.agreement import Citation
from core.models.continuity import Change, ClauseTie, Comparison, SectionTie, Spot, WordChange

Origin = Literal["same", "split", "merged", "new"]
"""How a section came about: from one section, from a part of one that was split, from several, or from none."""


@dataclass(frozen=True)
class Place:
    """A clause of a document, or the introduction of a section where `clause` is None."""

    edition: Edition
    section: SectionInContext
    clause: ClauseInContext | None

    @property
    def citation(self) -> str:
        """Give the permanent name: of a clause, or of the section for its introduction."""
        return str(self.clause.citation) if self.clause else f"{self.edition.id}/{self.section.section.id}"

    @property
    def name(self) -> str:
        """Give what it is called in its section."""
        return self.clause.name if self.clause else "inledningen"

    @property
    def texts(self) -> tuple[str, ...]:
        """Give what it says, without the parts of a clause that have places of their own."""
        if self.clause:
            return tuple(self.clause.texts())
        return tuple(paragraph.text for paragraph in self.section.section.introduction)

    @property
    def actors(self) -> tuple[str, ...]:
        """Give the ids of those who act in it or in a part of it, in order."""
        if self.clause:
            return tuple(dict.fromkeys(actor for part in self.clause.walk() for actor in part.clause.actors))
        return tuple(
            dict.fromkeys(actor for paragraph in self.section.section.introduction for actor in paragraph.actors)
        )

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator."""
        return self.clause is not None and self.clause.is_indicator


@dataclass(frozen=True)
class Tie:
    """A tie of clauses with what it names."""

    record: ClauseTie
    then: tuple[Place, ...]
    now: tuple[Place, ...]

    @property
    def is_about_indicators(self) -> bool:
        """Whether what it names is followed up with, and not promised."""
        return (self.now or self.then)[0].is_indicator

    @cached_property
    def later(self) -> frozenset[str]:
        """Give the permanent names of what it names in the later document."""
        return frozenset(place.citation for place in self.now)

    @property
    def actors(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give who acted then and who acts now."""
        return _actors(self.then), _actors(self.now)


def _actors(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for place in places for actor in place.actors))


@dataclass(frozen=True)
class History:
    """One comparison of an earlier and a later document."""

    record: Comparison
    then: Edition
    now: Edition
    clauses: Mapping[Citation, ClauseInContext]
    """Every clause that stands."""

    def places(self, spots: Iterable[Spot], edition: Edition) -> tuple[Place, ...]:
        """Give what stands of the spots of a document; what was struck since is left out."""
        found = []
        for spot in spots:
            section = edition.by_id[spot.section]
            if spot.clause is None:
                found.append(Place(edition, section, None))
            elif clause := self.clauses.get(Citation(edition.id, spot.section, spot.clause)):
                found.append(Place(edition, section, clause))
        return tuple(found)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:
        """Give the ties of clauses that still have something to name."""
        made = [
            Tie(tie, self.places(tie.then, self.then), self.places(tie.now, self.now)) for tie in self.record.clauses
        ]
        return tuple(tie for tie in made if tie.then or tie.now)

    def cited(self, one: Change | WordChange) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
        """Give where a change or a word is seen, then and now."""
        then, now = (one.then, one.now) if isinstance(one, Change) else (one.seen_then, one.seen_now)
        return self.places(then, self.then), self.places(now, self.now)

    def continued_by(self, section: str) -> list[SectionTie]:
        """Give the ties that tell where an earlier section went."""
        return [tie for tie in self.record.sections if section in tie.then]

    def continues(self, section: str) -> list[SectionTie]:
        """Give the ties that tell what a later section continues."""
        return [tie for tie in self.record.sections if section in tie.now]

    def origin(self, section: str) -> Origin:
        """Say how a later section came about."""
        before = {earlier for tie in self.continues(section) for earlier in tie.then}
        if not before:
            return "new"
        if len(before) > 1:
            return "merged"
        after = {later for tie in self.continued_by(*before) for later in tie.now}
        return "split" if len(after) > 1 else "same"

    @cached_property
    def gone(self) -> list[tuple[SectionInContext, SectionTie]]:
        """Give the earlier sections that are gone, in their document's order, each with the tie that says so."""
        told = {section: tie for tie in self.record.sections if not tie.now for section in tie.then}
        return [(one, told[one.section.id]) for one in self.then.sections if one.section.id in told]

    def of_section(self, section: str) -> list[Tie]:
        """Give the ties that are told on a later section's page: those that name it, and what is gone there."""
        return [
            tie
            for tie in self.ties
            if any(place.section.section.id == section for place in tie.now) or tie.record.told_in == section
        ]

    @cached_property
    def elsewhere(self) -> list[Tie]:
        """Give the ties of what is gone that no later section tells."""
        return [tie for tie in self.ties if not tie.now and tie.record.told_in is None]

    @cached_property
    def _tied(self) -> frozenset[str]:
        return frozenset().union(*(tie.later for tie in self.ties))

    def untied(self, section: SectionInContext) -> list[ClauseInContext]:
        """Give the clauses of a later section that nobody has compared; parts come with their whole."""
        return [
            clause
            for listed in section.lists
            if listed.record.kind != "prose"
            for clause in listed.clauses
            if not clause.states_none and not any(str(part.citation) in self._tied for part in clause.walk())
        ]

    def untied_clauses(self) -> Iterator[tuple[str, str]]:
        """Yield the place and the citation of each clause of the later document that nobody has compared."""
        for section in self.now.sections:
            for clause in self.untied(section):
                yield clause.place, str(clause.citation)

    def indicators(self, section: str) -> Counter[str]:
        """Count the indicators that a later section has and has lost, by what became of them."""
        counted: Counter[str] = Counter()
        for tie in self.of_section(section):
            if tie.is_about_indicators:
                here = [place for place in tie.now if place.section.section.id == section]
                counted[tie.record.how] += len(here) if tie.now else len(tie.then)
        return counted


def build_histories(
    comparisons: Iterable[Comparison],
    editions: Mapping[str, Edition],
    clauses: Mapping[Citation, ClauseInContext],
    current: Edition,
) -> tuple[History, ...]:
    """Give every comparison with its documents; that of the edition in force with what it replaced first."""
    made = [History(one, editions[one.then], editions[one.now], clauses) for one in comparisons]
    return tuple(sorted(made, key=lambda one: not (one.record.whole and one.now is current)))


def names_through_time(
    histories: Iterable[History], indicator: ClauseInContext
) -> list[tuple[Edition, ClauseInContext, str]]:
    """Give the earlier indicators that one continues, nearest first, each with its edition and what became of it.

    No edition is told twice, even where comparisons lead back to one.
    """
    made = list(histories)
    past = {indicator.citation.edition}
    told: list[tuple[Edition, ClauseInContext, str]] = []
    wanted, edition = {str(indicator.citation)}, indicator.citation.edition
    while wanted:
        found = [
            (history.then, place.clause, tie.record.how)
            for history in made
            if history.now.id == edition and history.then.id not in past
            for tie in history.ties
            if not tie.later.isdisjoint(wanted)
            for place in tie.then
            if place.clause is not None
        ]
        told += found
        before = [earlier for earlier, _, _ in found if earlier.agreement.kind == "agreement"]
        edition = before[0].id if before else ""
        past.add(edition)
        wanted = {str(clause.citation) for earlier, clause, _ in found if earlier.id == edition}
    return told


def names_before(
    histories: tuple[History, ...], edition: Edition, sections: Iterable[SectionInContext]
) -> dict[Citation, list[tuple[Edition, ClauseInContext, str]]]:
    """Give the names through time of each indicator of sections, where their edition was compared with the earlier."""
    if not any(one.record.whole and one.now is edition for one in histories):
        return {}
    return {
        clause.citation: names_through_time(histories, clause)
        for section in sections
        for listed in section.lists
        if listed.record.kind == "indicators"
        for clause in listed.clauses
        if not clause.states_none
    }
