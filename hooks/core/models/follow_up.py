"""Measured values: what an indicator was on a day, or what a survey found."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.messages import _
from core.models.agreement import Citation
from core.models.common import Day, Line, Record, Ref


class Measurement(Record):
    """One measured value; the file's name is its year."""

    citation: Citation | None = Field(default=None, description="The indicator that was measured.")
    question: Line | None = Field(default=None, description="What a survey asked, where no indicator was measured.")
    department: Ref | None = Field(default=None, description="Id of the department; left out for the whole city.")
    day: Day | None = Field(description="The day the value holds for; null where only the year is known.")
    value: Line = Field(description="Digits with a decimal comma, or the words of the source.", examples=["12,5"])
    unit: Line | None = Field(default=None, examples=["procent"])
    source: Line = Field(description="Where the value is from, for readers.")
    stated_in: Citation | None = Field(default=None, description="The clause that states the value, word for word.")
    remark: Line | None = None

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if (self.citation is None) == (self.question is None):
            raise PydanticCustomError(
                "measured",
                _("exactly one of citation and question must stand; correct it"),
                {"at": "question citation"},
            )
        return self

    @property
    def subject(self) -> str:
        """Give what was measured: a citation, or a question."""
        return str(self.citation) if self.citation else str(self.question)

    @property
    def number(self) -> float | None:
        """Give the value as a number; None for words."""
        try:
            return float(self.value.replace(" ", "").replace("\u00a0", "").replace(",", "."))
        except ValueError:
            return None
