"""What someone who is new to the open data needs: each field of each file in words, examples, and the versions."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core.content import Content
from core.exports.files import Exported
from core.exports.support import LINE_COLUMNS, export_line

_VERSIONS = Path(__file__).with_name("versions.yml")


class Version(BaseModel):
    """A version of the form of the files, and what came with it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    day: datetime.date
    changes: Annotated[tuple[str, ...], Field(min_length=1)]


@functools.cache
def versions() -> tuple[Version, ...]:
    """Give the versions, the latest first."""
    return TypeAdapter(tuple[Version, ...]).validate_python(yaml.safe_load(_VERSIONS.read_text(encoding="utf-8")))


def parts_of(kind: object, path: str = "") -> Iterator[tuple[str, type[Exported]]]:
    """Yield each kind of record that a file holds, once, with the path to where it stands; '' is the outermost."""
    seen: set[type[Exported]] = set()
    waiting = [(path, kind)]
    while waiting:
        at, one = waiting.pop(0)
        if isinstance(one, type) and issubclass(one, Exported):
            if one in seen:
                continue
            seen.add(one)
            yield at, one
            waiting += [(f"{at}.{key}".lstrip("."), field.annotation) for key, field in one.model_fields.items()]
        else:
            waiting += [(at, inner) for inner in get_args(one)]


def column_of_status() -> str:
    """Give the letter of the column that says whether a help line is there, in the table of help lines."""
    return chr(ord("A") + LINE_COLUMNS.index("status"))


def lines_to_call(content: Content) -> list[str]:
    """Give what the example in Python prints."""
    lines = (export_line(content, one) for one in content.support_lines.values())
    return [f"{one.name}: {one.phone}: {one.hours}" for one in lines if one.status == "active" and one.phone]
