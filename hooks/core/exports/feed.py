"""What has changed, as an Atom feed: from the log of checks and the days in the data, the same bytes for the same data.

A feed must say when each entry came (RFC 4287). What the data has no day for, such as the beginning of a pause, is in
no entry until a check notes it.
"""

from __future__ import annotations

import datetime
import posixpath
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from core import routes
from core.content import Content
from core.models.support import Service, SupportLine
from core.models.trainings import Training
from core.pages.rendering import render_file
from core.routes import address_of


@dataclass(frozen=True)
class News:
    """One thing that has changed."""

    kind: str
    """Which words tell of it: `edition`, `revised`, `struck`, `closed` or `corrected`."""
    about: str
    """What tells it from others of its kind and day."""
    day: datetime.date
    name: str
    page: str
    """Address from the root of the site."""
    text: str = ""
    """What it is or why; not what was corrected: what an entry once said may be wrong when it is read."""


def feed(content: Content) -> bytes:
    """Give the feed, the latest first.

    Identifiers are made from the owner's and the records' ids: they stay when the site gets an address, or another.
    While it has none, addresses are relative to the feed's own, as Atom allows.
    """
    root = content.site.address.value
    own = posixpath.dirname(address_of(routes.OPEN_DATA)) + "/"

    def href(address: str) -> str:
        if root:
            return f"{root.rstrip('/')}{address}"
        path, hash_, anchor = address.partition("#")
        relative = posixpath.relpath(path, own)
        return f"{relative}/{hash_}{anchor}" if path.endswith("/") else relative

    def name(*steps: str) -> str:
        return uuid.uuid5(uuid.NAMESPACE_OID, "/".join((content.site.owner, "feed", *steps))).urn

    entries = [
        (name(one.kind, one.about, one.day.isoformat()), href(one.page), one)
        for one in sorted(all_news(content), key=lambda one: (one.day, one.kind, one.about), reverse=True)
    ]
    return render_file(
        "feed.xml",
        content,
        id=name("all"),
        entries=entries,
        updated=entries[0][-1].day if entries else last_change(content),
        self_href=href(f"/{routes.FEED}"),
        page_href=href(address_of(routes.OPEN_DATA)),
    ).encode()


def last_change(content: Content) -> datetime.date:
    """Give the last day, up to that of the build, on which the data says that something was changed or checked."""
    days = [one.day for one in all_news(content)]
    days += [one.day for one in content.checks if one.day <= content.day]
    return max(days, default=content.day)


def all_news(content: Content) -> Iterator[News]:
    """Yield everything that has changed up to the day, in no order."""
    for one in _of_agreements(content), _of_records(content):
        yield from (news for news in one if news.day <= content.day)


def _of_agreements(content: Content) -> Iterator[News]:
    for one in content.site.in_force:
        if one.since <= content.day:
            edition = content.editions[one.edition]
            start = address_of(content.pages_of(edition.id).start)
            yield News("edition", edition.id, one.since, edition.name, start, edition.agreement.title)
    for edition in content.editions.values():
        start = address_of(content.pages_of(edition.id).start)
        for day in edition.agreement.revised:
            yield News("revised", edition.id, day, edition.name, start, edition.agreement.title)
        for section in edition.sections:
            page = content.pages_of(edition.id).section(section.section.id)
            for clause in section.walk_struck():
                if clause.struck:
                    about = str(clause.citation)
                    yield News("struck", about, clause.struck, about, address_of(page), clause.clause.text)


def _of_records(content: Content) -> Iterator[News]:
    pages = {one.reference: address_of(routes.service(key)) for key, one in content.services.items()}
    pages |= {one.reference: address_of(routes.training(key)) for key, one in content.trainings.items()}
    pages |= {one.reference: _page_of_line(one) for one in content.support_lines.values()}
    standing: tuple[Service | Training | SupportLine, ...] = (
        *content.services.values(),
        *content.trainings.values(),
        *content.support_lines.values(),
    )
    for record in standing:
        if record.since:
            name, reason = record.name, record.reason or ""
            yield News("closed", record.reference, record.since, name, pages[record.reference], reason)
    names = {record.reference: record.name for record in standing}
    for check in content.checks:
        if check.changed:
            yield News("corrected", check.record, check.day, names[check.record], pages[check.record])


def _page_of_line(line: SupportLine) -> str:
    """Give where a help line stands: on the page of its first situation, else on that of crisis help."""
    if line.situations and line.is_in_use:
        return address_of(routes.situation(line.situations[0]), routes.line_anchor(line.id))
    return address_of(routes.CRISIS)
