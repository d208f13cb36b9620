"""A Word document in, blocks out: styles, levels of lists, links; what is not read as text is told of."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import docx
from docx.oxml.ns import qn

from core.importing.blocks import Block, joined_links, split_bullet, split_number, tidy
from core.importing.document import UnreadableDocumentError
from core.importing.tables import Cell, table_blocks
from core.importing.word_parts import around, first_number, is_on, join_struck, merged, paragraph_property
from core.importing.word_styles import Styles
from core.importing.word_text import GatheredText, Gatherer
from core.messages import N_, _

_TAB = 36.0  # points: a tabulator before the text
_STANDS_OUT = 0.9  # of the letters
_UNREAD = {
    N_("the document has tracked changes; what is struck was not read, what was put in was"): (
        "w:del", "w:moveFrom", "w:ins", "w:moveTo",
    ),
    N_("the document has comments beside the text; they were not read"): ("w:commentReference",),
    N_("the document has pictures, drawings or embedded objects; words in them were not read"): (
        "pic:pic", "a:graphicData", "w:object", "w:altChunk", "w:subDoc",
    ),
}  # fmt: skip
"""What parts of a document say of how it was read."""


@dataclass(frozen=True)
class WordText:
    """The blocks of a Word document, and what was left out or could not be told."""

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
        self.body = document.element.body
        join_struck(self.body)
        self.rendered = next(self.body.iter(qn("w:lastRenderedPageBreak")), None) is not None
        self.styles = Styles(document)
        self.gatherer = Gatherer(document, self.styles, rendered=self.rendered)
        self.sheet = 1
        self.doubts: list[str] = []

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
        self.doubts += [_(said) for said, names in _UNREAD.items() if any(self._has(name) for name in names)]
        return WordText([block for block in blocks if block.text], tuple(self.doubts))

    def _has(self, name: str) -> bool:
        return next(self.body.iter(qn(name)), None) is not None

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

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        found = self.gatherer.gather(paragraph)
        if not self.rendered and is_on(paragraph_property(paragraph, "w:pageBreakBefore")):
            self.sheet += 1
        self.sheet += found.breaks_before
        block = self._block(paragraph, found)
        lines = [line for line in found.text.split("\n") if line.strip()]
        if block.heading is None and block.level is None and len([line for line in lines if split_bullet(line)[0]]) > 1:
            for line in lines:
                sign, text = split_bullet(line)
                links = tuple(link for link in block.links if link.text in tidy(line))
                yield replace(block, text=tidy(text), bullet=sign, links=links)
        elif block.text:
            yield block
        self.sheet += found.breaks - found.breaks_before
        if not self.rendered and (section := paragraph_property(paragraph, "w:sectPr")) is not None:
            kind = section.find(qn("w:type"))
            self.sheet += kind is None or kind.get(qn("w:val")) != "continuous"
        self.doubts += [_("a note was not read with the text: {note}", note=note) for note in found.notes]
        if hidden := tidy(" ".join(found.hidden)):
            self.doubts.append(_("hidden text was not read: {text}", text=hidden))
        for box in found.boxes:
            for each in self._children(box):
                self.doubts.append(_("a text box was read where it is fastened: {text}", text=each.text))
                yield each

    def _block(self, paragraph: Any, found: GatheredText) -> Block:
        heading = self.styles.heading(paragraph)
        level, sign, indent = self.styles.place_in_list(paragraph)
        text = raw = found.text
        if heading is not None:
            level, sign = None, ""
        elif level is None:
            indent += _TAB * (len(raw) - len(raw.lstrip("\t")))
            sign, text = split_bullet(raw)
            if not sign:
                sign, text = split_number(raw)
        return Block(
            tidy(text),
            self.sheet,
            links=joined_links(found.links),
            heading=heading,
            level=level,
            bullet=sign,
            indent=indent,
            size=max(found.sizes, key=lambda each: found.sizes[each], default=0.0),
            bold=bool(found.letters) and found.standing_out >= found.letters * _STANDS_OUT,
            lines=raw.strip().count("\n") + 1,
            contents=self.styles.is_contents(paragraph),
        )

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
