"""What particular questions must and must not answer: relatives, deaths, drugs, cries for help."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from core.content import Content
from search.scoring import ASK_ALL

AKUT = "/akut/"
ANHORIG = "/hjalp/anhorig/"
ENGLISH = "/en/"
ENGLISH_HELP = "/en/get-help/"
BEROENDE = "/hjalp/beroende/"
FORALDER = "/hjalp/foralder/"
OROLIG = "/hjalp/orolig-for-nagon/"
SJALV = "/hjalp/tankar-pa-att-inte-leva/"
SORG = "/hjalp/sorg/"
TRAINING = "/utbildningar/forvaltning/"
SHOWN = 8
GRIEF = re.compile(r"/hjalp/sorg/|/stod/(?:spes|stod-efterlevande-sida|efterlevandebroschyren)/|efterlevande")
VIOLENCE = re.compile(r"trygghet|vald")


def ask(page: Page, server: str, question: str) -> Any:
    """Give the card and the addresses that are shown for a question."""
    found = page.evaluate(ASK_ALL, [f"{server}/", [question]])[0]
    return found["card"], found["hits"][:SHOWN]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("min son vill inte leva", [OROLIG, FORALDER]),
        ("min dotter vill inte leva", [OROLIG, FORALDER]),
        ("mitt barn vill inte leva", [OROLIG]),
        ("hon vill dö", [OROLIG, SJALV]),
        ("han vill inte leva längre", [OROLIG, SJALV]),
        ("min fru vill dö", [OROLIG, SJALV]),
        ("he wants to die", [ENGLISH, OROLIG, SJALV]),
        ("min vän hotar med att ta sitt liv", [OROLIG, SJALV]),
        ("my daughter is self harming", [ENGLISH, OROLIG, FORALDER]),
        ("min dotter har tagit tabletter", [AKUT, SJALV]),
        ("hjälp", [AKUT]),
        ("hjälp!", [AKUT]),
        ("hjälp mig", [AKUT]),
    ],
)
def test_crisis_of_someone(engine_page: Page, server: str, question: str, wanted: list[str]) -> None:
    """The first hits in order, under a help card."""
    card, hits = ask(engine_page, server, question)
    assert card is not None
    assert hits[: len(wanted)] == wanted


@pytest.mark.parametrize(
    "question",
    [
        *("vil dø", "sjælvmord tanker", "jeg vil ikke leve", "haluan kuolla", "en halua elää", "ich will sterben"),
        *("ｊａｇ ｖｉｌｌ ｄö", "vi\u200dll d\u200eö", "\u202ejag vill inte leva"),
    ],
)
def test_neighbours_in_crisis(engine_page: Page, server: str, question: str) -> None:
    """Other keyboards, and the words of those who live next door: the card, and the page for oneself first."""
    card, hits = ask(engine_page, server, question)
    assert card == "suicid"
    assert hits[0] == SJALV


@pytest.mark.parametrize("question", ["hjælp mig", "hjelp meg", "hilfe", "apua"])
def test_neighbours_cry_for_help(engine_page: Page, server: str, question: str) -> None:
    """A cry for help is one in their words too."""
    assert ask(engine_page, server, question)[0] is not None


def test_what_is_pasted_freezes_nothing(engine_page: Page, server: str) -> None:
    """A word of thousands of letters, or thousands of words, are answered as soon as any other, and cries are heard."""
    took = engine_page.evaluate(
        """async base => {
            const engine = await window.siteSearch.load(base);
            const letters = Array.from({length: 4000}, (_, at) => String.fromCharCode(97 + at * 7 % 26)).join("");
            const words = letters.match(/.{4}/g).join(" ") + " " + letters.match(/.{9}/g).join(" ");
            return [letters, "självmord".repeat(500), words, words + " jag vill inte leva"].map(asked => {
                const began = performance.now();
                return [engine.find(asked).card >= 0, performance.now() - began < 1000];
            });
        }""",
        f"{server}/",
    )
    assert [fast for _, fast in took] == [True] * 4
    assert took[-1][0]


@pytest.mark.parametrize("question", ["hen vill inte leva", "min man vill inte leva", "hon vill inte leva mer"])
def test_someone_else_in_crisis(engine_page: Page, server: str, question: str) -> None:
    """The page for who is worried is one of the first two, under the card, and no page that has nothing to say."""
    card, hits = ask(engine_page, server, question)
    assert card == "suicid"
    assert OROLIG in hits[:2]
    assert "/hjalp/spel/" not in hits


@pytest.mark.parametrize("question", ["jag vill inte leva", "vill dö", "orkar inte leva längre"])
def test_oneself_in_crisis(engine_page: Page, server: str, question: str) -> None:
    """Who speaks of themselves does not come to the page for who is worried about someone."""
    card, hits = ask(engine_page, server, question)
    assert card == "suicid"
    assert hits[0] == SJALV
    assert OROLIG not in hits[:2]


@pytest.mark.parametrize(
    "question",
    [
        *("pappa har dött", "mamma har dött", "min bror har dött", "min vän har dött", "min dotter har dött"),
        *("min mormor dog", "min fru är död", "my daughter is dead", "my wife died", "i lost my husband"),
    ],
)
def test_a_death(engine_page: Page, server: str, question: str) -> None:
    """Who has lost someone comes to the page on grief; who asks in English has the English pages before it."""
    hits = ask(engine_page, server, question)[1]
    assert next(hit for hit in hits if hit not in {ENGLISH, ENGLISH_HELP}) == SORG


@pytest.mark.parametrize(
    ("question", "card"),
    [
        *(("I want to die", "suicid"), ("help me", "allmant"), ("depression help english", None), ("rape", "trygghet")),
        *(
            ("my husband hits me", "trygghet"),
            ("i feel so alone", None),
            ("suicide", "suicid"),
            ("emergency", "allmant"),
        ),
    ],
)
def test_english(engine_page: Page, server: str, question: str, card: str | None) -> None:
    """Who asks in English has the English crisis page first, below the card, and how to get help soon after."""
    found, hits = ask(engine_page, server, question)
    assert found == card
    assert hits[0] == ENGLISH
    assert ENGLISH_HELP in hits[:4]


@pytest.mark.parametrize(
    "question",
    [
        *("jag ska dö", "i kris", "vill ha help", "suicid", "min man mår dåligt", "hot", "me", "jag är sad och trött"),
        *("training suicide prevention", "glossary", "print agreement", "indicators"),
    ],
)
def test_not_english(engine_page: Page, server: str, question: str) -> None:
    """Swedish with a borrowed word is Swedish; who asks for the agreement in English gets the agreement."""
    assert ENGLISH not in ask(engine_page, server, question)[1][:1]


@pytest.mark.parametrize("question", ["lättläst", "lätt svenska", "easy swedish"])
def test_easy_swedish(engine_page: Page, server: str, question: str) -> None:
    """It is found by what it is called."""
    assert "/lattlast/" in ask(engine_page, server, question)[1][:2]


@pytest.mark.parametrize(
    "question",
    [
        *(
            "хочу померти",
            "انتحار",
            "caawimaad",
            "quiero morir",
            "NIE CHCE ZYC",
            "ıntıhar",
            "vreau să mor",
            "vil deyja",
        ),
        *("أُرِيدُ أَنْ أَمُوتَ", "می\u200cخواهم بمیرم", "nuk dua të jetoj", "我想死"),
    ],
)
def test_words_of_the_world(engine_page: Page, server: str, question: str) -> None:
    """A cry in a language that has no pages here: the card, and the English page first."""
    card, hits = ask(engine_page, server, question)
    assert card == "suicid"
    assert hits[0] == ENGLISH


@pytest.mark.parametrize("child", ["min son", "min dotter", "mitt barn", "min tonåring"])
@pytest.mark.parametrize(
    "what", ["knarkar", "röker hasch", "röker cannabis", "tar droger", "röker gräs", "dricker", "röker på"]
)
def test_a_child_and_drugs(engine_page: Page, server: str, child: str, what: str) -> None:
    """Help with drugs is one of the first two, and no page on grief comes."""
    card, hits = ask(engine_page, server, f"{child} {what}")
    assert card is None
    assert BEROENDE in hits[:2]
    assert [hit for hit in hits if GRIEF.search(hit)] == []


@pytest.mark.parametrize("word", ["flykting", "flyktingar", "asylsökande", "refugee"])
def test_refugees(engine_page: Page, server: str, word: str) -> None:
    """Who has fled is shown where to ask, not pages on violence."""
    card, hits = ask(engine_page, server, word)
    assert card is None
    assert hits
    assert [hit for hit in hits if VIOLENCE.search(hit)] == []


def test_obligatory_training(engine_page: Page, server: str, content: Content) -> None:
    """The list first, then the departments; one with an obligatory training before the others."""
    hits = ask(engine_page, server, "obligatoriska utbildningar")[1]
    demanded = [
        f"{TRAINING}{obligation.department}/"
        for training in content.trainings.values()
        for obligation in training.obligations
        if obligation.level == content.vocabulary.levels[0].name
    ]
    assert hits[0] == "/utbildningar/"
    assert hits[1] in demanded
    others = hits[: 2 + len(content.departments)]
    assert sum(hit.startswith(TRAINING) for hit in others) == len(content.departments)


@pytest.mark.parametrize("question", ["indikatorer SIP", "indikator för SIP"])
def test_named_kind(engine_page: Page, server: str, question: str) -> None:
    """Who asks for indicators of something gets one of its indicators."""
    hits = ask(engine_page, server, question)[1][:3]
    assert [hit for hit in hits if re.match(r"/overenskommelsen/[^/]+/#.*indikator", hit)]


@pytest.mark.parametrize("question", ["jag är väldigt trött", "jag får ingen tid hos läkare"])
def test_no_violence_where_none_is_meant(engine_page: Page, server: str, question: str) -> None:
    """«Väldigt» is not «våld», and «får ingen» alone is no threat."""
    card, hits = ask(engine_page, server, question)
    assert card is None
    assert [hit for hit in hits if VIOLENCE.search(hit)] == []


@pytest.mark.parametrize("question", ["hjälp missbruk tabletter", "söka arbete hjälp", "help for parents"])
def test_help_with_something(engine_page: Page, server: str, question: str) -> None:
    """«Hjälp» beside what it is about is no cry for help: the card stays away."""
    assert ask(engine_page, server, question)[0] is None


@pytest.mark.parametrize("question", ["hon mår dåligt", "hen är deprimerad", "han dricker för mycket"])
def test_someone_else(engine_page: Page, server: str, question: str) -> None:
    """Who speaks of someone else comes to a page for relatives or for who is worried."""
    assert ask(engine_page, server, question)[1][0] in {OROLIG, ANHORIG}
