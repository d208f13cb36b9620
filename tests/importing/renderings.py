"""The invented agreement as files: Word, PDF with and without tags, text of a PDF, text as OCR gives it."""

from __future__ import annotations

import html
import io
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import docx
from agreement import Agreement, Bullet
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

BELONGS = "Ingår i den nationella strategin, delmål"


def belongs_line(numbers: Sequence[int]) -> str:
    """Give the line below a heading."""
    *others, last = map(str, numbers)
    return f"{BELONGS} {', '.join(others)} och {last}" if others else f"{BELONGS} {last}"


# Word


def add_link(paragraph: Any, words: str, address: str) -> None:
    """Put a link last in a paragraph."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    link.append(run)
    paragraph._p.append(link)


def word_item(document: Any, item: Bullet) -> Any:
    """Add an item by the styles of lists that Word has."""
    paragraph = document.add_paragraph(style="List Bullet" + ("" if item.level == 1 else f" {item.level}"))
    word_text(paragraph, item)
    return paragraph


def word_text(paragraph: Any, item: Bullet, before: str = "") -> None:
    """Write the text of an item with its link."""
    text = before + item.text
    if not item.address:
        paragraph.add_run(text)
        return
    head, tail = text.split(item.words, 1)
    paragraph.add_run(head)
    add_link(paragraph, item.words, item.address)
    paragraph.add_run(tail)


def word(
    agreement: Agreement,
    heading: Callable[[Any, str, int], None] = lambda document, text, level: document.add_heading(text, level),
    item: Callable[[Any, Bullet], Any] = word_item,
    change: Callable[[Any], None] = lambda _: None,
) -> bytes:
    """Give the agreement as a Word file; a section begins a page. The functions make other kinds of it."""
    document = docx.Document()
    document.add_paragraph(agreement.title, "Title")
    for text in agreement.preamble:
        document.add_paragraph(text)
    for part in agreement.parts:
        document.add_page_break()
        heading(document, part.title, 1)
        if part.belongs:
            document.add_paragraph(belongs_line(part.belongs))
        for text in part.introduction:
            document.add_paragraph(text)
        for each in part.lists:
            if each.heading:
                heading(document, each.heading, 2)
            for bullet in each.items:
                item(document, bullet)
    for name, role in agreement.signatories:
        document.add_paragraph(name)
        document.add_paragraph(role)
    change(document)
    return saved(document)


def saved(document: Any) -> bytes:
    """Give a Word document as bytes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# HTML, which is made a PDF

STYLE = """
@page { size: A4; margin: 2cm; @bottom-center { content: counter(page) } @top-right { content: "Björkvikens stad" } }
body { font: 11pt/1.4 sans-serif } section { break-before: page }
h1 { font-size: 20pt } h2 { font-size: 15pt } h3 { font-size: 12pt }
"""


def page_html(
    agreement: Agreement, style: str = "", before: str = "", item: Callable[[Bullet], str] | None = None
) -> str:
    """Give the agreement as a page of HTML; `before` stands first in it, `style` is added to its own."""
    body = [before, f"<h1>{html.escape(agreement.title)}</h1>"]
    body += [f"<p>{html.escape(text)}</p>" for text in agreement.preamble]
    for part in agreement.parts:
        body.append(f"<section><h2>{html.escape(part.title)}</h2>")
        body.append(f"<p>{belongs_line(part.belongs)}</p>" if part.belongs else "")
        body += [f"<p>{html.escape(text)}</p>" for text in part.introduction]
        for each in part.lists:
            body.append(f"<h3>{html.escape(each.heading)}</h3>" if each.heading else "")
            body.append(nested(each.items, item or item_html))
        body.append("</section>")
    body += [f"<p>{html.escape(name)}<br>{html.escape(role)}</p>" for name, role in agreement.signatories]
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{html.escape(agreement.title)}</title>'
        f"<style>{STYLE}{style}</style></head><body>{''.join(body)}</body></html>"
    )


def item_html(item: Bullet) -> str:
    """Give the text of an item with its link."""
    text = html.escape(item.text)
    link = f'<a href="{html.escape(item.address)}">{html.escape(item.words)}</a>'
    return text.replace(html.escape(item.words), link, 1) if item.address else text


def nested(items: Sequence[Bullet], item: Callable[[Bullet], str], level: int = 1) -> str:
    """Give items as lists within lists."""
    made, index = ["<ul>"], 0
    while index < len(items):
        end = index + 1
        while end < len(items) and items[end].level > level:
            end += 1
        inner = nested(items[index + 1 : end], item, level + 1) if end > index + 1 else ""
        made.append(f"<li>{item(items[index])}{inner}</li>")
        index = end
    return "".join([*made, "</ul>"])


# Text

SIGNS = {1: "•", 2: "o", 3: "▪"}


def _lines(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def text_pages(agreement: Agreement, signs: dict[int, str], width: int) -> Iterable[tuple[list[list[str]], list[str]]]:
    """Give the pages of a text: blocks of lines, and the addresses at the foot."""
    yield [_lines(agreement.title, width), [" "], *(_lines(text, width) for text in agreement.preamble)], []
    for number, part in enumerate(agreement.parts, 1):
        blocks = [_lines(part.title, width), *([[belongs_line(part.belongs)]] if part.belongs else [])]
        blocks += [_lines(text, width) for text in part.introduction]
        foot: list[str] = []
        for each in part.lists:
            blocks += [[each.heading]] if each.heading else []
            for item in each.items:
                blocks.append(_lines(f"{signs[item.level]} {item.text}".strip(), width - 8))
                foot += [item.address] if item.address else []
        if number == len(agreement.parts):
            blocks += [[f"{name}, {role}"] for name, role in agreement.signatories]
        yield blocks, foot


def clean_text(agreement: Agreement, width: int = 70) -> str:
    """Give the agreement as the text of a PDF: a page begins with a blank, its addresses stand at its foot."""
    pages: list[str] = []
    for blocks, foot in text_pages(agreement, SIGNS, width):
        first, *others = [line for block in blocks for line in block]
        pages.append("\n\n".join([f" {first}", *others]) + "\n\n" + "\n".join(foot))
    return "\n".join(page.rstrip("\n") for page in pages)


_LOST = str.maketrans("åäöÅÄÖé", "aaoAAOe")


def spoiled_text(agreement: Agreement, width: int = 70) -> str:
    """Give the agreement as OCR reads it: no å, ä, ö, signs as letters, on the last page none, numbers at the feet."""
    pages: list[str] = []
    made = list(text_pages(agreement, {1: "e", 2: "o", 3: "="}, width))
    for number, (blocks, foot) in enumerate(made, 1):
        lost = number == len(made)
        lines = ["\n".join(block).translate(_LOST) for block in blocks if block != [" "]]
        if lost:
            lines = [line.removeprefix("e ") for line in lines]
        pages.append(" " + "\n\n".join([*lines, str(number)]) + ("\n\n\n" + "\n".join(foot) if foot else ""))
    return "\n".join(pages)
