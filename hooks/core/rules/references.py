"""References between records, and values that must stand once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from core.load import Placed
from core.messages import _
from core.problems import Problem

Step = str | int
Reference = tuple[Placed[Any], str, str | None, tuple[Step, ...]]
"""A record, the register it refers to, the id it names, and where."""


def check_unique(records: Iterable[Placed[Any]], value: Callable[[Any], str], key: str) -> Iterator[Problem]:
    """Yield a problem for each value that two records share."""
    first: dict[str, Placed[Any]] = {}
    for placed in records:
        given = value(placed.record)
        if given in first:
            yield placed.problem(
                _(
                    "{key} '{given}' is already used in {place}; keep one",
                    key=key,
                    given=given,
                    place=first[given].place(key),
                ),
                key,
            )
        first.setdefault(given, placed)
