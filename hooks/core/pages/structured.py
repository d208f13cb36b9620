"""schema.org descriptions of services and help lines: only what stands in the data, never a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from core.content import Content
from core.models.support import Ages, Service, SupportLine

_AUDIENCES = {
    False: ("PeopleAudience", "suggestedMinAge", "suggestedMaxAge"),
    True: ("ParentAudience", "childMinAge", "childMaxAge"),
}
"""How ages are told, by whether they are a child's."""


def service_data(content: Content, service: Service) -> str:
    """Give a service in JSON-LD, as one line of HTML.

    It is a `GovernmentService` when an operator is public, and has a provider when the data knows its operators.
    """
    operators = [content.organisations[one] for one in service.operators]
    is_public = any(one.kind in content.vocabulary.public_kinds for one in operators)
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if is_public else "Service",
        "name": service.name,
        "description": " ".join(service.offers.split()),
        "areaServed": {"@type": "City", "name": content.site.place},
        "audience": [{"@type": "Audience", "audienceType": audience} for audience in service.audiences],
    }
    if operators:
        described["provider"] = [{"@type": "Organization", "name": one.name} for one in operators]
    if isinstance(service.ages, Ages):
        kind, youngest, oldest = _AUDIENCES[service.ages_of == "child"]
        limits = {youngest: service.ages.youngest, oldest: service.ages.oldest}
        known = {key: value for key, value in limits.items() if value is not None}
        described["audience"].append({"@type": kind, **known})
    channels: list[dict[str, Any]] = [
        {"@type": "ServiceChannel", "serviceUrl": content.links[link_id].url} for link_id in service.links
    ]
    if service.phone:
        point: dict[str, Any] = {"@type": "ContactPoint", "name": service.name, "telephone": service.phone}
        if hours := opening_specification(service.opening_hours):
            point["hoursAvailable"] = hours
        channels.append({"@type": "ServiceChannel", "servicePhone": point})
    channels += [
        {"@type": "ServiceChannel", "serviceLocation": {"@type": "Place", "address": place}} for place in service.places
    ]
    channels += [
        {"@type": "ServiceChannel", "servicePhone": _contact_point(content.support_lines[line_id])}
        for line_id in service.lines
        if content.support_lines[line_id].phone
    ]
    if channels:
        described["availableChannel"] = channels
    return data_block(described)


def lines_data(lines: Iterable[SupportLine]) -> str:
    """Give help lines with confirmed numbers as `ContactPoint`s in JSON-LD, as one line of HTML."""
    return data_block(
        {"@context": "https://schema.org", "@graph": [_contact_point(line) for line in lines if line.phone]}
    )


_WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_WEEK_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RULE = re.compile(r"([A-Z][a-z](?:[-,][A-Z][a-z])*) (\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)")


def opening_specification(hours: str) -> list[dict[str, Any]]:
    """Give hours of OpenStreetMap's form as schema.org's; [] for what it has no words for, or is not known."""
    if hours == "24/7":
        hours = "Mo-Su 00:00-23:59"
    told = []
    for rule in hours.split("; "):
        found = _RULE.fullmatch(rule)
        if found is None:
            return []
        days: list[str] = []
        for part in found[1].split(","):
            first, _, last = part.partition("-")
            days += _WEEK_NAMES[_WEEK.index(first) : _WEEK.index(last or first) + 1]
        for span in found[2].split(","):
            opens, _, closes = span.partition("-")
            told.append({"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes})
    return told


def _contact_point(line: SupportLine) -> dict[str, Any]:
    return {"@type": "ContactPoint", "name": line.name, "telephone": line.phone, "description": line.audience}


def data_block(value: dict[str, Any]) -> str:
    """Give a description as one line of HTML that no text in it can end."""
    # "</" would end the script, "<!--" would keep it from ending
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
