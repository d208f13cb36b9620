"""`Retry-After`, in seconds or as a date, into a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=30)
"""A host that asks for longer than this is taken to have made a mistake."""


def moment_after(value: str, now: datetime) -> datetime | None:
    """When the host may be asked again, None where the header says nothing usable."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,12}(?:\.[0-9]{1,9})?", value):
        return now + min(timedelta(seconds=float(value)), LONGEST)
    if re.fullmatch(r"[0-9]+", value):
        return now + LONGEST
    try:
        moment = parsedate_to_datetime(value[:100])
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(moment, now + LONGEST) if moment > now else None
