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

from core.importing.blocks import Block, tidy
from core.importing.columns import in_columns, room_of
from core.importing.document import UnreadableDocumentError
from core.importing.letters import Letter, Row, read_letters, rows_by_place
from core.importing.lines import Line, drop_furniture, join_lines, knower, mark, words_of
from core.importing.tagged import blocks_of, rows_of
from core.importing.tags import read_tags
from core.messages import _

LONGEST = 200  # pages
_MAKE_TEXT = "ocrmypdf -l swe --force-ocr in.pdf ut.pdf"  # with -l eng all å, ä, ö are lost
_FEW = 25  # letters: fewer on a page are a stamp or a number
_SOUND = 0.8  # of the letters, which the tree must hold
_BROKEN = 0.1  # of the paragraphs, which may begin within a sentence
_NOTE = 0.9  # of the size of the text: smaller at the foot of a page is a note
_USUAL = 1.3  # of the usual distance of lines: more is room between paragraphs


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
        self.narrow: list[int] = []  # sheets in columns

    def read(self) -> PdfText:
        """Read by the tree or by place, whichever the document allows."""
        self._refuse_pictures()
        rows = [row for sheet in self.letters for row in rows_by_place(self.letters[sheet], sheet)]
        body = _usual(letter.size for row in rows for letter in row.letters)
        lines = [line for line in self._lines(rows) if line.text]
        kept, printed = drop_furniture(lines, self.sheets)
        dropped = {(line.sheet, line.text) for line in lines} - {(line.sheet, line.text) for line in kept}
        blocks = self._by_tags(dropped) or self._by_place(self._without_notes(self._in_columns(kept, dropped), body))
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
        words = words_of(self._lines([row for block in tagged for row in rows_of(block, marked)]))
        blocks = blocks_of(tagged, marked, words, dropped, self.doubts)
        texts = [block for block in blocks if block.heading is None and len(block.text) > 1]
        broken = sum(block.text[:1].islower() for block in texts)
        return [] if broken > len(texts) * _BROKEN else blocks

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
            if above and above.letters[0].base < row.letters[0].base - row.size:
                above = None  # a column begins as a page does
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

    def _in_columns(self, lines: Sequence[Line], dropped: set[tuple[int, str]]) -> list[Line]:
        """Give the lines of pages in columns column by column, and say so."""
        standing: dict[int, list[Letter]] = {}
        for sheet, letters in self.letters.items():
            rows = rows_by_place(letters, sheet)
            texts = [line.text for line in self._lines(rows)]
            kept = [row for row, text in zip(rows, texts, strict=True) if (sheet, text) not in dropped]
            standing[sheet] = [letter for row in kept for letter in row.letters]
        room = room_of(standing.values())
        if room is None:
            return list(lines)
        found: list[Line] = []
        for sheet, letters in standing.items():
            groups = in_columns(letters, room)
            if len(groups) > 1:
                self.narrow.append(sheet)
                found += self._lines([row for group in groups for row in rows_by_place(group, sheet)])
            else:
                found += [line for line in lines if line.sheet == sheet]
        if self.narrow:
            self.doubts.append(
                _(
                    "pages in columns, counted from the beginning: {pages}; look whether they were read in order",
                    pages=", ".join(map(str, self.narrow)),
                )
            )
        return [line for line in found if line.text]

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
        return join_lines(marked, knower(marked), words_of(marked), narrow=self.narrow)


def _usual(values: object) -> float:
    counted = Counter(values)  # type: ignore[call-overload]
    return float(counted.most_common(1)[0][0]) if counted else 0.0
