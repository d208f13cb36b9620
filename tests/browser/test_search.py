"""The search box finds by key and by touch, and the page stands when it cannot."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from browser.people import Sought, Visitors, help_link, search_field, search_for, search_hits, search_opener


def stand_in(route: Route, failure: str) -> None:
    """Fail as a bad connection, a lost file or a cut one does."""
    if failure == "aborted":
        route.abort()
    elif failure == "missing":
        route.fulfill(status=404, content_type="text/html", body="borta")
    else:
        route.fulfill(status=200, content_type="application/json", body='{"entries": [')


def open_box(page: Page) -> None:
    """Open the search box with the mouse."""
    search_opener(page).click()
    expect(search_field(page)).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_finds_and_follows_by_keyboard(visitors: Visitors, sought: Sought, width: int) -> None:
    """Tab to the opener, Enter, words, arrow, Enter."""
    page = visitors.open("/overenskommelsen/", width=width)
    search_for(page, sought.name)
    expect(search_hits(page).first).to_contain_text(sought.name)
    page.keyboard.press("ArrowDown")
    expect(search_hits(page).first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{sought.address}")


def test_finds_by_touch(visitors: Visitors, sought: Sought) -> None:
    """A tap opens the field, a tap opens the hit."""
    page = visitors.open("/", width=320, has_touch=True)
    search_opener(page).tap()
    search_field(page).fill(sought.name)
    search_hits(page).first.tap()
    page.wait_for_url(f"**{sought.address}")


def test_closes_on_escape(visitors: Visitors) -> None:
    """Escape gives the page and the focus back."""
    page = visitors.open("/", width=320)
    search_for(page, "ensam")
    page.keyboard.press("Escape")
    expect(search_hits(page)).to_have_count(0)
    expect(search_opener(page)).to_be_focused()
    expect(help_link(page)).to_be_visible()


@pytest.mark.parametrize("failure", ["aborted", "missing", "broken"])
@pytest.mark.parametrize("files", ["index.json", "*.json"])
def test_page_stands_when_the_index_fails(visitors: Visitors, files: str, failure: str) -> None:
    """Without an index nothing is thrown, help and A–Ö stand in the box, and the page works when it is closed."""
    context = visitors.context(width=320)
    context.route(f"**/search/{files}", lambda route: stand_in(route, failure))
    page = context.new_page()
    page.goto("/")
    open_box(page)
    page.keyboard.type("ensam")
    box = page.get_by_role("dialog")
    expect(box.get_by_role("status")).to_contain_text("går inte att hämta")
    expect(box.get_by_role("link", name="Ring 112")).to_be_visible()
    expect(box.get_by_role("link", name="A–Ö")).to_be_visible()
    page.keyboard.press("Escape")
    help_link(page).click()
    page.wait_for_url("**/akut/")
    assert visitors.thrown == []


def test_list_stands_in_when_the_script_fails(visitors: Visitors) -> None:
    """Where the search itself cannot be fetched, its opener leads to A–Ö."""
    context = visitors.context(width=320)
    context.route("**/assets/search.js", lambda route: route.abort())
    page = context.new_page()
    page.goto("/")
    search_opener(page).click()
    page.wait_for_url("**/a-o/")


def test_opener_leads_to_the_list_without_script(visitors: Visitors) -> None:
    """Without script the same words are a link to A–Ö."""
    page = visitors.open("/", width=320, java_script_enabled=False)
    page.get_by_role("link", name="Sök").first.click()
    page.wait_for_url("**/a-o/")
