"""Clauses as Markdown lists. Indentation is what nests a Markdown list, so it is written here and not in a template."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from content.content import NumberedClause
from content.models.agreement import Paragraph
from content.models.support import Service
from content.models.trainings import Training
from content.pages.writing import Writer, clause_words

INDENT = "    "
Named = Service | Training


def running_text(writer: Writer, paragraphs: Iterable[Paragraph]) -> str:
    """Give paragraphs of running text, each with its links below it."""
    blocks: list[str] = []
    for paragraph in paragraphs:
        blocks.extend(writer.prose(paragraph.text))
        blocks.extend(_links(writer, paragraph.links))
    return "\n\n".join(blocks)


def clause_list(writer: Writer, clauses: Iterable[NumberedClause]) -> str:
    """Give clauses as a numbered list, each with a link to itself and what names it."""
    items = []
    for number, item in enumerate(clauses, 1):
        blocks = _blocks(writer, item, "")
        blocks.extend(_named(writer, item))
        blocks.append(f"[Länk till {clause_words(item)}](#{item.anchor}){{ .permalink }}")
        items.append(_item(f"{number}.", blocks))
    return "\n\n".join(items)


def quoted_clause(writer: Writer, item: NumberedClause) -> str:
    """Give one clause as it is shown away from its own section: text and details, without anchors and terms."""
    return _item("-", [*_blocks(writer, item, None), _source(writer, item)])


def cited_list(writer: Writer, clauses: Iterable[NumberedClause], prefix: str) -> str:
    """Give clauses as a list in which each carries its citation, for the page that is printed whole."""
    items = []
    for item in clauses:
        first, *rest = _blocks(writer, item, prefix)
        text, _, attributes = first.rpartition("\n")
        items.append(
            _item("-", [f"{text} [{item.citation}](#{prefix}{item.anchor}){{ .citation }}\n{attributes}", *rest])
        )
    return "\n\n".join(items)


def _source(writer: Writer, item: NumberedClause) -> str:
    return f"[{item.citation}]({writer.section_page(item.section_id, item.anchor)}){{ .citation }}"


def _blocks(writer: Writer, item: NumberedClause, prefix: str | None) -> list[str]:
    """Give the blocks of a clause; the first carries the anchor unless `prefix` is None."""
    first, *rest = writer.prose(item.clause.text)
    blocks = [first if prefix is None else f"{first}\n{{: #{prefix}{item.anchor} }}", *rest]
    if item.details:
        blocks.append("\n\n".join(_item("-", _blocks(writer, detail, prefix)) for detail in item.details))
    if item.clause.text_after_details:
        blocks.extend(writer.prose(item.clause.text_after_details))
    blocks.extend(_links(writer, item.clause.links))
    return blocks


def _links(writer: Writer, link_ids: Iterable[str]) -> list[str]:
    lines = [writer.link(link_id) for link_id in link_ids]
    return ["<br>\n".join(lines) + "\n{: .links }"] if lines else []


def _named(writer: Writer, item: NumberedClause) -> list[str]:
    """Give the services and trainings that name the clause or a part of it, or are counted by it."""
    blocks = []
    kinds: tuple[tuple[str, str, Mapping[str, tuple[Named, ...]]], ...] = (
        ("Stöd som nämns", "stod", writer.content.services_by_clause),
        ("Utbildningar som nämns", "utbildningar", writer.content.trainings_by_clause),
    )
    for words, folder, by_clause in kinds:
        named: dict[str, Named] = {one.id: one for part in item.walk() for one in by_clause.get(part.citation, ())}
        if named:
            links = [f"[{writer.plain(one.name)}]({writer.page(f'{folder}/{one.id}.md')})" for one in named.values()]
            blocks.append(f"{words}: {', '.join(links)}\n{{: .named }}")
    return blocks


def _item(marker: str, blocks: list[str]) -> str:
    """Give a list item: the marker stands four columns before its text."""
    text = textwrap.indent("\n\n".join(blocks), INDENT)
    return marker.ljust(len(INDENT) - 1) + " " + text[len(INDENT) :]
