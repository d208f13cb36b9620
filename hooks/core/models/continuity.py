"""What a later document continues of an earlier one, as a reader has decided: sections, clauses, words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.common import Id, Line, ListInput, Record, Ref, Refs, WrittenAsText


@dataclass(frozen=True, order=True)
class Spot(WrittenAsText):
    """A clause of a document, such as `lss/kort-2`, or the introduction of a section, by the section's id alone."""

    section: str
    clause: str | None = None

    def __str__(self) -> str:
        return f"{self.section}/{self.clause}" if self.clause else self.section

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a spot as it is written."""
        if not re.fullmatch(r"[^/\s]+(?:/[^/\s]+)?", text):
            raise PydanticCustomError(
                "spot_form",
                _(
                    "'{spot}' is no clause; write section/clause, such as lss/kort-2, "
                    "or the section for its introduction"
                ),
                {"spot": text},
            )
        return cls(*text.split("/"))


Spots = Annotated[
    tuple[Spot, ...],
    ListInput,
    Field(description="Clauses as section/clause; a section alone is its introduction.", examples=[["lss/kort-2"]]),
]

How = Literal["same", "changed", "stronger", "weaker", "renamed", "other-measure", "new", "gone"]
"""What became of a clause; `renamed` and `other-measure` are for indicators alone, the middle three for all others."""


class SectionTie(Record):
    """Where sections of the earlier document went: one of them to several, or several to one."""

    then: Refs = Field(description="Ids of sections of the earlier document; [] where the later ones are new.")
    now: Refs = Field(description="Ids of sections of the later document; [] where the earlier ones are gone.")
    judged: bool = Field(default=False, description="true where another reader might decide otherwise.")
    reason: Line = Field(description="One sentence in Swedish that readers see.")

    @model_validator(mode="after")
    def _one_to_some(self) -> Self:
        if not self.then and not self.now:
            raise PydanticCustomError(
                "tie_empty", _("then and now are both empty; name a section, or remove the tie"), {"at": "then"}
            )
        if len(self.then) > 1 and len(self.now) > 1:
            raise PydanticCustomError(
                "tie_many", _("then and now name several sections each; write a tie for each of one"), {"at": "now"}
            )
        return self


class ClauseTie(Record):
    """What became of clauses."""

    how: How
    then: Spots
    now: Spots
    judged: bool = Field(default=False, description="true where another reader might decide otherwise.")
    told_in: Ref | None = Field(
        default=None, description="For what is gone: the section of the later document on whose page it is told."
    )
    note: Line | None = Field(
        default=None, description="One or some sentences in Swedish on what differs; only 'same' does without."
    )

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.how == "new") != (not self.then) or (self.how == "gone") != (not self.now):
            raise PydanticCustomError(
                "tie_how",
                _("'new' is what has no then, 'gone' what has no now, and nothing else; correct how, then or now"),
                {"at": "how"},
            )
        if self.told_in is not None and self.how != "gone":
            raise PydanticCustomError(
                "tie_told", _("told_in is for what is gone; remove it, or correct how"), {"at": "told_in"}
            )
        if self.note is None and self.how != "same":
            raise PydanticCustomError(
                "tie_note", _("a tie that is not 'same' needs a note; say what differs"), {"at": "note how"}
            )
        return self


class Change(Record):
    """One of the changes that matter most, for the top of the page."""

    id: Id
    title: Line
    text: Line = Field(description="What the documents say then and now; nothing stronger, nothing weaker.")
    then: Spots
    now: Spots

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if not self.then and not self.now:
            raise PydanticCustomError(
                "change_empty", _("the change cites nothing; name the clauses it is seen in"), {"at": "then"}
            )
        return self


class WordChange(Record):
    """A word that the later document has where the earlier had another."""

    then: Line = Field(examples=["självmord"])
    now: Line = Field(examples=["suicid"])
    note: Line
    seen_then: Spots = Field(min_length=1, description="Where the earlier document has its word.")
    seen_now: Spots = Field(min_length=1, description="Where the later document has its word.")


class Comparison(Record):
    """Two documents compared: the earlier and the later."""

    then: Ref = Field(description="Edition of the earlier document.")
    now: Ref = Field(description="Edition of the later document.")
    draft: bool = Field(
        default=False,
        description="true while it is a proposal that nobody has read beside the documents; only with a draft edition.",
    )
    whole: bool = Field(
        description="true where the later takes the earlier's place: then no section and no indicator of either may "
        "be forgotten. Otherwise none of the earlier may."
    )
    sections: Annotated[tuple[SectionTie, ...], ListInput, Field(min_length=1)]
    clauses: Annotated[tuple[ClauseTie, ...], ListInput]
    changes: Annotated[tuple[Change, ...], ListInput] = Field(description="The most important first.")
    words: Annotated[tuple[WordChange, ...], ListInput]
