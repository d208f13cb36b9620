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
from collections.abc import Callable

from linkcheck.lexicon import any_of, pattern

_QUOTES = frozenset("\"'«»“”„‘’‹›`")
_CODE = r"(?:(?:http|https|error|fel|feil|fejl|felkod|status|statuskod|code|felmeddelande)[ -]*)*4(?:04|10)(?:\.[0-9]{1,2})?(?: ?(?:error|fel|page|sida|status))?"
_WORD = re.compile(any_of("regret", "thing", "lost", "not", "found", "filler") + "|4(?:04|10)")
_IS_THING = re.compile(rf"\b(?:{any_of('thing')}|4(?:04|10)|not found|ikke fun[nd]et|what you|det du|hva du|hvad du)\b")
_IS_LOSS = re.compile(rf"\b(?:{any_of('lost')})\b|(?=.*\b(?:{any_of('not')})\b).*\b(?:{any_of('found')})\b")
_RELATIVE = re.compile(r"\w+ (?:som|der|that) (?:inte|ej|ikke|saknas|forsv\w+|(?:is|are|was) (?:not|missing|gone))\b")
"""Speaks of such pages, is none."""
_TO_YOU = re.compile(r"\b(?:du|ni|you)\b")
_DOMAIN = re.compile(rf"(?<![\w.@])(?:{any_of('domain')})\b"), re.compile(rf"\b(?:{any_of('domain_state')})\b")
_SITE = re.compile(rf"\b(?:{any_of('site')})\b"), re.compile(rf"\b(?:{any_of('site_state')})\b")
_REGRETS = re.compile(rf"(?:(?:{any_of('regret')})\b[ ,'!.:-]*)+")
_ELSEWHERE = pattern("missing_elsewhere")
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
    """Return what a paragraph states, folded, a sentence each; quotations, which others state, and questions are left out."""
    if block.strip()[:1] in _QUOTES:
        return []
    cut = re.split(r"(?<=[.!?:;…])\s+|\s+\|\s+|\s+[–—-]\s+", block[:600])
    told = (piece for piece in cut if piece.strip()[:1] not in _QUOTES and not piece.rstrip().endswith("?"))
    return [sentence for sentence in map(_trimmed, map(fold, told)) if sentence]


def _trimmed(folded: str) -> str:
    return re.sub(r"^[^\w]+|[^\w]+$", "", folded)


@functools.lru_cache(maxsize=2000)
def says_not_found(sentence: str) -> bool:
    """Whether a folded sentence states that the page is not there."""
    if len(sentence) > 200 or _RELATIVE.match(sentence) or not _IS_LOSS.search(sentence) or says_moved(sentence):
        return False
    words = re.findall(r"[\w':]*\w", sentence)
    unknown = [word for word in words if not _WORD.fullmatch(word)]
    if _TO_YOU.search(sentence) and len(words) > 4:  # «kurstillfället du söker finns inte»: the thing itself may be new
        return not unknown[1:] and (bool(unknown) or bool(_IS_THING.search(sentence)))
    return not unknown and bool(_IS_THING.search(sentence))


def heading_says_not_found(heading: str) -> bool:
    """Whether a heading is the statement and nothing but it."""
    if heading.strip()[:1] in _QUOTES or heading.rstrip().endswith("?"):
        return False
    whole = _trimmed(fold(heading))
    if says_not_found(whole) or _ELSEWHERE.fullmatch(whole):
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


def _says(what: re.Pattern[str], cut: Callable[[str], list[str]], text: str) -> bool:
    if text.strip()[:1] in _QUOTES:
        return False
    return any(what.fullmatch(p) for p in [_trimmed(fold(text)), *cut(text)])


def _beside_the_site(text: str) -> list[str]:
    """Cut a title only where sites put their name: «Är du en robot? Katten som tröstar» asks nobody."""
    return [_trimmed(piece) for piece in re.split(r"\s+[|•·-]\s+", fold(text))]


says_login = functools.partial(_says, pattern("login"), parts)
says_moved = functools.partial(_says, pattern("moved"), parts)
says_wall = functools.partial(_says, pattern("wall"), _beside_the_site)
says_fault = functools.partial(_says, pattern("fault"), _beside_the_site)
_says_default = functools.partial(_says, pattern("parked"), parts)


def says_parked(text: str) -> bool:
    """Whether a short text says that a domain or a place for a site has no use now, or is a server's first page."""
    folded = fold(text, 140)
    pairs = ([what.search(folded) for what in pair] for pair in (_DOMAIN, _SITE))
    return _says_default(text) or any(map(all, pairs))


def says_spam(text: str, promised: str) -> bool:
    """Whether a title sells what lapsed domains are bought to sell, and the link did not promise it."""
    folded = fold(text)
    return bool(_SPAM.search(folded)) and not _SPAM_CURE.search(folded) and not _SPAM.search(fold(promised))
