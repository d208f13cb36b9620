"""Asks the site's search its own question set, beside stock Material's search and Pagefind on the same pages.

Prints Markdown: the share of questions with a right page within three hits and first, the share without any hit, and
the size of what is fetched to search. Then how long a key takes at four times CPU slowdown. Stock Material's index is
built from the same Markdown with the theme's own search plugin in Swedish and asked through the theme's own worker;
Pagefind (`pip install 'pagefind[extended]'`) indexes the built site. `--held-out` adds the third that was kept apart.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import material
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "hooks")]

from chromium import launch  # noqa: E402 - found through the path above
from loopback import served  # noqa: E402 - the same
from search.scoring import ASK_ALL, Question, read_questions, score  # noqa: E402 - found through the path above

KB = 1024
SLOW = 4
RUNS = 5
STOCK = """async ([index, worker, questions]) => {
    const data = await (await fetch(index)).json();
    const asked = new Worker(worker);
    const next = () => new Promise(done => { asked.onmessage = event => done(event.data); });
    let answer = next();
    asked.postMessage({type: 0, data: {config: data.config, docs: data.docs, options: {suggest: false}}});
    await answer;
    const found = [];
    for (const question of questions) {
        answer = next();
        asked.postMessage({type: 2, data: question});
        const {data: {items}} = await answer;
        found.push(items.map(group => [].concat(group).map(one => "/" + one.location)));
    }
    return found;
}"""
PAGEFIND = """async questions => {
    const pagefind = await import("/pagefind/pagefind.js");
    await pagefind.init();
    const found = [];
    for (const question of questions) {
        const {results} = await pagefind.search(question);
        const first = await Promise.all(results.slice(0, 3).map(one => one.data()));
        found.push(first.map(one => [one.url, ...one.sub_results.map(part => part.url)]));
    }
    return found;
}"""
KEYS = """questions => {
    const field = document.querySelector("[data-search-input]");
    const taken = [];
    questions.forEach(question => {
        for (let end = 1; end <= question.length; end += 1) {
            field.value = question.slice(0, end);
            const began = performance.now();
            field.dispatchEvent(new Event("input", {bubbles: true}));
            document.body.getBoundingClientRect();
            taken.push(performance.now() - began);
        }
    });
    return taken;
}"""


def run(command: Sequence[str], folder: Path) -> None:
    """Run a command, and end with its words if it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")


def build_stock(folder: Path, site: Path) -> None:
    """Build the same Markdown with stock Material and its search plugin, every page in the index."""
    for name in ("data", "docs", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "plain").mkdir()
    for template in (ROOT / "overrides").glob("*.html"):
        if template.name not in ("main.html", "404.html"):
            (folder / "plain" / template.name).write_text('{% extends "main.html" %}\n', encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("custom_dir: overrides", "custom_dir: plain")
    if not re.search(r"(?m)^  - search:", settings):
        settings = settings.replace("\nplugins:\n", "\nplugins:\n  - search:\n      lang: sv\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    page = folder / "hooks/core/pages/markdown_page.py"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("if not self.in_search:", "if False:"), encoding="utf-8")
    run([sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)], folder)
    scripts = Path(material.__file__).parent / "templates/assets/javascripts"
    shutil.copytree(scripts, site / "assets/javascripts", dirs_exist_ok=True)


def choose(questions: list[Question], groups: list[list[list[str]]]) -> list[list[str]]:
    """Give one address for each hit that is a page with its parts: the part that answers, else the page."""
    return [
        [next(filter(question.answered_by, parts), parts[0]) for parts in found]
        for question, found in zip(questions, groups, strict=True)
    ]


def compressed(*paths: Path) -> int:
    """Give what files weigh as they are sent."""
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths)


def row(name: str, questions: list[Question], answers: list[list[str]], size: int) -> str:
    """Give a row of the table."""
    reached = score(questions, answers)
    shares = " | ".join(f"{100 * share:.1f} %" for share in (reached.first_three, reached.first, reached.no_hit))
    return f"| {name} | {shares} | {size / KB:.0f} KB |"


def measure_keys(page: Page, address: str, questions: list[str]) -> list[float]:
    """Give the milliseconds that each key takes in the box at four times slowdown, in a fresh page."""
    page.goto(address)
    page.locator("[data-search-open]").first.click()
    page.locator("[data-search-input]").fill("sip")
    page.locator("[data-search-hit]").first.wait_for()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    taken: list[float] = page.evaluate(KEYS, questions)
    page.close()
    return taken


def spread(times: Iterable[float]) -> str:
    """Tell how times are spread."""
    ordered = sorted(times)
    shares = (0.5, 0.95, 0.99, 1)
    return ", ".join(f"{share:.0%} within {ordered[int(share * (len(ordered) - 1))]:.0f} ms" for share in shares)


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="also print the totals of the third kept apart")
    options = parser.parse_args()
    every = read_questions()
    words = [one.q for one in every]
    answers: dict[str, tuple[list[list[str]], int]] = {}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site, stock, copy = Path(scratch, "site"), Path(scratch, "stock"), Path(scratch, "copy")
        browser = launch(playwright)
        run([sys.executable, "hooks/manage.py", "site", str(site)], ROOT)
        copy.mkdir()
        build_stock(copy, stock)
        with_pagefind = not subprocess.run(
            [sys.executable, "-m", "pagefind", "--site", str(site)], capture_output=True, check=False
        ).returncode
        with served(site) as address, served(stock) as other:
            page = browser.new_page()
            page.goto(address)
            page.add_script_tag(url=f"{address}/assets/search.js")
            ours = page.evaluate(ASK_ALL, [f"{address}/", words])
            files = [site / "search/index.json", site / "assets/search.js", site / "search/help.json"]
            answers["this site"] = [one["hits"] for one in ours], compressed(*files)
            page.goto(other)
            worker = next((stock / "assets/javascripts/workers").glob("search*.js"))
            found = page.evaluate(
                STOCK, ["/search/search_index.json", f"/assets/javascripts/workers/{worker.name}", words]
            )
            answers["stock Material (lunr, sv)"] = (
                choose(every, found),
                compressed(stock / "search/search_index.json", worker),
            )
            if with_pagefind:
                page.goto(address)
                sent: list[int] = []
                page.on("response", lambda one: "/pagefind/" in one.url and sent.append(len(one.body())))
                answers["Pagefind"] = choose(every, page.evaluate(PAGEFIND, words)), sum(sent)
            typed = [one.q for one in every if not one.held_out][:60]
            runs = [measure_keys(browser.new_page(), address, typed) for _ in range(RUNS)]
        browser.close()
    for title, held in (("All questions", None), ("Worked with", False), ("Kept apart", True)):
        if held and not options.held_out:
            continue
        chosen = [number for number, one in enumerate(every) if held is None or one.held_out == held]
        print(f"\n{title}: {len(chosen)} questions\n\n| search | within three | first | no hit | fetched, gzip |")
        print("|---|---|---|---|---|")
        for name, (given, size) in answers.items():
            print(row(name, [every[number] for number in chosen], [given[number] for number in chosen], size))
    if not with_pagefind:
        print("\nPagefind is not installed; pip install 'pagefind[extended]' to compare.")
    print(f"\nA key at {SLOW} × CPU slowdown ({len(runs[0])} keys, {RUNS} runs): {spread(itertools.chain(*runs))}")
    # What is slow in one run only is the machine's doing.
    print(f"Each key by the median of its runs: {spread(map(statistics.median, zip(*runs, strict=True)))}")


if __name__ == "__main__":
    main()
