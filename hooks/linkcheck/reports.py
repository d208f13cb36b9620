"""The report for the editor, by what there is to do: links, outcomes and memory in, Swedish out. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from linkcheck.judgement.judge import Outcome
from linkcheck.lexicon import read_words
from linkcheck.links import Link
from linkcheck.memory import LinkStatus
from linkcheck.verdicts import FINDINGS, Judgement, Verdict


class Row(NamedTuple):
    """One link with all that is to be told of it; `broken`: visitors are kept from it, or another has its address."""

    link: Link
    judged: Judgement
    outcome: Outcome
    status: LinkStatus | None
    place: str
    pages: tuple[str, ...]
    broken: bool

    @classmethod
    def of(cls, outcome: Outcome, status: LinkStatus | None, source: Path, pages: Sequence[str]) -> Row:
        """Return the row of a link that stands in the list `source`, and on these pages or those it names itself."""
        link, judged = outcome.link, outcome.judged
        broken = judged.taken or (status is not None and status.broken)
        return cls(link, judged, outcome, status, f"{source}:{link.line}", tuple(pages or link.used_in), broken)


_TASKS: dict[str, dict[str, str]] = read_words("tasks.yml")
_WAIT = _TASKS["rate_limited"]["task"]


def group_of(row: Row) -> str:
    """Return the key of the group that a link belongs to, empty where there is nothing to do."""
    judged, verdict = row.judged, row.judged.verdict
    if row.broken or judged.failing:
        return "taken" if judged.taken else "broken" if row.broken else "failing"
    if judged.key in {"expiring", "private"}:
        return judged.key
    if verdict is Verdict.SKIPPED:
        return "rate_limited" if row.outcome.kept else ""
    if verdict is Verdict.OK or (verdict is Verdict.LOGIN and row.link.access == "login"):
        return ""
    return "suspect" if verdict in {Verdict.SOFT404, Verdict.DEAD} else str(verdict)


def sorted_out(told: Sequence[Row]) -> list[tuple[dict[str, str], list[Row]]]:
    """Return the groups that have rows, what is most urgent first."""
    rows: dict[str, list[Row]] = {key: [] for key in ("", *_TASKS)}
    for row in told:
        rows[group_of(row)].append(row)
    return [(group, rows[key]) for key, group in _TASKS.items() if rows[key]]


def is_alarm(row: Row, *, strict: bool) -> bool:
    """Whether the row makes the run fail: broken links do, with `strict` all that seem lost or do not answer."""
    lost = {Verdict.DOWN, Verdict.DEAD, Verdict.SOFT404, Verdict.INSECURE}
    return row.broken or (strict and (row.judged.failing or row.judged.verdict in lost))


def render_report(told: Sequence[Row], now: datetime, trouble: str | None = None) -> str:
    """Return the whole report; in `trouble` of our own it lists nothing to do."""
    import jinja2  # noqa: PLC0415 - a run without a report does without

    layout = jinja2.Environment(  # noqa: S701 - Markdown, escaped by the filters
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined
    )
    layout.filters |= {"plain": _plain, "code": _code, "address": _address}
    groups = sorted_out(told)
    return layout.from_string(Path(__file__).with_name("report.md.jinja").read_text(encoding="utf-8")).render(
        rows=told,
        now=now,
        trouble=trouble,
        groups=groups,
        wait=_WAIT,
        calm=all(group["task"] == _WAIT for group, _ in groups),
        logins=sum(row.link.access == "login" and row.judged.verdict is Verdict.LOGIN for row in told),
    )


def _address(url: str) -> str:
    return f"<{url}>" if re.fullmatch(r"https?://[^\s<>`]+", url) else f"`{_code(url)}`"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|{}])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def render_lines(told: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Give a line for the terminal for each link that asks for something, with the row itself."""
    for group, members in sorted_out(told):
        for row in members:
            shown = ", ".join(" ".join(page.split()) for page in row.pages[:3])
            pages = FINDINGS["shown_on"].format(pages=shown) if shown else ""
            moved = row.judged.verdict is Verdict.MOVED
            task = group["task"] + (FINDINGS["new_address"].format(url=row.judged.final_url) if moved else "")
            yield row, f"{row.place}: «{' '.join(row.link.url.split())}»: {row.judged.detail} {task}{pages}.\n"


def render_json(told: Sequence[Row]) -> str:
    """Return the run as a list, one object a link, in the order of the data."""
    records = [
        {
            "id": row.link.id,
            "verdict": str(row.judged.verdict),
            "detail": row.judged.detail,
            "final_url": row.judged.final_url,
            "status": row.outcome.seen.status if row.outcome.seen else None,
            "ms": row.outcome.seen.ms if row.outcome.seen else 0,
        }
        for row in told
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
