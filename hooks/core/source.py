"""Reading YAML files as they were written: bytes in, plain values with their lines out.

Every scalar stays the text that stands in the file (`0771`, `12:30` and `no` are strings); only an empty
or `null` plain scalar is None. The models decide the types. Nothing here knows what a record means.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import functools
import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from core.messages import Said, _, why
from core.problems import Problem

MAX_BYTES = 1_000_000  # the largest real file is a tenth of this; a larger one is a mistake or an attack
MAX_DEPTH = 20  # the deepest real path is nine steps
SECOND = 2
_REMARK = re.compile(r"\s+#")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Location = tuple[str | int, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """One file: its value (dict, list, str or None; what was read before a fault) and the line of every place in it."""

    path: str
    value: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    spread: dict[Location, tuple[int, list[str]]] = field(default_factory=dict)
    """The texts that go over several lines: the number of the first, and the lines as they are written."""

    def line(self, location: Location) -> int:
        """Give the line of a place, or of the nearest place around it that the file has."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def line_in(self, location: Location, start: int) -> int:
        """Give the line of the word at a place in a text: words are the same however its lines are folded."""
        first, lines = self.spread.get(location, (1, []))
        words = len(self.at(location)[: start + 1].split()) if lines else 0
        for number, line in enumerate(lines, first):
            words -= len(line.split())
            if words <= 0:
                return number
        return self.line(location)

    def line_of_id(self, one_id: str) -> int:
        """Give the line of the last record or part that has an id; the first line where none has."""
        found = (
            line
            for location, line in self.lines.items()
            if location and location[-1] == "id" and self.at(location) == one_id
        )
        return max(found, default=1)

    def without(self, places: Collection[int]) -> Document:
        """Give the same list without some of its records; the others keep their lines."""
        kept = [index for index in range(len(self.value)) if index not in places]
        new: dict[str | int, int] = {old: index for index, old in enumerate(kept)}

        def renumbered(places: dict[Location, T]) -> dict[Location, T]:
            return {
                (new[location[0]], *location[1:]) if location else (): one
                for location, one in places.items()
                if not location or location[0] in new
            }

        value = [self.value[index] for index in kept]
        return dataclasses.replace(self, value=value, lines=renumbered(self.lines), spread=renumbered(self.spread))

    @functools.cached_property
    def texts(self) -> tuple[tuple[Location, str], ...]:
        """Give every text that was read, with its place."""
        found: list[tuple[Location, str]] = []
        _take_texts(found, (), self.value if self.lines else None)
        return tuple(found)

    def at(self, location: Location) -> Any:
        """Give the value of a place."""
        value = self.value
        for step in location:
            value = value[step]
        return value


def _take_texts(found: list[tuple[Location, str]], location: Location, value: Any) -> None:
    if isinstance(value, str):
        found.append((location, value))
    elif value:
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            _take_texts(found, (*location, key), part)


# What editors and systems leave beside files for themselves.
_LEFTOVERS = (".DS_Store", "._*", ".*.sw?", ".#*", "#*#", "*~", "Thumbs.db", "desktop.ini", ".gitkeep")
_LEFTOVER = re.compile("|".join(map(fnmatch.translate, _LEFTOVERS)))


def files_below(folder: Path) -> list[Path]:
    """Give every file of a folder and of those in it, in order, but what editors and systems leave for themselves."""
    found = ((path, name) for path, _, names in os.walk(folder, followlinks=True) for name in names)
    return sorted(Path(path, name) for path, name in found if not _LEFTOVER.match(name))


def read_document(root: Path, path: Path) -> Document:
    """Read one YAML file below `root`; what is wrong with it stands in the document's `problems`."""
    name = path.relative_to(root).as_posix()

    def refused(line: int, message: Said) -> Document:
        return Document(name, problems=(Problem(name, line, message),))

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return refused(
                1,
                _(
                    "the file is {size:,} bytes, more than {most:,}; split it or remove what does not belong",
                    size=size,
                    most=MAX_BYTES,
                ),
            )
        raw = path.read_bytes()
    except OSError as error:
        return refused(1, _("the file cannot be read ({why}); restore it", why=why(error)))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Document(name, problems=(not_utf8(name, raw, error),))
    if not text.strip("\ufeff \t\r\n"):
        return refused(1, _("the file is empty; fill it in or delete it"))
    return parse_document(name, text)


def not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """Give the problem of a file whose bytes are not UTF-8, at its line."""
    line = raw[: error.start].count(b"\n") + 1
    return Problem(name, line, _("byte 0x{byte:02x} is not UTF-8; save the file as UTF-8", byte=raw[error.start]))


class _FaultyError(Exception):
    def __init__(self, document: Document) -> None:
        self.document = document


def parse_document(name: str, text: str) -> Document:
    """Parse YAML text into a document named `name`; see `read_document`."""
    try:
        return _faultless(name, text)
    except _FaultyError as faulty:
        return faulty.document


@functools.lru_cache(maxsize=1000)
def _faultless(name: str, text: str) -> Document:
    """Read a file that did not change once only, in a preview as in a test; faults are told in the language of now."""
    document = _parsed(name, text)
    if document.problems:
        raise _FaultyError(document)
    return document


def _parsed(name: str, text: str) -> Document:
    if problem := _forbidden_character(name, text.removeprefix("\ufeff")) or unmerged(name, text):
        return Document(name, problems=(problem,))
    builder = _Builder(name, text.splitlines())
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        return Document(name, builder.root, problems=(*builder.problems, _syntax_problem(name, error, text)))
    except _TooDeepError as error:
        message = _(
            "more than {most} levels inside each other; no record is that deep, check the brackets",
            most=MAX_DEPTH,
        )
        builder.problem(error.line, message)
    return Document(name, builder.root, builder.lines, tuple(builder.problems), builder.spread)


def unmerged(name: str, text: str) -> Problem | None:
    """Give the first mark that a merge left because two people had changed the same lines."""
    found = re.search(r"(?m)^(?:<{7}|>{7}|={7}|\|{7})(?:[ \r]|$)", text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    message = _(
        "a mark of two versions that were not joined ({mark}); keep one version, remove the marks",
        mark=found[0].strip(),
    )
    return Problem(name, line, message)


def _forbidden_character(name: str, text: str) -> Problem | None:
    """Give the first character that YAML does not allow; the parser would count its place in bytes."""
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return Problem(name, line, _("a character that YAML does not allow (U+{code:04X}); remove it", code=ord(found[0])))


def _syntax_problem(name: str, error: yaml.MarkedYAMLError, text: str) -> Problem:
    """Say what keeps a file from being read, where it is to be mended: the parser goes on for as long as it can."""
    lines = text.splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    at = min(mark.line if mark else 0, len(lines) - 1)
    if quoted := _quote_problem(name, lines, at):
        return quoted
    began = min(error.context_mark.line if error.context_mark else at, len(lines) - 1)
    problem, context = error.problem or "", error.context or ""
    before = lines[at][: mark.column] if mark else ""
    sign = lines[began][error.context_mark.column if error.context_mark else len(before) :][:1]
    beside = _beside(lines, at)
    faults = (
        (beside is not None, beside[0] if beside else at, beside[1] if beside else Said("")),
        (re.match(r"[ -]*\t", lines[at]), at, _("a tab in the indentation; use spaces")),
        (re.match(r"[ -]*\u00a0", lines[at]), at, _("a hard blank in the indentation; use ordinary blanks")),
        ("flow" in context, began, _("a bracket is not closed; write ] or } where the list ends")),
        (
            "could not find expected ':'" in problem,
            began,
            _("a line without 'key: '; write the key, or indent the text below its own"),
        ),
        (
            "mapping values are not allowed" in problem and not re.fullmatch(r"[ -]*[\w-]+", before),
            at,
            _("a colon inside a text; put quotation marks around the whole text"),
        ),
        (
            "cannot start any token" in problem or re.search("scanning an? (?:anchor|alias|tag|directive)", context),
            began,
            _("a text cannot begin with {sign}; put quotation marks around the whole text", sign=sign),
        ),
        ("escape" in problem, at, _("a backslash in a text between \"; put ' around the text instead")),
        (
            mark is not None and mark.index >= len(text.rstrip()),
            at,
            _("the file ends in the middle of something; restore the end of the file"),
        ),
        (True, at, _("it cannot be read here; check the indentation of this line and those beside it, and the colon")),
    )
    line, said = next((line, said) for found, line, said in faults if found)
    return Problem(name, line + 1, said)


_KEYED = re.compile(r"( *)(- )?([\w-]+):(?: (.*))?$")


def _beside(lines: list[str], at: int) -> tuple[int, Said] | None:
    """Give the line whose dash is missing, or that stands too far in, where those beside it show that."""
    written = [
        number for number in range(at + 1) if lines[number].strip() and not lines[number].lstrip().startswith("#")
    ]
    records = any(line.startswith("- id:") for line in lines)
    for number in reversed(written[-2:]):
        above = lines[written[written.index(number) - 1]] if number != written[0] else ""
        here = lines[number]
        if records and re.match(r" *id: ", here) and not re.fullmatch(r" *-", above.rstrip()):
            return number, _("a new record lacks its dash; write '- id: ' from the first column")
        item = re.match(r"( *)- ", above)
        if item and here.startswith(item[1]) and re.fullmatch(r"[^:#\s-][^:#]*", here[len(item[1]) :]):
            return number, _("an item of the list above lacks its dash; write '- ' before it")
    keyed, before = _KEYED.match(lines[at]), _KEYED.match(lines[written[-2]] if at in written[1:] else "")
    if keyed and before and not keyed[2] and before[4] and before[4] not in {">-", ">", "|", "|-"}:
        column = len(before[1]) + len(before[2] or "")
        if len(keyed[1]) > column:
            return at, _("the line stands further in than the one above; begin '{key}:' just below it", key=keyed[3])
    return None


_QUOTED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)}
_BEFORE_QUOTE = re.compile(r"(?:^|[\[{,]|: |- )\s*(?=['\"])")
_AFTER_QUOTE = re.compile(r"\s*(?:$|[,\]}:]|#)")


def _quote_problem(name: str, lines: list[str], at: int) -> Problem | None:
    """Give the text of a line, or of one above that reaches it, whose quotation marks do not hold it."""
    for number in range(at, -1, -1):
        place = 0
        while opened := _BEFORE_QUOTE.search(lines[number], place):
            sign = lines[number][opened.end()]
            closed = _QUOTED[sign].match(lines[number], opened.end())
            if closed is None:
                rest = "\n".join(lines[number:])
                whole = _QUOTED[sign].match(rest, opened.end())
                if whole is None or number + whole[0].count("\n") >= at:
                    said = _(
                        "the quotation mark {sign} that begins a text is not closed; write it at the end", sign=sign
                    )
                    return Problem(name, number + 1, said)
                return None  # a text of several lines, whole, above what is wrong
            if number == at and not _AFTER_QUOTE.match(lines[number], closed.end()):
                said = _(
                    "the text goes on after {sign}; write {sign}{sign} inside it, or close it at its end", sign=sign
                )
                return Problem(name, number + 1, said)
            place = closed.end()
    return None


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    """Turns parser events into values without recursion, so that no file can exhaust the stack."""

    def __init__(self, name: str, written: list[str]) -> None:
        self.name = name
        self.written = written
        self.root: Any = None
        self.lines: dict[Location, int] = {}
        self.spread: dict[Location, tuple[int, list[str]]] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Frame] = []
        self._documents = 0

    def problem(self, line: int, message: Said) -> None:
        self.problems.append(Problem(self.name, line, message))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == SECOND:
                self.problem(line, _("a second document begins (---); keep one document in a file"))
        elif isinstance(event, yaml.AliasEvent):
            self.problem(
                line, _("an alias (*{anchor}); write the value out, aliases are not used here", anchor=event.anchor)
            )
            self._place(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._marks(event, line)
            plain = event.implicit[0]
            self._remark(event, line)
            location = self._place(None if plain and event.value in _NULLS else event.value, line, scalar=True)
            self._spread(event, location)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._marks(event, line)
            if len(self._stack) >= MAX_DEPTH:
                raise _TooDeepError(line)
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            location = self._place(value, line)
            self._stack.append(_Frame(value, location))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _spread(self, event: Any, location: Location) -> None:
        """Keep the lines of a text that goes over several."""
        begin, end = event.start_mark, event.end_mark
        if begin.line == end.line:
            return
        first = begin.line + (event.style in {">", "|"})
        lines = self.written[first : end.line + (event.style not in {">", "|"})]
        if lines and first == begin.line:
            lines[0] = lines[0][begin.column :]
        self.spread[location] = first + 1, lines

    def _remark(self, event: Any, line: int) -> None:
        """Tell of a remark behind a value without quotes: what stands after # is lost, and may be part of the text."""
        end = event.end_mark
        if not event.style and event.value and _REMARK.match(self.written[end.line], end.column):
            self.problem(
                line, _("what stands after # is not read; put quotes around the text, or the remark on its own line")
            )

    def _marks(self, event: Any, line: int) -> None:
        if event.anchor:
            self.problem(line, _("an anchor (&{anchor}); remove it, aliases are not used here", anchor=event.anchor))
        if event.tag and event.tag != "!":
            self.problem(line, _("a tag ({tag}); remove it, the key alone decides the type", tag=event.tag))

    def _place(self, value: Any, line: int, *, scalar: bool = False) -> Location:
        """Put a value where it belongs: into the list, under the waiting key, or as the next key."""
        if not self._stack:
            if self._documents == 1:
                self.root, self.lines[()] = value, line
            return ()
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            location = (*frame.location, len(frame.value))
            frame.value.append(value)
            self.lines[location] = line
            return location
        if not frame.has_key:
            self._take_key(frame, value if scalar else None, line)
            return (*frame.location, f"(key on line {line})")
        location = (*frame.location, frame.key or f"(value on line {line})")
        if frame.key is not None:
            frame.value[frame.key] = value
        frame.key, frame.has_key = None, False
        return location

    def _take_key(self, frame: _Frame, key: Any, line: int) -> None:
        """Let a key wait for its value; one that is not text, or stands twice, waits for a value that goes nowhere."""
        frame.has_key = True
        if not isinstance(key, str):
            self.problem(line, _("a key that is not text; write a plain word before the colon"))
        elif key in frame.value:
            first = self.lines[(*frame.location, key)]
            if key == "id":
                frame.joined = True
                message = _(
                    "a second id in the record of line {first}; write '- ' before it if a new record begins",
                    first=first,
                )
                self.problem(line, message)
            elif not frame.joined:
                self.problem(
                    line, _("the key '{key}' stands twice (also on line {first}); keep one", key=key, first=first)
                )
        else:
            frame.key = key
            self.lines[(*frame.location, key)] = line


@dataclass
class _Frame:
    """A list or mapping that is open: its value, its place, and in a mapping the key that waits for its value."""

    value: Any
    location: Location
    key: str | None = None
    has_key: bool = False
    joined: bool = False
    """Whether a second record has begun in it: that its keys stand twice is no fault of theirs."""
