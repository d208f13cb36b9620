"""Who has signed: the short lines with names and titles at the end of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.importing.blocks import Block, fold

_ROLE = re.compile(r"\w*(?:direktor|chef|ordforande|samordnare|ledare|strateg|borgmastare|kommunalrad)\b")
_NAME = re.compile(r"^[A-ZÅÄÖÉ][\w’'-]+(?: [A-ZÅÄÖÉ][\w’'.-]*){1,3}(?=$|[,\s])")
_LINE = re.compile(r"^[\s_.…-]*$")
_SHORT = 120
_HEADING = re.compile(r"^(?:underskrift(?:er)?|undertecknat?|undertecknas|for parterna)\b")


def split_signatories(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """Part the signatories from the blocks: from the first name in the last short lines, with a title among them."""
    start = len(blocks)
    while start and _may_sign(blocks[start - 1]):
        start -= 1
    tail = list(blocks[start:])
    while tail and not (_NAME.match(tail[0].text) and _signs(tail)) and not _HEADING.match(fold(tail[0].text)):
        tail.pop(0)
        start += 1
    if not any(_ROLE.search(fold(block.text)) for block in tail):
        return list(blocks), ()
    return list(blocks[:start]), _people(tail)


def signs(text: str) -> bool:
    """Tell a line with a name and a title."""
    return bool(_NAME.match(text)) and len(text) <= _SHORT and bool(_ROLE.search(fold(text)))


def _may_sign(block: Block) -> bool:
    plain = not block.bullet and block.level is None and len(block.text) <= _SHORT
    return (plain and not block.text.endswith((".", ":"))) or bool(_LINE.match(block.text))


def _signs(tail: Sequence[Block]) -> bool:
    """Tell whether a name is followed by a title, in its own line or one of the next two."""
    return any(_ROLE.search(fold(block.text)) for block in tail[:3])


def _people(tail: Sequence[Block]) -> tuple[str, ...]:
    people: list[list[str]] = []
    for block in tail:
        if _LINE.match(block.text) or _HEADING.match(fold(block.text)):
            continue
        name = _NAME.match(block.text)
        has_role = bool(people) and any(_ROLE.search(fold(text)) for text in people[-1])
        if not people or (has_role and name):
            people.append([])
        rest = block.text[name.end() :] if name else ""
        people[-1] += [name[0], rest] if name and rest[1:2].islower() else [block.text]
    return tuple(", ".join(text.strip(" ,_") for text in person if text.strip(" ,_")) for person in people)
