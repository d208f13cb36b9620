"""What the start page groups and counts: situations, numbers to call, what there is for staff."""

from __future__ import annotations

from dataclasses import dataclass

from core.content import Content
from core.models.support import HelpStep, Situation, SupportLine


@dataclass(frozen=True)
class Number:
    """A number of the general help card, and the few words under it."""

    line: SupportLine
    words: str
    is_acute: bool
    is_sure: bool
    """Whether it is everybody's own, or whoever answers has confirmed it."""


def start_numbers(content: Content) -> list[Number]:
    """Give the numbers of the help card for all pages: when to call them, or whom they are for, in a few words."""
    return [
        Number(
            content.support_lines[line_id],
            _whom(content.support_lines[line_id]) if step.level == "prata" else _when(step),
            step.level == "akut",
            step.level != "prata" or content.reviewed(content.support_lines[line_id]).once_confirmed,
        )
        for step in content.help_card().steps
        for line_id in step.lines
    ]


def _whom(line: SupportLine) -> str:
    return line.name.replace(" – ", ", ")


def _when(step: HelpStep) -> str:
    """Give the condition of a step: every heading is one action with «om»."""
    return f"om {step.heading.split(' om ', 1)[1]}"


def situation_groups(content: Content) -> list[tuple[str, list[Situation]]]:
    """Give the situations by their groups, each with its name."""
    groups = (
        (group.name, [one for one in content.situations.values() if one.group == group.id])
        for group in content.vocabulary.situation_groups
    )
    return [(name, chosen) for name, chosen in groups if chosen]
