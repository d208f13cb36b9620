"""The Content-Security-Policy, taken from the pages: HTML in, the policy and what it would refuse out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TypeAlias

Attributes: TypeAlias = dict[str, str]

# A script of any other type is a block of data, which the policy leaves alone. The browser acts on the last two.
_EXECUTED = frozenset(("", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"))


@dataclass(frozen=True)
class PageFacts:
    """What hosts need to know of one page: hashes of its inline code, whether it has the quick exit, what breaks."""

    scripts: frozenset[str]
    styles: frozenset[str]
    exposed: bool
    refused: tuple[str, ...]


def read_page(html: str) -> PageFacts:
    """Read one page as a browser meets it."""
    reader = _Reader()
    reader.feed(html.replace("\r\n", "\n"))  # browsers hash what they have parsed
    reader.close()
    return PageFacts(frozenset(reader.scripts), frozenset(reader.styles), reader.exposed, tuple(reader.refused))


def build_policy(pages: Iterable[PageFacts], *, in_page: bool = False) -> str:
    """Give the one policy that all these pages need; in a page without what browsers only take from a header."""
    known = tuple(pages)
    scripts = sorted(set().union(*(page.scripts for page in known)))
    styles = sorted(set().union(*(page.styles for page in known)))
    directives = [
        "default-src 'none'",
        " ".join(["script-src 'self'", *scripts]),
        " ".join(["style-src 'self'", *styles]),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(directives if in_page else [*directives, "frame-ancestors 'none'"])


def hash_source(code: str) -> str:
    """Give the source expression that allows exactly this inline code."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


class _Reader(HTMLParser):
    """Gathers inline code, and whatever the policy refuses and no hash can allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.refused: list[str] = []
        self.exposed = False
        self._into: list[str] | None = None
        self._code = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.exposed = self.exposed or "data-exit" in given
        if tag == "style":
            self._into = self.styles
        elif tag == "script" and "src" not in given and given.get("type", "").strip().lower() in _EXECUTED:
            self._into = self.scripts
        self._code = ""
        self.refused += (f"<{tag} {what}>" for what in _refused(tag, given))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._code += data

    def handle_endtag(self, tag: str) -> None:
        if self._into is not None and tag in {"script", "style"}:
            self._into.append(hash_source(self._code))
            self._into = None


def _refused(tag: str, given: Attributes) -> Iterable[str]:
    """Yield each attribute of an element that the policy makes void."""
    for name, value in given.items():
        if name == "style" or name.startswith("on"):
            yield name
        elif name in {"href", "src", "action"} and value.strip().lower().startswith("javascript:"):
            yield f"{name}=javascript:"
    if tag in {"base", "object", "embed", "iframe", "frame", "audio", "video"}:
        yield "itself"
    if tag == "form" and "action" in given:
        yield "action"
