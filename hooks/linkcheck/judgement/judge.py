"""The judgement: from a link and what was seen of it to one verdict. Pure: no clock, no network.

The rule of thumb: nothing dead is called fine, nothing alive is called dead, and between alarm and doubt stands
`suspect`. Only what is dead beyond doubt is `failing`, that is, can be taken from the visitor.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from urllib.parse import unquote, urlsplit

from linkcheck import addresses
from linkcheck.judgement import fragments, signs
from linkcheck.judgement.seen import TRANSIENT_TROUBLES, Body, HostLook, Kind, Seen, Trouble, Way
from linkcheck.links import Link
from linkcheck.verdicts import Judgement, Verdict

NOT_ASKED_SCHEMES = {
    "mailto": "En e-postadress prövas inte.",
    "tel": "Ett telefonnummer prövas inte.",
    "sms": "Ett nummer för sms prövas inte.",
}
QUICK_PAUSES = (1.0, 2.0, 4.0)
"""Pauses before asking again, in units of `--retry-pause`."""
LONGEST_WAIT = 10.0
"""A host that asks us to wait longer than this, in seconds, is left until another run."""

_T, _V = Trouble, Verdict
_TROUBLES: dict[Trouble, tuple[Verdict, str]] = {
    _T.NO_HOST: (_V.DEAD, "Värdnamnet finns inte: {host}."),
    _T.DNS: (_V.DOWN, "Värdnamnet kunde inte slås upp: {host}."),
    _T.REFUSED: (_V.DOWN, "Servern tar inte emot förbindelser."),
    _T.UNREACHABLE: (_V.DOWN, "Servern går inte att nå härifrån."),
    _T.CONNECT_TIMEOUT: (_V.DOWN, "Servern svarar inte (tidsgräns för förbindelsen)."),
    _T.TIMEOUT: (_V.DOWN, "Servern svarade inte inom tidsgränsen."),
    _T.RESET: (_V.DOWN, "Servern bröt förbindelsen."),
    _T.CLOSED: (_V.DOWN, "Servern stängde förbindelsen utan att svara."),
    _T.NOT_HTTP: (_V.DOWN, "Servern svarar med något som inte är en webbsida."),
    _T.ODD_HTTP: (_V.SUSPECT, "Serverns svar går inte att tolka; en webbläsare kan förlåta mer."),
    _T.PROXY: (_V.DOWN, "Proxyn kunde inte nå servern."),
    _T.CERTIFICATE: (_V.INSECURE, "{note}"),
    _T.CLOCK: (_V.INSECURE, "{note}"),
    _T.UNKNOWN_ISSUER: (_V.INSECURE, "{note}"),
    _T.BROKEN_CHAIN: (_V.SUSPECT, "{note}"),
    _T.PLAIN_HTTP: (_V.INSECURE, "Servern talar bara okrypterad http på den här adressen."),
    _T.TLS: (_V.SUSPECT, "Kontrollen och servern kom inte överens om en säker förbindelse; en webbläsare kan lyckas."),
    _T.CLIENT_CERTIFICATE: (_V.LOGIN, "Servern kräver att besökaren legitimerar sig med certifikat."),
    _T.BAD_ADDRESS: (_V.SUSPECT, "Adressen går inte att tolka ({note})."),
    _T.OTHER_SCHEME: (_V.SUSPECT, "Länken leder till något annat än en webbadress ({note})."),
    _T.LOOP: (_V.DEAD, "Länken skickas runt i en ring och kommer aldrig fram."),
    _T.PRIVATE: (
        _V.SKIPPED,
        "Adressen går till ett privat nät och frågas aldrig; märk länken «internal» eller ta bort den.",
    ),
    _T.LOCAL: (_V.SKIPPED, "Kunde inte prövas: felet ligger hos oss."),
}
_STATUSES: dict[int, tuple[Verdict, str]] = {
    **dict.fromkeys((401, 440), (_V.LOGIN, "Sidan kräver inloggning")),
    **dict.fromkeys((403, 405, 406, 418, 999), (_V.BLOCKED, "Webbplatsen släpper inte in kontrollen")),
    402: (_V.BLOCKED, "Sidan kräver betalning"),
    407: (_V.DOWN, "Proxyn kräver inloggning"),
    408: (_V.DOWN, "Servern tröttnade på att vänta"),
    425: (_V.DOWN, "Servern ville inte svara ännu"),
    429: (_V.RATE_LIMITED, "Webbplatsen bad oss vänta"),
    451: (_V.BLOCKED, "Sidan är spärrad av juridiska skäl"),
    511: (_V.DOWN, "Nätverket självt kräver inloggning"),
}


def not_asked(link: Link) -> Judgement | None:
    """Return the judgement of a link that is not asked for at all, None where it must be."""
    scheme = addresses.scheme_of(link.url)
    if scheme in NOT_ASKED_SCHEMES:
        return Judgement(Verdict.SKIPPED, NOT_ASKED_SCHEMES[scheme])
    if link.access == "internal":
        return Judgement(Verdict.SKIPPED, "Länken är intern och kan inte ses utifrån.")
    if scheme not in addresses.WEB:
        detail = "Adressen börjar inte med https://; en webbläsare kan inte öppna den som en webbsida."
        return Judgement(Verdict.SUSPECT, detail)
    return None


def judge(link: Link, seen: Seen, host: HostLook | None = None) -> Judgement:  # noqa: PLR0911 - one return a sign
    """Return the verdict on one link; `host` is how its host answers for addresses that cannot exist."""
    if seen.trouble is not None:
        return _judge_trouble(link, seen, seen.trouble)
    if seen.status is None:
        return _told(Verdict.SUSPECT, "Inget svar att bedöma.", seen)
    if signs.is_wall(seen) and not (seen.status in {404, 410} and signs.says_missing(link, seen)):
        return _told(Verdict.BLOCKED, f"Webbplatsen visar en kontroll mot robotar ({seen.status}).", seen)
    if not 200 <= seen.status < 300:
        return _judge_status(link, seen, seen.status)
    if seen.status == 202 and (seen.page is None or seen.page.text_length < 200):
        return _told(Verdict.BLOCKED, "Webbplatsen svarar «vänta» i stället för med en sida (202).", seen)
    found = _judge_content(link, seen, host or HostLook())
    if found is None:
        return _judge_living(link, seen)
    if found.verdict is Verdict.OK:
        living = _judge_living(link, seen)
        return living if living.verdict is not Verdict.OK else _told(found.verdict, found.detail, seen)
    failing = found.taken or (found.verdict is Verdict.SOFT404 and found.proven)
    return _told(found.verdict, found.detail, seen, failing=failing, taken=found.taken)


def _told(verdict: Verdict, detail: str, seen: Seen, *, failing: bool = False, taken: bool = False) -> Judgement:
    reached = seen.final_url if seen.status is not None or seen.hops else None
    return Judgement(verdict, detail, reached, failing=failing, taken=taken)


def _judge_trouble(link: Link, seen: Seen, trouble: Trouble) -> Judgement:
    verdict, text = _TROUBLES[trouble]
    host = addresses.host_of(seen.final_url) if trouble in {Trouble.NO_HOST, Trouble.DNS} else ""
    detail = text.format(host=host or seen.final_url, note=seen.note[:200])
    if seen.hops and _is_inner_login(link, seen, trouble):
        detail = f"Länken skickas till en inloggning som inte kan nås utifrån. {detail}"
        return _told(Verdict.LOGIN, detail, seen)
    if trouble is Trouble.PRIVATE and seen.hops:
        detail = "Länken skickas vidare till ett privat nät; den adressen frågas aldrig."
        return _told(Verdict.SUSPECT, detail, seen)
    if seen.hops and trouble is not Trouble.LOOP:
        detail = f"Efter omdirigering: {detail}"
    return _told(verdict, detail, seen, failing=trouble is Trouble.NO_HOST)


def _is_inner_login(link: Link, seen: Seen, trouble: Trouble) -> bool:
    """Say whether the way ends at a login that only insiders reach; a lost host counts only if login is expected."""
    if not addresses.is_login_address(seen.final_url):
        return False
    unreached = {Trouble.UNREACHABLE, Trouble.DNS, Trouble.CONNECT_TIMEOUT, Trouble.REFUSED}
    return trouble in unreached or (link.access == "login" and trouble in {Trouble.NO_HOST, Trouble.PRIVATE})


def _judge_status(link: Link, seen: Seen, status: int) -> Judgement:
    missing = signs.says_missing(link, seen)
    moved_to_login = (
        seen.hops and addresses.is_login_address(seen.final_url) and not addresses.is_login_address(seen.url)
    )
    asks = status >= 400 and "www-authenticate" in seen.headers
    if not missing and (asks or signs.is_login(seen) or (status in {403, 405} and moved_to_login)):
        return _told(Verdict.LOGIN, f"Sidan kräver inloggning ({status}).", seen)
    if status == 403 and seen.page is not None and seen.page.password:
        return _told(Verdict.LOGIN, "Sidan kräver inloggning (403).", seen)
    if status == 404:
        after = "Länken skickas vidare till en sida som inte finns" if seen.hops else "Sidan finns inte"
        return _told(Verdict.DEAD, f"{after} (404).{_composed_hint(link)}", seen, failing=True)
    if status == 410:
        return _told(Verdict.DEAD, f"Sidan är borttagen för gott (410).{_composed_hint(link)}", seen, failing=True)
    other = (Verdict.SUSPECT, "Servern svarar ovanligt")
    if 500 <= status < 600:
        other = (Verdict.DOWN, "Servern svarar med ett fel")
    elif 300 <= status < 400:
        other = (Verdict.SUSPECT, "Servern skickar vidare utan att säga vart")
    verdict, what = _STATUSES.get(status, other)
    return _told(verdict, f"{what} ({status}).", seen)


def _composed_hint(link: Link) -> str:
    path = unquote(urlsplit(link.url).path) if "%" in link.url or not link.url.isascii() else ""
    if unicodedata.normalize("NFC", path) != path:
        return " Adressens å, ä och ö är skrivna med lösa prickar; pröva att skriva om dem."
    return ""


def _judge_content(link: Link, seen: Seen, host: HostLook) -> signs.Finding | None:  # noqa: PLR0911 - one return a sign
    if seen.status in {204, 205}:
        return signs.Finding(Verdict.SUSPECT, f"Servern svarar utan innehåll ({seen.status}).")
    nowhere = signs.against_nowhere(seen, host)
    if signs.says_missing(link, seen):
        detail = "Sidan säger att den inte finns, fast servern svarar att allt är bra."
        return signs.Finding(Verdict.SOFT404, detail, proven=nowhere is not None and nowhere.verdict is not Verdict.OK)
    if signs.is_login(seen):
        return signs.Finding(Verdict.LOGIN, "Sidan frågar efter inloggning.")
    landed = signs.landing(link, seen)
    if landed is not None and landed.verdict is Verdict.SOFT404 and nowhere is not None and nowhere.proven:
        return nowhere
    for finding in (
        landed,
        signs.bare_script(seen),
        signs.body_finding(seen),
        signs.kind_finding(link, seen),
        signs.stranger(link, seen),
        nowhere,
    ):
        if finding is not None:
            return finding
    if seen.status == 206 and not _covers_all(seen.headers.get("content-range", "")):
        return signs.Finding(Verdict.SUSPECT, "Servern skickar bara en del av filen (206).")
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
    if addresses.scheme_of(link.url) == "https" and seen.final_url.startswith("http:"):
        return Judgement(Verdict.INSECURE, "Länken skickas från https till okrypterad http.", seen.final_url)
    checkable = seen.kind is Kind.HTML and seen.body is Body.WHOLE and "#" not in seen.final_url
    place = fragments.place_of(fragment, seen.page) if checkable and seen.page else fragments.Place.NONE
    if place is fragments.Place.MISSING and seen.page is not None:
        near = fragments.near_miss(fragment, seen.page)
        hint = f" På sidan finns #{near}." if near else ""
        detail = f"Stället #{unquote(fragment)[:100]} finns inte på sidan.{hint}"
        return Judgement(Verdict.FRAGMENT_MISSING, detail, moved_to or seen.final_url)
    if moved_to is not None:
        tail = f"#{fragment}" if fragment and "#" not in moved_to else ""
        return Judgement(Verdict.MOVED, "Sidan har flyttat för gott; byt till den nya adressen.", moved_to + tail)
    if seen.final_url.startswith("http:") and not addresses.is_reserved_host(seen.final_url):
        return Judgement(Verdict.INSECURE, "Sidan finns bara på okrypterad http.", seen.final_url)
    detail = ""
    if seen.expires is not None and seen.expires <= 7:
        detail = f"Certifikatet går ut om {seen.expires} dagar; säg till den som har hand om webbplatsen."
    elif place is fragments.Place.SCRIPT:
        detail = "Stället på sidan görs av ett skript och kan inte prövas."
    elif seen.hops and not addresses.same_address(seen.url, seen.final_url):
        detail = "Länken skickas tillfälligt vidare."
    return Judgement(Verdict.OK, detail, seen.final_url)


def new_address(seen: Seen) -> str | None:
    """Where the permanent redirects at the start of the way led, None where the stored address still is the right one.

    A temporary redirect says that the address before it is the one to use, so what comes after it does not count.
    What belongs to one visit only (session numbers, campaign marks, personal keys) is never offered.
    """
    leading = 0
    while leading < len(seen.hops) and seen.hops[leading].way is Way.PERMANENT:
        leading += 1
    if not leading:
        return None
    reached = addresses.without_keys(seen.hops[leading].url if leading < len(seen.hops) else seen.final_url)
    if any(addresses.same_address(url, seen.url) for url in (reached, addresses.without_keys(seen.final_url))):
        return None
    return reached


def retry_pause(link: Link, seen: Seen, attempt: int, now: datetime, unit: float = 1.0) -> float | None:
    """Seconds to wait before asking once more, None where the answer stands. `attempt` counts from 1."""
    status = seen.status or 0
    if seen.retry_after is not None and status in {429, 503}:
        wait = max((seen.retry_after - now).total_seconds(), 0.1)
        pauses = (wait,) * (len(QUICK_PAUSES) - 1) if wait <= LONGEST_WAIT else ()
    elif seen.trouble in {Trouble.TIMEOUT, Trouble.CONNECT_TIMEOUT} or seen.body is Body.UNFINISHED:
        pauses = (unit * 2,)
    elif (
        seen.trouble in TRANSIENT_TROUBLES
        or seen.body in {Body.CUT, Body.UNREADABLE}
        or (seen.trouble is None and (500 <= status < 999 or status in {408, 421, 425, 429}))
    ):
        pauses = tuple(unit * pause for pause in QUICK_PAUSES)
    else:
        pauses = ()
    if attempt > len(pauses) or (
        seen.trouble is None and judge(link, seen).verdict in {Verdict.BLOCKED, Verdict.LOGIN}
    ):
        return None
    return pauses[attempt - 1]
