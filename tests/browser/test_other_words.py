"""Pages in English and easy Swedish: found from every page, each one light file, one sheet, its language told."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from browser.people import Visitors, is_on_top
from core import routes
from core.content import Content
from core.models.languages import Language


def addresses(language: Language) -> list[str]:
    """Give both addresses of a language."""
    start, page = routes.language_start(language.id), routes.language_page(language.id, language.help.address)
    return [routes.address_of(start), routes.address_of(page)]


@pytest.mark.parametrize("width", [320, 1280])
def test_found_from_a_page(visitors: Visitors, content: Content, width: int) -> None:
    """In its own words and told as its language: in the strip on a wide screen, in the menu and the foot on a phone."""
    page = visitors.open("/hjalp/ensam/", width=width)
    links = page.locator("header .strip a")
    assert links.first.inner_text() == "Akut hjälp"
    for language in content.languages.values():
        in_foot = page.locator("footer").get_by_role("link", name=language.name, exact=True)
        if width == 1280:
            shown = page.locator("header .strip").get_by_role("link", name=language.name, exact=True)
            assert in_foot.count() == 0
        else:
            assert in_foot.count() == 1
            if not page.locator("details.menu[open]").count():
                page.locator("details.menu summary").click()
            shown = page.locator("header nav").get_by_role("link", name=language.name, exact=True)
        assert is_on_top(shown)
        assert shown.get_attribute("lang") == (language.language if language.language != "sv" else None)
        assert shown.get_attribute("href").endswith(f"/{language.id}/")  # type: ignore[union-attr]


def test_each_stands_alone(visitors: Visitors, server: str, content: Content) -> None:
    """It asks for nothing but itself, has its language, and can be called from, 112 first on the crisis page."""
    for language in content.languages.values():
        for address in addresses(language):
            visitors.asked.clear()
            context = visitors.context(width=320, java_script_enabled=False)
            page = context.new_page()
            page.goto(address, wait_until="networkidle")
            assert visitors.asked == [server + address]
            assert page.locator("html").get_attribute("lang") == language.language
            dialled = page.locator('a[href^="tel:"]')
            assert dialled.first.get_attribute("href") == "tel:112"
            assert [one.inner_text() for one in dialled.all() if one.bounding_box()["height"] < 44] == []  # type: ignore[index]
            assert is_on_top(dialled.first)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            assert page.locator(".checked").inner_text().endswith(language.words.not_proofread)
            context.close()


def test_numbers_are_the_records_own(visitors: Visitors, content: Content) -> None:
    """Whatever is dialled is the number of a help line, and is read as it stands there."""
    known = {f"tel:{line.phone}": line.phone_text for line in content.support_lines.values() if line.phone}
    for language in content.languages.values():
        for address in addresses(language):
            for link in visitors.open(address).locator('a[href^="tel:"]').all():
                number = link.locator("[translate=no]").first.inner_text()
                assert known[link.get_attribute("href") or ""] == number


def test_each_prints_on_one_sheet(visitors: Visitors, content: Content) -> None:
    """A4, whole."""
    for language in content.languages.values():
        for address in addresses(language):
            sheets = visitors.open(address, java_script_enabled=False).pdf(prefer_css_page_size=True)
            assert len(PdfReader(io.BytesIO(sheets)).pages) == 1, address
