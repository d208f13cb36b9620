"""An edition of the agreement as one value: sections in context, clauses with their citations and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.models.agreement import Agreement, Citation, Clause, ClauseList, Framework, Section
from core.models.registers import Strategy

NONE_STATED = "Saknas."
"""What the document writes where a list of indicators is missing."""

NOUNS = {"agreement": "överenskommelsen", "plan": "planen"}

# What the site calls one clause of a list, in the words of a link to it; a long term is said.
CLAUSE_NAMES = {"goals": "mål", "indicators": "indikator", "activities": "insats", "prose": "stycke"}
LONG_NAMES = CLAUSE_NAMES | {"goals": "långsiktigt mål", "indicators": "långsiktig indikator"}

# The stem of the ids in the usual list of each term and kind: its clauses are called by their number alone.
USUAL_STEMS = {
    ("short", "goals"): "kort",
    ("short", "indicators"): "kort-indikator",
    ("long", "goals"): "lang",
    ("long", "indicators"): "lang-indikator",
    ("none", "goals"): "mal",
    ("none", "indicators"): "indikator",
    ("none", "activities"): "aktivitet",
    ("none", "prose"): "text",
}


def same_words(text: str) -> str:
    """Give the words of an indicator without what makes no other name of it: capitals and a full stop at its end."""
    return text.casefold().rstrip(".")


@dataclass(frozen=True)
class Group:
    """What sections belong to in their edition's framework: a delmål of the strategy, a focus area, a part."""

    id: str
    kind: str
    """What the framework calls it, such as `Delmål`."""
    number: str | None
    name: str
    delmal: int | None = None
    """Its number where it is a delmål of the strategy."""

    @property
    def short(self) -> str:
        """Give its number, or its name where it has none."""
        return self.number or self.name


@dataclass(frozen=True)
class ClauseInContext:
    """A clause of an edition on a day, with its citation and its sub-clauses: those that stand, or went with it."""

    citation: Citation
    clause: Clause
    kind: str
    term: str
    name: str
    """What it is called in its section, such as `mål 6`: by its id, so that it stays when others come and go."""
    struck: date | None
    """The day it went or is to go, alone or with what it is a part of."""
    value: int | None
    """Its number in a numbered list, where that is not the next one."""
    details: tuple[ClauseInContext, ...]
    place: str
    """`path:line` in the data."""

    @property
    def anchor(self) -> str:
        """Give its anchor on the section's page."""
        return self.citation.clause

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator or a part of one."""
        return self.kind == "indicators"

    @property
    def states_none(self) -> bool:
        """Whether the document says here that there is no indicator."""
        return self.is_indicator and self.clause.text == NONE_STATED

    @property
    def number(self) -> str:
        """Give the number of its id, such as `6` or `2.1`."""
        return ".".join(_numbers(self.citation.clause))

    def texts(self) -> Iterator[str]:
        """Yield its own texts, without those of its details."""
        yield self.clause.text
        if self.clause.text_after_details:
            yield self.clause.text_after_details

    def walk(self) -> Iterator[ClauseInContext]:
        """Yield this clause and everything below it, in order."""
        yield self
        for detail in self.details:
            yield from detail.walk()


@dataclass(frozen=True)
class ListInContext:
    """A list of a section with the clauses that stand; at least one."""

    record: ClauseList
    clauses: tuple[ClauseInContext, ...]


@dataclass(frozen=True)
class SectionInContext:
    """A section with its lists, what it has lost, and its place among the others."""

    edition: str
    section: Section
    groups: tuple[Group, ...]
    lists: tuple[ListInContext, ...]
    struck: tuple[ClauseInContext, ...]
    """Clauses that the document has lost, each with the parts that went with it."""
    parent: Section | None
    children: tuple[Section, ...]
    source_path: str

    def walk(self) -> Iterator[ClauseInContext]:
        """Yield every clause and sub-clause that stands, in the order of the page."""
        for one in self.lists:
            for clause in one.clauses:
                yield from clause.walk()

    def walk_struck(self) -> Iterator[ClauseInContext]:
        """Yield every clause and sub-clause that was struck, in the order of the document."""
        for clause in self.struck:
            yield from clause.walk()

    def texts(self) -> Iterator[str]:
        """Yield every text of the section in the order of the page, indicators too."""
        for paragraph in self.section.introduction:
            yield paragraph.text
        for clause in self.walk():
            yield from clause.texts()

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Give the ids of everyone who acts in the introduction or a clause, in order of first mention."""
        introduced = [actor for paragraph in self.section.introduction for actor in paragraph.actors]
        return tuple(dict.fromkeys([*introduced, *(actor for clause in self.walk() for actor in clause.clause.actors)]))


@dataclass(frozen=True)
class Edition:
    """An agreement with its sections in the order of the document."""

    agreement: Agreement
    sections: tuple[SectionInContext, ...]
    source_path: str

    @property
    def id(self) -> str:
        """Give its id, such as `2026`."""
        return self.agreement.id

    @property
    def name(self) -> str:
        """Give what the site calls it in running text, such as `överenskommelsen 2026`."""
        return self.agreement.name

    @property
    def noun(self) -> str:
        """Give what it is, in running text."""
        return NOUNS[self.agreement.kind]

    def dated(self, description: str) -> str:
        """Give a description with the years of the edition where it has `{period}`."""
        return description.replace("{period}", self.agreement.period)

    @property
    def follows_strategy(self) -> bool:
        """Whether its sections belong to the delmål of the strategy, which then have pages."""
        return self.agreement.framework is not None and self.agreement.framework.strategy is not None

    @property
    def has_indicators(self) -> bool:
        """Whether the document has lists of indicators, which then have a page."""
        return any(listed.record.kind == "indicators" for section in self.sections for listed in section.lists)

    @cached_property
    def by_id(self) -> Mapping[str, SectionInContext]:
        """Give its sections by id, in order."""
        return {one.section.id: one for one in self.sections}

    def walk(self) -> Iterator[ClauseInContext]:
        """Yield every clause and sub-clause of the edition that stands, in order."""
        for section in self.sections:
            yield from section.walk()


def framework_groups(framework: Framework | None, strategy: Strategy) -> dict[str, Group]:
    """Give the groups of a framework by id: the strategy's delmål, or the document's own."""
    if framework is None:
        return {}
    if framework.strategy is not None:
        return {
            (group_id := f"delmal-{one.number}"): Group(
                group_id, framework.name, str(one.number), one.name, delmal=one.number
            )
            for one in strategy.delmal
        }
    return {one.id: Group(one.id, framework.name, one.number, one.name) for one in framework.groups}


def is_gone(struck: date | None, day: date) -> bool:
    """Whether a clause that is struck from one day on is gone on another."""
    return struck is not None and struck <= day


def place_lists(
    edition: str, section: Section, places: Mapping[str, str], day: date
) -> tuple[tuple[ListInContext, ...], tuple[ClauseInContext, ...]]:
    """Give the lists of a section on a day, and what is struck from them; `places` are by the clauses' ids."""
    struck: list[ClauseInContext] = []

    def placed(clauses: tuple[Clause, ...], listed: ClauseList, whole: date | None) -> tuple[ClauseInContext, ...]:
        """Give clauses that stand, or all that went with the `whole` that they are parts of."""
        found = []
        expected = 1
        for clause in clauses:
            left = min(filter(None, (clause.struck, whole)), default=None)
            number = int(_numbers(clause.id)[-1])
            one = ClauseInContext(
                citation=Citation(edition, section.id, clause.id),
                clause=clause,
                kind=listed.kind,
                term=listed.term,
                name=_name(listed, clause.id),
                struck=left,
                value=number if number != expected else None,
                details=placed(clause.details, listed, left),
                place=places[clause.id],
            )
            if is_gone(left, day) and not is_gone(whole, day):
                struck.append(one)
            else:
                found.append(one)
                expected = number + 1
        return tuple(found)

    lists = [ListInContext(one, placed(one.clauses, one, None)) for one in section.lists]
    return tuple(one for one in lists if one.clauses), tuple(struck)


def _name(listed: ClauseList, clause_id: str) -> str:
    """Give what a clause is called: by its list and its id alone, so that no other list changes it."""
    noun = (LONG_NAMES if listed.term == "long" else CLAUSE_NAMES)[listed.kind]
    if re.sub(r"(?:-\d+)+$", "", clause_id) != USUAL_STEMS.get((listed.term, listed.kind)):
        return f"{noun} {clause_id}"
    first, *deeper = _numbers(clause_id)
    return f"{noun} {first}, punkt {'.'.join(deeper)}" if deeper else f"{noun} {first}"


def _numbers(clause_id: str) -> list[str]:
    return re.findall(r"\d+", clause_id)
