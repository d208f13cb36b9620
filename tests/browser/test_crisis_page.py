"""Crisis help is one file that needs nothing else, on any phone and on paper."""

from __future__ import annotations

import gzip
import re

import pytest

from browser.people import Visitors, is_on_top
from built import Site

ADDRESS = "/akut/"
LARGEST = 14 * 1024
# The words that are printed and their size in points; a link that only leads on the web is printed as its address.
POINTS = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const owner = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
        if (!words || owner.closest(".vh") || !owner.checkVisibility()) continue;
        const after = getComputedStyle(owner, "::after"), isAddress = after.content.includes(owner.href);
        const style = isAddress ? after : getComputedStyle(owner);
        found.push([isAddress ? owner.href : words, Math.round(parseFloat(style.fontSize) * 7.5) / 10]);
    }
    return found;
}"""


def test_is_small(site: Site) -> None:
    """It comes in the first round trip."""
    assert len(gzip.compress(site.text(ADDRESS).encode(), compresslevel=6)) <= LARGEST


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_works_alone(visitors: Visitors, server: str, *, script: bool) -> None:
    """It asks for nothing but itself, and can be read and called when everything else is blocked."""
    context = visitors.context(width=320, java_script_enabled=script)
    context.route(lambda url: url != server + ADDRESS, lambda route: route.abort())
    page = context.new_page()
    page.goto(ADDRESS, wait_until="networkidle")
    assert visitors.asked == [server + ADDRESS]
    assert page.get_by_role("heading", level=1).inner_text() == "Akut hjälp"
    assert is_on_top(page.get_by_role("link", name="Ring 112"))
    assert page.locator("script[src], img, iframe, link:not([rel=icon], [rel=alternate])").count() == 0
    assert page.locator("link[rel=icon]").get_attribute("href").startswith("data:")  # type: ignore[union-attr]


def test_calls_in_the_national_order(visitors: Visitors) -> None:
    """First 112, then 1177, then lines to talk to, each 44 px high."""
    page = visitors.open(ADDRESS, width=320, java_script_enabled=False)
    numbers = page.locator('a[href^="tel:"]')
    hrefs = [link.get_attribute("href") for link in numbers.all()]
    assert hrefs[:2] == ["tel:112", "tel:1177"]
    assert len(hrefs) > 5
    assert len(set(hrefs)) == len(hrefs)
    assert [link.inner_text() for link in numbers.all() if link.bounding_box()["height"] < 44] == []  # type: ignore[index]


def test_headings_say_what_to_do(visitors: Visitors) -> None:
    """Each level is one action with its condition."""
    page = visitors.open(ADDRESS)
    levels = page.get_by_role("region", name="Hjälp nu").get_by_role("heading").all_inner_texts()
    assert len(levels) == 3
    assert [text for text in levels if not re.match(r"(Ring|Sök|Prata) .+ om ", text)] == []


def test_prints_in_letters_that_can_be_read(visitors: Visitors) -> None:
    """Running text is 11 points, nothing is under 10, and an address stands where a link was."""
    page = visitors.open(ADDRESS, java_script_enabled=False)
    page.emulate_media(media="print")
    points: dict[str, float] = dict(page.evaluate(POINTS))
    assert {words: size for words, size in points.items() if size < 10} == {}
    assert points["Du eller någon annan är på väg att ta sitt liv."] == 11
    assert [words for words in points if words.startswith("https://")]


def test_reads_in_dark_and_light(visitors: Visitors) -> None:
    """Its ground follows the reader's setting."""
    grounds = {
        scheme: visitors.open(ADDRESS, color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert grounds["light"] != grounds["dark"]
