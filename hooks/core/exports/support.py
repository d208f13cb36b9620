"""Services and help lines as open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from core import routes
from core.content import Content
from core.exports.files import Cell, Exported, ExportedCheck, exported_check
from core.exports.standing import ExportedStanding, export_standing
from core.models.standing import Status
from core.models.support import Ages, Service, SupportLine, hours_in_words
from core.models.vocabulary import ServiceAccess
from core.routes import address_of

SERVICE_COLUMNS = (
    *("id", "name", "offers", "access", "operator", "youngest", "oldest", "ages", "status", "url"),
    *("phone", "opening_hours", "hours", "places", "ages_of"),
)
LINE_COLUMNS = (
    *("id", "name", "operator", "level", "phone", "opening_hours", "hours", "audience", "cost", "anonymity"),
    "status",
)


class ExportedService(Exported):
    """One entry of stod.json; what is not known is `unknown`."""

    id: str
    name: str
    url: str = Field(description="Address from the site's root.")
    offers: str
    audiences: list[str]
    youngest: int | None
    oldest: int | None
    ages: Literal["all", "young", "unknown", "given"]
    first_contact: str
    cost: str
    how_to_reach: str
    access: ServiceAccess
    operator: str
    operators: list[str]
    places: list[str]
    lines: list[str] = Field(description="Ids in stodlinjer.json.")
    links: list[str] = Field(description="Ids in lankar.json.")
    clauses: list[str] = Field(description="Citations of the clauses that name it.")
    situations: list[str]
    topics: list[str]
    exposed: bool = Field(description="Whether showing it can put its reader at risk.")
    status: Status
    checked: ExportedCheck
    ages_of: Literal["reader", "child", "parent"] = Field(description="Whose ages they are.")
    phone: str | None = Field(description="A number of its own, E.164 or a Swedish short number.")
    opening_hours: str = Field(description="Its own hours, OpenStreetMap opening_hours.")
    hours: str = Field(description="The same hours in words.")
    standing: ExportedStanding | None = Field(description="Null of what is there as ever.")


class ExportedSupportLine(Exported):
    """One entry of stodlinjer.json; what is not known is `unknown`."""

    id: str
    name: str
    operator: str
    level: Literal["akut", "snart", "prata", "annat"]
    confidence: Literal["high", "medium"] = Field(description="Only `high` gives a number.")
    phone: str | None = Field(description="E.164 or a Swedish short number.")
    page: str | None = Field(description="Id in lankar.json.")
    opening_hours: str = Field(description="OpenStreetMap opening_hours.")
    hours: str
    answers: str
    audience: str
    cost: str
    anonymity: str
    chat: str
    sms: str
    relay: str
    languages: str
    area: str
    situations: list[str]
    topics: list[str]
    checked: ExportedCheck
    status: Status
    standing: ExportedStanding | None = Field(description="Null of what is there as ever.")


def export_service(content: Content, service: Service) -> ExportedService:
    """Give a service as open data."""
    given = service.ages if isinstance(service.ages, Ages) else None
    same = service.model_dump(include=set(ExportedService.model_fields) - {"ages", "checked", "standing"})
    return ExportedService(
        **same,
        url=address_of(routes.service(service.id)),
        youngest=given.youngest if given else None,
        oldest=given.oldest if given else None,
        ages="given" if isinstance(service.ages, Ages) else service.ages,
        exposed=content.vocabulary.is_exposed(service.topics),
        checked=exported_check(content, service),
        standing=export_standing(service),
    )


def export_line(content: Content, line: SupportLine) -> ExportedSupportLine:
    """Give a help line as open data."""
    same = line.model_dump(include=set(ExportedSupportLine.model_fields) - {"checked", "standing"})
    return ExportedSupportLine(**same, checked=exported_check(content, line), standing=export_standing(line))


def service_rows(content: Content) -> Iterator[Sequence[Cell]]:
    """Yield the table of services, its heading first, with numbers and hours as in that of help lines."""
    yield SERVICE_COLUMNS
    for service in content.services.values():
        exported = export_service(content, service)
        written = {
            "phone": _for_reading(service.phone_text),
            "opening_hours": hours_in_words(service.opening_hours),
            "places": "; ".join(service.places),
        }
        yield [written[key] if key in written else getattr(exported, key) for key in SERVICE_COLUMNS]


def line_rows(content: Content) -> Iterator[Sequence[Cell]]:
    """Yield the table of help lines, its heading first: numbers as people read them, hours in words.

    A spreadsheet would make a sum of +46… and a date of 24/7; the JSON keeps both forms.
    """
    yield LINE_COLUMNS
    for line in content.support_lines.values():
        written = {"phone": _for_reading(line.phone_text), "opening_hours": hours_in_words(line.opening_hours)}
        yield [written[key] if key in written else getattr(line, key) for key in LINE_COLUMNS]


def _for_reading(number: str | None) -> str | None:
    """Give a number as it is read; a short one without its blank, which a spreadsheet takes for thousands."""
    return number if number is None or number.startswith("0") else number.replace(" ", "")
