"""Bytes of a document in, the document out: which reader is asked is told by what the file holds, not by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.importing.addresses import place_addresses
from core.importing.document import Document, UnreadableDocumentError
from core.importing.pdf import read_pdf
from core.importing.plain import read_text
from core.importing.signs import names_a_list
from core.importing.structure import build_document
from core.importing.word import read_word
from core.messages import N_, _

Progress = Callable[[str, int, int], None]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_GREATEST = 60_000_000  # bytes
_UNPACKED, _TEXT = 300_000_000, 40_000_000  # bytes: a Word file, or its text, that grows to more was made to do harm
_OTHERS = {
    b"{\\rtf": N_("rich text"),
    b"\x89PNG": N_("a picture"),
    b"\xff\xd8\xff": N_("a picture"),
    b"GIF8": N_("a picture"),
    b"II*\x00": N_("a picture"),
    b"MM\x00*": N_("a picture"),
    b"7z\xbc\xaf": N_("a packed file"),
    b"Rar!": N_("a packed file"),
    b"\x1f\x8b": N_("a packed file"),
}
_OFFICE = {
    "xl/workbook.xml": N_("an Excel file"),
    "ppt/presentation.xml": N_("a PowerPoint file"),
    "content.xml": N_("an OpenDocument file"),
}


def read_document(name: str, content: bytes, progress: Progress | None = None) -> Document:
    """Read an agreement from the bytes of a file; `progress` is told what is done, how far, of how much.

    Raises UnreadableDocumentError, in Swedish, for what cannot be read or is no such document.
    """
    try:
        document = _read(content, progress or _silent)
        _recognise(document)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(f"{name}: {error}") from error
    return document


def _read(content: bytes, progress: Progress) -> Document:
    _check(content)
    if content.startswith(b"PK"):
        return _word(content, progress)
    if b"%PDF-" in content[:1024]:
        pdf = read_pdf(content, progress)
        return _with_doubts(build_document(pdf.blocks), pdf.doubts)
    return _text(content, progress)


def _recognise(document: Document) -> None:
    """Refuse a document that has no lists as agreements have them."""
    headings = [kept.heading for part in document.sections for kept in part.lists if kept.heading and kept.items]
    headed = sum(names_a_list(heading) or headings.count(heading) > 1 for heading in headings)
    if headed < 2:  # noqa: PLR2004 - an agreement has many; one is chance
        raise UnreadableDocumentError(
            _(
                "it has no lists under headings of goals, activities or indicators, as agreements have; "
                "look whether it is the right document"
            )
        )


def _silent(_what: str, _done: int, _of: int) -> None:
    """Say nothing."""


def _check(content: bytes) -> None:
    """Refuse what no reader can read."""
    if not content.strip():
        raise UnreadableDocumentError(_("the file is empty; fetch the document anew"))
    if len(content) > _GREATEST:
        raise UnreadableDocumentError(
            _("the file is larger than {size} MB; save the document without pictures", size=_GREATEST // 1_000_000)
        )
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UnreadableDocumentError(
                _("the file has a password; take it away in Word and save the document again")
            )
        raise UnreadableDocumentError(_("the file is of an older Office; open it in Word and save it as .docx"))
    for begins, kind in _OTHERS.items():
        if content.startswith(begins):
            raise UnreadableDocumentError(_("the file is {kind}; save the document as .docx or PDF", kind=_(kind)))
    if content.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableDocumentError(
            _("the file is a web page, perhaps one to log in on; fetch the document itself, as .docx or PDF")
        )


def _word(content: bytes, progress: Progress) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            sizes = [(entry.file_size, entry.filename) for entry in packed.infolist()]
    except zipfile.BadZipFile:
        raise UnreadableDocumentError(
            _("the file is damaged or cut off; fetch the document anew, or save it again in Word")
        ) from None
    if "word/document.xml" not in names:
        kind = next((kind for part, kind in _OFFICE.items() if part in names), N_("a packed file"))
        raise UnreadableDocumentError(_("the file is {kind}; save the document as .docx or PDF", kind=_(kind)))
    text = sum(size for size, name in sizes if name.endswith((".xml", ".rels")))
    if text > _TEXT or sum(size for size, _name in sizes) > _UNPACKED:
        raise UnreadableDocumentError(_("the file is beyond measure when it is unpacked; fetch the document anew"))
    word = read_word(content)
    progress(_("Reading the text"), 1, 2)
    return _with_doubts(build_document(word.blocks), word.doubts)


def _text(content: bytes, progress: Progress) -> Document:
    text = read_text(_decoded(content))
    progress(_("Reading the text"), 1, 2)
    placed = place_addresses(text.blocks, text.feet)
    doubts = [
        _("page {page}: which words lead to {addresses} cannot be told", page=page, addresses=", ".join(addresses))
        for page, addresses in placed.unplaced.items()
    ]
    if text.misread:
        doubts.insert(
            0, _("the text was read by OCR: letters, items and levels may be wrong; compare it with the document")
        )
    if unparted := ", ".join(dict.fromkeys(block.page or "" for block in placed.blocks if block.unparted)):
        doubts.append(
            _(
                "pages {pages}: a sentence ends with a full line there; whether a paragraph does cannot be told",
                pages=unparted,
            )
        )
    if not text.printed:
        doubts.insert(0, _("the text prints no page numbers; its pages are counted from the beginning"))
    document = build_document(placed.blocks, loose=text.misread)
    unplaced = [address for addresses in placed.unplaced.values() for address in addresses]
    shown = {*document.addresses(), *unplaced}  # what a heading leads to is shown nowhere
    if left := dict.fromkeys(one for foot in text.feet.values() for one in foot if one not in shown):
        doubts.append(_("it cannot be told which words lead to {addresses}", addresses=", ".join(left)))
    return replace(_with_doubts(document, doubts), unplaced=(*unplaced, *left))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content:
        raise UnreadableDocumentError(_("the file is neither Word, PDF nor text; save the document as .docx or PDF"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _with_doubts(document: Document, doubts: Sequence[str]) -> Document:
    return replace(document, doubts=(*doubts, *document.doubts))
