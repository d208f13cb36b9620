"""One invented agreement in every format: the same sections, lists, items, levels, pages and addresses."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from agreement import Agreement, Part, folded, links, links_of, pages, shape, shape_of
from renderings import clean_text, page_html, spoiled_text, word

from chromium import launched
from core.importing.reading import read_document

PDF = Callable[..., bytes]
SIGNED = ("Åsa Ängström, omsorgsdirektör", "Örjan Björk, utbildningsdirektör")


def test_word(agreement: Agreement) -> None:
    """Word: styles of headings and lists."""
    read = read_document("avtal.docx", word(agreement))
    assert shape(read) == shape_of(agreement)
    assert links(read) == links_of(agreement)
    assert pages(read) == ["2", "3", "4", "5"]
    assert (read.title, read.signatories, read.doubts) == (agreement.title, SIGNED, ())
    assert tuple(each.text for each in read.preamble) == agreement.preamble


@pytest.mark.parametrize("tags", [True, False], ids=["tagged", "untagged"])
def test_pdf(agreement: Agreement, pdf_of: PDF, *, tags: bool) -> None:
    """PDF: by its tree, or by where its letters stand; page numbers as printed, no headers or footers in the text."""
    read = read_document("avtal.pdf", pdf_of(page_html(agreement), tags=tags))
    assert shape(read) == shape_of(agreement)
    assert links(read) == links_of(agreement)
    assert pages(read) == ["2", "3", "4", "5"]
    assert (read.title, read.signatories, read.doubts) == (agreement.title, SIGNED, ())
    assert tuple(each.text for each in read.preamble) == agreement.preamble


def test_pdf_of_a_browser(agreement: Agreement) -> None:
    """A browser tags too, draws the signs of items instead of writing them, and may leave the tags out."""
    with launched() as browser:
        page = browser.new_page()
        page.set_content(page_html(agreement))
        devtools = page.context.new_cdp_session(page)
        made = {
            tags: base64.b64decode(
                devtools.send("Page.printToPDF", {"generateTaggedPDF": tags, "preferCSSPageSize": True})["data"]
            )
            for tags in (True, False)
        }
    for tags, content in made.items():
        assert (b"StructTreeRoot" in content) == tags
        read = read_document("avtal.pdf", content)
        assert shape(read) == shape_of(agreement)
        assert links(read) == links_of(agreement)
        assert pages(read) == ["2", "3", "4", "5"]


@pytest.mark.parametrize("width", [60, 70, 110])
def test_clean_text(agreement: Agreement, width: int) -> None:
    """Text of a PDF: pages begin with a blank, addresses stand at their feet."""
    read = read_document("avtal.txt", clean_text(agreement, width).encode())
    assert shape(read) == shape_of(agreement)
    assert pages(read) == ["2", "3", "4", "5"]
    assert (read.title, read.signatories) == (agreement.title, SIGNED)


@pytest.mark.parametrize("width", [70, 110])
def test_text_of_ocr(agreement: Agreement, width: int) -> None:
    """Text of OCR: letters lost, signs as letters, none on the last page."""
    read = read_document("avtal.txt", spoiled_text(agreement, width).encode())
    assert folded(shape(read)) == folded(shape_of(agreement))
    assert pages(read) == ["2", "3", "4", "5"]
    doubts = [item.doubt for section in read.sections for each in section.lists for item in each.items]
    assert doubts[-1]
    assert not doubts[0]
    assert any("OCR" in doubt for doubt in read.doubts)


def _fed(text: str) -> str:
    """Give a text whose pages are parted by form feeds."""
    first, *others = re.split(r"\n (?=\S)", text[1:])
    return "\n\f".join([first, *others])


def _dashed(text: str) -> str:
    """Give a text whose items have dashes, further in for each level."""
    for sign, dash in (("•", "-"), ("o", "    -"), ("▪", "        -")):
        text = re.sub(rf"^{sign} ", f"{dash} ", text, flags=re.MULTILINE)
    return text


def _with_furniture(text: str) -> str:
    """Give a text with a header and a number on each page."""
    pages_ = enumerate(_fed(text).split("\f"), 1)
    return "\f".join(f"Björkvikens stad\n\n{page.rstrip()}\n\nSida {number} av 5\n" for number, page in pages_)


TEXTS: dict[str, Callable[[str], str]] = {
    "form feeds": _fed,
    "dashes and indents": lambda text: _dashed(_fed(text)),
    "one line below the other": lambda text: _dashed(_fed(text)).replace("\n\n", "\n"),
    "headers and numbers": _with_furniture,
    "line ends of another machine": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("change", TEXTS.values(), ids=TEXTS)
def test_looks_of_a_text(agreement: Agreement, change: Callable[[str], str]) -> None:
    """However a text parts its pages and marks its items."""
    read = read_document("avtal.txt", change(clean_text(agreement, 90)).encode())
    assert shape(read) == shape_of(agreement)
    assert pages(read) == ["2", "3", "4", "5"]


def test_what_a_text_does_not_tell() -> None:
    """A page that begins within a list, an item after a colon, a paragraph that ends with its line: each is told of."""
    lines = [
        "Samverkan för barn",
        "Ingår i den nationella strategin, delmål 1",
        "Inledningen har en mening som slutar precis när dess rad är full.",
        "Här börjar kanske ett nytt stycke som är lika långt som det andra.",
        "Kortsiktiga mål och aktiviteter 2021",
        "- Staden ska arbeta med de här grupperna:",
        "- Barn som far illa.",
        "\f- Unga som söker arbete.",
        "- Vuxna som är ensamma.",
        "  - De får råd.",
        "Mätbara indikatorer",
        "- Antal råd.",
    ]
    twice = [*lines, "", *(line.replace("barn", "unga") for line in lines)]
    read = read_document("avtal.txt", "\n".join(twice).encode())
    items = [item for each in read.sections[0].lists for item in each.items]
    assert [item.level for item in items] == [1, 1, 1, 1, 2, 1]
    assert [bool(item.doubt) for item in items] == [False, True, True, True, True, False]
    assert "colon" in str(items[1].doubt)
    assert any("whether a paragraph does cannot be told" in doubt for doubt in read.doubts)


def test_a_last_line_that_comes_again() -> None:
    """One word below a full line is the end of its item, and no heading, though it stands so twice above an item."""
    rows = ["Samverkan", "Ingår i den nationella strategin, delmål 1", "Kortsiktiga mål och aktiviteter 2021"]
    for number in ("ett", "två"):
        rows += [
            f"• Staden läser blad {number} om hur hälsan är i alla",
            "kommuner och i hela landet varje år - Utveckling",
        ]
        rows.append("Skåne")
    rows += [
        "• Staden svarar.",
        "Mätbara indikatorer",
        "• Antal blad.",
        "Samverkan igen",
        *rows[1:3],
        "• Staden frågar.",
    ]
    read = read_document("avtal.txt", "\n\n".join(rows).encode())
    assert [len(each.items) for each in read.sections[0].lists] == [3, 1]
    assert read.sections[0].lists[0].items[1].text.endswith("Utveckling Skåne")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_a_text(agreement: Agreement, encoding: str) -> None:
    """Whatever machine wrote it."""
    text = clean_text(agreement, 90).replace("▪", "·")
    assert shape(read_document("avtal.txt", text.encode(encoding))) == shape_of(agreement)


def _without_belonging(agreement: Agreement) -> Agreement:
    return replace(agreement, parts=tuple(replace(part, belongs=()) for part in agreement.parts))


def _long_titles(agreement: Agreement) -> Agreement:
    tail = "med särskilt fokus på samverkan mellan förvaltningar, regionen och föreningar i hela kommunen"
    return replace(agreement, parts=tuple(replace(part, title=f"{part.title} {tail}") for part in agreement.parts))


def _long_lists(agreement: Agreement) -> Agreement:
    """Give lists that go on over pages, nested."""

    def longer(part: Part) -> Part:
        *others, last = part.lists
        items = tuple(
            replace(item, text=f"{item.text[:-1]}, del {number}.") for number in range(30) for item in last.items
        )
        return replace(part, lists=(*others, replace(last, items=items)))

    first, *rest = agreement.parts
    goals = replace(first, lists=(first.lists[0], first.lists[1], first.lists[1]))
    return replace(agreement, parts=(longer(goals), *rest))


@pytest.mark.parametrize("change", [_without_belonging, _long_titles, _long_lists])
def test_other_agreements(agreement: Agreement, pdf_of: PDF, change: Callable[[Agreement], Agreement]) -> None:
    """Nothing that says what a section belongs to, headings of several lines, nested lists over several pages."""
    changed = change(agreement)
    page = page_html(changed)
    for content in (word(changed), pdf_of(page, tags=True), pdf_of(page, tags=False), clean_text(changed).encode()):
        assert shape(read_document("avtal", content)) == shape_of(changed)
    assert folded(shape(read_document("avtal", spoiled_text(changed).encode()))) == folded(shape_of(changed))


STYLES = {
    "lists as bold text": "h3 { font-size: 11pt }",
    "all headings as bold text": "h2, h3 { font-size: 11pt }",
    "dashes": 'ul { list-style: "– " }',
    "divided words": "body { hyphens: auto; text-align: justify; width: 6cm }",
    "small pages": "@page { size: A6; margin: 1cm }",
    "no room between paragraphs": "p, ul, h1, h2, h3 { margin: 0 }",
    "ligatures": 'body { font-family: "DejaVu Serif", serif; font-variant-ligatures: common-ligatures }',
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_looks_of_a_pdf(agreement: Agreement, pdf_of: PDF, style: str) -> None:
    """However it looks, tagged or not."""
    for tags in (True, False):
        assert shape(read_document("avtal.pdf", pdf_of(page_html(agreement, style), tags=tags))) == shape_of(agreement)


def test_a_pdf_in_columns(agreement: Agreement, pdf_of: PDF) -> None:
    """Without tags each column is read to its foot before the next; which pages they are is told."""
    style = "section { columns: 2; column-gap: 1cm }"
    page = page_html(replace(agreement, signatories=()), style)
    read = read_document("avtal.pdf", pdf_of(page, tags=False))
    assert shape(read) == shape_of(agreement)
    assert any("in columns, counted from the beginning: 2, 3, 4, 5" in doubt for doubt in read.doubts)


def test_a_cover_and_contents(agreement: Agreement, pdf_of: PDF) -> None:
    """A cover with the title, and a table of contents that repeats the headings."""
    entries = "".join(
        f'<p style="margin: 0">{part.title} {"." * 40} {number}</p>' for number, part in enumerate(agreement.parts, 4)
    )
    before = (
        f'<section style="break-after: page"><p style="font-size: 30pt">Björkvikens stad</p><p>2020-12-01</p>'
        f'<p style="font-size: 24pt">{agreement.title}</p></section>'
        f'<section style="break-after: page"><h2>Innehåll</h2>{entries}</section>'
    )
    for tags in (True, False):
        read = read_document("avtal.pdf", pdf_of(page_html(agreement, before=before), tags=tags))
        assert shape(read) == shape_of(agreement)
        assert read.title == agreement.title
        assert pages(read) == ["4", "5", "6", "7"]


def test_a_note_and_a_table_in_a_pdf(agreement: Agreement, pdf_of: PDF) -> None:
    """A note at the foot is no part of an item; it is told of."""
    style = ".note { float: footnote; font-size: 8pt }"
    page = page_html(
        agreement,
        style,
        item=lambda item: item.text + ('<span class="note">Se handboken.</span>' if item.level == 3 else ""),
    )
    read = read_document("avtal.pdf", pdf_of(page, tags=False))
    assert shape(read) == shape_of(agreement)
    assert any("Se handboken." in doubt for doubt in read.doubts)
