"""Someone who is watched can leave a page at once, and it does not tell on them."""

from __future__ import annotations

import contextlib
import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.people import (
    ON_TOP,
    Visitors,
    answer,
    at_each_stop,
    double_text,
    help_link,
    is_on_top,
    leave_unanswered,
    refuse,
    search_for,
    stored,
    tab_to,
)
from built import Site
from core.content import Content

NUMBER_IS_COVERED = f"""one => one.matches('a[href^="tel:"]') && !({ON_TOP})(one)
    ? `«${{one.innerText}}» is covered while it has the focus` : "" """
WAYS = ("click", "touch", "enter", "shift")
NOON = datetime.datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001 - the browser's own wall clock


@pytest.fixture(scope="module")
def address(kinds: dict[str, str]) -> str:
    """Give an exposed page."""
    return kinds["situation, exposed"]


def exit_link(page: Page) -> Locator:
    """Find the way out."""
    return page.get_by_role("link", name="Lämna sidan", exact=True)


def cover_is_whole(page: Page) -> bool:
    """Tell whether nothing of the page can be seen."""
    return bool(
        page.evaluate(
            """() => {
                const cover = document.querySelector(".exit-cover");
                if (!cover || getComputedStyle(cover).backgroundColor !== "rgb(255, 255, 255)") return false;
                return [0.01, 0.25, 0.5, 0.75, 0.99].every(x => [0.01, 0.25, 0.5, 0.75, 0.99].every(
                    y => document.elementFromPoint(x * innerWidth, y * innerHeight) === cover));
            }"""
        )
    )


def leave(page: Page, way: str) -> None:
    """Use the way out by mouse, finger, the link's key or the quick key."""
    if way == "click":
        exit_link(page).click(no_wait_after=True)
    elif way == "touch":
        exit_link(page).tap(no_wait_after=True)
    elif way == "enter":
        tab_to(page, exit_link(page), at_most=2)
        page.keyboard.press("Enter")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")


@pytest.fixture
def target(content: Content, visitors: Visitors) -> str:
    """Give the address that leaving leads to, which alone may be asked for."""
    visitors.may_ask.add(content.site.quick_exit_target)
    return content.site.quick_exit_target


def test_is_on_exposed_pages_only(survey: dict[str, dict[str, Any]], exposed: frozenset[str]) -> None:
    """The topics of the data decide, and each such page has one way out."""
    assert {address: noted["exits"] for address, noted in survey.items() if noted["exits"]} == dict.fromkeys(exposed, 1)


@pytest.mark.parametrize("large", [False, True], ids=["text 100 %", "text 200 %"])
@pytest.mark.parametrize("width", [320, 1280])
def test_is_seen_at_once_and_while_scrolling(
    visitors: Visitors, exposed: frozenset[str], width: int, *, large: bool
) -> None:
    """Nothing ever covers the way out."""
    page = visitors.context(width=width, reduced_motion="reduce").new_page()
    faults = []
    for address in sorted(exposed):
        page.goto(address)
        if large:
            double_text(page)
        for place in ("0", "innerHeight", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
            page.evaluate(f"scrollTo(0, {place})")
            if not is_on_top(exit_link(page)):
                faults.append(f"{address}: the exit is covered or outside the window when scrolled to {place}")
        if exit_link(page).bounding_box()["height"] < 44:  # type: ignore[index]
            faults.append(f"{address}: the exit is less than 44 px high")
    refuse(faults)


def test_does_not_cover_a_number_that_has_the_focus(visitors: Visitors, exposed: frozenset[str]) -> None:
    """On a small screen, the number that is about to be called can be read."""
    page = visitors.context(width=320, reduced_motion="reduce").new_page()
    faults = []
    for address in sorted(exposed):
        page.goto(address)
        faults += [f"{address}: {said}" for said in at_each_stop(page, NUMBER_IS_COVERED) if said]
    refuse(faults)


def test_is_seen_over_the_open_menu(visitors: Visitors, address: str) -> None:
    """The menu of small screens does not cover the way out."""
    page = visitors.open(address, width=320)
    page.get_by_text("Meny", exact=True).click()
    expect(page.get_by_role("navigation", name="Meny").get_by_role("link").first).to_be_visible()
    assert is_on_top(exit_link(page))


@pytest.mark.parametrize("width", [320, 1280])
def test_is_seen_and_works_over_the_open_search_box(visitors: Visitors, address: str, target: str, width: int) -> None:
    """The search box does not cover the way out, and keys and pointer reach it."""
    page = visitors.open(address, width=width)
    search_for(page, "hjälp")
    assert is_on_top(page.locator("[data-exit]").last), "the search box covers the exit"
    answer(page, target)
    page.locator("[data-exit]").last.click()
    page.wait_for_url(target)


def test_quick_key_works_in_the_open_search_box(visitors: Visitors, address: str, target: str) -> None:
    """Shift three times leaves from there too, and nothing of the box is left to see."""
    page = visitors.open(address, width=320)
    search_for(page, "hjälp")
    leave_unanswered(page, target)
    leave(page, "shift")
    assert cover_is_whole(page), "the search box lies over the cover"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_is_the_first_stop_after_the_skip_link(
    visitors: Visitors, exposed: frozenset[str], width: int, *, script: bool
) -> None:
    """One more press of Tab than the skip link leads out, the next to crisis help."""
    page = visitors.context(width=width, java_script_enabled=script).new_page()
    for address in sorted(exposed):
        page.goto(address)
        assert tab_to(page, exit_link(page), at_most=3) == 2
        assert tab_to(page, help_link(page), at_most=1) == 1


def test_is_a_plain_link_without_script(visitors: Visitors, address: str, target: str) -> None:
    """Without script it still leads away, in the same tab and without saying from where."""
    page = visitors.open(address, width=320, java_script_enabled=False)
    answer(page, target)
    assert exit_link(page).get_attribute("target") is None
    tab_to(page, exit_link(page), at_most=2)
    with page.expect_request(target) as asked:
        page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert len(page.context.pages) == 1
    assert "referer" not in asked.value.headers


@pytest.mark.parametrize("way", WAYS)
def test_covers_the_page_at_once(visitors: Visitors, address: str, target: str, way: str) -> None:
    """Even while the next page does not answer: the page is blank, and the tab names the next page."""
    page = visitors.open(address, width=320, has_touch=True)
    asked = leave_unanswered(page, target)
    with page.expect_request(target):
        leave(page, way)
    assert cover_is_whole(page)
    assert page.title() == urlsplit(target).hostname
    assert asked == [target]


@pytest.mark.parametrize("way", WAYS)
def test_leaves_no_way_back(visitors: Visitors, address: str, server: str, target: str, way: str) -> None:
    """The next page stands in place of this one: going back gives the page before."""
    page = visitors.open("/", width=320, has_touch=True)
    page.goto(address)
    answer(page, target)
    leave(page, way)
    page.wait_for_url(target)
    assert len(page.context.pages) == 1
    page.go_back()
    assert page.url == f"{server}/"
    assert stored(page) == {}


@pytest.mark.parametrize(
    ("seconds", "leaves"), [((0, 2.4, 2.4), True), ((0, 2.6, 2.6), False), ((0, 0.1, 6), False)], ids=str
)
def test_shift_three_times_leaves_within_five_seconds(
    visitors: Visitors, address: str, target: str, seconds: tuple[float, ...], *, leaves: bool
) -> None:
    """Three presses in five seconds leave; slower ones are someone writing."""
    page = visitors.context().new_page()
    page.clock.install(time=NOON)
    page.goto(address)
    page.clock.pause_at(NOON + datetime.timedelta(minutes=1))
    asked = leave_unanswered(page, target)
    for place, pause in enumerate(seconds, 1):
        page.clock.run_for(round(pause * 1000))
        last = leaves and place == len(seconds)
        # Where one is wanted the request is awaited: it comes when the browser gets to it.
        with page.expect_request(target) if last else contextlib.nullcontext():
            page.keyboard.press("Shift")
    assert cover_is_whole(page) is leaves
    assert len(asked) == leaves


def test_shift_that_is_held_stays(visitors: Visitors, address: str, target: str) -> None:
    """Shift held for a click, the wheel or another key is no press of its own."""
    page = visitors.open(address)
    asked = leave_unanswered(page, target)
    for use in (
        lambda: page.mouse.wheel(0, 40),
        lambda: page.get_by_role("heading", level=1).click(modifiers=["Shift"]),
        lambda: page.keyboard.press("ArrowDown"),
        lambda: page.mouse.wheel(0, -40),
    ):
        page.keyboard.down("Shift")
        use()
        page.keyboard.up("Shift")
    assert not cover_is_whole(page)
    assert asked == []


def test_other_keys_stay(visitors: Visitors, address: str, target: str) -> None:
    """Escape stops loading and capitals are writing; neither leaves."""
    page = visitors.open(address)
    asked = leave_unanswered(page, target)
    for _ in range(4):
        page.keyboard.press("Escape")
    search_for(page, "hjälp")
    for key in ("Shift+H", "Shift+E", "Shift+J", "Shift+A"):
        page.keyboard.press(key)
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.keyboard.press("Control")
    page.keyboard.press("Shift")
    assert not cover_is_whole(page)
    assert asked == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_tells_nothing_in_the_tab_or_the_history(
    visitors: Visitors, content: Content, exposed: frozenset[str], *, script: bool
) -> None:
    """Title, description, shared title, icon, address and the page's own anchors are neutral."""
    page = visitors.context(java_script_enabled=script).new_page()
    page.goto("/")
    icon = page.locator("link[rel=icon]").evaluate("link => link.href")
    vocabulary = content.vocabulary
    faults = []
    for address in sorted(exposed):
        page.goto(address)
        said = page.evaluate(
            """() => [
                ["title", document.title], ["address", location.href],
                ...[...document.querySelectorAll("meta[content]")].map(
                    one => [one.name || one.getAttribute("property"), one.content]),
                ...[...document.querySelectorAll('a[href*="#"]')].filter(one => one.pathname === location.pathname).map(
                    one => [`anchor of «${one.textContent.trim()}»`, one.hash]),
            ]"""
        )
        told = [
            (what, words) for what, words in said if vocabulary.tells(words or "") or vocabulary.id_tells(words or "")
        ]
        faults += [f"{address}: the {what} is «{words}»" for what, words in told]
        if page.locator("link[rel=icon]").evaluate("link => link.href") != icon:
            faults.append(f"{address}: has an icon of its own")
    refuse(faults)


def test_says_what_it_cannot_do(site: Site, exposed: frozenset[str]) -> None:
    """The page says that the history stays, how to clear it, and that a device can be spied on."""
    for address in exposed:
        text = site.text(address)
        assert [word for word in ("historiken", "privat fönster", "spionerar", "rensat") if word not in text] == []
