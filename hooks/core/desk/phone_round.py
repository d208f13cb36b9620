"""The phone round: what to ask of a record, whom to call, and what an answer changes. Texts in, texts out.

An answer is one line more in the log, and of the record only the lines whose values are others.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.content import Content
from core.desk.new_records import ages_of
from core.desk.record_text import add_record, change_record, folded, in_one_line, remove_record
from core.load import load_records
from core.models.review import Check, CheckedRecord, Question, Result
from core.models.support import UNKNOWN, Ages, SupportLine, international
from core.rules.review import CHECKS
from core.source import parse_document

QUESTIONS = "data/questions.yml"
NUMBER, SHOWN_NUMBER = "phone", "phone_text"
_NONE = ""
_BETWEEN = "; "
"""How the parts of a list are written in one line of text."""


@dataclass(frozen=True)
class Asked:
    """A question to put: of a key with the value that stands, or of something that no key holds."""

    question: Question
    stands: str

    @property
    def is_open(self) -> bool:
        """Whether nothing is known yet."""
        return self.question.key is None or self.stands in {_NONE, UNKNOWN}


@dataclass
class Answer:
    """What came of one call: the new value of each key as it was typed, and what was said to other questions."""

    result: Result
    values: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """By the id of a question that no key holds the answer to."""
    next_try: datetime.date | None = None
    others: dict[str, Any] = field(default_factory=dict)
    """What else the record then says, as it is written in the file."""


def questions_for(content: Content, record: CheckedRecord) -> list[Asked]:
    """Give what to ask of a record: what nobody knows first, then what only needs to be confirmed."""
    asked = [Asked(one, _stands(record, one.key)) for one in content.questions if one.asks(record)]
    return sorted(asked, key=lambda one: not one.is_open)


def places_to_ask(content: Content, record: CheckedRecord) -> list[str]:
    """Give the addresses of the pages where who runs it can be found."""
    ids = [record.page] if isinstance(record, SupportLine) else getattr(record, "links", ())
    return [content.links[one].url for one in ids if one]


def changed_record(text: str, record: CheckedRecord, answer: Answer) -> str:
    """Give the text of the record's file after an answer; a value that stands already changes nothing."""
    listed = isinstance(record, SupportLine)
    new = {**answer.others, **_written(record, answer.values)}
    new = {key: value for key, value in new.items() if value != _plain(getattr(record, key, None))}
    return change_record(text, lambda held: held.update(new), record.id if listed else None) if new else text


def faults_of(path: str, text: str) -> list[str]:
    """Give what is wrong with a file alone, without its place."""
    return [one.message for one in load_records([parse_document(path, text)]).problems]


def noted(text: str, record: CheckedRecord, answer: Answer, *, day: datetime.date, role: str, how: str) -> str:
    """Give the log with one line more."""
    changed = [
        {"key": key, "old": _as_text(getattr(record, key, None)), "new": _as_text(value)}
        for key, value in {**answer.others, **_written(record, answer.values)}.items()
        if value != _plain(getattr(record, key, None))
    ]
    changed += [{"key": f"fråga {one}", "old": None, "new": said} for one, said in answer.said.items()]
    result = "changed" if answer.result == "confirmed" and changed else answer.result
    line: dict[str, Any] = {"record": record.reference, "day": day, "role": role, "how": how, "result": result}
    if result == "changed":
        line["changed"] = in_one_line([in_one_line(one) for one in changed])
    if answer.next_try:
        line["next"] = answer.next_try
    Check.model_validate(parse_document(CHECKS, add_record("", in_one_line(line))).value[0])
    return add_record(text, in_one_line(line))


def without_answered(text: str, record: CheckedRecord, answered: Collection[str]) -> str:
    """Give the questions without those of some ids; one that is asked of others too stays for them."""
    for question in parse_document(QUESTIONS, text).value or []:
        if question["id"] in answered:
            left = [one for one in question["of"] if one != record.reference]
            text = change_record(text, _asked_of(left), question["id"]) if left else remove_record(text, question["id"])
    return text


def _asked_of(records: Sequence[str]) -> Callable[[Any], None]:
    def change(held: Any) -> None:
        held["of"] = in_one_line(records)

    return change


def _stands(record: CheckedRecord, key: str | None) -> str:
    return (_as_text(_plain(getattr(record, key, None))) or _NONE) if key else _NONE


def _plain(value: Any) -> Any:
    if isinstance(value, Ages):
        return value.model_dump()
    return list(value) if isinstance(value, tuple) else value


def _as_text(value: Any) -> str | None:
    if isinstance(value, (list, tuple)):
        return _BETWEEN.join(map(str, value)) or None
    if isinstance(value, Ages):
        value = value.model_dump()
    if isinstance(value, Mapping):
        return "–".join("" if value[end] is None else str(value[end]) for end in ("youngest", "oldest"))
    return None if value is None else str(value)


def _written(record: CheckedRecord, values: Mapping[str, str]) -> dict[str, Any]:
    """Give typed values as the file holds them; a number stands twice, and is sure once it has been confirmed."""
    new: dict[str, Any] = {}
    for key, typed in values.items():
        if key == "ages":
            ages = ages_of(typed)
            new[key] = in_one_line(ages) if isinstance(ages, dict) else ages
        elif isinstance(getattr(record, key, None), tuple):
            new[key] = in_one_line([one.strip() for one in typed.split(_BETWEEN.strip()) if one.strip()])
        elif type(record).model_fields[key].annotation in {int, int | None} and typed.isdecimal():
            new[key] = int(typed)
        else:
            new[key] = folded(typed)
    if SHOWN_NUMBER in values:
        new[NUMBER] = international(values[SHOWN_NUMBER])
        if "confidence" in type(record).model_fields:
            new["confidence"] = "high"
    return new
