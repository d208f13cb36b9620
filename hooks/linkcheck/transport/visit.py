"""One visit: a GET, its redirects, what came at their end.

What comes in is an address, what goes out is what was `Seen`. Redirects are followed here and not by the client, so
that every step is checked, counted and paced.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from linkcheck import urls
from linkcheck.judgement.markup import Page, read_text
from linkcheck.judgement.seen import Body, Hop, Kind, Seen, Trouble, Way
from linkcheck.transport.body import kind_of, moment_after, page_onward, text_of
from linkcheck.transport.client import Answer, Client, cookies_of

MAX_HOPS = 20
"""As many as browsers follow."""
THREADED = 200_000

Turn = Callable[[str], AbstractAsyncContextManager[None]]


class Visitor:
    """Goes where addresses lead, with the client of the run."""

    def __init__(self, client: Client, now: Callable[[], datetime]) -> None:
        self._client, self._now = client, now

    async def visit(self, url: str, patience: float, turn: Turn) -> Seen:
        """Go where the address leads; nothing a server does makes this raise."""
        curl, seconds, fragment = self._client.handle(), 0.0, ""
        hops: list[Hop] = []
        been: set[tuple[str, ...]] = set()
        seen = Seen(url, url)
        try:
            at = urls.wire_url(url)
            while True:
                been.add((at, *cookies_of(curl)))
                async with turn(at):
                    begun = time.monotonic()  # waiting for our turn is no fault of the host
                    answer = await self._client.get(curl, at, patience)
                    seconds += time.monotonic() - begun
                seen = Seen(url, at + (f"#{fragment}" if fragment else ""), tuple(hops))
                seen, onward = await self._understood(seen, answer)
                if onward is None:
                    break
                way, location = onward
                hops.append(Hop(at, way))
                seen = Seen(url, at, tuple(hops), answer.status)
                target = urls.joined(at, location)
                if urls.scheme_of(target) not in urls.WEB:
                    seen = replace(seen, trouble=Trouble.OTHER_SCHEME)
                    break
                anchor = urls.fragment_of(target)
                fragment = quote(anchor, safe="%/:@!$&'()*+,;=~-._?", errors="replace") or fragment
                at = urls.wire_url(target)
                if (at, *cookies_of(curl)) in been or len(hops) > MAX_HOPS:
                    seen = replace(seen, final_url=at, trouble=Trouble.LOOP)
                    break
        except urls.AddressError:
            seen = replace(seen, trouble=Trouble.BAD_ADDRESS)
        return replace(seen, ms=int(seconds * 1000))

    async def _understood(self, seen: Seen, answer: Answer) -> tuple[Seen, tuple[Way, str] | None]:
        """Read what came, and where it sends the visitor."""
        if answer.trouble is not None or answer.status is None:
            return replace(seen, trouble=answer.trouble or Trouble.ODD_HTTP), None
        later = moment_after(answer.headers.get("retry-after", ""), self._now())
        seen = replace(
            seen,
            status=answer.status,
            headers=answer.headers,
            retry_after=later,
            body=answer.body,
            expires=answer.expires,
        )
        if answer.sends_on:
            return seen, (Way.PERMANENT if answer.status in {301, 308} else Way.TEMPORARY, answer.headers["location"])
        data, label = bytes(answer.data), answer.headers.get("content-type", "")
        unread = answer.body is Body.OPAQUE or (answer.body is Body.UNREADABLE and not data)
        seen = replace(seen, kind=kind_of(b"x" if unread else data, label))
        if unread or seen.kind in {Kind.PDF, Kind.FILE}:
            return seen, None
        seen = replace(seen, text=text_of(data, label))
        read = Page if seen.kind is Kind.HTML else read_text
        if len(seen.text) > THREADED:  # a long page must not hold up the clocks of the others
            seen = replace(seen, page=await asyncio.to_thread(read, seen.text))
        elif seen.kind is not Kind.JSON:
            seen = replace(seen, page=read(seen.text))
        return seen, page_onward(seen)
