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

    id: str = Field(description="Stödets id, som aldrig byts ut.")
    name: str = Field(description="Namnet.")
    url: str = Field(description="Adressen från webbplatsens rot.")
    offers: str = Field(description="Vad du får.")
    audiences: list[str] = Field(description="För vem stödet är, en text för varje grupp.")
    youngest: int | None = Field(description="Lägsta åldern, eller null.")
    oldest: int | None = Field(description="Högsta åldern, eller null.")
    ages: Literal["all", "young", "unknown", "given"] = Field(
        description="`given`: se `youngest` och `oldest` · `all`: alla · `young`: unga · `unknown`: okänt."
    )
    first_contact: str = Field(description="Vad som händer när du tar kontakt; `unknown` om det inte är känt.")
    cost: str = Field(description="Vad det kostar; `unknown` om det inte är känt.")
    how_to_reach: str = Field(description="Hur du får kontakt; `unknown` om det inte är känt.")
    access: ServiceAccess = Field(
        description="`open`: du själv · `referral`: genom någon annan · `staff`: genom personal · `unknown`: okänt."
    )
    operator: str = Field(description="Den som driver stödet, i ord.")
    operators: list[str] = Field(description="Id för dem som driver stödet.")
    places: list[str] = Field(description="Var det finns.")
    lines: list[str] = Field(description="Id i stodlinjer.json för numren dit.")
    links: list[str] = Field(description="Id i lankar.json.")
    clauses: list[str] = Field(description="Beteckningar för punkterna som nämner stödet.")
    situations: list[str] = Field(description="Id för situationerna på startsidan där stödet passar.")
    topics: list[str] = Field(description="Id för ämnena.")
    exposed: bool = Field(description="Om den som läser kan vara i fara om någon annan ser det.")
    status: Status = Field(description="`active`: finns · `planned`: planerat · `paused`: pausat · `closed`: stängt.")
    checked: ExportedCheck = Field(description="När och hur uppgifterna senast kontrollerades.")
    ages_of: Literal["reader", "child", "parent"] = Field(
        description="Vems ålder det är: `reader`: den som söker stödet · `child`: barnets · `parent`: förälderns."
    )
    phone: str | None = Field(description="Eget nummer, som +46… eller ett kort nummer; null om inget säkert är känt.")
    opening_hours: str = Field(description="Egna öppettider i OpenStreetMaps form; `unknown` om de inte är kända.")
    hours: str = Field(description="Samma tider i ord.")
    standing: ExportedStanding | None = Field(
        description="Hur det är planerat, pausat eller stängt; null när det finns."
    )


class ExportedSupportLine(Exported):
    """One entry of stodlinjer.json; what is not known is `unknown`."""

    id: str = Field(description="Linjens id, som aldrig byts ut.")
    name: str = Field(description="Namnet.")
    operator: str = Field(description="Den som driver linjen.")
    level: Literal["akut", "snart", "prata", "annat"] = Field(
        description="`akut`: fara för liv · `snart`: hjälp nu · `prata`: någon att prata med · `annat`: ingen kris."
    )
    confidence: Literal["high", "medium"] = Field(description="Hur säkert numret är; bara `high` har ett nummer.")
    phone: str | None = Field(description="Numret, som +46… eller ett kort nummer; null om det inte är säkert.")
    page: str | None = Field(description="Id i lankar.json för linjens egen sida.")
    opening_hours: str = Field(description="Telefontider i OpenStreetMaps form; `unknown` om de inte är kända.")
    hours: str = Field(description="Samma tider i ord.")
    answers: str = Field(description="Vem som svarar.")
    audience: str = Field(description="För vem linjen är.")
    cost: str = Field(description="Vad det kostar; `unknown` om det inte är känt.")
    anonymity: str = Field(description="Om du kan vara anonym; `unknown` om det inte är känt.")
    chat: str = Field(description="Hur du chattar eller skriver; `unknown` om det inte är känt.")
    sms: str = Field(description="Hur du skickar sms; `unknown` om det inte är känt.")
    relay: str = Field(description="Texttelefoni och andra sätt för dig som inte kan höra eller tala.")
    languages: str = Field(description="Vilka språk du kan prata; `unknown` om det inte är känt.")
    area: str = Field(description="Området som linjen är till för.")
    situations: list[str] = Field(description="Id för situationerna där linjen visas.")
    topics: list[str] = Field(description="Id för ämnena.")
    checked: ExportedCheck = Field(description="När och hur uppgifterna senast kontrollerades.")
    status: Status = Field(description="`active`: finns · `planned`: planerad · `paused`: pausad · `closed`: stängd.")
    standing: ExportedStanding | None = Field(
        description="Hur den är planerad, pausad eller stängd; null när den finns."
    )


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
