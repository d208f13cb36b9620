"""The index as a file: words, what they weigh for each entry, synonyms and help cards. The search box only adds up."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from core.content import Content
from core.models.support import HelpCard
from core.pages.languages import page_uri
from core.pages.rendering import render_partial
from core.pages.writing import Writer
from core.routes import START, path_of
from core.search.entries import KIND_NUMBERS, KINDS, Audience, Entry
from core.search.synonyms import abbreviations, concepts
from core.search.words import (
    LACKING_WORDS,
    NEGATIONS,
    RULE,
    SELF_WORDS,
    SOFT_WORDS,
    STOP_WORDS,
    WATCHING_WORDS,
    WORK_WORDS,
    Compounds,
    fold,
    irregular_forms,
    lemma,
    stem,
    stem_of_base,
    words_of,
)

# BM25 over fields: how much a word weighs where it stands, and how fast repetition and length lose their worth.
FIELDS = {"title": 4.0, "names": 3.0, "lead": 1.6, "body": 1.0, "context": 0.5}
SATURATION = 1.2
LENGTH = 0.4
PART = 0.55
"""What a part of a compound weighs beside a word of its own."""
SCALE = 12
"""Weights are whole numbers in the file; a thousandth of a hit's score is of no use to anyone."""
LIKE = 0.07
"""Words whose weight in an entry is below this share of the heaviest one are left out."""

# Words of a question that say which kind of answer is meant.
HINTS = {
    "training": "utbildning utbildningar kurs kurser kursen föreläsning webbutbildning webbkurs training course "
    "elearning fortbildning gå certifiering",
    "trainings": "utbildningar kurser trappa obligatoriska",
    "indicator": "indikator indikatorer mått mäts följs uppföljning nyckeltal",
    "goal": "mål målet aktivitet aktiviteter insats",
    "section": "avsnitt avsnittet överenskommelse överenskommelsen avtal",
    "term": "betyder betydelse förkortning förkortningen definition ordförklaring mean means",
    "line": "ringa ring telefon telefonnummer nummer nummret numret jour linje linjen stödlinje chatt chatta call",
    "delmal": "delmål",
}


RESIDENT = ("situation", "service", "line")
"""Kinds that answer who needs help: who asks in another language is led to its pages first."""
SIGNED = ("section", "goal", "indicator")
"""Kinds that tell what has been agreed: worth less to who speaks of themselves."""
URGENT = ("page", "term")
"""Kinds that do so in a crisis only: the crisis page, and the word itself."""


@dataclass(frozen=True)
class Cards:
    """The help cards as HTML by id, and the same as the text of their file."""

    html: dict[str, str]
    text: str


def render_cards(content: Content) -> Cards:
    """Render every help card as it stands on pages, and in one row for those who ask at work."""
    writer = Writer(content, START, content.current)
    rows = {card.id: render_partial("help_row", writer, lines=_row_lines(card)) for card in content.help_cards}
    cards = {card.id: render_partial("help_card", writer, card=card) for card in content.help_cards}
    default = content.help_card().id
    return Cards(cards, _json({"cards": cards, "rows": rows, "default": default}) + "\n")


def _row_lines(card: HelpCard) -> list[str]:
    """Give the numbers of a card's row: in danger, and the first to talk to."""
    first = {step.level: step.lines[0] for step in reversed(card.steps)}
    return [first[level] for level in ("akut", "prata") if level in first]


def render_index(
    content: Content, entries: Sequence[Entry], cards: Cards | None = None, *, more: str | None = None
) -> str:
    """Give an index as JSON: the same content gives the same bytes.

    One without `cards` has no synonyms either. `more` is the file of its second part.
    """
    known = frozenset(word for entry in entries for text in _texts(entry) for word in words_of(text) if len(word) > 2)  # noqa: PLR2004
    phrases = [phrase for one in content.synonyms for phrase in (*one.says, *one.words)] if cards else []
    vocabulary = sorted(known | {word for phrase in phrases for word in words_of(phrase)})
    groups = _Groups()
    for word in vocabulary:
        groups.add(word)
    weights = _weigh(entries, known, groups)
    for form, base in irregular_forms(vocabulary):
        groups.join(form, base)
    numbers = {address: number for number, address in enumerate(entry.address for entry in entries)}
    forms = groups.forms
    used = {name: number for number, name in enumerate(dict.fromkeys(groups.of(form) for form in forms))}
    shown = list(cards.html) if cards else []
    synonyms = [*concepts(content, numbers, shown), *abbreviations(content, numbers)] if cards else []
    return (
        _json(
            {
                "rule": RULE,
                "alone": KIND_NUMBERS["term"],
                "kinds": [[kind.name, kind.weight, kind.family] for kind in KINDS],
                "hints": {
                    str(KIND_NUMBERS[kind]): " ".join(dict.fromkeys(map(fold, text.split())))
                    for kind, text in HINTS.items()
                },
                "stop": " ".join(sorted(set(map(fold, STOP_WORDS)) - {"far"})),
                "work": " ".join(sorted(map(fold, WORK_WORDS))),
                "self": " ".join(sorted(map(fold, SELF_WORDS))),
                "soft": " ".join(sorted(map(fold, SOFT_WORDS))),
                "not": " ".join(sorted(map(fold, NEGATIONS))),
                "watching": " ".join(sorted(map(fold, WATCHING_WORDS))),
                "lacking": " ".join(sorted(map(fold, LACKING_WORDS))),
                "entries": [
                    [
                        *(one.address, KIND_NUMBERS[one.kind], _audience(content, one), one.title, one.text),
                        *_rest(one),
                    ]
                    for one in entries
                ],
                "resident": [KIND_NUMBERS[kind] for kind in RESIDENT],
                "signed": [KIND_NUMBERS[kind] for kind in SIGNED],
                "urgent": [KIND_NUMBERS[kind] for kind in (*RESIDENT, *URGENT)],
                "languages": [
                    [
                        " ".join(dict.fromkeys(map(fold, language.asked_with))),
                        " ".join(map(fold, language.shared)),
                        [numbers[path_of(page_uri(language, page))] for page in language.pages],
                    ]
                    for language in (content.languages.values() if cards else ())
                    if language.asked_with
                ],
                "names": [[name for name in one.names if name] for one in entries],
                "forms": " ".join(forms),
                "groups": [used[groups.of(form)] for form in forms],
                "weights": [_delta(weights.get(name, {})) for name in used],
                "synonyms": synonyms,
                "cards": shown,
                "more": more,
            }
        )
        + "\n"
    )


def _rest(entry: Entry) -> list[object]:
    """Give what few entries have: another language, and what is said of a training."""
    language = entry.language if entry.language != "sv" else ""
    if entry.tags:
        return [language, [list(tag) for tag in entry.tags]]
    return [language] if language else []


def _audience(content: Content, entry: Entry) -> str:
    whom = entry.audience
    return getattr(content.vocabulary.audiences, whom) if isinstance(whom, Audience) else whom


class _Groups:
    """Forms of one word share a group: the stem of their base form by the lexicon, else their own stem."""

    def __init__(self) -> None:
        self._group_of: dict[str, str] = {}

    @property
    def forms(self) -> list[str]:
        """Give every form taken in, in order."""
        return sorted(self._group_of)

    def add(self, word: str) -> str:
        """Take a word in, and give its group."""
        folded = fold(word)
        if folded not in self._group_of:
            base = lemma(word) or word
            self._group_of[folded] = stem_of_base(base) if fold(base)[:1] == folded[:1] else stem(folded)
        return self._group_of[folded]

    def join(self, form: str, base: str) -> None:
        """Take in a form that only the lexicon knows; one that already means something else is left alone."""
        folded = fold(form)
        if folded[:1] == fold(base)[:1]:
            self._group_of.setdefault(folded, stem_of_base(base))

    def of(self, folded: str) -> str:
        """Give the group of a form."""
        return self._group_of[folded]


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.names, *entry.lead, *entry.body, *entry.context)


def _weigh(entries: Sequence[Entry], known: frozenset[str], groups: _Groups) -> dict[str, dict[int, int]]:
    """Give what each word weighs for each entry, by group and number of the entry."""
    compounds = Compounds(known)
    counted = [_count(entry, compounds, groups) for entry in entries]
    lengths = [{name: sum(field.values()) for name, field in fields.items()} for fields in counted]
    usual = {name: sum(one[name] for one in lengths) / len(entries) or 1.0 for name in FIELDS}
    raw: list[dict[str, float]] = []
    pages: Counter[str] = Counter()
    for entry, fields, length in zip(entries, counted, lengths, strict=True):
        total: dict[str, float] = defaultdict(float)
        for name, weight in FIELDS.items():
            norm = 1 - LENGTH + LENGTH * length[name] / usual[name]
            for group, count in fields[name].items():
                total[group] += weight * count / norm
        raw.append(total)
        if "#" not in entry.address or entry.kind == "term":
            pages.update(dict.fromkeys(total, 1))
    number = sum("#" not in entry.address or entry.kind == "term" for entry in entries)
    weights: dict[str, dict[int, int]] = defaultdict(dict)
    for index, total in enumerate(raw):
        for group, value in total.items():
            rarity = math.log(1 + (number - pages[group] + 0.5) / (pages[group] + 0.5))
            share = value / (SATURATION + value)
            if share >= LIKE and (whole := round(SCALE * rarity * share)):
                weights[group][index] = whole
    return weights


def _count(entry: Entry, compounds: Compounds, groups: _Groups) -> dict[str, dict[str, float]]:
    fields: dict[str, dict[str, float]] = {}
    for name in FIELDS:
        value = getattr(entry, name)
        counter: dict[str, float] = defaultdict(float)
        for text in (value,) if isinstance(value, str) else value:
            for word in words_of(text):
                if word in STOP_WORDS or word in NEGATIONS:
                    continue
                counter[groups.add(word)] += 1
                for part in compounds.parts(word):
                    counter[groups.add(part)] += PART
        fields[name] = counter
    return fields


def _delta(weights: dict[int, int]) -> list[int]:
    """Give entries and weights as one flat list, each entry as the distance from the one before."""
    flat: list[int] = []
    before = 0
    for index, weight in sorted(weights.items()):
        flat += [index - before, weight]
        before = index
    return flat


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
