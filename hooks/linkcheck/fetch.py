"""One visit: a GET, its redirects, the beginning of the body.

What comes in is an address and a fragment or not, what goes out is what was `Seen`. Redirects are followed here and
not by the client library, so that every step is checked, counted and paced.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.cookies
import ipaddress
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from linkcheck import addresses, body, network
from linkcheck.chain import Chain
from linkcheck.failures import PrivateAddressError, trouble_of
from linkcheck.observed import Seen, Trouble, Way
from linkcheck.reading import SAMPLE, collected, page_onward, understood
from linkcheck.retry_after import moment_after

REMOTE_ERRORS = (
    aiohttp.ClientError,
    OSError,
    TimeoutError,
    ValueError,
    LookupError,
    EOFError,
    http.cookies.CookieError,
    RuntimeError,
    AssertionError,
)
"""What the client library raises on hostile answers; raised anywhere else it is a bug of ours."""


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
        self._agent, self._refusal, self._now, self._keep = user_agent, refusal, now, keep
        self._ways = network.Ways.from_environment()
        self._context = network.tls_context()
        self._resolver = resolver
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        self._resolver = self._resolver or network.GuardedResolver(self._refusal)
        self._sessions[False] = self._session(
            network.guarded_connector(self._refusal, self._resolver, self._context, self._keep)
        )
        if self._ways.proxies:
            self._sessions[True] = self._session(network.proxy_connector(self._context, self._keep))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for session in self._sessions.values():
            await session.close()
        if self._resolver is not None:
            await self._resolver.close()

    def _session(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Language": "sv-SE,sv;q=0.9,en;q=0.5",
            "Accept-Encoding": body.ACCEPT_ENCODING,
        }
        return aiohttp.ClientSession(
            connector=connector,
            headers=headers,
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
            async with asyncio.timeout(patience.answer):
                response = await session.get(
                    URL(url, encoded=True),
                    allow_redirects=False,
                    proxy=proxy,
                    headers=headers,
                    timeout=limits,
                )
        try:
            return await self._read(chain, response, patience)
        finally:
            response.close() if not response.content.at_eof() else response.release()

    async def _refuse_private(self, url: str, *, proxied: bool) -> None:
        host = urlsplit(url).hostname or ""
        if _is_numeric(host):
            if not self._refusal.permits(host):
                raise PrivateAddressError(f"{host} is on a private network")
        elif proxied and self._resolver is not None:
            # The proxy looks the name up, but what we can see to be private is still refused.
            try:
                async with asyncio.timeout(3):
                    found = await self._resolver.addresses(host)
            except (OSError, TimeoutError, ValueError):
                return
            if found and not any(self._refusal.permits(text) for _, text in found):
                raise PrivateAddressError(f"{host} is on a private network")

    async def _read(
        self, chain: Chain, response: aiohttp.ClientResponse, patience: Patience
    ) -> tuple[Seen, tuple[Way, str] | None]:
        headers: dict[str, str] = {}
        for name, value in response.headers.items():
            headers.setdefault(name.lower(), value)
        chain.keep_cookies(response)
        status = response.status
        seen = chain.seen(
            status=status,
            headers=headers,
            retry_after=moment_after(headers.get("retry-after", ""), self._now()),
        )
        location = headers.get("location", "").strip()
        if status in {300, 301, 302, 303, 307, 308} and location:
            await _drain(response)
            return seen, (Way.PERMANENT if status in {301, 308} else Way.TEMPORARY, location)
        raw, state = await collected(response, headers, patience.body)
        seen = await understood(seen, raw, state, headers)
        return seen, page_onward(seen, headers)


def _is_numeric(host: str) -> bool:
    """Whether aiohttp will connect to the host without looking it up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def _drain(response: aiohttp.ClientResponse) -> None:
    """Read the short body of a redirect so that the connection can be used again."""
    length = response.content_length
    if length is None or length > SAMPLE:
        return
    with contextlib.suppress(*REMOTE_ERRORS):
        async with asyncio.timeout(2):
            await response.content.read()
