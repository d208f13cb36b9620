"""The report for the editor, by what there is to do: links, outcomes and memory in, Swedish out. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linkcheck.links import Link
from linkcheck.outcome import Outcome
from linkcheck.status import LinkStatus, StatusFile
from linkcheck.verdicts import REASONS, Verdict

CHANGE, REMOVE, LOOK, WAIT = "Byt adress", "Ta bort eller byt adress", "Titta själv", "Vänta"


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
        """Whether visitors are kept from the link, or somebody else has its address."""
        return self.outcome.taken or (self.status is not None and self.status.broken)

    @property
    def expected_login(self) -> bool:
        """Whether the link asks for a login and says so in the data."""
        return self.outcome.verdict is Verdict.LOGIN and self.link.access == "login"

    @property
    def place(self) -> str:
        """Where the link is written."""
        return f"{self.source}:{self.link.line}"

    @property
    def what(self) -> str:
        """What was seen, in words for the editor."""
        return self.outcome.detail or REASONS[self.outcome.verdict]


def rows(
    links: Sequence[Link],
    outcomes: Mapping[str, Outcome],
    status: StatusFile,
    source: str,
    pages: Mapping[str, Sequence[str]],
) -> list[Row]:
    """One row a link, in the order of the data."""
    return [
        Row(link, outcomes[link.id], status.links.get(link.id), source, tuple(pages.get(link.id, link.used_in)))
        for link in links
        if link.id in outcomes
    ]


@dataclass(frozen=True)
class _Group:
    """Links that ask for the same thing."""

    task: str
    title: str
    help: str
    belongs: Callable[[Row], bool]


def _is(*verdicts: Verdict) -> Callable[[Row], bool]:
    return lambda row: row.outcome.verdict in verdicts


_V = Verdict
_GROUPS = (
    _Group(
        REMOVE,
        "någon annan kan ha tagit över adressen",
        "Öppna länken själv. Leder den till något annat än den ska: byt adress eller ta bort den genast.",
        lambda r: r.outcome.taken,
    ),
    _Group(
        REMOVE,
        "trasiga länkar",
        "Besökaren ser länkarna som text med «länken fungerar inte just nu». Byt adressen, så visas länken igen.",
        lambda r: r.broken,
    ),
    _Group(
        CHANGE,
        "sidan verkar vara borta",
        "Länken visas fortfarande. Den räknas som trasig först efter tre körningar under minst två dagar.",
        lambda r: r.outcome.failing,
    ),
    _Group(CHANGE, "sidan har flyttat", "Klistra in den nya adressen. Den gamla fungerar än.", _is(_V.MOVED)),
    _Group(
        CHANGE,
        "stället på sidan finns inte",
        "Sidan finns, men inte det ställe som står efter # i adressen.",
        _is(_V.FRAGMENT_MISSING),
    ),
    _Group(
        LOOK,
        "kommer länken fram till det den lovar?",
        "Något kom fram, men kanske inte rätt sak. Länken visas som vanligt för besökaren.",
        _is(_V.SUSPECT, _V.SOFT404, _V.DEAD),
    ),
    _Group(
        LOOK,
        "osäker förbindelse",
        "Varnar webbläsaren också dig? Säg till den som har hand om webbplatsen, eller byt till en adress med https.",
        _is(_V.INSECURE),
    ),
    _Group(
        LOOK,
        "sidan kräver inloggning",
        "Är det meningen? Skriv `access: login` på länken i filen. Byt annars till en öppen sida.",
        lambda r: r.outcome.verdict is _V.LOGIN and not r.expected_login,
    ),
    _Group(
        LOOK,
        "går till ett privat nät",
        "Besökaren kan inte nå adressen. Skriv `access: internal` på länken i filen, eller ta bort den.",
        lambda r: r.outcome.verdict is _V.SKIPPED and "privat nät" in r.outcome.detail,
    ),
    _Group(
        WAIT,
        "släpper inte in kontrollen",
        "Inget att göra nu. Öppna länken i en webbläsare någon gång om året. Besökaren märker oftast ingenting.",
        _is(_V.BLOCKED),
    ),
    _Group(WAIT, "svarar inte just nu", "Inget att göra ännu. Länken prövas igen vid nästa körning.", _is(_V.DOWN)),
    _Group(
        WAIT,
        "prövas igen nästa gång",
        "Webbplatsen bad oss vänta, eller tiden för körningen tog slut.",
        lambda r: r.outcome.verdict is _V.RATE_LIMITED or r.outcome.kept,
    ),
    _Group(
        WAIT,
        "certifikat som snart går ut",
        "Länken fungerar. Säg gärna till den som har hand om webbplatsen.",
        lambda r: r.outcome.verdict is _V.OK and r.outcome.detail.startswith("Certifikatet"),
    ),
)


def sorted_out(told: Iterable[Row]) -> list[tuple[_Group, list[Row]]]:
    """Return the groups that have rows, each row in the first group it belongs to."""
    left = list(told)
    found = []
    for group in _GROUPS:
        taken = [row for row in left if group.belongs(row)]
        left = [row for row in left if not group.belongs(row)]
        if taken:
            found.append((group, taken))
    return found


def task_of(row: Row) -> str:
    """Return what the editor is to do with a link, empty where nothing."""
    found = sorted_out([row])
    return found[0][0].task if found else ""


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
            mild = row.outcome.verdict in {Verdict.MOVED, Verdict.LOGIN}
            level = "error" if row.broken else "notice" if mild else "warning"
            new = f" Ny adress: {row.outcome.final_url}" if row.outcome.verdict is Verdict.MOVED else ""
            title = _property(f"{row.link.id}: {task}")
            text = _message(f"{row.link.url}: {row.what}{new}")
            lines.append(f"::{level} file={_property(row.source)},line={row.link.line},title={title}::{text}\n")
    return "".join(lines)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
