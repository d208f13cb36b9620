"""Where a link led and whose page it is now: the start page, a seller's, nobody's, somebody else's.

What the link's own data promise (title, publisher, language) is held against the page: each difference is a sign, and
signs add up. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck import urls
from linkcheck.judgement import phrases
from linkcheck.judgement.markup import Page
from linkcheck.judgement.seen import Seen, Way
from linkcheck.links import Link
from linkcheck.verdicts import FINDINGS, Judgement, found

_BETWEEN = ("consent.", "samtycke.", "unblock.", "captcha.", "challenge.")  # hosts that ask before they let in
_LANDER_HOST = re.compile(r"(?:ww\d+|forsale|parking)\.")  # where sellers of domains send those who ask for www


def landing(link: Link, seen: Seen) -> Judgement | None:
    """Return what the address reached tells, when it is another than the one asked for."""
    there, asked = seen.final_url, seen.url
    if not seen.hops or ("#" not in there and urls.same_address(there, asked)):
        return None
    tells = urls.last_word(there) if urls.last_word(there) != urls.last_word(asked) else ""
    if tells == "missing":
        return found("to_missing")
    if urls.is_login_address(there) and not urls.is_login_address(asked):
        return found("to_login")
    if urls.host_of(there).startswith(_BETWEEN):
        return found("consent")
    if tells == "lander" or _LANDER_HOST.match(urls.host_of(there)):
        return found("lander")
    if urls.is_start_page(there) and not urls.is_start_page(asked):
        return found("to_start_login" if link.access == "login" else "to_start")
    if tells:
        return found(f"to_{tells}")
    above = urls.is_above(there, asked) and seen.page is not None and _words_of(link.title)
    return found("to_above") if above and seen.page and not _keeps_title(link, seen.page) else None


def unused(link: Link, seen: Seen) -> Judgement | None:
    """Whether the page says that nobody uses the address now, that it moved, or that it is closed."""
    page = seen.page
    if page is None or page.main_length >= 2500:
        return None
    told, short = [page.title, *page.main_headings[:2]], page.main_length < 600
    first = page.sentences[:10] if short else []
    if any(map(phrases.says_parked, [*told, *first])):
        return found("unused")
    own = page_of_its_own(link, page)
    if page.main_length < 1500 and any(map(phrases.says_moved, told)) and not (own and page.main_length >= 300):
        return found("says_moved")
    stated = [*(page.main_headings[:2] or [page.title]), *first[:1]]
    return found("says_fault") if short and any(map(phrases.says_fault, stated)) and not own else None


def stranger(link: Link, seen: Seen) -> Judgement | None:
    """Whether somebody else has the address now."""
    page = seen.page
    if page is None:
        return None
    spam = any(phrases.says_spam(text, f"{link.title} {link.url}") for text in [page.title, *page.main_headings[:2]])
    language = _other_language(link, page)
    signs = list(_signs_of_change(link, seen, page, language))
    counted = len([sign for sign in signs if sign != "elsewhere"])  # organisations move: that counts for nothing alone
    if spam:
        signs.append("spam")
    elif counted < 2 or (counted < 3 and _names_its_owner(link, page)):
        return None
    key = "taken" if spam or "language" in signs else "another"
    if spam and "title" in signs:  # a page in another language may still be the right one
        key = "taken_and_lost"
    return found(key, signs="; ".join(FINDINGS["signs"][sign].format(language=language) for sign in signs))


def _signs_of_change(link: Link, seen: Seen, page: Page, language: str | None) -> Iterator[str]:
    """Yield what differs from what the link's own data say; one sign is nothing, two are a suspicion."""
    words, publisher = _words_of(f"{link.title} {link.publisher}"), _words_of(link.publisher)
    carried = not words or any(word in page.everything for word in words)
    if not carried:
        yield "title"
    if not carried and publisher and page.text_length >= 200 and not _names_its_owner(link, page):
        yield "publisher"
    if language is not None and (not carried or language):
        yield "language"
    if seen.hops and urls.owner_of(seen.url) != urls.owner_of(seen.final_url):
        by_page = any(hop.way is Way.PAGE for hop in seen.hops)
        yield "sends_on" if by_page else "elsewhere"
    home = urls.joined(seen.final_url, page.canonical) if page.canonical else ""
    if home and urls.is_start_page(home) and not any(map(urls.is_start_page, (seen.url, seen.final_url))):
        yield "start"


def _names_its_owner(link: Link, page: Page) -> bool:
    """Whether the page names the domain that the link is on, as an owner's own pages do."""
    label = urls.owner_of(urls.canonical(link.url)).partition(".")[0]
    return len(label) >= 4 and not label.isdigit() and label in page.everything


def _other_language(link: Link, page: Page) -> str | None:
    """Return the language that the page claims, where it is not the link's; None where it is or nobody can tell."""
    text = " ".join(page.blocks)[:3000]
    if not link.language or len(text) < 40:
        return None
    told = f" ({page.language})" if page.language and page.language != link.language else ""
    import simplemma  # noqa: PLC0415 - a run over links without a language does without

    try:
        return told if simplemma.in_target_language(text, lang=link.language) < 0.75 else None
    except ValueError:  # a language that the dictionaries do not hold
        return told or None


def page_of_its_own(link: Link, page: Page) -> bool:
    """Whether the page carries the very title that the editor gave the link."""
    promised = phrases.fold(link.title)
    texts = [page.title, *page.main_headings[:2]]
    told = [part for text in texts for part in [phrases.fold(text), *phrases.parts(text)] if len(part) >= 6]
    return len(promised) >= 6 and any(part == promised or part in promised.split(" | ") for part in told)


def _keeps_title(link: Link, page: Page) -> bool:
    """Whether at least half of the link's own words stand in the page's title and headings."""
    told = phrases.fold(" ".join([page.title, *page.main_headings[:2]]))
    words = _words_of(link.title)
    return bool(words) and sum(word in told for word in words) * 2 >= len(words)


def _words_of(text: str) -> set[str]:
    """Return the beginnings of the words that say something."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", phrases.fold(text))}
