"""A browser with the site's search in it, and what the engine answers to the whole question set."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import chromium, sought, visitors  # noqa: F401 - fixtures
from search.scoring import ASK_ALL, Question, read_questions


@pytest.fixture(scope="package")
def questions() -> list[Question]:
    """Give the whole question set."""
    return read_questions()


@pytest.fixture(scope="package")
def engine_page(chromium: Browser, server: str) -> Page:  # noqa: F811 - the fixture of that name
    """Give a page of the site with the search script in it."""
    page = chromium.new_context(base_url=server).new_page()
    page.goto("/")
    page.add_script_tag(url="/assets/search.js")
    return page


@pytest.fixture(scope="package")
def answers(engine_page: Page, server: str, questions: list[Question]) -> list[dict[str, Any]]:
    """Give the card and the addresses that the engine finds for each question."""
    found: list[dict[str, Any]] = engine_page.evaluate(ASK_ALL, [f"{server}/", [one.q for one in questions]])
    return found
