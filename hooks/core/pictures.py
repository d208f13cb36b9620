"""Pictures as SVG, drawn from the data: classes only, a title, 360 wide for phones.

Each has its content as text beside it on its page; colours, dark and print are the style sheet's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 360
LETTERS = 40
"""Letters on a line of a box: so many fit in the widest face that is common."""
LINE = 18
"""From line to line."""


@dataclass(frozen=True)
class Step:
    """A box of a ladder: what stands in it, and squares with words below it."""

    lines: Sequence[str]
    squares: Sequence[str] = ()


@dataclass(frozen=True)
class Span:
    """A document on a timeline: its name, its first and last year."""

    name: str
    first: int
    last: int
    in_force: bool


def _picture(name: str, title: str, height: float, shapes: Iterable[Markup]) -> Markup:
    head = Markup(
        '<svg class="picture" role="img" aria-labelledby="{0}" viewBox="0 0 {1} {2}" '
        'width="{1}" height="{2}" focusable="false"><title id="{0}">{3}</title>'
    ).format(name, WIDTH, round(height), title)
    return head + Markup("").join(shapes) + Markup("</svg>")


def _text(x: float, y: float, words: str, kind: str = "label", anchor: str = "start") -> Markup:
    return Markup('<text class="{}" x="{:g}" y="{:g}" text-anchor="{}">{}</text>').format(kind, x, y, anchor, words)


def _box(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="4"/>').format(
        kind, x, y, width, height
    )


def ladder(name: str, title: str, steps: Sequence[Step]) -> Markup:
    """Draw boxes one below the other with an arrow between, squares in a row in their box."""
    shapes: list[Markup] = []
    y = 4.0
    for index, step in enumerate(steps):
        lines = [part for line in step.lines for part in textwrap.wrap(line, LETTERS)]
        height = 16 + LINE * len(lines) + (32 if step.squares else 0)
        shapes.append(_box(2, y, WIDTH - 4, height, "box"))
        shapes += [
            _text(14, y + 22 + LINE * number, line, "label" if number else "label strong")
            for number, line in enumerate(lines)
        ]
        wide = min(44.0, (WIDTH - 28) / max(1, len(step.squares)))
        for number, words in enumerate(step.squares):
            shapes.append(_box(14 + wide * number, y + height - 36, wide - 4, 26, "square"))
            shapes.append(_text(14 + wide * number + (wide - 4) / 2, y + height - 18, words, "label", "middle"))
        y += height
        if index + 1 < len(steps):
            middle = WIDTH / 2
            shapes.append(
                Markup('<path class="arrow" d="M{0:g} {1:g}V{2:g}M{3:g} {4:g}L{0:g} {2:g}L{5:g} {4:g}"/>').format(
                    middle, y + 3, y + 19, middle - 6, y + 12, middle + 6
                )
            )
            y += 24
    return _picture(name, title, y + 4, shapes)


def timeline(name: str, title: str, spans: Sequence[Span]) -> Markup:
    """Draw documents as bars by year, to scale, each with its name above it."""
    first, last = min(one.first for one in spans), max(one.last for one in spans) + 1
    scale = (WIDTH - 16) / (last - first)
    shapes: list[Markup] = []
    y = 8.0
    for one in spans:
        lines = textwrap.wrap(one.name, LETTERS)
        shapes += [_text(8, y + 14 + LINE * number, line) for number, line in enumerate(lines)]
        y += LINE * len(lines) + 6
        kind = "span now" if one.in_force else "span"
        shapes.append(_box(8 + (one.first - first) * scale, y, (one.last + 1 - one.first) * scale, 14, kind))
        y += 30
    shapes.append(Markup('<path class="axis" d="M8 {0:g}H{1:g}"/>').format(y, WIDTH - 8))
    marked = sorted({first, last - 1, *(one.first for one in spans)})
    shown: list[int] = []
    for year in marked:
        if not shown or (year - shown[-1]) * scale >= 44:  # noqa: PLR2004 - the width of a year in figures
            shown.append(year)
    for year in shown:
        x = 8 + (year - first) * scale
        shapes.append(Markup('<path class="axis" d="M{0:g} {1:g}v6"/>').format(x, y))
        shapes.append(_text(min(x, WIDTH - 44), y + 22, str(year)))
    return _picture(name, title, y + 30, shapes)


def flow(name: str, title: str, left: int, right: int, ties: Iterable[tuple[int, int, bool]]) -> Markup:
    """Draw two columns of numbers with a line for each tie, dashed where it is judged; alone is what has none."""
    step = 26.0
    found = list(ties)
    height = 16 + step * max(left, right)
    gaps = (height - 16) / max(1, left), (height - 16) / max(1, right)
    at_left = [8 + gaps[0] * (number + 0.5) for number in range(left)]
    at_right = [8 + gaps[1] * (number + 0.5) for number in range(right)]
    shapes = [
        Markup('<path class="tie{4}" d="M44 {0:g}C{2:g} {0:g} {2:g} {1:g} {3:g} {1:g}"/>').format(
            at_left[one], at_right[other], WIDTH / 2, WIDTH - 44, " judged" if judged else ""
        )
        for one, other, judged in found
    ]
    for x, places, tied in (
        (24, at_left, {one for one, _, _ in found}),
        (WIDTH - 24, at_right, {two for _, two, _ in found}),
    ):
        for number, y in enumerate(places):
            kind = "square" if number in tied else "square alone"
            shapes.append(_box(x - 18, y - 10, 36, 20, kind))
            shapes.append(_text(x, y + 5, str(number + 1), "label", "middle"))
    return _picture(name, title, height, shapes)


def squares(name: str, title: str, rows: Sequence[tuple[str, Sequence[str]]]) -> Markup:
    """Draw a row of squares for each label, each square of its kind; a long row goes on below."""
    shapes: list[Markup] = []
    size, y = 14.0, 8.0
    fit = int((WIDTH - 44) // size)
    for label, kinds in rows:
        shapes.append(_text(28, y + 11, label, "label", "end"))
        for number, kind in enumerate(kinds):
            shapes.append(
                Markup('<rect class="cell {}" x="{:g}" y="{:g}" width="10" height="10" rx="1"/>').format(
                    kind, 38 + size * (number % fit), y + size * (number // fit)
                )
            )
        y += size * max(1, -(-len(kinds) // fit)) + 6
    return _picture(name, title, y + 4, shapes)


def series(name: str, title: str, points: Sequence[tuple[str, float, str]]) -> Markup:
    """Draw values as bars from nought, each with its day below it and its value above it."""
    top = max((value for _, value, _ in points), default=0.0) or 1.0
    wide = (WIDTH - 16) / max(1, len(points))
    shapes: list[Markup] = [Markup('<path class="axis" d="M8 150H{}"/>').format(WIDTH - 8)]
    for number, (day, value, words) in enumerate(points):
        height = max(0.0, 110 * value / top)
        middle = 8 + wide * (number + 0.5)
        shapes.append(_box(middle - min(24, wide * 0.4), 150 - height, min(48, wide * 0.8), height, "span now"))
        shapes.append(_text(middle, 144 - height, words, "label", "middle"))
        shapes.append(_text(middle, 168, day, "label", "middle"))
    return _picture(name, title, 176, shapes)
