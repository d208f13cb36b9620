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

    earlier: str = Field(description="Id för den tidigare utgåvan.")
    later: str = Field(description="Id för den senare utgåvan.")
    how: How = Field(
        description="Vad som har hänt: samma, ändrat, starkare, svagare, annat namn, annat mått, nytt eller borta."
    )
    about: Literal["goals", "indicators"] = Field(
        description="`indicators`: indikatorer · `goals`: alla andra punkter."
    )
    then: list[str] = Field(
        description="Beteckningar i det tidigare dokumentet; utgåva/avsnitt är avsnittets inledning."
    )
    now: list[str] = Field(description="Beteckningar i det senare dokumentet.")
    judged: bool = Field(description="Om en annan läsare kunde ha bedömt det på ett annat sätt.")
    note: str | None = Field(description="En anmärkning, eller null.")


class ExportedSectionTie(Exported):
    """Where sections of the earlier document went."""

    then: list[str] = Field(description="Avsnitt i det tidigare dokumentet; tom där det senare är nytt.")
    now: list[str] = Field(description="Avsnitt i det senare dokumentet; tom där det tidigare är borta.")
    judged: bool = Field(description="Om en annan läsare kunde ha bedömt det på ett annat sätt.")
    reason: str = Field(description="Varför de hör ihop, eller inte har någon motsvarighet.")


class ExportedWord(Exported):
    """A word that was exchanged."""

    then: str = Field(description="Ordet i det tidigare dokumentet.")
    now: str = Field(description="Ordet i det senare dokumentet.")
    note: str = Field(description="En anmärkning.")


class ExportedMainChange(Exported):
    """One of the changes that matter most."""

    id: str = Field(description="Ändringens id.")
    title: str = Field(description="Rubriken.")
    text: str = Field(description="Ändringen i korthet.")
    then: list[str] = Field(description="Beteckningar i det tidigare dokumentet.")
    now: list[str] = Field(description="Beteckningar i det senare dokumentet.")


class ExportedContinuity(Exported):
    """Two documents compared."""

    earlier: str = Field(description="Id för den tidigare utgåvan.")
    later: str = Field(description="Id för den senare utgåvan.")
    replaces: bool = Field(description="Om den senare ersätter den tidigare.")
    sections: list[ExportedSectionTie] = Field(description="Vart avsnitten i det tidigare dokumentet tog vägen.")
    changes: list[ExportedMainChange] = Field(description="De viktigaste ändringarna, den viktigaste först.")
    words: list[ExportedWord] = Field(description="Ord som har bytts ut.")


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
