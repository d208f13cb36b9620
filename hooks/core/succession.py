"""What became of an edition that was in force: where its addresses lead, and what those who still cite it are shown.

An edition keeps its citations for good, with its pages below the folder of what is no longer in force. A record that
cites one of its clauses is shown by the clause of today that says the same, where there is one, else by its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from core import routes
from core.editions import ClauseInContext, Edition
from core.models.agreement import Citation
from core.models.common import DELMAL
from core.models.continuity import ClauseTie, Comparison, Spot
from core.routes import EditionAddresses, address_of


@dataclass(frozen=True)
class Outdated:
    """A citation of an edition that is no longer in force, in a record of today."""

    place: str
    """`path:line` in the data."""
    cited: str
    """The clause, or edition and section."""
    now: tuple[str, ...]
    """What continues it in the edition in force; none where it is gone or nobody has compared it."""
    same: bool
    """Whether it is shown by what continues it, as that says the same."""
    compared: bool


@dataclass(frozen=True)
class Succession:
    """The editions that were in force one after another, and how each continues the one before it."""

    order: tuple[str, ...]
    """Ids, the earliest first, the one in force last."""
    editions: Mapping[str, Edition]
    comparisons: tuple[Comparison, ...]
    departments: tuple[str, ...]
    """Who has a page in an edition that it is party to."""

    @property
    def past(self) -> tuple[str, ...]:
        """Give the editions that were in force and are not, the latest first."""
        return self.order[-2::-1]

    @cached_property
    def _same(self) -> Mapping[Citation, Citation]:
        """Give the clause of the edition after that says the same, for each that there is one and only one of."""
        found: dict[Citation, Citation] = {}
        for before, after in pairwise(self.order):
            for comparison in self._between(before, after):
                for tie in comparison.clauses:
                    if tie.how == "same" and len(tie.then) == len(tie.now) == 1:
                        then = _clause(self.editions[before], tie.then[0])
                        found.update(_same_parts(then, _clause(self.editions[after], tie.now[0])))
        return found

    def _between(self, before: str, after: str) -> list[Comparison]:
        return [one for one in self.comparisons if (one.then, one.now) == (before, after)]

    def read_as(self, citation: Citation) -> Citation:
        """Give the clause by which a cited one is shown: the same one of today, or itself."""
        while citation in self._same:
            citation = self._same[citation]
        return citation

    def outdated(self, place: str, citation: Citation) -> Outdated:
        """Tell what became of a clause of an edition that was in force."""
        shown = self.read_as(citation)
        if shown.edition == self.order[-1]:
            return Outdated(place, str(citation), (str(shown),), same=True, compared=True)
        after = self.order[self.order.index(shown.edition) + 1]
        ties = [
            tie
            for comparison in self._between(shown.edition, after)
            for tie in comparison.clauses
            if any(spot.section == shown.section and is_part(shown.clause, spot.clause) for spot in tie.then)
        ]
        now = dict.fromkeys(f"{after}/{spot}" for tie in ties for spot in tie.now)
        gone = any(
            not tie.now and shown.section in tie.then
            for comparison in self._between(shown.edition, after)
            for tie in comparison.sections
        )
        return Outdated(place, str(citation), tuple(now), same=False, compared=bool(ties) or gone)

    def outdated_section(self, place: str, section: str) -> Outdated | None:
        """Tell what became of a section that the edition in force does not have; None where none ever had it."""
        before = next((one for one in self.past if section in self.editions[one].by_id), None)
        if before is None:
            return None
        after = self.order[self.order.index(before) + 1]
        ties = [tie for one in self._between(before, after) for tie in one.sections if section in tie.then]
        now = dict.fromkeys(f"{after}/{later}" for tie in ties for later in tie.now)
        return Outdated(place, f"{before}/{section}", tuple(now), same=False, compared=bool(ties))

    def moved(self) -> dict[str, str]:
        """Give where each address of an edition that was in force leads that the one in force does not have."""
        current = self.order[-1]
        stands = set(self._uris(current, routes.edition(current, current)))
        found: dict[str, str] = {}
        for edition in self.past:
            short, long = routes.edition(edition, edition), routes.edition(edition, current)
            for was, now in zip(self._uris(edition, short), self._uris(edition, long), strict=True):
                if was not in stands:
                    found.setdefault(address_of(was), address_of(now))
        return found

    def _uris(self, edition_id: str, pages: EditionAddresses) -> list[str]:
        """Give the sources of the pages that an edition has wherever it stands, in a stable order."""
        edition = self.editions[edition_id]
        return [
            pages.start,
            *(pages.section(section) for section in edition.by_id),
            *([pages.strategy, *map(pages.delmal, DELMAL)] if edition.follows_strategy else []),
            *(pages.department(party) for party in edition.agreement.parties if party in self.departments),
            *([pages.indicators] if edition.has_indicators else []),
            pages.whole,
        ]

    def changed(self) -> list[str]:
        """Give the sections in force where something says no longer what it said in the edition before."""
        current = self.editions[self.order[-1]]
        return [
            section
            for edition in self.past[:1]
            for section, one in self.editions[edition].by_id.items()
            if section in current.by_id
            and any(self.read_as(part.citation) == part.citation for part in one.walk() if not part.states_none)
        ]

    def left(self, section: str) -> list[ClauseInContext]:
        """Give the clauses that stood at the address of a section in force, and whose ids are no clauses there now."""
        current = self.order[-1]
        one = self.editions[current].by_id[section]
        taken = {clause.anchor for clause in (*one.walk(), *one.walk_struck())}
        found: dict[str, ClauseInContext] = {}
        for edition in self.past:
            if before := self.editions[edition].by_id.get(section):
                for clause in (*before.walk(), *before.walk_struck()):
                    if clause.anchor not in taken:
                        found.setdefault(clause.anchor, clause)
        return list(found.values())


def kept_ties(comparison: Comparison, then: Mapping[Spot, object], now: Mapping[Spot, object]) -> list[ClauseTie]:
    """Give the ties that need not be written: what keeps its id and its words, in a section that goes on, is the same.

    `then` and `now` are what the topmost clauses of the two documents say; what a reader has tied is left alone.
    """
    told_then = {spot for tie in comparison.clauses for spot in tie.then}
    told_now = {spot for tie in comparison.clauses for spot in tie.now}
    tied = {section for tie in comparison.sections for section in tie.then if section in tie.now}
    return [
        ClauseTie(how="same", then=(spot,), now=(spot,))
        for spot, said in now.items()
        if spot.section in tied and then.get(spot) == said and spot not in told_then | told_now
    ]


def _clause(edition: Edition, spot: Spot) -> ClauseInContext | None:
    section = edition.by_id.get(spot.section)
    return next((one for one in section.walk() if one.anchor == spot.clause), None) if section else None


def _same_parts(then: ClauseInContext | None, now: ClauseInContext | None) -> Iterable[tuple[Citation, Citation]]:
    """Yield a clause and the parts of it that stand in the later one, each with what it is there."""
    if then is None or now is None:
        return
    yield then.citation, now.citation
    parts = {part.anchor: part for part in now.walk()}
    for part in then.walk():
        other = parts.get(part.anchor.replace(then.anchor, now.anchor, 1))
        if other is not None and part is not then and [*other.texts()] == [*part.texts()]:
            yield part.citation, other.citation


def is_part(clause: str | None, whole: str | None) -> bool:
    """Whether an id is of a clause or of a part of it."""
    return whole is not None and f"{clause}-".startswith(f"{whole}-")
