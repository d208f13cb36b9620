"""Records as text: one changed, put in, taken out or written anew, and every other byte of its file as it was.

Text and values in, text out. ruamel.yaml keeps comments, quotes and folds; a record that it would not give back byte
for byte is left to hand, so that one answer of an editor is one changed line.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.messages import _
from core.source import parse_document

if TYPE_CHECKING:
    from ruamel.yaml import YAML

LINE_WIDTH = 110
"""Where the files fold running text."""
_EMPTY_LIST = re.compile(r"(?m)^\[\]\n?\Z")


class NotKeptError(ValueError):
    """Raised where a file cannot be changed without touching more than the record; says so and what to do."""


def change_record(text: str, change: Callable[[Any], None], record_id: str | None = None) -> str:
    """Give a file's text after `change` has been done to its record, or in a list to the one of an id.

    What `change` is handed is ruamel's map, which is changed in place. `NotKeptError` where there is no such record,
    or where it is written in a way that would not stay.
    """
    before, written, after = _parts(text, record_id)
    yaml, listed = _yaml(), record_id is not None
    held = yaml.load(written)
    if _dump(yaml, held, listed=listed) != written:
        if listed:
            message = _(
                "the record '{id}' is written so that a program would change its other lines; change it by hand",
                id=record_id,
            )
        else:
            message = _("the file is written so that a program would change its other lines; change it by hand")
        raise NotKeptError(message)
    change(held[0] if listed else held)
    return before + _dump(yaml, held, listed=listed) + after


def add_record(text: str, record: Mapping[str, Any], after: str | None = None) -> str:
    """Give a list's text with one more record, last, or behind the one of an id."""
    written = _dump(_yaml(), [record], listed=True)
    if after is not None:
        before, behind, rest = _parts(text, after)
        return f"{before}{behind.rstrip()}\n{written}{rest}"
    ended = text if text.endswith("\n") or not text else f"{text}\n"
    return _EMPTY_LIST.sub("", ended) + written


def remove_record(text: str, record_id: str) -> str:
    """Give a list's text without the record of an id; a list that is empty then says so."""
    before, _, after = _parts(text, record_id)
    left = before + after
    return left if re.search(r"(?m)^-", left) else f"{left}[]\n"


def record_as_text(record: Mapping[str, Any], schema: str, comments: Mapping[str, str] | None = None) -> str:
    """Give the text of a new file with one record: its schema first, and before a key what `comments` say of it."""
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - most commands write no record

    held = CommentedMap(record)
    for key, said in (comments or {}).items():
        held.yaml_set_comment_before_after_key(key, before=said)
    return f"# yaml-language-server: $schema={schema}\n{_dump(_yaml(), held, listed=False)}"


def in_one_line(value: Mapping[str, Any] | Sequence[Any]) -> Any:
    """Give a map or a list that is written between brackets, as short ones are in the files."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415 - most commands write no record

    held = CommentedMap(value) if isinstance(value, Mapping) else CommentedSeq(value)
    held.fa.set_flow_style()
    return held


def folded(text: str) -> Any:
    """Give running text that is folded over lines as in the files, or as it is where it is short and one line."""
    from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString  # noqa: PLC0415

    if "\n" in text:
        return LiteralScalarString(text)
    if len(text) <= LINE_WIDTH - 20:
        return text
    held, at, folds = FoldedScalarString(text), 0, []
    for line in textwrap.wrap(text, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)[:-1]:
        at += len(line)
        folds.append(at)
        at += 1
    held.fold_pos = folds
    return held


def _yaml() -> YAML:
    from ruamel.yaml import YAML  # noqa: PLC0415 - most commands write no record

    yaml = YAML()
    yaml.width = 4096
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(
        type(None), lambda representer, _none: representer.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    return yaml


def _dump(yaml: YAML, value: Any, *, listed: bool) -> str:
    """Give the text of a value; a list of records stands at the left edge, unlike every list in a record."""
    stream = io.StringIO()
    yaml.dump(value, stream)
    return re.sub(r"(?m)^  (?! *#)", "", stream.getvalue()) if listed else stream.getvalue()


def _parts(text: str, record_id: str | None) -> tuple[str, str, str]:
    """Give what stands before a record, the record, and what stands behind it."""
    if record_id is None:
        return "", text, ""
    document = parse_document("record", text)
    records = document.value if isinstance(document.value, list) else []
    for index, record in enumerate(records):
        if isinstance(record, dict) and record.get("id") == record_id:
            lines = text.splitlines(keepends=True)
            start = document.lines[(index,)] - 1
            end = document.lines[(index + 1,)] - 1 if index + 1 < len(records) else len(lines)
            while end > start and lines[end - 1].startswith("#"):  # a remark at the edge is of what follows
                end -= 1
            return "".join(lines[:start]), "".join(lines[start:end]), "".join(lines[end:])
    raise NotKeptError(_("no record has the id '{id}'; name one that is there", id=record_id))
