"""Trainings for staff and the public: what is learnt, where it is, and for whom it is what kind of obligation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.agreement import Citation
from core.models.common import Line, ListInput, PageId, Quotes, Record, Ref, Refs, Text, Whole
from core.models.review import CheckedKind, CheckedRecord
from core.models.standing import Status
from core.models.support import Known
from core.models.vocabulary import TrainingAccess


class TrainingPart(Record):
    """A course within a training."""

    nr: Whole = Field(ge=1)
    name: Line
    link: Ref | None


class Obligation(Record):
    """What is said of a training for one department: by the agreement, proven by its clause, or by who recommends."""

    department: Ref = Field(description="Id in organisations.yml of one of the four departments.")
    level: Line = Field(description="One of the levels in vocabulary.yml; the document's own words stand in `wording`.")
    wording: Line | None = Field(
        default=None, description="The document's own short wording, word for word; none for a recommendation."
    )
    group: Line = Field(description="For whom in the department, in the document's words.")
    roles: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)] = Field(
        description="Which of the training's roles the group is; `alla` is everyone in the department."
    )
    clause: Citation | None = Field(default=None, description="The clause that says so; none for a recommendation.")
    by: Ref | None = Field(
        default=None, description="Id in organisations.yml of who recommends what the agreement does not name."
    )

    @model_validator(mode="after")
    def _is_proven(self) -> Obligation:
        if (self.by is None) != (self.clause is not None and self.wording is not None) or (
            self.by is not None and (self.clause is not None or self.wording is not None)
        ):
            raise PydanticCustomError(
                "obligation_proof",
                _("an obligation gives clause and wording, and a recommendation gives by alone; correct it"),
                {"at": "clause wording by level"},
            )
        return self


class Training(CheckedRecord):
    """One training: one page."""

    checked_as: ClassVar[CheckedKind] = "trainings"
    id: PageId
    name: Line = Field(description="Exactly as in the document.")
    learn: Text = Field(description="What you learn, in plain language.")
    audience: Line = Field(description="For whom.")
    roles: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)] = Field(
        description="Ids of roles in vocabulary.yml."
    )
    topics: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)] = Field(
        description="Ids of training_topics in vocabulary.yml."
    )
    step: Ref = Field(
        description="Our own placing in the training stair of vocabulary.yml, from whom the document says it is for."
    )
    format: Known
    minutes: Whole | None = Field(ge=1, description="Length in minutes where the documents say it, else null.")
    time: Known = Field(description="The length in words.")
    provider: Known
    platforms: Annotated[tuple[Line, ...], ListInput] = Field(description="Where it is given; [] where not known.")
    links: Refs
    access: TrainingAccess = Field(description="Whether a login is needed.")
    open_to_public: bool = Field(description="Whether the documents offer it to the public.")
    cost: Known
    sign_up: Known
    parts: Annotated[tuple[TrainingPart, ...], ListInput]
    obligations: Annotated[tuple[Obligation, ...], ListInput]
    indicators: Annotated[tuple[Citation, ...], ListInput] = Field(description="The indicators that count it.")
    clauses: Annotated[tuple[Citation, ...], ListInput] = Field(
        description="The clauses that name it; [] for a training outside the agreement."
    )
    quotes: Quotes = ()
    situations: Refs = Field(description="Residents' situations where it helps; only if open_to_public.")
    status: Status
    remark: Line | None

    @property
    def in_agreement(self) -> bool:
        """Whether the agreement, this one or an earlier, names it."""
        return bool(self.clauses)
