"""What comes after the headers: how much is read, what it is, and where a page sends its visitor by itself."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import re
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import brotli

from linkcheck import addresses
from linkcheck.judgement.page import Page, read_page, read_text, refresh_target
from linkcheck.judgement.seen import Body, Kind, Seen, Way

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

HTML_BYTES = 2_000_000
MAX_UNPACKED = 8_000_000
WHOLE_FILE = 1_000_000
SAMPLE = 32_768
LONGEST_REFRESH = 15
LONGEST_REST = timedelta(days=7)
"""A host that asks for longer than this is taken to have made a mistake."""
THREADED = 200_000
_PACKED = {"gzip", "x-gzip", "deflate", "br", "zstd"}
ACCEPT_ENCODING = "gzip, deflate, br, zstd"


async def collected(response: aiohttp.ClientResponse, headers: dict[str, str], seconds: float) -> tuple[bytes, Body]:
    """Return the body, or as much of it as is worth asking for: pages whole, of large files the beginning."""
    raw = bytearray()
    length = response.content_length
    try:
        async with asyncio.timeout(seconds):
            while True:
                chunk = await response.content.readany()
                if not chunk and response.content.at_eof():
                    return bytes(raw), Body.WHOLE
                raw += chunk
                small = length is not None and length <= WHOLE_FILE
                page = kind_of(bytes(raw[:2048]), headers.get("content-type", "")) not in {Kind.PDF, Kind.FILE}
                limit = HTML_BYTES if page else WHOLE_FILE + 1 if small else SAMPLE
                if len(raw) >= limit and not response.content.at_eof():
                    return bytes(raw), Body.SAMPLE
    except TimeoutError:
        return bytes(raw), Body.UNFINISHED
    except (aiohttp.ClientError, OSError, ValueError, EOFError):
        return bytes(raw), Body.CUT


def unpacked(raw: bytes, encoding: str, *, whole: bool) -> tuple[bytes, Body]:
    """Undo Content-Encoding; `whole` says that `raw` is all the server sent, so it must also end properly."""
    state = Body.WHOLE if whole else Body.SAMPLE
    for coding in reversed([c.strip().lower() for c in encoding.split(",")]):
        if coding in {"", "identity", "none", "utf-8", "binary"} or not raw:
            continue
        if coding not in _PACKED:
            return b"", Body.OPAQUE
        try:
            raw, ended = _decoded(raw, coding)
        except (zlib.error, ValueError, RuntimeError, EOFError, brotli.error, ZstdError):
            return b"", Body.UNREADABLE
        if len(raw) >= MAX_UNPACKED:
            return raw, Body.SAMPLE
        if whole and not ended:
            state = Body.CUT
    return raw, state


def _decoded(raw: bytes, coding: str) -> tuple[bytes, bool]:
    """Undo one packing with the libraries that the client itself decodes with; also whether it came to its end."""
    if coding == "br":
        packed = brotli.Decompressor()
        return packed.process(raw, output_buffer_limit=MAX_UNPACKED), packed.is_finished()
    if coding == "zstd":
        unzipped = ZstdDecompressor()
        return unzipped.decompress(raw, MAX_UNPACKED), unzipped.eof
    bare = coding == "deflate" and raw[0] & 0x0F != 8
    engine = zlib.decompressobj(-15 if bare else 47)
    return engine.decompress(raw, MAX_UNPACKED), engine.eof


def kind_of(data: bytes, content_type: str) -> Kind:  # noqa: PLR0911 - one return a sign
    """Return the sort of file by its label, a PDF by its own first bytes."""
    label = content_type.split(";", maxsplit=1)[0].strip().lower()
    if not data.strip():
        return Kind.EMPTY
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if re.match(
        rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body|title)",
        data[:4096],
    ):
        return Kind.HTML
    if label.endswith("json"):
        return Kind.JSON
    if label.startswith(("text/html", "application/xhtml")):
        return (
            Kind.HTML
            if b"\0" not in data[:512] or data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
            else Kind.FILE
        )
    if label.startswith("text/") or label.endswith("xml") or (not label and b"\0" not in data[:512]):
        return Kind.HTML if re.match(rb"\s*<[a-zA-Z!]", data) and not label.startswith("text/plain") else Kind.TEXT
    return Kind.FILE


_CHARSET = re.compile(r"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""")


def text_of(data: bytes, content_type: str) -> str:
    """Return the text, however its character set was labelled: UTF-8 that decodes is UTF-8, whatever the label says."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if 0 < len(data) - 4 <= error.start:  # cut in the middle of a letter
            return data.decode("utf-8-sig", errors="replace")
    for name in _CHARSET.findall(content_type) + _CHARSET.findall(data[:4096].decode("ascii", "replace")):
        if name.lower().replace("_", "-") not in {"utf-8", "utf8"}:
            with contextlib.suppress(LookupError, ValueError, TypeError):
                return str(data, name, errors="replace")
    return data.decode("cp1252", errors="replace")


async def understood(seen: Seen, raw: bytes, state: Body, headers: dict[str, str]) -> Seen:
    """Unpack and read what came."""
    label = headers.get("content-type", "")
    data, packed = unpacked(raw, headers.get("content-encoding", ""), whole=state is Body.WHOLE)
    state = packed if state in {Body.WHOLE, Body.SAMPLE} else state
    if state is Body.OPAQUE or (state is Body.UNREADABLE and not data):
        return replace(seen, body=state, kind=kind_of(b"x", label))
    kind = kind_of(data, label)
    if kind in {Kind.PDF, Kind.FILE}:
        return replace(seen, body=state, kind=kind)
    text = text_of(data[: HTML_BYTES * 2], label)
    until_close = "content-length" not in headers and "transfer-encoding" not in headers
    page = await _page_of(text, kind)
    return replace(seen, body=state, kind=kind, page=page, text=text, note="until-close" if until_close else "")


async def _page_of(text: str, kind: Kind) -> Page | None:
    if kind is Kind.JSON:
        return None
    read = read_page if kind is Kind.HTML else read_text
    if len(text) > THREADED:  # a long page must not hold up the clocks of the others
        return await asyncio.to_thread(read, text)
    return read(text)


_SCRIPTED = re.compile(
    r"""(?:^|[;\s{}])(?:(?:window|document|top|self|parent)\.)*location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\(\s*)"""
    r"""["']([^"'\\]{1,2000})["']\s*\)?\s*;?"""
)


def page_onward(seen: Seen, headers: dict[str, str]) -> tuple[Way, str] | None:
    """Where a page that came with a fine status sends its visitor by itself, before she can read it."""
    page = seen.page
    if seen.status is None or not 200 <= seen.status < 300:
        return None
    found = refresh_target(headers["refresh"]) if "refresh" in headers else None
    if found is None and page is not None and seen.kind is Kind.HTML:
        found = page.refresh or _script_target(page, seen.text)
    if found is None or found[0] > LONGEST_REFRESH or (found[0] >= 5 and page is not None and page.main_length >= 200):
        return None
    base = seen.final_url
    with contextlib.suppress(addresses.AddressError):
        base = addresses.joined(base, page.base) if page is not None and page.base else base
    try:
        target = addresses.wire_url(addresses.joined(base, found[1]))
    except addresses.AddressError:  # also another scheme: a browser stays on the page
        return None
    here = addresses.canonical(seen.final_url)
    again = found[0] >= 5 and addresses.canonical(target).partition("?")[0] == here.partition("?")[0]
    return None if again or addresses.canonical(target) == here else (Way.PAGE, target)


def _script_target(page: Page, text: str) -> tuple[int, str] | None:
    """Return the address that a page which is nothing but a scripted redirect goes to."""
    if len(text) > 6000 or page.text_length > 120 or page.outer_scripts or not page.scripts:
        return None
    if re.search(r"\b(?:function|if|switch|catch|addEventListener|cookie)\b|=>", page.scripts):
        return None
    found = _SCRIPTED.search(page.scripts)
    return (0, found[1]) if found else None


def moment_after(value: str, now: datetime) -> datetime | None:
    """When the host may be asked again by `Retry-After`, None where the header says nothing usable."""
    value = value.strip()
    if re.fullmatch(r"[0-9]+(?:\.[0-9]{1,9})?", value):
        return now + min(timedelta(seconds=float(value[:9].rstrip("."))), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(value[:100])
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(moment, now + LONGEST_REST) if moment > now else None
