"""How long the filter of the trainings takes with a thousand of them, at four times slower a processor.

The page is the real one with its first table repeated to a thousand entries; each choice of the filters is made in
turn, and the whole is done several times. What is measured of each choice, in milliseconds of work: until its
answer is laid out; until that is drawn too; and the longest frame while the rest of the list is filled in. The worst
of each is given as it was, and as the median of the runs: what is slow in one run only is the machine's doing.
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
RUNS = 5
MEASURE = """async () => {
  const listed = () => document.querySelectorAll("[data-filter-list] > *").length;
  const count = document.querySelector("[data-filter-count]");
  const pause = time => new Promise(done => setTimeout(done, time));
  let frames = [];
  const frame = () => {
    const start = performance.now();
    requestAnimationFrame(frame);
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => frames.push(performance.now() - start);
    drawn.port2.postMessage(null);
  };
  requestAnimationFrame(frame);
  const measured = [];
  for (const select of document.querySelectorAll("[data-filter] select")) {
    for (const option of [...select.options].slice(1).concat(select.options[0])) {
      await pause(200);
      frames = [];
      const start = performance.now();
      select.value = option.value;
      select.dispatchEvent(new Event("change", {bubbles: true}));
      document.body.offsetHeight;
      const laidOut = performance.now() - start;
      const shown = parseInt(count.textContent) || 0;
      while (!frames.length || listed() !== shown) await pause(20);
      await pause(50);
      measured.push([laidOut, laidOut + frames[0], Math.max(...frames)]);
    }
  }
  return measured;
}"""
NAMES = ("laid out", "drawn", "longest frame")


def repeated(html: str) -> str:
    """Give the page with its first table of trainings repeated to a thousand entries."""
    before, items, after = re.split(r"(?s)(?<=<tbody data-filter-list>)(.*?)(?=</tbody>)", html, maxsplit=1)
    entries = re.findall(r"(?s)<tr.*?</tr>", items)
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
        runs: list[list[list[float]]] = [page.evaluate(MEASURE) for _ in range(RUNS)]
        browser.close()
    print(f"{ENTRIES} trainings, {len(runs[0])} choices, 4x slower, {RUNS} runs:")
    for at, name in enumerate(NAMES):
        choices = [[one[at] for one in choice] for choice in zip(*runs, strict=True)]
        every = sorted(time for choice in choices for time in choice)
        worst = max(map(statistics.median, choices))
        print(
            f"{name}: median {statistics.median(every):.0f} ms, 90 % {every[int(len(every) * 0.9)]:.0f} ms, "
            f"worst {every[-1]:.0f} ms, worst choice by its median {worst:.0f} ms"
        )


if __name__ == "__main__":
    main()
