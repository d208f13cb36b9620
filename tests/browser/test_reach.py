"""Without script every page is reached by its reader, with all its words; with keys alone, the menu leads there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.people import Visitors, refuse, tab_to
from built import Site


def test_every_page_is_reached_without_script(survey: dict[str, dict[str, Any]]) -> None:
    """From the start page, by links that are seen and that the keyboard reaches, on a small screen."""
    reached, waiting = {"/"}, ["/"]
    while waiting:
        new = set(survey[waiting.pop()]["leads"]) & set(survey) - reached
        reached |= new
        waiting += new
    refuse(f"{address}: no link leads there" for address in sorted(set(survey) - reached - {"/404.html"}))


def test_no_words_are_hidden_without_script(survey: dict[str, dict[str, Any]]) -> None:
    """All text stands there, or opens without script."""
    refuse(f"{address}: «{words}» is hidden" for address, noted in survey.items() for words in noted["hidden"])


def menu(page: Page, width: int) -> list[tuple[str, str]]:
    """Give the words and the address of what the menu holds, opened with the keyboard where it must be opened."""
    if width < 768:
        page.keyboard.press("Home")
        tab_to(page, page.locator(".menu > summary"), at_most=8)
        expect(page.locator(".menu")).not_to_have_attribute("open", "")
        page.keyboard.press("Enter")
        expect(page.locator(".menu")).to_have_attribute("open", "")
    links = page.get_by_role("navigation", name="Meny" if width < 768 else "Huvudmeny").get_by_role("link")
    found: list[tuple[str, str]] = links.evaluate_all("all => all.map(one => [one.textContent, one.pathname])")
    return found


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_menu_by_keyboard(visitors: Visitors, site: Site, width: int, *, script: bool) -> None:
    """Tab and Enter lead to each of its pages, which then says where one is; no level is hidden below another."""
    page = visitors.open("/", width=width, java_script_enabled=script)
    entries = menu(page, width)
    assert len(entries) > 4
    assert {address for _, address in entries} <= set(site.addresses)
    assert page.locator(".head nav ul ul").count() == 0
    for words, address in entries:
        page.goto("/")
        menu(page, width)
        link = page.locator(".head nav:visible").get_by_role("link", name=words, exact=True)
        tab_to(page, link, at_most=len(entries) + 8)
        page.keyboard.press("Enter")
        page.wait_for_url(visitors.server + address)
        # What is in other words has a frame of its own, in those words.
        own = page.locator(".head").count() == 0
        current = page.locator("header [aria-current]" if own else ".head nav [aria-current]").first
        assert current.evaluate("one => one.pathname") == address
        assert own or current.text_content() == words


def test_the_menu_tells_whether_it_is_open(visitors: Visitors) -> None:
    """Listeners are told, and the same key closes it."""
    page = visitors.open("/", width=320)
    tab_to(page, page.locator(".menu > summary"), at_most=8)
    summary = page.locator(".menu > summary")
    tree = page.context.new_cdp_session(page)

    def expanded() -> list[object]:
        """Give what the tree for listeners says of what is named Meny and can be open."""
        named = (
            one
            for one in tree.send("Accessibility.getFullAXTree")["nodes"]
            if one.get("name", {}).get("value") == "Meny"
        )
        told = (item for one in named for item in one.get("properties", []) if item["name"] == "expanded")
        return [item["value"]["value"] for item in told]

    assert expanded() == [False]
    page.keyboard.press("Enter")
    assert expanded() == [True]
    page.keyboard.press("Space")
    assert expanded() == [False]
    expect(summary).to_be_focused()
