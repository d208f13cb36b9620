"""What staff meet: tables that are whole, cards on a phone, what is demanded first, and a section at a glance."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.measures import Noted
from browser.people import Visitors, refuse
from core.content import Content

STAFF = (
    "trainings",
    "training with a table",
    "trainings by department",
    "way of a role",
    "follow-up",
    "section",
    "department",
    "indicators",
    "agreement",
    "strategy",
    "glossary",
    "A–Ö",
    "requirements",
)


@pytest.mark.parametrize("measure", ["cut tables", "long lines"])
def test_tables_are_whole_and_lines_are_read_well(looked: Noted, kinds: dict[str, str], measure: str) -> None:
    """On a common screen every table is seen whole without scrolling, and lines of running text are not too long."""
    assert set(STAFF) <= set(kinds)
    refuse(one for one in looked[f"1280 px, {measure}"] if one.partition(": ")[0] in STAFF)


def test_a_phone_has_cards_of_what_is_said(visitors: Visitors, content: Content) -> None:
    """Each training shows the departments that are named, and once what is the same for all of them."""
    page = visitors.open("/utbildningar/", width=360)
    faults = []
    for row in page.locator(".matrix tbody tr").all():
        training = content.trainings[str(row.locator("a").first.get_attribute("href")).strip("/")]
        named = {one.department for one in training.obligations}
        said = {(one.level, one.group) for one in training.obligations}
        everywhere = len(named) == len(content.departments) and len(training.obligations) == len(named) * len(said)
        shown = [one for one in row.locator("td").all() if one.is_visible()]
        if len(shown) != (1 if everywhere else len(named)):
            faults.append(f"{training.id}: {len(shown)} rows")
    refuse(faults)


def test_what_is_demanded_stands_first(visitors: Visitors, content: Content) -> None:
    """Every training that a department demands is in the first screens, before anything that is offered."""
    demanded = {
        one.id
        for one in content.trainings.values()
        if any(said.level in content.vocabulary.demands for said in one.obligations)
    }
    page = visitors.open("/utbildningar/", width=1280)
    box = page.locator(".demands")
    hrefs = box.locator(".demands__training a").evaluate_all("all => all.map(one => one.pathname.split('/')[2])")
    assert demanded <= set(hrefs)
    assert page.locator(".tag--demand").first.bounding_box()["y"] < 600  # type: ignore[index]
    top = page.evaluate("document.querySelector('.tag--offered').getBoundingClientRect().top")
    bottom = page.evaluate("document.querySelector('.demands').getBoundingClientRect().bottom")
    assert bottom < top


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_overview_leads_to_goals(visitors: Visitors, kinds: dict[str, str], *, script: bool) -> None:
    """Every number in it is a link to a heading or a goal of the page."""
    page = visitors.open(kinds["section"], width=360, java_script_enabled=script)
    links = page.locator(".overview a[href^='#']")
    assert links.count() > 4
    for href in dict.fromkeys(str(one.get_attribute("href")) for one in links.all()):
        expect(page.locator(f"[id='{href[1:]}']")).to_have_count(1)
    links.last.click()
    assert page.url.endswith(str(links.last.get_attribute("href")))
