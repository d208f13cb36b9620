"""What a visit leaves behind, who is named, where the quick exit leads, and which files are shipped.

Rows P2, P6, Q4 and V4 of the web standards. Each rule is a function from what it reads to what is wrong there, so that
it is also tried on bad examples.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from built import ROOT, Site
from core.content import Content
from element_tree import READABLE, document_of, faults_by_page, files_of

# Row P2, settings that store something, or ask someone.

STORING = frozenset({"announce.dismiss", "content.tabs.link", "navigation.instant", "search.highlight", "search.share"})


def storing_settings(config: dict[str, Any]) -> list[str]:
    """Give the settings of the theme that write in the visitor's browser, put words in addresses or ask a host."""
    theme, extra = config["theme"], config.get("extra") or {}
    palette = theme.get("palette")
    given = config.get("plugins") or []
    plugins = [next(iter(one)) if isinstance(one, dict) else one for one in given]
    found = [one for one in theme.get("features") or [] if one in STORING or one.startswith(("navigation.instant.",))]
    found += [f"extra.{key}" for key in ("analytics", "consent") if extra.get(key)]
    found += [one for one in plugins if one.rpartition("/")[2] == "social"]
    if palette is not None and (not isinstance(palette, dict) or "toggle" in palette):
        found.append("theme.palette")
    if theme.get("font") is not False:
        found.append("theme.font")
    return found


def test_no_setting_stores_or_asks_anything(site: Site) -> None:
    """P2: the settings are free of it, and so is the script that the theme writes for them in pages."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert config["theme"]["name"] == "material"
    assert storing_settings(config) == []
    traces = re.compile(
        r"__md_(?:get|set|scope)|__palette|data-md-color-scheme|document\.cookie|(?:local|session)Storage"
    )
    found = {address: traces.findall(site.text(address)) for address in site.addresses}
    assert faults_by_page(found) == {}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"theme": {"font": False, "palette": {"primary": "red"}, "features": ["navigation.top"]}}, []),
        ({"theme": {"font": False, "palette": [{"scheme": "default"}]}}, ["theme.palette"]),
        ({"theme": {"font": False, "palette": {"toggle": {"name": "Mörkt"}}}}, ["theme.palette"]),
        ({"theme": {}}, ["theme.font"]),
        ({"theme": {"font": {"text": "Roboto"}}}, ["theme.font"]),
        (
            {"theme": {"font": False, "features": ["search.share", "search.highlight"]}},
            ["search.share", "search.highlight"],
        ),
        ({"theme": {"font": False, "features": ["navigation.instant.prefetch"]}}, ["navigation.instant.prefetch"]),
        ({"theme": {"font": False, "features": ["content.tabs.link"]}}, ["content.tabs.link"]),
        ({"theme": {"font": False, "features": ["announce.dismiss"]}}, ["announce.dismiss"]),
        ({"extra": {"analytics": {"provider": "google"}}}, ["extra.analytics"]),
        ({"extra": {"consent": {"title": "Kakor"}}}, ["extra.consent"]),
        ({"plugins": ["search", "social"]}, ["social"]),
        ({"plugins": [{"material/social": {"cards": True}}]}, ["material/social"]),
    ],
)
def test_a_setting_that_stores_is_seen(change: dict[str, Any], found: list[str]) -> None:
    """Each setting of the theme that leaves something behind is found."""
    assert storing_settings({"theme": {"font": False}, **change}) == found


# Row P6, nobody by name.

PERSON = re.compile(r"(?<![\w.+-])([^\W\d_]+(?:-[^\W\d_]+)*(?:\.[^\W\d_]+(?:-[^\W\d_]+)*)+)\d*@[\w-]+(?:\.[\w-]+)+")
BORN = re.compile(
    r"(?<![\d+])(?:19|20)?(\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))([-+ ]?)(\d{4})(?!\d)"
)


def plain_words(text: str) -> set[str]:
    """Give the words of a text as they would stand in an address."""
    return set(re.findall(r"[a-z]+", unicodedata.normalize("NFD", text.casefold()).encode("ascii", "ignore").decode()))


def role_words(content: Content) -> set[str]:
    """Give the words that name organisations, services and help lines: what an address of a role is made of."""
    named = [*content.organisations.values(), *content.services.values(), *content.support_lines.values()]
    return plain_words(" ".join([content.site.name, *(one.name for one in named)]))


def personal(text: str, roles: set[str]) -> list[str]:
    """Give what tells of one person: an address of first and last name, or a personal identity number."""
    people = [one[0] for one in PERSON.finditer(text) if not plain_words(one[1].replace("-", ".")) <= roles]
    numbers = [one[0] for one in BORN.finditer(text) if one[2] or adds_up(one[1] + one[3])]
    return people + numbers


def adds_up(digits: str) -> bool:
    """Whether the last digit is the check digit of the ones before it."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(one // 10 + one % 10 for one in doubled) % 10 == 0


def test_nobody_is_named_in_sources_or_site(site: Site, content: Content) -> None:
    """P6: roles instead of people, in data, hand-written pages, built pages and open data."""
    roles = role_words(content)
    paths = [path for folder in (ROOT / "data", ROOT / "docs", site.folder) for path in folder.rglob("*")]
    # What the search is made of are words out of their order: they stand on the pages.
    paths = [path for path in paths if path.suffix in READABLE and path.parent != site.folder / "search"]
    assert len(paths) > 300
    found = {str(path): personal(path.read_text(encoding="utf-8"), roles) for path in paths}
    assert faults_by_page(found) == {}


def test_no_page_names_an_author(site: Site, content: Content) -> None:
    """P6: who wrote a page is the city, not a person."""
    owner = content.organisations[content.site.owner].name
    found = {
        address: [
            meta.get("content")
            for meta in site.document(address).iter("meta")
            if "author" in (meta.get("name") or meta.get("property") or "").lower() and meta.get("content") != owner
        ]
        for address in site.addresses
    }
    assert faults_by_page(found) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Skriv till anna.svensson@helsingborg.se.", 1),
        ('<a href="mailto:Anna-Karin.Ek@skane.se">', 1),
        ("a.svensson2@helsingborg.se", 1),
        ("maria.andersson@example.se", 1),
        ("kontaktcenter@helsingborg.se", 0),
        ("kontaktcenter.helsingborg@helsingborg.se", 0),
        ("19900101-1239, 900101+1239, 900101 1239, /anna-900101-1239/", 4),
        ("199001011239", 1),
        ("199001011233", 0),
        ("+4642105000, 042-10 50 00, 0200-239 500, 212000-1157", 0),
        ('{"@type": "Course"}', 0),
    ],
)
def test_a_person_is_seen(text: str, found: int, content: Content) -> None:
    """People's addresses and numbers are found; those of roles, telephones and organisations are none."""
    assert len(personal(text, role_words(content))) == found


# Row Q4, where the quick exit leads.


def exit_faults(link: Any, target: str) -> list[str]:
    """Give what is wrong with the quick exit of a page, seen from the target of the data."""
    href = link.get("href") or ""
    parts = urlsplit(href)
    checks = {
        "not the target of the data": href != target,
        "not https": parts.scheme != "https",
        "tells something": bool(re.search(r"[?#]", href) or parts.username),
        "another tab": link.get("target") is not None,
    }
    return [fault for fault, is_so in checks.items() if is_so]


def test_the_quick_exit_leads_where_the_data_says(site: Site, content: Content) -> None:
    """Q4: one neutral address in the same tab, and nothing in it that tells where you came from."""
    target = content.site.quick_exit_target
    exits = {
        address: [one for one in site.document(address).iter() if one.get("data-exit") is not None]
        for address in site.addresses
    }
    exits = faults_by_page(exits)
    assert exits
    assert {one.tag for found in exits.values() for one in found} == {"a"}
    found = {
        address: [fault for one in links for fault in exit_faults(one, target)] for address, links in exits.items()
    }
    assert faults_by_page(found) == {}


@pytest.mark.parametrize(
    ("html", "target", "fault"),
    [
        ('<a href="https://www.1177.se/">', "https://www.1177.se/", None),
        ('<a href="https://www.google.se/">', "https://www.1177.se/", "not the target of the data"),
        ('<a href="http://www.1177.se/">', "http://www.1177.se/", "not https"),
        ('<a href="https://www.1177.se/?from=x">', "https://www.1177.se/?from=x", "tells something"),
        ('<a href="https://www.1177.se/#vald">', "https://www.1177.se/#vald", "tells something"),
        ('<a href="https://www.1177.se/" target="_blank">', "https://www.1177.se/", "another tab"),
    ],
)
def test_a_wrong_exit_is_seen(html: str, target: str, fault: str | None) -> None:
    """Another place, another tab, or an address that tells."""
    assert exit_faults(document_of(html).find(".//a"), target) == ([fault] if fault else [])


# Row V4, files.

IMAGES = frozenset({".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
IMAGE_LIMIT = 30 * 1024


def unneeded_files(names: Iterable[str]) -> list[str]:
    """Give source maps, web fonts and languages of the theme's search."""
    return sorted(
        name
        for name in names
        if re.search(r"\.(?:map|woff2?|ttf|otf|eot)(?:\.(?:br|gz))?$|\blunr\b|tinyseg|wordcut", name, re.IGNORECASE)
    )


def image_faults(document: Any) -> list[str]:
    """Give the images that make the page jump or that nobody hears of."""
    return [
        f"{image.get('src')}: no {name}"
        for image in document.iter("img")
        for name in ("width", "height", "alt")
        if image.get(name) is None or (name != "alt" and not image.get(name).isdigit())
    ]


def heavy_images(folder: Path) -> list[str]:
    """Give the images of a folder that are heavier than what a page may ship."""
    return sorted(
        path.name for path in folder.rglob("*") if path.suffix.lower() in IMAGES and path.stat().st_size > IMAGE_LIMIT
    )


def test_no_file_is_shipped_that_nobody_needs(site: Site) -> None:
    """V4: no source maps, fonts and search languages; that no page asks for one is seen in the browser."""
    assert unneeded_files(files_of(site)) == []


def test_images_are_small_and_have_their_size(site: Site) -> None:
    """V4: an image says its size and what it shows, and weighs at most 30 KB."""
    assert faults_by_page({address: image_faults(site.document(address)) for address in site.addresses}) == {}
    assert heavy_images(site.folder) == []


@pytest.mark.parametrize(
    ("name", "unneeded"),
    [
        ("assets/site.css", False),
        ("overenskommelsen/kartlaggning-map/index.html", False),
        ("assets/site.css.map", True),
        ("assets/site.js.map.gz", True),
        ("fonts/a.woff2", True),
        ("fonts/a.ttf", True),
        ("assets/javascripts/lunr/min/lunr.sv.min.js", True),
    ],
)
def test_an_unneeded_file_is_seen(name: str, *, unneeded: bool) -> None:
    """By its ending or its place, compressed too."""
    assert bool(unneeded_files([name])) == unneeded


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<img src=a.png width=10 height=10 alt="">', 0),
        ("<img src=a.png width=10 height=10>", 1),
        ('<img src=a.png width=auto height="" alt="">', 2),
        ("<img src=a.png>", 3),
    ],
)
def test_an_image_without_size_or_words_is_seen(html: str, faults: int) -> None:
    """Size in numbers, and words that may be empty."""
    assert len(image_faults(document_of(html))) == faults


def test_a_heavy_image_is_seen(tmp_path: Path) -> None:
    """A limit in bytes, for images alone."""
    for name, size in (("light.png", IMAGE_LIMIT), ("heavy.PNG", IMAGE_LIMIT + 1), ("heavy.txt", IMAGE_LIMIT + 1)):
        (tmp_path / name).write_bytes(b"0" * size)
    assert heavy_images(tmp_path) == ["heavy.PNG"]
