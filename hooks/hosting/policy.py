"""The Content-Security-Policy, taken from the pages: HTML in, the policy and what it would refuse out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
    tree = LexborHTMLParser(html.replace("\r\n", "\n"))  # browsers hash what they have parsed
    scripts = (one for one in tree.css("script:not([src])") if _given(one).get("type", "").strip().lower() in _EXECUTED)
    return PageFacts(
        frozenset(hash_source(one.text()) for one in scripts),
        frozenset(hash_source(one.text()) for one in tree.css("style")),
        tree.css_first("[data-exit]") is not None,
        tuple(f"<{one.tag} {what}>" for one in tree.css("*") for what in _refused(str(one.tag), _given(one))),
    )


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


def _given(element: LexborNode) -> Attributes:
    return {name: value or "" for name, value in element.attributes.items()}


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
