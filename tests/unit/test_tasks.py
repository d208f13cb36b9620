"""The editor's page: all that is left to do, as a list, tables and a calendar, and the ways to the files."""

from __future__ import annotations

import csv
import io

import icalendar
import pytest

from core import routes
from core.desk.tasks import TASK_KINDS, tasks
from core.edit_places import edit_address, fault_contact
from core.exports.review import KINDS, calendar_of, largest_calendar, review_files
from invented import Invented


def listed(invented: Invented) -> dict[str, list[tuple[str, str]]]:
    """Give what there is to do, of each kind what it is about and what to do."""
    content = invented.content()
    found = tasks(content)
    return {kind: [(one.about, one.do) for one in found if one.kind == kind] for kind in TASK_KINDS}


def test_what_is_left_to_do(whole: Invented) -> None:
    """Checks that are late apart from those that come, each once; what the city has not given; what is unknown."""
    found = listed(whole)
    content = whole.content()
    assert [about for about, _ in found["late"]] == ["Tryggt hem", "Björkvikens växel"]
    assert len(found["late"]) + len(found["coming"]) == len(content.checked_records)
    assert [about for about, _ in found["city"]] == [
        "Formuläret för synpunkter",
        "Adressen för anmälan till tillsynen",
        "Kontakten för säkerhetsfel",
    ]
    assert ("Samtalsstöd *för unga*", "Vilka tider svarar ni?") not in found["unknown"]
    assert dict(found["unknown"])["Chatten"].startswith("Vilket är numret?")
    assert found["contradiction"] == [
        (
            "Chatten, Samtalsstöd *för unga*",
            (
                "Är chatten öppen på helger? Föreningens sida: Alla dagar. Kommunens sida: Bara vardagar. "
                "Så länge: Skriv inga dagar."
            ),
        )
    ]
    assert found["draft"] == []


def test_nobody_is_told_to_call_the_emergency_number(whole: Invented) -> None:
    """Neither in the list nor in the calendar."""
    content = whole.content()
    text = calendar_of(content).decode()
    assert "Ring 112" not in text
    told = [do for about, do in listed(whole)["coming"] if about.startswith("112")]
    assert told == ["Jämför med myndighetens sida. Ring inte dit för att fråga."]


def test_what_has_been_asked_in_vain_says_so(invented: Invented) -> None:
    """With the day; a draft is named, and nothing of it shown."""
    line = "- {record: support-lines/chatten, day: 2021-02-22, role: redaktör, how: operator, result: no_answer, "
    invented.write("checks.yml", f"{invented.text('checks.yml')}{line}next: 2021-03-05}}\n")
    assert ("Chatten", "Försök igen: ingen svarade 2021-02-22.") in listed(invented)["coming"]


def test_the_tables_hold_the_same(whole: Invented) -> None:
    """One row a task; the files are in no list of open data."""
    content = whole.content()
    files = {one.uri: one for one in review_files(content)}
    assert set(files) == {"granskning/att-gora.csv", "granskning/att-gora.xlsx", "granskning/kontroller.ics"}
    assert all(one.title is None for one in files.values())
    text = files["granskning/att-gora.csv"].data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + len(tasks(content))
    assert {row[0] for row in rows[1:]} <= set(KINDS.values())
    assert set(KINDS) == set(TASK_KINDS)


def test_the_calendar_has_every_check_on_its_day(whole: Invented) -> None:
    """A whole day each, planned as in the list, read by a program that knows calendars."""
    content = whole.content()
    due = content.due
    made = calendar_of(content)
    assert made == calendar_of(content)
    assert len(made) <= largest_calendar(content) < 2 * len(made)
    events = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert [one["DTSTART"].dt for one in events] == [one.planned for one in due]
    assert len({str(one["UID"]) for one in events}) == len(due)
    assert "Ring 040-628 04 00." in next(str(one["DESCRIPTION"]) for one in events if "växel" in one["SUMMARY"])


def test_the_page_is_the_editors_alone(invented: Invented) -> None:
    """In no search, and marked as in no list."""
    page = invented.site().pages[routes.REVIEW]
    assert (page.address, page.in_search, page.meta) == ("/granskning/", False, {"unlisted": True})


@pytest.mark.parametrize(
    ("src_uri", "place"),
    [
        pytest.param("stod/samtalsstod.md", "data/services/samtalsstod.yml:1", id="file-of-its-own"),
        pytest.param("om.md", "docs/om.md:1", id="hand-written"),
    ],
)
def test_a_page_leads_to_its_file(whole: Invented, src_uri: str, place: str) -> None:
    """The very file; in a list the line of the record."""
    assert whole.site().places[src_uri] == place


def test_a_page_of_a_list_leads_to_its_record(whole: Invented) -> None:
    """At the line where its id stands."""
    site = whole.site()
    uri = next(uri for uri, page in site.pages.items() if page.data_path == "data/organisations.yml" and "/" in uri)
    stem = uri.rpartition("/")[2].removesuffix(".md")
    assert site.places[uri] == whole.at("organisations.yml", f"id: {stem}\n")


def test_without_a_repository_no_page_leads_to_its_file(invented: Invented) -> None:
    """And the site is no preview for it."""
    content = invented.content()
    place = "data/site.yml:3"
    address = "https://forge.bjorkviken.example/psykisk-halsa/blob/main/data/site.yml#L3"
    assert edit_address(content.site, place) == address
    before = content.preview_reasons()
    invented.edit(
        "site.yml",
        "value: https://forge.bjorkviken.example/psykisk-halsa/blob/main\n  reason: null",
        "value: null\n  reason: Inget är bestämt.",
    )
    content = invented.content()
    assert edit_address(content.site, place) is None
    assert content.preview_reasons() == before


def test_who_finds_a_fault_has_somebody_to_tell(invented: Invented) -> None:
    """The city's form, and until there is one the front desk: its page, or its number."""
    content = invented.content()
    desk = content.support_lines["vaxeln"]
    page = content.links[desk.page].url if desk.page else f"tel:{desk.phone}"
    assert fault_contact(content) == page
    invented.edit(
        "site.yml",
        "value: null\n  reason: Staden har inte angett något formulär.",
        "value: https://form.bjorkviken.example/\n  reason: null",
    )
    assert fault_contact(invented.content()) == "https://form.bjorkviken.example/"
