"""Measured values as open data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.content import Content
from core.text import day_words


def value_rows(content: Content) -> Iterator[Sequence[str]]:
    """Yield the table of measured values, its heading first, the earliest year before."""
    yield "ar", "dag", "beteckning", "fraga", "forvaltning", "varde", "enhet", "kalla", "star_i", "anmarkning"
    for year, values in sorted(content.measurements.items()):
        for value in values:
            yield (
                year,
                day_words(value.day) if value.day else "",
                str(value.citation or ""),
                value.question or "",
                content.organisations[value.department].name if value.department else "",
                value.value,
                value.unit or "",
                value.source,
                str(value.stated_in or ""),
                value.remark or "",
            )
