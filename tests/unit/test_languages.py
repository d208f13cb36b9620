"""Pages in other words: from the same records, in the national order, and never without saying what is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.models.languages import HourWords
from core.pages.languages import hours_in_words, untranslated
from core.routes import FOLDERS, address_of
from core.rules.languages import language_notices
from core.search.words import fold

if TYPE_CHECKING:
    from invented import Invented

FILE = "languages.yml"
ENGLISH = HourWords(
    always="Day and night.",
    every_day="every day",
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    span="{first} to {last}",
    last="and",
    times="{start}–{end}",
    minutes=True,
)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("24/7", "Day and night."),
        ("Mo-Su 21:00-06:00", "Every day 21:00–06:00."),
        ("Mo,We-Fr 09:00-12:00", "Monday and Wednesday to Friday 09:00–12:00."),
        (
            "Mo,Tu,Th,Fr 10:00-15:00; We,Su 18:00-21:00",
            "Monday, Tuesday, Thursday and Friday 10:00–15:00. Wednesday and Sunday 18:00–21:00.",
        ),
        ("unknown", None),
        ("Mo-Fr 08:00-16:00; PH off", None),
        ("Mo-Fr 08:00-12:00,13:00-16:00", None),
    ],
)
def test_hours(form: str, words: str | None) -> None:
    """Hours are said from their form; a form without words here is not guessed."""
    assert hours_in_words(form, ENGLISH) == words


def test_full_hours_may_be_short() -> None:
    """07:00 is 7 where the language says so; half past is said whole."""
    short = ENGLISH.model_copy(update={"minutes": False})
    assert hours_in_words("Mo-Su 07:00-21:30", short) == "Every day 7–21:30."


def test_a_changed_record_shows_itself(invented: Invented) -> None:
    """When a record says something new, the old translation is gone from the page: what is new stands, in Swedish."""
    assert invented.edit("support-lines.yml", "cost: Det är gratis.", "cost: Det kostar tio kronor.") == []
    body = invented.pages()["english/index.md"].body
    assert "Free of charge." not in body
    assert '<span lang="sv">Det kostar tio kronor.</span>' in body
    language = invented.content().languages["english"]
    assert ("lyssnarlinjen", "Det kostar tio kronor.") in untranslated(invented.content(), language)
    assert [one for one in language_notices(invented.content()) if "Det kostar tio kronor." in one]


def test_what_is_told_of_who_has_read_it(whole: Invented) -> None:
    """A page that nobody has proofread says so, and so does `make check`; one that is read names role and day."""
    pages = whole.pages()
    assert "Proofread on 1 February 2021 by a translator." in pages["english/get-help.md"].body
    assert "Ingen har läst texten." in pages["enkelt/index.md"].body
    notices = [one for one in language_notices(whole.content()) if "proofread" in one]
    assert [one.partition(":")[0] for one in notices] == ["Enkelt"]


def test_a_line_without_a_number_is_led_to(whole: Invented) -> None:
    """Where no number is sure there is none; where one writes, the page stands, and that it is in Swedish."""
    body = whole.pages()["english/get-help.md"].body
    assert "tel:" not in body
    assert "(in Swedish)" in body
    assert 'lang="sv" hreflang="sv"' in body


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("- id: enkelt", "- id: hjalp", "'hjalp' is a folder of the site already", id="folder"),
        pytest.param("- id: enkelt", "- id: overenskommelsen", "is a folder of the site already", id="edition"),
        pytest.param("  language: sv", "  language: ar", "nobody who reads 'Enkelt' has read its pages", id="unread"),
        pytest.param("address: fa-hjalp", "address: null", "the second page has no address", id="no-address"),
        pytest.param(
            "lines: [larm-112]\n        calls: true\n        tells: [hours]",
            "lines: [lyssnarlinjen]\n        calls: true\n        tells: []",
            "must be akut and call 112",
            id="112",
        ),
        pytest.param("level: prata", "level: akut", "the levels must be akut once", id="order"),
        pytest.param("of: Svenska.", "of: Det är gratis.", "is translated twice", id="twice"),
        pytest.param("[It can help.]", "[We answer until 21.]", "'21' stands in a sentence", id="figures"),
        pytest.param("links: [handbok]", "links: [borta]", "'borta' is not an id in data/links.yml", id="gone"),
        pytest.param("Checked on {day}.", "Checked.", "must match", id="no-place-for-the-day"),
    ],
)
def test_refused(invented: Invented, old: str, new: str, message: str) -> None:
    """Each with its place and what to do."""
    problems = invented.edit(FILE, old, new)
    assert len(problems) == 1
    assert problems[0].startswith("data/languages.yml:")
    assert message in problems[0]


def test_easy_swedish_has_its_limit(invented: Invented) -> None:
    """What is hard to read is refused there before it is anywhere else."""
    hard = "Verksamhetsutveckling förutsätter kontinuerlig kompetensutveckling inom samtliga organisationer."
    assert (
        invented.edit(
            FILE, "heading: Du vill prata\n        text: []", f"heading: Du vill prata\n        text: [{hard}]"
        )
        == []
    )
    assert [one for one in invented.site_problems() if "/enkelt/fa-hjalp/ has LIX" in one]


def test_folders_are_known(whole: Invented) -> None:
    """No page outside a language stands in a folder that a language could take."""
    own = {language.id for language in whole.content().languages.values()}
    tops = {address_of(uri).strip("/").split("/")[0] for uri in whole.pages()} - {"", "gammalt"} - own
    assert tops <= FOLDERS


def test_no_word_of_english_is_swedish(whole: Invented) -> None:
    """What tells English from Swedish is one word each, folded, and in one of the two lists."""
    for language in whole.content().languages.values():
        told = [*map(fold, language.asked_with)]
        assert len(set(told)) == len(told)
        assert not set(told) & {*map(fold, language.shared)}
