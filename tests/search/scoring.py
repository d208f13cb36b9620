"""The question set and how answers to it are scored. The held-out third is only ever shown as totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

QUESTIONS = Path(__file__).parent / "questions.yml"

# Runs in a page of the site: the engine over every question, without the box.
ASK_ALL = """async ([base, questions]) => {
    const engine = await window.siteSearch.load(base);
    return questions.map(question => {
        const found = engine.find(question);
        return {card: engine.cards[found.card] || null, hits: found.hits.map(hit => "/" + hit.address)};
    });
}"""


@dataclass(frozen=True, repr=False)
class Question:
    """One question with the pages that answer it."""

    q: str
    by: str
    kind: str
    right: tuple[str, ...]
    card: bool
    held_out: bool

    def __repr__(self) -> str:
        return "<held out>" if self.held_out else f"<{self.q}>"

    def answered_by(self, address: str) -> bool:
        """Whether an address is a right answer: itself, or a place on a page that is right as a whole."""
        return address in self.right or address.partition("#")[0] in self.right

    def rank(self, addresses: Sequence[str]) -> int | None:
        """Give the place of the first right answer, from 1."""
        return next((place for place, one in enumerate(addresses, 1) if self.answered_by(one)), None)


def read_questions() -> list[Question]:
    """Read the set."""
    records: list[Mapping[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return [Question(**{**record, "q": str(record["q"]), "right": tuple(record["right"])}) for record in records]


@dataclass(frozen=True)
class Score:
    """Shares of a set of questions."""

    questions: int
    first_three: float
    first: float
    no_hit: float

    def __str__(self) -> str:
        return f"{self.first_three:.1%} within three, {self.first:.1%} first, {self.no_hit:.1%} none ({self.questions})"


def score(questions: Iterable[Question], answers: Iterable[Sequence[str]]) -> Score:
    """Score the addresses that were found for each question."""
    pairs = list(zip(questions, answers, strict=True))
    ranks = [question.rank(hits[:3]) for question, hits in pairs]
    total = len(pairs) or 1
    return Score(
        len(pairs),
        sum(rank is not None for rank in ranks) / total,
        sum(rank == 1 for rank in ranks) / total,
        sum(not hits for _, hits in pairs) / total,
    )
