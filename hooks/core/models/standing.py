"""Whether what a record tells of is there: planned, paused until a day, or closed, why, and where to turn instead."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.common import Day, Id, Line, ListInput, Record, check_id

Status = Literal["active", "planned", "paused", "closed"]
OPEN = "open"
"""What is written of a pause that nobody has set an end to."""


def _form_of_end(value: object) -> str:
    return "word" if value == OPEN else "given"


End = Annotated[
    Annotated[Day, Tag("given")] | Annotated[Literal["open"], Tag("word")],
    Discriminator(_form_of_end),
]


def _check_way(value: str) -> str:
    return value if value.startswith("/") else check_id(value)


Way = Annotated[str, AfterValidator(_check_way)]
"""Where to turn instead: the id of a service, a help line, a training, a situation or a link, or a page's address."""


class Standing(Record):
    """Base of what can be planned, paused and closed."""

    id: Id

    status: Status = Field(
        default="active",
        description="`paused` needs `until` and `status_note`; `closed` needs `since`, `reason` and `instead`.",
    )
    status_note: Line | None = Field(default=None, description="Why it is planned or paused, else null.")
    until: End | None = Field(
        default=None, description="The last day of a pause, or `open` where nobody has set one; else null."
    )
    since: Day | None = Field(default=None, description="The first day that it was closed, else null.")
    reason: Line | None = Field(default=None, description="Why it has closed, for who looks for it; else null.")
    instead: Annotated[tuple[Way, ...], ListInput] = Field(
        default=(),
        description="Where to turn now that it has closed: ids of services, help lines, trainings, situations or "
        "links, or addresses of pages such as /hjalp/ensam/.",
    )

    @property
    def is_closed(self) -> bool:
        """Whether it is no more."""
        return self.status == "closed"

    @property
    def is_in_use(self) -> bool:
        """Whether one can turn to it now."""
        return self.status == "active"

    @property
    def is_stopped(self) -> bool:
        """Whether it has been there and is not now: paused or closed."""
        return self.status in ("paused", "closed")

    def pause_is_over(self, today: datetime.date) -> bool:
        """Whether a pause has run past its last day."""
        return isinstance(self.until, datetime.date) and self.until < today

    @model_validator(mode="after")
    def _standing_is_told(self) -> Standing:
        paused, closed = self.status == "paused", self.is_closed
        pause = {"status_note": self.status_note, "until": self.until}
        if paused and (missing := [key for key, value in pause.items() if value is None]):
            raise PydanticCustomError(
                "status_paused",
                _("{keys}: missing for what is paused; write why in status_note, and the last day or 'open' in until"),
                {"keys": ", ".join(missing), "at": " ".join([*missing, "status"])},
            )
        if self.status_note and self.status in ("active", "closed"):
            raise PydanticCustomError(
                "status_note",
                _("status_note says why something is planned or paused, and this is neither; write null"),
                {"at": "status_note status"},
            )
        if self.until is not None and not paused:
            raise PydanticCustomError(
                "status_until",
                _("until is the last day of a pause, and this is not paused; remove the line, or correct the status"),
                {"at": "until status"},
            )
        told = {"since": self.since, "reason": self.reason, "instead": self.instead}
        if wrong := [key for key, value in told.items() if bool(value) != closed]:
            raise PydanticCustomError(
                "status_closed",
                _("{keys} must be told of what is closed, and of nothing else; correct it, or the status"),
                {"keys": ", ".join(wrong), "at": " ".join([*wrong, "status"])},
            )
        return self
