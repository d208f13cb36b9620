"""A PDF in, blocks out: by its structure tree where it has a sound one, else by where its letters stand."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pypdfium2 import raw

from core.importing.blocks import Block, joined_links, split_bullet, split_number, tidy
from core.importing.document import UnreadableDocumentError
from core.importing.letters import Letter, Row, read_letters, rows_by_place, rows_in_order
from core.importing.lines import Line, drop_furniture, join_lines, join_words, knower, mark, words_of
from core.importing.tables import Cell, table_blocks
from core.importing.tags import Tagged, read_tags
from core.messages import _

LONGEST = 200  # pages
_MAKE_TEXT = "ocrmypdf -l swe --force-ocr in.pdf ut.pdf"  # with -l eng all å, ä, ö are lost
_FEW = 25  # letters: fewer on a page are a stamp or a number
_SOUND = 0.8  # of the letters, which the tree must hold
_BROKEN = 0.1  # of the paragraphs, which may begin within a sentence
_LABELLED = 0.8  # of the items: where so many have a sign, one without goes on from the page above
_NOTE = 0.9  # of the size of the text: smaller at the foot of a page is a note
_USUAL = 1.3  # of the usual distance of lines: more is room between paragraphs
_Label = tuple[str, int, float | None]
_HEADING = {f"H{level}": level for level in range(1, 7)} | {"H": 1, "Title": 0}


@dataclass(frozen=True)
class PdfText:
    """The blocks of a PDF, and in Swedish what was left out or could not be told."""

    blocks: list[Block]
    doubts: tuple[str, ...]


def read_pdf(content: bytes, progress: Callable[[str, int, int], None]) -> PdfText:
    """Turn a PDF into blocks; raises UnreadableDocumentError for one that is locked, damaged, too long or a picture."""
    if b"%%EOF" not in content[-4096:]:
        raise UnreadableDocumentError(_("the file is cut off, its end is missing; fetch it anew"))
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableDocumentError(_("the file has a password; open it with that and save it without")) from None
        raise UnreadableDocumentError(_("the file is damaged and cannot be opened; fetch it anew")) from None
    with document:
        return _Reader(document, content, progress).read()


class _Reader:
    def __init__(self, document: pdfium.PdfDocument, content: bytes, progress: Callable[[str, int, int], None]) -> None:
        self.sheets = len(document)
        if self.sheets > LONGEST:
            raise UnreadableDocumentError(
                _(
                    "the file has {sheets} pages, an agreement has {most} at most; look whether it is the right one",
                    sheets=self.sheets,
                    most=LONGEST,
                )
            )
        self.content = content
        self.letters: dict[int, list[Letter]] = {}
        self.labels: dict[int, str] = {}
        for sheet in range(1, self.sheets + 1):
            page = document[sheet - 1]
            self.letters[sheet] = read_letters(page, document)
            self.labels[sheet] = document.get_page_label(sheet - 1)
            page.close()
            progress(_("Reading pages"), sheet, self.sheets)
        self.doubts: list[str] = []

    def read(self) -> PdfText:
        """Read by the tree or by place, whichever the document allows."""
        self._refuse_pictures()
        rows = [row for sheet in self.letters for row in rows_by_place(self.letters[sheet], sheet)]
        body = _usual(letter.size for row in rows for letter in row.letters)
        lines = [line for line in self._lines(rows) if line.text]
        kept, printed = drop_furniture(lines, self.sheets)
        dropped = {(line.sheet, line.text) for line in lines} - {(line.sheet, line.text) for line in kept}
        blocks = self._by_tags(dropped) or self._by_place(self._without_notes(kept, body))
        pages = printed or {sheet: label for sheet, label in self.labels.items() if label}
        if not pages:
            self.doubts.append(_("the PDF prints no page numbers; its pages are counted from the beginning"))
        numbered = [replace(block, page=pages.get(block.sheet, str(block.sheet))) for block in blocks]
        return PdfText(numbered, tuple(self.doubts))

    def _refuse_pictures(self) -> None:
        """Refuse a PDF that is pictures of pages, or whose letters mean nothing; say which pages are pictures."""
        count = {sheet: sum(bool(letter.text.strip()) for letter in found) for sheet, found in self.letters.items()}
        bare = [sheet for sheet, number in count.items() if number < _FEW]
        unknown = sum(letter.text in {"", "\ufffd"} for found in self.letters.values() for letter in found)
        if len(bare) * 2 > self.sheets:
            raise UnreadableDocumentError(
                _(
                    "the file is pictures of pages, without text; make it text with {command} and read ut.pdf",
                    command=_MAKE_TEXT,
                )
            )
        if unknown * 5 > sum(count.values()):
            raise UnreadableDocumentError(
                _(
                    "the letters of the file mean nothing; make it text with {command} and read ut.pdf",
                    command=_MAKE_TEXT,
                )
            )
        if bare:
            named = ", ".join(str(sheet) for sheet in bare)
            self.doubts.append(
                _(
                    "pages without text, counted from the beginning, were not read: {named}; perhaps they are pictures",
                    named=named,
                )
            )

    # By the structure tree

    def _by_tags(self, dropped: set[tuple[int, str]]) -> list[Block]:
        """Give the blocks of the tree; an empty list where there is none that holds the text in sound pieces."""
        try:
            tagged = read_tags(self.content)
        except (PDFException, PSException, KeyError, TypeError, ValueError, RecursionError):
            self.doubts.append(_("the tags of the PDF cannot be read; it was read by where its words stand"))
            return []
        marked: dict[tuple[int, int], list[Letter]] = {}
        for sheet, letters in self.letters.items():
            for letter in letters:
                if letter.mark >= 0:
                    marked.setdefault((sheet, letter.mark), []).append(letter)
        written = sum(bool(letter.text.strip()) for letters in self.letters.values() for letter in letters)
        held = sum(
            bool(letter.text.strip()) for block in tagged for mark_ in block.marks for letter in marked.get(mark_, ())
        )
        if held < written * _SOUND:
            return []
        words = words_of(self._lines([row for block in tagged for row in _rows(block, marked)]))
        blocks = self._tagged_blocks(tagged, marked, words, dropped)
        texts = [block for block in blocks if block.heading is None and len(block.text) > 1]
        broken = sum(block.text[:1].islower() for block in texts)
        return [] if broken > len(texts) * _BROKEN else blocks

    def _tagged_blocks(
        self,
        tagged: Sequence[Tagged],
        marked: dict[tuple[int, int], list[Letter]],
        words: frozenset[str],
        dropped: set[tuple[int, str]],
    ) -> list[Block]:
        blocks: list[Block] = []
        cells: list[Cell] = []
        label: _Label = ("", 0, None)  # its sign, item and place
        opened: set[int] = set()
        items = {block.item for block in tagged if block.item}
        labels = len({block.item for block in tagged if block.kind == "Lbl"}) > _LABELLED * len(items)
        for block in [*tagged, Tagged("End")]:
            if cells and (block.cell is None or block.cell[0] != cells[-1].table):
                blocks.extend(table_blocks(cells, self.doubts))
                cells = []
            rows = _rows(block, marked)
            if block.kind == "Lbl" and block.item:  # in browsers a drawing, not letters
                label = (
                    (tidy(rows[0].text()) or "•", block.item, rows[0].letters[0].left)
                    if rows
                    else ("•", block.item, None)
                )
                continue
            if not rows or ((rows[0].sheet, tidy(rows[0].text())) in dropped and len(rows) == 1):
                continue
            if block.kind in {"Note", "FENote"}:
                self.doubts.append(_("a note was not read with the text: {note}", note=_text(rows, words)))
                continue
            made = _tagged_block(
                block, rows, words, label if label[1] == block.item else None, first=block.item not in opened
            )
            unlabelled = labels and block.item not in {0, label[1], *opened}
            opened.add(block.item)
            if block.cell:
                cells.append(Cell(*block.cell, made))
            elif blocks and _goes_on(blocks[-1], made, unlabelled=unlabelled):
                last = blocks[-1]
                text = join_words([last.text, made.text], words)
                blocks[-1] = replace(last, text=text, links=joined_links((*last.links, *made.links)))
            else:
                blocks.append(made)
        return [block for block in blocks if block.text]

    # By place

    def _lines(self, rows: Sequence[Row]) -> list[Line]:
        pitch = _usual(
            round(above.letters[0].base - row.letters[0].base, 1)
            for above, row in itertools.pairwise(rows)
            if above.sheet == row.sheet
        )
        body = _usual(letter.size for row in rows for letter in row.letters) or 1.0
        lines: list[Line] = []
        for index, row in enumerate(rows):
            above = rows[index - 1] if index and rows[index - 1].sheet == row.sheet else None
            apart = above.letters[0].base - row.letters[0].base if above else 0.0
            written = [letter for letter in row.letters if letter.text.strip()] or list(row.letters)
            lines.append(
                Line(
                    "\t".join(part for part in (tidy(part) for part in row.text().split("\t")) if part),
                    row.sheet,
                    written[0].left,
                    written[-1].right,
                    row.size,
                    row.bold,
                    gap=bool(pitch) and apart > _USUAL * pitch * max(1.0, row.size / body),
                    first=above is None,
                    links=row.links(),
                )
            )
        return lines

    def _without_notes(self, lines: Sequence[Line], body: float) -> list[Line]:
        """Take the notes at the foot of each page away, and say so."""
        kept: list[Line] = []
        for sheet in range(1, self.sheets + 1):
            page = [line for line in lines if line.sheet == sheet]
            at = len(page)
            while at and page[at - 1].size and page[at - 1].size < body * _NOTE:
                at -= 1
            notes = page[at:]
            if at and notes and notes[0].text[:1].isdigit():
                self.doubts.append(
                    _("a note was not read with the text: {note}", note=" ".join(line.text for line in notes))
                )
                page = page[:at]
            kept.extend(page)
        return kept

    def _by_place(self, lines: Sequence[Line]) -> list[Block]:
        marked = [mark(line) for line in lines]
        return join_lines(marked, knower(marked), words_of(marked), loose=False)


def _goes_on(last: Block, made: Block, *, unlabelled: bool) -> bool:
    """Tell whether a block goes on with the last one of the page above: some programs begin it anew on each page."""
    if last.heading is not None or made.heading is not None or last.sheet == made.sheet or last.level != made.level:
        return False
    return unlabelled or (made.text[:1].islower() and not last.text.endswith((".", "!", "?", ":")))


def _usual(values: object) -> float:
    counted = Counter(values)  # type: ignore[call-overload]
    return float(counted.most_common(1)[0][0]) if counted else 0.0


def _rows(block: Tagged, marked: dict[tuple[int, int], list[Letter]]) -> list[Row]:
    """Give the lines of a block of the tree."""
    rows: list[Row] = []
    for sheet in dict.fromkeys(on for on, _number in block.marks):
        letters = [letter for on, number in block.marks if on == sheet for letter in marked.get((on, number), ())]
        rows.extend(rows_in_order(letters, sheet))
    return rows


def _text(rows: Sequence[Row], words: frozenset[str]) -> str:
    return join_words([row.text() for row in rows], words)


def _tagged_block(
    block: Tagged, rows: Sequence[Row], words: frozenset[str], label: _Label | None, *, first: bool
) -> Block:
    """Give one block of the tree; the first of an item is the item, the others go on with it."""
    text = _text(rows, words)
    indent = min(row.letters[0].left for row in rows)
    made = Block(
        text,
        rows[0].sheet,
        links=joined_links(link for row in rows for link in row.links()),
        heading=_HEADING.get(block.kind),
        indent=indent,
        size=rows[0].size,
        bold=all(row.bold for row in rows),
        lines=len(rows),
        contents=block.kind in {"TOC", "TOCI"},
    )
    if made.heading is not None:
        return made
    if block.item and first:
        sign, text = split_bullet(text)
        return replace(
            made,
            text=text,
            level=block.level,
            bullet=label[0] if label else sign or "•",
            indent=label[2] if label and label[2] is not None else indent,
        )
    if not block.item:
        sign, text = split_bullet(text)
        if not sign:
            sign, text = split_number(text)
        return replace(made, text=text, bullet=sign)
    return made
