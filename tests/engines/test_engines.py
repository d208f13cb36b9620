"""Search, filters and the quick exit in Firefox and WebKit: the things that an engine can break."""

from __future__ import annotations

import os
import signal
from typing import Any
from urllib.parse import urlsplit

import pytest

from core import routes
from core.content import Content
from engines.drivers import Engine, Firefox
from engines.webkit import SilentError, WebKit

# A driver that did not answer has been ended; the next one is asked the same.
pytestmark = pytest.mark.flaky(reruns=2, only_rerun="SilentError")

# What a reader of a page with a list is told: how many are shown, how many there are, and which of them.
LISTED = """
const count = document.querySelector("[data-filter-count]").textContent.match(/^([0-9]+) av ([0-9]+)/);
const shown = [...document.querySelectorAll("[data-filter-list] > *")].filter(one => one.getClientRects().length);
const boxes = [...document.querySelectorAll("[data-filter-key]")];
const pressed = [...document.querySelectorAll("[data-filter-chip][aria-pressed=true]")]
    .map(one => one.getAttribute("data-filter-chip"));
if (!count || shown.length !== Number(count[1])) return null;  // a long list is filled over the next frames
return {shown: shown.length, total: Number(count[2]), chosen: boxes.map(one => one.value).filter(one => one), pressed};
"""
LISTS = {
    routes.SERVICES: "[data-filter-chip^='age=']",
    routes.TRAININGS: "[data-filter-chip^='forvaltning=']:not([data-filter-chip='forvaltning='])",
}
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"
FIRST = "[...document.querySelectorAll('[data-filter-list] a')].find(one => one.origin === location.origin).click()"


@pytest.fixture(params=LISTS)
def filtered(request: pytest.FixtureRequest, engine: Engine, server: str) -> dict[str, Any]:
    """Give what an engine lists once a choice has been made."""
    engine.go(server + routes.address_of(request.param))
    engine.run(UNFOLD)
    whole: dict[str, Any] = engine.until(LISTED)
    assert whole["shown"] == whole["total"]
    assert whole["chosen"] == []
    engine.click(LISTS[request.param])
    narrowed: dict[str, Any] = engine.until(LISTED)
    assert 0 < narrowed["shown"] < whole["total"]
    return narrowed


def agrees(listed: dict[str, Any]) -> bool:
    """Tell whether boxes, chips and list say the same; «Alla» is pressed as long as nothing is chosen."""
    pressed = {one.partition("=")[2] for one in listed["pressed"]} - {""}
    return (listed["shown"] == listed["total"]) is (not listed["chosen"]) and pressed <= set(listed["chosen"])


def test_boxes_and_list_agree_after_going_back(engine: Engine, filtered: dict[str, Any]) -> None:
    """Whether the engine kept the page, put the boxes back or began anew."""
    assert agrees(filtered)
    engine.run(f"window.before = true; setTimeout(() => {{ {FIRST} }}, 0)")
    engine.until("return !window.before && document.readyState === 'complete'")
    engine.back()
    engine.until("return document.readyState === 'complete' && document.querySelector('[data-filter-list]')")
    engine.run("window.setTimeout(() => { window.settled = true; }, 300)")
    engine.until("return window.settled")
    assert agrees(engine.until(LISTED))


def test_boxes_that_the_engine_empties_are_chosen_again(engine: Engine, filtered: dict[str, Any]) -> None:
    """WebKit does so with a page that it has kept, when it likes: the list says what boxes and address say."""
    engine.run("document.querySelector('[data-filter-key]').form.reset();")
    engine.run("window.setTimeout(() => { window.settled = true; }, 0)")
    engine.until("return window.settled")
    listed = engine.until(LISTED)
    assert agrees(listed)
    assert listed["chosen"] == (filtered["chosen"] if engine.run("return location.hash") else [])


@pytest.mark.parametrize("persisted", [True, False])
def test_boxes_that_the_engine_puts_back_rule_the_list(engine: Engine, server: str, persisted: bool) -> None:  # noqa: FBT001 - a case
    """What an engine does to a page that comes back: a box has another value, and only then is the page told."""
    engine.go(server + routes.address_of(routes.LINKS))
    engine.until(LISTED)
    engine.run(
        """const box = document.querySelector("[data-filter-key=access]");
        window.dispatchEvent(new PageTransitionEvent("pageshow", {persisted: arguments[0]}));
        box.selectedIndex = box.options.length - 1;""",
        persisted,
    )
    engine.run("window.setTimeout(() => { window.settled = true; }, 300)")
    engine.until("return window.settled")
    assert agrees(engine.until(LISTED))


# What pages of a site can keep in a browser.
KEPT = "return [localStorage.length, sessionStorage.length, document.cookie]"


def test_search(engine: Engine, server: str, content: Content) -> None:
    """The box opens, finds, shows help where help is needed, and Escape gives the page back."""
    service = next(iter(content.services.values()))
    engine.go(server + routes.address_of(routes.START))
    engine.click("[data-search-open]")
    engine.until("return document.activeElement.matches('[data-search-input]')")
    engine.write("[data-search-input]", service.name)
    found = engine.until("return [...document.querySelectorAll('[data-search-hit] a')].map(one => one.pathname)")
    assert routes.address_of(routes.service(service.id)) in found
    assert engine.run("return location.href") == f"{server}/"
    assert engine.run("return document.querySelector('[data-search-input]').autocomplete") == "off"
    engine.run("document.querySelector('[data-search-input]').value = ''")
    engine.write("[data-search-input]", "jag vill inte leva")
    assert "112" in engine.until("return (document.querySelector('[data-search-help]') || {}).innerText")
    engine.write("[data-search-input]", "\ue00c")
    engine.until("return document.activeElement.matches('[data-search-open]')")
    assert engine.run(KEPT) == [0, 0, ""]


def test_a_very_long_word_holds_nothing_up(engine: Engine, server: str) -> None:
    """Four thousand letters are looked for at once, in one word and in many."""
    engine.go(server + routes.address_of(routes.START))
    engine.click("[data-search-open]")
    engine.until("return document.querySelector('[data-search-input]')")
    engine.write("[data-search-input]", "hjälp")
    engine.until("return document.querySelector('[data-search-hit]')")
    took = engine.run(
        """const field = document.querySelector("[data-search-input]");
        return arguments[0].map(words => {
            const began = performance.now();
            field.value = words;
            field.dispatchEvent(new Event("input", {bubbles: true}));
            return performance.now() - began;
        });""",
        ["ångest" * 700, "ab " * 1400, "självmordstankar " * 250, "a-" * 2000, "x" * 4000],
    )
    assert max(took) < 500, took


@pytest.fixture
def exposed(content: Content) -> str:
    """Give the address of a page that has the quick exit."""
    situations = content.situations.values()
    found = next(one.id for one in situations if content.vocabulary.is_exposed(one.topics))
    return routes.address_of(routes.situation(found))


COVERED = """
const cover = document.querySelector(".exit-cover");
return !!cover && document.elementFromPoint(innerWidth / 2, innerHeight / 2) === cover;
"""


@pytest.mark.parametrize("way", ["click", "shift"])
def test_quick_exit_to_a_slow_page(hasty: Engine, server: str, exposed: str, content: Content, way: str) -> None:
    """While the next page does not answer, the screen is blank and the tab names the next page."""
    hasty.go(server + exposed)
    if way == "click":
        # The driver waits for what a press leads to, and this one leads to what never comes.
        hasty.run("setTimeout(() => document.querySelector('[data-exit]').click(), 0)")
    else:
        for _ in range(3):
            hasty.press_shift()
    hasty.until(COVERED)
    host = urlsplit(content.site.quick_exit_target).hostname
    assert hasty.run("return document.title") == host
    if isinstance(hasty, Firefox):
        assert hasty.said_of_tab() == host
    hasty.run("window.stop()")


@pytest.mark.parametrize("way", ["click", "shift"])
def test_quick_exit_leaves_no_way_back(engine: Engine, server: str, exposed: str, way: str) -> None:
    """The next page stands in place of this one."""
    engine.go(server + routes.address_of(routes.ABOUT))
    engine.go(server + exposed)
    index = routes.address_of(routes.INDEX)
    engine.run("document.querySelector('[data-exit]').href = arguments[0]", server + index)
    if way == "click":
        engine.click("[data-exit]")
    else:
        for _ in range(3):
            engine.press_shift()
    engine.until("return location.pathname === arguments[0]", index)
    engine.back()
    engine.until("return location.pathname === arguments[0]", routes.address_of(routes.ABOUT))


def test_shift_that_is_held_stays(engine: Engine, server: str, exposed: str) -> None:
    """Shift held for a press or another key is no press of its own."""
    engine.go(server + exposed)
    for _ in range(2):
        engine.press_shift(over=lambda: engine.click("h1"))
        engine.press_shift(over=lambda: engine.write("body", "a"))
    assert not engine.run(COVERED)


def test_a_driver_that_falls_silent_holds_nothing_up(hasty_webkit: WebKit) -> None:
    """It is ended with all that it started, and another one answers."""
    assert hasty_webkit.process is not None
    os.killpg(hasty_webkit.process.pid, signal.SIGSTOP)
    hasty_webkit.driver.command_executor.client_config.timeout = 0.1
    with pytest.raises(SilentError):
        hasty_webkit.run("return 1")
    assert hasty_webkit.process is None
    hasty_webkit.ready()
    assert hasty_webkit.run("return 1") == 1
