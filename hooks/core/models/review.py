"""The log of checks: which record, on what day, by which role, how, and what came of it. Nothing in it is changed."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.common import Day, Id, Line, ListInput, Record, Role, Text
from core.models.standing import Standing
from core.models.vocabulary import How

CheckedKind = Literal["support-lines", "services", "trainings"]
"""What a person may act on, by the place of its records below `data/`."""
CHECKED_KINDS: tuple[CheckedKind, ...] = get_args(CheckedKind)
Result = Literal["confirmed", "changed", "no_answer", "closed"]


class CheckedRecord(Standing):
    """A record whose facts must be checked again and again; what the checks gave is in the log alone."""

    checked_as: ClassVar[CheckedKind]
    name: str

    @property
    def reference(self) -> str:
        """Give how the log names the record, such as `services/anhorigstod`."""
        return f"{self.checked_as}/{self.id}"


def _check_reference(value: str) -> str:
    if not re.fullmatch(rf"(?:{'|'.join(CHECKED_KINDS)})/[a-z0-9-]+", value):
        raise PydanticCustomError(
            "reference_form",
            _("'{value}' names no record; write such as support-lines/bris, services/anhorigstod or trainings/spiss"),
            {"value": value},
        )
    return value


class Change(Record):
    """What a check changed in a record."""

    key: Line = Field(description="The key of the record.", examples=["hours"])
    old: Text | None = Field(description="What stood there before, as text.")
    new: Text | None = Field(description="What was said instead, as text.")


class Check(Record):
    """One check of one record. A later check is a line of its own."""

    record: Annotated[str, AfterValidator(_check_reference)] = Field(
        description="Where the record is and its id.", examples=["support-lines/bris"]
    )
    day: Day
    role: Role = Field(examples=["redaktör"])
    how: How
    result: Result = Field(
        description="`confirmed`: all is right · `changed`: something was corrected · "
        "`no_answer`: nobody was reached · `closed`: it is no more."
    )
    changed: Annotated[tuple[Change, ...], ListInput] = Field(default=(), description="What was corrected.")
    next: Day | None = Field(default=None, description="After no answer: the day of the next try.")

    @model_validator(mode="after")
    def _holds_together(self) -> Check:
        if (self.result == "changed") != bool(self.changed):
            raise PydanticCustomError(
                "check_changed",
                _("'changed' says what was corrected if the result is changed, and only then; correct it"),
                {"at": "changed result"},
            )
        if (self.result == "no_answer") != (self.next is not None):
            raise PydanticCustomError(
                "check_next",
                _("'next' is the day of the next try when nobody answered, and only then; correct it"),
                {"at": "next result"},
            )
        if self.next is not None and self.next <= self.day:
            raise PydanticCustomError(
                "check_next", _("the next try is not after the day of this one; correct the day"), {"at": "next result"}
            )
        return self

    @property
    def holds(self) -> bool:
        """Whether the record's facts were right after it."""
        return self.result in {"confirmed", "changed"}


def _check_asked(value: str) -> str:
    return value if value in CHECKED_KINDS else _check_reference(value)


class Says(Record):
    """What one source says."""

    source: Line = Field(description="Which source, and from when.")
    says: Line


class Question(Record):
    """What is asked when a record is checked: of a key that its kind has, or something that no key holds yet."""

    id: Id
    key: Line | None = Field(default=None, description="The key of the record that the answer belongs to; else null.")
    of: Annotated[tuple[Annotated[str, AfterValidator(_check_asked)], ...], ListInput, Field(min_length=1)] = Field(
        description="Kinds of records or single ones.", examples=[["support-lines", "services/anhorigstod"]]
    )
    ask: Line = Field(description="The question, as it is put.")
    sources: Annotated[tuple[Says, ...], ListInput] = Field(
        default=(), description="Sources that contradict each other."
    )
    meanwhile: Line | None = Field(default=None, description="What is written until there is an answer.")

    @model_validator(mode="after")
    def _contradiction_is_told(self) -> Question:
        if len(self.sources) == 1 or bool(self.sources) != bool(self.meanwhile):
            raise PydanticCustomError(
                "question_sources",
                _("two sources that contradict each other need a 'meanwhile', and it them; correct it"),
                {"at": "sources meanwhile"},
            )
        return self

    def asks(self, record: CheckedRecord) -> bool:
        """Whether it is asked of a record."""
        return record.checked_as in self.of or record.reference in self.of
