"""The real web servers on loopback with the configuration of deploy/: a built folder in, an address to ask out."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from built import ROOT

DEPLOY = ROOT / "deploy"
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
START_SECONDS = 60  # for a machine that does much else


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Host:
    """A running server."""

    name: str
    port: int
    encodings: tuple[str, ...]
    below: str = ""

    @property
    def url(self) -> str:
        """Give the address of its start page, without the last slash."""
        return f"http://127.0.0.1:{self.port}{self.below}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path of the site as it stands, without following or unpacking anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, self.below + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())


@contextlib.contextmanager
def nginx(site: Path, scratch: Path, below: str = "", server: str = "", port: int = 0) -> Iterator[Host]:
    """Run nginx with deploy/nginx.conf; only what the file marks as the host's own is replaced, unless given whole."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "the tests of deploy/ need nginx; sh tests/setup.sh installs it where it may"
    port = port or free_port()
    (scratch / "site.conf").write_text(
        server or nginx_server(site, root_of(site, scratch, below), port), encoding="utf-8"
    )
    with_brotli = BROTLI_MODULE.exists()
    (scratch / "snippets").mkdir()
    if with_brotli:
        (scratch / "snippets" / "brotli-static.conf").write_text("brotli_static on;\n", encoding="utf-8")
    main = [
        f"load_module {BROTLI_MODULE};" if with_brotli else "",
        f"pid {scratch}/nginx.pid;",
        f"error_log {scratch}/error.log;",
        "daemon off;",
        "master_process off;",  # one process, as the user who runs the tests: it can read their folders
        "events {}",
        "http {",
        *(f"{kind}_temp_path {scratch}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")),
        f"include {scratch}/site.conf;",
        "}",
    ]
    (scratch / "nginx.conf").write_text("\n".join(main) + "\n", encoding="utf-8")
    command = [program, "-p", str(scratch), "-e", f"{scratch}/error.log", "-c", f"{scratch}/nginx.conf"]
    with _running(command, port, {}):
        yield Host("nginx", port, ("br", "gzip") if with_brotli else ("gzip",), below)


@contextlib.contextmanager
def caddy(site: Path, scratch: Path, below: str = "") -> Iterator[Host]:
    """Run Caddy with deploy/Caddyfile, without its administration and certificates."""
    program = shutil.which("caddy")
    assert program
    port = free_port()
    whole = f"{{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}}\nimport {DEPLOY}/Caddyfile\n"
    (scratch / "Caddyfile").write_text(whole, encoding="utf-8")
    environment = {
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "SITE_FOLDER": str(root_of(site, scratch, below)),
        "SITE_PATH": below,
        "XDG_DATA_HOME": str(scratch),
        "XDG_CONFIG_HOME": str(scratch),
    }
    command = [program, "run", "--config", str(scratch / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(command, port, environment):
        yield Host("caddy", port, ("br", "gzip"), below)


def root_of(site: Path, scratch: Path, below: str) -> Path:
    """Give the folder that a host serves: the site, or one in which the site lies below a path."""
    if not below:
        return site
    place = scratch / "served" / below.lstrip("/")
    place.parent.mkdir(parents=True)
    place.symlink_to(site)
    return scratch / "served"


def nginx_server(site: Path, root: Path, port: int) -> str:
    """Give deploy/nginx.conf for a site, the folder that is served, and a port on loopback."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    before, _, rest = text.partition("    # BEGIN host")
    _, _, after = rest.partition("    # END host\n")
    server, _, _ = after.partition("# BEGIN host\n")
    server = server.replace("include /srv/psykisk-halsa/site/", f"include {site}/")
    return f"{before}    listen 127.0.0.1:{port};\n{server}".replace("/srv/psykisk-halsa/site", str(root))


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the test is done, and stop exactly that process."""
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            _wait_for(process, port)
            yield
        finally:
            process.terminate()
            process.communicate()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the port answers."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            output = process.communicate()[0].decode()
            raise AssertionError(f"the server ended at once: {output}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"nothing answers on port {port} after {START_SECONDS} seconds")
