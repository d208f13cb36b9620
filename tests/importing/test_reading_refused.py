"""What cannot be read: one clear sentence that says why and what to do."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pypdf
import pytest
from agreement import Agreement
from renderings import clean_text, page_html, saved, word

from core.importing.document import UnreadableDocumentError
from core.importing.reading import read_document
from examples import given, settings, st

PDF = Callable[..., bytes]


def _refused(content: bytes, name: str = "avtal.docx") -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(name, content)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "; " in message
    assert "\n" not in message
    return message


def _packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return file.getvalue()


OTHERS = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n ", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an older Office"),
    "a locked Word file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "a password",
    ),
    "a spreadsheet": (_packed("xl/workbook.xml"), "an Excel file"),
    "slides": (_packed("ppt/presentation.xml"), "a PowerPoint file"),
    "an open document": (_packed("content.xml"), "an OpenDocument file"),
    "another packed file": (_packed("a.txt"), "a packed file"),
    "a web page": (b"<!DOCTYPE html><html><body>Logga in</body></html>", "a web page"),
    "rich text": (b"{\\rtf1 x}", "rich text"),
    "any bytes": (bytes(range(256)) * 4, "neither Word, PDF nor text"),
    "a Word file without its document": (_packed("word/document.xml"), "damaged"),
    "another text": ("Det var en gång.\n\nSlut.".encode(), "no lists"),
    "a cut-off PDF": (b"%PDF-1.7\n1 0 obj\n", "cut off"),
    "a damaged PDF": (b"%PDF-1.7\nx\n%%EOF", "damaged"),
}


@pytest.mark.parametrize(("content", "why"), OTHERS.values(), ids=OTHERS)
def test_another_file(content: bytes, why: str) -> None:
    """A wrong file says what it is."""
    assert why in _refused(content)


def test_a_word_file_that_grows(agreement: Agreement) -> None:
    """What is small and becomes large when it is unpacked is refused before that."""
    file = io.BytesIO(word(agreement))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/large.xml", bytes(50_000_000))
    assert len(file.getvalue()) < 100_000
    assert "beyond measure" in _refused(file.getvalue())


def test_a_cut_off_word_file(agreement: Agreement) -> None:
    """A Word file that was not fetched whole."""
    content = word(agreement)
    assert "damaged or cut off" in _refused(content[: len(content) // 2])


def test_a_cut_off_pdf(agreement: Agreement, pdf_of: PDF) -> None:
    """A PDF that was not fetched whole."""
    content = pdf_of(page_html(agreement), tags=True)
    assert "cut off" in _refused(content[: len(content) // 2])


def test_a_locked_pdf(agreement: Agreement, pdf_of: PDF) -> None:
    """A PDF with a password."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of(page_html(agreement), tags=False)))
    writer.encrypt("hemligt", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert "a password" in _refused(file.getvalue())


def _blank_pdf(pages: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_scanned_pdf() -> None:
    """Pictures of pages: the command that makes text of them, with the language that keeps å, ä, ö."""
    assert "ocrmypdf -l swe" in _refused(_blank_pdf(3))


def test_a_long_stranger() -> None:
    """A PDF of 300 pages is refused before it is read."""
    begun = time.monotonic()
    assert "300 pages" in _refused(_blank_pdf(300))
    assert time.monotonic() - begun < 5


def test_another_word_file() -> None:
    """A letter with headings and a list is no agreement."""
    document = docx.Document()
    document.add_heading("Protokoll", 1)
    for text in ("Mötet öppnas.", "Mötet avslutas."):
        document.add_paragraph(text, "List Bullet")
    assert "no lists" in _refused(saved(document))


def test_a_page_that_is_a_picture_is_told_of(agreement: Agreement, pdf_of: PDF) -> None:
    """A page without text among others is no reason to refuse, but it is said."""
    page = page_html(agreement, before='<section style="break-after: page"></section>')
    writer = pypdf.PdfWriter(io.BytesIO(pdf_of(page, tags=False)))
    writer.insert_blank_page(595, 842, 0)
    file = io.BytesIO()
    writer.write(file)
    assert any("without text" in doubt for doubt in read_document("avtal.pdf", file.getvalue()).doubts)


def test_progress(agreement: Agreement, pdf_of: PDF) -> None:
    """Page by page it is told how far the reading has come."""
    told: list[tuple[str, int, int]] = []
    read_document("avtal.pdf", pdf_of(page_html(agreement), tags=True), lambda *step: told.append(step))
    assert told == [("Reading pages", page, 5) for page in range(1, 6)]
    for content in (word(agreement), clean_text(agreement).encode()):
        told.clear()
        read_document("avtal", content, lambda *step: told.append(step))
        assert told == [("Reading the text", 1, 2)]


def test_addresses_at_the_foot_of_a_page(agreement: Agreement) -> None:
    """Each goes to the words that are most like it, in order; one that is like none is told of."""
    first, second, *_ = agreement.parts
    items = tuple(
        replace(item, text=text)
        for item, text in zip(
            first.lists[2].items, ("Läs Handbok om samtal.", "Se Stöd till anhöriga.", "Ja.", "Nej."), strict=True
        )
    )
    part = replace(first, lists=(*first.lists[:2], replace(first.lists[2], items=items)))
    text = clean_text(replace(agreement, parts=(part, second)))
    addresses = (
        "https://bjorkviken.example/handbok-om-samtal/\nhttps://bjorkviken.example/handbok-om-samtal/\n"
        "https://bjorkviken.example/stod-till-anhoriga/\nhttps://bjorkviken.example/q?id=7"
    )
    text = "\n".join(line for line in text.split("\n") if not line.startswith("http"))
    read = read_document("avtal.txt", text.replace("\n Tidigt stöd", f"\n{addresses}\n Tidigt stöd").encode())
    found = [
        (item.text, [(link.text, link.address) for link in item.links])
        for each in read.sections[0].lists
        for item in each.items
        if item.links
    ]
    assert found == [
        ("Läs Handbok om samtal.", [("Handbok om samtal", "https://bjorkviken.example/handbok-om-samtal/")]),
        ("Se Stöd till anhöriga.", [("Stöd till anhöriga", "https://bjorkviken.example/stod-till-anhoriga/")]),
    ]
    assert any("q?id=7" in doubt for doubt in read.doubts)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe"]))
def test_any_bytes(content: bytes, begins: bytes) -> None:
    """Whatever a file holds, it is read or refused with a sentence."""
    whole = begins + content + (b"\n%%EOF" if begins.startswith(b"%PDF") else b"")
    with contextlib.suppress(UnreadableDocumentError):
        read_document("avtal", whole)
