"""The closed set of verdicts, the judgement that carries one, and the findings that lead to them: findings.yml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from linkcheck.lexicon import read_words

FINDINGS = read_words("findings.yml")


class Verdict(StrEnum):
    """What can be said of a link after one run; data/vocabulary.yml has the words that readers meet for each."""

    OK = "ok"
    MOVED = "moved"
    LOGIN = "login"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    DOWN = "down"
    DEAD = "dead"
    SOFT404 = "soft404"
    SUSPECT = "suspect"
    INSECURE = "insecure"
    FRAGMENT_MISSING = "fragment_missing"
    SKIPPED = "skipped"


INCONCLUSIVE = frozenset({Verdict.BLOCKED, Verdict.RATE_LIMITED, Verdict.SKIPPED})
"""Verdicts that say nothing of whether the page lives: the memory of earlier failures is kept as it was."""


@dataclass(frozen=True)
class Judgement:
    """A verdict with what led to it, in Swedish.

    `final_url` is the last address reached, or for a moved link the address to paste. `failing` means that the link is
    lost to visitors if later runs agree (three over at least two days), `taken` that somebody else seems to own the
    address now, `key` is that of the finding.
    """

    verdict: Verdict
    detail: str = ""
    final_url: str | None = None
    failing: bool = False
    taken: bool = False
    key: str = ""


def found(key: str, final_url: str | None = None, /, **words: object) -> Judgement:
    """Return the judgement that a finding leads to; `words` fill in what the report says."""
    known = FINDINGS[key]
    says = "".join(sign if sign.isprintable() else " " for sign in known["says"].format_map(words))
    failing, taken = known.get("failing", False), known.get("taken", False)
    return Judgement(Verdict(known["verdict"]), " ".join(says.split()), final_url, failing, taken, key)
