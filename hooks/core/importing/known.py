"""What a document is compared with: an edition of the site, or another document, in one form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from core.content import Content
from core.editions import ClauseInContext, Edition
from core.importing.document import Document, Item, Link
from core.importing.likeness import Words

Noted = Mapping[tuple[str, str], tuple[str, ...]]
"""The telling words of the signed document, by section and clause; the introduction's by `INTRODUCTION`."""
INTRODUCTION = "introduction"


def address_key(address: str) -> str:
    """Give an address without what makes no other page of it: its scheme, `www.`, a last slash, a share key."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip(), flags=re.IGNORECASE)
    parts = urlsplit(f"//{bare}")
    query = "" if "generated_by=" in parts.query or "hash=" in parts.query else parts.query
    asked, place = f"?{query}" if query else "", f"#{parts.fragment}" if parts.fragment else ""
    return unquote(f"{parts.netloc.casefold()}{parts.path.rstrip('/')}{asked}{place}")


def addresses_of(text: str, links: Iterable[Link]) -> dict[str, str]:
    """Give the addresses of a text by their keys: those of its links, and those that it spells out."""
    spelled = (found[0].rstrip(".,;:)”") for found in re.finditer(r"(?:https?://|www\.)\S+", text))
    return {address_key(one): one for one in (*spelled, *(link.address for link in links))}


@dataclass(frozen=True, eq=False)
class Known:
    """One clause that a bullet may be: by its text, and by what it is in its section."""

    citation: str
    """Its citation; of a clause of a document that no edition has, what it is called in that document."""
    section: str
    listed: str
    text: str
    level: int
    verbatim: bool
    """Whether the text is the document's own: an indicator, or a clause of a document."""
    titles: tuple[str, ...] = ()
    """The words of its links, which running text need not repeat."""
    actors: tuple[str, ...] = ()
    """The names of those who act in it, which the document may write as «vi»."""
    addresses: frozenset[str] = frozenset()
    noted: tuple[str, ...] | None = None
    """The telling words of the signed document, where they were noted."""
    trailing: tuple[str, ...] = ()
    """Text that follows the parts of a clause: where it was read as a part of the last of them, it is of them too."""

    @cached_property
    def words(self) -> Words:
        """Give its words, those of its links too."""
        return Words(" ".join([self.text, *(title for title in self.titles if title not in self.text)]))


@dataclass(frozen=True, eq=False)
class KnownList:
    """A list of a section; `named` is what an edition calls it, if one does."""

    id: str
    named: str | None
    heading: str
    kind: str
    clauses: tuple[Known, ...]


@dataclass(frozen=True, eq=False)
class KnownSection:
    """A section; `id` is its name, or its place in a document; `named` what an edition calls it, if one does."""

    id: str
    named: str | None
    title: str
    introduction: str
    introduction_titles: tuple[str, ...]
    introduction_noted: tuple[str, ...] | None
    lists: tuple[KnownList, ...]
    belongs_to: frozenset[str] = frozenset()

    @property
    def clauses(self) -> Iterator[Known]:
        """Yield its clauses in order."""
        for one in self.lists:
            yield from one.clauses


@dataclass(frozen=True, eq=False)
class Reference:
    """All that a document is compared with."""

    name: str
    """What it is called in running text."""
    sections: tuple[KnownSection, ...]
    addresses: frozenset[str]
    """Every address that it gives anywhere."""
    names: frozenset[str] = frozenset()
    """Words that are names wherever they stand."""
    called: frozenset[str] = frozenset()
    """What the site knows by name: those who act, support, trainings."""
    language: tuple[str, ...] = ()
    """More of what is written in the same language: by it an ordinary word is told from a name."""
    edition: Edition | None = None
    opening: KnownSection | None = None
    """Its title, and what stands before its first section."""

    @cached_property
    def clauses(self) -> tuple[Known, ...]:
        """Give every clause in order."""
        return tuple(clause for section in self.sections for clause in section.clauses)


def edition_reference(content: Content, edition: Edition, noted: Noted) -> Reference:
    """Give an edition of the site, as it stands on the content's day, as what a document is compared with."""

    def known(clause: ClauseInContext, listed: str, trailing: tuple[str, ...] = ()) -> Iterator[Known]:
        links = [content.links[one] for one in clause.clause.links]
        own = (*trailing, clause.clause.text_after_details) if clause.clause.text_after_details else trailing
        yield Known(
            citation=str(clause.citation),
            section=clause.citation.section,
            listed=listed,
            text=" ".join(clause.clause.text.split()),
            level=_level(clause.citation.clause),
            verbatim=clause.is_indicator,
            titles=tuple(link.title for link in links),
            actors=tuple(content.organisations[one].name for one in clause.clause.actors),
            addresses=frozenset(address_key(link.printed or link.url) for link in links),
            noted=noted.get((clause.citation.section, clause.citation.clause)),
            trailing=own,
        )
        for detail in clause.details:
            yield from known(detail, listed, own)

    sections = []
    for one in edition.sections:
        lists = tuple(
            KnownList(
                id=listed.record.id,
                named=listed.record.id,
                heading=listed.record.heading or "",
                kind=listed.record.kind,
                clauses=tuple(found for whole in listed.clauses for found in known(whole, listed.record.id)),
            )
            for listed in one.lists
        )
        introduction = " ".join(paragraph.text for paragraph in one.section.introduction)
        told = noted.get((one.section.id, INTRODUCTION))
        titles = tuple(content.links[link].title for part in one.section.introduction for link in part.links)
        groups = frozenset(part for group in one.groups for part in (group.number, group.name) if part)
        sections.append(
            KnownSection(one.section.id, one.section.id, one.section.title, introduction, titles, told, lists, groups)
        )
    names = {word for one in content.departments for word in one.name.split() if word.endswith("en")}
    own = {link for one in edition.sections for part in one.section.introduction for link in part.links}
    own.update(link for part in edition.agreement.implementation for link in part.links)
    own.update(link for clause in edition.walk() for link in clause.clause.links)
    addresses = frozenset(address_key(content.links[one].printed or content.links[one].url) for one in own)
    named = (content.organisations, content.services, content.trainings)
    called = frozenset(one.name for records in named for one in records.values())
    language = tuple(text for other in content.editions.values() for one in other.sections for text in one.texts())
    opening = _opening_of(edition, content)
    return Reference(edition.name, tuple(sections), addresses, frozenset(names), called, language, edition, opening)


def _opening_of(edition: Edition, content: Content) -> KnownSection:
    """Give what stands before the first section; who agreed and when, and slips of the document, stand beside it."""
    agreement = edition.agreement
    paragraphs = (*agreement.purpose, *agreement.aim, *agreement.common_ground, *agreement.implementation)
    basis = agreement.basis
    stated = (*basis.grounded_in, *basis.inspired_by, *basis.follows)
    text = " ".join([*(one.text for one in paragraphs), *stated, agreement.implementation_title or ""])
    days = [one.isoformat() for one in (agreement.decided, *agreement.revised) if one]
    beside = (
        *(content.links[link].title for one in paragraphs for link in one.links),
        *(content.organisations[party].name for party in agreement.parties),
        *(content.site.place, *days, *agreement.remarks, agreement.title),
    )
    return KnownSection("", None, agreement.title, text, beside, None, ())


@dataclass(frozen=True)
class Named:
    """What an edition calls the bullets, the sections and the lists of a document, each by its number or place."""

    bullets: Mapping[int, str]
    sections: Sequence[str | None]
    lists: Sequence[Sequence[str | None]]


def document_reference(document: Document, name: str, named: Named | None) -> Reference:
    """Give a document as what another is compared with."""
    sections, number = [], 0
    for place, section in enumerate(document.sections):
        lists = []
        for listed_place, listed in enumerate(section.lists):
            clauses = []
            for item_place, item in enumerate(listed.items, 1):
                called = f"{section.title}: {listed.heading} {item_place}"
                citation = named.bullets.get(number, called) if named else called
                clauses.append(_from_item(item, citation, place, listed_place))
                number += 1
            list_name = named.lists[place][listed_place] if named else None
            lists.append(KnownList(str(listed_place), list_name, listed.heading, "prose", tuple(clauses)))
        introduction = " ".join(one.text for one in section.introduction)
        section_name = named.sections[place] if named else None
        sections.append(KnownSection(str(place), section_name, section.title, introduction, (), None, tuple(lists)))
    text = " ".join(one.text for one in document.preamble)
    opening = KnownSection("", None, document.title, text, (), None, ())
    return Reference(name, tuple(sections), frozenset(map(address_key, document.addresses())), opening=opening)


def _from_item(item: Item, citation: str, section: int, listed: int) -> Known:
    return Known(
        citation=citation,
        section=str(section),
        listed=str(listed),
        text=item.text,
        level=item.level,
        verbatim=True,
        addresses=frozenset(addresses_of(item.text, item.links)),
    )


def _level(clause_id: str) -> int:
    return sum(part.isdecimal() for part in clause_id.split("-"))
