"""The invented agreement as Word files of many hands: styles, direct formatting, signs by hand, tables, changes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import docx
import pytest
from agreement import Agreement, Bullet, links, links_of, shape, shape_of
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from renderings import saved, word, word_text

from core.importing.document import Document
from core.importing.reading import read_document

W = nsdecls("w")


def _own_styles(document: Any, text: str, level: int) -> None:
    name = f"Egen rubrik {level}"
    if name not in [style.name for style in document.styles]:
        style = document.styles.add_style(name, 1)
        style.font.size = Pt(20 - 4 * level)
        style.font.bold = True
    document.add_paragraph(text, name)


def _outline(document: Any, text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="{level - 1}"/>'))


def _direct(document: Any, text: str, level: int) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = True
    if level == 1:
        run.font.size = Pt(16)


def _bold(document: Any, text: str, _level: int) -> None:
    document.add_paragraph().add_run(text).bold = True


def _underlined(document: Any, text: str, level: int) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.underline = level == 1, level == 2


def _one_style(document: Any, text: str, _level: int) -> None:
    document.add_heading(text, 2)


def _deeper(document: Any, text: str, level: int) -> None:
    document.add_heading(text, level + 1)


HEADINGS = {
    "styles of their own": _own_styles,
    "outline levels": _outline,
    "larger and bold": _direct,
    "bold alone": _bold,
    "bold and underlined": _underlined,
    "one style for both": _one_style,
    "levels 2 and 3": _deeper,
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_headings(agreement: Agreement, heading: Callable[[Any, str, int], None]) -> None:
    """However headings are made."""
    assert shape(read_document("avtal.docx", word(agreement, heading=heading))) == shape_of(agreement)


def _by_hand(signs: dict[int, str], *, indented: bool) -> Callable[[Any, Bullet], None]:
    def add(document: Any, item: Bullet) -> None:
        paragraph = document.add_paragraph()
        if indented:
            paragraph.paragraph_format.left_indent = Cm(0.63 * item.level)
            paragraph.paragraph_format.first_line_indent = Cm(-0.63)
        word_text(paragraph, item, f"{signs[item.level]}\t")

    return add


def _numbered(document: Any, item: Bullet) -> None:
    word_text(document.add_paragraph(style="List Number" + ("" if item.level == 1 else f" {item.level}")), item)


def _levels(document: Any, item: Bullet) -> None:
    paragraph = document.add_paragraph(style="List Paragraph")
    word_text(paragraph, item)
    levels = f'<w:numPr {W}><w:ilvl w:val="{item.level - 1}"/><w:numId w:val="1"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(levels))


def _indents(document: Any, item: Bullet) -> None:
    paragraph = document.add_paragraph(style="List Paragraph")
    word_text(paragraph, item)
    level = f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(level))
    paragraph.paragraph_format.left_indent = Cm(0.63 * item.level)


ITEMS: dict[str, Callable[[Any, Bullet], Any]] = {
    "numbered": _numbered,
    "levels of one list": _levels,
    "indents alone": _indents,
    "signs that differ": _by_hand({1: "•", 2: "o", 3: "▪"}, indented=False),
    **{f"sign {sign}": _by_hand(dict.fromkeys((1, 2, 3), sign), indented=True) for sign in "•–-o*·→§\uf0b7"},
    "numbers and letters": _by_hand({1: "1.", 2: "a)", 3: "ii."}, indented=False),
    "numbers by hand": _by_hand(dict.fromkeys((1, 2, 3), "1."), indented=True),
}


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
def test_items(agreement: Agreement, item: Callable[[Any, Bullet], Any]) -> None:
    """However items and their levels are made."""
    assert shape(read_document("avtal.docx", word(agreement, item=item))) == shape_of(agreement)


def _paragraph(document: Any, begins: str) -> Any:
    return next(each._p for each in document.paragraphs if each.text.startswith(begins))


def _changed(agreement: Agreement, change: Callable[[Any], None]) -> Document:
    read = read_document("avtal.docx", word(agreement, change=change))
    assert shape(read) == shape_of(agreement)
    return read


def test_deleted_text_is_not_read(agreement: Agreement) -> None:
    """Of tracked changes what was put in is read, what was struck is not, and that is told."""

    def change(document: Any) -> None:
        asked = _paragraph(document, "Skolan frågar")
        asked.append(parse_xml(f'<w:del {W} w:id="1"><w:r><w:delText>STRUKET</w:delText></w:r></w:del>'))
        run = asked.find(qn("w:r"))
        put_in = parse_xml(f'<w:ins {W} w:id="2"/>')
        run.addprevious(put_in)
        put_in.append(run)
        whole = f'<w:p {W}><w:del w:id="3"><w:r><w:delText>HELT STRUKET</w:delText></w:r></w:del></w:p>'
        asked.addnext(parse_xml(whole))

    assert any("tracked changes" in doubt for doubt in _changed(agreement, change).doubts)


def test_what_is_no_text_is_not_read(agreement: Agreement) -> None:
    """Headers, footers, hidden text, comments, notes and pictures are no part of an item; but the first are told of."""

    def change(document: Any) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Björkvikens stad"
        section.footer.paragraphs[0].text = "Sida 1"
        asked = _paragraph(document, "Skolan frågar")
        asked.append(parse_xml(f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>DOLT</w:t></w:r>"))
        asked.append(parse_xml(f'<w:r {W}><w:commentReference w:id="0"/></w:r>'))
        asked.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="1"/></w:r>'))
        asked.append(parse_xml(f'<w:r {W}><w:endnoteReference w:id="1"/></w:r>'))
        asked.append(parse_xml(f"<w:r {W}><w:object/></w:r>"))

    doubts = _changed(agreement, change).doubts
    assert any("comments" in doubt for doubt in doubts)
    assert sum("a note" in doubt for doubt in doubts) == 2
    assert "hidden text was not read: DOLT" in doubts
    assert any("pictures, drawings or embedded objects" in doubt for doubt in doubts)


def test_the_end_of_a_paragraph_that_is_struck(agreement: Agreement) -> None:
    """Two paragraphs are one when the end of the first is struck, as they are when the change is accepted."""

    def change(document: Any) -> None:
        asked = _paragraph(document, "Skolan frågar")
        first = copy.deepcopy(asked)
        for paragraph, text in ((first, "Skolan frågar "), (asked, "alla barn hur de mår.")):
            for run in paragraph.findall(qn("w:r")):
                paragraph.remove(run)
            paragraph.append(parse_xml(f'<w:r {W}><w:t xml:space="preserve">{text}</w:t></w:r>'))
        struck = f'<w:rPr {W}><w:del w:id="1" w:author="x"/></w:rPr>'
        first.find(qn("w:pPr")).append(parse_xml(struck))
        asked.addprevious(first)

    assert any("tracked changes" in doubt for doubt in _changed(agreement, change).doubts)


def test_blanks_and_hyphens(agreement: Agreement) -> None:
    """Blanks that do not break, hyphens that are not seen, letters grown together are read as what they are."""

    def change(document: Any) -> None:
        for text in document.element.body.iter(qn("w:t")):
            text.text = (
                (text.text or "")
                .replace("Barn ska kunna", "Barn\u00a0ska kun\u00adna")
                .replace("fredag", "\u200bfredag")
            )

    _changed(agreement, change)


def test_links_of_fields(agreement: Agreement) -> None:
    """A link may be a field too: its instruction is no text."""

    def change(document: Any) -> None:
        for link in list(document.element.body.iter(qn("w:hyperlink"))):
            address = document.part.rels[link.get(qn("r:id"))].target_ref.replace("&", "&amp;")
            parts = [
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve"> HYPERLINK "{address}" </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                f"<w:t>{link.find(qn('w:r')).find(qn('w:t')).text}</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            ]
            for part in parts:
                link.addprevious(parse_xml(f"<w:r {W}>{part}</w:r>"))
            link.getparent().remove(link)

    assert links(_changed(agreement, change)) == links_of(agreement)


def test_contents_and_text_boxes(agreement: Agreement) -> None:
    """A table of contents that repeats the headings is none of them; a text box is read, once."""

    def change(document: Any) -> None:
        first = document.paragraphs[0]._p
        held = "<w:txbxContent><w:p><w:r><w:t>I en ruta.</w:t></w:r></w:p></w:txbxContent>"
        compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        box = (
            f'<w:r {W} xmlns:mc="{compatible}"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing>{held}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{held}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        for number, part in reversed(list(enumerate(agreement.parts, 2))):
            entry = f"<w:r><w:t>{part.title.replace('&', '&amp;')}</w:t><w:tab/><w:t>{number}</w:t></w:r>"
            first.addnext(parse_xml(f"<w:p {W}>{entry}</w:p>"))
        first.addnext(parse_xml(f"<w:p {W}><w:r><w:t>Innehållsförteckning</w:t></w:r></w:p>"))
        _paragraph(document, agreement.preamble[0]).append(parse_xml(box))

    read = _changed(agreement, change)
    assert [each.text for each in read.preamble].count("I en ruta.") == 1
    assert "a text box was read where it is fastened: I en ruta." in read.doubts


def test_a_table_by_columns() -> None:
    """A table whose first row names lists is read by column; one that is for its looks, row by row."""
    document = docx.Document()
    document.add_paragraph("Överenskommelse i Björkviken", "Title")
    for title in ("Stöd i tid", "Tillsammans"):
        document.add_heading(title, 1)
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Långsiktiga mål", "Mätbara indikatorer"
        for goal, measure in (("Alla får stöd.", "Antal möten."), ("Ingen väntar.", "Antal dagar.")):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = goal, measure
    read = read_document("avtal.docx", saved(document))
    lists = [("Långsiktiga mål", [(1, "Alla får stöd."), (1, "Ingen väntar.")])]
    lists.append(("Mätbara indikatorer", [(1, "Antal möten."), (1, "Antal dagar.")]))
    assert shape(read) == [("Stöd i tid", (), [], lists), ("Tillsammans", (), [], lists)]
    assert any("by column" in doubt for doubt in read.doubts)


def test_text_that_goes_on_with_an_item() -> None:
    """A paragraph below sub-items goes on with the item that it stands below; one at the margin is told of."""
    document = docx.Document()
    document.add_paragraph("Överenskommelse i Björkviken", "Title")
    for title in ("Stöd i tid", "Tillsammans"):
        document.add_heading(title, 1)
        document.add_heading("Kortsiktiga mål", 2)
        document.add_paragraph("Vi möts i tid.", "List Bullet")
        document.add_paragraph("Skolan lyssnar.", "List Bullet 2")
        document.add_paragraph("Sedan träffas alla.", "List Continue")
        document.add_paragraph("Staden svarar.", "List Bullet")
        document.add_paragraph("Ingen väntar.")
    items = read_document("avtal.docx", saved(document)).sections[0].lists[0].items
    assert [(item.level, item.text) for item in items] == [
        (1, "Vi möts i tid.\nSedan träffas alla."),
        (2, "Skolan lyssnar."),
        (1, "Staden svarar."),
        (1, "Ingen väntar."),
    ]
    assert [bool(item.doubt) for item in items] == [False, False, False, True]


def test_focus_areas_and_sections_within_sections() -> None:
    """A heading with nothing of its own is what the sections below it belong to; one with text is their parent."""
    document = docx.Document()
    document.add_paragraph("Överenskommelse i Björkviken", "Title")
    document.add_heading("Fokusområde 1. Stöd i tid", 1)
    for title in ("Samverkan", "Tidigt stöd"):
        document.add_heading(title, 2)
        document.add_heading("Långsiktiga mål", 3)
        document.add_paragraph("Alla får stöd.", "List Bullet")
    document.add_heading("Fokusområde 2. Tillsammans", 1)
    document.add_paragraph("Det gör vi ihop.")
    document.add_heading("Kvällsvandring", 2)
    document.add_heading("Långsiktiga mål", 3)
    document.add_paragraph("Vuxna går ut.", "List Bullet")
    read = read_document("avtal.docx", saved(document))
    assert [(section.title, section.belongs_to, section.level) for section in read.sections] == [
        ("Samverkan", ("Fokusområde 1. Stöd i tid",), 2),
        ("Tidigt stöd", ("Fokusområde 1. Stöd i tid",), 2),
        ("Fokusområde 2. Tillsammans", (), 1),
        ("Kvällsvandring", (), 2),
    ]


def test_a_field_that_is_never_ended_swallows_nothing(agreement: Agreement) -> None:
    """The end of a field can be lost with what was struck: the text after its paragraph is read all the same."""

    def change(document: Any) -> None:
        paragraph = _paragraph(document, "Skolan frågar")
        paragraph.append(parse_xml(f'<w:r {W}><w:fldChar w:fldCharType="begin"/></w:r>'))
        paragraph.append(parse_xml(f"<w:r {W}><w:instrText>PAGE</w:instrText></w:r>"))

    _changed(agreement, change)
