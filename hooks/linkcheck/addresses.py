"""Addresses as text: what is sent on the wire, how two compare, and what an address says of the page behind it."""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import idna

from linkcheck.ip import is_public

DEFAULT_PORTS = {"http": 80, "https": 443}
_PARTS = re.compile(r"(?is)(https?):[/\\]*([^/\\?#]*)([^?#]*)(\?[^#]*)?(?:#(.*))?")
_SCHEME = re.compile(r"(?i)([a-z][a-z0-9+.-]*):")
_HOST = re.compile(r"[a-z0-9._~!$&'()*+,;=-]+")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT = "%/:@!$&'()*+,;=~-._[]|\\^"
_TRACKING = re.compile(r"(?i)(utm_.*|fbclid|gclid|mc_[ce]id|_ga|_gl|msclkid)=.*")
_PAGE_KEY = re.compile(r"(?i)(p|page_id|id|pageid|page|sid|nid|q|s|search|attachment_id|cat)=.+")

START_WORDS = frozenset(
    [
        "index",
        "index.html",
        "index.htm",
        "index.php",
        "index.jsp",
        "default.aspx",
        "default.asp",
        "default.html",
        "start",
        "start.html",
        "start.aspx",
        "startsida",
        "startsidan",
        "startpage",
        "hem",
        "home",
        "home.html",
        "home.aspx",
        "welcome",
        "valkommen",
        "sv",
        "se",
        "en",
        "sv-se",
        "en-us",
        "en-gb",
        "sv_se",
        "svenska",
        "english",
    ]
)
_LOGIN_WORD = r"(?:login|logon|signin|sso|auth|idp|adfs|sts|saml|oauth|inloggning|logga-?in|authenticate|mfa)"
_LOGIN_HOST = re.compile(
    rf"(?:^|\.)(?:{_LOGIN_WORD}[0-9]*(?:-[a-z0-9-]+)?|[a-z0-9-]+-{_LOGIN_WORD}[0-9]*)\.|"
    r"^accounts\.google\.|\.(?:okta|onelogin|auth0|grandid)\.com$|(?:^|\.)eidas?\."
)
LOGIN_SEGMENTS = frozenset(
    [
        "login",
        "logon",
        "signin",
        "sign-in",
        "sign_in",
        "log-in",
        "log_in",
        "logga-in",
        "loggain",
        "logga_in",
        "inloggning",
        "sso",
        "saml",
        "saml2",
        "cas",
        "adfs",
        "oauth",
        "oauth2",
        "authorize",
        "wp-login",
        "userlogin",
        "signin-oidc",
        "openid-connect",
        "auth",
        "authn",
        "authenticate",
        "idp",
        "mellon",
        "shibboleth.sso",
        "user-login",
        "login-page",
        "loginpage",
        "account-login",
        "members-login",
        "logga-in-har",
        "sessions-new",
        "accountlogin",
    ]
)
NOT_FOUND_SEGMENTS = frozenset(
    [
        "404",
        "404.html",
        "not-found",
        "notfound",
        "not_found",
        "page-not-found",
        "pagenotfound",
        "page_not_found",
        "error404",
        "error-404",
        "error_404",
        "404-error",
        "404error",
        "404-page",
        "404-sida",
        "sidan-finns-inte",
        "sidan-hittades-inte",
        "sidan-kunde-inte-hittas",
        "sidan-saknas",
        "hittades-inte",
        "filenotfound",
        "file-not-found",
        "410",
        "gone",
        "fel-404",
        "fel404",
        "finns-inte",
    ]
)
ERROR_SEGMENTS = frozenset(
    ["error", "errors", "error.html", "errorpage", "error-page", "fel", "felsida", "felmeddelande", "oops"]
)
SEARCH_SEGMENTS = frozenset(["sok", "soka", "sök", "search", "sokresultat", "search-results", "sokning"])
_EXTENSION = re.compile(r"\.(?:aspx?|php|html?|jsp|do|action|cgi)$")
_RESERVED = re.compile(r"(?i)(?:^|\.)(?:localhost|test|example|invalid|example\.(?:com|net|org))\.?$")


class AddressError(ValueError):
    """An address that no browser could open."""


def scheme_of(text: str) -> str:
    """Return the scheme in lower case, or an empty text."""
    found = _SCHEME.match(_trim(text))
    return found[1].lower() if found else ""


def wire_url(text: str) -> str:
    """Return the address as a browser would send it: host in ASCII, everything else escaped, the fragment cut off."""
    found = _PARTS.fullmatch(_trim(text))
    if not found:
        raise AddressError("adressen går inte att tolka")
    scheme, authority, path, query = found[1].lower(), found[2], found[3], found[4]
    user, at, rest = authority.rpartition("@")
    host, port = _host_and_port(rest, scheme)
    path = _without_dots(path.replace("\\", "/")) or "/"
    tail = "" if query is None else "?" + _escaped(query[1:], _KEPT + "?`{}")
    return f"{scheme}://{_escaped(user, '%:')}{at}{host}{port}{_escaped(path, _KEPT)}{tail}"


def _trim(text: str) -> str:
    return re.sub(r"[\t\r\n]", "", text.strip("".join(map(chr, range(33))) + "\ufeff\u00a0\u200b"))


def _host_and_port(text: str, scheme: str) -> tuple[str, str]:
    if text.startswith("["):
        literal, bracket, rest = text[1:].partition("]")
        try:
            host = f"[{ipaddress.IPv6Address(literal)}]"
        except ValueError as error:
            raise AddressError("värdnamnet går inte att tolka") from error
        if not bracket or (rest and not rest.startswith(":")):
            raise AddressError("värdnamnet går inte att tolka")
        digits = rest[1:]
    else:
        name, _, digits = text.partition(":")
        host = ascii_host(name)
    if not digits:
        return host, ""
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and 0 < int(digits) < 65536):
        raise AddressError("portnumret går inte att tolka")
    return host, "" if int(digits) == DEFAULT_PORTS[scheme] else f":{int(digits)}"


def ascii_host(name: str) -> str:
    """Return the host name in the form that name servers know (IDNA), whatever normal form it was written in."""
    name = unicodedata.normalize("NFC", unquote(name, errors="surrogateescape")).replace("\u3002", ".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except UnicodeError:  # idna.IDNAError is one; older names only fit the older standard
            try:
                name = name.encode("idna").decode("ascii")
            except UnicodeError as error:
                raise AddressError("värdnamnet går inte att tolka") from error
    name = name.lower()
    if _NUMERIC.fullmatch(name.rstrip(".").rpartition(".")[2]):  # 127.1, 0x7f.1, 2130706433: old forms of one address
        try:
            return socket.inet_ntoa(socket.inet_aton(name.rstrip(".")))
        except OSError as error:
            raise AddressError("värdnamnet går inte att tolka") from error
    if not _HOST.fullmatch(name) or ".." in name or name.startswith("."):
        raise AddressError("värdnamnet går inte att tolka")
    return name


def _escaped(text: str, kept: str) -> str:
    """Percent-encode what may not be sent raw; bytes that were no UTF-8 (surrogate escapes) keep their value."""
    try:
        return quote(text, safe=kept, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(text, safe=kept, errors="replace")


def _without_dots(path: str) -> str:
    if "." not in path:
        return path
    out: list[str] = []
    for segment in path.split("/"):
        bare = segment.lower().replace("%2e", ".")
        if bare == "..":
            if len(out) > 1:
                out.pop()
        elif bare != ".":
            out.append(segment)
    if path.rstrip("/").rsplit("/", 1)[-1] in {".", ".."} or path.endswith("/"):
        out = [*out, ""] if not out or out[-1] else out
    return "/".join(out)


def joined(base: str, location: str) -> str:
    """Return the address that a Location, read on the page `base`, means (it may have any scheme)."""
    location = _trim(location)
    if not _SCHEME.match(location) or scheme_of(location) in DEFAULT_PORTS:
        head, sep, tail = location.partition("?")
        location = head.replace("\\", "/") + sep + tail
    if re.match(r"(?i)https?:(?!//)", location):
        location = re.sub(r"(?i)^(https?):/*", r"\1://", location)
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise AddressError("adressen går inte att tolka") from error


def split(url: str) -> SplitResult:
    """Return the parts of a wire address."""
    return urlsplit(url)


def fragment_of(text: str) -> str:
    """Return the part after `#`, as it stands."""
    return _trim(text).partition("#")[2]


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


def host_key(url: str) -> str:
    """Return what counts as one host for manners: the name, with the port where it is not the usual one."""
    parts = urlsplit(url)
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.hostname or ''}{port}"


def segments(url: str) -> list[str]:
    """Return the path's parts in lower case, unescaped."""
    return [unquote(part).lower() for part in urlsplit(url).path.split("/") if part]


def is_start_page(url: str) -> bool:
    """Whether the address is a site's start page and nothing deeper."""
    words = segments(url)
    query = [p for p in urlsplit(url).query.split("&") if p and not _TRACKING.fullmatch(p)]
    if any(_PAGE_KEY.fullmatch(part) for part in query):
        return False
    return len(words) <= 2 and all(word in START_WORDS for word in words)


def is_login_address(url: str) -> bool:
    """Whether host or path say that somebody is asked to log in here."""
    parts = urlsplit(url)
    if _LOGIN_HOST.search(parts.hostname or ""):
        return True
    return any(_EXTENSION.sub("", word) in LOGIN_SEGMENTS for word in segments(url))


def has_segment(url: str, words: frozenset[str]) -> bool:
    """Whether the last part of the path is one of these words."""
    parts = segments(url)
    return bool(parts) and (parts[-1] in words or _EXTENSION.sub("", parts[-1]) in words)


def is_reserved_host(url: str) -> bool:
    """Whether the host can only be this machine or a name set aside for tests and examples (RFC 2606, RFC 6761)."""
    host = urlsplit(url).hostname or ""
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        return bool(_RESERVED.search(host))
