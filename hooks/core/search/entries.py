"""What can be found: one entry for every page, help line, goal, indicator and term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.content import Content

TEXT_LENGTH = 150
"""Characters of the short text under a hit."""


class Audience(StrEnum):
    """Whom a hit is for where no record says it in words of its own."""

    EVERYONE = "everyone"
    STAFF = "staff"


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its name above a hit, how much it weighs beside the others, and the choice it is shown by."""

    id: str
    name: str
    weight: float
    family: str = ""


KINDS = (
    Kind("situation", "Hjälp", 1.3, "Stöd"),
    Kind("service", "Stöd", 1.1, "Stöd"),
    Kind("line", "Stödlinje", 0.95, "Stöd"),
    Kind("training", "Utbildning", 1.0, "Utbildningar"),
    Kind("section", "Överenskommelsen", 1.0, "Överenskommelsen"),
    Kind("goal", "Mål i överenskommelsen", 0.55, "Överenskommelsen"),
    Kind("indicator", "Indikator", 0.5, "Överenskommelsen"),
    Kind("term", "Ord", 0.85, "Ord"),
    Kind("delmal", "Delmål", 0.9, "Överenskommelsen"),
    Kind("department", "Förvaltning", 0.9, "Överenskommelsen"),
    Kind("trainings", "Utbildningar", 0.85, "Utbildningar"),
    Kind("services", "Stöd, lista", 0.8, "Stöd"),
    Kind("page", "Sida", 0.85),
    Kind("earlier", "Gäller inte längre", 1.0),
)


KIND_NUMBERS = {kind.id: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Entry:
    """One thing to find; `names` find it best, then `lead`, then `body`, then `context`."""

    address: str
    kind: str
    audience: Audience | str
    title: str
    text: str
    names: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    language: str = "sv"
    tags: tuple[tuple[str, str], ...] = ()
    """What is said of a training, strongest first: the kind of the level, and its word."""


def with_short_names(content: Content, text: str) -> str:
    """Give text with the short names that staff use after it, for the organisations that it names."""
    named = (one.short for one in content.organisations.values() if one.short and one.form and _names(one.form, text))
    return " ".join([text, *named])


def _names(form: str, text: str) -> bool:
    return form.casefold() in " ".join(text.casefold().split())


def shorten(text: str) -> str:
    """Give the beginning of a text, cut at a word, or within the first where that alone is too long."""
    line = " ".join(text.split())
    if len(line) <= TEXT_LENGTH:
        return line
    end = line.rfind(" ", 0, TEXT_LENGTH)
    return f"{line[:end].rstrip(' ,.;:–')} …" if end > 0 else f"{line[: TEXT_LENGTH - 1]}…"


def plain_words(markdown: str) -> str:
    """Give the words of a hand-written page: without macros, link targets and attributes."""
    text = re.sub(r"\{\{.*?\}\}|\{\s*[:#][^}]*\}|\]\([^)]*\)|[#*`\[\]<>]", " ", markdown)
    return " ".join(text.split())
