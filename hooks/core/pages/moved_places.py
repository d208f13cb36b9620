"""What stands on a page where something stood that has moved: who comes by an old link to the place is led on."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping
from typing import TypeVar

from core.content import Content
from core.pages.handwritten import HandwrittenPage
from core.pages.markdown_page import Page
from core.pages.rendering import render_partial
from core.pages.writing import Writer

P = TypeVar("P", bound=Page)


def with_moved_places(content: Content, pages: Mapping[str, P], titles: Mapping[str, str]) -> dict[str, P]:
    """Give the pages by source, those with places that have moved with a line at their end for each.

    `titles` are those of all pages of the site by address: a place may have moved to any of them.
    """
    changed = dict(pages)
    for uri, page in pages.items():
        places = [
            (source.partition("#")[2], _way(page.address, target), titles[target.partition("#")[0]])
            for source, target in content.moved_places.items()
            if source.partition("#")[0] == page.address and target.partition("#")[0] in titles
        ]
        if places:
            said = render_partial("moved_places", Writer(content, uri, content.current), places=places)
            changed[uri] = dataclasses.replace(page, body=f"{page.body.rstrip()}\n\n{said}\n")
            if isinstance(page, HandwrittenPage):
                anchors = [*page.rendered.anchors, *(anchor for anchor, _, _ in places)]
                rendered = dataclasses.replace(page.rendered, anchors=anchors)
                changed[uri] = dataclasses.replace(changed[uri], rendered=rendered)  # type: ignore[call-arg]
    return changed


def _way(source: str, target: str) -> str:
    """Give the way from the address of a page to a place."""
    page, _, anchor = target.partition("#")
    way = f"{posixpath.relpath(page, source)}/" if page != source else ""
    return f"{way}#{anchor}" if anchor else way
