"""Documents for the tests of the importer, made of the invented edition as if it had been written from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.importing.document import Document, DocumentSection, Item, ItemList, Link, Paragraph

if TYPE_CHECKING:
    from core.content import Content

OTHER_WORDS = {
    "samverkan/kort-1": "Varje person ska mötas i tid. Ingen ska behöva vänta i onödan.",
    "samverkan/kort-1-1": "Skolan lyssnar på barnet.",
    "samverkan/kort-2": "Staden prövar en ny väg in, som ska vara lätt att hitta.",
}
"""How the document says some of what the edition has in words of its own."""


def document_of_edition(content: Content) -> Document:
    """Give the document that the edition in force was written from."""
    sections = []
    for one in content.current.sections:
        lists = []
        for listed in one.lists:
            items = []
            for clause in (part for top in listed.clauses for part in top.walk()):
                text = OTHER_WORDS.get(f"{one.section.id}/{clause.anchor}") or " ".join(clause.texts())
                links = tuple(
                    Link(link.title, link.printed or link.url)
                    for link in (content.links[link] for link in clause.clause.links)
                )
                level = sum(part.isdecimal() for part in clause.anchor.split("-"))
                items.append(Item(" ".join(text.split()), level, "7", links))
            lists.append(ItemList(listed.record.heading or "", tuple(items), "7"))
        told = tuple(Paragraph(part.text, "7") for part in one.section.introduction)
        belongs = tuple(f"fokusområde {group.number}" for group in one.groups if group.number)
        sections.append(DocumentSection(one.section.title, str(one.section.page), belongs, told, tuple(lists)))
    return Document(content.current.agreement.title, (), tuple(sections), (), ())


def with_items(document: Document, change: Callable[[str, tuple[Item, ...]], tuple[Item, ...]]) -> Document:
    """Give a document with the items of each list changed; lists are named section/place, from 0."""
    sections = [
        dataclasses.replace(
            section,
            lists=tuple(
                dataclasses.replace(listed, items=change(f"{place}/{number}", listed.items))
                for number, listed in enumerate(section.lists)
            ),
        )
        for place, section in enumerate(document.sections)
    ]
    return dataclasses.replace(document, sections=tuple(sections))


def reworded(document: Document, before: str, after: str) -> Document:
    """Give a document with words of its items changed; they stand in it."""

    def change(_: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(dataclasses.replace(one, text=one.text.replace(before, after)) for one in items)

    changed = with_items(document, change)
    assert changed != document
    return changed
