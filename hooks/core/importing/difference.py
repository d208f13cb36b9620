"""What differs between a document and what it is compared with: of each bullet, each section and the whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from core.importing.alignment import Alignment, Bullet, Match
from core.importing.document import Document
from core.importing.known import Known, KnownList, KnownSection, Reference
from core.importing.telling import Changed

State = Literal["same", "changed", "moved", "new", "doubtful"]


@dataclass(frozen=True)
class BulletDifference:
    """A bullet of the document, what it is, and what differs."""

    bullet: Bullet
    match: Match | None
    score: float
    """How like it is the clause that it is, or for a new one the clause that it is most like."""
    state: State
    section: KnownSection | None
    """The section that the bullet's is; None for a new one."""
    listed: KnownList | None
    changes: tuple[Changed, ...] = ()
    moved: Literal["", "section", "list", "order"] = ""

    @property
    def known(self) -> Known | None:
        """Give the clause that it is, or is proposed to be."""
        return self.match.known if self.match else None


@dataclass(frozen=True)
class SectionDifference:
    """A section of the document, what it is, and what differs in its title and introduction."""

    title: str
    page: str | None
    introduction: str
    known: KnownSection | None
    bullets: tuple[BulletDifference, ...]
    gone: tuple[Known, ...]
    """The clauses of the section that the document has lost."""
    retitled: bool = False
    belongs: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    """What it belonged to and what it belongs to, where that differs."""
    changes: tuple[Changed, ...] = ()
    """What differs in the introduction."""

    @property
    def counts(self) -> Counter[str]:
        """Count what differs: the bullets by their states, and the clauses that are gone."""
        counted: Counter[str] = Counter(one.state for one in self.bullets if one.state != "same")
        counted["gone"] = len(self.gone)
        return counted

    @property
    def doubted(self) -> tuple[BulletDifference, ...]:
        """Give the bullets of which something could not be told with certainty."""
        return tuple(one for one in self.bullets if one.bullet.item.doubt)

    @property
    def differs(self) -> bool:
        """Whether anything in it does."""
        return bool(
            self.known is None
            or self.retitled
            or self.belongs
            or self.changes
            or self.gone
            or any(one.state != "same" for one in self.bullets)
        )


@dataclass(frozen=True)
class Difference:
    """A document beside what it is compared with."""

    alignment: Alignment
    sections: tuple[SectionDifference, ...]
    gone_sections: tuple[KnownSection, ...]
    signatories: tuple[tuple[str, ...], tuple[str, ...]] | None
    """Who alone signed the earlier, and what of the later's lines names nobody of them; None where all are the same."""
    opening: SectionDifference | None
    """The title, and what stands before the first section, where that differs."""

    @property
    def document(self) -> Document:
        """Give the document."""
        return self.alignment.document

    @property
    def reference(self) -> Reference:
        """Give what it is compared with."""
        return self.alignment.reference

    @property
    def bullets(self) -> tuple[BulletDifference, ...]:
        """Give every bullet in order."""
        return tuple(one for section in self.sections for one in section.bullets)

    def lost(self, section: KnownSection) -> tuple[Known, ...]:
        """Give the clauses of a section that no bullet is."""
        return tuple(one for one in self.alignment.gone if one.section == section.id)

    @property
    def counts(self) -> Counter[str]:
        """Count the bullets by their states, and the clauses that are gone."""
        counted: Counter[str] = Counter(one.state for one in self.bullets)
        counted["gone"] = len(self.alignment.gone)
        return counted

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        whole = self.gone_sections or self.signatories or self.opening
        return bool(whole or any(one.differs for one in self.sections))
