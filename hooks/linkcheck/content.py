"""What a page that came with status 200 really is: missing, a login, a wall, unused, or the wrong sort of file.

Pure: a `Link` and what was `Seen` of it in, a verdict with its reason out, or None where the page holds what the link
promises.
"""

from __future__ import annotations

import json
import re

from linkcheck import addresses, phrases
from linkcheck.body import declared_kind
from linkcheck.links import Link
from linkcheck.observed import Body, Kind, Seen
from linkcheck.page import Page
from linkcheck.verdicts import Verdict

Finding = tuple[Verdict, str]

_WALL_MARKS = re.compile(
    r"_cf_chl_opt|cf-chl-|/cdn-cgi/challenge-platform/h/|_Incapsula_Resource|px-captcha|perimeterx|captcha-delivery\.com|awsWafCookieDomainList|"
    r"AwsWafIntegration|sucuri_cloudproxy|ddos-guard|anubis_challenge|/_sec/|bobcmn|TSPD_101|"
    r"geetest|kasada|fp-challenge|__ddg|slowAES|toNumbers\(",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile", re.IGNORECASE)
_WALL_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", "challenge"),
    ("x-amzn-waf-action", "captcha"),
    ("x-datadome", "protected"),
)
_WEB_KINDS = frozenset({Kind.HTML, Kind.XML, Kind.TEXT, Kind.UNKNOWN})
_EXPECTED: dict[str, frozenset[Kind]] = {
    "web": _WEB_KINDS,
    "pdf": frozenset({Kind.PDF}),
    "course": _WEB_KINDS | {Kind.PDF, Kind.VIDEO, Kind.ARCHIVE},
    "video": frozenset({Kind.HTML, Kind.VIDEO, Kind.AUDIO, Kind.XML, Kind.TEXT}),
    "doc": frozenset({Kind.OFFICE, Kind.ARCHIVE, Kind.PDF, Kind.TEXT, Kind.BINARY, Kind.HTML}),
    "office": frozenset({Kind.OFFICE, Kind.ARCHIVE}),
    "image": frozenset({Kind.IMAGE, Kind.XML}),
    "media": frozenset({Kind.VIDEO, Kind.AUDIO}),
    "zip": frozenset({Kind.ARCHIVE}),
}
_EXTENSIONS = {
    **dict.fromkeys(("pdf",), "pdf"),
    **dict.fromkeys(("doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf"), "office"),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "svg"), "image"),
    **dict.fromkeys(("mp3", "mp4", "m4a", "webm", "mov", "wav", "ogg"), "media"),
    **dict.fromkeys(("html", "htm"), "web"),
    **dict.fromkeys(("zip",), "zip"),
}
_NAMES = {
    Kind.HTML: "en webbsida",
    Kind.PDF: "en PDF",
    Kind.OFFICE: "ett kontorsdokument",
    Kind.ARCHIVE: "ett arkiv (zip)",
    Kind.IMAGE: "en bild",
    Kind.VIDEO: "en film",
    Kind.AUDIO: "ett ljud",
    Kind.JSON: "data (JSON)",
    Kind.XML: "data (XML)",
    Kind.TEXT: "ren text",
    Kind.BINARY: "en fil att ladda ner",
    Kind.EMPTY: "ingenting",
    Kind.UNKNOWN: "något okänt",
}


def headers_say_wall(seen: Seen) -> bool:
    """Whether the response's headers are those of a challenge to robots."""
    return any(value in seen.headers.get(name, "").lower() for name, value in _WALL_HEADERS)


def is_wall(seen: Seen) -> bool:
    """Whether the page is a wall against robots, whatever its status."""
    if headers_say_wall(seen):
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
    if page.text_length >= 400 or page.main_headings:
        return False
    start = seen.text[:60_000]
    return bool(_WALL_MARKS.search(start)) or (0 < page.text_length < 300 and bool(_CAPTCHA.search(start)))


def is_login(seen: Seen) -> bool:
    """Whether the page asks the visitor to log in, and has nothing else to give."""
    page = seen.page
    if page is None:
        return False
    headed = any(phrases.says_login(h) for h in page.main_headings[:3]) or phrases.says_login(page.title)
    own = page.main_length - page.form_length
    if page.password:
        return (headed and own < 1500) or own < 150
    told = headed or (
        own < 400
        and any(phrases.says_login(s) for block in page.blocks[:4] for s in phrases.sentences(block) if len(s) > 20)
    )
    return told and page.main_length < 400


def is_soft_404(link: Link, seen: Seen) -> bool:
    """Whether the page itself says that it is not there."""
    page = seen.page
    if page is None:
        return seen.kind is Kind.JSON and _json_says_404(seen.text)
    headings = _telling_headings(page)
    in_heading = any(phrases.heading_says_not_found(h) for h in headings[:4])
    in_title = phrases.title_says_not_found(page.title) or phrases.heading_says_not_found(page.title)
    own = _page_of_its_own(link, page)
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
    if not in_body or page.main_length > 800 or own:
        return False
    return any(phrases.says_not_found(s) for s in body[:3]) and not _goes_on_about_it(body)


def _telling_headings(page: Page) -> list[str]:
    """Return the highest headings, with those below them where the highest only say that something went wrong."""
    top = page.main_headings
    if top and all(phrases.is_neutral_heading(h) for h in top):
        return [text for _, text in page.headings]
    return top


def _page_of_its_own(link: Link, page: Page) -> bool:
    """Whether the page carries the very title that the editor gave the link."""
    promised = phrases.fold(link.title)
    if len(promised) < 6:
        return False
    told = [
        part for text in [page.title, *page.main_headings[:2]] for part in [phrases.fold(text), *phrases.parts(text)]
    ]
    return any(len(part) >= 6 and (part == promised or part in promised.split(" | ")) for part in told)


def _goes_on_about_it(body: list[str]) -> bool:
    """Whether the sentences after the statement speak of the message as such, as an article would."""
    return any(
        re.search(
            r"\b(?:felmeddelande|meddelandet|felkod|statuskod|error message|status code|betyder|beror pa|means)\b",
            s,
        )
        for s in body
    )


def _json_says_404(text: str) -> bool:
    try:
        data = json.loads(text[:20_000])
    except (ValueError, RecursionError):
        return False
    if not isinstance(data, dict):
        return False
    return any(str(data.get(key)) in {"404", "410"} for key in ("status", "statusCode", "code", "status_code", "error"))


def landing(link: Link, seen: Seen) -> Finding | None:  # noqa: PLR0911 - one return a finding
    """Return what the address reached tells, when it is another than the one asked for."""
    if not seen.hops or addresses.same_address(seen.final_url, seen.url):
        return None
    if addresses.has_segment(seen.final_url, addresses.NOT_FOUND_SEGMENTS) and not addresses.has_segment(
        seen.url, addresses.NOT_FOUND_SEGMENTS
    ):
        return (
            Verdict.SOFT404,
            "Länken skickas vidare till webbplatsens sida för adresser som inte finns.",
        )
    if addresses.is_login_address(seen.final_url) and not addresses.is_login_address(seen.url):
        return Verdict.LOGIN, "Länken skickas vidare till en inloggning."
    if (addresses.split(seen.final_url).hostname or "").startswith(("consent.", "samtycke.")):
        return Verdict.BLOCKED, "En fråga om samtycke till kakor står i vägen för roboten."
    if addresses.is_start_page(seen.final_url) and not addresses.is_start_page(seen.url):
        if link.access == "login":
            return Verdict.LOGIN, "Den som inte är inloggad skickas till startsidan."
        return Verdict.SUSPECT, "Länken gick till en egen sida, men skickas nu till startsidan."
    for words, what in (
        (addresses.ERROR_SEGMENTS, "en felsida"),
        (addresses.SEARCH_SEGMENTS, "en söksida"),
    ):
        if addresses.has_segment(seen.final_url, words) and not addresses.has_segment(seen.url, words):
            return Verdict.SUSPECT, f"Länken skickas vidare till {what}."
    return None


def expectation(link: Link) -> str:
    """Return what sort of file the link promises, empty where it promises nothing."""
    name = (addresses.segments(link.url) or [""])[-1] if addresses.scheme_of(link.url) else ""
    by_name = _EXTENSIONS.get(name.rpartition(".")[2], "") if "." in name else ""
    if link.format == "doc" and by_name:
        return by_name
    by_title = "pdf" if re.search(r"(?i)\(pdf\b|\.pdf$", link.title) else ""
    return link.format or by_name or by_title


def kind_finding(link: Link, seen: Seen) -> Finding | None:
    """Whether the file is another sort than promised, or one that its label makes unreadable."""
    declared = declared_kind(seen.headers.get("content-type", ""))
    if seen.kind is Kind.EMPTY or (seen.page is not None and seen.kind is Kind.HTML and _is_empty(seen.page)):
        return Verdict.SUSPECT, "Sidan är tom."
    expected = expectation(link)
    if expected and seen.kind not in _EXPECTED[expected]:
        what = {
            "pdf": "en PDF",
            "office": "ett dokument",
            "image": "en bild",
            "media": "ljud eller film",
            "zip": "ett arkiv",
        }.get(expected, "en webbsida")
        return (
            Verdict.SUSPECT,
            f"Länken ska gå till {what}, men det som kommer är {_NAMES[seen.kind]}.",
        )
    if seen.kind is Kind.HTML and declared in {
        Kind.PDF,
        Kind.OFFICE,
        Kind.IMAGE,
        Kind.BINARY,
        Kind.ARCHIVE,
        Kind.VIDEO,
        Kind.AUDIO,
        Kind.JSON,
    }:
        return Verdict.SUSPECT, f"Servern kallar sidan {_NAMES[declared]}, men det är en webbsida."
    if declared is Kind.HTML and seen.kind not in {
        Kind.HTML,
        Kind.XML,
        Kind.TEXT,
        Kind.UNKNOWN,
        Kind.JSON,
    }:
        return (
            Verdict.SUSPECT,
            f"Servern kallar filen en webbsida, men det är {_NAMES[seen.kind]} och visas som skräptecken.",
        )
    if declared is Kind.PDF and seen.kind is not Kind.PDF:
        return Verdict.SUSPECT, "Servern kallar filen en PDF, men innehållet är ingen PDF."
    return None


def _is_empty(page: Page) -> bool:
    return not (page.text_length or page.has_content or page.script_count)


def body_finding(seen: Seen) -> Finding | None:
    """Whether the body arrived as it should."""
    if seen.body is Body.CUT:
        return Verdict.SUSPECT, "Svaret bröts innan allt hade kommit."
    if seen.body is Body.UNREADABLE:
        return Verdict.SUSPECT, "Svaret är packat på ett sätt som inte går att packa upp."
    if seen.body is Body.UNFINISHED:
        page = seen.page
        if page is not None and page.main_length >= 200:
            return Verdict.SUSPECT, "Sidan började komma men blev aldrig färdig."
        return Verdict.DOWN, "Servern började svara men kom aldrig till något att läsa (tidsgräns)."
    if (
        seen.page is not None
        and seen.kind is Kind.HTML
        and seen.page.unfinished
        and seen.body is Body.WHOLE
        and seen.note == "until-close"
    ):
        return Verdict.SUSPECT, "Sidan slutar mitt i koden; svaret verkar avbrutet."
    return None


def stranger(link: Link, seen: Seen) -> Finding | None:
    """Whether somebody else, or nobody, has taken over the address."""
    page = seen.page
    if page is None:
        return None
    told = [page.title, *page.main_headings[:2]]
    if page.main_length < 2500:
        if any(phrases.says_parked(t) for t in told) or (
            page.main_length < 600
            and any(phrases.says_parked(s) for b in page.blocks[:5] for s in phrases.sentences(b))
        ):
            return (
                Verdict.SUSPECT,
                "Adressen verkar inte användas längre (parkerad domän eller serverns standardsida).",
            )
        if page.main_length < 1500 and any(phrases.says_moved(t) for t in told):
            return Verdict.SUSPECT, "Sidan säger att den har flyttat; titta efter den nya adressen på sidan."
        if page.main_length < 1500 and any(phrases.says_fault(t) for t in told) and not _page_of_its_own(link, page):
            return (
                Verdict.SUSPECT,
                "Sidan säger att något är fel eller att den är stängd för underhåll.",
            )
    if any(phrases.says_spam(t, f"{link.title} {link.url}") for t in told):
        return (
            Verdict.SUSPECT,
            "Sidan handlar om något helt annat; någon annan kan ha tagit över adressen.",
        )
    return None
