"""From the files in `data/` to records: which file holds what, and what the models refuse as problems with lines."""

from __future__ import annotations

import contextlib
import fnmatch
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Generic, TypeVar, cast, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from core.messages import N_, Said, _
from core.models.agreement import Agreement, Section
from core.models.common import Record
from core.models.continuity import Comparison
from core.models.follow_up import Measurement
from core.models.kept import Published, Seen, Signed
from core.models.languages import Language
from core.models.registers import Link, Organisation, Reading, Redirect, Requirements, Site, Strategy, Term
from core.models.review import Check, Question
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.synonyms import Synonym
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.nearest import nearest
from core.problems import Problem
from core.source import Document, Location, files_below, read_document

R = TypeVar("R", bound=Record)

QUOTED_LENGTH = 80
"""Characters of a value that a message repeats."""


@dataclass(frozen=True)
class FileKind:
    """Where records of one model live: a path pattern below `data/`, and whether a file holds one or a list."""

    pattern: str
    model: type[Record]
    schema: str
    holds_list: bool = False

    @property
    def depth(self) -> int:
        """Give how many folders deep a file is."""
        return self.pattern.count("/")

    @property
    def fixed(self) -> bool:
        """Whether the file must exist."""
        return "*" not in self.pattern


FILE_KINDS = (
    FileKind("site.yml", Site, "site"),
    FileKind("vocabulary.yml", Vocabulary, "vocabulary"),
    FileKind("strategy.yml", Strategy, "strategy"),
    FileKind("reading.yml", Reading, "reading"),
    FileKind("requirements.yml", Requirements, "requirements"),
    FileKind("organisations.yml", Organisation, "organisations", holds_list=True),
    FileKind("links.yml", Link, "links", holds_list=True),
    FileKind("glossary.yml", Term, "glossary", holds_list=True),
    FileKind("redirects.yml", Redirect, "redirects", holds_list=True),
    FileKind("situations.yml", Situation, "situations", holds_list=True),
    FileKind("support-lines.yml", SupportLine, "support-lines", holds_list=True),
    FileKind("checks.yml", Check, "checks", holds_list=True),
    FileKind("questions.yml", Question, "questions", holds_list=True),
    FileKind("help-cards.yml", HelpCard, "help-cards", holds_list=True),
    FileKind("synonyms.yml", Synonym, "synonyms", holds_list=True),
    FileKind("continuity.yml", Comparison, "continuity", holds_list=True),
    FileKind("languages.yml", Language, "languages", holds_list=True),
    FileKind("follow-up/*.yml", Measurement, "follow-up", holds_list=True),
    FileKind("published.yml", Published, "published"),
    FileKind("cited.yml", Seen, "cited", holds_list=True),
    FileKind("services/*.yml", Service, "service"),
    FileKind("trainings/*.yml", Training, "training"),
    FileKind("agreements/*/agreement.yml", Agreement, "agreement"),
    FileKind("agreements/*/signed.yml", Signed, "signed"),
    FileKind("agreements/*/sections/*.yml", Section, "section"),
)

OTHER_FILES = ("README.md", "MEDDELANDEN.md", "link-status.json", "schema/*.schema.json")
"""Files of `data/` that hold no records."""


@dataclass(frozen=True)
class Placed(Generic[R]):
    """A record and its place: the file, and its location in the file (`()` or `(index,)`)."""

    record: R
    document: Document
    location: Location = ()

    def problem(self, message: Said, *where: str | int) -> Problem:
        """Give a problem at a field of this record."""
        return Problem(self.document.path, self.document.line((*self.location, *where)), message)

    def place(self, *where: str | int) -> str:
        """Give `path:line` of a field of this record."""
        return f"{self.document.path}:{self.document.line((*self.location, *where))}"


@dataclass
class Loaded:
    """Every record that could be made, by model, and every problem on the way."""

    records: dict[type[Record], list[Placed[Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    """What they were made of: nothing that is of a draft edition."""
    drafts: frozenset[str] = frozenset()
    """The editions that are drafts."""
    partial: dict[type[Record], list[Placed[Any]]] = field(default_factory=dict)
    """What could be made of records with faults: None, or nothing in a list, for what they do not tell."""
    read_on: date = date.min
    """The day on which they were read: a site may be built for an earlier day, but nothing was done after this one."""

    def of(self, model: type[R]) -> list[Placed[R]]:
        """Give the records of one model in the order of files and lines."""
        return cast("list[Placed[R]]", self.records.get(model, []))

    def with_partial(self) -> Loaded:
        """Give these records and those with faults: a fault in one field hides no wrong id in another."""
        models = self.records.keys() | self.partial.keys()
        both = {model: [*self.of(model), *self.partial.get(model, [])] for model in models}
        return Loaded(both, self.problems, self.documents, self.drafts, read_on=self.read_on)

    def unread(self) -> set[str]:
        """Give the files with faults that no record could be made of, not even in part."""
        read = {placed.document.path for records in self.partial.values() for placed in records if placed.record.id}
        return {problem.path for problem in self.problems} - read


def read_documents(root: Path) -> list[Document]:
    """Read every YAML file of `root`/data, sorted by path; missing and misplaced files become problems."""
    data = root / "data"
    documents = []
    seen = set()
    for path in files_below(data):
        name = path.relative_to(data).as_posix()
        seen.add(name)
        if any(fnmatch.fnmatch(name, pattern) for pattern in OTHER_FILES):
            continue
        if _kind_of(name) is None:
            message = _("no records live in a file of this name; see data/README.md for the places")
            near = re.sub(r"\.ya?ml(?:[. ~].*)?$", ".yml", name, flags=re.IGNORECASE)
            if near != name and _kind_of(near):
                message = _("nothing is published from a file of this name; name it data/{near}", near=near)
            problem = Problem(f"data/{name}", 1, message)
            documents.append(Document(f"data/{name}", problems=(problem,)))
        else:
            documents.append(read_document(root, path))
    for kind in FILE_KINDS:
        if kind.fixed and kind.pattern not in seen:
            problem = Problem(f"data/{kind.pattern}", 1, _("the file is missing; restore it"))
            documents.append(Document(f"data/{kind.pattern}", problems=(problem,)))
    return documents


def load_records(documents: list[Document], read_on: date = date.min) -> Loaded:
    """Make records of the documents; one with problems of its own gives none, to spare follow-on noise.

    What is of a draft edition is set aside, its faults too: that next year's agreement is half written keeps nobody
    from mending a telephone number.
    """
    drafts = draft_editions(documents)
    loaded = Loaded(documents=_without(documents, drafts), drafts=drafts, read_on=read_on)
    for document in loaded.documents:
        loaded.problems.extend(document.problems)
        kind = _kind_of(document.path.removeprefix("data/"))
        if document.problems or kind is None:
            continue
        if not kind.holds_list:
            _load_one(loaded, kind.model, document, document.value, ())
        elif isinstance(document.value, list):
            for index, value in enumerate(document.value):
                _load_one(loaded, kind.model, document, value, (index,))
        else:
            loaded.problems.append(
                Problem(document.path, 1, _("a list must stand here; begin each record with '- id:'"))
            )
    return loaded


def draft_editions(documents: Iterable[Document]) -> frozenset[str]:
    """Give the editions whose agreement.yml says that they are drafts, as far as it can be read."""
    return frozenset(
        PurePosixPath(one.path).parts[2]
        for one in documents
        if fnmatch.fnmatchcase(one.path, "data/agreements/*/agreement.yml")
        and isinstance(one.value, dict)
        and one.value.get("draft") == "true"
    )


def _without(documents: Iterable[Document], drafts: frozenset[str]) -> list[Document]:
    """Give the documents that hold nothing of drafts: none of their folders, no comparison with one of them."""
    kept = []
    for document in documents:
        if document.path.startswith(tuple(f"data/agreements/{edition}/" for edition in drafts)):
            continue
        if document.path == "data/continuity.yml" and isinstance(document.value, list):
            compared = {
                index
                for index, one in enumerate(document.value)
                if isinstance(one, dict) and drafts & {one.get("then"), one.get("now")}
            }
            kept.append(document.without(compared) if compared else document)
        else:
            kept.append(document)
    return kept


def _kind_of(name: str) -> FileKind | None:
    depth = name.count("/")
    return next((one for one in FILE_KINDS if one.depth == depth and fnmatch.fnmatchcase(name, one.pattern)), None)


def _load_one(loaded: Loaded, model: type[R], document: Document, value: Any, location: Location) -> None:
    if not isinstance(value, dict):
        loaded.problems.append(
            Problem(
                document.path, document.line(location), _("a record must be keys with values; write 'key: value' lines")
            )
        )
        return
    try:
        record = model.model_validate(value)
    except ValidationError as error:
        loaded.problems.extend(_problems(error, model, value, document, location))
        if "id" in model.model_fields:
            loaded.partial.setdefault(model, []).append(Placed(_in_part(model, value), document, location))
        return
    loaded.records.setdefault(model, []).append(Placed(record, document, location))


def _in_part(model: type[R], value: dict[str, Any]) -> R:
    """Give what a record with faults tells all the same."""
    fields = model.model_fields.items()
    return model.model_construct(
        **{name: _value_in_part(one.annotation, one.metadata, value.get(one.alias or name)) for name, one in fields}
    )


def _value_in_part(kind: Any, metadata: Sequence[Any], value: Any) -> Any:
    if get_origin(kind) is Annotated:
        kind, *metadata = get_args(kind)
    with contextlib.suppress(ValidationError):
        return TypeAdapter(Annotated[(kind, *metadata)] if metadata else kind).validate_python(value)
    if isinstance(kind, type) and issubclass(kind, Record):
        return _in_part(kind, value if isinstance(value, dict) else {})
    if get_origin(kind) is tuple:
        return tuple(_value_in_part(get_args(kind)[0], (), one) for one in (value if isinstance(value, list) else ()))
    return None


def _problems(
    error: ValidationError, model: type[Record], value: Any, document: Document, base: Location
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        place = tuple(part for part in detail["loc"] if part not in _FORMS)
        how = model.how_to_add(value, place) if detail["type"] == "missing" else None
        own = next((key for key in _at(detail) if (*base, *place, key) in document.lines), None)
        line = document.line((*base, *place) if own is None else (*base, *place, own))
        yield Problem(document.path, line, _explain(detail, place, model, how))


def _at(detail: ErrorDetails) -> list[str]:
    """Give the keys that a fault of a whole record is about, the likeliest first; one that stands has its line."""
    return str(detail.get("ctx", {}).get("at", "")).split()


# The forms of a field that has two: they stand in pydantic's place of a fault and in no file.
_FORMS = frozenset({"given", "word"})

# What pydantic calls a fault, and what is said of it; filled in with the key, the value given and pydantic's context.
_SAID = {
    "missing": N_("the key '{key}' is missing; {how}"),
    "literal_error": N_("{key}: {given} is not allowed; write {expected}"),
    "enum": N_("{key}: {given} is not allowed; write {expected}"),
    "int_parsing": N_("{key}: {given} is not a number; write digits"),
    "int_type": N_("{key}: {given} is not a number; write digits"),
    "int_from_float": N_("{key}: {given} is not a whole number; write digits"),
    "float_parsing": N_("{key}: {given} is not a number; write digits"),
    "float_type": N_("{key}: {given} is not a number; write digits"),
    "finite_number": N_("{key}: {given} is not a number; write digits"),
    "bool_parsing": N_("{key}: {given} is neither true nor false; write one of them"),
    "bool_type": N_("{key}: {given} is neither true nor false; write one of them"),
    "date_from_datetime_parsing": N_(
        "{key}: {given} is not a day that exists; write year-month-day, such as 2026-09-10"
    ),
    "date_parsing": N_("{key}: {given} is not a day that exists; write year-month-day, such as 2026-09-10"),
    "date_type": N_("{key}: {given} is not a day; write year-month-day, such as 2026-09-10"),
    "string_type": N_("{key}: {type} stands where text must be; write text"),
    "tuple_type": N_("{key}: {type} stands where a list must be; write [] if there is nothing"),
    "list_type": N_("{key}: {type} stands where a list must be; write [] if there is nothing"),
    "model_type": N_("{key}: {type} stands where keys with values must be; see data/README.md"),
    "model_attributes_type": N_("{key}: {type} stands where keys with values must be; see data/README.md"),
    "string_pattern_mismatch": N_("{key}: {given} must match {pattern}; see data/README.md"),
    "string_too_long": N_("{key}: the text has {length} characters, more than {max_length}; shorten it"),
    "too_short": N_("{key}: {actual_length} entries, fewer than {min_length}; add what is missing"),
    "too_long": N_("{key}: {actual_length} entries, more than {max_length}; remove what is too much"),
    "greater_than": N_("{key}: {given} is not above {gt}; correct it"),
    "greater_than_equal": N_("{key}: {given} is below {ge}; correct it"),
    "less_than_equal": N_("{key}: {given} is above {le}; correct it"),
}


def _explain(detail: ErrorDetails, place: Location, model: type[Record], how: Said | None) -> Said:
    """Say in the project's form what pydantic found, by its error type; the models' own messages have that form."""
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), _("record"))
    given = detail["input"]
    if detail["type"] == "extra_forbidden":
        if near := nearest(key, _keys(model)):
            return _("'{key}' is not a key here; did you mean '{near}'?", key=key, near=near)
        return _("'{key}' is not a key here; remove it, or see data/README.md for the keys", key=key)
    said = _SAID.get(detail["type"])
    about = model.model_fields.get(key)
    if given is None and detail["type"] == "string_type" and about and "`unknown`" in (about.description or ""):
        said = N_("{key}: nothing stands where text must be; write it, or unknown where no source says")
    if said:
        words = {"key": key, "given": _quote(given), "type": _type(given), "length": len(str(given)), "how": how}
        words |= detail.get("ctx", {})
        if "expected" in words:  # pydantic lists what is allowed in English
            allowed = re.findall(r"'([^']*)'", str(words["expected"]))
            words["expected"] = ", ".join(map(_quote, allowed))
            if near := nearest(str(given), allowed):
                said = N_("{key}: {given} is not allowed; did you mean '{near}'? There are {expected}")
                words["near"] = near
        return _(said, **words)
    if _at(detail):
        return Said(detail["msg"])
    if "; " in detail["msg"]:
        return _("{key}: {fault}", key=key, fault=detail["msg"])
    return _("{key}: {given} cannot stand here; see data/README.md for what can", key=key, given=_quote(given))


def _keys(model: type[Record]) -> list[str]:
    """Give every key of a model and of the models inside it."""
    schema = model.model_json_schema()
    return [key for part in (schema, *schema.get("$defs", {}).values()) for key in part.get("properties", {})]


def _quote(value: Any) -> str:
    if value is None:
        return _("nothing")
    text = str(value)
    return _("'{value}'", value=text if len(text) <= QUOTED_LENGTH - 2 else f"{text[: QUOTED_LENGTH - 5]}…")


def _type(value: Any) -> str:
    if value is None:
        return _("nothing")
    if isinstance(value, dict):
        return _("a set of keys")
    return _("a list") if isinstance(value, list) else _("text")
