"""What the log of checks says: how each record stands on a day, and what is to be checked when.

A check holds for the days that the site gives its kind. A record whose check has lapsed is shown as before: only the
word «bekräftad» goes.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core import routes
from core.messages import N_, Said, _
from core.models.registers import Site
from core.models.review import Check, CheckedKind, CheckedRecord
from core.working_days import is_working

ASKED = "operator"
"""The way of checking that confirms: who runs it was asked."""
COMPARED = "web-copy"
"""The way of checking what nobody may call to ask about: by the page of who runs it."""
DOCUMENT = "source-document"
"""The way of checking that compares with the agreement: it proves nothing of what the agreement does not name."""
_WEEK, _WORKING_DAYS = 7, 5
_AHEAD = 3
"""Days that a check is planned ahead of its last one: a weekend, or a day that somebody is ill, makes none too late."""
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Reviewed:
    """How a record stands: its checks in the order of their days, and how many days one holds."""

    checks: tuple[Check, ...]
    days: int

    @property
    def last(self) -> Check:
        """Give the latest check after which the facts were right."""
        return next(one for one in reversed(self.checks) if one.holds)

    @property
    def due(self) -> datetime.date:
        """Give the last day of the latest check."""
        return self.last.day + datetime.timedelta(days=self.days)

    @property
    def once_confirmed(self) -> bool:
        """Whether who runs it has ever confirmed it."""
        return any(one.holds and one.how == ASKED for one in self.checks)

    @property
    def closed(self) -> bool:
        """Whether the latest news is that it is no more."""
        return self.checks[-1].result == "closed"

    @property
    def next_try(self) -> datetime.date | None:
        """Give when to try again, where nobody answered last."""
        return self.checks[-1].next

    def confirmed(self, today: datetime.date) -> bool:
        """Whether who runs it has confirmed what stands, and not too long ago."""
        holding = [one for one in self.checks if one.holds]
        # What was changed from another source since has been confirmed by nobody.
        since = max((place for place, one in enumerate(holding) if one.result == "changed"), default=0)
        asked = [one.day for one in holding[since:] if one.how == ASKED]
        return bool(asked) and max(asked) + datetime.timedelta(days=self.days) >= today

    def lapsed(self, today: datetime.date) -> bool:
        """Whether its latest check is too old."""
        return self.due < today


def reviewed_records(site: Site, records: Iterable[CheckedRecord], checks: Iterable[Check]) -> Mapping[str, Reviewed]:
    """Give how each record stands, by its reference; every record has been checked once, by a rule."""
    by_record: dict[str, list[Check]] = {}
    for check in sorted(checks, key=lambda one: one.day):  # those of one day as they were written
        by_record.setdefault(check.record, []).append(check)
    return {
        one.reference: Reviewed(tuple(by_record[one.reference]), site.review_days.of(one.checked_as)) for one in records
    }


@dataclass(frozen=True)
class Due:
    """A record that is to be checked: how it stands, who sees to it, and the day that is planned for it."""

    record: CheckedRecord
    reviewed: Reviewed
    role: str
    planned: datetime.date


def due_words(due: Iterable[Due], places: Mapping[str, str], today: datetime.date) -> Iterator[Said]:
    """Say what is late and what is due within a week, who sees to it and where it stands; of the rest, how much."""
    listed = list(due)
    late = [one for one in listed if one.reviewed.lapsed(today)]
    coming = [one for one in listed if one not in late]
    soon = [one for one in coming if one.planned < today + _WEEK * _ONE_DAY]
    for heading, chosen in ((N_("overdue: {number} checks"), late), (N_("due within a week: {number} checks"), soon)):
        yield _(heading, number=len(chosen))
        for one in chosen:
            said = _(
                "{day}: {record} ({place}), last day {last}, {role}",
                day=one.planned,
                record=one.record.reference,
                place=places[one.record.reference],
                last=one.reviewed.due,
                role=one.role,
            )
            if one.reviewed.next_try:
                said = _("{told}, nobody answered {day}", told=said, day=one.reviewed.checks[-1].day)
            yield said
    if len(coming) > len(soon):
        kinds = Counter((one.record.checked_as, one.reviewed.days) for one in listed)
        yield _(
            "later: {number} checks, at most {week} a week; make ring LIST=yes, make kalender and {address} tell them",
            number=len(coming) - len(soon),
            week=sum(a_week(number, days) for (_kind, days), number in kinds.items()),
            address=routes.address_of(routes.REVIEW),
        )


def a_week(number: int, days: int) -> int:
    """Give how many checks a week so many records need whose checks hold so many days: all, and none too late."""
    return -(-number * _WEEK // max(days - _AHEAD, 1))


def plan(site: Site, records: Sequence[tuple[CheckedRecord, Reviewed]], today: datetime.date) -> list[Due]:
    """Plan the next check of every record, soonest first: each kind spread over the days that its checks hold.

    Each kind has its own share of a week, so that what comes again every month leaves room for what does so twice a
    year, and none of it comes all at once.
    """
    by_kind: dict[CheckedKind, list[tuple[CheckedRecord, Reviewed]]] = {}
    for record, reviewed in sorted(records, key=lambda one: one[1].due):
        by_kind.setdefault(record.checked_as, []).append((record, reviewed))
    planned = [one for kind, wanted in by_kind.items() for one in _plan_of(site, kind, wanted, today)]
    return sorted(planned, key=lambda one: (one.planned, one.reviewed.due))


def _plan_of(
    site: Site, kind: CheckedKind, wanted: Sequence[tuple[CheckedRecord, Reviewed]], today: datetime.date
) -> list[Due]:
    """Plan the records of one kind, those that are due first coming first.

    A next try has its day. The others have their turn as late as their check holds, those of one day in the order they
    are given. Where there is more to do than days are left for, all that follows is moved on.
    """
    number = a_week(len(wanted), site.review_days.of(kind))
    again = {record.reference: max(reviewed.next_try, today) for record, reviewed in wanted if reviewed.next_try}
    free = [(record, reviewed) for record, reviewed in wanted if record.reference not in again]
    slots = _Slots(number, again.values())
    latest = [slots.take(reviewed.due - _AHEAD * _ONE_DAY, -_ONE_DAY) for _, reviewed in reversed(free)]
    slots = _Slots(number, again.values())
    days = again | {
        record.reference: slots.take(max(today, day), _ONE_DAY, reviewed.due)
        for (record, reviewed), day in zip(free, reversed(latest), strict=True)
    }
    return [Due(record, reviewed, site.review_roles.of(kind), days[record.reference]) for record, reviewed in wanted]


class _Slots:
    """Working days, each with room for its share of a week."""

    def __init__(self, a_week: int, taken: Iterable[datetime.date]) -> None:
        self._a_week = a_week
        self._a_day = -(-a_week // _WORKING_DAYS)
        self._days = Counter(taken)
        self._weeks = Counter(map(_monday, self._days.elements()))

    def take(self, day: datetime.date, step: datetime.timedelta, last: datetime.date | None = None) -> datetime.date:
        """Take the nearest free place from a day on, in the direction of a step; give its day.

        Where that would come after a last day, the working day till then that has the least to do takes it.
        """
        begun = day
        while not self._has_room(day):
            day += step
        if last is not None and day > last:
            days = [begun + _ONE_DAY * number for number in range((last - begun).days + 1)]
            working = [one for one in days if is_working(one)]
            day = min(working, key=lambda one: self._days[one], default=day)
        self._days[day] += 1
        self._weeks[_monday(day)] += 1
        return day

    def _has_room(self, day: datetime.date) -> bool:
        free = self._days[day] < self._a_day and self._weeks[_monday(day)] < self._a_week
        return free and is_working(day)


def _monday(day: datetime.date) -> datetime.date:
    return day - _ONE_DAY * day.weekday()
