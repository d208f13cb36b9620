"""Rules for words that a record quotes of the agreement: they stand in what it cites, and prove how strong it is.

A clause that was reworded since somebody last looked at what cites it is told as that, and holds up nobody's work; once
that is noted as seen, the words must stand in it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.load import Loaded, Placed
from core.messages import _
from core.models.agreement import Citation, Clause, Section
from core.models.kept import Seen
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.problems import Problem
from core.rules.agreement import edition_of

_STEM = 5
"""Letters that two forms of a longer word share: «erbjuder», «erbjuds»."""


class Cited:
    """The words of every clause and section that can be cited; none of a clause that reads otherwise than when seen."""

    def __init__(self, loaded: Loaded) -> None:
        """Take the sections of every edition."""
        self._seen = {one.record.citation: " ".join(one.record.text.split()) for one in loaded.of(Seen)}
        self.clauses: dict[Citation, str] = {}
        self.sections: dict[str, str] = {}
        for section in loaded.of(Section):
            for listed in section.record.lists:
                for clause in listed.clauses:
                    self._take(section, clause, "")
            record = section.record
            texts = [record.title, record.summary, *(one.text for one in record.introduction)]
            own = [text for citation, text in self.clauses.items() if citation.section == record.id]
            known = self.sections.get(record.id, "")
            self.sections[record.id] = " ".join([known, *texts, *own])

    def _take(self, section: Placed[Section], clause: Clause, around: str | None) -> None:
        """Keep the words of a clause, its parts and the clauses around it; those are None where one was reworded.

        What stands beside it in the same clause is not said of it: one part may oblige and the next one offer.
        """
        citation, whole = Citation(edition_of(section), section.record.id, clause.id), _whole(clause)
        if around is not None and self._seen.get(citation, whole) == whole:
            self.clauses[citation] = f"{around} {whole}"
            around = f"{around} {_own(clause)}"
        else:
            around = None
        for one in clause.details:
            self._take(section, one, around)


def _whole(clause: Clause) -> str:
    """Give the words of a clause and its parts, as they are kept when somebody has seen them."""
    return " ".join(" ".join([_own(clause), *map(_whole, clause.details)]).split())


def _own(clause: Clause) -> str:
    return f"{clause.text} {clause.text_after_details or ''}"


def check_quotes(placed: Placed[Any], cited: Cited, sections: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the words that a record quotes of the clauses and sections that it cites."""
    record = placed.record
    texts = [cited.clauses.get(one) for one in record.clauses] + [cited.sections.get(one) for one in sections]
    if not texts and record.quotes:
        message = _("quotes stand on a record that cites nothing; cite what says so, or write []")
        yield placed.problem(message, "quotes")
    if record.clauses and not record.quotes:
        message = _("'{id}' cites the agreement without its words; write in quotes how it is named there", id=record.id)
        yield placed.problem(message, "clauses")
    if not texts or not record.quotes:
        return
    lacking = [
        index for index, one in enumerate(record.quotes) if not any(stands_in(one, text) for text in texts if text)
    ]
    if lacking and None not in texts:  # that a clause holds none of the words comes of it
        for index in lacking:
            message = _(
                "'{quote}' stands in nothing that is cited; quote words that stand there, or correct the clauses",
                quote=record.quotes[index],
            )
            yield placed.problem(message, "quotes", index)
        return
    for index, citation in enumerate(record.clauses):
        text = cited.clauses.get(citation)
        if text is not None and not any(stands_in(quote, text) for quote in record.quotes):
            message = _(
                "'{citation}' holds none of the words in quotes; quote how it names this, or cite another",
                citation=citation,
            )
            yield placed.problem(message, "clauses", index)


def stands_in(quote: str, text: str) -> bool:
    """Whether words stand in a text, from the beginning of a word; it may have an ending."""
    folded = " ".join(quote.split()).casefold()
    return re.search(rf"(?<!\w){re.escape(folded)}", " ".join(text.split()).casefold()) is not None


def check_strength(training: Placed[Training], cited: Cited, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield a problem for each word of a level that the cited clause does not have: «ska» where it does not say so."""
    strong, levels = set(vocabulary.strength), {one.name for one in vocabulary.levels}
    for index, obligation in enumerate(training.record.obligations):
        text = cited.clauses.get(obligation.clause) if obligation.clause else None
        if text is None:
            continue
        said = _words(text)
        for key in ("wording", "level"):
            lacking = [one for one in _words(getattr(obligation, key)) if one in strong and not _has(said, one)]
            if lacking and obligation.level in levels:
                message = _(
                    "'{clause}' does not say '{word}'; quote what it says, choose the level that it gives, or cite the "
                    "clause that says so",
                    clause=obligation.clause,
                    word=lacking[0],
                )
                yield training.problem(message, "obligations", index, key)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _has(said: list[str], word: str) -> bool:
    return word in said or (len(word) > _STEM and any(one.startswith(word[:_STEM]) for one in said))


def level_problems(training: Placed[Training], kinds: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with recommendations: they are of what the agreement does not name, and name who says so."""
    record = training.record
    for index, obligation in enumerate(record.obligations):
        recommended = kinds.get(obligation.level) == "recommended"
        where = ("obligations", index, "level")
        if recommended and (record.clauses or record.indicators):
            message = _(
                "'{level}' is for what the agreement does not name, and this cites it; choose the level that the "
                "clause gives",
                level=obligation.level,
            )
            yield training.problem(message, *where)
        elif obligation.level in kinds and recommended != (obligation.by is not None):
            message = (
                _("'{level}' names who recommends; write by, and neither clause nor wording", level=obligation.level)
                if recommended
                else _(
                    "'{level}' is the agreement's word; cite the clause, or choose a level that recommends",
                    level=obligation.level,
                )
            )
            yield training.problem(message, *where)
