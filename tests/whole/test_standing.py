"""What is paused or closed: what its record must say, where it is shown, and that nothing leads to it meanwhile."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from core.routes import service as service_uri
from invented import Invented

SERVICE, TRAINING, LINES = "services/samtalsstod.yml", "trainings/att-lyssna.yml", "support-lines.yml"
CLOSED = "since: 2021-02-01\nreason: Lokalen har sålts.\ninstead: [vaxeln, /hjalp/mar-daligt/, handbok, trygghet]"
PAUSED = "status: paused\nstatus_note: Lokalen byggs om.\nuntil: {until}"


def json_ld(body: str) -> list[dict[str, Any]]:
    """Give what a page tells machines."""
    return [json.loads(one) for one in re.findall(r'<script type="application/ld.json">(.*?)</script>', body)]


def standing(text: str, *, indent: str = "") -> str:
    """Give lines of a record, moved in."""
    return "\n".join(f"{indent}{line}" for line in text.splitlines())


def other_service(invented: Invented) -> None:
    """Let the situation have another service, so that the first can close, and no text lead to it."""
    page = invented.root / "docs/hjalp/mar-daligt.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"(?m)^Prata gärna med .*$", "Prata gärna.", text), encoding="utf-8")
    text = invented.text(SERVICE).replace("id: samtalsstod", "id: gruppen").replace("Samtalsstöd *för unga*", "Gruppen")
    check = "- {record: services/gruppen, day: 2021-02-01, role: redaktör, how: web-copy, result: confirmed}\n"
    invented.write("checks.yml", invented.text("checks.yml") + check)
    invented.write("services/gruppen.yml", text)


def close(invented: Invented) -> None:
    """Close the service."""
    other_service(invented)
    assert invented.edit(SERVICE, "status: active\n", f"status: closed\n{CLOSED}\n") == []


def close_line(invented: Invented, line_id: str, told: str = f"status: closed\n{CLOSED}") -> None:
    """Close a help line."""
    begun, _, rest = invented.text(LINES).partition(f"- id: {line_id}\n")
    own, dash, others = rest.partition("\n- id:")
    invented.write(LINES, f"{begun}- id: {line_id}\n{own.rstrip()}\n{standing(told, indent='  ')}{dash}{others}")


NOTE = "status_note says why something is planned or paused, and this is neither; write null"
UNTIL = "until is the last day of a pause, and this is not paused; remove the line, or correct the status"
MISSING = "{}: missing for what is paused; write why in status_note, and the last day or 'open' in until"


@pytest.mark.parametrize(
    ("told", "expected", "at"),
    [
        pytest.param(
            "status: paused\nuntil: open\nstatus_note: null",
            MISSING.format("status_note"),
            "status_note:",
            id="pause-without-why",
        ),
        pytest.param("status: active\nstatus_note: Öppet.", NOTE, "status_note:", id="active-with-why"),
        pytest.param(
            "status: paused\nstatus_note: Vi bygger om.",
            MISSING.format("until"),
            "status: paused",
            id="pause-without-end",
        ),
        pytest.param(
            "status: paused\nstatus_note: null", MISSING.format("status_note, until"), "status_note:", id="pause-alone"
        ),
        pytest.param("status: active\nstatus_note: null\nuntil: 2021-05-01", UNTIL, "until:", id="end-without-pause"),
        pytest.param(
            "status: closed\nstatus_note: null\nsince: 2021-01-01\ninstead: [vaxeln]",
            "reason must be told of what is closed, and of nothing else; correct it, or the status",
            "status: closed",
            id="closed-without-reason",
        ),
        pytest.param(
            "status: closed\nstatus_note: null",
            "since, reason, instead must be told of what is closed, and of nothing else; correct it, or the status",
            "status: closed",
            id="closed-alone",
        ),
        pytest.param(
            "status: active\nstatus_note: null\nreason: Slut.",
            "reason must be told of what is closed, and of nothing else; correct it, or the status",
            "reason:",
            id="reason-of-what-is-there",
        ),
    ],
)
def test_what_a_status_must_say(invented: Invented, told: str, expected: str, at: str) -> None:
    """One problem, at the key that it is about, or at the status that asks for it."""
    found = invented.edit(SERVICE, "status: active\nstatus_note: null", told)
    assert [one for one in found if SERVICE in one] == [f"{invented.at(SERVICE, at)}: {expected}"]


def test_an_end_that_is_no_day(invented: Invented) -> None:
    """Is told as a day is, once."""
    found = invented.edit(SERVICE, "status: active\nstatus_note: null", PAUSED.format(until="till våren"))
    at = invented.at(SERVICE, "until: till våren")
    assert found[0] == (f"{at}: until: 'till våren' is not a day that exists; write year-month-day, such as 2026-09-10")


def test_a_closing_names_ways_that_are_there(invented: Invented) -> None:
    """A day to come, an id of nothing, and what has closed itself are told."""
    other_service(invented)
    told = "status: closed\nsince: 2021-03-02\nreason: Slut.\ninstead: [ingen, samtalsstod]\n"
    assert invented.edit(SERVICE, "status: active\n", told) == [
        f"{invented.at(SERVICE, 'since:')}: since: 2021-03-02 has not come; write that it will close in remark, and close it on the day",  # noqa: E501
        f"{invented.at(SERVICE, 'instead:')}: 'ingen' is neither a service, a help line, a training, a situation or a link, nor the address of one; correct it",  # noqa: E501
        f"{invented.at(SERVICE, 'instead:')}: 'samtalsstod' is closed itself; name another way",
    ]


def test_a_closed_service_keeps_its_page_and_leaves_the_lists(invented: Invented) -> None:
    """The page says since when, why, and where to turn, and calls nobody; no list and no search leads to it first."""
    close(invented)
    site = invented.site()
    page = site.pages[service_uri("samtalsstod")]
    assert "Stödet är stängt sedan den 1 februari 2021\\. Lokalen har sålts\\." in page.body.replace(".", "\\.")
    assert "Vänd dig hit i stället" in page.body
    assert 'href="tel:+46406280400"' in page.body
    assert "Så får du hjälp" not in page.body
    assert 'href="tel:+46406280410"' not in page.body
    assert json_ld(page.body) == []
    assert page.description == "Samtalsstöd *för unga* har stängt."
    leading = [
        uri
        for uri, one in {**site.pages, **site.handwritten}.items()
        if uri != page.src_uri and ("samtalsstod/" in one.body or "samtalsstod.md" in one.body)
    ]
    assert leading == []
    assert page.address not in {f"/{entry.address}" for entry in site.entries}
    assert "samtalsstod" in site.search()["search/earlier.json"]
    exported = {one["id"]: one for one in json.loads(invented.exports()["stod.json"].data)}
    assert exported["samtalsstod"]["standing"] == {
        "note": None,
        "until": None,
        "since": "2021-02-01",
        "reason": "Lokalen har sålts.",
        "instead": ["vaxeln", "/hjalp/mar-daligt/", "handbok", "trygghet"],
    }
    assert exported["gruppen"]["standing"] is None
    hsds = {one["name"]: one for one in json.loads(invented.exports()["hsds.json"].data)}
    assert (hsds["Samtalsstöd *för unga*"]["status"], hsds["Gruppen"]["status"]) == ("defunct", "active")


def test_the_only_service_of_a_situation_cannot_close_unseen(invented: Invented) -> None:
    """Somebody would be left without help."""
    found = invented.edit(SERVICE, "status: active\n", f"status: closed\n{CLOSED}\n")
    assert found == [
        f"{invented.at('situations.yml', 'id: mar-daligt')}: no service names the situation 'mar-daligt'; add it to the services that help there"  # noqa: E501
    ]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("2021-03-01", "Stödet är pausat till och med den 1 mars 2021."),
        ("2021-02-28", "Pausen skulle vara till och med den 28 februari 2021. Vi vet inte om den är slut."),
        ("open", "Stödet är pausat, och ingen har satt någon slutdag."),
    ],
)
def test_a_pause_is_told_with_its_end(invented: Invented, until: str, words: str) -> None:
    """On the page and in lists; a pause that has run out is told to the editor."""
    other_service(invented)
    invented.edit(SERVICE, "status: active\nstatus_note: null", PAUSED.format(until=until))
    site = invented.site()
    assert words in site.pages[service_uri("samtalsstod")].body.replace("\\", "")
    assert "Lokalen byggs om." in site.pages["stod/index.md"].body
    told = [one for one in site.content.notices if "samtalsstod" in one]
    if until == "2021-02-28":
        at = invented.at(SERVICE, "until:")
        assert told == [
            f"{at}: the pause of 'samtalsstod' was until 28 februari 2021; ask whether it is back, and correct status or until"  # noqa: E501
        ]
    else:
        assert told == []


@pytest.mark.parametrize(
    ("told", "state"),
    [(PAUSED.format(until="2021-05-01"), "paused until 1 maj 2021"), (f"status: closed\n{CLOSED}", "closed")],
)
@pytest.mark.parametrize("link", ['{{ service("samtalsstod") }}', "[Samtal](../stod/samtalsstod.md)"])
def test_no_text_leads_to_what_has_stopped(invented: Invented, told: str, state: str, link: str) -> None:
    """A macro or a link in a page that is written by hand is told with its line."""
    other_service(invented)
    invented.edit(SERVICE, "status: active\n" + ("status_note: null\n" if "paused" in told else ""), f"{told}\n")
    page = "hjalp/mar-daligt.md"
    text = (invented.root / "docs" / page).read_text(encoding="utf-8")
    found = invented.write_page(page, f"{text}\nDu kan gå till {link}.\n")
    line = len(text.splitlines()) + 2
    macro = "service: " if "{" in link else ""
    assert found == [f"docs/{page}:{line}: {macro}'samtalsstod' is {state}; take it out of the text meanwhile"]


def test_a_closed_line_vanishes_and_is_told(invented: Invented) -> None:
    """From cards, lists, the crisis page and services; its place on a situation's page tells where to turn."""
    other_service(invented)
    before = invented.site()
    assert "+46406280410" in before.pages["akut.md"].body
    card = invented.text("help-cards.yml")
    assert card.count("lines: [lyssnarlinjen]") == 1
    invented.write("help-cards.yml", card.replace("lines: [lyssnarlinjen]", "lines: [lyssnarlinjen, vaxeln]"))
    close_line(invented, "lyssnarlinjen")
    site = invented.site()
    everything = {uri: page.body for uri, page in {**site.pages, **site.handwritten}.items()}
    assert [uri for uri, body in everything.items() if "+46406280410" in body] == []
    situation = everything["hjalp/mar-daligt.md"]
    assert 'id="linje-lyssnarlinjen"' in situation
    assert "Stödlinjen är stängd sedan den 1 februari 2021." in situation
    assert "Lokalen har sålts." in situation
    told = [one for one in site.content.notices if "'lyssnarlinjen' is closed" in one]
    named = [one.partition(":")[0] for one in told]
    assert {"data/help-cards.yml", "data/services/samtalsstod.yml", "data/services/gruppen.yml"} <= set(named)
    lines = {one["id"]: one for one in json.loads(invented.exports()["stodlinjer.json"].data)}
    assert (lines["lyssnarlinjen"]["status"], lines["vaxeln"]["status"]) == ("closed", "active")
    assert "lyssnarlinjen" not in site.search()["search/index.json"]


def test_a_card_is_never_left_without_a_number(invented: Invented) -> None:
    """A step whose only line has closed is told, and so is the city's own way in."""
    close_line(invented, "vaxeln", CLOSED.replace("vaxeln", "vard-1177").join(["status: closed\n", ""]))
    found = invented.problems()
    assert any("'vaxeln' is closed, and the step has no other; name a line that answers" in one for one in found)
    assert any(
        one.startswith("data/site.yml") and "'vaxeln' is closed; name a line that answers" in one for one in found
    )


def test_a_closed_training_keeps_its_page(invented: Invented) -> None:
    """And leaves every list; where to go instead is told."""
    invented.edit(TRAINING, "status: active\n", f"status: closed\n{CLOSED.replace('handbok', 'vaga-prata')}\n")
    site = invented.site()
    page = site.pages["utbildningar/att-lyssna.md"]
    assert "Utbildningen ges inte längre sedan den 1 februari 2021" in page.body
    assert "Välj i stället" in page.body
    leading = [
        uri
        for uri, one in {**site.pages, **site.handwritten}.items()
        if uri != page.src_uri and ("att-lyssna/" in one.body or "att-lyssna.md" in one.body)
    ]
    assert leading == []


def test_the_search_does_without_what_has_closed(invented: Invented) -> None:
    """A synonym that answered with it is told, in its line, and stops nothing."""
    synonyms = invented.text("synonyms.yml")
    new = "- id: oppet\n  says: [öppen dörr]\n  words: []\n  pages: [/utbildningar/att-lyssna/]\n  card: null\n"
    assert invented.write("synonyms.yml", synonyms.rstrip() + "\n" + new) == []
    invented.edit(TRAINING, "status: active\n", f"status: closed\n{CLOSED.replace('handbok', 'vaga-prata')}\n")
    site = invented.site()
    at = invented.at("synonyms.yml", "pages: [/utbildningar/att-lyssna/]")
    message = "'/utbildningar/att-lyssna/' is closed, and is not shown here; take it away"
    assert f"{at}: {message}" in site.content.notices
    assert site.search()


def test_a_paused_training_says_so(invented: Invented) -> None:
    """On its page and in the lists."""
    invented.edit(TRAINING, "status: active\n", PAUSED.format(until="open") + "\n")
    pages = invented.site().pages
    assert "Utbildningen är pausad, och ingen har satt någon slutdag." in pages["utbildningar/att-lyssna.md"].body
    assert "Pausad" in pages["utbildningar/index.md"].body


OWN = "phone: '+46406280422'\nphone_text: 040-628 04 22\nopening_hours: Mo-Fr 09:00-15:30\n"


def test_a_service_has_number_hours_and_place_of_its_own(invented: Invented) -> None:
    """On its page, in what machines read, in tables and in the search; the line's number stands beside it."""
    invented.edit(SERVICE, "lines: [", f"{OWN}lines: [")
    site = invented.site()
    body = site.pages[service_uri("samtalsstod")].body
    box = body.partition("Så får du hjälp")[2]
    assert 'class="call main-way" href="tel:+46406280422"' in box
    assert 'class="call" href="tel:+46406280410"' in box
    assert "<dt>Öppet:</dt> <dd>Måndag–fredag 09:00–15:30</dd>" in box
    assert "<dt>Plats:</dt> <dd>Storgatan 1, Björkviken</dd>" in box
    (described,) = json_ld(body)
    channels = described["availableChannel"]
    own = next(
        one["servicePhone"] for one in channels if one.get("servicePhone", {}).get("telephone") == "+46406280422"
    )
    assert own["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            "opens": "09:00",
            "closes": "15:30",
        }
    ]
    assert {"@type": "Place", "address": "Storgatan 1, Björkviken"} in [one.get("serviceLocation") for one in channels]
    exports = invented.exports()
    service = next(one for one in json.loads(exports["stod.json"].data) if one["id"] == "samtalsstod")
    assert (service["phone"], service["opening_hours"], service["hours"]) == (
        "+46406280422",
        "Mo-Fr 09:00-15:30",
        "unknown",
    )
    table = exports["stod.csv"].data.decode()
    assert ";040-628 04 22;måndag–fredag 09:00–15:30;unknown;Storgatan 1, Björkviken" in table
    hsds = next(one for one in json.loads(exports["hsds.json"].data) if one["name"] == "Samtalsstöd *för unga*")
    assert hsds["phones"][0]["number"] == "+46406280422"
    assert hsds["schedules"][0]["description"] == "måndag–fredag 09:00–15:30"
    assert hsds["service_at_locations"][0]["location"]["name"] == "Storgatan 1, Björkviken"
    assert "040-628 04 22" in next(" ".join(one.body) for one in site.entries if one.title == "Samtalsstöd *för unga*")


def test_hours_that_are_not_known_are_said_to_be(invented: Invented) -> None:
    """A number of its own without hours: that they are missing is told; nothing is guessed."""
    invented.edit(SERVICE, "lines: [", OWN.replace("Mo-Fr 09:00-15:30", "unknown") + "lines: [")
    body = invented.site().pages[service_uri("samtalsstod")].body
    assert "<dt>Öppet:</dt>" not in body
    assert "öppettider" in body.partition("Vi vet inte än:")[2]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (
            "phone: '+46406280422'\n",
            "phone and phone_text must both stand or both be null; add the one that is missing",
        ),
        (
            "phone: '+46406280422'\nphone_text: 040-628 04 23\n",
            "phone_text '040-628 04 23' is not the number '+46406280422'; correct the one that is wrong",
        ),
    ],
)
def test_a_number_of_a_service_stands_twice_the_same(invented: Invented, own: str, expected: str) -> None:
    """As that of a help line."""
    found = invented.edit(SERVICE, "lines: [", f"{own}lines: [")
    at = invented.at(SERVICE, own.strip().split("\n")[-1])
    assert [one for one in found if SERVICE in one] == [f"{at}: {expected}"]


@pytest.mark.parametrize("wrong", ["+4640628O422", "+46406280422x", "+46 40 628 04 2l", "+46406280４22a"])
def test_a_wrong_number_is_never_answered_with_another(invented: Invented, wrong: str) -> None:
    """A letter among the digits: what is left of it is somebody else's number, and is not offered."""
    found = invented.edit(SERVICE, "lines: [", f"phone: '{wrong}'\nphone_text: 040-628 04 22\nlines: [")
    (told,) = [one for one in found if "phone:" in one]
    assert told.endswith(
        f"phone: '{wrong}' is not a phone number; write +46… without blanks, or a short number such as 112"
    )
