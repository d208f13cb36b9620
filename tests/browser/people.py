"""What a person does in a browser: visits pages, presses keys, sees or does not see. Takes pages, gives facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route, expect

from chromium import PATIENCE
from core import routes
from core.content import Content

# Where the text is long, the layout special or the reader in need: what must hold under strain is tried here.
MAIN_KINDS = (
    "start",
    "situation, exposed",
    "service",
    "services",
    "crisis help",
    "section",
    "indicators",
    "glossary",
    "not found",
)
# Before a page begins: hear what its policy refuses.
LISTEN = """() => {
    window.refused = [];
    document.addEventListener("securitypolicyviolation", one => window.refused.push(
        one.effectiveDirective + " " + one.blockedURI + " " + one.sourceFile
    ));
}"""
# Presses all that can be pressed without leaving the page: what opens, buttons, boxes, choices, links within the page.
# The search and the quick exit have tests of their own.
PRESS_ALL = """() => {
    document.querySelectorAll("details").forEach(one => { one.open = true; });
    const within = one => one.pathname === location.pathname && one.hash;
    let pressed = 0;
    for (const one of document.querySelectorAll("a[href], button, input, select, summary")) {
        if (one.matches("[data-search-open], [data-exit]") || (one.href !== undefined && !within(one))) continue;
        if (one.matches("select")) {
            one.selectedIndex = one.options.length - 1;
            one.dispatchEvent(new Event("change", {bubbles: true}));
        } else one.click();
        pressed += 1;
    }
    scrollTo(0, 2000);
    return pressed;
}"""


@dataclass
class Visitors:
    """Fresh visitors in one browser, and what their pages asked for, sent and threw."""

    browser: Browser
    server: str
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)
    may_ask: set[str] = field(default_factory=set)
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, *, width: int = 1280, height: int = 800, **options: Any) -> BrowserContext:
        """Give a new visitor, with nothing stored, whose pages are watched."""
        context = self.browser.new_context(base_url=self.server, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        context.on("request", self._note)
        context.on("weberror", lambda thrown: self.thrown.append(f"{thrown.page and thrown.page.url}: {thrown.error}"))
        self.contexts.append(context)
        return context

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)
        if request.method != "GET" or request.post_data:
            self.sent.append(f"{request.method} {request.url}")

    def open(self, address: str, **options: Any) -> Page:
        """Open an address as a new visitor."""
        page = self.context(**options).new_page()
        page.goto(address)
        return page

    @property
    def foreign(self) -> list[str]:
        """Give what was asked of another host and is not expected."""
        return [
            url for url in self.asked if not url.startswith((self.server, "data:", "blob:")) and url not in self.may_ask
        ]


def kinds_of(content: Content, known: Iterable[str]) -> dict[str, str]:
    """Give one page of each kind that the site has, by what the data says that it is."""
    risky, urgent = content.vocabulary.is_exposed, content.vocabulary.is_crisis
    situations, services = content.situations.values(), content.services.values()
    agreement = content.pages_of(content.current.id)
    chosen = {
        "start": [routes.START],
        "situation": [routes.situation(one.id) for one in situations if not urgent(one.topics)],
        "situation in crisis": [
            routes.situation(one.id) for one in situations if urgent(one.topics) and not risky(one.topics)
        ],
        "situation, exposed": [routes.situation(one.id) for one in situations if risky(one.topics)],
        "service": [routes.service(one.id) for one in services if one.links and not urgent(one.topics)],
        "service, exposed": [routes.service(one.id) for one in services if risky(one.topics)],
        "services": [routes.SERVICES],
        "services by age": [routes.services_by_age(one.id) for one in content.site.age_groups],
        "services by way": [routes.services_by_access(one.address) for one in content.vocabulary.accesses],
        "services by operator": [routes.services_by_operator(one) for one in content.organisations],
        "crisis help": [routes.CRISIS],
        "crisis help in other words": [routes.language_start(one) for one in content.languages],
        "getting help in other words": [
            routes.language_page(one.id, one.help.address) for one in content.languages.values()
        ],
        "card": [routes.crisis_card()],
        "agreement": [agreement.start],
        # The longest that has goals to link to.
        "section": [agreement.section(max(content.current.sections, key=lambda one: len([*one.walk()])).section.id)],
        "strategy": [agreement.strategy],
        "delmål": [agreement.delmal(one.number) for one in content.strategy.delmal],
        "department": [agreement.department(one.id) for one in content.departments],
        "indicators": [agreement.indicators],
        "pictures": [agreement.pictures],
        "whole agreement": [agreement.whole],
        "changes": [routes.CHANGES],
        "components": [routes.COMPONENTS],
        "glossary": [routes.GLOSSARY],
        "A–Ö": [routes.INDEX],
        "open data": [routes.OPEN_DATA],
        "about": [routes.ABOUT],
        "requirements": [routes.REQUIREMENTS],
        "trainings": [routes.TRAININGS],
        "training": [routes.training(one.id) for one in content.trainings.values() if not one.obligations],
        "training with a table": [routes.training(one.id) for one in content.trainings.values() if one.obligations],
        "way of a role": [routes.training_path()],
        "follow-up": [routes.training_follow_up()],
        "trainings by department": [routes.trainings_by_department(one.id) for one in content.departments],
        "trainings by topic": [routes.trainings_by_topic(one.id) for one in content.vocabulary.training_topics],
        "trainings by step": [routes.trainings_by_step(one.id) for one in content.vocabulary.steps],
        "links": [routes.LINKS],
        "accessibility": [routes.ACCESSIBILITY],
        "privacy": [routes.PROTECTION],
    }
    pages = frozenset(known)
    found = {"not found": "/404.html"}
    for kind, sources in chosen.items():
        for address in map(routes.address_of, sources):
            if address in pages:
                found.setdefault(kind, address)
    lacking = [kind for kind in MAIN_KINDS if kind not in found]
    assert not lacking, f"no page of {lacking}"
    return found


@dataclass(frozen=True)
class Sought:
    """A service that a search by its name finds first."""

    name: str
    address: str


# Runs in a page of the site with the search script in it: the first hit for each question.
FIRST_HITS = """async ([base, questions]) => {
    const engine = await window.siteSearch.load(base);
    return questions.map(question => {
        const [first] = engine.find(question).hits;
        return first ? "/" + first.address : null;
    });
}"""


def sought_of(page: Page, server: str, content: Content) -> Sought:
    """Give a service without a help card that the search of a page finds first by its name, with hits below it."""
    services = [one for one in content.services.values() if not content.vocabulary.is_crisis(one.topics)]
    first = page.evaluate(FIRST_HITS, [f"{server}/", [one.name for one in services]])
    for service, hit in zip(services, first, strict=True):
        address = routes.address_of(routes.service(service.id))
        if hit == address:
            return Sought(service.name, address)
    raise AssertionError("no service is found by its name")


def help_link(page: Page) -> Locator:
    """Find the link to crisis help that is in the same place on every page."""
    return page.get_by_role("link", name="Akut hjälp", exact=True).first


def search_opener(page: Page) -> Locator:
    """Find what opens the search box; without script it is a link."""
    return page.get_by_role("button", name="Sök").first


def search_field(page: Page) -> Locator:
    """Find the field of the open search box."""
    return page.get_by_role("searchbox", name="Sök")


def search_hits(page: Page) -> Locator:
    """Find the links of the hits of a search."""
    return page.locator("[data-search-hit] a")


def search_for(page: Page, words: str) -> None:
    """Open the search box with the keyboard, write, and wait until the hits are announced."""
    tab_to(page, search_opener(page), at_most=16)
    page.keyboard.press("Enter")
    expect(search_field(page)).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("träff")


# A filter counts at once, and fills a long list over the next frames.
LIST_IS_WHOLE = """() => {
    const count = document.querySelector("[data-filter-count]");
    const listed = document.querySelectorAll("[data-filter-list] > *").length;
    return !count || !count.textContent || listed === (parseInt(count.textContent) || 0);
}"""


def services_listed(page: Page) -> list[str]:
    """Give the addresses of the services that a page lists to its reader, in order, once all of them stand there."""
    page.wait_for_function(LIST_IS_WHOLE)
    addresses: list[str] = page.locator("ul.services > li:visible > a").evaluate_all(
        "all => all.map(one => one.pathname)"
    )
    return addresses


def trainings_listed(page: Page) -> list[str]:
    """Give the addresses of the trainings that the tables and lists of a page show, in order."""
    page.wait_for_function(LIST_IS_WHOLE)
    found: list[str] = page.locator("[data-filter-list] > :visible").evaluate_all(
        "all => all.map(one => one.querySelector('a').pathname)"
    )
    return found


def tab_to(page: Page, goal: Locator, *, at_most: int = 60) -> int:
    """Press Tab until an element has the focus, and give how many times it took."""
    for count in range(1, at_most + 1):
        page.keyboard.press("Tab")
        if goal.evaluate("one => one === document.activeElement"):
            return count
    raise AssertionError(f"{goal} has no focus after {at_most} presses of Tab")


def tab_to_number(page: Page, *, at_most: int = 60) -> str:
    """Press Tab until a phone number has the focus, and give its address."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        href = str(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if href.startswith("tel:"):
            return href
    raise AssertionError(f"no phone number has the focus after {at_most} presses of Tab")


# Whether an element is wholly inside the window with nothing over its middle and corners.
ON_TOP = """one => {
    const box = one.getBoundingClientRect();
    if (box.width < 1 || box.left < 0 || box.top < 0) return false;
    if (box.right > innerWidth || box.bottom > innerHeight) return false;
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    return points.every(([x, y]) => {
        const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
        return top && (top === one || one.contains(top));
    });
}"""


def is_on_top(goal: Locator) -> bool:
    """Tell whether an element is wholly inside the window with nothing over its middle and corners."""
    return bool(goal.evaluate(ON_TOP))


# More than any page has.
MOST_STOPS = 1000
# So many repeats of the held key are sent at a time.
REPEATS = 25


def at_each_stop(page: Page, script: str) -> list[str]:
    """Hold Tab down from the first to the last of a page; give what a script says of each element with the focus.

    A key that is held down is heard before it acts: what the script sees is where the press before it has led.
    """
    page.evaluate(
        f"""() => {{
            const script = {script}, stops = [], at = () => document.activeElement;
            const now = () => at() === document.body ? null : script(at());
            document.addEventListener("keydown", () => stops.push(now()), true);
            window.stopsUntilNow = () => [...stops.slice(1), now()];
        }}"""
    )
    for _ in range(0, MOST_STOPS, REPEATS):
        page.keyboard.press("+".join(["Tab"] * REPEATS))
        said: list[str | None] = page.evaluate("stopsUntilNow()")
        if None in said:
            return [one for one in said[: said.index(None)] if one is not None]
    raise AssertionError(f"{page.url}: the focus comes to no end")


def double_text(page: Page) -> None:
    """Set all text to twice its size, as a reader's own setting does."""
    page.evaluate(
        """() => {
            const root = document.documentElement;
            root.style.setProperty("font-size", 2 * parseFloat(getComputedStyle(root).fontSize) + "px", "important");
        }"""
    )


def add_styles(page: Page, styles: str) -> None:
    """Add a reader's own styles; the policy of the site forbids style elements, so they come in another way."""
    page.evaluate(
        """styles => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(styles);
            document.adoptedStyleSheets = [sheet];
        }""",
        styles,
    )


def leave_unanswered(page: Page, url: str) -> list[str]:
    """Answer an address with nothing, so that the page stays as it is; give the list in which the requests gather.

    A request that is only kept waiting would do the same, but Playwright runs no script while one is pending.
    """
    asked: list[str] = []

    def nothing(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=204)

    page.route(url, nothing)
    return asked


def answer(page: Page, url: str) -> None:
    """Answer an address as another site would."""

    def elsewhere(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Annan sida</title>")

    page.route(url, elsewhere)


def stored(page: Page) -> dict[str, Any]:
    """Give everything that the visited site has stored with its visitor."""
    found: dict[str, Any] = page.evaluate(
        """async () => ({
            local: Object.keys(localStorage),
            session: Object.keys(sessionStorage),
            databases: (await indexedDB.databases()).map(one => one.name),
            caches: await caches.keys(),
            files: await (async () => {
                const names = [];
                for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
                return names;
            })(),
            workers: (await navigator.serviceWorker.getRegistrations()).map(one => one.scope),
        })"""
    )
    found["cookies"] = page.context.cookies()
    return {kind: what for kind, what in found.items() if what}


def refuse(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own, each once."""
    if lines := list(dict.fromkeys(faults)):
        pytest.fail("\n".join([f"{len(lines)} faults", *lines]), pytrace=False)
