"""The pages of editions that are not in force, as built: nothing of their data is lost, and each says what it is.

What the data hold is counted here from the files alone, without the core: it must be found again on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from built import BUILD_DATE, ROOT, Site
from project import read_content

AGREEMENTS = ROOT / "data/agreements"
FOUND = 0.99
"""The share of what the data hold that must be found again."""


def read(path: Path) -> Any:
    """Give a file's value with every scalar as it is written."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes text alone


EDITIONS = sorted(one.id for one in read_content(ROOT, date.fromisoformat(BUILD_DATE)).earlier)
SECTIONS = [(edition, path.stem) for edition in EDITIONS for path in sorted((AGREEMENTS / edition).glob("sections/*"))]
TITLES = {link["id"]: link["title"] for link in read(ROOT / "data/links.yml")}


def clauses_of(clauses: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield clauses and sub-clauses."""
    for clause in clauses:
        yield clause
        yield from clauses_of(clause.get("details", []))


def told(section: dict[str, Any]) -> Counter[str]:
    """Count what of a section must not be lost: headings, addresses, figures and words in capitals."""
    clauses = [clause for listed in section["lists"] for clause in clauses_of(listed["clauses"])]
    parts = [*section["introduction"], *clauses]
    texts = [text for one in parts for text in (one["text"], one.get("text_after_details", ""))]
    exact = [section["title"], *(listed["heading"] for listed in section["lists"] if listed["heading"] != "null")]
    exact += [TITLES[link] for one in parts for link in one.get("links", [])]
    words = (re.findall(r"\d+(?:[.,:]\d+)*|\b[A-ZÅÄÖ]{2,}\b", text) for text in texts)
    return Counter([*map(folded, exact), *(word for found in words for word in found)])


def folded(text: str) -> str:
    """Give text with its blanks folded."""
    return " ".join(text.split())


def shown(site: Site, address: str) -> str:
    """Give the words of a page's article."""
    article = next(one for one in site.document(address).iter("article"))
    return folded(" ".join(article.itertext()))


@pytest.mark.parametrize(("edition", "section"), SECTIONS)
def test_nothing_of_a_section_is_lost(site: Site, edition: str, section: str) -> None:
    """Each heading, address, figure and capital of the data stands on its page, and each clause has its anchor."""
    record = read(AGREEMENTS / edition / "sections" / f"{section}.yml")
    address = f"/tidigare/{edition}/{section}/"
    text = shown(site, address)
    wanted = told(record)
    found = sum(min(times, text.count(word)) for word, times in wanted.items())
    assert found >= FOUND * wanted.total(), [word for word, times in wanted.items() if text.count(word) < times]
    anchors = {one.get("id") for one in site.document(address).iter()}
    assert {clause["id"] for listed in record["lists"] for clause in clauses_of(listed["clauses"])} <= anchors


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_whole_document_stands_on_one_page(site: Site, edition: str) -> None:
    """Every clause of every section, with its citation, and that each section does not hold any more."""
    address = f"/tidigare/{edition}/hela/"
    anchors = {one.get("id") for one in site.document(address).iter()}
    text = shown(site, address)
    sections = [read(AGREEMENTS / edition / "sections" / f"{name}.yml") for of, name in SECTIONS if of == edition]
    for section in sections:
        for listed in section["lists"]:
            for clause in clauses_of(listed["clauses"]):
                assert f"{section['id']}-{clause['id']}" in anchors
                assert f"{edition}/{section['id']}/{clause['id']}" in text
    assert text.count("Gäller inte längre.") == len(sections) + 1


def test_each_page_says_that_it_does_not_hold(site: Site) -> None:
    """In the title of the browser, and in words right after the heading, which print as all text does."""
    pages = [page for page in site.pages if page.startswith("/tidigare/") and page != "/tidigare/"]
    assert len(pages) > len(SECTIONS)
    for page in pages:
        document = site.document(page)
        assert ", gäller inte längre" in next(document.iter("title")).text
        text = shown(site, page)
        heading = folded(" ".join(next(document.iter("h1")).itertext()))
        after = text.split(heading, 1)[1]
        assert "Gäller inte längre. Det här är ur " in after[:400], page


def test_no_page_of_help_leads_there(site: Site) -> None:
    """Neither the start page, situations, services, help lines nor trainings: none of them links to an old text."""
    for page in site.pages:
        if page == "/" or page.startswith(("/akut/", "/hjalp/", "/stod/")):
            targets = [site.target(page, one.get("href", "")) for one in site.document(page).iter("a")]
            assert [target for target in targets if target.startswith("/tidigare/")] == [], page
