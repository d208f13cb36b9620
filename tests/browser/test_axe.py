"""axe finds nothing on any page: WCAG 2.2 A and AA and best practice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.people import Visitors, refuse, search_field, search_opener

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
# Faults that are not ours: the rule, the one element, and why it stands. There are none.
EXCLUDED: dict[tuple[str, str], str] = {}
# This axe is from 2022 and reads what lies in a closed <details> as if it were shown; what nobody sees is left out.
RUN = """async options => {
    const unseen = node => document.querySelector(node.target[0])?.checkVisibility() === false;
    const found = await axe.run(document, options);
    return found.violations.flatMap(
        rule => rule.nodes.filter(node => rule.id !== "color-contrast" || !unseen(node)).map(
            node => [rule.id, node.target.join(" "), rule.help]));
}"""


def load(page: Page, address: str) -> None:
    """Visit a page and bring axe."""
    page.goto(address)
    page.evaluate(Axe().axe_script)


def violations(page: Page) -> list[str]:
    """Give what axe finds on a page as rule, element and reason."""
    found = page.evaluate(RUN, OPTIONS)
    return [f"{rule}: {target} ({why})" for rule, target, why in found if (rule, target) not in EXCLUDED]


def gathered(faults: dict[str, list[str]]) -> Iterator[str]:
    """Give each fault once with the pages that have it."""
    return (f"{fault} on {len(where)} pages: {', '.join(where[:5])}" for fault, where in sorted(faults.items()))


def test_each_kind_of_page(visitors: Visitors, kinds: dict[str, str]) -> None:
    """Small and wide, light and dark; wide and light is every page's."""
    page = visitors.context(reduced_motion="reduce").new_page()
    faults = defaultdict(list)
    for kind, address in kinds.items():
        load(page, address)
        for width, scheme in ((1280, "dark"), (320, "dark"), (320, "light")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            for fault in violations(page):
                faults[fault].append(f"{kind} ({width} px, {scheme})")
    refuse(gathered(faults))


def test_every_page(visitors: Visitors, pages: tuple[str, ...]) -> None:
    """Every page that was built, wide and light."""
    page = visitors.context(width=1280, color_scheme="light", reduced_motion="reduce").new_page()
    faults = defaultdict(list)
    for address in pages:
        load(page, address)
        for fault in violations(page):
            faults[fault].append(address)
    refuse(gathered(faults))


def test_without_script(visitors: Visitors, kinds: dict[str, str]) -> None:
    """What the theme's script would have mended is sound without it."""
    context = visitors.context(width=320)
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    faults = defaultdict(list)
    for kind in ("start", "situation, exposed", "services", "section", "indicators"):
        load(page, kinds[kind])
        for fault in violations(page):
            faults[fault].append(kind)
    refuse(gathered(faults))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_and_changes(visitors: Visitors, scheme: str) -> None:
    """The open menu, the open contents, a used filter, hits, the card and no hits: as sound as what stood there."""
    page = visitors.context(width=320, reduced_motion="reduce", color_scheme=scheme).new_page()
    load(page, "/overenskommelsen/kunskapsstyrning/")
    page.get_by_text("Meny", exact=True).click()
    page.get_by_text("Innehåll på sidan", exact=True).click()
    faults = violations(page)
    load(page, "/stod/")
    page.get_by_label("Ålder").select_option("barn")
    faults += violations(page)
    search_opener(page).click()
    for words in ("pratcafé", "jag vill inte leva", "xqzwv"):
        search_field(page).fill(words)
        expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(re.compile("träff", re.IGNORECASE))
        faults += violations(page)
    refuse(faults)
