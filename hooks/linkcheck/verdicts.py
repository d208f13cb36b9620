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

FAILURES = frozenset({Verdict.DOWN, Verdict.DEAD, Verdict.SOFT404, Verdict.INSECURE})
"""Verdicts that can make a link broken for the visitor.

`down`, `dead` and `soft404` give the visitor nothing. `insecure` gives a full-page warning that a person in distress
will not, and should not, click past. The others leave a page that may well work for a person, so they are told to the
editor only. A page that works over plain http is also called insecure but opens without a warning; there
`Judgement.failing` is false.
"""

INCONCLUSIVE = frozenset({Verdict.BLOCKED, Verdict.RATE_LIMITED, Verdict.SKIPPED})
"""Verdicts that say nothing of whether the page lives: the memory of earlier failures is kept as it was."""


@dataclass(frozen=True)
class Judgement:
    """A verdict with what led to it.

    `final_url` is the last address reached, or for a moved link the address to paste. `at_once` means that one run is
    enough to call the link broken.
    """

    verdict: Verdict
    detail: str
    final_url: str | None = None
    failing: bool = False
    at_once: bool = False
