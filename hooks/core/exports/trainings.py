"""Trainings as open data."""

from __future__ import annotations

from pydantic import Field

from core import routes
from core.content import Content
from core.exports.files import Exported, ExportedCheck, Rows, exported_check
from core.exports.standing import ExportedStanding, export_standing
from core.models.standing import Status
from core.models.trainings import Training
from core.models.vocabulary import TrainingAccess
from core.obligations import department_rows, ordered_trainings
from core.routes import address_of


class ExportedPart(Exported):
    """A course within a training."""

    nr: int
    name: str
    link: str | None = Field(description="Id in lankar.json.")


class ExportedObligation(Exported):
    """What the agreement says of a training for one department."""

    department: str
    level: str = Field(description="One of a closed set, from obligatorisk to ambition.")
    wording: str = Field(description="The document's own words.")
    group: str
    roles: list[str] = Field(description="Which of the training's roles the group is.")
    clause: str = Field(description="Citation of the clause that says so.")


class ExportedRecommendation(Exported):
    """Who recommends a training, outside the agreement, to one department."""

    department: str
    level: str
    by: str = Field(description="Id of the organisation that recommends it.")
    group: str
    roles: list[str] = Field(description="Which of the training's roles the group is.")


class ExportedTraining(Exported):
    """One entry of utbildningar.json."""

    id: str
    name: str
    url: str = Field(description="Address from the site's root.")
    platform: list[str]
    links: list[str] = Field(description="Ids in lankar.json.")
    parts: list[ExportedPart]
    obligations: list[ExportedObligation]
    indicators: list[str] = Field(description="Citations of the indicators that count it.")
    clauses: list[str] = Field(description="Citations of the clauses that name it.")
    learn: str
    audience: str
    minutes: int | None
    access: TrainingAccess
    open_to_public: bool
    step: str
    topics: list[str]
    roles: list[str]
    status: Status
    checked: ExportedCheck
    recommendations: list[ExportedRecommendation] = Field(description="Of what the agreement does not name.")
    standing: ExportedStanding | None = Field(description="Null of what is there as ever.")


def export_training(content: Content, training: Training) -> ExportedTraining:
    """Give a training as open data."""
    return ExportedTraining(
        id=training.id,
        name=training.name,
        url=address_of(routes.training(training.id)),
        platform=list(training.platforms),
        links=list(training.links),
        parts=[ExportedPart(**part.model_dump()) for part in training.parts],
        obligations=[
            ExportedObligation(**one.model_dump(exclude={"by"})) for one in training.obligations if one.by is None
        ],
        indicators=[str(one) for one in training.indicators],
        clauses=[str(one) for one in training.clauses],
        learn=training.learn,
        audience=training.audience,
        minutes=training.minutes,
        access=training.access,
        open_to_public=training.open_to_public,
        step=training.step,
        topics=list(training.topics),
        roles=list(training.roles),
        status=training.status,
        recommendations=[
            ExportedRecommendation(**one.model_dump(exclude={"wording", "clause"}))
            for one in training.obligations
            if one.by is not None
        ],
        standing=export_standing(training),
        checked=exported_check(content, training),
    )


def training_rows(content: Content) -> Rows:
    """Yield one row per training and department, in the order to take them; those without any obligation last."""
    yield "utbildning", "forvaltning", "niva", "for_vem", "ordalydelse", "tid", "var", "steg", "beteckning", "adress"
    for department in content.departments:
        for row in department_rows(content, department.id):
            one = row.obligation
            words = (department.name, one.level, one.group, one.wording or "")
            yield row.training.name, *words, *_training_facts(row.training, str(one.clause or ""))
    for training in ordered_trainings(content):
        if not training.obligations:
            yield training.name, "", "", "", "", *_training_facts(training, "")


def _training_facts(training: Training, citation: str) -> tuple[str, ...]:
    time = "" if training.time == "unknown" else training.time
    address = address_of(routes.training(training.id))
    return time, ", ".join(training.platforms), training.step, citation, address
