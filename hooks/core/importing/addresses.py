"""Addresses that stand together at the foot of a page, in the order of their words: each with its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from core.importing.blocks import Block, fold
from core.importing.document import Link

_SHORT = 4  # letters: shorter words of an address say little
_ENOUGH = 0.5  # of the words of an address
_HOST = 0.5  # what the name of the host counts for beside the words of an address
_NO_NAME = frozenset({"www", "se", "com", "org", "nu", "eu"})
_SPAN = 12  # words that a link may have


@dataclass(frozen=True)
class Placed:
    """The blocks with their links, and by page the addresses whose words could not be told."""

    blocks: list[Block]
    unplaced: dict[str, tuple[str, ...]]


def place_addresses(blocks: Sequence[Block], feet: Mapping[int, Sequence[str]]) -> Placed:
    """Give each address to the block whose words are most like its own, in the order of both."""
    placed = list(blocks)
    unplaced: dict[str, tuple[str, ...]] = {}
    for sheet, foot in feet.items():
        addresses = [address for at, address in enumerate(foot) if not at or address != foot[at - 1]]
        indexes = [index for index, block in enumerate(placed) if block.sheet == sheet and not block.contents]
        chosen = _in_order(addresses, [placed[index] for index in indexes])
        for address, at in zip(addresses, chosen, strict=True):
            if at is not None:
                block = placed[indexes[at]]
                link = Link(_words(block.text, address), address)
                placed[indexes[at]] = replace(block, links=(*block.links, link))
        left = tuple(address for address, at in zip(addresses, chosen, strict=True) if at is None)
        if left:
            page = next((placed[index].page for index in indexes), None) or str(sheet)
            unplaced[page] = left
    return Placed(placed, unplaced)


def _in_order(addresses: Sequence[str], blocks: Sequence[Block]) -> list[int | None]:
    """Choose a block for each address: the likeness is greatest, and the blocks keep the order of the addresses."""
    if not blocks:
        return [None] * len(addresses)
    texts = [fold(block.text).split() for block in blocks]
    likeness = [[_likeness(address, words) for words in texts] for address in addresses]
    best: list[list[float]] = [[0.0] * (len(blocks) + 1)]
    for row in likeness:
        above, line = best[-1], [0.0]
        for at, value in enumerate(row):
            line.append(max(line[-1], above[at + 1] + (value if value >= _ENOUGH else 0.0)))
        best.append(line)
    chosen: list[int | None] = []
    at = len(blocks)
    for number in range(len(addresses), 0, -1):
        while at > 0 and best[number][at] == best[number][at - 1]:
            at -= 1
        value = likeness[number - 1][at - 1] if at else 0.0
        chosen.append(at - 1 if at and value >= _ENOUGH and best[number][at] > best[number - 1][at] else None)
    return chosen[::-1]


def _keys(address: str) -> tuple[list[str], list[str]]:
    """Give the words that an address is made of: those of its last part, and those of its host."""
    parts = urlsplit(unquote(address))
    path = [part for part in parts.path.split("/") if part]
    last = [word for word in fold(path[-1]).split() if len(word) >= _SHORT] if path else []
    return last, [word for word in fold(parts.netloc).split() if word not in _NO_NAME]


def _likeness(address: str, words: Sequence[str]) -> float:
    """Give what part of the words of an address a text has, with something for the name of its host.

    A word counts that begins as one of the text does; the name of a host also where the text has it in two words.
    """
    last, host = _keys(address)
    text = "".join(words)
    named = sum(word in text for word in host) / len(host) if host else 0.0
    found = sum(any(_alike(key, word) for word in words) for key in last) / len(last) if last else 0.0
    if len(last) > 1:
        return found + _HOST * named if found >= _ENOUGH else 0.0
    return max(found, named) if found or not last else named * _HOST


def _alike(key: str, word: str) -> bool:
    length = max(_SHORT, min(len(key), len(word)) - 2)
    return key[:length] == word[:length]


def _words(text: str, address: str) -> str:
    """Give the words of a text that lead to an address, from the first to the last that both have; "" for none."""
    words = text.split()
    last, host = _keys(address)
    keys = [*last, *host]
    hits = [
        at for at, word in enumerate(words) if any(_alike(key, each) for key in keys for each in fold(word).split())
    ]
    runs: list[list[int]] = []
    for at in hits:
        if runs and at - runs[-1][-1] <= 3:  # noqa: PLR2004 - small words between
            runs[-1].append(at)
        else:
            runs.append([at])
    best = max(runs, key=len, default=[])
    span = words[best[0] : best[-1] + 1] if best else []
    return re.sub(r"[.,:;]+$", "", " ".join(span)) if len(span) <= _SPAN else ""
