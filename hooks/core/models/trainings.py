"""Trainings for staff and the public: what is learnt, where it is, and for whom it is what kind of obligation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from core.models.common import Line, ListInput, PageId, Record, Ref, Refs, Text, Whole
from core.models.support import Checked, Citation, Known

# From the strongest to the weakest; the document's own words stand in `wording`.
Level = Literal[
    "obligatorisk",
    "ska ha genomgåtts",
    "ska vara utbildad",
    "prioriteras",
    "genomförs",
    "erbjuds",
    "tillgänglig",
    "vid behov",
    "inbjudan",
    "planeras",
    "ambition",
]
Role = Literal[
    "alla", "chef", "legitimerad", "handlaggare", "elevhalsa", "larare", "stod-och-omsorg", "nyckelperson", "allmanhet"
]
TrainingTopic = Literal[
    "suicidprevention",
    "psykisk-ohalsa",
    "hbtqi",
    "ensamhet",
    "samordning",
    "beroende",
    "vald",
    "barn-och-familj",
    "anhorig",
]
# The steps of the «utbildningstrappa»: everyone, those who meet people, those who meet people at risk.
Step = Literal["alla", "moter-manniskor", "moter-risk"]


class TrainingPart(Record):
    """A course within a training."""

    nr: Whole = Field(ge=1)
    name: Line
    link: Ref | None


class Obligation(Record):
    """What the agreement says of a training for one department, proven by its clause."""

    department: Ref = Field(description="Id in organisations.yml of one of the four departments.")
    level: Level
    wording: Line = Field(description="The document's own short wording, word for word.")
    group: Line = Field(description="For whom in the department, in the document's words.")
    roles: Annotated[tuple[Role, ...], ListInput, Field(min_length=1)] = Field(
        description="Which of the training's roles the group is; `alla` is everyone in the department."
    )
    clause: Citation = Field(description="The clause that says so.")


class Training(Record):
    """One training: one page."""

    id: PageId
    name: Line = Field(description="Exactly as in the document.")
    learn: Text = Field(description="What you learn, in plain language.")
    audience: Line = Field(description="For whom.")
    roles: Annotated[tuple[Role, ...], ListInput, Field(min_length=1)]
    topics: Annotated[tuple[TrainingTopic, ...], ListInput, Field(min_length=1)]
    step: Step = Field(description="Our own placing in the training stair, from whom the document says it is for.")
    format: Known
    minutes: Whole | None = Field(ge=1, description="Length in minutes where the documents say it, else null.")
    time: Known = Field(description="The length in words.")
    provider: Known
    platforms: Annotated[tuple[Line, ...], ListInput] = Field(description="Where it is given; [] where not known.")
    links: Refs
    access: Literal["public", "login", "unknown"] = Field(description="Whether a login is needed.")
    open_to_public: bool = Field(description="Whether the documents offer it to the public.")
    cost: Known
    sign_up: Known
    parts: Annotated[tuple[TrainingPart, ...], ListInput]
    obligations: Annotated[tuple[Obligation, ...], ListInput]
    indicators: Annotated[tuple[Citation, ...], ListInput] = Field(description="The indicators that count it.")
    clauses: Annotated[tuple[Citation, ...], ListInput, Field(min_length=1)]
    situations: Refs = Field(description="Residents' situations where it helps; only if open_to_public.")
    status: Literal["active", "planned"]
    remark: Line | None
    checked: Checked
