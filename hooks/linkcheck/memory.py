"""The memory over time: data/link-status.json, read, and merged with a run's outcomes.

The models are also what the site's build reads the file through. Keys that are missing get defaults and keys that we
do not know are kept, so that an older and a newer version of this program can share one file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.messages import _
from core.problems import WrongUseError
from linkcheck.judgement.judge import Outcome
from linkcheck.links import Link
from linkcheck.verdicts import INCONCLUSIVE, Verdict

VERSION = 2
RUNS_TO_BREAK = 3
DAYS_TO_BREAK = timedelta(days=2)


class LinkStatus(BaseModel):
    """What is remembered of one link: the address it was checked at (another one starts anew) and how it fared.

    `since` is the first day of the verdict without a break, `failures` the runs in a row that ended in a failure
    (undecided runs neither add nor clear), `broken` whether visitors see text instead of a link.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    url: str
    verdict: Verdict = Verdict.SKIPPED
    since: date = Field(default_factory=lambda: datetime.now(UTC).date())
    failures: int = Field(default=0, ge=0)
    first_failure: date | None = None
    broken: bool = False
    last_ok: date | None = None
    final_url: str | None = None
    detail: str = ""
    retry_after: AwareDatetime | None = None


class StatusFile(BaseModel):
    """The whole file: its version, when the latest run ended, and the links by id."""

    model_config = ConfigDict(frozen=True, extra="allow")

    version: int = 1
    checked: AwareDatetime | None = None
    links: dict[str, LinkStatus] = Field(default_factory=dict)


def read_status(path: Path) -> StatusFile:
    """Return the memory so far; a file that is not there means the first run, one that is damaged is a problem."""
    text, at = "", 0
    try:
        text = path.read_text(encoding="utf-8")
        return StatusFile.model_validate_json(text)
    except FileNotFoundError:
        return StatusFile(version=VERSION)
    except (OSError, ValueError) as error:
        where = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ()
        told = _("«{key}» cannot stand as it does", key=".".join(map(str, where))) if where else str(error)
        for key in where:
            at = max(at, text.find(f'"{key}"', at))
        said = _(
            "{path}:{line}: the link status cannot be read ({why}); "
            "restore it from git, or remove it to start a new memory",
            path=path,
            line=text.count("\n", 0, at) + 1,
            why=" ".join(told.split()),
        )
        raise WrongUseError(said) from error


def merged(
    before: StatusFile, links: Iterable[Link], outcomes: Mapping[str, Outcome], now: datetime, *, keep_others: bool
) -> StatusFile:
    """Return the memory after a run; links no longer in the data are forgotten, unless the run was over a part only."""
    present = {link.id: link for link in links}
    after: dict[str, LinkStatus] = {}
    for identity in sorted({*present, *(before.links if keep_others else ())}):
        old, link, outcome = before.links.get(identity), present.get(identity), outcomes.get(identity)
        if old is not None and link is not None and old.url != link.url:
            old = None
        if outcome is not None and not outcome.kept:
            after[identity] = _remembered(old, outcome, now)
        elif old is not None:
            after[identity] = old
    version = max(VERSION, before.version)
    return StatusFile(**{**(before.model_extra or {}), "version": version, "checked": now, "links": after})


def _remembered(old: LinkStatus | None, new: Outcome, now: datetime) -> LinkStatus:
    """One link's memory with one more run in it."""
    today, judged = now.astimezone(UTC).date(), new.judged
    before = old or LinkStatus(url=new.link.url, verdict=judged.verdict, since=today)
    failures, first = before.failures, before.first_failure
    if judged.failing:
        failures, first = failures + 1, first or today
    elif judged.verdict not in INCONCLUSIVE:
        failures, first = 0, None
    good = {Verdict.OK, Verdict.MOVED, Verdict.FRAGMENT_MISSING, Verdict.INSECURE}
    reached = judged.verdict in good or (new.link.access == "login" and judged.verdict is Verdict.LOGIN)
    known = {
        "verdict": judged.verdict,
        "since": before.since if before.verdict == judged.verdict else today,
        "failures": failures,
        "first_failure": first,
        "broken": judged.failing and failures >= RUNS_TO_BREAK and today - (first or today) >= DAYS_TO_BREAK,
        "last_ok": today if reached else before.last_ok,
        "final_url": judged.final_url,
        "detail": judged.detail,
        "retry_after": new.retry_after,
    }
    return before.model_copy(update=known)


def render_status(status: StatusFile) -> str:
    """Return the file's text: links in order, a fact a line, so that a diff shows what changed."""
    return f"{status.model_dump_json(indent=1)}\n"
