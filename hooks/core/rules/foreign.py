"""A rule for the language of what readers meet: a sentence in another language than Swedish, found by its small words.

Every language has words that hold its sentences together, and hardly a sentence does without. Names are none: small
words between two capitals («Signs of Safety») are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Small words, and others of every day, of English, German, Danish and Norwegian, Finnish, French, Spanish, Polish,
# Bosnian with its neighbours, and Somali.
_OTHERS = """
the and of to you your yours we our they their them are was were have has had will would should could not this
that these those from if when who whom what where which how been be it its us any about there here or an with on
is at as but can do does please need more help call for my me he she his her in by no yes also only other than
everyone someone anyone people person parents children child young adults family friends women men students
support charge free cost costs closed hours day days night every week weekdays during summer unknown answers
answer get give talk listen listens contact website read click feel feels lonely anxious worried anonymous phone
speak write visit make take use find first time year years age aged old services service care school work
und der die das nicht ist sie wir ihr mit auf dem ein eine oder wenn wie sind haben bitte hilfe
og ikke jeg hvis til af hvad hvor være kan du blir deg dere eller os brug hjælp hjelp ringe noen nogen
on ei että tai voit sinä sinun kun mutta olet ovat jos sekä
le les des et est vous nous pour avec une dans sur que qui pas el los las y es con por una usted puede para
się nie jest że czy dla je da ako vam vas ili za na ka ku iyo waa ayaa haddii waxaad oo
"""
_SWEDISH = """
aldrig alla allt alltid andra annan annat att av bara behöver ber blir både de dem den denna deras dess
dessa det detta dig din dina ditt du där därför efter eftersom eller en er era ert ett finns från få får för
före ge genom gärna gå han har helst hem hon hos hur här i igen in inför inga ingen inget innan inom inte
jag kan kring kunna länge man med medan mellan men mer mig min mina mitt mot mycket många måste ner ni nu
när någon något några och också om oss på redan samt se sedan sig sin sina sitt ska skulle som så sådan ta
till tills trots under upp ut utan vad var vara varit varje vart vem vi vid vilka vilken vilket vill vår
våra vårt är även åt över
"""
# What Swedish spells in the same way tells nothing: «till», «man», «under».
_SWEDISH_WORDS = frozenset(_SWEDISH.split())
_SMALL = frozenset(_OTHERS.split()) - _SWEDISH_WORDS
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’-][^\W\d_]+)*(?!\w)")
_SENTENCE = re.compile(r"[^.!?:;\n•]+")
_LEAST_SMALL, _SHARE = 2, 0.2
_STRANGE = re.compile(
    r"[^\W\d_\u0000-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\u2070-\u209f\u2126-\u212b\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f"
    r"\ufb00-\ufb06\uff21-\uff5a]{3,}"
)
"""Three letters or more of another alphabet than the Latin, and no sign in a Swedish text."""


def foreign_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the words of each sentence that is not Swedish."""
    few = len(_SMALL.intersection(text.casefold().split())) < _LEAST_SMALL
    for sentence in () if few else _SENTENCE.finditer(text):
        words = [*_WORD.finditer(sentence[0])]
        if _is_foreign([word[0] for word in words]):
            yield sentence.start() + words[0].start(), " ".join(sentence[0].split())
    for run in _STRANGE.finditer(text):
        yield run.start(), run[0][:3]


def _is_foreign(words: list[str]) -> bool:
    swedish = sum(word.casefold() in _SWEDISH_WORDS for word in words)
    small = sum(word.casefold() in _SMALL for place, word in enumerate(words) if not _in_a_name(words, place))
    return small >= _LEAST_SMALL and small > swedish and small / len(words) >= _SHARE


def _in_a_name(words: list[str], place: int) -> bool:
    """Whether a word stands between two that begin with a capital, or is written so itself within a sentence."""
    if place and words[place][0].isupper():
        return True
    before = next((one for one in reversed(words[:place]) if one.casefold() not in _SMALL or one[0].isupper()), "")
    after = next((one for one in words[place + 1 :] if one.casefold() not in _SMALL or one[0].isupper()), "")
    return before[:1].isupper() and after[:1].isupper()
