"""axe finds nothing on any page and is unsure of nothing: WCAG 2.2 A and AA, best practice, rules still on trial."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Route, expect

from browser.axe import OPEN_ALL, Ways, bring_axe, found, found_in_settings
from browser.conftest import Visit
from browser.people import Sought, Visitors, add_styles, leave_unanswered, refuse, search_field, trainings_listed
from built import Site

# axe does not know that an open dialog lies above the page, and takes what is behind it for its ground.
HIDE_BEHIND = "document.querySelectorAll('body > :not(dialog)').forEach(one => { one.style.visibility = 'hidden'; })"


def gathered(faults: Mapping[str, list[str]]) -> Iterator[str]:
    """Give each fault once with the pages that have it."""
    where: defaultdict[str, list[str]] = defaultdict(list)
    for page, lines in faults.items():
        for fault in lines:
            where[fault].append(page)
    return (f"{fault} on {len(pages)} pages: {', '.join(pages[:5])}" for fault, pages in sorted(where.items()))


def take_scripts_out(route: Route) -> None:
    """Answer with the page as it is without its scripts; axe itself cannot run where script is off."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r"(?s)<script\b.*?</script>", "", answer.text()))


def test_every_page(visit: Visit, pages: tuple[str, ...]) -> None:
    """Every page that was built, wide and light; one of each kind with all that opens open, small and dark too."""
    assert set(visit.axe) == set(pages)
    refuse(gathered(visit.axe))


def test_each_kind_of_page_without_script(visit: Visit, visitors: Visitors, kinds: dict[str, str]) -> None:
    """Small and wide, light and dark, with all that opens open, as whoever has no script gets it."""
    context = bring_axe(visitors.context())
    context.route(lambda url: url.endswith(("/", ".html")), take_scripts_out)
    page = context.new_page()
    faults, ways = {}, {setting: set(known) for setting, known in visit.ways.items()}
    for kind, address in kinds.items():
        page.goto(address)
        assert page.locator("script").count() == 0, kind
        page.evaluate(OPEN_ALL)
        faults[kind] = found_in_settings(page, ways)
    refuse(gathered(faults))


def test_an_address_that_has_moved(chromium: Browser, invented_server: str, invented_site: Site) -> None:
    """The page that leads on is sound for whoever stays on it, with its one sentence and its link."""
    address = next(one for one in invented_site.addresses if one not in invented_site.pages)
    with chromium.new_context(base_url=invented_server) as context:
        page = bring_axe(context).new_page()
        leave_unanswered(page, "**/overenskommelsen/**")
        page.goto(address)
        assert page.locator("script").count() == 0
        refuse(found_in_settings(page, {}))


def test_a_used_filter(visitors: Visitors, kinds: dict[str, str]) -> None:
    """A list that a choice has made shorter."""
    page = bring_axe(visitors.context()).new_page()
    page.goto(kinds["trainings"])
    page.get_by_text("Fler filter").click()
    page.get_by_label("Roll").select_option(index=1)
    assert trainings_listed(page)  # waits for the whole of it
    refuse(found_in_settings(page, {}))


def test_an_open_search(visitors: Visitors, sought: Sought) -> None:
    """Hits, the help card, and no hits."""
    page = bring_axe(visitors.context()).new_page()
    page.goto("/stod/")
    with page.expect_response("**/search/earlier.json") as earlier:  # the last part, which can add hits
        page.keyboard.press("/")
    earlier.value.finished()
    page.get_by_role("button", name="Stäng av tangenten").click()
    faults, ways = {}, Ways()
    count = page.get_by_role("dialog").get_by_role("status")
    for words in (sought.name, "jag vill inte leva", "xqzwv"):
        search_field(page).fill("")
        expect(count).to_have_text("")  # the count comes after the hits: it must not be that of the words before
        search_field(page).fill(words)
        expect(count).to_contain_text(re.compile("träff", re.IGNORECASE))
        page.evaluate(HIDE_BEHIND)
        faults[words] = found_in_settings(page, ways, "dialog")
    refuse(gathered(faults))


@pytest.mark.parametrize(
    "styles", ["article p { color: #aaa; }", "article { background: #888; }", "p { opacity: 0.4; }"]
)
def test_words_that_are_hard_to_see_are_found(
    visit: Visit, visitors: Visitors, kinds: dict[str, str], styles: str
) -> None:
    """What is painted in another way than on all pages before is measured."""
    page = bring_axe(visitors.context(color_scheme="light", reduced_motion="reduce")).new_page()
    page.goto(kinds["about"])
    ways = {setting: set(known) for setting, known in visit.ways.items()}
    assert found(page, ways) == []
    add_styles(page, styles)
    assert {one.partition(":")[0] for one in found(page, ways)} == {"color-contrast"}
