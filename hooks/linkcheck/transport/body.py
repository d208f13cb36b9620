"""What an answer brought: its kind, its text, and where it sends its visitor. Pure."""

from __future__ import annotations

import codecs
import contextlib
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from linkcheck import urls
from linkcheck.judgement.markup import Page, refresh_target
from linkcheck.judgement.seen import Kind, Seen, Way

SENDS_ON = frozenset({300, 301, 302, 303, 307, 308})
LONGEST_REFRESH = 15
LONGEST_REST = timedelta(days=7)
"""A host that asks for longer than this is taken to have made a mistake."""
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML = re.compile(
    rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|html|head|body|title)"
)
_CHARSET = re.compile(r"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""")
_SCRIPTED = re.compile(
    r"""(?:^|[;\s{}])(?:(?:window|document|top|self|parent)\.)*location(?:\.href)?\s*(?:=\s*|\.(?:replace|assign)\(\s*)"""
    r"""["']([^"'\\]{1,2000})["']\s*\)?\s*;?"""
)


def kind_of(data: bytes, content_type: str) -> Kind:
    """Return the sort of file by its label, a PDF and a page by their own first bytes."""
    label = content_type.partition(";")[0].strip().lower()
    binary = b"\0" in data[:512] and not data.startswith(_BOMS)
    if not data.strip():
        return Kind.EMPTY
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if _HTML.match(data[:4096]) or (label in {"text/html", "application/xhtml+xml"} and not binary):
        return Kind.HTML
    if label.endswith("json"):
        return Kind.JSON
    if binary or (label and not label.startswith("text/") and not label.endswith("xml")):
        return Kind.FILE
    return Kind.HTML if re.match(rb"\s*<[a-zA-Z!]", data) and label != "text/plain" else Kind.TEXT


def text_of(data: bytes, content_type: str) -> str:
    """Return the text, however its character set was labelled: UTF-8 that decodes is UTF-8, whatever the label says."""
    if data.startswith(_BOMS):
        return data.decode("utf-16", errors="replace")
    with contextlib.suppress(UnicodeDecodeError):
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)  # that may end in the middle of a letter
    for name in _CHARSET.findall(content_type) + _CHARSET.findall(data[:4096].decode("ascii", "replace")):
        if name.lower().replace("_", "-") not in {"utf-8", "utf8"}:
            with contextlib.suppress(LookupError, ValueError, TypeError):
                return str(data, name, errors="replace")
    return data.decode("cp1252", errors="replace")


def onward_from(seen: Seen) -> tuple[Way, str] | None:
    """Where what came sends the visitor: by a header, or by a page under a fine status before she can read it."""
    page = seen.page
    if seen.status in SENDS_ON and seen.headers.get("location"):
        return Way.PERMANENT if seen.status in {301, 308} else Way.TEMPORARY, seen.headers["location"]
    if page is None or not 200 <= (seen.status or 0) < 300 or seen.status == 202:  # «wait» is a wall's word
        return None
    found = refresh_target(seen.headers.get("refresh", "")) or page.refresh or _script_target(page)
    if found is None or found[0] > LONGEST_REFRESH or (found[0] >= 5 and page.main_length >= 200):
        return None
    base = urls.joined(seen.final_url, page.base) if page.base else seen.final_url
    target = urls.wire_url(urls.joined(base, found[1]))  # empty also for another scheme: a browser stays on the page
    here, there = urls.canonical(seen.final_url), urls.canonical(target)
    again = found[0] >= 5 and there.partition("?")[0] == here.partition("?")[0]
    return None if again or not target or there == here else (Way.PAGE, target)


def _script_target(page: Page) -> tuple[int, str] | None:
    """Return the address that a page which is nothing but a scripted redirect goes to."""
    if not page.is_bare or re.search(r"\b(?:function|if|switch|catch|addEventListener|cookie)\b|=>", page.scripts):
        return None
    found = _SCRIPTED.search(page.scripts)
    return (0, found[1]) if found else None


def moment_after(value: str, now: datetime) -> datetime | None:
    """When the host may be asked again by `Retry-After`, None where the header says nothing usable."""
    if re.fullmatch(r"[0-9]+(?:\.[0-9]{1,9})?", value):
        return now + min(timedelta(seconds=float(value[:9].rstrip("."))), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(value[:100])
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(moment, now + LONGEST_REST) if moment > now else None
