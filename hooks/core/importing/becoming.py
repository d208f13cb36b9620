"""What became of each section and clause, as it is proposed for data/continuity.yml: a reader decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from core.desk.record_text import add_record, in_one_line
from core.editions import Edition
from core.importing.difference import Difference
from core.importing.known import Known
from core.importing.numbering import Written, WrittenSection
from core.importing.telling import Changed
from core.models.agreement import Clause
from core.pages.rendering import render_words


def propose_comparison(difference: Difference, edition: Edition, sections: Sequence[WrittenSection], year: str) -> str:
    """Give the text of the comparison of an edition with its draft."""
    own = {str(one.citation): one.clause for one in edition.walk()}
    record = {
        "then": edition.id,
        "now": year,
        "draft": True,
        "whole": True,
        "sections": list(_section_ties(difference, sections)),
        "clauses": list(_clause_ties(difference, sections, own)) or in_one_line([]),
        "changes": in_one_line([]),
        "words": in_one_line([]),
    }
    return add_record("", record)


def note_of(changes: Iterable[Changed]) -> str:
    """Say in Swedish what differs."""
    return " ".join(dict.fromkeys(render_words("change_note", change=one).strip() for one in changes))


def _section_ties(difference: Difference, sections: Sequence[WrittenSection]) -> Iterator[dict[str, Any]]:
    went: set[str] = set()
    for section in sections:
        sources = dict.fromkeys(known.section for one in section.walk() if (known := accepted(one)))
        went.update(sources)
        if section.before:
            yield _section_tie([section.id], [section.id], "kept")
        for source in sources:
            if source != section.id:
                yield _section_tie([source], [section.id], "parts")
        if not section.before and not sources:
            yield _section_tie([], [section.id], "new")
    for gone in difference.gone_sections:
        if gone.id not in went:
            yield _section_tie([gone.id], [], "gone")


def _section_tie(then: list[str], now: list[str], what: str) -> dict[str, Any]:
    reason = render_words("section_reason", what=what).strip()
    return {"then": in_one_line(then), "now": in_one_line(now), "reason": reason}


def _clause_ties(
    difference: Difference, sections: Sequence[WrittenSection], own: Mapping[str, Clause]
) -> Iterator[dict[str, Any]]:
    """Yield a tie for each topmost clause but those that are the same under their id.

    Parts come with their whole: where it says something else, those that say the same are tied themselves.
    """
    tied: set[str] = set()
    for section in sections:
        for listed in section.lists:
            for one in listed.clauses:
                now = f"{section.id}/{one.id}"
                known = one.bullet.known
                then = known.citation.partition("/")[2] if known and known.level == 1 else ""
                if known is None or not then or then in tied:
                    yield _tie("new", [], [now], note=render_words("clause_note", what="new").strip())
                    continue
                tied.add(then)
                if not _is_same(one, own[known.citation]):
                    how = "renamed" if listed.kind == "indicators" else "changed"
                    told = note_of(change for part in one.walk() for change in part.bullet.changes)
                    note = told or render_words("clause_note", what="parts").strip()
                    yield _tie(how, [then], [now], judged=True, note=note)
                    yield from _part_ties(one, section, own)
                elif not one.carried:
                    yield _tie("same", [then], [now])
    kept = {one.id for one in sections}
    for gone in difference.alignment.gone:
        then = gone.citation.partition("/")[2]
        if gone.level == 1 and then not in tied:
            told_in = {"told_in": gone.section} if gone.section in kept else {}
            yield _tie("gone", [then], [], **told_in, note=render_words("clause_note", what="gone").strip())


def _part_ties(whole: Written, section: WrittenSection, own: Mapping[str, Clause]) -> Iterator[dict[str, Any]]:
    """Yield a tie for each part that says what it said; none where the whole promises more or less than it did."""
    if any(change.kind == "strength" for change in whole.bullet.changes):
        return
    for part in whole.details:
        known = accepted(part)
        if known and known.level > 1 and _is_same(part, own[known.citation]):
            yield _tie("same", [known.citation.partition("/")[2]], [f"{section.id}/{part.id}"])
        else:
            yield from _part_ties(part, section, own)


def _tie(how: str, then: list[str], now: list[str], **more: Any) -> dict[str, Any]:
    return {"how": how, "then": in_one_line(then), "now": in_one_line(now), **more}


def _is_same(one: Written, before: Clause) -> bool:
    """Whether a clause and all of its parts say what they said, each in its place, and none has come or gone."""
    parts = list(one.walk())
    alike = all(
        part.bullet.state in {"same", "moved"} and _place(part, one) == _place_before(part, before) for part in parts
    )
    return alike and len(parts) == sum(1 for _ in before.walk())


def _place(part: Written, whole: Written) -> str:
    return part.id.removeprefix(whole.id)


def _place_before(part: Written, whole: Clause) -> str:
    known = part.bullet.known
    return known.citation.rpartition("/")[2].removeprefix(whole.id) if known else ""


def accepted(one: Written) -> Known | None:
    """Give what a clause continues, where no person need decide."""
    return one.bullet.known if one.bullet.match and one.bullet.match.accepted else None
