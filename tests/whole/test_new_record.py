"""A new record is asked for, tried and shown before it is saved; what nobody knows is said to be unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pytest

import manage
from asking import CheckSome
from commands.new_record import run
from core.source import parse_document
from invented import TODAY, Invented


class Answers:
    """Answers as they were laid out: by the beginning of a question, each list in turn; Enter to what is not named."""

    def __init__(self, **given: Any) -> None:
        self.given = {key: [*value] if isinstance(value, list) else [value] for key, value in given.pop("by").items()}
        self.asked: list[str] = []
        self.refused: list[str] = []

    def _next(self, question: str, nothing: Any) -> Any:
        self.asked.append(question)
        for key, left in self.given.items():
            if question.startswith(key) and left:
                return left.pop(0)
        return nothing

    def text(
        self, question: str, *, default: str = "", check: Callable[[str], str | None] = lambda _answer: None
    ) -> str:
        """Give the next text; one that is refused is told, and the next is given."""
        while True:
            typed = str(self._next(question, default))
            fault = check(typed)
            if fault is None:
                return typed
            self.refused.append(fault)
            assert self.refused.count(fault) < 4, f"{question}: {fault}"

    def choice(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Give the next choice, else the one pointed at, else the first."""
        chosen = str(self._next(question, default if default in choices else next(iter(choices))))
        assert chosen in choices, f"{question}: {chosen} is none of {list(choices)}"
        return chosen

    def several(
        self,
        question: str,
        choices: Mapping[str, str],
        *,
        marked: Collection[str] = (),
        check: CheckSome = lambda _answer: None,
    ) -> list[str]:
        """Give the next choices, else those that are marked; what is refused is told, and the next are given."""
        while True:
            chosen = self._next(question, marked)
            chosen = [chosen] if isinstance(chosen, str) else list(chosen)
            assert set(chosen) <= set(choices), f"{question}: {chosen}"
            fault = check(chosen)
            if fault is None:
                return chosen
            self.refused.append(fault)
            assert self.refused.count(fault) < 4, f"{question}: {fault}"

    def agreed(self, question: str) -> bool:
        """Say yes, unless it is laid out otherwise."""
        return bool(self._next(question, True))


SERVICE = {
    "What is it called?": "Café Öppen dörr",
    "What is it about?": [["psykisk-halsa"]],
    "What does one get?": "Du får sitta ner och prata en stund. Det finns kaffe.",
    "For whom?": "Du som är ensam; anhöriga",
    "For which ages?": "18-",
    "Who makes the contact?": "open",
    "Who runs it": "Föreningen Lyssna",
    "On which pages": [["mar-daligt"]],
    "How have you checked": ["", "web-copy"],
}


def made(invented: Invented, kind: str, by: dict[str, Any]) -> tuple[int, Answers, list[str]]:
    """Run the command with answers; give its code, the answers and what it told."""
    told: list[str] = []
    answers = Answers(by=by)
    return run(invented.root, kind, TODAY, answers, told.append), answers, told


def test_a_service_that_the_agreement_does_not_name(invented: Invented) -> None:
    """Its file has the schema, remarks beside what is not known, and nothing guessed; the log has its check."""
    code, _, told = made(invented, "stod", SERVICE)
    assert (code, told[-1]) == (0, "Saved.")
    text = invented.text("services/cafe-oppen-dorr.yml")
    assert text.startswith("# yaml-language-server: $schema=../schema/service.schema.json\nid: cafe-oppen-dorr\n")
    assert "# Not known yet. Ask: What does it cost?\ncost: unknown\n" in text
    record = parse_document("new", text).value
    assert record["ages"] == {"youngest": "18", "oldest": None}
    assert record["audiences"] == ["Du som är ensam", "anhöriga"]
    assert (record["clauses"], record["quotes"], record["places"]) == ([], [], [])
    assert (record["first_contact"], record["neutral_title"], record["remark"]) == ("unknown", None, None)
    assert "phone" not in record
    assert "record: services/cafe-oppen-dorr, day: 2021-03-01, role: redaktör, how: web-copy" in invented.text(
        "checks.yml"
    )
    assert "Stödet nämns inte i överenskommelsen." in invented.site().pages["stod/cafe-oppen-dorr.md"].body


def test_a_service_that_it_names_quotes_it(invented: Invented) -> None:
    """Words that do not stand there are refused at once; the number is asked once, as it is read."""
    by = SERVICE | {
        "In which section": ["samverkan", ""],
        "Which clauses?": [["2021/samverkan/kort-1"]],
        "By which words": ["hälsar på alla", "möta varje person"],
        "How have you checked": "source-document",
        "A number of its own": ["040-628 O4 22", "040-628 04 22"],
        "Its hours": ["måndag", "Mo-Fr 09:00-12:00"],
        "The same hours in words": "Vardagar 9–12.",
    }
    code, answers, _told = made(invented, "stod", by)
    assert code == 0
    assert [one.partition(";")[0] for one in answers.refused if "cited" in one] == [
        "'hälsar på alla' stands in nothing that is cited"
    ]
    assert len(answers.refused) == 3
    record = parse_document("new", invented.text("services/cafe-oppen-dorr.yml")).value
    assert (record["phone"], record["phone_text"]) == ("+46406280422", "040-628 04 22")
    assert (record["clauses"], record["quotes"]) == (["2021/samverkan/kort-1"], ["möta varje person"])


def test_nothing_is_saved_without_a_yes(invented: Invented) -> None:
    """The difference is told first. The answers are kept: next time they stand there, and Enter is enough."""
    before = invented.text("checks.yml")
    leave = {"Save this?": [False], "What do you want to answer anew?": "stop"}
    code, _, told = made(invented, "stod", SERVICE | leave)
    assert (code, told[-1]) == (1, "Nothing was saved.")
    assert "+name: Café Öppen dörr" in told[-3]
    assert not invented.path("services/cafe-oppen-dorr.yml").exists()
    assert invented.text("checks.yml") == before
    code, _, told = made(invented, "stod", {})
    assert (code, told[0]) == (0, "What you wrote the last time is still there; Enter keeps it.")
    assert "name: Café Öppen dörr\n" in invented.text("services/cafe-oppen-dorr.yml")
    assert not any((invented.root / ".answers").iterdir())


def test_each_question_refuses_at_once_what_the_check_would(invented: Invented) -> None:
    """A list that must hold something, an id that tells, words that harm, another language, hours without a form."""
    by = SERVICE | {
        "What is it about?": [[], ["vald"]],
        "Its id": ["vald-i-hemmet", "mar-daligt!", "samtalsstod", "trygg-plats"],
        "A neutral title": ["", "Om våld", "En trygg plats"],
        "What does one get?": [
            "Hjälp efter ett familjedrama.",
            "You get someone to talk to.",
            "Du får någon att prata med.",
        ],
        "Its hours": ["vardagar", "Mo-Fr 09:00-12:00"],
        "The same hours in words": ["Vardagar 9–15.", "Vardagar 9–12."],
        "Is it there now?": "planned",
        "Why is it planned": ["", "Det öppnar nästa år."],
    }
    code, answers, told = made(invented, "stod", by)
    assert code == 0, told
    assert [one.partition(";")[0][:34] for one in answers.refused] == [
        "this must be answered",
        "id 'vald-i-hemmet' tells what an e",
        "'mar-daligt!' is not an id",
        "samtalsstod.yml is there already",
        "this must be answered",
        "neutral_title 'Om våld' tells what",
        "«familjedrama» (S2 violence): it h",
        "«You get someone to talk to» is no",
        "'vardagar' is not in the opening_h",
        "hours 'Vardagar 9–15.' and opening",
        "this must be answered",
    ]
    asked = [one for one in answers.asked if one.startswith("How have you checked")]
    assert asked
    assert "opening_hours: Mo-Fr 09:00-12:00" in invented.text("services/trygg-plats.yml")
    known = invented.content().links["handbok"].url
    by = {"The words of the link": ["Läs mer", "Handboken"], "Its address": [known, "https://ny.example.org/"]}
    code, answers, _ = made(invented, "lank", by)
    assert code == 0
    assert [one.partition(";")[0] for one in answers.refused] == [
        "'Läs mer' does not say where the link leads",
        "the address is that of the link 'handbok' already",
    ]


def test_a_link_and_a_word(invented: Invented) -> None:
    """Each at the end of its list."""
    by = {"The words of the link": "Öppen dörr", "Its address": ["oppen.example", "https://oppen.example.org/"]}
    code, answers, _ = made(invented, "lank", by)
    assert code == 0
    assert len(answers.refused) == 1
    assert invented.text("links.yml").endswith(
        "- id: oppen-dorr\n  title: Öppen dörr\n  url: https://oppen.example.org/\n  publisher: null\n"
        "  access: public\n  format: web\n  language: sv\n"
    )
    code, _, _ = made(invented, "ord", {"The word": "Öppet hus", "What does it mean?": "Alla får komma in."})
    assert code == 0
    assert "- id: oppet-hus\n  term: Öppet hus\n  full_form: null\n" in invented.text("glossary.yml")


def test_a_help_line_without_a_number_that_is_sure(invented: Invented) -> None:
    """It shows none, and says so."""
    by = {
        "What is it called?": "Kvällslinjen",
        "Who runs it": "Föreningen Lyssna",
        "What is it about?": [["ensamhet"]],
        "For whom": "Alla som är vakna.",
        "Where does it hold?": "nationell",
        "How have you checked": "operator",
        "On which pages": [["mar-daligt"]],
    }
    code, _, _ = made(invented, "linje", by)
    assert code == 0
    line = next(
        one for one in parse_document("l", invented.text("support-lines.yml")).value if one["id"] == "kvallslinjen"
    )
    assert (line["confidence"], line["phone"], line["cost"]) == ("medium", None, "unknown")
    assert 'id="linje-kvallslinjen"' in invented.site().handwritten["hjalp/mar-daligt.md"].body


def test_a_training_that_somebody_recommends(invented: Invented) -> None:
    """Outside the agreement, with who says so."""
    vocabulary = invented.text("vocabulary.yml")
    level = "  - {name: rekommenderas, kind: recommended}\n  - {name: planeras, kind: planned}\n"
    invented.write("vocabulary.yml", vocabulary.replace("  - {name: planeras, kind: planned}\n", level))
    by = {
        "What is it called?": "Att fråga",
        "What does one learn?": "Du lär dig att fråga.",
        "For whom is it?": "Lärare",
        "For which roles?": [["larare"]],
        "What is it about?": [["anhorig"]],
        "Which step": "moter-manniskor",
        "How have you checked": "operator",
        "For which department": ["skol-och-fritidsforvaltningen", ""],
        "Which level?": "rekommenderas",
        "Who recommends it?": "omsorgsforvaltningen",
        "For whom in the department": "lärare",
        "Which of its roles": [["larare"]],
    }
    code, _, told = made(invented, "utbildning", by)
    assert code == 0, told
    assert "Rekommenderas av Omsorgsförvaltningen" in invented.site().pages["utbildningar/att-fraga.md"].body


def test_a_section_with_its_bullets(invented: Invented) -> None:
    """Its page, its place in the edition, and that it is new."""
    by = {
        "The heading, word": "En ny dörr",
        "What does it belong to?": [["fokusomrade-1"]],
        "One sentence for lists": "Hur staden öppnar en dörr.",
        "The page of the document": "9",
        "Which lists": [["kort-sikt"]],
        "The heading of its": "Kortsiktiga mål",
        "The next bullet": ["Staden öppnar en dörr.", "Dörren är öppen.", ""],
    }
    code, _, told = made(invented, "avsnitt", by)
    assert code == 0, told
    page = invented.site().pages["overenskommelsen/en-ny-dorr.md"].body
    assert 'id="kort-2"' in page
    assert "Dörren är öppen." in page


@pytest.mark.parametrize("kind", [["ny"], ["ny", "lank"]])
def test_it_asks_a_person(invented: Invented, capsys: pytest.CaptureFixture[str], kind: list[str]) -> None:
    """Where nobody sits at the terminal nothing is made."""
    assert manage.main(["--root", str(invented.root), *kind]) == 2
    assert capsys.readouterr().err
