"""What is cited, and whether it still says what it said: told, never a problem."""

from __future__ import annotations

import pytest

from core.noted import cited_now, render_cited
from core.rules.kept import differs, notices
from core.source import parse_document
from invented import Invented

TOGETHER = "agreements/2021/sections/samverkan.yml"


def test_nothing_is_told_of_what_reads_as_it_did(whole: Invented) -> None:
    """The file holds what is cited, and reads back as it was written."""
    content = whole.content()
    assert list(notices(content)) == []
    read = parse_document("data/cited.yml", render_cited(cited_now(content))).value
    assert {one["citation"]: one["text"] for one in read} == {str(key): text for key, text in content.seen.items()}


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        pytest.param("Staden ska erbjuda stöd.", "Staden ska erbjuda stöd.", False, id="same"),
        pytest.param("Vi möter varje ung person i tid nu.", "Vi möter varje ung person i tid.", False, id="wording"),
        pytest.param("Staden ska ge stöd till alla.", "Staden kan ge stöd till alla.", True, id="weaker"),
        pytest.param("Alla får svar av oss.", "Alla får inte svar av oss.", True, id="turned-round"),
        pytest.param("Minst 30 procent går kursen.", "Minst 20 procent går kursen.", True, id="another-figure"),
        pytest.param("Vi ska möta varje person.", "Vi ska bygga ett hus.", True, id="another-promise"),
    ],
)
def test_what_is_another_promise(before: str, now: str, whole: Invented, *, told: bool) -> None:
    """Figures and words of strength always; other words when they are many."""
    assert differs(before, now, whole.content().vocabulary.strength) is told


def test_a_cited_clause_that_changed_is_told(invented: Invented) -> None:
    """With its place, those who cite it, and how to say that they have looked; the data set has no problem."""
    assert invented.edit(TOGETHER, "text: Staden prövar en ny väg in.", "text: Staden kan pröva en ny väg in.") == []
    who = "data/trainings/att-lyssna.yml"
    place = invented.at(TOGETHER, "- id: kort-2")
    assert list(notices(invented.content())) == [
        f"{place}: '2021/samverkan/kort-2' says something else than when {who} cited it; look, then run make seen"
    ]
    invented.write("cited.yml", render_cited(cited_now(invented.content())))
    assert list(notices(invented.content())) == []


def test_a_struck_clause_that_is_cited_is_told_until_nobody_cites_it(invented: Invented) -> None:
    """Looking is not enough: what was struck promises nothing."""
    assert invented.edit(TOGETHER, "- id: kort-2\n", "- id: kort-2\n        struck: 2021-02-14\n") == []
    invented.write("cited.yml", render_cited(cited_now(invented.content())))
    place = invented.at(TOGETHER, "- id: kort-2")
    what = "was struck 14 februari 2021 and is cited by data/trainings/att-lyssna.yml; cite another clause"
    assert list(notices(invented.content())) == [f"{place}: '2021/samverkan/kort-2' {what}"]
