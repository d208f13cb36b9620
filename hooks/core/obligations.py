"""What the agreement says of trainings, in the order that readers meet it: by training, department and role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.content import Content
from core.models.registers import Organisation
from core.models.trainings import Obligation, Training
from core.models.vocabulary import LevelKind, Vocabulary
from core.text import swedish_order, upper_first


@dataclass(frozen=True)
class Row:
    """One training for one department and group."""

    training: Training
    obligation: Obligation


@dataclass(frozen=True)
class Told:
    """One level for one group: the departments where it holds, and what it asks."""

    level: str
    kind: LevelKind
    group: str
    part: bool
    """Whether the group is only a part of the staff: then it is always said, so that nothing seems to hold for more."""
    departments: tuple[Organisation, ...]
    everywhere: bool
    """Whether it holds in every department."""
    by: str = ""
    """Who recommends it, where the agreement does not name it."""

    @property
    def tag(self) -> str:
        """Give the level as its tag says it, with who recommends."""
        return upper_first(f"{self.level} av {self.by}" if self.by else self.level)


def for_staff(content: Content, training: Training) -> bool:
    """Whether anyone but the public takes it."""
    return set(training.roles) != {content.vocabulary.public_role}


def ordered_trainings(content: Content) -> list[Training]:
    """Give trainings in the order to take them: by step, then by the strongest obligation, then by name."""
    return sorted(content.trainings_listed, key=lambda one: _order(content, one, one.obligations))


def department_rows(content: Content, department_id: str) -> list[Row]:
    """Give what the agreement says of each training for a department, strongest obligation first within each step."""
    rows = [
        Row(training, obligation)
        for training in content.trainings_listed
        for obligation in training.obligations
        if obligation.department == department_id
    ]
    return sorted(rows, key=lambda row: _order(content, row.training, [row.obligation]))


def _order(content: Content, training: Training, obligations: Iterable[Obligation]) -> tuple[int, int, tuple[str, str]]:
    steps, strengths = list(content.vocabulary.step_names), content.vocabulary.strengths
    strongest = min((strengths[one.level] for one in obligations), default=len(strengths))
    return steps.index(training.step), strongest, swedish_order(training.name)


def told(content: Content, obligations: Iterable[Obligation]) -> list[Told]:
    """Give each level and group once with the departments where they hold, the strongest level first."""
    words = content.vocabulary
    where: dict[tuple[str, str, str], list[Organisation]] = {}
    for one in sorted(obligations, key=lambda one: words.strengths[one.level]):
        # What leaves nobody out is one group, whatever the document calls it.
        by = content.organisations[one.by].name if one.by else ""
        alike = (
            name for level, name, who in where if (level, who) == (one.level, by) and _same(words, name, one.group)
        )
        where.setdefault((one.level, next(alike, one.group), by), []).append(content.organisations[one.department])
    return [
        Told(
            level=level,
            kind=words.level_kinds[level],
            group=group,
            part=group not in words.whole_staff,
            departments=tuple(departments),
            everywhere=len(departments) == len(content.departments),
            by=by,
        )
        for (level, group, by), departments in where.items()
    ]


def _same(words: Vocabulary, group: str, other: str) -> bool:
    return group == other or {group, other} <= set(words.whole_staff)


def asks(content: Content, training: Training, kind: LevelKind) -> bool:
    """Whether the agreement says something of a kind of a training for any department."""
    return any(content.vocabulary.level_kinds[one.level] == kind for one in training.obligations)


def role_obligations(content: Content, training: Training, role: str) -> list[Obligation]:
    """Give the obligations that name a role; those for all of the staff are told once, under that role."""
    staff = content.vocabulary.staff_role
    return [one for one in training.obligations if role in one.roles and (role == staff or staff not in one.roles)]


def place_of(content: Content, training: Training, link_id: str) -> str:
    """Name where a link leads: the training's only place, or the host where it has several."""
    if len(training.platforms) == 1:
        return training.platforms[0]
    return (urlsplit(content.links[link_id].url).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class Demands:
    """What a department demands, and what it does without a word of demand, each with its trainings."""

    department: Organisation
    demanded: list[tuple[Training, list[Told]]]
    ongoing: list[tuple[Training, list[Told]]]
    unread: list[Training]
    """Of which nobody has read yet what the edition in force says."""


def demands(content: Content, department: Organisation) -> Demands:
    """Give what the agreement demands of trainings in a department, each training once."""

    def of(kind: str) -> list[tuple[Training, list[Told]]]:
        found: dict[str, tuple[Training, list[Told]]] = {}
        for row in department_rows(content, department.id):
            if words.level_kinds[row.obligation.level] == kind:
                found.setdefault(row.training.id, (row.training, []))[1].extend(told(content, [row.obligation]))
        return list(found.values())

    words = content.vocabulary
    unread = [one for one in ordered_trainings(content) if department.id in content.unread.get(one.id, ())]
    return Demands(department, of("demand"), of("ongoing"), unread)
