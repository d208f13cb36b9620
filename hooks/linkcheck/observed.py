"""What can be seen of a link from outside: plain values that `fetch` fills in and `policy` judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum

from linkcheck.page import Page


class Trouble(StrEnum):
    """Why no readable answer came."""

    NO_HOST = "no-host"
    DNS = "dns"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect-timeout"
    TIMEOUT = "timeout"
    RESET = "reset"
    CLOSED = "closed"
    NOT_HTTP = "not-http"
    ODD_HTTP = "odd-http"
    PROXY = "proxy"
    CERTIFICATE = "certificate"
    UNKNOWN_ISSUER = "unknown-issuer"
    PLAIN_HTTP = "plain-http"
    TLS = "tls"
    CLIENT_CERTIFICATE = "client-certificate"
    PRIVATE = "private"
    BAD_ADDRESS = "bad-address"
    OTHER_SCHEME = "other-scheme"
    LOOP = "loop"
    LOCAL = "local"


NETWORK_TROUBLES = frozenset(
    {
        Trouble.NO_HOST,
        Trouble.DNS,
        Trouble.REFUSED,
        Trouble.UNREACHABLE,
        Trouble.CONNECT_TIMEOUT,
        Trouble.PROXY,
        Trouble.LOCAL,
    }
)
"""Troubles that our own network may be to blame for: nothing of the host was seen."""

TRANSIENT_TROUBLES = frozenset(
    {
        Trouble.DNS,
        Trouble.REFUSED,
        Trouble.UNREACHABLE,
        Trouble.CONNECT_TIMEOUT,
        Trouble.TIMEOUT,
        Trouble.RESET,
        Trouble.CLOSED,
        Trouble.NOT_HTTP,
        Trouble.ODD_HTTP,
        Trouble.PROXY,
        Trouble.LOCAL,
    }
)
"""Troubles that may be gone a second later."""


class Body(Enum):
    """How much of the body arrived."""

    WHOLE = "whole"
    SAMPLE = "sample"  # the beginning, by our own choice
    CUT = "cut"  # the connection ended before the end
    UNFINISHED = "unfinished"  # our patience ended first
    UNREADABLE = "unreadable"  # could not be unpacked
    OPAQUE = "opaque"  # packed in a way this client does not know


class Kind(StrEnum):
    """What sort of file the bytes are."""

    HTML = "html"
    PDF = "pdf"
    OFFICE = "office"
    ARCHIVE = "archive"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    JSON = "json"
    XML = "xml"
    TEXT = "text"
    BINARY = "binary"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class Way(Enum):
    """How one address led to the next."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    PAGE = "page"  # a meta refresh or a script, with status 200


@dataclass(frozen=True)
class Hop:
    """One step: the address that was left, and how."""

    url: str
    way: Way


@dataclass(frozen=True)
class Seen:
    """One visit to an address, all redirects included."""

    url: str
    final_url: str
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = Body.WHOLE
    kind: Kind = Kind.UNKNOWN
    page: Page | None = None
    text: str = ""
    trouble: Trouble | None = None
    note: str = ""
    retry_after: datetime | None = None
    ms: int = 0
