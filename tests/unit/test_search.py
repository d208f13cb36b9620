"""What can be found: entries and where synonyms lead, on the invented data set."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from core.routes import SEARCH_EARLIER
from core.routes import SEARCH_INDEX as INDEX
from core.search.entries import TEXT_LENGTH, shorten
from core.search.registers import page_entry

if TYPE_CHECKING:
    from invented import Invented


def index_of(invented: Invented) -> Any:
    """Give the index of the search as a value."""
    return json.loads(invented.site().search()[INDEX])


@pytest.mark.parametrize("text", ["a" * (TEXT_LENGTH + 1), "a " + "b" * TEXT_LENGTH, "ord " * TEXT_LENGTH, "a b"])
def test_a_text_is_cut(text: str) -> None:
    """At a word where there is one, within it where a text has no blank; never longer than what is shown."""
    short = shorten(text)
    assert 0 < len(short.removesuffix(" …")) <= TEXT_LENGTH
    assert text.startswith(short.removesuffix("…").rstrip())


def test_a_synonym_for_what_is_missing(invented: Invented) -> None:
    """An indicator that says «Saknas.» is no hit: who asks for it is led to the section, once."""
    place = "/overenskommelsen/samverkan/"
    old = "[/hjalp/mar-daligt/, /overenskommelsen/samverkan/#kort-1-1]"
    assert invented.edit("synonyms.yml", old, f"[{place}, {place}#lang-indikator-1]") == []
    index = index_of(invented)
    assert [index["entries"][number][0] for number in index["synonyms"][0][2]] == [place[1:]]


def test_a_page_that_is_not_searched_for(whole: Invented) -> None:
    """What a page says of itself holds: it is a hit, or it is none. A moved page is none."""
    page = whole.pages()["overenskommelsen/hela.md"]
    assert page_entry(whole.content(), whole.content().current, page.src_uri, page) is not None
    assert (
        page_entry(whole.content(), whole.content().current, page.src_uri, dataclasses.replace(page, in_search=False))
        is None
    )
    files = whole.site().search()
    found = {entry[0] for name in (INDEX, SEARCH_EARLIER) for entry in json.loads(files[name])["entries"]}
    pages = {page.address.lstrip("/"): page for page in whole.pages().values()}
    assert {address for address, page in pages.items() if not page.in_search} == {
        "gammalt/samverkan/",
        "granskning/",
        "om/utseende/",
    }
    assert pages.keys() - found == {"gammalt/samverkan/", "granskning/", "om/utseende/"}
