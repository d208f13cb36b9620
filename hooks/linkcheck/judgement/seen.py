"""What can be seen of a link from outside: plain values that the transport fills in and `judge` judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum

from linkcheck.judgement.page import Page


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
    CLOCK = "clock"  # expired or not valid yet, by our own clock
    BROKEN_CHAIN = "broken-chain"
    UNKNOWN_ISSUER = "unknown-issuer"
    PLAIN_HTTP = "plain-http"
    TLS = "tls"
    CLIENT_CERTIFICATE = "client-certificate"
    PRIVATE = "private"
    BAD_ADDRESS = "bad-address"
    OTHER_SCHEME = "other-scheme"
    LOOP = "loop"
    LOCAL = "local"


_T = Trouble
NETWORK_TROUBLES = frozenset({_T.NO_HOST, _T.DNS, _T.REFUSED, _T.UNREACHABLE, _T.CONNECT_TIMEOUT, _T.PROXY, _T.LOCAL})
"""Troubles that our own network may be to blame for: nothing of the host was seen."""

TRANSIENT_TROUBLES = NETWORK_TROUBLES - {_T.NO_HOST} | {_T.TIMEOUT, _T.RESET, _T.CLOSED, _T.NOT_HTTP, _T.ODD_HTTP}
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
    """What sort of file came, as far as a reader of the report would care."""

    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    TEXT = "text"
    FILE = "file"
    EMPTY = "empty"


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
    """One visit to an address, all redirects included. `expires`: days that the certificate still holds."""

    url: str
    final_url: str
    hops: tuple[Hop, ...] = ()
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = Body.WHOLE
    kind: Kind = Kind.TEXT
    page: Page | None = None
    text: str = ""
    trouble: Trouble | None = None
    note: str = ""
    retry_after: datetime | None = None
    ms: int = 0
    expires: int | None = None


@dataclass(frozen=True)
class HostLook:
    """What a host shows for an address that cannot exist, and its start page where the two had to be compared."""

    nowhere: Seen | None = None
    start: Seen | None = None
