"""The reports for machines: JSON, JUnit and GitHub annotations. Pure: rows in, text out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from linkcheck.report import Row
from linkcheck.verdicts import FAILURES, REASONS, Verdict


def render_json(told: Sequence[Row]) -> str:
    """Return the run as a list, one object a link, in the order of the data."""
    records = [
        {
            "id": row.link.id,
            "verdict": str(row.outcome.verdict),
            "detail": row.outcome.detail or REASONS[row.outcome.verdict],
            "final_url": row.outcome.final_url,
            "status": row.outcome.status,
            "ms": row.outcome.ms,
        }
        for row in told
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def is_alarm(row: Row, *, strict: bool) -> bool:
    """Whether the row makes the run fail: broken links do, with `strict` every failure."""
    return row.broken or (strict and row.outcome.failing)


def render_junit(told: Sequence[Row], *, strict: bool = False) -> str:
    """One test case a link."""
    cases = []
    failed = skipped = 0
    for row in told:
        what = row.outcome.detail or REASONS[row.outcome.verdict]
        inside = f"<system-out>{_xml(f'{row.outcome.verdict}: {what}')}</system-out>"
        if is_alarm(row, strict=strict):
            failed += 1
            place = _xml(f"{row.place}: {row.link.url}")
            kind = _attribute(str(row.outcome.verdict))
            inside = f"<failure type={kind} message={_attribute(what)}>{place}</failure>"
        elif row.outcome.verdict is Verdict.SKIPPED:
            skipped += 1
            inside = f"<skipped message={_attribute(what)}/>"
        cases.append(
            f"  <testcase classname={_attribute(row.source)} name={_attribute(row.link.id)} "
            f'time="{row.outcome.ms / 1000:.3f}">{inside}</testcase>'
        )
    head = f'<testsuite name="linkcheck" tests="{len(told)}" failures="{failed}" errors="0" skipped="{skipped}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *cases, "</testsuite>", ""])


_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def render_annotations(told: Sequence[Row]) -> str:
    """Return lines for GitHub to show beside the data: errors for broken links, else warnings and notices."""
    lines = []
    for row in told:
        level = _level(row)
        if level:
            text = f"{row.link.url}: {row.outcome.detail or REASONS[row.outcome.verdict]}"
            if row.outcome.verdict is Verdict.MOVED:
                text += f" Ny adress: {row.outcome.final_url}"
            title = f"{row.link.id}: {row.outcome.verdict}"
            lines.append(
                f"::{level} file={_property(row.source)},line={row.link.line},"
                f"title={_property(title)}::{_message(text)}"
            )
    return "".join(line + "\n" for line in lines)


def _level(row: Row) -> str:
    if row.broken:
        return "error"
    if row.outcome.verdict in FAILURES | {Verdict.SUSPECT, Verdict.FRAGMENT_MISSING}:
        return "warning"
    if row.outcome.verdict is Verdict.MOVED or (row.outcome.verdict is Verdict.LOGIN and not row.expected_login):
        return "notice"
    return ""


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
