"""Whether what a record tells of is there, as open data."""

from __future__ import annotations

import datetime

from pydantic import Field

from core.exports.files import Exported
from core.models.standing import Standing


class ExportedStanding(Exported):
    """How long something is paused, or since when, why and for what it has closed."""

    note: str | None = Field(description="Varför det är planerat eller pausat.")
    until: str | None = Field(description="Sista dagen för pausen, eller `open` där ingen är satt.")
    since: datetime.date | None = Field(description="Första dagen då det var stängt.")
    reason: str | None = Field(description="Varför det har stängt.")
    instead: list[str] = Field(description="Vart du vänder dig i stället: id för poster, eller adresser till sidor.")


def export_standing(record: Standing) -> ExportedStanding | None:
    """Give it, or None of what is there as ever."""
    if record.is_in_use:
        return None
    return ExportedStanding(
        note=record.status_note,
        until=None if record.until is None else str(record.until),
        since=record.since,
        reason=record.reason,
        instead=list(record.instead),
    )
