"""How like two texts are: 0 to 1, blind to inflection, to capitals, and to what a machine misread.

A word counts as the letters it begins with and as every four letters in a row: forms of a word, parts of compounds and
words with a lost letter then share most of what they are made of. What is rare in the texts at hand weighs more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from core.search.words import STOP_WORDS, fold, words_of

_ROW = 4
_BEGINNING = 3
_PASSING = frozenset(map(fold, STOP_WORDS))


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a text, folded."""

    text: str

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Give every word in lower case without marks."""
        return tuple(map(fold, words_of(self.text)))

    @cached_property
    def line(self) -> str:
        """Give the words in a row."""
        return " ".join(self.folded)

    @cached_property
    def pieces(self) -> Counter[str]:
        """Count what its words are made of; words that carry no meaning alone are left out."""
        return Counter(piece for word in self.folded if word not in _PASSING for piece in _pieces(word))

    @cached_property
    def meaningful(self) -> int:
        """Count the different words that carry a meaning of their own."""
        return len(set(self.folded) - _PASSING)


def _pieces(word: str) -> Iterable[str]:
    if len(word) < _ROW:
        return (f"^{word}$",)
    return (f"^{word[:_BEGINNING]}", *(word[at : at + _ROW] for at in range(len(word) - _ROW + 1)))


class Likeness:
    """Compares texts by what is rare in all of them."""

    def __init__(self, texts: Iterable[Words]) -> None:
        """Weigh what the texts are made of."""
        found = [one.pieces for one in texts]
        counted = Counter(piece for pieces in found for piece in pieces)
        self._weights = {piece: math.log((len(found) + 1) / (count + 0.5)) for piece, count in counted.items()}
        self._totals: dict[Words, float] = {}

    def weight(self, one: Words) -> float:
        """Give how much a text tells: little where it is short or where others say the same."""
        if one not in self._totals:
            self._totals[one] = sum(self._weights[piece] * count for piece, count in one.pieces.items())
        return self._totals[one]

    def overlap(self, one: Words, other: Words) -> float:
        """Give how much of what two of the texts are made of is in both."""
        whole = math.sqrt(self.weight(one) * self.weight(other))
        if whole <= 0:
            return 0.0
        few, many = sorted((one.pieces, other.pieces), key=len)
        shared = sum(self._weights[piece] * min(count, many[piece]) for piece, count in few.items() if piece in many)
        return min(shared / whole, 1.0)

    def score(self, one: Words, other: Words, at_least: float = 0.0) -> float:
        """Give how like two of the texts are; 0 where it is plain that they are less like than `at_least`."""
        if one.line == other.line:
            return 1.0
        overlap = self.overlap(one, other)
        if (overlap + 1) / 2 < at_least:
            return 0.0
        return (overlap + fuzz.token_set_ratio(one.line, other.line) / 100) / 2
