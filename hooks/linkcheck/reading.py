"""What comes after the headers: how much is read, what it is, and where a page sends its visitor by itself."""

from __future__ import annotations

import asyncio
import contextlib
import re
from dataclasses import replace

import aiohttp

from linkcheck import addresses, body
from linkcheck.observed import Body, Kind, Seen, Way
from linkcheck.page import Page, read_page, read_text, refresh_target

HTML_BYTES = 2_000_000
WHOLE_FILE = 1_000_000
SAMPLE = 32_768
LONGEST_REFRESH = 15
THREADED = 200_000
_READABLE = frozenset({Kind.HTML, Kind.XML, Kind.TEXT, Kind.JSON, Kind.UNKNOWN})


async def collected(response: aiohttp.ClientResponse, headers: dict[str, str], seconds: float) -> tuple[bytes, Body]:
    """Return the body, or as much of it as is worth asking for."""
    raw = bytearray()
    limit: int | None = None
    try:
        async with asyncio.timeout(seconds):
            while True:
                chunk = await response.content.readany()
                if not chunk and response.content.at_eof():
                    return bytes(raw), Body.WHOLE
                raw += chunk
                if limit is None and len(raw) >= 512:
                    limit = _limit(bytes(raw[:2048]), headers, response.content_length)
                if limit is not None and len(raw) >= limit and not response.content.at_eof():
                    return bytes(raw), Body.SAMPLE
    except TimeoutError:
        return bytes(raw), Body.UNFINISHED
    except (aiohttp.ClientError, OSError, ValueError, EOFError):
        return bytes(raw), Body.CUT


def _limit(head: bytes, headers: dict[str, str], length: int | None) -> int:
    """How many bytes are worth reading: pages whole, small files whole, of large files the beginning."""
    if headers.get("content-encoding", "").strip().lower() not in {"", "identity"}:
        kind = body.declared_kind(headers.get("content-type", ""))
    else:
        kind = body.kind_of(head, headers.get("content-type", ""))
    if kind in {Kind.HTML, Kind.XML, Kind.TEXT, Kind.JSON}:
        return HTML_BYTES
    return WHOLE_FILE + 1 if length is not None and length <= WHOLE_FILE else SAMPLE


async def understood(seen: Seen, raw: bytes, state: Body, headers: dict[str, str]) -> Seen:
    """Unpack and read what came."""
    kind_label = headers.get("content-type", "")
    data, packed = body.unpacked(raw, headers.get("content-encoding", ""), whole=state is Body.WHOLE)
    state = packed if state in {Body.WHOLE, Body.SAMPLE} else state
    if state is Body.OPAQUE or (state is Body.UNREADABLE and not data):
        return replace(seen, body=state, kind=body.declared_kind(kind_label))
    kind = body.kind_of(data, kind_label)
    if kind not in _READABLE:
        return replace(seen, body=state, kind=kind)
    text = body.text_of(data[: HTML_BYTES * 2], kind_label)
    page = await _page_of(text, kind)
    until_close = "content-length" not in headers and "transfer-encoding" not in headers
    return replace(seen, body=state, kind=kind, page=page, text=text, note="until-close" if until_close else "")


async def _page_of(text: str, kind: Kind) -> Page | None:
    if kind is Kind.JSON:
        return None
    read = read_page if kind in {Kind.HTML, Kind.XML, Kind.UNKNOWN} else read_text
    if len(text) > THREADED:  # a long page must not hold up the clocks of the others
        return await asyncio.to_thread(read, text)
    return read(text)


_SCRIPTED = re.compile(
    r"""(?:^|[;\s{}])(?:(?:window|document|top|self|parent)\.)*location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\(\s*)["']([^"'\\]{1,2000})["']\s*\)?\s*;?"""
)


def page_onward(seen: Seen, headers: dict[str, str]) -> tuple[Way, str] | None:
    """Where a page that came with a fine status sends its visitor by itself."""
    if seen.status is None or not 200 <= seen.status < 300:
        return None
    found = refresh_target(headers["refresh"]) if "refresh" in headers else None
    if found is None and seen.page is not None and seen.kind is Kind.HTML:
        found = seen.page.refresh
        if found is None:
            found = _script_target(seen.page, seen.text)
    if found is None or found[0] > LONGEST_REFRESH:
        return None
    base = seen.final_url
    if seen.page is not None and seen.page.base:
        with contextlib.suppress(addresses.AddressError):
            base = addresses.joined(base, seen.page.base)
    try:
        target = addresses.joined(base, found[1])
        if addresses.same_address(addresses.wire_url(target), seen.final_url):
            return None
    except addresses.AddressError:  # also another scheme: a browser stays on the page
        return None
    return Way.PAGE, found[1]


def _script_target(page: Page, text: str) -> tuple[int, str] | None:
    """Return the address that a page which is nothing but a scripted redirect goes to."""
    if len(text) > 6000 or page.text_length > 120 or page.outer_scripts or not page.scripts:
        return None
    if re.search(r"\b(?:function|if|switch|catch|addEventListener|cookie)\b|=>", page.scripts):
        return None
    found = _SCRIPTED.search(page.scripts)
    return (0, found[1]) if found else None
