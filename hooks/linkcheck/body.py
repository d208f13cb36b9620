"""Bytes into meaning: unpacking, the sort of file, the text.

What comes in is the raw body with its headers, what goes out are plain values; nothing here trusts a header on its
word.
"""

from __future__ import annotations

import codecs
import importlib
import re
import zlib
from typing import Any, Protocol, cast

from linkcheck.observed import Body, Kind

MAX_UNPACKED = 8_000_000


class _BrotliModule(Protocol):
    error: type[Exception]

    def Decompressor(self) -> Any: ...  # noqa: N802 (the library's name)


def _load_brotli() -> _BrotliModule | None:
    try:
        return cast(_BrotliModule, importlib.import_module("brotli"))
    except ImportError:
        return None


_BROTLI = _load_brotli()
ACCEPT_ENCODING = "gzip, deflate, br" if _BROTLI else "gzip, deflate"


def unpacked(raw: bytes, encoding: str, *, whole: bool) -> tuple[bytes, Body]:
    """Undo Content-Encoding; `whole` says that `raw` is all the server sent, so it must also end properly."""
    state = Body.WHOLE if whole else Body.SAMPLE
    for coding in reversed([c.strip().lower() for c in encoding.split(",")]):
        if coding in {"", "identity", "none", "utf-8", "binary"} or not raw:
            continue
        if coding in {"gzip", "x-gzip", "deflate"}:
            raw, ended = _inflated(raw, coding)
        elif coding == "br" and _BROTLI:
            raw, ended = _from_brotli(_BROTLI, raw)
        else:
            return b"", Body.OPAQUE
        if ended is None:
            return raw, Body.UNREADABLE
        if len(raw) >= MAX_UNPACKED:
            return raw, Body.SAMPLE
        if whole and not ended:
            state = Body.CUT
    return raw, state


def _inflated(raw: bytes, coding: str) -> tuple[bytes, bool | None]:
    windows = (47,) if coding != "deflate" else (15, -15)
    for window in windows:
        engine = zlib.decompressobj(window)
        try:
            return engine.decompress(raw, MAX_UNPACKED), engine.eof
        except zlib.error:
            continue
    return b"", None


def _from_brotli(module: _BrotliModule, raw: bytes) -> tuple[bytes, bool | None]:
    engine = module.Decompressor()
    try:
        try:
            out = engine.process(raw, output_buffer_limit=MAX_UNPACKED)
        except TypeError:  # versions before 1.2 know no limit
            out = engine.process(raw[:1_000_000])
        return bytes(out), bool(engine.is_finished())
    except module.error:
        return b"", None


_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"\xd0\xcf\x11\xe0", Kind.OFFICE),
    (b"{\\rtf", Kind.OFFICE),
    (b"PK\x03\x04", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"ID3", Kind.AUDIO),
    (b"OggS", Kind.AUDIO),
    (b"\x1aE\xdf\xa3", Kind.VIDEO),
    (b"\x7fELF", Kind.BINARY),
    (b"MZ", Kind.BINARY),
)
_MARKUP = re.compile(
    rb"(?is)\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|script|meta|div|h[1-6]|p|table|center|main|section|style|br|a)[\s>/]"
)
_TYPES: tuple[tuple[str, Kind], ...] = (
    ("text/html", Kind.HTML),
    ("application/xhtml", Kind.HTML),
    ("application/pdf", Kind.PDF),
    ("application/x-pdf", Kind.PDF),
    ("application/json", Kind.JSON),
    ("application/ld+json", Kind.JSON),
    ("application/problem+json", Kind.JSON),
    ("text/json", Kind.JSON),
    ("application/msword", Kind.OFFICE),
    ("application/vnd.ms-", Kind.OFFICE),
    ("application/vnd.openxml", Kind.OFFICE),
    ("application/vnd.oasis", Kind.OFFICE),
    ("application/zip", Kind.ARCHIVE),
    ("image/", Kind.IMAGE),
    ("video/", Kind.VIDEO),
    ("application/vnd.apple.mpegurl", Kind.VIDEO),
    ("application/dash+xml", Kind.VIDEO),
    ("audio/", Kind.AUDIO),
    ("text/xml", Kind.XML),
    ("application/xml", Kind.XML),
    ("application/rss", Kind.XML),
    ("application/atom", Kind.XML),
    ("text/", Kind.TEXT),
    ("application/octet-stream", Kind.BINARY),
    ("binary/octet-stream", Kind.BINARY),
    ("application/force-download", Kind.BINARY),
)


def declared_kind(content_type: str) -> Kind:
    """Return the sort of file the server says it is."""
    bare = content_type.split(";", maxsplit=1)[0].strip().lower()
    return next((kind for start, kind in _TYPES if bare.startswith(start)), Kind.UNKNOWN)


def sniffed_kind(data: bytes) -> Kind:  # noqa: PLR0911 - one return a kind
    """Return the sort of file the bytes are, UNKNOWN where they could be anything."""
    head = data[:2048]
    if not head.strip():
        return Kind.EMPTY
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return Kind.VIDEO
    if head[:4] == b"RIFF":
        return {b"WEBP": Kind.IMAGE, b"WAVE": Kind.AUDIO}.get(head[8:12], Kind.VIDEO)
    if _MARKUP.match(_plain(head)):
        return Kind.HTML
    return Kind.UNKNOWN


def _plain(head: bytes) -> bytes:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def kind_of(data: bytes, content_type: str) -> Kind:
    """Return the sort of file, by its bytes first and its label second."""
    sniffed = sniffed_kind(data)
    declared = declared_kind(content_type)
    if sniffed is Kind.UNKNOWN:
        if declared is Kind.UNKNOWN and b"\0" not in data[:512]:
            return Kind.TEXT
        return declared
    if sniffed is Kind.ARCHIVE and declared is Kind.OFFICE:
        return Kind.OFFICE
    if sniffed is Kind.HTML and declared is Kind.XML:
        return Kind.HTML
    return sniffed


_META_CHARSET = re.compile(
    rb"""(?i)<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})"""
)


def text_of(data: bytes, content_type: str) -> str:
    """Return the text, however its character set was labelled: UTF-8 that decodes is UTF-8, whatever the label says."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    labelled = re.search(r"""(?i)charset\s*=\s*["']?([a-z0-9_:.-]+)""", content_type)
    inside = _META_CHARSET.search(data[:4096])
    names = [labelled[1]] if labelled else []
    names += [inside[1].decode("ascii")] if inside else []
    for name in names:
        if name.lower().startswith(("utf-16", "utf16", "ucs-2")) and b"\0" in data[:200]:
            return data.decode("utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4 and error.start > 0:  # cut in the middle of a letter
            return data.decode("utf-8-sig", errors="replace")
    for name in names:
        if name.lower().replace("_", "-") not in {"utf-8", "utf8"}:
            try:
                return str(data, name, errors="replace")
            except (LookupError, ValueError, TypeError):
                continue
    return data.decode("cp1252", errors="replace")
