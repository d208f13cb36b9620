"""Trainings for staff and the public: what is learnt, where it is, and for whom it is what kind of obligation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from core.models.agreement import Citation
from core.models.common import Line, ListInput, PageId, Record, Ref, Refs, Text, Whole
from core.models.review import CheckedKind, CheckedRecord
from core.models.standing import Standing, Status
from core.models.support import Known
from core.models.vocabulary import TrainingAccess


class TrainingPart(Record):
    """A course within a training."""

    nr: Whole = Field(ge=1)
    name: Line
    link: Ref | None


class Obligation(Record):
    """What the agreement says of a training for one department, proven by its clause."""

    department: Ref = Field(description="Id in organisations.yml of one of the four departments.")
    level: Line = Field(description="One of the levels in vocabulary.yml; the document's own words stand in `wording`.")
    wording: Line = Field(description="The document's own short wording, word for word.")
    group: Line = Field(description="For whom in the department, in the document's words.")
    roles: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)] = Field(
        description="Which of the training's roles the group is; `alla` is everyone in the department."
    )
    clause: Citation = Field(description="The clause that says so.")


class Training(CheckedRecord, Standing):
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
    clauses: Annotated[tuple[Citation, ...], ListInput, Field(min_length=1)]
    situations: Refs = Field(description="Residents' situations where it helps; only if open_to_public.")
    status: Status
    remark: Line | None
