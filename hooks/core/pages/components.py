"""The page that shows every component of the look with the site's data, from the templates that pages are made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from core import routes
from core.content import Content
from core.desk.tasks import tasks
from core.editions import SectionInContext
from core.obligations import Demands, asks, demands
from core.pages.agreement import named_parts, section_parts
from core.pages.course import training_parts
from core.pages.markdown_page import Page
from core.pages.overview import counted
from core.pages.rendering import PageHead, render_page
from core.pages.start import situation_groups, start_numbers
from core.pages.support import group_services, instead_of, lines_in_full, list_services, service_body
from core.standing import standing_words

STOPPED: dict[str, Any] = {"until": "open", "status_note": "Här står varför.", "reason": "Här står varför."}
"""What is told of something that is paused or has closed, where nothing of the data is."""


def components_page(content: Content, today: datetime.date) -> Iterator[Page]:
    """Yield the page; who changes a template or a style sees all of it there, and so do the tests."""
    listed = list_services(content)
    shown = max(listed, key=lambda one: (bool(one.ages), len(one.service.links), bool(one.service.situations)))
    lines = list(content.lines_in_use)
    paused = {"status": "paused", **STOPPED}
    closed = {"status": "closed", "since": today, "instead": (lines[0].id,), **STOPPED}
    stopped = [lines[-1].model_copy(update=paused), lines[-2].model_copy(update=closed)]
    section = _section(content)
    head = PageHead(
        src_uri=routes.COMPONENTS,
        title="Så ser delarna ut",
        description="Webbplatsens delar med uppgifter från sidorna, för den som sköter webbplatsen.",
        data_path="data/README.md",
        in_search=False,
        meta={"unlisted": True, "script": "clauses"},
    )
    yield render_page(
        content,
        head,
        "components",
        numbers=start_numbers(content),
        situations=situation_groups(content),
        lines=lines_in_full(content, [*lines[:-2][:3], *stopped], today),
        counted=counted(content.current),
        demanded=sum(asks(content, one, "demand") for one in content.trainings_listed),
        groups=group_services(content, listed)[:2],
        body=service_body(content, shown.service, today),
        instead=instead_of(content, stopped[1]),
        standing=[standing_words(shown.service.model_copy(update=one), today) for one in (paused, closed)],
        levels={one.kind: one.name for one in reversed(content.vocabulary.levels)},
        box=_demanding(content),
        training=_training(content, today),
        section=section_parts(content, content.current, section),
        neighbours=(content.current.sections[0].section, content.current.sections[-1].section),
        parts=named_parts(content.current, lambda _: True)[:1],
        tasks=tasks(content)[:2],
        requirements=content.requirements.parts[0],
    )


def _section(content: Content) -> SectionInContext:
    """Give the shortest section that has most of what a section can have."""
    ranked = ((len({one.record.kind for one in section.lists}), section) for section in content.current.sections)
    return max(ranked, key=lambda one: (min(one[0], 2), -len([*one[1].walk()])))[1]


def _demanding(content: Content) -> Demands | None:
    """Give what a department demands and does without a word of demand, or the most of it that any does."""
    boxes = [demands(content, one) for one in content.departments]
    return max(boxes, key=lambda one: (bool(one.demanded), bool(one.ongoing)), default=None)


def _training(content: Content, today: datetime.date) -> dict[str, Any] | None:
    """Give the parts of a training of which much is told."""
    trainings = [one for one in content.trainings_listed if not one.is_closed]
    chosen = max(trainings, key=lambda one: (bool(one.obligations), bool(one.links)), default=None)
    return training_parts(content, chosen, today) if chosen else None
