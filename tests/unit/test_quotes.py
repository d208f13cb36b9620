"""Words of the agreement: who cites it quotes it, no level is stronger than its clause, and others may recommend."""

from __future__ import annotations

import json

import pytest

from invented import Invented

SERVICE, TRAINING, OTHER = "services/samtalsstod.yml", "trainings/att-lyssna.yml", "trainings/vaga-prata.yml"
TOGETHER = "agreements/2021/sections/samverkan.yml"
OUTSIDE = """\
  - department: skol-och-fritidsforvaltningen
    level: rekommenderas
    by: omsorgsforvaltningen
    group: lärare
    roles: [larare]
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "quotes: [möta varje person, ber om hjälp]\n",
            "",
            "clauses: 'samtalsstod' cites the agreement without its words; write in quotes how it is named there",
            id="none",
        ),
        pytest.param(
            "ber om hjälp]",
            "ber om råd]",
            "quotes: 'ber om råd' stands in nothing that is cited; quote words that stand there, or correct the "
            "clauses",
            id="words-of-nothing",
        ),
        pytest.param(
            "[möta varje person, ber om hjälp]",
            "[mötas varje person]",
            "quotes: 'mötas varje person' stands in nothing that is cited; quote words that stand there, or correct "
            "the clauses",
            id="the-only-words",
        ),
        pytest.param(
            "[2021/samverkan/kort-1,",
            "[2021/samverkan/aktivitet-1,",
            "clauses: '2021/samverkan/aktivitet-1' holds none of the words in quotes; quote how it names this, or cite "
            "another",
            id="a-clause-that-does-not-name-it",
        ),
    ],
)
def test_who_cites_quotes(invented: Invented, old: str, new: str, expected: str) -> None:
    """The words stand in what is cited, and each clause holds some of them."""
    key, _, message = expected.partition(": ")
    assert invented.edit(SERVICE, old, new) == [f"{invented.at(SERVICE, f'{key}: [')}: {message}"]


def test_words_have_endings_and_stand_in_what_is_around_the_clause(invented: Invented) -> None:
    """Upper and lower case are one; «vänta i onöd» begins two words of the clause around; no word is cut in front."""
    quotes = "quotes: [möta varje person, ber om hjälp]"
    assert invented.edit(SERVICE, quotes, "quotes: [VÄNTA I onöd, 'Ber om\\u0020hjälp']".replace("\\u0020", " ")) == []
    found = invented.edit(SERVICE, "VÄNTA I onöd", "änta i onödan")
    assert [one.partition("; ")[0].rpartition(": ")[2] for one in found if "stands in nothing" in one] == [
        "'änta i onödan' stands in nothing that is cited"
    ]


def test_a_clause_that_is_reworded_is_told_first_and_holds_up_nobody(invented: Invented) -> None:
    """Once its new words are noted as seen, the quote must stand in them."""
    assert invented.edit(TOGETHER, "Vi ska möta varje person i tid.", "Vi ska möta var person i tid.") == []
    seen = invented.text("cited.yml")
    found = invented.write(
        "cited.yml", seen.replace("Vi ska möta varje person i tid.", "Vi ska möta var person i tid.")
    )
    assert any("'möta varje person' stands in nothing that is cited" in one for one in found)


@pytest.mark.parametrize(
    ("wording", "word"), [("ska gå kursen", "ska"), ("alla måste gå", "måste"), ("får inte utebli", "får")]
)
def test_no_level_is_stronger_than_its_clause(invented: Invented, wording: str, word: str) -> None:
    """«ska gå» against a clause that does not say so is refused, in its line."""
    invented.edit(OTHER, "    clause: 2021/samverkan/kort-1\n", "    clause: 2021/tidigt-stod/kort-1\n")
    invented.edit(OTHER, "level: ska ha genomgåtts", "level: erbjuds")
    found = invented.edit(OTHER, "wording: ska ha gått kursen", f"wording: {wording}")
    message = f"'2021/tidigt-stod/kort-1' does not say '{word}'; quote what it says, choose the level that it gives, or"
    assert found == [f"{invented.at(OTHER, 'wording:')}: {message} cite the clause that says so"]
    assert invented.edit(OTHER, f"wording: {wording}", "wording: frågar alla barn") == []


def test_what_stands_beside_a_clause_is_not_said_of_it(invented: Invented) -> None:
    """One part of a clause may oblige, the next one offer; what stands around both is said of both."""
    said = ("Skolan lyssnar på barnet.", "Skolan bör lyssna på barnet.")
    invented.edit(TOGETHER, *said)
    invented.write("cited.yml", invented.text("cited.yml").replace(*said))
    text = invented.text(OTHER).replace("wording: ska ha gått kursen", "wording: bör gå kursen")

    def told(clause: str) -> list[str]:
        found = invented.write(OTHER, text.replace("2021/samverkan/kort-1", f"2021/samverkan/{clause}"))
        return [one.partition(": ")[2].partition(";")[0] for one in found if "does not say" in one]

    assert told("kort-1-2") == ["'2021/samverkan/kort-1-2' does not say 'bör'"]
    assert told("kort-1-1") == []


def test_the_levels_own_word_stands_in_the_clause(invented: Invented) -> None:
    """A weak wording proves no demand."""
    invented.edit(OTHER, "wording: ska ha gått kursen", "wording: frågar alla barn")
    found = invented.edit(OTHER, "    clause: 2021/samverkan/kort-1\n", "    clause: 2021/tidigt-stod/kort-1\n")
    assert [one.partition("; ")[0] for one in found] == [
        f"{invented.at(OTHER, 'level:')}: '2021/tidigt-stod/kort-1' does not say 'ska'"
    ]


def outside(invented: Invented) -> list[str]:
    """Let a training stand outside the agreement, recommended by a department; give the problems."""
    text = invented.text("vocabulary.yml")
    invented.write(
        "vocabulary.yml",
        text.replace(
            "  - {name: planeras, kind", "  - {name: rekommenderas, kind: recommended}\n  - {name: planeras, kind"
        ),
    )
    text = invented.text(OTHER)
    begun, _, rest = text.partition("obligations:\n")
    rest = rest[rest.index("indicators:") :]
    rest = rest.replace("clauses: [2021/tidigt-stod/kort-1, 2021/samverkan/kort-1]", "clauses: []")
    rest = rest.replace("quotes: [Skolan frågar alla barn, möta varje person]", "quotes: []")
    return invented.write(OTHER, f"{begun}obligations:\n{OUTSIDE}{rest}")


def test_a_training_outside_the_agreement_names_who_recommends_it(invented: Invented) -> None:
    """Its pages and open data say so; it is no demand, and never told as the agreement's."""
    assert outside(invented) == []
    site = invented.site()
    page = site.pages["utbildningar/vaga-prata.md"].body
    assert "Rekommenderas av Omsorgsförvaltningen" in page
    assert "Utbildningen nämns inte i överenskommelsen." in page
    assert "Dokumentets ord" not in page
    listed = site.pages["utbildningar/index.md"].body
    assert "2 utbildningar som överenskommelsen 2021 nämner." in listed
    assert "1 till nämns inte i överenskommelsen." in listed
    assert "Utanför överenskommelsen" in listed
    department = site.pages["utbildningar/forvaltning/skol-och-fritidsforvaltningen.md"].body
    assert "Nämns inte i dokumentet" in department
    exported = {one["id"]: one for one in json.loads(invented.exports()["utbildningar.json"].data)}
    assert exported["vaga-prata"]["obligations"] == []
    assert exported["vaga-prata"]["recommendations"] == [
        {
            "department": "skol-och-fritidsforvaltningen",
            "level": "rekommenderas",
            "by": "omsorgsforvaltningen",
            "group": "lärare",
            "roles": ["larare"],
        }
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        pytest.param(
            "clauses: []\nquotes: []",
            "clauses: [2021/tidigt-stod/kort-1]\nquotes: [Skolan frågar]",
            "level: rekommenderas",
            "'rekommenderas' is for what the agreement does not name, and this cites it; choose the level that the "
            "clause gives",
            id="of-what-the-agreement-names",
        ),
        pytest.param(
            "level: rekommenderas",
            "level: erbjuds",
            "level: erbjuds",
            "'erbjuds' is the agreement's word; cite the clause, or choose a level that recommends",
            id="the-agreements-word-without-it",
        ),
        pytest.param(
            "    by: omsorgsforvaltningen\n",
            "",
            "    level: rekommenderas",
            "0: an obligation gives clause and wording, and a recommendation gives by alone; correct it",
            id="nobody-who-recommends",
        ),
        pytest.param(
            "by: omsorgsforvaltningen",
            "by: ingen",
            "by: ingen",
            "'ingen' is not an id in data/organisations.yml; correct it or add the record",
            id="who-is-unknown",
        ),
    ],
)
def test_recommendations_that_are_refused(invented: Invented, old: str, new: str, where: str, message: str) -> None:
    """In their line, with what to do."""
    outside(invented)
    found = [one for one in invented.edit(OTHER, old, new) if OTHER in one]
    assert [one.partition(": ")[0] for one in found] == [invented.at(OTHER, where)]
    assert found[0].endswith(message.removeprefix("0: "))


def ages(invented: Invented, whose: str) -> dict[str, str]:
    """Say whose ages the service has; give the pages by age."""
    assert (
        invented.edit(SERVICE, "ages: {youngest: 13, oldest: 20}", f"ages: {{youngest: 13, oldest: 17}}{whose}") == []
    )
    pages = invented.site().pages
    return {uri: page.body for uri, page in pages.items() if uri.startswith("stod/")}


def test_support_for_parents_is_not_for_readers_of_the_childs_age(invented: Invented) -> None:
    """Where the age is the child's it stands with the adults, and says whose it is."""
    by_age = {group.id: group for group in invented.content().site.age_groups}
    own = ages(invented, "")
    listed = {
        one
        for one in by_age
        if "samtalsstod.md" in own[f"stod/alder/{one}.md"] or "samtalsstod/" in own[f"stod/alder/{one}.md"]
    }
    assert listed
    text = invented.text(SERVICE)
    assert invented.write(SERVICE, text.replace("oldest: 17}", "oldest: 17}\nages_of: child")) == []
    site = invented.site()
    now = {one for one in by_age if "samtalsstod/" in site.pages[f"stod/alder/{one}.md"].body}
    adults = {key for key, group in by_age.items() if group.oldest is None or group.oldest >= 18}
    assert now == adults != listed
    assert "Till dig som är förälder" in site.pages[f"stod/alder/{min(adults)}.md"].body
    page = site.pages["stod/samtalsstod.md"].body
    assert "<dt>Barnets ålder:</dt> <dd>13–17 år</dd>" in page
    assert '"@type": "ParentAudience", "childMinAge": 13, "childMaxAge": 17' in page
    assert "suggestedMinAge" not in page
    assert "Barnets ålder: 13–17 år" in site.pages["stod/index.md"].body
    exported = {one["id"]: one for one in json.loads(invented.exports()["stod.json"].data)}
    assert (exported["samtalsstod"]["ages_of"], exported["samtalsstod"]["oldest"]) == ("child", 17)
    hsds = {one["name"]: one for one in json.loads(invented.exports()["hsds.json"].data)}
    assert "minimum_age" not in hsds["Samtalsstöd *för unga*"]
