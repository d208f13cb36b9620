"""Whether what a record tells of is there, as open data."""

from __future__ import annotations

import datetime

from pydantic import Field

from core.exports.files import Exported
from core.models.standing import Standing


class ExportedStanding(Exported):
    """How long something is paused, or since when, why and for what it has closed."""

    note: str | None = Field(description="Why it is planned or paused.")
    until: str | None = Field(description="The last day of a pause, or `open` where none is set.")
    since: datetime.date | None = Field(description="The first day that it was closed.")
    reason: str | None = Field(description="Why it has closed.")
    instead: list[str] = Field(description="Where to turn instead: ids of records, or addresses of pages.")


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
