"""The letters of a PDF's pages, with their places, sizes, marks and links, and the lines that they make."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from core.importing.document import Link

_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold", re.IGNORECASE)
_BOLD_WEIGHT = 600
_WORD_GAP = 0.18  # of the size: more between two letters is a blank
_FIELD_GAP = 1.5  # more is the room between a sign and its text, or before a page number
_SAME_LINE = 0.42  # of the size: a raised sign of a note still stands in its line
_RAISED = 0.15
_SMALLER = 0.8
_LINE_END_HYPHENS = frozenset({0x02, 0xFFFE})  # what PDFium gives for the hyphen of a word that a line's end divides
_LEAST, _MOST, _ROUND = 1.2, 9.0, 0.6  # points, and how round: a drawing that is the sign of an item
_ART = 200  # so many on one page are a picture
_LOWER_CASE = 0.75  # of the size: as high as small letters with room above
_SIGN_ROOM = 2.5  # of the size: the text of an item begins no further from its sign


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter from `left` to `right` on a baseline at `base`, in points; `mark`: its marked content, -1 for none."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    mark: int
    link: str | None


@dataclass(frozen=True)
class Row:
    """One line of letters on a page, in reading order."""

    letters: tuple[Letter, ...]
    sheet: int

    @cached_property
    def size(self) -> float:
        """Give the size that most of its letters have."""
        return Counter(letter.size for letter in self.letters).most_common(1)[0][0]

    @cached_property
    def bold(self) -> bool:
        """Tell whether its letters are bold."""
        written = [letter for letter in self.letters if letter.text.strip()]
        return bool(written) and sum(letter.bold for letter in written) >= 0.9 * len(written)

    def text(self) -> str:
        """Give its text, a blank where there is room for one and a tabulator where there is much; no signs of notes."""
        pieces: list[str] = []
        before: Letter | None = None
        size = self.size
        base = Counter(round(letter.base, 1) for letter in self.letters).most_common(1)[0][0]
        for letter in self.letters:
            raised = letter.base > base + _RAISED * size and letter.size < _SMALLER * size
            if raised and letter.text.isdigit():
                continue
            if before and (room := letter.left - before.right) > _WORD_GAP * size:
                pieces.append("\t" if room > _FIELD_GAP * size else " ")
            pieces.append(letter.text)
            before = letter
        return "".join(pieces)

    def links(self) -> tuple[Link, ...]:
        """Give the links of its letters, with the words that they stand on."""
        found: list[Link] = []
        words: list[Letter] = []
        for letter in (*self.letters, None):
            if words and (letter is None or letter.link != words[-1].link):
                address = words[0].link
                text = " ".join(Row(tuple(words), self.sheet).text().split())
                if address and text:
                    found.append(Link(text, address))
                words = []
            if letter is not None and letter.link:
                words.append(letter)
        return tuple(found)


def read_letters(page: pdfium.PdfPage, document: pdfium.PdfDocument) -> list[Letter]:
    """Give the letters of a page in the order in which they are written."""
    text = page.get_textpage()
    links = _links(page, document)
    looks: dict[int, tuple[int, float, bool]] = {}
    letters: list[Letter] = []
    before = 0
    box, left, base = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        sign = "-" if code in _LINE_END_HYPHENS else chr(code) if code else ""
        if sign in "\r\n" or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        drawn = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if key not in looks:
            looks[key] = (raw.FPDFPageObj_GetMarkedContentID(drawn) if key else -1, *_look(text, index))
        mark, size, bold = looks[key]
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, left, base)
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        link = next((address for area, address in links if _within(middle, area)), None)
        letter = Letter(sign, box.left, box.right, base.value, size, bold, mark, link)
        # a letter may be drawn again upon itself, to look bold; two in one piece are a ligature
        if not (letters and key != before and _drawn_twice(letters[-1], letter)):
            letters.append(letter)
        before = key
    return _with_drawn_signs(page, letters)


def _with_drawn_signs(page: pdfium.PdfPage, letters: list[Letter]) -> list[Letter]:
    """Put in the signs of items that are no letters but small drawings before a line, as browsers make them."""
    drawings = list(_small_drawings(page))
    if len(drawings) > _ART:
        return letters
    for left, bottom, right, top in drawings:
        middle = (bottom + top) / 2
        beside = [
            (index, letter)
            for index, letter in enumerate(letters)
            if letter.base < middle < letter.base + _LOWER_CASE * letter.size and letter.text.strip()
        ]
        if not beside or any(letter.left < left for _index, letter in beside):
            continue
        index, first = min(beside, key=lambda found: found[1].left)
        if first.left - right < _SIGN_ROOM * first.size:
            letters.insert(index, Letter("•", left, right, first.base, first.size, first.bold, -1, None))
    return letters


def _small_drawings(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Give the edges of the drawings that are as small and round as the sign of an item."""
    edges = [ctypes.c_float() for _edge in range(4)]
    for number in range(raw.FPDFPage_CountObjects(page)):
        drawing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(drawing) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(drawing, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        wide, high = right - left, top - bottom
        if _LEAST < wide < _MOST and _LEAST < high < _MOST and _ROUND < wide / high < 1 / _ROUND:
            yield left, bottom, right, top


def _drawn_twice(before: Letter, letter: Letter) -> bool:
    """Tell a letter that is drawn again upon itself, to look bold."""
    near = abs(before.left - letter.left) < 0.1 * letter.size and abs(before.base - letter.base) < 0.1 * letter.size
    return near and before.text == letter.text


def _look(text: Any, index: int) -> tuple[float, bool]:
    """Give the size of a letter as it is seen, and whether it is bold."""
    matrix, name = raw.FS_MATRIX(), ctypes.create_string_buffer(200)
    scale = float((matrix.b**2 + matrix.d**2) ** 0.5) if raw.FPDFText_GetMatrix(text, index, matrix) else 1.0
    raw.FPDFText_GetFontInfo(text, index, name, len(name), None)
    bold = raw.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT or bool(_BOLD_NAME.search(name.value))
    return round(raw.FPDFText_GetFontSize(text, index) * scale, 1) or 1.0, bold


def _within(point: tuple[float, float], area: tuple[float, float, float, float]) -> bool:
    return area[0] <= point[0] <= area[2] and area[1] <= point[1] <= area[3]


def _links(page: pdfium.PdfPage, document: pdfium.PdfDocument) -> list[tuple[tuple[float, float, float, float], str]]:
    """Give the areas of a page that lead to an address."""
    found: list[tuple[tuple[float, float, float, float], str]] = []
    start, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, start, link):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if length > 1:
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            address = buffer.value.decode("utf-8", "replace")
            found.extend((area, address) for area in _areas(link))
    return found


def _areas(link: Any) -> Iterator[tuple[float, float, float, float]]:
    quad = raw.FS_QUADPOINTSF()
    count = raw.FPDFLink_CountQuadPoints(link)
    for index in range(count):
        if raw.FPDFLink_GetQuadPoints(link, index, quad):
            across, along = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(across), min(along), max(across), max(along)
    area = raw.FS_RECTF()
    if not count and raw.FPDFLink_GetAnnotRect(link, area):
        yield area.left, min(area.bottom, area.top), area.right, max(area.bottom, area.top)


def rows_in_order(letters: Sequence[Letter], sheet: int) -> list[Row]:
    """Give the lines of letters that follow on each other as they were written: those of one marked piece."""
    runs = list(_runs(letters))
    joined: list[list[Letter]] = []
    for run in runs:
        if joined and _beside(joined[-1][-1], run[0]) and run[0].left >= joined[-1][0].left:
            joined[-1].extend(run)
        else:
            joined.append(list(run))
    return [Row(tuple(run), sheet) for run in joined if any(letter.text.strip() for letter in run)]


def rows_by_place(letters: Sequence[Letter], sheet: int) -> list[Row]:
    """Give the lines of a page from its top to its foot, whatever the order in which they were written."""
    runs = sorted(_runs(letters), key=lambda run: -run[0].base)
    rows: list[list[list[Letter]]] = []
    for run in runs:
        if rows and _beside(rows[-1][0][0], run[0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [
        Row(tuple(letter for run in sorted(row, key=lambda run: run[0].left) for letter in run), sheet)
        for row in rows
        if any(letter.text.strip() for run in row for letter in run)
    ]


def _beside(one: Letter, other: Letter) -> bool:
    return abs(one.base - other.base) < _SAME_LINE * max(one.size, other.size)


def _runs(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Part letters where the line ends, or where the next one stands further back."""
    run: list[Letter] = []
    for letter in letters:
        if run and (not _beside(run[-1], letter) or letter.left < run[-1].left - letter.size):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run
