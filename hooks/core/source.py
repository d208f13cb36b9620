"""Reading YAML files as they were written: bytes in, plain values with their lines out.

Every scalar stays the text that stands in the file (`0771`, `12:30` and `no` are strings); only an empty
or `null` plain scalar is None. The models decide the types. Nothing here knows what a record means.
"""

from __future__ import annotations

import dataclasses
import fnmatch
import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from core.problems import Problem

MAX_BYTES = 1_000_000  # the largest real file is a tenth of this; a larger one is a mistake or an attack
MAX_DEPTH = 20  # the deepest real path is nine steps
SECOND = 2
_REMARK = re.compile(r"\s+#")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One file: its value (dict, list, str or None; what was read before a fault) and the line of every place in it."""

    path: str
    value: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, location: Location) -> int:
        """Give the line of a place, or of the nearest place around it that the file has."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

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
        lines = {
            (new[location[0]], *location[1:]) if location else (): line
            for location, line in self.lines.items()
            if not location or location[0] in new
        }
        return dataclasses.replace(self, value=[self.value[index] for index in kept], lines=lines)

    def at(self, location: Location) -> Any:
        """Give the value of a place."""
        value = self.value
        for step in location:
            value = value[step]
        return value


# What editors and systems leave beside files for themselves.
_LEFTOVERS = (".DS_Store", "._*", ".*.sw?", ".#*", "#*#", "*~", "Thumbs.db", "desktop.ini", ".gitkeep")


def files_below(folder: Path) -> list[Path]:
    """Give every file of a folder and of those in it, in order, but what editors and systems leave for themselves."""
    found = (Path(path, name) for path, _, names in os.walk(folder, followlinks=True) for name in names)
    return sorted(path for path in found if not any(fnmatch.fnmatch(path.name, one) for one in _LEFTOVERS))


def read_document(root: Path, path: Path) -> Document:
    """Read one YAML file below `root`; what is wrong with it stands in the document's `problems`."""
    name = path.relative_to(root).as_posix()

    def refused(line: int, message: str) -> Document:
        return Document(name, problems=(Problem(name, line, message),))

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            return refused(
                1, f"the file is {size:,} bytes, more than {MAX_BYTES:,}; split it or remove what does not belong"
            )
        raw = path.read_bytes()
    except OSError as error:
        return refused(1, f"the file cannot be read ({error.strerror}); restore it")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Document(name, problems=(not_utf8(name, raw, error),))
    if not text.strip("\ufeff \t\r\n"):
        return refused(1, "the file is empty; fill it in or delete it")
    return parse_document(name, text)


def not_utf8(name: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    """Give the problem of a file whose bytes are not UTF-8, at its line."""
    line = raw[: error.start].count(b"\n") + 1
    return Problem(name, line, f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8")


def parse_document(name: str, text: str) -> Document:
    """Parse YAML text into a document named `name`; see `read_document`."""
    if problem := _forbidden_character(name, text.removeprefix("\ufeff")) or unmerged(name, text):
        return Document(name, problems=(problem,))
    builder = _Builder(name, text.splitlines())
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        return Document(name, builder.root, problems=(*builder.problems, _syntax_problem(name, error, text)))
    except _TooDeepError as error:
        message = f"more than {MAX_DEPTH} levels inside each other; no record is that deep, check the brackets"
        builder.problem(error.line, message)
    return Document(name, builder.root, builder.lines, tuple(builder.problems))


def unmerged(name: str, text: str) -> Problem | None:
    """Give the first mark that a merge left because two people had changed the same lines."""
    found = re.search(r"(?m)^(?:<{7}|>{7})(?: |$)", text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    message = f"a mark of two versions that were not joined ({found[0].strip()}); keep one version, remove the marks"
    return Problem(name, line, message)


def _forbidden_character(name: str, text: str) -> Problem | None:
    """Give the first character that YAML does not allow; the parser would count its place in bytes."""
    found = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return Problem(name, line, f"a character that YAML does not allow (U+{ord(found[0]):04X}); remove it")


def _syntax_problem(name: str, error: yaml.MarkedYAMLError, text: str) -> Problem:
    lines = text.splitlines() or [""]
    mark = error.problem_mark or error.context_mark
    at_end = mark is not None and (mark.line >= len(lines) or mark.index >= len(text.rstrip()))
    line = min(mark.line + 1 if mark else 1, len(lines))
    written = lines[line - 1]
    if re.match(r"[ -]*\t", written):
        return Problem(name, line, "a tab in the indentation; use spaces")
    if at_end and ("scanning" in str(error.context) or "parsing" in str(error.context)):
        message = f"the file ends in the middle of something ({error.context}); restore the end of the file"
        return Problem(name, line, message)
    what = ", ".join(part for part in (error.context, error.problem) if part)
    return Problem(
        name, line, f"not valid YAML ({what}); check indentation, quotes and colons here and on the line above"
    )


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
        self.problems: list[Problem] = []
        self._stack: list[_Frame] = []
        self._documents = 0

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, message))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == SECOND:
                self.problem(line, "a second document begins (---); keep one document in a file")
        elif isinstance(event, yaml.AliasEvent):
            self.problem(line, f"an alias (*{event.anchor}); write the value out, aliases are not used here")
            self._place(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._marks(event, line)
            plain = event.implicit[0]
            self._remark(event, line)
            self._place(None if plain and event.value in _NULLS else event.value, line, scalar=True)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._marks(event, line)
            if len(self._stack) >= MAX_DEPTH:
                raise _TooDeepError(line)
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            location = self._place(value, line)
            self._stack.append(_Frame(value, location))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _remark(self, event: Any, line: int) -> None:
        """Tell of a remark behind a value without quotes: what stands after # is lost, and may be part of the text."""
        end = event.end_mark
        if not event.style and event.value and _REMARK.match(self.written[end.line], end.column):
            self.problem(
                line, "what stands after # is not read; put quotes around the text, or the remark on its own line"
            )

    def _marks(self, event: Any, line: int) -> None:
        if event.anchor:
            self.problem(line, f"an anchor (&{event.anchor}); remove it, aliases are not used here")
        if event.tag and event.tag != "!":
            self.problem(line, f"a tag ({event.tag}); remove it, the key alone decides the type")

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
            self.problem(line, "a key that is not text; write a plain word before the colon")
        elif key in frame.value:
            first = self.lines[(*frame.location, key)]
            self.problem(line, f"the key '{key}' stands twice (also on line {first}); keep one")
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
