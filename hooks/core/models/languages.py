"""Pages for who does not read ordinary Swedish: sentences written by hand around what the records say."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.common import Day, Id, Line, ListInput, PageId, Record, Refs

Fact = Literal["hours", "audience", "cost", "anonymity", "languages", "chat", "sms", "relay", "answers"]
"""What may be told of a help line beside its name and number."""
_ALWAYS_KNOWN = frozenset({"112", "1177"})


def _check_no_figures(value: str) -> str:
    """Refuse figures in a sentence: numbers, hours and ages stand in the records, once."""
    for figures in re.findall(r"\d+(?:[:.,–-]\d+)*", value):
        if figures not in _ALWAYS_KNOWN:
            raise PydanticCustomError(
                "figures",
                _("'{figures}' stands in a sentence; leave it to the record that says so, or say it without figures"),
                {"figures": figures},
            )
    return value


Sentence = Annotated[Line, AfterValidator(_check_no_figures)]
"""Our own words, without figures other than the two numbers that everyone is to know."""
Sentences = Annotated[tuple[Sentence, ...], ListInput]


class Proofread(Record):
    """Who read the pages as one who speaks the language, and when."""

    role: Line = Field(examples=["översättare"])
    date: Day


class Translation(Record):
    """One text of a record in this language; when the record changes, the text stands untranslated and is told."""

    of: Line = Field(description="The text just as the record has it.", examples=["Gratis."])
    says: Line = Field(examples=["Free of charge."])


class HourWords(Record):
    """How opening hours are said, from the OpenStreetMap form."""

    always: Line = Field(description="24/7.", examples=["Open day and night."])
    every_day: Line
    days: Annotated[tuple[Line, ...], ListInput, Field(min_length=7, max_length=7, description="From Monday.")]
    span: Line = Field(description="Days in a row.", pattern=r"\{first\}.*\{last\}", examples=["{first} to {last}"])
    last: Line = Field(description="The word before the last of several.", examples=["and"])
    times: Line = Field(pattern=r"\{start\}.*\{end\}", examples=["{start}–{end}"])
    minutes: bool = Field(description="Whether full hours have minutes: 07:00, else 7.")


class Words(Record):
    """The words of the frame."""

    skip: Line
    back: Line = Field(description="The way to the ordinary Swedish crisis page.", examples=["Svenska"])
    accessibility: Line
    report: Line = Field(description="The way to say that something on the page is wrong.")
    preview: Line = Field(description="Said while the site is a preview.")
    call: Line = Field(description="Before a number, on what dials it.", examples=["Call"])
    call_to: Line = Field(description="Between the number and whose it is, for who hears it.", examples=["to"])
    only_swedish: Line | None = Field(description="After what leads to ordinary pages of ours; null in easy Swedish.")
    swedish_page: Line | None = Field(description="After what leads to pages of others that are in Swedish.")
    checked: Line = Field(pattern=r"\{day\}", examples=["The numbers were checked on {day}."])
    none_confirmed: Line = Field(description="Said while none of the shown lines is confirmed by who answers.")
    some_confirmed: Line = Field(description="Said while not all of them are.")
    proofread: Line = Field(pattern=r"\{day\}.*\{role\}", examples=["Proofread on {day} by a {role}."])
    not_proofread: Line
    months: Annotated[tuple[Line, ...], ListInput, Field(min_length=12, max_length=12)]
    hours: HourWords


class Block(Record):
    """One part of a page: what to do, and whom to call."""

    level: Literal["akut", "snart", "prata"] | None = Field(description="As on a help card; null outside the card.")
    heading: Sentence
    text: Sentences
    points: Sentences
    lines: Refs = Field(description="Ids in support-lines.yml.")
    calls: bool = Field(description="Whether numbers stand by the lines; else the pages where they are written to.")
    tells: Annotated[tuple[Fact, ...], ListInput] = Field(description="What is told of each line, where it is known.")
    after: Sentences = Field(description="Said after the lines.")
    situations: Refs = Field(description="Ids in situations.yml: ordinary pages to read on.")
    services: Refs = Field(description="Files in services/: the same.")
    links: Refs = Field(description="Ids in links.yml.")


class LanguagePage(Record):
    """A page of a language."""

    address: Id | None = Field(description="The last part of its address; null for the crisis page.")
    title: Sentence
    description: Sentence
    lead: Sentences
    blocks: Annotated[tuple[Block, ...], ListInput, Field(min_length=1)]


class Language(Record):
    """The two pages of a language: in a crisis, and how to get help."""

    id: PageId = Field(description="The folder of its pages.")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = Field(
        description="BCP 47, as `lang` has it.", examples=["en"]
    )
    name: Line = Field(description="What it is called by those who read it.", examples=["English"])
    readers: Line = Field(description="In Swedish, for the search.", examples=["Du som läser engelska"])
    proofread: Proofread | None
    asked_with: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Words by which the search knows a question in this language; none that Swedish has."
    )
    shared: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Small words of both this language and Swedish: they tell nothing."
    )
    words: Words
    translations: Annotated[tuple[Translation, ...], ListInput]
    crisis: LanguagePage
    help: LanguagePage

    @property
    def pages(self) -> tuple[LanguagePage, LanguagePage]:
        """Give both pages."""
        return self.crisis, self.help
