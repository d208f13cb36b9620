"""What a generated page is, and how it becomes a Markdown file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.routes import address_of

# Each begins with signs that are found at once; what must stand before them is asked after them.
_ANCHOR = re.compile(r"\{(?<!\\\{):?(?:\s[^{}\n]*?)?#([a-z0-9-]+)")
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')


@dataclass(frozen=True)
class Page:
    """One page: its Markdown, its place in the sources, and the data file to edit."""

    src_uri: str
    title: str
    description: str
    body: str
    """Its Markdown; parts of it are HTML."""
    data_path: str
    prose: tuple[str, ...] = ()
    """Our own running text on the page, for readability; names and quotations of the document are not in it."""
    reading_kind: str | None = None
    links: tuple[str, ...] = ()
    """Ids of the outgoing links on the page, for the report of the link check and the open data."""
    in_search: bool = True
    """False for pages that nobody searches for: they are no hit."""
    meta: Mapping[str, str | bool] = field(default_factory=dict)

    @property
    def shows(self) -> tuple[str, ...]:
        """Give the links that visitors meet here: none on a page that shows how the site is made."""
        return () if self.meta.get("unlisted") else self.links

    @property
    def address(self) -> str:
        """Give the page's address from the root of the site, such as `/word/word/`."""
        return address_of(self.src_uri)

    def markdown(self) -> str:
        """Give the whole file: front matter and body. JSON strings are YAML strings."""
        front: dict[str, object] = {"title": self.title, "description": self.description, **self.meta}
        if not self.in_search:
            front["search"] = {"exclude": True}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
        return "\n".join(["---", *lines, "---", "", self.body.strip(), ""])

    def anchors(self) -> Iterator[str]:
        """Yield the anchors that the page promises: those given to headings and terms, and those of its HTML."""
        yield from _ANCHOR.findall(self.body)
        yield from _ID.findall(self.body)
