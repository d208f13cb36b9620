"""Rules for what is paused or closed: where to turn instead, and nobody led to it from anywhere meanwhile."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from core.content import Content
from core.load import Loaded, Placed
from core.messages import Said, _
from core.models.languages import Language
from core.models.registers import Link, Site
from core.models.standing import Standing
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.synonyms import Synonym
from core.models.trainings import Training
from core.problems import Problem
from core.rules.references import Step
from core.standing import closed_places, find_targets, stopped_words
from core.text import day_words

_STANDING = (Service, SupportLine, Training)


def _placed(loaded: Loaded) -> Iterator[Placed[Any]]:
    for model in _STANDING:
        yield from loaded.of(model)


def check_standing(loaded: Loaded, day: date) -> Iterator[Problem]:
    """Yield what is wrong with what is said of a closing, and the way in of the city if it is none."""
    targets = find_targets(placed.record for model in (*_STANDING, Situation, Link) for placed in loaded.of(model))
    unread = {problem.path for problem in loaded.problems}
    for placed in _placed(loaded):
        record = placed.record
        if record.since is not None and record.since > day:
            message = _(
                "since: {since} has not come; write that it will close in remark, and close it on the day",
                since=record.since,
            )
            yield placed.problem(message, "since")
        for index, way in enumerate(record.instead if not unread else ()):
            if way not in targets:
                message = _(
                    "'{way}' is neither a service, a help line, a training, a situation or a link, nor the address "
                    "of one; correct it",
                    way=way,
                )
                yield placed.problem(message, "instead", index)
            elif not targets[way].stands or targets[way].record is record:
                message = _(
                    "'{way}' is {state} itself; name another way",
                    way=way,
                    state=stopped_words(targets[way].record),
                )
                yield placed.problem(message, "instead", index)
    lines = {placed.record.id: placed.record for placed in loaded.of(SupportLine)}
    for site in loaded.of(Site):
        desk = lines.get(site.record.front_desk)
        if desk is not None and not desk.is_in_use:
            yield site.problem(
                _("'{id}' is {state}; name a line that answers", id=desk.id, state=stopped_words(desk)),
                "front_desk",
            )


def stopped_lines(loaded: Loaded) -> dict[str, SupportLine]:
    """Give the help lines that are not in use, by id."""
    return {one.record.id: one.record for one in loaded.of(SupportLine) if not one.record.is_in_use}


def without_stopped(content: Content) -> Content:
    """Give the content with no way left to a help line that is not in use, or from one page's list to what closed."""
    lines = {one.id for one in content.support_lines.values() if not one.is_in_use}
    services = {one.id for one in content.services.values() if one.is_stopped}
    if not lines and not services and not content.closed_places:
        return content

    cards = tuple(
        card.model_copy(
            update={"steps": tuple(step.model_copy(update={"lines": _kept(step.lines, lines)}) for step in card.steps)}
        )
        for card in content.help_cards
    )
    languages = {key: _language_without(one, lines, services) for key, one in content.languages.items()}
    synonyms = tuple(
        one.model_copy(update={key: _kept(getattr(one, key), {*content.closed_places}) for key in ("pages", "others")})
        for one in content.synonyms
    )
    return dataclasses.replace(
        content,
        synonyms=synonyms,
        help_cards=cards,
        languages=languages,
        services={
            key: one.model_copy(update={"lines": _kept(one.lines, lines)}) for key, one in content.services.items()
        },
    )


def _kept(ids: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one not in gone)


def _language_without(language: Language, lines: set[str], services: set[str]) -> Language:
    pages = {}
    for where in ("crisis", "help"):
        page = getattr(language, where)
        blocks = tuple(
            block.model_copy(update={"lines": _kept(block.lines, lines), "services": _kept(block.services, services)})
            for block in page.blocks
        )
        pages[where] = page.model_copy(update={"blocks": blocks})
    return language.model_copy(update=pages)


def standing_notices(loaded: Loaded, day: date) -> Iterator[Said]:
    """Yield, with its place, each pause that has run out, and each place that names what is not in use."""
    for placed in _placed(loaded):
        record = placed.record
        if record.pause_is_over(day):
            yield _(
                "{place}: the pause of '{id}' was until {day}; ask whether it is back, and correct status or until",
                place=placed.place("until"),
                id=record.id,
                day=day_words(record.until),
            )
    lines: Mapping[str, Standing] = stopped_lines(loaded)
    services = {one.record.id: one.record for one in loaded.of(Service) if one.record.is_stopped}
    for placed, known, named, where in _uses(loaded, lines, services):
        if named in known and placed.record.id != named:
            yield _(
                "{place}: '{id}' is {state}, and is not shown here; take it away",
                place=placed.place(*where),
                id=named,
                state=stopped_words(known[named]),
            )


def _uses(
    loaded: Loaded, lines: Mapping[str, Standing], services: Mapping[str, Standing]
) -> Iterator[tuple[Placed[Any], Mapping[str, Standing], str, tuple[Step, ...]]]:
    """Yield each place that names a help line, or in another language a service."""
    for card in loaded.of(HelpCard):
        for number, step in enumerate(card.record.steps):
            for index, one in enumerate(step.lines):
                yield card, lines, one, ("steps", number, "lines", index)
    for service in loaded.of(Service):
        for index, one in enumerate(service.record.lines if not service.record.is_closed else ()):
            yield service, lines, one, ("lines", index)
    closed = closed_places(placed.record for placed in _placed(loaded))
    for synonym in loaded.of(Synonym):
        for key in ("pages", "others"):
            for index, one in enumerate(getattr(synonym.record, key)):
                yield synonym, closed, one, (key, index)
    yield from _uses_in_languages(loaded, lines, services)


def _uses_in_languages(
    loaded: Loaded, lines: Mapping[str, Standing], services: Mapping[str, Standing]
) -> Iterator[tuple[Placed[Any], Mapping[str, Standing], str, tuple[Step, ...]]]:
    for language in loaded.of(Language):
        for where in ("crisis", "help"):
            for number, block in enumerate(getattr(language.record, where).blocks):
                for index, one in enumerate(block.lines):
                    yield language, lines, one, (where, "blocks", number, "lines", index)
                for index, one in enumerate(block.services):
                    yield language, services, one, (where, "blocks", number, "services", index)
