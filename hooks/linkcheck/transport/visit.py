"""One visit: a GET, its redirects, what came at their end.

What comes in is an address, what goes out is what was `Seen`. Redirects are followed here and not by the client, so
that every step is checked, counted and paced.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from linkcheck import urls
from linkcheck.judgement.markup import Page, read_text
from linkcheck.judgement.seen import Body, Hop, Kind, Seen, Trouble
from linkcheck.transport.body import kind_of, moment_after, onward_from, text_of
from linkcheck.transport.client import Answer, Client, cookies_of

MAX_HOPS = 20
"""As many as browsers follow."""

Turn = Callable[[str], AbstractAsyncContextManager[None]]


class Visitor:
    """Goes where addresses lead, with the client of the run."""

    def __init__(self, client: Client, now: Callable[[], datetime]) -> None:
        self._client, self._now = client, now

    async def visit(self, url: str, patience: float, turn: Turn) -> Seen:
        """Go where the address leads; nothing a server does makes this raise."""
        curl, seconds, fragment, at = self._client.handle(), 0.0, "", urls.wire_url(url)
        hops: list[Hop] = []
        been: set[tuple[str, ...]] = set()
        while True:
            been.add((at, *cookies_of(curl)))
            async with turn(at):
                begun = time.monotonic()  # waiting for our turn is no fault of the host
                answer = await self._client.get(curl, at, patience)
                seconds += time.monotonic() - begun
            seen = self._understood(Seen(url, at + fragment, tuple(hops), ms=int(seconds * 1000)), answer)
            onward = onward_from(seen)
            if onward is None:
                return seen
            way, location = onward
            hops.append(Hop(at, way))
            left, target = at, urls.joined(at, location)
            anchor = quote(urls.fragment_of(target), safe="%/:@!$&'()*+,;=~-._?", errors="replace")
            fragment, at = f"#{anchor}" if anchor else fragment, urls.wire_url(target)
            trouble = None if at else Trouble.OTHER_SCHEME if target else Trouble.BAD_ADDRESS
            if (at, *cookies_of(curl)) in been or len(hops) > MAX_HOPS:
                trouble = Trouble.LOOP
            if trouble is not None:
                return Seen(url, at or left, tuple(hops), seen.status, trouble=trouble, ms=seen.ms)

    def _understood(self, seen: Seen, answer: Answer) -> Seen:
        """Read what came."""
        if answer.trouble is not None or answer.status is None:
            return replace(seen, trouble=answer.trouble or Trouble.ODD_HTTP)
        data, label = bytes(answer.data), answer.headers.get("content-type", "")
        unread = answer.body is Body.OPAQUE or (answer.body is Body.UNREADABLE and not data)
        kind, text, page = kind_of(b"x" if unread else data, label), "", None
        if not (unread or answer.sends_on or kind in {Kind.PDF, Kind.FILE}):
            text = text_of(data, label)
            page = Page(text) if kind is Kind.HTML else None if kind is Kind.JSON else read_text(text)
        return replace(
            seen,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            kind=kind,
            page=page,
            text=text,
            retry_after=moment_after(answer.headers.get("retry-after", ""), self._now()),
            expires=answer.expires,
        )
