"""What can be found of support: situations, services, help lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core import routes
from core.content import Content
from core.models.support import Service, SupportLine
from core.pages.handwritten import HandwrittenPage
from core.pages.support import whose_ages
from core.routes import path_of
from core.search.entries import Entry, plain_words, shorten

NOT_KNOWN = "vi vet inte vem"
"""Whom a service is for, where no source says."""


def situation_entries(content: Content, handwritten: Mapping[str, HandwrittenPage]) -> Iterator[Entry]:
    """Yield an entry for each situation, unless its page says that it is none."""
    for one in content.situations.values():
        page = handwritten.get(routes.situation(one.id))
        if page is not None and not page.in_search:
            continue
        yield Entry(
            path_of(routes.situation(one.id)),
            "situation",
            "Dig som behöver stöd",
            one.title,
            one.lead,
            lead=(one.lead,),
            body=(plain_words(page.source if page else ""),),
        )


def service_entry(content: Content, service: Service) -> Entry:
    """Give the entry of a service."""
    told = (service.how_to_reach, service.first_contact, service.cost, service.hours)
    known = [words for words in told if words != "unknown"]
    operators = [content.organisations[operator].name for operator in service.operators]
    situations = [content.situations[situation].title for situation in service.situations]
    ages = "" if service.ages in ("all", "unknown") else f" ({whose_ages(service)})"
    return Entry(
        path_of(routes.service(service.id)),
        "service",
        (shorten(service.audiences[0]).rstrip(".") if service.audiences else NOT_KNOWN) + ages.lower(),
        service.name,
        shorten(" ".join(filter(None, [service.reason, service.status_note, service.offers]))),
        names=(service.id.replace("-", " "),) if not content.vocabulary.is_exposed(service.topics) else (),
        lead=(service.offers, *service.audiences),
        body=(*known, *service.places, *filter(None, [service.phone_text, service.remark])),
        context=(service.operator, *operators, *situations),
    )


def line_entry(line: SupportLine) -> Entry:
    """Give the entry of a help line."""
    known = [words for words in (line.answers, line.chat, line.sms, line.relay, line.hours) if words != "unknown"]
    number = f"Ring {line.phone_text}. " if line.phone_text and line.is_in_use else ""
    said = line.reason or line.status_note or (line.answers if line.answers != "unknown" else line.operator)
    return Entry(
        path_of(routes.situation(line.situations[0]), routes.line_anchor(line.id)),
        "line",
        shorten(line.audience).rstrip("."),
        line.name,
        shorten(f"{number}{said}"),
        names=(line.phone_text or "", line.id.replace("-", " ")),
        lead=(line.audience,),
        body=(*known, line.operator, "stödlinje ringa telefon nummer jour"),
    )
