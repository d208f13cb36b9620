"""A bullet put in, moved or struck by one command: nothing else changes, and what cites it is told."""

from __future__ import annotations

import pytest

import manage
from core.source import parse_document
from invented import TODAY, Invented

SAMVERKAN = "agreements/2021/sections/samverkan.yml"
SIGNED = "agreements/2021/signed.yml"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())
    monkeypatch.setenv("LANG", "en")


def run(invented: Invented, *arguments: str) -> int:
    """Run the command."""
    return manage.main(["--root", str(invented.root), "punkt", *arguments])


def ids(invented: Invented, list_id: str) -> list[str]:
    """Give the ids of a list, in its order."""
    listed = parse_document(SAMVERKAN, invented.text(SAMVERKAN)).value["lists"]
    return [clause["id"] for clause in next(one for one in listed if one["id"] == list_id)["clauses"]]


def test_what_cites_a_bullet_is_told(invented: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """Records, what continues what, and texts that lead to it; what commands write is left out."""
    page = invented.root / "docs/om.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n[Målet](overenskommelsen/samverkan.md#kort-1)\n", encoding="utf-8")
    assert run(invented, "visa", "2021/samverkan/kort-1") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("places cite 2021/samverkan/kort-1")
    assert invented.at("services/samtalsstod.yml", "clauses: [") in told
    assert invented.at("trainings/vaga-prata.yml", "clauses: [") in told
    assert f"docs/om.md:{len(text.splitlines()) + 2}" in told
    assert not any("cited.yml" in one or "published.yml" in one for one in told)


def test_a_bullet_is_put_in(invented: Invented) -> None:
    """Behind another, with an id that was never used; every other line stays, and the count goes up by one."""
    before = invented.text(SAMVERKAN)
    assert run(invented, "ny", "2021/samverkan/kort-1", "Staden prövar en sak till.", "--ja") == 0
    assert ids(invented, "kort-sikt") == ["kort-1", "kort-3", "kort-2"]
    new = "      - id: kort-3\n        text: Staden prövar en sak till.\n"
    assert invented.text(SAMVERKAN).replace(new, "") == before
    assert "kort-sikt: 7," in invented.text(SIGNED)
    assert invented.site_problems() == []


def test_a_part_of_a_bullet_is_put_in(invented: Invented) -> None:
    """Among its parts."""
    assert run(invented, "ny", "2021/samverkan/kort-1-1-1", "Samtalet tar en timme.", "--ja") == 0
    assert "- id: kort-1-1-3\n                text: Samtalet tar en timme.\n" in invented.text(SAMVERKAN)
    assert invented.site_problems() == []


def test_a_bullet_moves_with_its_name(invented: Invented) -> None:
    """First, or behind another of its list; then back, byte for byte."""
    before = invented.text(SAMVERKAN)
    assert run(invented, "flytta", "2021/samverkan/kort-2", "--ja") == 0
    assert ids(invented, "kort-sikt") == ["kort-2", "kort-1"]
    assert invented.site_problems() == []
    assert run(invented, "flytta", "2021/samverkan/kort-2", "--efter", "kort-1", "--ja") == 0
    assert invented.text(SAMVERKAN) == before


def test_a_bullet_is_struck(invented: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, from today or from a day; what cites it is told before."""
    before = invented.text(SAMVERKAN)
    assert run(invented, "stryk", "2021/samverkan/aktivitet-1", "--dag", "2021-04-01", "--ja") == 0
    assert invented.text(SAMVERKAN).replace("        struck: 2021-04-01\n", "") == before
    assert invented.at("trainings/oppen-kvall.yml", "clauses: [") in capsys.readouterr().out
    assert run(invented, "stryk", "2021/samverkan/kort-2", "--ja") == 0
    assert "- id: kort-2\n        struck: 2021-03-01\n" in invented.text(SAMVERKAN)
    assert run(invented, "stryk", "2021/samverkan/kort-2", "--ja") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("visa", "2021/samverkan/kort-9"), "'2021/samverkan/kort-9' is no clause of the agreement; correct it"),
        (("visa", "kort-1"), "'kort-1' is not a citation; write edition/section/clause, such as 2026/lss/kort-2"),
        (("stryk", "2021/samverkan/kort-2", "--dag", "i morgon"), "'i morgon' is not a day; write year-month-day"),
        (
            ("flytta", "2021/samverkan/kort-2", "--efter", "lang-1"),
            "'lang-1' stands in another list; a bullet is moved in its own",
        ),
        (
            ("flytta", "2021/samverkan/kort-2", "--efter", "kort-9"),
            "no bullet has the id 'kort-9'; name one that is there",
        ),
    ],
)
def test_what_cannot_be_done(
    invented: Invented, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    """Is told, and nothing is changed."""
    before = invented.text(SAMVERKAN)
    assert run(invented, *arguments) == 2
    assert message in capsys.readouterr().err
    assert invented.text(SAMVERKAN) == before
