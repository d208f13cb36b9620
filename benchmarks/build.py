"""Builds the site at several sizes and prints seconds, milliseconds a page and peak memory, beside stock Material.

On a busy machine the seconds of work, which are those of all cores, say more than those that passed.

×1 is the real site. ×10 and ×40 have as many times its 24 sections: the others are invented, each with a paragraph,
six goals and four indicators (about 130 words). `--real` repeats the real sections instead, which are three times
as long. Stock Material builds the same Markdown (`manage.py pages`) with its own defaults, which put
every page in every page's menu.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITION = Path("data/agreements/2026")
WORDS = [
    "staden",
    "erbjuder",
    "stöd",
    "till",
    "barn",
    "unga",
    "vuxna",
    "anhöriga",
    "och",
    "personal",
    "som",
    "arbetar",
    "med",
    "hälsa",
    "i",
    "skola",
    "hem",
    "och",
    "vård",
    "för",
    "att",
    "tidigt",
    "möta",
    "behov",
    "ge",
    "råd",
    "samtal",
    "kunskap",
    "trygghet",
    "delaktighet",
    "samverkan",
    "planering",
    "rutiner",
]


@dataclass(frozen=True)
class Run:
    """One build: its wall time and that of all cores in seconds, its pages, and its peak memory in MB."""

    seconds: float
    worked: float
    pages: int
    megabytes: float

    def __str__(self) -> str:
        each = 1000 * self.seconds / self.pages
        return (
            f"{self.seconds:7.2f} s {self.worked:7.2f} s of work {self.pages:6d} pages {each:6.1f} ms/page "
            f"{self.megabytes:6.0f} MB"
        )


def copy_project(target: Path, times: int, *, real: bool) -> None:
    """Copy the project to `target` with `times` as many sections in the agreement, invented or the real ones."""
    for name in ("data", "docs", "hooks", "overrides", "mkdocs.yml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    agreement = target / EDITION / "agreement.yml"
    text = agreement.read_text(encoding="utf-8")
    ids = re.findall(r"^  - (\S+)$", text[text.index("\nsections:") :], re.MULTILINE)
    for copy in range(2, times + 1):
        for section_id in ids:
            name = f"{section_id}-{copy}"
            source = target / EDITION / "sections" / f"{section_id}.yml"
            if not real:
                section = invented_section(name)
            else:
                section = source.read_text(encoding="utf-8").replace(f"\nid: {section_id}\n", f"\nid: {name}\n")
                section = re.sub(r"\nparent: (?!null)(\S+)\n", rf"\nparent: \1-{copy}\n", section)
            source.with_name(f"{name}.yml").write_text(section, encoding="utf-8")
            text = text.rstrip("\n") + f"\n  - {name}\n"
    agreement.write_text(text, encoding="utf-8")
    if times > 1:  # nobody has compared what is invented with what was before
        (target / "data" / "continuity.yml").write_text("[]\n", encoding="utf-8")
        published = target / "data" / "published.yml"  # and there is no page of what has changed
        published.write_text(
            re.sub(r"(?m)^.*/andringar/.*\n", "", published.read_text(encoding="utf-8")), encoding="utf-8"
        )
    reading = target / "data" / "reading.yml"  # invented words are as long as they are
    reading.write_text(re.sub(r"limit: \d+", "limit: 200", reading.read_text(encoding="utf-8")), encoding="utf-8")


def invented_section(name: str) -> str:
    """Give a section of about 130 words as YAML; the same name gives the same words."""
    draw = random.Random(name)  # noqa: S311 - the same words every time

    def sentence(words: int) -> str:
        chosen = [draw.choice(WORDS) for _ in range(words)]
        return " ".join(chosen).capitalize() + "."

    def clauses(stem: str, count: int, link: str) -> str:
        return "".join(
            f"\n      - id: {stem}-{number}\n        text: {sentence(11)}{link}" for number in range(1, count + 1)
        )

    def listed(term: str, kind: str, stem: str, count: int, link: str = "") -> str:
        head = f"  - id: {term}-{kind}\n    heading: null\n    term: {term}\n    kind: {kind}\n    clauses:"
        return f"{head}{clauses(stem, count, link)}\n"

    link = "\n        links: [oro-for-dig-sjalv]\n        actors: [socialforvaltningen]"
    return (
        f"id: {name}\ntitle: Avsnitt {name}\nparent: null\nbelongs_to: [delmal-2]\nsummary: {sentence(9)}\n"
        f"introduction:\n  - text: {sentence(14)} {sentence(12)}\nlists:\n"
        f"{listed('short', 'goals', 'kort', 4, link)}{listed('short', 'indicators', 'kort-indikator', 2)}"
        f"{listed('long', 'goals', 'lang', 2)}{listed('long', 'indicators', 'lang-indikator', 2)}"
        "page: 3\nremarks: []\n"
    )


def measure(command: list[str], folder: Path, site: Path) -> Run:
    """Run a build command in a folder and count the pages it made in `site`."""
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1795305600",
        "NO_MKDOCS_2_WARNING": "1",
    }
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{output[-3000:]}")
    worked = usage.ru_utime + usage.ru_stime
    return Run(seconds, worked, sum(1 for _ in site.rglob("*.html")), usage.ru_maxrss / 1024)


def measure_ours(folder: Path) -> Run:
    """Build a copy of the project: what MkDocs does in `make site`, with the checks, before the site is compressed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")]
    return measure(command, folder, folder / "site")


def prepare_stock(folder: Path, stock: Path) -> None:
    """Write the Markdown of a copy for stock Material."""
    subprocess.run(
        [sys.executable, "hooks/manage.py", "pages", str(stock / "docs")], cwd=folder, check=True, capture_output=True
    )
    (stock / "docs" / "index.md").write_text("# Start\n", encoding="utf-8")
    (stock / "mkdocs.yml").write_text(
        "site_name: Stock\ntheme: {name: material}\nmarkdown_extensions: [attr_list, def_list]\n",
        encoding="utf-8",
    )
    for page in (stock / "docs").rglob("*.md"):  # templates of ours are not there
        page.write_text(re.sub(r"(?m)^template: .*\n", "", page.read_text(encoding="utf-8")), encoding="utf-8")


def measure_stock(stock: Path) -> Run:
    """Build that Markdown with stock Material."""
    return measure([sys.executable, "-m", "mkdocs", "build", "--site-dir", str(stock / "site")], stock, stock / "site")


def main() -> None:
    """Measure each size, ours and stock in turn; what is compared is the median of the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 40])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--real", action="store_true", help="repeat the real sections")
    parser.add_argument("--no-stock", action="store_true")
    options = parser.parse_args()
    for times in options.times:
        with tempfile.TemporaryDirectory() as scratch:
            folder, stock = Path(scratch, "ours"), Path(scratch, "stock")
            folder.mkdir()
            copy_project(folder, times, real=options.real)
            if not options.no_stock:
                prepare_stock(folder, stock)
            shares, work = [], []
            for _ in range(options.pairs):
                ours = measure_ours(folder)
                print(f"x{times:<3} ours  {ours}", flush=True)
                if not options.no_stock:
                    other = measure_stock(stock)
                    print(f"x{times:<3} stock {other}", flush=True)
                    shares.append(ours.seconds / other.seconds)
                    work.append(ours.worked / other.worked)
            if shares:
                told = f"{statistics.median(shares):.2f} of stock's time and {statistics.median(work):.2f} of its work"
                print(f"x{times:<3} ours takes {told}", flush=True)


if __name__ == "__main__":
    main()
