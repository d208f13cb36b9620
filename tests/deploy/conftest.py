"""An invented site and the real one, each on real web servers."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from built import Site
from deploy.hosts import Host, caddy, nginx
from hosting.finish import finish_site

TODAY = date(2026, 11, 22)
PAGE = '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{0}</title></head><body>{1}</body></html>'
INVENTED = {
    "index.html": PAGE.format("Start", "<h1>Start</h1>" + "<p>Mycket text.</p>" * 100),
    "404.html": PAGE.format("Sidan finns inte", "<h1>Sidan finns inte</h1>"),
    "hjalp/utsatt/index.html": PAGE.format("Stöd", '<a data-exit href="https://www.1177.se/">Lämna</a>'),
    "hjalp/trott/index.html": PAGE.format("Trött", "<h1>Trött</h1>"),
    "akut/index.html": PAGE.format("Akut", "<style>p{color:#76232f}</style><p>Ring 112</p>"),
    "stod/index.html": PAGE.format("Stöd", "<h1>Stöd</h1>"),
    "gammalt/namn/index.html": PAGE.format("Sidan har flyttat", "<p>Den har flyttat.</p>"),
    "assets/site.css": "body { margin: 0 }\n" * 100,
    "assets/search-1f2e3d4c.js": "var a = 1;\n" * 200,
    "oppna-data/index.html": PAGE.format("Öppna data", "<h1>Öppna data</h1>"),
    "oppna-data/stod.json": '{"a": 1}\n',
    "oppna-data/stod.csv": "id,namn\n" * 200,
}
SERVERS = (
    "nginx",
    pytest.param("caddy", marks=pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed")),
)


@contextlib.contextmanager
def running(name: str, site: Path, scratch: Path, below: str = "") -> Iterator[Host]:
    """Run a server by name over a folder, at its root or below a path."""
    with {"nginx": nginx, "caddy": caddy}[name](site, scratch, below) as host:
        yield host


@pytest.fixture
def finished(tmp_path: Path) -> Callable[..., Path]:
    """Give what writes a folder of files and finishes it; the invented site where nothing else is asked for."""

    def make(files: dict[str, str] = INVENTED, **options: object) -> Path:
        folder = tmp_path / f"site-{len(list(tmp_path.iterdir()))}"
        write(folder, files, **options)
        return folder

    return make


def write(folder: Path, files: dict[str, str], **options: object) -> None:
    """Write the files of a site and finish it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    given: dict[str, object] = {
        "redirects": {"/gammalt/namn/": "/stod/#rad"},
        "address": "https://psykiskhalsa.example/",
        "security_contact": "https://helsingborg.example/sakerhet",
        "preview": False,
        "today": TODAY,
    }
    finish_site(folder, **(given | options))  # type: ignore[arg-type]


@pytest.fixture(scope="package", params=SERVERS)
def invented_host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Serve the invented site."""
    folder = tmp_path_factory.mktemp("invented") / "site"
    write(folder, INVENTED)
    with running(request.param, folder, tmp_path_factory.mktemp("invented-host")) as host:
        yield host


@pytest.fixture(scope="package", params=SERVERS)
def real_host(request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Serve the real site."""
    with running(request.param, site.folder, tmp_path_factory.mktemp("real-host"), site.below) as host:
        yield host
