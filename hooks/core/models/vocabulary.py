"""The words of closed sets: what other records may choose, in which order, and what readers see for it."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.icons import Icon
from core.messages import _
from core.models.common import Id, Line, ListInput, Record, Refs

How = Literal["source-document", "web-copy", "operator"]
"""The ways to check a record."""
LinkAccess = Literal["public", "login", "internal"]
"""Who can open a link."""
ServiceAccess = Literal["open", "referral", "staff", "unknown"]
"""The ways to a service."""
TrainingAccess = Literal["public", "login", "unknown"]
"""Who can open a training."""
LevelKind = Literal["demand", "ongoing", "offered", "recommended", "planned"]
"""What a level asks: it is demanded, is done without a word of demand, can be taken, is recommended by somebody where
the agreement does not name it, or is to come."""
LinkVerdict = Literal[
    "ok",
    "moved",
    "login",
    "blocked",
    "rate_limited",
    "skipped",
    "suspect",
    "fragment_missing",
    "insecure",
    "down",
    "soft404",
    "dead",
    "unchecked",
]
"""What the link check can find, and what is said before it has looked."""
LINK_VERDICTS = 13


class Topic(Record):
    """What support is about, and what that asks of its pages."""

    id: Id
    crisis: bool = Field(description="Whether pages begin with the help card.")
    exposed: bool = Field(
        description="Whether its pages can put a reader at risk: they get the quick exit, neutral titles and addresses."
    )

    @model_validator(mode="after")
    def _exposed_is_crisis(self) -> Topic:
        if self.exposed and not self.crisis:
            raise PydanticCustomError(
                "topic_exposed",
                _("exposed is true and crisis is false; an exposed page needs help first"),
                {"at": "exposed"},
            )
        return self


class Access(Record):
    """A way to a service: in addresses and filters, the filter's words, those of a page, a list's heading."""

    id: ServiceAccess
    address: Id
    choice: Line
    words: Line
    heading: Line


class CheckWords(Record):
    """How something was checked, as it ends the sentence «Senast kontrollerad …»."""

    id: How
    name: Line


class Named(Record):
    """Something to choose, and its words."""

    id: Id
    name: Line


class TrainingTopic(Named):
    """What a training is about."""

    affecting: bool = Field(
        default=False, description="Whether its pages end with help for the reader, whom it may touch."
    )


class LinkAccessWords(Record):
    """What is said of who can open a link: in the filter, and after the link's own words."""

    id: LinkAccess
    choice: Line
    mark: Line | None = Field(description="Null where nothing need be said.")


class Audiences(Record):
    """Whom a hit of the search is for."""

    everyone: Line
    staff: Line


class ServiceGroup(Record):
    """A part of the lists of services."""

    id: Id
    name: Line
    icon: Icon
    situations: Refs = Field(
        description="The situations whose services stand here; the last group takes those of no group."
    )


class Role(Record):
    """Whom a training is for."""

    id: Id
    name: Line
    holds: Literal["group", "staff", "public"] = Field(
        description="`staff`: everyone who works there, once; `public`: who does not, once; `group`: some of the staff."
    )


class Level(Record):
    """What a department says of a training, in the document's sense."""

    name: Line
    kind: LevelKind = Field(
        description="`demand`: it is demanded; `ongoing`: it is done, without a word of demand; `offered`: it can be "
        "taken; `recommended`: somebody recommends it, outside the agreement; `planned`: it is to come."
    )


class TrainingAccessWords(Record):
    """What is said of who can open a training."""

    id: TrainingAccess
    name: Line


class LinkStateWords(Record):
    """What is said of a link."""

    id: LinkVerdict
    name: Line
    reason: Line = Field(description="The same in a sentence, which follows the day that it has been so since.")


class OrganisationKind(Record):
    """A kind of organisation."""

    name: Line
    public: bool = Field(description="Whether it acts for the public: what it gives is then a public service.")
    department: bool = Field(description="Whether it is a department that the agreement binds.")


class Vocabulary(Record):
    """All words of closed sets, each list in the order it is shown."""

    topics: Annotated[tuple[Topic, ...], ListInput, Field(min_length=1)]
    telling: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Words that tell what an exposed page is about; `*` stands for any letters.", examples=[["våld*"]]
    )
    not_telling: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Words that are like those of `telling` and tell nothing.", examples=[["avbrott*"]]
    )
    strength: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Words that decide how strong a promise is, or turn it round.", examples=[["ska", "kan"]]
    )
    situation_groups: Annotated[tuple[Named, ...], ListInput, Field(min_length=1)] = Field(
        description="What situations are about, in the order of the start page."
    )
    service_groups: Annotated[tuple[ServiceGroup, ...], ListInput, Field(min_length=1)] = Field(
        description="The parts of the lists of services, in order; a service stands in that of its first situation."
    )
    accesses: Annotated[tuple[Access, ...], ListInput, Field(min_length=4, max_length=4)]
    checks: Annotated[tuple[CheckWords, ...], ListInput, Field(min_length=3, max_length=3)]
    training_topics: Annotated[tuple[TrainingTopic, ...], ListInput, Field(min_length=1)]
    steps: Annotated[tuple[Named, ...], ListInput, Field(min_length=1)]
    roles: Annotated[tuple[Role, ...], ListInput, Field(min_length=2)]
    levels: Annotated[tuple[Level, ...], ListInput, Field(min_length=1)] = Field(
        description="From the strongest to the weakest."
    )
    levels_note: Line = Field(description="What the agreement leaves unsaid of what it demands, such as a last day.")
    whole_staff: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Groups, in the document's words, that leave nobody in the department out."
    )
    training_accesses: Annotated[tuple[TrainingAccessWords, ...], ListInput, Field(min_length=3, max_length=3)]
    link_accesses: Annotated[tuple[LinkAccessWords, ...], ListInput, Field(min_length=3, max_length=3)]
    audiences: Audiences
    link_states: Annotated[
        tuple[LinkStateWords, ...], ListInput, Field(min_length=LINK_VERDICTS, max_length=LINK_VERDICTS)
    ]
    organisation_kinds: Annotated[tuple[OrganisationKind, ...], ListInput, Field(min_length=1)]

    @cached_property
    def topics_by_id(self) -> Mapping[str, Topic]:
        """Give the topics of support."""
        return {one.id: one for one in self.topics}

    def is_exposed(self, topics: Iterable[str]) -> bool:
        """Whether a page of these topics can put its reader at risk."""
        return any(self.topics_by_id[topic].exposed for topic in topics)

    def is_crisis(self, topics: Iterable[str]) -> bool:
        """Whether a page of these topics begins with the help card."""
        return any(self.topics_by_id[topic].crisis for topic in topics)

    def tells(self, text: str) -> bool:
        """Whether text holds a word that tells what an exposed page is about."""
        return self._holds(text, str.casefold)

    def id_tells(self, record_id: str) -> bool:
        """Whether an id holds such a word, there without its rings and dots."""
        return self._holds(record_id, lambda word: word.casefold().translate(_IN_IDS))

    def _holds(self, text: str, form: Callable[[str], str]) -> bool:
        telling, like = ([form(pattern) for pattern in patterns] for patterns in (self.telling, self.not_telling))
        words = re.findall(r"[^\W_]+", text.casefold())
        return any(_matches(word, telling) and not _matches(word, like) for word in words)

    @cached_property
    def accesses_by_id(self) -> Mapping[str, Access]:
        """Give the ways to a service."""
        return {one.id: one for one in self.accesses}

    @cached_property
    def check_names(self) -> Mapping[str, str]:
        """Give the words for each way to check."""
        return {one.id: one.name for one in self.checks}

    @cached_property
    def training_topic_names(self) -> Mapping[str, str]:
        """Give the words for each topic of a training."""
        return {one.id: one.name for one in self.training_topics}

    def is_affecting(self, topics: Iterable[str]) -> bool:
        """Whether a training of these topics may touch its reader."""
        return any(one.affecting for one in self.training_topics if one.id in set(topics))

    @cached_property
    def step_names(self) -> Mapping[str, str]:
        """Give the words for each step."""
        return {one.id: one.name for one in self.steps}

    @cached_property
    def role_names(self) -> Mapping[str, str]:
        """Give the words for each role."""
        return {one.id: one.name for one in self.roles}

    @cached_property
    def public_role(self) -> str:
        """Give the role of who does not work there."""
        return next(one.id for one in self.roles if one.holds == "public")

    @cached_property
    def staff_role(self) -> str:
        """Give the role of everyone who works there."""
        return next(one.id for one in self.roles if one.holds == "staff")

    def roles_held(self, given: Iterable[str]) -> list[str]:
        """Give the roles that something holds for: what is for all staff is for each of them."""
        named = set(given)
        staff = any(one.holds == "staff" and one.id in named for one in self.roles)
        return [one.id for one in self.roles if one.id in named or (staff and one.holds != "public")]

    @cached_property
    def strengths(self) -> Mapping[str, int]:
        """Give the place of each level, 0 for the strongest."""
        return {one.name: place for place, one in enumerate(self.levels)}

    @cached_property
    def demands(self) -> frozenset[str]:
        """Give the levels that are demanded."""
        return frozenset(one.name for one in self.levels if one.kind == "demand")

    @cached_property
    def level_kinds(self) -> Mapping[str, LevelKind]:
        """Give what each level asks."""
        return {one.name: one.kind for one in self.levels}

    @cached_property
    def training_access_names(self) -> Mapping[str, str]:
        """Give the words for who can open a training."""
        return {one.id: one.name for one in self.training_accesses}

    @cached_property
    def link_marks(self) -> Mapping[str, str | None]:
        """Give the words after a link for who can open it."""
        return {one.id: one.mark for one in self.link_accesses}

    @cached_property
    def link_states_by_id(self) -> Mapping[str, LinkStateWords]:
        """Give the words for what was found of a link, in the order of the filter."""
        return {one.id: one for one in self.link_states}

    @cached_property
    def public_kinds(self) -> frozenset[str]:
        """Give the kinds of organisation that act for the public."""
        return frozenset(one.name for one in self.organisation_kinds if one.public)

    @cached_property
    def department_kinds(self) -> frozenset[str]:
        """Give the kinds of organisation that are departments."""
        return frozenset(one.name for one in self.organisation_kinds if one.department)


_IN_IDS = str.maketrans("åäö", "aao")


def _matches(word: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(word, pattern) for pattern in patterns)
