"""The checked data set as one value: records resolved, clauses numbered, ready for pages and exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import cast

from core.link_states import LinkState, ShownLink, show_link
from core.models.agreement import Agreement, Clause, Section
from core.models.kept import Published, Signed
from core.models.registers import Link, Organisation, Reading, Redirect, Site, Strategy, Term
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.synonyms import Synonym
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.text import compile_phrases


@dataclass(frozen=True)
class ClauseList:
    """One of the five lists of a section: its stem in anchors and its place in the data."""

    stem: str
    location: tuple[str, ...]
    is_indicators: bool = False

    def of(self, section: Section) -> tuple[Clause, ...]:
        """Give the clauses of this list in a section."""
        value: object = section
        for key in self.location:
            value = getattr(value, key)
        return cast("tuple[Clause, ...]", value)


# In the order of the page: what stands outside the lists stands before them in the document.
CLAUSE_LISTS = (
    ClauseList("aktivitet", ("activities",)),
    ClauseList("kort", ("short_term", "goals")),
    ClauseList("kort-indikator", ("short_term", "indicators"), is_indicators=True),
    ClauseList("lang", ("long_term", "goals")),
    ClauseList("lang-indikator", ("long_term", "indicators"), is_indicators=True),
)

NONE_STATED = "Saknas."
"""What the document writes where a list of indicators is missing."""


@dataclass(frozen=True)
class NumberedClause:
    """A clause with its number: `anchor` on its page, `citation` everywhere."""

    edition: str
    section_id: str
    anchor: str
    clause: Clause
    details: tuple[NumberedClause, ...]
    is_indicator: bool

    @property
    def citation(self) -> str:
        """Give the permanent citation, such as `2026/kunskapsstyrning/kort-2`."""
        return f"{self.edition}/{self.section_id}/{self.anchor}"

    @property
    def states_none(self) -> bool:
        """Whether the document says here that there is no indicator."""
        return self.is_indicator and self.clause.text == NONE_STATED

    def walk(self) -> Iterator[NumberedClause]:
        """Yield this clause and everything below it, in order."""
        yield self
        for detail in self.details:
            yield from detail.walk()


@dataclass(frozen=True)
class SectionInContext:
    """A section with its numbered clauses and its place among the others."""

    edition: str
    section: Section
    lists: Mapping[str, tuple[NumberedClause, ...]]
    parent: Section | None
    children: tuple[Section, ...]
    source_path: str

    def walk(self) -> Iterator[NumberedClause]:
        """Yield every clause and sub-clause in the order of the page."""
        for clauses in self.lists.values():
            for clause in clauses:
                yield from clause.walk()

    def texts(self) -> Iterator[str]:
        """Yield every text of the section in the order of the page, indicators too."""
        for paragraph in self.section.introduction:
            yield paragraph.text
        for clause in self.walk():
            yield clause.clause.text
            if clause.clause.text_after_details:
                yield clause.clause.text_after_details

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Give the ids of everyone who acts in a clause, in order of first mention."""
        return tuple(dict.fromkeys(actor for clause in self.walk() for actor in clause.clause.actors))


@dataclass(frozen=True)
class Edition:
    """An agreement with its sections in the order of the document."""

    agreement: Agreement
    sections: tuple[SectionInContext, ...]
    source_path: str

    def walk(self) -> Iterator[NumberedClause]:
        """Yield every clause and sub-clause of the edition in order."""
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Content:
    """Everything the site is made from; only a data set without problems becomes one."""

    site: Site
    vocabulary: Vocabulary
    strategy: Strategy
    reading: Reading
    organisations: Mapping[str, Organisation]
    links: Mapping[str, Link]
    glossary: Mapping[str, Term]
    redirects: tuple[Redirect, ...]
    situations: Mapping[str, Situation]
    support_lines: Mapping[str, SupportLine]
    help_cards: tuple[HelpCard, ...]
    synonyms: tuple[Synonym, ...]
    services: Mapping[str, Service]
    trainings: Mapping[str, Training]
    editions: Mapping[str, Edition]
    published: Published
    signed: Mapping[str, Signed]
    """By edition; an edition without it is not compared with its document."""
    link_states: Mapping[str, LinkState] = field(default_factory=dict)
    """By link id; a link that is not in it has not been checked."""
    links_checked: date | None = None
    """The day of the latest link check."""

    def shown_link(self, link_id: str) -> ShownLink:
        """Give a link as a visitor meets it."""
        link = self.links[link_id]
        publisher = self.organisations[link.publisher] if link.publisher else None
        return show_link(link, self.link_states.get(link_id), publisher)

    @property
    def current(self) -> Edition:
        """Give the edition in force."""
        return self.editions[self.site.current_edition]

    @cached_property
    def clauses(self) -> Mapping[str, NumberedClause]:
        """Give every clause and sub-clause of the edition in force by its citation, in order."""
        return {clause.citation: clause for clause in self.current.walk()}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {citation: place for place, citation in enumerate(self.clauses)}

    def cited(self, citations: Iterable[str]) -> list[NumberedClause]:
        """Give clauses by their citations, in the order of the document."""
        return [self.clauses[citation] for citation in sorted(citations, key=self._places.__getitem__)]

    @cached_property
    def term_forms(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """Give the pattern that finds every form of every term, and the term's id by casefolded form."""
        term_of = {form.casefold(): term.id for term in self.glossary.values() for form in term.forms}
        return compile_phrases(term_of), term_of

    @cached_property
    def departments(self) -> tuple[Organisation, ...]:
        """Give the city's departments in the order of the register."""
        return tuple(one for one in self.organisations.values() if one.kind in self.vocabulary.department_kinds)

    def help_card(self, topics: Iterable[str] = ()) -> HelpCard:
        """Give the help card of the first topic that has one, else the card for all other pages."""
        by_topic = {topic: card for card in self.help_cards for topic in card.topics or ("",)}
        return next((by_topic[topic] for topic in topics if topic in by_topic), by_topic[""])

    @cached_property
    def services_by_clause(self) -> Mapping[str, tuple[Service, ...]]:
        """Give the services that name a clause, by its citation."""
        found: dict[str, list[Service]] = {}
        for service in self.services.values():
            for citation in service.clauses:
                found.setdefault(citation, []).append(service)
        return {citation: tuple(services) for citation, services in found.items()}

    @cached_property
    def trainings_by_clause(self) -> Mapping[str, tuple[Training, ...]]:
        """Give the trainings that name a clause or are counted by it, by its citation."""
        found: dict[str, list[Training]] = {}
        for training in self.trainings.values():
            for citation in dict.fromkeys((*training.clauses, *training.indicators)):
                found.setdefault(citation, []).append(training)
        return {citation: tuple(trainings) for citation, trainings in found.items()}

    def preview_reasons(self, today: date) -> tuple[str, ...]:
        """Say, in Swedish, why the site is still a preview on a day; empty when it may be released."""
        waiting = (
            ("Webbplatsens adress", "bestämd", self.site.address),
            ("Formuläret för synpunkter på tillgängligheten", "bestämt", self.site.message_form),
            ("Adressen för anmälan till tillsynen", "kontrollerad", self.site.supervisor.address),
            ("Kontakten för säkerhetsfel", "bestämd", self.site.security_contact),
        )
        reasons = [f"{name} är inte {form}." for name, form, value in waiting if value.value is None]
        days = self.site.review_days.support_lines
        unconfirmed = [
            line
            for line in self.support_lines.values()
            if line.checked.how != "operator" or line.checked.due(days) < today
        ]
        if unconfirmed:
            reasons.append(f"{len(unconfirmed)} stödlinjer är inte bekräftade av dem som driver dem.")
        return tuple(reasons)


@dataclass(frozen=True)
class Due:
    """A record whose check runs out: what it is, where it is edited, and the last day."""

    day: date
    kind: str
    name: str
    data_path: str


def due_list(content: Content) -> list[Due]:
    """Give every record that must be checked again, soonest first."""
    days = content.site.review_days
    due = [
        Due(line.checked.due(days.support_lines), "support line", line.name, "data/support-lines.yml")
        for line in content.support_lines.values()
    ]
    due += [
        Due(service.checked.due(days.services), "service", service.name, f"data/services/{service.id}.yml")
        for service in content.services.values()
    ]
    due += [
        Due(training.checked.due(days.trainings), "training", training.name, f"data/trainings/{training.id}.yml")
        for training in content.trainings.values()
    ]
    return sorted(due, key=lambda one: (one.day, one.kind, one.name))


def number_section(edition: str, section: Section) -> dict[str, tuple[NumberedClause, ...]]:
    """Give a section's clauses numbered, by list stem."""

    def number(clauses: tuple[Clause, ...], stem: str, *, is_indicator: bool) -> tuple[NumberedClause, ...]:
        return tuple(
            NumberedClause(
                edition=edition,
                section_id=section.id,
                anchor=f"{stem}-{index}",
                clause=clause,
                details=number(clause.details, f"{stem}-{index}", is_indicator=is_indicator),
                is_indicator=is_indicator,
            )
            for index, clause in enumerate(clauses, 1)
        )

    return {kind.stem: number(kind.of(section), kind.stem, is_indicator=kind.is_indicators) for kind in CLAUSE_LISTS}
