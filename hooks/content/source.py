"""Reading YAML files as they were written: bytes in, plain values with their lines out.

Every scalar stays the text that stands in the file (`0771`, `12:30` and `no` are strings); only an empty
or `null` plain scalar is None. The models decide the types. Nothing here knows what a record means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.problems import Problem

MAX_BYTES = 1_000_000  # the largest real file is a tenth of this; a larger one is a mistake or an attack
MAX_DEPTH = 20  # the deepest real path is nine steps
SECOND = 2
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One file: its value (dict, list, str or None) and the line of every place in it."""

    path: str
    value: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, location: Location) -> int:
        """Give the line of a place, or of the nearest place around it that the file has."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


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
        line = raw[: error.start].count(b"\n") + 1
        return refused(line, f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8")
    if not text.strip():
        return refused(1, "the file is empty; fill it in or delete it")
    return parse_document(name, text)


def parse_document(name: str, text: str) -> Document:
    """Parse YAML text into a document named `name`; see `read_document`."""
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return Document(name, problems=(*builder.problems, Problem(name, line, _syntax(error, text, line))))
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        builder.problem(
            line, f"a character that YAML does not allow ({error.args[0] if error.args else error}); remove it"
        )
    except _TooDeepError as error:
        builder.problem(
            error.line, f"more than {MAX_DEPTH} levels inside each other; no record is that deep, check the brackets"
        )
    return Document(name, builder.root, builder.lines, tuple(builder.problems))


def _syntax(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip()) + 1]:
        return "a tab in the indentation; use spaces"
    if line >= len(lines) and ("while scanning" in str(error.context) or "while parsing" in str(error.context)):
        return f"the file ends in the middle of something ({error.context}); restore the end of the file"
    what = ", ".join(part for part in (error.context, error.problem) if part)
    return f"not valid YAML ({what}); check indentation, quotes and colons here and on the line above"


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    """Turns parser events into values without recursion, so that no file can exhaust the stack."""

    def __init__(self, name: str) -> None:
        self.name = name
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

    def _marks(self, event: Any, line: int) -> None:
        if event.anchor:
            self.problem(line, f"an anchor (&{event.anchor}); remove it, aliases are not used here")
        if event.tag and event.tag != "!":
            self.problem(line, f"a tag ({event.tag}); remove it, the key alone decides the type")

    def _place(self, value: Any, line: int, *, scalar: bool = False) -> Location:
        if not self._stack:
            if self._documents == 1:
                self.root, self.lines[()] = value, line
            return ()
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            location = (*frame.location, len(frame.value))
            frame.value.append(value)
        elif frame.key is None:
            key = value if scalar and isinstance(value, str) else f"(key on line {line})"
            if not (scalar and isinstance(value, str)):
                self.problem(line, "a key that is not text; write a plain word before the colon")
            location = (*frame.location, key)
            if key in frame.value:
                self.problem(line, f"the key '{key}' stands twice (also on line {self.lines[location]}); keep one")
                location = (*frame.location, f"{key} (again on line {line})")
            frame.key = str(location[-1])
            self.lines[location] = line
            if not scalar:  # a collection as a key: its content goes nowhere
                frame.key = None
            return location
        else:
            location = (*frame.location, frame.key)
            if not frame.key.endswith(f"(again on line {self.lines[location]})"):
                frame.value[frame.key] = value
            frame.key = None
        self.lines.setdefault(location, line)
        return location


@dataclass
class _Frame:
    value: Any
    location: Location
    key: str | None = None
