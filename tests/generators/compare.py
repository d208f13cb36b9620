"""Stages the Markdown for another generator, and tells what its site lacks beside ours. Run by generators.yml.

`stage FOLDER` writes docs/ and a plain configuration; `report OURS NAME=THEIRS...` prints Markdown.
"""

from __future__ import annotations

import argparse
import datetime
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from project import checked_site  # noqa: E402

SHOWN = 5
# What belongs to this generator alone: the theme's templates, and the switch of the macros.
FRONT_MATTER = re.compile(r"(?m)^(?:template|render_macros): .*\n")


def main() -> int:
    """Run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    staging = commands.add_parser("stage")
    staging.add_argument("folder", type=Path)
    staging.set_defaults(run=lambda options: stage(options.folder))
    reporting = commands.add_parser("report")
    reporting.add_argument("ours", type=Path)
    reporting.add_argument("theirs", nargs="+", help="NAME=FOLDER")
    reporting.set_defaults(run=lambda options: report(options.ours, dict(one.split("=", 1) for one in options.theirs)))
    options = parser.parse_args()
    options.run(options)
    return 0


def stage(folder: Path) -> None:
    """Write every page as plain Markdown, the assets, and a configuration that any generator of the family reads."""
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("*.md"))
    checked = checked_site(ROOT, datetime.datetime.now(datetime.UTC).date())
    for uri, page in {**checked.pages, **checked.handwritten}.items():
        (docs / uri).parent.mkdir(parents=True, exist_ok=True)
        (docs / uri).write_text(page.markdown(), encoding="utf-8")
    for path in docs.rglob("*.md"):
        path.write_text(FRONT_MATTER.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    ours = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    plain = {key: ours[key] for key in ("site_name", "nav", "markdown_extensions")}
    for name, theme in (("properdocs", {"name": "mkdocs"}), ("zensical", {"language": "sv", "font": False})):
        config = yaml.safe_dump({**plain, "site_dir": f"site-{name}", "theme": theme}, allow_unicode=True)
        (folder / f"{name}.yml").write_text(config, encoding="utf-8")


def report(ours: Path, theirs: dict[str, str]) -> None:
    """Print, for each other site, how much of each kind of thing it has, and the first that it lacks."""
    mine = survey(ours)
    for name, folder in theirs.items():
        print(f"\n## {name}\n")
        if not Path(folder, "index.html").is_file():
            print("It built no site; see the log of its step.")
            continue
        other = survey(Path(folder))
        print("| what | ours | kept | the first lost |\n|---|---|---|---|")
        for kind, things in mine.items():
            lost = sorted(things - other[kind])
            print(f"| {kind} | {len(things)} | {len(things) - len(lost)} | {'<br>'.join(lost[:SHOWN])} |")


def survey(site: Path) -> dict[str, set[str]]:
    """Give what readers, links and machines rely on, each thing with its page."""
    found: dict[str, set[str]] = {kind: set() for kind in ("pages", *KINDS, "other files")}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.suffix != ".html":
            if path.is_file() and path.suffix not in {".br", ".gz"}:
                found["other files"].add(f"/{name}")
            continue
        address = "/" + name.removesuffix("index.html")
        found["pages"].add(address)
        document = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        for kind, take in KINDS.items():
            found[kind] |= {f"{address} {thing}" for one in document.iter() if (thing := take(one))}
    return found


def _anchor(one: Any) -> str:
    return f"#{one.get('id')}" if one.get("id") and not one.get("id").startswith("__") else ""


def _heading(one: Any) -> str:
    return " ".join("".join(_words(one)).split()) if re.fullmatch(r"h[1-6]", str(one.tag)) else ""


def _words(one: Any) -> Iterator[str]:
    """Yield the text of a heading without the sign that some themes put there as a link."""
    yield one.text or ""
    for child in one:
        if child.get("class") != "headerlink":
            yield from _words(child)
        yield child.tail or ""


KINDS: dict[str, Callable[[Any], str]] = {
    "headings": _heading,
    "anchors": _anchor,
    "phone numbers": lambda one: str(one.get("href")) if str(one.get("href")).startswith("tel:") else "",
    "outgoing links": lambda one: str(one.get("href")) if one.tag == "a" and str(one.get("href"))[:4] == "http" else "",
    "links to «Akut hjälp»": lambda one: "link" if one.text == "Akut hjälp" and one.tag == "a" else "",
    "quick exits": lambda one: "exit" if one.get("data-exit") is not None else "",
    "own scripts": lambda one: str(one.get("src")).rpartition("/")[2] if one.tag == "script" and one.get("src") else "",
    "policies": lambda one: "policy" if one.get("http-equiv") == "Content-Security-Policy" else "",
    "titles": lambda one: str(one.text).strip() if one.tag == "title" else "",
}

if __name__ == "__main__":
    sys.exit(main())
