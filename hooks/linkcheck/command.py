"""The command: arguments in, files and an exit code out.

0 is fine, 1 broken links, 2 wrong use, 3 that the network itself is down.

`hooks/manage.py links` and `python -m linkcheck` call `run` with what `arguments.add_arguments` declares.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from linkcheck import machine_reports, outage, report
from linkcheck.fetch import Fetcher, Patience
from linkcheck.journal import Journal, journal_path
from linkcheck.links import InputProblemError, Link, read_links
from linkcheck.network import ProxyProblemError, Refusal
from linkcheck.outcome import Outcome
from linkcheck.progress import Progress
from linkcheck.schedule import Manners, Schedule
from linkcheck.status import (
    StatusFile,
    StatusProblemError,
    merged,
    read_status,
    render_status,
    write_text,
)
from linkcheck.verdicts import Verdict

LINKS, STATUS = Path("data/links.yml"), Path("data/link-status.json")
FINE, BROKEN, WRONG_USE, NETWORK_DOWN = 0, 1, 2, 3


class _WrongUseError(Exception):
    """The arguments cannot be followed."""


def run(
    args: argparse.Namespace,
    *,
    stdout: TextIO,
    stderr: TextIO,
    now: datetime,
    pages: Mapping[str, Sequence[str]] | None = None,
    root: Path = Path(),
) -> int:
    """Check the links; `pages` says which pages show each link, where the list itself does not.

    `root` is the folder whose list and memory are meant where the arguments name none.
    """
    args.source = args.source or Path(os.path.relpath(root / LINKS))
    args.status = args.status or Path(os.path.relpath(root / STATUS))
    try:
        return _run(args, stdout, stderr, now.astimezone(UTC), pages or {})
    except (InputProblemError, StatusProblemError, ProxyProblemError, _WrongUseError) as problem:
        stderr.write(f"{problem}\n")
        return WRONG_USE
    except BrokenPipeError:
        return WRONG_USE


def _run(
    args: argparse.Namespace,
    stdout: TextIO,
    stderr: TextIO,
    now: datetime,
    pages: Mapping[str, Sequence[str]],
) -> int:
    _check_places(args)
    if args.concurrency < 1 or args.timeout <= 0:
        raise _WrongUseError("--concurrency and --timeout must be more than 0; give a larger number")
    if not args.user_agent.isascii() or not args.user_agent.isprintable() or not args.user_agent.strip():
        raise _WrongUseError("--user-agent must be one line of ASCII; write å, ä, ö without dots")
    links = read_links(args.source)
    chosen = _chosen(links, args.only, args.source)
    before = read_status(args.status)
    started = time.monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=time.monotonic() - started)

    with Journal(journal_path(args.status, part=bool(args.only)), chosen, now, before.checked) as journal:
        outcomes = dict(journal.earlier)
        waiting = []
        for link in chosen:
            if link.id not in outcomes:
                rest = _resting(link, before, now)
                if rest is None:
                    waiting.append(link)
                else:
                    outcomes[link.id] = rest
        progress = Progress(stdout, len(chosen), len(outcomes))

        def tell(outcome: Outcome) -> None:
            outcomes[outcome.id] = outcome
            journal.add(outcome)
            progress.tell(outcome)

        unasked = asyncio.run(_ask(args, waiting, before, clock, tell))
        progress.end()
        for link in unasked:
            outcomes[link.id] = Outcome(
                link.id,
                link.url,
                Verdict.SKIPPED,
                "Hanns inte med innan tiden för körningen tog slut.",
                kept=True,
            )
        down = outage.outage(outcomes.values(), before.links)
        after = (
            before
            if down
            else merged(before, links, outcomes, clock().replace(microsecond=0), keep_others=bool(args.only))
        )
        if not down:
            _write(args.status, render_status(after))
        told = report.rows(chosen, outcomes, after, str(args.source), pages)
        _write_reports(args, told, stdout, clock(), down)
        journal.done()
    return _ending(args, told, down, stdout, stderr)


def _check_places(args: argparse.Namespace) -> None:
    for name in ("status", "out", "report", "junit"):
        path: Path | None = getattr(args, name)
        if path is None:
            continue
        if not path.parent.is_dir():
            raise _WrongUseError(f"{path}:1: the folder for --{name} does not exist; make it first")
        if path.is_dir():
            raise _WrongUseError(f"{path}:1: --{name} is a folder; give a file")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise _WrongUseError(f"{path}:1: --{name} cannot be written; make it writable")


def _chosen(links: Sequence[Link], only: Sequence[str], source: Path) -> list[Link]:
    wanted = {part for text in only for part in text.split(",") if part}
    missing = sorted(wanted - {link.id for link in links})
    if missing:
        raise _WrongUseError(
            f"{source}:1: there is no link with id «{', '.join(missing)}»; give --only ids from the list"
        )
    return [link for link in links if link.id in wanted] if only else list(links)


def _resting(link: Link, before: StatusFile, now: datetime) -> Outcome | None:
    """Return the remembered outcome of a link whose host asked not to be asked yet."""
    old = before.links.get(link.id)
    if old is None or old.url != link.url or old.retry_after is None or old.retry_after <= now:
        return None
    return Outcome(
        link.id,
        link.url,
        old.verdict,
        old.detail,
        old.final_url,
        retry_after=old.retry_after,
        kept=True,
    )


async def _ask(
    args: argparse.Namespace,
    links: Sequence[Link],
    before: StatusFile,
    clock: Callable[[], datetime],
    tell: Callable[[Outcome], None],
) -> list[Link]:
    """Ask for the links, those that have waited longest for a good answer first."""

    def age(link: Link) -> str:
        old = before.links.get(link.id)
        return str(old.last_ok) if old is not None and old.last_ok else ""

    patience = Patience(connect=args.timeout, answer=args.timeout, body=args.timeout * 1.2)
    manners = Manners(
        pause=args.pause / 1000,
        retry_pause=args.retry_pause / 1000,
        deadline=args.deadline,
        concurrency=args.concurrency,
        patience=patience,
    )
    keep = max(15.0, 2 * manners.pause)
    refusal = Refusal(allow_loopback=args.allow_loopback)
    async with Fetcher(user_agent=args.user_agent, refusal=refusal, now=clock, keep=keep) as fetcher:
        return await Schedule(fetcher, manners, clock, tell).run(sorted(links, key=age))


def _write(path: Path, text: str) -> None:
    try:
        write_text(path, text)
    except OSError as error:
        raise _WrongUseError(
            f"{path}:1: cannot be written ({error.strerror}); make room and make it writable"
        ) from error


def _write_reports(
    args: argparse.Namespace,
    told: Sequence[report.Row],
    stdout: TextIO,
    now: datetime,
    down: str | None,
) -> None:
    if args.out:
        _write(args.out, machine_reports.render_json(told))
    if args.report:
        _write(args.report, report.render_report(told, now, down))
    if args.junit:
        _write(args.junit, machine_reports.render_junit(told, strict=args.strict))
    if args.github and not down:
        stdout.write(machine_reports.render_annotations(told))


def _ending(
    args: argparse.Namespace,
    told: Sequence[report.Row],
    down: str | None,
    stdout: TextIO,
    stderr: TextIO,
) -> int:
    if down:
        stderr.write(f"{args.source}:1: {down}; no status was changed, run again when it is up\n")
        return NETWORK_DOWN
    alarms = [row for row in told if machine_reports.is_alarm(row, strict=args.strict)]
    stderr.writelines(
        f"{row.place}: «{' '.join(row.link.url.split())}» is broken "
        f"({row.outcome.verdict}: {row.outcome.detail}); replace the address\n"
        for row in alarms
    )
    stdout.write(f"{len(told)} links checked, {len(alarms)} broken\n")
    with suppress(OSError):
        stdout.flush()
    return BROKEN if alarms else FINE
