"""The phone round at the terminal: whom to call, what to ask, and each answer tried, shown and saved by itself."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from asking import Asker, LeftError, Remembering, Terminal, answers_file
from core import routes
from core.content import Content
from core.desk.phone_round import (
    QUESTIONS,
    SHOWN_NUMBER,
    Answer,
    Asked,
    changed_record,
    faults_of,
    noted,
    places_to_ask,
    questions_for,
    without_answered,
)
from core.desk.record_text import NotKeptError
from core.desk.tasks import may_be_asked, number_to_call
from core.messages import _
from core.models.review import CheckedRecord
from core.models.support import UNKNOWN, SupportLine
from core.models.vocabulary import How
from core.problems import DataProblems, WrongUseError
from core.review import ASKED, COMPARED, Due
from core.rules.review import CHECKS, role_fault
from core.rules.wording import faults_in
from core.text import day_words
from project import build_day, checked_site
from records_file import offer_changes, try_changes

Tell = Callable[[str], None]
TRY_AGAIN = datetime.timedelta(days=1)
RIGHT, LATER, STOP = "right", "later", "stop"
SAME_IN_ANOTHER_FORM = {"hours": "opening_hours", "opening_hours": "hours"}


def add(commands: Any) -> None:
    """Let the command line know of it."""
    ring = commands.add_parser("ring", help=_("call those whose facts are due for a check, and note what they say"))
    ring.add_argument("records", nargs="*", help=_("only these, such as support-lines/bris (default: all that is due)"))
    ring.add_argument("--how", choices=get_args(How), default=ASKED, help=_("how you check (default: %(default)s)"))
    ring.add_argument("--list", action="store_true", help=_("tell whom to call and what to ask, and ask nothing here"))
    ring.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the phone round, or tell what it would ask."""
    day = build_day()
    content = checked_site(options.root, day).content
    known = {one.reference for one in content.checked_records}
    if unknown := [one for one in options.records if one not in known]:
        raise WrongUseError(
            _("no record is called {names}; write such as support-lines/bris", names=", ".join(unknown))
        )
    due = [one for one in content.due if not options.records or one.record.reference in options.records]
    if options.list:
        print("\n\n".join(call_words(content, one) for one in due))
        return 0
    PhoneRound(content, options.root, day, Terminal(), print, options.how).go(due)
    return 0


@dataclass(frozen=True)
class PhoneRound:
    """A round on a day: who answers the questions, who is told, and how the records are checked."""

    content: Content
    root: Path
    day: datetime.date
    asker: Asker
    tell: Tell
    how: str

    def go(self, due: Sequence[Due]) -> int:
        """Go through what is due, in its order; give how many answers were saved.

        Each is saved before the next is asked for: who leaves, or loses the line, loses none of them.
        """
        late = sum(one.reviewed.lapsed(self.day) for one in due)
        self.tell(_("{number} to check, {late} of them are late", number=len(due), late=late))
        saved = 0
        try:
            for number, one in enumerate(due, 1):
                if number == 1:
                    role = self.asker.text(_("Your role, in small letters:"), default=one.role, check=self._role_fault)
                self.tell(f"\n{number}/{len(due)} {call_words(self.content, one)}")
                outcome = self._call(one.record, role)
                if outcome == STOP:
                    break
                saved += outcome == RIGHT
        except (LeftError, KeyboardInterrupt):
            pass
        self.tell(_("{saved} answers are saved", saved=saved))
        return saved

    def _role_fault(self, typed: str) -> str | None:
        roles = self.content.site.review_roles.known
        return None if typed in roles else role_fault(typed, roles)

    def _call(self, record: CheckedRecord, role: str) -> str:
        """Ask until the answer is saved, put off, or the round is over; say which.

        What was typed and not saved stands there when it is asked again, at once or on another day.
        """
        asker = Remembering(self.asker, answers_file(self.root, f"ring-{record.reference}"), never={RIGHT})
        if asker.remembers:
            self.tell(_("What you wrote the last time is still there; Enter keeps it."))
        result = None
        while True:
            asker.again()
            result = self.asker.choice(
                _("How did it go?"),
                {
                    "confirmed": _("somebody answered"),
                    "no_answer": _("nobody answered"),
                    "closed": _("it is no more"),
                    LATER: _("later: nothing is noted"),
                    STOP: _("stop here"),
                },
                default=result,
            )
            if result in {LATER, STOP}:
                return result
            ask = {"confirmed": self._answered, "no_answer": self._tries_again, "closed": self._closed}[result]
            if self._saved(record, ask(record, asker), role):
                asker.forget()
                return RIGHT

    def _answered(self, record: CheckedRecord, asker: Asker) -> Answer:
        answer, left = Answer("confirmed"), {one.question.id: one for one in questions_for(self.content, record)}
        chosen = None
        while True:
            if chosen is None:
                # Last: Enter at once leads to a question, and never confirms what nobody has asked about.
                choices = {one: _question(asked) for one, asked in left.items()} | {RIGHT: _("all else is right")}
                chosen = asker.choice(_("What is otherwise, or was not known?"), choices)
            if chosen == RIGHT:
                return answer
            asked = left.pop(chosen)
            question, chosen = asked.question, None
            if question.key is None:
                answer.said[question.id] = asker.text(question.ask, check=_words_fault)
                continue
            fault = functools.partial(self._fault, record, answer, question.key)
            if given := asker.text(question.ask, check=fault):
                read_back = _("Read back: {number}. Is every digit right?", number=given)
                if question.key == SHOWN_NUMBER and given != asked.stands and not asker.agreed(read_back):
                    left[question.id], chosen = asked, question.id
                    continue
                answer.values[question.key] = given
                # What says the same in another form is asked at once: it would contradict the new value.
                same = SAME_IN_ANOTHER_FORM.get(question.key)
                chosen = next((one for one, asked in left.items() if same and asked.question.key == same), None)

    def _fault(self, record: CheckedRecord, answer: Answer, key: str, typed: str) -> str | None:
        """Say what is wrong with a value beside those given before it; nothing typed leaves what stands."""
        if not typed:
            return None
        path = self._path(record)
        same = SAME_IN_ANOTHER_FORM.get(key)  # asked next, if not before: until then it may contradict
        later = {same: UNKNOWN} if same and same not in answer.values else {}
        tried = dataclasses.replace(answer, values={**answer.values, **later, key: typed})
        try:
            text = changed_record(self._text(path), record, tried)
        except NotKeptError as error:
            return str(error)
        return "\n".join(faults_of(path, text)) or (None if key == SHOWN_NUMBER else _words_fault(typed))

    def _tries_again(self, _record: CheckedRecord, asker: Asker) -> Answer:
        tomorrow = self.day + TRY_AGAIN
        given = asker.text(_("When do you try again?"), default=tomorrow.isoformat(), check=self._day_fault)
        return Answer("no_answer", next_try=datetime.date.fromisoformat(given))

    def _day_fault(self, typed: str) -> str | None:
        try:
            day = datetime.date.fromisoformat(typed)
        except ValueError:
            return _("'{given}' is not a day; write year-month-day, such as 2026-12-01", given=typed)
        return None if day > self.day else _("{day} is not after today; choose a later day", day=typed)

    def _closed(self, record: CheckedRecord, asker: Asker) -> Answer:
        """Ask what the page tells who still has its address; what stands in the way of a closing is told first."""
        answer = Answer("closed", others={"status": "closed", "status_note": None, "until": None, "since": self.day})
        if stops := self._stops(record, answer):
            said = _("Before it can be closed, this must be changed. Answer all the same: your answers are kept.")
            self.tell("\n".join([said, *stops]))
        answer.values["reason"] = asker.text(
            _("Why has it closed? One sentence for who looks for it:"),
            check=functools.partial(self._told_fault, record, answer, "reason"),
        )
        answer.values["instead"] = asker.text(
            _("Where does one turn instead? Ids or addresses, with a semicolon between:"),
            check=functools.partial(self._told_fault, record, answer, "instead"),
        )
        return answer

    def _told_fault(self, record: CheckedRecord, answer: Answer, key: str, typed: str) -> str | None:
        """Say what is wrong with what is told of a closing; a way instead is there, and is not closed itself."""
        ways = [one.strip() for one in typed.split(";") if one.strip()]
        if not ways:
            return _("this must be answered")
        if key == "reason":
            return _words_fault(typed)
        for way in ways:
            target = self.content.targets.get(way)
            if target is None or not target.stands or target.record is record:
                return _("'{way}' is no help that is there now; write the id or the address of one", way=way)
        return self._fault(record, answer, key, typed)

    def _stops(self, record: CheckedRecord, answer: Answer) -> list[str]:
        """Give what the whole check would say if the record closed, whatever the reason and the way instead."""
        way = routes.address_of(routes.CRISIS)
        tried = dataclasses.replace(answer, values={"reason": "Stängd.", "instead": way})
        try:
            try_changes(self.root, self._changes(record, tried, self.content.site.review_roles.others), self.day)
        except DataProblems as refused:
            return [str(one) for one in refused.problems]
        except NotKeptError:  # told when the answer itself is tried
            return []
        return []

    def _changes(self, record: CheckedRecord, answer: Answer, role: str) -> dict[str, str]:
        """Give the files that an answer changes, by path."""
        path = self._path(record)
        asked = self.how if may_be_asked(record) or self.how != ASKED else COMPARED
        texts = {one: self._text(one) for one in (path, CHECKS, QUESTIONS)}
        changes = {
            path: changed_record(texts[path], record, answer),
            CHECKS: noted(texts[CHECKS], record, answer, day=self.day, role=role, how=asked),
            QUESTIONS: without_answered(texts[QUESTIONS], record, answer.said),
        }
        return {one: text for one, text in changes.items() if text != texts[one]}

    def _saved(self, record: CheckedRecord, answer: Answer, role: str) -> bool:
        """Try the answer with the whole check, show what changes and save it; say whether it was."""
        try:
            new = self._changes(record, answer, role)
            return offer_changes(self.root, new, self.day, tell=self.tell, agreed=lambda: self.asker.agreed(_("Save?")))
        except (DataProblems, NotKeptError) as refused:
            self.tell(str(refused))
            self.tell(_("nothing was saved; your answers are kept: answer again, or put it off"))
            return False

    def _path(self, record: CheckedRecord) -> str:
        return self.content.places[record.reference].rpartition(":")[0]

    def _text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")


def call_words(content: Content, due: Due) -> str:
    """Say all that who calls needs: the name and place of a record, its number, who sees to it, its days, questions."""
    record, last = due.record, due.reviewed.last
    number = number_to_call(content, record)
    lines = [
        f"{record.name} ({content.places[record.reference]})",
        _("call {number}", number=number)
        if number
        else _("no number to call is known")
        if may_be_asked(record)
        else _("compare it with the page; never call there to ask"),
        *places_to_ask(content, record),
        _("responsible: {role}", role=due.role),
        _(
            "last checked {day}, {how}; planned {planned}, last day {due}",
            day=day_words(last.day),
            how=content.vocabulary.check_names[last.how],
            planned=day_words(due.planned),
            due=day_words(due.reviewed.due),
        ),
    ]
    if isinstance(record, SupportLine) and number:
        lines.append(_("Say who you are, and ask whether they have time: the line is there for who needs help."))
    for asked in questions_for(content, record):
        lines.append(_question(asked))
        lines += [f"    {one.source}: {one.says}" for one in asked.question.sources]
        if asked.question.meanwhile:
            lines.append(_("    until then: {what}", what=asked.question.meanwhile))
    return "\n  ".join(lines)


def _question(asked: Asked) -> str:
    if asked.question.key is None:
        return asked.question.ask
    stands = _("not known") if asked.is_open else asked.stands
    return f"{asked.question.ask} [{stands}]"


def _words_fault(typed: str) -> str | None:
    return "\n".join(faults_in(typed)) or None
