"""The list of links: `--in` (YAML as data/links.yml, of which JSON is a part) in, links or problems out, by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ACCESS = ("public", "login", "internal")
FORMATS = ("web", "pdf", "video", "course", "doc")


@dataclass(frozen=True)
class Link:
    """One outgoing address and where it is used. `format` is empty where the list does not say."""

    id: str
    url: str
    title: str = ""
    publisher: str = ""
    access: str = "public"
    format: str = ""
    language: str = ""
    line: int = 1
    used_in: tuple[str, ...] = ()


class InputProblemError(Exception):
    """One or more problems in the form `path:line: what; what to do`."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_links(path: Path) -> list[Link]:
    """Read the list; all problems at once."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        what = f"{path}:1: the list of links cannot be read ({error.strerror}); give --in an existing file"
        raise InputProblemError(what) from error
    except UnicodeDecodeError as error:
        raise InputProblemError(f"{path}:1: the list of links is not UTF-8; save it as UTF-8") from error
    return _links(path, _records(path, text))


def _records(path: Path, text: str) -> list[tuple[int, dict[str, Any]]]:
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or "unreadable YAML"
        raise InputProblemError(f"{path}:{line}: {what}; mend the YAML") from error
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise InputProblemError(f"{path}:1: the list of links is not a list; write one «- id: …» per link")
    records, problems = [], []
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            problems.append(f"{path}:{line}: this is not a link; write «- id: …» and «url: …»")
            continue
        record: dict[str, Any] = {}
        for key, value in item.value:
            name = str(key.value)
            if name in record:
                problems.append(f"{path}:{key.start_mark.line + 1}: «{name}» is given twice; keep one")
            record[name] = _plain(value)
        records.append((line, record))
    if problems:
        raise InputProblemError(*problems)
    return records


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else _joined_pairs(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [item.value if isinstance(item, yaml.ScalarNode) else str(item.tag) for item in node.value]
    return str(node.tag)


def _joined_pairs(text: str) -> str:
    """JSON writes what lies beyond 16 bits as two surrogates."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _links(path: Path, records: list[tuple[int, dict[str, Any]]]) -> list[Link]:
    links: list[Link] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for line, record in records:
        found = list(_record_problems(record))
        identity = record.get("id")
        if isinstance(identity, str) and identity in first:
            found.append(f"the id «{identity}» is already used in {path}:{first[identity]}; give it another")
        if found:
            problems += [f"{path}:{line}: {what}" for what in found]
            continue
        first[str(identity)] = line
        if record.get("edition") is None:  # what an earlier edition alone names stands on no page
            links.append(_link(record, line))
    if problems:
        raise InputProblemError(*problems)
    return links


def _record_problems(record: Mapping[str, Any]) -> list[str]:
    problems = []
    for key in ("id", "url"):
        if not isinstance(record.get(key), str) or not record[key].strip():
            problems.append(f"«{key}» is missing or not a text; write it")
        elif not _is_text(record[key]) or (key == "id" and not record[key].isprintable()):
            problems.append(f"«{key}» holds characters that are no text; write it anew")
    for key, allowed in (("access", ACCESS), ("format", FORMATS)):
        value = record.get(key)
        if value is not None and value not in allowed:
            problems.append(f"«{key}: {value}» is not known; write one of {', '.join(allowed)}")
    used = record.get("used_in")
    if used is not None and not (isinstance(used, str | list)):
        problems.append("«used_in» is not a list; write a list of addresses")
    return problems


def _is_text(value: str) -> bool:
    return value == value.encode("utf-8", "replace").decode("utf-8")


def _link(record: Mapping[str, Any], line: int) -> Link:
    used = record.get("used_in") or []
    pages = [used] if isinstance(used, str) else [str(page) for page in used]
    return Link(
        id=record["id"],
        url=record["url"],
        title=str(record.get("title") or ""),
        publisher=str(record.get("publisher") or ""),
        access=record.get("access") or "public",
        format=record.get("format") or "",
        language=str(record.get("language") or ""),
        line=line,
        used_in=tuple(pages),
    )
