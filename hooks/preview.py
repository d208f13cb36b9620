"""The live preview: a page as it was built last, what stands in the way of the next one above it, anew at each save."""

from __future__ import annotations

import functools
import html
import http.server
import os
import tempfile
import threading
import traceback
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jinja2

from building import NotBuiltError, PageByPage, template_fault
from core import routes
from core.messages import _, why
from core.problems import DataProblems, WrongUseError
from core.source import files_below
from project import ROOT, build_day, checked_site

LOOK_EVERY = 0.25
"""Seconds between two looks at the files."""
_WAIT = 25.0
"""Seconds that a page waits for a newer one before it asks again."""
SHOWN = 30
"""Problems that a page lists; the terminal has them all."""
_ASKS = "/__nytt__/"
_SCRIPT = """<script>(function ask(){var r=new XMLHttpRequest();r.onloadend=function(){
if(r.status===200&&r.responseText!=="%(version)d"){location.reload()}else{setTimeout(ask,r.status===200?0:1000)}};
r.open("GET","%(asks)s%(version)d");r.send()})()</script>"""
_BANNER = '<div role="alert" id="preview-problems" class="fault"><strong>%(lead)s</strong>\n%(told)s</div>'


class Preview:
    """A site as it was when it was last right, made page by page as they are asked for; what is wrong is told on each.

    A page is made of one checked site and nothing else, so none is older than what it says it shows.
    """

    def __init__(self, root: Path, scratch: Path) -> None:
        """Take the folder with data/ and docs/, and one that pages pass through."""
        self.root, self.address = root, ""
        self.site: PageByPage | None = None
        self._scratch = scratch
        self._looked_at = routes.file_of(routes.START)
        self._told = ""
        self._version = 0
        self._changed = threading.Condition()

    def refresh(self) -> str:
        """Make the site anew, and the page that was looked at; give what is wrong, or nothing. Never raises."""
        site, told = None, ""
        try:
            checked = checked_site(self.root, build_day())
            site = PageByPage(self.root, self._scratch, checked, address=self.address)
            site.read(self._looked_at)
        except Exception as error:  # noqa: BLE001 - whatever it is is told, and the next save tries again
            told = _words_for(error)
        with self._changed:
            self.site, self._told = self.site if told else site, told
            self._version += 1
            self._changed.notify_all()
        return told

    def newer(self, version: str) -> str:
        """Give the version that is shown, once it is another than `version`, or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: str(self._version) != version, timeout=_WAIT)
            return str(self._version)

    def page(self, path: str) -> tuple[HTTPStatus, bytes] | bytes | None:
        """Give what an address shows: a page with what is wrong above it, or another file; None for a folder's name."""
        with self._changed:
            site, told, version = self.site, self._told, self._version
        uri = "/".join(part for part in path.split("/") if part not in {"", ".", ".."})
        page = routes.file_of(f"{uri or 'index'}.md")
        if site and site.has(page):
            if not path.endswith("/"):
                return None
            uri = self._looked_at = page
        body, shown = None, b""
        try:
            body = site.read(uri) if site else None
            if body is not None and not uri.endswith(".html"):
                return body
            shown = body or (site and site.read(routes.MISSING_FILE)) or b""
        except Exception as error:  # noqa: BLE001 - a page that cannot be made says why
            told = told or _words_for(error)
        text = shown.decode() or "<!doctype html><title>–</title><body></body>"
        status = HTTPStatus.NOT_FOUND if body is None else HTTPStatus.OK
        return status, _with_banner(text, told, version, built=bool(shown)).encode()

    def files(self) -> dict[Path, tuple[int, int]]:
        """Give what the preview is made of, each file with its time and size."""
        found = {}
        for folder in (self.root / "data", self.root / "docs", ROOT / "overrides", ROOT / "hooks"):
            for path in files_below(folder):
                try:
                    known = path.stat()
                except OSError:
                    continue
                if "__pycache__" not in path.parts:
                    found[path] = (known.st_mtime_ns, known.st_size)
        return found


def _words_for(error: Exception) -> str:
    """Say what keeps a page from being shown; the program's own fault is told with where it is."""
    if isinstance(error, DataProblems | NotBuiltError | WrongUseError):
        return str(error)
    if isinstance(error, jinja2.TemplateError):
        return template_fault(error)
    if isinstance(error, OSError):  # a file that was removed while it was read
        return _("the machine says no to {file}: {why}", file=error.filename or "", why=why(error))
    told = "".join(traceback.format_exception(error))
    return "\n".join([_("the program itself failed; tell who keeps it:"), told])


def _with_banner(page: str, told: str, version: int, *, built: bool) -> str:
    banner = ""
    if told:
        lines = told.splitlines()
        left = [_("… and {number} more, in the terminal", number=len(lines) - SHOWN)] if len(lines) > SHOWN else []
        wrong = _("Something is wrong, and the change is not shown.")
        lead = _("Below is the page as it was last built.") if built else _("No page has been built yet.")
        banner = _BANNER % {
            "lead": html.escape(f"{wrong} {lead}"),
            "told": html.escape("\n".join([*lines[:SHOWN], *left])),
        }
    script = _SCRIPT % {"version": version, "asks": _ASKS}
    start = page.find(">", page.find("<body")) + 1
    end = page.rfind("</body>")
    return f"{page[:start]}{banner}{page[start:end]}{script}{page[end:]}"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *given: object, preview: Preview) -> None:
        self._preview = preview
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith(_ASKS):
            self._answer(HTTPStatus.OK, self._preview.newer(path.removeprefix(_ASKS)).encode(), "text/plain")
            return
        shown = self._preview.page(unquote(path))
        if shown is None:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{path}/")
            self.end_headers()
        elif isinstance(shown, bytes):
            self._answer(HTTPStatus.OK, shown, self.guess_type(path))
        else:
            self._answer(shown[0], shown[1], "text/html; charset=utf-8")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: object) -> None:
        """Say nothing: the terminal is for what is wrong."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_given: object) -> None:
        """Say nothing of a browser that has left."""


def serve(root: Path, host: str, port: int, *, tell: Callable[[str], None]) -> None:
    """Serve a folder's preview until Ctrl-C."""
    with tempfile.TemporaryDirectory() as scratch:
        preview = Preview(root, Path(scratch))
        with _Server((host, port), functools.partial(_Handler, preview=preview)) as server:
            preview.address = f"http://{host}:{server.server_port}/"
            threading.Thread(target=server.serve_forever, daemon=True).start()
            tell(_("Building the preview of {folders} …", folders=", ".join(_names(root))))
            seen = preview.files()
            _tell_of(preview, tell)
            tell(_("Preview: {address} (Ctrl-C stops it)", address=preview.address))
            waiting = threading.Event()
            try:
                while not waiting.wait(LOOK_EVERY):
                    if (now := preview.files()) != seen:
                        seen = now
                        _tell_of(preview, tell)
            except KeyboardInterrupt:
                pass
            finally:
                server.shutdown()


def _names(root: Path) -> Sequence[str]:
    return [os.path.relpath(root / name) for name in ("data", "docs")]


def _tell_of(preview: Preview, tell: Callable[[str], None]) -> None:
    told = preview.refresh()
    tell(told or _("The preview shows what is saved."))
