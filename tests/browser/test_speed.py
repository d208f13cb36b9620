"""What makes pages quick on a slow phone (V3), counted: what is asked for, waited for, done at a press.

Counts hold on any machine. benchmarks/speed.py gives the times, with the browser held back.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route

from browser.people import LIST_IS_WHOLE, MAIN_KINDS, Visitors, refuse, search_field, search_hits

# The page itself, a style sheet, an icon and the small scripts.
MOST_REQUESTS = 8
# Shift of the layout as a share: «good» by Core Web Vitals.
SHIFT = 0.1
# What one choice or key may change before it is answered; the rest of a long list comes over the next frames.
MOST_CHANGED = 400
WATCH = """
    window.shift = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) shift += one.value; }))
        .observe({type: "layout-shift", buffered: true});
"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(shift))))"
BLOCKING = """() => performance.getEntriesByType("resource").filter(one => one.renderBlockingStatus === "blocking").map(
    one => one.name)"""
# Sets a field, or presses what has no value to set, and gives how many elements were put in, taken out or changed when
# the answer had come.
CHANGED = """([where, value]) => {
    const box = document.querySelector(where), all = new MutationObserver(() => {});
    all.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    if (value === null) box.click();
    else box.value = value;
    for (const kind of value === null ? [] : ["input", "change"]) box.dispatchEvent(new Event(kind, {bubbles: true}));
    const size = one => one.querySelectorAll ? 1 + one.querySelectorAll("*").length : 1;
    const found = all.takeRecords().map(one => one.type === "childList"
        ? [...one.addedNodes].reduce((sum, added) => sum + size(added), one.removedNodes.length) : 1);
    all.disconnect();
    return found.reduce((sum, one) => sum + one, 0);
}"""


def phone(visitors: Visitors) -> Page:
    """Give a page on a phone that notes how its layout shifts."""
    page = visitors.context(width=360, height=640, is_mobile=True, has_touch=True).new_page()
    page.add_init_script(WATCH)
    return page


def kept_waiting(page: Page, url: str) -> list[Route]:
    """Keep the requests for an address waiting; give the list in which they gather."""
    asked: list[Route] = []

    def keep(route: Route) -> None:
        asked.append(route)

    page.route(url, keep)
    return asked


def test_pages_are_there_at_once_and_stay(visitors: Visitors, kinds: dict[str, str]) -> None:
    """One style sheet is all that a first view waits for; scripts that come late move nothing, nor does reading on."""
    faults, held = [], 0
    for kind in (*MAIN_KINDS, "whole agreement", "links"):
        page = phone(visitors)
        late = kept_waiting(page, "**/*.js")
        before = len(visitors.asked)
        page.goto(kinds[kind], wait_until="commit")
        page.locator("footer").first.wait_for()
        page.evaluate(DRAWN)
        held += len(late)
        for route in late:
            route.continue_()
        page.wait_for_load_state()
        if len(blocking := page.evaluate(BLOCKING)) > 1 or any(url.endswith(".js") for url in blocking):
            faults.append(f"{kind}: waits for {blocking}")
        if (asked := len(visitors.asked) - before) > MOST_REQUESTS:
            faults.append(f"{kind}: asks for {asked} files")
        page.evaluate(DRAWN)
        page.mouse.wheel(0, 5000)
        if (shift := page.evaluate(DRAWN)) > SHIFT:
            faults.append(f"{kind}: jumps by {shift:.2f}")
        page.close()
    assert held > len(MAIN_KINDS)
    refuse(faults)


@pytest.mark.parametrize("address", ["/stod/", "/utbildningar/", "/lankar/"])
def test_filters_answer_at_once(visitors: Visitors, address: str) -> None:
    """A choice changes little before its answer stands there, however long the list."""
    page = phone(visitors)
    page.goto(address)
    boxes: list[list[Any]] = page.locator(".filters__boxes select, .filters > p > select").evaluate_all(
        "all => all.map(one => [`#${one.id}`, [...one.options].map(option => option.value)])"
    )
    # A button is pressed twice: for its choice, and for all again.
    boxes += page.locator("[data-filter-chip]").evaluate_all(
        "all => all.map(one => [`[data-filter-chip='${one.dataset.filterChip}']`, [null, null]])"
    )
    assert boxes
    faults = []
    for box, values in boxes:
        for value in values:
            changed = page.evaluate(CHANGED, [box, value])
            if changed > MOST_CHANGED:
                faults.append(f"{box} {value}: {changed} changes")
            page.wait_for_function(LIST_IS_WHOLE)
    refuse(faults)


def test_the_search_answers_at_once(visitors: Visitors) -> None:
    """A key asks the net for nothing, changes little and moves nothing."""
    page = phone(visitors)
    page.goto("/")
    page.keyboard.press("/")
    search_field(page).press("s")
    search_hits(page).first.wait_for()
    before = len(visitors.asked)
    question = "sorgegrupp för den som sörjer"
    faults = []
    for end in range(2, len(question) + 1):
        changed = page.evaluate(CHANGED, ["[data-search-input]", question[:end]])
        if changed > MOST_CHANGED:
            faults.append(f"{question[:end]}: {changed} changes")
    refuse(faults)
    assert visitors.asked[before:] == []
    assert page.evaluate(DRAWN) <= SHIFT
