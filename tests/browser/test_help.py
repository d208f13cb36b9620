"""Crisis help is in the same place on every page, and every number can be read, pressed and called."""

from __future__ import annotations

import re
from typing import Any

import pytest

from browser.people import MAIN_KINDS, Visitors, help_link, is_on_top, refuse, tab_to
from core.content import Content
from core.models.languages import Language
from core.pages.languages import page_uri
from core.routes import address_of

SKIP = re.compile("^(Gå till|Till) innehållet$")
CALL = "Ring "
EXIT = "Lämna sidan"
HELP = "Akut hjälp"
CRISIS = "/akut/"  # is what the link leads to: its paper begins with its heading

Survey = dict[str, dict[str, Any]]


@pytest.fixture
def in_own_words(content: Content) -> dict[str, Language]:
    """Give the pages that are in other words, by address: their first is the crisis page, in those words."""
    return {
        address_of(page_uri(language, page)): language
        for language in content.languages.values()
        for page in language.pages
    }


def test_help_is_the_first_link_after_the_skip_link_on_every_page(
    survey: Survey, exposed: frozenset[str], in_own_words: dict[str, Language]
) -> None:
    """The order is skip link, exit link where there is one, crisis help."""
    faults = []
    for address, noted in survey.items():
        first, *others = noted["links"]
        language = in_own_words.get(address)
        words = language.crisis.title if language else HELP
        wanted = [EXIT, words] if address in exposed else [words]
        if not (first == language.words.skip if language else SKIP.match(first)) or others[: len(wanted)] != wanted:
            faults.append(f"{address}: the first links are {noted['links']}")
    refuse(faults)


def test_help_is_printed_on_every_page(survey: Survey, in_own_words: dict[str, Language]) -> None:
    """Paper says where crisis help is, and drops no number; pages in other words begin with 112 themselves."""
    faults = [f"{address}: the link to crisis help" for address, noted in survey.items() if not noted["help"]]
    faults += [f"{address}: {noted['numbersLost']}" for address, noted in survey.items() if noted["numbersLost"]]
    begin = (CRISIS, *in_own_words)
    refuse(fault for fault in faults if not fault.startswith(tuple(f"{address}: the link" for address in begin)))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_help_is_seen_and_reached_first_by_keyboard(
    visitors: Visitors, kinds: dict[str, str], exposed: frozenset[str], width: int, *, script: bool
) -> None:
    """The help link is on top of everything and at most the second stop of the Tab key, the third after an exit."""
    page = visitors.context(width=width, java_script_enabled=script).new_page()
    faults = []
    for kind in MAIN_KINDS:
        address = kinds[kind]
        page.goto(address)
        stops = tab_to(page, help_link(page), at_most=5)
        if not is_on_top(help_link(page)):
            faults.append(f"{kind}: the help link is covered or outside the window")
        if stops > (3 if address in exposed else 2):
            faults.append(f"{kind}: the help link is stop {stops} of the Tab key")
    refuse(faults)


def test_every_number_can_be_seen_named_and_pressed_at_320_px(
    survey: Survey, in_own_words: dict[str, Language]
) -> None:
    """A number is text, names what it calls, and is 44 px high."""
    faults = []
    for address, noted in survey.items():
        call = f"{in_own_words[address].words.call} " if address in in_own_words else CALL
        for number in noted["numbers"]:
            what = f"{address}: {number['href']} «{number['name']}»"
            if not number["seen"]:
                faults.append(f"{what} is not seen")
            if number["height"] < 44:
                faults.append(f"{what} is {number['height']} px high")
            if not number["name"].startswith(call) or not re.search(r"\d", number["read"]):
                faults.append(f"{what} does not say that it calls a number")
    assert sum(len(noted["numbers"]) for noted in survey.values()) > len(survey), "hardly any numbers"
    refuse(faults)


def test_every_number_is_dialled_as_it_is_read(survey: Survey) -> None:
    """The address of a number is international or a short number, and the same digits as its text."""
    faults = []
    for address, noted in survey.items():
        for number in noted["numbers"]:
            dialled = number["href"].removeprefix("tel:")
            if not re.fullmatch(r"\+[1-9]\d{6,14}|\d{3,6}", dialled):
                faults.append(f"{address}: {dialled} is neither international nor short")
            first_line = re.search(r"[+\d][\d\s–-]*", number["read"])
            read = re.sub(r"\D", "", first_line.group() if first_line else "")
            if read not in {dialled, "0" + dialled.removeprefix("+46")}:
                faults.append(f"{address}: «{number['read']}» dials {dialled}")
    refuse(faults)


def test_acute_cards_have_no_detours(survey: Survey) -> None:
    """A page has at most one acute card, and it links to numbers only."""
    faults = [f"{address}: {noted['acute']} acute cards" for address, noted in survey.items() if noted["acute"] > 1]
    faults += [f"{address}: leads to {noted['detours']}" for address, noted in survey.items() if noted["detours"]]
    refuse(faults)


def test_pages_on_crisis_begin_with_the_card_and_end_with_help(survey: Survey, content: Content) -> None:
    """Help comes before the first paragraph, the preview notice too, and again last."""
    crisis = [f"/stod/{one.id}/" for one in content.services.values() if content.vocabulary.is_crisis(one.topics)]
    crisis += [f"/hjalp/{one}/" for one in content.situations]
    faults = [f"{address}: text before the help card" for address in crisis if not survey[address]["cardFirst"]]
    faults += [
        f"{address}: the last link is «{survey[address]['lastLink']}»"
        for address in crisis
        if HELP.lower() not in survey[address]["lastLink"].lower()
    ]
    refuse(faults)
