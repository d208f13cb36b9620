"""Rules for the log of checks: what it names is there, every record has been checked, nothing closed is recommended."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from core import routes
from core.load import Loaded, Placed
from core.messages import Said, _
from core.models.kept import Published
from core.models.languages import Language
from core.models.registers import Link, Redirect, Site, Strategy, Term
from core.models.review import CHECKED_KINDS, Check, CheckedRecord, Question
from core.models.support import Service, SupportLine
from core.models.trainings import Training
from core.nearest import nearest
from core.problems import Problem

CHECKS = "data/checks.yml"
CHECKED: tuple[type[CheckedRecord], ...] = (SupportLine, Service, Training)


def check_log(loaded: Loaded, day: datetime.date) -> Iterator[Problem]:
    """Yield what is wrong with the log and its records together, as they stand on a day."""
    records: dict[str, Placed[Any]] = {_reference(one): one for kind in CHECKED for one in loaded.of(kind)}
    latest: dict[str, Placed[Check]] = {}
    yield from _check_roles(loaded)
    for check in _by_day(loaded):
        latest[check.record.record] = check
        if check.record.day > day:
            yield check.problem(
                _("{day} has not come yet; a check is noted on the day it is made", day=check.record.day), "day"
            )
    gone = {address for one in loaded.of(Published) for address in one.record.addresses}
    gone |= {f"#{place.partition('#')[2]}" for one in loaded.of(Published) for place in one.record.anchors}
    gone |= {one.record.source for one in loaded.of(Redirect)}
    for reference, check in latest.items():
        if reference in records or check.record.result == "closed" or _unread(loaded, reference):
            continue
        if not gone & {*_places(reference)}:  # what had a page or a place and is taken away is told by its address
            near = nearest(reference, records)
            if near:
                message = _("'{reference}' is no record; did you mean '{near}'?", reference=reference, near=near)
            else:
                message = _(
                    "'{reference}' is no record; correct it, or note that the record is closed", reference=reference
                )
            yield check.problem(message, "record")
    if any(problem.path == CHECKS for problem in loaded.problems):
        return
    for reference, check in latest.items():
        if check.record.result == "closed" and reference in records and not records[reference].record.is_closed:
            message = _(
                "it is closed by {place}; write status: closed, with since, reason and instead", place=check.place()
            )
            yield records[reference].problem(message, "status")
    right = {check.record.record for check in loaded.of(Check) if check.record.holds}
    for reference, placed in records.items():
        if not {reference, placed.record.reference} & right:  # that its id is not its file's name is told by itself
            message = _(
                "{checks} has no check of '{reference}' after which it was right; note there how it was checked",
                checks=CHECKS,
                reference=reference,
            )
            yield placed.problem(message, "id")


def _check_roles(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each check that was made by none of the site's roles."""
    for site in loaded.of(Site):
        roles = site.record.review_roles.known
        for check in loaded.of(Check):
            if check.record.role not in roles:
                yield check.problem(role_fault(check.record.role, roles), "role")


def role_fault(role: str, roles: Iterable[str]) -> Said:
    """Say that a role is none of the site's: a person's name in small letters looks like one."""
    return _("'{role}' is no role of data/site.yml; write one of {roles}", role=role, roles=", ".join(roles))


def check_questions(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each question of a record or a key that is not there."""
    placed = [one for kind in CHECKED for one in loaded.of(kind)]
    records = {_reference(one) for one in placed} | {one.record.reference for one in placed}
    models = {model.checked_as: model for model in CHECKED}
    for question in loaded.of(Question):
        for index, asked in enumerate(question.record.of):
            if asked not in models and asked not in records and not _unread(loaded, asked):
                yield question.problem(
                    _("'{asked}' is no record; correct it, or take the question away", asked=asked), "of", index
                )
            key, model = question.record.key, models[asked.partition("/")[0]]  # type: ignore[index]
            if key is not None and key not in model.model_fields:
                yield question.problem(
                    _("'{key}' is no key of {asked}; correct it, or remove it", key=key, asked=asked), "key"
                )


def places_of(loaded: Loaded) -> dict[str, str]:
    """Give the file and line of what an editor is led to."""
    lists: dict[str, type[Any]] = {"links": Link, "glossary": Term, "languages": Language, "questions": Question}
    places = {one.record.reference: one.place() for kind in CHECKED for one in loaded.of(kind)}
    places |= {f"{name}/{one.record.id}": one.place() for name, kind in lists.items() for one in loaded.of(kind)}
    places |= {f"site/{key}": site.place(key) for site in loaded.of(Site) for key in Site.model_fields}
    return places | {f"strategy/{one.record.id}": one.place() for one in loaded.of(Strategy)}


def _by_day(loaded: Loaded) -> list[Placed[Check]]:
    """Give the checks in the order of their days; those of one day as they were written."""
    return sorted(loaded.of(Check), key=lambda one: one.record.day)


def _places(reference: str) -> Iterator[str]:
    """Yield the address that a record has, or its place on the pages that show it."""
    kind, _, record_id = reference.partition("/")
    pages = {Service.checked_as: routes.service, Training.checked_as: routes.training}
    yield routes.address_of(pages[kind](record_id)) if kind in pages else f"#{routes.line_anchor(record_id)}"


def _unread(loaded: Loaded, reference: str) -> bool:
    """Whether the file where a record would be has faults of its own, which are told first."""
    kind = next(one for one in CHECKED_KINDS if reference.startswith(f"{one}/"))
    return any(problem.path.startswith(f"data/{kind}") for problem in loaded.problems)


def _reference(placed: Placed[Any]) -> str:
    """Give how the log names a record; one with a file of its own is named for it, whatever it calls itself."""
    stem = PurePosixPath(placed.document.path).stem
    return str(placed.record.reference) if placed.location else f"{placed.record.checked_as}/{stem}"
