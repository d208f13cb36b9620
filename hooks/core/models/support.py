"""Support for residents: situations, help lines, services. What is not known is `unknown`, never guessed."""

from __future__ import annotations

import itertools
import re
from typing import Annotated, ClassVar, Literal

import opening_hours
from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from core.icons import Icon
from core.messages import Said, _
from core.models.agreement import Citation
from core.models.common import Id, Line, ListInput, PageId, Phone, PhoneText, Quotes, Record, Ref, Refs, Text, Whole
from core.models.review import CheckedKind, CheckedRecord
from core.models.standing import Status
from core.models.vocabulary import ServiceAccess

_NUMBER = re.compile(r"\d[\d -]{5,}\d")
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def _check_hours(value: str) -> str:
    """Refuse what is not OpenStreetMap's opening_hours form, and hours that overlap or name a day twice."""
    if value == "unknown":
        return value
    if not opening_hours.validate(value):
        raise PydanticCustomError(
            "hours_form",
            _("'{hours}' is not in the opening_hours form; write such as Mo-Fr 08:00-16:00; Sa 10:00-14:00"),
            {"hours": value},
        )
    if past := re.search(r"24:\d\d(?=-)|24:(?!00)\d\d|(?:2[5-9]|[3-9]\d):\d\d", value):
        raise PydanticCustomError(
            "hours_past",
            _("'{hours}' names {time}, which no day has; write hours past midnight such as 18:00-02:00"),
            {"hours": value, "time": past[0]},
        )
    named: set[str] = set()
    for rule in value.split(";"):
        days = _days_of(rule)
        if twice := sorted(days & named, key=_DAYS.index):
            raise PydanticCustomError(
                "hours_twice",
                _("'{hours}' names {day} in two rules; write each day once"),
                {"hours": value, "day": twice[0]},
            )
        named |= days
        ranges = sorted(_minutes_of(rule))
        for before, after in itertools.pairwise(ranges):
            if after[0] < before[1]:
                raise PydanticCustomError(
                    "hours_overlap", _("'{hours}' has hours that overlap; join or correct them"), {"hours": value}
                )
    return value


def _days_of(rule: str) -> set[str]:
    found: set[str] = set()
    for first, last in re.findall(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))?", rule):
        start = _DAYS.index(first)
        length = (_DAYS.index(last or first) - start) % 7 + 1
        found.update(_DAYS[(start + step) % 7] for step in range(length))
    return found


def _minutes_of(rule: str) -> list[tuple[int, int]]:
    """Give the spans of a rule in minutes from midnight; one that ends before it begins ends on the next day."""
    spans = []
    for start_hour, start_minute, end_hour, end_minute in re.findall(r"(\d\d):(\d\d)-(\d\d):(\d\d)", rule):
        start, end = int(start_hour) * 60 + int(start_minute), int(end_hour) * 60 + int(end_minute)
        spans.append((start, end if end > start else end + 24 * 60))
    return spans


_DAY_WORDS = {
    "Mo": "måndag",
    "Tu": "tisdag",
    "We": "onsdag",
    "Th": "torsdag",
    "Fr": "fredag",
    "Sa": "lördag",
    "Su": "söndag",
}


_CLOCK = r"(\d\d?)(?:[.:](\d\d))?"
_WRITTEN_SPAN = re.compile(
    rf"(?<![\d.:–-]){_CLOCK}(?: ?[–-] ?| till (?:klockan |kl\.? ?)?){_CLOCK}(?![.:–-]?\d)"
    r"(?! (?:år|jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec))"
)
_BETWEEN = re.compile(rf"mellan (?:klockan |kl\.? ?)?{_CLOCK} och ")
_DAY_FORMS = r"(måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:ar|en)?"
_WRITTEN_DAYS = re.compile(rf"\b{_DAY_FORMS}(?:(?: ?[–-] ?| till (?:och med )?){_DAY_FORMS})?\b")
_ALL_DAY = (0, 24 * 60)


def written_spans(words: str) -> set[tuple[int, int]]:
    """Give the spans between clock times that a text names, in minutes from midnight, as `_minutes_of` does."""
    found = set()
    for numbers in _WRITTEN_SPAN.findall(_BETWEEN.sub(lambda one: f"{one[0][7:-4]}till ", words)):
        start_hour, start_minute, end_hour, end_minute = (int(one or 0) for one in numbers)
        start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        if max(start, end) <= _ALL_DAY[1]:
            found.add((start, end if end > start else end + 24 * 60))
    return found


def _written_days(words: str) -> set[str]:
    """Give the days that a text names; none where it says which are left out."""
    small = words.casefold()
    if re.search(r"\b(?:utom|förutom|inte|ej|stängt|röda)\b", small):
        return set()
    found = (
        {*_DAYS}
        if re.search(r"\b(?:alla (?:dagar|nätter|kvällar)|varje (?:dag|natt|kväll)|dagligen)\b", small)
        else set()
    )
    found |= {*_DAYS[:5]} if re.search(r"\bvardag(?:ar)?\b", small) else set()
    found |= {*_DAYS[5:]} if re.search(r"\bhelg(?:er|erna|en)?\b", small) else set()
    names = [*_DAY_WORDS.values()]
    for first, last in _WRITTEN_DAYS.findall(small):
        start = names.index(first)
        found.update(_DAYS[(start + step) % 7] for step in range((names.index(last or first) - start) % 7 + 1))
    return found


def _check_same_hours(opening_hours: str, hours: str) -> None:
    """Refuse clock times, or days where both name some, that are others in words than in the form."""
    all_day = "dygnet runt" in hours.casefold()
    always = opening_hours == "24/7"
    if UNKNOWN in {opening_hours, hours} or (always and all_day):
        return
    spans = {_ALL_DAY} if always else {*_minutes_of(opening_hours)}
    written = written_spans(hours) | ({_ALL_DAY} if all_day else set())
    days, written_days = ({*_DAYS} if always else _days_of(opening_hours)), _written_days(hours)
    if (written and written != spans) or (days and written_days and days != written_days):
        raise PydanticCustomError(
            "hours_differ",
            _("hours '{words}' and opening_hours '{hours}' name other times or days; correct the one that is wrong"),
            {"words": hours, "hours": opening_hours, "at": "hours opening_hours"},
        )


def hours_fault(opening_hours: str, hours: str) -> Said | None:
    """Say that hours are others in words than in the form; None if they agree."""
    try:
        _check_same_hours(opening_hours, hours)
    except PydanticCustomError as refused:
        return Said(refused.message())
    return None


def hours_in_words(hours: str) -> str:
    """Give opening hours of OpenStreetMap's form in Swedish; `unknown` stays."""
    if hours == "24/7":
        return "dygnet runt"
    spans = hours.replace("-", "–").replace(",", ", ")
    return re.sub(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b", lambda found: _DAY_WORDS[found[0]], spans)


def international(text: str) -> str:
    """Give a Swedish number written for reading as E.164, or as the short number it is."""
    digits = re.sub(r"[ -]", "", text)
    return f"+46{digits[1:]}" if digits.startswith("0") else digits


def _check_same_number(phone: str | None, phone_text: str | None) -> None:
    """Refuse a number that stands once, or is another for readers than for what dials it."""
    if (phone is None) != (phone_text is None):
        raise PydanticCustomError(
            "phone_text",
            _("phone and phone_text must both stand or both be null; add the one that is missing"),
            {"at": "phone_text phone"},
        )
    if phone is not None and phone_text is not None and international(phone_text) != phone:
        raise PydanticCustomError(
            "phone_text",
            _("phone_text '{text}' is not the number '{phone}'; correct the one that is wrong"),
            {"text": phone_text, "phone": phone, "at": "phone_text phone"},
        )


UNKNOWN = "unknown"
"""What is written where no source says; it is shown as not known, never guessed."""
OpeningHours = Annotated[str, AfterValidator(_check_hours)]
Known = Annotated[Line, Field(description="`unknown` where no source says.")]
KnownText = Annotated[Text, Field(description="`unknown` where no source says.")]


class Ages(Record):
    """Ages in whole years, both ends included; null where that end is open."""

    youngest: Whole | None = Field(ge=0, le=120)
    oldest: Whole | None = Field(ge=0, le=120)

    @model_validator(mode="after")
    def _in_order(self) -> Ages:
        if self.youngest is None and self.oldest is None:
            raise PydanticCustomError(
                "ages_open", _("both ages are null; write 'all' for all ages or 'unknown'"), {"at": "youngest"}
            )
        if self.youngest is not None and self.oldest is not None and self.youngest > self.oldest:
            raise PydanticCustomError("ages_order", _("youngest is above oldest; swap them"), {"at": "youngest"})
        return self


def _form_of_ages(value: object) -> str:
    return "word" if isinstance(value, str) else "given"


def _check_ages(value: str) -> str:
    if value not in {"all", "young", UNKNOWN}:
        message = _("'{ages}' is no ages; write {youngest: 13, oldest: 17}, all, young or unknown")
        raise PydanticCustomError("ages_form", message, {"ages": value})
    return value


GivenAges = Annotated[
    Annotated[Ages, Tag("given")]
    | Annotated[Literal["all", "young", "unknown"], BeforeValidator(_check_ages), Tag("word")],
    Discriminator(_form_of_ages),
]


AgesOf = Annotated[
    Literal["reader", "child", "parent"],
    Field(
        description="Whose ages `ages` are. Support for parents whose `ages` are the child's is no support for readers "
        "of that age."
    ),
]
Topics = Annotated[tuple[Ref, ...], ListInput, Field(min_length=1, description="Ids of topics in vocabulary.yml.")]


class Situation(Record):
    """Something a person is in, in the reader's words: one hand-written page."""

    id: PageId
    title: Line = Field(description="In the reader's words; the heading of the page.", examples=["Jag mår dåligt"])
    topics: Topics
    neutral_title: Line | None = Field(
        description="For the title of the window where `topics` make the page exposed, else null."
    )
    lead: Line = Field(description="One sentence for lists.")
    group: Ref = Field(description="The group it stands in on the start page, an id in vocabulary.yml.")
    icon: Icon = Field(description="The drawing beside it; never of means, harm or a sad face.")


class SupportLine(CheckedRecord):
    """A help line or a way to write to someone."""

    checked_as: ClassVar[CheckedKind] = "support-lines"
    id: Id
    name: Line
    operator: Line
    topics: Topics
    level: Literal["akut", "snart", "prata", "annat"] = Field(
        description="The level of the card it stands in; `annat` is for no crisis and stands in none."
    )
    confidence: Literal["high", "medium"] = Field(description="Only `high` shows a number.")
    phone: Phone | None
    phone_text: PhoneText | None = Field(description="The same number spaced for reading.", examples=["020-22 22 33"])
    doubt: Line | None = Field(
        default=None,
        description="What is unsure about the number itself; told beside it on help cards until whoever answers has "
        "confirmed it.",
    )
    page: Ref | None = Field(description="The operator's page, an id in links.yml.")
    chat: Known = Field(description="How to chat or write; `unknown` if no source says.")
    sms: Known
    relay: Known = Field(description="Text and video relay or other ways for who cannot speak or hear.")
    opening_hours: OpeningHours = Field(
        description="OpenStreetMap form, telephone; `unknown` if not known or uncertain."
    )
    hours: Known = Field(description="The same hours in words.")
    answers: Known = Field(description="Who answers.")
    audience: Line = Field(description="Whom it is for.")
    cost: Known
    anonymity: Known
    languages: Known
    area: Line = Field(description="One of the areas in site.yml.")
    situations: Refs

    @property
    def may_be_asked(self) -> bool:
        """Whether one may call to ask: a line for acute danger is compared with the page of the authority instead."""
        return self.level != "akut"

    @model_validator(mode="after")
    def _number_is_sure(self) -> SupportLine:
        if self.confidence == "medium" and self.phone is not None:
            raise PydanticCustomError(
                "phone_unsure",
                _("confidence is medium and a phone number stands; remove the number, or confirm it first"),
                {"at": "phone"},
            )
        for key in ("hours", "chat", "sms", "relay", "answers", "audience", "anonymity"):
            if self.confidence == "medium" and (number := _NUMBER.search(getattr(self, key))):
                raise PydanticCustomError(
                    "phone_unsure",
                    _(
                        "confidence is medium and the texts say the number '{number}'; take it away, "
                        "or confirm it first"
                    ),
                    {"number": number[0], "at": key},
                )
        if self.confidence == "high" and self.phone is None:
            raise PydanticCustomError(
                "phone_absent",
                _("confidence is high and no phone number stands; write it, or set medium"),
                {"at": "phone confidence"},
            )
        _check_same_number(self.phone, self.phone_text)
        _check_same_hours(self.opening_hours, self.hours)
        return self


class HelpStep(Record):
    """One level of a help card: one action, and whom to call."""

    level: Literal["akut", "snart", "prata"]
    heading: Line = Field(
        description="One action with «om»; the level stands in the words.",
        examples=["Ring 112 om det är akut fara för livet"],
    )
    points: Annotated[tuple[Line, ...], ListInput]
    say: Line | None = Field(description="What to say when someone answers.")
    lines: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)] = Field(
        description="Ids in support-lines.yml, in order."
    )

    @model_validator(mode="after")
    def _one_action(self) -> HelpStep:
        words = self.heading.casefold()
        if not re.match(r"(ring|sök|prata)\b", words) or " om " not in words or self.level not in words:
            raise PydanticCustomError(
                "help_heading",
                _("'{heading}' must begin with Ring, Sök or Prata, hold «om» and the word «{level}»; rewrite it"),
                {"heading": self.heading, "level": self.level, "at": "heading"},
            )
        return self


class HelpCard(Record):
    """The card that stands first on pages of its topics; the one without topics serves all others."""

    id: Id
    topics: Refs
    crisis_page: bool = Field(default=False, description="Whether it is the card of the crisis page; one card is.")
    steps: Annotated[tuple[HelpStep, ...], ListInput, Field(min_length=2)]

    @model_validator(mode="after")
    def _in_order(self) -> HelpCard:
        levels = [step.level for step in self.steps]
        if levels.count("akut") != 1 or levels != sorted(levels, key=("akut", "snart", "prata").index):
            raise PydanticCustomError(
                "help_order", _("the steps must be akut once, then snart, then prata; reorder them"), {"at": "steps"}
            )
        return self


class Service(CheckedRecord):
    """One support service: one page."""

    checked_as: ClassVar[CheckedKind] = "services"
    id: PageId
    name: Line
    topics: Topics
    neutral_title: Line | None = Field(description="Where `topics` make the page exposed, else null.")
    offers: Text = Field(description="What you get.")
    audiences: Annotated[tuple[Line, ...], ListInput] = Field(description="For whom; empty where no source says.")
    ages: GivenAges
    ages_of: AgesOf = "reader"
    first_contact: KnownText = Field(description="What happens when you make contact.")
    cost: Known
    how_to_reach: KnownText
    access: ServiceAccess = Field(description="`open`: you turn there yourself.")
    operator: Line = Field(description="Who runs it, in words.")
    operators: Refs = Field(description="Ids in organisations.yml.")
    phone: Phone | None = Field(
        default=None, description="A number of its own, when a source of high confidence says so; else null."
    )
    phone_text: PhoneText | None = Field(
        default=None, description="The same number spaced for reading.", examples=["042-10 50 00"]
    )
    opening_hours: OpeningHours = Field(default=UNKNOWN, description="OpenStreetMap form; `unknown` if not known.")
    hours: Known = Field(default=UNKNOWN, description="The same hours in words.")
    places: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Where it is, when a source of high confidence says so."
    )
    lines: Refs = Field(description="Ids in support-lines.yml of the ways to call it.")
    links: Refs
    clauses: Annotated[tuple[Citation, ...], ListInput] = Field(
        description="The clauses of the agreement that name it."
    )
    sections: Refs = Field(description="Sections that name it in running text only, outside any clause.")
    quotes: Quotes = ()
    situations: Refs
    status: Status
    status_note: Line | None = Field(description="Why it is planned or paused, else null.")
    remark: Line | None = Field(description="What a reader must know about how sure this is.")

    @property
    def in_agreement(self) -> bool:
        """Whether the agreement, this one or an earlier, names it."""
        return bool(self.clauses or self.sections)

    @model_validator(mode="after")
    def _is_told_whole(self) -> Service:
        if self.status == "planned" and self.status_note is None:
            raise PydanticCustomError(
                "status_note",
                _("status_note must say what is planned, and when; write it"),
                {"at": "status_note status"},
            )
        if UNKNOWN in self.audiences:
            raise PydanticCustomError(
                "audiences_unknown",
                _("audiences says '{unknown}'; write [] where no source says for whom it is"),
                {"unknown": UNKNOWN, "at": "audiences"},
            )
        if self.access in ("referral", "staff") and self.how_to_reach == UNKNOWN:
            raise PydanticCustomError(
                "access_untold",
                _(
                    "access is '{access}', and how_to_reach does not say through whom; write what a source says, "
                    "or access: unknown"
                ),
                {"access": self.access, "at": "access how_to_reach"},
            )
        _check_same_number(self.phone, self.phone_text)
        _check_same_hours(self.opening_hours, self.hours)
        return self
