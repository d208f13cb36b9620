"""Weight, compressed as a host sends it: budgets of the web standards, section 8, on every page."""

from __future__ import annotations

import gzip
import posixpath
import re
from pathlib import Path

from built import Site
from core.content import Content

KB = 1024
FIRST_VIEW, HTML = 40 * KB, 14 * KB
LONG_FIRST_VIEW, LONG_HTML = 70 * KB, 40 * KB
SECTIONS = 24
"""The sections that the budget of long pages is for; a larger agreement has as much more."""
LONG = re.compile(
    r"/(?:(?:overenskommelsen|tidigare/[^/]+)/(?:hela|indikatorer|forvaltning/[^/]+)|andringar|ordlista|a-o|lankar|granskning)/"
)
"""Lists of everything: the whole agreement or of one department, all indicators, changes, words and links."""


def weight(path: Path) -> int:
    """Give the bytes of a file as gzip sends it."""
    return len(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0))


def first_view(site: Site, address: str) -> tuple[int, int]:
    """Give the bytes of a page and of all that it loads with itself."""
    page = site.folder / address.lstrip("/")
    page = page / "index.html" if page.is_dir() else page
    own = weight(page)
    total = own
    for element in site.document(address).iter():
        target = element.get("src") if element.tag in {"script", "img"} else None
        if element.tag == "link" and element.get("rel") in {"stylesheet", "icon"}:
            target = element.get("href")
        if target and not target.startswith("data:"):
            base = posixpath.dirname(address.rstrip("/") + "/x")
            total += weight(site.folder / posixpath.normpath(posixpath.join(base, target)).lstrip("/"))
    return own, total


def test_every_page_is_light(site: Site, content: Content) -> None:
    """First view and HTML stay within the budget of their kind."""
    larger = max(1, max(len(edition.sections) for edition in content.editions.values()) / SECTIONS)
    heavy = []
    for address in site.addresses:
        own, total = first_view(site, "/" if address == "/404.html" else address)
        html, view = (LONG_HTML * larger, LONG_FIRST_VIEW * larger) if LONG.fullmatch(address) else (HTML, FIRST_VIEW)
        if own > html or total > view:
            heavy.append((address, own, total))
    assert heavy == []


def test_crisis_help_is_one_small_file(site: Site) -> None:
    """At most 14 KB, and nothing else is asked for."""
    for address in ("/akut/", "/en/", "/en/get-help/", "/lattlast/", "/lattlast/fa-hjalp/"):
        own, total = first_view(site, address)
        assert own == total <= 14 * KB, address
        assert 'href="data:image/svg+xml' in site.text(address), address


def test_the_search_index_is_small_and_loads_on_first_use(site: Site) -> None:
    """At most 150 KB, what is not in force in a part of its own, and no page names it."""
    for part in ("index", "earlier"):
        assert weight(site.folder / "search" / f"{part}.json") <= 150 * KB
    assert not any("search/index.json" in site.text(address) for address in site.addresses)


def test_nothing_is_shipped_that_no_page_uses(site: Site) -> None:
    """No source maps, no scripts or styles of the theme; styles within 25 KB."""
    assets = {path.name for path in (site.folder / "assets").iterdir() if path.suffix not in {".br", ".gz"}}
    own = {path.name for path in (Path(__file__).parents[2] / "overrides" / "assets").iterdir()}
    assert assets == own
    assert not list(site.folder.rglob("*.map"))
    assert sum(weight(path) for path in (site.folder / "assets").glob("*.css")) <= 25 * KB
