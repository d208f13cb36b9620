"""Which clause a bullet is: sections by title and content, then bullets in order, then what has moved.

In a section the bullets are aligned with the clauses in order by dynamic programming (Needleman and Wunsch 1970). That
alignment is a reason among others: the likeness of the texts decides, and order and list where texts are nearly alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from core.importing.document import Document, DocumentSection, Item
from core.importing.known import Known, KnownList, KnownSection, Reference
from core.importing.likeness import Likeness, Words

ACCEPTED = 0.6
"""A bullet that is as like a clause as this is that clause; what is less like is proposed."""
_PROPOSED, _PROPOSED_ELSEWHERE = 0.48, 0.55
_SAME_SECTION, _SAME_LIST = 0.5, 0.55
_IN_ORDER_BONUS, _LIST_BONUS = 0.1, 0.05
_MANY = 4
"""Times as many bullets as there are clauses: more are of another document."""
_TELLING_WORDS, _SOME_WORDS = 4, 2
"""Words that a text must have to be known in a section where nobody expects it; and word for word."""

Left = TypeVar("Left")
Right = TypeVar("Right")


@dataclass(frozen=True, eq=False)
class Bullet:
    """A bullet of the document with its place: the numbers of its section and of its list in it."""

    number: int
    item: Item
    section: int
    listed: int
    words: Words


@dataclass(frozen=True)
class Match:
    """A clause that a bullet is, or is proposed to be."""

    known: Known
    score: float

    @property
    def accepted(self) -> bool:
        """Whether they are so like that no person need decide."""
        return self.score >= ACCEPTED


@dataclass(frozen=True)
class Alignment:
    """A document beside what it is compared with."""

    document: Document
    reference: Reference
    sections: tuple[KnownSection | None, ...]
    """What each section of the document is; None for a new one."""
    lists: tuple[tuple[KnownList | None, ...], ...]
    """What each list of each section is; None for a new one."""
    bullets: tuple[Bullet, ...]
    matches: tuple[Match | None, ...]
    """What each bullet is; None for a new one."""
    best: tuple[float, ...]
    """The likeness of each bullet with the clause that it is most like, where it was looked for."""

    @property
    def gone(self) -> tuple[Known, ...]:
        """Give the clauses that no bullet is or may be, in order."""
        found = {match.known for match in self.matches if match}
        return tuple(one for one in self.reference.clauses if one not in found)


def align(document: Document, reference: Reference) -> Alignment:
    """Align a document with what it is compared with; see the module for how."""
    bullets = tuple(_bullets(document))
    likeness = Likeness([*(one.words for one in bullets), *(one.words for one in reference.clauses)])
    sections = _align_sections(document, reference)
    lists = tuple(
        _align_lists(section, known, [one for one in bullets if one.section == place])
        if known
        else (None,) * len(section.lists)
        for place, (section, known) in enumerate(zip(document.sections, sections, strict=True))
    )
    matcher = _Matcher(likeness, lists, bullets, reference)
    for place, known in enumerate(sections):
        if known:
            matcher.match_section([one for one in bullets if one.section == place], list(known.clauses))
    if len(bullets) <= _MANY * len(reference.clauses):  # of a book of strangers no bullet is looked for everywhere
        matcher.match_elsewhere()
        matcher.propose(sections)
    return Alignment(
        document,
        reference,
        sections,
        lists,
        bullets,
        tuple(matcher.found.get(one) for one in bullets),
        tuple(matcher.best.get(one, 0.0) for one in bullets),
    )


def _bullets(document: Document) -> Iterable[Bullet]:
    number = 0
    for place, section in enumerate(document.sections):
        for listed_place, listed in enumerate(section.lists):
            for item in listed.items:
                yield Bullet(number, item, place, listed_place, Words(item.text))
                number += 1


def _align_sections(document: Document, reference: Reference) -> tuple[KnownSection | None, ...]:
    titles = [Words(one.title) for one in document.sections], [Words(one.title) for one in reference.sections]
    contents = (
        [
            Words(" ".join([*(one.text for one in section.introduction), *_texts(section)]))
            for section in document.sections
        ],
        [
            Words(" ".join([section.introduction, *(one.text for one in section.clauses)]))
            for section in reference.sections
        ],
    )
    by_title = Likeness([*titles[0], *titles[1]])
    by_content = Likeness([*contents[0], *contents[1]])

    def like(left: int, right: int) -> float:
        title = by_title.score(titles[0][left], titles[1][right])
        return max((title + by_content.overlap(contents[0][left], contents[1][right])) / 2, title * _SAME_SECTION)

    pairs = _best_first(range(len(document.sections)), range(len(reference.sections)), like, _SAME_SECTION * 0.8)
    found = {left: reference.sections[right] for left, right, _ in pairs}
    return tuple(found.get(place) for place in range(len(document.sections)))


def _texts(section: DocumentSection) -> Iterable[str]:
    yield from (paragraph.text for paragraph in section.introduction)
    yield from (item.text for listed in section.lists for item in listed.items)


def _align_lists(
    section: DocumentSection, known: KnownSection, bullets: Sequence[Bullet]
) -> tuple[KnownList | None, ...]:
    contents = (
        [
            Words(" ".join(one.item.text for one in bullets if one.listed == place))
            for place in range(len(section.lists))
        ],
        [Words(" ".join(one.text for one in listed.clauses)) for listed in known.lists],
    )
    likeness = Likeness([*contents[0], *contents[1]])
    headings = [_heading(one.heading) for one in section.lists], [_heading(one.heading) for one in known.lists]

    def like(left: int, right: int) -> float:
        before, after = headings[0][:left].count(headings[0][left]), headings[1][:right].count(headings[1][right])
        same = headings[0][left] == headings[1][right]
        near = same * 0.5 + (same and before == after) * 0.2
        return near + likeness.overlap(contents[0][left], contents[1][right])

    pairs = _best_first(range(len(section.lists)), range(len(known.lists)), like, _SAME_LIST)
    found = {left: known.lists[right] for left, right, _ in pairs}
    return tuple(found.get(place) for place in range(len(section.lists)))


def _heading(heading: str) -> str:
    """Give a heading without the years that each edition has its own of."""
    return " ".join(word for word in Words(heading).folded if not re.search(r"\d", word))


def _best_first(
    left: Iterable[Left], right: Iterable[Right], like: Callable[[Left, Right], float], at_least: float
) -> list[tuple[Left, Right, float]]:
    """Give pairs of the two, each in one pair at most, the most like first; of pairs as like, the earliest."""
    rights = list(right)
    scored = [(like(one, other), one, other) for one in left for other in rights]
    taken_left: set[Left] = set()
    taken_right: set[Right] = set()
    pairs = []
    for score, one, other in sorted(
        (one for one in scored if one[0] >= at_least), key=lambda scored: scored[0], reverse=True
    ):
        if one not in taken_left and other not in taken_right:
            taken_left.add(one)
            taken_right.add(other)
            pairs.append((one, other, score))
    return pairs


class _Matcher:
    """Finds what each bullet is, in its own section first."""

    def __init__(
        self,
        likeness: Likeness,
        lists: Sequence[Sequence[KnownList | None]],
        bullets: Sequence[Bullet],
        reference: Reference,
    ) -> None:
        self.found: dict[Bullet, Match] = {}
        self.best: dict[Bullet, float] = {}
        self._likeness = likeness
        self._lists = lists
        self._bullets = bullets
        self._reference = reference
        self._scores: dict[tuple[Bullet, Known], float] = {}

    def match_section(self, bullets: Sequence[Bullet], clauses: Sequence[Known]) -> None:
        """Match the bullets of a section with the clauses of the one that it is."""
        in_order = self._in_order(bullets, clauses)

        def like(bullet: Bullet, known: Known) -> float:
            score = self._score(bullet, known)
            if score < ACCEPTED:
                return 0.0
            return score + _IN_ORDER_BONUS * ((bullet, known) in in_order) + self._list_bonus(bullet, known)

        self._take(_best_first(bullets, clauses, like, ACCEPTED))

    def match_elsewhere(self) -> None:
        """Match what is left of all sections."""
        bullets, clauses = self._left()
        self._take(_best_first(bullets, clauses, self._far_score, ACCEPTED))

    def propose(self, sections: Sequence[KnownSection | None]) -> None:
        """Propose what the bullets that are left may be."""
        bullets, clauses = self._left()

        def like(bullet: Bullet, known: Known) -> float:
            own = sections[bullet.section]
            if own and own.id == known.section:
                return self._score(bullet, known) + self._list_bonus(bullet, known)
            score = self._far_score(bullet, known)
            return score if score >= _PROPOSED_ELSEWHERE else 0.0

        self._take(_best_first(bullets, clauses, like, _PROPOSED))

    def _take(self, pairs: Iterable[tuple[Bullet, Known, float]]) -> None:
        for bullet, known, _ in pairs:
            self.found[bullet] = Match(known, self._scores[bullet, known])

    def _left(self) -> tuple[list[Bullet], list[Known]]:
        taken = {match.known for match in self.found.values()}
        return (
            [one for one in self._bullets if one not in self.found],
            [one for one in self._reference.clauses if one not in taken],
        )

    def _score(self, bullet: Bullet, known: Known, at_least: float = 0.0) -> float:
        if (bullet, known) not in self._scores:
            self._scores[bullet, known] = self._likeness.score(bullet.words, known.words, at_least)
        score = self._scores[bullet, known]
        self.best[bullet] = max(self.best.get(bullet, 0.0), score)
        return score

    def _far_score(self, bullet: Bullet, known: Known) -> float:
        """Give how like two of different sections are; short texts are alike by chance, unless they are the same."""
        telling = min(bullet.words.meaningful, known.words.meaningful)
        if telling < _TELLING_WORDS and (telling < _SOME_WORDS or bullet.words.line != known.words.line):
            return 0.0
        return self._score(bullet, known, _PROPOSED_ELSEWHERE)

    def _list_bonus(self, bullet: Bullet, known: Known) -> float:
        own = self._lists[bullet.section][bullet.listed]
        return _LIST_BONUS if own and known in own.clauses else 0.0

    def _in_order(self, bullets: Sequence[Bullet], clauses: Sequence[Known]) -> set[tuple[Bullet, Known]]:
        """Give the pairs of the alignment in order that is most like as a whole."""
        values = [
            [max(0.0, self._score(bullet, known) - _PROPOSED + self._list_bonus(bullet, known)) for known in clauses]
            for bullet in bullets
        ]
        sums = [[0.0] * (len(clauses) + 1) for _ in range(len(bullets) + 1)]
        for row in range(len(bullets) - 1, -1, -1):
            for column in range(len(clauses) - 1, -1, -1):
                sums[row][column] = max(
                    sums[row + 1][column],
                    sums[row][column + 1],
                    sums[row + 1][column + 1] + values[row][column],
                )
        pairs, row, column = set(), 0, 0
        while row < len(bullets) and column < len(clauses):
            if values[row][column] and sums[row][column] == sums[row + 1][column + 1] + values[row][column]:
                pairs.add((bullets[row], clauses[column]))
                row, column = row + 1, column + 1
            elif sums[row][column] == sums[row + 1][column]:
                row += 1
            else:
                column += 1
        return pairs
