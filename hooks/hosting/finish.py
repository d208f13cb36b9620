"""The last step of a build: a folder as MkDocs left it in, the same folder ready for any host out."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from pathlib import Path
from urllib.parse import urlsplit

import brotli

from core import routes
from hosting.headers import build_header_set
from hosting.policy import build_policy, read_page
from hosting.render import render_caddy, render_headers, render_nginx, render_redirects
from hosting.wellknown import render_robots, render_security

TEXT = frozenset((".html", ".css", ".js", ".json", ".jsonld", ".csv", ".xml", ".atom", ".rdf", ".ttl", ".svg", ".txt"))
PACKED = (".br", ".gz")
DAY = 86_400
"""Seconds."""
SMALL = 1024
LARGE = 65536
BROTLI, BROTLI_LONG_PAGE = 6, 10
"""Measured on the site: 11 takes fifty times as long for a tenth fewer bytes, and the build has three seconds. A long
page, where a tenth can be a round trip on a slow line, gets most of it."""
_CHARSET = re.compile(r"""<meta charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)


def finish_site(
    folder: Path,
    *,
    redirects: Mapping[str, str],
    address: str | None,
    security_contact: str | None,
    preview: bool,
    today: date,
) -> None:
    """Write the policy into every page, and beside the pages what hosts read; `redirects` lead from old to new.

    What hosts read speaks of paths from the host's root: below that of the address, where it has one.
    """
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {}
    for name in (one for one in files if one.endswith(".html")):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        pages[name] = read_page(text)
        path.write_text(_with_policy(name, text, build_policy([pages[name]], in_page=True)), "utf-8", newline="")
    below = urlsplit(address or "").path.rstrip("/")
    headers = build_header_set(files, pages, below=below, preview=preview)
    moved = {f"{below}{source}": f"{below}{target}" for source, target in redirects.items()}
    written = {
        routes.HEADERS: render_headers(headers),
        routes.REDIRECTS: render_redirects(moved),
        routes.NGINX: render_nginx(headers, moved),
        routes.CADDY: render_caddy(headers, moved),
        routes.NO_JEKYLL: "",
        routes.ROBOTS: render_robots(address, preview=preview),
    }
    if security_contact:
        written[routes.SECURITY] = render_security(security_contact, address, today)
    for name, text in written.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="")
    with ThreadPoolExecutor() as pool:  # both compressors let other threads run
        list(pool.map(_compress, (path for path in folder.rglob("*") if path.suffix in TEXT)))


def set_times(folder: Path, before: Path, day: date) -> None:
    """Let the time of each file follow what it holds, not the build: hosts tell it to browsers and copy by it.

    A file that the site before held as it is keeps its time. Any other has one of its own, in the day before the last
    change of the data, that its bytes decide: the same on every machine, another as soon as they are others.
    """
    midnight = int(datetime.combine(day, time(), UTC).timestamp())
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        original = path.with_suffix("")
        if path.suffix in PACKED and original.is_file():
            continue
        content, kept = path.read_bytes(), before / path.relative_to(folder)
        if kept.is_file() and kept.stat().st_size == len(content) and kept.read_bytes() == content:
            at = kept.stat().st_mtime_ns
        else:
            at = (midnight - int.from_bytes(hashlib.sha256(content).digest()[:8]) % DAY) * 10**9
        for one in (path, *(path.with_name(f"{path.name}{suffix}") for suffix in PACKED)):
            if one.is_file():
                os.utime(one, ns=(at, at))


def _with_policy(name: str, text: str, policy: str) -> str:
    """Give a page with the policy as the first thing after its character set."""
    found = _CHARSET.search(text)
    if not found:
        raise ValueError(f'{name}: no <meta charset="utf-8"> to put the policy after; its template must begin with one')
    copy = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{text[: found.end()]}{copy}{text[found.end() :]}"


def _compress(path: Path) -> None:
    """Put the compressed copies of a file beside it, the same bytes each time; small files gain nothing."""
    content = path.read_bytes()
    if len(content) > SMALL:
        quality = BROTLI_LONG_PAGE if path.suffix == ".html" and len(content) > LARGE else BROTLI
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=quality, mode=brotli.MODE_TEXT))
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
