"""Services and help lines as open data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core import routes
from core.content import Content
from core.exports.files import Exported, ExportedCheck
from core.models.support import Ages, Service, SupportLine
from core.models.vocabulary import ServiceAccess
from core.routes import address_of

SERVICE_COLUMNS = ("id", "name", "offers", "access", "operator", "youngest", "oldest", "ages", "status", "url")


LINE_COLUMNS = ("id", "name", "operator", "level", "phone", "opening_hours", "hours", "audience", "cost", "anonymity")


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
    status: Literal["active", "planned", "paused"]
    checked: ExportedCheck


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


def export_service(content: Content, service: Service) -> ExportedService:
    """Give a service as open data."""
    given = service.ages if isinstance(service.ages, Ages) else None
    same = service.model_dump(include=set(ExportedService.model_fields) - {"ages", "checked"})
    return ExportedService(
        **same,
        url=address_of(routes.service(service.id)),
        youngest=given.youngest if given else None,
        oldest=given.oldest if given else None,
        ages="given" if isinstance(service.ages, Ages) else service.ages,
        exposed=content.vocabulary.is_exposed(service.topics),
        checked=ExportedCheck(**service.checked.model_dump()),
    )


def export_line(line: SupportLine) -> ExportedSupportLine:
    """Give a help line as open data."""
    same = line.model_dump(include=set(ExportedSupportLine.model_fields) - {"checked"})
    return ExportedSupportLine(**same, checked=ExportedCheck(**line.checked.model_dump()))
