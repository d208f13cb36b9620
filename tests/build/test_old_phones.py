"""Scripts and styles that a phone of 2018 runs (Chrome 64, Safari 12), and no style that no page uses.

Without a browser of that year each is read for what came later: syntax by a parser that knows what those browsers
know, the rest by name. What only looks better in newer browsers may stand when an older way stands before it, or when
nothing is lost without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import esprima
import pytest
import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, Node, QualifiedRule

from built import ROOT, Site

SCRIPTS = sorted((ROOT / "overrides" / "assets").glob("*.js"))
# What the scripts could be tempted to use and these browsers lack, by the compatibility tables of MDN.
LATER = re.compile(
    r"\.(?:flat|flatMap|at|replaceAll|matchAll|trimStart|trimEnd|replaceChildren|replaceWith\w+|toSorted|toReversed|findLast|"
    r"allSettled|fromEntries|showPopover|toggleAttribute|requestSubmit|checkVisibility)\("
    r"|\b(?:globalThis|queueMicrotask|structuredClone|AbortController|ResizeObserver|IntersectionObserver|BigInt|WeakRef|"
    r"requestIdleCallback|visualViewport)\b"
)
# A rule with one of these in its selector is left out whole; one of these properties is left out.
LATER_SELECTORS = re.compile(r":(?:is|where|has|focus-within|any-link|dir|modal|open|popover-open)\b|:not\([^)]*,")
LATER_PROPERTIES = frozenset({"inset", "inset-block", "inset-inline", "aspect-ratio", "translate", "rotate", "scale"})
LATER_FUNCTIONS = frozenset({"min", "max", "clamp", "env", "color-mix", "light-dark", "round"})


def script_faults(text: str) -> list[str]:
    """Give what a browser of 2018 does not know in a script."""
    try:
        esprima.parseScript(text)
    except esprima.Error as error:
        return [str(error)]
    return LATER.findall(text)


def rules(nodes: list[Node]) -> Iterator[QualifiedRule]:
    """Yield the rules of a style sheet, those within @media too."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"} and node.content is not None:
            yield from rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def functions(nodes: list[Node]) -> Iterator[str]:
    """Yield the names of the functions in a value, those within others too."""
    for node in nodes:
        if isinstance(node, FunctionBlock):
            yield node.lower_name
            yield from functions(node.arguments)


def style_faults(text: str) -> list[str]:
    """Give what a browser of 2018 leaves out of a style sheet with nothing in its place."""
    faults = []
    for rule in rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        selector = tinycss2.serialize(rule.prelude).strip()
        faults += [f"{selector}: {found}" for found in LATER_SELECTORS.findall(selector)]
        before: set[str] = set()
        for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            if not isinstance(one, Declaration):
                continue
            later = LATER_FUNCTIONS & set(functions(one.value))
            if one.lower_name in LATER_PROPERTIES:
                faults.append(f"{selector}: {one.lower_name}")
            elif later and one.lower_name not in before:
                faults.append(f"{selector}: {one.lower_name} by {', '.join(sorted(later))}() alone")
            before.add(one.lower_name)
    return faults


def styles_of(site: Site) -> dict[str, str]:
    """Give the style sheets of the site, and the styles that stand in a page."""
    found = {path.name: path.read_text(encoding="utf-8") for path in (site.folder / "assets").glob("*.css")}
    return found | {
        f"{address}#{number}": style.text
        for address in site.addresses
        for number, style in enumerate(site.document(address).iter("style"))
    }


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_run_in_browsers_of_2018(path: Path) -> None:
    """Syntax and what is built in; what is newer must be looked for first, under another name than the list knows."""
    assert script_faults(path.read_text(encoding="utf-8")) == []


def test_styles_lose_nothing_in_browsers_of_2018(site: Site) -> None:
    """No rule that is left out whole, and an older value before a newer one."""
    assert {name: faults for name, text in styles_of(site).items() if (faults := style_faults(text))} == {}


def test_styles_are_used(site: Site) -> None:
    """Each class that a style sheet names stands on a page or in a script."""
    styled = {
        name
        for text in styles_of(site).values()
        for rule in rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
        for name in re.findall(r"\.([a-z][\w-]*)", tinycss2.serialize(rule.prelude))
    }
    on_pages = {
        name
        for address in site.addresses
        for one in site.document(address).iter()
        for name in (one.get("class") or "").split()
    }
    in_scripts = " ".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    assert len(styled) > 20
    waiting = set() if "preview" in on_pages else {"preview"}  # gone from a site that is none
    assert sorted(name for name in styled - on_pages - waiting if name not in in_scripts) == []


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("var a = function () { return 1; };", True),
        ("const f = async (a, ...b) => `${a}`;", True),
        ("a?.b;", False),
        ("a ?? b;", False),
        ("try { a(); } catch { b(); }", False),
        ("var a = {...b};", True),
        ("[1].flat();", False),
        ("'a'.replaceAll('a', 'b');", False),
        ("new ResizeObserver(f);", False),
    ],
)
def test_a_script_that_is_too_new_is_seen(text: str, *, is_old: bool) -> None:
    """By its syntax or by a name."""
    assert (script_faults(text) == []) == is_old


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("a { width: 10px; width: min(10px, 100%); }", True),
        ("@media (min-width: 40rem) { a { grid-template-columns: minmax(0, 1fr); } }", True),
        ("a { width: min(10px, 100%); }", False),
        ("a { width: calc(1px + max(1px, 2px)); }", False),
        ("a { inset: 0; }", False),
        ("@media print { :is(a, b) { color: red; } }", False),
        ("a:not(.b, .c) { color: red; }", False),
    ],
)
def test_a_style_that_is_too_new_is_seen(text: str, *, is_old: bool) -> None:
    """Alone, or within a condition; with an older value before it nothing is lost."""
    assert (style_faults(text) == []) == is_old
