"""Nothing is stored with a visitor, nobody else is asked, and no address tells what they looked for."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.people import Visitors, search_for, search_hits, stored


def test_a_whole_visit_leaves_nothing(visitors: Visitors, kinds: dict[str, str], server: str) -> None:
    """Every kind of page, a search, a filter and a copied link: no cookie, no store, no other host."""
    page = visitors.context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    for address in kinds.values():
        page.goto(address)
        page.mouse.wheel(0, 2000)
        assert stored(page) == {}, address
    page.goto(kinds["services"])
    page.get_by_label("Ålder").select_option("barn")
    assert stored(page) == {}
    page.goto(kinds["section"])
    page.locator("a.permalink").first.click()
    expect(page.get_by_role("status")).to_have_text("Länken är kopierad")
    assert stored(page) == {}
    page.goto(kinds["start"])
    search_for(page, "våld")
    assert stored(page) == {}
    search_hits(page).first.click()
    page.wait_for_load_state()
    assert stored(page) == {}
    assert [url for url in visitors.asked if not url.startswith(f"{server}/")] == []


def test_the_query_is_in_no_address(visitors: Visitors) -> None:
    """Neither the page, its history, a hit nor a request holds the words."""
    page = visitors.open("/")
    before = page.evaluate("[location.href, history.length]")
    search_for(page, "självmord")
    hits = search_hits(page).evaluate_all("all => all.map(one => one.href)")
    assert page.evaluate("[location.href, history.length]") == before
    assert [href for href in hits if "?" in href] == []
    search_hits(page).first.click()
    page.wait_for_load_state()
    assert page.evaluate("[location.search, document.referrer]") == ["", ""]
    assert [url for url in visitors.asked if "?" in url] == []
