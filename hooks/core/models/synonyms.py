"""How people say what the site is about: everyday words, misspellings, English, and the words of crisis."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.common import Id, Line, ListInput, Record, Ref
from core.routes import address_of, situation


def _check_address(value: str) -> str:
    if not re.fullmatch(r"/(?:[a-z0-9-]+/)*(?:#[a-z0-9-]+)?", value):
        raise PydanticCustomError(
            "synonym_address", _("'{address}' is not an address of this site; write /word/word/"), {"address": value}
        )
    return value


Address = Annotated[str, AfterValidator(_check_address)]


class Synonym(Record):
    """One thing that people mean, the ways they say it, and what answers it. The words are never shown."""

    id: Id
    says: Annotated[tuple[Line, ...], ListInput, Field(min_length=1)] = Field(
        description="Words and short phrases as people write them, in any order and form; å, ä, ö and case aside.",
        examples=[["pappa dricker", "mamma super"]],
    )
    words: Annotated[tuple[Line, ...], ListInput] = Field(
        description="The site's own words for it, which are searched for as well.", examples=[["självmord", "suicid"]]
    )
    pages: Annotated[tuple[Address, ...], ListInput] = Field(
        description="Addresses that answer it, best first.", examples=[[address_of(situation("anhorig"))]]
    )
    person: bool = Field(
        default=False, description="Whether it names someone: beside how they are, it is about them and not the writer."
    )
    others: Annotated[tuple[Address, ...], ListInput] = Field(
        default=(), description="Addresses that answer it instead where someone else is named, best first."
    )
    card: Ref | None = Field(description="Id in help-cards.yml of the card that stands above the hits, else null.")

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Synonym:
        if not self.words and not self.pages and self.card is None and not self.person:
            raise PydanticCustomError(
                "synonym_empty", _("neither words, pages nor a card; add what is meant"), {"at": "words"}
            )
        return self
