"""What a page that came really is: missing, a login, a wall, unused, taken over, or the wrong sort of file.

Structure goes before words: what the host shows for an address that cannot exist, where a page says it belongs, its
language, its forms and its size. Pure: a `Link`, what was `Seen` of it and the look of its host in, a judgement out.
"""

# ruff: noqa: E501 - a list of words, or a pattern, is read as one
from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import simplemma

from linkcheck import urls
from linkcheck.judgement import phrases
from linkcheck.judgement.markup import Page
from linkcheck.judgement.seen import Body, HostLook, Kind, Seen, Way
from linkcheck.lexicon import pattern
from linkcheck.links import Link
from linkcheck.verdicts import Judgement, Verdict

_V = Verdict
_WALL_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "c", "x-datadome": "protected"}
_WALL_MARKS, _CAPTCHA, _GUARD, _CASE_NUMBER, _LOGIN_FIELD, _ABOUT = map(
    pattern, ("wall_mark", "captcha", "guard", "case_number", "login_field", "about")
)
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
_LANDER_HOST = re.compile(r"ww\d+\.")  # where sellers of domains send those who ask for www
_TITLE, _LANGUAGE = "länkens rubrik finns inte på sidan", "sidan är på ett annat språk"
_ELSEWHERE = "länken skickas till en annan webbplats"  # told, but organisations move: it counts for nothing alone


def content(link: Link, seen: Seen, host: HostLook) -> Judgement | None:
    """Return what is wrong with what came under a fine status; OK where all that can be said is why we cannot see."""
    nowhere = _against_nowhere(seen, host)
    if says_missing(link, seen):
        proven = nowhere is not None and nowhere.verdict is not _V.OK
        return Judgement(
            _V.SOFT404, "Sidan säger att den inte finns, fast servern svarar att allt är bra.", failing=proven
        )
    if is_login(seen):
        return Judgement(_V.LOGIN, "Sidan frågar efter inloggning.")
    landed = _landing(link, seen)
    if landed is not None and landed.verdict is _V.SOFT404 and nowhere is not None and nowhere.failing:
        return nowhere
    wrong = landed or _status_or_body(seen) or _bare_script(seen) or _kind(link, seen) or _unused(link, seen)
    return wrong or _stranger(link, seen) or nowhere


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
    if 0 < page.main_length < 400 and not page.asks and _CAPTCHA.search(seen.text[:60_000]):
        return True  # and nothing else to fill in
    if (seen.status or 0) >= 400 and seen.status not in {404, 410} and page.main_length < 1500:
        words = " ".join([page.title, *page.blocks])
        if _GUARD.search(words) and (_CASE_NUMBER.search(words) or seen.status in {405, 503, 429}):
            return True
    if page.text_length >= 400 or page.main_headings:
        return False
    if not page.text_length and "document.cookie" in page.scripts and _GOES.search(page.scripts):
        return True  # a cookie by script, then once more
    return bool(_WALL_MARKS.search(seen.text[:60_000]))


def is_login(seen: Seen) -> bool:
    """Whether the page asks the visitor to log in, and has nothing else to give."""
    page = seen.page
    if page is None:
        return False
    if page.self_posting is not None:
        action, names = page.self_posting
        target = urls.meant(seen.final_url, action or "#")
        known = any(map(_LOGIN_FIELD.search, names)) or urls.is_login_address(target)
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
    named = phrases.title_says_not_found(page.title)
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
    if not in_body or page.main_length > 800 or _page_of_its_own(link, page):
        return False
    return any(map(phrases.says_not_found, page.sentences[:3])) and not any(map(_ABOUT.search, page.sentences))


def _page_of_its_own(link: Link, page: Page) -> bool:
    """Whether the page carries the very title that the editor gave the link."""
    promised = phrases.fold(link.title)
    texts = [page.title, *page.main_headings[:2]]
    told = [part for text in texts for part in [phrases.fold(text), *phrases.parts(text)] if len(part) >= 6]
    return len(promised) >= 6 and any(part == promised or part in promised.split(" | ") for part in told)


def alike(one: Seen | None, other: Seen | None) -> bool:
    """Whether two pages of one host say the same, but for what echoes the address or the moment."""
    if one is None or other is None or one.page is None or other.page is None or one.status != other.status:
        return False
    mine, theirs = _words(one, one.page), _words(other, other.page)
    lengths = (one.page.main_length, other.page.main_length)
    same = len(mine & theirs) >= 0.9 * max(len(mine), len(theirs)) - 1
    return same and abs(lengths[0] - lengths[1]) <= 60 + lengths[0] / 8


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
            return Judgement(
                _V.SUSPECT, "Alla adresser på webbplatsen skickas vidare till en och samma sida på en annan."
            )
        if not urls.is_start_page(seen.final_url):
            detail = "Länken skickas dit webbplatsen skickar adresser som inte finns."
            return Judgement(_V.SOFT404, detail, failing=True)
    page = seen.page
    if not 200 <= nowhere.status < 300 or page is None or not alike(seen, nowhere):
        return None
    told = any(map(phrases.heading_says_not_found, [page.title, *page.main_headings[:2]]))
    if page.text_length < 200 and page.script_count and not told:
        return Judgement(_V.OK, "Sidan görs av ett skript; kontrollen ser inte vad den visar.")
    if host.start is not None and not alike(seen, host.start):
        return Judgement(_V.SOFT404, "Webbplatsen visar samma sida för adresser som inte finns.", failing=True)
    return Judgement(_V.SUSPECT, "Webbplatsen visar samma sida på alla adresser, också sådana som inte finns.")


def _landing(link: Link, seen: Seen) -> Judgement | None:
    """Return what the address reached tells, when it is another than the one asked for."""
    there, asked = seen.final_url, seen.url
    if not seen.hops or ("#" not in there and urls.same_address(there, asked)):
        return None
    words = urls.last_word(there) if urls.last_word(there) != urls.last_word(asked) else ""
    if words == "missing":
        return Judgement(_V.SOFT404, "Länken skickas vidare till webbplatsens sida för adresser som inte finns.")
    if urls.is_login_address(there) and not urls.is_login_address(asked):
        return Judgement(_V.LOGIN, "Länken skickas vidare till en inloggning.")
    if urls.host_of(there).startswith(("consent.", "samtycke.")):
        return Judgement(_V.BLOCKED, "En fråga om samtycke till kakor står i vägen för kontrollen.")
    if words == "lander" or _LANDER_HOST.match(urls.host_of(there)):
        return Judgement(_V.SUSPECT, "Länken skickas vidare till en reklamsida för en oanvänd adress.", taken=True)
    if urls.is_start_page(there) and not urls.is_start_page(asked):
        if link.access == "login":
            return Judgement(_V.LOGIN, "Den som inte är inloggad skickas till startsidan.")
        return Judgement(_V.SUSPECT, "Länken gick till en egen sida, men skickas nu till startsidan.")
    if words:
        return Judgement(_V.SUSPECT, f"Länken skickas vidare till {words}.")
    above = urls.is_above(there, asked) and seen.page is not None and link.title
    if above and seen.page and not _keeps_title(link, seen.page):
        return Judgement(_V.SUSPECT, "Länken gick till en egen sida, men skickas nu till avdelningen ovanför den.")
    return None


def _keeps_title(link: Link, page: Page) -> bool:
    """Whether at least half of the link's own words stand in the page's title and headings."""
    told = phrases.fold(" ".join([page.title, *page.main_headings[:2]]))
    words = _words_of(link.title)
    return sum(word in told for word in words) * 2 >= len(words)


def _words_of(text: str) -> set[str]:
    """Return the beginnings of the words that say something."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", phrases.fold(text))}


def _status_or_body(seen: Seen) -> Judgement | None:
    """Whether the answer is whole."""
    page = seen.page
    if seen.status in {204, 205}:
        return Judgement(_V.SUSPECT, f"Servern svarar utan innehåll ({seen.status}).")
    if seen.status == 202 and (page is None or page.text_length < 200):
        return Judgement(_V.BLOCKED, "Webbplatsen svarar «vänta» i stället för med en sida (202).")
    span = re.fullmatch(r"bytes 0-(\d{1,15})/(\d{1,15})", seen.headers.get("content-range", "bytes 0-0/1"))
    if seen.status == 206 and (span is None or int(span[1]) + 1 != int(span[2])):
        return Judgement(_V.SUSPECT, "Servern skickar bara en del av filen (206).")
    if seen.body is Body.CUT:
        return Judgement(_V.SUSPECT, "Svaret bröts innan allt hade kommit.")
    if seen.body is Body.UNREADABLE:
        return Judgement(_V.SUSPECT, "Svaret är packat på ett sätt som inte går att packa upp.")
    if seen.body is Body.UNFINISHED:
        if page is not None and page.main_length >= 200:
            return Judgement(_V.SUSPECT, "Sidan började komma men blev aldrig färdig.")
        return Judgement(_V.DOWN, "Servern började svara men kom aldrig till något att läsa (tidsgräns).")
    packed = "content-encoding" in seen.headers  # and the client does not say whether all of it could be unpacked
    unsure = packed or not {"content-length", "transfer-encoding"} & seen.headers.keys()
    if page is not None and page.unfinished and seen.body is Body.WHOLE and unsure:
        return Judgement(_V.SUSPECT, "Sidan slutar mitt i koden; svaret verkar avbrutet.")
    return None


def _bare_script(seen: Seen) -> Judgement | None:
    """Whether the page is nothing but a script that sends the visitor on, or another site in a frame."""
    page = seen.page
    if page is None or page.text_length > 120 or page.outer_scripts or len(seen.text) > 6000:
        return None
    if _GOES.search(page.scripts):
        target = re.search(r"""["'`](https?://[^"'`]+|/[^"'`]*)["'`]""", page.scripts)
        where = f" till {target[1][:100]}" if target else ""
        return Judgement(_V.SUSPECT, f"Sidan är tom och skickar besökaren vidare{where} med ett skript.")
    if page.frame and not page.text_length:
        inner = urls.meant(seen.final_url, page.frame)
        if urls.scheme_of(inner) in urls.WEB and urls.owner_of(inner) != urls.owner_of(seen.final_url):
            return Judgement(_V.SUSPECT, f"Sidan är tom och visar en annan webbplats ({urls.host_of(inner)}) i en ram.")
    return None


def _kind(link: Link, seen: Seen) -> Judgement | None:
    """Whether nothing came, or another sort of file than promised by the link's format, address or title."""
    page = seen.page
    if seen.kind is Kind.EMPTY or (
        page is not None and not (page.text_length or page.has_content or page.script_count)
    ):
        return Judgement(_V.SUSPECT, "Sidan är tom.")
    name = (urls.segments(link.url) or [""])[-1]
    by_name = next((kind for kind, ends in _ENDINGS.items() if ends.fullmatch(name)), "")
    by_title = "pdf" if re.search(r"(?i)\(pdf\b|\.pdf$", link.title) else ""
    promised = link.format if link.format in {"pdf", "web"} else by_name or by_title
    what, right = {
        "pdf": (Kind.PDF, seen.kind is Kind.PDF),
        "web": (Kind.HTML, seen.kind in {Kind.HTML, Kind.TEXT}),
        "file": (Kind.FILE, seen.kind is not Kind.HTML),
    }.get(promised, (Kind.HTML, True))
    return None if right else Judgement(_V.SUSPECT, f"Länken ska gå till {what}, men det som kommer är {seen.kind}.")


def _unused(link: Link, seen: Seen) -> Judgement | None:
    """Whether the page says that nobody uses the address now, that it moved, or that it is closed."""
    page = seen.page
    if page is None or page.main_length >= 2500:
        return None
    told = [page.title, *page.main_headings[:2]]
    first = page.sentences[:10] if page.main_length < 600 else []
    if any(map(phrases.says_parked, [*told, *first])):
        return Judgement(
            _V.SUSPECT, "Adressen verkar inte användas längre (parkerad domän eller serverns standardsida)."
        )
    own = _page_of_its_own(link, page)
    if page.main_length < 1500 and any(map(phrases.says_moved, told)) and not (own and page.main_length >= 300):
        return Judgement(_V.SUSPECT, "Sidan säger att den har flyttat; titta efter den nya adressen på sidan.")
    stated = [*(page.main_headings[:2] or [page.title]), *first[:1]]
    if page.main_length < 600 and any(map(phrases.says_fault, stated)) and not own:
        return Judgement(_V.SUSPECT, "Sidan säger att något är fel eller att den är stängd för underhåll.")
    return None


def _stranger(link: Link, seen: Seen) -> Judgement | None:
    """Whether somebody else has the address now."""
    page = seen.page
    if page is None:
        return None
    spam = any(phrases.says_spam(text, f"{link.title} {link.url}") for text in [page.title, *page.main_headings[:2]])
    signs = list(_signs_of_change(link, seen, page))
    counted = len([sign for sign in signs if sign != _ELSEWHERE])
    if spam:
        signs.append("sidan säljer spel eller annat som övertagna adresser brukar sälja")
    elif counted < 2 or (counted < 3 and _names_its_owner(link, page)):
        return None
    taken = spam or any(sign.startswith(_LANGUAGE) for sign in signs)
    what = "Någon annan kan ha tagit över adressen" if taken else "Sidan verkar vara en annan än den länken lovar"
    lost = spam and _TITLE in signs  # a page in another language may still be the right one
    return Judgement(_V.SUSPECT, f"{what}: {'; '.join(signs)}.", failing=lost, taken=taken)


def _signs_of_change(link: Link, seen: Seen, page: Page) -> Iterator[str]:
    """Yield what differs from what the link's own data say; one sign is nothing, two are a suspicion."""
    foreign = _other_language(link, page)
    words, publisher = _words_of(f"{link.title} {link.publisher}"), _words_of(link.publisher)
    carried = not words or any(word in page.everything for word in words)
    if not carried:
        yield _TITLE
    if not carried and publisher and page.text_length >= 200 and not _names_its_owner(link, page):
        yield "varken utgivaren eller webbplatsens namn nämns"
    if foreign is not None and (not carried or foreign):
        yield f"{_LANGUAGE}{foreign}"
    if seen.hops and urls.owner_of(seen.url) != urls.owner_of(seen.final_url):
        by_page = any(hop.way is Way.PAGE for hop in seen.hops)
        yield "sidan skickar själv besökaren till en annan webbplats" if by_page else _ELSEWHERE
    home = urls.meant(seen.final_url, page.canonical) if page.canonical else ""
    if home and urls.is_start_page(home) and not any(map(urls.is_start_page, (seen.url, seen.final_url))):
        yield "sidan säger själv att den är startsidan"


def _names_its_owner(link: Link, page: Page) -> bool:
    """Whether the page names the domain that the link is on, as an owner's own pages do."""
    label = urls.owner_of(urls.canonical(link.url)).partition(".")[0]
    return len(label) >= 4 and not label.isdigit() and label in page.everything


def _other_language(link: Link, page: Page) -> str | None:
    """Return the page's language, as it says itself, where it is not the link's; None where it is or nobody can tell."""
    text = " ".join(page.blocks)[:3000]
    if not link.language or len(text) < 40:
        return None
    told = f" ({page.language})" if page.language and page.language != link.language else ""
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c > "\u036f" for c in letters) > len(letters) / 3 and link.language in {"sv", "en", "fi", "nb"}:
        return told
    try:
        return told if simplemma.in_target_language(text, lang=link.language) < 0.75 else None
    except ValueError:  # a language that the dictionaries do not hold
        return told or None
