"""The trainings: every training, by department, topic, step and role, and the indicators that count them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core import routes
from core.content import Content
from core.editions import ClauseInContext
from core.models.registers import Organisation
from core.models.trainings import Training
from core.obligations import Told, asks, demands, for_staff, ordered_trainings, role_obligations, told
from core.pages.course import training_page
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.text import day_words, lower_first, number_words, swedish_order


@dataclass(frozen=True)
class Listed:
    """A training in a list: what is said of it, what the filter looks at, and the first facts."""

    training: Training
    told: list[Told]
    facts: str
    values: Mapping[str, str]
    wordings: tuple[str, ...] = ()
    """The document's words."""

    @property
    def src_uri(self) -> str:
        """Give the source of the training's page."""
        return routes.training(self.training.id)


@dataclass(frozen=True)
class Compared(Listed):
    """A training in the table of departments: what is said for each of them, or for all the same."""

    cells: tuple[tuple[Organisation, list[Told]], ...] = ()

    @property
    def same(self) -> bool:
        """Whether all departments say the same."""
        return all(one.everywhere for one in self.told)


def training_pages(content: Content, today: datetime.date) -> Iterator[Page]:
    """Yield every page of the trainings as they stand on a day."""
    ordered = ordered_trainings(content)
    words = content.vocabulary
    yield _list_page(content, ordered)
    yield _path_page(content, ordered)
    yield _follow_up_page(content)
    for training in (*ordered, *(one for one in content.trainings.values() if one.is_closed)):
        yield training_page(content, training, today)
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


def _facts(content: Content, training: Training) -> str:
    time = [training.time] if training.time != "unknown" else []
    both = ["öppen också för allmänheten"] if training.open_to_public and for_staff(content, training) else []
    return " · ".join([*training.platforms, *time, *both])


def _listed(content: Content, training: Training, *, role: str | None = None) -> Listed:
    """Give a training for a list; with a role, what is said of it for that one."""
    obligations = training.obligations if role is None else role_obligations(content, training, role)
    return Listed(training, told(content, obligations), _facts(content, training), _filter_values(content, training))


def _compared(content: Content, training: Training) -> Compared:
    cells = tuple(
        (department, told(content, [one for one in training.obligations if one.department == department.id]))
        for department in content.departments
    )
    return Compared(**vars(_listed(content, training)), cells=cells)


def _list_page(content: Content, trainings: list[Training]) -> Page:
    head = PageHead(
        src_uri=routes.TRAININGS,
        title="Utbildningar",
        description=f"{len(trainings)} utbildningar om psykisk hälsa: vad som krävs, vad som erbjuds och var de finns.",
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
    bound = [one for one in trainings if one.obligations and one.in_agreement]
    demanded = [one for one in bound if asks(content, one, "demand")]
    planned = [one for one in bound if all(words.level_kinds[said.level] == "planned" for said in one.obligations)]
    tables = [
        ("kravs", "Krav för någon grupp", demanded),
        ("finns", "Erbjuds eller finns att gå", [one for one in bound if one not in demanded and one not in planned]),
        ("planeras", "Planeras", planned),
    ]
    bare = [one for one in trainings if _is_unbound(content, one)]
    # A box for each department, those that demand something first.
    boxes = [demands(content, department) for department in content.departments]
    return render_page(
        content,
        head,
        "trainings",
        named=sum(one.in_agreement for one in trainings),
        outside=sum(not one.in_agreement for one in trainings),
        unread=len(content.unread),
        number={0: "Ingen", 1: "En"}.get(len(demanded), number_words(len(demanded)).capitalize()),
        boxes=[one for one in boxes if one.demanded] + [one for one in boxes if not one.demanded],
        departments=[("forvaltning", "Förvaltning", [(one.id, one.name) for one in content.departments])],
        filters=[
            ("roll", "Roll", list(words.role_names.items())),
            ("krav", "Vad som gäller", [(_slug(level), level.capitalize()) for level in used_levels]),
            ("amne", "Ämne", list(used_topics.items())),
            ("plattform", "Var", [(_slug(platform), platform) for platform in platforms]),
            ("tid", "Tid", [("hogst-60", "Högst 60 minuter"), ("okand", "Vi vet inte ännu")]),
        ],
        tables=[(key, heading, [_compared(content, one) for one in some]) for key, heading, some in tables if some],
        lists=[
            (key, heading, [_listed(content, one) for one in some])
            for key, heading, some in (
                ("olasta", "Vi har inte läst än vad som gäller", [one for one in bare if one.id in content.unread]),
                ("utan", "Nämns utan förvaltning", [one for one in bare if one.id not in content.unread]),
                ("utanfor", "Utanför överenskommelsen", [one for one in trainings if _is_outside(content, one)]),
                ("invanare", "För invånare", [one for one in trainings if not for_staff(content, one)]),
            )
            if some
        ],
        steps=used_steps,
        topics=used_topics,
    )


def _is_unbound(content: Content, training: Training) -> bool:
    return for_staff(content, training) and training.in_agreement and not training.obligations


def _is_outside(content: Content, training: Training) -> bool:
    return for_staff(content, training) and not training.in_agreement


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
    }


def _slug(text: str) -> str:
    """Give text as one word for a filter."""
    plain = text.lower().translate(str.maketrans("åäö", "aao"))
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def _department_page(content: Content, department: Organisation) -> Page:
    name = lower_first(department.name)
    head = PageHead(
        src_uri=routes.trainings_by_department(department.id),
        title=f"Utbildningar på {name}",
        description=f"Vilka utbildningar som krävs och erbjuds på {name}, i den ordning du kan ta dem.",
        data_path="data/organisations.yml",
    )
    mine = [_mine(content, training, department) for training in ordered_trainings(content)]
    days = [content.reviewed(one).last.day for one in content.trainings_listed]
    return render_page(
        content,
        head,
        "training_department",
        department=department,
        name=name,
        checked=day_words(min(days)) if days else None,
        compared=content.in_force_on(min(days, default=content.day)).name,
        box=demands(content, department),
        groups=_by_step(content, [one for one in mine if one.told]),
    )


def _mine(content: Content, training: Training, department: Organisation) -> Listed:
    """Give a training with what is said of it for one department."""
    obligations = [one for one in training.obligations if one.department == department.id]
    wordings = tuple(dict.fromkeys(one.wording for one in obligations if one.wording))
    return Listed(training, told(content, obligations), _facts(content, training), {}, wordings)


def _by_step(content: Content, listed: list[Listed]) -> list[tuple[str, list[Listed]]]:
    """Give trainings under the steps that have any, the strongest level first in each."""
    strengths = content.vocabulary.strengths

    def order(one: Listed) -> tuple[int, tuple[str, str]]:
        return strengths[one.told[0].level] if one.told else len(strengths), swedish_order(one.training.name)

    groups = [
        (heading, sorted((one for one in listed if one.training.step == step), key=order))
        for step, heading in content.vocabulary.step_names.items()
    ]
    return [one for one in groups if one[1]]


def _group_page(content: Content, src_uri: str, title: str, trainings: list[Training]) -> Page:
    head = PageHead(
        src_uri=src_uri,
        title=title,
        description=f"{title}: {len(trainings)} utbildningar"
        f"{' i överenskommelsen' if all(one.in_agreement for one in trainings) else ''}.",
        data_path="data/README.md",
    )
    return render_page(
        content, head, "training_group", title=title, listed=[_listed(content, one) for one in trainings]
    )


def _path_page(content: Content, trainings: list[Training]) -> Page:
    head = PageHead(
        src_uri=routes.training_path(),
        title="Min väg",
        description="Välj din roll och se vilka utbildningar som är för dig, i den ordning du kan ta dem.",
        data_path="data/README.md",
    )
    return render_page(
        content,
        head,
        "training_paths",
        ways=[_way(content, trainings, role) for role in content.vocabulary.role_names],
        staff=content.vocabulary.staff_role,
        public=content.vocabulary.public_role,
    )


@dataclass(frozen=True)
class Way:
    """The trainings of a role: what is demanded of it somewhere, then the rest by step."""

    role: str
    name: str
    demanded: list[Listed]
    steps: list[tuple[str, list[Listed]]]


def _way(content: Content, trainings: list[Training], role: str) -> Way:
    """Give the way of a role; what holds for all of the staff is told once, under their own."""
    words = content.vocabulary
    mine = [_listed(content, one, role=role) for one in trainings if role in one.roles]
    if role not in {words.staff_role, words.public_role}:
        mine = [one for one in mine if one.told or words.staff_role not in one.training.roles]
    demanded = [one for one in mine if any(said.kind == "demand" for said in one.told)]
    rest = [one for one in mine if one not in demanded]
    steps = [("", rest)] if role == words.public_role and rest else _by_step(content, rest)
    return Way(role, words.role_names[role], demanded, steps)


def _follow_up_page(content: Content) -> Page:
    head = PageHead(
        src_uri=routes.training_follow_up(),
        title="Uppföljning av utbildningar",
        description="Vilken indikator som räknar vilken utbildning.",
        data_path="data/README.md",
    )
    rows: list[tuple[ClauseInContext, list[Training]]] = []
    for citation, clause in {**content.clauses, **content.struck}.items():
        counted = [
            one
            for one in content.trainings_by_clause.get(citation, ())
            if citation in one.indicators and not one.is_closed
        ]
        if counted:
            rows.append((clause, counted))
    uncounted = [one for one in ordered_trainings(content) if one.in_agreement and not one.indicators]
    return render_page(content, head, "training_follow_up", rows=rows, uncounted=uncounted)
