"""The real site, built once for all tests that look at it, and served on loopback. A pytest plugin: see conftest.py."""

from __future__ import annotations

import datetime
import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from core.content import Content
from invented import MUNICIPALITY, TODAY
from loopback import served
from project import read_content, site_address

ROOT = Path(__file__).resolve().parent.parent
BUILD_DATE = os.environ.get("BUILD_DATE") or datetime.datetime.now(datetime.UTC).date().isoformat()


HERE = "https://site.invalid"
"""An address to join relative ones to."""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, the path it is published below by its data, and its pages as browsers read them."""

    folder: Path
    below: str

    @functools.cached_property
    def addresses(self) -> tuple[str, ...]:
        """Give the address of every page, from the root."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return tuple(sorted("/" + name.removesuffix("index.html") for name in found))

    @functools.cached_property
    def pages(self) -> tuple[str, ...]:
        """Give the address of every page that a reader stays on; a redirect only passes on."""
        return tuple(address for address in self.addresses if 'http-equiv="refresh"' not in self.text(address))

    def target(self, address: str, link: str) -> str:
        """Give where a page's link leads, from the root of the site; an address of another host as it is."""
        return urljoin(f"{HERE}{self.below}{address}", link).removeprefix(f"{HERE}{self.below}")

    def text(self, address: str) -> str:
        """Give a page's HTML."""
        path = self.folder / address.lstrip("/")
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")

    @functools.lru_cache(maxsize=512)  # noqa: B019 - one site a run
    def document(self, address: str) -> Any:
        """Give a page as an element tree without namespaces."""
        return html5lib.parse(self.text(address), namespaceHTMLElements=False)


def build(
    root: Path, folder: Path | None, *, content: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `manage.py site` of a project into a folder, None is its own; `content` is another's data and docs."""
    options = ["--root", str(content)] if content else []
    command = [sys.executable, "hooks/manage.py", *options, "site", *([str(folder)] if folder else [])]
    given = {**os.environ, "BUILD_DATE": BUILD_DATE, **environment}
    if content:
        given.pop("SITE_URL", None)  # it is the real site's
    return subprocess.run(command, cwd=root, env=given, capture_output=True, text=True, check=False)


def copy_project(target: Path, municipality: Path = ROOT) -> Path:
    """Copy what a build reads: the engine, and a municipality's data and pages."""
    for source in (municipality / "data", municipality / "docs", ROOT / "hooks", ROOT / "overrides"):
        shutil.copytree(source, target / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    return target


def path_below(root: Path) -> str:
    """Give the path that a project is published below; '' where it has a host of its own, or no address yet."""
    site = read_content(root, datetime.date.fromisoformat(BUILD_DATE) if root == ROOT else TODAY).site
    return urlsplit((site_address(site) if root == ROOT else site.address.value) or "").path.rstrip("/")


@pytest.fixture(scope="session")
def content() -> Content:
    """Give our own data, read once."""
    return read_content(ROOT, datetime.date.fromisoformat(BUILD_DATE))


# What a build is made from, besides the data and the pages of a municipality.
ENGINE = ("hooks", "overrides", "mkdocs.yml", "requirements.txt")
MOST_KEPT = 6


def built_once(cache: pytest.Cache, municipality: Path, day: str) -> Path:
    """Build a municipality's site, strictly, unless a run has built it from the very same files; give its folder.

    Runs side by side share it: whoever comes first builds, the others wait. Sites that were not asked for lately go.
    """
    sources = [ROOT / one for one in ENGINE] + [municipality / one for one in ("data", "docs")]
    files = sorted(one for source in sources for one in (source.rglob("*") if source.is_dir() else [source]))
    made_from = hashlib.sha256(f"{sys.version} {municipality} {day}".encode())
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            made_from.update(f"\0{file.relative_to(ROOT)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    kept = cache.mkdir("sites")
    home = kept / made_from.hexdigest()[:16]
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        home.mkdir(exist_ok=True)
        os.utime(home)
        if not (home / "site").is_dir():
            for old in sorted((one for one in kept.iterdir() if one.is_dir()), key=os.path.getmtime)[:-MOST_KEPT]:
                shutil.rmtree(old)
            result = build(ROOT, home / "site", content=municipality, BUILD_DATE=day)
            assert result.returncode == 0, result.stdout + result.stderr
    return home / "site"


@pytest.fixture(scope="session")
def site(pytestconfig: pytest.Config) -> Site:
    """Give the real site, built once from what it is made of; or the very folder that is about to be published."""
    if built := os.environ.get("CHECKED_SITE"):
        return Site(Path(built), path_below(ROOT))
    return Site(built_once(pytestconfig.cache, ROOT, BUILD_DATE), path_below(ROOT))


@pytest.fixture(scope="session")
def server(site: Site) -> Iterator[str]:
    """Serve the built site on 127.0.0.1, with its own page for what is missing; give its address."""
    with served(site.folder, also=site.below) as address:
        yield address


@pytest.fixture(scope="session")
def invented_site(pytestconfig: pytest.Config) -> Site:
    """Give the site of the invented municipality, for what needs data that never change."""
    return Site(built_once(pytestconfig.cache, MUNICIPALITY, TODAY.isoformat()), path_below(MUNICIPALITY))


@pytest.fixture(scope="session")
def invented_server(invented_site: Site) -> Iterator[str]:
    """Serve the site of the invented municipality; give its address."""
    with served(invented_site.folder) as address:
        yield address
