"""The registers that the pages refer to: site, strategy, organisations, links, glossary, redirects, reading limits."""

from __future__ import annotations

import datetime
import itertools
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.common import (
    DELMAL,
    Day,
    Decimal,
    Delmal,
    Id,
    Line,
    ListInput,
    PageId,
    Record,
    Ref,
    Refs,
    Role,
    Text,
    Url,
    Whole,
    check_url,
)
from core.models.review import CheckedKind
from core.models.vocabulary import LinkAccess
from core.routes import GLOSSARY, address_of

ORGANISATION_DIGITS = 10
_SENTENCES = 2
"""As many as the explanation of a word has at most."""


class Unconfirmed(Record):
    """A value that only the city can give: null with the reason, until the city has given it."""

    value: Line | None
    reason: Line | None = Field(description="Why the value is null; null when it is given.")

    @model_validator(mode="after")
    def _reason_or_value(self) -> Unconfirmed:
        if (self.value is None) == (self.reason is None):
            raise PydanticCustomError(
                "value_or_reason",
                _("exactly one of value and reason must stand; write the value, or why it is null"),
                {"at": "value reason"},
            )
        return self


class SiteAddress(Unconfirmed):
    """As `Unconfirmed`, and the value is an address."""

    value: Url | None


class Mailbox(Unconfirmed):
    """As `Unconfirmed`, and the value is a mailbox, or a page where one is not given out."""

    @field_validator("value")
    @classmethod
    def _check_mailbox(cls, value: str | None) -> str | None:
        if value is None or value.startswith(("http:", "https:")):
            return value and check_url(value)
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
            raise PydanticCustomError(
                "mailbox",
                _("'{value}' is neither a mailbox nor a page's address; write it as oppnadata@staden.se"),
                {"value": value},
            )
        return value


class OrganisationNumber(Unconfirmed):
    """As `Unconfirmed`, and the value is a Swedish organisation's number, ten digits."""

    @field_validator("value")
    @classmethod
    def _check_number(cls, value: str | None) -> str | None:
        if value is None:
            return value
        digits = value.replace("-", "", 1)
        # The last digit is a check on the others (the Luhn sum of Skatteverket's SKV 709): every other digit doubled.
        doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)] if digits.isdecimal() else []
        if len(doubled) != ORGANISATION_DIGITS or sum(one // 10 + one % 10 for one in doubled) % 10:
            raise PydanticCustomError(
                "organisation_number",
                _("'{value}' is not an organisation's number; check each digit"),
                {"value": value},
            )
        return value


class Supervisor(Record):
    """Who sees to it that the law on accessibility is kept, and where faults are reported."""

    name: Line
    address: SiteAddress = Field(description="The page where anyone may report a fault; checked before a release.")


class AgeGroup(Record):
    """Ages that services are listed by, both ends included; null where that end is open."""

    id: Id
    name: Line
    youngest: Whole | None = Field(ge=0, le=120)
    oldest: Whole | None = Field(ge=0, le=120)
    young: bool = Field(description="Whether services for the young, their limits not known, are listed here.")

    @model_validator(mode="after")
    def _in_order(self) -> AgeGroup:
        if self.youngest is not None and self.oldest is not None and self.youngest > self.oldest:
            raise PydanticCustomError("ages_order", _("youngest is above oldest; swap them"), {"at": "youngest"})
        return self


class ReviewDays(Record):
    """How many days a check lasts, per kind of record."""

    support_lines: Whole = Field(ge=1)
    services: Whole = Field(ge=1)
    trainings: Whole = Field(ge=1)

    def of(self, kind: CheckedKind) -> int:
        """Give how many days a check of a kind lasts."""
        return {"support-lines": self.support_lines, "services": self.services, "trainings": self.trainings}[kind]


class ReviewRoles(Record):
    """Which role sees to it that checks are made, per kind of record."""

    support_lines: Role
    services: Role
    trainings: Role
    others: Role = Field(description="Who sees to everything else: links, wording, what only the city can decide.")
    former: Annotated[tuple[Role, ...], ListInput] = Field(
        default=(), description="Roles of earlier years that the log of checks still names."
    )

    @property
    def known(self) -> tuple[str, ...]:
        """Give every role that a check may have been made by, each once."""
        return tuple(dict.fromkeys((self.support_lines, self.services, self.trainings, self.others, *self.former)))

    def of(self, kind: CheckedKind) -> str:
        """Give the role that is responsible for a kind."""
        return {"support-lines": self.support_lines, "services": self.services, "trainings": self.trainings}[kind]


class Licence(Record):
    """A licence by SPDX identifier and canonical address."""

    spdx: Line = Field(examples=["EUPL-1.2"])
    name: Line
    url: Url


class InForce(Record):
    """An edition of the agreement and its first day under the short address."""

    edition: Ref
    since: Day = Field(alias="from", description="The first day that the site shows it as the one in force.")


class Site(Record):
    """The site itself."""

    name: Line
    description: Line = Field(description="`{period}` becomes the years of the edition in force.")
    owner: Ref
    owner_form: Line = Field(description="How running text names the owner.", examples=["staden"])
    in_force: Annotated[tuple[InForce, ...], ListInput, Field(min_length=1)] = Field(
        description="Editions that were in force, are, or are to be, the earliest first; the build's day decides."
    )
    place: Line = Field(description="The place that it is for.", examples=["Björkviken"])
    areas: Annotated[tuple[Line, ...], ListInput, Field(min_length=1)] = Field(
        description="Where help lines are for: the whole country, the county, the municipality."
    )
    link_check_agent: Line = Field(
        description="What the link check calls itself to those it asks: a name and a contact."
    )
    front_desk: Ref = Field(description="Id in support-lines.yml of the city's own way in, for who finds no other.")
    age_groups: Annotated[tuple[AgeGroup, ...], ListInput, Field(min_length=1)]
    review_days: ReviewDays
    review_roles: ReviewRoles
    quick_exit_target: Url = Field(description="Where «Lämna sidan» goes: neutral, public, not personalised.")
    code_licence: Licence
    content_licence: Licence
    address: SiteAddress = Field(description="Where the site is published.")
    message_form: SiteAddress = Field(description="The city's form for remarks on accessibility.")
    supervisor: Supervisor
    security_contact: SiteAddress = Field(description="Where a security fault is reported.")
    organisation_number: OrganisationNumber = Field(description="The owner's, for catalogues of open data.")
    data_contact: Mailbox = Field(description="The desk's mailbox for questions on the open data.")
    repository: SiteAddress = Field(
        description="What a file's path follows where the data is kept, for «Ändra»; none makes no preview.",
        examples=["https://forge.example/stad/psykisk-halsa/blob/main"],
    )

    @field_validator("description")
    @classmethod
    def _check_braces(cls, value: str) -> str:
        if re.search(r"\{(?!period\})", value):
            raise PydanticCustomError("site_braces", _("a brace that is not '{period}'; remove it"))
        return value

    @model_validator(mode="after")
    def _one_after_another(self) -> Site:
        for before, after in itertools.pairwise(self.in_force):
            if after.since <= before.since:
                raise PydanticCustomError(
                    "in_force_order",
                    _("'{edition}' is in force from {day}, not after the edition before it; put the earliest first"),
                    {"edition": after.edition, "day": str(after.since), "at": "in_force"},
                )
        if len({one.edition for one in self.in_force}) < len(self.in_force):
            raise PydanticCustomError(
                "in_force_twice", _("an edition stands twice in in_force; keep one"), {"at": "in_force"}
            )
        return self

    def edition_on(self, day: datetime.date) -> str | None:
        """Give the edition that is in force on a day; None before the first."""
        return next((one.edition for one in reversed(self.in_force) if one.since <= day), None)


class StrategyGoal(Record):
    """One of the four overall goals."""

    number: Whole = Field(ge=1)
    name: Line | None = Field(description="Null where the exact Swedish wording has not been found.")
    explanation: Line
    wording: Literal["confirmed", "probable", "unknown"]


class StrategyDelmal(Record):
    """One of the seven delmål."""

    number: Delmal
    name: Line
    explanation: Line
    priorities: Annotated[tuple[Line, ...], ListInput] = Field(description="In own words; [] where not known.")
    wording: Literal["confirmed", "probable"]
    note: Line | None


class Strategy(Record):
    """The national strategy that the agreement's delmål numbers refer to."""

    id: Id
    name: Line
    period: Line
    designation: Line
    publisher: Ref
    vision: Line
    vision_in_plain_words: Line
    coordinated_by: Refs
    links: Refs
    goals: Annotated[tuple[StrategyGoal, ...], ListInput]
    delmal: Annotated[tuple[StrategyDelmal, ...], ListInput, Field(min_length=len(DELMAL), max_length=len(DELMAL))]


class Organisation(Record):
    """Someone who acts in the agreement or publishes what we link to."""

    id: PageId
    name: Line
    kind: Line = Field(description="One of the organisation_kinds in vocabulary.yml.")
    part_of: Ref | None
    url: Url | None = Field(description="Start page; null where the documents give none.")
    short: Line | None = Field(
        default=None, description="What staff call it; found wherever the text names it.", examples=["sof"]
    )
    form: Line | None = Field(
        default=None, description="How running text names it, without its ending.", examples=["socialförvaltning"]
    )

    @model_validator(mode="after")
    def _short_has_form(self) -> Organisation:
        if (self.short is None) != (self.form is None):
            raise PydanticCustomError(
                "short_form",
                _("short and form must both stand or neither; add the one that is missing"),
                {"at": "short form"},
            )
        return self


_HOST_BEHIND = re.compile(r"\(?\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b\)?", re.IGNORECASE)


class Link(Record):
    """One outgoing address."""

    id: Id
    url: Url = Field(description="The address that visitors are sent to.")
    printed: Line | None = Field(default=None, description="As the document prints it, where that differs.")
    http_reason: Line | None = Field(default=None, description="Why the address is http: the host has no https.")
    title: Line = Field(description="The linked words of the document.")
    publisher: Ref | None = Field(description="Id in organisations.yml; null where not known.")
    access: LinkAccess
    format: Literal["web", "pdf", "video", "course"]
    language: Literal["sv", "en"]
    edition: Ref | None = Field(
        default=None,
        description="The edition that alone names it, where that is no longer in force, or not yet; else null.",
    )

    @model_validator(mode="after")
    def _http_has_reason(self) -> Link:
        if self.url.lower().startswith("http://") and self.http_reason is None:
            raise PydanticCustomError(
                "http_reason",
                _("'{url}' is http; write https, or give http_reason if the host has none"),
                {"url": self.url, "at": "http_reason url"},
            )
        if self.url.lower().startswith("https://") and self.http_reason is not None:
            raise PydanticCustomError(
                "http_reason", _("http_reason stands beside an https address; remove it"), {"at": "http_reason url"}
            )
        return self

    @property
    def name(self) -> str:
        """Give what readers meet: the title without the address that sites put behind theirs («Page | Site.se»)."""
        title, _, site = self.title.partition(" | ")
        owner, hosts = _HOST_BEHIND.subn("", site)
        if not hosts:
            return self.title
        return f"{title}, {owner.strip()}" if owner.strip() else title


def _check_short(value: str) -> str:
    if (number := len(re.findall(r"[.!?](?=\s+[A-ZÅÄÖ0-9]|$)", value))) > _SENTENCES:
        raise PydanticCustomError(
            "explanation_long",
            _("the explanation has {number} sentences; write at most {most}"),
            {"number": number, "most": _SENTENCES},
        )
    return value


class Term(Record):
    """One entry of the glossary."""

    id: Id
    term: Line
    full_form: Line | None = Field(description="Written out; null where the term is not an abbreviation.")
    explanation: Annotated[Text, AfterValidator(_check_short)] = Field(
        description="In own words, at most two short sentences."
    )
    forms: Annotated[tuple[Line, ...], ListInput] = Field(
        description="The spellings that are explained where they stand in a section; [] if none should be.",
        examples=[["SIP", "samordnad individuell plan"]],
    )
    basis: Literal["document", "general"] = Field(
        description="`document`: the documents explain it; `general`: general knowledge, not yet confirmed by the city."
    )
    link: Ref | None = Field(description="Id in links.yml of the page to read on.")


class Redirect(Record):
    """An address that has moved; printed and shared links go on working."""

    id: Id
    source: Line = Field(
        description="Old address from the site's root, or a place on a page.",
        examples=["/gammal/adress/", "/ordlista/#gammalt-ord"],
    )
    target: Line = Field(description="New address from the site's root.")
    reason: Line

    @model_validator(mode="after")
    def _addresses(self) -> Redirect:
        for key, address in (("source", self.source), ("target", self.target)):
            if not re.fullmatch(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?", address):
                raise PydanticCustomError(
                    "redirect_form",
                    _("'{address}' is not an address of this site; write /word/word/"),
                    {"address": address, "at": key},
                )
        if self.source == "/":
            raise PydanticCustomError(
                "redirect_root", _("the start page cannot be moved; correct source"), {"at": "source"}
            )
        return self


class ReadingException(Record):
    """A page that may be harder to read than its kind, and why."""

    page: Line = Field(description="Address of the page.", examples=[address_of(GLOSSARY)])
    limit: Decimal
    reason: Line


class ReadingLimit(Record):
    """The highest LIX of a kind of page."""

    id: Literal["section", "agreement", "earlier", "glossary", "support", "training", "easy"]
    limit: Decimal


class Reading(Record):
    """All limits of readability, in one table."""

    limits: Annotated[tuple[ReadingLimit, ...], ListInput]
    exceptions: Annotated[tuple[ReadingException, ...], ListInput]


class RequirementTests(Record):
    """Tests that hold a requirement, in one file."""

    file: Line = Field(examples=["tests/browser/test_help.py"])
    names: Annotated[tuple[Line, ...], ListInput, Field(min_length=1)]


class Requirement(Record):
    """Something that is asked of the site, and what holds it."""

    id: Line = Field(description="The letter of its part and its number.", examples=["C1"])
    what: Line = Field(description="What shall be so.")
    held: Literal["test", "partly", "person", "not-yet"]
    note: Line | None = Field(description="What is missing, or who does it; null where there is nothing to say.")
    tests: Annotated[tuple[RequirementTests, ...], ListInput]

    @model_validator(mode="after")
    def _tests_hold_it(self) -> Requirement:
        if self.held in {"test", "partly"} and not self.tests:
            raise PydanticCustomError(
                "held_by_none", _("a test holds it and none is named; name it under tests"), {"at": "held"}
            )
        if self.held == "person" and self.tests:
            raise PydanticCustomError(
                "held_by_both", _("held is person and tests are named; write partly, or tests: []"), {"at": "held"}
            )
        return self


class RequirementPart(Record):
    """Requirements that belong together: one table."""

    id: Id
    name: Line
    rows: Annotated[tuple[Requirement, ...], ListInput, Field(min_length=1)]


class Requirements(Record):
    """All that is asked of the site."""

    as_of: Day = Field(description="The day that the table speaks of.")
    parts: Annotated[tuple[RequirementPart, ...], ListInput, Field(min_length=1)]
    by_hand: Annotated[tuple[Line, ...], ListInput] = Field(description="What no program can do.")
