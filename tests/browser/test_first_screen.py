"""What stands in the first screen, in which order, and that nothing lies on anything else: structure, not pixels."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from browser.measures import Noted
from browser.people import Visitors, refuse
from core.content import Content

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1280, "height": 800}


def bottom(page: Page, selector: str) -> float:
    """Give where the first element of a selector ends."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["y"] + box["height"]


def test_the_start_page_on_a_phone_begins_with_search_and_numbers(visitors: Visitors) -> None:
    """Help strip, heading, field and all the numbers, in this order, before anyone has to scroll."""
    page = visitors.open("/", **PHONE)
    order = [bottom(page, one) for one in (".strip", "h1", ".field", ".plate__numbers")]
    assert order == sorted(order)
    assert order[-1] <= PHONE["height"]
    assert page.locator(".plate__number").first.get_attribute("href") == "tel:112"
    assert page.locator(".tiles .tile").count() == page.locator(".tile a").count() > 10


def test_the_start_page_is_wide_where_there_is_room(visitors: Visitors) -> None:
    """The numbers stand beside the field, four situations in a row, and the scene behind no words."""
    page = visitors.open("/", **WIDE)
    field, plate = page.locator(".field").bounding_box(), page.locator(".plate").bounding_box()
    assert field is not None
    assert plate is not None
    assert field["x"] + field["width"] <= plate["x"]
    tops = (
        page.locator(".tiles")
        .first.locator(".tile")
        .evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    )
    assert len(set(tops)) == 1
    assert bottom(page, ".plate") <= WIDE["height"]
    scene = page.locator(".scene").bounding_box()
    assert scene is not None
    assert bottom(page, ".field") <= scene["y"]


def test_the_card_is_in_the_first_screen_of_every_situation(visitors: Visitors, content: Content) -> None:
    """On a phone 112, whom to turn to next and the first line to talk to are seen at once, else the whole card."""
    faults = []
    phone, wide = visitors.context(**PHONE).new_page(), visitors.context(**WIDE).new_page()
    for one in content.situations:
        phone.goto(f"/hjalp/{one}/")
        faults += [
            f"{one}: {what} ends at {end:.0f} px on a phone"
            for what in (".step:nth-child(2) .call", ".step.prata .call")
            if (end := bottom(phone, what)) > PHONE["height"]
        ]
        wide.goto(f"/hjalp/{one}/")
        if (end := bottom(wide, "section.help")) > WIDE["height"]:
            faults.append(f"{one}: the card ends at {end:.0f} px on a wide screen")
    refuse(faults)


def test_the_way_to_help_is_in_the_first_screen_of_a_service(visitors: Visitors, kinds: dict[str, str]) -> None:
    """The box comes before all else about the service, and its first way is seen at once."""
    for size in (PHONE, WIDE):
        page = visitors.open(kinds["service"], **size)
        assert bottom(page, ".box .call, .box .go") <= size["height"]
        assert page.locator("article h2").first.inner_text() == "Så får du hjälp"


def test_lists_of_services_can_be_scanned(visitors: Visitors, content: Content) -> None:
    """At least twelve in a screen of 1280 × 800, and each once."""
    page = visitors.open("/stod/", **WIDE)
    tops = page.locator(".services > li").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(tops) == len(content.services)
    most = max(sum(start <= top < start + WIDE["height"] for top in tops) for start in tops)
    assert most >= 12


@pytest.mark.parametrize("width", [320, 1280])
def test_no_words_lie_on_others(looked: Noted, width: int) -> None:
    """On each kind of page, small and wide."""
    refuse(looked[f"{width} px, overlaps"])


def test_no_table_is_cut_off_where_there_is_room(looked: Noted) -> None:
    """At 1280 px every table shows all of its columns."""
    refuse(looked["1280 px, cut regions"])
