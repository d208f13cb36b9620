"""The ways out: name lookups that refuse private addresses, proxies and certificates from the environment.

aiohttp speaks HTTP/1.1 only, so HTTP/2 is not used; every public host still answers HTTP/1.1.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

import aiohttp
import dns.asyncresolver
import dns.exception
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult

from linkcheck.addresses import is_loopback, is_public
from linkcheck.transport.failures import NoSuchHostError, PrivateAddressError

LOOKUP_SECONDS = 10.0
RECEIVE_BUFFER = 65536
_GONE = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5)})

Lookup = Callable[[str], list[tuple[int, str]]]
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class Refusal:
    """Which addresses may be asked."""

    allow_loopback: bool = False

    def permits(self, text: str) -> bool:
        """Whether a numeric address may be connected to."""
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            return False
        if self.allow_loopback and (is_loopback(address) or address.is_unspecified):
            return True
        return is_public(address)


def system_lookup(host: str) -> list[tuple[int, str]]:
    """Return what the system's resolver answers; names under localhost are this machine by definition (RFC 6761)."""
    if host == "localhost" or host.endswith((".localhost", ".localhost.")):
        return [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return list(dict.fromkeys((int(family), str(address[0])) for family, _, _, _, address in found))


async def in_thread(work: Callable[[], _Result], seconds: float = LOOKUP_SECONDS) -> _Result:
    """Run blocking work in a daemon thread, so that a stuck one can hold up neither a deadline nor the exit."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_Result] = loop.create_future()

    def settle(give: Callable[[], None]) -> None:
        if not future.done():
            give()

    def run() -> None:
        give: Callable[[], None]
        try:
            give = functools.partial(future.set_result, work())
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            give = functools.partial(future.set_exception, error)
        with contextlib.suppress(RuntimeError):  # the run ended meanwhile
            loop.call_soon_threadsafe(settle, give)

    threading.Thread(target=run, daemon=True).start()
    async with asyncio.timeout(seconds):
        return await future


class GuardedResolver(AbstractResolver):
    """Looks up each name once a run, asks again before a name is called gone, and refuses private addresses."""

    def __init__(
        self,
        refusal: Refusal,
        lookup: Lookup = system_lookup,
        second: Callable[[str], Awaitable[bool | None]] | None = None,
        pause: float = 1.0,
    ) -> None:
        self.refusal = refusal
        self._lookup = lookup
        self._second = second or says_gone
        self._pause = pause
        self._answers: dict[str, asyncio.Task[list[tuple[int, str]]]] = {}
        self._turns = asyncio.Semaphore(32)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the permitted addresses of a host, as aiohttp wants them."""
        found = await self.addresses(host)
        allowed = [(kind, text) for kind, text in found if self.refusal.permits(text)]
        if not allowed:
            raise PrivateAddressError(f"{host} leads to a private network")
        flags = socket.AI_NUMERICHOST
        return [
            ResolveResult(hostname=host, host=text, port=port, family=kind, proto=0, flags=flags)
            for kind, text in allowed
            if family in {socket.AF_UNSPEC, kind}
        ]

    async def addresses(self, host: str) -> list[tuple[int, str]]:
        """All addresses of a host, permitted or not."""
        task = self._answers.get(host)
        if task is None or (task.done() and self._passing(task)):
            task = asyncio.ensure_future(self._ask(host))
            self._answers[host] = task
        return await asyncio.shield(task)

    @staticmethod
    def _passing(task: asyncio.Task[list[tuple[int, str]]]) -> bool:
        """Whether the answer kept is a failure that may be gone by now."""
        return task.cancelled() or (task.exception() is not None and not isinstance(task.exception(), NoSuchHostError))

    async def _ask(self, host: str) -> list[tuple[int, str]]:
        async with self._turns:
            try:
                return await self._look_up(host)
            except socket.gaierror as error:
                if error.errno not in _GONE:
                    raise
            return await self._ask_again(host)

    async def _look_up(self, host: str) -> list[tuple[int, str]]:
        try:
            return await in_thread(lambda: self._lookup(host))
        except TimeoutError as error:
            raise socket.gaierror(socket.EAI_AGAIN, "the name server did not answer in time") from error

    async def _ask_again(self, host: str) -> list[tuple[int, str]]:
        """Return the second answer: «no data» is not «no such name», and the system may mean either."""
        gone = await self._second(host)
        if gone is True:
            raise NoSuchHostError(f"{host} does not exist on two answers")
        if gone is False:
            raise socket.gaierror(socket.EAI_AGAIN, "the name exists but has no address for us")
        await asyncio.sleep(self._pause)
        try:
            return await self._look_up(host)
        except socket.gaierror as error:
            if error.errno == socket.EAI_NONAME:
                raise NoSuchHostError(f"{host} does not exist on two answers") from error
            raise

    async def close(self) -> None:
        """Let go of lookups still under way."""
        for task in self._answers.values():
            if not task.done():
                task.cancel()
            elif not task.cancelled():
                task.exception()  # seen, so that the loop does not complain about it


async def says_gone(host: str, *, server: tuple[str, int] | None = None, patience: float = 3.0) -> bool | None:
    """Whether a name server says that no such name exists, None where it gives no usable answer."""
    try:
        resolver = dns.asyncresolver.Resolver(configure=server is None)
        if server is not None:
            resolver.nameservers, resolver.port = [server[0]], server[1]
        resolver.lifetime = patience
        await resolver.resolve(host.rstrip(".") + ".", "A", search=False, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return True
    except (dns.exception.DNSException, OSError, ValueError):
        return None
    return False


class ProxyProblemError(Exception):
    """The environment names a proxy, or certificates, that cannot be used."""


@dataclass(frozen=True)
class Ways:
    """Proxies by scheme, as the environment names them."""

    proxies: Mapping[str, str]

    @classmethod
    def from_environment(cls) -> Ways:
        """Read HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY."""
        proxies = {}
        for scheme, text in getproxies_environment().items():
            if scheme in {"http", "https", "all"} and text:
                full = text if "://" in text else f"http://{text}"
                if not full.lower().startswith(("http://", "https://")):
                    raise ProxyProblemError(
                        f"the proxy «{text}» is not an http proxy; set {scheme.upper()}_PROXY to an http:// address"
                    )
                proxies[scheme] = full
            elif scheme == "no":
                proxies[scheme] = text
        return cls(proxies)

    def proxy_for(self, url: str) -> str | None:
        """Return the proxy to ask by, None for the straight way."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        proxy = self.proxies.get(parts.scheme) or self.proxies.get("all")
        if not proxy or proxy_bypass_environment(f"{host}:{parts.port}" if parts.port else host, dict(self.proxies)):
            return None
        return proxy


def tls_context(expiries: dict[str, int]) -> ssl.SSLContext:
    """Certificates as the system, or SSL_CERT_FILE and SSL_CERT_DIR, give them; notes the days each still holds."""

    class Noting(ssl.SSLObject):
        def do_handshake(self) -> None:
            super().do_handshake()
            made = self.getpeercert()
            if self.server_hostname and made and "notAfter" in made:
                left = ssl.cert_time_to_seconds(str(made["notAfter"])) - time.time()
                expiries[self.server_hostname] = int(left // 86400)

    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        path = os.environ.get(name)
        if path and not any(Path(part).exists() for part in path.split(os.pathsep)):
            raise ProxyProblemError(f"{name}: «{path}» does not exist; point it at the certificates or unset it")
    context = ssl.create_default_context()
    context.sslobject_class = Noting
    if hasattr(ssl, "VERIFY_X509_STRICT"):
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # browsers are not that strict, so neither are we
    return context


def connector(context: ssl.SSLContext, keep: float, resolver: GuardedResolver | None = None) -> aiohttp.TCPConnector:
    """Connect straight to hosts, each address checked again as it is used; without a resolver to a proxy."""

    def make_socket(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, proto, _, address = info
        if resolver is not None and not resolver.refusal.permits(str(address[0])):
            raise PrivateAddressError(f"{address[0]} is on a private network")
        made = socket.socket(family, kind, proto)
        # A server pushes only the first kilobytes of a large file before we hang up.
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        return made

    return aiohttp.TCPConnector(
        limit=0,
        ssl=context,
        resolver=resolver,
        use_dns_cache=resolver is None,
        keepalive_timeout=keep,
        socket_factory=make_socket,
    )
