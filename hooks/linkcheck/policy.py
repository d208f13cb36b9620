"""The judgement: from a link and what was seen of it to one verdict. Pure: no clock, no network.

The rule of thumb: nothing dead is called fine, nothing alive is called dead, and between alarm and doubt stands
`suspect`.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from urllib.parse import unquote

from linkcheck import addresses, content, fragments
from linkcheck.links import Link
from linkcheck.observed import TRANSIENT_TROUBLES, Body, Kind, Seen, Trouble, Way
from linkcheck.verdicts import FAILURES, Judgement, Verdict

NOT_ASKED_SCHEMES = {
    "mailto": "En e-postadress prövas inte.",
    "tel": "Ett telefonnummer prövas inte.",
    "sms": "Ett nummer för sms prövas inte.",
}
QUICK_PAUSES = (1.0, 2.0, 4.0)
"""Pauses before asking again, in units of `--retry-pause`."""
TIMEOUT_PAUSES = (2.0,)
LONGEST_WAIT = 10.0
"""A host that asks us to wait longer than this, in seconds, is left until another run."""

_TROUBLES: dict[Trouble, tuple[Verdict, str]] = {
    Trouble.NO_HOST: (Verdict.DEAD, "Värdnamnet finns inte: {host}."),
    Trouble.DNS: (Verdict.DOWN, "Värdnamnet kunde inte slås upp: {host}."),
    Trouble.REFUSED: (Verdict.DOWN, "Servern tar inte emot förbindelser."),
    Trouble.UNREACHABLE: (Verdict.DOWN, "Servern går inte att nå."),
    Trouble.CONNECT_TIMEOUT: (Verdict.DOWN, "Servern svarar inte (tidsgräns för förbindelsen)."),
    Trouble.TIMEOUT: (Verdict.DOWN, "Servern svarade inte inom tidsgränsen."),
    Trouble.RESET: (Verdict.DOWN, "Servern bröt förbindelsen."),
    Trouble.CLOSED: (Verdict.DOWN, "Servern stängde förbindelsen utan att svara."),
    Trouble.NOT_HTTP: (Verdict.DOWN, "Servern svarar med något som inte är en webbsida."),
    Trouble.ODD_HTTP: (Verdict.SUSPECT, "Serverns svar går inte att tolka."),
    Trouble.PROXY: (Verdict.DOWN, "Proxyn kunde inte nå servern."),
    Trouble.CERTIFICATE: (Verdict.INSECURE, "{note}"),
    Trouble.UNKNOWN_ISSUER: (Verdict.INSECURE, "{note}"),
    Trouble.PLAIN_HTTP: (
        Verdict.INSECURE,
        "Servern talar bara okrypterad http på den här adressen.",
    ),
    Trouble.TLS: (Verdict.INSECURE, "Det gick inte att upprätta en säker förbindelse ({note})."),
    Trouble.CLIENT_CERTIFICATE: (
        Verdict.LOGIN,
        "Servern kräver att besökaren legitimerar sig med certifikat.",
    ),
    Trouble.BAD_ADDRESS: (Verdict.SUSPECT, "Adressen går inte att tolka ({note})."),
    Trouble.OTHER_SCHEME: (
        Verdict.SUSPECT,
        "Länken leder till något annat än en webbadress ({note}).",
    ),
    Trouble.LOOP: (Verdict.DEAD, "Länken skickas runt i en ring och kommer aldrig fram."),
    Trouble.PRIVATE: (
        Verdict.SKIPPED,
        "Adressen går till ett privat nät och frågas aldrig; märk länken «internal» eller ta bort den.",
    ),
    Trouble.LOCAL: (Verdict.SKIPPED, "Kunde inte prövas: felet ligger hos oss ({note})."),
}
_STATUSES: dict[int, tuple[Verdict, str]] = {
    401: (Verdict.LOGIN, "Sidan kräver inloggning (401)."),
    402: (Verdict.BLOCKED, "Sidan kräver betalning (402)."),
    403: (Verdict.BLOCKED, "Webbplatsen släpper inte in roboten (403)."),
    404: (Verdict.DEAD, "Sidan finns inte (404)."),
    406: (Verdict.BLOCKED, "Webbplatsen släpper inte in roboten (406)."),
    407: (Verdict.DOWN, "Proxyn kräver inloggning (407)."),
    408: (Verdict.DOWN, "Servern tröttnade på att vänta (408)."),
    410: (Verdict.DEAD, "Sidan är borttagen för gott (410)."),
    418: (Verdict.BLOCKED, "Webbplatsen släpper inte in roboten (418)."),
    425: (Verdict.DOWN, "Servern ville inte svara ännu (425)."),
    429: (Verdict.RATE_LIMITED, "Webbplatsen bad oss vänta (429)."),
    440: (Verdict.LOGIN, "Sidan kräver inloggning (440)."),
    451: (Verdict.BLOCKED, "Sidan är spärrad av juridiska skäl (451)."),
    511: (Verdict.DOWN, "Nätverket självt kräver inloggning (511)."),
    999: (Verdict.BLOCKED, "Webbplatsen släpper inte in roboten (999)."),
}


def not_asked(link: Link) -> Judgement | None:
    """Return the judgement of a link that is not asked for at all, None where it must be."""
    scheme = addresses.scheme_of(link.url)
    if scheme in NOT_ASKED_SCHEMES:
        return Judgement(Verdict.SKIPPED, NOT_ASKED_SCHEMES[scheme])
    if link.access == "internal":
        return Judgement(Verdict.SKIPPED, "Länken är intern och kan inte ses utifrån.")
    if scheme not in addresses.DEFAULT_PORTS:
        return Judgement(
            Verdict.SUSPECT,
            "Adressen börjar inte med https://; en webbläsare kan inte öppna den som en webbsida.",
        )
    return None


def judge(link: Link, seen: Seen) -> Judgement:
    """Return the verdict on one link."""
    if seen.trouble is not None:
        return _judge_trouble(link, seen, seen.trouble)
    if seen.status is None:
        return _told(Verdict.SUSPECT, "Inget svar att bedöma.", seen)
    if not 200 <= seen.status < 300:
        return _judge_status(link, seen, seen.status)
    if content.is_wall(seen):
        return _told(Verdict.BLOCKED, "Webbplatsen visar en kontroll mot robotar.", seen)
    found = _judge_content(link, seen)
    if found is not None:
        return _told(*found, seen)
    return _judge_living(link, seen)


def _told(verdict: Verdict, detail: str, seen: Seen, *, at_once: bool = False) -> Judgement:
    reached = seen.final_url if seen.status is not None or seen.hops else None
    return Judgement(verdict, detail, reached, failing=verdict in FAILURES, at_once=at_once)


def _judge_trouble(link: Link, seen: Seen, trouble: Trouble) -> Judgement:
    verdict, text = _TROUBLES[trouble]
    host = addresses.split(seen.final_url).hostname if trouble in {Trouble.NO_HOST, Trouble.DNS} else ""
    detail = text.format(host=host or seen.final_url, note=seen.note[:200])
    if seen.hops and _is_inner_login(link, seen, trouble):
        detail = f"Länken skickas till en inloggning som inte kan nås utifrån. {detail}"
        return _told(Verdict.LOGIN, detail, seen)
    if trouble is Trouble.PRIVATE and seen.hops:
        detail = "Länken skickas vidare till ett privat nät; den adressen frågas aldrig."
        return _told(Verdict.SUSPECT, detail, seen)
    if seen.hops and trouble is not Trouble.LOOP:
        detail = f"Efter omdirigering: {detail}"
    return _told(verdict, detail, seen, at_once=trouble is Trouble.NO_HOST)


def _is_inner_login(link: Link, seen: Seen, trouble: Trouble) -> bool:
    """Say whether the way ends at a login that only insiders reach; a lost host counts only if login is expected."""
    if not addresses.is_login_address(seen.final_url):
        return False
    unreached = {Trouble.UNREACHABLE, Trouble.DNS, Trouble.CONNECT_TIMEOUT, Trouble.REFUSED}
    return trouble in unreached or (link.access == "login" and trouble in {Trouble.NO_HOST, Trouble.PRIVATE})


def _judge_status(link: Link, seen: Seen, status: int) -> Judgement:  # noqa: PLR0911 - one return a kind of answer
    if status in {403, 429, 503} and content.headers_say_wall(seen):
        return _told(Verdict.BLOCKED, f"Webbplatsen visar en kontroll mot robotar ({status}).", seen)
    if status in {404, 410}:
        after = "Länken skickas vidare till en sida som inte finns" if seen.hops else "Sidan finns inte"
        detail = f"{after} ({status})." if status == 404 else f"{_STATUSES[410][1]}"
        return _told(Verdict.DEAD, detail + _composed_hint(link), seen, at_once=status == 410)
    if status == 403:
        moved_to_login = (
            seen.hops and addresses.is_login_address(seen.final_url) and not addresses.is_login_address(seen.url)
        )
        if moved_to_login or "www-authenticate" in seen.headers or (seen.page is not None and seen.page.password):
            return _told(Verdict.LOGIN, "Sidan kräver inloggning (403).", seen)
    if status in {500, 502, 503, 504, 520} and content.is_wall(seen):
        return _told(Verdict.BLOCKED, f"Webbplatsen visar en kontroll mot robotar ({status}).", seen)
    if status in _STATUSES:
        return _told(*_STATUSES[status], seen)
    if 500 <= status < 600:
        return _told(Verdict.DOWN, f"Servern svarar med ett fel ({status}).", seen)
    if 300 <= status < 400:
        return _told(Verdict.SUSPECT, f"Servern skickar vidare utan att säga vart ({status}).", seen)
    return _told(Verdict.SUSPECT, f"Servern svarar ovanligt ({status}).", seen)


def _composed_hint(link: Link) -> str:
    path = unquote(addresses.split(link.url).path) if "%" in link.url or not link.url.isascii() else ""
    if unicodedata.normalize("NFC", path) != path:
        return " Adressens å, ä och ö är skrivna med lösa prickar (NFD); pröva att skriva om dem."
    return ""


def _judge_content(link: Link, seen: Seen) -> tuple[Verdict, str] | None:
    if seen.status in {204, 205}:
        return Verdict.SUSPECT, f"Servern svarar utan innehåll ({seen.status})."
    if content.is_soft_404(link, seen):
        return (
            Verdict.SOFT404,
            "Sidan säger att den inte finns, fast servern svarar att allt är bra.",
        )
    if content.is_login(seen):
        return Verdict.LOGIN, "Sidan frågar efter inloggning."
    for finding in (
        content.landing(link, seen),
        content.body_finding(seen),
        content.kind_finding(link, seen),
        content.stranger(link, seen),
    ):
        if finding is not None:
            return finding
    if seen.status == 206 and not _covers_all(seen.headers.get("content-range", "")):
        return Verdict.SUSPECT, "Servern skickar bara en del av filen (206)."
    return None


def _covers_all(content_range: str) -> bool:
    if not content_range:
        return True
    span, _, total = content_range.partition(" ")[2].partition("/")
    first, _, last = span.strip().partition("-")
    return first.strip() == "0" and last.strip().isdigit() and total.strip() == str(int(last.strip()[:18]) + 1)


def _judge_living(link: Link, seen: Seen) -> Judgement:
    moved_to = new_address(seen)
    fragment = addresses.fragment_of(link.url)
    if link.url.lower().lstrip().startswith("https:") and seen.final_url.startswith("http:"):
        return Judgement(Verdict.INSECURE, "Länken skickas från https till okrypterad http.", seen.final_url)
    checkable = (
        seen.kind is Kind.HTML and seen.page is not None and seen.body is Body.WHOLE and not _has_own_fragment(seen)
    )
    place = fragments.place_of(fragment, seen.page) if checkable and seen.page is not None else fragments.Place.NONE
    if place is fragments.Place.MISSING and seen.page is not None:
        near = fragments.near_miss(fragment, seen.page)
        hint = f" På sidan finns #{near}." if near else ""
        return Judgement(
            Verdict.FRAGMENT_MISSING,
            f"Stället #{unquote(fragment)[:100]} finns inte på sidan.{hint}",
            moved_to or seen.final_url,
        )
    if moved_to is not None:
        tail = f"#{fragment}" if fragment and "#" not in moved_to else ""
        return Judgement(Verdict.MOVED, "Sidan har flyttat för gott; byt till den nya adressen.", moved_to + tail)
    if seen.final_url.startswith("http:") and not addresses.is_reserved_host(seen.final_url):
        return Judgement(Verdict.INSECURE, "Sidan finns bara på okrypterad http.", seen.final_url)
    detail = {
        fragments.Place.SCRIPT: "Stället på sidan görs av ett skript och kan inte prövas.",
    }.get(place, "")
    if not detail and seen.hops:
        detail = "Länken skickas tillfälligt vidare." if not addresses.same_address(seen.url, seen.final_url) else ""
    return Judgement(Verdict.OK, detail, seen.final_url)


def _has_own_fragment(seen: Seen) -> bool:
    return "#" in seen.final_url


def new_address(seen: Seen) -> str | None:
    """Where the permanent redirects at the start of the way led, None where the stored address still is the right one.

    A temporary redirect says that the address before it is the one to use, so what comes after it does not count.
    """
    leading = 0
    while leading < len(seen.hops) and seen.hops[leading].way is Way.PERMANENT:
        leading += 1
    if not leading:
        return None
    reached = seen.hops[leading].url if leading < len(seen.hops) else seen.final_url
    if addresses.same_address(reached, seen.url) or addresses.same_address(seen.final_url, seen.url):
        return None
    return reached


def retry_pause(seen: Seen, judgement: Judgement, attempt: int, now: datetime, unit: float = 1.0) -> float | None:
    """Seconds to wait before asking once more, None where the answer stands. `attempt` counts from 1."""
    if judgement.verdict in {Verdict.BLOCKED, Verdict.LOGIN} and seen.trouble is None:
        return None
    if seen.retry_after is not None and seen.status in {429, 503}:
        wait = max((seen.retry_after - now).total_seconds(), 0.1)
        return wait if wait <= LONGEST_WAIT and attempt < len(QUICK_PAUSES) else None
    if seen.trouble in {Trouble.TIMEOUT, Trouble.CONNECT_TIMEOUT} or seen.body is Body.UNFINISHED:
        return unit * TIMEOUT_PAUSES[attempt - 1] if attempt <= len(TIMEOUT_PAUSES) else None
    fleeting = (
        seen.trouble in TRANSIENT_TROUBLES
        or seen.body in {Body.CUT, Body.UNREADABLE}
        or (
            seen.trouble is None
            and seen.status is not None
            and ((seen.status >= 500 and seen.status != 999) or seen.status in {408, 421, 425, 429})
        )
    )
    return unit * QUICK_PAUSES[attempt - 1] if fleeting and attempt <= len(QUICK_PAUSES) else None
