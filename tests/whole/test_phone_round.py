"""The phone round: each answer is one line in the log and the changed lines of its record, tried before it is saved."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import manage
from asking import Check, CheckSome, LeftError
from commands.phone_round import RIGHT, STOP, PhoneRound
from core.desk.phone_round import questions_for
from core.desk.record_text import change_record
from core.desk.tasks import number_to_call
from core.models.support import Ages
from core.source import parse_document
from invented import MUNICIPALITY, TODAY, Invented

LINE = "support-lines/lyssnarlinjen"
CHAT = "support-lines/chatten"
LOG = "data/checks.yml"
LINES = "data/support-lines.yml"


class Scripted:
    """Answers as it was told to, and leaves when it has nothing more to say; keeps what was wrong with its answers."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.faults: list[str] = []
        self.asked: list[str] = []

    def _next(self, question: str) -> Any:
        self.asked.append(question)
        if not self.answers:
            raise LeftError("left")
        return self.answers.pop(0)

    def text(self, question: str, *, default: str = "", check: Check = lambda _: None) -> str:
        """Type until nothing is wrong; None is what stands already."""
        while True:
            given = self._next(question)
            typed = default if given is None else str(given)
            fault = check(typed)
            if fault is None:
                return typed
            self.faults.append(fault)

    def choice(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Choose by the key, or by words of the choice; None is the one that is pointed at."""
        given = str(self._next(question) or default)
        return given if given in choices else next(key for key, words in choices.items() if given in words)

    def several(
        self,
        question: str,
        choices: Mapping[str, str],
        *,
        marked: Collection[str] = (),
        check: CheckSome = lambda _answer: None,
    ) -> list[str]:
        """Nobody asks for several here."""
        raise NotImplementedError

    def agreed(self, question: str) -> bool:
        """Say yes or no."""
        return bool(self._next(question))


def call(invented: Invented, *answers: Any, only: Sequence[str] = (LINE,)) -> tuple[Scripted, list[str], int]:
    """Make the round with some records; give who answered, what was told, and how many answers were saved."""
    asker, told = Scripted(None, *answers), list[str]()
    content = invented.content()
    due = [one for one in content.due if one.record.reference in only]
    saved = PhoneRound(content, invented.root, TODAY, asker, told.append, "operator").go(due)
    return asker, told, saved


def differences(before: Mapping[str, str], root: Path) -> dict[str, list[str]]:
    """Give the lines that differ of each file of data/."""
    found = {}
    for name, text in before.items():
        now = (root / name).read_text(encoding="utf-8")
        lines = difflib.unified_diff(text.splitlines(), now.splitlines(), n=0, lineterm="")
        if changed := [line for line in lines if not line.startswith(("---", "+++", "@@"))]:
            found[name] = changed
    return found


@pytest.fixture
def changed(invented: Invented) -> Callable[[], dict[str, list[str]]]:
    """Give what tells which lines of the data have changed since the test began."""
    paths = sorted((invented.root / "data").rglob("*.yml"))
    before = {path.relative_to(invented.root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return lambda: differences(before, invented.root)


Changed = Callable[[], dict[str, list[str]]]


def test_all_is_right(invented: Invented, changed: Changed) -> None:
    """One line in the log, and nothing else."""
    _, told, saved = call(invented, "confirmed", RIGHT, True)
    line = f"- {{record: {LINE}, day: 2021-03-01, role: redaktör, how: operator, result: confirmed}}"
    assert (saved, changed()) == (1, {LOG: [f"+{line}"]})
    assert any(line in one for one in told)
    assert invented.problems() == []


def test_one_answer_is_one_changed_line(invented: Invented, changed: Changed) -> None:
    """Of the record; the log says what it was and what it is."""
    call(invented, "confirmed", "kostnad", "Gratis.", RIGHT, True)
    assert changed()[LINES] == ["-  cost: Det är gratis.", "+  cost: Gratis."]
    assert changed()[LOG] == [
        (
            "+- {record: support-lines/lyssnarlinjen, day: 2021-03-01, role: redaktör, how: operator, result: changed, "
            "changed: [{key: cost, old: Det är gratis., new: Gratis.}]}"
        )
    ]
    assert set(changed()) == {LINES, LOG}
    assert invented.content().support_lines["lyssnarlinjen"].cost == "Gratis."


def test_what_stands_already_changes_nothing(invented: Invented, changed: Changed) -> None:
    """Nothing typed leaves what stands, and the same typed again is a confirmation."""
    call(invented, "confirmed", "kostnad", "Det är gratis.", "sms", "", RIGHT, True)
    assert set(changed()) == {LOG}
    assert "result: confirmed" in changed()[LOG][0]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        pytest.param("040-628 04 1O", "'040-628 04 1O' holds 'O', which stands in no telephone number", id="letter-o"),
        pytest.param("040-628 04 1", "'040-628 04 1' is not grouped as a Swedish number", id="last-group"),
        pytest.param("040-62", "'+464062' cannot be called (wrong length or series)", id="digit-lost"),
        pytest.param("040-628 04 119 99", "cannot be called (wrong length or series)", id="too-long"),
        pytest.param("fråga växeln", "which stands in no telephone number", id="words"),
    ],
)
def test_a_wrong_number_is_told_and_never_mended(invented: Invented, changed: Changed, typed: str, fault: str) -> None:
    """What is wrong is said, no other number is; it is asked for again."""
    asker, _, _ = call(invented, "confirmed", "nummer", typed, "040-628 04 11", True, RIGHT, True)
    assert len(asker.faults) == 1
    assert fault in asker.faults[0]
    assert "must be written" not in asker.faults[0]
    assert changed()[LINES] == [
        "-  phone: '+46406280410'",
        "-  phone_text: 040-628 04 10",
        "+  phone: '+46406280411'",
        "+  phone_text: 040-628 04 11",
    ]


def test_a_number_that_was_not_sure_is_once_it_is_confirmed(invented: Invented) -> None:
    """The three keys that say so together."""
    call(invented, "confirmed", "nummer", "040-628 04 21", False, "040-628 04 12", True, RIGHT, True, only=[CHAT])
    line = invented.content().support_lines["chatten"]
    assert (line.phone, line.phone_text, line.confidence) == ("+46406280412", "040-628 04 12", "high")


def test_hours_are_asked_for_in_both_forms(invented: Invented) -> None:
    """The one that machines read would contradict the new words."""
    asker, _, _ = call(invented, "confirmed", "tider", "Vardagar 9–12.", "9–12", "Mo-Fr 09:00-12:00", RIGHT, True)
    assert asker.asked[3:5] == ["Vilka tider svarar ni?", "Samma tider, skrivna som Mo-Fr 08:00-16:00?"]
    assert "'9–12' is not in the opening_hours form" in asker.faults[0]
    line = invented.content().support_lines["lyssnarlinjen"]
    assert (line.hours, line.opening_hours) == ("Vardagar 9–12.", "Mo-Fr 09:00-12:00")


def test_a_list_and_a_number_are_written_as_such(invented: Invented) -> None:
    """Places between semicolons, minutes in digits, ages from one to another."""
    service, training = "services/samtalsstod", "trainings/att-lyssna"
    call(invented, "confirmed", "platser", "Torget 1; Ån 2", "aldrar", "15–", RIGHT, True, only=[service])
    call(invented, "confirmed", "langd", "nittio", "90", RIGHT, True, only=[training])
    content = invented.content()
    assert content.services["samtalsstod"].places == ("Torget 1", "Ån 2")
    assert content.services["samtalsstod"].ages == Ages(youngest=15, oldest=None)
    assert content.trainings["att-lyssna"].minutes == 90


def test_nobody_answers(invented: Invented, changed: Changed) -> None:
    """The next try is after today, and is planned on its day."""
    asker, _, _ = call(invented, "no_answer", "i morgon", "2021-03-01", "2021-03-04", True)
    assert len(asker.faults) == 2
    assert changed() == {
        LOG: [
            (
                f"+- {{record: {LINE}, day: 2021-03-01, role: redaktör, how: operator, result: no_answer, "
                "next: 2021-03-04}"
            )
        ]
    }
    due = {one.record.reference: one.planned.isoformat() for one in invented.content().due}
    assert due[LINE] == "2021-03-04"


def test_it_is_no_more(invented: Invented, changed: Changed) -> None:
    """The record says why and where to turn instead; what it names must be there, and be another."""
    typed = ("", "Föreningen har slutat svara.", "borta", "chatten", "lyssnarlinjen", True)
    asker, _, _ = call(invented, "closed", *typed, only=[CHAT])
    assert [one.partition(" is ")[0] for one in asker.faults] == ["this must be answered", "'borta'", "'chatten'"]
    assert changed()[LINES] == [
        "+  status: closed",
        "+  since: 2021-03-01",
        "+  reason: Föreningen har slutat svara.",
        "+  instead: [lyssnarlinjen]",
    ]
    assert "result: closed" in changed()[LOG][0]
    content = invented.content()
    assert content.support_lines["chatten"].is_closed
    assert CHAT not in {one.record.reference for one in content.due}


def test_what_names_it_is_told_before_a_closing_and_no_answer_is_lost(invented: Invented, changed: Changed) -> None:
    """A page leads there: its line is told first. What was typed stands there when it is asked again on another day."""
    page = invented.root / "docs/hjalp/mar-daligt.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + '\n{{ support_line("chatten") }}\n', encoding="utf-8")
    line = f"docs/hjalp/mar-daligt.md:{text.count(chr(10)) + 2}: "
    _, told, saved = call(invented, "closed", "Föreningen har slutat.", "lyssnarlinjen", only=[CHAT])
    assert (saved, changed()) == (0, {})
    before = next(number for number, one in enumerate(told) if "Before it can be closed" in one)
    assert line in told[before]
    assert any(line in one for one in told[before + 1 :])  # and refused, once it was answered
    assert (invented.root / ".answers/ring-support-lines-chatten.json").is_file()
    page.write_text(text, encoding="utf-8")
    _, told, saved = call(invented, "closed", None, None, True, only=[CHAT])
    assert saved == 1
    assert "What you wrote the last time is still there; Enter keeps it." in told
    assert "+  reason: Föreningen har slutat." in changed()[LINES]
    assert not (invented.root / ".answers/ring-support-lines-chatten.json").exists()


def test_an_open_question_is_asked_until_it_has_an_answer(invented: Invented, changed: Changed) -> None:
    """The log has the answer; of another record it is still asked."""
    content = invented.content()
    asked = questions_for(content, content.support_lines["chatten"])
    assert [one.question.id for one in asked if one.question.key is None] == ["chattens-tider"]
    _, told, _ = call(invented, "confirmed", "chattens-tider", "Ja, alla dagar.", RIGHT, True, only=[CHAT])
    assert any("Kommunens sida: Bara vardagar." in one for one in told)
    assert "{key: fråga chattens-tider, old: null, new: 'Ja, alla dagar.'}" in changed()[LOG][0]
    assert changed()["data/questions.yml"] == [
        "-  of: [support-lines/chatten, services/samtalsstod]",
        "+  of: [services/samtalsstod]",
    ]
    call(invented, "confirmed", "chattens-tider", "Ja.", RIGHT, True, only=["services/samtalsstod"])
    assert "chattens-tider" not in invented.text("questions.yml")
    assert invented.problems() == []


def test_what_is_refused_is_refused_at_once_and_stands_there_again(invented: Invented, changed: Changed) -> None:
    """A number in words, words that harm: at the question. After a no, each answer is there, and Enter keeps it."""
    asker, _, saved = call(
        invented,
        *("confirmed", "kostnad", "Ring 040-628 04 00.", "Call us if you need help.", "Gratis.", RIGHT, False),
        *("confirmed", None, None, RIGHT, True),
    )
    assert saved == 1
    assert [one.partition(" ")[0] for one in asker.faults] == ["the", "«Call"]
    assert "+  cost: Gratis." in changed()[LINES]


def test_nothing_is_saved_that_is_not_agreed_to(invented: Invented, changed: Changed) -> None:
    """It is shown first; who says no is asked again."""
    _, told, saved = call(invented, "confirmed", RIGHT, False, STOP)
    assert (saved, changed()) == (0, {})
    assert any(one.startswith("--- data/checks.yml") for one in told)


@pytest.mark.parametrize("last", [[STOP], []], ids=["stops", "leaves"])
def test_who_stops_half_way_loses_nothing(invented: Invented, changed: Changed, last: list[str]) -> None:
    """What was confirmed before is saved, and the rest is asked the next time."""
    _, told, saved = call(invented, "confirmed", RIGHT, True, *last, only=[LINE, CHAT])
    assert saved == 1
    assert len(changed()[LOG]) == 1
    assert told[-1] == "1 answers are saved"


def test_who_calls_is_a_role(invented: Invented) -> None:
    """No person is named in the log."""
    asker, told = Scripted("anna svensson", "redaktör", STOP), list[str]()
    content = invented.content()
    PhoneRound(content, invented.root, TODAY, asker, told.append, "operator").go(content.due)
    assert asker.faults == ["'anna svensson' is no role of data/site.yml; write one of redaktör"]
    assert told[0] == "10 to check, 2 of them are late"


def test_nobody_calls_the_emergency_number_to_ask(invented: Invented, changed: Changed) -> None:
    """It is compared with the page, and the log says so.

    Other lines are called at their own; a service by its line, or the front desk if it is the city's own.
    """
    lines = "lines: [lyssnarlinjen, chatten]"
    assert invented.edit("services/samtalsstod.yml", lines, "lines: [larm-112, lyssnarlinjen, chatten]") == []
    content = invented.content()
    _, told, _ = call(invented, "confirmed", RIGHT, True, only=["support-lines/larm-112"])
    assert any("compare it with the page; never call there to ask" in one for one in told)
    assert "how: web-copy" in changed()[LOG][0]
    numbers = {one.reference: number_to_call(content, one) for one in content.checked_records}
    assert numbers["support-lines/larm-112"] is None
    assert numbers[LINE] == numbers["services/samtalsstod"] == "040-628 04 10"
    assert numbers["trainings/att-lyssna"] == content.support_lines["vaxeln"].phone_text


def test_the_list_without_a_terminal(
    invented: Invented, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can be printed; a round needs somebody who answers, and a record that is there."""
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())
    assert manage.main(["--root", str(invented.root), "ring", "--list"]) == 0
    assert capsys.readouterr().out.count("data/support-lines.yml:") == 5
    assert manage.main(["--root", str(invented.root), "ring", "support-lines/borta"]) == 2
    assert "support-lines/borta" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["support-lines.yml", "questions.yml", "services/*.yml", "trainings/*.yml"])
def test_every_record_that_is_asked_about_is_given_back_as_it_was(kind: str) -> None:
    """Byte for byte, so that one answer is one changed line; the log is only written behind."""
    for path in sorted((MUNICIPALITY / "data").glob(kind)):
        text = path.read_text(encoding="utf-8")
        value = parse_document(path.name, text).value
        for record_id in [one["id"] for one in value] if isinstance(value, list) else [None]:
            assert change_record(text, lambda _: None, record_id) == text
