"""What can be seen of a link from outside: plain values that the transport fills in and `judge` judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import NamedTuple

from linkcheck.judgement.markup import Page
from linkcheck.verdicts import FINDINGS


class Trouble(StrEnum):
    """Why no readable answer came: findings.yml says what each means."""

    NO_HOST = "no_host"
    DNS = "dns"
    UNREACHABLE = "unreachable"
    CONNECT_TIMEOUT = "connect_timeout"
    TIMEOUT = "timeout"
    BROKEN_OFF = "broken_off"
    NOT_HTTP = "not_http"
    ODD_HTTP = "odd_http"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    ISSUER = "issuer"
    CHAIN = "chain"
    OTHER_NAME = "other_name"
    CERTIFICATE = "certificate"
    PLAIN_HTTP = "plain_http"
    TLS = "tls"
    CLIENT_CERTIFICATE = "client_certificate"
    PRIVATE = "private"
    BAD_ADDRESS = "bad_address"
    OTHER_SCHEME = "other_scheme"
    LOOP = "loop"

    @property
    def blame(self) -> str:
        """What of ours may be at fault."""
        return str(FINDINGS[self].get("blame", ""))

    @property
    def passing(self) -> bool:
        """Whether it may be gone a second later."""
        return bool(FINDINGS[self].get("passing"))


class Body(Enum):
    """How much of the body arrived."""

    WHOLE = "whole"
    SAMPLE = "sample"  # the beginning, by our own choice
    CUT = "cut"  # the connection ended before the end
    UNFINISHED = "unfinished"  # our patience ended first
    UNREADABLE = "unreadable"  # could not be unpacked
    OPAQUE = "opaque"  # packed in a way this client does not know


class Kind(StrEnum):
    """What sort of file came."""

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


class Hop(NamedTuple):
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
    retry_after: datetime | None = None
    ms: int = 0
    expires: int | None = None


@dataclass(frozen=True)
class HostLook:
    """What a host shows for an address that cannot exist, and its start page where the two had to be compared."""

    nowhere: Seen | None = None
    start: Seen | None = None
