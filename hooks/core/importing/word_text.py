"""The text of one paragraph of a Word document, gathered from its runs, links and fields, with what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from core.importing.blocks import tidy
from core.importing.document import Link
from core.importing.word_parts import field_address, notes_of
from core.importing.word_styles import Styles

_MATH_TEXT = qn("m:t")
_SKIPPED = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:instrText"))
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
    qn("w:sym"): "",
}


@dataclass
class GatheredText:
    """The text of one paragraph: pieces, links, and what the letters look like."""

    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    standing_out: int = 0  # letters
    letters: int = 0
    sizes: dict[float, int] = field(default_factory=dict)
    boxes: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    breaks: int = 0
    breaks_before: int = 0  # before the first letter

    @property
    def text(self) -> str:
        """Give it as it was written."""
        return "".join(self.pieces)


class Gatherer:
    """Gathers the text of one paragraph after the other; `rendered`: Word has noted where pages begin."""

    def __init__(self, document: Any, styles: Styles, *, rendered: bool) -> None:
        """Take a document with its styles."""
        self._relations = document.part.rels
        self._styles = styles
        self._rendered = rendered
        self._notes = {kind: notes_of(document, kind) for kind in _NOTES.values()}
        self._fields: list[dict[str, Any]] = []

    def gather(self, paragraph: Any) -> GatheredText:
        """Give the text of a paragraph."""
        found = GatheredText()
        # an instruction ends with its paragraph: one that is never ended would swallow the text after it
        self._fields = [{**each, "start": 0} for each in self._fields if each["shown"]]
        self._gather(paragraph, found)
        return found

    def _gather(self, node: Any, found: GatheredText) -> None:
        """Gather the text below a node, in its order."""
        for child in node:
            tag = child.tag
            if tag in _NOTES:
                found.notes.append(self._notes[_NOTES[tag]].get(child.get(qn("w:id")), ""))
            elif tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag == qn("w:hyperlink"):
                self._link(child, found, self._address(child))
            elif tag == qn("w:fldSimple"):
                self._link(child, found, field_address(child.get(qn("w:instr"), "")))
            elif tag == qn("w:r"):
                self._run(child, found)
            elif tag.endswith("}AlternateContent"):
                self._gather(next(iter(child), ()), found)
            elif tag == qn("w:txbxContent"):
                found.boxes.append(child)
            elif tag == _MATH_TEXT:
                found.pieces.append(child.text or "")
            else:
                self._gather(child, found)

    def _link(self, node: Any, found: GatheredText, address: str | None) -> None:
        start = len(found.pieces)
        self._gather(node, found)
        self._add_link(found, address, start)

    @staticmethod
    def _add_link(found: GatheredText, address: str | None, start: int) -> None:
        if address and (text := tidy("".join(found.pieces[start:]))):
            found.links.append(Link(text, address))

    def _address(self, link: Any) -> str | None:
        relation = self._relations.get(link.get(qn("r:id"), ""))
        if relation is None or not relation.is_external:
            return None
        anchor = link.get(qn("w:anchor"))
        return f"{relation.target_ref}#{anchor}" if anchor and "#" not in relation.target_ref else relation.target_ref

    def _run(self, run: Any, found: GatheredText) -> None:
        if self._styles.is_hidden(run):
            found.hidden.append("".join(text.text or "" for text in run.iter(qn("w:t"))))
            return
        for child in run:
            tag = child.tag
            if tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType")), found)
            elif tag == qn("w:instrText") and self._fields:
                self._fields[-1]["instruction"] += child.text or ""
            elif self._fields and not self._fields[-1]["shown"]:
                continue
            elif tag == qn("w:t"):
                self._letters(child.text or "", run, found)
            elif tag == qn("w:lastRenderedPageBreak") or (tag == qn("w:br") and child.get(qn("w:type")) == "page"):
                self._page_break(found, rendered=tag == qn("w:lastRenderedPageBreak"))
            elif tag in _SIGNS:
                found.pieces.append(_SIGNS[tag] or chr(int(child.get(qn("w:char"), "20"), 16)))
            else:
                self._gather([child], found)

    def _page_break(self, found: GatheredText, *, rendered: bool) -> None:
        """Count a page; where Word has noted how it broke the pages, those that the writer put in are among them."""
        if self._rendered == rendered:
            found.breaks += 1
            found.breaks_before += not found.text.strip()

    def _field(self, kind: str, found: GatheredText) -> None:
        """Follow a field: its instruction is no text, what it shows is; one that links is a link."""
        if kind == "begin":
            self._fields.append({"instruction": "", "shown": False, "start": 0})
        elif kind == "separate" and self._fields:
            self._fields[-1].update(shown=True, start=len(found.pieces))
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._add_link(found, field_address(ended["instruction"]), ended["start"])

    def _letters(self, text: str, run: Any, found: GatheredText) -> None:
        found.pieces.append(text)
        count = len(text.strip())
        stands_out, size = self._styles.look(run)
        found.letters += count
        found.standing_out += count if stands_out else 0
        found.sizes[size] = found.sizes.get(size, 0) + count
