"""The journal beside the memory: one line an outcome, so that a whole run that was killed goes on where it stopped."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from linkcheck.links import Link
from linkcheck.outcome import Outcome
from linkcheck.status import NotWrittenError, StatusProblemError

FRESH = timedelta(hours=24)
"""An older journal belongs to a run that nobody went on with; its answers are stale."""


def journal_path(status: Path) -> Path:
    """Where the journal of a whole run lies."""
    target = status.resolve()
    return target.with_name(f"{target.name}.journal")


class Journal(contextlib.AbstractContextManager["Journal"]):
    """An open journal. `earlier` holds the usable outcomes of a run that was cut short."""

    def __init__(self, path: Path, links: Iterable[Link], now: datetime, checked: datetime | None = None) -> None:
        self.path = path
        try:
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            what = f"{path}:1: körningens dagbok kan inte skrivas ({error.strerror}); se till att mappen får ändras"
            raise NotWrittenError(what) from error
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
                    # A memory written after the start holds these outcomes already.
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
        with contextlib.suppress(OSError):  # a full disk must not stop the run; the memory will tell
            self._file.seek(0, os.SEEK_END)
            self._file.write(b"\n" + json.dumps(record).encode("ascii"))
            self._file.flush()

    def add(self, outcome: Outcome) -> None:
        """Note one outcome; it is in the file when this returns."""
        self._add(outcome.to_json())

    def done(self) -> None:
        """Return the run has ended and is remembered elsewhere: the journal is not needed any more."""
        self.path.unlink(missing_ok=True)

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
