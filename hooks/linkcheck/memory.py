"""The memory over time: data/link-status.json, read, merged with a run's outcomes and written atomically.

The models are also what the site's build reads the file through. Keys that are missing get defaults and keys that we
do not know are kept, so that an older and a newer version of this program can share one file.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from linkcheck.links import Link
from linkcheck.outcome import Outcome
from linkcheck.verdicts import INCONCLUSIVE, Verdict

VERSION = 2
RUNS_TO_BREAK = 3
DAYS_TO_BREAK = timedelta(days=2)


class StatusProblemError(Exception):
    """The memory cannot be read; the text is `path:line: what; what to do`."""


class NotWrittenError(Exception):
    """The memory, or a report, could not be written; the text is `path:line: what; what to do`."""


def _today() -> date:
    return datetime.now(UTC).date()


class LinkStatus(BaseModel):
    """What is remembered of one link."""

    model_config = ConfigDict(frozen=True, extra="allow")

    url: str = Field(
        description="The address as it stood in the data when it was checked; another address starts a new memory."
    )
    verdict: Verdict = Field(default=Verdict.SKIPPED, description="The latest verdict, for example `ok` or `dead`.")
    since: date = Field(default_factory=_today, description="The day this verdict was first given without a break.")
    failures: int = Field(
        default=0,
        ge=0,
        description="Runs in a row that ended in a failure; undecided runs neither add nor clear.",
    )
    first_failure: date | None = Field(default=None, description="The day of the first of these failures.")
    broken: bool = Field(
        default=False, description="Whether visitors are to see the link as text that does not work just now."
    )
    last_ok: date | None = Field(default=None, description="The latest day the page was reached, null if never.")
    final_url: str | None = Field(
        default=None, description="The last address reached, or for `moved` the new address to paste."
    )
    detail: str = Field(default="", description="What was seen, in Swedish.")
    retry_after: AwareDatetime | None = Field(
        default=None, description="The host asked not to be asked again before this moment."
    )


class StatusFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="allow")

    version: int = Field(default=1, description="The form of the file.")
    checked: AwareDatetime | None = Field(default=None, description="When the latest run ended.")
    links: dict[str, LinkStatus] = Field(default_factory=dict, description="By link id, sorted.")


EMPTY = StatusFile(version=VERSION)


def read_status(path: Path) -> StatusFile:
    """Return the memory so far; a file that is not there means the first run, one that is damaged is a problem."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return EMPTY
    except OSError as error:
        what = f"{path}:1: the link status cannot be read ({error.strerror}); make it a readable file"
        raise StatusProblemError(what) from error
    way_out = "restore it from git, or remove it to start a new memory"
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_no_twins)
        return StatusFile.model_validate_json(json.dumps(data), strict=True)
    except UnicodeDecodeError as error:
        raise StatusProblemError(f"{path}:1: the link status is not UTF-8; {way_out}") from error
    except json.JSONDecodeError as error:
        raise StatusProblemError(f"{path}:{error.lineno}: the status is not JSON ({error.msg}); {way_out}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = [str(part) for part in first["loc"]]
        line = _line_of(raw.decode("utf-8"), place)
        what = f"«{'.'.join(place)}» in the link status is wrong ({first['msg']})"
        raise StatusProblemError(f"{path}:{line}: {what}; {way_out}") from error
    except (ValueError, RecursionError) as error:
        raise StatusProblemError(f"{path}:1: the link status cannot be understood ({error}); {way_out}") from error


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"«{next(key for key in keys if keys.count(key) > 1)}» is given twice")
    return dict(pairs)


def _line_of(text: str, place: list[str]) -> int:
    """Return the line of the deepest key of the place that can be found in the text."""
    at = 0
    for key in place:
        found = text.find(json.dumps(key, ensure_ascii=False) + ":", at)
        if found < 0:
            break
        at = found
    return text.count("\n", 0, at) + 1


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the memory alone while it is read again, merged and written: whole runs and parts share one lock."""
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def merged(
    before: StatusFile,
    links: Iterable[Link],
    outcomes: Mapping[str, Outcome],
    now: datetime,
    *,
    keep_others: bool = False,
) -> StatusFile:
    """Return the memory after a run; links no longer in the data are forgotten, unless the run was over a part only."""
    present = {link.id: link for link in links}
    after: dict[str, LinkStatus] = {}
    for identity in sorted({*present, *(before.links if keep_others else ())}):
        old = before.links.get(identity)
        link = present.get(identity)
        if old is not None and link is not None and old.url != link.url:
            old = None
        outcome = outcomes.get(identity)
        if outcome is None or outcome.kept or (link is not None and outcome.url != link.url):
            if old is not None:
                after[identity] = old
        else:
            after[identity] = _remembered(old, outcome, now, asks_login=link is not None and link.access == "login")
    version = max(VERSION, before.version)
    return StatusFile(**{**(before.model_extra or {}), "version": version, "checked": now, "links": after})


def _remembered(old: LinkStatus | None, new: Outcome, now: datetime, *, asks_login: bool) -> LinkStatus:
    """One link's memory with one more run in it."""
    today = now.astimezone(UTC).date()
    failures, first = (old.failures, old.first_failure) if old is not None else (0, None)
    if new.failing:
        failures, first = failures + 1, first or today
    elif new.verdict not in INCONCLUSIVE:
        failures, first = 0, None
    broken = new.failing and failures >= RUNS_TO_BREAK and first is not None and today - first >= DAYS_TO_BREAK
    good = {Verdict.OK, Verdict.MOVED, Verdict.FRAGMENT_MISSING, Verdict.INSECURE}
    reached = new.verdict in good or (asks_login and new.verdict is Verdict.LOGIN)
    known: dict[str, Any] = {
        "url": new.url,
        "verdict": new.verdict,
        "since": old.since if old is not None and old.verdict == new.verdict else today,
        "failures": failures,
        "first_failure": first,
        "broken": broken,
        "last_ok": today if reached else (old.last_ok if old is not None else None),
        "final_url": new.final_url,
        "detail": new.detail,
        "retry_after": new.retry_after,
    }
    return LinkStatus(**{**((old.model_extra or {}) if old is not None else {}), **known})


def render_status(status: StatusFile) -> str:
    """Return the file's text: sorted, one link a line, so that a diff shows what changed."""
    data = status.model_dump(mode="json")
    links = data.pop("links")
    rows = [f"    {_json(identity)}: {_json(links[identity])}" for identity in sorted(links)]
    body = "{\n" + ",\n".join(rows) + "\n  }" if rows else "{}"
    head = "".join(f"  {_json(key)}: {_json(value)},\n" for key, value in data.items())
    return f'{{\n{head}  "links": {body}\n}}\n'


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate out of a hostile address
        return json.dumps(value)
    return text


def write_text(path: Path, text: str) -> None:
    """Replace a file in one step, so that nobody ever sees half of it, and what was there stays if this fails."""
    target = path.resolve()
    made: Path | None = None
    try:
        if path.exists() and not path.is_file():  # a device or a pipe, which must not be replaced
            with path.open("a", encoding="utf-8", errors="backslashreplace") as device:
                device.write(text)
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
        made = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        made.replace(target)
    except BaseException as error:
        if made is not None:
            made.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        what = f"{path}:1: kunde inte skrivas ({error.strerror or error}); gör plats på disken eller gör filen skrivbar"
        raise NotWrittenError(what) from error
