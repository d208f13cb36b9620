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

    nr: int = Field(description="Delens nummer.")
    name: str = Field(description="Delens namn.")
    link: str | None = Field(description="Id i lankar.json, eller null.")


class ExportedObligation(Exported):
    """What the agreement says of a training for one department."""

    department: str = Field(description="Id för förvaltningen.")
    level: str = Field(description="Vad dokumentet kräver, ett av en fast lista ord.")
    wording: str = Field(description="Dokumentets egna ord.")
    group: str = Field(description="För vem i förvaltningen, med dokumentets ord.")
    roles: list[str] = Field(description="Vilka av utbildningens roller det är.")
    clause: str = Field(description="Beteckningen för punkten som säger det.")


class ExportedRecommendation(Exported):
    """Who recommends a training, outside the agreement, to one department."""

    department: str = Field(description="Id för förvaltningen.")
    level: str = Field(description="Vad som rekommenderas, ett av en fast lista ord.")
    by: str = Field(description="Id för den som rekommenderar.")
    group: str = Field(description="För vem i förvaltningen.")
    roles: list[str] = Field(description="Vilka av utbildningens roller det är.")


class ExportedTraining(Exported):
    """One entry of utbildningar.json."""

    id: str = Field(description="Utbildningens id, som aldrig byts ut.")
    name: str = Field(description="Namnet som i dokumentet.")
    url: str = Field(description="Adressen från webbplatsens rot.")
    platform: list[str] = Field(description="Var den ges; tom om det inte är känt.")
    links: list[str] = Field(description="Id i lankar.json.")
    parts: list[ExportedPart] = Field(description="Utbildningens delar.")
    obligations: list[ExportedObligation] = Field(description="Vad överenskommelsen säger för varje förvaltning.")
    indicators: list[str] = Field(description="Beteckningar för indikatorerna som räknar den.")
    clauses: list[str] = Field(description="Beteckningar för punkterna som nämner den.")
    learn: str = Field(description="Vad du lär dig.")
    audience: str = Field(description="För vem den är.")
    minutes: int | None = Field(description="Längden i minuter, eller null om den inte är känd.")
    access: TrainingAccess = Field(
        description="`public`: öppen för alla · `login`: kräver inloggning · `unknown`: okänt."
    )
    open_to_public: bool = Field(description="Om dokumenten erbjuder den till allmänheten.")
    step: str = Field(description="Steget i utbildningstrappan, som är vår egen ordning.")
    topics: list[str] = Field(description="Id för ämnena.")
    roles: list[str] = Field(description="Id för rollerna.")
    status: Status = Field(description="`active`: finns · `planned`: planerad · `paused`: pausad · `closed`: upphörd.")
    checked: ExportedCheck = Field(description="När och hur uppgifterna senast kontrollerades.")
    recommendations: list[ExportedRecommendation] = Field(
        description="Rekommendationer från andra, för det som överenskommelsen inte nämner."
    )
    standing: ExportedStanding | None = Field(
        description="Hur den är planerad, pausad eller stängd; null när den finns."
    )


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
