"""The trainings: every training, by department, topic, step and role, and the indicators that count them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core import routes
from core.content import Content
from core.editions import ClauseInContext
from core.models.registers import Organisation
from core.models.trainings import Obligation, Training
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.pages.structured import data_block
from core.pages.support import check_words
from core.text import day_words, first_sentence, lower_first, swedish_order

UNKNOWN = "Vi vet inte ännu"


@dataclass(frozen=True)
class Row:
    """One training for one department and group: a line of the list that a manager prints."""

    training: Training
    obligation: Obligation

    @property
    def src_uri(self) -> str:
        """Give the source of the training's page."""
        return training_uri(self.training)


def training_uri(training: Training) -> str:
    """Give the source of a training's page."""
    return routes.training(training.id)


def training_pages(content: Content, today: datetime.date) -> Iterator[Page]:
    """Yield every page of the trainings as they stand on a day."""
    ordered = ordered_trainings(content)
    words = content.vocabulary
    yield _list_page(content, ordered)
    yield _path_page(content, ordered)
    yield _follow_up_page(content)
    for training in ordered:
        yield _training_page(content, training, today)
    for department in content.departments:
        yield _department_page(content, department)
    for topic, name in words.training_topic_names.items():
        chosen = [training for training in ordered if topic in training.topics]
        if chosen:
            yield _group_page(content, routes.trainings_by_topic(topic), f"Utbildningar om {name.lower()}", chosen)
    for step, name in words.step_names.items():
        chosen = [one for one in ordered if one.step == step and for_staff(content, one)]
        if chosen:
            yield _group_page(content, routes.trainings_by_step(step), name, chosen)


def for_staff(content: Content, training: Training) -> bool:
    """Whether anyone but the public takes it."""
    return set(training.roles) != {content.vocabulary.public_role}


def ordered_trainings(content: Content) -> list[Training]:
    """Give trainings in the order to take them: by step, then by the strongest obligation, then by name."""
    steps, strengths = list(content.vocabulary.step_names), content.vocabulary.strengths
    return sorted(
        content.trainings.values(),
        key=lambda one: (
            steps.index(one.step),
            min((strengths[obligation.level] for obligation in one.obligations), default=len(strengths)),
            swedish_order(one.name),
        ),
    )


def department_rows(content: Content, department_id: str) -> list[Row]:
    """Give what the agreement says of each training for a department, strongest obligation first within each step."""
    steps, strengths = list(content.vocabulary.step_names), content.vocabulary.strengths
    rows = [
        Row(training, obligation)
        for training in content.trainings.values()
        for obligation in training.obligations
        if obligation.department == department_id
    ]
    return sorted(
        rows,
        key=lambda row: (
            steps.index(row.training.step),
            strengths[row.obligation.level],
            swedish_order(row.training.name),
        ),
    )


def level_words(content: Content, obligations: Iterable[Obligation]) -> list[str]:
    """Say which level holds in which departments, the strongest first, such as `Erbjuds: Socialförvaltningen`.

    A group that is a part of the staff stands after them, so that nothing seems to hold for more than it does.
    """
    where: dict[tuple[str, str], list[str]] = {}
    words = content.vocabulary
    for one in sorted(obligations, key=lambda one: words.strengths[one.level]):
        group = "" if one.group in words.whole_staff else f" ({one.group})"
        where.setdefault((one.level, group), []).append(content.organisations[one.department].name)
    every = len(content.departments)
    return [
        f"{level.capitalize()}: {'Alla förvaltningar' if len(names) == every else ', '.join(names)}{group}"
        for (level, group), names in where.items()
    ]


def _list_page(content: Content, trainings: list[Training]) -> Page:
    head = PageHead(
        src_uri=routes.TRAININGS,
        title="Utbildningar",
        description=f"{len(trainings)} utbildningar om psykisk hälsa: vad du lär dig, vem de är för och vad som krävs.",
        data_path="data/README.md",
        meta={"script": "filter"},
    )
    words = content.vocabulary
    used_topics = {
        topic: name
        for topic, name in words.training_topic_names.items()
        if any(topic in one.topics for one in trainings)
    }
    staffs = {one.step for one in trainings if for_staff(content, one)}
    used_steps = {step: name for step, name in words.step_names.items() if step in staffs}
    used_levels = [
        level for level in words.strengths if any(one.level == level for item in trainings for one in item.obligations)
    ]
    platforms = sorted({platform for one in trainings for platform in one.platforms}, key=swedish_order)
    filters = [
        ("forvaltning", "Förvaltning", [(one.id, one.name) for one in content.departments]),
        ("roll", "Roll", list(words.role_names.items())),
        ("krav", "Vad som krävs", [(_slug(level), level.capitalize()) for level in used_levels]),
        ("amne", "Ämne", list(used_topics.items())),
        ("plattform", "Var", [(_slug(platform), platform) for platform in platforms]),
        ("tid", "Tid", [("hogst-60", "Högst 60 minuter"), ("okand", "Vi vet inte ännu")]),
        ("oppen", "Öppen för", [("allmanhet", "Allmänheten"), ("medarbetare", "Medarbetare")]),
    ]
    listed = [
        (training, _filter_values(content, training), level_words(content, training.obligations))
        for training in trainings
    ]
    return render_page(content, head, "trainings", listed=listed, filters=filters, steps=used_steps, topics=used_topics)


def _filter_values(content: Content, training: Training) -> dict[str, str]:
    """Give the values that the filters look at, by filter, as words with blanks between.

    Department, role and level belong together: `rader` holds what each obligation says, with `;` between, so that one
    department's demand is never taken for another's. The first says for whom the training is, whatever the department.
    """
    rows = [
        [one.department, _slug(one.level), *content.vocabulary.roles_held(one.roles)] for one in training.obligations
    ]
    return {
        "rader": ";".join(" ".join(row) for row in [content.vocabulary.roles_held(training.roles), *rows]),
        "amne": " ".join(training.topics),
        "plattform": " ".join(_slug(platform) for platform in training.platforms),
        "tid": "okand" if training.minutes is None else "hogst-60" if training.minutes <= 60 else "langre",  # noqa: PLR2004
        "oppen": "allmanhet" if training.open_to_public else "medarbetare",
    }


def _slug(text: str) -> str:
    """Give text as one word for a filter."""
    plain = text.lower().translate(str.maketrans("åäö", "aao"))
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def _training_page(content: Content, training: Training, today: datetime.date) -> Page:
    head = PageHead(
        src_uri=training_uri(training),
        title=training.name,
        description=f"Utbildning: {first_sentence(training.learn)}.",
        data_path=f"data/trainings/{training.id}.yml",
        prose=tuple(text for text in (training.learn, training.format, training.remark) if text and text != "unknown"),
        reading_kind="training",
    )
    clauses = content.cited(training.clauses)
    counted = content.cited(training.indicators)
    return render_page(
        content,
        head,
        "training",
        training=training,
        unknown=UNKNOWN,
        access=content.vocabulary.training_access_names[training.access],
        step=content.vocabulary.step_names[training.step],
        for_staff=for_staff(content, training),
        topics=[(topic, content.vocabulary.training_topic_names[topic]) for topic in training.topics],
        clauses=clauses,
        counted=counted,
        checked=check_words(content, training.checked, content.site.review_days.trainings, today),
        structured=_course_data(content, training),
    )


def _department_page(content: Content, department: Organisation) -> Page:
    name = lower_first(department.name)
    head = PageHead(
        src_uri=routes.trainings_by_department(department.id),
        title=f"Utbildningar på {name}",
        description=f"Vilka utbildningar som krävs och erbjuds på {name}, i den ordning du kan ta dem.",
        data_path="data/organisations.yml",
    )
    rows = department_rows(content, department.id)
    words = content.vocabulary
    groups = [
        (heading, [row for row in rows if row.training.step == step]) for step, heading in words.step_names.items()
    ]
    days = [one.checked.date for one in content.trainings.values()]
    return render_page(
        content,
        head,
        "training_department",
        department=department,
        name=name,
        checked=day_words(min(days)) if days else None,
        demanded=[row for row in rows if row.obligation.level in words.demands],
        groups=[one for one in groups if one[1]],
    )


def _group_page(content: Content, src_uri: str, title: str, trainings: list[Training]) -> Page:
    head = PageHead(
        src_uri=src_uri,
        title=title,
        description=f"{title}: {len(trainings)} utbildningar i överenskommelsen.",
        data_path="data/README.md",
    )
    return render_page(content, head, "training_group", title=title, trainings=trainings)


def _path_page(content: Content, trainings: list[Training]) -> Page:
    head = PageHead(
        src_uri=routes.training_path(),
        title="Min väg",
        description="Välj din roll och se vilka utbildningar som är för dig, i den ordning du kan ta dem.",
        data_path="data/README.md",
    )
    paths: list[tuple[str, str, list[tuple[str, list[tuple[Training, list[str]]]]]]] = []
    words = content.vocabulary
    for role, name in words.role_names.items():
        mine = [
            (
                training,
                level_words(
                    content, [one for one in training.obligations if role in content.vocabulary.roles_held(one.roles)]
                ),
            )
            for training in trainings
            if role in content.vocabulary.roles_held(training.roles)
        ]
        if role == words.public_role:
            steps = [("Öppna för allmänheten", mine)]
        else:
            steps = [
                (heading, [one for one in mine if one[0].step == step]) for step, heading in words.step_names.items()
            ]
        if mine:
            paths.append((role, name, [one for one in steps if one[1]]))
    return render_page(content, head, "training_paths", paths=paths)


def _follow_up_page(content: Content) -> Page:
    head = PageHead(
        src_uri=routes.training_follow_up(),
        title="Uppföljning av utbildningar",
        description="Vilken indikator som räknar vilken utbildning.",
        data_path="data/README.md",
    )
    rows: list[tuple[ClauseInContext, list[Training]]] = []
    for citation, clause in {**content.clauses, **content.struck}.items():
        counted = [one for one in content.trainings_by_clause.get(citation, ()) if citation in one.indicators]
        if counted:
            rows.append((clause, counted))
    uncounted = [one for one in ordered_trainings(content) if not one.indicators]
    return render_page(content, head, "training_follow_up", rows=rows, uncounted=uncounted)


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
