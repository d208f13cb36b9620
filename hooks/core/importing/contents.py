"""Where the table of contents of a document stands, and which titles it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from core.importing.blocks import Block, fold

_CONTENTS = re.compile(r"^(?P<title>.*?\S)\s*(?:\.{3,}|…+|(?:\. ){3,}\.?|\t+|_{3,}|\s{4,})[\s.]*(?P<page>\d{1,3})$")
_CONTENTS_TITLE = re.compile(r"^(?:innehall(?:sforteckning)?|inneh.ll)$")
_CONTENTS_END = re.compile(r"[\s.…·_]+(\d{1,3})$")
_FEW_ENTRIES = 3
_LONG = 200  # signs: no entry is longer
_LIKE, _SHORT = 92, 9  # of 100; letters of a title that is like another by chance


def find_contents(blocks: Sequence[Block]) -> tuple[set[int], dict[str, int]]:
    """Give the places of the blocks of the table of contents, and its titles, folded, with their order."""
    places: set[int] = set()
    titles: dict[str, int] = {}
    index = 0
    while index < len(blocks):
        headed = is_contents_title(blocks[index].text)
        start = run = index + headed
        while run < len(blocks) and _is_entry(blocks[run], headed=headed):
            run += 1
        if run - start >= (1 if headed else _FEW_ENTRIES):
            places.update(range(index, run))
            for block in blocks[start:run]:
                titles.setdefault(fold(_CONTENTS_END.sub("", block.text)), len(titles))
        elif headed:
            places.add(index)
        index = max(run, index + 1)
    return places, titles


def _is_entry(block: Block, *, headed: bool) -> bool:
    if block.contents or contents_entry(block.text):
        return True
    return headed and bool(_CONTENTS_END.search(block.text)) and len(block.text) < _LONG and block.heading is None


def contents_entry(text: str) -> tuple[str, str] | None:
    """Read a line of a table of contents: its title and page; None for another line."""
    found = _CONTENTS.match(text.strip())
    return (found["title"].strip(" .\t"), found["page"]) if found else None


def is_contents_title(text: str) -> bool:
    """Tell the heading of a table of contents."""
    return bool(_CONTENTS_TITLE.match(fold(text)))


def is_among(key: str, titles: Iterable[str]) -> bool:
    """Tell whether a heading is one of the table of contents, a slip of the pen aside."""
    return bool(key) and any(
        key == title or (len(key) > _SHORT and fuzz.ratio(key, title) >= _LIKE) for title in titles
    )
