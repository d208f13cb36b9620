"""Whether the place on the page that a link points to is there. Pure: a page and a fragment in, an answer out."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from urllib.parse import unquote

from linkcheck.judgement import phrases
from linkcheck.judgement.markup import Page

_STATE = re.compile(r"[/=&!?]|^[0-9a-f]{24,}$|^:~:|^L\d+(?:-L\d+)?$", re.IGNORECASE)
_MOUNTS = frozenset({"root", "app", "app-root", "__next", "__nuxt", "___gatsby", "svelte", "react-root"})


def place_of(fragment: str, page: Page) -> Literal["", "script", "missing"]:
    """Say whether the anchor is missing, or a script's; browsers look for it as written, then unescaped."""
    bare = fragment.split(":~:", 1)[0]  # without text directives
    plain = unquote(bare)
    if plain.lower() in {"", "top"} or {bare, plain} & page.ids:
        return ""
    return "script" if near_miss(bare, page) is None and _made_by_script(plain, page) else "missing"


def _made_by_script(plain: str, page: Page) -> bool:
    if _STATE.search(plain) or f"user-content-{plain}" in page.ids:  # GitHub's own script looks for those
        return True
    if not page.script_count:
        return False
    if page.text_length < 200 or (page.outer_scripts and (page.ids & _MOUNTS or not page.headings)):
        return True
    # Named in a script or an attribute (id=accordion-24342 for #24342), or what scripts make of a heading.
    named = len(plain) >= 3 and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", f"{page.scripts} {page.attributes}")
    return bool(named) or slug(plain) in {slug(text) for _, text in page.headings}


def slug(text: str) -> str:
    """Return a heading as scripts make anchors of it."""
    return re.sub(r"[^a-z0-9]+", "-", phrases.fold(text)).strip("-")


def near_miss(fragment: str, page: Page) -> str | None:
    """Return an anchor of the page that differs only in case or in how å, ä, ö are composed."""
    aim = unicodedata.normalize("NFC", unquote(fragment)).casefold()
    return next((i for i in sorted(page.ids) if unicodedata.normalize("NFC", i).casefold() == aim), None)
