"""What is wrong: in the data, values that are collected, sorted and shown all at once; in how a command was used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.messages import Said, _


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place: `path` relative to the project, `line` from 1, and what to do."""

    path: str
    line: int
    message: Said

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class WrongUseError(Exception):
    """Raised when a command cannot be followed: by what it was given, or by the machine; says what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)


class DataProblems(Exception):  # noqa: N818 - it carries problems, as the message says
    """Raised with every problem of a data set when content was asked for and cannot be given."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """Give the problems as text, one a line in order of place, with their count last."""
    lines = [str(problem) for problem in sorted(set(problems))]
    count = _("1 problem in the data") if len(lines) == 1 else _("{number} problems in the data", number=len(lines))
    return "\n".join([*lines, count])
