"""What is measured of a page as a browser shows it: each is a script that gives its faults, or nothing."""

from __future__ import annotations

from collections import defaultdict

from playwright.sync_api import Browser, Page

from browser.people import Visitors, add_styles, double_text, search_for

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
# Words that lie on other words.
OVERLAPS = """() => {
    const boxes = [], faults = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const owner = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
        if (!words || owner.closest(".vh, .exit, .md-skip, script, style, noscript")) continue;
        if (!owner.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) boxes.push([words, box]);
    }
    boxes.sort((a, b) => a[1].top - b[1].top);
    boxes.forEach(([words, box], at) => {
        for (let next = at + 1; next < boxes.length && boxes[next][1].top < box.bottom; next += 1) {
            const [other, its] = boxes[next];
            const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
            const high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
            // Lines stand closer than their letters are high; more than that is text on text.
            if (wide > 2 && high > 0.6 * Math.min(box.height, its.height))
                faults.add(`«${words.slice(0, 30)}» and «${other.slice(0, 30)}»`);
        }
    });
    return [...faults];
}"""
# The tables that are cut off.
CUT_REGIONS = """() => [...document.querySelectorAll(".table-region")].filter(
    one => one.scrollWidth > one.clientWidth + 1
).map(() => "a table")"""
# The tables and the regions they scroll in that are wider than what is seen of them.
CUT = """() => [...document.querySelectorAll("table")].filter(one => {
    const frame = one.closest(".table-region, .matrix") || one.parentElement;
    return frame.scrollWidth > frame.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth;
}).map(one => (one.caption || one).textContent.trim())"""
# The paragraphs of three lines or more whose lines hold, on the average, more signs than are read well.
LONG_LINES = """most => [...document.querySelectorAll("main p")].filter(one => {
    const height = one.checkVisibility() ? one.clientHeight : 0;
    const lines = Math.round(height / parseFloat(getComputedStyle(one).lineHeight));
    return lines > 2 && one.innerText.length / lines > most;
}).map(one => one.innerText.slice(0, 60))"""
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
MOST_SIGNS = 75
"""Signs that a line of running text may hold and be read well."""


def lost_text(page: Page, *but: str) -> list[str]:
    """Give the text of a page that its reader cannot see, `but` what stands elsewhere on it too, by selector."""
    return list(page.evaluate(LOST, ", ".join([*NOT_SHOWN, *but])))


Noted = dict[str, list[str]]
"""Faults by measure, each with the kind of page that has it."""


def look_at(browser: Browser, server: str, kinds: dict[str, str]) -> Noted:
    """Load each kind of page once a width, and the open search box; note all that is measured of it.

    As it stands, under a reader's settings, in light and dark; last the focus, which opens what can be opened.
    """
    noted: Noted = defaultdict(list)
    visitors = Visitors(browser, server)
    for width in (320, 640, 1280):
        context = visitors.context(width=width)
        page = context.new_page()
        for kind, address in kinds.items():
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            page.goto(address)
            found = _strained(page, width)
            if width != 640:
                found = _as_it_stands(page, width) | found | _in_colours(page, width)
            for measure, faults in found.items():
                noted[f"{width} px{measure}"] += [f"{kind}: {one}" for one in faults]
        if width != 640:
            page.goto("/stod/")
            search_for(page, "jag vill inte leva")  # with the help card and hits
            for measure, faults in _in_colours(page, width, WITHIN_THE_BOX).items():
                noted[f"{width} px{measure}"] += [f"search: {one}" for one in faults]
        context.close()
    return noted


def _as_it_stands(page: Page, width: int) -> Noted:
    found: Noted = {", overlaps": page.evaluate(OVERLAPS)}
    if width == 320:
        return found | {"": lost_text(page), ", regions": page.evaluate(REGIONS), ", targets": page.evaluate(TARGETS)}
    return found | {
        ", cut regions": page.evaluate(CUT_REGIONS),
        ", cut tables": page.evaluate(CUT),
        ", long lines": page.evaluate(LONG_LINES, MOST_SIGNS),
    }


def _strained(page: Page, width: int) -> Noted:
    """Give what is lost with wide spacing, and on wider screens with text of twice its size."""
    found: Noted = {}
    if width != 640:
        add_styles(page, SPACING)
        found[" with spacing"] = lost_text(page, "svg[role=img] text")  # a picture's words stand beside it as text
        add_styles(page, "")
    if width != 320:
        double_text(page)
        found[" with text 200 %"] = lost_text(page)
        page.evaluate("document.documentElement.style.removeProperty('font-size')")
    return found


def _in_colours(page: Page, width: int, focus: str = FOCUS) -> Noted:
    """Give what is wrong in light and in dark; nothing may move, not even for who has not asked for less motion."""
    found: Noted = defaultdict(list)
    if width == 1280:
        page.emulate_media(reduced_motion="no-preference")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of Playwright's words
        if width == 1280:
            page.emulate_media(forced_colors="active")
            found[", own colours"] += [f"{scheme}: {one}" for one in page.evaluate(OWN_COLOURS)]
            page.emulate_media(forced_colors="none")
        scripts = {", edges": EDGES} if width == 320 else {", moving": MOVING}
        for measure, script in (scripts | {", focus": focus}).items():
            found[measure] += [f"{scheme}: {one}" for one in page.evaluate(script)]
    return found
