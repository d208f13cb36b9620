"""The report for the editor, grouped by what to do: links, outcomes and status in, Swedish Markdown out. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkcheck.links import Link
from linkcheck.outcome import Outcome
from linkcheck.status import LinkStatus, StatusFile
from linkcheck.verdicts import REASONS, Verdict


@dataclass(frozen=True)
class Row:
    """One link with all that is to be told of it."""

    link: Link
    outcome: Outcome
    status: LinkStatus | None
    source: str
    pages: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether visitors are kept from the link."""
        return self.status is not None and self.status.broken

    @property
    def expected_login(self) -> bool:
        """Whether the link asks for a login and says so in the data."""
        return self.outcome.verdict is Verdict.LOGIN and self.link.access == "login"

    @property
    def place(self) -> str:
        """Where the link is written."""
        return f"{self.source}:{self.link.line}"


def rows(
    links: Sequence[Link],
    outcomes: Mapping[str, Outcome],
    status: StatusFile,
    source: str,
    pages: Mapping[str, Sequence[str]],
) -> list[Row]:
    """One row a link, in the order of the data."""
    return [
        Row(
            link,
            outcomes[link.id],
            status.links.get(link.id),
            source,
            tuple(pages.get(link.id, link.used_in)),
        )
        for link in links
        if link.id in outcomes
    ]


_GROUPS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    (
        "Byt ut eller ta bort: trasiga länkar",
        (
            "Besökaren ser de här länkarna som text med «länken fungerar inte just nu». "
            "Byt adressen, så visas länken igen."
        ),
        lambda r: r.broken,
    ),
    (
        "Byt ut: sidan verkar vara borta",
        (
            "Länken visas fortfarande. Den räknas som trasig först när den har misslyckats "
            "vid tre körningar under minst två dagar."
        ),
        lambda r: r.outcome.verdict in {Verdict.DEAD, Verdict.SOFT404},
    ),
    (
        "Klistra in den nya adressen",
        "Sidan har flyttat för gott. Den gamla adressen fungerar än.",
        lambda r: r.outcome.verdict is Verdict.MOVED,
    ),
    (
        "Rätta stället på sidan",
        "Sidan finns, men inte det ställe som står efter # i adressen.",
        lambda r: r.outcome.verdict is Verdict.FRAGMENT_MISSING,
    ),
    (
        "Öppna och titta efter",
        "Något kom fram, men kanske inte det som länken lovar.",
        lambda r: r.outcome.verdict is Verdict.SUSPECT,
    ),
    (
        "Osäker förbindelse",
        "Säg till den som har hand om webbplatsen, eller byt till en adress som fungerar med https.",
        lambda r: r.outcome.verdict is Verdict.INSECURE,
    ),
    (
        "Kräver inloggning",
        "Märk länken med «access: login» om det är meningen, eller byt till en öppen sida.",
        lambda r: r.outcome.verdict is Verdict.LOGIN and not r.expected_login,
    ),
    (
        "Vänta: svarar inte just nu",
        "Inget att göra ännu. Länken prövas igen vid nästa körning.",
        lambda r: r.outcome.verdict is Verdict.DOWN,
    ),
    (
        "Pröva för hand: släpper inte in robotar",
        "Öppna länken i en webbläsare någon gång om året. Besökaren märker oftast ingenting.",
        lambda r: r.outcome.verdict is Verdict.BLOCKED,
    ),
    (
        "Prövas igen nästa gång",
        "Webbplatsen bad oss vänta, eller tiden för körningen tog slut.",
        lambda r: r.outcome.verdict is Verdict.RATE_LIMITED or r.outcome.kept,
    ),
    (
        "Märk som intern eller ta bort",
        "Adressen går till ett privat nät som besökaren inte kan nå.",
        lambda r: r.outcome.verdict is Verdict.SKIPPED and "privat nät" in r.outcome.detail,
    ),
)


def render_report(told: Sequence[Row], now: datetime, trouble: str | None = None) -> str:
    """Return the whole report."""
    lines = ["# Länkkontroll", "", f"Körd {now:%Y-%m-%d %H:%M} UTC. {_summary(told)}", ""]
    if trouble:
        lines += [
            "**Nätet verkar ligga nere hos oss.** Inget har ändrats i länkarnas status. Kör kontrollen igen senare.",
            "",
            f"`{_code(trouble)}`",
            "",
        ]
    left = list(told)
    for title, what, belongs in _GROUPS:
        group = [row for row in left if belongs(row)]
        if not group:
            continue
        taken = {row.link.id for row in group}
        left = [row for row in left if row.link.id not in taken]
        lines += [f"## {title} ({len(group)})", "", what, ""]
        for row in group:
            lines += _entry(row, now)
        lines.append("")
    fine = sum(row.outcome.verdict is Verdict.OK for row in left)
    login = sum(row.expected_login for row in left)
    skipped = sum(row.outcome.verdict is Verdict.SKIPPED for row in left)
    lines += [
        "## Inget att göra",
        "",
        f"{fine} fungerar, {login} frågar efter inloggning som de ska, {skipped} prövas inte.",
        "",
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _summary(told: Sequence[Row]) -> str:
    broken = sum(row.broken for row in told)
    if not told:
        return "Inga länkar prövades."
    if not broken:
        return f"{_links(len(told))}, ingen är trasig."
    return f"{_links(len(told))}, {broken} {'är trasig' if broken == 1 else 'är trasiga'}."


def _links(count: int) -> str:
    return f"{count} {'länk' if count == 1 else 'länkar'}"


def _entry(row: Row, now: datetime) -> list[str]:
    outcome, status = row.outcome, row.status
    title = _plain(row.link.title or row.link.id)
    lines = [
        f"- **{title}** (`{_code(row.link.id)}`, `{_code(row.place)}`)",
        f"  - Adress: {_address(row.link.url)}",
    ]
    detail = outcome.detail or REASONS[outcome.verdict]
    lines.append(f"  - {_plain(detail)} (`{outcome.verdict}`)")
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
    if outcome.verdict in {Verdict.DEAD, Verdict.SOFT404, Verdict.DOWN, Verdict.SUSPECT}:
        lines.append(f"  - Arkiverad kopia att pröva: {_address(archived(row.link.url, status, now))}")
    if outcome.retry_after:
        lines.append(f"  - Frågas tidigast {outcome.retry_after:%Y-%m-%d %H:%M} UTC")
    return lines


def archived(url: str, status: LinkStatus | None, now: datetime) -> str:
    """Return the address that leads to the archived copy nearest the last good day."""
    day = status.last_ok if status is not None and status.last_ok else now.date()
    return f"https://web.archive.org/web/{day:%Y%m%d}/{url}"


def _address(url: str) -> str:
    if re.fullmatch(r"https?://[^\s<>`]+", url):
        return f"<{url}>"
    return f"`{_code(url)}`"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|{}])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())
