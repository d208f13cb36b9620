"""A rule for days: what is said to have been done is done on a day that has come."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from core.messages import _
from core.problems import Problem
from core.source import Document

# Keys of days on which something was done: checked, decided, changed, measured, proofread, looked at. Not what is to
# come, as `from`, `struck` and `until` may be. That of a check in the log is checked with the log.
DONE = frozenset({"date", "day", "decided", "revised", "as_of"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOG = "data/checks.yml"


def check_days(documents: Iterable[Document], day: datetime.date) -> Iterator[Problem]:
    """Yield a problem for each day on which something was done and that has not come on a day."""
    for document in documents:
        if document.path == _LOG:
            continue
        for location, value in document.texts:
            key = next((step for step in reversed(location) if isinstance(step, str)), "")
            if key in DONE and _DAY.fullmatch(value) and value > day.isoformat():
                message = _("{key}: {value} has not come yet; write the day on which it was done", key=key, value=value)
                yield Problem(document.path, document.line(location), message)
