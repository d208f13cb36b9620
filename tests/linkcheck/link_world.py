# ruff: noqa: D401, ARG001, ARG005 - the name of a test says what it holds, cases are read by the line
"""The loopback world: real sockets and real TLS on 127.0.0.1, every byte of every answer ours to choose."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import socket
import ssl
import struct
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Request:
    """One request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answer(
    body: str | bytes = b"",
    status: int = 200,
    headers: dict[str, str] | None = None,
    *,
    kind: str = "text/html; charset=utf-8",
    length: bool = True,
) -> bytes:
    """Return a whole response."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Something"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    if length:
        lines.append(f"Content-Length: {len(data)}")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + data


def says(raw: bytes) -> Handler:
    """Always these bytes."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    return handle


def then_close(raw: bytes) -> Handler:
    """These bytes, then the end of the connection."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        writer.close()

    return handle


def then_reset(raw: bytes) -> Handler:
    """These bytes, then a hard reset."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        await asyncio.sleep(0.05)
        abort(writer)

    return handle


def then_hang(raw: bytes) -> Handler:
    """These bytes, then silence."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()
        await asyncio.sleep(60)

    return handle


def in_turn(*handlers: Handler) -> Handler:
    """One handler a request, the last one for all that follow."""
    left = list(handlers)

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return handle


def drip(raw: bytes, pieces: int, seconds: float) -> Handler:
    """Return the bytes little by little."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        step = max(1, len(raw) // pieces)
        for at in range(0, len(raw), step):
            writer.write(raw[at : at + step])
            await writer.drain()
            await asyncio.sleep(seconds / pieces)

    return handle


def abort(writer: asyncio.StreamWriter) -> None:
    """Reset the connection instead of closing it."""
    made = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class World:
    """All servers, in one thread of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.routes: dict[str, Handler] = {}
        self.log: list[Request] = []
        self.open_now: dict[int, int] = {}
        self.open_most: dict[int, int] = {}
        self.sent = 0
        self.ports: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self._tls()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def url(self, path: str, port: str = "http", host: str = "127.0.0.1") -> str:
        """Return an address on one of the servers."""
        scheme = "https" if port.startswith("tls") else "http"
        return f"{scheme}://{host}:{self.ports[port]}{path}"

    def requests(self, path: str) -> list[Request]:
        """Return what was asked for a path, query included."""
        return [r for r in self.log if r.target == path]

    def open_port(
        self,
        name: str,
        handler: Handler | None = None,
        host: str = "127.0.0.1",
        context: ssl.SSLContext | None = None,
        talk: Talk | None = None,
    ) -> int:
        """One more server, plain unless given a context for TLS; `handler` answers any path, `talk` speaks itself."""
        listening = self._listen(name, context, handler, host, talk=talk)
        asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)
        return self.ports[name]

    def _tls(self) -> None:
        ca, stranger = trustme.CA(), trustme.CA()
        self.ca_file = self.folder / "ca.pem"
        ca.cert_pem.write_to_path(self.ca_file)
        past = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=30)
        child = ca.create_child_ca()
        names = ("localhost", "127.0.0.1")
        self._certificates = {
            "tls": ca.issue_cert(*names),
            "tls-expired": ca.issue_cert(*names, not_before=past - datetime.timedelta(days=90), not_after=past),
            "tls-early": ca.issue_cert(
                *names, not_before=past + datetime.timedelta(days=60), not_after=past + datetime.timedelta(days=90)
            ),
            "tls-other-host": ca.issue_cert("nagon-annan.example"),
            "tls-unknown": stranger.issue_cert(*names),
            "tls-chain": child.issue_cert(*names),
            "tls-no-intermediate": child.issue_cert(*names),
        }

    def open_strict(self, name: str, context: ssl.SSLContext) -> None:
        """One more TLS server, whose refusals are heard: it sends its alert before the connection ends."""
        made = socket.create_server(("127.0.0.1", 0))
        self.ports[name] = made.getsockname()[1]

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    raw, _ = made.accept()
                    secure = context.wrap_socket(raw, server_side=True, do_handshake_on_connect=False)
                    with contextlib.suppress(OSError):
                        secure.do_handshake()
                    with socket.socket(fileno=secure.detach()) as plain, contextlib.suppress(OSError):
                        plain.shutdown(socket.SHUT_WR)
                        while plain.recv(4096):
                            pass

        threading.Thread(target=serve, daemon=True).start()

    def context(self, name: str) -> ssl.SSLContext:
        """Return what a server with one of our certificates needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made = self._certificates.get(name)
        if name == "tls-self-signed":
            pem = self.folder / "self.pem"
            pem.write_bytes(self_signed())
            context.load_cert_chain(pem)
        elif name == "tls-no-intermediate" and made is not None:
            pem = self.folder / "leaf.pem"
            pem.write_bytes(made.private_key_pem.bytes() + made.cert_chain_pems[0].bytes())
            context.load_cert_chain(pem)
        elif made is not None:
            made.configure_cert(context)
        return context

    async def _start(self) -> None:
        await self._listen("http", None, None)
        await self._listen("other", None, None)
        for name in [*self._certificates, "tls-self-signed"]:
            await self._listen(name, self.context(name), None)
        await self._listen("reset", None, None, first=abort)
        await self._listen("tls-reset", None, None, first=abort)
        await self._listen("closes", None, None, first=lambda w: w.close())
        await self._listen("hangs", None, None, first=lambda w: None)
        await self._listen("tls-hangs", None, None, first=lambda w: None)
        await self._listen("ssh", None, None, first=lambda w: w.write(b"SSH-2.0-OpenSSH_9.6\r\n"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.ports["refused"] = self.ports["tls-refused"] = probe.getsockname()[1]
        self.ports["tls-plain"] = self.ports["http"]

    async def _listen(
        self,
        name: str,
        context: ssl.SSLContext | None,
        handler: Handler | None,
        host: str = "127.0.0.1",
        *,
        first: Callable[[asyncio.StreamWriter], object] | None = None,
        talk: Talk | None = None,
    ) -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            port = writer.get_extra_info("sockname")[1]
            self.open_now[port] = self.open_now.get(port, 0) + 1
            self.open_most[port] = max(self.open_most.get(port, 0), self.open_now[port])
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            try:
                if first is not None:
                    first(writer)
                    if name in {"hangs", "tls-hangs"}:
                        await asyncio.sleep(60)
                    await asyncio.sleep(0.05)
                    return
                await (talk(reader, writer) if talk else self._talk(reader, writer, handler))
            except (
                OSError,
                asyncio.IncompleteReadError,
                asyncio.LimitOverrunError,
                asyncio.CancelledError,
                ssl.SSLError,
            ):
                return
            finally:
                self.open_now[port] -= 1
                with contextlib.suppress(OSError, RuntimeError):
                    writer.close()

        server = await asyncio.start_server(serve, host, 0, ssl=context, limit=1_000_000)
        self._loop.set_exception_handler(lambda loop, context: None)  # broken handshakes are what we are here for
        self._servers.append(server)
        self.ports[name] = server.sockets[0].getsockname()[1]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler | None) -> None:
        while not writer.is_closing():
            start = await reader.readexactly(1)
            if start == b"\x16":  # somebody speaks TLS to a server that does not
                writer.write(answer("x", 400, {"Connection": "close"}))
                await writer.drain()
                return
            head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
            request = Request(method, target, headers)
            self.log.append(request)
            chosen = (
                handler
                or self.routes.get(target)
                or self.routes.get(target.split("?")[0])
                or says(answer("<h1>404</h1>", 404))
            )
            await chosen(request, writer)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def self_signed() -> bytes:
    """Key and certificate, signed by nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return pem + made.public_bytes(serialization.Encoding.PEM)
