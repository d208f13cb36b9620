"""axe in a page: which rules it runs, what is explained, and what it finds."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page

# WCAG by its levels, good practice, and the rules on trial.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "experimental"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    # It only says that something is hidden; what opens is opened here instead.
    "rules": {"hidden-content": {"enabled": False}},
    "resultTypes": ["violations", "incomplete"],
}
# Dark and light differ in colours alone, which is held beside: the rules on colours are those that must see both.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# What axe cannot judge, so only where it is unsure: rule, the elements by selector, and why it stands.
EXPLAINED = {
    ("css-orientation-lock", "html:not(:has(style, link[rel=stylesheet]))"): "axe is unsure where there is no style",
    ("color-contrast", "svg[role=img] text"): "axe sees no ground below words in a picture; their colours are computed",
    (
        "p-as-heading",
        ".lead",
    ): "a lead is a sentence in larger type; beside small print axe cannot tell it from a heading",
}
# Contrast takes most of the time, and comes from how words are painted, not from what they say: it is measured once for
# each way that they and all around them are painted, which is a number made from their styles. The head, the foot and
# the help card are judged once for each way that they are written, addresses apart; the rules for a whole page see them
# on every one. `known` are the ways of pages before this one.
RUN = """async ([within, options, explained, known]) => {
    const ways = new Map(), fresh = new Set(), before = new Set(known);
    const hash = words => {
        let [a, b] = [1, 2];
        for (const one of words) {
            a = Math.imul(a ^ one.charCodeAt(0), 2654435761);
            b = Math.imul(b ^ one.charCodeAt(0), 1597334677);
        }
        return `${a >>> 0}.${b >>> 0}`;
    };
    const way = one => {
        if (!one) return "";
        if (!ways.has(one)) {
            const style = getComputedStyle(one), name = one.getAttribute("class");
            const told = [way(one.parentElement), one.tagName, name];
            for (const name of ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight",
                "position", "zIndex", "textShadow", "filter", "mixBlendMode", "textDecorationLine"])
                told.push(style[name]);
            ways.set(one, hash(told.join()));
        }
        return ways.get(one);
    };
    const speaks = one => one.matches("input, select, textarea")
        || [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    for (const one of document.querySelectorAll("body *")) {
        one.removeAttribute("data-new-way");
        const isSeen = one.checkVisibility({visibilityProperty: true, opacityProperty: true});
        if (!speaks(one) || !isSeen || before.has(way(one)) || fresh.has(way(one))) continue;
        fresh.add(way(one));
        one.setAttribute("data-new-way", "");
    }
    for (const one of document.querySelectorAll("header, footer, section.help")) {
        one.removeAttribute("data-judged");
        const written = hash(one.outerHTML.replace(/ (href="[^"]*"|data-new-way="")/g, ""));
        if (before.has(written)) one.setAttribute("data-judged", "");
        else fresh.add(written);
    }
    const found = await axe.run({include: [[within]], exclude: [["[data-judged]"]]}, options), lines = [];
    const stands = (rule, node) => explained.some(
        ([id, selector]) => id === rule.id && document.querySelector(node.target[0])?.matches(selector));
    for (const [kind, rules] of [["", found.violations], ["unsure: ", found.incomplete]])
        for (const rule of rules)
            for (const node of rule.nodes.filter(one => !(kind && stands(rule, one))))
                lines.push(`${kind}${rule.id}: ${node.target.join(" ")} (${rule.help})`);
    return [lines, [...fresh]];
}"""
NEW_WAYS_ALONE = "axe.configure({rules: [{id: 'color-contrast', selector: '[data-new-way]'}]})"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
WIDTHS = (1280, 320)
# Where everything stands that is seen.
BOXES = """() => JSON.stringify([...document.querySelectorAll("body *")].filter(
    one => one.checkVisibility({visibilityProperty: true, opacityProperty: true})
).map(one => [one.tagName, ...Object.values(one.getBoundingClientRect().toJSON())]))"""


Ways = dict[str, set[str]]
"""How words are painted, and parts of all pages written, on pages that axe has seen, by setting."""


def bring_axe(context: BrowserContext) -> BrowserContext:
    """Let every page of a visitor begin with axe in it; give the visitor."""
    context.add_init_script(f"{AXE_SCRIPT}\n{NEW_WAYS_ALONE}")
    return context


def found(page: Page, ways: Ways, within: str = "html", *, width: int = WIDTHS[0], scheme: str = "light") -> list[str]:
    """Give what axe finds or is unsure of in a page of a width and scheme, as rule, element and reason.

    `ways` are those whose contrast was measured in earlier pages; those of this page are added.
    """
    known = ways.setdefault(f"{width} px, {scheme}", set())
    options = OPTIONS if scheme == "light" else COLOURS
    lines: list[str]
    lines, fresh = page.evaluate(RUN, [within, options, list(EXPLAINED), sorted(known)])
    known.update(fresh)
    return lines


def found_in_settings(page: Page, ways: Ways, within: str = "html") -> list[str]:
    """Give what axe finds as the page stands, wide and small, light and dark; it is left wide and light."""
    lines = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        boxes = set()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            faults = found(page, ways, within, width=width, scheme=scheme)
            lines += [f"{one}, {width} px, {scheme}" for one in faults]
            boxes.add(page.evaluate(BOXES))
        if len(boxes) > 1:
            lines.append(f"dark and light differ in more than colours, {width} px")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return lines
