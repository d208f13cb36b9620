"""A built folder on a server of this machine that sends no headers of ours, as GitHub Pages does."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Answers below a prefix, and with the site's own page where nothing is."""

    def __init__(self, *arguments: Any, folder: Path, prefix: str, also: str) -> None:
        self.prefix, self.also = prefix, also
        super().__init__(*arguments, directory=str(folder))

    def translate_path(self, path: str) -> str:
        known = next((one for one in (self.also, self.prefix) if path.startswith(f"{one}/")), None)
        return super().translate_path("/-" if known is None else path.removeprefix(known))

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object) -> None:  # type: ignore[override]
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path, prefix: str = "", also: str = "") -> Iterator[str]:
    """Serve a built site on 127.0.0.1, at the root or below a prefix such as /projekt; give its address.

    Its page for what is missing knows one place alone: what it asks for below `also` is answered too.
    """
    handler = functools.partial(_Handler, folder=folder, prefix=prefix, also=also or prefix)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()
