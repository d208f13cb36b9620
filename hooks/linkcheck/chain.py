"""The way from the first address to the last: the hops, the cookies picked up on it, and when it goes in a ring."""

from __future__ import annotations

import contextlib
import http.cookies
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

import aiohttp
from yarl import URL

from linkcheck import addresses
from linkcheck.observed import Hop, Seen, Trouble, Way

MAX_HOPS = 20
"""As many as browsers follow."""


class Chain:
    """The way from the first address to the last, with the cookies picked up on it."""

    def __init__(self, first: str) -> None:
        self.first, self.at, self.fragment = first, first, ""
        self.hops: list[Hop] = []
        self.seconds = 0.0
        self._jar: aiohttp.CookieJar | None = None
        self._been: set[tuple[str, str]] = set()

    def go(self, url: str) -> None:
        """Take the next address, as a browser would send it."""
        self.at = addresses.wire_url(url)
        self._been.add((self.at, self._cookies()))

    def follow(self, location: str, way: Way, seen: Seen) -> Seen | None:
        """Take one step, or say why there is no next one."""
        base = self.at
        if way is Way.PAGE and seen.page is not None and seen.page.base:
            base = addresses.joined(self.at, seen.page.base)
        target = addresses.joined(base, location)
        scheme = addresses.scheme_of(target)
        self.hops.append(Hop(self.at, way))
        if scheme not in addresses.DEFAULT_PORTS:
            return replace(self.trouble(Trouble.OTHER_SCHEME, f"{scheme or 'okänt'}:"), status=seen.status)
        self.fragment = (
            quote(addresses.fragment_of(target), safe="%/:@!$&'()*+,;=~-._?", errors="replace") or self.fragment
        )
        wire = addresses.wire_url(target)
        if (wire, self._cookies()) in self._been or len(self.hops) > MAX_HOPS:
            self.at = wire
            return replace(self.trouble(Trouble.LOOP, ""), status=seen.status)
        self.go(target)
        return None

    def _cookies(self) -> str:
        return "" if self._jar is None else "; ".join(sorted(f"{m.key}={m.value}" for m in self._jar))

    def cookie_header(self) -> dict[str, str]:
        """Return the cookies to send to the present address."""
        if self._jar is None:
            return {}
        found = self._jar.filter_cookies(URL(self.at, encoded=True))
        return {"Cookie": "; ".join(f"{m.key}={m.coded_value}" for m in found.values())} if found else {}

    def keep_cookies(self, response: aiohttp.ClientResponse) -> None:
        """Keep what the response sets."""
        if "Set-Cookie" not in response.headers:
            return
        if self._jar is None:
            self._jar = aiohttp.CookieJar(unsafe=True)
        with contextlib.suppress(http.cookies.CookieError, ValueError):
            self._jar.update_cookies(response.cookies, URL(self.at, encoded=True))

    def seen(self, *, status: int, headers: dict[str, str], retry_after: datetime | None) -> Seen:
        """Return what was seen at the present address."""
        final = self.at + (f"#{self.fragment}" if self.fragment else "")
        return Seen(self.first, final, tuple(self.hops), status, headers, retry_after=retry_after)

    def trouble(self, trouble: Trouble, note: str) -> Seen:
        """Return that the way ended here without an answer."""
        return Seen(self.first, self.at, tuple(self.hops), trouble=trouble, note=note)
