"""What the site adds to Markdown: HTML that stands as it is written, and the parts that a page is laid out in."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS

from core.content import Content
from core.pages.rendering import render_file

_VERBATIM = {"pre", "script", "style", "textarea"}
"""Elements that may hold blank lines: Markdown's own parser looks for their end."""
_HTML = re.compile(
    rf"(?:\A|(?<=\n\n))</?(?:{'|'.join(sorted({*BLOCK_LEVEL_ELEMENTS} - _VERBATIM))})\b.*(?:\n.+)*", re.IGNORECASE
)
CONTENTS_FROM = 4
"""How many parts a page has whose contents stand beside it."""


class HtmlBlocks(Extension):
    """HTML that begins a paragraph stands as it is written to the next blank line, as CommonMark has it (4.6, kind 6).

    Without it Python-Markdown, and MkDocs once more, look into every element of it, which is most of a generated page:
    that is a fifth of the work of a build.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown calls it so
        """Take such HTML out when fences, at 25, are code, and before MkDocs, at 21, and Markdown look into HTML."""
        md.preprocessors.register(_HtmlBlocks(md), "html_blocks", 22)


class _HtmlBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _HTML.sub(self._take, "\n".join(lines)).split("\n")

    def _take(self, found: re.Match[str]) -> str:
        # Words right below an element are Markdown here, as they have always been, and are left to its own parser.
        return self.md.htmlStash.store(found[0]) if found[0].endswith(">") else found[0]


class PageParts(Extension):
    """What stands before the first part of a page has its whole width; beside the parts of a long one, its contents."""

    def __init__(self, content: Content) -> None:
        """Take the content that templates see."""
        super().__init__()
        self.content = content
        self.starts = False
        """Whether the next page is the start page, whose first words stand in a band of their own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown calls it so
        """Lay the tree out when headings have their ids, which the extension `toc` gives them with priority 5."""
        md.treeprocessors.register(_PageParts(md, self), "page_parts", 3)


class _PageParts(Treeprocessor):
    def __init__(self, md: Markdown, parts: PageParts) -> None:
        super().__init__(md)
        self._parts = parts

    def run(self, root: Element) -> None:
        first = next((place for place, one in enumerate(root) if one.tag == "h2"), len(root))
        tokens: list[dict[str, Any]] = self.md.toc_tokens  # type: ignore[attr-defined]  # the extension toc adds it
        headings = tokens[0]["children"] if tokens else []
        if self._parts.starts and first < len(root):
            root[:first] = [_around("hero", root[:first])]
        elif len(headings) >= CONTENTS_FROM and first < len(root):
            contents = render_file("contents.html", self._parts.content, headings=headings)
            columns = Element("div", {"class": "columns"})
            SubElement(columns, "p").text = self.md.htmlStash.store(contents)
            columns.append(_around("columns__main", root[first:]))
            root[first:] = [columns]


def _around(name: str, elements: list[Element]) -> Element:
    around = Element("div", {"class": name})
    around.extend(elements)
    return around
