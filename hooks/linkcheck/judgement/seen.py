"""What can be seen of a link from outside: plain values that the transport fills in and `judge` judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import NamedTuple

from linkcheck.judgement.markup import Page
from linkcheck.verdicts import Verdict

_V = Verdict
_PASSING = "TIMEOUT RESET CLOSED NOT_HTTP ODD_HTTP"
_CHAIN = "Certifikatkedjan är inte hel, eller utfärdaren är okänd; många webbläsare hittar den felande länken själva."


class Trouble(Enum):
    """Why no readable answer came: the verdict, the words, and what of ours may be to blame."""

    NO_HOST = _V.DEAD, "Värdnamnet finns inte: {host}.", "network"
    DNS = _V.DOWN, "Värdnamnet kunde inte slås upp: {host}.", "network"
    REFUSED = _V.DOWN, "Servern tar inte emot förbindelser.", "network"
    UNREACHABLE = _V.DOWN, "Servern går inte att nå härifrån.", "network"
    CONNECT_TIMEOUT = _V.DOWN, "Servern svarar inte (tidsgräns för förbindelsen).", "network"
    LOCAL = _V.SKIPPED, "Kunde inte prövas: felet ligger hos oss.", "network"
    TIMEOUT = _V.DOWN, "Servern svarade inte inom tidsgränsen.", ""
    RESET = _V.DOWN, "Servern bröt förbindelsen.", ""
    CLOSED = _V.DOWN, "Servern stängde förbindelsen utan att svara.", ""
    NOT_HTTP = _V.DOWN, "Servern svarar med något som inte är en webbsida.", ""
    ODD_HTTP = _V.SUSPECT, "Serverns svar går inte att tolka; en webbläsare kan förlåta mer.", ""
    EXPIRED = _V.INSECURE, "Certifikatet har gått ut.", "clock"
    NOT_YET = _V.INSECURE, "Certifikatet gäller inte ännu.", "clock"
    SELF_SIGNED = _V.INSECURE, "Certifikatet är utfärdat av servern själv.", "issuer"
    ISSUER = _V.INSECURE, "Certifikatet är utfärdat av någon som webbläsare inte litar på.", "issuer"
    CHAIN = _V.SUSPECT, _CHAIN, "issuer"
    OTHER_NAME = _V.INSECURE, "Certifikatet gäller ett annat värdnamn.", ""
    CERTIFICATE = _V.INSECURE, "Certifikatet godtas inte.", ""
    PLAIN_HTTP = _V.INSECURE, "Servern talar bara okrypterad http på den här adressen.", ""
    TLS = _V.SUSPECT, "Kontrollen och servern enades inte om en säker förbindelse; en webbläsare kan lyckas.", ""
    CLIENT_CERTIFICATE = _V.LOGIN, "Servern kräver att besökaren legitimerar sig med certifikat.", ""
    PRIVATE = (
        _V.SKIPPED,
        "Adressen går till ett privat nät och frågas aldrig; märk länken «internal» eller ta bort den.",
        "",
    )
    BAD_ADDRESS = _V.SUSPECT, "Adressen går inte att tolka.", ""
    OTHER_SCHEME = _V.SUSPECT, "Länken leder till något annat än en webbadress.", ""
    LOOP = _V.DEAD, "Länken skickas runt i en ring och kommer aldrig fram.", ""

    def __init__(self, verdict: Verdict, words: str, blame: str) -> None:
        self.verdict, self.words, self.blame = verdict, words, blame

    @property
    def passing(self) -> bool:
        """Whether it may be gone a second later."""
        return self.name in _PASSING.split() or (self.blame == "network" and self is not Trouble.NO_HOST)


class Body(Enum):
    """How much of the body arrived."""

    WHOLE = "whole"
    SAMPLE = "sample"  # the beginning, by our own choice
    CUT = "cut"  # the connection ended before the end
    UNFINISHED = "unfinished"  # our patience ended first
    UNREADABLE = "unreadable"  # could not be unpacked
    OPAQUE = "opaque"  # packed in a way this client does not know


class Kind(StrEnum):
    """What sort of file came, in words of the report."""

    HTML = "en webbsida"
    PDF = "en PDF"
    JSON = "data"
    TEXT = "ren text"
    FILE = "en fil"
    EMPTY = "ingenting"


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
