"""Paper is given to residents and kept in archives: what stands on it is read from the finished PDF."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page

from browser.people import Visitors, add_styles, refuse
from core.content import Content

MARGIN = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}
# What a reader of the page could call, follow or be told, each as it must stand on paper.
WANTED = """() => ({
    numbers: [...document.querySelectorAll('a[href^="tel:"]')].map(one => one.textContent.match(/[\\d ]{2,}\\d/)[0]),
    addresses: [...document.querySelectorAll('main a[href^="http"]')].map(one => one.getAttribute("href")),
    // What leads on to other pages is of no use on paper.
    words: [...document.querySelectorAll("h1, .checked, main h2:not(#spar):not(#annat-stod):not(#situation)")].map(
        one => one.textContent),
})"""
# Ink of words that are printed: black, on no ground, so that it costs no colour and can be copied.
COLOURED = """() => {
    const faults = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const one = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || !one.checkVisibility() || one.closest(".vh")) continue;
        if (getComputedStyle(one).color !== "rgb(0, 0, 0)") faults.add(`${one.tagName} ${one.className}: coloured`);
        for (let around = one; around; around = around.parentElement) {
            const ground = getComputedStyle(around).backgroundColor;
            if (/, 0\\)$|^rgb\\(255, 255, 255\\)$/.test(ground)) continue;
            faults.add(`${around.tagName} ${around.className}: on ${ground}`);
        }
    }
    return [...faults];
}"""


def printed(page: Page) -> list[str]:
    """Give the text of each sheet that comes out of the printer, on A4."""
    with pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True, margin=MARGIN)) as paper:
        # A hyphen at the end of a line comes as a sign of its own.
        return [sheet.get_textpage().get_text_range().replace("\ufffe", "-") for sheet in paper]


def packed(text: str) -> str:
    """Give a text without blanks and hyphens, which paper adds at the ends of lines, and with its letters apart."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


def coloured(page: Page) -> list[str]:
    """Give what is printed in another colour than black, or on a ground."""
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(COLOURED)
    page.emulate_media(media="null")
    return found


def lost(page: Page, sheets: list[str]) -> list[str]:
    """Give what stands on a page and not on its paper."""
    text = packed("".join(sheets))
    wanted: dict[str, Any] = page.evaluate(WANTED)
    return [f"{kind}: {one}" for kind, all_of_it in wanted.items() for one in all_of_it if packed(one) not in text]


def test_each_service_is_one_a4_with_all_that_is_needed(visitors: Visitors, content: Content) -> None:
    """One sheet a service, without script: every number, address, heading and the day it was checked, in black."""
    page = visitors.context(java_script_enabled=False).new_page()
    faults = []
    for service in content.services:
        address = f"/stod/{service}/"
        page.goto(address)
        sheets = printed(page)
        if len(sheets) != 1:
            faults.append(f"{address}: {len(sheets)} sheets")
        assert page.locator(".checked").count(), address
        faults += [f"{address}: lost {one}" for one in lost(page, sheets)]
        faults += [f"{address}: {one}" for one in coloured(page)]
    refuse(faults)


def test_crisis_help_on_paper(visitors: Visitors) -> None:
    """One sheet with every number, every address and the day the numbers were checked, in black."""
    page = visitors.open("/akut/", java_script_enabled=False)
    sheets = printed(page)
    assert len(sheets) == 1
    assert page.locator(".checked").count() == 1
    refuse([*lost(page, sheets), *coloured(page)])


def test_the_card_to_print_is_one_sheet(visitors: Visitors) -> None:
    """The card with confirmed numbers is for paper, and in black."""
    page = visitors.open("/akut/kort/", java_script_enabled=False)
    sheets = printed(page)
    assert len(sheets) == 1
    refuse([*lost(page, sheets), *coloured(page)])


def test_the_whole_agreement_on_paper(visitors: Visitors, content: Content) -> None:
    """Every clause and sub-clause stands there by its citation, and every address, in the order of the document."""
    page = visitors.open("/overenskommelsen/hela/", java_script_enabled=False)
    sheets = printed(page)
    text = unicodedata.normalize("NFKC", "\n".join(sheets))
    clauses = [str(clause.citation) for clause in content.current.walk()]
    # A line may end within a citation; a shorter one must not be found in a longer.
    patterns = {one: re.sub(r"(\\-|/)", r"\1\\s*", re.escape(one)) + r"(?!-?\w)" for one in clauses}
    refuse([f"{one} is not on paper" for one, pattern in patterns.items() if not re.search(pattern, text)])
    refuse(lost(page, sheets))
    starts = [packed(text).find(packed(one.section.title)) for one in content.current.sections]
    assert starts == sorted(starts)


@pytest.mark.parametrize("spoil", ["a[href^='tel:']", ".checked", "article a[href^='http']"])
def test_what_is_lost_is_found(visitors: Visitors, kinds: dict[str, str], spoil: str) -> None:
    """A number, a day or an address that does not come out of the printer is told."""
    page = visitors.open(kinds["service"])
    add_styles(page, f"@media print {{ {spoil} {{ display: none; }} }}")
    assert lost(page, printed(page))
