"""What every format is turned into before its structure is told: blocks of text with the signs that they carry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from core.importing.document import Link

# Signs that stand before an item: real ones and those of symbol fonts; others only when a blank follows, for they
# can belong to a word, and among them what OCR makes of a sign.
_SOLID = "•●▪■◦○‣⁃∙□▫◆➢✓❖►\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0a8\uf071"
_LOOSE = "-–—*·»>→=o"
_MISREAD = "e¢©°«®¤"
BULLET = re.compile(rf"^\s*(?:([{_SOLID}])\s*|([{_LOOSE}])\s+|([^\w\s\"”“»«'(\[])\t\s*)(?=\S)")
MISREAD = re.compile(rf"^\s*([{_MISREAD}])\s+(?=\S)")
NUMBER = re.compile(r"^\s*(\(?(?:\d{1,2}|[a-hA-H]|i{1,3}|i?[vx]|vi{1,3})[.)])\s+(?=\S)")
ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe]|[\ue000-\uf8ff](?!\\s*\\S)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Block:
    """One heading, item or paragraph as a format gives it, with every sign that the format has of what it is.

    `sheet` counts the pages of the file from 1, `page` is the number printed there. `heading` is the level that a style
    or tag states (0 a title), `level` the level of a list that it states, `bullet` the sign or number before the
    text. `unparted`: a sentence ends with a full line within it, so that it may be two. `indent` and `size` are in the
    format's own measure (None and 0 where it has none), `gap` is more room above than lines have, `first` the first of
    its page.
    """

    text: str
    sheet: int = 1
    page: str | None = None
    links: tuple[Link, ...] = ()
    heading: int | None = None
    level: int | None = None
    bullet: str = ""
    indent: float | None = None
    size: float = 0
    bold: bool = False
    gap: bool = False
    first: bool = False
    lines: int = 1
    contents: bool = False
    unparted: bool = False
    doubt: str | None = None


def tidy(text: str) -> str:
    """Give text as one line: ligatures as letters, no soft hyphens or signs without width, every blank a plain one."""
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _INVISIBLE.sub("", _CONTROL.sub(" ", text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Give what is left of text when case, accents, figures and signs are taken away: alike for alike headings."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join(re.findall(r"[a-z]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


def split_bullet(text: str, *, misread: bool = False) -> tuple[str, str]:
    """Give the sign of an item and its text; the sign is "" where the text begins with none.

    `misread`: the text was read by OCR, which takes signs for letters.
    """
    found = BULLET.match(text) or (MISREAD.match(text) if misread else None)
    return (next(filter(None, found.groups())), text[found.end() :].strip()) if found else ("", text.strip())


def split_number(text: str) -> tuple[str, str]:
    """Give the number before an item and its text; "" where there is none."""
    found = NUMBER.match(text)
    return (found[1], text[found.end() :].strip()) if found else ("", text.strip())


def joined_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Join the parts of a link that follow on each other with one address: lines and looks divide it."""
    joined: list[Link] = []
    for link in links:
        if joined and joined[-1].address == link.address:
            joined[-1] = Link(f"{joined[-1].text} {link.text}", link.address)
        else:
            joined.append(link)
    return tuple(joined)
