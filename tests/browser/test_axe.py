"""axe finds nothing on any page and is unsure of nothing: WCAG 2.2 A and AA, best practice, rules still on trial."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Route, expect

from browser.axe import found
from browser.conftest import Visit
from browser.people import Sought, Visitors, leave_unanswered, refuse, search_field, services_listed
from built import build, copy_project
from loopback import served

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
# axe does not know that an open dialog lies above the page, and takes what is behind it for its ground.
HIDE_BEHIND = "document.querySelectorAll('body > :not(dialog)').forEach(one => { one.style.visibility = 'hidden'; })"
WIDTHS = (1280, 320)
# Where everything stands that is seen.
BOXES = """() => JSON.stringify([...document.querySelectorAll("body *")].filter(
    one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
).map(one => [one.tagName, ...Object.values(one.getBoundingClientRect().toJSON())]))"""

Faults = defaultdict[str, list[str]]


def load(page: Page, address: str) -> None:
    """Visit a page and bring axe."""
    page.goto(address)
    page.evaluate(AXE_SCRIPT)


def note_settings(page: Page, kind: str, faults: Faults, within: str = "html") -> None:
    """Note what axe finds as the page stands, wide and small, light and dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        boxes = set()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for fault in found(page, within, colours_alone=scheme == "dark"):
                faults[fault].append(f"{kind} ({width} px, {scheme})")
            boxes.add(page.evaluate(BOXES))
        if len(boxes) > 1:
            faults["dark and light differ in more than colours"].append(f"{kind} ({width} px)")


def gathered(faults: Faults) -> Iterator[str]:
    """Give each fault once with the pages that have it."""
    return (f"{fault} on {len(where)} pages: {', '.join(where[:5])}" for fault, where in sorted(faults.items()))


def take_scripts_out(route: Route) -> None:
    """Answer with the page as it is without its scripts; axe itself cannot run where script is off."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"(?s)<script\b.*?</script>", "", answer.text()))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_each_kind_of_page(visitors: Visitors, kinds: dict[str, str], *, script: bool) -> None:
    """Small and wide, light and dark, with scripts and without, with all that opens open."""
    context = visitors.context()
    if not script:
        context.route(lambda url: url.endswith(("/", ".html")), take_scripts_out)
    page = context.new_page()
    faults: Faults = defaultdict(list)
    for kind, address in kinds.items():
        load(page, address)
        assert script or page.locator("script").count() == 0, kind
        page.evaluate(OPEN_ALL)
        note_settings(page, kind, faults)
    refuse(gathered(faults))


def test_every_page(visit: Visit, pages: tuple[str, ...]) -> None:
    """Every page that was built, as it arrives, wide and light."""
    assert set(visit.axe) == set(pages)
    faults: Faults = defaultdict(list)
    for address, lines in visit.axe.items():
        for fault in lines:
            faults[fault].append(address)
    refuse(gathered(faults))


def test_an_address_that_has_moved(visitors: Visitors, tmp_path: Path) -> None:
    """The page that leads on is sound for whoever stays on it, with its one sentence and its link."""
    project = copy_project(tmp_path / "project")
    (project / "data" / "redirects.yml").write_text(
        "- id: gammal\n  source: /stod/gammal/\n  target: /stod/\n  reason: Den har flyttat.\n", encoding="utf-8"
    )
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    faults: Faults = defaultdict(list)
    with served(tmp_path / "site") as address:
        page = visitors.browser.new_context(base_url=address).new_page()
        leave_unanswered(page, f"{address}/stod/")
        load(page, "/stod/gammal/")
        assert page.locator("script").count() == 0
        note_settings(page, "redirect", faults)
        page.context.close()
    refuse(gathered(faults))


def test_a_used_filter(visitors: Visitors) -> None:
    """A list that a choice has made shorter."""
    page = visitors.context().new_page()
    load(page, "/stod/")
    page.get_by_label("Ålder").select_option(index=1)
    assert services_listed(page)  # waits for the whole of it
    faults: Faults = defaultdict(list)
    note_settings(page, "filter", faults)
    refuse(gathered(faults))


def test_an_open_search(visitors: Visitors, sought: Sought) -> None:
    """Hits, the help card, and no hits."""
    page = visitors.context().new_page()
    load(page, "/stod/")
    page.keyboard.press("/")
    page.get_by_role("button", name="Stäng av tangenten").click()
    faults: Faults = defaultdict(list)
    for words in (sought.name, "jag vill inte leva", "xqzwv"):
        search_field(page).fill(words)
        expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(re.compile("träff", re.IGNORECASE))
        page.evaluate(HIDE_BEHIND)
        note_settings(page, words, faults, "dialog")
    refuse(gathered(faults))
