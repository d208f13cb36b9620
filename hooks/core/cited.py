"""What services and trainings cite, as it read when they were last looked at: a promise that changed is told."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping

from core.content import Content
from core.models.agreement import Citation
from core.text import day_words

CITED = "data/cited.yml"
_HEAD = """\
# yaml-language-server: $schema=schema/cited.schema.json
# Every clause that a service or training cites, as it read when it was last looked at. `make seen` writes it.
"""
_LIKE = 0.8
"""Below this likeness of their words, two texts of a clause may promise different things."""
# Words that decide how strong a promise is, or turn it round: one of them changed is always told.
_WEIGHTY = frozenset(
    re.findall(
        r"\w+",
        "aldrig behöver bör erbjuda erbjuder erbjuds får genomgått icke ingen inget inga inte kan måste obligatorisk "
        "planerar ska skulle utan vill ambition ambitionen",
    )
)


def cited_now(content: Content) -> dict[Citation, str]:
    """Give the text of every clause that a record cites, with all of its parts."""
    cited = {*content.services_by_clause, *content.trainings_by_clause}
    return {
        citation: " ".join(text for part in content.citable[citation].walk() for text in part.texts())
        for citation in sorted(cited)
    }


def render_cited(texts: Mapping[Citation, str]) -> str:
    """Give the text of data/cited.yml."""
    records = (
        f"- citation: {citation}\n  text: {json.dumps(text, ensure_ascii=False)}\n" for citation, text in texts.items()
    )
    return _HEAD + ("".join(records) or "[]\n")


def notices(content: Content) -> Iterator[str]:
    """Yield, for each clause that those who cite it should look at, its place, what happened, and who they are."""
    seen = content.seen
    for citation, text in cited_now(content).items():
        records = [f"data/services/{one.id}.yml" for one in content.services_by_clause.get(citation, ())]
        records += [f"data/trainings/{one.id}.yml" for one in content.trainings_by_clause.get(citation, ())]
        who = ", ".join(records)
        if citation in content.struck:
            clause = content.struck[citation]
            day = f" {day_words(clause.clause.struck)}" if clause.clause.struck else ""
            yield f"{clause.place}: '{citation}' was struck{day} and is cited by {who}; cite another clause"
        elif citation in seen and differs(seen[citation], text):
            place = content.clauses[citation].place
            yield f"{place}: '{citation}' says something else than when {who} cited it; look, then run make seen"


def differs(before: str, now: str) -> bool:
    """Whether two texts of a clause may promise different things: other figures, another strength, other words."""
    old, new = (re.findall(r"\w+", text.casefold()) for text in (before, now))
    telling = [[word for word in words if word in _WEIGHTY or any(map(str.isdigit, word))] for words in (old, new)]
    return sorted(telling[0]) != sorted(telling[1]) or difflib.SequenceMatcher(None, old, new, False).ratio() < _LIKE
