"""A Word document in, blocks out: styles, levels of lists, links; what is deleted or hidden is not read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.oxml.ns import qn

from core.importing.blocks import Block, joined_links, split_bullet, split_number, tidy
from core.importing.document import Link, UnreadableDocumentError
from core.importing.tables import Cell, table_blocks
from core.importing.word_parts import (
    around,
    field_address,
    first_number,
    indent_of,
    is_on,
    merged,
    name_of,
    notes_of,
    numbering_of,
    paragraph_property,
    run_property,
)
from core.messages import _

_NO_OUTLINE = 9
_HEADING_NAME = re.compile(r"^(?:heading|rubrik)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|inneh.ll)\s*(?:\d|heading)", re.IGNORECASE)
_LIST_NAME = re.compile(r"^(?:list bullet|list number|punktlista|numrerad lista)\s*([1-9])?$", re.IGNORECASE)
_TAB = 36.0  # points: a tabulator before the text
_MATH_TEXT = qn("m:t")
_SKIPPED = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:instrText", "w:footnoteReference")
)


@dataclass
class _Text:
    """The text of one paragraph as it is gathered: pieces, links, and what the letters look like."""

    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    bold: int = 0
    signs: int = 0
    sizes: dict[float, int] = field(default_factory=dict)
    boxes: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    breaks: int = 0
    before: int = 0  # breaks before the first sign


@dataclass(frozen=True)
class WordText:
    """The blocks of a Word document, and in Swedish what was left out or could not be told."""

    blocks: list[Block]
    doubts: tuple[str, ...]


def read_word(content: bytes) -> WordText:
    """Turn a Word document into blocks; raises UnreadableDocumentError for one that is damaged."""
    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, docx.exceptions.PythonDocxError, SyntaxError) as error:
        raise UnreadableDocumentError(
            _("the file is damaged or cut off; fetch the document anew, or save it again in Word")
        ) from error
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Any) -> None:
        self.part = document.part
        self.body = document.element.body
        self.styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self.defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self.numbering = numbering_of(document)
        self.rendered = next(self.body.iter(qn("w:lastRenderedPageBreak")), None) is not None
        self.sheet = 1
        self.doubts: list[str] = []
        self.notes = notes_of(document)
        self.fields: list[dict[str, Any]] = []

    def read(self) -> WordText:
        """Read the body from its beginning to its end."""
        blocks = list(self._children(self.body))
        first = first_number(self.body)
        paged = self.sheet > 1
        blocks = [replace(block, page=str(block.sheet + first - 1) if paged else None) for block in blocks]
        if not paged:
            self.doubts.append(
                _("the Word file does not say where pages begin, so their numbers are missing; a PDF would have them")
            )
        if any(
            next(self.body.iter(qn(name)), None) is not None for name in ("w:del", "w:moveFrom", "w:ins", "w:moveTo")
        ):
            self.doubts.append(_("the document has tracked changes; what is struck was not read, what was put in was"))
        if next(self.body.iter(qn("w:commentReference")), None) is not None:
            self.doubts.append(_("the document has comments beside the text; they were not read"))
        return WordText([block for block in blocks if block.text], tuple(self.doubts))

    def _children(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                contents = child.find(qn("w:sdtContent"))
                listed = "Table of Contents" in "".join(
                    part.get(qn("w:val"), "") for part in child.iter(qn("w:docPartGallery"))
                )
                if contents is not None:
                    for block in self._children(contents):
                        yield replace(block, contents=True) if listed else block
            elif child.tag in {qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}:
                yield from self._children(child)

    # Paragraphs

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        found = _Text()
        # an instruction ends with its paragraph: one that is never ended would swallow the text after it
        self.fields = [{**each, "start": 0} for each in self.fields if each["shown"]]
        self._gather(paragraph, found, None, None)
        if not self.rendered and is_on(paragraph_property(paragraph, "w:pageBreakBefore")):
            self.sheet += 1
        self.sheet += found.before
        raw = "".join(found.pieces)
        block = self._block(paragraph, raw, found)
        lines = [line for line in raw.split("\n") if line.strip()]
        if block.heading is None and block.level is None and len([line for line in lines if split_bullet(line)[0]]) > 1:
            for line in lines:
                sign, text = split_bullet(line)
                links = tuple(link for link in block.links if link.text in tidy(line))
                yield replace(block, text=tidy(text), bullet=sign, links=links)
        elif block.text:
            yield block
        self.sheet += found.breaks - found.before
        if not self.rendered and (section := paragraph_property(paragraph, "w:sectPr")) is not None:
            kind = section.find(qn("w:type"))
            self.sheet += kind is None or kind.get(qn("w:val")) != "continuous"
        for note in found.notes:
            self.doubts.append(_("a note was not read with the text: {note}", note=note))
        for box in found.boxes:
            yield from self._children(box)

    def _block(self, paragraph: Any, raw: str, found: _Text) -> Block:
        style = self._style(paragraph)
        names = [name for name in (name_of(each) for each in style) if name]
        heading = self._heading(paragraph, style, names)
        level, sign, indent = self._list(paragraph, style, names)
        text = raw
        if heading is not None:
            level, sign = None, ""
        elif level is None:
            indent += _TAB * (len(raw) - len(raw.lstrip("\t")))
            sign, text = split_bullet(raw)
            if not sign:
                sign, text = split_number(raw)
        size = max(found.sizes, key=lambda each: found.sizes[each]) if found.sizes else 0.0
        return Block(
            tidy(text),
            self.sheet,
            links=joined_links(found.links),
            heading=heading,
            level=level,
            bullet=sign,
            indent=indent,
            size=size,
            bold=bool(found.signs) and found.bold >= found.signs * 0.9,
            lines=raw.strip().count("\n") + 1,
            contents=any(_CONTENTS_NAME.match(name) for name in names),
        )

    def _style(self, paragraph: Any) -> list[Any]:
        """Give the style of a paragraph and those that it is based on."""
        properties = paragraph.find(qn("w:pPr"))
        given = properties.find(qn("w:pStyle")) if properties is not None else None
        name = given.get(qn("w:val")) if given is not None else self._default_style()
        chain: list[Any] = []
        while name in self.styles and self.styles[name] not in chain:
            chain.append(self.styles[name])
            based = self.styles[name].find(qn("w:basedOn"))
            name = based.get(qn("w:val")) if based is not None else None
        return chain

    def _default_style(self) -> str | None:
        for name, style in self.styles.items():
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}:
                return str(name)
        return None

    def _heading(self, paragraph: Any, style: list[Any], names: list[str]) -> int | None:
        """Give the level of a heading by its style's name or its outline; 0 for the title, None for what is none."""
        if names and names[0].casefold() in {"title", "titel"}:
            return 0
        for name in names:
            if found := _HEADING_NAME.match(name):
                return int(found[1])
        for holder in (paragraph, *style):
            outline = paragraph_property(holder, "w:outlineLvl")
            if outline is not None and (level := int(outline.get(qn("w:val"), "9"))) < _NO_OUTLINE:
                return level + 1
        return None

    def _list(self, paragraph: Any, style: list[Any], names: list[str]) -> tuple[int | None, str, float]:
        """Give the level, sign and indent that numbering or a style for lists gives a paragraph."""
        number, level, of_style = None, 0, False
        for holder in (paragraph, *style):
            properties = paragraph_property(holder, "w:numPr")
            if properties is not None:
                number_, level_ = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
                if level_ is not None:
                    level = int(level_.get(qn("w:val"), "0"))
                if number_ is not None:
                    number, of_style = number_.get(qn("w:val")), holder is not paragraph
                    break
        kind, sign, own_indent = self.numbering.get((number or "0", level), ("bullet", "•", None))
        indent = indent_of(paragraph)
        if indent is None and not of_style:
            indent = own_indent
        if indent is None:
            indent = next((found for found in map(indent_of, style) if found is not None), own_indent)
        named = next((found for found in map(_LIST_NAME.match, names) if found), None)
        if number not in {None, "0"} and kind != "none":
            stated = level + 1
            if named and named[1] and level == 0:
                stated = int(named[1])
            return stated, sign, indent or 0.0
        if named and number is None:
            return int(named[1] or 1), "•", indent or 0.0
        return None, "", indent or 0.0

    # Runs

    def _gather(self, node: Any, found: _Text, link: str | None, style: Any) -> None:
        """Gather the text below a node, in its order; `link` is the address that it leads to."""
        for child in node:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                if tag == qn("w:footnoteReference"):
                    found.notes.append(self.notes.get(child.get(qn("w:id")), ""))
                continue
            if tag == qn("w:hyperlink"):
                self._link(child, found, self._address(child))
            elif tag == qn("w:fldSimple"):
                address = field_address(child.get(qn("w:instr"), ""))
                self._link(child, found, address) if address else self._gather(child, found, link, style)
            elif tag == qn("w:r"):
                self._run(child, found, link)
            elif tag.endswith("}AlternateContent"):
                choice = next(iter(child), None)
                if choice is not None:
                    self._gather(choice, found, link, style)
            elif tag == qn("w:txbxContent"):
                found.boxes.append(child)
            elif tag == _MATH_TEXT:
                found.pieces.append(child.text or "")
            else:
                self._gather(child, found, link, style)

    def _link(self, node: Any, found: _Text, address: str | None) -> None:
        start = len(found.pieces)
        self._gather(node, found, address, None)
        if address and (text := tidy("".join(found.pieces[start:]))):
            found.links.append(Link(text, address))

    def _address(self, link: Any) -> str | None:
        relation = self.part.rels.get(link.get(qn("r:id"), ""))
        if relation is None or not relation.is_external:
            return None
        anchor = link.get(qn("w:anchor"))
        return f"{relation.target_ref}#{anchor}" if anchor and "#" not in relation.target_ref else relation.target_ref

    def _run(self, run: Any, found: _Text, link: str | None) -> None:
        if is_on(run_property(run, "w:vanish")):
            return
        for child in run:
            tag = child.tag
            if tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType")), found)
            elif tag == qn("w:instrText") and self.fields:
                self.fields[-1]["instruction"] += child.text or ""
            elif self.fields and not self.fields[-1]["shown"]:
                continue
            elif tag == qn("w:t"):
                self._letters(child.text or "", run, found)
            elif tag == qn("w:lastRenderedPageBreak") or (tag == qn("w:br") and child.get(qn("w:type")) == "page"):
                self._page_break(found, rendered=tag == qn("w:lastRenderedPageBreak"))
            elif tag in _SIGNS:
                found.pieces.append(_SIGNS[tag] or chr(int(child.get(qn("w:char"), "20"), 16)))
            elif tag == qn("w:footnoteReference"):
                found.notes.append(self.notes.get(child.get(qn("w:id")), ""))
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._gather([child], found, link, None)

    def _page_break(self, found: _Text, *, rendered: bool) -> None:
        """Count a page; where Word has noted how it broke the pages, those that the writer put in are among them."""
        if self.rendered == rendered:
            found.breaks += 1
            found.before += not "".join(found.pieces).strip()

    def _field(self, kind: str, found: _Text) -> None:
        """Follow a field: its instruction is no text, what it shows is; one that links is a link."""
        if kind == "begin":
            self.fields.append({"instruction": "", "shown": False, "start": 0})
        elif kind == "separate" and self.fields:
            self.fields[-1].update(shown=True, start=len(found.pieces))
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            address = field_address(ended["instruction"])
            if address and (text := tidy("".join(found.pieces[ended["start"] :]))):
                found.links.append(Link(text, address))

    def _letters(self, text: str, run: Any, found: _Text) -> None:
        found.pieces.append(text)
        count = len(text.strip())
        paragraph = next((each for each in run.iterancestors() if each.tag == qn("w:p")), None)
        chain = self._style(paragraph) if paragraph is not None else []
        holders = [run, *self._character_style(run), *chain]
        bold = next((each for each in (run_property(holder, "w:b") for holder in holders) if each is not None), None)
        size = next((each for each in (run_property(holder, "w:sz") for holder in holders) if each is not None), None)
        if size is None and self.defaults is not None:
            size = self.defaults.find(qn("w:sz"))
        points = float(size.get(qn("w:val"), "20")) / 2 if size is not None else 10.0
        found.signs += count
        underlined = run.find(f"{qn('w:rPr')}/{qn('w:u')}") is not None and run.getparent().tag != qn("w:hyperlink")
        found.bold += count if is_on(bold) or underlined else 0
        found.sizes[points] = found.sizes.get(points, 0) + count

    def _character_style(self, run: Any) -> list[Any]:
        given = run_property(run, "w:rStyle")
        style = self.styles.get(given.get(qn("w:val"))) if given is not None else None
        return [style] if style is not None else []

    # Tables

    def _table(self, table: Any) -> Iterator[Block]:
        cells = [
            Cell(0, row_at, column, block)
            for row_at, row in enumerate(row for row in table.iter(qn("w:tr")) if around(row, "w:tbl") is table)
            for column, cell in enumerate(cell for cell in row.iter(qn("w:tc")) if around(cell, "w:tr") is row)
            if not merged(cell)
            for block in self._children(cell)
        ]
        if cells:
            yield from table_blocks(cells, self.doubts)


_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
    qn("w:sym"): "",
}
