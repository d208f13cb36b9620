"""One outgoing link changed in every place that names it: the texts of a folder in, those that differ out.

Only the words that name the link change, in the line where they stand; every other byte is as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core import routes
from core.desk.record_text import NotKeptError, change_record, remove_record
from core.load import Loaded
from core.messages import _
from core.models.registers import Link, Redirect
from core.models.standing import Standing
from core.models.support import Service, SupportLine
from core.models.trainings import Training
from core.routes import address_of
from core.rules import references
from core.text import escape_markdown

LINKS = "data/links.yml"
REDIRECTS = "data/redirects.yml"


@dataclass(frozen=True, order=True)
class Use:
    """A place that names a link."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def uses_of(loaded: Loaded, texts: Mapping[str, str], link_id: str) -> list[Use]:
    """Give every place that names a link, in order; `texts` are the folder's files by path."""
    found = {
        Use(placed.document.path, placed.document.line((*placed.location, *where)))
        for placed, register, reference, where in references(loaded)
        if register == "links.yml" and reference == link_id
    }
    for model in (Service, SupportLine, Training):
        for placed in loaded.of(model):
            record: Standing = placed.record
            for index, way in enumerate(record.instead):
                if way == link_id:
                    found.add(Use(placed.document.path, placed.document.line((*placed.location, "instead", index))))
    for redirect in loaded.of(Redirect):
        if redirect.record.target == _anchor(link_id):
            found.add(Use(redirect.document.path, redirect.document.line((*redirect.location, "target"))))
    macro = _macro(link_id)
    for path, text in texts.items():
        if path.startswith("docs/"):
            found |= {Use(path, number) for number, line in enumerate(text.split("\n"), 1) if macro.search(line)}
    return sorted(found)


def moved(texts: Mapping[str, str], link: Link, url: str, *, printed: bool) -> dict[str, str]:
    """Give the texts with a link's new address; what a document prints of the old one is kept."""

    def change(record: Any) -> None:
        record["url"] = url
        if printed and link.printed is None:
            _print(link.url)(record)

    return {LINKS: change_record(texts[LINKS], change, link.id)}


def renamed(loaded: Loaded, texts: Mapping[str, str], link_id: str, new_id: str) -> dict[str, str]:
    """Give the texts with another id of a link."""
    changed = _swapped(loaded, texts, link_id, new_id)
    links = changed.get(LINKS, texts[LINKS])
    return changed | {LINKS: re.sub(rf"(?m)^- id: {re.escape(link_id)}$", f"- id: {new_id}", links, count=1)}


def replaced(
    loaded: Loaded, texts: Mapping[str, str], link_id: str, other: Link, printed: str | None
) -> dict[str, str]:
    """Give the texts with another link in every place of one, which is then gone.

    What a document prints of it, if it does, is kept beside the other.
    """
    changed = _without_record(_swapped(loaded, texts, link_id, other.id), texts, link_id)
    if printed is None or printed in {other.url, other.printed}:
        return changed
    return changed | {LINKS: change_record(changed[LINKS], _print(printed), other.id)}


def _print(address: str) -> Callable[[Any], None]:
    def change(record: Any) -> None:
        if "printed" in record:
            record["printed"] = address
        else:
            record.insert(list(record).index("url") + 1, "printed", address)

    return change


def removed(loaded: Loaded, texts: Mapping[str, str], link: Link) -> dict[str, str]:
    """Give the texts without a link: lists lose it, texts keep its words, a bullet that was it alone goes."""
    return _without_record(_swapped(loaded, texts, link.id, None, words=link.title), texts, link.id)


def _without_record(changed: dict[str, str], texts: Mapping[str, str], link_id: str) -> dict[str, str]:
    return changed | {LINKS: remove_record(changed.get(LINKS, texts[LINKS]), link_id)}


def _swapped(
    loaded: Loaded, texts: Mapping[str, str], link_id: str, new_id: str | None, words: str = ""
) -> dict[str, str]:
    by_path: dict[str, list[int]] = {}
    for use in uses_of(loaded, texts, link_id):
        by_path.setdefault(use.path, []).append(use.line)
    changed = {}
    for path, numbers in by_path.items():
        lines: list[str | None] = list(texts[path].split("\n"))
        for number in numbers:
            line = lines[number - 1] or ""
            if path.startswith("docs/"):
                lines[number - 1] = _in_text(line, link_id, new_id, words)
            elif path == REDIRECTS:
                target = _anchor(new_id) if new_id else address_of(routes.LINKS)
                lines[number - 1] = line.replace(_anchor(link_id), target)
            elif new_id is not None and not _name(new_id).search(line):
                # Behind a key where there is one: the same line may hold other words that are like the id.
                keyed = re.compile(rf"(?<=(?:link|page): ){re.escape(link_id)}(?![\w-])")
                lines[number - 1] = (keyed if keyed.search(line) else _name(link_id)).sub(new_id, line, count=1)
            else:
                _take_out(lines, number - 1, link_id)
        changed[path] = "\n".join(line for line in lines if line is not None)
    return changed


def _in_text(line: str, link_id: str, new_id: str | None, words: str) -> str | None:
    if new_id is not None:
        return _macro(link_id).sub(lambda found: found[0].replace(found["id"], new_id), line)
    if re.fullmatch(rf"\s*[-*+]\s+{_macro(link_id).pattern}\s*", line):
        return None
    return _macro(link_id).sub(lambda _found: escape_markdown(words), line)


def _take_out(lines: list[str | None], at: int, link_id: str) -> None:
    """Take an id out of the list, or from the key, of a line."""
    line, name = lines[at] or "", re.escape(link_id)
    quoted = rf"['\"]?{name}['\"]?"
    if re.fullmatch(rf"\s*- {quoted}\s*", line):
        lines[at] = None
        _say_that_it_is_empty(lines, at)
    elif re.fullmatch(rf"\s*(?:- )?[a-z_]+: {quoted}\s*", line):
        lines[at] = re.sub(rf"{quoted}\s*$", "null", line)
    else:
        for pattern, left in (
            (rf"(?<=(?:link|page): ){quoted}(?=[,}}])", "null"),
            (rf"(?<=\[){quoted}(?=\])", ""),
            (rf"(?<![\w-]){quoted}, ?", ""),
            (rf", ?{quoted}(?=\])", ""),
        ):
            shorter, times = re.subn(pattern, left, line, count=1)
            if times:
                lines[at] = shorter
                return
        raise NotKeptError(
            _("'{line}' is written so that a program cannot take it out; do it by hand", line=line.strip())
        )


def _say_that_it_is_empty(lines: list[str | None], at: int) -> None:
    """Write [] after the key of a block list whose only item has gone."""
    before = next(number for number in range(at - 1, -1, -1) if lines[number] is not None)
    after = next((one for one in lines[at + 1 :] if one is not None), "")
    key = re.fullmatch(r"( *)(?:- )?[a-z_]+:\s*", lines[before] or "")
    if key and not re.match(rf"{key[1]} *- ", after):
        lines[before] = f"{(lines[before] or '').rstrip()} []"


def _anchor(link_id: str) -> str:
    return f"{address_of(routes.LINKS)}#{link_id}"


def _name(link_id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(link_id)}(?![\w-])")


def _macro(link_id: str) -> re.Pattern[str]:
    return re.compile(rf"\{{\{{-?\s*link\(\s*(['\"])(?P<id>{re.escape(link_id)})\1\s*\)\s*-?\}}\}}")


def lines_told(uses: list[Use]) -> Iterator[str]:
    """Yield what is told of where a link stands."""
    yield _("{number} places name the link", number=len(uses))
    yield from map(str, uses)
