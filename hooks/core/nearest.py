"""The known word that somebody meant who wrote another: one way to find it, wherever words are chosen from a list."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Give the word that is most like what was written, whatever its case and the dots and rings of its letters.

    One with other digits is another: which year or number was meant is not guessed.
    """
    words = {_plain(one): one for one in known if _digits(one) == _digits(given)}
    near = difflib.get_close_matches(_plain(given), words, n=1)
    return words[near[0]] if near else None


def _digits(word: str) -> str:
    return re.sub(r"\D", "", word)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return re.sub(r"[\s_-]+", "-", "".join(sign for sign in letters if not unicodedata.combining(sign)))
