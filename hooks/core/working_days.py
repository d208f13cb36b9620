"""The days on which an office in Sweden answers: no weekend, no public holiday, and none of the eves that it closes."""

from __future__ import annotations

import datetime
import functools

_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
"""Month and day of the public holidays that always have the same (lag 1989:253), Christmas Eve and New Year's Eve."""
_FROM_EASTER = (-2, 1, 39)
"""Days from Easter Day to Good Friday, Easter Monday and Ascension Day; the others are Sundays."""
_WORKING_DAYS = 5
_FRIDAY = 4


@functools.lru_cache(maxsize=8)
def _closed(year: int) -> frozenset[datetime.date]:
    from dateutil.easter import easter  # noqa: PLC0415 - only who plans checks needs it

    first = datetime.date(year, 6, 19)  # Midsummer Eve is the Friday from the 19th to the 25th of June
    midsummer = first + datetime.timedelta(days=(_FRIDAY - first.weekday()) % 7)
    moving = (easter(year) + datetime.timedelta(days=number) for number in _FROM_EASTER)
    return frozenset({midsummer, *moving, *(datetime.date(year, month, day) for month, day in _FIXED)})


def is_working(day: datetime.date) -> bool:
    """Whether an office is open on a day."""
    return day.weekday() < _WORKING_DAYS and day not in _closed(day.year)
