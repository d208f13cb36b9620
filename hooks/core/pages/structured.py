"""schema.org descriptions of services and help lines: only what stands in the data, never a guess."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from core.content import Content
from core.models.support import Ages, Service, SupportLine


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
        limits = {"suggestedMinAge": service.ages.youngest, "suggestedMaxAge": service.ages.oldest}
        known = {key: value for key, value in limits.items() if value is not None}
        described["audience"].append({"@type": "PeopleAudience", **known})
    channels: list[dict[str, Any]] = [
        {"@type": "ServiceChannel", "serviceUrl": content.links[link_id].url} for link_id in service.links
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


def _contact_point(line: SupportLine) -> dict[str, Any]:
    return {"@type": "ContactPoint", "name": line.name, "telephone": line.phone, "description": line.audience}


def data_block(value: dict[str, Any]) -> str:
    """Give a description as one line of HTML that no text in it can end."""
    # "</" would end the script, "<!--" would keep it from ending
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'
