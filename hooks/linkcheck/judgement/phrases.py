"""What words say that structure cannot see: not found, log in, you are a robot, this domain is for sale.

What comes in is a title, a heading or a sentence; what goes out is whether it *states* one of these; the words
themselves are in lexicon.yml. A sentence says that the page is not there when it speaks of a loss and every one of its
words belongs to such statements, in whatever order: a page that only talks about the words «sidan kunde inte hittas»
says something else too.
"""

# ruff: noqa: E501 - a list of words is read as one
from __future__ import annotations

import functools
import re
import unicodedata

from linkcheck.lexicon import any_of, pattern

_QUOTES = frozenset("\"'«»“”„‘’‹›`")
_CODE = r"(?:(?:http|https|error|fel|feil|fejl|felkod|status|statuskod|code|felmeddelande)[ -]*)*4(?:04|10)(?:\.[0-9]{1,2})?(?: ?(?:error|fel|page|sida|status))?"
_WORD = re.compile(any_of("regret", "thing", "lost", "not", "found", "filler") + "|4(?:04|10)")
_IS_THING = re.compile(rf"\b(?:{any_of('thing')}|4(?:04|10)|not found|ikke fun[nd]et|what you|det du|hva du|hvad du)\b")
_IS_LOSS = re.compile(rf"\b(?:{any_of('lost')})\b|(?=.*\b(?:{any_of('not')})\b).*\b(?:{any_of('found')})\b")
_RELATIVE = re.compile(r"\w+ (?:som|der|that) (?:inte|ej|ikke|(?:is|are|was) not)\b")  # speaks of such pages, is none
_REGRETS = re.compile(rf"(?:(?:{any_of('regret')})\b[ ,'!.:-]*)+")
_BARE_CODE = re.compile(rf"{_CODE}|[45]\d\d")
_SPAM, _SPAM_CURE = re.compile(rf"\b(?:{any_of('spam')})\b"), pattern("spam_cure")
_PLAIN = str.maketrans(dict.fromkeys("’‘`´", "'") | dict.fromkeys("–—−", "-") | dict(zip("øØæÆ", "oOaA", strict=True)))


@functools.lru_cache(maxsize=2000)
def fold(text: str, longest: int = 2000) -> str:
    """Lower case without accents, curly quotes or runs of space."""
    text = text[:longest]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = re.sub("[\u0300-\u036f]", "", text)
    return " ".join(text.casefold().split())


@functools.lru_cache(maxsize=500)
def parts(text: str) -> list[str]:
    """Return a title or heading cut where sites put their separators, each part folded and without outer punctuation."""
    folded = fold(re.sub(r"[()\[\]]", " | ", text))
    cut = re.split(r"\s*[|•·»«:!?/]+\s*|\s+-+\s+|\s*\.{2,}\s*|(?<=\w)\.\s+|\s*[.…]$|\s-|-\s", folded)
    return [part for part in map(_trimmed, cut) if part]


@functools.lru_cache(maxsize=2000)
def sentences(block: str) -> list[str]:
    """Return a paragraph's sentences, folded; what stands in quotation marks is somebody else's statement and left out."""
    if block.strip()[:1] in _QUOTES:
        return []
    cut = re.split(r"(?<=[.!?:;…])\s+|\s+\|\s+|\s+[–—-]\s+", block[:600])
    return [s for s in (_trimmed(fold(piece)) for piece in cut if piece.strip()[:1] not in _QUOTES) if s]


def _trimmed(folded: str) -> str:
    return re.sub(r"^[^\w]+|[^\w]+$", "", folded)


@functools.lru_cache(maxsize=2000)
def says_not_found(sentence: str) -> bool:
    """Whether a folded sentence states that the page is not there."""
    if (
        len(sentence) > 200
        or _RELATIVE.match(sentence)
        or not _IS_THING.search(sentence)
        or not _IS_LOSS.search(sentence)
    ):
        return False
    return all(_WORD.fullmatch(word) for word in re.findall(r"[\w':]*\w", sentence)) and not says_moved(sentence)


def title_says_not_found(title: str) -> bool:
    """Whether one part of a page title is the statement itself (a bare 404 is not enough)."""
    return any(says_not_found(part) for part in parts(title))


def heading_says_not_found(heading: str) -> bool:
    """Whether a heading is the statement and nothing but it."""
    if heading.strip()[:1] in _QUOTES:
        return False
    if says_not_found(_trimmed(fold(heading))):
        return True
    pieces = [piece for piece in parts(heading) if not _REGRETS.fullmatch(piece)]
    told = [p for p in pieces if says_not_found(p) or _BARE_CODE.fullmatch(p)]
    return bool(told) and len(told) == len(pieces) and any(p[-3:] in {"404", "410"} or says_not_found(p) for p in told)


def is_bare_code(heading: str) -> bool:
    """Say whether a heading is an error's number and nothing more, as the heading of an article about it also is."""
    pieces = parts(heading)
    return bool(pieces) and all(_BARE_CODE.fullmatch(p) for p in pieces)


def is_neutral_heading(heading: str) -> bool:
    """Whether a heading only regrets something, or is a bare error code."""
    return all(_REGRETS.fullmatch(p) or _BARE_CODE.fullmatch(p) for p in parts(heading))


def _says(what: re.Pattern[str], text: str) -> bool:
    if text.strip()[:1] in _QUOTES:
        return False
    return any(what.fullmatch(p) for p in [_trimmed(fold(text)), *parts(text)])


says_login = functools.partial(_says, pattern("login"))
says_wall = functools.partial(_says, pattern("wall"))
says_moved = functools.partial(_says, pattern("moved"))
says_parked = functools.partial(_says, pattern("parked"))
says_fault = functools.partial(_says, pattern("fault"))


def says_spam(text: str, promised: str) -> bool:
    """Whether a title sells what lapsed domains are bought to sell, and the link did not promise it."""
    folded = fold(text)
    return bool(_SPAM.search(folded)) and not _SPAM_CURE.search(folded) and not _SPAM.search(fold(promised))
