"""Rules for what continues what: nothing forgotten, nothing unknown, nothing said twice or against itself."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.editions import NONE_STATED, same_words
from core.load import Loaded, Placed
from core.messages import Said, _
from core.models.agreement import Agreement, Clause, Section, free_id
from core.models.continuity import ClauseTie, Comparison, Spot
from core.problems import Problem
from core.rules.agreement import edition_of
from core.rules.references import Reference, Step
from core.rules.succession import with_kept
from core.succession import is_part

FOR_INDICATORS = frozenset({"renamed", "other-measure"})
FOR_OTHERS = frozenset({"changed", "stronger", "weaker"})


@dataclass(frozen=True)
class _Side:
    """One of two documents: what there is to name in it."""

    edition: str
    sections: dict[str, Placed[Section]] = field(default_factory=dict)
    clauses: dict[Spot, tuple[Clause, str]] = field(default_factory=dict)
    """Every clause with the kind of its list, struck ones too: they can be named and need not be."""
    parts: set[Spot] = field(default_factory=set)
    """The sub-bullets."""
    struck: set[Spot] = field(default_factory=set)

    @classmethod
    def of(cls, edition: str, loaded: Loaded) -> _Side:
        """Give what stands in an edition."""
        side = cls(edition)
        for section in loaded.of(Section):
            if edition_of(section) == edition:
                side.sections[section.record.id] = section
                for one in section.record.lists:
                    side.take(section.record.id, one.kind, one.clauses, None)
        return side

    def take(self, section: str, kind: str, clauses: tuple[Clause, ...], above: Spot | None) -> None:
        """Take clauses in."""
        for clause in clauses:
            spot = Spot(section, clause.id)
            self.clauses[spot] = clause, kind
            if above is not None:
                self.parts.add(spot)
            if clause.struck is not None or above in self.struck:
                self.struck.add(spot)
            self.take(section, kind, clause.details, spot)

    def is_indicator(self, spot: Spot) -> bool:
        """Whether a spot is an indicator; the introduction of a section is none."""
        return spot in self.clauses and self.clauses[spot][1] == "indicators"

    def has(self, spot: Spot) -> bool:
        """Whether there is such a clause, or a section of this name with an introduction."""
        if spot.clause is not None:
            return spot in self.clauses
        return spot.section in self.sections and bool(self.sections[spot.section].record.introduction)

    def text(self, spot: Spot) -> str:
        """Give what a spot says."""
        if spot.clause is not None:
            return self.clauses[spot][0].text
        return " ".join(part.text for part in self.sections[spot.section].record.introduction)

    def forgotten(self, tied: set[Spot]) -> Iterator[Spot]:
        """Yield the indicators that no tie names; «Saknas.» needs none, and a part comes with its whole.

        Other clauses may be untied: what nobody has compared is said to be so, on the page and by `make check`.
        """
        for spot, named in self.clauses.items():
            stands = self.is_indicator(spot) and spot not in self.struck and named[0].text != NONE_STATED
            if stands and spot not in self.parts and spot not in tied:
                yield spot


def continuity_references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every edition that a comparison names."""
    for comparison in loaded.of(Comparison):
        yield comparison, "agreements/", comparison.record.then, ("then",)
        yield comparison, "agreements/", comparison.record.now, ("now",)


def check_continuity(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with the comparisons of documents that are sound themselves."""
    editions = {placed.record.id: placed.record for placed in loaded.of(Agreement)}
    pairs: dict[tuple[str, str], str] = {}
    for placed in loaded.of(Comparison):
        then, now = placed.record.then, placed.record.now
        if (then, now) in pairs or then == now:
            if then == now:
                message = _("'{then}' is compared with itself; remove this comparison, or correct it", then=then)
            else:
                message = _(
                    "'{then}' and '{now}' are compared in {place} already; remove this comparison, or correct it",
                    then=then,
                    now=now,
                    place=pairs[then, now],
                )
            yield placed.problem(message, "now")
        pairs.setdefault((then, now), placed.place("now"))
        if placed.record.draft:
            message = _("the comparison is still a proposal; read it beside the documents, then remove draft")
            yield placed.problem(message, "draft")
        if then != now and {then, now} <= editions.keys():
            sides = _Side.of(then, loaded), _Side.of(now, loaded)
            if editions[now].replaces == then:
                whole = dataclasses.replace(placed, record=with_kept(placed.record, loaded))
                yield from _check_used_again(whole.record, *sides)
                yield from _check_comparison(whole, *sides)
            else:
                yield from _check_comparison(placed, *sides)


def _check_comparison(placed: Placed[Comparison], then: _Side, now: _Side) -> Iterator[Problem]:
    unknown = [*_unknown(placed, then, now)]
    yield from unknown
    if unknown:
        return
    yield from _check_sections(placed, then, now)
    yield from _check_clauses(placed, then, now)
    yield from _check_words(placed, then, now)


def _check_used_again(record: Comparison, then: _Side, now: _Side) -> Iterator[Problem]:
    """Yield a problem for each id of the edition before that stands for something else now.

    Who wrote down the address of a clause finds it by that id, on the page of the section in force.
    """
    for name in sorted(then.sections.keys() & now.sections.keys()):
        if not any(name in tie.then and name in tie.now for tie in record.sections):
            message = _(
                "'{name}' is a section of {edition} too, and nothing ties the two; "
                "say in data/continuity.yml what it continues, or choose another id",
                name=name,
                edition=then.edition,
            )
            yield now.sections[name].problem(message, "id")
    kept = [spot for tie in record.clauses for spot in tie.now if spot in tie.then]
    for spot in sorted(then.clauses.keys() & now.clauses.keys(), key=str):
        here, clause = now.sections[spot.section], now.clauses[spot][0]
        if clause.text == NONE_STATED or any(
            spot.section == one.section and is_part(spot.clause, one.clause) for one in kept
        ):
            continue
        free = free_id(re.sub(r"-\d+$", "", clause.id), (one.clause or "" for one in (*then.clauses, *now.clauses)))
        words = {"id": clause.id, "edition": then.edition, "free": free}
        if spot in then.struck:
            message = _(
                "the id '{id}' was struck from {edition} too, and nothing ties the two; "
                "say in data/continuity.yml what became of it, or write a free id such as {free}",
                **words,
            )
        else:
            message = _(
                "the id '{id}' is a clause of {edition} too, and nothing ties the two; "
                "say in data/continuity.yml what became of it, or write a free id such as {free}",
                **words,
            )
        yield Problem(here.document.path, here.document.line_of_id(clause.id), message)


def _unknown(placed: Placed[Comparison], then: _Side, now: _Side) -> Iterator[Problem]:
    """Yield a problem for each name of a section or clause that its document does not have, or that stands twice."""
    record = placed.record
    for number, tie in enumerate(record.sections):
        for side, key in ((then, "then"), (now, "now")):
            for index, name in enumerate(getattr(tie, key)):
                if name not in side.sections:
                    message = _("'{name}' is no section of {edition}; correct it", name=name, edition=side.edition)
                    yield placed.problem(message, "sections", number, key, index)
    for where, side, spots in _named_spots(record, then, now):
        for index, spot in enumerate(spots):
            if spot in spots[:index]:
                yield placed.problem(_("'{spot}' stands twice; keep one", spot=spot), *where, index)
            if not side.has(spot):
                if spot.clause:
                    message = _("'{spot}' is no clause of {edition}; name another", spot=spot, edition=side.edition)
                else:
                    message = _(
                        "'{spot}' has no introduction in {edition}; name another", spot=spot, edition=side.edition
                    )
                yield placed.problem(message, *where, index)


def _named_spots(
    record: Comparison, then: _Side, now: _Side
) -> Iterator[tuple[tuple[Step, ...], _Side, tuple[Spot, ...]]]:
    """Yield every list of spots with its place and the document that it is of."""
    for group, keys in (
        ("clauses", ("then", "now")),
        ("changes", ("then", "now")),
        ("words", ("seen_then", "seen_now")),
    ):
        for number, one in enumerate(getattr(record, group)):
            for key, side in zip(keys, (then, now), strict=True):
                yield (group, number, key), side, getattr(one, key)


def _check_sections(placed: Placed[Comparison], then: _Side, now: _Side) -> Iterator[Problem]:
    """Yield a problem for each section that is forgotten, tied twice, or tied and said to be new or gone."""
    ties = placed.record.sections
    first: dict[tuple[str, str], int] = {}
    for number, tie in enumerate(ties):
        for pair in [(one, other) for one in tie.then or ("",) for other in tie.now or ("",)]:
            if pair in first:
                message = _("this tie also stands in {place}; keep one", place=placed.place("sections", first[pair]))
                yield placed.problem(message, "sections", number)
            first.setdefault(pair, number)
    for side, key, what, empty in ((then, 0, "then", _("gone")), (now, 1, "now", _("new"))):
        tied = {pair[key] for pair in first if all(pair)}
        alone = {pair[key] for pair in first if pair[key] and not pair[1 - key]}
        for section in sorted(tied & alone):
            message = _(
                "'{section}' of {edition} is {empty} in one tie and not in another; remove one",
                section=section,
                edition=side.edition,
                empty=empty,
            )
            yield placed.problem(message, "sections")
        if side is then or placed.record.whole:
            for section in side.sections.keys() - tied - alone:
                message = _(
                    "'{section}' of {edition} stands in no tie; add one, with {what}: [{section}]",
                    section=section,
                    edition=side.edition,
                    what=what,
                )
                yield placed.problem(message, "sections")


def _check_clauses(placed: Placed[Comparison], then: _Side, now: _Side) -> Iterator[Problem]:
    """Yield a problem for each clause that is forgotten, and for each tie that something speaks against."""
    record = placed.record
    sections = {(one, other) for tie in record.sections for one in tie.then for other in tie.now}
    gone = {spot for tie in record.clauses if not tie.now for spot in tie.then}
    new = {spot for tie in record.clauses if not tie.then for spot in tie.now}
    for number, tie in enumerate(record.clauses):
        for one, other in [(one, other) for one in tie.then for other in tie.now]:
            if (one.section, other.section) not in sections:
                message = _(
                    "'{one}' is tied to '{other}', but their sections are not; add that tie, or correct this one",
                    one=one,
                    other=other,
                )
                yield placed.problem(message, "clauses", number)
        for key, alone, what in (("then", gone, _("gone")), ("now", new, _("new"))):
            for index, spot in enumerate(getattr(tie, key) if tie.how not in {"new", "gone"} else ()):
                if spot in alone:
                    yield placed.problem(
                        _("'{spot}' is {what} in another tie; remove one", spot=spot, what=what),
                        "clauses",
                        number,
                        key,
                        index,
                    )
        if tie.told_in is not None and tie.told_in not in now.sections:
            message = _("'{told_in}' is no section of {edition}; correct it", told_in=tie.told_in, edition=now.edition)
            yield placed.problem(message, "clauses", number, "told_in")
        if wrong := _wrong_how(tie, then, now):
            yield placed.problem(wrong, "clauses", number, "how")
    sides = ((then, "then"), (now, "now")) if record.whole else ((then, "then"),)
    for side, key in sides:
        tied = {spot for tie in record.clauses for spot in getattr(tie, key)}
        for spot in side.forgotten(tied):
            place = side.sections[spot.section].document.path
            message = _(
                "'{spot}' of {edition} ({place}) stands in no tie; add one, with {key}: [{spot}]",
                spot=spot,
                edition=side.edition,
                place=place,
                key=key,
            )
            yield placed.problem(message, "clauses")


def _wrong_how(tie: ClauseTie, then: _Side, now: _Side) -> Said | None:
    """Say where a tie mixes kinds, or its word is not for them, or indicators worded otherwise are called the same."""
    if any(len({side.is_indicator(spot) for spot in spots}) > 1 for side, spots in ((then, tie.then), (now, tie.now))):
        return _("goals and indicators stand in one tie; write a tie for each")
    indicators = any(now.is_indicator(spot) for spot in tie.now)
    if tie.how in FOR_INDICATORS and not indicators:
        return _("'{how}' is for indicators; write one of {known}", how=tie.how, known=", ".join(sorted(FOR_OTHERS)))
    if tie.how in FOR_OTHERS and indicators:
        return _(
            "'{how}' is not for indicators; write one of {known}", how=tie.how, known=", ".join(sorted(FOR_INDICATORS))
        )
    if tie.how == "same" and indicators:
        texts = {*map(then.text, tie.then), *map(now.text, tie.now)}
        if len({same_words(text) for text in texts}) > 1:
            return _("these indicators are worded otherwise; write renamed or other-measure, with a note")
    return None


def _check_words(placed: Placed[Comparison], then: _Side, now: _Side) -> Iterator[Problem]:
    """Yield a problem for each word that does not stand where it is said to."""
    for number, word in enumerate(placed.record.words):
        for side, said, key in ((then, word.then, "seen_then"), (now, word.now, "seen_now")):
            for index, spot in enumerate(getattr(word, key)):
                if said.casefold() not in side.text(spot).casefold():
                    message = _(
                        "'{said}' does not stand in '{spot}' of {edition}; name another place",
                        said=said,
                        spot=spot,
                        edition=side.edition,
                    )
                    yield placed.problem(message, "words", number, key, index)
