"""axe in a page: which rules it runs, what is explained, and what it finds."""

from __future__ import annotations

from playwright.sync_api import Page

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
# What is not ours to mend, or what axe cannot judge: rule, the elements by selector, and why it stands.
EXPLAINED = {
    ("css-orientation-lock", "html:not(:has(style, link[rel=stylesheet]))"): "axe is unsure where there is no style",
}
RUN = """async ([within, options, explained]) => {
    const found = await axe.run(within, options), lines = [];
    const stands = (rule, node) => explained.some(
        ([id, selector]) => id === rule.id && document.querySelector(node.target[0])?.matches(selector));
    for (const [kind, rules] of [["", found.violations], ["unsure: ", found.incomplete]])
        for (const rule of rules)
            for (const node of rule.nodes.filter(one => !stands(rule, one)))
                lines.push(`${kind}${rule.id}: ${node.target.join(" ")} (${rule.help})`);
    return lines;
}"""


def found(page: Page, within: str = "html", *, colours_alone: bool = False) -> list[str]:
    """Give what axe finds or is unsure of, as rule, element and reason."""
    lines: list[str] = page.evaluate(RUN, [within, COLOURS if colours_alone else OPTIONS, list(EXPLAINED)])
    return lines
