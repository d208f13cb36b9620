"""Markdown as MkDocs renders it: the text of a hand-written page in, its heading, anchors and links out."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, STX

from core.pages.markdown_extensions import HtmlBlocks

# What MkDocs adds to every site's own extensions.
_ALWAYS = ("toc", "tables", "fenced_code")
_LINKS = frozenset({"href", "src"})


@dataclass(frozen=True)
class WrittenLink:
    """Where a page leads, as it is written: from its file in Markdown, from its address in HTML."""

    url: str
    in_html: bool
    words: str | None = None
    """What one clicks on; None for what is no link to follow, or holds more than words."""


@dataclass
class Rendered:
    """What a page holds once it is rendered."""

    heading: str | None = None
    """The words of its first heading of the first level."""
    anchors: list[str] = field(default_factory=list)
    links: list[WrittenLink] = field(default_factory=list)


class MarkdownReader:
    """Reads pages with one set of Markdown extensions."""

    def __init__(self, extensions: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the extensions of the site, each with its settings."""
        names = dict.fromkeys((*_ALWAYS, *extensions))
        self._tree = _Tree()
        self._markdown = markdown.Markdown(extensions=[*names, HtmlBlocks()], extension_configs={**extensions})
        self._markdown.treeprocessors.register(self._tree, "written", -1)  # when ids and links are what they will be

    def read(self, text: str) -> Rendered:
        """Render the text of a page, without its front matter."""
        self._tree.found = Rendered()
        self._markdown.reset()
        self._markdown.convert(text)
        found, raw = self._tree.found, _RawHtml(self._tree.found)
        for block in self._markdown.htmlStash.rawHtmlBlocks:
            if isinstance(block, str):
                raw.feed(block)
                raw.close()
                raw.reset()
        tokens: list[dict[str, Any]] = self._markdown.toc_tokens  # type: ignore[attr-defined]  # the extension adds it
        found.heading = next((html.unescape(one["name"]) for one in tokens if one["level"] == 1), None)
        return found


class _Tree(Treeprocessor):
    """Takes what the tree of a page holds; HTML as it was written is not in it."""

    found = Rendered()

    def run(self, root: Element) -> None:
        for element in root.iter():
            if anchor := element.get("id"):
                self.found.anchors.append(anchor)
            for name in _LINKS.intersection(element.keys()):
                url = html.unescape((element.get(name) or "").replace(AMP_SUBSTITUTE, "&"))
                self.found.links.append(WrittenLink(url, in_html=False, words=_words_of(element)))


def _words_of(element: Element) -> str | None:
    """Give the words of a link; None for a picture, and where something stands that is rendered later."""
    words = "".join(element.itertext())
    return words if element.tag == "a" and words.strip() and STX not in words else None


class _RawHtml(HTMLParser):
    """Takes what HTML holds that stands within Markdown."""

    def __init__(self, found: Rendered) -> None:
        super().__init__()
        self._found = found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        for name, value in attrs:
            if name == "id" and value:
                self._found.anchors.append(value)
            elif name in _LINKS:
                self._found.links.append(WrittenLink(value or "", in_html=True))
