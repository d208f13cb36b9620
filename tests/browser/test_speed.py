"""A slow phone on a slow net: what the web standards ask of speed (V3), tried with the browser held back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browser.people import MAIN_KINDS, Visitors, refuse, search_field, search_hits, tab_to

# Slow 4G and a phone four times slower, as Lighthouse holds a browser back: milliseconds and bytes a second. A request
# waits for several round trips of 150 ms, and the net gives nine tenths of 1.6 Mbit.
NET = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 0.9 * 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.9 * 750 * 1024 / 8,
}
SLOWER = 4
# Largest paint and answer to a press in milliseconds, shift of the layout as a share: «good» by Core Web Vitals.
PAINT, ANSWER, SHIFT = 2500, 200, 0.1
WATCH = """
    window.told = {paint: 0, shift: 0, answer: 0};
    const watch = (type, note, more) => new PerformanceObserver(list => list.getEntries().forEach(note))
        .observe({type, buffered: true, ...more});
    watch("largest-contentful-paint", one => { told.paint = one.startTime; });
    watch("layout-shift", one => { if (!one.hadRecentInput) told.shift += one.value; });
    watch("event", one => { if (one.interactionId) told.answer = Math.max(told.answer, one.duration); },
        {durationThreshold: 16});
"""


def held_back(visitors: Visitors) -> Page:
    """Give a page on a slow phone and a slow net, with nothing kept from before, that notes its own speed."""
    page = visitors.context(width=360, height=640, is_mobile=True, has_touch=True).new_page()
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", NET)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def told(page: Page) -> dict[str, Any]:
    """Give what the page noted, once the frame that it is about has been drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
    noted: dict[str, Any] = page.evaluate("told")
    return noted


def test_pages_are_there_at_once_and_stay(visitors: Visitors, kinds: dict[str, str]) -> None:
    """The main kinds and the long lists are painted in time and do not jump, not when read to their ends either."""
    page = held_back(visitors)
    faults = []
    for kind in (*MAIN_KINDS, "whole agreement", "links"):
        page.goto(kinds[kind])
        # Before the scroll: after it the browser notes no paint.
        if not 0 < (paint := told(page)["paint"]) <= PAINT:
            faults.append(f"{kind}: painted after {paint:.0f} ms")
        page.mouse.wheel(0, 5000)
        if (shift := told(page)["shift"]) > SHIFT:
            faults.append(f"{kind}: jumps by {shift:.2f}")
    refuse(faults)


@pytest.mark.parametrize("address", ["/stod/", "/utbildningar/", "/lankar/"])
def test_filters_answer_at_once(visitors: Visitors, address: str) -> None:
    """A choice made by keyboard is answered in time."""
    page = held_back(visitors)
    page.goto(address)
    tab_to(page, page.locator(".filters select").first)
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        assert 0 < told(page)["answer"] <= ANSWER


def test_the_search_answers_at_once(visitors: Visitors) -> None:
    """Opening the box and every key of a question, on a phone that has just fetched the index."""
    page = held_back(visitors)
    page.goto("/")
    page.keyboard.press("/")
    search_field(page).press("s")
    search_hits(page).first.wait_for()
    page.evaluate("told.answer = 0")  # the first press waited for the net
    page.keyboard.type("orgegrupp", delay=60)
    noted = told(page)
    assert 0 < noted["answer"] <= ANSWER
    assert noted["shift"] <= SHIFT
