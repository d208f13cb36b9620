"""Records that cite editions: read as they are on a day, and told where an edition has left them behind.

Nothing dies when another edition comes into force: what a reader has found to be the same is shown by the clause of
today, everything else by its own edition, and an obligation that nobody has found in the edition in force is not shown
as one. What is of an edition that is to come is shown when it has come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.content import Content
from core.editions import Edition
from core.load import Loaded, Placed
from core.messages import Said, _
from core.models.agreement import Citation, Section
from core.models.continuity import Comparison, Spot
from core.models.registers import Redirect, Site
from core.models.support import Service
from core.models.synonyms import Synonym
from core.models.trainings import Obligation, Training
from core.rules.agreement import edition_of
from core.rules.registers import departments_of
from core.succession import Outdated, Succession, kept_ties

_KEYS = ("clauses", "indicators")


def succession_of(loaded: Loaded, editions: Mapping[str, Edition], comparisons: tuple[Comparison, ...]) -> Succession:
    """Give the editions that have been in force, of those that there are on a day."""
    order = [one.edition for site in loaded.of(Site) for one in site.record.in_force if one.edition in editions]
    departments = tuple(placed.record.id for placed in departments_of(loaded))
    return Succession(tuple(order), editions, comparisons, departments)


def with_kept(comparison: Comparison, loaded: Loaded) -> Comparison:
    """Give a comparison with the ties that need not be written; for an edition that replaces the earlier one."""
    then, now = (_said(loaded, edition) for edition in (comparison.then, comparison.now))
    kept = kept_ties(comparison, then, now)
    return comparison.model_copy(update={"clauses": (*comparison.clauses, *kept)})


def _said(loaded: Loaded, edition: str) -> dict[Spot, object]:
    """Give what each topmost clause of an edition says, with its parts, by spot; not those that are struck."""
    return {
        Spot(section.record.id, clause.id): [
            one.kind,
            *((part.id, part.text, part.text_after_details) for part in clause.walk()),
        ]
        for section in loaded.of(Section)
        if edition_of(section) == edition
        for one in section.record.lists
        for clause in one.clauses
        if clause.struck is None
    }


def services_of_today(loaded: Loaded, succession: Succession) -> dict[str, Service]:
    """Give the services as they are shown: by the clauses and the sections of today."""
    current = succession.editions[succession.order[-1]]
    return {
        service.id: service.model_copy(
            update={
                "clauses": _read(service.clauses, succession),
                "sections": tuple(one for one in service.sections if one in current.by_id),
            }
        )
        for service in (placed.record for placed in loaded.of(Service))
    }


def trainings_of_today(loaded: Loaded, succession: Succession) -> dict[str, Training]:
    """Give the trainings as they are shown: by the clauses of today, with the obligations of today alone."""
    found = {}
    for training in (placed.record for placed in loaded.of(Training)):
        read = _read_obligations(training, succession)
        today = succession.order[-1]
        found[training.id] = training.model_copy(
            update={
                "clauses": _read(training.clauses, succession),
                "indicators": _read(training.indicators, succession),
                "obligations": tuple(
                    dict.fromkeys(one for one in read if one.clause is None or one.clause.edition == today)
                ),
            }
        )
    return found


def unread_obligations(loaded: Loaded, succession: Succession) -> dict[str, tuple[str, ...]]:
    """Give, by training, the departments of which an edition before said what nobody has found in the one in force.

    It may stand there still and it may not: that the agreement says nothing of it is then more than anyone knows.
    """
    found = {
        placed.record.id: tuple(
            dict.fromkeys(
                one.department
                for one in _read_obligations(placed.record, succession)
                if one.clause and one.clause.edition in succession.past
            )
        )
        for placed in loaded.of(Training)
    }
    return {training: departments for training, departments in found.items() if departments}


def _read_obligations(training: Training, succession: Succession) -> list[Obligation]:
    return [
        one.model_copy(update={"clause": one.clause and succession.read_as(one.clause)}) for one in training.obligations
    ]


def synonyms_of_today(loaded: Loaded, moved: Mapping[str, str]) -> tuple[Synonym, ...]:
    """Give the synonyms without the pages that an edition has left behind: the search finds those last."""
    return tuple(
        synonym.model_copy(
            update={
                key: tuple(one for one in getattr(synonym, key) if one.partition("#")[0] not in moved)
                for key in ("pages", "others")
            }
        )
        for synonym in (placed.record for placed in loaded.of(Synonym))
    )


def moved_addresses(loaded: Loaded, by_edition: Mapping[str, str]) -> dict[str, str]:
    """Give where each address leads that is no page: as data/redirects.yml says, and where its edition has gone."""
    written = {source: target for source, target in _redirects(loaded).items() if "#" not in source}
    return {
        **{source: target for source, target in by_edition.items() if source not in written},
        **{source: _resolved(target, by_edition) for source, target in written.items()},
    }


def moved_places(loaded: Loaded, by_edition: Mapping[str, str]) -> dict[str, str]:
    """Give where each place on a page leads that is no more."""
    return {source: _resolved(target, by_edition) for source, target in _redirects(loaded).items() if "#" in source}


def _redirects(loaded: Loaded) -> dict[str, str]:
    return {placed.record.source: placed.record.target for placed in loaded.of(Redirect)}


def _resolved(target: str, moved: Mapping[str, str]) -> str:
    page, sign, anchor = target.partition("#")
    return f"{moved.get(page, page)}{sign}{anchor}"


def _read(citations: Iterable[Citation], succession: Succession) -> tuple[Citation, ...]:
    """Give citations as they are read, each once, without those of editions that are to come."""
    read = dict.fromkeys(succession.read_as(one) for one in citations)
    return tuple(one for one in read if one.edition in succession.editions)


def succession_notices(content: Content) -> Iterator[Said]:
    """Yield, for each citation of an edition that was in force and is not, who cites it and what continues it.

    Those that are shown by a clause of today which says the same need nobody's attention, and are counted.
    """
    same = [one for one in content.outdated if one.same]
    if same:
        files = len({one.place.partition(":")[0] for one in same})
        yield _(
            "{number} citations of earlier editions in {files} files are shown by clauses of {edition} "
            "that say the same, such as '{cited}' in {place}",
            number=len(same),
            files=files,
            edition=content.current_edition,
            cited=same[0].cited,
            place=same[0].place,
        )
    for one in content.outdated:
        now = ", ".join(f"'{other}'" for other in one.now)
        if one.same:
            continue
        words = {"place": one.place, "cited": one.cited}
        if one.now:
            yield _(
                "{place}: '{cited}' is no longer in force, and it became {now}; "
                "read that, and cite it if it is what is meant",
                **words,
                now=now,
            )
        elif one.compared:
            yield _(
                "{place}: '{cited}' is no longer in force, and it is gone from {edition}; "
                "remove it, or cite another clause",
                **words,
                edition=content.current_edition,
            )
        else:
            yield _(
                "{place}: '{cited}' is no longer in force, and nobody has compared it; add it to data/continuity.yml",
                **words,
            )


def outdated_citations(loaded: Loaded, succession: Succession) -> Iterator[Outdated]:
    """Yield each place where a record of today cites an edition that was in force and is not."""
    past = set(succession.past)
    current = succession.editions[succession.order[-1]]
    citing: tuple[Placed[Any], ...] = (*loaded.of(Service), *loaded.of(Training))
    for placed in citing:
        for key in _KEYS:
            for index, citation in enumerate(getattr(placed.record, key, ())):
                if citation.edition in past:
                    yield succession.outdated(placed.place(key, index), citation)
    for service in loaded.of(Service):
        for index, section in enumerate(service.record.sections):
            told = succession.outdated_section(service.place("sections", index), section)
            if section not in current.by_id and told is not None:
                yield told
