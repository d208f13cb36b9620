"""The residents' pages: crisis help, services by name, age and operator; and the parts that situation pages draw in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from core import routes
from core.content import Content
from core.models.registers import AgeGroup, Organisation
from core.models.standing import Standing
from core.models.support import UNKNOWN, Ages, HelpCard, Service, SupportLine, hours_in_words
from core.models.vocabulary import Access, ServiceGroup
from core.pages.doubts import checked_words, in_words, unknown_words
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.pages.structured import lines_data, service_data
from core.standing import Target, standing_words
from core.text import day_words, first_sentence, lower_first, swedish_order, upper_first

RELATED = 12
"""How many other services a service's page leads to."""
WRITTEN = 4
"""How many chats the crisis page names: those of its card first, and as many more as fit on one printed page."""


@dataclass(frozen=True)
class Listed:
    """A service in a list, with the groups that filters and pages sort it into."""

    service: Service
    age_groups: tuple[str, ...]
    ages: str
    access: Access

    @property
    def facts(self) -> str:
        """Give what is known and decides whether it is for its reader: ages, and a way that is not one's own."""
        way = self.access.choice if self.access.id in ("referral", "staff") else ""
        return " · ".join(words for words in (self.ages, way) if words)

    @property
    def src_uri(self) -> str:
        """Give the source of the service's page."""
        return service_uri(self.service)


def service_uri(service: Service) -> str:
    """Give the source of a service's page."""
    return routes.service(service.id)


def support_pages(content: Content, today: datetime.date) -> Iterator[Page]:
    """Yield crisis help and every page of the services as they stand on a day."""
    confirmed = _confirmed_lines(content)
    surely = bool(confirmed) and all(content.reviewed(line).confirmed(today) for line in confirmed)
    yield _crisis_page(content, has_card=bool(confirmed), surely=surely)
    yield _card_page(content, confirmed, today, surely=surely)
    listed = list_services(content)
    yield _list_page(content, listed)
    grouped = group_services(content, listed)
    for service in content.services.values():
        yield _service_page(content, service, today, grouped)
    for group in content.site.age_groups:
        yield _age_page(content, group, [one for one in listed if group.id in one.age_groups])
    for access in _accesses(content, listed):
        yield _access_page(content, access, [one for one in listed if one.access == access])
    for organisation in content.organisations.values():
        own = [one for one in listed if organisation.id in one.service.operators]
        if own:
            yield _operator_page(content, organisation, own)


def list_services(content: Content, chosen: Iterable[Service] | None = None) -> list[Listed]:
    """Give services in Swedish order with their age groups; one without known ages is in every group."""
    services = content.services_listed if chosen is None else chosen
    return [
        Listed(
            service,
            tuple(group.id for group in content.site.age_groups if _serves(service, group)),
            whose_ages(service),
            content.vocabulary.accesses_by_id[service.access],
        )
        for service in sorted(
            (one for one in services if not one.is_closed), key=lambda service: swedish_order(service.name)
        )
    ]


def age_words(ages: Ages | str) -> str:
    """Say ages in words; '' when they are not known."""
    if ages == "all":
        return "Alla åldrar"
    if ages == "young":
        return "Barn och unga"
    if not isinstance(ages, Ages):
        return ""
    if ages.youngest is None:
        return f"Till och med {ages.oldest} år"
    if ages.oldest is None:
        return f"Från {ages.youngest} år"
    return f"{ages.youngest} år" if ages.youngest == ages.oldest else f"{ages.youngest}–{ages.oldest} år"


_WHOSE = {"reader": "Ålder", "child": "Barnets ålder", "parent": "Förälderns ålder"}


def whose_ages(service: Service) -> str:
    """Say ages in words, and whose they are where they are not the reader's."""
    words = age_words(service.ages)
    return f"{_WHOSE[service.ages_of]}: {lower_first(words)}" if words and service.ages_of != "reader" else words


def line_facts(line: SupportLine) -> tuple[list[tuple[str, str]], list[str]]:
    """Give what is known of a help line as (heading, words), and the headings of what is not known."""
    facts = {
        "Öppet": line.hours,
        "Vem svarar": line.answers,
        "Kostnad": line.cost,
        "Anonymt": line.anonymity,
        "Chatta eller skriv": line.chat,
        "Sms": line.sms,
        "Text- och bildtelefoni": line.relay,
        "Språk": line.languages,
    }
    known = [(heading, words) for heading, words in facts.items() if words != "unknown"]
    return known, [heading.lower() for heading, words in facts.items() if words == "unknown"]


def lines_in_full(content: Content, lines: list[SupportLine], today: datetime.date) -> dict[str, Any]:
    """Give what a list of help lines shows: of each what is known, once what is not, and how they were checked.

    One that is paused or has closed keeps its place, without its number.
    """
    used = [line for line in lines if line.is_in_use]
    facts = [(line, *line_facts(line)) for line in used]
    missing = dict.fromkeys(heading for *_, absent in facts for heading in absent)
    return {
        "facts": [(line, known) for line, known, _ in facts],
        "missing": in_words(missing) if missing else "",
        "checked": checked_words(content, used, today) if used else None,
        "stopped": [
            (line, standing_words(line, today), instead_of(content, line)) for line in lines if line.is_stopped
        ],
    }


def instead_of(content: Content, record: Standing) -> list[Target]:
    """Give where one turns instead of what has closed, as far as one can turn there now."""
    return [content.targets[way] for way in record.instead]


ADULT = 18


def _serves(service: Service, group: AgeGroup) -> bool:
    if service.ages_of == "child":  # it is for who has the child, and not for who is of that age
        return group.oldest is None or group.oldest >= ADULT
    if not isinstance(service.ages, Ages):
        return group.young or service.ages != "young"
    low, high = service.ages.youngest or 0, service.ages.oldest if service.ages.oldest is not None else 200
    return low <= (group.oldest if group.oldest is not None else 200) and high >= (group.youngest or 0)


def _crisis_page(content: Content, *, has_card: bool, surely: bool) -> Page:
    all_reviewed = [content.reviewed(line) for line in content.lines_in_use]
    lines = [line for line in content.lines_in_use if line.phone is not None and line.level == "prata"]
    written = [line for line in content.lines_in_use if line.level == "prata" and line.chat != "unknown" and line.page]
    head = PageHead(
        src_uri=routes.CRISIS,
        title="Akut hjälp",
        description="Ring 112 om det är fara för livet. Här finns också 1177 och stödlinjer som du kan prata med.",
        data_path="data/support-lines.yml",
        prose=_card_prose(content.crisis_card),
        reading_kind="support",
        meta={"template": "akut.html", "crisis": True},
    )
    card = content.crisis_card
    on_card = {line_id for step in card.steps for line_id in step.lines}
    return render_page(
        content,
        head,
        "crisis",
        lines=[line for line in lines if line.id not in on_card],
        watched={line.id for line in lines if content.vocabulary.is_exposed(line.topics)},
        written=sorted(written, key=lambda line: line.id not in on_card)[:WRITTEN],
        checked=day_words(min(one.last.day for one in all_reviewed)),
        hows={one.last.how for one in all_reviewed},
        emergency=content.support_lines[card.steps[0].lines[0]],
        confirmed={one.once_confirmed for one in all_reviewed},
        has_card=has_card,
        surely=surely,
        structured=lines_data(content.lines_in_use),
    )


def _confirmed_lines(content: Content) -> list[SupportLine]:
    """Give the lines with a number that have once been confirmed: one whose check has lapsed keeps its place.

    Beside them stands what nobody may call to ask: no card is without the number for acute danger.
    """
    lines = [one for one in content.lines_in_use if one.phone is not None]
    confirmed = [one for one in lines if content.reviewed(one).once_confirmed]
    return [one for one in lines if one in confirmed or not one.may_be_asked] if confirmed else []


def _card_page(content: Content, confirmed: list[SupportLine], today: datetime.date, *, surely: bool) -> Page:
    """Give the card to print: numbers once confirmed, or those for danger and care while there are none.

    That they are confirmed is said while it is `surely` so of all of them.
    """
    urgent = [line_id for step in content.help_card().steps if step.level != "prata" for line_id in step.lines]
    lines = confirmed or [content.support_lines[line_id] for line_id in urgent]
    what = "med nummer att ringa" if confirmed else "med numren när det är bråttom"
    head = PageHead(
        src_uri=routes.crisis_card(),
        title="Kort att skriva ut",
        description=f"Ett kort att skriva ut och dela, {'bara med nummer som är bekräftade' if surely else what}.",
        data_path="data/support-lines.yml",
        meta={"crisis": True},
    )
    return render_page(
        content,
        head,
        "card",
        lines=lines,
        surely=surely,
        confirmed=bool(confirmed),
        checked=checked_words(content, lines, today),
        today=day_words(today),
    )


def _card_prose(card: HelpCard) -> tuple[str, ...]:
    return tuple(text for step in card.steps for text in (step.heading, *step.points, step.say or "") if text)


def _list_page(content: Content, listed: list[Listed]) -> Page:
    operators = [
        one for one in content.organisations.values() if any(one.id in item.service.operators for item in listed)
    ]
    head = PageHead(
        src_uri=routes.SERVICES,
        title=f"Stöd i {content.site.place}",
        description=f"{len(listed)} sorters stöd: vad du får, vem det är för och hur du kommer i kontakt.",
        data_path="data/README.md",
        meta={"script": "filter"},
    )
    return render_page(
        content,
        head,
        "services",
        listed=listed,
        groups=group_services(content, listed),
        known=sum(bool(one.ages) for one in listed),
        accesses=_accesses(content, listed),
        operators=sorted(operators, key=lambda one: swedish_order(one.name)),
    )


Grouped: TypeAlias = list[tuple[ServiceGroup, list[Listed]]]


def group_services(content: Content, listed: Iterable[Listed]) -> Grouped:
    """Give services by group, each once: in the first group of its first situation, else in the last of all."""
    groups = content.vocabulary.service_groups
    of: dict[str, list[Listed]] = {group.id: [] for group in groups}
    for one in listed:
        first = one.service.situations[:1]
        held = next((group for group in groups if set(first) & set(group.situations)), groups[-1])
        of[held.id].append(one)
    return [(group, of[group.id]) for group in groups if of[group.id]]


def _accesses(content: Content, listed: list[Listed]) -> list[Access]:
    """Give the ways to services that there are."""
    return [access for access in content.vocabulary.accesses if any(one.access == access for one in listed)]


def _service_page(content: Content, service: Service, today: datetime.date, grouped: Grouped) -> Page:
    exposed, crisis = content.vocabulary.is_exposed(service.topics), content.vocabulary.is_crisis(service.topics)
    prose = (service.offers, *(text for text in (service.first_contact, service.how_to_reach) if text != "unknown"))
    head = PageHead(
        src_uri=service_uri(service),
        title=service.name,
        description=service.neutral_title or _described(service),
        data_path=f"data/services/{service.id}.yml",
        prose=prose,
        reading_kind="support",
        meta=page_meta(service.topics, service.neutral_title, exposed=exposed, crisis=crisis),
    )
    return render_page(
        content,
        head,
        "service",
        service=service,
        exposed=exposed,
        crisis=crisis,
        body=service_body(content, service, today),
        standing=standing_words(service, today),
        related=_related(content, service, grouped),
        structured="" if service.is_closed else service_data(content, service),
    )


def _described(service: Service) -> str:
    """Say in a sentence what a service is, or that it has closed."""
    return f"{service.name} har stängt." if service.is_closed else f"{first_sentence(service.offers)}."


def service_body(content: Content, service: Service, today: datetime.date) -> dict[str, Any]:
    """Give what the box with the way to help shows, and what stands beside it."""
    return {
        "service": service,
        "instead": instead_of(content, service),
        "facts": _service_facts(content, service),
        "unknown": unknown_words(_missing(service)),
        "has_number": service.phone is not None
        or any(content.support_lines[line_id].phone for line_id in service.lines),
        "named_in": [one for section_id, one in content.current.by_id.items() if section_id in service.sections],
        "cited": content.cited(service.clauses),
        "checked": checked_words(content, [service], today),
    }


def _service_facts(content: Content, service: Service) -> list[tuple[str, str]]:
    """Give what is known of a service beside the way to it, as (heading, words)."""
    access = content.vocabulary.accesses_by_id[service.access]
    facts = {
        _WHOSE[service.ages_of]: age_words(service.ages),
        "Vägen dit": access.words if service.access in ("referral", "staff") else "",
        "Det här händer då": service.first_contact,
        "Öppet": service_hours(service),
        "Kostnad": service.cost,
        "Plats": "; ".join(service.places),
        "Drivs av": service.operator if service.operators else "",
    }
    return [(heading, words) for heading, words in facts.items() if words not in ("", "unknown")]


def service_hours(service: Service) -> str:
    """Give a service's own hours in words; `unknown` where no source says."""
    if UNKNOWN in (service.hours, service.opening_hours) and service.hours != service.opening_hours:
        return service.hours if service.hours != UNKNOWN else upper_first(hours_in_words(service.opening_hours))
    return service.hours


def _missing(service: Service) -> list[str]:
    """Name what is not known of a service. That it has no number and no page is told where one looks for them."""
    facts = {
        "vem det är till för": not service.audiences,
        lower_first(_WHOSE[service.ages_of]): service.ages == "unknown",
        "vägen dit": service.access == "unknown",
        "öppettider": service.phone is not None and service.hours == service.opening_hours == UNKNOWN,
        "kostnad": service.cost == "unknown",
        "plats": not service.places,
        "första kontakten": service.first_contact == "unknown",
    }
    return [words for words, is_so in facts.items() if is_so]


def _related(content: Content, service: Service, grouped: Grouped) -> list[Listed]:
    """Give some services of the situations that a service belongs to, the first first; then of its group, of others."""
    own = [one for situation in service.situations for one in content.services_listed if situation in one.situations]
    near = next((listed for _, listed in grouped if any(one.service is service for one in listed)), [])
    others = dict.fromkeys(
        one.id for one in (*own, *(one.service for one in near), *content.services_listed) if one is not service
    )
    return list_services(content, [content.services[one] for one in others][:RELATED])


def page_meta(
    topics: Iterable[str], neutral_title: str | None, *, exposed: bool, crisis: bool
) -> dict[str, str | bool]:
    """Give the front matter that decides help card, quick exit and neutral title of a page."""
    meta: dict[str, str | bool] = {"topics": " ".join(topics)}
    if crisis:
        meta["crisis"] = True
    if exposed and neutral_title:
        meta |= {"exposed": True, "neutral_title": neutral_title}
    return meta


def _age_page(content: Content, group: AgeGroup, listed: list[Listed]) -> Page:
    ages = lower_first(group.name)
    of_child = [one for one in listed if one.service.ages_of == "child"]
    known = [one for one in listed if one.ages and one not in of_child]
    unknown = [one for one in listed if not one.ages and one not in of_child]
    return _list_by(
        content,
        routes.services_by_age(group.id),
        title=f"Stöd för {ages}",
        description=f"Stöd i {content.site.place} för {ages}.",
        lead="Åldern gäller den som får stödet.",
        data_path="data/site.yml",
        parts=[
            ("Åldern passar, helt eller delvis", "passar", "", known),
            ("Till dig som är förälder", "foralder", "Åldern gäller barnet, om det står någon.", of_child),
            ("Kan passa", "kan-passa", "Vi vet inte åldern för de här.", unknown),
        ],
    )


def _access_page(content: Content, access: Access, listed: list[Listed]) -> Page:
    lead = f"{len(listed)} sorters stöd i {content.site.place}."
    return _list_by(
        content,
        routes.services_by_access(access.address),
        title=access.heading,
        description=f"{access.heading}: {lead}",
        lead=lead,
        data_path="data/README.md",
        parts=[("", "", "", listed)],
    )


def _operator_page(content: Content, organisation: Organisation, listed: list[Listed]) -> Page:
    lead = f"Stöd i {content.site.place} där {organisation.name} är med och driver verksamheten."
    return _list_by(
        content,
        routes.services_by_operator(organisation.id),
        title=f"Stöd från {organisation.name}",
        description=lead,
        lead=lead,
        data_path="data/organisations.yml",
        parts=[("", "", "", listed)],
    )


def _list_by(
    content: Content,
    src_uri: str,
    *,
    title: str,
    description: str,
    lead: str,
    data_path: str,
    parts: list[tuple[str, str, str, list[Listed]]],
) -> Page:
    """Give a page of services that have something in common, in parts: heading, anchor, doubt, and its services."""
    head = PageHead(src_uri, title, description, data_path)
    shown = [
        (heading, anchor, doubt, group_services(content, listed)) for heading, anchor, doubt, listed in parts if listed
    ]
    return render_page(content, head, "services_by", heading=title, lead=lead, parts=shown)
