"""The words of a text that decide what it promises: figures, days, names, and words of strength.

Two wordings of one promise share them, so they can be compared where the sentences cannot. They are also what is noted
of a signed document (`told` in signed.yml), so that the next document is compared with its words and not with ours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process

from core.search.words import STOP_WORDS, fold, stem
from core.text import MONTHS, upper_first

Kind = Literal["figure", "name", "perhaps", "strength", "address", "words", "other"]
"""`perhaps`: what begins a sentence and is no ordinary word, so that it may be a name."""

_WORD = re.compile(r"[^\W_]+(?:[-.:/’'][^\W_]+)*%?")
_SITE = re.compile(r"(?:[^\W_]+[.-])*[^\W_]{2,}\.(?:com|eu|net|nu|org|se)", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:|•]|\n)[\s”\"’'(–-]*$")
_NUMBERS = "noll . två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
_VALUES = {word: str(value) for value, word in enumerate(_NUMBERS.split()) if word != "."} | {
    "tjugo": "20", "trettio": "30", "fyrtio": "40", "femtio": "50", "sextio": "60", "sjuttio": "70", "åttio": "80",
    "nittio": "90", "hundra": "100", "tusen": "1000", "hälften": "1/2", "tredjedel": "1/3", "fjärdedel": "1/4",
    "procent": "%", "varannan": "varannat", "varannat": "varannat", "dubbelt": "2x", "dubbla": "2x",
}  # fmt: skip
_DAYS = frozenset(
    {*MONTHS, "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"}
    | {"våren", "sommaren", "hösten", "vintern", "vårterminen", "höstterminen"}
)
_PERIODS = {
    **dict.fromkeys(("årligen", "år", "året", "åren"), "år"),
    **dict.fromkeys(("kvartal", "kvartalet", "kvartalsvis"), "kvartal"),
    **dict.fromkeys(("termin", "terminen", "terminsvis"), "termin"),
    **dict.fromkeys(("månad", "månaden", "månader", "månadsvis"), "månad"),
    **dict.fromkeys(("vecka", "veckan", "veckor", "veckovis"), "vecka"),
    **dict.fromkeys(("dag", "dagen", "dagar", "dagligen", "dygn", "dygnet"), "dag"),
    **dict.fromkeys(("timme", "timmar", "timmen"), "timme"),
}
_LAMED = 0.022
"""A text with fewer å, ä and ö among its letters has lost some: Swedish running text has twice as many."""
_ENOUGH = 400
_NAMES = frozenset({"name", "perhaps"})
_ROW, _LIKE_NAME = 4, 60
_LONGEST_NAME = 6  # words


@dataclass(frozen=True)
class Told:
    """One word that tells something; `key` is the same for its forms and spellings."""

    kind: Kind
    word: str
    key: str


@dataclass(frozen=True)
class Teller:
    """Reads the telling words of texts.

    `strength` are the words of strength, `names` words that always are names, `called` what the site knows by name.
    `ordinary` are the stems of words that are written without a capital somewhere: any other that begins a sentence may
    be a name.
    """

    strength: frozenset[str]
    names: frozenset[str]
    called: frozenset[tuple[str, ...]] = frozenset()
    ordinary: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        strength: Iterable[str],
        names: Iterable[str],
        texts: Iterable[str],
        *,
        called: Iterable[str] = (),
        language: Iterable[str] = (),
    ) -> Teller:
        """Make one that knows as names what the texts write with a capital within a sentence, and never without.

        From what is written in the `language` it learns only which words are ordinary.
        """
        capital, small = set(), set()
        for text in texts:
            for word, starts in _words(text):
                if not _is_name(word):
                    small.add(name_key(word))
                elif not starts:
                    capital.add(name_key(word))
        ordinary = small | {name_key(word) for text in language for word, _ in _words(text) if not _is_name(word)}
        return cls(
            frozenset(map(str.casefold, strength)),
            frozenset({*map(name_key, names), *(capital - small)}),
            frozenset(tuple(name_key(word) for word, _ in _words(name)) for name in called),
            frozenset(map(stem, {*ordinary, *map(name_key, STOP_WORDS)})),
        )

    def told(self, text: str) -> tuple[Told, ...]:
        """Give every word of a text that tells, and each that begins a sentence, in order."""
        words = list(_words(text))
        return tuple(
            one
            for place, (word, starts) in enumerate(words)
            for one in self._told(word, starts=starts, named=starts and self._begins_known(words[place:]))
        )

    def noted(self, text: str) -> tuple[str, ...]:
        """Give the telling words of a text to be noted: names with a capital, all others without."""
        return tuple(one.word if one.kind in _NAMES else one.word.casefold() for one in self.told(text))

    def read(self, noted: Sequence[str]) -> tuple[Told, ...]:
        """Give telling words as they were noted."""
        found: list[Told] = []
        for word in noted:
            one = self._figure(word) or self._strong(word)
            found.append(one or Told("name" if _is_name(word) else "other", word, name_key(word)))
        return tuple(found)

    def _begins_known(self, words: Sequence[tuple[str, bool]]) -> bool:
        """Tell whether a sentence begins with what the site knows by name."""
        keys = tuple(name_key(word) for word, _ in words[:_LONGEST_NAME])
        return any(keys[:length] in self.called for length in range(1, len(keys) + 1))

    def _told(self, word: str, *, starts: bool, named: bool) -> Iterator[Told]:
        numbers = re.findall(r"(?<![^\W_])\d+(?:[.,:]\d+)*|%", word)
        yield from (Told("figure", part, _digits(part)) for part in numbers)
        if not re.match(r"[^\W\d]", word):
            return
        if one := self._figure(word) or self._strong(word):
            yield one
        elif named or name_key(word) in self.names or (_is_name(word) and not starts) or _is_name_anywhere(word):
            yield Told("name", word if _SITE.fullmatch(word) else upper_first(word), name_key(word))
        elif starts:
            perhaps = _is_name(word) and stem(name_key(word)) not in self.ordinary
            yield Told("perhaps" if perhaps else "other", upper_first(word) if perhaps else word, name_key(word))

    def _figure(self, word: str) -> Told | None:
        small = word.casefold()
        if re.fullmatch(r"\d+(?:[.,:]\d+)*|%", word):
            return Told("figure", word, _digits(word))
        if small in _VALUES:
            return Told("figure", word, _VALUES[small])
        if small in _DAYS:
            return Told("figure", word, small)
        return Told("figure", word, _PERIODS[small]) if small in _PERIODS else None

    def _strong(self, word: str) -> Told | None:
        small = word.casefold()
        return Told("strength", word, small) if small in self.strength else None


@dataclass(frozen=True)
class Changed:
    """What differs in one regard: what only the earlier text has, and what only the later has."""

    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]


def compare_told(before: Sequence[Told], after: Sequence[Told], before_text: str, after_text: str) -> list[Changed]:
    """Give what differs between the telling words of two official texts; names may stand in another order and form."""
    found = []
    for kind in ("figure", "strength"):
        old, new = ([one for one in told if one.kind == kind] for told in (before, after))
        lost = Counter(one.key for one in old) - Counter(one.key for one in new)
        added = Counter(one.key for one in new) - Counter(one.key for one in old)
        if lost or added:
            found.append(Changed(kind, _written(old, lost), _written(new, added)))
    lost_names = _absent(before, {one.key for one in after} | keys_of(after_text))
    added_names = _absent(after, {one.key for one in before} | keys_of(before_text))
    if not lost_names and not added_names:
        lost_names, added_names = _replaced(before, after)
    if lost_names or added_names:
        found.append(Changed("name", lost_names, added_names))
    return found


def compare_wordings(
    ours: Sequence[Told], theirs: Sequence[Told], our_words: Collection[str], beside: Sequence[Told] = ()
) -> list[Changed]:
    """Give what differs between our wording of a promise and the document's, as far as two wordings can tell.

    `our_words` are the keys of all our words, `beside` what the titles of our links tell with them.

    We may name who acts where the document says «vi», write out a short form, and divide a sentence: a name or a small
    number of ours alone is no difference. Words of strength are, where each wording has one that the other lacks.
    """
    found = []
    old, new = ([one for one in told if one.kind == "figure" and one.key not in _PERIODS] for told in (ours, theirs))
    lost = Counter({one.key for one in old if _is_exact(one)}) - Counter({one.key for one in new})
    added = Counter({one.key for one in new}) - Counter({one.key for one in (*old, *beside)})
    if lost or added:
        found.append(Changed("figure", _written(old, lost), _written(new, added)))
    strong, weak = ([one for one in told if one.kind == "strength"] for told in (ours, theirs))
    ours_alone = [one for one in strong if stem(fold(one.key)) not in {stem(fold(other.key)) for other in weak}]
    theirs_alone = [one for one in weak if stem(fold(one.key)) not in {stem(fold(other.key)) for other in strong}]
    if ours_alone and theirs_alone:
        found.append(Changed("strength", _unique(ours_alone), _unique(theirs_alone)))
    stems = {stem(one) for one in our_words}
    names = [
        one
        for one in theirs
        if one.kind == "name" and one.key not in our_words and stem(one.key) not in stems and one.key not in stems
    ]
    if names:
        found.append(Changed("name", (), _unique(names)))
    return found


def compare_lamed(before: Sequence[Told], after: Sequence[Told], after_text: str) -> list[Changed]:
    """Give what differs of a text that a machine misread, as far as it shows: long numbers, and names not there."""
    found = []
    old, new = (
        {one.key for one in told if one.kind == "figure" and re.fullmatch(r"\d{2,}", one.word)}
        for told in (before, after)
    )
    if old - new and new - old:
        found.append(Changed("figure", tuple(sorted(old - new)), tuple(sorted(new - old))))
    words = keys_of(after_text)
    names = [one for one in before if one.kind == "name" and len(one.key) > _ROW]
    if lost := [one for one in names if not process.extractOne(one.key, words, score_cutoff=_LIKE_NAME)]:
        found.append(Changed("name", _unique(lost), ()))
    return found


def own_words(text: str) -> list[str]:
    """Give the words of a text, capitals and signs aside, for two texts that should be the same."""
    return [word.casefold() for word, _ in _words(text)]


def name_key(word: str) -> str:
    """Give what the forms of a name share: its letters, without the ending that says whose something is."""
    folded = re.sub(r"[^0-9a-z]", "", fold(re.sub(r"[:’'].*$", "", word)))
    return folded[:-1] if folded.endswith("s") and len(folded) > len("SIP") else folded


def keys_of(text: str) -> set[str]:
    """Give the keys of every word of a text, and of every part of a word with hyphens."""
    words = [word for word, _ in _words(text)]
    return {name_key(part) for word in words for part in (word, *re.split(r"[-/]", word))}


def is_lamed(text: str) -> bool:
    """Whether a text has lost å, ä and ö, as what a machine read does: then its words cannot be taken at the letter."""
    letters = [sign for sign in text.casefold() if sign.isalpha()]
    return len(letters) >= _ENOUGH and sum(sign in "åäö" for sign in letters) < _LAMED * len(letters)


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word of a text, and whether it begins a sentence."""
    for found in _WORD.finditer(re.sub(r"(?<=\d)[\u00a0\u202f ](?=\d{3}\b)", "", text)):
        yield found[0], bool(_SENTENCE_START.search(found.string[: found.start()][-12:]))


def _is_name(word: str) -> bool:
    return len(word) > 1 and (word[:1].isupper() or _SITE.fullmatch(word) is not None)


def _is_name_anywhere(word: str) -> bool:
    """Whether a word is a site, or has capitals that no sentence gives it, such as SIP and F-ACT."""
    return sum(sign.isupper() for sign in word) > 1 or _SITE.fullmatch(word) is not None


def _is_exact(one: Told) -> bool:
    return one.word[:1].isdigit() or one.key in _DAYS


def _digits(word: str) -> str:
    return word.replace(",", ".")


def _written(told: Iterable[Told], keys: Counter[str]) -> tuple[str, ...]:
    left = Counter(keys)
    found = []
    for one in told:
        if left[one.key] > 0:
            left[one.key] -= 1
            found.append(one.word)
    return tuple(found)


def _unique(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.word for one in told))


def _replaced(before: Sequence[Told], after: Sequence[Told]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give names that stand fewer times, where a sentence begins with a word that none began with: it may be a name."""
    old, new = ([one for one in told if one.kind in _NAMES] for told in (before, after))
    lost = _written(old, Counter(one.key for one in old) - Counter(one.key for one in new))
    known = {one.key for one in before}
    added = _unique(one for one in after if one.kind == "other" and one.key not in known)
    return (lost, added) if lost and added else ((), ())


def _absent(told: Iterable[Told], keys: Collection[str]) -> tuple[str, ...]:
    return _unique(one for one in told if one.kind in _NAMES and one.key not in keys)
