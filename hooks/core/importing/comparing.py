"""A document compared with an edition, or with another document.

Our wording is klarspråk and always differs. A bullet is *the same* where it is a clause, in the same list, and no name,
figure, day, address or word of strength differs. With what was noted of the signed document the document's words are
compared with the document's; without, with ours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from rapidfuzz import fuzz

from core.importing.alignment import Alignment, Bullet, Match, align
from core.importing.difference import BulletDifference, Difference, SectionDifference, State
from core.importing.document import Document, UnreadableDocumentError
from core.importing.known import Known, KnownList, KnownSection, Reference, address_key, addresses_of
from core.importing.likeness import Words
from core.importing.telling import (
    Changed,
    Teller,
    Told,
    compare_lamed,
    compare_told,
    compare_wordings,
    is_lamed,
    keys_of,
    own_words,
)
from core.messages import _

_NEARLY_OURS = 92
"""From this likeness of the words, in percent, our wording is the document's: then all that differs is told."""
_MISREAD = 80
_STRANGE, _APART = 0.15, 0.1
"""A document is another one where fewer of its bullets are known, or fewer of the clauses are in it.

Others of the county have some of the clauses word for word.
"""


def compare(document: Document, reference: Reference, strength: Iterable[str]) -> Difference:
    """Compare a document; `UnreadableDocumentError` where it is plainly another one."""
    alignment = align(document, reference)
    _refuse_strangers(alignment)
    return _Comparer(alignment, strength).compare()


def _refuse_strangers(alignment: Alignment) -> None:
    bullets, clauses = len(alignment.bullets), len(alignment.reference.clauses)
    if not bullets and clauses:
        message = _("the document has no bullets; look whether it is the agreement, and save it as Word or PDF")
        raise UnreadableDocumentError(message)
    known = sum(match is not None and match.accepted for match in alignment.matches)
    few = next((all_of for all_of, share in ((bullets, _STRANGE), (clauses, _APART)) if known < share * all_of), None)
    if few is not None:
        message = _(
            "the document is not like {name}, only {known} of {few} bullets are in both; "
            "look whether it is the right document and the right edition",
            name=alignment.reference.name,
            known=known,
            few=few,
        )
        raise UnreadableDocumentError(message)


def teller_of(alignment: Alignment, strength: Iterable[str]) -> Teller:
    """Give what reads the telling words of a document and of what it is compared with."""
    texts = [
        *(one.item.text for one in alignment.bullets),
        *(paragraph.text for section in alignment.document.sections for paragraph in section.introduction),
        *(one.text for one in alignment.reference.clauses),
        *(section.introduction for section in alignment.reference.sections),
    ]
    reference = alignment.reference
    return Teller.of(strength, reference.names, texts, called=reference.called, language=reference.language)


class _Comparer:
    def __init__(self, alignment: Alignment, strength: Iterable[str]) -> None:
        self._alignment = alignment
        reference, document = alignment.reference, alignment.document
        self._teller = teller_of(alignment, strength)
        self._lamed = is_lamed(" ".join(one.item.text for one in alignment.bullets))
        self._addresses = reference.addresses, frozenset(map(address_key, document.addresses()))

    def compare(self) -> Difference:
        moved = self._moved()
        told = [
            self._bullet(one, match, moved) for one, match in zip(self._bullets, self._alignment.matches, strict=True)
        ]
        gone = self._alignment.gone
        sections = []
        for place, (section, known) in enumerate(
            zip(self._alignment.document.sections, self._alignment.sections, strict=True)
        ):
            introduction = " ".join(paragraph.text for paragraph in section.introduction)
            sections.append(
                SectionDifference(
                    title=section.title,
                    page=section.page,
                    introduction=introduction,
                    known=known,
                    bullets=tuple(one for one in told if one.bullet.section == place),
                    gone=tuple(one for one in gone if known and one.section == known.id),
                    retitled=known is not None and self._retitled(known.title, section.title),
                    belongs=_belongs(known, section.belongs_to) if known else None,
                    changes=tuple(self._introduction(known, introduction)) if known else (),
                )
            )
        kept = {known.id for known in self._alignment.sections if known}
        lost = tuple(one for one in self._alignment.reference.sections if one.id not in kept)
        return Difference(self._alignment, tuple(sections), lost, self._signatories(), self._opening())

    @property
    def _bullets(self) -> tuple[Bullet, ...]:
        return self._alignment.bullets

    def _moved(self) -> set[Bullet]:
        """Give the bullets that stand in another order than the clauses of their list, as few as can be."""
        places = {one: place for place, one in enumerate(self._alignment.reference.clauses)}
        lists: dict[tuple[int, int], list[tuple[int, Bullet]]] = {}
        for bullet, match in zip(self._bullets, self._alignment.matches, strict=True):
            if match and match.accepted and self._displaced(bullet, match.known) == "":
                lists.setdefault((bullet.section, bullet.listed), []).append((places[match.known], bullet))
        return {bullet for row in lists.values() for bullet in _out_of_order(row)}

    def _displaced(self, bullet: Bullet, known: Known) -> Literal["", "section", "list"]:
        section, listed = self._places(bullet)
        if section is None or section.id != known.section:
            return "section"
        return "" if listed and listed.id == known.listed else "list"

    def _places(self, bullet: Bullet) -> tuple[KnownSection | None, KnownList | None]:
        return self._alignment.sections[bullet.section], self._alignment.lists[bullet.section][bullet.listed]

    def _bullet(self, bullet: Bullet, match: Match | None, moved: set[Bullet]) -> BulletDifference:
        section, listed = self._places(bullet)
        if match is None:
            score = self._alignment.best[bullet.number]
            return BulletDifference(bullet, None, score, "new", section, listed)
        changes = tuple(self._changes(bullet, match.known))
        if not match.accepted:
            return BulletDifference(bullet, match, match.score, "doubtful", section, listed, changes)
        where = self._displaced(bullet, match.known) or ("order" if bullet in moved else "")
        state: State = "changed" if changes else "moved" if where else "same"
        return BulletDifference(bullet, match, match.score, state, section, listed, changes, where)

    def _changes(self, bullet: Bullet, known: Known) -> Iterable[Changed]:
        text = bullet.item.text
        beside = (*known.titles, *known.actors, *known.trailing)
        yield from self._text(known.text, text, known.noted, verbatim=known.verbatim, beside=beside)
        if changed := self._address(known, addresses_of(text, bullet.item.links)):
            yield changed

    def _address(self, known: Known, own: Mapping[str, str]) -> Changed | None:
        """Compare addresses: what stands nowhere else on the other side, and what stands there in place of all others.

        Of the text of a PDF it cannot always be told which words an address belongs to; a machine misreads addresses.
        """
        before, after = self._addresses
        if self._lamed or not after:
            return None
        lost, added = known.addresses - own.keys(), own.keys() - known.addresses
        placed = not self._alignment.document.unplaced
        if not (placed and lost and added and lost == known.addresses and len(added) == len(own)):
            lost, added = lost - after, added - before
        if not lost and not added:
            return None
        return Changed("address", tuple(sorted(lost)), tuple(own[one] for one in sorted(added)))

    def _introduction(self, known: KnownSection, text: str) -> list[Changed]:
        if not text or not known.introduction:
            return [Changed("words", (known.introduction,) * bool(known.introduction), (text,) * bool(text))] * (
                text != known.introduction
            )
        verbatim = self._alignment.reference.edition is None
        beside = (known.title, *known.introduction_titles)
        return self._text(known.introduction, text, known.introduction_noted, verbatim=verbatim, beside=beside)

    def _text(
        self, ours: str, theirs: str, noted: Sequence[str] | None, *, verbatim: bool, beside: Sequence[str]
    ) -> list[Changed]:
        """Give what differs between a text of what is known and one of the document."""
        teller = self._teller
        told = teller.told(theirs)
        if self._lamed:
            if fuzz.ratio(Words(ours).line, Words(theirs).line) >= _MISREAD:
                return []
            before = teller.read(noted) if noted is not None else teller.told(ours)
            return compare_lamed(before, told, theirs)
        if verbatim:
            changed = own_words(ours) != own_words(theirs)
            return [Changed("words", (ours,), (theirs,))] * changed
        if noted is not None:
            wrong = [one for one in self._wordings(ours, told, beside) if one.kind == "figure"]
            return compare_told(teller.read(noted), told, " ".join(noted), theirs) or wrong
        if fuzz.ratio(ours.casefold(), theirs.casefold()) >= _NEARLY_OURS:
            return compare_told(teller.told(ours), told, ours, theirs)
        return self._wordings(ours, told, beside)

    def _wordings(self, ours: str, told: Sequence[Told], beside: Sequence[str]) -> list[Changed]:
        """Compare our wording, with what stands beside it, with the telling words of the document's."""
        words = " ".join([ours, *beside])
        return compare_wordings(self._teller.told(ours), told, keys_of(words), self._teller.told(words))

    def _retitled(self, ours: str, theirs: str) -> bool:
        if self._lamed:
            return fuzz.ratio(Words(ours).line, Words(theirs).line) < _MISREAD
        return own_words(ours) != own_words(theirs)

    def _opening(self) -> SectionDifference | None:
        """Compare the title and what stands before the first section, where both sides have it."""
        document, known = self._alignment.document, self._alignment.reference.opening
        if known is None:
            return None
        text = " ".join(one.text for one in document.preamble)
        found = SectionDifference(
            title=document.title,
            page=None,
            introduction=text,
            known=known,
            bullets=(),
            gone=(),
            retitled=bool(document.title and known.title) and self._retitled(known.title, document.title),
            changes=tuple(self._introduction(known, text)) if text and known.introduction else (),
        )
        return found if found.differs else None

    def _signatories(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Compare who signed, where the document says it: each name that is known stands in one of its lines."""
        lines, edition = self._alignment.document.signatories, self._alignment.reference.edition
        if not lines or edition is None or not edition.agreement.signatories:
            return None
        names = [one.name for one in edition.agreement.signatories]
        like = {name: max(fuzz.partial_ratio(Words(name).line, Words(line).line) for line in lines) for name in names}
        limit = _MISREAD if self._lamed else 100
        lost = tuple(name for name in names if like[name] < limit)
        if not lost and len(lines) == len(names):
            return None
        added = tuple(
            line
            for line in lines
            if all(fuzz.partial_ratio(Words(name).line, Words(line).line) < limit for name in names)
        )
        return (lost, added) if lost or added else None


def _belongs(known: KnownSection, told: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Compare the numbers of what a section belongs to, where both have numbers."""
    before = {one for one in known.belongs_to if one.isdecimal()}
    after = {number for one in told for number in re.findall(r"\d+", one)}
    if not before or not after or before == after:
        return None
    return tuple(sorted(before)), tuple(sorted(after))


def _out_of_order(row: Sequence[tuple[int, Bullet]]) -> list[Bullet]:
    """Give what stands outside the longest part of a row that is in order (patience sorting)."""
    tails: list[int] = []
    lengths = []
    for place, *_bullet in row:
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        lengths.append(length)
    wanted, moved = len(tails) - 1, []
    for (*_place, bullet), length in zip(reversed(row), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.append(bullet)
    return moved
