"""Addresses as text: what is sent on the wire, how two compare, and what an address says of the page behind it.

`ada_url` reads addresses as browsers do (the WHATWG URL standard); here is only what we ask of them.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import unquote, urlsplit

import ada_url
from publicsuffixlist import PublicSuffixList

WEB = frozenset({"http", "https"})
_SCHEME = re.compile(r"(?i)[\x00- ]*([a-z][a-z0-9+.-]*):")
_TRACKING = re.compile(r"(?i)(utm_.*|fbclid|gclid|mc_[ce]id|_ga|_gl|msclkid|hsCtaTracking|_hs.*|mkt_tok|igshid)=.*")
_PERSONAL = re.compile(
    r"(?i)(?:(?:j|php|asp)?_?-?sess(?:ion)?_?-?(?:id|key|token)?|sid|cfid|cftoken|(?:access_?|auth_?|id_?)?token|ticket|sig|signature|"
    r"hash|generated_by|nonce|state|(?:api_?|share_?|user_?)key|uid|userid|visitor(?:_?id)?)=.*"
)
_PAGE_KEY = re.compile(r"(?i)(p|page_id|id|pageid|page|sid|nid|q|s|search|attachment_id|cat)=.+")
_START = re.compile(
    r"(?:index|default|start|home|hem|welcome)(?:\.\w+)?|start(?:sidan?|page)|valkommen|sv|se|en|(?:sv|en)[-_](?:se|us|gb)|svenska|english"
)
_LOGIN_WORD = r"(?:login|logon|signin|sso|auth|idp|adfs|sts|saml|oauth|inloggning|logga-?in|authenticate|mfa)"
_LOGIN_HOST = re.compile(
    rf"(?:^|\.)(?:{_LOGIN_WORD}[0-9]*(?:-[a-z0-9-]+)?|[a-z0-9-]+-{_LOGIN_WORD}[0-9]*)\.|"
    r"^accounts\.google\.|\.(?:okta|onelogin|auth0|grandid)\.com$|(?:^|\.)eidas?\."
)
_LOGIN = re.compile(
    r"(?:(?:wp|user|account|members)-?)?(?:log|sign)[-_]?in(?:-?page|-oidc)?|logon|logga[-_]?in(?:-har)?|inloggning|sso|saml2?|cas|adfs|"
    r"o?auth[2n]?|authorize|authenticate|openid-connect|idp|mellon|shibboleth\.sso|sessions-new"
)
TELLING = {
    "missing": re.compile(
        r"(?:(?:error|fel)[-_]?)?404(?:[-_]?(?:error|page|sida))?|410|gone|(?:(?:page|file)[-_]?)?not[-_]?found|"
        r"(?:sidan-)?(?:finns-inte|hittades-inte|kunde-inte-hittas|saknas)"
    ),
    "lander": re.compile(r"lander|parking|parked|(?:domain-)?for-?sale|sedoparking"),
    "en felsida": re.compile(r"errors?(?:-?page)?|fel(?:sida|meddelande)?|oops"),
    "en söksida": re.compile(r"s[oö]ka?(?:resultat|ning)?|search(?:-results)?"),
}
"""What the last word of an address says of the page behind it."""
_EXTENSION = re.compile(r"\.(?:aspx?|php|html?|jsp|do|action|cgi)$")
_RESERVED = re.compile(r"(?:^|\.)(?:localhost|test|example|invalid|example\.(?:com|net|org))\.?$|^127\.|^::1$")


class AddressError(ValueError):
    """An address that no browser could open."""


def scheme_of(text: str) -> str:
    """Return the scheme in lower case, or an empty text."""
    found = _SCHEME.match(text)
    return found[1].lower() if found else ""


def joined(base: str, location: str) -> str:
    """Return the address that a location, read on the page `base`, means (it may have any scheme)."""
    # Bytes that were no UTF-8 come as surrogate escapes and keep their value.
    text = re.sub("[\udc80-\udcff]", lambda m: f"%{ord(m[0]) - 0xDC00:02X}", location)
    text = text.encode("utf-8", "replace").decode("utf-8")
    try:
        return ada_url.URL(text, base).href if base else ada_url.URL(text).href
    except ValueError as error:
        raise AddressError("adressen går inte att tolka") from error


def wire_url(text: str) -> str:
    """Return the address as a browser would send it: host in ASCII, everything else escaped, the fragment cut off."""
    url = joined("", text)
    if scheme_of(url) not in WEB:
        raise AddressError("adressen går inte att tolka")
    return url.partition("#")[0]


def host_of(url: str) -> str:
    """Return the host's name alone."""
    return urlsplit(url).hostname or ""


def fragment_of(text: str) -> str:
    """Return the part after `#`, as it stands."""
    return text.strip().partition("#")[2]


def canonical(url: str) -> str:
    """One form for addresses that mean the same: unreserved escapes undone, fragment gone."""
    try:
        wire = wire_url(url)
    except AddressError:
        return url
    return re.sub(
        "%([0-9a-fA-F]{2})",
        lambda m: c if re.match("[A-Za-z0-9._~-]", c := chr(int(m[1], 16))) else m[0].upper(),
        wire,
    )


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same one, fragment aside."""
    return canonical(one) == canonical(other)


def without_keys(url: str) -> str:
    """Return the address without what only belongs to one visit: session numbers, campaign marks, personal keys."""
    head, hash_, fragment = url.partition("#")
    path, mark, query = head.partition("?")
    path = re.sub(r"(?i);[a-z]*sess?(?:ion)?_?id=[^/?#]*", "", path)
    kept = [p for p in query.split("&") if p and not _TRACKING.fullmatch(p) and not _PERSONAL.fullmatch(p)]
    return path + (mark + "&".join(kept) if kept else "") + hash_ + fragment


def host_key(url: str) -> str:
    """Return what counts as one host for manners: the name, with the port where it is not the usual one."""
    parts = urlsplit(url)
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.hostname or ''}{port}"


@functools.lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


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
    if any(_PAGE_KEY.fullmatch(part) for part in urlsplit(url).query.split("&")):
        return False
    return len(words) <= 2 and all(_START.fullmatch(word) for word in words)


def is_login_address(url: str) -> bool:
    """Whether host, path or fragment say that somebody is asked to log in here."""
    parts = urlsplit(url)
    if _LOGIN_HOST.search(host_of(url)):
        return True
    inner = [unquote(part).lower() for part in re.split("[/?&!]", parts.fragment)]
    return any(_LOGIN.fullmatch(_EXTENSION.sub("", word)) for word in [*segments(url), *inner])


def ends_in(url: str, words: re.Pattern[str]) -> bool:
    """Whether the last part of the path is one of these words."""
    parts = segments(url)
    return bool(parts) and words.fullmatch(_EXTENSION.sub("", parts[-1])) is not None


def is_reserved_host(url: str) -> bool:
    """Whether the host can only be this machine or a name set aside for tests and examples (RFC 2606, RFC 6761)."""
    return bool(_RESERVED.search(host_of(url)))
