"""Lines of a page, as a PDF's letters or a text have them, in; blocks out: what one heading, item or paragraph is."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from core.importing.blocks import Block, fold, joined_links, split_bullet, split_number, tidy
from core.importing.contents import contents_entry, is_contents_title
from core.importing.document import Link
from core.importing.signatories import signs
from core.importing.signs import ListHeadings, Recurring, belonging, counts, names_a_list

_END = re.compile(r"[.!?:;…][”\"')\]]*$")
_TERMINAL = re.compile(r"[.!?][”\"')\]]*$")
# how the words of a link end: with the owner of a page after its name, or with its site in brackets
_LINKED = re.compile(r" [-–—|] ?[A-ZÅÄÖ][^.]{2,40}$|\((?:[\w-]+\.)+[a-z]{2,3}\)\.?$")
_PAIR = re.compile(r"^(?:och|eller|samt|respektive|till)\b")
_PRINTED = re.compile(
    r"^(?:sida|sid\.?|s\.)?\s*[-–]?\s*(\d{1,3})\s*[-–]?\s*(?:\(\d{1,3}\)|(?:av|/)\s*\d{1,3})?$", re.IGNORECASE
)
_DASHES = frozenset("-–—")
_FULL = 0.8  # of the width of the column: as long as this, a line may have been broken for want of room
_FULL_AT_END = 0.9  # where a sentence ends too
_FULL_OF_LETTERS = 0.97
_SAME_SIZE = 0.6  # points
_BESIDE = 12  # lines above and below, among which the width of a column shows
_HEADING, _OPEN = 60, 45  # signs
_DEEP = 3  # lines that a header or footer may have
_OFTEN = 3  # pages with the same line at their edge, for it to be a header or footer


@dataclass(frozen=True)
class Line:
    """One line. `start`, `end` and `size` are in the format's measure; `gap` is more room above than lines have."""

    text: str
    sheet: int
    start: float
    end: float
    size: float = 0
    bold: bool = False
    gap: bool = False
    first: bool = False
    links: tuple[Link, ...] = ()
    bullet: str = ""
    tag: str = ""


@dataclass(frozen=True)
class _Column:
    """How wide lines are, how most of the text looks, and the signs that are none before an item."""

    width: float
    body: tuple[float, bool]
    stray: frozenset[str]


def drop_furniture(lines: Sequence[Line], sheets: int) -> tuple[list[Line], dict[int, str]]:
    """Take away the headers, footers and page numbers; give the printed number of each page that has one besides.

    A number counts when it stands alone at a page's edge and runs on as the pages do; so the other pages are numbered.
    """
    edges: dict[int, list[int]] = {}
    by_sheet: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_sheet.setdefault(line.sheet, []).append(index)
    for sheet, indexes in by_sheet.items():
        edges[sheet] = list(dict.fromkeys([*indexes[:_DEEP], *indexes[-_DEEP:]]))
    numbers = {
        index: int(found[1])
        for sheet, indexes in edges.items()
        for index in indexes
        if (found := _PRINTED.match(tidy(lines[index].text)))
    }
    offsets = Counter(number - lines[index].sheet for index, number in numbers.items())
    printed: dict[int, str] = {}
    dropped: set[int] = set()
    if offsets and (most := offsets.most_common(1)[0]) and (most[1] > 1 or sheets == 1):
        offset = most[0]
        dropped |= {index for index, number in numbers.items() if number - lines[index].sheet == offset}
        printed = {sheet: str(sheet + offset) for sheet in range(1, sheets + 1) if sheet + offset > 0}
    alike = Counter(key for indexes in edges.values() for key in {_edge_key(lines[index]) for index in indexes} if key)
    often = {key for key, count in alike.items() if count >= max(_OFTEN, len(by_sheet) / 2)}
    for indexes in by_sheet.values():
        for inward in (indexes, indexes[::-1]):  # from each edge as far as nothing but furniture stands
            for index in inward[:_DEEP]:
                if index not in dropped and _edge_key(lines[index]) not in often:
                    break
                dropped.add(index)
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index not in dropped:
            kept.append(replace(line, first=not kept or kept[-1].sheet != line.sheet))
    return kept, printed


def _edge_key(line: Line) -> str:
    """Give what is the same in the headers and footers of all pages; "" for what may be a part of the text."""
    sign, text = split_bullet(line.text)
    return "" if sign or line.bullet or names_a_list(text) or belonging(text) else fold(text)


def knower(lines: Sequence[Line]) -> Callable[[Line], bool]:
    """Give what tells a line that is a heading by itself: by its words, or because the table of contents has it."""
    titles = {fold(entry[0]) for line in lines if (entry := contents_entry(line.text))}
    heads = ListHeadings((line.bullet, line.text) for line in lines)
    # below a long line without an end stands the rest of it
    rests = {id(line) for above, line in itertools.pairwise(lines) if not line.gap and _is_open(above)}
    leads = Recurring(
        line.text
        for line, below in itertools.pairwise(lines)
        if _leads(line) and id(line) not in rests and below.bullet
    )

    def knows(line: Line) -> bool:
        if contents_entry(line.text) or is_contents_title(line.text) or signs(line.text):
            return True
        if line.size and not line.bullet:  # its place and look tell more than its words
            return False
        if heads.has(line.bullet, line.text) or fold(line.text) in titles or belonging(line.text):
            return True
        return _leads(line) and id(line) not in rests and leads.count(line.text) > 1

    return knows


def _is_open(line: Line) -> bool:
    """Tell a line that is longer than most headings and ends within a sentence."""
    return len(line.text) > _OPEN and not _END.search(line.text)


def _leads(line: Line) -> bool:
    """Tell a line that may be the heading of a list: a few words with a capital first and no stop last."""
    return not line.bullet and len(line.text) <= _HEADING and line.text[:1].isupper() and not _END.search(line.text)


def join_lines(
    lines: Sequence[Line],
    knows: Callable[[Line], bool],
    known_words: frozenset[str],
    *,
    loose: bool = False,
    narrow: Collection[int] = (),
) -> list[Block]:
    """Join lines to blocks. `knows` tells a line that is a heading by itself; `loose`: some signs of items are lost.

    `narrow` are the sheets whose columns are narrower than those of others.
    A line goes on from the one above when that one was as long as the column and nothing says that a new block begins.
    """
    blocks: list[Block] = []
    held: list[Line] = []
    whole = _width(lines, 0.97)
    widths = {sheet: _width([line for line in lines if line.sheet == sheet], 0.97) for sheet in narrow}
    body = _look_of_text(lines)
    signs = [line.bullet for line in lines if line.bullet]
    # where items mostly have other signs, a dash that begins a line may belong to a sentence
    stray = _DASHES if sum(sign in _DASHES for sign in signs) * 2 < len(signs) else frozenset[str]()
    for index, line in enumerate(lines):
        # in letters all lines are measured alike; in signs only those beside are written as widely
        beside = _width(lines[max(0, index - _BESIDE) : index + _BESIDE])
        width = widths.get(line.sheet, whole) if line.size else max(beside, whole * _FULL)
        leads = not line.bullet and index + 1 < len(lines) and knows(lines[index + 1])
        if held and _begins(held, line, _Column(width, body, stray), knows, loose=loose, leads=leads):
            blocks.append(_block(held, known_words))
            held = []
        held.append(line)
    if held:
        blocks.append(_block(held, known_words))
    return blocks


def _width(lines: Iterable[Line], share: float = 0.9) -> float:
    """Give how far lines go in a column: as far as a share of them, for a line or two may stand out."""
    ends = sorted(line.end for line in lines)
    return ends[int(len(ends) * share)] if ends else 0.0


def _look_of_text(lines: Iterable[Line]) -> tuple[float, bool]:
    """Give the size and weight that most of the text has."""
    looks: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        looks[line.size, line.bold] += len(line.text)
    return looks.most_common(1)[0][0] if looks else (0.0, False)


def _begins(  # noqa: PLR0911 - one return a sign
    held: Sequence[Line],
    line: Line,
    column: _Column,
    knows: Callable[[Line], bool],
    *,
    loose: bool,
    leads: bool,
) -> bool:
    """Tell whether a line begins a new block below the lines that are held; `leads`: a heading comes below it."""
    above = held[-1]
    room = _room(above, line, column.width)
    small = line.text[:1].islower()
    ended = bool(_END.search(above.text))
    if line.bullet in column.stray and held[0].bullet not in column.stray and not (room or ended or line.gap):
        return False  # a dash within a sentence, at the beginning of a line
    if line.bullet or _differs(above, line):
        return True
    if line.size and (line.size, line.bold) != column.body and not line.first:
        return line.gap  # a heading of more than one line
    goes_on = small and not line.gap and bool(belonging(above.text))
    if knows(line) or (knows(held[0]) and len(held) == 1 and not goes_on):
        return True
    if line.first:
        return not small and (ended or leads or not held[0].bullet)
    if small or line.gap:
        apart = not loose or room or bool(_LINKED.search(above.text))
        return line.gap and (ended or (apart and not small))
    return room or (loose and ended and (counts(line.text) or _with_word(above, line) < column.width))


def _differs(above: Line, line: Line) -> bool:
    """Tell whether two lines look so different that they are no one paragraph."""
    return bool(above.size and line.size) and (abs(above.size - line.size) > _SAME_SIZE or above.bold != line.bold)


def _room(above: Line, line: Line, width: float) -> bool:
    """Tell whether the first word of a line would have had room on the line above."""
    full = _FULL_OF_LETTERS if line.size else _FULL_AT_END if _END.search(above.text) else _FULL
    return _with_word(above, line) < width * full


def _with_word(above: Line, line: Line) -> float:
    """Give how far the line above would go with the first word of a line."""
    per_sign = (above.end - above.start) / max(len(above.text), 1)
    return above.end + (len(line.text.split(" ", 1)[0]) + 1) * per_sign


def _block(held: Sequence[Line], known_words: frozenset[str]) -> Block:
    first = held[0]
    return Block(
        join_words([first.text, *(f"{line.bullet} {line.text}".strip() for line in held[1:])], known_words),
        first.sheet,
        links=joined_links(link for line in held for link in line.links),
        bullet=first.bullet,
        indent=first.start,
        size=first.size,
        bold=all(line.bold for line in held),
        gap=first.gap,
        first=first.first,
        lines=len(held),
        contents=len(held) == 1 and contents_entry(first.text) is not None,
        unparted=not first.size and any(_may_part(above, line) for above, line in itertools.pairwise(held)),
    )


def _may_part(above: Line, line: Line) -> bool:
    """Tell whether a sentence ends with one line and another begins with the next: it may begin a paragraph."""
    return bool(_END.search(above.text)) and line.text[:1].isupper()


def join_words(parts: Sequence[str], known_words: frozenset[str]) -> str:
    """Join the lines of one block; a word that was divided at a line's end is made whole where it is known as one."""
    text = ""
    for part in parts:
        text = _join(text, part, known_words) if text else part
    return tidy(text)


def _join(text: str, part: str, known_words: frozenset[str]) -> str:
    text, part = text.rstrip(), part.lstrip()
    if text.endswith("\u00ad"):
        return text[:-1] + part
    if re.search(r"\w[/–]$", text) and part[:1].isalnum():
        return text + part  # a line may end after a slash, and within 2019–2020; other dashes stand free
    if not text.endswith(("-", "\u2010")) or not part[:1].isalnum():
        return f"{text} {part}"
    if text.endswith(" -"):  # -försök och -dödsfall, or a dash
        return text + part if re.search(r"[ (]-\w", text) else f"{text} {part}"
    if _PAIR.match(part) and not re.match(r"\w+-", part):
        return f"{text} {part}"
    head = re.split(r"[\s(]", text)[-1][:-1]
    tail = re.split(r"[\s,.;:)]", part)[0]
    whole, kept = f"{head}{tail}".casefold(), f"{head}-{tail}".casefold()
    own = "-" in head or head[-1:].isupper() or head[-1:].isdigit()
    keeps = kept in known_words or not part[:1].islower() or (own and whole not in known_words)
    return text + part if keeps else text[:-1] + part


def words_of(lines: Iterable[Line]) -> frozenset[str]:
    """Give every word that stands whole within a line: what a divided word may be compared with."""
    return frozenset(word.casefold() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text)[:-1])


def mark(line: Line, *, misread: bool = False) -> Line:
    """Give a line with its sign or number apart from its text; `misread` as for a sign."""
    sign, text = split_bullet(line.text, misread=misread)
    if not sign:
        sign, text = split_number(line.text)
    return replace(line, bullet=sign, text=text) if sign else replace(line, text=text)
