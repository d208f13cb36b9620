"""The closed set of verdicts, each with a reason a person understands, and the judgement that carries one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What can be said of a link after one run."""

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


REASONS: dict[Verdict, str] = {
    Verdict.OK: "Länken fungerar.",
    Verdict.MOVED: "Sidan har flyttat för gott till en ny adress.",
    Verdict.LOGIN: "Sidan frågar efter inloggning.",
    Verdict.BLOCKED: "Webbplatsen släpper inte in robotar; öppna länken själv för att se om den fungerar.",
    Verdict.RATE_LIMITED: "Webbplatsen bad oss vänta; länken prövas igen vid nästa körning.",
    Verdict.DOWN: "Webbplatsen svarar inte eller svarar med ett serverfel.",
    Verdict.DEAD: "Sidan finns inte längre.",
    Verdict.SOFT404: "Sidan säger själv att den inte finns, fast servern påstår att allt är bra.",
    Verdict.SUSPECT: "Något kom fram, men kanske inte det som länken lovar.",
    Verdict.INSECURE: "Förbindelsen är inte säker, så webbläsaren varnar besökaren.",
    Verdict.FRAGMENT_MISSING: "Sidan finns, men inte det ställe på sidan som länken pekar på.",
    Verdict.SKIPPED: "Länken prövas inte.",
}

FAILURES = frozenset({Verdict.DEAD, Verdict.SOFT404})
"""The only verdicts that can take a link from the visitor: her own browser would find nothing there either.

Each is so only where `Judgement.failing` says it, and only when three runs over at least two days agree.
"""

INCONCLUSIVE = frozenset({Verdict.BLOCKED, Verdict.RATE_LIMITED, Verdict.SKIPPED})
"""Verdicts that say nothing of whether the page lives: the memory of earlier failures is kept as it was."""


@dataclass(frozen=True)
class Judgement:
    """A verdict with what led to it.

    `final_url` is the last address reached, or for a moved link the address to paste. `failing` means that the link is
    lost to visitors if later runs agree, `taken` that somebody else seems to own the address now.
    """

    verdict: Verdict
    detail: str
    final_url: str | None = None
    failing: bool = False
    taken: bool = False
