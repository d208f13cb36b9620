"""Rules for the files of docs/: names that no other takes, links that lead somewhere, pages that others lead to."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from core import routes
from core.content import Content
from core.messages import Said, _
from core.models.standing import Standing
from core.nearest import nearest
from core.pages.handwritten import HandwrittenPage
from core.pages.markdown_page import Page
from core.pages.rendered_markdown import WrittenLink
from core.problems import Problem
from core.routes import Register, address_of, file_at, file_of, path_of
from core.source import Document
from core.standing import stopped_words

# What MkDocs also takes for a page, and what a browser shows as one.
_OTHER_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_HTML = (".html", ".htm", ".xhtml")
_COMPRESSED = (".gz", ".br")
_PAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_PAGE_BY_ANOTHER_NAME = re.compile(r"\.md\W.+$|\.(?:txt|rtf|ya?ml|bak|orig|old)$|^[^.]+$")
"""What an editor means as a page, or as data, and a program has saved by another name."""
_LEFT_OUT = "templates/"
"""A folder that MkDocs keeps out of every site."""


def check_names(
    handwritten: Collection[str], files: Collection[str], pages: Iterable[Page], made: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each file of docs/ that would be left out, or take the place of another.

    `made` are the files that the engine, the theme and the hosts' step write, `pages` the generated pages.
    """
    generated = {page.address for page in pages if "redirect" not in page.meta}
    taken = {path.casefold() for path in made}
    standing = {*taken, *(path.casefold() for path in files), *(file_of(uri) for uri in handwritten)}
    standing |= {file_at(address)[1:] for address in generated}
    folders = {parent for path in standing for parent in _parents(path)}
    first: dict[str, str] = {}
    for uri in sorted(handwritten):
        if (fault := _left_out(uri)) is not None:
            yield Problem(f"docs/{uri}", 1, fault)
        elif address_of(uri) in generated:
            yield Problem(f"docs/{uri}", 1, _("a generated page has this name; rename the hand-written file"))
        elif address_of(uri) in first:
            message = _("its address is that of docs/{first} too; keep one of them", first=first[address_of(uri)])
            yield Problem(f"docs/{uri}", 1, message)
        first.setdefault(address_of(uri), uri)
    for path in sorted(files):
        name = path.casefold()
        fault = _left_out(path)
        if fault is None and name in taken:
            fault = _("a generated file has this name; rename the one in docs/")
        elif fault is None and name.endswith(_COMPRESSED) and posixpath.splitext(name)[0] in standing:
            fault = _("the build writes this compressed copy itself; remove it")
        elif fault is None and (name in folders or taken.intersection(_parents(name))):
            fault = _("a folder or file of the site has this name; rename it")
        elif fault is None and _PAGE_BY_ANOTHER_NAME.search(posixpath.basename(name)):
            fault = _("it would be shown as a file and not as a page; let a page's name end with .md")
        if fault is not None:
            yield Problem(f"docs/{path}", 1, fault)


def _parents(path: str) -> list[str]:
    """Give the folders around a file."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


def _left_out(path: str) -> Said | None:
    """Say why MkDocs or a host would not show a file as it stands, and what to do; None where they do."""
    name = posixpath.basename(path)
    if hidden := next((part for part in path.split("/") if part.startswith((".", "_"))), None):
        return _("'{hidden}' begins with a sign that keeps it out of the site; rename it", hidden=hidden)
    if path.startswith(_LEFT_OUT):
        return _("{folder} is kept out of the site; move the file to another folder", folder=_LEFT_OUT)
    if name.lower().endswith(_HTML):
        return _(
            "a page of its own lacks all that surrounds a page; write it as Markdown, in a file that ends with .md"
        )
    if name.lower().endswith(_OTHER_MARKDOWN) and not _PAGE_NAME.fullmatch(name):
        return _("a page's name is its address; write a-z, 0-9 and hyphens, and .md last, such as om-oss.md")
    return None


def check_anchors(documents: Iterable[Document], pages: Iterable[tuple[Page, tuple[str, ...]]]) -> Iterator[Problem]:
    """Yield a problem for each anchor that a page has twice, by pages with theirs: a link leads to the first only."""
    by_path = {document.path: document for document in documents}
    for page, anchors in pages:
        for anchor, times in Counter(anchors).items():
            if times > 1:
                line = by_path[page.data_path].line_of_id(anchor) if page.data_path in by_path else 1
                message = _(
                    "the anchor '{anchor}' stands {times} times on {address}; choose another id",
                    anchor=anchor,
                    times=times,
                    address=page.address,
                )
                yield Problem(page.data_path, line, message)


def check_headings(pages: Mapping[str, HandwrittenPage], unread: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each page without a heading: nobody would find it, or know where they are."""
    for uri, page in pages.items():
        if not page.rendered.heading and address_of(uri) not in unread:
            yield Problem(f"docs/{uri}", 1, _("the page has no heading; begin its text with '# ' and its name"))


def check_needed(register: Register, published: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each page, and place on one, that the engine's pages lead to and nobody has written.

    A place that was published is told as that.
    """
    for uri, anchors in routes.NEEDED.items():
        if uri not in register.pages:
            yield Problem(f"docs/{uri}", 1, _("every page leads to this one, and it is missing; write it"))
            continue
        for anchor in anchors:
            if address_of(uri, anchor) not in published and not register.has(address_of(uri, anchor)):
                message = _(
                    "pages lead to '#{anchor}' here, and no heading is it; give one that id: {{#{anchor}}}",
                    anchor=anchor,
                )
                yield Problem(f"docs/{uri}", 1, message)


def check_links(
    pages: Mapping[str, HandwrittenPage], texts: Mapping[str, str], register: Register, content: Content
) -> Iterator[Problem]:
    """Yield a problem, in each of its lines, for each link of a hand-written page that leads nowhere.

    `texts` are the pages as they are written. A page that its edition has left behind leads on, so that is no fault.
    """
    for uri, page in pages.items():
        for link in page.rendered.links:
            if (fault := _fault(uri, link, register, content)) is not None:
                for line in list(lines_of(link.url, texts[uri])) or [1]:  # the first where a macro has written it
                    yield Problem(f"docs/{uri}", line, fault)


def check_stopped(
    pages: Mapping[str, HandwrittenPage], texts: Mapping[str, str], stopped: Mapping[str, Standing]
) -> Iterator[Problem]:
    """Yield a problem for each link that a text has to what is paused or has closed, `stopped` by address.

    Lists that macros draw show what is paused with its note: they lead nobody astray.
    """
    for uri, page in pages.items() if stopped else ():
        for link in page.rendered.links:
            parts = urlsplit(link.url)
            if parts.scheme or parts.netloc:
                continue
            address = _target(uri, unquote(parts.path), in_html=link.in_html)[1]
            if address in stopped:
                record = stopped[address]
                message = _(
                    "'{id}' is {state}; take it out of the text meanwhile",
                    id=record.id,
                    state=stopped_words(record),
                )
                for line in lines_of(link.url, texts[uri]):
                    yield Problem(f"docs/{uri}", line, message)


def lines_that_lead_to(
    pages: Mapping[str, HandwrittenPage], texts: Mapping[str, str], addresses: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the place and the address of each link of a text to one of some pages of the site."""
    for uri, page in pages.items() if addresses else ():
        for link in page.rendered.links:
            parts = urlsplit(link.url)
            address = _target(uri, unquote(parts.path), in_html=link.in_html)[1]
            if not parts.scheme and not parts.netloc and address in addresses:
                for line in lines_of(link.url, texts[uri]):
                    yield f"docs/{uri}:{line}", address


_CONTACTS: Mapping[str, Callable[[str], re.Match[str] | None]] = {
    "tel": re.compile(r"tel:\+?[0-9]{2}", re.IGNORECASE).match,
    "mailto": re.compile(r"mailto:[^\s@]+@[^\s@]", re.IGNORECASE).match,
}


def _fault(uri: str, link: WrittenLink, register: Register, content: Content) -> Said | None:
    """Say what is wrong with a link of a page, and what to do; None where it leads to something, or to another site."""
    try:
        parts = urlsplit(link.url)
    except ValueError:
        return _("'{url}' is not an address; correct it", url=link.url)
    if parts.scheme in _CONTACTS and not _CONTACTS[parts.scheme](link.url):
        return _("'{url}' leads to nobody; write the whole number or address", url=link.url)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return _(
            "'{url}' leads from the root of the host, and the site may lie below it; write the way from here",
            url=link.url,
        )
    return _own_fault(uri, link, register, content)


def _own_fault(uri: str, link: WrittenLink, register: Register, content: Content) -> Said | None:
    """Say what is wrong with a link that leads to this site."""
    parts = urlsplit(link.url)
    target, address = _target(uri, unquote(parts.path), in_html=link.in_html)
    if address in register.anchors and (link.in_html or target in register.pages):
        there = (
            not parts.fragment
            or address in register.unread
            or {parts.fragment, unquote(parts.fragment)} & register.anchors[address]
        )
        return None if there else _("'{url}' is no place on its page; correct what stands after '#'", url=link.url)
    if target in register.files or address in content.moved_by_edition:
        return None
    if address in content.moved:
        return _("'{url}' has moved to {moved}; link to that page", url=link.url, moved=content.moved[address])
    near = nearest(target, {*register.pages, *register.files})
    if near is None:
        return _("'{url}' is no page or file of this site; correct it", url=link.url)
    way = posixpath.relpath(near, posixpath.dirname(uri) or ".")
    return _("'{url}' is no page or file of this site; did you mean '{near}'?", url=link.url, near=way)


def _target(uri: str, path: str, *, in_html: bool) -> tuple[str, str]:
    """Give the file that a path of a page leads to, and the address that this is."""
    if in_html:
        target = posixpath.normpath(posixpath.join(path_of(uri), path))
        return target, "/" if target == "." else f"/{target}/"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) if path else uri
    return target, address_of(target)


_FENCE = re.compile(r"[ ]{0,3}(?:`{3}|~{3})")


def lines_of(url: str, text: str) -> Iterator[int]:
    """Yield the lines of a page that a link is written on; none where a macro has written it."""
    written = re.compile(rf"""(?:[(<"'=]|\]:\s*){re.escape(url)}(?=[)>"'\s]|$)""")
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and written.search(line):
            yield number
