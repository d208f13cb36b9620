"""HTML as a visitor meets it: title, headings, text, anchors, forms.

What comes in is any text at all, what goes out is a `Page`. The scanner is our own because it must be linear in the
length of whatever a stranger's server sends: Python's `html.parser` has raised AssertionError and turned quadratic on
hostile input (https://github.com/python/cpython/issues/77057, CVE-2025-6069).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

MAX_BLOCKS = 400
MAX_SCRIPT = 300_000
MAX_WORDS = 20_000

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*(?:([^\s/>=]+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*|))?)?""")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_RAW = {
    n: re.compile(f"</{n}", re.IGNORECASE)
    for n in ["script", "style", "title", "textarea", "iframe", "xmp", "noscript", "noembed", "noframes"]
}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_IMPLIED = frozenset(["p", "li", "option", "tr", "td", "th", "dt", "dd"])
_CHROME = frozenset(["nav", "header", "footer", "aside"])
_NAMED = frozenset(["div", "section", "form"])
_CHROME_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"])
_CHROME_NAMES = re.compile(r"(?i)(?:^|[\s_-])(?:cookie|consent|gdpr|breadcrumb|cookiebot|onetrust|skip-?link)")
_HIDDEN_STYLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_REFRESH = re.compile(r"""(?is)\s*(\d*)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']*)""")
_SCRIPTED_NAMES = ("data-", "aria-", "ng-", "x-", ":", "@", "on", "v-")
_SPACE = re.compile(r"\s+")


@dataclass
class Page:
    """What was read from one HTML page."""

    title: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    main_length: int = 0
    form_length: int = 0
    text_length: int = 0
    ids: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    scripts: str = ""
    script_count: int = 0
    outer_scripts: int = 0
    refresh: tuple[int, str] | None = None
    base: str = ""
    password: bool = False
    has_content: bool = False
    unfinished: bool = False

    @property
    def main_headings(self) -> list[str]:
        """The headings of the highest level that the page has."""
        if not self.headings:
            return []
        top = min(level for level, _ in self.headings)
        return [text for level, text in self.headings if level == top]


def read_page(source: str) -> Page:
    """Read a page from its HTML."""
    return _Scanner(source).run()


def read_text(source: str) -> Page:
    """Read a plain text as if each line were a paragraph."""
    page = Page(has_content=bool(source.strip()))
    for line in source[:200_000].splitlines():
        text = _SPACE.sub(" ", line).strip()
        if text:
            page.main_length += len(text)
            if len(page.blocks) < MAX_BLOCKS:
                page.blocks.append(text[:600])
    page.text_length = page.main_length
    return page


def refresh_target(text: str) -> tuple[int, str] | None:
    """Seconds and address of a refresh, None where it only reloads."""
    found = _REFRESH.match(text[:4000])
    if not found or not found[2].strip():
        return None
    return min(int(found[1][:9] or "0"), 10**6), found[2].strip()


class _Region:
    """One element that is being left out of something until it ends."""

    def __init__(self) -> None:
        self.name = ""
        self.depth = 0

    def open(self, name: str) -> None:
        if not self.name:
            self.name, self.depth = name, 1

    def seen_open(self, name: str) -> None:
        if name == self.name:
            if name in _IMPLIED:
                self.name = ""
            else:
                self.depth += 1

    def seen_close(self, name: str) -> None:
        if name == self.name:
            self.depth -= 1
            if self.depth <= 0:
                self.name = ""


class _Scanner:
    def __init__(self, source: str) -> None:
        self.s = source
        self.page = Page()
        self.hidden, self.chrome, self.form, self.inner = _Region(), _Region(), _Region(), _Region()
        self.template = _Region()
        self.heading: tuple[int, list[str]] | None = None
        self.buffer: list[str] = []
        self.buffered_main = True
        self.in_svg = _Region()

    def run(self) -> Page:
        s, pos, end = self.s, 0, len(self.s)
        while pos < end:
            at = s.find("<", pos)
            if at < 0:
                self._text(s[pos:])
                break
            if at > pos:
                self._text(s[pos:at])
            pos = self._markup(at)
        self._flush()
        self._end_heading()
        return self.page

    def _markup(self, at: int) -> int:
        s = self.s
        after = s[at + 1 : at + 2]
        if after == "!" and s.startswith("<!--", at):
            if s.startswith(("<!-->", "<!--->"), at):
                return s.index(">", at) + 1
            return self._past(s.find("-->", at + 4), 3)
        if after in {"!", "?"}:
            return self._past(s.find(">", at), 1)
        if after == "/":
            found = _NAME.match(s, at + 2)
            if found:
                self._close(found[0].lower())
            return self._past(s.find(">", at), 1)
        found = _NAME.match(s, at + 1)
        if not found:
            self._text("<")
            return at + 1
        return self._open(found[0].lower(), found.end())

    def _past(self, found: int, width: int) -> int:
        if found < 0:
            self.page.unfinished = True
            return len(self.s)
        return found + width

    def _attributes(self, pos: int) -> tuple[dict[str, str], int]:
        s, end = self.s, len(self.s)
        out: dict[str, str] = {}
        while pos < end:
            if s[pos] == ">":
                return out, pos + 1
            found = _ATTRIBUTE.match(s, pos)
            if found is None:  # cannot be: every part of the pattern may be empty
                return out, end
            name, value = found[1], found[2] or ""
            if name and len(out) < 200:
                if value[:1] in {'"', "'"}:
                    value = value[1:-1]
                out.setdefault(name.lower(), value)
            pos = found.end() if found.end() > pos else pos + 1
        self.page.unfinished = True
        return out, end

    def _open(self, name: str, pos: int) -> int:
        attributes, pos = self._attributes(pos)
        if self.page.unfinished and pos >= len(self.s):
            return pos
        for region in (self.hidden, self.chrome, self.form, self.inner, self.template, self.in_svg):
            region.seen_open(name)
        if name not in _INLINE:
            self._flush()
        if not self.template.name:
            self._note(name, attributes)
        if name in _RAW:
            return self._raw(name, attributes, pos)
        return pos

    def _raw(self, name: str, attributes: dict[str, str], pos: int) -> int:
        found = _RAW[name].search(self.s, pos)
        inside = self.s[pos : found.start() if found else len(self.s)]
        if name == "script" and not self.template.name:
            self.page.script_count += 1
            self.page.outer_scripts += "src" in attributes
            if len(self.page.scripts) < MAX_SCRIPT:
                self.page.scripts += "\n" + inside[:MAX_SCRIPT]
        elif name == "title" and not self.page.title and not self.in_svg.name:
            self.page.title = _SPACE.sub(" ", html.unescape(inside[:2000])).strip()[:500]
        if not found:
            self.page.unfinished = True
            return len(self.s)
        return self._past(self.s.find(">", found.start()), 1)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        page = self.page
        for key, value in attributes.items():
            if key == "id" or (key == "name" and name == "a"):
                if len(page.ids) < MAX_WORDS:
                    page.ids.add(html.unescape(value))
            elif key.startswith(_SCRIPTED_NAMES) and len(page.words) < MAX_WORDS:
                page.words.add(html.unescape(value[:300]))
        if name == "meta":
            self._note_meta(attributes)
        elif name == "base" and not page.base:
            page.base = html.unescape(attributes.get("href", ""))
        elif name == "input":
            if attributes.get("type", "").strip().lower() == "password" and not self._aside():
                page.password = True
        elif name in {
            "img",
            "iframe",
            "video",
            "audio",
            "object",
            "embed",
            "canvas",
            "frame",
            "svg",
            "picture",
        }:
            page.has_content = True
        self._enter(name, attributes)

    def _note_meta(self, attributes: dict[str, str]) -> None:
        if attributes.get("http-equiv", "").strip().lower() == "refresh" and self.page.refresh is None:
            self.page.refresh = refresh_target(html.unescape(attributes.get("content", "")))

    def _enter(self, name: str, attributes: dict[str, str]) -> None:
        if name in _VOID:
            return
        if name == "template":
            self.template.open(name)
        if name == "svg":
            self.in_svg.open(name)
        if (
            "hidden" in attributes
            or (name == "dialog" and "open" not in attributes)
            or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]))
        ):
            self.hidden.open(name)
        if name in {"main", "article"} or attributes.get("role", "").lower() == "main":
            self.inner.open(name)
        elif self._is_chrome(name, attributes):
            self.chrome.open(name)
        if name == "form":
            self.form.open(name)
        if len(name) == 2 and name[0] == "h" and name[1] in "123456" and not self.hidden.name:
            self._end_heading()
            self.heading = (int(name[1]), [])

    def _is_chrome(self, name: str, attributes: dict[str, str]) -> bool:
        """Say whether the element is around the content, not in it; an article's own header belongs to the article."""
        if name in {"nav", "aside"}:
            return True
        if self.inner.name:
            return False
        role = attributes.get("role", "").lower()
        return name in _CHROME or role in _CHROME_ROLES or (name in _NAMED and self._named_chrome(attributes))

    def _named_chrome(self, attributes: dict[str, str]) -> bool:
        names = attributes.get("id", "")[:200] + " " + attributes.get("class", "")[:200]
        return _CHROME_NAMES.search(names) is not None

    def _close(self, name: str) -> None:
        if name not in _INLINE:
            self._flush()
        if self.heading and name == f"h{self.heading[0]}":
            self._end_heading()
        for region in (self.hidden, self.chrome, self.form, self.inner, self.template, self.in_svg):
            region.seen_close(name)

    def _aside(self) -> bool:
        return bool(self.chrome.name or self.hidden.name)

    def _text(self, text: str) -> None:
        if self.hidden.name or self.template.name or self.in_svg.name or not text:
            return
        self.buffer.append(text)
        if self.heading and len(self.heading[1]) < 50:
            self.heading[1].append(text)

    def _flush(self) -> None:
        if not self.buffer:
            return
        raw = "".join(self.buffer)
        self.buffer = []
        text = _SPACE.sub(" ", html.unescape(raw[:200_000])).strip()
        if not text:
            return
        page = self.page
        page.has_content = True
        page.text_length += len(text)
        if self.chrome.name:
            return
        page.main_length += len(text)
        if self.form.name:
            page.form_length += len(text)
        if len(page.blocks) < MAX_BLOCKS:
            page.blocks.append(text[:600])

    def _end_heading(self) -> None:
        if self.heading:
            text = _SPACE.sub(" ", html.unescape("".join(self.heading[1])[:1000])).strip()
            if text and len(self.page.headings) < 200:
                self.page.headings.append((self.heading[0], text[:300]))
            self.heading = None
