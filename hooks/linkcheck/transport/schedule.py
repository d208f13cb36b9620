"""The manners: one connection and a pause a host, many hosts at once, patience that grows, an end to the run.

What comes in is the list of links and a fetcher, what goes out is one `Outcome` a link, handed over as soon as it
stands.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from linkcheck import addresses
from linkcheck.judgement import judge, signs
from linkcheck.judgement.seen import NETWORK_TROUBLES, HostLook, Kind, Seen, Trouble
from linkcheck.links import Link
from linkcheck.outcome import Outcome
from linkcheck.transport.fetch import Patience, Turn
from linkcheck.verdicts import Judgement, Verdict

GIVEN_UP_AFTER = 3
"""So many links in a row without any sign of life from a host, and the rest of its links are asked once only."""
LONG_SILENCE = 5.0
"""A first question that has waited this long when the deadline comes is called down, a younger one left unjudged."""


class Visitor(Protocol):
    """What can go to an address: `fetch.Fetcher`, or a stand-in."""

    async def visit(self, url: str, patience: Patience, turn: Turn) -> Seen:
        """Go where the address leads."""


@dataclass(frozen=True)
class Manners:
    """How gently to ask. Times in seconds."""

    pause: float = 1.0
    retry_pause: float = 1.0
    deadline: float = 1800.0
    concurrency: int = 100
    patience: Patience = field(default_factory=Patience)


@dataclass
class _Host:
    """The queue of one host and what it has said so far."""

    key: str
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_turn: float = 0.0
    silent: int = 0
    limited: int = 0  # links in a row answered «wait until …»
    refused: int = 0  # links in a row answered «wait» without a word of how long
    resting_until: datetime | None = None
    refusing: bool = False
    look: HostLook | None = None


@dataclass(order=True)
class _Job:
    """One address to ask for, with the links that share it. Fresh ones sort before those to be asked again."""

    attempts: int
    order: int
    links: list[Link] = field(compare=False)
    not_before: float = field(default=0.0, compare=False)
    asked_at: float | None = field(default=None, compare=False)
    seen: Seen | None = field(default=None, compare=False)
    told: bool = field(default=False, compare=False)


class Schedule:
    """One run over a list of links."""

    def __init__(
        self,
        visitor: Visitor,
        manners: Manners,
        now: Callable[[], datetime],
        tell: Callable[[Outcome], None],
    ) -> None:
        self._visitor, self._manners, self._now, self._tell = visitor, manners, now, tell
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(max(1, manners.concurrency))

    async def run(self, links: Iterable[Link]) -> list[Link]:
        """Ask for all of them; returns the links that the deadline left unasked."""
        queues: dict[str, list[_Job]] = {}
        jobs = list(self._jobs(links))
        for job in jobs:
            queues.setdefault(self._key(job), []).append(job)
        lanes = [asyncio.ensure_future(self._lane(key, queue)) for key, queue in queues.items()]
        if not lanes:
            return []
        done, late = await asyncio.wait(lanes, timeout=max(0.0, self._manners.deadline))
        for lane in late:
            lane.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for lane in done:
            lane.result()  # a bug in a lane keeps its traceback
        return [link for job in jobs if not job.told and not self._told_late(job) for link in job.links]

    def _jobs(self, links: Iterable[Link]) -> Iterable[_Job]:
        """One job an address: two links to the same page are one question."""
        by_address: dict[str, _Job] = {}
        for link in links:
            judged = judge.not_asked(link)
            if judged is None:
                try:
                    address = addresses.wire_url(link.url)
                except addresses.AddressError as error:
                    seen = Seen(link.url, link.url, trouble=Trouble.BAD_ADDRESS, note=str(error))
                    judged = judge.judge(link, seen)
            if judged is not None:
                self._tell(Outcome.of(link, judged))
            elif address in by_address:
                by_address[address].links.append(link)
            else:
                by_address[address] = _Job(0, len(by_address), [link])
        return by_address.values()

    @staticmethod
    def _key(job: _Job) -> str:
        return addresses.host_key(addresses.wire_url(job.links[0].url))

    def _host(self, key: str) -> _Host:
        return self._hosts.setdefault(key, _Host(key))

    async def _lane(self, key: str, queue: list[_Job]) -> None:
        """Work through one host's queue, the fresh ones first."""
        host = self._host(key)
        heapq.heapify(queue)
        while queue:
            job = heapq.heappop(queue)
            if job.attempts:
                # What must be asked again waits its pause; the one that may go first goes first.
                heapq.heappush(queue, job)
                job = min(queue, key=lambda j: (j.not_before, j.order))
                queue.remove(job)
                heapq.heapify(queue)
                await asyncio.sleep(max(0.0, job.not_before - time.monotonic()))
            resting = host.resting_until is not None and host.resting_until > self._now()
            if host.refusing or resting:
                self._tell_resting(job, host)
                continue
            pause = await self._ask(job, host)
            if pause is None:
                await self._finish(job, host)
            else:
                job.not_before = time.monotonic() + pause
                heapq.heappush(queue, job)

    async def _ask(self, job: _Job, host: _Host) -> float | None:
        """Ask once; returns the pause before asking again, None when the answer stands."""
        job.asked_at = None
        patience = self._manners.patience
        if job.attempts:
            patience = replace(patience, answer=patience.answer * 2, body=patience.body * 2)
        _, turn = self._way(job)
        job.seen = seen = await self._visitor.visit(job.links[0].url, patience, turn)
        job.attempts += 1
        pause = judge.retry_pause(job.links[0], seen, job.attempts, self._now(), self._manners.retry_pause)
        self._learn(host, job, seen, final=pause is None)
        if pause is not None and seen.status in {429, 503} and seen.retry_after is not None:
            # The host asked for a pause, so all its links get it.
            host.next_turn = max(host.next_turn, time.monotonic() + pause)
        if pause is not None and host.silent >= GIVEN_UP_AFTER:
            return None
        return pause

    def _learn(self, host: _Host, job: _Job, seen: Seen, *, final: bool) -> None:
        """Remember what the host's answer says of the host."""
        if seen.hops:
            return
        if seen.status is not None:
            host.silent = 0
        elif final and (seen.trouble in NETWORK_TROUBLES or seen.trouble is Trouble.TIMEOUT):
            host.silent += 1
        if seen.status != 429 or (seen.page is not None and signs.is_wall(seen)):
            host.limited = host.refused = 0
        elif seen.retry_after is None:
            host.refused += job.attempts == 1
            host.refusing = host.refused >= GIVEN_UP_AFTER
        else:
            host.limited += 1
            if host.limited >= GIVEN_UP_AFTER and (seen.retry_after - self._now()).total_seconds() > judge.LONGEST_WAIT:
                host.resting_until = seen.retry_after

    @contextlib.asynccontextmanager
    async def _turn(self, url: str, job: _Job) -> AsyncIterator[None]:
        """Hold the host's only connection; the pause counts from one question to the next."""
        host = self._host(addresses.host_key(url))
        async with host.lock:
            wait = host.next_turn - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            async with self._slots:
                job.asked_at = now = time.monotonic()
                # A clock that wakes us a little late must not make three hundred pauses longer.
                planned = host.next_turn if now - host.next_turn < self._manners.pause / 4 else now
                host.next_turn = planned + self._manners.pause
                yield

    async def _finish(self, job: _Job, host: _Host) -> None:
        seen = job.seen
        look = HostLook()
        if seen is not None and _is_telling(seen):
            look = await self._look(job, host)
        self._tell_all(job, look)

    def _tell_all(self, job: _Job, look: HostLook) -> None:
        seen, job.seen = job.seen, None  # ten thousand pages would not fit in memory
        if seen is not None:
            job.told = True
            for link in job.links:
                self._tell(Outcome.of(link, judge.judge(link, seen, look), seen))

    async def _look(self, job: _Job, host: _Host) -> HostLook:
        """Ask the host, once a run, for an address that cannot exist, and for its start page if they look the same."""
        if host.look is None or host.look.start is None:
            seen = job.seen
            root = addresses.joined(job.links[0].url, "/")
            if host.look is None:
                host.look = HostLook(nowhere=await self._visitor.visit(f"{root}{uuid.uuid4().hex}", *self._way(job)))
            nowhere = host.look.nowhere
            if nowhere is not None and seen is not None and signs.alike(seen.page, nowhere.page):
                host.look = HostLook(nowhere, await self._visitor.visit(root, *self._way(job)))
        return host.look

    def _way(self, job: _Job) -> tuple[Patience, Turn]:
        return self._manners.patience, lambda url: self._turn(url, job)

    def _tell_resting(self, job: _Job, host: _Host) -> None:
        job.told = True
        judged = Judgement(Verdict.RATE_LIMITED, "Webbplatsen har bett oss vänta med fler frågor.")
        if host.refusing:
            judged = Judgement(
                Verdict.BLOCKED, "Webbplatsen släpper inte in kontrollen (429, utan att säga hur länge)."
            )
        for link in job.links:
            self._tell(Outcome.of(link, judged, retry_after=None if host.refusing else host.resting_until))

    def _told_late(self, job: _Job) -> bool:
        """Judge at the deadline what has been seen so far; False where that is nothing."""
        if job.seen is None and (job.asked_at is None or time.monotonic() - job.asked_at < LONG_SILENCE):
            return False
        if job.seen is None:
            url = addresses.wire_url(job.links[0].url)
            waited = int(1000 * (time.monotonic() - (job.asked_at or 0)))
            job.seen = Seen(url, url, trouble=Trouble.TIMEOUT, ms=waited)
        self._tell_all(job, HostLook())
        return True


def _is_telling(seen: Seen) -> bool:
    """Whether what came may be what the host shows for any address at all."""
    fine = seen.status is not None and 200 <= seen.status < 300 and seen.kind is Kind.HTML
    return fine and not addresses.is_start_page(seen.url)
