"""What a reader's own settings need: a focus and edges that are seen, no motion, their own colours."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from playwright.sync_api import Browser

from browser.people import Visitors, add_styles, refuse, search_for

# Colours as a browser works them out, laid on each other; the measure of contrast is that of WCAG 2.2.
CONTRAST = """
    const parts = colour => {
        const given = colour.match(/[\\d.]+/g).map(Number);
        return {rgb: given.slice(0, 3), alpha: given.length > 3 ? given[3] : 1};
    };
    const ground = one => {
        for (let around = one; around; around = around.parentElement) {
            const {rgb, alpha} = parts(getComputedStyle(around).backgroundColor);
            if (alpha === 1) return rgb;
            if (alpha > 0) throw new Error(`${around.className} is seen through`);
        }
        return [255, 255, 255];
    };
    const light = rgb => {
        const linear = one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
        const [r, g, b] = rgb.map(one => linear(one / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
        const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };
    const seen = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const name = one => `${one.tagName.toLowerCase()}.${one.className} «${one.textContent.trim().slice(0, 30)}»`;
"""
FOCUS = f"""() => {{
    {CONTRAST}
    const faults = new Set();
    document.querySelectorAll("details").forEach(one => {{ one.open = true; }});
    for (const one of document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")) {{
        if (!seen(one)) continue;
        one.focus({{focusVisible: true, preventScroll: true}});
        if (document.activeElement !== one) {{ faults.add(`${{name(one)}}: takes no focus`); continue; }}
        const style = getComputedStyle(one), width = parseFloat(style.outlineWidth);
        if (style.outlineStyle !== "solid" || width < 2) faults.add(`${{name(one)}}: its ring is ${{width}} px`);
        // A ring outside lies on what is around the element, a ring inside on the element.
        const on = parseFloat(style.outlineOffset) < 0 ? one : one.parentElement;
        const ratio = contrast(parts(style.outlineColor).rgb, ground(on));
        if (ratio < 3) faults.add(`${{name(one)}}: its ring has ${{ratio.toFixed(2)}}:1`);
    }}
    return [...faults];
}}"""
EDGES = f"""() => {{
    {CONTRAST}
    const faults = new Set();
    for (const one of document.querySelectorAll("input, select, textarea, button, .call, .exit, .step")) {{
        if (!seen(one)) continue;
        const style = getComputedStyle(one), around = ground(one.parentElement);
        const edges = ["Top", "Right", "Bottom", "Left"].map(side => parseFloat(style["border" + side + "Width"]) >= 1
            ? contrast(parts(style["border" + side + "Color"]).rgb, around) : 1);
        // A box is known by the edge that is seen best, a control by the whole of its edge.
        const edge = one.matches(".step") ? Math.max(...edges) : Math.min(...edges);
        const best = Math.max(edge, contrast(ground(one), around));
        const underlined = one.matches("button, a") && style.textDecorationLine.includes("underline");
        if (best < 3 && !underlined) faults.add(`${{name(one)}}: its edge has ${{best.toFixed(2)}}:1`);
    }}
    return [...faults];
}}"""
MOVING = """() => {
    const faults = new Set(document.getAnimations().map(one => `runs ${one.animationName || one.transitionProperty}`));
    for (const one of document.querySelectorAll("*")) {
        const style = getComputedStyle(one), still = times => times.split(", ").every(time => parseFloat(time) === 0);
        if (style.animationName !== "none" || !still(style.transitionDuration))
            faults.add(`${one.tagName} ${one.className} can move`);
        if (style.scrollBehavior === "smooth") faults.add(`${one.tagName} ${one.className} scrolls by itself`);
    }
    for (const one of document.querySelectorAll("marquee, blink, video, audio, canvas, [autoplay], img[src$='.gif']"))
        faults.add(`${one.tagName} may move`);
    return [...faults];
}"""
# In forced colours grounds are taken away: what was known by its ground needs a border; nothing keeps its own colours.
OWN_COLOURS = """() => {
    const faults = new Set(), seen = one => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
    for (const one of document.querySelectorAll("*"))
        if (getComputedStyle(one).forcedColorAdjust === "none")
            faults.add(`${one.tagName} ${one.className} keeps its colours`);
    for (const one of document.querySelectorAll(".call, .step, .exit, .notice, select, input, button"))
        if (seen(one) && parseFloat(getComputedStyle(one).borderTopWidth) < 1)
            faults.add(`${one.tagName} ${one.className} has no border`);
    return [...faults];
}"""


WITHIN_THE_BOX = FOCUS.replace("document.querySelectorAll", "document.querySelector('dialog').querySelectorAll")
# Under which settings pages are loaded, and what is measured there, in light and in dark; focus last, for it moves.
SETTINGS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "320 px": ({"width": 320}, {"edges": EDGES, "focus": FOCUS}),
    "1280 px": ({"width": 1280, "reduced_motion": "no-preference"}, {"moving": MOVING, "focus": FOCUS}),
    "forced colours": ({"forced_colors": "active"}, {"own colours": OWN_COLOURS}),
}


@pytest.fixture(scope="module")
def measured(chromium: Browser, server: str, kinds: dict[str, str]) -> dict[str, list[str]]:
    """Load each kind of page and the open search box once a setting; give the faults by setting and measure."""
    visitors = Visitors(chromium, server)
    noted: dict[str, list[str]] = {}
    for setting, (options, scripts) in SETTINGS.items():
        context = visitors.context(**options)
        page = context.new_page()
        for kind in (*kinds, "search"):
            if kind == "search":  # with the help card and hits
                page.goto("/stod/")
                search_for(page, "jag vill inte leva")
            else:
                page.goto(kinds[kind])
            for scheme, (measure, script) in itertools.product(("light", "dark"), scripts.items()):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of Playwright's words
                within = WITHIN_THE_BOX if kind == "search" and script == FOCUS else script
                faults = noted.setdefault(f"{setting}: {measure}", [])
                faults += [f"{kind}: {scheme}: {one}" for one in page.evaluate(within)]
        context.close()
    return noted


@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_has_a_ring_that_is_seen(measured: dict[str, list[str]], width: int) -> None:
    """At least 2 px wide and 3:1 against what it lies on, for all that takes the focus (WCAG 2.2, 2.4.7 and 1.4.11)."""
    refuse(measured[f"{width} px: focus"])


def test_controls_have_edges_that_are_seen(measured: dict[str, list[str]]) -> None:
    """Border or ground 3:1 against what is around, or underlined words as any link (WCAG 2.2, 1.4.11)."""
    refuse(measured["320 px: edges"])


def test_nothing_moves(measured: dict[str, list[str]]) -> None:
    """Not even for who has not asked for less motion; the search box neither."""
    refuse(measured["1280 px: moving"])


def test_forced_colours(measured: dict[str, list[str]]) -> None:
    """The reader's own few colours are used, and what was seen by its ground has a border."""
    refuse(measured["forced colours: own colours"])


@pytest.mark.parametrize(
    ("script", "styles"),
    [
        (FOCUS, "a { outline-width: 1px !important; }"),
        (FOCUS, "a { outline-color: #f3eeee !important; }"),
        (EDGES, "select { border-color: #eee !important; }"),
        (MOVING, "a { transition: color 0.2s; }"),
        (MOVING, "html { scroll-behavior: smooth; }"),
        (OWN_COLOURS, "select { border: 0 !important; }"),
        (OWN_COLOURS, "p { forced-color-adjust: none; }"),
    ],
)
def test_what_is_wrong_is_found(visitors: Visitors, script: str, styles: str) -> None:
    """Each measure sees the fault it is for."""
    page = visitors.open("/lankar/", forced_colors="active" if script == OWN_COLOURS else "none")
    assert page.evaluate(script) == []
    add_styles(page, styles)
    assert page.evaluate(script)
