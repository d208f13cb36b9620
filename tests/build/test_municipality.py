"""Another municipality: the engine takes a folder with `data/` and `docs/`, and puts its whole site there."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import urldefrag

from built import Site
from spreadsheets import write_table

OURS = "helsingborg"


def test_the_site_is_whole(invented_site: Site, site: Site) -> None:
    """Every page that the menus of a site lead to is there, with the engine's styles and scripts and its own name."""
    for address in ("/", "/akut/", "/hjalp/mar-daligt/", "/stod/samtalsstod/", "/overenskommelsen/samverkan/", "/a-o/"):
        assert address in invented_site.pages
        assert "Psykisk hälsa i Björkviken" in invented_site.text(address)
    for folder in ("assets", "oppna-data/schema"):
        assert names(invented_site.folder / folder) == names(site.folder / folder)


def test_a_site_below_a_path(invented_site: Site) -> None:
    """Its address tells where it lies: maps say so, and the page for what is missing leads right from any depth."""
    assert invented_site.below == "/psykisk-halsa"
    site_map = invented_site.text("/sitemap.xml")
    assert "<loc>https://www.bjorkviken.example/psykisk-halsa/stod/</loc>" in site_map
    assert "gammalt" not in site_map  # a page that leads on is none
    assert "rewrite * /psykisk-halsa/404.html" in invented_site.text("/_caddy.conf")
    page = invented_site.document("/404.html")
    asked = [one.get(name) for one in page.iter() for name in ("href", "src") if one.get(name)]
    own = [one for one in asked if not one.startswith(("#", "tel:", "https:"))]
    assert len(own) > 10
    assert [one for one in own if not one.startswith("/psykisk-halsa/")] == []
    files = [invented_site.folder / urldefrag(invented_site.target("/404.html", one))[0].lstrip("/") for one in own]
    assert [str(file) for file in files if not file.exists()] == []


def names(folder: Path) -> set[str]:
    """Give the names of the files in a folder; whether a short one is worth compressing is no matter here."""
    return {path.name for path in folder.iterdir() if path.suffix not in {".br", ".gz"}}


def test_nothing_of_ours_stands_on_it(invented_site: Site) -> None:
    """The name of our city is data, so no file of another's site holds it."""
    files = [path for path in invented_site.folder.rglob("*") if path.is_file() and path.suffix not in {".br", ".gz"}]
    assert len(files) > 60
    assert [str(path) for path in files if names_our_city(path)] == []


def names_our_city(path: Path) -> bool:
    """Whether a file holds the name of our city; of a workbook, whether any of its parts does."""
    if path.suffix != ".xlsx":
        return OURS in path.read_text(encoding="utf-8").casefold()
    with zipfile.ZipFile(path) as book:
        return any(OURS in f"{name} {book.read(name).decode()}".casefold() for name in book.namelist())


def test_our_name_in_a_workbook_is_seen(tmp_path: Path) -> None:
    """A workbook is compressed, so its bytes alone would hide the name."""
    for words, found in (("Helsingborgs stad", True), ("Björkvikens kommun", False)):
        write_table(tmp_path / "tabell.xlsx", "Tabell", [["namn"], [words]])
        assert names_our_city(tmp_path / "tabell.xlsx") is found
