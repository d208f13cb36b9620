"""The agreement: one document, what its sections belong to, their lists, their clauses, and how a clause is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from core.messages import Said, _
from core.models.common import Day, Id, Line, ListInput, PageId, Record, Ref, Refs, Text, Whole, WrittenAsText


@dataclass(frozen=True, order=True)
class Citation(WrittenAsText):
    """The permanent name of a clause, such as `2026/kunskapsstyrning/kort-2`."""

    edition: str
    section: str
    clause: str

    def __str__(self) -> str:
        return f"{self.edition}/{self.section}/{self.clause}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a citation as it is written."""
        if not re.fullmatch(r"[^/]+/[^/]+/[^/]+", text):
            raise PydanticCustomError(
                "citation_form",
                _("'{citation}' is not a citation; write edition/section/clause, such as 2026/lss/kort-2"),
                {"citation": text},
            )
        return cls(*text.split("/"))


def _check_clause_id(value: str) -> str:
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*(?:-[1-9][0-9]*)+", value):
        raise PydanticCustomError(
            "clause_id_form",
            _("'{id}' is not the id of a clause; write its list's word and a number, such as kort-7 or kort-2-1"),
            {"id": value},
        )
    return value


ClauseId = Annotated[
    str,
    AfterValidator(_check_clause_id),
    Field(
        description="Permanent, and the anchor on the page: it stays when the clause moves, and is never used again.",
        examples=["kort-2", "kort-2-1"],
    ),
]


IsDraft = Annotated[
    bool,
    Field(
        description="true until a person has rewritten it in plain language and checked it beside the document. "
        "Only a draft edition has such marks."
    ),
]


class Paragraph(Record):
    """One paragraph of running text with the links that its words carry in the document."""

    text: Text = Field(description="The paragraph in plain language.")
    actors: Refs = Field(default=(), description="Ids in organisations.yml: who acts or is bound.")
    links: Refs = Field(default=(), description="Ids in links.yml, in the order of the document.")
    draft: IsDraft = False


class Clause(Record):
    """One bullet of the document; its sub-bullets are `details`."""

    id: ClauseId
    text: Text = Field(description="Goal or activity in plain language; an indicator exactly as in the document.")
    details: Annotated[tuple[Clause, ...], ListInput] = Field(default=(), description="Sub-bullets, in order.")
    text_after_details: Text | None = Field(
        default=None, description="Running text of the same bullet that follows its sub-bullets in the document."
    )
    actors: Refs = Field(default=(), description="Ids in organisations.yml: who acts or is bound.")
    links: Refs = Field(default=(), description="Ids in links.yml, in the order of the document.")
    struck: Day | None = Field(
        default=None,
        description="The first day without the clause. It stays here, so that its id still has an answer.",
    )
    draft: IsDraft = False

    def walk(self) -> Iterator[Clause]:
        """Yield this clause and everything below it, in order."""
        yield self
        for detail in self.details:
            yield from detail.walk()


ListTerm = Literal["short", "long", "none"]
ListKind = Literal["goals", "indicators", "activities", "prose"]


class ClauseList(Record):
    """One list of a section, in the order of the document."""

    id: Id = Field(description="The anchor of its heading.", examples=["kort-sikt"])
    heading: Line | None = Field(description="As the document prints it; null where the list has no heading there.")
    term: ListTerm = Field(description="The term that the list's goals or indicators are for.")
    kind: ListKind
    clauses: Annotated[tuple[Clause, ...], ListInput, Field(min_length=1)]


class Section(Record):
    """One section of the document: one page of the site."""

    id: PageId
    draft: IsDraft = False
    title: Line = Field(description="Exactly as in the document.")
    parent: Ref | None = Field(description="The section that groups this one in the document, else null.")
    belongs_to: Refs = Field(
        description="Ids of groups in the edition's framework; [] if it has none.", examples=[["delmal-2", "delmal-5"]]
    )
    summary: Line = Field(max_length=160, description="One sentence on what the section is about, for lists.")
    introduction: Annotated[tuple[Paragraph, ...], ListInput]
    lists: Annotated[tuple[ClauseList, ...], ListInput] = Field(description="In the order of the document.")
    page: Whole = Field(ge=1, description="Printed page of the document where the heading stands.")
    remarks: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Slips of the document that a reader would notice."
    )

    @classmethod
    def how_to_add(cls, value: Any, place: tuple[str | int, ...]) -> Said:
        """Tell which id is free where a clause has none."""
        match place:
            case (*above, "details", int(), "id"):
                stem = _at(value, tuple(above)).get("id")
            case (*_, "lists", int(number), "clauses", int(), "id"):
                siblings = _at(value, ("lists", number, "clauses"))
                named = [one["id"] for one in siblings if isinstance(one, dict) and isinstance(one.get("id"), str)]
                stem = re.sub(r"(?:-\d+)+$", "", named[0]) if named else _at(value, ("lists", number)).get("id")
            case _:
                return super().how_to_add(value, place)
        if not isinstance(stem, str):
            return super().how_to_add(value, place)
        return _("write id: {free}", free=free_id(stem, _ids(value)))


def free_id(stem: str, taken: Iterable[str]) -> str:
    """Give the id that follows on every one that was ever used with a stem."""
    numbers = [int(found[1]) for one in taken if (found := re.fullmatch(rf"{re.escape(stem)}-(\d+)", one))]
    return f"{stem}-{max(numbers, default=0) + 1}"


def _at(value: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        value = value[step]
    return value


def _ids(value: Any) -> Iterator[str]:
    """Yield every id in a value as it was read, whatever its form."""
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _ids(one)


class Group(Record):
    """A focus area or a part of the document: what sections belong to."""

    id: Id = Field(examples=["fokusomrade-1"])
    number: Line | None = Field(description="As printed; null where it has none.", examples=["1", "A"])
    name: Line


class Framework(Record):
    """What the sections of an edition belong to: a strategy's delmål, or focus areas or parts of the document's own."""

    name: Line = Field(description="What one of the groups is called.", examples=["Delmål", "Fokusområde", "Del"])
    strategy: Ref | None = Field(
        description="Id of the strategy in strategy.yml whose delmål are the groups (delmal-1, delmal-2 …), else null."
    )
    groups: Annotated[tuple[Group, ...], ListInput] = Field(description="The document's own; [] with a strategy.")

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.strategy is None) == (not self.groups):
            raise PydanticCustomError(
                "framework",
                _("exactly one of strategy and groups must stand; name the strategy, or list the groups"),
                {"at": "strategy groups"},
            )
        return self


class Signatory(Record):
    """One who signed the document."""

    name: Line
    role: Line = Field(description="Title exactly as under the signature.", examples=["socialdirektör"])
    organisation: Ref


class Basis(Record):
    """What the document rests on, under the document's own three leads."""

    grounded_in: Annotated[tuple[Line, ...], ListInput]
    inspired_by: Annotated[tuple[Line, ...], ListInput]
    follows: Annotated[tuple[Line, ...], ListInput]


class SourceDocument(Record):
    """The document that counts: how to cite it."""

    title: Line
    preamble_page: Whole = Field(ge=1)
    implementation_page: Annotated[Whole, Field(ge=1)] | None


class Agreement(Record):
    """One edition; `sections` gives the order of the document."""

    id: Id = Field(description="The edition, which is also the folder's name.", examples=["2026"])
    draft: bool = Field(
        default=False,
        description="true while the edition is being written: then no page, search or export has anything of it.",
    )
    kind: Literal["agreement", "plan"]
    title: Line
    name: Line = Field(
        description="What the site calls it in running text.",
        examples=["överenskommelsen 2026", "handlingsplanen 2015"],
    )
    period: Line = Field(examples=["2026"])
    decided: Day | None = Field(description="Day of decision; null where the document does not say.")
    revised: Annotated[tuple[Day, ...], ListInput]
    replaces: Ref | None
    parties: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)]
    signatories: Annotated[tuple[Signatory, ...], ListInput]
    purpose: Annotated[tuple[Paragraph, ...], ListInput] = Field(description="[] where the document states none.")
    aim: Annotated[tuple[Paragraph, ...], ListInput] = Field(description="[] where the document states none.")
    common_ground: Annotated[tuple[Paragraph, ...], ListInput] = Field(description="What the parties agree they need.")
    basis: Basis
    implementation_title: Line | None = Field(description="null where the document has no such part.")
    implementation: Annotated[tuple[Paragraph, ...], ListInput]
    source_document: SourceDocument
    framework: Framework | None = Field(description="What its sections belong to; null where the document has nothing.")
    remarks: Annotated[tuple[Line, ...], ListInput] = Field(
        description="Slips of the document that a reader would notice."
    )
    sections: Annotated[tuple[Ref, ...], ListInput, Field(min_length=1)]

    def is_over(self, day: date) -> bool:
        """Whether the last year of its period has passed on a day; not where the period names no year."""
        years = re.findall(r"\d{4}", self.period)
        return bool(years) and day.year > int(years[-1])
