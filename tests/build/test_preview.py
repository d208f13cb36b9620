"""The live preview: what is wrong stands on the page, in Swedish and with its place, and goes when it is mended."""

from __future__ import annotations

import itertools
import logging
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from building import build_site
from core import messages
from core.source import files_below
from invented import TODAY, Invented
from preview import Preview
from project import ROOT, checked_site
from translations import SWEDISH, read_catalogue

LIMIT = 120
"""Seconds that a busy machine may take for what takes one."""


@pytest.fixture(autouse=True)
def _swedish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())
    monkeypatch.delenv("LANGUAGE")
    messages.speak(read_catalogue(SWEDISH))
    yield
    messages.speak({})


@dataclass
class Previewed:
    """A preview of the invented municipality, and its folder to spoil."""

    invented: Invented
    preview: Preview

    def spoil(self, name: str, old: str, new: str) -> str:
        """Change a file, build anew and give what the start page shows."""
        path = self.invented.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.preview.refresh()
        return self.shown()

    def shown(self) -> str:
        """Give the start page."""
        page = self.preview.page("/")
        assert isinstance(page, tuple)
        return page[1].decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    """Give a preview that was built once; each test mends what it spoils."""
    root, scratch = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("scratch")
    preview = Preview(Invented.copied(root).root, scratch)
    preview.address = "http://127.0.0.1:1/"
    return Previewed(Invented(root), preview)


HEADING = "<h1"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("data/glossary.yml", "term:", "tern:", "data/glossary.yml:"),
        ("data/situations.yml", "title: ", "title: 'öppet ", "har inget slut; skriv det där texten slutar"),
        ("docs/om.md", "{{ ", "{{ x", "är inget makro; menar du"),
        ("docs/om.md", "{{ ", "{{ (", "ett makro går inte att läsa; kontrollera"),
        ("docs/om.md", "# Om", "<<<<<<< HEAD\n# Om", "docs/om.md:"),
    ],
    ids=["key", "quote", "macro", "bracket", "conflict"],
)
def test_a_fault_stands_on_the_page_and_goes_when_it_is_mended(
    built: Previewed, name: str, old: str, new: str, told: str
) -> None:
    """Above the page as it was, which is there to read; once mended, nothing is left of it."""
    if not built.preview.files() or HEADING not in built.shown():
        assert built.preview.refresh() == ""
    assert "preview-problems" not in built.shown()
    spoiled = built.spoil(name, old, new)
    assert 'role="alert"' in spoiled
    assert told in spoiled
    assert f"{name}:" in spoiled
    assert spoiled.index("preview-problems") < spoiled.index(HEADING)
    assert "preview-problems" not in built.spoil(name, new, old)


def test_a_file_that_is_removed_and_put_back(built: Previewed) -> None:
    """A page that others lead to, while the preview runs."""
    path = built.invented.root / "docs/om.md"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    assert "docs/om.md:1: alla sidor leder till den här sidan" in built.preview.refresh()
    path.write_text(text, encoding="utf-8")
    assert built.preview.refresh() == ""


def test_a_broken_template_is_told(built: Previewed, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its file and line; the program's own faults too."""

    def broken(*_given: object) -> None:
        from jinja2 import Environment  # noqa: PLC0415

        Environment(autoescape=True).from_string("{{ x").render()

    with monkeypatch.context() as patched:
        patched.setattr("preview.checked_site", broken)
        assert "mallen går inte att använda" in built.preview.refresh()
        patched.setattr("preview.checked_site", lambda *_given: 1 // 0)
        told = built.preview.refresh()
        assert "ZeroDivisionError" in told
        assert "ZeroDivisionError" in built.shown()
    assert built.preview.refresh() == ""
    warn = logging.getLogger("mkdocs").warning
    with monkeypatch.context() as patched:
        patched.setattr("building.PageByPage._make", lambda *_given: warn("sidan har ett fel"))
        for _time in range(2):  # MkDocs warns once, and the page says it for as long as it is so
            page = built.preview.page("/krav/")
            assert isinstance(page, tuple)
            assert "sidan har ett fel" in page[1].decode()
    assert built.preview.refresh() == ""


EDITS = (
    ("data/glossary.yml", "Att må bättre", "Att må lite bättre"),
    ("data/services/samtalsstod.yml", "Det är gratis.", "Det kostar inget."),
    ("data/services/samtalsstod.yml", "name: Samtalsstöd", "name: Samtal"),
    ("docs/om.md", "Här står vad", "Här läser du vad"),
    ("data/site.yml", "name: Psykisk hälsa i Björkviken", "name: Må bra i Björkviken"),
    ("docs/index.md", "##", "## Mer\n\nOrd.\n\n##"),
)


def test_a_preview_is_what_is_built(tmp_path: Path) -> None:
    """After a chain of saves, faults between them and pages looked at: byte for byte, each file of a fresh build."""
    root, scratch, site = tmp_path / "root", tmp_path / "scratch", tmp_path / "site"
    root.mkdir()
    previewed = Previewed(Invented.copied(root), Preview(root, scratch))
    previewed.preview.address = "http://127.0.0.1:1/"
    assert previewed.preview.refresh() == ""
    for name, old, new in EDITS:
        for address in ("/", "/om/", "/stod/samtalsstod/", "/ordlista/"):
            assert previewed.preview.page(address)
        assert "preview-problems" not in previewed.spoil(name, old, new)
    assert "preview-problems" in previewed.spoil("docs/om.md", "{{ licence", "{{ licens")
    assert "preview-problems" not in previewed.spoil("docs/om.md", "{{ licens", "{{ licence")
    build_site(root, site, checked_site(root, TODAY), address=previewed.preview.address)
    built_files = {path.relative_to(site).as_posix(): path.read_bytes() for path in files_below(site)}
    previewing = previewed.preview.site
    assert previewing is not None
    assert {uri: previewing.read(uri) for uri in built_files if not uri.endswith(".gz")} == {
        uri: data for uri, data in built_files.items() if not uri.endswith(".gz")
    }
    assert "Må bra i Björkviken" in built_files["om/index.html"].decode()


def test_a_page_is_of_the_site_that_was_checked(built: Previewed) -> None:
    """A page that nobody had looked at when its file was spoiled is shown as it was, below what is wrong."""
    built.spoil("docs/tillganglighet.md", "# ", "# Om ")
    assert "preview-problems" in built.spoil("docs/tillganglighet.md", "# Om ", "# {{ om }} ")
    page = built.preview.page("/tillganglighet/")
    assert isinstance(page, tuple)
    assert "{{" not in page[1].decode().split("</div>", 1)[1]
    assert "preview-problems" not in built.spoil("docs/tillganglighet.md", "# {{ om }} ", "# ")


def test_a_preview_begins_with_a_fault_and_recovers(tmp_path: Path) -> None:
    """By the command, from another folder: it neither stops nor hangs, and a page that waits learns of the mending."""
    invented = Invented.copied(tmp_path)
    terms = invented.path("glossary.yml")
    whole = terms.read_text(encoding="utf-8")
    terms.write_text(whole.replace("term:", "tern:", 1), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "hooks/manage.py"), "--root", ".", "serve", "--address", f"127.0.0.1:{port}"]
    environment = {**os.environ, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as running:
        assert running.stdout is not None
        try:
            said = [*itertools.takewhile(lambda line: "http" not in line, running.stdout)]
            assert any("data/glossary.yml:" in line for line in said)
            address = f"http://127.0.0.1:{port}/"
            first = _fetched(address)
            assert "”tern” är inget fält här" in first
            version = first.split("/__nytt__/")[1].split('"')[0]
            terms.write_text(whole, encoding="utf-8")
            newer = version
            while newer == version:  # each answer comes at once when there is something new
                newer = _fetched(f"{address}__nytt__/{version}")
            assert "preview-problems" not in _fetched(address)
            assert "Stöd i Björkviken" in _fetched(f"{address}finns-inte/")
        finally:
            running.terminate()


def _fetched(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=LIMIT) as answer:  # noqa: S310 - of this machine
            return str(answer.read().decode())
    except urllib.error.HTTPError as missing:
        return missing.read().decode()
