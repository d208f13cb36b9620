"""The journal beside the status file: one line an outcome, so that a run that was killed goes on where it stopped."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from linkcheck.links import Link
from linkcheck.outcome import Outcome
from linkcheck.status import StatusProblemError

FRESH = timedelta(hours=24)
"""An older journal belongs to a run that nobody went on with; its answers are stale."""


def journal_path(status: Path, *, part: bool) -> Path:
    """Where the journal of a whole run, or of one over some links only, lies."""
    target = status.resolve()
    return target.with_name(f"{target.name}.{'part.' if part else ''}journal")


class Journal:
    """An open journal. `earlier` holds the usable outcomes of a run that was cut short."""

    def __init__(self, path: Path, links: Iterable[Link], now: datetime, checked: datetime | None = None) -> None:
        self.path = path
        try:
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            raise StatusProblemError(
                f"{path}:1: the journal cannot be written ({error.strerror}); make its folder writable"
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise StatusProblemError(f"{path}:1: another run is checking these links; wait for its end") from error
        wanted = {link.id: link for link in links}
        self.earlier = {k: o for k, o in self._read(now, checked).items() if k in wanted and o.url == wanted[k].url}
        if not self.earlier:
            self._file.truncate(0)
        self._add({"started": now.isoformat()})

    def _read(self, now: datetime, checked: datetime | None) -> dict[str, Outcome]:
        """Return the outcomes in the file; what is torn or not ours is passed over, as it can be asked again."""
        self._file.seek(0)
        outcomes: dict[str, Outcome] = {}
        fresh = False
        for line in self._file.read().splitlines():
            try:
                record = json.loads(line.decode("utf-8"))
                if "started" in record:
                    started = datetime.fromisoformat(record["started"])
                    # A status written after the start holds these outcomes already.
                    held = checked is not None and checked >= started.replace(microsecond=0)
                    fresh = -FRESH < now - started < FRESH and not held
                    outcomes = outcomes if fresh else {}
                elif fresh:
                    outcome = Outcome.from_json(record)
                    if not (outcome.network or outcome.kept):
                        outcomes[outcome.id] = outcome
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
                continue
        return outcomes

    def _add(self, record: object) -> None:
        self._file.seek(0, os.SEEK_END)
        self._file.write(b"\n" + json.dumps(record).encode("ascii"))
        self._file.flush()

    def add(self, outcome: Outcome) -> None:
        """Note one outcome; it is in the file when this returns."""
        self._add(outcome.to_json())

    def done(self) -> None:
        """Return the run has ended and is remembered elsewhere: the journal is not needed any more."""
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
