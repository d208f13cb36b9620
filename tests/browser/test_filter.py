"""Services can be narrowed down by key and by touch; what is not known stays, and without script nothing is missed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.people import Visitors, refuse, services_listed, stored, tab_to, trainings_listed
from core.content import Content
from core.models.support import Service

LIST = "/stod/"
TOPS = """() => [...document.querySelectorAll("h1, [data-filter], [data-filter-list]")].map(
    one => one.getBoundingClientRect().top)"""


def address_of(service: Service) -> str:
    """Give the address of a service's page."""
    return f"{LIST}{service.id}/"


def chip(page: Page, words: str) -> Locator:
    """Find the button of a choice in the fold of the list of services, and open the fold."""
    fold = page.locator("details.fold")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold.get_by_role("button", name=words, exact=True)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_does_not_jump(visitors: Visitors, kinds: dict[str, str], width: int) -> None:
    """Before its script has come the filter has its place already, so that nothing moves under a finger."""
    context = visitors.context(width=width)
    page = context.new_page()
    for kind in ("services", "trainings", "links"):
        page.goto(kinds[kind])
        expect(page.locator("[data-filter] form")).to_be_visible()
        after = page.evaluate(TOPS)
        context.route("**/filter.js", lambda route: route.abort())
        page.goto(kinds[kind])
        expect(page.locator("[data-filter] form")).to_have_count(0)
        assert page.evaluate(TOPS) == after, kind
        context.unroute("**/filter.js")


def test_by_keyboard(visitors: Visitors, content: Content) -> None:
    """Keys open the fold and choose, the list follows, groups too, the count is announced, a second press gives all."""
    page = visitors.open(LIST, width=320)
    total = len(content.services)
    expect(page.get_by_role("status")).to_have_text(f"{total} av {total} visas.")
    tab_to(page, page.locator("details.fold > summary"))
    page.keyboard.press("Enter")
    way = content.vocabulary.accesses_by_id["open"]
    one = chip(page, way.choice)
    tab_to(page, one)
    page.keyboard.press("Space")
    expect(one).to_have_attribute("aria-pressed", "true")
    narrowed = services_listed(page)
    assert set(narrowed) == {address_of(one) for one in content.services.values() if one.access == "open"}
    expect(page.get_by_role("status")).to_have_text(f"{len(narrowed)} av {total} visas.")
    numbers = page.locator("[data-filter-group]:visible [data-filter-number]").all_text_contents()
    assert sum(map(int, numbers)) == len(narrowed)
    group = content.site.age_groups[0]
    chip(page, group.name).press("Enter")
    both = services_listed(page)
    assert set(both) < set(narrowed)
    expect(page.get_by_role("status")).to_have_text(f"{len(both)} av {total} visas.")
    one.press("Enter")
    expect(one).to_have_attribute("aria-pressed", "false")
    assert len(services_listed(page)) > len(both)


def test_every_age_keeps_services_of_unknown_age(visitors: Visitors, content: Content) -> None:
    """What has no known age may be for anyone, but a child's is not its parent's; the young keep what is theirs."""
    unknown = {address_of(one) for one in content.services.values() if one.ages == "unknown" and one.ages_of != "child"}
    young = {address_of(one) for one in content.services.values() if one.ages == "young"}
    assert unknown
    page = visitors.open(LIST)
    for group in content.site.age_groups:
        chip(page, group.name).click()
        assert unknown <= set(services_listed(page))
        assert young & set(services_listed(page)) == (young if group.young else set())
        expect(page.get_by_role("status")).to_have_text(
            f"{len(services_listed(page))} av {len(content.services)} visas."
        )


def test_leaves_no_trace(visitors: Visitors, server: str, content: Content) -> None:
    """The choice is not in the address, not in the history and not stored."""
    page = visitors.open(LIST)
    before = page.evaluate("history.length")
    chip(page, content.site.age_groups[0].name).click()
    chip(page, content.vocabulary.accesses_by_id["open"].choice).press("Enter")
    assert page.url == server + LIST
    assert page.evaluate("[history.length, history.state]") == [before, None]
    assert stored(page) == {}


def test_is_true_after_going_back(visitors: Visitors, content: Content) -> None:
    """After a visit to a service, the list, the buttons and the count say the same."""
    page = visitors.open(LIST)
    chip(page, content.site.age_groups[0].name).click()
    page.locator("ul.services > li:visible > a").first.click()
    page.wait_for_url("**/stod/*/")
    page.go_back()
    shown, total = len(services_listed(page)), len(content.services)
    pressed = page.locator("[data-filter-chip][aria-pressed=true]").count()
    expect(page.get_by_role("status")).to_have_text(f"{shown} av {total} visas.")
    assert (shown == total) is (pressed == 0)


@pytest.mark.parametrize("printed", [False, True], ids=["read", "printed"])
def test_a_long_list_is_begun_at_once(visitors: Visitors, *, printed: bool) -> None:
    """The count and a screenful come with the choice, the rest in the same order soon after, and before a printout."""
    page = visitors.open("/lankar/")
    items = page.locator("[data-filter-list] > li")
    everything = items.evaluate_all("all => all.map(one => one.id)")
    assert len(everything) > 40
    page.get_by_label("Öppen för").select_option("internal")
    counts, began, now = page.evaluate(
        """printed => {
            const box = document.querySelector("[data-filter-key=access]");
            const listed = () => [...document.querySelectorAll("[data-filter-list] > li")].map(one => one.id);
            box.value = "";
            box.dispatchEvent(new Event("change", {bubbles: true}));
            const began = listed();
            if (printed) window.dispatchEvent(new Event("beforeprint"));
            return [document.querySelector("[data-filter-count]").textContent, began, listed()];
        }""",
        printed,
    )
    assert counts == f"{len(everything)} av {len(everything)} visas."
    assert 10 <= len(began) < len(everything)
    assert began == everything[: len(began)]
    assert now == (everything if printed else began)
    expect(items).to_have_count(len(everything))
    assert items.evaluate_all("all => all.map(one => one.id)") == everything


def test_a_new_choice_ends_the_one_before(visitors: Visitors) -> None:
    """Choices in quick succession leave the list of the last one."""
    page = visitors.open("/lankar/")
    total = page.locator("[data-filter-list] > li").count()
    page.evaluate(
        """() => {
            const box = document.querySelector("[data-filter-key=access]");
            ["internal", "", "login", "public"].forEach(value => {
                box.value = value;
                box.dispatchEvent(new Event("change", {bubbles: true}));
            });
        }"""
    )
    public = page.locator("[data-filter-list] > li[data-access=public]")
    fit = int(page.get_by_role("status").inner_text().split(" av ")[0])
    assert fit < total
    expect(public).to_have_count(fit)
    page.evaluate(
        "async () => { for (let frames = 0; frames < 20; frames += 1) await new Promise(requestAnimationFrame); }"
    )
    expect(page.locator("[data-filter-list] > li")).to_have_count(fit)


def test_a_choice_of_trainings_is_shared(visitors: Visitors) -> None:
    """The address holds the choice, the order of the page stays, and everything comes back."""
    page = visitors.open("/utbildningar/")
    everything = trainings_listed(page)
    page.get_by_text("Fler filter").click()
    page.get_by_label("Roll").select_option(index=2)
    chosen = trainings_listed(page)
    assert chosen == [one for one in everything if one in set(chosen)]
    shared = visitors.open(page.url.removeprefix(visitors.server))
    assert trainings_listed(shared) == chosen
    expect(shared.get_by_role("status")).to_have_text(f"{len(chosen)} av {len(everything)} visas.")
    page.get_by_label("Roll").select_option("")
    assert trainings_listed(page) == everything


@pytest.fixture
def elsewhere(chromium: Browser, invented_server: str) -> Iterator[Visitors]:
    """Give visitors of the invented municipality, whose trainings are known."""
    watched = Visitors(chromium, invented_server)
    yield watched
    for context in watched.contexts:
        context.close()
    assert watched.thrown == []


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ("forvaltning=omsorgsforvaltningen&krav=obligatorisk&roll=chef", ["/utbildningar/att-lyssna/"]),
        ("forvaltning=skol-och-fritidsforvaltningen&krav=ska-ha-genomgatts", ["/utbildningar/vaga-prata/"]),
        ("forvaltning=skol-och-fritidsforvaltningen&krav=obligatorisk", []),
        ("forvaltning=skol-och-fritidsforvaltningen&krav=obligatorisk&roll=chef", []),
        ("forvaltning=omsorgsforvaltningen&krav=ska-ha-genomgatts", []),
        ("forvaltning=omsorgsforvaltningen&krav=erbjuds", []),
        ("roll=larare&krav=ska-ha-genomgatts", []),
        ("roll=larare&krav=erbjuds", ["/utbildningar/att-lyssna/"]),
    ],
)
def test_what_one_department_demands_is_never_taken_for_anothers(
    elsewhere: Visitors, choice: str, found: list[str]
) -> None:
    """Department, role and level must be of the same obligation."""
    page = elsewhere.open(f"/utbildningar/#{choice}")
    expect(page.get_by_role("status")).to_contain_text("visas" if found else "passar valen")
    assert trainings_listed(page) == found


def test_a_department_is_chosen_by_its_chip(elsewhere: Visitors) -> None:
    """With script a chip chooses in the page, by key too, and says that it is chosen; empty groups go."""
    page = elsewhere.open("/utbildningar/")
    everything = trainings_listed(page)
    chip = page.get_by_role("button", name="Omsorgsförvaltningen", exact=True)
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.focus()
    page.keyboard.press(" ")
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert trainings_listed(page) == ["/utbildningar/att-lyssna/"]
    assert page.url.endswith("/utbildningar/#forvaltning=omsorgsforvaltningen")
    groups = page.locator("[data-filter-group]")
    assert groups.evaluate_all("all => all.map(one => one.hidden)") == [False, *[True] * (groups.count() - 1)]
    expect(groups.first.locator("[data-filter-number]")).to_have_text("1")
    page.get_by_role("button", name="Alla", exact=True).click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert trainings_listed(page) == everything


def test_without_script_a_chip_is_a_link(elsewhere: Visitors) -> None:
    """Every training stands there, and the chip of a department leads to its page."""
    page = elsewhere.open("/utbildningar/", java_script_enabled=False)
    assert len(page.locator("[data-filter-list] > *").all()) == 3
    expect(page.get_by_text("Fler filter")).to_be_hidden()
    page.locator(".chips").get_by_role("link", name="Omsorgsförvaltningen", exact=True).click()
    page.wait_for_url("**/utbildningar/forvaltning/omsorgsforvaltningen/")


def test_an_address_with_choices_works_in_the_open_page(elsewhere: Visitors) -> None:
    """Pasted where the list already is, it is followed; a link within the page changes nothing."""
    page = elsewhere.open("/utbildningar/#krav=obligatorisk")
    assert trainings_listed(page) == ["/utbildningar/att-lyssna/"]
    page.evaluate("location.hash = 'innehall'")
    assert trainings_listed(page) == ["/utbildningar/att-lyssna/"]
    page.evaluate("location.hash = 'forvaltning=skol-och-fritidsforvaltningen&krav=ska-ha-genomgatts'")
    expect(page.locator("[data-filter-key=krav]")).to_have_value("ska-ha-genomgatts")
    assert trainings_listed(page) == ["/utbildningar/vaga-prata/"]


def test_an_address_that_was_cut_off_is_no_fault(elsewhere: Visitors) -> None:
    """What cannot be read in it is left out, and the filter works."""
    page = elsewhere.open("/utbildningar/#roll=%E0%A4%A&krav=obligatorisk")
    assert trainings_listed(page) == ["/utbildningar/att-lyssna/"]


def test_a_printed_list_says_what_was_chosen(elsewhere: Visitors) -> None:
    """On paper the boxes are gone: the count and the choices stand there."""
    page = elsewhere.open("/utbildningar/#forvaltning=omsorgsforvaltningen&krav=obligatorisk")
    page.emulate_media(media="print")
    status = page.locator("[data-filter-count]")
    expect(status).to_be_visible()
    expect(page.get_by_label("Roll")).to_be_hidden()
    said = status.evaluate("one => getComputedStyle(one, '::after').content")
    assert "attr(data-chosen)" in said or "Omsorgsförvaltningen, Obligatorisk" in said
    assert status.get_attribute("data-chosen") == "Omsorgsförvaltningen, Obligatorisk"


def test_without_script_all_services_stand_in_the_list(visitors: Visitors, content: Content) -> None:
    """No form that does nothing, and everything is there."""
    page = visitors.open(LIST, java_script_enabled=False)
    expect(page.locator("main :is(form, select, input, button)")).to_have_count(0)
    assert set(services_listed(page)) == {address_of(one) for one in content.services.values()}


@pytest.mark.parametrize("folder", ["/stod/alder/", "/stod/kontakt/"], ids=["age", "access"])
def test_pages_without_script_are_the_same_lists(visitors: Visitors, folder: str) -> None:
    """Each choice is also a page, to which its button leads without script, with the same services."""
    with_script = visitors.open(LIST)
    without = visitors.context(java_script_enabled=False).new_page()
    with_script.locator("details.fold > summary").click()
    chips = with_script.locator("[data-filter-chip]")
    own = [at for at in range(chips.count()) if folder in str(chips.nth(at).evaluate("one => one.pathname"))]
    assert len(own) > 1
    faults = []
    for at in own:
        chips.nth(at).click()
        chosen = set(services_listed(with_script))
        without.goto(LIST)
        without.locator("details.fold > summary").click()
        without.locator("[data-filter-chip]").nth(at).click()
        without.wait_for_url(f"**{folder}*/")
        listed = set(services_listed(without))
        if chosen != listed:
            faults.append(f"{without.url}: the filter and the page differ by {sorted(chosen ^ listed)}")
        chips.nth(at).click()
    refuse(faults)


def test_without_script_the_pages_reach_every_service(visitors: Visitors, content: Content) -> None:
    """Following the links to the pages by situation, age, way and operator leads to 100 % of the services."""
    page = visitors.open(LIST, java_script_enabled=False)
    found: dict[str, set[str]] = {}
    for folder in ("/hjalp/", "/stod/alder/", "/stod/kontakt/", "/stod/anordnare/"):
        links = page.locator("main a").evaluate_all("all => all.map(one => one.pathname)")
        own = {address for address in links if address.startswith(folder)}
        assert own
        found |= {address: set() for address in own}
    for address, listed in found.items():
        page.goto(address)
        listed.update(services_listed(page))
    assert [address for address, listed in found.items() if not listed] == []
    reached = set().union(*found.values())
    assert sorted({address_of(one) for one in content.services.values()} - reached) == []
