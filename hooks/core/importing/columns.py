"""The letters of a page in, those of each of its columns out, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from core.importing.letters import Letter

_MIDDLE = 0.2  # of the width of the text, from each side: nearer its edge signs and page numbers stand apart
_LEAST_ROOM = 9  # points between two columns
_LEAST_LINES = 5  # in each column
_ACROSS, _MOST_ACROSS = 0.1, 0.5  # of the lines, which may go from one column to the other: headings


@dataclass(frozen=True)
class Room:
    """The room between two columns: its middle, where the column to the right begins, and where the text does."""

    middle: float
    end: float
    start: float


def room_of(pages: Iterable[Sequence[Letter]]) -> Room | None:
    """Give the room between the columns of a document, told by the pages that show it; None for no columns."""
    return min(filter(None, map(_room_between, pages)), key=lambda room: room.end, default=None)


def in_columns(letters: Sequence[Letter], room: Room) -> list[list[Letter]]:
    """Give the letters of a page, column by column, all moved to where the first one stands; one group for no columns.

    What goes right across, as a title, parts the page: what stands above it is read first.
    """
    written = [letter for letter in letters if letter.text.strip()]
    lines = {round(letter.base) for letter in written}
    across = {round(letter.base) for letter in written if letter.left < room.middle < letter.right}
    right = [letter for letter in written if letter.left > room.middle and round(letter.base) not in across]
    if not right or len(across) > len(lines) * _MOST_ACROSS:
        return [list(letters)]
    groups: list[list[Letter]] = []
    for band in _bands(letters, across):
        if any(round(letter.base) in across for letter in band):
            groups.append(band)
            continue
        groups.append([letter for letter in band if letter.left < room.middle])
        groups.append([_moved(letter, room.end - room.start) for letter in band if letter.left >= room.middle])
    return [group for group in groups if group]


def _moved(letter: Letter, far: float) -> Letter:
    return replace(letter, left=letter.left - far, right=letter.right - far)


def _room_between(letters: Sequence[Letter]) -> Room | None:
    """Give the room between the columns of a page: upright, near the middle, and few lines go across it."""
    written = [letter for letter in letters if letter.text.strip()]
    if not written:
        return None
    start, end = min(letter.left for letter in written), max(letter.right for letter in written)
    covered: dict[int, set[int]] = {}
    for letter in written:
        for place in range(int(letter.left), int(letter.right) + 1):
            covered.setdefault(place, set()).add(round(letter.base))
    most = len({round(letter.base) for letter in written}) * _ACROSS
    first, last = int(start + (end - start) * _MIDDLE), int(end - (end - start) * _MIDDLE)
    widest, begun, run = 0, 0, first
    for place in range(first, last + 2):
        if place > last or len(covered.get(place, ())) > most:
            widest, begun = max((widest, begun), (place - run, place))
            run = place + 1
    # where the column to the right begins is sharp, where lines of the one to the left end is not
    middle = begun - _LEAST_ROOM / 2
    sides = (
        {round(letter.base) for letter in written if letter.right <= middle},
        {round(letter.base) for letter in written if letter.left >= middle},
    )
    enough = widest >= _LEAST_ROOM and all(len(side) >= _LEAST_LINES for side in sides)
    return Room(middle, begun, start) if enough else None


def _bands(letters: Sequence[Letter], across: set[int]) -> Iterator[list[Letter]]:
    """Part the letters of a page from its top to its foot, at each line that goes across."""
    bands: dict[tuple[int, bool], list[Letter]] = {}
    for letter in letters:
        base = round(letter.base)
        above = sum(line > base for line in across)
        bands.setdefault((above, base in across), []).append(letter)
    for _place, band in sorted(bands.items()):
        yield band
