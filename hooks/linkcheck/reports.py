"""The report for the editor, by what there is to do: links, outcomes and memory in, Swedish out. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from linkcheck.links import Link
from linkcheck.memory import LinkStatus
from linkcheck.outcome import Outcome
from linkcheck.verdicts import REASONS, Verdict


@dataclass(frozen=True)
class Row:
    """One link with all that is to be told of it."""

    link: Link
    outcome: Outcome
    status: LinkStatus | None
    place: str
    pages: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether visitors are kept from the link, or somebody else has its address."""
        return self.outcome.taken or (self.status is not None and self.status.broken)

    @property
    def expected_login(self) -> bool:
        """Whether the link asks for a login and says so in the data."""
        return self.outcome.verdict is Verdict.LOGIN and self.link.access == "login"

    @property
    def what(self) -> str:
        """What was seen, in words for the editor."""
        return self.outcome.detail or REASONS[self.outcome.verdict]


CHANGE, REMOVE, LOOK, WAIT = "Byt adress", "Ta bort eller byt adress", "Titta själv", "Vänta"


class Group(NamedTuple):
    """Links that ask for the same thing."""

    task: str
    title: str
    help: str


_GROUPS = {
    "taken": Group(
        REMOVE,
        "någon annan kan ha tagit över adressen",
        "Öppna länken själv. Leder den till något annat än den ska: byt adress eller ta bort den genast.",
    ),
    "broken": Group(
        REMOVE,
        "trasiga länkar",
        "Besökaren ser länkarna som text med «länken fungerar inte just nu». Byt adressen, så visas länken igen.",
    ),
    "failing": Group(
        CHANGE,
        "sidan verkar vara borta",
        "Länken visas fortfarande. Den räknas som trasig först efter tre körningar under minst två dagar.",
    ),
    "moved": Group(CHANGE, "sidan har flyttat", "Klistra in den nya adressen. Den gamla fungerar än."),
    "fragment_missing": Group(
        CHANGE, "stället på sidan finns inte", "Sidan finns, men inte det ställe som står efter # i adressen."
    ),
    "suspect": Group(
        LOOK,
        "kommer länken fram till det den lovar?",
        "Något kom fram, men kanske inte rätt sak. Länken visas som vanligt för besökaren.",
    ),
    "insecure": Group(
        LOOK,
        "osäker förbindelse",
        "Varnar webbläsaren också dig? Säg till den som har hand om webbplatsen, eller byt till en adress med https.",
    ),
    "login": Group(
        LOOK,
        "sidan kräver inloggning",
        "Är det meningen? Skriv `access: login` på länken i filen. Byt annars till en öppen sida.",
    ),
    "private": Group(
        LOOK,
        "går till ett privat nät",
        "Besökaren kan inte nå adressen. Skriv `access: internal` på länken i filen, eller ta bort den.",
    ),
    "blocked": Group(
        WAIT,
        "släpper inte in kontrollen",
        "Inget att göra nu. Öppna länken i en webbläsare någon gång om året. Besökaren märker oftast ingenting.",
    ),
    "down": Group(WAIT, "svarar inte just nu", "Inget att göra ännu. Länken prövas igen vid nästa körning."),
    "rate_limited": Group(
        WAIT, "prövas igen nästa gång", "Webbplatsen bad oss vänta, eller tiden för körningen tog slut."
    ),
    "expiring": Group(
        WAIT, "certifikat som snart går ut", "Länken fungerar. Säg gärna till den som har hand om webbplatsen."
    ),
}


def group_of(row: Row) -> str:  # noqa: PLR0911 - one return a group
    """Return the key of the group that a link belongs to, empty where there is nothing to do."""
    outcome = row.outcome
    if outcome.taken:
        return "taken"
    if row.broken:
        return "broken"
    if outcome.failing:
        return "failing"
    if outcome.kept and outcome.verdict is Verdict.SKIPPED:
        return "rate_limited"
    if outcome.verdict in {Verdict.SOFT404, Verdict.DEAD}:
        return "suspect"
    if outcome.verdict is Verdict.SKIPPED:
        return "private" if "privat nät" in outcome.detail else ""
    if outcome.verdict is Verdict.OK:
        return "expiring" if outcome.detail.startswith("Certifikatet") else ""
    return "" if row.expected_login else str(outcome.verdict)


def sorted_out(told: Sequence[Row]) -> list[tuple[Group, list[Row]]]:
    """Return the groups that have rows."""
    sorted_rows = [(group, [row for row in told if group_of(row) == key]) for key, group in _GROUPS.items()]
    return [(group, rows) for group, rows in sorted_rows if rows]


def task_of(row: Row) -> str:
    """Return what the editor is to do with a link, empty where nothing."""
    return _GROUPS[key].task if (key := group_of(row)) else ""


def is_alarm(row: Row, *, strict: bool) -> bool:
    """Whether the row makes the run fail: broken links do, with `strict` all that seem lost or do not answer."""
    lost = {Verdict.DOWN, Verdict.DEAD, Verdict.SOFT404, Verdict.INSECURE}
    return row.broken or (strict and (row.outcome.failing or row.outcome.verdict in lost))


NOTHING_TO_DO = "Ingen länk behöver dig."
"""The report's words for a run after which nothing needs a person; the workflow looks for them."""


def render_report(told: Sequence[Row], now: datetime, trouble: str | None = None) -> str:
    """Return the whole report."""
    head = ["# Länkkontroll", "", f"Körd {now:%Y-%m-%d %H:%M} UTC."]
    if trouble:
        why = f"{trouble[:1].upper()}{trouble[1:]}."
        calm = "Felet ligger hos oss. Inget har ändrats i länkarnas status och det finns inget att byta."
        return "\n".join([*head, "", f"**{_plain(why)}** {calm} Kör kontrollen igen senare.", ""])
    groups = sorted_out(told)
    head[-1] += f" {_summary(told)}"
    if all(group.task == WAIT for group, _ in groups):
        head[-1] += f" {NOTHING_TO_DO}"
    lines = [*head, ""]
    for group, members in groups:
        lines += [f"## {group.task}: {group.title} ({len(members)})", "", group.help, ""]
        for row in members:
            lines += _entry(row, now, group.task)
        lines.append("")
    fine = sum(row.outcome.verdict is Verdict.OK for row in told)
    login = sum(row.expected_login for row in told)
    skipped = sum(row.outcome.verdict is Verdict.SKIPPED for row in told)
    rest = f"{fine} fungerar, {login} frågar efter inloggning som de ska, {skipped} prövas inte."
    lines += ["## Inget att göra", "", rest, ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _summary(told: Sequence[Row]) -> str:
    if not told:
        return "Inga länkar prövades."
    broken = sum(row.broken for row in told)
    count = f"{len(told)} {'länk' if len(told) == 1 else 'länkar'}"
    return f"{count}, {broken or 'ingen'} är {'trasig' if broken < 2 else 'trasiga'}."


def _entry(row: Row, now: datetime, task: str) -> list[str]:
    outcome, status = row.outcome, row.status
    lines = [
        f"- **{_plain(row.link.title or row.link.id)}** (`{_code(row.link.id)}`, `{_code(row.place)}`)",
        f"  - Adress: {_address(row.link.url)}",
        f"  - {_plain(row.what)}",
    ]
    if status is not None:
        good = f", fungerade senast {status.last_ok}" if status.last_ok else ""
        fails = f", {status.failures} körningar i rad" if status.failures > 1 else ""
        lines.append(f"  - Sedan {status.since}{fails}{good}")
    if row.pages:
        lines.append("  - Visas på: " + ", ".join(_address(page) for page in row.pages))
    if outcome.verdict is Verdict.MOVED and outcome.final_url:
        lines.append(f"  - Ny adress: {_address(outcome.final_url)}")
    elif outcome.final_url and outcome.final_url != row.link.url and outcome.verdict is not Verdict.FRAGMENT_MISSING:
        lines.append(f"  - Kom till: {_address(outcome.final_url)}")
    if task in {CHANGE, REMOVE, LOOK} and outcome.verdict in {Verdict.DEAD, Verdict.SOFT404, Verdict.SUSPECT}:
        lines.append(f"  - Arkiverad kopia att pröva: {_address(_archived(row.link.url, status, now))}")
    if outcome.retry_after:
        lines.append(f"  - Frågas tidigast {outcome.retry_after:%Y-%m-%d %H:%M} UTC")
    return lines


def _archived(url: str, status: LinkStatus | None, now: datetime) -> str:
    """Return the address that leads to the archived copy nearest the last good day."""
    day = status.last_ok if status is not None and status.last_ok else now.date()
    return f"https://web.archive.org/web/{day:%Y%m%d}/{url}"


def _address(url: str) -> str:
    return f"<{url}>" if re.fullmatch(r"https?://[^\s<>`]+", url) else f"`{_code(url)}`"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|{}])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())


def render_json(told: Sequence[Row]) -> str:
    """Return the run as a list, one object a link, in the order of the data."""
    records = [
        {
            "id": row.link.id,
            "verdict": str(row.outcome.verdict),
            "detail": row.what,
            "final_url": row.outcome.final_url,
            "status": row.outcome.status,
            "ms": row.outcome.ms,
        }
        for row in told
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def render_annotations(told: Sequence[Row]) -> str:
    """Return lines for GitHub to show beside the data: errors for broken links, else warnings and notices."""
    lines = []
    for row in told:
        task = task_of(row)
        if row.broken or task in {CHANGE, REMOVE, LOOK} or row.outcome.verdict is Verdict.DOWN:
            new = f" Ny adress: {row.outcome.final_url}" if row.outcome.verdict is Verdict.MOVED else ""
            source, _, line = row.place.rpartition(":")
            head = f"file={_escaped(source)},line={line},title={_escaped(f'{row.link.id}: {task}')}"
            text = re.sub("[%\r\n]", lambda found: f"%{ord(found[0]):02X}", f"{row.link.url}: {row.what}{new}")
            mild = row.outcome.verdict in {Verdict.MOVED, Verdict.LOGIN}
            lines.append(f"::{'error' if row.broken else 'notice' if mild else 'warning'} {head}::{text}\n")
    return "".join(lines)


def _escaped(text: str) -> str:
    return re.sub("[%\r\n:,]", lambda found: f"%{ord(found[0]):02X}", text)
