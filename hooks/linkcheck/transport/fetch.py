"""One visit: a GET, its redirects, the beginning of the body.

What comes in is an address, what goes out is what was `Seen`. Redirects are followed here and not by the client
library, so that every step is checked, counted and paced.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import http.cookies
import ipaddress
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

import aiohttp
from yarl import URL

from linkcheck import addresses
from linkcheck.judgement.seen import Body, Hop, Seen, Trouble, Way
from linkcheck.transport import network
from linkcheck.transport.failures import PrivateAddressError, trouble_of
from linkcheck.transport.reading import (
    ACCEPT_ENCODING,
    HTML_BYTES,
    SAMPLE,
    collected,
    moment_after,
    page_onward,
    understood,
)

REMOTE_ERRORS = (
    aiohttp.ClientError,
    http.client.HTTPException,
    http.cookies.CookieError,
    OSError,
    TimeoutError,
    ValueError,
    LookupError,
    EOFError,
    RuntimeError,
    AssertionError,
)
"""What the client library raises on hostile answers; raised anywhere else it is a bug of ours."""
MAX_HOPS = 20
"""As many as browsers follow."""


class _AnswerError(Exception):
    """The client, or the network below it, gave up; the cause says why. A bug of ours is never one."""


@contextlib.contextmanager
def _client_at_work() -> Iterator[None]:
    """Around the client's own work and nothing else, so that our own errors keep their traceback."""
    try:
        yield
    except REMOTE_ERRORS as error:
        raise _AnswerError from error


Turn = Callable[[str], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds."""

    connect: float = 10.0
    answer: float = 10.0
    body: float = 12.0


@contextlib.asynccontextmanager
async def _no_turn(_url: str) -> AsyncIterator[None]:
    yield


class Chain:
    """The way from the first address to the last, with the cookies picked up on it."""

    def __init__(self, first: str) -> None:
        self.first, self.at, self.fragment = first, first, ""
        self.hops: list[Hop] = []
        self.seconds = 0.0
        self._jar = aiohttp.CookieJar(unsafe=True)
        self._been: set[tuple[str, str]] = set()

    def go(self, url: str) -> None:
        """Take the next address, as a browser would send it."""
        self.at = addresses.wire_url(url)
        self._been.add((self.at, self._cookies()))

    def follow(self, location: str, way: Way, seen: Seen) -> Seen | None:
        """Take one step, or say why there is no next one."""
        target = addresses.joined(self.at, location)
        scheme = addresses.scheme_of(target)
        self.hops.append(Hop(self.at, way))
        if scheme not in addresses.WEB:
            return replace(self.trouble(Trouble.OTHER_SCHEME, f"{scheme or 'okänt'}:"), status=seen.status)
        fragment = addresses.fragment_of(target)
        self.fragment = quote(fragment, safe="%/:@!$&'()*+,;=~-._?", errors="replace") or self.fragment
        wire = addresses.wire_url(target)
        if (wire, self._cookies()) in self._been or len(self.hops) > MAX_HOPS:
            self.at = wire
            return replace(self.trouble(Trouble.LOOP, ""), status=seen.status)
        self.go(target)
        return None

    def _cookies(self) -> str:
        return "; ".join(sorted(f"{m.key}={m.value}" for m in self._jar))

    def cookie_header(self) -> dict[str, str]:
        """Return the cookies to send to the present address."""
        found = self._jar.filter_cookies(URL(self.at, encoded=True))
        return {"Cookie": "; ".join(f"{m.key}={m.coded_value}" for m in found.values())} if found else {}

    def keep_cookies(self, response: aiohttp.ClientResponse) -> None:
        """Keep what the response sets."""
        with contextlib.suppress(http.cookies.CookieError, ValueError):
            self._jar.update_cookies(response.cookies, URL(self.at, encoded=True))

    def seen(self, *, status: int, headers: dict[str, str], retry_after: datetime | None, expires: int | None) -> Seen:
        """Return what was seen at the present address."""
        final = self.at + (f"#{self.fragment}" if self.fragment else "")
        return Seen(self.first, final, tuple(self.hops), status, headers, retry_after=retry_after, expires=expires)

    def trouble(self, trouble: Trouble, note: str) -> Seen:
        """Return that the way ended here without an answer."""
        return Seen(self.first, self.at, tuple(self.hops), trouble=trouble, note=note)


class Fetcher:
    """The client of one run. Cookies live no longer than one chain of redirects."""

    def __init__(
        self,
        *,
        user_agent: str,
        refusal: network.Refusal,
        now: Callable[[], datetime],
        resolver: network.GuardedResolver | None = None,
        keep: float = 15.0,
    ) -> None:
        self._refusal, self._now, self._keep = refusal, now, keep
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Language": "sv-SE,sv;q=0.9,en;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        self._expiries: dict[str, int] = {}
        self._ways = network.Ways.from_environment()
        self._context = network.tls_context(self._expiries)
        self._resolver = resolver or network.GuardedResolver(refusal)
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        self._sessions[False] = self._session(network.connector(self._context, self._keep, self._resolver))
        if self._ways.proxies:
            self._sessions[True] = self._session(network.connector(self._context, self._keep))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions.values():
            await session.close()
        await self._resolver.close()

    def _session(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None),
            max_line_size=262_144,
            max_field_size=262_144,
            max_headers=2000,
            read_bufsize=16_384,
        )

    async def visit(self, url: str, patience: Patience, turn: Turn = _no_turn) -> Seen:
        """Go where the address leads; nothing a server does makes this raise."""
        chain = Chain(url)
        try:
            chain.go(url)
            while True:
                seen, onward = await self._step(chain, patience, turn)
                if onward is None:
                    break
                way, location = onward
                stop = chain.follow(location, way, seen)
                if stop is not None:
                    seen = stop
                    break
        except addresses.AddressError as error:
            seen = chain.trouble(Trouble.BAD_ADDRESS, str(error))
        return replace(seen, url=chain.first, ms=int(chain.seconds * 1000))

    async def _step(self, chain: Chain, patience: Patience, turn: Turn) -> tuple[Seen, tuple[Way, str] | None]:
        try:
            async with turn(chain.at):
                begun = time.monotonic()  # waiting for our turn is no fault of the host
                try:
                    return await self._get(chain, patience)
                finally:
                    chain.seconds += time.monotonic() - begun
        except _AnswerError as error:
            trouble, note = trouble_of(error)
            return chain.trouble(trouble, note), None

    async def _get(self, chain: Chain, patience: Patience) -> tuple[Seen, tuple[Way, str] | None]:
        url = chain.at
        proxy = self._ways.proxy_for(url)
        headers = chain.cookie_header()
        limits = aiohttp.ClientTimeout(total=None, sock_connect=min(patience.connect, patience.answer))
        session = self._sessions[proxy is not None]
        with _client_at_work():
            await self._refuse_private(url, proxied=proxy is not None)
            try:
                async with asyncio.timeout(patience.answer):
                    response = await session.get(
                        URL(url, encoded=True), allow_redirects=False, proxy=proxy, headers=headers, timeout=limits
                    )
            except aiohttp.ClientResponseError as error:
                if proxy is not None or trouble_of(error)[0] is not Trouble.ODD_HTTP:
                    raise
                status, found, raw = await self._forgiving(url, headers, patience)
                return await self._read(chain, status, found, raw, Body.WHOLE)
        try:
            found = {}
            for name, value in response.headers.items():
                found.setdefault(name.lower(), value)
            chain.keep_cookies(response)
            if _sends_on(response.status, found):
                await _drain(response)
                return await self._read(chain, response.status, found, b"", Body.WHOLE)
            raw, state = await collected(response, found, patience.body)
            return await self._read(chain, response.status, found, raw, state)
        finally:
            response.close() if not response.content.at_eof() else response.release()

    async def _forgiving(
        self, url: str, headers: dict[str, str], patience: Patience
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask once more as a browser reads: a length twice, a length beside chunks, headers of an odd form."""
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        found = await self._resolver.resolve(parts.hostname or "", port)

        def ask() -> tuple[int, dict[str, str], bytes]:
            client = http.client.HTTPConnection(parts.hostname or "", port, timeout=patience.answer)
            client.sock = socket.create_connection((found[0]["host"], port), patience.connect)
            if secure:
                client.sock = ssl.create_default_context().wrap_socket(client.sock, server_hostname=parts.hostname)
            try:
                target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                client.request("GET", target, headers={**self._headers, **headers, "Connection": "close"})
                answer = client.getresponse()
                told = {name.lower(): value for name, value in reversed(answer.getheaders())}
                return answer.status, told, answer.read(HTML_BYTES)
            finally:
                client.close()

        return await network.in_thread(ask, patience.answer + patience.body)

    async def _refuse_private(self, url: str, *, proxied: bool) -> None:
        host = addresses.host_of(url)
        try:
            ipaddress.ip_address(host)  # the client connects to these without looking them up
        except ValueError:
            if not proxied:
                return
        else:
            if not self._refusal.permits(host):
                raise PrivateAddressError(f"{host} is on a private network")
            return
        try:  # the proxy looks the name up, but what we can see to be private is still refused
            async with asyncio.timeout(3):
                found = await self._resolver.addresses(host)
        except (OSError, TimeoutError, ValueError):
            return
        if found and not any(self._refusal.permits(text) for _, text in found):
            raise PrivateAddressError(f"{host} is on a private network")

    async def _read(
        self, chain: Chain, status: int, headers: dict[str, str], raw: bytes, state: Body
    ) -> tuple[Seen, tuple[Way, str] | None]:
        later = moment_after(headers.get("retry-after", ""), self._now())
        expires = self._expiries.get(addresses.host_of(chain.at)) if chain.at.startswith("https:") else None
        seen = chain.seen(status=status, headers=headers, retry_after=later, expires=expires)
        if _sends_on(status, headers):
            return seen, (Way.PERMANENT if status in {301, 308} else Way.TEMPORARY, headers["location"].strip())
        seen = await understood(seen, raw, state, headers)
        return seen, page_onward(seen, headers)


def _sends_on(status: int, headers: dict[str, str]) -> bool:
    return status in {300, 301, 302, 303, 307, 308} and bool(headers.get("location", "").strip())


async def _drain(response: aiohttp.ClientResponse) -> None:
    """Read the short body of a redirect so that the connection can be used again."""
    length = response.content_length
    if length is None or length > SAMPLE:
        return
    with contextlib.suppress(*REMOTE_ERRORS):
        async with asyncio.timeout(2):
            await response.content.read()
