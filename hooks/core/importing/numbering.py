"""The ids of a draft edition: each clause, list and section has that of what it continues, or one never used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown.extensions.toc import slugify

from core.editions import USUAL_STEMS, Edition, SectionInContext
from core.importing.difference import BulletDifference, Difference, SectionDifference
from core.importing.document import DocumentSection, ItemList
from core.importing.known import KnownList
from core.models.agreement import Clause, free_id
from core.models.common import MAX_ID_LENGTH
from core.routes import RESERVED_IDS


@dataclass
class Written:
    """A clause of the draft on its way: the bullet, its id, and its parts."""

    bullet: BulletDifference
    id: str
    carried: bool
    """Whether the id is that of the clause that it continues."""
    details: list[Written] = field(default_factory=list)

    def walk(self) -> Iterator[Written]:
        """Yield it and all of its parts, in order."""
        yield self
        for one in self.details:
            yield from one.walk()


@dataclass
class WrittenList:
    """A list of the draft."""

    id: str
    heading: str | None
    term: str
    kind: str
    clauses: list[Written]


@dataclass
class WrittenSection:
    """A section of the draft: what differs of it, as it was read, and the one that it continues, if any."""

    id: str
    difference: SectionDifference
    document: DocumentSection
    before: SectionInContext | None
    belongs_to: Sequence[str]
    lists: list[WrittenList]

    def walk(self) -> Iterator[Written]:
        """Yield all of its clauses and their parts, in order."""
        for listed in self.lists:
            for clause in listed.clauses:
                yield from clause.walk()


def number_sections(difference: Difference, edition: Edition) -> tuple[WrittenSection, ...]:
    """Give every section of a document with the ids that it and its parts have in the draft."""
    numberer = _Numberer(edition)
    return tuple(
        numberer.section(one, section, lists)
        for one, section, lists in zip(
            difference.sections, difference.document.sections, difference.alignment.lists, strict=True
        )
    )


def free_slug(words: str, otherwise: str, taken: Iterable[str]) -> str:
    """Give an id made of words that nothing has, short enough to be one."""
    parts = slugify(words, "-").split("-")
    while len("-".join(parts)) > MAX_ID_LENGTH - len("-99"):
        parts.pop()
    return free_of("-".join(parts) or otherwise, taken)


def free_of(wanted: str, taken: Iterable[str]) -> str:
    """Give an id, with the first number behind it that makes it one that nothing has."""
    held = {*taken}
    found, number = wanted, 1
    while found in held:
        number += 1
        found = f"{wanted}-{number}"
    return found


class _Numberer:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._sections = {*edition.by_id, *RESERVED_IDS}

    def section(
        self, difference: SectionDifference, section: DocumentSection, known_lists: Sequence[KnownList | None]
    ) -> WrittenSection:
        """Give a section with its ids."""
        known = difference.known
        before = self._edition.by_id[known.id] if known else None
        used = set(_ids(before)) if before else set()
        lists: list[WrittenList] = []
        bullets = iter(difference.bullets)
        for listed, known_list in zip(section.lists, known_lists, strict=True):
            own = [next(bullets) for _ in listed.items]
            if not own:
                continue
            term, kind, list_id = _list_of(listed, known_list, before, [*used, *(one.id for one in lists)], lists)
            stem = _stem(before, list_id, term, kind)
            written = WrittenList(list_id, listed.heading or None, term, kind, [])
            lists.append(written)
            path: list[Written] = []
            for bullet in own:
                del path[max(0, bullet.bullet.item.level - 1) :]
                one = self._clause(bullet, path[-1] if path else None, before, stem, used)
                (path[-1].details if path else written.clauses).append(one)
                path.append(one)
        section_id = known.id if known else free_slug(difference.title, "avsnitt", self._sections)
        self._sections.add(section_id)
        return WrittenSection(section_id, difference, section, before, self._belongs(section, before), lists)

    def _clause(
        self,
        bullet: BulletDifference,
        above: Written | None,
        before: SectionInContext | None,
        stem: str,
        used: set[str],
    ) -> Written:
        known = bullet.known if bullet.match and bullet.match.accepted else None
        if known and before and known.section == before.section.id:
            own = known.citation.rpartition("/")[2]
            below = re.sub(r"-\d+$", "", own)
            if (above.id == below and above.carried) if above else known.level == 1:
                return Written(bullet, own, carried=True)
        fresh = free_id(above.id if above else stem, used)
        used.add(fresh)
        return Written(bullet, fresh, carried=False)

    def _belongs(self, section: DocumentSection, before: SectionInContext | None) -> Sequence[str]:
        framework = self._edition.agreement.framework
        if framework is None:
            return ()
        numbers = [number for one in section.belongs_to for number in re.findall(r"\d+", one)]
        if framework.strategy:
            found = [f"delmal-{number}" for number in numbers]
        else:
            words = " ".join(section.belongs_to).casefold()
            found = [one.id for one in framework.groups if one.number in numbers or one.name.casefold() in words]
        return list(dict.fromkeys(found)) or (before.section.belongs_to if before else ())


def _list_of(
    listed: ItemList,
    known: KnownList | None,
    before: SectionInContext | None,
    taken: Iterable[str],
    lists: Sequence[WrittenList],
) -> tuple[str, str, str]:
    """Give the term, the kind and the id of a list: those that it had, else as its heading says."""
    if known and before:
        record = next(one.record for one in before.lists if one.record.id == known.id)
        return record.term, record.kind, record.id
    heading = listed.heading.casefold()
    kind = "indicators" if "indikator" in heading else "goals" if "mål" in heading else "activities"
    term = "long" if re.search(r"lång\w*", heading) else "short" if re.search(r"kort\w*", heading) else "none"
    if kind == "indicators" and term == "none" and lists:
        term = lists[-1].term
    names = {"short": "kort-sikt", "long": "lang-sikt"}
    plain = {"goals": "mal", "indicators": "indikatorer", "activities": "insatser"}[kind]
    stem = f"{names[term]}-indikatorer" if term in names and kind == "indicators" else names.get(term, plain)
    held = {*taken, *(one.record.id for one in before.lists)} if before else set(taken)
    return term, kind, free_of(stem, held)


def _stem(before: SectionInContext | None, list_id: str, term: str, kind: str) -> str:
    """Give what the ids of a list's clauses begin with."""
    named = [
        clause.id for one in (before.section.lists if before else ()) if one.id == list_id for clause in one.clauses
    ]
    if named:
        return re.sub(r"(?:-\d+)+$", "", named[0])
    return USUAL_STEMS.get((term, kind), "punkt")


def _ids(before: SectionInContext) -> Iterator[str]:
    def walk(clauses: Iterable[Clause]) -> Iterator[str]:
        for one in clauses:
            yield one.id
            yield from walk(one.details)

    for listed in before.section.lists:
        yield from walk(listed.clauses)
