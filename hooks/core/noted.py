"""What commands note in `data/`: the addresses and citations that are published, and cited clauses as they read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from core.content import Content
from core.models.agreement import Citation
from core.models.kept import Published

PUBLISHED = "data/published.yml"
CITED = "data/cited.yml"
_PUBLISHED_HEAD = """\
# yaml-language-server: $schema=schema/published.schema.json
# Every address, place on a page and citation that has been published. `make published` adds what is new. See README.md.
"""
_CITED_HEAD = """\
# yaml-language-server: $schema=schema/cited.schema.json
# Every clause that a service or training cites, as it read when it was last looked at. `make seen` writes it.
"""


def add_published(content: Content, addresses: Iterable[str], anchors: Iterable[str]) -> Published:
    """Give what was published before, and what stands now."""
    return Published(
        addresses=tuple(sorted({*content.published.addresses, *addresses})),
        anchors=tuple(sorted({*content.published.anchors, *anchors})),
        citations=tuple(sorted({*content.published.citations, *content.citable})),
    )


def count_published(published: Published) -> int:
    """Give how many addresses, places on pages and citations have been published."""
    return len(published.addresses) + len(published.anchors) + len(published.citations)


def render_published(published: Published) -> str:
    """Give the text of data/published.yml."""
    parts = [
        "\n".join([f"{key}:", *(f"  - {json.dumps(line)}" for line in lines)])
        for key, lines in (
            ("addresses", published.addresses),
            ("anchors", published.anchors),
            ("citations", map(str, published.citations)),
        )
    ]
    return _PUBLISHED_HEAD + "\n".join(parts) + "\n"


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
    return _CITED_HEAD + ("".join(records) or "[]\n")
