"""Nothing is stored with a visitor, nobody else is asked, and no address tells what they looked for."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.conftest import Visit
from browser.people import Visitors, refuse, search_for, search_hits, stored
from built import Site


def test_a_whole_visit_leaves_nothing(visit: Visit, kinds: dict[str, str], server: str) -> None:
    """One fresh profile on every page, all that can be pressed, then a search: no cookie, no store, no other host."""
    page, visitors = visit.page, visit.visitors
    refuse(f"{address}: shows {query}" for address, query in visit.shows.items() if query)
    assert stored(page) == {}
    assert visit.pressed > 5 * len(visit.axe)
    page.goto(kinds["trainings"])
    page.get_by_text("Fler filter").click()
    page.get_by_label("Roll").select_option(index=1)
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
    assert [url for url in visitors.asked if url.endswith((".map", ".woff", ".woff2", ".ttf", ".otf"))] == []
    assert (visitors.sent, visitors.thrown) == ([], [])


def test_no_page_is_refused_anything(visit: Visit, site: Site) -> None:
    """The policy that stands in each page allows what is in it, opened and pressed, and the console is silent."""
    assert set(visit.refused) == set(site.addresses)
    refuse(f"{address}: {what}" for address, found in visit.refused.items() for what in found)


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
