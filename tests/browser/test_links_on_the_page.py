"""Links to goals can be copied, terms lead to their explanation: by key, by touch and without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.people import Visitors, refuse
from browser.test_print import packed, printed
from built import Site

PLAIN = re.compile(r"^Länk till \D+ \d+$")
COPY = re.compile(r"^Kopiera länk till \D+ \d+$")


@pytest.fixture(scope="module")
def section(kinds: dict[str, str]) -> str:
    """Give the page of a section with many goals."""
    return kinds["section"]


def use(page: Page, link: Locator, way: str) -> None:
    """Follow a link by key, finger or mouse."""
    if way == "keyboard":
        link.focus()
        page.keyboard.press("Enter")
    elif way == "touch":
        link.tap()
    else:
        link.click()


def clear_of_the_header(page: Page, anchor: str) -> bool:
    """Tell whether the element with an id is in the window and not under the header."""
    return bool(
        page.evaluate(
            """id => {
                const box = document.getElementById(id).getBoundingClientRect();
                const top = document.elementFromPoint(box.left + 3, box.top + 3);
                return box.top >= 0 && box.top < innerHeight && !!top && !top.closest("header");
            }""",
            anchor,
        )
    )


def test_goal_is_a_plain_link_without_script(visitors: Visitors, section: str, server: str) -> None:
    """Every permalink is an address of its own, and leads to its goal."""
    page = visitors.open(section, width=320, java_script_enabled=False)
    links = page.get_by_role("link", name=PLAIN)
    assert links.count() > 3
    assert page.get_by_role("link", name=COPY).count() == 0
    for index in range(links.count()):
        href = str(links.nth(index).get_attribute("href"))
        links.nth(index).click()
        assert page.url == f"{server}{section}{href}"
        assert clear_of_the_header(page, href.removeprefix("#"))


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_goal_is_copied_with_script(visitors: Visitors, section: str, server: str, way: str) -> None:
    """The label says that it copies, the clipboard holds the whole address, and the reader is refuse."""
    page = visitors.context(width=320, has_touch=True, permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.clock.install()
    page.goto(section)
    links = page.locator("a.permalink")
    expect(links.first).to_have_text(COPY)
    assert page.get_by_role("link", name=PLAIN).count() == 0
    label = str(links.nth(1).text_content())
    href = str(links.nth(1).get_attribute("href"))
    use(page, links.nth(1), way)
    expect(page.get_by_role("status")).to_have_text("Länken är kopierad")
    expect(links.nth(1)).to_have_text("Länken är kopierad")
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}{section}{href}"
    page.clock.run_for(4000)
    expect(links.nth(1)).to_have_text(label)


def test_goal_can_be_copied_twice(visitors: Visitors, section: str) -> None:
    """A second press within the confirmation does not spoil the label."""
    page = visitors.context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.clock.install()
    page.goto(section)
    link = page.locator("a.permalink").first
    label = str(link.text_content())
    link.click()
    expect(link).to_have_text("Länken är kopierad")
    link.click()
    page.clock.run_for(10_000)
    expect(link).to_have_text(label)


def test_goal_that_cannot_be_copied_says_so(visitors: Visitors, section: str, server: str) -> None:
    """Where the browser forbids the clipboard, the reader is refuse and the address still holds the goal."""
    context = visitors.context()
    context.add_init_script(
        "if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'))"
    )
    page = context.new_page()
    page.goto(section)
    link = page.locator("a.permalink").first
    href = str(link.get_attribute("href"))
    link.click()
    expect(page.get_by_role("status")).to_contain_text("kunde inte kopieras")
    assert page.url == f"{server}{section}{href}"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_history_is_folded_until_it_is_asked_for(visitors: Visitors, section: str, *, script: bool) -> None:
    """What is in force stands first and short; a way into what has changed opens it, and paper has all of it."""
    page = visitors.open(section, width=360, java_script_enabled=script)
    told = page.locator(".then-now").first
    assert not told.is_visible()
    paper = packed("".join(printed(page)))
    assert all(packed(one) in paper for one in page.locator(".then-now .when, .tied li").all_text_contents())
    page.goto(section)
    links = page.locator("#andringar ~ .chips a")
    assert links.count() > 1
    expect(told).to_be_hidden()
    links.last.click()
    anchor = str(links.last.get_attribute("href"))[1:]
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    expect(told).to_be_visible()


def test_links_to_goals_have_different_names(visitors: Visitors, section: str) -> None:
    """In a list of links, no two goals have the same name."""
    names = visitors.open(section).locator("a.permalink").all_inner_texts()
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_terms_lead_to_an_explanation_on_the_same_page(survey: dict[str, dict[str, Any]]) -> None:
    """No term on any page leads away or nowhere."""
    faults = [f"{address}: {noted['lostTerms']}" for address, noted in survey.items() if noted["lostTerms"]]
    refuse(faults)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_term_leads_to_its_explanation(visitors: Visitors, site: Site, server: str, way: str, *, script: bool) -> None:
    """The explanation is seen, and going back gives the text again."""
    address = next(one for one in site.addresses if 'class="term"' in site.text(one))
    page = visitors.open(address, width=320, has_touch=True, java_script_enabled=script)
    term = page.locator("a.term").first
    anchor = str(term.get_attribute("href")).removeprefix("#")
    use(page, term, way)
    expect(page.locator(f"#{anchor} + dd")).to_be_in_viewport()
    assert page.url == f"{server}{address}#{anchor}"
    assert clear_of_the_header(page, anchor)
    page.go_back()
    assert page.url == f"{server}{address}"
    expect(term).to_be_in_viewport()
