"""How the agreement hangs together, in pictures with the same as text; and the values that were measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from core.content import Content
from core.editions import Edition
from core.history import History
from core.models.agreement import Citation
from core.models.continuity import How
from core.models.follow_up import Measurement
from core.pages.history import HOW_WORDS
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.pictures import Span, Step, flow, ladder, series, squares, timeline
from core.text import day_words

SERIES = 2
"""Values of one thing that are drawn."""


def picture_pages(content: Content) -> Iterator[Page]:
    """Yield the page of pictures, and that of measured values."""
    yield _pictures_page(content, content.current)
    yield _values_page(content, content.current)


def _pictures_page(content: Content, edition: Edition) -> Page:
    history = content.history
    head = PageHead(
        src_uri=content.pages_of(edition.id).pictures,
        title="Så hänger det ihop",
        description="Dokumenten, tiden, avsnitten och indikatorerna i bilder, med samma sak i text.",
        data_path="data/continuity.yml",
    )
    delmal = [
        (one, [section for section in edition.sections if any(group.delmal == one.number for group in section.groups)])
        for one in (content.strategy.delmal if edition.follows_strategy else ())
    ]
    spans = _spans(content)
    return render_page(
        content,
        head,
        "pictures",
        edition=edition,
        delmal=delmal,
        ladder=_ladder(content, edition, [(one.number, len(sections)) for one, sections in delmal]),
        spans=spans,
        timeline=timeline("bild-tid", "Dokumenten i tiden", spans) if spans else None,
        history=history,
        flow=_flow(history) if history else None,
        squares=_squares(history) if history else None,
        counted=_counted(history) if history else [],
        words=HOW_WORDS,
    )


def _ladder(content: Content, edition: Edition, delmal: list[tuple[int, int]]) -> Markup:
    basis = edition.agreement.basis
    steps = []
    if edition.follows_strategy:
        numbers = [str(number) for number, _ in delmal]
        steps.append(Step(["Nationell strategi", f"{content.strategy.name} {content.strategy.period}"], numbers))
    steps += [Step(["Grund", *basis.grounded_in])] if basis.grounded_in else []
    counts = [str(count) for _, count in delmal]
    agreed = f"Överenskommelsen {edition.agreement.period}, {len(edition.sections)} avsnitt"
    steps.append(Step(["Överenskommelse", agreed], counts))
    parties = [content.organisations[party].name for party in edition.agreement.parties]
    steps.append(Step(["Förvaltningar", *parties]))
    return ladder("bild-dokument", "Från strategi till förvaltning", steps)


def _spans(content: Content) -> list[Span]:
    """Give the documents whose periods are years, the earliest first."""
    found = []
    for edition in content.editions.values():
        years = [int(year) for year in re.findall(r"\d{4}", edition.agreement.period)]
        if years:
            name = f"{edition.agreement.period}: {edition.agreement.title}"
            found.append(Span(name, years[0], years[-1], edition is content.current))
    return sorted(found, key=lambda one: (one.first, one.last))


def _flow(history: History) -> Markup:
    left = {one.section.id: number for number, one in enumerate(history.then.sections)}
    right = {one.section.id: number for number, one in enumerate(history.now.sections)}
    ties = [
        (left[then], right[now], tie.judged) for tie in history.record.sections for then in tie.then for now in tie.now
    ]
    title = f"Vart avsnitten {history.then.agreement.period} tog vägen {history.now.agreement.period}"
    return flow("bild-avsnitt", title, len(left), len(right), ties)


_KINDS: tuple[How, ...] = ("same", "renamed", "other-measure", "new", "gone")


def _counted(history: History) -> list[tuple[str, str, dict[How, int]]]:
    """Give each later section, and the earlier ones that are gone, with its indicators by what became of them."""
    rows = []
    for number, one in enumerate(history.now.sections, 1):
        counted = history.indicators(one.section.id)
        rows.append((str(number), one.section.title, {how: counted[how] for how in _KINDS}))
    gone = sum(place.is_indicator for tie in history.elsewhere for place in tie.then)
    if gone:
        rows.append(("–", "Avsnitt som är borta", {how: gone if how == "gone" else 0 for how in _KINDS}))
    return rows


def _squares(history: History) -> Markup:
    rows = [(number, [how for how in _KINDS for _ in range(counted[how])]) for number, _, counted in _counted(history)]
    return squares("bild-indikatorer", "Indikatorerna avsnitt för avsnitt", rows)


@dataclass(frozen=True)
class Series:
    """What was measured of one thing, in the order of the days."""

    subject: str
    citation: Citation | None
    department: str | None
    unit: str | None
    values: list[tuple[str, Measurement]]
    """Each with its year."""
    picture: Markup | None


def series_of(content: Content) -> list[Series]:
    """Give every thing that was measured, those of the edition in force first; two numbers or more are drawn."""
    found: dict[tuple[str, str | None, str | None], list[tuple[str, Measurement]]] = {}
    for year, measured in sorted(content.measurements.items()):
        for value in measured:
            found.setdefault((value.subject, value.department, value.unit), []).append((year, value))
    made = []
    for index, ((subject, department, unit), values) in enumerate(found.items()):
        values.sort(key=lambda one: (one[0], str(one[1].day)))
        numbers = [(year, value, value.number) for year, value in values]
        drawn = [(_when(year, value), number, value.value) for year, value, number in numbers if number is not None]
        picture = None
        if len(drawn) >= SERIES and len(drawn) == len(values):
            picture = series(f"bild-serie-{index + 1}", f"Värden för {subject}", drawn)
        made.append(Series(subject, values[0][1].citation, department, unit, values, picture))
    return sorted(made, key=lambda one: one.citation is None or one.citation.edition != content.current.id)


def _when(year: str, value: Measurement) -> str:
    return value.day.isoformat() if value.day else year


def _values_page(content: Content, edition: Edition) -> Page:
    made = series_of(content)
    head = PageHead(
        src_uri=content.pages_of(edition.id).follow_up,
        title="Uppföljning",
        description=f"Värden som har mätts för indikatorerna {edition.agreement.period}, och tidigare undersökningar.",
        data_path="data/README.md",
    )
    return render_page(
        content,
        head,
        "follow_up",
        edition=edition,
        measured=[one for one in made if one.citation is not None],
        surveys=_surveys(made),
        day_words=day_words,
        clauses=content.citable,
    )


def _surveys(made: list[Series]) -> list[tuple[str, str, list[Measurement]]]:
    """Give the answers to questions by year and source."""
    found: dict[tuple[str, str], list[Measurement]] = {}
    for one in made:
        for year, value in one.values if one.citation is None else ():
            found.setdefault((year, value.source), []).append(value)
    return [(year, source, values) for (year, source), values in found.items()]
