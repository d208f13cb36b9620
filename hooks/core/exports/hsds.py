"""Services and help lines in the Human Services Data Specification 3.1 of Open Referral, for directories elsewhere.

Of the specification's objects only services and their phones, schedules and places are given: an organisation must have
a description there, and none is invented. What is unknown is left out.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from core import routes
from core.content import Content
from core.exports.files import DIALECT
from core.models.support import UNKNOWN, Ages, Service, SupportLine, hours_in_words
from core.routes import address_of

_STATUS = {"active": "active", "planned": "inactive", "paused": "temporarily closed", "closed": "defunct"}


def hsds_text(content: Content) -> str:
    """Give every service, then every help line, as a JSON list of HSDS services."""
    services = [_service(content, one) for one in content.services.values()]
    lines = [_line(content, one) for one in content.support_lines.values()]
    return json.dumps([*services, *lines], ensure_ascii=False, indent=1) + "\n"


_TEXT = {"type": "string"}
_PARTS = {"type": "array", "items": {"type": "object", "required": ["id"]}}


def hsds_schema(title: str, licence: str) -> str:
    """Give the part of the specification's schema that the list keeps to; it states the licence, as a list cannot."""
    texts = ("name", "description", "application_process", "fees_description", "eligibility_description", "alert")
    properties = {
        "id": {"type": "string", "format": "uuid"},
        **dict.fromkeys(texts, _TEXT),
        "url": {"type": "string", "format": "uri"},
        "status": {"enum": sorted(set(_STATUS.values()))},
        "minimum_age": {"type": "number"},
        "maximum_age": {"type": "number"},
        "assured_date": {"type": "string", "format": "date"},
        "phones": _PARTS,
        "schedules": _PARTS,
        "service_at_locations": _PARTS,
    }
    record = {
        "type": "object",
        "required": ["id", "name", "status"],
        "additionalProperties": False,
        "properties": properties,
    }
    described = {"$schema": DIALECT, "title": title, "license": licence, "type": "array", "items": record}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _id(content: Content, *steps: str) -> str:
    """Give an identifier that stays as long as the record's id does, wherever the site is published."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join((content.site.owner, *steps))))


def _service(content: Content, service: Service) -> dict[str, Any]:
    # The specification's ages are those of who gets the service.
    ages = service.ages if isinstance(service.ages, Ages) and service.ages_of != "child" else None
    address = content.site.address.value
    own = {"id": _id(content, "phone", service.id), "number": service.phone, "type": "voice"}
    phones = [own] if service.phone else []
    phones += [
        {"id": _id(content, "phone", service.id, line.id), "number": line.phone, "description": line.name}
        for line in (content.support_lines[one] for one in service.lines)
        if line.phone
    ]
    return _known(
        id=_id(content, "service", service.id),
        name=service.name,
        description=service.offers,
        url=f"{address.rstrip('/')}{address_of(routes.service(service.id))}" if address else None,
        status=_STATUS[service.status],
        application_process=service.how_to_reach,
        fees_description=service.cost,
        eligibility_description=", ".join(service.audiences),
        minimum_age=ages.youngest if ages else None,
        maximum_age=ages.oldest if ages else None,
        assured_date=content.reviewed(service).last.day.isoformat(),
        alert=service.reason if service.is_closed else service.status_note,
        phones=phones,
        schedules=_schedules(content, service),
        service_at_locations=[
            {
                "id": _id(content, "place", service.id, str(number)),
                "location": {
                    "id": _id(content, "location", service.id, str(number)),
                    "location_type": "physical",
                    "name": place,
                },
            }
            for number, place in enumerate(service.places)
        ],
    )


def _line(content: Content, line: SupportLine) -> dict[str, Any]:
    number = {"id": _id(content, "phone", line.id), "number": line.phone, "type": "voice"}
    return _known(
        id=_id(content, "line", line.id),
        name=line.name,
        url=content.links[line.page].url if line.page else None,
        status=_STATUS[line.status],
        fees_description=line.cost,
        eligibility_description=line.audience,
        assured_date=content.reviewed(line).last.day.isoformat(),
        phones=[number] if line.phone else [],
        alert=line.reason if line.is_closed else line.status_note,
        schedules=_schedules(content, line),
    )


def _schedules(content: Content, record: Service | SupportLine) -> list[dict[str, Any]]:
    hours = {"id": _id(content, "schedule", record.id), "description": hours_in_words(record.opening_hours)}
    return [hours] if record.opening_hours != UNKNOWN else []


def _known(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, UNKNOWN, [])}
