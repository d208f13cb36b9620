"""What can be found of trainings."""

from __future__ import annotations

from core import routes
from core.content import Content
from core.models.trainings import Training
from core.obligations import told
from core.routes import path_of
from core.search.entries import Entry, shorten, with_short_names

TAGS = 2
"""How many levels stand at a hit."""


def training_entry(content: Content, training: Training) -> Entry:
    """Give the entry of a training."""
    words = content.vocabulary
    departments = [
        with_short_names(content, content.organisations[one.department].name) + f" {one.level} {one.group}"
        for one in training.obligations
    ]
    return Entry(
        path_of(routes.training(training.id)),
        "training",
        shorten(training.audience).rstrip("."),
        training.name,
        shorten(training.learn),
        names=(training.id.replace("-", " "),),
        lead=(training.learn, with_short_names(content, training.audience)),
        body=(*(part.name for part in training.parts), *(words.role_names[role] for role in training.roles)),
        context=(
            *dict.fromkeys(departments),
            *(words.training_topic_names[topic] for topic in training.topics),
            *training.platforms,
            words.step_names[training.step],
            "utbildning kurs",
        ),
        tags=tuple(dict.fromkeys((one.kind, one.level.capitalize()) for one in told(content, training.obligations)))[
            :TAGS
        ],
    )
