"""Bytes of a document in, the document out: which reader is asked is told by what the file holds, not by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from core.importing.addresses import place_addresses
from core.importing.document import Document, UnreadableDocumentError
from core.importing.pdf import read_pdf
from core.importing.plain import read_text
from core.importing.signs import names_a_list
from core.importing.structure import build_document
from core.importing.word import read_word

Progress = Callable[[str, int, int], None]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_GREATEST = 60_000_000  # bytes
_UNPACKED = 300_000_000  # bytes: a Word file that grows to more was made to do harm
_SAVE_AS = "Spara dokumentet som .docx eller PDF och försök igen."
_OTHERS = {
    b"{\\rtf": "en RTF-fil",
    b"\x89PNG": "en bild",
    b"\xff\xd8\xff": "en bild",
    b"GIF8": "en bild",
    b"II*\x00": "en bild",
    b"MM\x00*": "en bild",
    b"7z\xbc\xaf": "en packad fil",
    b"Rar!": "en packad fil",
    b"\x1f\x8b": "en packad fil",
}
_OFFICE = {
    "xl/workbook.xml": "en Excel-fil",
    "ppt/presentation.xml": "en PowerPoint-fil",
    "content.xml": "en OpenDocument-fil",
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
        return _word(content)
    if b"%PDF-" in content[:1024]:
        pdf = read_pdf(content, progress)
        return _with_doubts(build_document(pdf.blocks), pdf.doubts)
    return _text(content)


def _recognise(document: Document) -> None:
    """Refuse a document that has no lists as agreements have them."""
    headed = sum(names_a_list(kept.heading) and bool(kept.items) for part in document.sections for kept in part.lists)
    if headed < 2:  # noqa: PLR2004 - an agreement has many; one is chance
        raise UnreadableDocumentError(
            "dokumentet har inga listor under rubriker om mål, aktiviteter eller indikatorer, så det går inte att läsa "
            "som en överenskommelse. Kontrollera att det är rätt dokument."
        )


def _silent(_what: str, _done: int, _of: int) -> None:
    """Say nothing."""


def _check(content: bytes) -> None:
    """Refuse what no reader can read."""
    if not content.strip():
        raise UnreadableDocumentError("filen är tom. Hämta dokumentet på nytt.")
    if len(content) > _GREATEST:
        raise UnreadableDocumentError(
            f"filen är större än {_GREATEST // 1_000_000} MB. Spara dokumentet utan bilder och försök igen."
        )
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UnreadableDocumentError("filen är skyddad med lösenord. Ta bort lösenordet i Word och spara på nytt.")
        raise UnreadableDocumentError("filen är i ett äldre Office-format. Öppna den i Word och spara den som .docx.")
    for begins, kind in _OTHERS.items():
        if content.startswith(begins):
            raise UnreadableDocumentError(f"filen är {kind}, inte ett dokument. {_SAVE_AS}")
    if content.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise UnreadableDocumentError(
            "filen är en webbsida, kanske en inloggningssida. Hämta själva dokumentet som .docx eller PDF."
        )


def _word(content: bytes) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        raise UnreadableDocumentError(
            "filen är skadad eller avklippt. Hämta dokumentet på nytt, eller spara det igen från Word."
        ) from None
    if "word/document.xml" not in names:
        kind = next((kind for part, kind in _OFFICE.items() if part in names), "en packad fil")
        raise UnreadableDocumentError(f"filen är {kind}, inte ett Word-dokument. {_SAVE_AS}")
    if unpacked > _UNPACKED:
        raise UnreadableDocumentError("filen är orimligt stor när den packas upp. Hämta dokumentet på nytt.")
    word = read_word(content)
    return _with_doubts(build_document(word.blocks), word.doubts)


def _text(content: bytes) -> Document:
    text = read_text(_decoded(content))
    placed = place_addresses(text.blocks, text.feet)
    doubts = [
        f"Sida {page}: det går inte att säga vilka ord som leder till {', '.join(addresses)}."
        for page, addresses in placed.unplaced.items()
    ]
    if text.misread:
        doubts.insert(0, "Texten är läst med OCR: bokstäver, punkter och nivåer kan vara fel. Jämför med dokumentet.")
    if not text.printed:
        doubts.insert(0, "Texten har inga tryckta sidnummer. Sidorna är räknade från textens början.")
    unplaced = tuple(address for addresses in placed.unplaced.values() for address in addresses)
    return replace(_with_doubts(build_document(placed.blocks, loose=text.misread), doubts), unplaced=unplaced)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content:
        raise UnreadableDocumentError(f"filen är varken Word, PDF eller text. {_SAVE_AS}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _with_doubts(document: Document, doubts: list[str] | tuple[str, ...]) -> Document:
    return replace(document, doubts=(*doubts, *document.doubts))
