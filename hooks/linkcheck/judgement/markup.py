"""HTML as a visitor meets it: title, headings, text, anchors, forms. Read by lexbor, as browsers read it."""

# ruff: noqa: E501 - a list of words, or a pattern, is read as one
from __future__ import annotations

import functools
import html
import re

from selectolax.lexbor import LexborHTMLParser

from linkcheck.judgement import phrases

MAX_BLOCKS = 400
MAX_DEEP = 60_000
LONGEST = 300_000

_INLINE = re.findall(
    r"\w+",
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup time tt u var wbr",
)
_UNSEEN = re.findall(r"\w+", "script style template noscript svg noembed noframes xmp textarea iframe title")
_HIDDEN = '[hidden], dialog:not([open]), [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i]'
_IN_CONTENT = ":not(main *, article *, [role=main i] *, [role=main i])"  # an article's own header belongs to it
_ROLES = "navigation banner contentinfo complementary search dialog alertdialog"
_NAMES = "cookie consent gdpr breadcrumb onetrust skip-link skiplink"
_CHROME = ", ".join(
    ["nav", "aside"]
    + [f"{tag}{_IN_CONTENT}" for tag in ("header", "footer", *(f"[role={role} i]" for role in _ROLES.split()))]
    + [f":is(div, section, form)[{k}*={name} i]{_IN_CONTENT}" for k in ("id", "class") for name in _NAMES.split()]
)
_REFRESH = re.compile(r"""(?is)\s*(\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']*)""")
_PLAIN_NAMES = frozenset({"href", "src", "srcset", "class", "style", "content", "alt", "title", "value", "d"})
_CONTENT = "img, iframe, video, audio, object, embed, canvas, frame, svg, picture"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_SUBMITS = re.compile(r"(?i)\.\s*(?:submit|requestSubmit|click)\s*\(")


class Page:
    """One HTML page, read: `main_length` counts what stands between its frame, `text_length` all that is seen.

    `attributes` are what scripts may find elements by, `frame` the first page shown inside this one, `unfinished`
    says that the source ends where no page ends.
    """

    def __init__(self, source: str) -> None:
        source = _shallow(source)
        last = {mark: source.lower().rfind(mark) for mark in ("<body", "</body", "</html")}
        in_a_tag = source.rfind("<") > max(source.rfind(">"), len(source) - 2000)
        self.unfinished = in_a_tag or last["<body"] > max(last["</body"], last["</html"])
        tree = LexborHTMLParser(source or "<p>")
        tree.strip_tags(["noscript", "template"])
        self.title = next((_flat(n.text())[:500] for n in tree.css("title:not(svg *)")), "")
        self.language = _attribute(tree, "html", "lang")[:2].lower()
        self.base = _attribute(tree, "base[href]", "href")
        self.canonical = _attribute(tree, 'link[rel="canonical" i]', "href")
        self.refresh = refresh_target(_attribute(tree, 'meta[http-equiv="refresh" i]', "content"))
        self.frame = _attribute(tree, "iframe[src], frame[src]", "src")
        self.ids = {v for n in tree.css("[id]") if (v := n.attributes.get("id"))}
        self.ids |= {v for n in tree.css("a[name]") if (v := n.attributes.get("name"))}
        found = ((n, v) for node in tree.css("*") for n, v in node.attributes.items() if v and n not in _PLAIN_NAMES)
        self.attributes = " ".join(value[:300] for _, value in found)[:LONGEST]
        scripts = tree.css("script")
        self.script_count, self.outer_scripts = len(scripts), len(tree.css("script[src]"))
        self.scripts = "\n".join(s.text() for s in scripts)[:LONGEST]
        self.self_posting = _self_posting(tree, self.scripts)
        shows = bool(tree.css_first(_CONTENT))
        tree.strip_tags([*_UNSEEN, "head"])
        _remove(tree, _HIDDEN)
        self.text_length = len(_flat(tree.text(separator=" ")))
        self.has_content = shows or self.text_length > 0
        _remove(tree, _CHROME)
        self.password = bool(tree.css_first('input[type="password" i]'))
        texts = ((n.tag, _flat(n.text(separator=" " if n.css_first("br") else ""))) for n in tree.css(_HEADINGS)[:200])
        self.headings = [(int((tag or "h6")[1]), text[:300]) for tag, text in texts if text]
        self.form_length = len(_flat(" ".join(form.text(separator=" ") for form in tree.css("form"))))
        tree.unwrap_tags(_INLINE)
        tree.merge_text_nodes()
        blocks = [text for line in tree.text(separator="\0").split("\0") if (text := _flat(line))]
        self.main_length = sum(map(len, blocks))
        self.blocks = [text[:600] for text in blocks[:MAX_BLOCKS]]

    @functools.cached_property
    def main_headings(self) -> list[str]:
        """The headings of the highest level that the page has."""
        top = min((level for level, _ in self.headings), default=0)
        return [text for level, text in self.headings if level == top]

    @functools.cached_property
    def sentences(self) -> list[str]:
        """What the first paragraphs say, folded, headings and quotations aside."""
        return [s for block in self.blocks[:10] if block not in self.main_headings for s in phrases.sentences(block)]

    @functools.cached_property
    def everything(self) -> str:
        """The title and all that is read, folded."""
        return phrases.fold(" ".join([self.title, *self.blocks]), 100_000)


def read_text(source: str) -> Page:
    """Read a plain text as if each line were a paragraph."""
    return Page("".join(f"<p>{html.escape(line)}</p>" for line in source[:200_000].splitlines()))


def _shallow(source: str) -> str:
    """Cut a page of nothing but openings: the reader's time grows by the square of the depth."""
    unclosed = source.count("<") - 2 * source.count("</")
    return source[:MAX_DEEP] if unclosed > MAX_DEEP / 4 else source


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "").strip() if node is not None else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _remove(tree: LexborHTMLParser, selector: str) -> None:
    for node in tree.css(selector):
        if node.parent is not None:
            node.decompose()


def _self_posting(tree: LexborHTMLParser, scripts: str) -> tuple[str, tuple[str, ...]] | None:
    """Return where a form that posts itself goes, and the names of its fields."""
    form = tree.css_first('form[method="post" i]')
    if form is None or not _SUBMITS.search(f"{_attribute(tree, 'body', 'onload')} {scripts}"):
        return None
    if form.css_first("input:not([type=hidden i]):not([type=submit i]), select, textarea"):
        return None
    return (form.attributes.get("action") or "", tuple(n.attributes["name"] or "" for n in form.css("input[name]")))


def refresh_target(text: str) -> tuple[int, str] | None:
    """Seconds and address of a refresh, None where it only reloads."""
    found = _REFRESH.match(text[:4000])
    return (min(int(found[1][:9] or "0"), 10**6), found[2].strip()) if found and found[2].strip() else None
