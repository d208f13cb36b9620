"""The box: opened by click and key, announced, silent about the visitor, and of use when everything else fails."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browser.people import Sought, Visitors, is_on_top, stored
from core.content import Content

CRISIS = "jag vill inte leva"


def opener(page: Page) -> Locator:
    """Find what opens the box."""
    return page.locator("[data-search-open]").first


def field(page: Page) -> Locator:
    """Find the field."""
    return page.locator("[data-search-input]")


def hits(page: Page) -> Locator:
    """Find the links of the hits."""
    return page.locator("[data-search-hit] a")


def count(page: Page) -> Locator:
    """Find the live region."""
    return page.locator("[data-search] [role=status]")


def ask(page: Page, words: str) -> None:
    """Open the box and write."""
    opener(page).click()
    field(page).fill(words)


def test_nothing_is_fetched_before_first_use(visitors: Visitors, sought: Sought) -> None:
    """A visit fetches neither the search script nor the index."""
    page = visitors.open("/")
    page.wait_for_load_state("networkidle")
    early = [url for url in visitors.asked if "search" in url and not url.endswith("/search-open.js")]
    assert early == []
    ask(page, sought.name)
    expect(hits(page).first).to_contain_text(sought.name)


@pytest.mark.parametrize("width", [320, 1280])
def test_crisis_help_is_two_steps_from_any_hit(visitors: Visitors, width: int) -> None:
    """Whatever was asked: the box that covers the page's own way to help has one too, and a number is the next step."""
    page = visitors.open("/utbildningar/", width=width)
    ask(page, "utbildning")
    expect(hits(page).first).to_be_visible()
    page.locator("[data-search]").get_by_role("link", name="Akut hjälp", exact=True).click()
    page.wait_for_url("**/akut/")
    assert is_on_top(page.get_by_role("link", name="Ring 112"))


@pytest.mark.parametrize("width", [320, 1280])
def test_by_keyboard_alone(visitors: Visitors, sought: Sought, width: int) -> None:
    """The key /, words, Tab or arrow to the hit, Enter."""
    page = visitors.open("/overenskommelsen/", width=width)
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type(sought.name)
    expect(hits(page).first).to_contain_text(sought.name)
    page.keyboard.press("ArrowDown")
    expect(hits(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{sought.address}")


def test_tab_stays_in_the_box(visitors: Visitors) -> None:
    """Tab walks through field and hits, and never to the page behind."""
    page = visitors.open("/")
    ask(page, "ensam")
    hits(page).first.wait_for()
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('[data-search]')"
        )


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_closes_and_gives_the_focus_back(visitors: Visitors, way: str) -> None:
    """Esc and the button close; the focus is where it was; nothing written is left."""
    page = visitors.open("/")
    opener(page).focus()
    page.keyboard.press("Enter")
    field(page).fill("ensam")
    hits(page).first.wait_for()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Stäng").click()
    expect(field(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()
    page.keyboard.press("/")
    expect(field(page)).to_have_value("")


def test_the_slash_is_a_sign_in_fields(visitors: Visitors) -> None:
    """Where one writes, / is written."""
    page = visitors.open("/")
    opener(page).click()
    expect(field(page)).to_be_focused()
    page.keyboard.type("a/b")
    expect(field(page)).to_have_value("a/b")


def test_the_slash_can_be_turned_off(visitors: Visitors) -> None:
    """Whoever opens the box by the key can turn it off and on there (WCAG 2.1.4); other ways in stay."""
    page = visitors.open("/", width=320)
    opener(page).click()
    expect(field(page)).to_be_focused()
    switch = page.get_by_role("button", name="Stäng av tangenten / på den här sidan")
    expect(switch).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(switch).to_be_focused()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(field(page)).to_be_hidden()
    opener(page).click()
    expect(field(page)).to_be_focused()
    switch.press(" ")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    assert stored(page) == {}


def test_it_is_named_and_announced(visitors: Visitors) -> None:
    """A dialog with a name, a field with a name, a count in a live region, kinds told in words."""
    page = visitors.open("/")
    assert opener(page).get_attribute("aria-haspopup") == "dialog"
    ask(page, "sip")
    expect(page.get_by_role("dialog", name="Sök på webbplatsen")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Sök")).to_be_visible()
    expect(count(page)).to_contain_text("träff")
    kinds = page.locator("[data-search-hit] .search__kind").all_inner_texts()
    assert any(one.startswith("Stöd") for one in kinds)
    assert any(one.startswith("Ord") for one in kinds)
    whom = page.locator("[data-search-hit] .search__for").all_inner_texts()
    assert len(whom) == len(kinds)
    assert all(one.startswith("För:") for one in whom)
    links = page.locator("[data-search-hit]").evaluate_all("all => all.map(one => one.querySelectorAll('a').length)")
    assert set(links) == {1}


@pytest.mark.parametrize("words", [CRISIS, "sjelvmord", "min man slår mig", "skär mig"])
def test_crisis_pins_the_card(visitors: Visitors, words: str) -> None:
    """The help card stands above every hit, and dials."""
    page = visitors.open("/")
    ask(page, words)
    card = page.locator("[data-search-help]")
    expect(card).to_be_visible()
    assert card.locator("a[href^='tel:']").first.get_attribute("href") == "tel:112"
    expect(count(page)).to_contain_text("Hjälp nu")
    assert card.evaluate(
        "(card, hit) => !!(card.compareDocumentPosition(document.querySelector(hit)) & 4)", "[data-search-hit]"
    )


def test_zero_hits_are_no_dead_end(visitors: Visitors) -> None:
    """The card, a word on spelling, the situations and A–Ö."""
    page = visitors.open("/")
    ask(page, "qwxzqwxz")
    expect(page.locator("[data-search-help]")).to_be_visible()
    expect(count(page)).to_contain_text("Inga träffar")
    box = page.locator("[data-search]")
    expect(box).to_contain_text("se efter stavningen")
    expect(box.get_by_role("link", name="Jag mår dåligt")).to_be_visible()
    expect(box.get_by_role("link", name="A–Ö")).to_be_visible()
    for name, where in (("English", "en"), ("Lättläst", "lattlast")):
        assert box.get_by_role("link", name=name).get_attribute("href").rstrip("/").endswith(where)  # type: ignore[union-attr]
    expect(box.get_by_role("link", name="English")).to_have_attribute("lang", "en")
    expect(hits(page)).to_have_count(0)


def test_fits_a_narrow_window(visitors: Visitors) -> None:
    """At 320 px nothing is wider than the window, and what is pressed is large enough."""
    page = visitors.open("/", width=320, height=568)
    for words in (CRISIS, "samordnad individuell plan", "qwxzqwxz"):
        ask(page, words)
        expect(count(page)).to_contain_text("träff")
        wide = page.evaluate(
            """() => [...document.querySelectorAll("[data-search], [data-search] *")]
                .filter(one => !one.closest(".vh") && one.getBoundingClientRect().right > innerWidth + 1)
                .map(one => one.outerHTML.slice(0, 80))"""
        )
        assert wide == []
        assert page.evaluate("document.querySelector('[data-search]').scrollWidth") <= 320
        low = page.locator("[data-search] a, [data-search] button, [data-search] input").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent)"
        )
        assert low == []
        page.keyboard.press("Escape")


@pytest.mark.parametrize("words", [CRISIS, "utbildning om suicid", "qwxzqwxz"])
def test_each_key_shows_what_the_engine_finds(visitors: Visitors, words: str) -> None:
    """What is kept from the key before is in its right place, written forwards and taken back."""
    page = visitors.open("/")
    ask(page, "sip")
    hits(page).first.wait_for()
    wrong = page.evaluate(
        """async words => {
            const engine = await window.siteSearch.load("./");
            const field = document.querySelector("[data-search-input]");
            const ends = [...words].map((_, at) => at + 1);
            return [...ends, ...ends.slice().reverse()].map(end => words.slice(0, end)).filter(asked => {
                field.value = asked;
                field.dispatchEvent(new Event("input", {bubbles: true}));
                const found = engine.find(asked);
                const items = [...document.querySelectorAll("[data-search-hit]")];
                // What is not in force comes last, and never beside a help card for what was asked.
                const old = items.map(one => one.querySelector(".search__kind").textContent === "Gäller inte längre");
                const now = old.includes(true) ? old.indexOf(true) : items.length;
                const shown = items.slice(0, now).map(one => one.querySelector("a").textContent);
                const card = !!document.querySelector("[data-search-help]");
                return shown.join("|") !== found.hits.slice(0, 8).map(one => one.title).join("|")
                    || old.slice(now).includes(false) || (found.card >= 0 && now < items.length)
                    || card !== (found.card >= 0 || !found.hits.length);
            });
        }""",
        words,
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        pytest.param("utbildning suicid", False, id="training"),
        pytest.param("rutin vid suicidrisk", False, id="routine"),
        pytest.param("suicid", True, id="one-word"),
        pytest.param("jag vill inte leva", True, id="oneself"),
        pytest.param("orkar inte gå utbildningen vill dö", True, id="oneself-and-training"),
    ],
)
def test_who_asks_at_work_gets_help_in_one_row(visitors: Visitors, question: str, *, whole: bool) -> None:
    """A word of crisis beside one of work, none of oneself: 112 and a line, above the hits; in doubt the card."""
    page = visitors.open("/", width=360)
    ask(page, question)
    expect(hits(page).first).to_be_attached()
    box = page.locator("[data-search-help]")
    expect(box.locator("a[href='tel:112']")).to_be_visible()
    expect(box.locator(".step")).to_have_count(3 if whole else 0)
    assert box.locator("a[href^='tel:']").count() == (2 if not whole else box.locator(".call").count())
    first, one = box.bounding_box(), hits(page).first.bounding_box()
    assert first is not None
    assert one is not None
    assert first["y"] + first["height"] <= one["y"]


def test_kinds_narrow_the_hits(visitors: Visitors) -> None:
    """Each kind is a button with its number; one is chosen, the hits follow, new words begin with all of them."""
    page = visitors.open("/")
    ask(page, "utbildning suicid")
    chips = page.get_by_role("group", name="Visa bara").get_by_role("button")
    expect(chips.first).to_have_text(re.compile(r"Alla \d+"))
    everything = int(str(chips.first.text_content()).split()[-1])
    kind = chips.filter(has_text="Utbildningar")
    number = int(str(kind.text_content()).split()[-1])
    assert 0 < number < everything
    kind.press("Enter")
    expect(kind).to_have_attribute("aria-pressed", "true")
    expect(kind).to_be_focused()
    expect(count(page)).to_contain_text(f"{number} träffar bland Utbildningar")
    kinds = page.locator("[data-search-hit] > p:first-child").all_text_contents()
    assert len(kinds) == min(number, 8)
    assert {one.removesuffix("ar") for one in kinds} == {"Utbildning"}
    assert page.locator("[data-search-hit] .tag").count() > 0
    field(page).fill("suicid")
    expect(chips.first).to_have_attribute("aria-pressed", "true")
    assert stored(page) == {}


def test_more_hits_are_shown_and_forgotten(visitors: Visitors) -> None:
    """The button adds the rest and goes to the first of them; the next words begin with eight again."""
    page = visitors.open("/")
    more = page.get_by_role("button", name="Visa fler")
    ask(page, "utbildning")
    for _ in range(2):
        expect(hits(page)).to_have_count(8)
        more.click()
        expect(hits(page).nth(8)).to_be_focused()
        expect(more).to_have_count(0)
        assert hits(page).count() > 8
        field(page).fill("utbildningar")
        field(page).fill("utbildning")


def test_works_with_the_network_gone(visitors: Visitors) -> None:
    """After the first load everything is in memory."""
    page = visitors.open("/")
    ask(page, "sip")
    hits(page).first.wait_for()
    page.context.set_offline(True)
    page.keyboard.press("Escape")
    ask(page, CRISIS)
    expect(page.locator("[data-search-help]")).to_be_visible()
    expect(hits(page).first).to_be_visible()


@pytest.mark.parametrize("failure", ["aborted", "missing", "broken"])
@pytest.mark.parametrize("all_of_it", [False, True], ids=["index", "index-and-card"])
def test_a_failing_index_says_so(visitors: Visitors, failure: str, *, all_of_it: bool) -> None:
    """It says so and offers the crisis card and A–Ö; the next try may work."""

    def fail(route: Route) -> None:
        if failure == "aborted":
            route.abort()
        elif failure == "missing":
            route.fulfill(status=404, body="borta")
        else:
            route.fulfill(status=200, body='{"entries": [')

    context = visitors.context(width=320)
    pattern = "**/search/*.json" if all_of_it else "**/search/index.json"
    context.route(pattern, fail)
    page = context.new_page()
    page.goto("/om/")
    ask(page, "ensam")
    box = page.locator("[data-search]")
    expect(count(page)).to_contain_text("går inte att hämta")
    expect(box.locator("[data-search-help] a[href='tel:112']").first).to_be_visible()
    expect(box.get_by_role("link", name="A–Ö")).to_be_visible()
    context.unroute(pattern)
    field(page).fill("ensamhet")
    expect(hits(page).first).to_contain_text("ensam", ignore_case=True)


def test_numbers_without_cards_are_the_data_s(visitors: Visitors, content: Content) -> None:
    """When nothing can be fetched, the numbers that the script itself gives are those of the help lines."""
    context = visitors.context(width=320)
    context.route("**/search/*.json", lambda route: route.abort())
    page = context.new_page()
    page.goto("/om/")
    ask(page, "ensam")
    dialled = page.locator("[data-search-help] a[href^='tel:']")
    expect(dialled.first).to_be_visible()
    lines = content.support_lines
    assert dialled.evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        f"tel:{lines[line].phone}" for line in ("larm-112", "vard-1177")
    ]


@pytest.mark.parametrize("failure", ["aborted", "too new"])
def test_a_failing_script_leads_to_the_list(visitors: Visitors, failure: str) -> None:
    """Where the search script cannot be had, or the browser is too old for it, the link leads where it says."""

    def fail(route: Route) -> None:
        if failure == "aborted":
            route.abort()
        else:
            route.fulfill(content_type="text/javascript", body="this is of a later year")

    context = visitors.context()
    context.route("**/assets/search.js", fail)
    page = context.new_page()
    page.goto("/om/")
    opener(page).click()
    page.wait_for_url("**/a-o/")
    if failure == "too new":
        assert ["SyntaxError" in one or "Unexpected" in one for one in visitors.thrown] == [True]
        visitors.thrown.clear()


def test_without_script_it_is_a_link(visitors: Visitors) -> None:
    """A plain link to A–Ö."""
    page = visitors.open("/om/", java_script_enabled=False)
    page.locator("[data-search-open]").first.click()
    page.wait_for_url("**/a-o/")


def test_nothing_tells_what_was_asked(visitors: Visitors) -> None:
    """Not in an address, the history, a request or a store; and going back does not show it."""
    page = visitors.open("/")
    length = page.evaluate("history.length")
    ask(page, "våld i hemmet")
    link = hits(page).first
    link.wait_for()
    assert page.url.rstrip("/").endswith(visitors.server.rsplit(":", 1)[1])
    assert page.evaluate("history.length") == length
    assert page.evaluate("history.state") is None
    assert stored(page) == {}
    goal = str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(goal)
    assert "?" not in page.url
    page.go_back()
    expect(field(page)).to_be_hidden()
    told = [url for url in visitors.asked if any(sign in url for sign in ("?", "v%C3%A5ld", "vald+", "hemmet"))]
    assert told == []


def test_a_hit_on_the_same_page_closes_the_box(visitors: Visitors, content: Content) -> None:
    """A place on the page one is on is shown, not covered."""
    page = visitors.open("/ordlista/")
    term = max(content.glossary.values(), key=lambda one: len(one.term))
    ask(page, f"vad betyder {term.term}")
    page.locator(f"[data-search-hit] a[href$='/ordlista/#{term.id}']").click()
    expect(field(page)).to_be_hidden()
    assert page.url.endswith(f"#{term.id}")


def test_the_fallback_without_dialog(visitors: Visitors) -> None:
    """A browser without <dialog> gets a box with the same role, name and keys."""
    context = visitors.context(width=320)
    context.add_init_script("delete window.HTMLDialogElement;")
    page = context.new_page()
    page.goto("/")
    ask(page, "ensam")
    expect(page.get_by_role("dialog", name="Sök på webbplatsen")).to_be_visible()
    hits(page).first.wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('[data-search]')")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()
