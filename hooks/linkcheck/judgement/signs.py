"""What a page that came really is: missing, a login, a wall, unused, taken over, or the wrong sort of file.

Structure goes before words: what the host shows for an address that cannot exist, where a page says it belongs, its
language, its forms and its size. Pure: a `Link`, what was `Seen` of it and the look of its host in, a finding out.
"""

# ruff: noqa: E501 - a list of words, or a pattern, is read as one
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import simplemma

from linkcheck import addresses
from linkcheck.judgement import phrases
from linkcheck.judgement.page import Page
from linkcheck.judgement.seen import Body, HostLook, Kind, Seen, Way
from linkcheck.links import Link
from linkcheck.verdicts import Verdict


@dataclass(frozen=True)
class Finding:
    """A verdict with its reason; `proven` means that structure shows it, `taken` that the address has a new owner."""

    verdict: Verdict
    detail: str
    proven: bool = False
    taken: bool = False


_WALL_MARKS = re.compile(
    r"(?i)_cf_chl_opt|cf-chl-|/cdn-cgi/challenge-platform/h/|_Incapsula_Resource|px-captcha|perimeterx|captcha-delivery\.com|"
    r"awsWafCookieDomainList|AwsWafIntegration|sucuri_cloudproxy|ddos-guard|anubis_challenge|/_sec/|bobcmn|TSPD_101|geetest|kasada|"
    r"fp-challenge|__ddg|slowAES|toNumbers\("
)
_CAPTCHA = re.compile(r"(?i)g-recaptcha|h-captcha|cf-turnstile")
_WALL_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-datadome", "protected"),
)
_CASE_NUMBER = re.compile(
    r"(?i)\b(?:ray|incident|support|reference|referens|request|event|block|trace|transaction|ärende)[ -]?(?:id|nr|nummer|number|#)?"
    r"\s*[:#]?\s*[0-9a-f][0-9a-f.-]{5,}|\b(?:\d{1,3}\.){3}\d{1,3}\b"
)
_GUARD = re.compile(
    r"(?i)firewall|brandvägg|blocke?r|spärr|security|säkerhet|denied|forbidden|nekad|\bbot\b|robot|human|människa|unusual|ovanlig|protect"
)
_SAML = re.compile(r"(?i)saml|relaystate|^w(?:a|ctx|result|realm|trealm)$|id_token|openid|oauth|client_id")
_GOES = re.compile(r"location\b(?:\.href)?\s*=|location\.(?:replace|assign|reload)\s*\(|window\.open\s*\(")
_ENDINGS = (
    ("pdf", r"pdf"),
    ("web", r"html?"),
    ("file", r"docx?|xlsx?|pptx?|od[tsp]|rtf|jpe?g|png|gif|webp|svg|mp[34]|m4a|webm|mov|wav|ogg|zip"),
)
_NAMES = {Kind.HTML: "en webbsida", Kind.PDF: "en PDF", Kind.JSON: "data", Kind.TEXT: "ren text", Kind.FILE: "en fil"}


_ELSEWHERE = "länken skickas till en annan webbplats"  # told, but organisations move: it counts for nothing alone


def is_wall(seen: Seen) -> bool:  # noqa: PLR0911 - one return a sign
    """Whether the page is a wall against robots, whatever its status."""
    if any(value in seen.headers.get(name, "").lower() for name, value in _WALL_HEADERS):
        return True
    page = seen.page
    if page is None:
        return False
    told = page.main_headings[:3]
    if not told or page.main_length < 400 or phrases.says_wall(told[0]):
        told = [page.title, *told]
    if page.main_length < 2000 and any(phrases.says_wall(text) for text in told):
        return True
    if page.main_length < 600 and any(
        phrases.says_wall(s) for block in page.blocks[:4] for s in phrases.sentences(block) if len(s) > 12
    ):
        return True
    start = seen.text[:60_000]
    if (seen.status or 0) >= 400 and seen.status not in {404, 410} and page.main_length < 1500:
        words = " ".join([page.title, *page.blocks])
        if _GUARD.search(words) and (_CASE_NUMBER.search(words) or seen.status in {405, 503, 429}):
            return True
    if page.text_length >= 400 or page.main_headings:
        return False
    if not page.text_length and "document.cookie" in page.scripts and _GOES.search(page.scripts):
        return True  # a cookie by script, then once more
    return bool(_WALL_MARKS.search(start)) or (0 < page.text_length < 300 and bool(_CAPTCHA.search(start)))


def is_login(seen: Seen) -> bool:
    """Whether the page asks the visitor to log in, and has nothing else to give."""
    page = seen.page
    if page is None:
        return False
    if page.self_posting is not None:
        target = addresses.joined(seen.final_url, page.self_posting.action or "#")
        known = any(_SAML.search(name) for name in page.self_posting.names) or addresses.is_login_address(target)
        return known or addresses.host_key(target) != addresses.host_key(seen.final_url)
    headed = any(phrases.says_login(h) for h in page.main_headings[:3]) or phrases.says_login(page.title)
    own = page.main_length - page.form_length
    if page.password:
        return (headed and own < 1500) or own < 150
    told = headed or (
        own < 400
        and any(phrases.says_login(s) for block in page.blocks[:4] for s in phrases.sentences(block) if len(s) > 20)
    )
    return told and page.main_length < 400


def says_missing(link: Link, seen: Seen) -> bool:
    """Whether the page itself says, in words, that it is not there."""
    page = seen.page
    if page is None:
        return seen.kind is Kind.JSON and _json_says_404(seen.text)
    headings = _telling_headings(page)
    in_heading = any(phrases.heading_says_not_found(h) for h in headings[:4])
    in_title = phrases.title_says_not_found(page.title) or phrases.heading_says_not_found(page.title)
    top = set(page.main_headings)
    body = [s for block in page.blocks[:10] if block not in top for s in phrases.sentences(block)]
    in_body = any(phrases.says_not_found(s) for s in body[:8])
    told = [h for h in headings[:4] if phrases.heading_says_not_found(h)]
    if in_heading and all(phrases.is_bare_code(h) for h in told) and not phrases.title_says_not_found(page.title):
        return page.main_length < 500 or in_body  # an article about the number has the number as its heading
    if in_heading and (in_title or page.main_length < 2500):
        return True
    if in_title and page.main_length < 1200:
        site = {phrases.fold(part) for part in phrases.parts(page.title)}
        bare = any(phrases.is_neutral_heading(h) or phrases.fold(h) in site for h in headings)
        return not headings or in_body or (bare and not phrases.is_bare_code(page.title))
    if not in_body or page.main_length > 800 or _page_of_its_own(link, page):
        return False
    about = r"\b(?:felmeddelande|meddelandet|felkod|statuskod|error message|status code|betyder|beror pa|means)\b"
    return any(phrases.says_not_found(s) for s in body[:3]) and not any(re.search(about, s) for s in body)


def _telling_headings(page: Page) -> list[str]:
    """Return the highest headings, with those below them where the highest only say that something went wrong."""
    top = page.main_headings
    return [text for _, text in page.headings] if top and all(map(phrases.is_neutral_heading, top)) else top


def _page_of_its_own(link: Link, page: Page) -> bool:
    """Whether the page carries the very title that the editor gave the link."""
    promised = phrases.fold(link.title)
    texts = [page.title, *page.main_headings[:2]]
    told = [part for text in texts for part in [phrases.fold(text), *phrases.parts(text)] if len(part) >= 6]
    return len(promised) >= 6 and any(part == promised or part in promised.split(" | ") for part in told)


def _json_says_404(text: str) -> bool:
    try:
        data = json.loads(text[:20_000])
    except (ValueError, RecursionError):
        return False
    keys = ("status", "statusCode", "code", "status_code", "error")
    return isinstance(data, dict) and any(str(data.get(key)) in {"404", "410"} for key in keys)


def alike(one: Page | None, other: Page | None) -> bool:
    """Whether two pages of one host say the same, but for what echoes the address or the moment."""
    if one is None or other is None:
        return False
    mine, theirs = (
        {w for block in [p.title, *p.blocks] for w in re.findall(r"[^\W\d_]{2,}", block.casefold())}
        for p in (one, other)
    )
    most = max(len(mine), len(theirs))
    return len(mine & theirs) >= 0.9 * most - 1 and abs(one.main_length - other.main_length) <= 40 + one.main_length / 8


def against_nowhere(seen: Seen, host: HostLook) -> Finding | None:  # noqa: PLR0911 - one return a sign
    """Whether the host shows the same for an address that cannot exist: then this is how its «not found» looks."""
    nowhere = host.nowhere
    if nowhere is None or nowhere.status is None or addresses.is_start_page(seen.url):
        return None
    if seen.hops and nowhere.hops and addresses.same_address(seen.final_url, nowhere.final_url):
        if addresses.owner_of(seen.url) != addresses.owner_of(seen.final_url):
            return Finding(
                Verdict.SUSPECT, "Alla adresser på webbplatsen skickas vidare till en och samma sida på en annan."
            )
        if not addresses.is_start_page(seen.final_url):
            return Finding(
                Verdict.SOFT404, "Länken skickas dit webbplatsen skickar adresser som inte finns.", proven=True
            )
    if not 200 <= nowhere.status < 300 or not alike(seen.page, nowhere.page) or seen.page is None:
        return None
    if (
        seen.page.text_length < 200
        and seen.page.script_count
        and not any(map(phrases.heading_says_not_found, [seen.page.title, *seen.page.main_headings[:2]]))
    ):
        return Finding(Verdict.OK, "Sidan görs av ett skript; kontrollen ser inte vad den visar.")
    if host.start is not None and not alike(seen.page, host.start.page):
        return Finding(Verdict.SOFT404, "Webbplatsen visar samma sida för adresser som inte finns.", proven=True)
    return Finding(Verdict.SUSPECT, "Webbplatsen visar samma sida på alla adresser, också sådana som inte finns.")


def landing(link: Link, seen: Seen) -> Finding | None:  # noqa: PLR0911 - one return a finding
    """Return what the address reached tells, when it is another than the one asked for."""
    if not seen.hops or ("#" not in seen.final_url and addresses.same_address(seen.final_url, seen.url)):
        return None

    def came_to(words: re.Pattern[str]) -> bool:
        return addresses.ends_in(seen.final_url, words) and not addresses.ends_in(seen.url, words)

    if came_to(addresses.NOT_FOUND):
        return Finding(Verdict.SOFT404, "Länken skickas vidare till webbplatsens sida för adresser som inte finns.")
    if addresses.is_login_address(seen.final_url) and not addresses.is_login_address(seen.url):
        return Finding(Verdict.LOGIN, "Länken skickas vidare till en inloggning.")
    if addresses.host_of(seen.final_url).startswith(("consent.", "samtycke.")):
        return Finding(Verdict.BLOCKED, "En fråga om samtycke till kakor står i vägen för kontrollen.")
    if came_to(addresses.LANDER):
        return Finding(Verdict.SUSPECT, "Länken skickas vidare till en reklamsida för en oanvänd adress.", taken=True)
    if addresses.is_start_page(seen.final_url) and not addresses.is_start_page(seen.url):
        if link.access == "login":
            return Finding(Verdict.LOGIN, "Den som inte är inloggad skickas till startsidan.")
        return Finding(Verdict.SUSPECT, "Länken gick till en egen sida, men skickas nu till startsidan.")
    for words, what in ((addresses.ERROR, "en felsida"), (addresses.SEARCH, "en söksida")):
        if came_to(words):
            return Finding(Verdict.SUSPECT, f"Länken skickas vidare till {what}.")
    return None


def bare_script(seen: Seen) -> Finding | None:
    """Whether the page is nothing but a script that sends the visitor somewhere we cannot follow."""
    page = seen.page
    if page is None or page.text_length > 120 or page.outer_scripts or not _GOES.search(page.scripts):
        return None
    if len(seen.text) > 6000:
        return None
    target = re.search(r"""["'`](https?://[^"'`]+|/[^"'`]*)["'`]""", page.scripts)
    where = f" till {target[1][:100]}" if target else ""
    return Finding(Verdict.SUSPECT, f"Sidan är tom och skickar besökaren vidare{where} med ett skript.")


def promised_kind(link: Link) -> str:
    """Return what sort of file the link promises: pdf, web, file, or empty where it promises nothing."""
    name = (addresses.segments(link.url) or [""])[-1]
    by_name = next((kind for kind, ends in _ENDINGS if re.fullmatch(rf".*\.(?:{ends})", name)), "")
    by_title = "pdf" if re.search(r"(?i)\(pdf\b|\.pdf$", link.title) else ""
    return link.format if link.format in {"pdf", "web"} else by_name or by_title


def kind_finding(link: Link, seen: Seen) -> Finding | None:
    """Whether nothing came, or another sort of file than promised."""
    page = seen.page
    if seen.kind is Kind.EMPTY or (
        page is not None and not (page.text_length or page.has_content or page.script_count)
    ):
        return Finding(Verdict.SUSPECT, "Sidan är tom.")
    promised = promised_kind(link)
    wrong = {
        "pdf": seen.kind is not Kind.PDF,
        "web": seen.kind in {Kind.PDF, Kind.FILE, Kind.JSON},
        "file": seen.kind is Kind.HTML,
    }.get(promised, False)
    if wrong:
        what = {"pdf": "en PDF", "web": "en webbsida"}.get(promised, "en fil")
        return Finding(Verdict.SUSPECT, f"Länken ska gå till {what}, men det som kommer är {_NAMES[seen.kind]}.")
    return None


def body_finding(seen: Seen) -> Finding | None:
    """Whether the body arrived as it should."""
    if seen.body is Body.CUT:
        return Finding(Verdict.SUSPECT, "Svaret bröts innan allt hade kommit.")
    if seen.body is Body.UNREADABLE:
        return Finding(Verdict.SUSPECT, "Svaret är packat på ett sätt som inte går att packa upp.")
    if seen.body is Body.UNFINISHED:
        if seen.page is not None and seen.page.main_length >= 200:
            return Finding(Verdict.SUSPECT, "Sidan började komma men blev aldrig färdig.")
        return Finding(Verdict.DOWN, "Servern började svara men kom aldrig till något att läsa (tidsgräns).")
    if seen.page is not None and seen.page.unfinished and seen.body is Body.WHOLE and seen.note == "until-close":
        return Finding(Verdict.SUSPECT, "Sidan slutar mitt i koden; svaret verkar avbrutet.")
    return None


def stranger(link: Link, seen: Seen) -> Finding | None:
    """Whether somebody else, or nobody, has the address now."""
    page = seen.page
    if page is None:
        return None
    told = [page.title, *page.main_headings[:2]]
    if page.main_length < 2500:
        first = [s for block in page.blocks[:5] for s in phrases.sentences(block)] if page.main_length < 600 else []
        if any(phrases.says_parked(t) for t in [*told, *first]):
            detail = "Adressen verkar inte användas längre (parkerad domän eller serverns standardsida)."
            return Finding(Verdict.SUSPECT, detail)
        if page.main_length < 1500 and any(phrases.says_moved(t) for t in told):
            return Finding(Verdict.SUSPECT, "Sidan säger att den har flyttat; titta efter den nya adressen på sidan.")
        if page.main_length < 600 and any(phrases.says_fault(t) for t in told) and not _page_of_its_own(link, page):
            return Finding(Verdict.SUSPECT, "Sidan säger att något är fel eller att den är stängd för underhåll.")
    signs = list(_signs_of_change(link, seen, page))
    counted = [sign for sign in signs if sign != _ELSEWHERE]
    spam = any(phrases.says_spam(t, f"{link.title} {link.url}") for t in told)
    if spam:
        signs.append("sidan säljer spel eller annat som övertagna adresser brukar sälja")
    if not spam and (len(counted) < 2 or (_names_its_owner(link, page) and len(counted) < 3)):
        return None
    taken = spam or any(sign.startswith("sidan är på ett annat språk") for sign in signs)
    what = "Någon annan kan ha tagit över adressen" if taken else "Sidan verkar vara en annan än den länken lovar"
    return Finding(Verdict.SUSPECT, f"{what}: {'; '.join(signs)}.", taken=taken)


def _signs_of_change(link: Link, seen: Seen, page: Page) -> Iterator[str]:
    """Yield what differs from what the link's own data say; one sign is nothing, two are a suspicion."""
    if not _carries_title(link, page):
        yield "länkens rubrik finns inte på sidan"
        if (foreign := _other_language(link, page)) is not None:
            yield f"sidan är på ett annat språk{foreign}"
    elif link.language and page.language and page.language != link.language and _other_language(link, page) is not None:
        yield f"sidan är på ett annat språk ({page.language})"
    if seen.hops and addresses.owner_of(seen.url) != addresses.owner_of(seen.final_url):
        if any(hop.way is Way.PAGE for hop in seen.hops):
            yield "sidan skickar själv besökaren till en annan webbplats"
        else:
            yield _ELSEWHERE
    if page.canonical and not addresses.is_start_page(seen.url):
        try:
            home = addresses.joined(seen.final_url, page.canonical)
        except addresses.AddressError:
            return
        if addresses.is_start_page(home) and not addresses.is_start_page(seen.final_url):
            yield "sidan säger själv att den är startsidan"


def _carries_title(link: Link, page: Page) -> bool:
    """Whether any word of the title, or of the publisher's name, stands on the page."""
    words = {w[:6] for w in re.findall(r"[^\W\d_]{4,}", phrases.fold(f"{link.title} {link.publisher}"))}
    text = phrases.fold(" ".join([page.title, *(t for _, t in page.headings), *page.blocks]), 100_000)
    return not words or any(word in text for word in words)


def _names_its_owner(link: Link, page: Page) -> bool:
    """Whether the page names the domain that the link is on, as an owner's own pages do."""
    label = addresses.owner_of(addresses.canonical(link.url)).partition(".")[0]
    return (
        len(label) >= 4 and not label.isdigit() and label in phrases.fold(" ".join([page.title, *page.blocks]), 100_000)
    )


def _other_language(link: Link, page: Page) -> str | None:
    """Return the page's language where it is not the link's, None where it is or nobody can tell."""
    text = " ".join(page.blocks)[:3000]
    if not link.language or len(text) < 40:
        return None
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c > "\u036f" for c in letters) > len(letters) / 3 and link.language in {"sv", "en", "fi", "nb"}:
        return ""
    try:
        known = simplemma.in_target_language(text, lang=link.language)
    except ValueError:  # a language that the dictionaries do not hold
        return f" ({page.language})" if page.language and page.language != link.language else None
    if known >= 0.75:
        return None
    return f" ({page.language})" if page.language and page.language != link.language else ""
