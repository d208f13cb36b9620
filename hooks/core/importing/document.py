"""An official document as it was read: sections, lists and items with their words, places and addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


class UnreadableDocumentError(Exception):
    """Raised for a document that cannot be read; the message is one Swedish text: why, and what to do."""


@dataclass(frozen=True)
class Link:
    """An address and the words of the document that lead to it."""

    text: str
    address: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; `page` is the printed page number, or the page's place in the file where none is printed."""

    text: str
    page: str | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Item:
    """One bullet. `level` is 1 to 3; the parent of an item is the last one above it of a lower level.

    `doubt` says in Swedish what could not be told with certainty of just this item, or is None.
    """

    text: str
    level: int
    page: str | None = None
    links: tuple[Link, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class ItemList:
    """Items below a heading as the document words it; "" where the list has none."""

    heading: str
    items: tuple[Item, ...]
    page: str | None = None


@dataclass(frozen=True)
class DocumentSection:
    """A section. `level` is 1, or 2 for one that lies within the last section of level 1 above it.

    `belongs_to` holds what it belongs to, as the document words it: `delmål 2`, or the heading of a focus area.
    """

    title: str
    page: str | None
    belongs_to: tuple[str, ...]
    introduction: tuple[Paragraph, ...]
    lists: tuple[ItemList, ...]
    level: int = 1


@dataclass(frozen=True)
class Document:
    """A whole document; `preamble` is what stands before the first section, `signatories` a line each.

    `doubts` are Swedish sentences, each with its page: what could not be told, and what was left out. `unplaced` are
    addresses of which the words that lead to them could not be told.
    """

    title: str
    preamble: tuple[Paragraph, ...]
    sections: tuple[DocumentSection, ...]
    signatories: tuple[str, ...]
    doubts: tuple[str, ...]
    unplaced: tuple[str, ...] = ()

    def addresses(self) -> Iterator[str]:
        """Yield every address that it gives, as it stands in the document."""
        yield from self.unplaced
        for paragraph in self.preamble:
            yield from (link.address for link in paragraph.links)
        for section in self.sections:
            yield from (link.address for paragraph in section.introduction for link in paragraph.links)
            yield from (link.address for listed in section.lists for item in listed.items for link in item.links)
