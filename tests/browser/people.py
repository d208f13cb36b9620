"""What a person does in a browser: visits pages, presses keys, sees or does not see. Takes pages, gives facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, Route, expect

from chromium import PATIENCE

# One page of each kind. Addresses are permanent (design.md), so they may stand here.
KINDS = {
    "start": "/",
    "situation": "/hjalp/mar-daligt/",
    "situation in crisis": "/hjalp/tankar-pa-att-inte-leva/",
    "situation, exposed": "/hjalp/trygghet/",
    "service": "/stod/pratcafeer/",
    "service, exposed": "/stod/trygghet-centrum/",
    "services": "/stod/",
    "services by age": "/stod/alder/tonaring/",
    "services by way": "/stod/kontakt/sjalv/",
    "services by operator": "/stod/anordnare/socialforvaltningen/",
    "crisis help": "/akut/",
    "card": "/akut/kort/",
    "agreement": "/overenskommelsen/",
    "section": "/overenskommelsen/kunskapsstyrning/",
    "delmål": "/overenskommelsen/delmal/5/",
    "department": "/overenskommelsen/forvaltning/socialforvaltningen/",
    "indicators": "/overenskommelsen/indikatorer/",
    "whole agreement": "/overenskommelsen/hela/",
    "glossary": "/ordlista/",
    "A–Ö": "/a-o/",
    "open data": "/oppna-data/",
    "about": "/om/",
    "requirements": "/krav/",
    "not found": "/404.html",
}
# Kinds that join as soon as the site has a page of theirs.
LATER_KINDS = {
    "trainings": r"/utbildningar/",
    "training": r"/utbildningar/[^/]+/",
    "training with a table": r"/utbildningar/mhfa/",
    "way of a role": r"/utbildningar/min-vag/",
    "follow-up": r"/utbildningar/uppfoljning/",
    "trainings by department": r"/utbildningar/forvaltning/[^/]+/",
    "trainings by topic": r"/utbildningar/amne/[^/]+/",
    "trainings by step": r"/utbildningar/steg/[^/]+/",
    "links": r"/lankar/",
    "earlier edition": r"/tidigare/[^/]+/",
    "earlier section": r"/tidigare/[^/]+/[^/]+/",
    "accessibility": r"/tillganglighet/",
    "privacy": r"/sa-skyddar-vi-dig/",
}
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


def kinds_of(addresses: Iterable[str]) -> dict[str, str]:
    """Give one address of each kind of page that a site has."""
    known = tuple(addresses)
    found = dict(KINDS)
    for name, pattern in LATER_KINDS.items():
        first = next((address for address in known if re.fullmatch(pattern, address)), None)
        if first:
            found[name] = first
    missing = sorted(set(found.values()) - set(known))
    assert not missing, f"no such pages: {missing}"
    return found


def help_link(page: Page) -> Locator:
    """Find the link to crisis help that is in the same place on every page."""
    return page.get_by_role("link", name="Akut hjälp", exact=True).first


def search_opener(page: Page) -> Locator:
    """Find what opens the search box; without script it is a link."""
    return page.get_by_role("button", name="Sök A–Ö")


def search_field(page: Page) -> Locator:
    """Find the field of the open search box."""
    return page.get_by_role("searchbox", name="Sök")


def search_hits(page: Page) -> Locator:
    """Find the links of the hits of a search."""
    return page.locator("[data-search-hit] a")


def search_for(page: Page, words: str) -> None:
    """Open the search box with the keyboard, write, and wait until the hits are announced."""
    tab_to(page, search_opener(page), at_most=6)
    page.keyboard.press("Enter")
    expect(search_field(page)).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("träff")


# A filter counts at once, and fills a long list over the next frames.
LIST_IS_WHOLE = """() => {
    const count = document.querySelector("[data-filter-count]");
    const listed = document.querySelectorAll("[data-filter-list] > li").length;
    return !count || !count.textContent || listed === (parseInt(count.textContent) || 0);
}"""


def services_listed(page: Page) -> list[str]:
    """Give the addresses of the services that a page lists to its reader, in order, once all of them stand there."""
    page.wait_for_function(LIST_IS_WHOLE)
    addresses: list[str] = page.locator("ul.services > li:visible > a").evaluate_all(
        "all => all.map(one => one.pathname)"
    )
    return addresses


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


def is_on_top(goal: Locator) -> bool:
    """Tell whether an element is wholly inside the window with nothing over its middle and corners."""
    return bool(
        goal.evaluate(
            """one => {
                const box = one.getBoundingClientRect();
                if (box.width < 1 || box.left < 0 || box.top < 0) return false;
                if (box.right > innerWidth || box.bottom > innerHeight) return false;
                const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
                return points.every(([x, y]) => {
                    const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
                    return top && (top === one || one.contains(top));
                });
            }"""
        )
    )


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
