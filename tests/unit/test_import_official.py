"""The official words of an edition: kept on one machine, shown folded where they are, missed nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import manage
from commands import importing
from core import routes
from core.problems import DataProblems
from element_tree import parsed, words_of
from imported import OTHER_WORDS, document_of_edition
from invented import TODAY, Invented
from project import checked_site

KEPT = "official/2021.json"
SECTION = "overenskommelsen/samverkan.md"


@pytest.fixture
def kept(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file with the official words, written by the command."""
    document = document_of_edition(invented.content())
    monkeypatch.setattr(importing, "read", lambda _: document)
    assert manage.main(["--root", str(invented.root), "import", "avtal.docx", "--official"]) == 0
    return invented.root / KEPT


def test_what_is_kept(kept: Path) -> None:
    """The document's words of each goal and introduction; indicators are on the site word for word."""
    held = json.loads(kept.read_text(encoding="utf-8"))
    assert set(held) == {"edition", "clauses", "introductions"}
    assert held["clauses"]["2021/samverkan/kort-2"] == OTHER_WORDS["samverkan/kort-2"]
    assert not [one for one in held["clauses"] if "indikator" in one]
    assert held["introductions"]["samverkan"].startswith("Vi gör en SIP")


def test_they_are_shown_folded_and_cited(invented: Invented, kept: Path) -> None:
    """Under each clause and each part of one, with the page that the section begins on."""
    assert kept.is_file()
    page = parsed(checked_site(invented.root, TODAY).pages[SECTION].body)
    folded = [one for one in page.iter("details") if one.get("class") == "official"]
    (told,) = [one for one in folded if OTHER_WORDS["samverkan/kort-2"] in words_of(one)]
    assert told.get("open") is None
    assert words_of(told).startswith("Officiell lydelse av mål 2")
    assert words_of(told).endswith("i avsnittet som börjar på sidan 7.")
    assert any("av mål 1, punkt 1" in words_of(one) for one in folded)


def test_no_search_or_open_data_has_them(invented: Invented, kept: Path) -> None:
    """They are on the pages alone, and without them the site is whole and says where the document is."""
    with_them = checked_site(invented.root, TODAY)
    kept.unlink()
    without = checked_site(invented.root, TODAY)
    assert {one.uri: one.data for one in with_them.exports} == {one.uri: one.data for one in without.exports}
    assert with_them.entries == without.entries
    shown = {uri for uri, page in without.pages.items() if "Officiell lydelse" in page.body}
    assert shown == {routes.COMPONENTS}, "the page that shows how everything looks, with an example"
    start = "overenskommelsen/index.md"
    assert "Vill du läsa dem kan du fråga Björkvikens stad efter dokumentet." in without.pages[start].body
    assert "Officiell lydelse" in with_them.pages[start].body


def test_a_damaged_file_is_told(invented: Invented, kept: Path) -> None:
    """It is one problem, with what to do, and no page is built of half of it."""
    kept.write_text(kept.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(
        DataProblems, match=r"official/2021\.json:1: the file is damaged; remove it, or run make import"
    ):
        checked_site(invented.root, TODAY)
