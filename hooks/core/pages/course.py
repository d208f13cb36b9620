"""The page of one training."""

from __future__ import annotations

import datetime
from typing import Any

from core import routes
from core.content import Content
from core.models.trainings import Obligation, Training
from core.obligations import for_staff, place_of, told
from core.pages.doubts import checked_words, unknown_words
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.pages.structured import data_block
from core.pages.support import instead_of
from core.standing import standing_words
from core.text import first_sentence, lower_first

# What a reader may want to know of a training, in the order it is told; the name of what is not known stands in a line.
FACTS = (
    ("format", "Form", "form"),
    ("time", "Tid", "hur lång tid den tar"),
    ("sign_up", "Anmälan", "anmälan"),
    ("cost", "Kostnad", "kostnad"),
    ("provider", "Vem som står bakom", "vem som står bakom"),
)
ACCESS_UNKNOWN = "om du behöver logga in"
PLACE_UNKNOWN = "var den finns"


def training_page(content: Content, training: Training, today: datetime.date) -> Page:
    """Give the page of a training as it stands on a day."""
    head = PageHead(
        src_uri=routes.training(training.id),
        title=training.name,
        description=f"{training.name} ges inte längre." if training.is_closed else _described(training),
        data_path=f"data/trainings/{training.id}.yml",
        prose=tuple(text for text in (training.learn, training.format, training.remark) if text and text != "unknown"),
        reading_kind="training",
    )
    return render_page(
        content,
        head,
        "training",
        structured="" if training.is_closed else _course_data(content, training),
        **training_parts(content, training, today),
    )


def training_parts(content: Content, training: Training, today: datetime.date) -> dict[str, Any]:
    """Give what the page of a training shows of it on a day."""
    courses = {part.link for part in training.parts}
    links = [one for one in training.links if one not in courses]
    return {
        "training": training,
        "levels": told(content, training.obligations),
        "unread": [lower_first(content.organisations[one].name) for one in content.unread.get(training.id, ())],
        "quotes": _quotes(content, training),
        "ways": [(link_id, place_of(content, training, link_id)) for link_id in links],
        "facts": [(name, getattr(training, key)) for key, name, _ in FACTS if getattr(training, key) != "unknown"],
        "unknown": unknown_words(_unknown(training)),
        "access": "" if training.access == "unknown" else content.vocabulary.training_access_names[training.access],
        "step": content.vocabulary.step_names[training.step],
        "for_staff": for_staff(content, training),
        "topics": [(topic, content.vocabulary.training_topic_names[topic]) for topic in training.topics],
        "cited": content.cited(training.clauses),
        "counted": content.cited(training.indicators),
        "checked": str(checked_words(content, [training], today)),
        "standing": standing_words(training, today),
        "instead": instead_of(content, training),
    }


def _described(training: Training) -> str:
    return f"Utbildning: {first_sentence(training.learn)}."


def _unknown(training: Training) -> list[str]:
    """Give the names of what is not known."""
    missing = [] if training.platforms else [PLACE_UNKNOWN]
    missing += [ACCESS_UNKNOWN] if training.access == "unknown" else []
    return missing + [name for key, _, name in FACTS if getattr(training, key) == "unknown"]


def _quotes(content: Content, training: Training) -> list[tuple[Obligation, list[str]]]:
    """Give what the document says word for word, the strongest first, each sentence once with its departments."""
    found: dict[tuple[str, str | None, str, str], tuple[Obligation, list[str]]] = {}
    quoted = (one for one in training.obligations if one.clause is not None)
    for one in sorted(quoted, key=lambda one: content.vocabulary.strengths[one.level]):
        key = (one.level, one.wording, one.group, str(one.clause))
        found.setdefault(key, (one, []))[1].append(one.department)
    return list(found.values())


def _course_data(content: Content, training: Training) -> str:
    """Give a training as a schema.org `Course` in JSON-LD: only what stands in the data, and no instances."""
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": training.name,
        "description": " ".join(training.learn.split()),
        "about": [content.vocabulary.training_topic_names[topic] for topic in training.topics],
        "audience": {"@type": "Audience", "audienceType": training.audience},
        "inLanguage": "sv",
    }
    if training.provider != "unknown":
        described["provider"] = {"@type": "Organization", "name": training.provider}
    if training.minutes is not None:
        described["timeRequired"] = f"PT{training.minutes}M"
    if training.links:
        described["url"] = content.links[training.links[0]].url
    if training.parts:
        described["hasPart"] = [{"@type": "Course", "name": part.name} for part in training.parts]
    return data_block(described)
