"""The levels of the items of one list, told from what its format has: stated levels, indents or signs."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from core.importing.blocks import Block
from core.messages import _

DEEPEST = 3
_STEP = 5.0  # points: less is the same indent
_NUMBERED, _LETTERED, _ROMAN = "1", "a", "i"


class Signs:
    """How deep the signs of a document's items lie: the one that begins most lists is the outermost."""

    def __init__(self, lists: Iterable[Sequence[Block]]) -> None:
        kinds = [[_kind(block) for block in blocks if block.bullet] for blocks in lists]
        begins = Counter(signs[0] for signs in kinds if signs)
        count = Counter(sign for signs in kinds for sign in signs)
        after: Counter[tuple[str, str]] = Counter(
            (above, sign) for signs in kinds for above, sign in itertools.pairwise(signs) if above != sign
        )
        self.outer = {sign for sign, times in begins.items() if times > len(kinds) / 10}
        self._below: dict[str, set[str]] = {sign: set() for sign in count}
        for (above, sign), times in after.items():
            if sign not in self.outer and times >= after[sign, above]:
                self._below[sign].add(above)

    def depth(self, sign: str) -> int:
        """Give how deep a sign lies, from 1."""
        return self._depth(sign, frozenset())

    def _depth(self, sign: str, seen: frozenset[str]) -> int:
        if not sign or sign in self.outer or sign in seen:
            return 1
        above = self._below.get(sign, set()) - seen
        return 1 + min((self._depth(other, seen | {sign}) for other in above), default=0)


def _kind(block: Block) -> str:
    if block.bullet[-1:] not in {".", ")"}:
        return block.bullet
    number = block.bullet.strip("().")
    return _NUMBERED if number.isdigit() else _ROMAN if set(number) <= set("ivx") else _LETTERED


def levels(blocks: Sequence[Block], signs: Signs) -> list[int]:
    """Give the level of each item of a list, from 1: as stated, else by the indents, else by the signs."""
    if not blocks:
        return []
    stated = [block.level for block in blocks if block.level is not None]
    if len(stated) == len(blocks) and len(set(stated)) > 1:
        return _ranks([float(level) for level in stated], 0.5)
    indents = [block.indent for block in blocks if block.indent is not None]
    if len(indents) == len(blocks) and max(indents) - min(indents) > _step(blocks):
        return _by_indent(blocks, indents)
    if len(stated) == len(blocks):
        return [1] * len(blocks)
    return _by_sign(blocks, signs)


def doubts(blocks: Sequence[Block], found: Sequence[int]) -> list[str | None]:
    """Say of each item of a list in a text whose level, as it was found, cannot be told for certain, why."""
    said: list[str | None] = [None] * len(blocks)
    if any(block.size or block.level is not None for block in blocks):
        return said
    for index, (block, level) in enumerate(zip(blocks, found, strict=True)):
        above = blocks[index - 1]
        own = {one for one, other in zip(found, blocks, strict=True) if other.sheet == block.sheet}
        if index and above.text.endswith(":") and level <= found[index - 1]:
            said[index] = _("the one above ends with a colon; perhaps this is a part of it")
        elif block.sheet != blocks[0].sheet and len(own) > 1 and len({each.bullet for each in blocks}) == 1:
            said[index] = _("its page begins within the list, so that how far in it lies cannot be told for certain")
    return said


def _step(blocks: Sequence[Block]) -> float:
    return _STEP if any(block.size for block in blocks) else 0.5  # signs of a text


def _ranks(values: Sequence[float], step: float) -> list[int]:
    """Give levels of values: one is below another when it is greater than that by a step, until a lesser one comes."""
    found: list[int] = []
    open_: list[float] = []
    for value in values:
        while open_ and value < open_[-1] - step:
            open_.pop()
        if not open_ or value > open_[-1] + step:
            open_.append(value)
        found.append(min(len(open_), DEEPEST))
    return found


def _by_indent(blocks: Sequence[Block], indents: Sequence[float]) -> list[int]:
    """Give levels by indents; in a text no page can be compared with another, and the first of a page says little."""
    if any(block.size for block in blocks):
        return _ranks(indents, _step(blocks))
    values = list(indents)
    for index, block in enumerate(blocks):
        if block.first and index + 1 < len(blocks) and blocks[index + 1].sheet == block.sheet:
            values[index] = indents[index + 1]
    found: list[int] = []
    for sheet in dict.fromkeys(block.sheet for block in blocks):
        own = [(value, block.first) for value, block in zip(values, blocks, strict=True) if block.sheet == sheet]
        outermost = min(value for value, _ in own) if own[0][1] else own[0][0]
        found.extend(_ranks([outermost, *(value for value, _ in own)], 0.5)[1:])
    return found


def _by_sign(blocks: Sequence[Block], signs: Signs) -> list[int]:
    """Give levels by signs; the first item of a list is its outermost, and none lies two levels below the one above."""
    found: list[int] = []
    first = _kind(blocks[0])
    alike = True
    for block in blocks:
        sign = _kind(block)
        alike = alike and sign == first
        depth = 1 if alike else signs.depth(sign)
        found.append(min(depth, (found[-1] if found else 0) + 1, DEEPEST))
    return found
