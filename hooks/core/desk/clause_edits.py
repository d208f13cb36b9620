"""One bullet of the agreement put in, moved or struck: the texts of a folder in, those that differ out.

Nothing else changes: every other bullet keeps its id, and with it its address and all that cites it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.desk.link_edits import Use
from core.desk.record_text import NotKeptError, change_record, folded
from core.messages import _
from core.models.agreement import Citation, free_id
from core.routes import EditionAddresses, address_of

KEPT_BY_COMMANDS = ("data/published.yml", "data/cited.yml", "data/schema/")


def section_path(citation: Citation) -> str:
    """Give the file of a clause."""
    return f"data/agreements/{citation.edition}/sections/{citation.section}.yml"


def uses_of(texts: Mapping[str, str], citation: Citation, pages: EditionAddresses) -> list[Use]:
    """Give every place that cites a clause or leads to it, in order; what commands write is left out."""
    page = address_of(pages.section(citation.section)).strip("/")
    # As the data cites it, as an address has it, and as a text links to the page's source.
    ways = (rf"(?<![\w/-]){re.escape(str(citation))}", rf"/{page}/#{citation.clause}", rf"{page}\.md#{citation.clause}")
    cited = re.compile(rf"(?:{'|'.join(ways)})(?![\w-])")
    # What continues what is told by section and clause alone.
    spot = re.compile(rf"(?<![\w/-]){re.escape(f'{citation.section}/{citation.clause}')}(?![\w-])")
    return sorted(
        Use(path, number)
        for path, text in texts.items()
        if not path.startswith(KEPT_BY_COMMANDS)
        for number, line in enumerate(text.split("\n"), 1)
        if cited.search(line) or (path == "data/continuity.yml" and spot.search(line))
    )


def put_in(texts: Mapping[str, str], after: Citation, text: str) -> tuple[str, dict[str, str]]:
    """Give the id of a new clause behind another, and the texts with it; what counts bullets counts one more."""
    path = section_path(after)
    made: list[str] = []
    where: list[str] = []

    def change(section: Any) -> None:
        siblings, index, list_id = _find(section, after.clause)
        stem = after.clause.rpartition("-")[0]
        made.append(free_id(stem, _ids(section)))
        where.append(list_id)
        siblings.insert(index + 1, {"id": made[0], "text": folded(text)})

    changed = {path: change_record(texts[path], change)}
    signed = f"data/agreements/{after.edition}/signed.yml"
    if f"- id: {after.section}\n" in texts.get(signed, ""):
        changed[signed] = change_record(texts[signed], lambda record: _count(record, after.section, where[0]))
    return made[0], changed


def moved(texts: Mapping[str, str], citation: Citation, after: str | None) -> dict[str, str]:
    """Give the texts with a clause behind another of its list, or first in it."""
    path = section_path(citation)

    def change(section: Any) -> None:
        siblings, index, _list = _find(section, citation.clause)
        clause = siblings.pop(index)
        behind = -1
        if after is not None:
            others, behind, _other = _find(section, after)
            if others is not siblings:
                raise NotKeptError(_("'{id}' stands in another list; a bullet is moved in its own", id=after))
        siblings.insert(behind + 1, clause)

    return {path: change_record(texts[path], change)}


def struck(texts: Mapping[str, str], citation: Citation, day: datetime.date) -> dict[str, str]:
    """Give the texts with a clause that is struck from a day on; it stays, so that its id has an answer."""
    path = section_path(citation)

    def change(section: Any) -> None:
        siblings, index, _list = _find(section, citation.clause)
        if "struck" in siblings[index]:
            raise NotKeptError(_("'{id}' is struck already; correct the day by hand", id=citation.clause))
        siblings[index].insert(1, "struck", day)

    return {path: change_record(texts[path], change)}


def _find(section: Any, clause_id: str) -> tuple[Any, int, str]:
    """Give the list of bullets that holds a clause, its place in it, and the id of the section's list."""

    def search(clauses: Any) -> tuple[Any, int] | None:
        for index, clause in enumerate(clauses):
            if clause["id"] == clause_id:
                return clauses, index
            if found := search(clause.get("details", ())):
                return found
        return None

    for listed in section["lists"]:
        if found := search(listed["clauses"]):
            return *found, str(listed["id"])
    raise NotKeptError(_("no bullet has the id '{id}'; name one that is there", id=clause_id))


def _ids(section: Any) -> Iterator[str]:
    def walk(clauses: Any) -> Iterator[str]:
        for clause in clauses:
            yield str(clause["id"])
            yield from walk(clause.get("details", ()))

    for listed in section["lists"]:
        yield from walk(listed["clauses"])


def _count(record: Any, section_id: str, list_id: str) -> None:
    for stated in record["sections"]:
        if stated["id"] == section_id:
            stated["lists"][list_id] = int(stated["lists"].get(list_id, 0)) + 1
