"""HTML as a visitor meets it: title, headings, text, anchors, forms. Read by lexbor, as browsers read it."""

# ruff: noqa: E501 - a list of words, or a pattern, is read as one
from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkcheck.judgement import phrases

MAX_BLOCKS = 400
MAX_DEPTH = 2000
LONGEST = 300_000

_INLINE = re.findall(
    r"\w+",
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup time tt u var wbr",
)
_UNSEEN = re.findall(r"\w+", "script style template noscript svg noembed noframes xmp textarea iframe title head")
_HIDDEN = '[hidden], dialog:not([open]), [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i]'
_CHROME = (
    "nav, aside, header, footer, [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], "
    "[role=dialog], [role=alertdialog], div[id], div[class], section[id], section[class], form[id], form[class]"
)
_CHROME_ROLES = re.compile(r"navigation|banner|contentinfo|complementary|search|(?:alert)?dialog")
_CHROME_NAMES = re.compile(r"(?i)(?:^|[\s_-])(?:cookie|consent|gdpr|breadcrumb|cookiebot|onetrust|skip-?link)")
_REFRESH = re.compile(r"""(?is)\s*(\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']*)""")
_PLAIN_NAMES = frozenset({"href", "src", "srcset", "class", "style", "content", "alt", "title", "value", "d"})
_CONTENT = "img, iframe, video, audio, object, embed, canvas, frame, svg, picture"
_CONTAINER = re.compile(
    r"(?i)<(/?)(?:div|span|section|article|main|ul|ol|table|svg|g|math|a|b|i|u|em|strong|font|form|h[1-6]|blockquote|center|object)\b"
)
_SUBMITS = re.compile(r"(?i)\.\s*(?:submit|requestSubmit|click)\s*\(")


@dataclass
class Form:
    """A form that posts itself: where to, and the names of its fields."""

    action: str
    names: tuple[str, ...]


@dataclass
class Page:
    """What was read from one HTML page."""

    title: str = ""
    language: str = ""
    canonical: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    main_length: int = 0
    form_length: int = 0
    text_length: int = 0
    ids: set[str] = field(default_factory=set)
    attributes: str = ""
    scripts: str = ""
    script_count: int = 0
    outer_scripts: int = 0
    refresh: tuple[int, str] | None = None
    base: str = ""
    frame: str = ""
    password: bool = False
    has_content: bool = False
    unfinished: bool = False
    self_posting: Form | None = None

    @functools.cached_property
    def sentences(self) -> list[str]:
        """What the first paragraphs say, folded, headings and quotations aside."""
        return [s for block in self.blocks[:10] if block not in self.main_headings for s in phrases.sentences(block)]

    @functools.cached_property
    def everything(self) -> str:
        """The title and all that is read."""
        return " ".join([self.title, *self.blocks])

    @functools.cached_property
    def main_headings(self) -> list[str]:
        """The headings of the highest level that the page has."""
        top = min((level for level, _ in self.headings), default=0)
        return [text for level, text in self.headings if level == top]


def read_page(source: str) -> Page:
    """Read a page from its HTML."""
    source = _shallow(source)
    tree = LexborHTMLParser(source)
    in_a_tag = source.rfind("<") > max(source.rfind(">"), len(source) - 2000)
    page = Page(unfinished=in_a_tag or bool(re.search(r"(?i)<body(?!.*</(?:body|html)>)", source, re.DOTALL)))
    root = tree.root
    if root is None:
        return page
    tree.strip_tags(["noscript", "template"])
    title = next((n for n in tree.css("title") if n.parent is not None and n.parent.tag != "svg"), None)
    page.title = _flat(title.text())[:500] if title is not None else ""
    page.language = (_attribute(tree.css_first("html"), "lang")[:2]).lower()
    page.base = _attribute(tree.css_first("base[href]"), "href")
    page.canonical = _attribute(tree.css_first('link[rel="canonical" i]'), "href")
    refresh = _attribute(tree.css_first('meta[http-equiv="refresh" i]'), "content")
    page.refresh = refresh_target(refresh) if refresh else None
    page.frame = _attribute(tree.css_first("iframe[src], frame[src]"), "src")
    _read_attributes(root, page)
    _read_scripts(tree, page)
    page.has_content = bool(tree.css_first(_CONTENT))
    _read_text(tree, page)
    return page


def _shallow(source: str) -> str:
    """Cut a page where it is nested deeper than any real one: the reader's time grows by the square of the depth."""
    depth = 0
    for tag in _CONTAINER.finditer(source):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return source[: tag.start()]
    return source


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _read_attributes(root: LexborNode, page: Page) -> None:
    page.ids = {v for n in root.css("[id]") if (v := n.attributes.get("id"))}
    page.ids |= {v for n in root.css("a[name]") if (v := n.attributes.get("name"))}
    scripted = (
        str(value)[:300]
        for node in root.traverse(include_text=False)
        for name, value in (node.attributes or {}).items()
        if value and name not in _PLAIN_NAMES
    )
    page.attributes = " ".join(scripted)[:LONGEST]


def _read_scripts(tree: LexborHTMLParser, page: Page) -> None:
    scripts = tree.css("script")
    page.script_count = len(scripts)
    page.outer_scripts = sum("src" in s.attributes for s in scripts)
    page.scripts = "\n".join(s.text() for s in scripts)[:LONGEST]
    body = tree.body
    handlers = (_attribute(body, "onload") + " " + page.scripts) if body is not None else page.scripts
    form = tree.css_first('form[method="post" i]')
    if form is not None and _SUBMITS.search(handlers):
        visible = form.css("input:not([type=hidden]):not([type=submit]), select, textarea")
        names = tuple(_attribute(field, "name") for field in form.css("input[name]"))
        page.self_posting = None if visible else Form(_attribute(form, "action"), names)


def _read_text(tree: LexborHTMLParser, page: Page) -> None:
    tree.strip_tags(_UNSEEN)
    body = tree.body
    if body is None:
        return
    for node in body.css(_HIDDEN):
        node.decompose()
    page.text_length = len(_flat(body.text(separator=" ")))
    for node in body.css(_CHROME):
        if node.parent is not None and _is_chrome(node):
            node.decompose()
    page.password = bool(body.css_first('input[type="password" i]'))
    for node in body.css("h1, h2, h3, h4, h5, h6")[:200]:
        text = _flat(node.text(separator=" ") if node.css_first("br") else node.text())
        if text:
            page.headings.append((int((node.tag or "h6")[1]), text[:300]))
    page.form_length = sum(len(_flat(form.text(separator=" "))) for form in body.css("form"))
    body.unwrap_tags(_INLINE)
    body.merge_text_nodes()
    for line in body.text(separator="\0").split("\0"):
        text = _flat(line)
        if text:
            page.main_length += len(text)
            if len(page.blocks) < MAX_BLOCKS:
                page.blocks.append(text[:600])
    page.has_content = page.has_content or bool(page.text_length)


def _is_chrome(node: LexborNode) -> bool:
    """Whether the element is around the content, not in it; an article's own header belongs to the article."""
    attributes = node.attributes
    if node.tag in {"nav", "aside"}:
        return True
    role = (attributes.get("role") or "").lower()
    if role == "main":
        return False
    named = f"{(attributes.get('id') or '')[:200]} {(attributes.get('class') or '')[:200]}"
    if not (node.tag in {"header", "footer"} or _CHROME_ROLES.fullmatch(role) or _CHROME_NAMES.search(named)):
        return False
    above, steps = node.parent, 0
    while above is not None and steps < 60:
        if above.tag in {"main", "article"} or (above.attributes.get("role") or "").lower() == "main":
            return False
        above, steps = above.parent, steps + 1
    return True


def read_text(source: str) -> Page:
    """Read a plain text as if each line were a paragraph."""
    lines = [text for line in source[:200_000].splitlines() if (text := _flat(line))]
    length = sum(map(len, lines))
    blocks = [text[:600] for text in lines[:MAX_BLOCKS]]
    return Page(has_content=bool(lines), blocks=blocks, main_length=length, text_length=length)


def refresh_target(text: str) -> tuple[int, str] | None:
    """Seconds and address of a refresh, None where it only reloads."""
    found = _REFRESH.match(text[:4000])
    if not found or not found[2].strip():
        return None
    return min(int(found[1][:9] or "0"), 10**6), found[2].strip()
