"""Nothing is stored with a visitor, nobody else is asked, and no address tells what they looked for."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.people import Visitors, refuse, search_for, search_hits, stored

# Presses all that can be pressed without leaving the page: what opens, buttons, boxes, choices, links within the page.
# The search and the quick exit have tests of their own.
PRESS_ALL = """() => {
    document.querySelectorAll("details").forEach(one => { one.open = true; });
    const within = one => one.pathname === location.pathname && one.hash;
    let pressed = 0;
    for (const one of document.querySelectorAll("a[href], button, input, select, summary")) {
        if (one.matches("[data-search-open], [data-exit]") || (one.href !== undefined && !within(one))) continue;
        if (one.matches("select")) {
            one.selectedIndex = one.options.length - 1;
            one.dispatchEvent(new Event("change", {bubbles: true}));
        } else one.click();
        pressed += 1;
    }
    scrollTo(0, 2000);
    return pressed;
}"""


def test_a_whole_visit_leaves_nothing(
    visitors: Visitors, pages: tuple[str, ...], kinds: dict[str, str], server: str
) -> None:
    """One fresh profile on every page, all that can be pressed, then a search: no cookie, no store, no other host."""
    page = visitors.context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    faults, pressed = [], 0
    for address in pages:
        page.goto(address)
        pressed += page.evaluate(PRESS_ALL)
        faults += [f"{address}: shows {query}" for query in [page.evaluate("location.search")] if query]
    refuse(faults)
    assert stored(page) == {}
    assert pressed > 10 * len(pages)
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
    assert [url for url in visitors.asked if not url.startswith(f"{server}/") or "?" in url] == []


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
