"""Readability of the pages: what is measured, what is left out, and what is too hard."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from core.load import load_records, read_documents
from core.models.registers import Reading
from core.pages.handwritten import HandwrittenPage, read_handwritten_page
from core.pages.markdown_page import Page
from core.pages.rendered_markdown import MarkdownReader
from core.problems import Problem
from core.rules.readability import PageReading, check_reading, measure_pages, name_pattern
from core.source import parse_document
from core.text import Readability, measure_readability
from invented import TODAY

if TYPE_CHECKING:
    from invented import Invented

HARD = "Verksamhetsutvecklingsarbete förutsätter samverkansorganisation."
EASY = "Du får stöd. Vi är här."
TOO_HARD = (
    f"shorten sentences and words, first in «{HARD.rstrip('.')}», or list an exception with its reason in "
    "data/reading.yml"
)


def page(text: str, *, kind: str | None = "section", uri: str = "x.md") -> Page:
    """Give a page with this running text."""
    return Page(uri, "Titel", "Beskrivning", "", "data/x.yml", prose=(text,), reading_kind=kind)


def test_the_invented_pages_are_easy(whole: Invented) -> None:
    """Every page is below its limit, hardest first, each page with text of our own once."""
    content, pages = whole.content(), whole.pages()
    assert whole.site_problems() == []
    measured = measure_pages(content, pages.values())
    assert [one.readability.lix for one in measured] == sorted((one.readability.lix for one in measured), reverse=True)
    assert sorted(one.address for one in measured) == sorted(
        one.address for one in pages.values() if one.reading_kind is not None
    )


def test_the_limit_is_that_of_the_kind_or_of_the_exception(whole: Invented) -> None:
    """An exception stands for its own page, with its reason."""
    content = whole.content()
    by_address = {one.address: one for one in measure_pages(content, whole.pages().values())}
    section, exception = by_address["/overenskommelsen/samverkan/"], by_address["/overenskommelsen/tecken/"]
    assert (section.limit, section.reason, section.kind) == (45, None, "section")
    assert (exception.limit, exception.reason) == (60.5, "Sidan prövar tecken och inte språk.")
    assert section.data_path == "data/agreements/2021/sections/samverkan.yml"
    assert by_address["/stod/samtalsstod/"].limit == 40


def test_lix_of_a_section_counted_by_hand(whole: Invented) -> None:
    """Summary, introduction and goals count; title, indicators, remarks and names do not."""
    readings = {one.address: one for one in measure_pages(whole.content(), whole.pages().values())}
    # «Hur barn får stöd innan det blir svårt.» 8 words; «Skolan frågar alla barn hur de mår.» 7; «Barn ska kunna säga
    # vad de behöver.» 7; «Den som ber om hjälp får svar.» 7; «Skolan börjar, och omsorgen tar vid.» 6; long are
    # «behöver» and «omsorgen»
    assert readings["/overenskommelsen/tidigt-stod/"].readability == Readability(words=35, long_words=2, sentences=5)


@pytest.mark.parametrize(
    ("documents", "handwritten", "place"),
    [
        pytest.param({}, {}, "data/x.yml:1", id="nowhere"),
        pytest.param({"data/x.yml": f"id: x\ntext: >-\n  Kort.\n  {HARD}\n"}, {}, "data/x.yml:2", id="in-its-file"),
        pytest.param({"data/y.yml": f"- id: y\n  text: {HARD}\n"}, {}, "data/y.yml:2", id="in-another-file"),
        pytest.param({}, {"x.md": f"# X\n\nKort.\n{HARD.replace(' ', ' **', 1)}**\n"}, "docs/x.md:4", id="in-a-page"),
    ],
)
def test_a_page_that_is_too_hard(
    whole: Invented, documents: dict[str, str], handwritten: dict[str, str], place: str
) -> None:
    """The problem quotes the hardest sentence, at its own line, with the page's address and both numbers."""
    reading = load_records(read_documents(whole.root)).of(Reading)[0]
    hard = dataclasses.replace(page(f"Hej. {HARD}"), data_path=place.partition(":")[0] if handwritten else "data/x.yml")
    measured = measure_pages(whole.content(), [hard, page(EASY, uri="y.md")])
    parsed = [parse_document(path, text) for path, text in documents.items()]
    found = [str(problem) for problem in check_reading(measured, {"/x/", "/y/"}, reading, parsed, handwritten)]
    exception = whole.at("reading.yml", "page: /overenskommelsen/tecken/")
    assert found == [
        f"{place}: /x/ has LIX {measured[0].readability.lix:.1f}, above 45; {TOO_HARD}",
        f"{exception}: the exception for '/overenskommelsen/tecken/' is for no page; remove or correct it",
    ]


def test_pages_without_text_of_our_own_are_not_measured(whole: Invented) -> None:
    """Tables, lists and registers have no kind."""
    assert measure_pages(whole.content(), [page(HARD, kind=None)]) == []


@pytest.mark.parametrize(
    ("lix", "limit", "hard"),
    [
        pytest.param(45.0, 45, False, id="at-the-limit"),
        pytest.param(45.04, 45, False, id="rounded-down"),
        pytest.param(45.06, 45, True, id="rounded-up"),
        pytest.param(50.5, 50.5, False, id="fraction"),
    ],
)
def test_the_number_that_is_shown_decides(lix: float, limit: float, *, hard: bool) -> None:
    """LIX is held against its limit as it is shown, with one decimal."""
    words = 10_000
    counted = Readability(words=words, long_words=round((lix - 1) * words / 100), sentences=words)
    assert counted.lix == pytest.approx(lix)
    assert PageReading("/x/", "data/x.yml", "section", counted, limit, None, "").too_hard is hard


def test_names_of_the_data_are_left_out(whole: Invented) -> None:
    """Organisations, and terms with their full forms, in any case and in the genitive."""
    names = name_pattern(whole.content())
    text = "Skol- och fritidsförvaltningens och Björkvikens stads samordnad individuell plan för återhämtning."
    assert measure_readability([text], names) == Readability(words=2, long_words=0, sentences=1)


def test_the_exception_of_a_page_that_is_gone(invented: Invented) -> None:
    """An exception without its page is a problem, so that the list stays true."""
    invented.edit("reading.yml", "/overenskommelsen/tecken/", "/overenskommelsen/gammal/")
    place = invented.at("reading.yml", "page: /overenskommelsen/gammal/")
    assert invented.site_problems() == [
        f"{place}: the exception for '/overenskommelsen/gammal/' is for no page; remove or correct it"
    ]


def handwritten(whole: Invented, src_uri: str, text: str) -> HandwrittenPage:
    """Give a hand-written page of the invented municipality that has no fault."""
    problems: list[Problem] = []
    page = read_handwritten_page(whole.content(), src_uri, text, TODAY, reader=MarkdownReader({}), problems=problems)
    assert problems == []
    return page


HANDWRITTEN = """\
---
description: Förvaltningsgemensamma verksamhetsbeskrivningar.
situation: mar-daligt
render_macros: true
---

# {{ situation_title() }}

{{ help_card() }}

Du är inte ensam.
{: .lead }

## Verksamhetsbeskrivningar { #verksamhetsbeskrivningar }

-   Prata med **någon**, {{ term("sip") }}.

Slut.
"""


def test_what_counts_on_a_handwritten_page(whole: Invented) -> None:
    """Running text counts; front matter, headings, macros and attributes do not."""
    made = handwritten(whole, "hjalp/x.md", HANDWRITTEN)
    assert (made.address, made.data_path, made.reading_kind) == ("/hjalp/x/", "docs/hjalp/x.md", "support")
    assert " ".join(made.prose) == "Du är inte ensam. Prata med någon, . Slut."


def test_the_words_of_a_link_count_and_its_target_does_not(whole: Invented) -> None:
    """The reader reads the words; the address is not shown."""
    text = "Läs om [stöd till anhöriga](../verksamhetsbeskrivningar.md#x).\n"
    made = handwritten(whole, "om.md", text)
    assert made.prose == ("Läs om stöd till anhöriga.",)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        pytest.param(
            'Se {{ link("film") }} och {{ link("handbok") }}, {{ link("film") }}.', ("film", "handbok"), id="links"
        ),
        pytest.param('Prata med {{ support_line("chatten") }}.', ("handbok",), id="line-without-a-number"),
        pytest.param('Ring {{ support_line("lyssnarlinjen") }}.', (), id="line-with-a-number"),
        pytest.param("{{ support_lines() }}", ("film", "handbok"), id="lines-of-a-situation"),
        pytest.param("Se {{ link('film') }}.", ("film",), id="single-quotes"),
        pytest.param('{% set book = "handbok" %}{{ link(book) }}', ("handbok",), id="by-a-variable"),
        pytest.param("{{ link(link_id='film') }}", ("film",), id="by-name"),
        pytest.param("{% raw %}{{ link('film') }}{% endraw %}", (), id="only-shown"),
        pytest.param("Ingen länk.", (), id="none"),
    ],
)
def test_the_outgoing_links_of_a_handwritten_page(whole: Invented, text: str, links: tuple[str, ...]) -> None:
    """Those that its macros show, once each: the report of the link check names the page."""
    page = handwritten(whole, "hjalp/x.md", f"---\nsituation: mar-daligt\nrender_macros: true\n---\n{text}\n")
    assert page.links == links
