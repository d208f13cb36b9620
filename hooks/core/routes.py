"""Every address of the site, once: what each page, anchor and file is called, and the register of those there are.

A page is named by its `src_uri`, as MkDocs does; `address_of` gives where it is published. The site's Swedish address
words stand here and nowhere else. Pages of an edition are asked for by `EditionAddresses`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property


@dataclass(frozen=True)
class PageKind:
    """Pages of one kind, by the pattern of their sources; called with ids it gives one page's `src_uri`."""

    pattern: str

    def __call__(self, *ids: object) -> str:
        """Give the source of the page of these ids."""
        return self.pattern.format(*ids)

    def holds(self, src_uri: str) -> bool:
        """Whether a source is of this kind; a kind with a word where another has an id is asked first."""
        return self._expression.fullmatch(src_uri) is not None

    @cached_property
    def words(self) -> frozenset[str]:
        """Give the address words below the first folder: no id may take their place."""
        return frozenset(word for word in self.pattern.removesuffix(".md").split("/")[1:] if "{" not in word)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile("[^/]+".join(map(re.escape, self.pattern.split("{}"))))


# Pages that there is one of.
START = "index.md"
CRISIS = "akut.md"
GLOSSARY = "ordlista.md"
INDEX = "a-o.md"
LINKS = "lankar.md"
ABOUT = "om.md"
ACCESSIBILITY = "tillganglighet.md"
PROTECTION = "sa-skyddar-vi-dig.md"
REQUIREMENTS = "krav.md"
COMPONENTS = "om/utseende.md"
REVIEW = "granskning.md"
CHANGES = "andringar.md"
OPEN_DATA = "oppna-data/index.md"
SERVICES = "stod/index.md"
TRAININGS = "utbildningar/index.md"
EARLIER = "tidigare/index.md"

# Hand-written pages that others lead to, each with the places on it that they lead to.
PREVIEW = "forhandsversion"
NEEDED: Mapping[str, tuple[str, ...]] = {
    START: (),
    ABOUT: (PREVIEW,),
    ACCESSIBILITY: (),
    PROTECTION: (),
    OPEN_DATA: (),
}

# Places on generated pages that others lead to.
DOCUMENT = "dokumentet"
SECTIONS = "avsnitt"
EARLIER_SECTIONS = "tidigare-avsnitt"
ABOUT_SECTION = "om-avsnittet"
CHANGED = "andringar"
CHANGED_TOLD = "andringar-i-avsnittet"
"""Where what has changed in a section is told: folded, so what leads there opens it."""
UNNAMED = "utan-namn"
METHOD = "metod"

# Files that stand beside the pages; who serves the site asks for them by name.
ASSETS = "assets/"
SEARCH_INDEX = "search/index.json"
SEARCH_CARDS = "search/help.json"
SEARCH_EARLIER = "search/earlier.json"
MISSING_FILE = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
HEADERS = "_headers"
REDIRECTS = "_redirects"
NGINX = "_nginx.conf"
CADDY = "_caddy.conf"
NO_JEKYLL = ".nojekyll"
HOST_FILES = (HEADERS, REDIRECTS, NGINX, CADDY, NO_JEKYLL, ROBOTS, SECURITY)
SEARCH_FILES = (SEARCH_INDEX, SEARCH_EARLIER, SEARCH_CARDS)
MADE_FILES = (*SEARCH_FILES, MISSING_FILE, SITEMAP, f"{SITEMAP}.gz", *HOST_FILES)
"""All of them but open data and what the theme brings."""
STYLE, ICON = f"{ASSETS}site.css", f"{ASSETS}favicon.svg"
"""What pages that carry their assets hold."""
CHANGES_DATA, VALUES_DATA, TRAININGS_DATA = "andringar", "uppfoljning", "utbildningar"
"""Open data that pages lead to, by name."""
_CURRENT, _EARLIER = "overenskommelsen", "tidigare"
"""The folders of the edition in force, and of those before it."""

# Pages of which there may be many; those with fixed words first.
crisis_card = PageKind("akut/kort.md")
situation = PageKind("hjalp/{}.md")
services_by_age = PageKind("stod/alder/{}.md")
services_by_access = PageKind("stod/kontakt/{}.md")
services_by_operator = PageKind("stod/anordnare/{}.md")
service = PageKind("stod/{}.md")
training_path = PageKind("utbildningar/min-vag.md")
training_follow_up = PageKind("utbildningar/uppfoljning.md")
trainings_by_department = PageKind("utbildningar/forvaltning/{}.md")
trainings_by_topic = PageKind("utbildningar/amne/{}.md")
trainings_by_step = PageKind("utbildningar/steg/{}.md")
training = PageKind("utbildningar/{}.md")
language_start = PageKind("{}/index.md")
language_page = PageKind("{}/{}.md")
_agreement = PageKind("{}/index.md")
_strategy = PageKind("{}/delmal/index.md")
_delmal = PageKind("{}/delmal/{}.md")
_department = PageKind("{}/forvaltning/{}.md")
_indicators = PageKind("{}/indikatorer.md")
_whole = PageKind("{}/hela.md")
_pictures = PageKind("{}/bilder.md")
_follow_up = PageKind("{}/uppfoljning.md")
_section = PageKind("{}/{}.md")
_open_data_file = PageKind("oppna-data/{}")
review_file = PageKind("granskning/{}")
_schema = PageKind("oppna-data/schema/{}.schema.json")

RESERVED_IDS = frozenset().union(*(kind.words for kind in list(globals().values()) if isinstance(kind, PageKind)))
"""Words that are addresses themselves: a record with such an id would take the place of a page."""
FOLDERS = frozenset(
    (one.pattern if isinstance(one, PageKind) else one).removesuffix(".md").split("/")[0]
    for name, one in list(globals().items())
    if isinstance(one, PageKind) or (name.isupper() and isinstance(one, str))
)
"""What the first folder of an address may be called already."""

FEED = _open_data_file("nytt.atom")
"""What has changed, as a feed."""


@dataclass(frozen=True)
class EditionAddresses:
    """The pages of one edition of the agreement, all below one folder, and the name of the table of its indicators."""

    folder: str
    table: str

    @property
    def start(self) -> str:
        """Give the edition's first page."""
        return _agreement(self.folder)

    @property
    def strategy(self) -> str:
        """Give the page of the strategy with its delmål."""
        return _strategy(self.folder)

    @property
    def indicators(self) -> str:
        """Give the page with all indicators."""
        return _indicators(self.folder)

    @property
    def whole(self) -> str:
        """Give the page with the whole edition."""
        return _whole(self.folder)

    @property
    def pictures(self) -> str:
        """Give the page of pictures: how the edition hangs together."""
        return _pictures(self.folder)

    @property
    def follow_up(self) -> str:
        """Give the page of what was measured."""
        return _follow_up(self.folder)

    def section(self, section_id: str) -> str:
        """Give a section's page; a clause's anchor on it is the last part of its citation."""
        return _section(self.folder, section_id)

    def delmal(self, number: int) -> str:
        """Give the page of a delmål."""
        return _delmal(self.folder, number)

    def department(self, organisation_id: str) -> str:
        """Give the page of a department's clauses."""
        return _department(self.folder, organisation_id)


def edition(edition_id: str, current: str) -> EditionAddresses:
    """Give the pages of an edition; the one in force has the short addresses."""
    if edition_id == current:
        return EditionAddresses(_CURRENT, "indikatorer")
    return EditionAddresses(f"{_EARLIER}/{edition_id}", f"indikatorer-{edition_id}")


REVIEW_TABLE, REVIEW_CALENDAR = "att-gora", "kontroller.ics"
"""What the editor's page has beside it: its tables, and a calendar."""


def open_data(name: str) -> str:
    """Give the path of a file of open data."""
    return _open_data_file(name)


def schema(name: str) -> str:
    """Give the name, below the open data, of the JSON Schema of a kind of file."""
    return posixpath.relpath(_schema(name), posixpath.dirname(OPEN_DATA))


def line_anchor(line_id: str) -> str:
    """Give the anchor of a help line on the pages of its situations."""
    return f"linje-{line_id}"


def word_anchor(term_id: str) -> str:
    """Give the anchor of a term's explanation on the page of a section; in the glossary it is the term's id."""
    return f"ord-{term_id}"


def address_of(src_uri: str, anchor: str = "") -> str:
    """Give the address of a Markdown source from the root of the site, as MkDocs does with directory addresses."""
    stem = src_uri.removesuffix(".md")
    address = "/" if stem == "index" else f"/{stem.removesuffix('/index')}/"
    return f"{address}#{anchor}" if anchor else address


def path_of(src_uri: str, anchor: str = "") -> str:
    """Give the same without the slash before it, as themes and scripts add to the site's own address."""
    return address_of(src_uri, anchor)[1:]


def file_of(src_uri: str) -> str:
    """Give the path of the file that a Markdown source becomes."""
    return file_at(path_of(src_uri))


def file_at(address: str) -> str:
    """Give the file that an address of a page leads to."""
    return f"{address}index.html"


def below(src_uri: str, start: str) -> bool:
    """Whether a page or file stands in the folder that another page begins."""
    return src_uri.startswith(f"{posixpath.dirname(start)}/")


def above(src_uri: str) -> list[str]:
    """Give the sources that the pages above a page can have, the nearest last; the start page is none of them."""
    parts = src_uri.removesuffix("/index.md").split("/")
    folders = ("/".join(parts[:end]) for end in range(1, len(parts)))
    return [source for folder in folders for source in (f"{folder}.md", f"{folder}/index.md")]


@cache
def relative_source(target: str, source: str) -> str:
    """Give the path of one Markdown source as seen from another, for Markdown links."""
    return posixpath.relpath(target, posixpath.dirname(source) or ".")


@cache
def relative_address(target: str, source: str) -> str:
    """Give the address of one Markdown source as seen from another's page, for links in HTML."""
    return posixpath.relpath(address_of(target), address_of(source)) + "/"


@dataclass(frozen=True)
class Register:
    """Every page with its anchors, by address, and every file by its path: known before anything is written."""

    pages: frozenset[str]
    """The `src_uri` of each page."""
    anchors: Mapping[str, frozenset[str]]
    files: frozenset[str]
    unread: frozenset[str] = frozenset()
    """The addresses of pages with faults that keep them from being read: nobody knows what places they have."""

    @classmethod
    def of(
        cls, pages: Iterable[tuple[str, Iterable[str]]], files: Iterable[str], unread: Iterable[str] = ()
    ) -> Register:
        """Make the register of pages, each its `src_uri` and its anchors, and of files; some pages cannot be read."""
        by_uri = {src_uri: frozenset(anchors) for src_uri, anchors in pages}
        anchors = {address_of(uri): known for uri, known in by_uri.items()}
        return cls(frozenset(by_uri), anchors, frozenset(files), frozenset(map(address_of, unread)))

    def has(self, address: str) -> bool:
        """Whether an address leads to a page, and to the anchor that it names."""
        page, _, anchor = address.partition("#")
        return page in self.anchors and (not anchor or page in self.unread or anchor in self.anchors[page])
