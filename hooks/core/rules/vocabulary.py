"""Rules for the vocabulary: each word once, and every record chooses among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from core.load import Loaded, Placed
from core.messages import _
from core.models.registers import Organisation
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.nearest import nearest
from core.problems import Problem
from core.rules.references import Step

# The lists, each with the key of what other records write.
_LISTS = {
    "topics": "id",
    "situation_groups": "id",
    "service_groups": "id",
    "accesses": "id",
    "checks": "id",
    "training_topics": "id",
    "steps": "id",
    "roles": "id",
    "levels": "name",
    "training_accesses": "id",
    "link_accesses": "id",
    "link_states": "id",
    "organisation_kinds": "name",
}
_Choice = tuple[Placed[Any], str, Iterable[tuple[str, tuple[Step, ...]]]]


def check_vocabulary(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with the vocabulary, and each choice of another record that is not in it."""
    for placed in loaded.of(Vocabulary):
        yield from _check_own(placed)
        words = {name: [getattr(one, key) for one in getattr(placed.record, name)] for name, key in _LISTS.items()}
        for record, name, choices in _choices(loaded.with_partial()):
            for value, where in choices:
                if value is not None and value not in words[name]:
                    given = {"value": value, "name": name, "known": ", ".join(words[name])}
                    message = _(
                        "'{value}' is not among {name} in data/vocabulary.yml; write one of {known}, or add it there",
                        **given,
                    )
                    if near := nearest(value, words[name]):
                        message = _(
                            "'{value}' is not among {name} in data/vocabulary.yml; did you mean '{near}'? "
                            "There are {known}",
                            near=near,
                            **given,
                        )
                    yield record.problem(message, *where)


def _check_own(placed: Placed[Vocabulary]) -> Iterator[Problem]:
    for name, key in _LISTS.items():
        given = [getattr(one, key) for one in getattr(placed.record, name)]
        for index, value in enumerate(given):
            if value in given[:index]:
                yield placed.problem(
                    _("'{value}' stands twice in {name}; keep one", value=value, name=name), name, index
                )
    for holds in ("staff", "public"):
        number = sum(one.holds == holds for one in placed.record.roles)
        if number != 1:
            yield placed.problem(_("{number} roles hold for {holds}; let one do", number=number, holds=holds), "roles")
    if not placed.record.department_kinds:
        yield placed.problem(_("no kind of organisation is a department; let one be"), "organisation_kinds")


def _choices(loaded: Loaded) -> Iterator[_Choice]:
    """Yield what records choose as (record, list of the vocabulary, [(value, location in the record)])."""
    for model in (Situation, SupportLine, HelpCard, Service):
        for placed in loaded.of(model):
            yield placed, "topics", _each(placed, "topics")
    for situation in loaded.of(Situation):
        yield situation, "situation_groups", [(situation.record.group, ("group",))]
    for training in loaded.of(Training):
        yield training, "training_topics", _each(training, "topics")
        yield training, "roles", _each(training, "roles")
        yield training, "steps", [(training.record.step, ("step",))]
        for number, obligation in enumerate(training.record.obligations):
            where = ("obligations", number)
            yield training, "levels", [(obligation.level, (*where, "level"))]
            yield training, "roles", [(role, (*where, "roles", at)) for at, role in enumerate(obligation.roles)]
    for organisation in loaded.of(Organisation):
        yield organisation, "organisation_kinds", [(organisation.record.kind, ("kind",))]


def _each(placed: Placed[Any], key: str) -> list[tuple[str, tuple[Step, ...]]]:
    return [(value, (key, index)) for index, value in enumerate(getattr(placed.record, key))]
