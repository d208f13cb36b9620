"""What is asked of a new record, and the files that it makes: answers in, texts out.

What nobody knows is left out of an answer: the record then says `unknown`, `null` or `[]`, as its field has it, and a
remark beside it tells what to ask for.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.content import Content
from core.desk.record_text import add_record, change_record, folded, in_one_line, record_as_text
from core.messages import N_, _
from core.models.agreement import Section
from core.models.common import Record
from core.models.registers import Link, Term
from core.models.support import UNKNOWN, Service, SupportLine, international
from core.models.trainings import Training
from core.rules.review import CHECKS
from core.source import parse_document

Form = Literal["line", "text", "lines", "one", "many"]
Choices = Callable[[Content], Mapping[str, str]]
_MUST = object()
"""Stands for no value: the question must be answered."""


@dataclass(frozen=True)
class Question:
    """One question: the key that its answer is for, its words, what is written without an answer, and the choices."""

    key: str
    ask: str
    form: Form = "line"
    empty: Any = _MUST
    choices: Choices | None = None

    @property
    def must(self) -> bool:
        """Whether it has to be answered."""
        return self.empty is _MUST


@dataclass(frozen=True)
class Kind:
    """A kind of record: its words, its model, its file below the root, and what is asked in the order of its keys."""

    name: str
    model: type[Record]
    path: str
    schema: str
    questions: tuple[Question, ...]
    checked_as: str | None = None

    @property
    def is_listed(self) -> bool:
        """Whether its records stand in one file."""
        return "{id}" not in self.path

    @property
    def asked(self) -> tuple[Question, ...]:
        """Give its questions in the order that they are asked: what another's choices follow from comes before it."""
        keys = [one.key for one in self.questions]
        before = {"topics": "id", "clauses": "obligations", "quotes": "obligations"}
        place = {key: (keys.index(key), 1) for key in keys}
        place |= {key: (keys.index(other), 0) for key, other in before.items() if key in keys and other in keys}
        return tuple(sorted(self.questions, key=lambda one: place[one.key]))

    def file(self, content: Content, record_id: str) -> str:
        """Give the file of a record."""
        return self.path.format(id=record_id, edition=content.current.id)


def _named(register: str, words: str) -> Choices:
    return lambda content: {key: str(getattr(one, words)) for key, one in getattr(content, register).items()}


def _words(key: str) -> Choices:
    return lambda content: {one.id: getattr(one, "name", one.id) for one in getattr(content.vocabulary, key)}


def _fixed(**choices: str) -> Choices:
    return lambda _content: {key: _(words) for key, words in choices.items()}


_ID = Question("id", N_("Its id, for its address: a-z, 0-9 and hyphens"))
_SITUATIONS = Question("situations", N_("On which pages does it stand?"), "many", (), _named("situations", "title"))
_STATUS = (
    Question(
        "status",
        N_("Is it there now?"),
        "one",
        choices=_fixed(active=N_("yes"), planned=N_("no, it is planned")),
    ),
)
_LINKS = Question("links", N_("Which web pages does it have?"), "many", (), _named("links", "title"))
_REMARK = Question("remark", N_("What must readers know about how sure this is?"), empty=None)
_SERVICE = (
    Question("name", N_("What is it called?")),
    _ID,
    Question("topics", N_("What is it about?"), "many", choices=_words("topics")),
    Question("neutral_title", N_("A neutral title for the window, which tells nothing"), empty=None),
    Question("offers", N_("What does one get? One or two sentences"), "text"),
    Question("audiences", N_("For whom? Several with ; between"), "lines"),
    Question("ages", N_("For which ages? Such as 13-25, 65-, all or young"), empty=UNKNOWN),
    Question(
        "ages_of",
        N_("Whose age is it?"),
        "one",
        choices=_fixed(
            reader=N_("of who gets the support"),
            child=N_("the child's, and a parent gets it"),
            parent=N_("the parent's"),
        ),
    ),
    Question("first_contact", N_("What happens when one makes contact?"), "text", UNKNOWN),
    Question("cost", N_("What does it cost?"), empty=UNKNOWN),
    Question("how_to_reach", N_("How does one make contact?"), "text", UNKNOWN),
    Question(
        "access",
        N_("Who makes the contact?"),
        "one",
        choices=lambda content: {one.id: one.choice for one in content.vocabulary.accesses},
    ),
    Question("operator", N_("Who runs it, in words?")),
    Question("operators", N_("Which of the organisations is that?"), "many", (), _named("organisations", "name")),
    Question("phone_text", N_("A number of its own, as it is read"), empty=None),
    Question("opening_hours", N_("Its hours, such as Mo-Fr 08:00-16:00"), empty=UNKNOWN),
    Question("hours", N_("The same hours in words"), empty=UNKNOWN),
    Question("places", N_("Where is it? Several with ; between"), "lines", ()),
    Question("lines", N_("Which help lines does one call?"), "many", (), _named("support_lines", "name")),
    _LINKS,
    Question("clauses", N_("Which clauses of the agreement name it?"), "many", ()),
    Question("sections", N_("Which sections name it in running text alone?"), "many", ()),
    Question(
        "quotes", N_("By which words do they name it, just as they stand there? Several with ; between"), "lines", ()
    ),
    _SITUATIONS,
    *_STATUS,
    Question("status_note", N_("Why is it planned, or when does it come?"), empty=None),
    _REMARK,
)
_TRAINING = (
    Question("name", N_("What is it called?")),
    _ID,
    Question("learn", N_("What does one learn? One or two sentences"), "text"),
    Question("audience", N_("For whom is it?")),
    Question("roles", N_("For which roles?"), "many", choices=_words("roles")),
    Question("topics", N_("What is it about?"), "many", choices=_words("training_topics")),
    Question("step", N_("Which step of the stair?"), "one", choices=_words("steps")),
    Question("format", N_("How is it given?"), empty=UNKNOWN),
    Question("minutes", N_("How many minutes does it take?"), empty=None),
    Question("time", N_("The same time in words"), empty=UNKNOWN),
    Question("provider", N_("Who gives it?"), empty=UNKNOWN),
    Question("platforms", N_("Where is it? Several with ; between"), "lines", ()),
    _LINKS,
    Question(
        "access",
        N_("Who can open it?"),
        "one",
        choices=lambda content: dict(content.vocabulary.training_access_names),
    ),
    Question("open_to_public", N_("May the public take it?"), "one", choices=_fixed(false=N_("no"), true=N_("yes"))),
    Question("cost", N_("What does it cost?"), empty=UNKNOWN),
    Question("sign_up", N_("How does one sign up?"), empty=UNKNOWN),
    Question("parts", N_("Its courses"), empty=()),
    Question("obligations", N_("What is said of it for a department?"), empty=()),
    Question("indicators", N_("Which indicators count it?"), "many", ()),
    Question("clauses", N_("Which clauses of the agreement name it?"), "many", ()),
    Question(
        "quotes", N_("By which words do they name it, just as they stand there? Several with ; between"), "lines", ()
    ),
    _SITUATIONS,
    *_STATUS,
    _REMARK,
)
_LINK = (
    Question("title", N_("The words of the link: where does it lead?")),
    _ID,
    Question("url", N_("Its address, with https://")),
    Question(
        "publisher",
        N_("Who publishes the page?"),
        "one",
        None,
        lambda content: {"": _("nobody in the list"), **_named("organisations", "name")(content)},
    ),
    Question(
        "access",
        N_("Who can open it?"),
        "one",
        choices=lambda content: {one.id: one.choice for one in content.vocabulary.link_accesses},
    ),
    Question(
        "format",
        N_("What is it?"),
        "one",
        choices=_fixed(web=N_("a web page"), pdf=N_("a PDF"), video=N_("a film"), course=N_("a training")),
    ),
    Question("language", N_("In which language?"), "one", choices=_fixed(sv=N_("Swedish"), en=N_("English"))),
)
_LINE = (
    Question("name", N_("What is it called?")),
    _ID,
    Question("operator", N_("Who runs it, in words?")),
    Question("topics", N_("What is it about?"), "many", choices=_words("topics")),
    Question(
        "level",
        N_("How urgent is it?"),
        "one",
        choices=_fixed(
            prata=N_("somebody to talk to"), snart=N_("care, soon"), akut=N_("danger to life"), annat=N_("no crisis")
        ),
    ),
    Question("phone_text", N_("Its number, as it is read; none where you are not sure"), empty=None),
    Question(
        "page",
        N_("Its web page"),
        "one",
        None,
        lambda content: {"": _("none in the list"), **_named("links", "title")(content)},
    ),
    Question("chat", N_("How does one chat or write?"), empty=UNKNOWN),
    Question("sms", N_("How does one send a text message?"), empty=UNKNOWN),
    Question("relay", N_("Ways for who cannot speak or hear"), empty=UNKNOWN),
    Question("opening_hours", N_("Its hours, such as Mo-Fr 08:00-16:00"), empty=UNKNOWN),
    Question("hours", N_("The same hours in words"), empty=UNKNOWN),
    Question("answers", N_("Who answers?"), empty=UNKNOWN),
    Question("audience", N_("For whom is it?")),
    Question("cost", N_("What does it cost?"), empty=UNKNOWN),
    Question("anonymity", N_("Can one be anonymous?"), empty=UNKNOWN),
    Question("languages", N_("In which languages?"), empty=UNKNOWN),
    Question(
        "area",
        N_("Where does it hold?"),
        "one",
        choices=lambda content: {one: one for one in content.site.areas},
    ),
    _SITUATIONS,
)
_SECTION = (
    Question("title", N_("The heading, word for word")),
    _ID,
    Question(
        "parent",
        N_("Does it belong to another section?"),
        "one",
        None,
        lambda content: {"": _("no"), **{key: one.section.title for key, one in content.current.by_id.items()}},
    ),
    Question("belongs_to", N_("What does it belong to?"), "many", ()),
    Question("summary", N_("One sentence for lists, at most 160 signs")),
    Question("introduction", N_("The introduction in plain words"), "text", ()),
    Question("lists", N_("Its lists"), empty=()),
    Question("page", N_("The page of the document where it stands")),
)
_TERM = (
    Question("term", N_("The word")),
    _ID,
    Question("full_form", N_("Written out, where it is an abbreviation"), empty=None),
    Question("explanation", N_("What does it mean? At most two short sentences"), "text"),
    Question("forms", N_("All its forms that stand in sections. Several with ; between"), "lines", ()),
    Question(
        "basis",
        N_("Who says so?"),
        "one",
        choices=_fixed(document=N_("the documents explain it"), general=N_("it is general knowledge")),
    ),
    Question(
        "link",
        N_("A page to read on"),
        "one",
        None,
        lambda content: {"": _("none"), **_named("links", "title")(content)},
    ),
)
KINDS: Mapping[str, Kind] = {
    "stod": Kind(
        N_("a service"), Service, "data/services/{id}.yml", "../schema/service.schema.json", _SERVICE, "services"
    ),
    "utbildning": Kind(
        N_("a training"), Training, "data/trainings/{id}.yml", "../schema/training.schema.json", _TRAINING, "trainings"
    ),
    "linje": Kind(N_("a help line"), SupportLine, "data/support-lines.yml", "", _LINE, "support-lines"),
    "lank": Kind(N_("a link"), Link, "data/links.yml", "", _LINK),
    "avsnitt": Kind(
        N_("a section of the agreement"),
        Section,
        "data/agreements/{edition}/sections/{id}.yml",
        "../../../schema/section.schema.json",
        _SECTION,
    ),
    "ord": Kind(N_("a word of the glossary"), Term, "data/glossary.yml", "", _TERM),
}
LISTS: Mapping[str, tuple[str, str, str, str]] = {
    "kort-sikt": (N_("goals of the short term"), "short", "goals", "kort"),
    "kort-sikt-indikatorer": (N_("their indicators"), "short", "indicators", "kort-indikator"),
    "lang-sikt": (N_("goals of the long term"), "long", "goals", "lang"),
    "lang-sikt-indikatorer": (N_("their indicators"), "long", "indicators", "lang-indikator"),
    "insatser": (N_("activities"), "none", "activities", "aktivitet"),
}
"""The lists that a section may have: words, term, kind, and what its clauses are called."""


def suggested_id(name: str) -> str:
    """Give an id made of a name."""
    plain = unicodedata.normalize("NFD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


def ages_of(typed: str) -> Any:
    """Give ages as they are written in a record."""
    found = re.fullmatch(r"(\d*) ?[-–] ?(\d*)", typed)
    if not found:
        return typed
    youngest, oldest = (int(one) if one else None for one in found.groups())
    return {"youngest": youngest, "oldest": oldest}


def record_of(kind: Kind, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Give a record as it is written: the answers in the order of the keys, and what is not known as its field says."""
    record: dict[str, Any] = {}
    asked = sorted(kind.questions, key=lambda one: (one.key != "id", 0))
    for question in asked:
        value = answers.get(question.key, None if question.must else question.empty)
        if question.key == "phone_text":
            record |= _number(kind, value)
        elif (
            question.key in {"ages_of", "opening_hours", "hours"}
            and question.key not in answers
            and kind.model is Service
        ):
            continue
        elif question.key == "open_to_public":
            record[question.key] = value == "true"
        elif question.key in {"minutes", "page"} and isinstance(value, str) and value.isdecimal():
            record[question.key] = int(value)
        else:
            record[question.key] = _written(value)
    if kind.model is Section:
        record["introduction"] = [{"text": folded(one)} for one in _paragraphs(answers.get("introduction", ""))]
        record["remarks"] = in_one_line([])
    return record


def _paragraphs(text: str) -> list[str]:
    return [text] if text else []


def _number(kind: Kind, written: str | None) -> dict[str, Any]:
    number = {"phone": international(written) if written else None, "phone_text": written}
    if kind.model is SupportLine:
        return {"confidence": "high" if written else "medium", **number}
    return number if written else {}


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, dict) or (isinstance(value, list | tuple) and not any(isinstance(one, dict) for one in value)):
        return in_one_line(value)
    return value


def new_files(
    kind: Kind,
    content: Content,
    answers: Mapping[str, Any],
    texts: Callable[[str], str],
    check: Mapping[str, Any] | None,
) -> dict[str, str]:
    """Give the files with the new record, by path; `texts` gives one that is there, `check` how it was checked."""
    record = record_of(kind, answers)
    path = kind.file(content, record["id"])
    if kind.is_listed:
        changes = {path: add_record(texts(path), record)}
    else:
        asked = {one.key: _(one.ask) for one in kind.questions}
        remarks = {
            key: _("Not known yet. Ask: {question}", question=asked[key])
            for key, value in record.items()
            if value == UNKNOWN and key in asked
        }
        changes = {path: record_as_text(record, kind.schema, remarks)}
    if check is not None:
        line = in_one_line({"record": f"{kind.checked_as}/{record['id']}", **check, "result": "confirmed"})
        changes[CHECKS] = add_record(texts(CHECKS), line)
    if kind.model is Section:
        changes |= _with_section(content, record["id"], texts)
    return changes


def _with_section(content: Content, section_id: str, texts: Callable[[str], str]) -> dict[str, str]:
    """Give the files in which an edition tells of its sections, with one more, last."""
    edition = content.current.id
    agreement = f"data/agreements/{edition}/agreement.yml"
    changes = {agreement: change_record(texts(agreement), lambda record: record["sections"].append(section_id))}
    path = "data/continuity.yml"
    document = parse_document(path, texts(path))
    lines = texts(path).split("\n")
    for index, one in reversed(list(enumerate(document.value or []))):
        if one.get("now") == edition and one.get("whole") == "true" and one.get("sections"):
            at = document.line((index, "sections", 0)) - 1
            lines[at:at] = ["    - then: []", f"      now: [{section_id}]", "      reason: Avsnittet är nytt."]
    return changes | ({path: "\n".join(lines)} if "\n".join(lines) != texts(path) else {})


def check_of(role: str, how: str, day: datetime.date) -> dict[str, Any]:
    """Give how a record was checked, as the log has it."""
    return {"day": day, "role": role, "how": how}
