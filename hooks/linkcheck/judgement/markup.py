"""HTML as a visitor meets it: title, headings, text, anchors, forms. Read by lexbor, as browsers read it."""

# ruff: noqa: E501 - a list of words, or a pattern, is read as one
from __future__ import annotations

import functools
import html
import re
import unicodedata
from typing import Literal
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkcheck.judgement import phrases

MAX_BLOCKS = 400
MAX_DEEP = 60_000
LONGEST = 300_000

_INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup time tt u var wbr -text",
    )
)
_UNSEEN = "head, script, style, svg, noembed, noframes, xmp, textarea, iframe, title"
_HIDDEN = '[hidden], dialog:not([open]), [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i]'
_ROLES = "navigation banner contentinfo complementary search dialog alertdialog"
_NAMES = "cookie consent gdpr breadcrumb onetrust skip-link skiplink"
_FRAME = ", ".join(
    ["nav, aside, header, footer"]
    + [f"[role={role} i]" for role in _ROLES.split()]
    + [f"[{key}*={name} i]" for key in ("id", "class") for name in _NAMES.split()]
)
_REFRESH = re.compile(r"""(?is)\s*(\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']*)""")
_PLAIN_NAMES = frozenset({"href", "src", "srcset", "class", "style", "content", "alt", "title", "value", "d"})
_CONTENT = "img, iframe, video, audio, object, embed, canvas, frame, svg, picture"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_FIELDS = "input:not([type=hidden i]):not([type=submit i]), select, textarea"
_SUBMITS = re.compile(r"(?i)\.\s*(?:submit|requestSubmit|click)\s*\(")
_STATE = re.compile(r"[/=&!?]|^[0-9a-f]{24,}$|^:~:|^L\d+(?:-L\d+)?$", re.IGNORECASE)
_MOUNTS = frozenset({"root", "app", "app-root", "__next", "__nuxt", "___gatsby", "svelte", "react-root"})


class Page:
    """One HTML page, read: `main_length` counts what stands between its frame, `text_length` all that is seen.

    `frame` is the first page shown inside this one, `unfinished` says that the source ends where no page ends, `is_bare`
    that nothing but scripts or a frame can be in it.
    """

    def __init__(self, source: str) -> None:
        self._source = source = _shallow(source)
        last = {mark: source.lower().rfind(mark) for mark in ("<body", "</body", "</html")}
        in_a_tag = source.rfind("<") > max(source.rfind(">"), len(source) - 2000)
        self.unfinished = in_a_tag or last["<body"] > max(last["</body"], last["</html"])
        tree = self._tree()
        self.title = next((_flat(n.text())[:500] for n in tree.css("title:not(svg *)")), "")
        self.language = _attribute(tree, "html", "lang")[:2].lower()
        self.base = _attribute(tree, "base[href]", "href")
        self.canonical = _attribute(tree, 'link[rel="canonical" i]', "href")
        self.refresh = refresh_target(_attribute(tree, 'meta[http-equiv="refresh" i]', "content"))
        self.frame = _attribute(tree, "iframe[src], frame[src]", "src")
        scripts = tree.css("script")
        self.script_count, self.outer_scripts = len(scripts), len(tree.css("script[src]"))
        self.scripts = "\n".join(s.text() for s in scripts)[:LONGEST]
        self.self_posting = _self_posting(tree, self.scripts)
        shows = bool(tree.css_first(_CONTENT))
        _remove(tree, _UNSEEN)
        _remove(tree, _HIDDEN)
        self.text_length = len(_flat(tree.text(separator=" ")))
        self.has_content = shows or self.text_length > 0
        self.is_bare = self.text_length <= 120 and not self.outer_scripts and len(source) <= 6000
        for node in tree.css(_FRAME):
            if node.parent is not None and (node.tag in {"nav", "aside"} or not _is_content(node)):
                node.decompose()
        self.asks = bool(tree.css_first(_FIELDS))
        self.password = self.asks and bool(tree.css_first('input[type="password" i]'))
        texts = ((n.tag, _flat(n.text(separator=" " if n.css_first("br") else ""))) for n in tree.css(_HEADINGS)[:200])
        self.headings = [(int((tag or "h6")[1]), text[:300]) for tag, text in texts if text]
        self.form_length = len(_flat(" ".join(form.text(separator=" ") for form in tree.css("form"))))
        blocks = _blocks(tree)
        self.main_length = sum(map(len, blocks))
        self.blocks = [text[:600] for text in blocks[:MAX_BLOCKS]]

    def _tree(self) -> LexborHTMLParser:
        tree = LexborHTMLParser(self._source or "<p>")
        _remove(tree, "noscript, template")
        return tree

    @functools.cached_property
    def ids(self) -> set[str]:
        """The places on the page that an address can name."""
        tree = self._tree()
        named = [(node, "id") for node in tree.css("[id]")] + [(node, "name") for node in tree.css("a[name]")]
        return {value for node, key in named if (value := node.attributes.get(key))}

    @functools.cached_property
    def attributes(self) -> str:
        """What scripts may find elements by."""
        found = ((n, v) for node in self._tree().css("*") for n, v in node.attributes.items())
        return " ".join(v[:300] for n, v in found if v and n not in _PLAIN_NAMES)[:LONGEST]

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

    def place_of(self, fragment: str) -> Literal["", "script", "missing"]:
        """Say whether the anchor is missing, or a script's; browsers look for it as written, then unescaped."""
        bare = fragment.split(":~:", 1)[0]  # without text directives
        plain = unquote(bare)
        if plain.lower() in {"", "top"} or {bare, plain} & self.ids:
            return ""
        return "script" if self.near_miss(bare) is None and self._made_by_script(plain) else "missing"

    def near_miss(self, fragment: str) -> str | None:
        """Return an anchor of the page that differs only in case or in how å, ä, ö are composed."""
        aim = unicodedata.normalize("NFC", unquote(fragment)).casefold()
        return next((i for i in sorted(self.ids) if unicodedata.normalize("NFC", i).casefold() == aim), None)

    def _made_by_script(self, plain: str) -> bool:
        if _STATE.search(plain) or f"user-content-{plain}" in self.ids:  # GitHub's own script looks for those
            return True
        if not self.script_count:
            return False
        if self.text_length < 200 or (self.outer_scripts and (self.ids & _MOUNTS or not self.headings)):
            return True
        # Named in a script or an attribute (id=accordion-24342 for #24342), or what scripts make of a heading.
        named = len(plain) >= 3 and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", f"{self.scripts} {self.attributes}")
        return bool(named) or _slug(plain) in {_slug(text) for _, text in self.headings}


def _slug(text: str) -> str:
    """Return a heading as scripts make anchors of it."""
    return re.sub(r"[^a-z0-9]+", "-", phrases.fold(text)).strip("-")


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


def _is_content(node: LexborNode) -> bool:
    """Whether it is the page, a heading, or stands in the page's own content, as an article's own header does."""
    if (node.tag or "") in {"html", "body", *_HEADINGS.split(", ")}:
        return True
    at: LexborNode | None = node
    while at is not None and at.tag not in {"main", "article"}:
        if (at.attributes.get("role") or "").lower() == "main":
            break
        at = at.parent
    return at is not None


def _blocks(tree: LexborHTMLParser) -> list[str]:
    """Return the text of each paragraph, heading or other block, in order."""
    found: list[list[str]] = []
    last = None
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag not in _INLINE:
            last = None
        if node.tag != "-text":
            continue
        block = node.parent
        while block is not None and block.tag in _INLINE:
            block = block.parent
        if block is None or block.mem_id != last:
            found.append([])
            last = block.mem_id if block is not None else None
        found[-1].append(node.text_content or "")
    return [text for pieces in found if (text := _flat("".join(pieces)))]


def _self_posting(tree: LexborHTMLParser, scripts: str) -> tuple[str, tuple[str, ...]] | None:
    """Return where a form that posts itself goes, and the names of its fields."""
    form = tree.css_first('form[method="post" i]')
    if form is None or not _SUBMITS.search(f"{_attribute(tree, 'body', 'onload')} {scripts}"):
        return None
    if form.css_first(_FIELDS):
        return None
    return (form.attributes.get("action") or "", tuple(n.attributes["name"] or "" for n in form.css("input[name]")))


def refresh_target(text: str) -> tuple[int, str] | None:
    """Seconds and address of a refresh, None where it only reloads."""
    found = _REFRESH.match(text[:4000])
    return (min(int(found[1][:9] or "0"), 10**6), found[2].strip()) if found and found[2].strip() else None
