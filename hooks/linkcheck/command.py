"""The command: arguments in, files and an exit code out.

0 is fine, 1 broken links, 2 wrong use, 3 that the fault is our own network's, 4 that the memory could not be written.

`hooks/manage.py links` and `python -m linkcheck` call `run` with what `arguments.add_arguments` declares.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from core.messages import _
from core.problems import WrongUseError
from linkcheck import reports
from linkcheck.judgement.judge import Outcome
from linkcheck.judgement.outage import outage
from linkcheck.links import Link, read_links
from linkcheck.memory import StatusFile, merged, read_status, render_status
from linkcheck.transport.body import LONGEST_REST
from linkcheck.transport.client import Client
from linkcheck.transport.schedule import Manners, Schedule
from linkcheck.transport.visit import Visitor
from linkcheck.verdicts import Judgement, found
from whole_files import NotWrittenError, locked, write_text

FINE, BROKEN, WRONG_USE, NETWORK_DOWN, NOT_WRITTEN = range(5)


def run(
    args: argparse.Namespace,
    *,
    stdout: TextIO,
    stderr: TextIO,
    now: datetime,
    pages: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """Check the links; `pages` says which pages show each link, where the list itself does not."""
    try:
        return _run(args, stdout, stderr, now.astimezone(UTC), pages or {})
    except WrongUseError as problem:
        stderr.write(f"{problem}\n")
        return WRONG_USE
    except NotWrittenError as problem:
        stderr.write(f"{problem}\n")
        return NOT_WRITTEN


def _run(
    args: argparse.Namespace, stdout: TextIO, stderr: TextIO, now: datetime, pages: Mapping[str, Sequence[str]]
) -> int:
    _check(args)
    links = read_links(args.source)
    chosen = _chosen(links, args.only, args.source)
    before = read_status(args.status)
    started = time.monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=time.monotonic() - started)

    outcomes = {link.id: rest for link in chosen if (rest := _resting(link, before, now)) is not None}
    waiting = [link for link in chosen if link.id not in outcomes]
    with _progress(len(waiting), stdout) as bar:

        def tell(outcome: Outcome) -> None:
            outcomes[outcome.link.id] = outcome
            if bar:
                bar.update()

        unasked = asyncio.run(_ask(args, waiting, before, clock, tell))
    outcomes |= {link.id: Outcome(link, found("late"), kept=True) for link in unasked}
    down, after = outage(outcomes.values(), before.links), before
    if not down:
        with locked(args.status):  # as it stands now: another run may have changed it meanwhile
            now = clock().replace(microsecond=0)
            after = merged(read_status(args.status), links, outcomes, now, keep_others=bool(args.only))
            write_text(args.status, render_status(after))
    told = [
        reports.Row.of(outcomes[link.id], after.links.get(link.id), args.source, pages.get(link.id, ()))
        for link in chosen
    ]
    if args.out:
        write_text(args.out, reports.render_json(told))
    if args.report:
        write_text(args.report, reports.render_report(told, clock(), down))
    if down:
        told_why = _("{path}:1: {down}; nothing was changed, run the check again later", path=args.source, down=down)
        stderr.write(f"{told_why}\n")
        return NETWORK_DOWN
    alarms = [row for row in told if reports.is_alarm(row, strict=args.strict)]
    for row, line in reports.render_lines(told):
        (stderr if row in alarms else stdout).write(line)
    stdout.write(_("{number} links tried, {broken} broken.", number=len(told), broken=len(alarms)) + "\n")
    return BROKEN if alarms else FINE


def _progress(total: int, stdout: TextIO) -> Any:
    """Give what shows how far the run has come, to who looks at it."""
    if not stdout.isatty():
        return nullcontext()
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415 - no other run pays for it

    return tqdm(total=total, file=stdout, unit="länk")


def _check(args: argparse.Namespace) -> None:
    """Refuse what cannot be followed before anything is asked."""
    if args.concurrency < 1 or args.timeout <= 0:
        raise WrongUseError(_("--concurrency and --timeout must be more than 0; give a larger number"))
    if not args.user_agent.isascii() or not args.user_agent.isprintable() or not args.user_agent.strip():
        raise WrongUseError(_("--user-agent must be one line of ASCII; write å, ä, ö without dots"))
    for path in filter(None, (args.status, args.out, args.report)):
        if path.is_dir() or not path.parent.is_dir():
            raise WrongUseError(_("{path}:1: this must be a file in a folder that exists; make it first", path=path))


def _chosen(links: Sequence[Link], only: Sequence[str], source: Path) -> list[Link]:
    wanted = {part for text in only for part in text.split(",") if part}
    if missing := ", ".join(sorted(wanted - {link.id for link in links})):
        message = _("{path}:1: no link has the id «{missing}»; give --only ids from it", path=source, missing=missing)
        raise WrongUseError(message)
    return [link for link in links if link.id in wanted or not only]


def _resting(link: Link, before: StatusFile, now: datetime) -> Outcome | None:
    """Return the remembered outcome of a link whose host asked not to be asked yet."""
    old = before.links.get(link.id)
    if old is None or old.url != link.url or old.retry_after is None:
        return None
    if not now < old.retry_after <= now + LONGEST_REST:  # further away than any we store: a clock was wrong
        return None
    return Outcome(link, Judgement(old.verdict, old.detail, old.final_url), retry_after=old.retry_after, kept=True)


async def _ask(
    args: argparse.Namespace,
    links: Sequence[Link],
    before: StatusFile,
    clock: Callable[[], datetime],
    tell: Callable[[Outcome], None],
) -> list[Link]:
    """Ask for the links, those that have waited longest for a good answer first."""
    last_ok = {identity: str(old.last_ok or "") for identity, old in before.links.items()}
    manners = Manners(args.pause / 1000, args.retry_pause / 1000, args.deadline, args.concurrency, args.timeout)
    async with aclosing(Client(args.user_agent, allow_loopback=args.allow_loopback)) as client:
        schedule = Schedule(Visitor(client, clock), manners, clock, tell)
        return await schedule.run(sorted(links, key=lambda link: last_ok.get(link.id, "")))
