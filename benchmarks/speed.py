"""How quick a slow phone on a slow net is (V3 of the web standards): the browser held back as Lighthouse holds it.

For the main kinds of page: the largest paint in milliseconds, and how much the layout shifts. For filters and search:
the slowest answer to a press. «Good» by Core Web Vitals stands beside. tests/browser/test_speed.py holds the counts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from browser.people import (  # noqa: E402 - found through the path
    MAIN_KINDS,
    kinds_of,
    search_field,
    search_hits,
    tab_to,
)
from built import Site  # noqa: E402 - the same
from chromium import launch  # noqa: E402 - the same
from loopback import served  # noqa: E402 - the same
from project import read_content  # noqa: E402 - the same

# Slow 4G and a phone four times slower, as Lighthouse holds a browser back: milliseconds and bytes a second. A request
# waits for several round trips of 150 ms, and the net gives nine tenths of 1.6 Mbit.
NET = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 0.9 * 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.9 * 750 * 1024 / 8,
}
SLOWER = 4
GOOD = "«good»: paint within 2500 ms, shift within 0.10, answer within 200 ms"
WATCH = """
    window.told = {paint: 0, shift: 0, answer: 0};
    const watch = (type, note, more) => new PerformanceObserver(list => list.getEntries().forEach(note))
        .observe({type, buffered: true, ...more});
    watch("largest-contentful-paint", one => { told.paint = one.startTime; });
    watch("layout-shift", one => { if (!one.hadRecentInput) told.shift += one.value; });
    watch("event", one => { if (one.interactionId) told.answer = Math.max(told.answer, one.duration); },
        {durationThreshold: 16});
"""


def held_back(browser: Browser, address: str) -> Page:
    """Give a page on a slow phone and a slow net, with nothing kept from before, that notes its own speed."""
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", NET)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def told(page: Page) -> dict[str, Any]:
    """Give what the page noted, once the frame that it is about has been drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
    noted: dict[str, Any] = page.evaluate("told")
    return noted


def measure(browser: Browser, address: str, kinds: Mapping[str, str]) -> None:
    """Print the paint and the shift of each main kind, and the answers of filters and search."""
    page = held_back(browser, address)
    for kind in (*MAIN_KINDS, "whole agreement"):
        page.goto(kinds[kind])
        paint = told(page)["paint"]  # before the scroll: after it the browser notes no paint
        page.mouse.wheel(0, 5000)
        print(f"{kind}: painted after {paint:.0f} ms, shifts by {told(page)['shift']:.2f}")
    for path in ("/stod/", "/utbildningar/", "/lankar/"):
        page.goto(path)
        tab_to(page, page.locator(".filters select").first)
        answers = []
        for _ in range(3):
            page.keyboard.press("ArrowDown")
            answers.append(told(page)["answer"])
        print(f"filter of {path}: answers within {max(answers):.0f} ms")
    page.goto("/")
    page.keyboard.press("/")
    search_field(page).press("s")
    search_hits(page).first.wait_for()
    page.evaluate("told.answer = 0")  # the first press waited for the net
    page.keyboard.type("orgegrupp", delay=60)
    print(f"search: answers within {told(page)['answer']:.0f} ms")


def main() -> None:
    """Build the site and measure it."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch, "site")
        subprocess.run(
            [sys.executable, "hooks/manage.py", "site", str(site)], cwd=ROOT, check=True, capture_output=True
        )
        print(GOOD)
        browser = launch(playwright)
        with served(site) as address:
            measure(browser, address, kinds_of(read_content(ROOT), Site(site, "").addresses))
        browser.close()


if __name__ == "__main__":
    main()
