"""Someone in need, with an old phone and only keys, is two steps from a voice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.people import (
    MAIN_KINDS,
    Sought,
    Visitors,
    at_each_stop,
    help_link,
    is_on_top,
    refuse,
    search_for,
    tab_to,
    tab_to_number,
)

STARTS = ("start", "section", "service", "missing")
FIRST_NUMBER = 6
"""Presses of Tab to 112 on the crisis page: past the way to its text, two ways on the site, two other languages."""


# What is wrong with the place of an element that has the focus.
STOP = """one => {
    const box = one.getBoundingClientRect();
    const name = one.tagName.toLowerCase() + [...one.classList].map(word => "." + word).join("");
    const part = one.closest("header, article, footer");
    const place = part ? part.tagName.toLowerCase() + " " : "";
    if (box.width < 1 || box.height < 1) return place + name + ": has no size";
    if (box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight)
        return place + name + ": is outside the window";
    const free = [...one.getClientRects()].some(box => [0.05, 0.25, 0.5, 0.75, 0.95].some(share => {
        const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
        const top = document.elementFromPoint(box.x + box.width * share, middle);
        return top && (one.contains(top) || top.contains(one));
    }));
    return free ? "" : place + name + ": is covered";
}"""


def _number_has_focus(page: Page) -> bool:
    return is_on_top(page.locator("a:focus"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("kind", STARTS)
def test_a_number_is_two_steps_away_by_keyboard(
    visitors: Visitors, kinds: dict[str, str], kind: str, *, script: bool
) -> None:
    """Step one opens crisis help, step two calls."""
    page = visitors.open(kinds.get(kind, "/finns/inte/"), width=320, java_script_enabled=script)
    tab_to(page, help_link(page), at_most=2)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akut/")
    assert tab_to_number(page, at_most=FIRST_NUMBER) == "tel:112"
    assert _number_has_focus(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_number_is_two_steps_away_from_a_search_result(visitors: Visitors, sought: Sought, width: int) -> None:
    """Step one opens the hit, step two calls the number that stands on it; crisis help is as near as from any page."""
    page = visitors.open("/", width=width)
    search_for(page, sought.name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{sought.address}")
    assert tab_to_number(page, at_most=30).startswith("tel:")
    assert _number_has_focus(page)
    page.reload()
    tab_to(page, help_link(page), at_most=2)
    page.keyboard.press("Enter")
    page.wait_for_url("**/akut/")
    assert tab_to_number(page, at_most=FIRST_NUMBER) == "tel:112"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_number_is_two_touches_away(visitors: Visitors, kinds: dict[str, str], *, script: bool) -> None:
    """The same with a finger, from a service that was found."""
    page = visitors.open(kinds["service"], width=320, has_touch=True, java_script_enabled=script)
    help_link(page).tap()
    page.wait_for_url("**/akut/")
    assert is_on_top(page.get_by_role("link", name="Ring 112"))


@pytest.mark.parametrize("width", [320, 1280])
def test_every_stop_of_the_tab_key_is_seen(visitors: Visitors, kinds: dict[str, str], width: int) -> None:
    """From the first to the last of a page, the focus never goes where its reader cannot see it."""
    faults: set[str] = set()
    page = visitors.context(width=width, reduced_motion="reduce").new_page()
    for kind in kinds if width == 320 else MAIN_KINDS:
        page.goto(kinds[kind])
        stops = at_each_stop(page, STOP)
        assert len(stops) > 2, kind
        faults |= {f"{kind}: {fault}" for fault in stops if fault}
    refuse(sorted(faults))
