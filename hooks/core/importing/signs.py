"""The words by which parts of an agreement are known in every format: headings of lists, what a section belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from core.importing.blocks import fold

# Of folded words: OCR loses å, ä, ö.
_LIST_WORD = re.compile(
    r"\b(?:(?:kort|lang)siktig\w*|mal|delmal|malsattning\w*|aktivitet(?:er)?|atgard(?:er)?|insats(?:er)?|indikator(?:er)?"
    r"|matt|ansvar(?:ig|iga)?|tidplan)\b|^uppfoljning$"
)
_FRAMEWORK = {"delmal": "delmål", "fokusomrade": "fokusområde", "malomrade": "målområde", "prioritet": "prioritet"}
_NUMBERS = r"\d+(?:(?:\s*,\s*|\s+och\s+|\s+samt\s+|\s*[-–]\s*|\s*&\s*|\s+)\d+)*"
_BELONGS = re.compile(
    rf"^(?P<verb>(?:ing.r|hor|tillhor|bidrar|koppl\w+|del|beror\w*|galler|avser)\b.*?)?"
    rf"\b(?P<word>{'|'.join(_FRAMEWORK)})(?:en|n|t|na|ena)?\s*:?\s*(?P<numbers>{_NUMBERS})\W*$"
)
_BELONGS_BY_NAME = re.compile(r"^(?:ing.r i|hor till|tillhor|bidrar till|kopplar till|kopplas till|koppling till)\b")
_COUNT = re.compile(r"^(?:antal|andel)(?:et|en)?\b")
_FEW = 9  # words
_SHORT = 90  # signs: a heading of a list is never longer
_LIKE = 88  # of 100: so alike are two headings that OCR has read


@dataclass(frozen=True)
class Belonging:
    """What a line says that its section belongs to, in the document's words; `sure` where it says so with a verb."""

    to: tuple[str, ...]
    sure: bool


def belonging(text: str) -> Belonging | None:
    """Read a line such as `Ingår i Nationella strategin, delmål 1, 2`; None where it says nothing of the kind."""
    plain = _plain(text)
    if len(plain) > 2 * _SHORT:
        return None
    if found := _BELONGS.match(plain):
        word = _FRAMEWORK[found["word"]]
        return Belonging(tuple(f"{word} {number}" for number in _numbers(found["numbers"])), bool(found["verb"]))
    if _BELONGS_BY_NAME.match(plain) and not text.rstrip().endswith("."):
        return Belonging((text.strip(),), sure=True)
    return None


def _numbers(text: str) -> list[int]:
    numbers: list[int] = []
    for part in re.findall(r"\d+\s*[-–]\s*\d+|\d+", text):
        first, *last = (int(number) for number in re.findall(r"\d+", part))
        numbers.extend(range(first, (last[0] if last else first) + 1))
    return numbers


def _plain(text: str) -> str:
    """Give text without case and accents, figures and signs kept."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())


def counts(text: str) -> bool:
    """Tell a text that begins as indicators do, with a number of something."""
    return bool(_COUNT.match(fold(text[:20])))


def names_a_list(text: str) -> bool:
    """Tell whether a short text reads as the headings of lists do; a count of something is an item."""
    folded = fold(text)
    return (
        len(text) <= _SHORT
        and len(folded.split()) <= _FEW
        and text[:1].isupper()
        and bool(_LIST_WORD.search(folded))
        and not counts(text)
    )


class Recurring:
    """Texts that come again and again, as the headings of lists do; those that OCR has read differently are alike."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: list[str] = []
        self._count: dict[str, int] = {}
        for text in texts:
            key = fold(text)
            if len(key) > 2:  # noqa: PLR2004 - shorter ones are alike by chance
                like = self._like(key)
                if like is None:
                    self._known.append(key)
                    like = key
                self._count[like] = self._count.get(like, 0) + 1

    def _like(self, key: str) -> str | None:
        if key in self._count:
            return key
        for known in self._known:
            if abs(len(known) - len(key)) < 6 and fuzz.ratio(known, key) >= _LIKE:  # noqa: PLR2004 - quick refusal
                return known
        return None

    def count(self, text: str) -> int:
        """Give how often a text came, or one so like it that it is the same."""
        return self._count.get(self._like(fold(text)) or "", 0)


class ListHeadings:
    """The headings of lists that come again and again in a document; in some documents they are items themselves."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        named = [(sign, text) for sign, text in texts if names_a_list(text)]
        self._all = Recurring(text for _, text in named)
        often = [sign for sign, text in named if self._all.count(text) > 2]  # noqa: PLR2004 - twice may be chance
        self._as_items = sum(map(bool, often)) > len(often) / 2

    def has(self, sign: str, text: str) -> bool:
        """Tell whether a line or block, with the sign before it, is the heading of a list by its words alone."""
        return names_a_list(text) and (not sign or self._as_items) and self._all.count(text) > 1
