"""Real web servers with deploy/: what they answer for every kind of page, and for what is not there."""

from __future__ import annotations

import functools
import gzip
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
import trustme

from browser.people import kinds_of
from built import ROOT, Site
from core.content import Content
from deploy.conftest import SERVERS, running
from deploy.hosts import Host, free_port, nginx
from deploy.test_hosting import LINE, RULES
from hosting.headers import FOREVER, NEVER, REVALIDATE, SHORT
from hosting.policy import build_policy, read_page

MISSING = ("/finns-inte/", "/assets/finns-inte.js", "/assets/", "/_headers", "/_nginx.conf", "/.nojekyll", "/404.html")


@functools.cache
def expected(site: Site) -> dict[str, str]:
    """Give the headers of every answer, as the standards ask for them (H1, H4, P7)."""
    return {
        "content-security-policy": build_policy(map(read_page, map(original, map(site.text, site.addresses)))),
        "strict-transport-security": "max-age=63072000",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


def original(page: str) -> str:
    """Give a page without the copy of the policy."""
    return page.replace("http-equiv", "", 1)


def test_every_kind_of_page_has_the_headers(real_host: Host, site: Site, content: Content) -> None:
    """All headers, the right type, and a cache that asks; on pages with the exit none at all."""
    wanted = expected(site)
    assert "unsafe" not in wanted["content-security-policy"]
    kinds = kinds_of(content, site.addresses)
    for kind, address in kinds.items():
        answer = real_host.ask(address)
        given = answer.headers
        assert {name: given.get(name) for name in wanted} == wanted, kind
        assert answer.status == (404 if kind == "not found" else 200), kind
        assert given["content-type"].lower() == "text/html; charset=utf-8", kind
        exposed = read_page(site.text(address)).exposed
        assert given["cache-control"] == (NEVER if exposed else REVALIDATE), kind
        assert "access-control-allow-origin" not in given, kind
        assert "camera=()" in given["permissions-policy"], kind
        assert not {"set-cookie", "x-powered-by"} & set(given), kind
        assert given.get("server", "") in {"", "nginx"}, kind


def test_every_page_is_sent_compressed(real_host: Host, site: Site, content: Content) -> None:
    """Brotli where the browser takes it, else gzip, else as it is; each time the same page."""
    for kind, address in kinds_of(content, site.addresses).items():
        page = site.text(address).encode()
        plain = real_host.ask(address)
        assert plain.body == page, kind
        assert "content-encoding" not in plain.headers, kind
        packed = real_host.ask(address, Accept_Encoding="gzip, deflate")
        assert packed.headers["content-encoding"] == "gzip", kind
        assert gzip.decompress(packed.body) == page, kind
        assert "accept-encoding" in packed.headers["vary"].lower(), kind
        assert packed.headers["content-type"].lower() == "text/html; charset=utf-8", kind
        if "br" in real_host.encodings:
            best = real_host.ask(address, Accept_Encoding="gzip, deflate, br, zstd")
            assert best.headers["content-encoding"] == "br", kind
            assert brotli.decompress(best.body) == page, kind
            assert len(best.body) < len(packed.body) < len(page), kind
            assert "accept-encoding" in best.headers["vary"].lower(), kind


def test_open_data_is_open_to_every_site(real_host: Host, site: Site) -> None:
    """Each file of open data, and only those, may be read by scripts of other sites."""
    files = [path for path in (site.folder / "oppna-data").rglob("*") if path.suffix in {".json", ".csv"}]
    assert len(files) > 10
    for path in files:
        answer = real_host.ask(f"/{path.relative_to(site.folder).as_posix()}", Origin="https://annan.example")
        assert answer.headers["access-control-allow-origin"] == "*", path
        kind = {".json": "application/json", ".csv": "text/csv"}[path.suffix]
        assert answer.headers["content-type"].partition(";")[0] == kind, path


@pytest.mark.parametrize("path", MISSING)
def test_what_is_missing_says_so_in_words(real_host: Host, site: Site, path: str) -> None:
    """Status 404 with the site's own page, and nothing of what only the host reads."""
    answer = real_host.ask(path)
    assert answer.status == 404
    assert answer.body.decode() == site.text("/404.html")
    assert answer.headers["content-security-policy"] == expected(site)["content-security-policy"]
    assert answer.headers["cache-control"] in {REVALIDATE, SHORT}


def test_an_unchanged_page_is_not_sent_again(real_host: Host) -> None:
    """What a browser has is asked about, not fetched."""
    first = real_host.ask("/akut/")
    again = real_host.ask("/akut/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_only_reading_is_possible(real_host: Host) -> None:
    """A static site takes nothing."""
    assert real_host.ask("/", "POST").status == 405
    assert real_host.ask("/", "HEAD").body == b""


def test_caching_follows_the_kind_of_file(invented_host: Host) -> None:
    """For ever only where the name changes with the content; never for pages with the exit, by any spelling."""
    wanted = {
        "/": REVALIDATE,
        "/hjalp/trott/": REVALIDATE,
        "/hjalp/utsatt/": NEVER,
        "/hjalp/utsatt/index.html": NEVER,
        "/hjalp/utsatt": NEVER,
        "/assets/site.css": SHORT,
        "/assets/search-1f2e3d4c.js": FOREVER,
        "/oppna-data/stod.json": REVALIDATE,
        "/robots.txt": REVALIDATE,
    }
    assert {path: invented_host.ask(path).headers["cache-control"] for path in wanted} == wanted


@pytest.mark.parametrize("path", ["/gammalt/namn", "/gammalt/namn/", "/gammalt/namn/index.html"])
def test_moved_addresses_lead_on(invented_host: Host, path: str) -> None:
    """For good, on the same host, with the headers."""
    answer = invented_host.ask(path)
    assert answer.status == 301
    target = urlsplit(answer.headers["location"])
    assert (target.path, target.fragment) == ("/stod/", "rad")
    assert target.netloc in {"", urlsplit(invented_host.url).netloc}
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_folder_without_its_slash_leads_to_the_page(invented_host: Host) -> None:
    """Without naming the host, which may stand behind another."""
    answer = invented_host.ask("/stod")
    assert answer.status in {301, 308}
    assert answer.headers["location"] == "/stod/"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/.well-known/security.txt", "text/plain; charset=utf-8", id="security"),
        pytest.param("/robots.txt", "text/plain; charset=utf-8", id="robots"),
        pytest.param("/assets/site.css", "text/css; charset=utf-8", id="style"),
        pytest.param("/assets/search-1f2e3d4c.js", "text/javascript; charset=utf-8", id="script"),
    ],
)
def test_files_are_named_for_what_they_are(invented_host: Host, path: str, kind: str) -> None:
    """`nosniff` makes the type count, in each encoding."""
    for encoding in ("identity", *invented_host.encodings):
        answer = invented_host.ask(path, Accept_Encoding=encoding)
        assert (answer.status, answer.headers["content-type"].lower()) == (200, kind), encoding


def test_nothing_on_any_page_is_refused_by_the_policy(site: Site) -> None:
    """No style attribute, no handler, no frame, and the copy in each page is of that page (H2, H3, H5)."""
    facts = {address: read_page(original(site.text(address))) for address in site.addresses}
    assert {address: one.refused for address, one in facts.items() if one.refused} == {}
    for address, one in facts.items():
        copy = f'content="{build_policy([one], in_page=True)}"'
        assert site.text(address).count("Content-Security-Policy") == 1, address
        assert f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" {copy}>' in site.text(address), (
            address
        )


def test_the_site_stays_inside_the_limits_of_cloudflare(site: Site) -> None:
    """At most 100 rules, and 2,000 characters a line."""
    lines = (site.folder / "_headers").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("/") for line in lines) <= RULES
    assert max(map(len, lines)) <= LINE


def test_a_preview_is_in_no_search(site: Site) -> None:
    """Each of its pages says so, and so do hosts; robots may read it, or nobody would know."""
    preview = "Förhandsversion" in site.text("/")
    asked = {address: 'name="robots" content="noindex"' in site.text(address) for address in site.pages}
    assert {address for address, told in asked.items() if told != preview} == set()
    assert ("X-Robots-Tag: noindex" in (site.folder / "_headers").read_text(encoding="utf-8")) == preview
    assert "Disallow: /" not in (site.folder / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("server", SERVERS)
def test_a_site_below_a_path_of_its_host(server: str, finished: Callable[..., Path], tmp_path: Path) -> None:
    """Headers, what has moved and what is missing are those of the path."""
    folder = finished(address="https://stad.example/psykisk-halsa/", preview=True)
    (tmp_path / "host").mkdir()
    with running(server, folder, tmp_path / "host", "/psykisk-halsa") as host:
        assert host.ask("/").headers["x-robots-tag"] == "noindex"
        assert host.ask("/hjalp/utsatt/").headers["cache-control"] == NEVER
        assert host.ask("/assets/site.css").headers["cache-control"] == SHORT
        assert host.ask("/oppna-data/stod.json").headers["access-control-allow-origin"] == "*"
        moved, missing = host.ask("/gammalt/namn/"), host.ask("/finns-inte/")
        assert (moved.status, urlsplit(moved.headers["location"]).path) == (301, "/psykisk-halsa/stod/")
        assert (missing.status, missing.body) == (404, (folder / "404.html").read_bytes())


def test_the_part_of_nginx_that_is_the_hosts_own(site: Site, tmp_path: Path) -> None:
    """With a certificate and ports of loopback: TLS 1.2 or newer, HTTP/2, and http leads to https."""
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    for number, part in enumerate(certificate.cert_chain_pems):
        part.write_to_path(tmp_path / "cert.pem", append=number > 0)
    secure, open_ = free_port(), free_port()
    text = Path(ROOT, "deploy", "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ *listen \[::\].*\n", "", text)
    text = text.replace("listen 443", f"listen 127.0.0.1:{secure}").replace("listen 80", f"listen 127.0.0.1:{open_}")
    text = re.sub(r"(ssl_certificate) \S+;", rf"\1 {tmp_path}/cert.pem;", text)
    text = re.sub(r"(ssl_certificate_key) \S+;", rf"\1 {tmp_path}/key.pem;", text)
    context = ssl.create_default_context()
    authority.configure_trust(context)
    context.set_alpn_protocols(["h2"])
    text = text.replace("/srv/psykisk-halsa/site", str(site.folder))
    with nginx(site.folder, tmp_path, server=text, port=open_) as host:
        with (
            socket.create_connection(("127.0.0.1", secure), timeout=60) as raw,
            context.wrap_socket(raw, server_hostname="127.0.0.1") as wrapped,
        ):
            assert wrapped.version() == "TLSv1.3"
            assert wrapped.selected_alpn_protocol() == "h2"
        moved = host.ask("/akut/")
        assert (moved.status, moved.headers["location"]) == (301, "https://psykiskhalsa.example/akut/")


@pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed")
def test_the_caddyfile_is_valid_as_it_stands(site: Site) -> None:
    """With the names that a host would give."""
    command = ["caddy", "adapt", "--adapter", "caddyfile", "--config", str(Path(ROOT, "deploy", "Caddyfile"))]
    environment = {"SITE_FOLDER": str(site.folder), "SITE_ADDRESS": "psykiskhalsa.example", "HOME": str(site.folder)}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
