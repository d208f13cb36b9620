"""Whether the place on the page that a link points to is there. Pure: a page and a fragment in, an answer out."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from urllib.parse import unquote

from linkcheck import phrases
from linkcheck.page import Page


class Place(Enum):
    """What can be said of a fragment."""

    NONE = "none"  # nothing to look for
    THERE = "there"
    SCRIPT = "script"  # made by a script, cannot be seen from outside
    MISSING = "missing"


_STATE = re.compile(r"[/=&!?]|^[0-9a-f]{24,}$|^:~:", re.IGNORECASE)

_MOUNTS = frozenset({"root", "app", "app-root", "__next", "__nuxt", "___gatsby", "svelte", "react-root"})
"""Where script frameworks build the page."""


def wanted(fragment: str) -> str:
    """Return the anchor to look for: without text directives, empty where any page will do."""
    bare = fragment.split(":~:", 1)[0]
    return "" if unquote(bare).lower() in {"", "top"} else bare


def place_of(fragment: str, page: Page) -> Place:
    """Where the anchor is, as a browser would look for it: as written, then unescaped."""
    bare = wanted(fragment)
    if not bare:
        return Place.NONE
    plain = unquote(bare)
    names = {bare, plain}
    if names & page.ids:
        return Place.THERE
    if near_miss(bare, page) is None and _made_by_script(names, plain, page):
        return Place.SCRIPT
    return Place.MISSING


def _made_by_script(names: set[str], plain: str, page: Page) -> bool:  # noqa: PLR0911 - one return a sign
    if _STATE.search(plain):
        return True
    if f"user-content-{plain}" in page.ids:  # what GitHub's own script does
        return True
    if not page.script_count:
        return False
    if page.text_length < 200 or (page.outer_scripts and page.main_length < 120 and not page.headings):
        return True
    if page.outer_scripts and page.ids & _MOUNTS:
        return True
    if names & page.words or any("#" + name in page.words for name in names):
        return True
    if len(plain) >= 3 and re.search(rf"(?<![\w-]){re.escape(plain)}(?![\w-])", page.scripts):
        return True
    return slug(plain) in {slug(text) for _, text in page.headings}


def slug(text: str) -> str:
    """Return a heading as scripts make anchors of it."""
    return re.sub(r"[^a-z0-9]+", "-", phrases.fold(text)).strip("-")


def near_miss(fragment: str, page: Page) -> str | None:
    """Return an anchor of the page that differs only in case or in how å, ä, ö are composed."""
    aim = unicodedata.normalize("NFC", unquote(fragment)).casefold()
    return next((i for i in sorted(page.ids) if unicodedata.normalize("NFC", i).casefold() == aim), None)
