"""The log of checks: what it must hold, how a record stands by it, and when what is checked again."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pytest

import manage
from core import routes
from core.models.registers import Site
from core.models.review import Check, CheckedRecord
from core.review import Reviewed, a_week, plan
from core.working_days import is_working
from invented import TODAY, Invented
from project import checked_site


def check(day: str, result: str = "confirmed", how: str = "operator", **others: object) -> Check:
    """Give a check of the help line `linjen`."""
    others |= {"changed": [{"key": "hours", "old": "unknown", "new": "Vardagar."}]} if result == "changed" else {}
    others |= {"next": "2021-12-31"} if result == "no_answer" else {}
    given = {"record": "support-lines/linjen", "day": day, "role": "redaktör", "how": how, "result": result}
    return Check.model_validate(given | others)


def noted(invented: Invented, line: str) -> list[str]:
    """Write one more line in the log, and give every problem."""
    return invented.write("checks.yml", f"{invented.text('checks.yml')}{line}\n")


def one_check(record: str, day: str, result: str) -> str:
    """Give a line of the log."""
    return f"- {{record: {record}, day: {day}, role: redaktör, how: operator, result: {result}}}"


@pytest.mark.parametrize(
    ("checks", "last", "once", "now"),
    [
        pytest.param([check("2021-02-01", how="web-copy")], "2021-02-01", False, False, id="nobody-asked"),
        pytest.param([check("2021-02-01")], "2021-02-01", True, True, id="asked"),
        pytest.param([check("2021-01-29")], "2021-01-29", True, False, id="asked-too-long-ago"),
        pytest.param([check("2021-01-30")], "2021-01-30", True, True, id="asked-on-the-last-day"),
        pytest.param(
            [check("2021-02-01"), check("2021-02-10", how="web-copy")], "2021-02-10", True, True, id="read-since"
        ),
        pytest.param(
            [check("2021-02-01"), check("2021-02-10", "changed", "web-copy")],
            "2021-02-10",
            True,
            False,
            id="changed-since-by-what-nobody-confirmed",
        ),
        pytest.param(
            [check("2021-02-01"), check("2021-02-10", "changed")], "2021-02-10", True, True, id="changed-when-asked"
        ),
        pytest.param([check("2021-02-01"), check("2021-02-10", "no_answer")], "2021-02-01", True, True, id="no-answer"),
    ],
)
def test_how_a_record_stands(checks: list[Check], last: str, now: bool, once: bool) -> None:  # noqa: FBT001 - parameters
    """The latest check after which it was right; once confirmed, always once confirmed; confirmed now for its days."""
    reviewed = Reviewed(tuple(checks), 30)
    assert reviewed.last.day.isoformat() == last
    assert (reviewed.once_confirmed, reviewed.confirmed(TODAY)) == (once, now)


def test_the_log_names_records(invented: Invented) -> None:
    """One that is not there is told with the one that was meant; one that was closed, or had a page, may be gone."""
    line = one_check("support-lines/chaten", "2021-02-21", "confirmed")
    message = "'support-lines/chaten' is no record; did you mean 'support-lines/chatten'?"
    assert noted(invented, line) == [f"{invented.at('checks.yml', 'chaten')}: {message}"]
    assert invented.edit("checks.yml", line, one_check("support-lines/gamla-linjen", "2021-02-21", "closed")) == []
    gone = one_check("trainings/att-lyssna-mer", "2021-02-21", "confirmed")
    assert len(noted(invented, gone)) == 1
    redirect = "- id: slut\n  source: /utbildningar/att-lyssna-mer/\n  target: /utbildningar/\n  reason: Den är slut.\n"
    assert invented.write("redirects.yml", redirect) == []


def test_no_check_is_made_tomorrow(invented: Invented) -> None:
    """A check is noted on the day it is made."""
    assert noted(invented, one_check("support-lines/chatten", "2021-03-01", "confirmed")) == []
    line = one_check("support-lines/chatten", "2021-03-02", "confirmed")
    message = "2021-03-02 has not come yet; a check is noted on the day it is made"
    assert noted(invented, line) == [f"{invented.at('checks.yml', '2021-03-02')}: {message}"]


def test_every_record_has_been_checked(invented: Invented) -> None:
    """That nobody answered, or that it is closed, says nothing of its facts."""
    known = "- {record: services/samtalsstod, day: 2021-02-01, role: redaktör, how: source-document, result: confirmed}"
    message = "data/checks.yml has no check of 'services/samtalsstod' after which it was right; "
    expected = [f"{invented.at('services/samtalsstod.yml', 'id: samtalsstod')}: {message}note there how it was checked"]
    assert invented.edit("checks.yml", f"{known}\n", "") == expected
    assert noted(invented, one_check("services/samtalsstod", "2021-02-21", "no_answer, next: 2021-04-01")) == expected


def test_what_the_log_closes_says_so_itself(invented: Invented) -> None:
    """And where to turn instead; a later check that it is there after all is believed."""
    problems = noted(invented, one_check("support-lines/chatten", "2021-02-21", "closed"))
    closed = invented.at("checks.yml", "chatten, day: 2021-02-21")
    told = f"it is closed by {closed}; write status: closed, with since, reason and instead"
    assert [one.partition(": ")[2] for one in problems] == [told]
    text = invented.text("support-lines.yml")
    begun, found, rest = text.partition("- id: chatten\n")
    status = "  status: closed\n  since: 2021-02-21\n  reason: Den är slut.\n  instead: [lyssnarlinjen]\n"
    assert invented.write("support-lines.yml", begun + found + status + rest) == []
    invented.write("support-lines.yml", text)
    assert noted(invented, one_check("support-lines/chatten", "2021-02-22", "confirmed")) == []


def test_checks_are_spread_over_the_weeks(invented: Invented) -> None:
    """None on a weekend, none later than its last day while there is room; what is late comes first."""
    due = invented.content().due
    assert [one.planned for one in due] == sorted(one.planned for one in due)
    assert len({one.record.reference for one in due}) == len(due) == len(invented.content().checked_records) == 10
    late = [one for one in due if one.reviewed.lapsed(TODAY)]
    assert [one.record.reference for one in late] == ["services/trygghet-hemma", "support-lines/vaxeln"]
    assert all(one.planned >= TODAY and one.planned.weekday() < 5 for one in due)
    assert [one for one in due if one.planned > one.reviewed.due] == late
    assert due == invented.content().due  # the same day gives the same plan


def test_none_comes_too_late_and_nothing_piles_up(whole: Invented) -> None:
    """All checked on one day, and then each as planned: what holds a month beside what holds half a year."""
    content = whole.content()
    site, line, service = content.site, content.support_lines["chatten"], content.services["samtalsstod"]
    records = [line.model_copy(update={"id": f"linje-{number}"}) for number in range(38)]
    records += [service.model_copy(update={"id": f"stod-{number}"}) for number in range(62)]
    checked = dict.fromkeys((one.reference for one in records), TODAY)
    weeks: Counter[tuple[int, int]] = Counter()
    for day in (TODAY + datetime.timedelta(days=number) for number in range(1, 210)):
        standing = [(one, _checked_on(one, checked[one.reference], site)) for one in records]
        for due in plan(site, standing, day):
            assert due.planned <= due.reviewed.due
            if due.planned == day:
                checked[due.record.reference] = day
                weeks[day.isocalendar()[:2]] += 1
    assert max(weeks.values()) <= a_week(38, 30) + a_week(62, 180) == 13
    assert min(list(weeks.values())[1:-1]) >= 8  # fewer in weeks with holidays


def _checked_on(record: CheckedRecord, day: datetime.date, site: Site) -> Reviewed:
    check = Check(record=record.reference, day=day, role="redaktör", how="operator", result="confirmed")
    return Reviewed((check,), site.review_days.of(record.checked_as))


def test_a_next_try_is_planned_on_its_day(invented: Invented) -> None:
    """Neither before it, nor on the day that its check would have held to."""
    noted(invented, one_check("support-lines/chatten", "2021-02-21", "no_answer, next: 2021-03-03"))
    due = {one.record.reference: one for one in invented.content().due}
    assert due["support-lines/chatten"].planned == datetime.date(2021, 3, 3)


def test_a_release_tells_all_that_is_left(
    invented: Invented, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every value that only the city can give, and each line that nobody has ever confirmed, by its place."""
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())
    assert manage.main(["--root", str(invented.root), "site", "--release"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len([one for one in told if one.startswith("- ")]) == len(invented.content().preview_reasons()) == 4
    lines = [one.strip() for one in told if one.startswith("  ")]
    names = {"vard-1177": "1177 – råd om vård", "chatten": "Chatten"}
    places = {line_id: invented.at("support-lines.yml", f"- id: {line_id}") for line_id in names}
    assert lines == [f"{places[line_id]}: {name}" for line_id, name in names.items()]


def test_a_check_that_lapses_takes_no_number_from_anyone(whole: Invented) -> None:
    """Half a year later every number, button and place is as it was, and the site is no more a preview than before."""
    now, later = (checked_site(whole.root, day) for day in (TODAY, TODAY + datetime.timedelta(days=180)))
    lines = now.content.support_lines.values()
    assert all(later.content.reviewed(line).lapsed(later.day) for line in lines)
    assert later.content.preview_reasons() == now.content.preview_reasons()
    for uri in now.pages.keys() - {routes.REVIEW}:
        numbers = [re.findall(r'href="tel:[^"]+"', site.pages[uri].body) for site in (now, later)]
        assert numbers[0] == numbers[1], uri
    told = later.pages[routes.crisis_card()].body
    assert "Skulle ha kontrollerats igen senast" in told
    assert "Numren är bekräftade" not in told


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-12-23", True),
        ("2026-12-24", False),
        ("2026-12-25", False),
        ("2026-12-31", False),
        ("2027-01-06", False),
        ("2027-03-25", True),
        ("2027-03-26", False),
        ("2027-03-29", False),
        ("2027-05-06", False),
        ("2027-06-25", False),
        ("2027-06-26", False),
        ("2028-06-23", False),
    ],
)
def test_days_on_which_an_office_is_closed(day: str, works: bool) -> None:  # noqa: FBT001
    """Nobody answers on a public holiday or on the eves of Christmas, the new year and midsummer."""
    assert is_working(datetime.date.fromisoformat(day)) == works
