"""Swedish words for the index: folding, words of a text, stems with irregular forms, parts of compounds.

The search box (overrides/assets/search.js) splits and folds what is typed by the rule that the index carries. Stems are
Snowball's. What a stem cannot see (söner, slog, böcker) comes from the inflection lexicon of simplemma, which is also
the word list that says what may be a part of a compound. Neither is shipped: the index carries only the forms it needs.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import snowballstemmer
    from simplemma.strategies.dictionaries.dictionary_factory import MappingStrToByteString

from core.text import BASE_LETTERS


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that carry no meaning alone: dropped from texts and questions. Mind what they become when folded («do» is dö).
STOP_WORDS = _set(
    """
    a alla allt alltid alltså am an and annat are att av bara be behöva behöver bland bli blir blivit både de
    dem den denna deras dess dessa det detta dig din dina dit ditt does du där därför då efter eller en er era
    ert ett exempel exempelvis fast finns for från få får fått för före ge genom ger gå går gör göra ha hade han
    hans har havet he hej hela helst hen henne hennes hon honom hos how hur här i i'm ibland im in inför
    ingenting inom is it iväg ja jag ju just kan kanske komma kommer kring kunna lite man me med mellan men mer
    mest mig min mina mitt mot my mycket måste nog nu när någon någonting något några nån nåt och också olika om
    on or oss på redan samt se sedan sen she sig sin sina sitt ska skall skulle snälla som sätt så sådan sådana
    sån tack that the they this till tills to typ under upp ut utan va vad var vara varför varit vart vem vems
    vet vi vid vilka vilken vilket vill väl väldigt vår våra vårt was we what where who with you your än ändå är även åt
    över
    """
)
# Without weight of their own, but they change what is meant: kept in phrases such as «orkar inte».
NEGATIONS = _set(
    """
    aldrig don dont ej icke inga inge ingen inget int inte never no not varken
    """
)

# Words that nearly every question could hold: they count, but less than what stands beside them.
SOFT_WORDS = _set(
    "apua behandling behov få help hilfe hjelp hjälp hjälpa info information need problem stöd stödja support svårt "
    "want"
)

# Beside a word of crisis, one of these asks as staff do, and none of those that speak of oneself: then help is a row.
WORK_WORDS = _set(
    "utbildning utbildningar utbildningen kurs kurser kursen webbutbildning föreläsning indikator indikatorer "
    "indikatorn mål målet målen delmål delmålet rutin rutiner rutinen learns överenskommelsen överenskommelse mhfa "
    "spiss"
)
SELF_WORDS = _set(
    "jag ja mig mej min mitt mina vill orkar orka kan inte i'm im my me inga ingen aldrig ska hjälp hjälpa nu"
)

# Beside «jag», one of these tells of who watches someone else: «jag tror», «vad gör jag», «jag är rädd».
WATCHING_WORDS = _set(
    "bemöter fråga frågar får gör göra hittade hittar hittat hjälper hör kan märker misstänker mött oroar orolig "
    "pratar rädd sett ser ska stödjer stöttar säger tror undrar upptäckte upptäckt vet"
)
# A phrase that begins with one of these is said only where it stands just before what is lacking: «inga vänner».
LACKING_WORDS = _set("ingen inga inget no")

SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
# What a word is made of. The search box splits what is typed by the same rule: the index carries it (`RULE`), so that
# there is no second one. Letters of other alphabets are letters; an apostrophe within a word is left out.
SIGNS = "0-9a-z\u00df-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefe\uff10-\uff19\uff21-\uffdc"
# What stands on or in a letter: accents, the vowel signs of Hebrew and Arabic, the Arabic stroke that only stretches a
# word, the key that an emoji draws around a digit.
MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1-\u05c7\u0640\u064b-\u065f\u0670"
)
APOSTROPHES = "'’´‘`ʼ′＇"
# What nobody sees: directions of writing, joiners, soft hyphens, forms of the sign before.
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
ZEROS = "".join(chr(code) for code in range(128, 0xD800) if unicodedata.decimal(chr(code), None) == 0)
"""The zero of each other script, with its nine digits after it: whoever writes ١١٢ means 112."""
LONGEST = 60
"""Letters of a word that count: no word of Swedish has more, and a pasted row of thousands would take seconds."""
RULE = {
    "signs": SIGNS,
    "marks": MARKS,
    "left_out": APOSTROPHES + HIDDEN,
    "letters": BASE_LETTERS,
    "zeros": ZEROS,
    "longest": LONGEST,
}
_WORD = re.compile(f"[{SIGNS}]+(?:[-–][{SIGNS}]+)*")
_HYPHEN = re.compile(r"[-–]")
_MARK = re.compile(f"[{MARKS}]")
_LEFT_OUT = re.compile(f"[{APOSTROPHES}{HIDDEN}]")
_DIGIT_GAP = re.compile(r"(?<=[0-9])[ \u00a0](?=[0-9])")
_LETTERS = str.maketrans(BASE_LETTERS | {chr(ord(zero) + digit): str(digit) for zero in ZEROS for digit in range(10)})
# Where the lexicon leads astray here: «far» is a father or FaR, «drog» no form of dra, «kris» none of kria, «vald» is
# also våld without its ring, «vuxen» no form of växa.
_NO_LEMMA = _set(
    """
    amf barn besvär boende dag dog drog drogen droger död döda dött far fara fler flera första hot kris kär lag
    led läs mind minds mål mått plan råd rådet sff sof spes stod stöd tagit tagits tips tog togs uppdrag uppväxt
    vald valda valt vof vuxen vuxna våg vård yls
    """
)
# Words whose stem is another word's, each with a stem of its own: «dotter» is not «dött», «hemlig» not «hem», «fattig»
# not «fattar».
_APART = {"dotter": "dottr", "fattig": "fattig", "hemlig": "hemlig"}
# Beginnings and ends that are words, but never parts of a compound here.
_NO_PART = _set(
    """
    ande ans anti are bes den det dia ens evi gripande het heten heter ing ion ler lig liga met mod ner ning nis
    per pol rar rut sam ser ska sta sys tar ter tion varlig ver villiga
    """
)


def _plain(text: str) -> str:
    """Give text in lower case with å, ä, ö, without what nobody sees; neighbours' letters and wide signs are ours."""
    usual = unicodedata.normalize("NFKC", _LEFT_OUT.sub("", text))  # «´» is no apostrophe after it, «ŉ» holds one
    composed = unicodedata.normalize("NFC", _LEFT_OUT.sub("", usual).lower())
    return _MARK.sub("", composed).translate(_LETTERS)


@functools.cache
def fold(text: str) -> str:
    """Give text in lower case without marks, so that å, ä and ö may be left out or come from a neighbour's keyboard."""
    return _MARK.sub("", unicodedata.normalize("NFD", _plain(text))).translate(_LETTERS)


@functools.cache
def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text in lower case; a word with hyphens gives its parts and the whole without hyphens."""
    found = []
    for whole in _WORD.findall(_DIGIT_GAP.sub("", _plain(text))):
        parts = _HYPHEN.split(whole)
        found += ["".join(parts), *(part for part in parts if len(part) > 1)] if len(parts) > 1 else parts
    return tuple(word[:LONGEST] for word in found)


@functools.cache
def stem(folded: str) -> str:
    """Give the Snowball stem of a folded word."""
    return str(_stemmer().stemWord(folded)) if folded.isascii() and folded.isalpha() else folded


def stem_of_base(base: str) -> str:
    """Give the stem that all forms of a base form share."""
    return _APART.get(base) or stem(fold(base))


@functools.cache
def _stemmer() -> snowballstemmer.stemmer:
    import snowballstemmer  # noqa: PLC0415 - what checks the site does without the stems

    return snowballstemmer.stemmer("swedish")


@functools.cache
def _lexicon() -> MappingStrToByteString:
    from simplemma.strategies.dictionaries import dictionary_factory  # noqa: PLC0415 - and without the lexicon

    lexicon = dictionary_factory.DefaultDictionaryFactory().get_dictionary("sv")
    return cast("MappingStrToByteString", lexicon)


@functools.cache
def _is_word(word: str) -> bool:
    return word in _lexicon()


@functools.cache
def lemma(word: str) -> str | None:
    """Give the base form of a word by the lexicon, or None."""
    if word in _NO_LEMMA or len(word) < 2:  # noqa: PLR2004
        return None
    found = _lexicon().get(word, "").casefold()
    return found if found.isalpha() and found not in STOP_WORDS else None


def irregular_forms(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Give (form, base) for every form of the words' base forms that a stem does not lead to."""
    return _forms_of(frozenset(base for word in words if (base := lemma(word))) - STOP_WORDS - _NO_LEMMA)


@functools.lru_cache(maxsize=8)
def _forms_of(bases: frozenset[str]) -> tuple[tuple[str, str], ...]:
    wanted = {base.encode() for base in bases}
    # A million forms, as the bytes that the lexicon keeps: to read each as a text takes as long as all pages together.
    pairs = [(form, base) for form, base in _lexicon()._dict.items() if base in wanted]  # noqa: SLF001
    found = [
        (form, base)
        for form, base in ((form.decode(), base.decode()) for form, base in pairs)
        if form[-1] not in "os"  # old plurals, genitives and passives: nobody asks with them
        and form.isalpha()
        and form not in _NO_LEMMA
        and form not in STOP_WORDS
    ]
    apart = ((form, base) for form, base in found if base in _APART or stem(fold(form)) != stem(fold(base)))
    return tuple(sorted(apart))


class Compounds:
    """The compounds of one vocabulary."""

    def __init__(self, known: frozenset[str]) -> None:
        """Take the site's own words."""
        self._known = known
        self._split = functools.cache(self._split_anew)
        self._base_of_head = functools.cache(self._base_of_head_anew)

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the parts of a compound as words, or nothing.

        The split with the fewest and evenest parts wins; an s may join two parts.
        """
        base = lemma(word) or word
        return self._split(base) if len(base) >= SHORTEST_COMPOUND and base.isalpha() else ()

    def _split_anew(self, word: str) -> tuple[str, ...]:
        best: tuple[tuple[int, int], tuple[str, ...]] | None = None
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:cut], word[cut:]
            if not self._may_begin(head):
                continue
            tails: list[tuple[str, ...]] = []
            if self._may_end(tail):
                tails.append((tail,))
            elif len(tail) >= SHORTEST_COMPOUND and (deeper := self._split(tail)):
                tails.append(deeper)
            for rest in tails:
                parts = (self._base_of_head(head) or head, *rest)
                rank = (len(parts), -min(map(len, parts)))
                if best is None or rank < best[0]:
                    best = (rank, parts)
        return best[1] if best else ()

    def _may_begin(self, part: str) -> bool:
        return part not in _NO_PART and part not in STOP_WORDS and self._base_of_head(part) is not None

    def _may_end(self, part: str) -> bool:
        return (
            part not in _NO_PART
            and part not in STOP_WORDS
            and len(part) > SHORTEST_PART
            and (part in self._known or _is_word(part))
        )

    def _base_of_head_anew(self, part: str) -> str | None:
        """Give the word that a first part stands for: itself, without a joining s, or with its lost last vowel."""
        forms = [part]
        if part.endswith("s") and len(part) > SHORTEST_PART + 1:
            forms.append(part[:-1])
        for form in forms:
            if form in self._known or _is_word(form):
                return form
        return next((form for form in (f"{part}a", f"{part}e") if form in self._known), None)
