"""One browser for the folder, a fresh visitor for each test, and a survey of every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from browser.axe import OPEN_ALL, Ways, bring_axe, found, found_in_settings
from browser.measures import Noted, look_at
from browser.people import LISTEN, PRESS_ALL, Sought, Visitors, kinds_of, sought_of
from built import Site
from chromium import launched
from core import routes
from core.content import Content

# What the survey notes of a page, on screen and in print; where it leads, and the words that its reader cannot get at,
# are noted when all that opens without script is open, which is shut again.
ON_SCREEN = """() => {
    const painted = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const seen = one => painted(one) && one.getBoundingClientRect().width > 0;
    const words = one => (one.getAttribute("aria-label") || one.textContent).replace(/\\s+/g, " ").trim();
    const article = document.querySelector("article") || document.querySelector("main");
    const card = document.querySelector("section.help");
    const first = article && article.querySelector("p, li");
    const asItStands = {
        width: document.scrollingElement.scrollWidth,
        links: [...document.links].slice(0, 4).map(words),
        exits: document.querySelectorAll("[data-exit]").length,
        numbers: [...document.querySelectorAll('a[href^="tel:"]')].map(one => ({
            href: one.getAttribute("href"),
            name: words(one),
            read: one.innerText.trim(),
            height: one.getBoundingClientRect().height,
            seen: seen(one) && !one.closest('[aria-hidden="true"]'),
        })),
        acute: document.querySelectorAll(".step.akut").length,
        detours: [...document.querySelectorAll('.step.akut a:not([href^="tel:"])')].map(words),
        cardFirst: !!(card && first && card.contains(first)),
        lastLink: [...document.querySelectorAll("article a[href]:not(aside a)")].map(words).at(-1),
        lostTerms: [...document.querySelectorAll("a.term")].filter(
            one => one.pathname !== location.pathname || !document.getElementById(one.hash.slice(1))
        ).map(words),
    };
    const shut = [...document.querySelectorAll("details:not([open])")];
    shut.forEach(one => { one.open = true; });
    const own = [...document.links].filter(one => one.origin === location.origin && one.tabIndex >= 0);
    const leads = own.filter(painted);
    const hidden = new Set(), main = document.querySelector("main");
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const words = walker.currentNode.textContent.trim(), one = walker.currentNode.parentElement;
        // The title of a picture is its name, not painted. On a small screen each cell of a
        // table says its heading itself, and one that says nothing, or the same as the first for all, is left out.
        const cell = one.closest(".matrix td"), first = cell && cell.parentElement.querySelector("td");
        const again = cell && cell !== first && cell.closest(".matrix__same") && painted(first)
            && cell.textContent === first.textContent;
        const spare = again || cell && cell.textContent === "–Inget står";
        if (words && !spare && !one.closest("script, thead, svg title") && !painted(one))
            hidden.add(words.slice(0, 60));
    }
    const opened = {leads: [...new Set(leads.map(one => one.pathname))], hidden: [...hidden]};
    shut.forEach(one => { one.open = false; });
    return {...asItStands, ...opened};
}"""
IN_PRINT = """() => {
    const link = [...document.links].find(one => one.textContent.trim() === "Akut hjälp");
    const box = link && link.getBoundingClientRect();
    const seen = box && box.width > 0 && box.height > 0
        && link.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const numbers = [...document.querySelectorAll('a[href^="tel:"]')];
    return {help: !!seen, numbersLost: numbers.filter(one => !one.checkVisibility()).map(one => one.textContent)};
}"""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start the browser once for the folder."""
    with launched() as browser:
        yield browser


@pytest.fixture
def visitors(chromium: Browser, server: str) -> Iterator[Visitors]:
    """Give fresh visitors, whose pages may not ask another host, send anything or throw."""
    watched = Visitors(chromium, server)
    yield watched
    for context in watched.contexts:
        context.close()
    assert watched.foreign == []
    assert watched.sent == []
    assert watched.thrown == []


@pytest.fixture(scope="package")
def pages(site: Site) -> tuple[str, ...]:
    """Give the address of every page that a reader stays on."""
    return site.pages


@pytest.fixture(scope="package")
def kinds(site: Site, content: Content) -> dict[str, str]:
    """Give one page of each kind."""
    return kinds_of(content, site.addresses)


@pytest.fixture(scope="package")
def sought(chromium: Browser, server: str, content: Content) -> Sought:
    """Give a service that a search by its name finds first."""
    with chromium.new_context(base_url=server) as context:
        page = context.new_page()
        page.goto("/")
        page.add_script_tag(url="/assets/search.js")
        return sought_of(page, server, content)


@pytest.fixture(scope="package")
def exposed(content: Content) -> frozenset[str]:
    """Give the pages whose topics put their reader at risk."""
    risky = content.vocabulary.is_exposed
    services = [routes.service(one.id) for one in content.services.values() if risky(one.topics)]
    situations = [routes.situation(one.id) for one in content.situations.values() if risky(one.topics)]
    return frozenset(map(routes.address_of, services + situations))


@dataclass
class Visit:
    """A visit to every page by one fresh visitor: who they are, the page they are on, and what each page did."""

    visitors: Visitors
    page: Page
    axe: dict[str, list[str]] = field(default_factory=dict)
    ways: Ways = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)
    shows: dict[str, str] = field(default_factory=dict)
    pressed: int = 0


@pytest.fixture(scope="package")
def visit(chromium: Browser, server: str, site: Site, kinds: dict[str, str]) -> Iterator[Visit]:
    """Load every page once, wide and light: let axe see it, then press all that can be pressed.

    axe sees a page of each kind in all its settings with all that opens open, the others as they arrive.

    The host sends no headers: the copy of the policy in each page rules alone, which allows no other page's code.
    """
    visitors = Visitors(chromium, server)
    context = bring_axe(
        visitors.context(
            color_scheme="light", reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"]
        )
    )
    context.add_init_script(f"({LISTEN})()")
    whole = Visit(visitors, context.new_page())
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text}")

    whole.page.on("console", note)
    in_all_settings = set(kinds.values())
    for address in site.addresses:
        whole.page.goto(address)
        if address in site.pages:
            if address in in_all_settings:
                whole.page.evaluate(OPEN_ALL)
                whole.axe[address] = found_in_settings(whole.page, whole.ways)
            else:
                whole.axe[address] = found(whole.page, whole.ways)
            whole.pressed += whole.page.evaluate(PRESS_ALL)
        whole.refused[address] = [*whole.page.evaluate("window.refused"), *said]
        whole.shows[address] = whole.page.evaluate("location.search")
        said.clear()
    yield whole
    context.close()


@pytest.fixture(scope="package")
def looked(chromium: Browser, server: str, kinds: dict[str, str]) -> Noted:
    """Give what is measured of each kind of page, by width and measure."""
    return look_at(chromium, server, kinds)


@pytest.fixture(scope="package")
def survey(chromium: Browser, server: str, pages: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Visit every page once at 320 px without script, on screen and as it is printed, and note what is there."""
    context = chromium.new_context(base_url=server, viewport={"width": 320, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    noted: dict[str, dict[str, Any]] = {}
    media = ["screen", "print"]  # each page begins as the one before it ended, which spares the layout of both
    for address in pages:
        page.goto(address)
        noted[address] = {}
        for medium in media:
            page.emulate_media(media=medium)  # type: ignore[arg-type] # one of Playwright's words
            noted[address] |= page.evaluate(ON_SCREEN if medium == "screen" else IN_PRINT)
        media.reverse()
    context.close()
    return noted
