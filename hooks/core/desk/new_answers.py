"""What is wrong with an answer on a new record: said at once, as the whole check would say it of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from core.content import Content
from core.desk.new_records import Kind, Question
from core.messages import Said, _
from core.models.agreement import Citation, Section
from core.models.common import Record
from core.models.registers import Link, Term
from core.models.support import UNKNOWN, Service, SupportLine, hours_fault, international, written_spans
from core.models.trainings import Training
from core.review import DOCUMENT
from core.rules.link_words import fault_of_words
from core.rules.quotes import stands_in
from core.rules.wording import faults_in


def fault_of(kind: Kind, key: str, value: Any) -> Said | str | None:
    """Say what is wrong with one value of a record, or None."""
    field = kind.model.model_fields[key]
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, field])  # type: ignore[arg-type]
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        return error.errors()[0]["msg"]
    return None


def fault_of_answer(kind: Kind, content: Content, answers: Mapping[str, Any], key: str, value: Any) -> str | None:
    """Say at once what the whole check would say of an answer beside those before it, or None."""
    if key == "phone_text":
        return fault_of(kind, key, value) or fault_of(kind, "phone", international(value))
    own = None if key == "introduction" else fault_of(kind, key, value)
    if own is not None:
        return own
    texts = value if isinstance(value, list) else [value]
    if key not in _NO_WORDS and (faults := [said for one in texts for said in faults_in(str(one))]):
        return "\n".join(faults)
    beside = _BESIDE.get(key)
    return beside(kind, content, answers, value) if beside else None


_NO_WORDS = frozenset({"id", "url", "phone_text", "opening_hours", "ages", "quotes", "full_form", "page", "minutes"})
"""Answers that are no words of ours."""


def _id_fault(kind: Kind, content: Content, answers: Mapping[str, Any], value: str) -> Said | None:
    registers: Mapping[type[Record], Mapping[str, Any]] = {
        Link: content.links,
        SupportLine: content.support_lines,
        Term: content.glossary,
        Service: content.services,
        Training: content.trainings,
        Section: content.current.by_id,
    }
    if value in registers[kind.model]:
        return _("'{id}' is there already; choose another id", id=value)
    exposed = kind.model is Service and content.vocabulary.is_exposed(answers.get("topics", ()))
    if exposed and content.vocabulary.id_tells(value):
        return _("id '{id}' tells what an exposed page is about; choose a neutral one, such as trygghet-…", id=value)
    return None


def _neutral_fault(_kind: Kind, content: Content, _answers: Mapping[str, Any], value: str) -> Said | None:
    if content.vocabulary.tells(value):
        return _(
            "neutral_title '{neutral_title}' tells what the page is about; choose other words", neutral_title=value
        )
    return None


def _url_fault(_kind: Kind, content: Content, _answers: Mapping[str, Any], value: str) -> Said | None:
    known = next((one.id for one in content.links.values() if one.url.rstrip("/") == value.rstrip("/")), None)
    return _("the address is that of the link '{id}' already; use that", id=known) if known else None


def _title_fault(kind: Kind, _content: Content, _answers: Mapping[str, Any], value: str) -> Said | None:
    return fault_of_words(value) if kind.model is Link else None


def _forms_fault(_kind: Kind, content: Content, _answers: Mapping[str, Any], value: Sequence[str]) -> Said | None:
    known = {form.casefold(): term.id for term in content.glossary.values() for form in term.forms}
    taken = next((one for one in value if one.casefold() in known), None)
    if taken is None:
        return None
    return _("the form '{form}' is already explained by '{id}'; leave it out", form=taken, id=known[taken.casefold()])


def _quotes_fault(_kind: Kind, content: Content, answers: Mapping[str, Any], value: Sequence[str]) -> Said | None:
    """Say which words stand in nothing that is cited, or which clause holds none of them."""
    texts = {one: _words_around(content, Citation.parse(one)) for one in answers.get("clauses", ())}
    for one in answers.get("sections", ()):
        section = content.current.by_id[one]
        texts[one] = " ".join([section.section.title, section.section.summary, *section.texts()])
    for quote in value:
        if not any(stands_in(quote, text) for text in texts.values()):
            return _(
                "'{quote}' stands in nothing that is cited; quote words that stand there, or correct the clauses",
                quote=quote,
            )
    for citation in answers.get("clauses", ()):
        if not any(stands_in(quote, texts[citation]) for quote in value):
            return _(
                "'{citation}' holds none of the words in quotes; quote how it names this, or cite another",
                citation=citation,
            )
    return None


def _words_around(content: Content, citation: Citation) -> str:
    """Give the words of a clause with what it is a part of; the whole check looks closer."""
    for listed in content.current.by_id[citation.section].lists:
        for clause in listed.clauses:
            if any(one.citation == citation for one in clause.walk()):
                return " ".join(text for part in clause.walk() for text in part.texts())
    return ""


_BESIDE: Mapping[str, Callable[[Kind, Content, Mapping[str, Any], Any], Said | None]] = {
    "id": _id_fault,
    "neutral_title": _neutral_fault,
    "url": _url_fault,
    "title": _title_fault,
    "forms": _forms_fault,
    "quotes": _quotes_fault,
    "hours": lambda _kind, _content, answers, value: hours_fault(answers.get("opening_hours", UNKNOWN), value),
    "opening_hours": lambda _kind, _content, answers, value: hours_fault(value, answers.get("hours", UNKNOWN)),
}


def is_needed(kind: Kind, content: Content, answers: Mapping[str, Any], question: Question) -> bool:
    """Whether a question must be answered, by itself or after the answers before it."""
    return (
        question.must
        or (question.key == "neutral_title" and content.vocabulary.is_exposed(answers.get("topics", ())))
        or (question.key == "hours" and "opening_hours" in answers)
        or (question.key == "opening_hours" and bool(written_spans(str(answers.get("hours", "")))))
        or (question.key == "status_note" and answers.get("status") == "planned")
        or (question.key == "quotes" and bool(answers.get("clauses")))
        or (question.key == "situations" and kind.model is SupportLine and answers.get("level") != "akut")
    )


def clause_levels(content: Content, *, named: bool) -> list[str]:
    """Give the levels of an obligation: those of the agreement where it names the training, else who recommends."""
    kinds = content.vocabulary.level_kinds
    return [level for level, kind in kinds.items() if (kind == "recommended") != named]


def ways_to_check(kind: Kind, content: Content, answers: Mapping[str, Any]) -> dict[str, str]:
    """Give how a new record can have been checked: against the agreement only where that names it.

    Where neither that nor a web page is given, the first is none.
    """
    named = kind.model is not SupportLine and any(answers.get(key) for key in ("clauses", "sections", "indicators"))
    seen = named or any(answers.get(key) for key in ("links", "page"))
    ways: dict[str, str] = {one.id: one.name for one in content.vocabulary.checks if named or one.id != DOCUMENT}
    return ways if seen else {"": str(_("choose one of these")), **ways}
