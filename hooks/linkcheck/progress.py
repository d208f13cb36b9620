"""How a run goes: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TextIO

from linkcheck.outcome import Outcome
from linkcheck.verdicts import REASONS, Verdict

_WIDTH = 30


class Progress:
    """Tells of each outcome as it comes."""

    def __init__(self, stdout: TextIO, total: int, done: int) -> None:
        self._out, self._total, self._done = stdout, total, done
        self._bar = stdout.isatty()
        if done:
            self._line(f"{done} of {total} links need not be asked this time")

    def tell(self, outcome: Outcome) -> None:
        """Count one outcome; name it unless all is well."""
        self._done += 1
        if outcome.verdict not in {Verdict.OK, Verdict.SKIPPED}:
            self._line(f"{outcome.verdict:<16} {outcome.id}: {outcome.detail or REASONS[outcome.verdict]}")
        elif not self._bar and self._done % 100 == 0:
            self._line(f"{self._done} of {self._total}")
        if self._bar:
            filled = _WIDTH * self._done // max(1, self._total)
            self._out.write(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {self._done}/{self._total}")
            self._out.flush()

    def end(self) -> None:
        """Leave the terminal clean."""
        if self._bar:
            self._out.write("\r\033[K")

    def _line(self, text: str) -> None:
        self._out.write(("\r\033[K" if self._bar else "") + text + "\n")
