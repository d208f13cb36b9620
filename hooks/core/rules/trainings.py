"""Rules for trainings: references, and every obligation proven by its clause."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from core.load import Loaded, Placed
from core.messages import _
from core.models.registers import Organisation
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.problems import Problem
from core.rules.agreement import Citable, check_citations
from core.rules.quotes import Cited, check_quotes, check_strength, level_problems
from core.rules.references import Reference
from core.rules.registers import departments_of


def training_references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every reference of the trainings as (record, register, id, location)."""
    for training in loaded.of(Training):
        for key, register in (("links", "links.yml"), ("situations", "situations.yml")):
            for index, reference in enumerate(getattr(training.record, key)):
                yield training, register, reference, (key, index)
        for index, part in enumerate(training.record.parts):
            yield training, "links.yml", part.link, ("parts", index, "link")
        for index, obligation in enumerate(training.record.obligations):
            yield training, "organisations.yml", obligation.department, ("obligations", index, "department")
            yield training, "organisations.yml", obligation.by, ("obligations", index, "by")


def check_trainings(loaded: Loaded, citable: Citable) -> Iterator[Problem]:
    """Yield what is wrong with the trainings together and beside the agreement and its earlier editions."""
    departments = {placed.record.id for placed in departments_of(loaded)}
    organisations = {placed.record.id for placed in loaded.of(Organisation) if loaded.of(Vocabulary)}
    agreement_is_whole = not any(problem.path.startswith("data/agreements/") for problem in loaded.problems)
    cited = Cited(loaded)
    kinds = {one.name: one.kind for placed in loaded.of(Vocabulary) for one in placed.record.levels}
    for training in loaded.of(Training):
        found = [*_check_own(training, departments, organisations), *level_problems(training, kinds)]
        if agreement_is_whole:
            found += check_citations(training, "clauses", citable, indicators=False)
            found += check_citations(training, "indicators", citable, indicators=True)
            found += _check_in_force(training, citable)
        if agreement_is_whole and not found:
            found += check_quotes(training, cited)
            for vocabulary in loaded.of(Vocabulary):
                found += check_strength(training, cited, vocabulary.record)
        yield from found


def _check_own(training: Placed[Training], departments: set[str], organisations: set[str]) -> Iterator[Problem]:
    record = training.record
    stem = PurePosixPath(training.document.path).stem
    if record.id != stem:
        yield training.problem(
            _("id '{id}' is not the file's name '{stem}'; make them the same", id=record.id, stem=stem), "id"
        )
    if record.situations and not record.open_to_public:
        yield training.problem(
            _("situations stand on a training that is not open to the public; write []"), "situations"
        )
    numbers = [part.nr for part in record.parts]
    for index, number in enumerate(numbers):
        if number in numbers[:index]:
            message = _("two parts have the same nr; number them as the document does")
            yield training.problem(message, "parts", index, "nr")
    for index, obligation in enumerate(record.obligations):
        if obligation.clause is not None and obligation.clause not in record.clauses:
            message = _(
                "the obligation's clause '{clause}' is not among the training's clauses; add it there",
                clause=obligation.clause,
            )
            yield training.problem(message, "obligations", index, "clause")
        for place, role in enumerate(obligation.roles):
            if role not in record.roles:
                message = _("the obligation's role '{role}' is not among the training's roles; add it there", role=role)
                yield training.problem(message, "obligations", index, "roles", place)
        if obligation.department in organisations - departments:
            message = _("'{department}' is not one of the departments; correct it", department=obligation.department)
            yield training.problem(message, "obligations", index, "department")


def _check_in_force(training: Placed[Training], citable: Citable) -> Iterator[Problem]:
    """Yield a problem for each obligation of an edition that never was in force here.

    One of an edition that was is told, and shown only where the edition in force says the same.
    """
    for index, obligation in enumerate(training.record.obligations):
        edition = obligation.clause.edition if obligation.clause is not None else None
        if edition is not None and citable.current is not None and edition not in citable.named | citable.drafts:
            yield training.problem(
                _(
                    "the obligation's clause '{clause}' is not of {current}, the edition in force; "
                    "cite the clause that says so now, or remove the obligation",
                    clause=obligation.clause,
                    current=citable.current,
                ),
                "obligations",
                index,
                "clause",
            )
