"""Scripts and styles that a phone of 2018 runs (Chrome 64, Safari 12), and no style that no page uses.

Without a browser of that year each is read for what came later: syntax by a parser that knows what those browsers
know, the rest by name. What only looks better in newer browsers may stand when an older way stands before it, or when
nothing is lost without it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import esprima
import pytest
import tinycss2
from tinycss2.ast import Declaration, FunctionBlock, IdentToken, LiteralToken, Node, QualifiedRule

from built import Site
from core.routes import SEARCH_CARDS
from element_tree import document_of

# What the scripts could be tempted to use and these browsers lack, by the compatibility tables of MDN.
LATER_METHODS = frozenset({
    "flat", "flatMap", "at", "replaceAll", "matchAll", "trimStart", "trimEnd", "replaceChildren", "replaceWith",
    "toSorted", "toReversed", "findLast", "allSettled", "fromEntries", "showPopover", "toggleAttribute",
    "requestSubmit", "checkVisibility",
})  # fmt: skip
LATER_NAMES = frozenset({
    "globalThis", "queueMicrotask", "structuredClone", "AbortController", "ResizeObserver", "IntersectionObserver",
    "BigInt", "WeakRef", "requestIdleCallback", "visualViewport",
})  # fmt: skip
# A rule with one of these in its selector is left out whole; one of these properties is left out.
LATER_PSEUDO_CLASSES = frozenset({
    "is", "where", "has", "focus-within", "any-link", "dir", "modal", "open", "popover-open",
})  # fmt: skip
LATER_PROPERTIES = frozenset({"inset", "inset-block", "inset-inline", "aspect-ratio", "translate", "rotate", "scale"})
LATER_FUNCTIONS = frozenset({"min", "max", "clamp", "env", "color-mix", "light-dark", "round"})


def parts_of(script: str) -> list[Any]:
    """Give every part of a script's syntax; an error where the browsers of 2018 cannot read it."""
    found: list[Any] = []
    esprima.parseScript(script, {}, lambda node, _: found.append(node) or node)
    return found


def script_faults(text: str) -> list[str]:
    """Give what a browser of 2018 does not know in a script."""
    try:
        parts = parts_of(text)
    except esprima.Error as error:
        return [str(error)]
    called = (one.callee.property.name for one in parts if is_method_call(one))
    return sorted(
        {name for name in called if name in LATER_METHODS}
        | {one.name for one in parts if one.type == "Identifier" and one.name in LATER_NAMES}
    )


def is_method_call(part: Any) -> bool:
    """Whether a part of a script calls a method by its name."""
    return part.type == "CallExpression" and part.callee.type == "MemberExpression" and not part.callee.computed


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


def after(sign: str, nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the names and functions that stand straight after a sign in a selector, within its functions too."""
    for before, node in zip([None, *nodes], nodes, strict=False):
        if isinstance(before, LiteralToken) and before.value == sign and isinstance(node, IdentToken | FunctionBlock):
            yield node
        if isinstance(node, FunctionBlock):
            yield from after(sign, node.arguments)


def later_selectors(prelude: Sequence[Node]) -> Iterator[str]:
    """Yield the parts of a selector that a browser of 2018 does not know."""
    for node in after(":", prelude):
        name = node.lower_name if isinstance(node, FunctionBlock) else node.lower_value
        if name in LATER_PSEUDO_CLASSES or (name == "not" and "," in node.arguments):
            yield f":{name}"


def style_faults(text: str) -> list[str]:
    """Give what a browser of 2018 leaves out of a style sheet with nothing in its place."""
    faults = []
    for rule in rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
        selector = tinycss2.serialize(rule.prelude).strip()
        faults += [f"{selector}: {found}" for found in later_selectors(rule.prelude)]
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


def scripts_of(site: Site) -> dict[str, str]:
    """Give the scripts of the site."""
    return {path.name: path.read_text(encoding="utf-8") for path in (site.folder / "assets").glob("*.js")}


def styles_of(site: Site) -> dict[str, str]:
    """Give the style sheets of the site, and the styles that stand in a page."""
    found = {path.name: path.read_text(encoding="utf-8") for path in (site.folder / "assets").glob("*.css")}
    return found | {
        f"{address}#{number}": style.text
        for address in site.addresses
        for number, style in enumerate(site.document(address).iter("style"))
    }


def search_cards(site: Site) -> str:
    """Give the file of the search's help cards as it stands."""
    return (site.folder / "search" / "help.json").read_text(encoding="utf-8")


def test_scripts_run_in_browsers_of_2018(site: Site) -> None:
    """Syntax and what is built in; what is newer must be looked for first, under another name than the list knows."""
    scripts = scripts_of(site)
    assert scripts
    assert {name: faults for name, text in scripts.items() if (faults := script_faults(text))} == {}


def test_styles_lose_nothing_in_browsers_of_2018(site: Site) -> None:
    """No rule that is left out whole, and an older value before a newer one."""
    assert {name: faults for name, text in styles_of(site).items() if (faults := style_faults(text))} == {}


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text within lists and mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_in(one)


def test_styles_are_used(site: Site) -> None:
    """Each class that a style sheet names stands on a page, in what the search shows or in a script."""
    styled = {
        node.value
        for text in styles_of(site).values()
        for rule in rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
        for node in after(".", rule.prelude)
        if isinstance(node, IdentToken)
    }
    cards = json.loads(site.text(f"/{SEARCH_CARDS}"))
    documents = [*map(site.document, site.addresses), *map(document_of, texts_in(cards))]
    # What a script puts in stands in a comment until then.
    documents += [document_of(one.text or "") for page in documents for one in page.iter() if callable(one.tag)]
    on_pages = {name for one in documents for part in one.iter() for name in (part.get("class") or "").split()}
    # The help cards of the search come with it, as HTML in a file of their own.
    on_pages |= set(re.findall(r"[\w-]+", " ".join(re.findall(r'class=\\"([^"]*)\\"', search_cards(site)))))
    written = " ".join(
        str(part.value) for text in scripts_of(site).values() for part in parts_of(text) if part.type == "Literal"
    )
    in_scripts = set(written.replace(".", " ").split())
    assert len(styled) > 20
    # Of a preview, and of a document whose own words are kept on the machine: gone from a site that has none of it.
    sometimes = ({"strip__preview", "strip__more"}, {"official", "official__source"})
    waiting = {name for names in sometimes if not names <= on_pages for name in names}
    assert sorted(styled - on_pages - in_scripts - waiting) == []


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
        ("var a = 'b.replaceAll(c)'; // [1].flat()", True),
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
        ("a:not(:has(b)) { color: red; }", False),
        ("a:not(.is):hover { color: red; }", True),
    ],
)
def test_a_style_that_is_too_new_is_seen(text: str, *, is_old: bool) -> None:
    """Alone, or within a condition; with an older value before it nothing is lost."""
    assert (style_faults(text) == []) == is_old
