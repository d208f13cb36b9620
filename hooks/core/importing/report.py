"""A difference told: as JSON, as Swedish text for a terminal, and as one page with both texts side by side."""

from __future__ import annotations

import difflib
import functools
import json
import re
from dataclasses import dataclass
from typing import Any, Literal

import jinja2

from core.importing.difference import BulletDifference, Difference
from core.pages.rendering import TEMPLATES

_FOLDER = TEMPLATES / "importing"
_PIECE = re.compile(r"\s+|[^\s\w]|\w+")


def build_report(difference: Difference) -> dict[str, Any]:
    """Give the difference as the JSON of `--report`: sections, clauses and what is gone, in order."""
    return {
        "sections": [
            {"title": one.title, "id": one.known.named if one.known else None, "page": _page(one.page)}
            for one in difference.sections
        ],
        "clauses": [_clause(one) for one in difference.bullets],
        "gone": [one.citation for one in difference.alignment.gone],
    }


def render_report(difference: Difference) -> str:
    """Give the text of the JSON file."""
    return json.dumps(build_report(difference), ensure_ascii=False, indent=1) + "\n"


def render_told(difference: Difference) -> str:
    """Give what a terminal shows."""
    text = _template("told.txt.jinja").render(difference=difference)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def render_page(difference: Difference, name: str) -> str:
    """Give a page for a browser; `name` is what the document's file is called."""
    return _template("difference.html.jinja").render(difference=difference, name=name, marked=mark_words)


@dataclass(frozen=True)
class Part:
    """A part of two texts beside each other: in both, or in one alone."""

    kind: Literal["both", "before", "after"]
    text: str


def mark_words(before: str, after: str) -> list[Part]:
    """Give two texts as one row of parts, word for word; capitals and blanks alone make no difference."""
    old, new = (list(map(str, _PIECE.findall(text))) for text in (before, after))
    old_keys, new_keys = ([" " if one.isspace() else one.casefold() for one in pieces] for pieces in (old, new))
    parts = []
    matcher = difflib.SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            parts.append(Part("both", "".join(new[new_start:new_end])))
            continue
        if old_end > old_start:
            parts.append(Part("before", "".join(old[old_start:old_end])))
        if new_end > new_start:
            parts.append(Part("after", "".join(new[new_start:new_end])))
    return parts


def _clause(one: BulletDifference) -> dict[str, Any]:
    return {
        "text": one.bullet.item.text,
        "section": one.section.named if one.section else None,
        "list": one.listed.named if one.listed else None,
        "level": one.bullet.item.level,
        "page": _page(one.bullet.item.page),
        "citation": one.known.citation if one.known else None,
        "score": round(one.score, 3),
        "state": one.state,
    }


def _page(page: str | None) -> int | str | None:
    """Give a page as a number where it is one."""
    return int(page) if page is not None and page.isdecimal() else page


@functools.cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=name.endswith(".html.jinja"),
    )
    return environment.get_template(name)
