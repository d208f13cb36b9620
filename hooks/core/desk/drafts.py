"""Drafts of the next edition: made from an earlier one, and what is left to do before one can be in force."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any

from core.desk.left_behind import left_behind, to_look_through
from core.load import draft_editions
from core.messages import Said, _
from core.pages.rendering import render_words
from core.problems import DataProblems, Problem
from core.site import CheckedSite, Sources, check_site
from core.source import Document, parse_document

AGREEMENTS = "data/agreements"
CONTINUITY = "data/continuity.yml"
SITE = "data/site.yml"
REASON = "Avsnittet finns kvar."
"""What is proposed of a section that has its name in both editions; the editor says it better."""
# What a copied document says of itself and the next one has otherwise: nobody has signed it, no slip of it is known.
_OF_THE_OLD = {"decided": "null", "revised": "[]", "signatories": "[]", "remarks": "[]"}
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def refusal(before: str, after: str, taken: Collection[str]) -> Said | None:
    """Say why no draft of an edition can be made from another, and what to do; `taken` are the editions there are."""
    if not re.fullmatch(r"\d{4}(?:-\d{4})?", after):
        return _(
            "'{after}' is no year; write such as {next}, or 2028-2030 for several years",
            after=after,
            next=int(before[:4]) + 1,
        )
    if after in taken:
        return _(
            "{folder}/{after}/ is there already; make check tells what is left of it, or choose another year",
            folder=AGREEMENTS,
            after=after,
        )
    if after[:4] <= before[-4:]:
        return _(
            "{after} does not come after {before}, the edition in force; choose a later year",
            after=after,
            before=before,
        )
    return None


def draft_from(texts: Mapping[str, str], before: str, after: str) -> dict[str, str]:
    """Give the files of a draft edition made from another's, by path, agreement.yml first; ids and texts are kept.

    `texts` are agreement.yml and the sections of the edition `before`, and data/continuity.yml, by path. What is struck
    is left out: its id stays behind.
    """
    old, new = f"{AGREEMENTS}/{before}/", f"{AGREEMENTS}/{after}/"
    agreement = parse_document(f"{old}agreement.yml", texts[f"{old}agreement.yml"])
    values = {
        **_OF_THE_OLD,
        "id": quoted(after) + "\ndraft: true",
        "replaces": quoted(before),
        **{
            key: quoted(str(agreement.value[key]).replace(before, after))
            for key in ("name", "period")
            if before in str(agreement.value[key])
        },
    }
    made = {f"{new}agreement.yml": with_values(texts[f"{old}agreement.yml"], agreement, values)}
    for path, text in sorted(texts.items()):
        if path.startswith(f"{old}sections/"):
            section = parse_document(path, text)
            values = {"id": f"{section.value['id']}\ndraft: true", "remarks": "[]"}
            made[path.replace(old, new, 1)] = _without_struck(with_values(text, section, values))
    made[CONTINUITY] = texts[CONTINUITY].rstrip("\n") + "\n" + _comparison(agreement.value["sections"], before, after)
    return made


def quoted(value: str) -> str:
    """Give a value as YAML, in quotes where it would be read as something else than text."""
    return f"'{value}'" if re.fullmatch(r"[\d.]+", value) else value


def _comparison(sections: list[str], before: str, after: str) -> str:
    """Give the comparison that is proposed: each section continues the one of its name."""
    ties = "".join(f"    - then: [{section}]\n      now: [{section}]\n      reason: {REASON}\n" for section in sections)
    return (
        f"- then: {quoted(before)}\n  now: {quoted(after)}\n  draft: true\n  whole: true\n"
        f"  sections:\n{ties}  clauses: []\n  changes: []\n  words: []\n"
    )


def with_values(text: str, document: Document, values: Mapping[str, str]) -> str:
    """Give a file's text with other values for keys that it has; every other line stays."""
    lines = text.splitlines()
    starts = sorted(document.lines[(key,)] - 1 for key in document.value)
    for key, value in sorted(values.items(), key=lambda one: -document.lines.get((one[0],), 0)):
        if (key,) in document.lines:
            start = _line_of_key(lines, key)
            end = next((one for one in starts if one > start), len(lines))
            lines[start:end] = [line.rstrip() for line in f"{key}: {value}".splitlines()]
    return "\n".join(lines) + "\n"


def _line_of_key(lines: list[str], key: str) -> int:
    return next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))


def _without_struck(text: str) -> str:
    """Give a section's text without the clauses that are struck, each with its parts."""
    document = parse_document("section", text)
    lines = text.splitlines()
    struck = [document.lines[location[:-1]] for location in document.lines if location and location[-1] == "struck"]
    for own in sorted(struck, reverse=True):  # from the end, so that the lines above stay where they are
        end = own
        while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(lines[own - 1])):
            end += 1
        del lines[own - 1 : end]
    return "\n".join(lines) + "\n"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@dataclass(frozen=True)
class SectionLeft:
    """A section's file with marks of a draft: for the whole, and for its texts."""

    path: str
    whole: bool
    texts: tuple[int, ...]
    """The lines of the texts that are to be rewritten."""


@dataclass(frozen=True)
class DraftLeft:
    """What is left to do with a draft."""

    edition: str
    agreement: bool
    """Whether agreement.yml itself is a draft; it is, until all is done."""
    sections: tuple[SectionLeft, ...]
    total: int
    """How many sections there are."""
    years: tuple[tuple[str, str], ...]
    """`path:line` and the text, of each that names a year and is not checked off."""
    unsigned: tuple[str, ...]
    """Keys of agreement.yml that say nothing yet."""
    proposed: tuple[str, ...]
    """`path:line` of each comparison with it that nobody has read."""
    noted: bool
    """Whether what the signed document says is noted beside it."""
    problems: tuple[Problem, ...]
    """What would stand in the way if the rest were done and it were in force."""
    site: CheckedSite | None
    """The site as it would be then, where nothing stands in the way."""
    day: date
    """The day that this was tried for."""


def drafts_left(sources: Sources, day: date) -> Iterator[DraftLeft]:
    """Yield what is left to do with each draft, by building the site with it in force on a later day."""
    for edition in sorted(draft_editions(sources.documents)):
        yield _draft_left(sources, edition, day)


def _draft_left(sources: Sources, edition: str, day: date) -> DraftLeft:
    folder = f"{AGREEMENTS}/{edition}/"
    own = [one for one in sources.documents if one.path.startswith(folder)]
    marks = {one.path: _marks(one) for one in own}
    agreement = next(one for one in own if one.path == f"{folder}agreement.yml")
    value = agreement.value if isinstance(agreement.value, dict) else {}
    tried, later = as_if_in_force(sources, edition, day)
    problems: tuple[Problem, ...] = ()
    site = None
    try:
        site = check_site(tried, later)
    except DataProblems as found:
        problems = found.problems
    return DraftLeft(
        edition=edition,
        agreement=bool(marks[agreement.path]),
        total=len(own) - 1 - sum(PurePosixPath(one.path).name == "signed.yml" for one in own),
        sections=tuple(
            SectionLeft(path, () in lines, tuple(line for place, line in sorted(lines.items()) if place))
            for path, lines in marks.items()
            if lines and path != agreement.path
        ),
        years=tuple(one for document in own if marks[document.path] for one in _years(document, edition)),
        unsigned=tuple(key for key in ("decided", "signatories") if not value.get(key)),
        proposed=tuple(_proposed(sources, edition)),
        noted=any(PurePosixPath(one.path).name == "signed.yml" for one in own),
        problems=problems,
        site=site,
        day=later,
    )


def as_if_in_force(sources: Sources, edition: str, day: date) -> tuple[Sources, date]:
    """Give the sources as they would be with a draft in force, its marks taken off, and the first day of that."""
    site = next(one for one in sources.documents if one.path == SITE)
    named = site.value.get("in_force") if isinstance(site.value, dict) else None
    named = [one for one in named or [] if isinstance(one, dict) and one.get("edition") != edition]
    last = max((str(one.get("from")) for one in named), default="")
    later = max(day, date.fromisoformat(last) if re.fullmatch(r"\d{4}-\d\d-\d\d", last) else day) + timedelta(days=1)
    documents = []
    for one in sources.documents:
        if one is site and isinstance(site.value, dict):
            entry = {"edition": edition, "from": later.isoformat()}
            documents.append(dataclasses.replace(one, value={**site.value, "in_force": [*named, entry]}))
        elif one.path == CONTINUITY or one.path.startswith(f"{AGREEMENTS}/{edition}/"):
            lines = {location: line for location, line in one.lines.items() if "draft" not in location}
            documents.append(dataclasses.replace(one, value=_unmarked(one.value), lines=lines))
        else:
            documents.append(one)
    return dataclasses.replace(sources, documents=documents), later


def _proposed(sources: Sources, edition: str) -> Iterator[str]:
    for document in sources.documents:
        if document.path == CONTINUITY:
            for location, line in _marks(document).items():
                if edition in {document.at((*location, key)) for key in ("then", "now")}:
                    yield f"{document.path}:{line}"


def _marks(document: Document) -> dict[tuple[str | int, ...], int]:
    """Give the line of each mark of a draft by the place of what it marks."""
    return {
        location[:-1]: line
        for location, line in document.lines.items()
        if location and location[-1] == "draft" and document.at(location) == "true"
    }


def _unmarked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unmarked(one) for key, one in value.items() if key != "draft"}
    return [_unmarked(one) for one in value] if isinstance(value, list) else value


def _years(document: Document, edition: str) -> Iterator[tuple[str, str]]:
    """Yield each text that names a year which is not the edition's own, with its place; ids are names and not texts."""
    for location, line in document.lines.items():
        key = next((step for step in reversed(location) if isinstance(step, str)), "")
        if key.startswith("(") or key in {"id", "replaces", "draft", "links", "actors"}:
            continue
        text = document.at(location)
        if isinstance(text, str) and set(_YEAR.findall(text)) - set(_YEAR.findall(edition)):
            yield f"{document.path}:{line}", f"{key}: {text}"


MOST_SHOWN = 20
"""How many places of one kind the list of what is left shows."""


def told(left: DraftLeft, sources: Sources) -> str:
    """Give what is left to do with a draft as a list to work through, in Swedish."""
    content = left.site.content if left.site else None
    return render_words(
        "draft_left",
        left=left,
        folder=f"{AGREEMENTS}/{left.edition}",
        edition=quoted(left.edition),
        problems=left.problems,
        site=left.site,
        untied=list(content.history.untied_clauses()) if content and content.history else [],
        outdated=[one for one in content.outdated if not one.same] if content else [],
        others=[*left_behind(left.site, sources), *to_look_through(left.site, sources)] if left.site else [],
        most=MOST_SHOWN,
    )
