"""`make ny`: a new record asked for question by question, tried with the whole check, shown, and only then saved."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asking import Asker, Remembering, Terminal, answers_file
from core.content import Content
from core.desk.new_answers import clause_levels, fault_of_answer, is_needed, ways_to_check
from core.desk.new_records import KINDS, LISTS, Kind, Question, ages_of, check_of, new_files, suggested_id
from core.messages import Said, _
from core.models.agreement import Citation
from core.models.trainings import Training
from core.problems import DataProblems, WrongUseError
from project import build_day, read_content
from records_file import difference, try_changes
from whole_files import save_changes

STOP = "stop"
_SHOWN = 70


def add(commands: Any) -> None:
    """Let the command line know of it."""
    new = commands.add_parser("ny", help=_("ask for a new record question by question, and write its file"))
    new.add_argument("kind", nargs="?", choices=tuple(KINDS), help=_("what is new (default: it is asked)"))
    new.set_defaults(run=lambda options: run(options.root, options.kind, build_day(), Terminal(), print))


@dataclass
class NewRecord:
    """One new record on a day: who answers, who is told, and what has been answered so far."""

    kind: Kind
    content: Content
    root: Path
    day: datetime.date
    asker: Remembering
    tell: Callable[[str], None]
    answers: dict[str, Any] = field(default_factory=dict)

    def go(self) -> bool:
        """Ask, try, show and save; say whether it was saved."""
        if self.asker.remembers:
            self.tell(_("What you wrote the last time is still there; Enter keeps it."))
        for question in self.kind.asked:
            self._ask(question)
        check = self._how_checked() if self.kind.checked_as else None
        while True:
            changes = new_files(self.kind, self.content, self.answers, self._text, check)
            try:
                try_changes(self.root, changes, self.day)
            except DataProblems as problems:
                self.tell(str(problems))
                if not self._ask_anew():
                    return False
                continue
            self.tell(difference(self.root, changes))
            if not self.asker.agreed(_("Save this?")):
                if not self._ask_anew():
                    return False
                continue
            save_changes(self.root, changes)
            self.asker.forget()
            return True

    def _ask_anew(self) -> bool:
        """Ask one question again, the answer before standing there; say whether one was wanted."""
        again = self.asker.once(_("What do you want to answer anew?"), self._questions())
        if again == STOP:
            self.tell(_("Your answers are kept: the same command offers them the next time."))
            return False
        self.asker.again()
        self._ask(next(one for one in self.kind.questions if one.key == again))
        return True

    def _questions(self) -> Mapping[str, str]:
        return {one.key: _(one.ask) for one in self.kind.questions} | {STOP: _("nothing: leave without saving")}

    def _text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def _how_checked(self) -> Mapping[str, Any]:
        ways = ways_to_check(self.kind, self.content, self.answers)
        how: str = ""
        while not how:  # Enter alone claims no check that nobody has made
            how = self.asker.choice(_("How have you checked this?"), ways)
        roles = self.content.site.review_roles
        role = self.asker.text(_("Your role, in small letters:"), default=roles.of(self.kind.checked_as))  # type: ignore[arg-type]
        return check_of(role, how, self.day)

    def _ask(self, question: Question) -> None:
        """Ask one question, unless the answers before it leave nothing to ask."""
        self.answers.pop(question.key, None)
        if question.key in _OWN:
            _OWN[question.key](self)
        elif question.key != "parts" and not self._is_needless(question.key):
            value = self._answer(question)
            if value not in (None, "", [], ()):
                self.answers[question.key] = value
            if question.key == "hours" and "opening_hours" not in self.answers:
                form = next(one for one in self.kind.questions if one.key == "opening_hours")
                if is_needed(self.kind, self.content, self.answers, form):  # times that machines read are not lost
                    self._ask(form)

    def _is_needless(self, key: str) -> bool:
        answers = self.answers
        return (
            (key == "neutral_title" and not self.content.vocabulary.is_exposed(answers.get("topics", ())))
            or (key == "status_note" and answers.get("status") != "planned")
            or (key == "ages_of" and "ages" not in answers)
            or (key == "quotes" and not answers.get("clauses") and not answers.get("sections"))
            or (key == "situations" and self.kind.model is Training and answers.get("open_to_public") != "true")
        )

    def _answer(self, question: Question) -> Any:
        words: str = _(question.ask)
        if question.form == "one" and question.choices:
            return self.asker.choice(words, question.choices(self.content))
        needed = is_needed(self.kind, self.content, self.answers, question)
        if question.form == "many" and question.choices:
            return self.asker.several(
                words, question.choices(self.content), check=lambda given: self._fault(question, given)
            )
        hint = "" if needed else " " + _("(Enter: not known, or none)")
        default = suggested_id(str(self.answers.get("name", self.answers.get("title", self.answers.get("term", "")))))
        given = self.asker.text(
            f"{words}{hint}",
            default=default if question.key == "id" else "",
            check=lambda typed: self._fault(question, typed),
        )
        return self._value(question, given) if given else None

    def _value(self, question: Question, typed: str) -> Any:
        if question.form == "lines":
            return [one.strip() for one in typed.split(";") if one.strip()]
        return ages_of(typed) if question.key == "ages" else typed

    def _fault(self, question: Question, typed: str | list[str]) -> str | None:
        if not typed:
            needed = is_needed(self.kind, self.content, self.answers, question)
            return _("this must be answered") if needed else None
        if question.key == "id" and not self.kind.is_listed:
            path = self.root / self.kind.file(self.content, str(typed))
            if path.exists():
                return _("{path} is there already; choose another id", path=path.name)
        value = self._value(question, typed) if isinstance(typed, str) else typed
        return fault_of_answer(self.kind, self.content, self.answers, question.key, value)

    # What takes more than one question.

    def _clauses(self) -> None:
        """Ask for clauses section by section."""
        found: list[str] = []
        while section_id := self._section(_("In which section does the agreement name it?")):
            clauses = {
                str(clause.citation): f"{clause.name}: {clause.clause.text}"[:_SHOWN]
                for clause in self.content.current.by_id[section_id].walk()
                if not (self.kind.model is Training and clause.is_indicator)
            }
            found += self.asker.several(_("Which clauses?"), clauses)
        if found:
            self.answers["clauses"] = list(dict.fromkeys(found))

    def _sections(self) -> None:
        names = {key: one.section.title for key, one in self.content.current.by_id.items()}
        if found := self.asker.several(_("Which sections name it in running text alone?"), names):
            self.answers["sections"] = found

    def _section(self, question: Said) -> str:
        names = {key: one.section.title for key, one in self.content.current.by_id.items()}
        return self.asker.choice(question, {"": _("none, or no more"), **names})

    def _indicators(self) -> None:
        counted = {
            str(clause.citation): f"{one.section.title}: {clause.clause.text}"[:_SHOWN]
            for one in self.content.current.sections
            for clause in one.walk()
            if clause.is_indicator and not clause.states_none
        }
        if found := self.asker.several(_("Which indicators count it?"), counted):
            self.answers["indicators"] = found

    def _obligations(self) -> None:
        """Ask what is said of a training for each department: by the agreement, or by who recommends it."""
        words = self.content.vocabulary
        found = []
        names = {one.id: one.name for one in self.content.departments}
        while department := self.asker.choice(
            _("For which department is something said of it?"), {"": _("none, or no more"), **names}
        ):
            one: dict[str, Any] = {"department": department}
            levels = clause_levels(self.content, named=bool(self.answers.get("clauses")))
            one["level"] = self.asker.choice(_("Which level?"), {level: level for level in levels})
            if words.level_kinds[one["level"]] == "recommended":
                others = {key: value.name for key, value in self.content.organisations.items()}
                one["by"] = self.asker.choice(_("Who recommends it?"), others)
            else:
                cited = {
                    one: f"{one}: {self.content.citable[Citation.parse(one)].clause.text}"[:_SHOWN]
                    for one in self.answers["clauses"]
                }
                clause = self.asker.choice(_("Which clause says so?"), cited)
                one["wording"] = self.asker.text(_("The document's own words:"), check=_must)
            one["group"] = self.asker.text(_("For whom in the department, in the document's words:"), check=_must)
            roles = {role: words.role_names[role] for role in self.answers["roles"]}
            one["roles"] = self.asker.several(_("Which of its roles is that?"), roles, check=_must)
            if "by" not in one:
                one["clause"] = clause
            found.append(one)
        if found:
            self.answers["obligations"] = found

    def _belongs_to(self) -> None:
        groups = {group.id: group.name for section in self.content.current.sections for group in section.groups}
        if groups and (found := self.asker.several(_("What does it belong to?"), groups)):
            self.answers["belongs_to"] = found

    def _lists(self) -> None:
        """Ask for the lists of a section and, one by one, for their bullets."""
        found = []
        for list_id in self.asker.several(
            _("Which lists does it have?"), {key: _(one[0]) for key, one in LISTS.items()}
        ):
            words, term, kind, stem = LISTS[list_id]
            heading = self.asker.text(_("The heading of its {what}, word for word", what=_(words)))
            clauses: list[dict[str, str]] = []
            while text := self.asker.text(_("The next bullet (Enter: no more)")):
                clauses.append({"id": f"{stem}-{len(clauses) + 1}", "text": text})
            if clauses:
                found.append(
                    {"id": list_id, "heading": heading or None, "term": term, "kind": kind, "clauses": clauses}
                )
        if found:
            self.answers["lists"] = found


def _must(given: str | list[str]) -> str | None:
    return None if given else _("this must be answered")


_OWN: Mapping[str, Callable[[NewRecord], None]] = {
    "clauses": NewRecord._clauses,  # noqa: SLF001 - its own
    "sections": NewRecord._sections,  # noqa: SLF001
    "indicators": NewRecord._indicators,  # noqa: SLF001
    "obligations": NewRecord._obligations,  # noqa: SLF001
    "belongs_to": NewRecord._belongs_to,  # noqa: SLF001
    "lists": NewRecord._lists,  # noqa: SLF001
}


def run(root: Path, kind: str | None, day: datetime.date, asker: Asker, tell: Callable[[str], None]) -> int:
    """Make one new record; give 0 when it was saved, else 1."""
    content = read_content(root, day)
    chosen = kind or asker.choice(_("What is new?"), {key: _(one.name) for key, one in KINDS.items()})
    if chosen not in KINDS:
        raise WrongUseError(_("'{kind}' is not one of {kinds}; correct it", kind=chosen, kinds=", ".join(KINDS)))
    kept = Remembering(asker, answers_file(root, f"ny-{chosen}"))
    saved = NewRecord(KINDS[chosen], content, root, day, kept, tell).go()
    tell(_("Saved.") if saved else _("Nothing was saved."))
    return 0 if saved else 1
