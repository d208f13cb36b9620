"""The manners: one connection and a pause a host, many hosts at once, patience that grows, an end to the run.

What comes in is the list of links and a fetcher, what goes out is one `Outcome` a link, handed over as soon as it
stands.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from linkcheck import urls
from linkcheck.judgement import appearance, judge
from linkcheck.judgement.judge import Outcome
from linkcheck.judgement.seen import HostLook, Kind, Seen, Trouble
from linkcheck.links import Link
from linkcheck.transport.visit import Visitor
from linkcheck.verdicts import found

GIVEN_UP_AFTER = 3
"""So many links in a row without any sign of life from a host, and the rest of its links are asked once only."""


@dataclass(frozen=True)
class Manners:
    """How gently to ask. Times in seconds."""

    pause: float = 1.0
    retry_pause: float = 1.0
    deadline: float = 1800.0
    concurrency: int = 100
    patience: float = 10.0


@dataclass
class _Host:
    """What one host has said so far."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_turn: float = 0.0
    silent: int = 0  # links in a row without any sign of life
    limited: int = 0  # links in a row answered «wait»
    resting: bool = False
    rests_until: datetime | None = None
    look: HostLook | None = None


@dataclass
class _Job:
    """One address to ask for, with the links that share it."""

    url: str
    links: list[Link]
    attempts: int = 0
    not_before: float = 0.0
    seen: Seen | None = None
    told: bool = False


class Schedule:
    """One run over a list of links."""

    def __init__(
        self, visitor: Visitor, manners: Manners, now: Callable[[], datetime], tell: Callable[[Outcome], None]
    ) -> None:
        self._visitor, self._manners, self._now, self._tell = visitor, manners, now, tell
        self._hosts: dict[str, _Host] = defaultdict(_Host)
        self._slots = asyncio.Semaphore(max(1, manners.concurrency))

    async def run(self, links: Iterable[Link]) -> list[Link]:
        """Ask for all of them; returns the links that the deadline left unasked."""
        queues: dict[str, deque[_Job]] = {}
        jobs = list(self._jobs(links))
        for job in jobs:
            queues.setdefault(urls.host_key(job.url), deque()).append(job)
        lanes = [self._lane(self._hosts[key], queue) for key, queue in queues.items()]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._manners.deadline):
                await asyncio.gather(*lanes)
        for job in jobs:
            if not job.told:
                self._tell_all(job, HostLook())  # by what has been seen so far, if anything
        return [link for job in jobs if not job.told for link in job.links]

    def _jobs(self, links: Iterable[Link]) -> Iterable[_Job]:
        """One job an address: two links to the same page are one question."""
        by_address: dict[str, _Job] = {}
        for link in links:
            judged, address = judge.not_asked(link), urls.wire_url(link.url)
            if judged is not None or not address:
                self._tell(Outcome(link, judged or found(Trouble.BAD_ADDRESS)))
            else:
                by_address.setdefault(address, _Job(address, [])).links.append(link)
        return by_address.values()

    async def _lane(self, host: _Host, queue: deque[_Job]) -> None:
        """Work through one host's queue; what must be asked again comes after the fresh ones."""
        while queue:
            job = queue.popleft()
            await asyncio.sleep(max(0.0, job.not_before - time.monotonic()))
            if host.resting and (host.rests_until is None or host.rests_until > self._now()):
                job.told, rest = True, found("resting_for_ever" if host.rests_until is None else "resting")
                for link in job.links:
                    self._tell(Outcome(link, rest, retry_after=host.rests_until))
                continue
            pause = await self._ask(job, host)
            if pause is not None:
                job.not_before = time.monotonic() + pause
                queue.append(job)
            else:
                self._tell_all(job, await self._look(job, host))

    async def _ask(self, job: _Job, host: _Host) -> float | None:
        """Ask once; returns the pause before asking again, None when the answer stands."""
        patience = self._manners.patience * (2 if job.attempts else 1)
        job.seen = seen = await self._visitor.visit(job.links[0].url, patience, self._turn)
        job.attempts += 1
        pause = judge.retry_pause(job.links[0], seen, job.attempts, self._now(), self._manners.retry_pause)
        if not seen.hops:
            self._learn(host, job, seen, final=pause is None)
        if pause is not None and seen.status in {429, 503} and seen.retry_after is not None:
            # The host asked for a pause, so all its links get it.
            host.next_turn = max(host.next_turn, time.monotonic() + pause)
        return None if host.silent >= GIVEN_UP_AFTER else pause

    def _learn(self, host: _Host, job: _Job, seen: Seen, *, final: bool) -> None:
        """Remember what the host's own answer says of the host."""
        if seen.trouble is None:
            host.silent = 0
        elif final and (seen.trouble.blame == "network" or seen.trouble is Trouble.TIMEOUT):
            host.silent += 1
        asks = seen.status == 429 or (seen.status == 503 and seen.retry_after is not None)
        if not asks or (seen.page is not None and appearance.is_wall(seen)):
            host.limited = 0
            return
        later = seen.retry_after
        if (later is None) is not (host.rests_until is None):
            host.limited = 0
        host.limited += job.attempts == 1
        long = later is None or (later - self._now()).total_seconds() > judge.LONGEST_WAIT
        host.resting, host.rests_until = host.limited >= GIVEN_UP_AFTER and long, later

    @contextlib.asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """Hold the host's only connection; the pause counts from one question to the next."""
        host = self._hosts[urls.host_key(url)]
        async with host.lock:
            wait = host.next_turn - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            async with self._slots:
                now = time.monotonic()
                # A clock that wakes us a little late must not make three hundred pauses longer.
                planned = host.next_turn if now - host.next_turn < self._manners.pause / 4 else now
                host.next_turn = planned + self._manners.pause
                yield

    async def _look(self, job: _Job, host: _Host) -> HostLook:
        """Ask the host, once a run, for an address that cannot exist, and for its start page if they look the same."""
        seen = job.seen
        fine = seen is not None and 200 <= (seen.status or 0) < 300 and seen.kind is Kind.HTML
        if seen is None or not fine or urls.is_start_page(seen.url):
            return HostLook()
        root, patience = urls.joined(job.url, "/"), self._manners.patience
        if host.look is None:
            host.look = HostLook(await self._visitor.visit(f"{root}{uuid.uuid4().hex}", patience, self._turn))
        if host.look.start is None and appearance.resembles(seen, host.look.nowhere):
            host.look = replace(host.look, start=await self._visitor.visit(root, patience, self._turn))
        return host.look

    def _tell_all(self, job: _Job, look: HostLook) -> None:
        seen, job.seen = job.seen, None
        if seen is not None:
            job.told = True
            bare = replace(seen, page=None, text="")  # ten thousand pages would not fit in memory
            for link in job.links:
                rest = seen.retry_after if seen.status in {429, 503} else None
                self._tell(Outcome(link, judge.judge(link, seen, look), bare, rest))
