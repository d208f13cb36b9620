"""Addresses as text: what is sent on the wire, how two compare, and what an address says of the page behind it.

`ada_url` reads addresses as browsers do (the WHATWG URL standard); here is only what we ask of them.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import ada_url
from publicsuffixlist import PublicSuffixList

from linkcheck.lexicon import pattern

WEB = frozenset({"http", "https"})
_SCHEME = re.compile(r"(?i)[\x00- ]*([a-z][a-z0-9+.-]*):")
_suffixes = functools.cache(PublicSuffixList)
_TOLD = ("missing", "lander", "error", "search")
_EXTENSION = re.compile(r"\.(?:aspx?|php|html?|jsp|do|action|cgi)$")
_RESERVED = re.compile(r"(?:^|\.)(?:localhost|test|example|invalid|example\.(?:com|net|org))\.?$|^127\.|^::1$")


def scheme_of(text: str) -> str:
    """Return the scheme in lower case, or an empty text."""
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


@functools.lru_cache(maxsize=500)
def joined(base: str, location: str) -> str:
    """Return the address that a location means on the page `base`, of any scheme; empty where no browser reads it."""
    # Bytes that were no UTF-8 come as surrogate escapes and keep their value.
    text = re.sub("[\udc80-\udcff]", lambda m: f"%{ord(m[0]) - 0xDC00:02X}", location)
    text = text.encode("utf-8", "replace").decode("utf-8")
    try:
        return str(ada_url.URL(text, base or None).href)
    except ValueError:
        return ""


def wire_url(text: str) -> str:
    """Return the address as a browser would send it, without its fragment; empty where it could not be opened."""
    url = joined("", text)
    return url.partition("#")[0] if scheme_of(url) in WEB else ""


def host_of(url: str) -> str:
    """Return the host's name alone."""
    return urlsplit(url).hostname or ""


def fragment_of(text: str) -> str:
    """Return the part after `#`, as it stands."""
    return text.strip().partition("#")[2]


def canonical(url: str) -> str:
    """One form for addresses that mean the same: escapes undone, fragment gone."""
    return unquote(joined("", url).partition("#")[0]) or url


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same one, fragment aside."""
    return canonical(one) == canonical(other)


def without_keys(url: str) -> str:
    """Return the address without what belongs to one visit only: names, session numbers, campaign marks, keys."""
    head, hash_, fragment = re.sub("(?<=://)[^/?#@]*@", "", url).partition("#")
    path, mark, query = head.partition("?")
    path = re.sub(r"(?i);[a-z]*sess?(?:ion)?_?id=[^/?#]*|/\([a-z]\([^/)]*\)\)(?=/)", "", path)
    visit = pattern("tracking", "personal")
    kept = [part for part in query.split("&") if part and not visit.fullmatch(part.partition("=")[0])]
    return path + (mark + "&".join(kept) if kept else "") + hash_ + fragment


def is_signed(url: str) -> bool:
    """Whether the address works for a while only, by a signature."""
    return any(pattern("signed").fullmatch(key) for key, _ in parse_qsl(urlsplit(url).query))


def host_key(url: str) -> str:
    """Return what counts as one host for manners: the name, with the port where it is not the usual one."""
    return urlsplit(url).netloc.rpartition("@")[2]


def owner_of(url: str) -> str:
    """Return the registrable domain, by the public suffix list; a numeric host is its own."""
    host = host_of(url).rstrip(".")
    if ":" in host or host.rpartition(".")[2].isdigit():
        return host
    return str(_suffixes().privatesuffix(host) or host)


def segments(url: str) -> list[str]:
    """Return the path's parts in lower case, unescaped."""
    return [unquote(part).lower() for part in urlsplit(url).path.split("/") if part]


def is_start_page(url: str) -> bool:
    """Whether the address is a site's start page and nothing deeper."""
    words = segments(url)
    if any(value and pattern("page_key").fullmatch(key) for key, value in parse_qsl(urlsplit(url).query)):
        return False
    return len(words) <= 2 and all(pattern("start_path").fullmatch(word) for word in words)


def is_above(url: str, other: str) -> bool:
    """Whether an address is of a folder in which another lies, on the same host."""
    here, there = segments(url), segments(other)
    plain = host_key(url) == host_key(other) and not urlsplit(url).query
    return plain and len(here) < len(there) and here == there[: len(here)]


def is_login_address(url: str) -> bool:
    """Whether host, path or fragment say that somebody is asked to log in here."""
    parts = urlsplit(url)
    if pattern("login_host").search(host_of(url)):
        return True
    inner = [unquote(part).lower() for part in re.split("[/?&!]", parts.fragment)]
    return any(pattern("login_path").fullmatch(_EXTENSION.sub("", word)) for word in [*segments(url), *inner])


def last_word(url: str) -> str:
    """Return what the last part of the path tells of the page: missing, lander, error, search or nothing."""
    word = _EXTENSION.sub("", (segments(url) or [""])[-1])
    return next((told for told in _TOLD if pattern(f"{told}_path").fullmatch(word)), "")


def is_reserved_host(url: str) -> bool:
    """Whether the host can only be this machine or a name set aside for tests and examples (RFC 2606, RFC 6761)."""
    return bool(_RESERVED.search(host_of(url)))
