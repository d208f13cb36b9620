"""What is left to do on a day, from the data itself: content in, tasks out, in the order they are worked through.

Each says what it is about, what to do, where that is written, who sees to it, and if there are any, its days.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from core.content import Content
from core.models.review import CheckedRecord
from core.models.support import UNKNOWN, Service, SupportLine

TaskKind = Literal["late", "coming", "city", "unknown", "question", "contradiction", "unproofed", "link", "draft"]
TASK_KINDS: tuple[TaskKind, ...] = get_args(TaskKind)


@dataclass(frozen=True)
class Task:
    """One thing to do."""

    kind: TaskKind
    about: str
    do: str
    place: str
    """The file and line."""
    role: str
    planned: datetime.date | None = None
    last: datetime.date | None = None


def tasks(content: Content) -> list[Task]:
    """Give all that is left to do, kind by kind; the checks that are due in the order that they are planned."""
    found = [
        *_checks(content),
        *_city(content),
        *_unknown(content),
        *_questions(content),
        *_unproofed(content),
        *_links(content),
        *_drafts(content),
    ]
    return sorted(found, key=lambda task: TASK_KINDS.index(task.kind))


def number_to_call(content: Content, record: CheckedRecord) -> str | None:
    """Give the number at which to ask: its own, else that of a line it names, else the front desk for the city's own.

    Never one of a line for acute danger: nobody calls 112 to ask whether it is right.
    """
    if isinstance(record, SupportLine):
        return record.phone_text if record.may_be_asked else None
    if isinstance(record, Service):
        lines = [content.support_lines[one] for one in record.lines if one in content.support_lines]
        own = [record.phone_text, *(line.phone_text for line in lines if line.may_be_asked)]
        if known := [one for one in own if one]:
            return known[0]
        if not any(_is_ours(content, one) for one in record.operators):
            return None
    return content.support_lines[content.site.front_desk].phone_text


def may_be_asked(record: CheckedRecord) -> bool:
    """Whether one may call to ask whether a record is right."""
    return not isinstance(record, SupportLine) or record.may_be_asked


def _is_ours(content: Content, organisation_id: str | None) -> bool:
    """Whether an organisation is the owner of the site or a part of it."""
    while organisation_id is not None:
        if organisation_id == content.site.owner:
            return True
        organisation_id = content.organisations[organisation_id].part_of
    return False


def _checks(content: Content) -> Iterator[Task]:
    for one in content.due:
        late = one.reviewed.lapsed(content.day)
        tried = one.reviewed.checks[-1]
        do = "Bekräfta med den som driver det." if not one.reviewed.once_confirmed else "Kontrollera igen."
        if not may_be_asked(one.record):
            do = "Jämför med myndighetens sida. Ring inte dit för att fråga."
        if tried.result == "no_answer":
            do = f"Försök igen: ingen svarade {tried.day}."
        yield Task(
            "late" if late else "coming",
            one.record.name,
            do,
            content.places[one.record.reference],
            one.role,
            one.planned,
            one.reviewed.due,
        )


def _city(content: Content) -> Iterator[Task]:
    """Yield each value that only the city can give and has not given."""
    site = content.site
    values = {
        "address": ("Webbplatsens adress", site.address),
        "message_form": ("Formuläret för synpunkter", site.message_form),
        "supervisor": ("Adressen för anmälan till tillsynen", site.supervisor.address),
        "security_contact": ("Kontakten för säkerhetsfel", site.security_contact),
        "organisation_number": ("Organisationsnumret", site.organisation_number),
        "data_contact": ("Kontakten för öppna data", site.data_contact),
        "repository": ("Var filerna finns", site.repository),
    }
    for key, (about, value) in values.items():
        if value.value is None:
            yield Task("city", about, value.reason or "", content.places[f"site/{key}"], site.review_roles.others)


def _unknown(content: Content) -> Iterator[Task]:
    """Yield, for each record, what nobody knows of it, as the question to ask."""
    for record in content.checked_records:
        asked = {one.key: one.ask for one in content.questions if one.key and one.asks(record)}
        empty = [
            key
            for key in type(record).model_fields
            if getattr(record, key) == UNKNOWN or (key in asked and getattr(record, key) in (None, ()))
        ]
        if empty and record.is_in_use:
            role = content.site.review_roles.of(record.checked_as)
            do = " ".join(asked.get(key, f"{key}?") for key in empty)
            yield Task("unknown", record.name, do, content.places[record.reference], role)


def _questions(content: Content) -> Iterator[Task]:
    """Yield each question that no key holds the answer to, and what the sources say that contradict each other."""
    names = {one.reference: one for one in content.checked_records}
    for question in content.questions:
        if question.key is not None:
            continue
        records = [names[one] for one in question.of if one in names]
        about = ", ".join(one.name for one in records)
        said = " ".join(f"{one.source}: {one.says}" for one in question.sources)
        do = " ".join(
            one for one in (question.ask, said, question.meanwhile and f"Så länge: {question.meanwhile}") if one
        )
        role = content.site.review_roles.of(records[0].checked_as) if records else content.site.review_roles.others
        kind: TaskKind = "contradiction" if question.sources else "question"
        yield Task(kind, about, do, content.places[f"questions/{question.id}"], role)


def _unproofed(content: Content) -> Iterator[Task]:
    """Yield what is written in words that nobody has compared, confirmed or proofread."""
    role = content.site.review_roles.others
    for language in content.languages.values():
        if language.proofread is None:
            do = "Låt någon som kan språket läsa sidorna."
            yield Task("unproofed", language.name, do, content.places[f"languages/{language.id}"], role)
    strategy = content.strategy
    unsure = [goal.name or f"mål {goal.number}" for goal in strategy.goals if goal.wording != "confirmed"]
    unsure += [delmal.name for delmal in strategy.delmal if delmal.wording != "confirmed"]
    for name in unsure:
        do = "Jämför namnet ord för ord med strategin."
        yield Task("unproofed", f"{strategy.name}: {name}", do, content.places[f"strategy/{strategy.id}"], role)
    for term in content.glossary.values():
        if term.basis == "general":
            do = "Låt staden bekräfta förklaringen."
            yield Task("unproofed", term.term, do, content.places[f"glossary/{term.id}"], role)


def _links(content: Content) -> Iterator[Task]:
    for link in content.links.values():
        state = content.link_states.get(link.id)
        if state is not None and state.broken:
            words = content.vocabulary.link_states_by_id[state.verdict].name
            do = f"{words} sedan {state.since}. Byt adress eller ta bort länken."
            yield Task("link", link.title, do, content.places[f"links/{link.id}"], content.site.review_roles.others)


def _drafts(content: Content) -> Iterator[Task]:
    for edition in sorted(content.drafts):
        place = f"data/agreements/{edition}/agreement.yml:1"
        do = "Utkastet gäller inte än. Kör make check och se vad som återstår."
        yield Task("draft", edition, do, place, content.site.review_roles.others)
