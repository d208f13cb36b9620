"""How long the filter of the trainings takes with a thousand of them, at four times slower a processor.

The page is the real one with its list repeated to a thousand entries; each choice of the filters is made in turn, and
what is measured is from the choice to the next frame that the browser could draw.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from chromium import launch  # noqa: E402 - found through the path above

ENTRIES = 1000
MEASURE = """async (select) => {
  const times = [];
  for (const option of [...select.options].slice(1).concat(select.options[0])) {
    const start = performance.now();
    select.value = option.value;
    select.dispatchEvent(new Event("change", {bubbles: true}));
    document.body.offsetHeight;
    times.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  return times;
}"""


def repeated(html: str) -> str:
    """Give the page with its list of trainings repeated to a thousand entries."""
    before, items, after = re.split(r"(?s)(?<=data-filter-list>)(.*?)(?=</ul>)", html, maxsplit=1)
    entries = re.findall(r"(?s)<li data-namn.*?</li>", items)
    many = [entries[index % len(entries)] for index in range(ENTRIES)]
    return before + "\n".join(many) + after


def main() -> None:
    """Build the site, open its page of trainings with a thousand entries, and print the times of all choices."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch, "site")
        subprocess.run(
            [sys.executable, "hooks/manage.py", "site", str(site)], cwd=ROOT, check=True, capture_output=True
        )
        page_html = repeated((site / "utbildningar" / "index.html").read_text(encoding="utf-8"))
        browser = launch(playwright)
        page = browser.new_page()

        def answer(route: Route) -> None:
            path = route.request.url.split("site.invalid", 1)[1].split("?")[0]
            if path == "/utbildningar/":
                route.fulfill(body=page_html, content_type="text/html; charset=utf-8")
            else:
                route.fulfill(path=site / path.lstrip("/"))

        page.route("**/*", answer)
        page.goto("http://site.invalid/utbildningar/")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        times: list[float] = []
        for select in page.locator("[data-filter-key]").element_handles():
            times += select.evaluate(MEASURE)
        browser.close()
    times.sort()
    middle, ninety = statistics.median(times), times[int(len(times) * 0.9)]
    what = f"{ENTRIES} trainings, {len(times)} choices, 4x slower"
    print(f"{what}: median {middle:.0f} ms, 90 % {ninety:.0f} ms, worst {times[-1]:.0f} ms")


if __name__ == "__main__":
    main()
