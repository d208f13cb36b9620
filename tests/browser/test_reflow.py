"""Nothing is lost on a small screen, with large text or with wide spacing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.people import Visitors, add_styles, double_text, refuse

# The values of WCAG 2.2, 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
# Text that is kept outside the window on purpose.
NOT_SHOWN = {
    ".vh": "words for listeners only",
    ".skip, .md-skip": "seen when it has the focus",
}
LOST = """notShown => {
    const lost = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, owner = node.parentElement;
        if (!node.textContent.trim() || owner.closest(notShown)) continue;
        if (!owner.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const range = document.createRange(), words = node.textContent.trim().slice(0, 40);
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width < 1) continue;
            let scrolls = false;
            for (let around = owner; around && around !== document.body; around = around.parentElement) {
                const style = getComputedStyle(around), frame = around.getBoundingClientRect();
                if (/auto|scroll/.test(style.overflowX + style.overflowY)) { scrolls = true; break; }
                const sideways = box.right > frame.right + 1 || box.left < frame.left - 1;
                const below = box.bottom > frame.bottom + 4 || box.top < frame.top - 4;
                const cuts = overflow => /hidden|clip/.test(overflow);
                if ((cuts(style.overflowX) && sideways) || (cuts(style.overflowY) && below))
                    lost.add(`«${words}» is cut by ${around.tagName} ${around.className}`);
            }
            if (!scrolls && (box.right > innerWidth + 1 || box.left < -1))
                lost.add(`«${words}» in ${owner.tagName} ${owner.className} is outside`);
        }
    }
    const over = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
    if (over > 0) lost.add(`the page scrolls ${over} px sideways`);
    return [...lost];
}"""

REGIONS = """() => [...document.querySelectorAll(".table-region, article *")].filter(
    one => /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
).map(one => `${one.tagName} ${one.className}: ${one.scrollWidth} px in ${one.clientWidth} px`)"""
TARGETS = """() => {
    const all = [...document.querySelectorAll("a[href], button, select, input")].filter(
        one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
            && one.getBoundingClientRect().right > 0
    ).map(one => ({one, box: one.getBoundingClientRect()}));
    const small = ({box}) => box.width < 24 || box.height < 24;
    const inText = ({one}) => getComputedStyle(one).display === "inline" && one.parentElement
        && one.parentElement.textContent.replace(one.textContent, "").trim() !== "";
    const far = (a, b) => {
        const x = a.box.x + a.box.width / 2, y = a.box.y + a.box.height / 2;
        const otherX = b.box.x + b.box.width / 2, otherY = b.box.y + b.box.height / 2;
        if (small(b)) return Math.hypot(x - otherX, y - otherY) >= 24;
        const dx = Math.max(b.box.left - x, 0, x - b.box.right);
        const dy = Math.max(b.box.top - y, 0, y - b.box.bottom);
        return Math.hypot(dx, dy) >= 12;
    };
    return all.filter(a => small(a) && !inText(a) && all.some(b => b.one !== a.one && !far(a, b))).map(
        ({one, box}) => `${one.className} «${one.textContent.trim().slice(0, 30)}» is `
            + `${Math.round(box.width)} × ${Math.round(box.height)} px and close to another`);
}"""


def lost_text(page: Page) -> list[str]:
    """Give the text of a page that its reader cannot see."""
    return list(page.evaluate(LOST, ", ".join(NOT_SHOWN)))


Noted = dict[str, list[str]]


@pytest.fixture(scope="module")
def strained(chromium: Browser, server: str, kinds: dict[str, str]) -> Noted:
    """Load each kind of page once a width, and note what is lost, as it stands and under a reader's settings."""
    visitors = Visitors(chromium, server)
    noted: Noted = {}
    for width in (320, 640, 1280):
        context = visitors.context(width=width, reduced_motion="reduce")
        page = context.new_page()
        for kind, address in kinds.items():
            page.goto(address)
            found = {}
            if width == 320:
                found = {"": lost_text(page), ", regions": page.evaluate(REGIONS), ", targets": page.evaluate(TARGETS)}
            if width != 640:
                add_styles(page, SPACING)
                found[" with spacing"] = lost_text(page)
                add_styles(page, "")
            if width != 320:
                double_text(page)
                found[" with text 200 %"] = lost_text(page)
            for strain, faults in found.items():
                noted.setdefault(f"{width} px{strain}", []).extend(f"{kind}: {one}" for one in faults)
        context.close()
    return noted


def test_no_page_scrolls_sideways_at_320_px(survey: dict[str, dict[str, Any]]) -> None:
    """Every page fits a small screen."""
    faults = [f"{address}: {noted['width']} px wide" for address, noted in survey.items() if noted["width"] > 320]
    refuse(faults)


def test_no_region_scrolls_sideways_at_320_px(strained: Noted) -> None:
    """No table or box hides words to its right either; those that stack must fit."""
    refuse(strained["320 px, regions"])


@pytest.mark.parametrize(
    "strain",
    ["320 px", "320 px with spacing", "1280 px with spacing", "640 px with text 200 %", "1280 px with text 200 %"],
)
def test_no_text_is_lost(strained: Noted, strain: str) -> None:
    """All words stay inside the window and inside their boxes."""
    refuse(strained[strain])


def test_targets_can_be_hit_at_320_px(strained: Noted) -> None:
    """A target outside running text is 24 px, or stands so far from others that it can be hit (WCAG 2.2, 2.5.8)."""
    refuse(strained["320 px, targets"])
