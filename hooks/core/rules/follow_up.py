"""Rules for measured values: of an indicator that there is, in their year, once, and as their source has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from core.load import Loaded, Placed
from core.messages import _
from core.models.agreement import Citation, Clause, Section
from core.models.follow_up import Measurement
from core.problems import Problem
from core.rules.agreement import Citable, clauses_of, edition_of
from core.rules.references import Reference
from core.rules.registers import departments_of


def follow_up_references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every department that a value is of."""
    for placed in loaded.of(Measurement):
        yield placed, "organisations.yml", placed.record.department, ("department",)


def check_follow_up(loaded: Loaded, citable: Citable) -> Iterator[Problem]:
    """Yield what is wrong with measured values beside the indicators, the departments and their years."""
    departments = {placed.record.id for placed in departments_of(loaded)}
    texts = _texts(loaded)
    first: dict[tuple[object, ...], Placed[Measurement]] = {}
    for placed in loaded.of(Measurement):
        record, year = placed.record, PurePosixPath(placed.document.path).stem
        if record.citation is not None and citable.kinds.get(record.citation) != "indicators":
            yield placed.problem(_("'{citation}' is no indicator; correct it", citation=record.citation), "citation")
        if record.department is not None and departments and record.department not in departments:
            yield placed.problem(
                _("'{department}' is no department; correct it", department=record.department), "department"
            )
        if record.day is not None and str(record.day.year) != year:
            message = _(
                "{day} is not in {year}; move it to data/follow-up/{own}.yml",
                day=record.day,
                year=year,
                own=record.day.year,
            )
            yield placed.problem(message, "day")
        if record.stated_in is not None and record.stated_in not in texts:
            yield placed.problem(_("'{stated_in}' is no clause; correct it", stated_in=record.stated_in), "stated_in")
        elif record.stated_in is not None and record.value.casefold() not in texts[record.stated_in].casefold():
            message = _(
                "'{value}' does not stand in '{stated_in}'; write it as it stands there",
                value=record.value,
                stated_in=record.stated_in,
            )
            yield placed.problem(message, "value")
        key = (year, record.subject, record.department, record.day)
        if key in first:
            place = first[key].place("value")
            yield placed.problem(_("this was measured in {place} too, on the same day; keep one", place=place), "value")
        first.setdefault(key, placed)


def _texts(loaded: Loaded) -> dict[Citation, str]:
    """Give the text of every clause by its citation."""
    return {
        Citation(edition_of(section), section.record.id, clause.id): _text(clause)
        for section in loaded.of(Section)
        for _, clause in clauses_of(section.record)
    }


def _text(clause: Clause) -> str:
    return f"{clause.text} {clause.text_after_details or ''}"
