"""Services and help lines as other directories read them: HSDS 3.1 of Open Referral."""

from __future__ import annotations

import dataclasses
import json
import uuid
from typing import Any

import jsonschema
import pytest

from core.exports.hsds import hsds_text
from invented import Invented

TEXTS = ("name", "description", "application_process", "fees_description", "eligibility_description", "alert")
UUID = {"type": "string", "format": "uuid"}
# What the specification demands of a service, its phones and its schedules, and the types of what we give
# (https://github.com/openreferral/specification, schema/service.json, phone.json, schedule.json, version 3.1).
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "name", "status"],
        "additionalProperties": False,
        "properties": {
            "id": UUID,
            **{key: {"type": "string"} for key in TEXTS},
            "url": {"type": "string", "format": "uri"},
            "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]},
            "minimum_age": {"type": "number"},
            "maximum_age": {"type": "number"},
            "assured_date": {"type": "string", "format": "date"},
            "phones": {"type": "array", "items": {"type": "object", "required": ["id", "number"]}},
            "schedules": {"type": "array", "items": {"type": "object", "required": ["id"]}},
            "service_at_locations": {"type": "array", "items": {"type": "object", "required": ["id", "location"]}},
        },
    },
}


def _read(whole: Invented) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(whole.exports()["hsds.json"].data)}


def test_it_is_as_the_specification_demands(whole: Invented) -> None:
    """Every record, each identifier once, nothing empty and nothing unknown."""
    listed = json.loads(whole.exports()["hsds.json"].data)
    jsonschema.validate(listed, SCHEMA, format_checker=jsonschema.FormatChecker())
    content = whole.content()
    assert [one["name"] for one in listed] == [
        one.name for one in (*content.services.values(), *content.support_lines.values())
    ]
    inner = [part["id"] for one in listed for key in ("phones", "schedules") for part in one.get(key, [])]
    ids = [one["id"] for one in listed] + inner
    assert len({uuid.UUID(one) for one in ids}) == len(ids)
    assert not [value for one in listed for value in one.values() if value in ("unknown", None, [])]


def test_what_is_said_of_a_service_and_a_line(whole: Invented) -> None:
    """The record's own values; hours in words, ages as numbers."""
    listed = _read(whole)
    service = listed["Samtalsstöd *för unga*"]
    assert (service["minimum_age"], service["maximum_age"], service["fees_description"]) == (13, 20, "Det är gratis.")
    assert service["url"] == "https://www.bjorkviken.example/psykisk-halsa/stod/samtalsstod/"
    line = next(one for one in listed.values() if one.get("phones", [{}])[0].get("number") == "112")
    assert line["schedules"][0]["description"] == "dygnet runt"


def test_what_has_closed_is_defunct(whole: Invented) -> None:
    """With the reason, under the identifier that it always had."""
    content = whole.content()
    closed = content.services["samtalsstod"].model_copy(update={"status": "closed", "reason": "Det har lagts ner."})
    listed = json.loads(hsds_text(dataclasses.replace(content, services={"samtalsstod": closed})))
    before = _read(whole)[closed.name]["id"]
    assert (listed[0]["status"], listed[0]["alert"], listed[0]["id"]) == ("defunct", closed.reason, before)


@pytest.mark.parametrize(("status", "shown"), [("planned", "inactive"), ("paused\nuntil: open", "temporarily closed")])
def test_what_cannot_be_had_now(invented: Invented, status: str, shown: str) -> None:
    """Planned or paused is told in the specification's words, with our note; the identifier stays."""
    before = _read(invented)["Samtalsstöd *för unga*"]["id"]
    invented.edit("services/samtalsstod.yml", "status: active", f"status: {status}")
    invented.edit("services/samtalsstod.yml", "status_note: null", "status_note: Inte just nu.")
    service = _read(invented)["Samtalsstöd *för unga*"]
    assert (service["status"], service["alert"], service["id"]) == (shown, "Inte just nu.", before)
