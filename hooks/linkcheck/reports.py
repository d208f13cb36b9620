"""The report for the editor, by what there is to do: links, outcomes and memory in, Swedish out. Pure."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from linkcheck.judgement.seen import Trouble
from linkcheck.links import Link
from linkcheck.memory import LinkStatus
from linkcheck.outcome import Outcome
from linkcheck.verdicts import Judgement, Verdict


@dataclass(frozen=True)
class Row:
    """One link with all that is to be told of it."""

    outcome: Outcome
    status: LinkStatus | None
    source: Path
    pages: tuple[str, ...]

    @property
    def link(self) -> Link:
        """The link itself."""
        return self.outcome.link

    @property
    def judged(self) -> Judgement:
        """What was found this time."""
        return self.outcome.judged

    @property
    def place(self) -> str:
        """Where the link stands in the data."""
        return f"{self.source}:{self.link.line}"

    @property
    def broken(self) -> bool:
        """Whether visitors are kept from the link, or somebody else has its address."""
        return self.judged.taken or (self.status is not None and self.status.broken)


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


def group_of(row: Row) -> str:
    """Return the key of the group that a link belongs to, empty where there is nothing to do."""
    judged, verdict = row.judged, row.judged.verdict
    if row.broken or judged.failing:
        return "taken" if judged.taken else "broken" if row.broken else "failing"
    if verdict is Verdict.SKIPPED:
        private = row.outcome.seen is not None and row.outcome.seen.trouble is Trouble.PRIVATE
        return "rate_limited" if row.outcome.kept else "private" if private else ""
    if verdict is Verdict.OK:
        return "expiring" if judged.detail.startswith("Certifikatet") else ""
    if verdict is Verdict.LOGIN and row.link.access == "login":
        return ""
    return "suspect" if verdict in {Verdict.SOFT404, Verdict.DEAD} else str(verdict)


def sorted_out(told: Sequence[Row]) -> list[tuple[Group, list[Row]]]:
    """Return the groups that have rows, what is most urgent first."""
    rows: dict[str, list[Row]] = {key: [] for key in ("", *_GROUPS)}
    for row in told:
        rows[group_of(row)].append(row)
    return [(group, rows[key]) for key, group in _GROUPS.items() if rows[key]]


def is_alarm(row: Row, *, strict: bool) -> bool:
    """Whether the row makes the run fail: broken links do, with `strict` all that seem lost or do not answer."""
    lost = {Verdict.DOWN, Verdict.DEAD, Verdict.SOFT404, Verdict.INSECURE}
    return row.broken or (strict and (row.judged.failing or row.judged.verdict in lost))


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
    counted = Counter(row.judged.verdict for row in told)
    login = sum(row.link.access == "login" and row.judged.verdict is Verdict.LOGIN for row in told)
    fine, skipped = counted[Verdict.OK], counted[Verdict.SKIPPED]
    rest = f"{fine} fungerar, {login} frågar efter inloggning som de ska, {skipped} prövas inte."
    return "\n".join([*lines, "## Inget att göra", "", rest, ""])


def _summary(told: Sequence[Row]) -> str:
    if not told:
        return "Inga länkar prövades."
    broken = sum(row.broken for row in told)
    count = f"{len(told)} {'länk' if len(told) == 1 else 'länkar'}"
    return f"{count}, {broken or 'ingen'} är {'trasig' if broken < 2 else 'trasiga'}."


def _entry(row: Row, now: datetime, task: str) -> list[str]:
    link, judged, status = row.link, row.judged, row.status
    lines = [
        f"- **{_plain(link.title or link.id)}** (`{_code(link.id)}`, `{_code(row.place)}`)",
        f"  - Adress: {_address(link.url)}",
        f"  - {_plain(judged.detail)}",
    ]
    if status is not None:
        good = f", fungerade senast {status.last_ok}" if status.last_ok else ""
        fails = f", {status.failures} körningar i rad" if status.failures > 1 else ""
        lines.append(f"  - Sedan {status.since}{fails}{good}")
    if row.pages:
        lines.append("  - Visas på: " + ", ".join(_address(page) for page in row.pages))
    if judged.final_url and judged.final_url != link.url and judged.verdict is not Verdict.FRAGMENT_MISSING:
        what = "Ny adress" if judged.verdict is Verdict.MOVED else "Kom till"
        lines.append(f"  - {what}: {_address(judged.final_url)}")
    if task != WAIT and judged.verdict in {Verdict.DEAD, Verdict.SOFT404, Verdict.SUSPECT}:
        lines.append(f"  - Arkiverad kopia att pröva: {_address(_archived(link.url, status, now))}")
    if row.outcome.retry_after:
        lines.append(f"  - Frågas tidigast {row.outcome.retry_after:%Y-%m-%d %H:%M} UTC")
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


def render_lines(told: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Give a line for the terminal for each link that asks for something, with the row itself."""
    for group, members in sorted_out(told):
        for row in members:
            pages = f" (visas på {', '.join(' '.join(page.split()) for page in row.pages[:3])})" if row.pages else ""
            yield row, f"{row.place}: «{' '.join(row.link.url.split())}»: {row.judged.detail} {group.task}{pages}.\n"


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


def render_annotations(told: Sequence[Row]) -> str:
    """Return lines for GitHub to show beside the data: errors for broken links, else warnings and notices."""
    lines = []
    for group, members in sorted_out(told):
        for row in members:
            if group.task == WAIT and row.judged.verdict is not Verdict.DOWN:
                continue
            new = f" Ny adress: {row.judged.final_url}" if row.judged.verdict is Verdict.MOVED else ""
            title = _escaped(f"{row.link.id}: {group.task}")
            head = f"file={_escaped(str(row.source))},line={row.link.line},title={title}"
            text = _escaped(f"{row.link.url}: {row.judged.detail}{new}", "[%\r\n]")
            mild = row.judged.verdict in {Verdict.MOVED, Verdict.LOGIN}
            lines.append(f"::{'error' if row.broken else 'notice' if mild else 'warning'} {head}::{text}\n")
    return "".join(lines)


def _escaped(text: str, what: str = "[%\r\n:,]") -> str:
    return re.sub(what, lambda found: f"%{ord(found[0]):02X}", text)
