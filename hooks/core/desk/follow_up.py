"""The table in which measured values are reported: made to be filled in, and read back with every fault by its row.

A table is rows of text, its heading first; what file it stands in is the command line's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from core.content import Content
from core.editions import ClauseInContext
from core.models.agreement import Citation
from core.models.follow_up import Measurement
from core.text import swedish_order

HEADING = ("beteckning", "avsnitt", "indikator", "förvaltning", "dag", "värde", "enhet", "källa", "anmärkning")
WHOLE_CITY = "hela staden"
"""What stands for a department where the value is of no single one."""

_FILE_HEAD = (
    "# yaml-language-server: $schema=../schema/follow-up.schema.json\n"
    "# Measured values; `make uppfoljning` reads them from the table that was filled in. See README.md.\n"
)

# What is asked of a row, in the words of its reader; the keys of the record that pydantic names.
_FAULTS = {
    "day": "dag: skriv år-månad-dag, till exempel 2026-12-31",
    "value": "värde: skriv talet med decimalkomma, eller orden i källan",
    "unit": "enhet: skriv den på en rad",
    "source": "källa: skriv var värdet kommer ifrån",
    "remark": "anmärkning: skriv den på en rad",
    "citation": "beteckning: låt den stå som den stod",
}


@dataclass(frozen=True)
class ReadTable:
    """What a filled-in table holds: its values, or every fault of it."""

    values: tuple[Measurement, ...]
    faults: tuple[str, ...]


def rows_to_fill_in(content: Content) -> Iterator[Sequence[str]]:
    """Yield the heading, then a row for each indicator in force and each department that reports it.

    The departments are those that the indicator names; where it names none, every party reports, and the whole city.
    """
    yield HEADING
    names = {one.id: one.name for one in content.departments}
    for section in content.current.sections:
        for listed in section.lists:
            for clause in listed.clauses if listed.record.kind == "indicators" else ():
                if not clause.states_none:
                    for reporter in _reporters(content, clause):
                        name = names.get(reporter, WHOLE_CITY)
                        yield str(clause.citation), section.section.title, clause.clause.text, name, "", "", "", "", ""


def _reporters(content: Content, clause: ClauseInContext) -> list[str]:
    departments = [one.id for one in content.departments]
    named = {actor for part in clause.walk() for actor in part.clause.actors}
    return [one for one in departments if one in named] or [*departments, ""]


def read_rows(content: Content, rows: Iterable[Sequence[str]]) -> ReadTable:
    """Read a filled-in table; rows whose columns of answers are all empty are passed over."""
    numbered = list(enumerate(([cell.strip() for cell in row] for row in rows), 1))
    if not numbered or tuple(cell.casefold() for cell in numbered[0][1][: len(HEADING)]) != HEADING:
        return ReadTable((), (f"rad 1: rubrikerna ska vara {'; '.join(HEADING)}; hämta en ny tabell",))
    departments = {one.name.casefold(): one.id for one in content.departments} | {WHOLE_CITY: None, "": None}
    values: list[Measurement] = []
    faults: list[str] = []
    first: dict[tuple[str, str | None, object], int] = {}
    for number, written in numbered[1:]:
        cells = [*written, *[""] * (len(HEADING) - len(written))]
        if not any(cells[4:]):
            continue
        given = dict(zip(HEADING, cells, strict=False))
        found = list(_faults(content, given, departments))
        if not found:
            value, found = _measurement(given, departments)
            key = (value.subject, value.department, value.day) if value else ("", None, None)
            if value and key in first:
                found = [f"samma indikator, förvaltning och dag som rad {first[key]}; ta bort den ena"]
            elif value:
                first[key] = number
                values.append(value)
        faults += [f"rad {number}: {fault}" for fault in found]
    return ReadTable(() if faults else tuple(values), tuple(faults))


def _faults(content: Content, given: Mapping[str, str], departments: Mapping[str, str | None]) -> Iterator[str]:
    try:
        clause = content.clauses.get(Citation.parse(given["beteckning"]))
    except ValueError:
        clause = None
    if clause is None or not clause.is_indicator:
        yield f"beteckning: ”{given['beteckning']}” är ingen indikator; låt den stå som den stod"
    if given["förvaltning"].casefold() not in departments:
        known = ", ".join([*(one.name for one in content.departments), WHOLE_CITY])
        yield f"förvaltning: ”{given['förvaltning']}” finns inte; skriv {known}"
    for key, what in (("dag", "day"), ("värde", "value"), ("källa", "source")):
        if not given[key]:
            yield f"{key} saknas; {_FAULTS[what].partition(': ')[2]}"


def _measurement(
    given: Mapping[str, str], departments: Mapping[str, str | None]
) -> tuple[Measurement | None, list[str]]:
    fields = {
        "citation": given["beteckning"],
        "department": departments[given["förvaltning"].casefold()],
        "day": given["dag"],
        "value": given["värde"],
        "unit": given["enhet"] or None,
        "source": given["källa"],
        "remark": given["anmärkning"] or None,
    }
    try:
        return Measurement.model_validate(fields), []
    except ValidationError as error:
        return None, [_FAULTS[str(detail["loc"][0])] for detail in error.errors(include_url=False)]


def merged(known: Iterable[Measurement], read: Iterable[Measurement]) -> list[Measurement]:
    """Give what was known with what was read, in order; a new value takes the place of one of the same day."""
    by_key = {(one.subject, one.department, one.day): one for one in [*known, *read]}
    order = [(swedish_order(key[0]), key[1] or "", str(key[2]), one) for key, one in by_key.items()]
    return [one for *_, one in sorted(order, key=lambda entry: entry[:3])]


def by_year(values: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    """Give values by the year of their day; values without a day stand in no table that is read."""
    found: dict[str, list[Measurement]] = {}
    for value in values:
        if value.day is not None:
            found.setdefault(str(value.day.year), []).append(value)
    return found


def render_values(values: Iterable[Measurement]) -> str:
    """Give the text of a file of values."""
    parts = []
    for value in values:
        lines = []
        for key, given in value.model_dump(mode="json").items():
            if given is not None or key == "day":
                lines.append(f"{key}: {given if key == 'day' and given else json.dumps(given, ensure_ascii=False)}")
        parts.append("- " + "\n  ".join(lines) + "\n")
    return _FILE_HEAD + ("".join(parts) or "[]\n")
