"""The structure tree of a PDF in, its headings, items and paragraphs out, each with its marked content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

Mark = tuple[int, int]  # page from 1, number of the marked content on it

_INLINE = frozenset(
    {"Span", "Link", "Quote", "Em", "Strong", "Sub", "Code", "Annot", "BibEntry", "Reference", "NonStruct"}
)
_LEFT_OUT = frozenset({"Artifact", "Figure", "Formula"})
_DEEPEST = 60  # a tree that is deeper goes round in a ring


@dataclass
class Tagged:
    """One block of the tree. `kind` is its tag, `level` how many lists lie around it, `item` which item it lies in.

    `cell` is the table, row and column that it lies in, None outside tables.
    """

    kind: str
    level: int = 0
    item: int = 0
    cell: tuple[int, int, int] | None = None
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class _Place:
    page: int | None = None
    level: int = 0
    item: int = 0
    cell: tuple[int, int, int] | None = None
    depth: int = 0


def read_tags(content: bytes) -> list[Tagged]:
    """Give the blocks of a PDF's structure tree in its order; an empty list where it has none."""
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    root = resolve1(document.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return []
    walk = _Walk(document, root)
    for child in _children(root):
        walk.take(child, _Place())
    return [block for block in walk.found if block.marks]


class _Walk:
    def __init__(self, document: PDFDocument, root: dict[str, Any]) -> None:
        self.roles: dict[str, Any] = resolve1(root.get("RoleMap")) or {}
        self.pages = {page.pageid: number for number, page in enumerate(PDFPage.create_pages(document), 1)}
        self.found: list[Tagged] = []
        self.open: Tagged | None = None
        self.items = self.tables = self.rows = self.columns = 0

    def take(self, child: Any, place: _Place) -> None:
        """Take one child: a number of marked content, a reference to some, or an element with children of its own."""
        element = resolve1(child)
        if isinstance(element, int):
            if place.page:
                self._block("P", place).marks.append((place.page, element))
            return
        if not isinstance(element, dict) or place.depth > _DEEPEST or "Obj" in element:
            return
        own = element.get("Pg")
        page = self.pages.get(own.objid, place.page) if isinstance(own, PDFObjRef) else place.page
        place = replace(place, page=page, depth=place.depth + 1)
        if "MCID" in element:
            self.take(element["MCID"], place)
        else:
            self._enter(element, self._kind(element), place)

    def _block(self, kind: str, place: _Place) -> Tagged:
        """Give the block that is open, or begin one."""
        if self.open is None:
            self.open = Tagged(kind, place.level, place.item, place.cell)
            self.found.append(self.open)
        return self.open

    def _enter(self, element: dict[str, Any], kind: str, place: _Place) -> None:
        if kind in _LEFT_OUT:
            return
        if kind in _INLINE:
            for child in _children(element):
                self.take(child, place)
            return
        place = self._placed(kind, place)
        self.open = None
        if kind not in {"L", "LI", "Table", "TR"}:
            self._block(kind, place)
        for child in _children(element):
            self.take(child, place)
        self.open = None

    def _placed(self, kind: str, place: _Place) -> _Place:
        if kind == "L":
            return replace(place, level=place.level + 1)
        if kind == "LI":
            self.items += 1
            return replace(place, item=self.items)
        if kind == "Table":
            self.tables, self.rows = self.tables + 1, 0
        elif kind == "TR":
            self.rows, self.columns = self.rows + 1, 0
        elif kind in {"TD", "TH"}:
            self.columns += 1
            return replace(place, cell=(self.tables, self.rows, self.columns))
        return place

    def _kind(self, element: dict[str, Any]) -> str:
        """Give the tag of an element, by the map of the document's own names."""
        name = _name(element.get("S"))
        for _ in range(_DEEPEST):
            mapped = _name(resolve1(self.roles.get(name)))
            if not mapped or mapped == name:
                break
            name = mapped
        return name


def _children(element: dict[str, Any]) -> Iterator[Any]:
    children = resolve1(element.get("K"))
    if isinstance(children, list):
        yield from children
    elif children is not None:
        yield element["K"] if isinstance(children, dict) else children


def _name(literal: Any) -> str:
    if not isinstance(literal, PSLiteral):
        return ""
    return literal.name if isinstance(literal.name, str) else literal.name.decode("latin-1")
