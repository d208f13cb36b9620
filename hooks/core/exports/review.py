"""What is left to do as tables to work through, and the checks that are due as a calendar: for the editor alone."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Sequence

from core import routes
from core.content import Content
from core.desk.tasks import Task, number_to_call, tasks
from core.exports.files import Cell, Export, table_files
from core.review import Due

TITLE = "Att göra"
HEADING = ("sort", "vad", "att göra", "var", "ansvarig", "planerad", "sista dag")
KINDS = {
    "late": "försenad kontroll",
    "coming": "kontroll",
    "city": "värde från staden",
    "unknown": "okänt",
    "question": "fråga utan svar",
    "contradiction": "motsägelse",
    "unproofed": "ogranskade ord",
    "link": "trasig länk",
    "draft": "utkast",
}


def review_files(content: Content) -> tuple[Export, ...]:
    """Give the files of the editor's page: no open data, and in no list of it."""
    tables = table_files(routes.REVIEW_TABLE, TITLE, lambda: task_rows(tasks(content)))
    calendar = Export(routes.REVIEW_CALENDAR, None, lambda: calendar_of(content))
    return tuple(dataclasses.replace(one, title=None, place=routes.review_file) for one in (*tables, calendar))


def task_rows(listed: Iterable[Task]) -> Iterator[Sequence[Cell]]:
    """Yield the tasks as rows of a table, its heading first."""
    yield HEADING
    for one in listed:
        yield (KINDS[one.kind], one.about, one.do, one.place, one.role, one.planned, one.last)


def calendar_of(content: Content) -> bytes:
    """Give the checks as a calendar (RFC 5545), each a whole day; the same day gives the same bytes."""
    import icalendar  # noqa: PLC0415 - it takes longer to load than the whole page does to make

    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{content.site.owner}//{content.site.name}//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{TITLE}: {content.site.name}")
    made = datetime.datetime.combine(content.day, datetime.time(), datetime.UTC)
    for one in content.due:
        event = icalendar.Event()
        event.add("uid", f"{one.record.reference}@{content.site.owner}")
        event.add("dtstamp", made)
        event.add("dtstart", one.planned)
        event.add("dtend", one.planned + datetime.timedelta(days=1))
        event.add("summary", f"Kontrollera {one.record.name}")
        event.add("description", _told(content, one))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def largest_calendar(content: Content) -> int:
    """Give how many bytes the calendar has at most, for who asks before it is made; a test holds that it is so."""
    texts = (f"{one.record.reference}{one.record.name}{_told(content, one)}" for one in content.due)
    return _FRAME + sum(_FRAME + len(text.encode()) * 5 // 4 for text in texts)


_FRAME = 280
"""Bytes around what an event says, and around them all."""


def _told(content: Content, due: Due) -> str:
    """Say whom to call, who does, the last day, and where the record is."""
    number = number_to_call(content, due.record)
    told = [
        number and f"Ring {number}.",
        f"Ansvarig: {due.role}.",
        f"Sista dag: {due.reviewed.due}.",
        content.places[due.record.reference],
    ]
    return "\n".join(filter(None, told))
