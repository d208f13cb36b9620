"""What continues what, and what has changed, as open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from core.content import Content
from core.exports.files import Exported
from core.history import History, Tie
from core.models.continuity import How


class ExportedChange(Exported):
    """What became of clauses between two documents, as a reader has decided it."""

    earlier: str = Field(description="Edition of the earlier document.")
    later: str = Field(description="Edition of the later document.")
    how: How
    about: Literal["goals", "indicators"] = Field(description="Goals are all clauses that are not indicators.")
    then: list[str] = Field(description="Citations in the earlier document; edition/section is its introduction.")
    now: list[str] = Field(description="Citations in the later document.")
    judged: bool = Field(description="Whether another reader might decide otherwise.")
    note: str | None


class ExportedSectionTie(Exported):
    """Where sections of the earlier document went."""

    then: list[str] = Field(description="Sections of the earlier document; none where the later are new.")
    now: list[str] = Field(description="Sections of the later document; none where the earlier are gone.")
    judged: bool
    reason: str


class ExportedWord(Exported):
    """A word that was exchanged."""

    then: str
    now: str
    note: str


class ExportedMainChange(Exported):
    """One of the changes that matter most."""

    id: str
    title: str
    text: str
    then: list[str] = Field(description="Citations in the earlier document.")
    now: list[str] = Field(description="Citations in the later document.")


class ExportedContinuity(Exported):
    """Two documents compared."""

    earlier: str
    later: str
    replaces: bool = Field(description="Whether the later takes the place of the earlier.")
    sections: list[ExportedSectionTie]
    changes: list[ExportedMainChange] = Field(description="The most important first.")
    words: list[ExportedWord]


def export_changes(content: Content) -> list[ExportedChange]:
    """Give every tie of clauses of every comparison."""
    return [
        ExportedChange(
            earlier=history.then.id,
            later=history.now.id,
            how=tie.record.how,
            about=_about(tie),
            then=[place.citation for place in tie.then],
            now=[place.citation for place in tie.now],
            judged=tie.record.judged,
            note=tie.record.note,
        )
        for history in content.histories
        for tie in history.ties
    ]


def export_continuity(content: Content) -> list[ExportedContinuity]:
    """Give every comparison without its clauses."""
    return [_export_comparison(history) for history in content.histories]


def _export_comparison(history: History) -> ExportedContinuity:
    record = history.record
    return ExportedContinuity(
        earlier=record.then,
        later=record.now,
        replaces=record.whole,
        sections=[
            ExportedSectionTie(then=list(tie.then), now=list(tie.now), judged=tie.judged, reason=tie.reason)
            for tie in record.sections
        ],
        changes=[
            ExportedMainChange(
                id=change.id,
                title=change.title,
                text=change.text,
                then=[f"{record.then}/{spot}" for spot in change.then],
                now=[f"{record.now}/{spot}" for spot in change.now],
            )
            for change in record.changes
        ],
        words=[ExportedWord(then=word.then, now=word.now, note=word.note) for word in record.words],
    )


# What stands in the table for what became of a clause.
_HOW = {
    "same": "samma",
    "changed": "ändrat",
    "stronger": "starkare löfte",
    "weaker": "svagare löfte",
    "renamed": "annat namn",
    "other-measure": "annat mått",
    "new": "nytt",
    "gone": "borta",
}


def change_rows(content: Content) -> Iterator[Sequence[str]]:
    """Yield the table of ties, a row for each pair of places, its heading first."""
    yield "vad", "slag", "tidigare", "tidigare_text", "senare", "senare_text", "var_bedomning", "anmarkning"
    for history in content.histories:
        for tie in history.ties:
            for then in tie.then or (None,):
                for now in tie.now or (None,):
                    yield (
                        _HOW[tie.record.how],
                        "indikator" if tie.is_about_indicators else "mål eller insats",
                        then.citation if then else "",
                        " ".join(then.texts) if then else "",
                        now.citation if now else "",
                        " ".join(now.texts) if now else "",
                        "ja" if tie.record.judged else "",
                        tie.record.note or "",
                    )


def _about(tie: Tie) -> Literal["goals", "indicators"]:
    return "indicators" if tie.is_about_indicators else "goals"
