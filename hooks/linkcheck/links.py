"""The list of links: `--in` (YAML as data/links.yml, of which JSON is a part) in, links or problems out, by line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.dataclasses import dataclass

from core.messages import Said, _
from core.problems import WrongUseError
from core.source import parse_document

_Pages = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
_ID = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$")]


@dataclass(frozen=True, config=ConfigDict(extra="ignore"))
class Link:
    """One outgoing address and where it is used. `format` is empty where the list does not say."""

    id: _ID
    url: Annotated[str, Field(pattern=r"\S")]
    title: str = ""
    publisher: str = ""
    access: Literal["public", "login", "internal"] = "public"
    format: Literal["", "web", "pdf", "video", "course", "doc"] = ""
    language: str = ""
    edition: str = ""  # what an earlier edition alone names stands on no page, and is not asked for
    line: int = 1
    used_in: _Pages = ()


def read_links(path: Path) -> list[Link]:
    """Read the list; all problems at once."""
    try:
        document = parse_document(str(path), path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        what = _("{path}:1: the list of links cannot be read; give --in an existing file in UTF-8", path=path)
        raise WrongUseError(what) from error
    problems, links = [str(problem) for problem in document.problems], dict[str, Link]()
    records = document.value or []
    if not problems and not isinstance(records, list):
        problems.append(_("{path}:1: the list of links is not a list; write one «- id: …» per link", path=path))
    for number, record in enumerate(records if not problems else ()):
        line = document.line((number,))
        known = record if isinstance(record, dict) else {}
        try:
            link = Link(**{**{key: value for key, value in known.items() if value is not None}, "line": line})
        except ValidationError as error:
            for key in dict.fromkeys(one["loc"][0] for one in error.errors()):
                what = _("«{key}» is missing or cannot stand as it is; write it as data/README.md says", key=key)
                problems.append(f"{path}:{line}: {what}")
            continue
        if (first := links.setdefault(link.id, link)) is not link:
            twice = _("the id «{id}» is already used in line {line}; give it another", id=link.id, line=first.line)
            problems.append(f"{path}:{line}: {twice}")
    if problems:
        raise WrongUseError(Said("\n".join(problems)))
    return [link for link in links.values() if not link.edition]
