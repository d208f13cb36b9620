"""What a page that came really is: missing, a login, a wall, not whole, or the wrong sort of file.

Structure goes before words: what the host shows for an address that cannot exist, its forms and its size. Pure: a `Link`, what was `Seen` of it and the look of its host in, a judgement out.
"""

# ruff: noqa: E501 - a list of words, or a pattern, is read as one
from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from linkcheck import urls
from linkcheck.judgement import phrases, whereabouts
from linkcheck.judgement.markup import Page
from linkcheck.judgement.seen import Body, HostLook, Kind, Seen
from linkcheck.lexicon import pattern
from linkcheck.links import Link
from linkcheck.verdicts import FINDINGS, Judgement, Verdict, found

_WALL_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "c", "x-datadome": "protected"}
_GOES = re.compile(r"location\b(?:\.href)?\s*=|location\.(?:replace|assign|reload)\s*\(|window\.open\s*\(")
_JSON_MISSING = re.compile(
    r'^\s*\{[^[{]*"(?:(?:status|code|error)(?:_?code)?"\s*:\s*"?4(?:04|10)\b|(?:message|error|title|detail)"\s*:\s*"(?:\w+ )?not found)',
    re.IGNORECASE,
)
_ENDINGS = {
    "pdf": re.compile(r".*\.pdf"),
    "web": re.compile(r".*\.html?"),
    "file": re.compile(r".*\.(?:docx?|xlsx?|pptx?|od[tsp]|rtf|jpe?g|png|gif|webp|svg|mp[34]|m4a|webm|mov|wav|ogg|zip)"),
}


def content(link: Link, seen: Seen, host: HostLook) -> Judgement | None:
    """Return what is wrong with what came under a fine status; OK where all that can be said is why we cannot see."""
    nowhere = _against_nowhere(seen, host)
    if says_missing(link, seen):
        proven = nowhere is not None and nowhere.verdict is not Verdict.OK
        return found("says_missing_as_all" if proven else "says_missing")
    if is_login(seen):
        return found("asks_login")
    landed = whereabouts.landing(link, seen)
    if landed is not None and landed.verdict is Verdict.SOFT404 and nowhere is not None and nowhere.failing:
        return nowhere
    wrong = landed or _status_or_body(seen) or _bare_script(seen) or _kind(link, seen)
    return wrong or whereabouts.unused(link, seen) or whereabouts.stranger(link, seen) or nowhere


def is_wall(seen: Seen) -> bool:
    """Whether the page is a wall against robots, whatever its status."""
    page = seen.page
    if any(seen.headers.get(name, "").lower().startswith(value) for name, value in _WALL_HEADERS.items()):
        return True
    if page is None:
        return False
    told = page.main_headings[:3]
    if not told or page.main_length < 400 or phrases.says_wall(told[0]):
        told = [page.title, *told]
    if page.main_length < 2000 and any(map(phrases.says_wall, told)):
        return True
    if page.main_length < 600 and any(phrases.says_wall(s) for s in page.sentences[:12] if len(s) > 12):
        return True
    if 0 < page.main_length < 400 and not page.asks and pattern("captcha").search(seen.text[:60_000]):
        return True  # and nothing else to fill in
    if (seen.status or 0) >= 400 and seen.status not in {404, 410} and page.main_length < 1500:
        words = " ".join([page.title, *page.blocks])
        if pattern("guard").search(words) and (pattern("case_number").search(words) or seen.status in {405, 503, 429}):
            return True
    if page.text_length >= 400 or page.main_headings:
        return False
    if not page.text_length and "document.cookie" in page.scripts and _GOES.search(page.scripts):
        return True  # a cookie by script, then once more
    return bool(pattern("wall_mark").search(seen.text[:60_000]))


def is_login(seen: Seen) -> bool:
    """Whether the page asks the visitor to log in, and has nothing else to give."""
    page = seen.page
    if page is None:
        return False
    if page.self_posting is not None:
        action, names = page.self_posting
        target = urls.joined(seen.final_url, action or "#")
        known = any(map(pattern("login_field").search, names)) or urls.is_login_address(target)
        return known or urls.host_key(target) != urls.host_key(seen.final_url)
    headed = any(map(phrases.says_login, [*page.main_headings[:3], page.title]))
    own = page.main_length - page.form_length
    if page.password:
        return (headed and own < 1500) or own < 150
    said = own < 400 and any(phrases.says_login(s) for s in page.sentences[:12] if len(s) > 20)
    return (headed or said) and page.main_length < 400


def says_missing(link: Link, seen: Seen) -> bool:
    """Whether the page itself says, in words, that it is not there."""
    page = seen.page
    if page is None:
        return seen.kind is Kind.JSON and bool(_JSON_MISSING.match(seen.text[:20_000]))
    headings = page.main_headings
    if headings and all(map(phrases.is_neutral_heading, headings)):  # that only say that something went wrong
        headings = [text for _, text in page.headings]
    told = [h for h in headings[:4] if phrases.heading_says_not_found(h)]
    named = any(map(phrases.says_not_found, phrases.parts(page.title)))  # a bare 404 is not enough
    in_title = named or phrases.heading_says_not_found(page.title)
    in_body = any(map(phrases.says_not_found, page.sentences[:8]))
    if told and all(map(phrases.is_bare_code, told)) and not named:
        return page.main_length < 500 or in_body  # an article about the number has the number as its heading
    if told and (in_title or page.main_length < 2500):
        return True
    if page.main_length < 200 and any(map(phrases.is_bare_code, page.blocks)):  # in whatever language the rest is
        return True
    if in_title and page.main_length < 1200:
        site = {phrases.fold(part) for part in phrases.parts(page.title)}
        bare = any(phrases.is_neutral_heading(h) or phrases.fold(h) in site for h in headings)
        return not headings or in_body or (bare and not phrases.is_bare_code(page.title))
    if not in_body or page.main_length > 800 or whereabouts.page_of_its_own(link, page):
        return False
    return any(map(phrases.says_not_found, page.sentences[:3])) and not any(
        map(pattern("about").search, page.sentences)
    )


def alike(one: Seen | None, other: Seen | None) -> bool:
    """Whether two pages of one host say the same, but for what echoes the address or the moment."""
    if one is None or other is None or one.page is None or other.page is None or one.status != other.status:
        return False
    mine, theirs = _words(one, one.page), _words(other, other.page)
    lengths = (one.page.main_length, other.page.main_length)
    same = len(mine & theirs) >= 0.9 * max(len(mine), len(theirs)) - 1
    return same and abs(lengths[0] - lengths[1]) <= 60 + lengths[0] / 8


def resembles(one: Seen, other: Seen | None) -> bool:
    """Whether two pages say the same, or at least call themselves the same."""
    return alike(one, other) or (one.page is not None and _named(one) == _named(other))


def _named(seen: Seen | None) -> list[str] | None:
    return [seen.page.title, *seen.page.main_headings[:2]] if seen and seen.page else None


def _words(seen: Seen, page: Page) -> set[str]:
    text = " ".join([page.title, *page.blocks])
    for echo in {*urls.segments(seen.url), *urls.segments(seen.final_url)} - {""}:
        text = text.replace(echo, " ")
    return set(re.findall(r"[^\W\d_]{2,}", text.casefold()))


def _landed(seen: Seen) -> tuple[str, str]:
    """Where the way led, without the address asked for where the query repeats it."""
    path, _, query = urls.canonical(seen.final_url).partition("?")
    return path, unquote(query).replace(unquote(urlsplit(seen.url).path), "")


def _against_nowhere(seen: Seen, host: HostLook) -> Judgement | None:
    """Whether the host shows the same for an address that cannot exist: then this is how its «not found» looks."""
    nowhere = host.nowhere
    if nowhere is None or nowhere.status is None or urls.is_start_page(seen.url):
        return None
    if seen.hops and nowhere.hops and _landed(seen) == _landed(nowhere):
        if urls.owner_of(seen.url) != urls.owner_of(seen.final_url):
            return found("all_elsewhere")
        if not urls.is_start_page(seen.final_url):
            return found("to_nowhere")
    page = seen.page
    if not 200 <= nowhere.status < 300 or page is None or not resembles(seen, nowhere):
        return None
    if not alike(seen, nowhere):  # what is proposed instead may be another thing each time
        return found("named_as_nowhere") if host.start and _named(host.start) != _named(nowhere) else None
    told = any(map(phrases.heading_says_not_found, [page.title, *page.main_headings[:2]]))
    if page.text_length < 200 and page.script_count and not told:
        return found("by_script")
    return found("as_nowhere" if host.start is not None and not alike(seen, host.start) else "all_alike")


def _status_or_body(seen: Seen) -> Judgement | None:
    """Whether the answer is whole."""
    page, status = seen.page, seen.status
    span = re.fullmatch(r"bytes 0-(\d{1,15})/(\d{1,15})", seen.headers.get("content-range", "bytes 0-0/1"))
    packed = "content-encoding" in seen.headers  # and the client does not say whether all of it could be unpacked
    unsure = packed or not {"content-length", "transfer-encoding"} & seen.headers.keys()
    key = ""
    if status in {204, 205}:
        key = "no_content"
    elif status == 202 and (page is None or page.text_length < 200):
        key = "wait"
    elif status == 206 and (span is None or int(span[1]) + 1 != int(span[2])):
        key = "part"
    elif seen.body in {Body.CUT, Body.UNREADABLE}:
        key = seen.body.value
    elif seen.body is Body.UNFINISHED:
        key = "unfinished" if page is not None and page.main_length >= 200 else "nothing_to_read"
    elif page is not None and page.unfinished and seen.body is Body.WHOLE and unsure:
        key = "ends_in_code"
    return found(key, status=status) if key else None


def _bare_script(seen: Seen) -> Judgement | None:
    """Whether the page is nothing but a script that sends the visitor on, or another site in a frame."""
    page = seen.page
    if page is None or not page.is_bare:
        return None
    if _GOES.search(page.scripts):
        target = re.search(r"""["'`](https?://[^"'`]+|/[^"'`]*)["'`]""", page.scripts)
        return found("script_only_to", where=target[1][:100]) if target else found("script_only")
    if page.frame and not page.text_length:
        inner = urls.joined(seen.final_url, page.frame)
        if urls.scheme_of(inner) in urls.WEB and urls.owner_of(inner) != urls.owner_of(seen.final_url):
            return found("frame_only", host=urls.host_of(inner))
    return None


def _kind(link: Link, seen: Seen) -> Judgement | None:
    """Whether nothing came, or another sort of file than promised by the link's format, address or title."""
    page = seen.page
    if seen.kind is Kind.EMPTY or (
        page is not None and not (page.text_length or page.has_content or page.script_count)
    ):
        return found("empty")
    name = (urls.segments(link.url) or [""])[-1]
    by_name = next((kind for kind, ends in _ENDINGS.items() if ends.fullmatch(name)), "")
    by_title = "pdf" if re.search(r"(?i)\(pdf\b|\.pdf$", link.title) else ""
    promised = link.format if link.format in {"pdf", "web"} else by_name or by_title
    what, right = {
        "pdf": (Kind.PDF, seen.kind is Kind.PDF),
        "web": (Kind.HTML, seen.kind in {Kind.HTML, Kind.TEXT}),
        "file": (Kind.FILE, seen.kind is not Kind.HTML),
    }.get(promised, (Kind.HTML, True))
    return None if right else found("other_kind", promised=FINDINGS["kinds"][what], kind=FINDINGS["kinds"][seen.kind])
