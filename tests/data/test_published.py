"""Published citations and addresses never change meaning: each that was published is still there, or redirected.

`published.txt` is the golden list. New lines are added with `--update-golden`; a line is only ever removed by hand,
together with a redirect in data/redirects.yml.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from core.content import Content
from core.pages import build_pages
from project import ROOT, read_content

PUBLISHED = Path(__file__).with_name("published.txt")


@pytest.fixture(scope="module")
def content() -> Content:
    """Give the real content."""
    return read_content()


def published_now(content: Content) -> list[str]:
    """Give every citation and every address that stands now."""
    citations = [
        clause.citation
        for edition in content.editions.values()
        for section in edition.sections
        for clause in section.walk()
    ]
    pages = build_pages(content, datetime.date(2026, 11, 22))
    handwritten = [
        f"/{path.relative_to(ROOT / 'docs').with_suffix('').as_posix()}/" for path in (ROOT / "docs").rglob("*.md")
    ]
    addresses = [page.address for page in pages.values()]
    addresses += [address.replace("/index/", "/") for address in handwritten]
    return sorted({*citations, *addresses})


def test_nothing_published_is_gone(content: Content, request: pytest.FixtureRequest) -> None:
    """Every line of the golden list still stands or has a redirect; new ones are written down."""
    now = published_now(content)
    if request.config.getoption("--update-golden"):
        PUBLISHED.write_text("\n".join(now) + "\n", encoding="utf-8")
        pytest.fail("published.txt is rewritten; review its diff")
    listed = PUBLISHED.read_text(encoding="utf-8").splitlines()
    moved = {redirect.source for redirect in content.redirects}
    assert [line for line in listed if line not in now and line not in moved] == []
    assert [line for line in now if line not in listed] == [], "new: run pytest --update-golden tests/data"
