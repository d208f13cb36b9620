"""Where one turns instead of what has closed, and what is said of a pause or a closing, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from core import routes
from core.messages import N_, Said, _
from core.models.registers import Link
from core.models.standing import Standing
from core.models.support import Service, Situation, SupportLine
from core.models.trainings import Training
from core.routes import address_of
from core.text import day_words

CRISIS_WORDS = "Akut hjälp"


@dataclass(frozen=True)
class Target:
    """One place to turn to: its words, its own page if it has one, and the record behind it."""

    words: str
    src_uri: str | None
    record: Any

    @property
    def line(self) -> SupportLine | None:
        """Give the help line that it is."""
        return self.record if isinstance(self.record, SupportLine) else None

    @property
    def link(self) -> str | None:
        """Give the id of the outgoing link that leads to it."""
        if isinstance(self.record, Link):
            return self.record.id
        return self.record.page if isinstance(self.record, SupportLine) and self.record.phone is None else None

    @property
    def stands(self) -> bool:
        """Whether one can turn there now."""
        return not isinstance(self.record, Standing) or self.record.is_in_use


def find_targets(records: Iterable[Any]) -> Mapping[str, Target]:
    """Give what one can turn to by id and by address; of two with one id the first."""
    found = {address_of(routes.CRISIS): Target(CRISIS_WORDS, routes.CRISIS, None)}
    for record in records:
        match record:
            case Service():
                target = Target(record.name, routes.service(record.id), record)
            case Training():
                target = Target(record.name, routes.training(record.id), record)
            case Situation():
                target = Target(record.title, routes.situation(record.id), record)
            case SupportLine():
                target = Target(record.name, None, record)
            case Link():
                target = Target(record.title, None, record)
            case _:
                continue
        found.setdefault(record.id, target)
        if target.src_uri is not None:
            found.setdefault(address_of(target.src_uri), target)
    return found


_STATUS = {"active": N_("active"), "planned": N_("planned"), "closed": N_("closed")}


def closed_places(records: Iterable[Standing]) -> dict[str, Standing]:
    """Give what has closed by the address of its page, or of its place on a situation's page."""
    found: dict[str, Standing] = {}
    for record in records:
        if not record.is_closed:
            continue
        match record:
            case Service():
                found[address_of(routes.service(record.id))] = record
            case Training():
                found[address_of(routes.training(record.id))] = record
            case SupportLine():
                for one in record.situations:
                    found[address_of(routes.situation(one), routes.line_anchor(record.id))] = record
    return found


def stopped_words(record: Standing) -> Said:
    """Say in a message what state something is in: `closed`, or `paused until 1 mars 2027`."""
    if record.status != "paused":
        return _(_STATUS[record.status])
    if isinstance(record.until, datetime.date):
        return _("paused until {day}", day=day_words(record.until))
    return _("paused")


# What is said of each kind when it has closed, and when it is paused.
_STATES: Mapping[type[Standing], tuple[str, str]] = {
    Service: ("Stödet är stängt", "Stödet är pausat"),
    SupportLine: ("Stödlinjen är stängd", "Stödlinjen är pausad"),
    Training: ("Utbildningen ges inte längre", "Utbildningen är pausad"),
}


def standing_words(record: Standing, today: datetime.date) -> str:
    """Say that it has closed or is paused, and how long; '' for what is there, or is planned."""
    closed, paused = _STATES[type(record)]
    if record.is_closed and record.since is not None:
        return f"{closed} sedan den {day_words(record.since)}."
    if record.status != "paused":
        return ""
    if not isinstance(record.until, datetime.date):
        return f"{paused}, och ingen har satt någon slutdag."
    if record.pause_is_over(today):
        return f"Pausen skulle vara till och med den {day_words(record.until)}. Vi vet inte om den är slut."
    return f"{paused} till och med den {day_words(record.until)}."
