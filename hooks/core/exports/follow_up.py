"""Measured values as open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.content import Content
from core.exports.files import Cell


def value_rows(content: Content) -> Iterator[Sequence[Cell]]:
    """Yield the table of measured values, its heading first, the earliest year before."""
    yield "ar", "dag", "beteckning", "fraga", "forvaltning", "varde", "enhet", "kalla", "star_i", "anmarkning"
    for year, values in sorted(content.measurements.items()):
        for value in values:
            yield (
                year,
                value.day,
                str(value.citation or ""),
                value.question or "",
                content.organisations[value.department].name if value.department else "",
                value.value,
                value.unit or "",
                value.source,
                str(value.stated_in or ""),
                value.remark or "",
            )
