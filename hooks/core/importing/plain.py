"""Text that was taken out of a PDF, in; blocks out. The text may have been read by OCR."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.importing.blocks import ADDRESS, MISREAD, Block, split_bullet, tidy
from core.importing.document import Link
from core.importing.lines import Line, drop_furniture, join_lines, knower, mark, words_of

_ADDRESS_LINE = re.compile(r"^\s*(?:https?://|www\.|mailto:)\S+\s*$")
_PAGE_START = re.compile(r"^ \S")
_APART = 3  # empty lines that part pages where nothing else does
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")


@dataclass(frozen=True)
class PlainText:
    """The blocks of a text; `feet` are the addresses at the foot of each page, `printed`: it prints page numbers."""

    blocks: list[Block]
    feet: dict[int, tuple[str, ...]]
    sheets: int
    printed: bool
    misread: bool


@dataclass(frozen=True)
class _Raw:
    text: str
    sheet: int
    blanks: int  # empty lines above
    first: bool


def read_text(text: str) -> PlainText:
    """Turn a text into blocks, page by page."""
    rows = re.split(r"\r\n|\r|\n", _without_escapes(text).replace("\f", "\n\f"))
    usual = _usual_gap(rows)
    raws, feet, sheets = _pages(rows, usual)
    read = [_line(raw, gap=raw.blanks > usual) for raw in raws]
    signs = [sign for line in read if (sign := split_bullet(line.text, misread=True)[0])]
    misread = sum(bool(MISREAD.match(f"{sign} x")) for sign in signs) > len(signs) / 5
    lines, printed = drop_furniture([mark(line, misread=misread) for line in read], sheets)
    blocks = join_lines(lines, knower(lines), words_of(lines), loose=misread)
    numbered = [replace(block, page=printed.get(block.sheet, str(block.sheet))) for block in blocks]
    return PlainText(numbered, feet, sheets, bool(printed), misread)


def _line(raw: _Raw, *, gap: bool) -> Line:
    """Give a row as a line; the tabulators of a table of contents and the links of Markdown are kept."""
    text = "\t".join(part for part in (tidy(part) for part in raw.text.split("\t")) if part)
    links = tuple(Link(found[1], found[2]) for found in _MARKDOWN_LINK.finditer(text) if ADDRESS.match(found[2]))
    text = _MARKDOWN_LINK.sub(r"\1", text)
    start = len(raw.text) - len(raw.text.lstrip(" "))
    return Line(text, raw.sheet, start, start + len(text), gap=gap, first=raw.first, links=links)


def _without_escapes(text: str) -> str:
    return re.sub(r"\\([()\[\]_*#|])", r"\1", text)


def _pages(rows: Sequence[str], usual: int) -> tuple[list[_Raw], dict[int, tuple[str, ...]], int]:
    """Part the rows in pages, and each page in its text and the addresses at its foot."""
    starts, led = _starts(rows, usual)
    fed = any(row.startswith("\f") for row in rows)  # then nothing else ends a page
    raws: list[_Raw] = []
    feet: dict[int, tuple[str, ...]] = {}
    sheet, blanks, fresh, index = 1, 0, True, 0
    while index < len(rows):
        row = rows[index].replace("\f", "")
        if index in starts and not fresh and not _ADDRESS_LINE.match(row):
            sheet, fresh = sheet + 1, True
        if not row.strip():
            blanks += 1
            index += 1
            continue
        end = _foot_end(rows, index)
        if end and (blanks > 1 or index in starts or end in starts or end == len(rows) or end - index > 1):
            feet[sheet] = (*feet.get(sheet, ()), *(rows[at].strip() for at in range(index, end) if rows[at].strip()))
            index, blanks = end, 0
            if not fed and any(rows[at].strip() for at in range(index, len(rows))):
                sheet, fresh = sheet + 1, True
            continue
        raws.append(_Raw(row[1:] if led and index in starts else row, sheet, blanks, fresh))
        blanks, fresh, index = 0, False, index + 1
    return raws, feet, sheet


def _starts(rows: Sequence[str], usual: int) -> tuple[set[int], bool]:
    """Give the rows that begin a page, and whether a blank before them says so.

    A form feed begins a page; where there is none, a blank before a row, and many empty rows.
    """
    if any("\f" in row for row in rows):
        return {index for index, row in enumerate(rows) if "\f" in row}, False
    filled = [index for index, row in enumerate(rows) if row.strip()]
    follow = dict(itertools.pairwise(filled))
    apart = {
        after
        for index, after in follow.items()
        if after - index > usual + _APART
        and not any(rows[index + 1 : after])  # a blank alone in a row is an empty paragraph
        and not _ADDRESS_LINE.match(rows[after])
    }
    begun = {index for index in filled if _PAGE_START.match(rows[index])}
    lone = {follow[index] for index in begun if follow.get(index) in begun}
    if begun and len(lone) <= len(begun) / 5 and len(begun) <= len(filled) / 4:
        # a page is no single line: what looks like one is the last line of the page above
        return {index for index in begun if follow.get(index) not in lone} | apart, True
    return apart, False


def _foot_end(rows: Sequence[str], index: int) -> int:
    """Give the row after a run of addresses that begins here; 0 where none does."""
    if not _ADDRESS_LINE.match(rows[index]):
        return 0
    end = index
    while end < len(rows) and (_ADDRESS_LINE.match(rows[end]) or not rows[end].strip()):
        end += 1
    while not rows[end - 1].strip():
        end -= 1
    return end


def _usual_gap(rows: Sequence[str]) -> int:
    """Give how many empty lines stand between the lines of a paragraph: none, or one where each has room below."""
    filled = [index for index, row in enumerate(rows) if row.strip() and not _ADDRESS_LINE.match(row)]
    between = [(after - index - 1, after) for index, after in itertools.pairwise(filled)]
    inner = [
        room
        for room, row in between
        if rows[row].strip()[:1].islower() and not split_bullet(rows[row], misread=True)[0]
    ]
    return int(_most(inner) > 0 and _most([room for room, _ in between]) > 0)


def _most(numbers: Sequence[int]) -> int:
    return sorted(numbers)[len(numbers) // 2] if numbers else 0
