"""The checked data set as one value: records resolved, ready for pages and exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core import routes
from core.editions import ClauseInContext, Edition
from core.history import History, build_histories
from core.link_states import LinkState, ShownLink, show_link
from core.models.agreement import Citation
from core.models.continuity import Comparison
from core.models.follow_up import Measurement
from core.models.kept import Published
from core.models.languages import Language
from core.models.official import Official
from core.models.registers import Link, Organisation, Reading, Requirements, Site, Strategy, Term
from core.models.review import Check, CheckedRecord, Question
from core.models.standing import Standing
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.synonyms import Synonym
from core.models.trainings import Training
from core.models.vocabulary import Vocabulary
from core.review import Due, Reviewed, plan, reviewed_records
from core.routes import EditionAddresses
from core.standing import Target, closed_places, find_targets
from core.succession import Outdated, Succession
from core.text import compile_phrases


@dataclass(frozen=True)
class Content:
    """Everything the site is made from; only a data set without problems becomes one."""

    day: date
    """The day that it is of."""
    site: Site
    succession: Succession
    """The editions that have been in force, up to the one that is."""
    outdated: tuple[Outdated, ...]
    """What records of today still cite of those that are not."""
    vocabulary: Vocabulary
    strategy: Strategy
    reading: Reading
    requirements: Requirements
    organisations: Mapping[str, Organisation]
    links: Mapping[str, Link]
    glossary: Mapping[str, Term]
    moved: Mapping[str, str]
    moved_places: Mapping[str, str]
    """Where each place on a page leads that is no more, by its address: as data/redirects.yml says."""
    """Where each address leads that is no page any more."""
    situations: Mapping[str, Situation]
    support_lines: Mapping[str, SupportLine]
    checks: tuple[Check, ...]
    """The log, as it is written."""
    drafts: frozenset[str]
    """The editions that are drafts, and of which nothing else is here."""
    questions: tuple[Question, ...]
    """What is asked when a record is checked."""
    places: Mapping[str, str]
    """The file and line of what an editor is led to: of records by folder and id, of other things by their names."""
    help_cards: tuple[HelpCard, ...]
    synonyms: tuple[Synonym, ...]
    languages: Mapping[str, Language]
    services: Mapping[str, Service]
    trainings: Mapping[str, Training]
    unread: Mapping[str, tuple[str, ...]]
    """By training, the departments for which nobody has read yet whether what an edition before said stands still."""
    editions: Mapping[str, Edition]
    comparisons: tuple[Comparison, ...]
    """What continues what, one earlier and one later document each."""
    measurements: Mapping[str, tuple[Measurement, ...]]
    """What was measured, by year."""
    published: Published
    seen: Mapping[Citation, str]
    """The text of each cited clause when someone last looked."""
    link_states: Mapping[str, LinkState] = field(default_factory=dict)
    """By link id; a link that is not in it has not been checked."""
    links_checked: date | None = None
    """The day of the latest link check."""
    official: Mapping[str, Official] = field(default_factory=dict)
    """The official words of editions, where the machine that builds has them."""
    file_sizes: Mapping[str, int] = field(default_factory=dict)
    """The bytes of each file that pages may link to, by its path from the root of the site."""

    notices: tuple[str, ...] = ()
    """What the editor should look at and stops nothing, each with its place."""

    @cached_property
    def services_listed(self) -> tuple[Service, ...]:
        """Give the services that lists show: all but those that have closed."""
        return tuple(one for one in self.services.values() if not one.is_closed)

    @cached_property
    def lines_in_use(self) -> tuple[SupportLine, ...]:
        """Give the help lines that answer: none that is planned, paused or closed."""
        return tuple(one for one in self.support_lines.values() if one.is_in_use)

    @cached_property
    def trainings_listed(self) -> tuple[Training, ...]:
        """Give the trainings that lists show: all but those that have closed."""
        return tuple(one for one in self.trainings.values() if not one.is_closed)

    @cached_property
    def stopped_pages(self) -> Mapping[str, Standing]:
        """Give the services and trainings that are paused or have closed, by the address of their pages."""
        pages: dict[str, Standing] = {routes.service(key): one for key, one in self.services.items()}
        pages |= {routes.training(key): one for key, one in self.trainings.items()}
        return {routes.address_of(uri): one for uri, one in pages.items() if one.is_stopped}

    @cached_property
    def closed_places(self) -> Mapping[str, Standing]:
        """Give what has closed by its address: the search does not answer with it."""
        return closed_places((*self.services.values(), *self.support_lines.values(), *self.trainings.values()))

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """Give what one can be led to instead of what has closed, by id and by address."""
        registers = (self.services, self.support_lines, self.trainings, self.situations, self.links)
        return find_targets(record for register in registers for record in register.values())

    @cached_property
    def moved_by_edition(self) -> Mapping[str, str]:
        """Give those that moved when another edition came into force, with what they led to."""
        return self.succession.moved()

    @property
    def current_edition(self) -> str:
        """Give the id of the edition in force."""
        return self.succession.order[-1]

    def in_force_on(self, day: date) -> Edition:
        """Give the edition that was in force on a day, of those that are here; before the first the first."""
        return self.editions.get(self.site.edition_on(day) or "", self.editions[self.succession.order[0]])

    @property
    def is_over(self) -> bool:
        """Whether the years of the edition in force have passed, and the next has not come."""
        return self.current.agreement.is_over(self.day)

    def shown_link(self, link_id: str) -> ShownLink:
        """Give a link as a visitor meets it."""
        link = self.links[link_id]
        publisher = self.organisations[link.publisher] if link.publisher else None
        return show_link(link, self.link_states.get(link_id), publisher, of_today=self.is_of_today(link))

    def pages_of(self, edition_id: str) -> EditionAddresses:
        """Give the pages of an edition."""
        return routes.edition(edition_id, self.current_edition)

    @cached_property
    def current_links(self) -> tuple[Link, ...]:
        """Give the links of the site as it stands: none that an earlier edition alone names."""
        return tuple(one for one in self.links.values() if self.is_of_today(one))

    def is_of_today(self, link: Link) -> bool:
        """Whether a link stands on the site as it is: it is not one that an earlier edition alone names."""
        return link.edition in {None, self.current_edition}

    @property
    def current(self) -> Edition:
        """Give the edition in force."""
        return self.editions[self.current_edition]

    @cached_property
    def earlier(self) -> tuple[Edition, ...]:
        """Give the editions that are not in force, the latest first."""
        return tuple(one for one in reversed(list(self.editions.values())) if one is not self.current)

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """Give every comparison with its documents; that of the edition in force with what it replaced first."""
        return build_histories(self.comparisons, self.editions, self.clauses, self.current)

    @cached_property
    def history(self) -> History | None:
        """Give the comparison of the edition in force with the one that it replaced; None where nobody has made it."""
        return next((one for one in self.histories if one.record.whole and one.now is self.current), None)

    @cached_property
    def clauses(self) -> Mapping[Citation, ClauseInContext]:
        """Give every clause and sub-clause of every edition by its citation, in order: those in force first."""
        return {clause.citation: clause for edition in (self.current, *self.earlier) for clause in edition.walk()}

    @cached_property
    def struck(self) -> Mapping[Citation, ClauseInContext]:
        """Give every clause and sub-clause that was struck, by its citation."""
        sections = (section for edition in self.editions.values() for section in edition.sections)
        return {clause.citation: clause for section in sections for clause in section.walk_struck()}

    @cached_property
    def citable(self) -> Mapping[Citation, ClauseInContext]:
        """Give every clause that stands or has been struck, by its citation, in order: struck ones last."""
        return {**self.clauses, **self.struck}

    @cached_property
    def _places(self) -> Mapping[Citation, int]:
        return {citation: place for place, citation in enumerate(self.citable)}

    def cited(self, citations: Iterable[Citation]) -> list[ClauseInContext]:
        """Give clauses by their citations, in the order of the document; struck ones last."""
        return [self.citable[citation] for citation in sorted(citations, key=self._places.__getitem__)]

    @cached_property
    def term_forms(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """Give the pattern that finds every form of every term, and the term's id by casefolded form."""
        term_of = {form.casefold(): term.id for term in self.glossary.values() for form in term.forms}
        return compile_phrases(term_of), term_of

    @cached_property
    def departments(self) -> tuple[Organisation, ...]:
        """Give the city's departments in the order of the register."""
        return tuple(one for one in self.organisations.values() if one.kind in self.vocabulary.department_kinds)

    def departments_of(self, edition: Edition) -> list[Organisation]:
        """Give the departments that are parties to an edition: those that have a page there."""
        return [one for one in self.departments if one.id in edition.agreement.parties]

    def help_card(self, topics: Iterable[str] = ()) -> HelpCard:
        """Give the help card of the first topic that has one, else the card for all other pages."""
        by_topic = {topic: card for card in self.help_cards for topic in card.topics or ("",)}
        return next((by_topic[topic] for topic in topics if topic in by_topic), by_topic[""])

    @cached_property
    def crisis_card(self) -> HelpCard:
        """Give the help card of the crisis page."""
        return next(card for card in self.help_cards if card.crisis_page)

    @cached_property
    def services_by_clause(self) -> Mapping[Citation, tuple[Service, ...]]:
        """Give the services that name a clause, by its citation."""
        found: dict[Citation, list[Service]] = {}
        for service in self.services.values():
            for citation in service.clauses:
                found.setdefault(citation, []).append(service)
        return {citation: tuple(services) for citation, services in found.items()}

    @cached_property
    def trainings_by_clause(self) -> Mapping[Citation, tuple[Training, ...]]:
        """Give the trainings that name a clause or are counted by it, by its citation."""
        found: dict[Citation, list[Training]] = {}
        for training in self.trainings.values():
            for citation in dict.fromkeys((*training.clauses, *training.indicators)):
                found.setdefault(citation, []).append(training)
        return {citation: tuple(trainings) for citation, trainings in found.items()}

    @cached_property
    def checked_records(self) -> tuple[CheckedRecord, ...]:
        """Give every record that is checked again and again, in the order of the data."""
        return (*self.support_lines.values(), *self.services.values(), *self.trainings.values())

    @cached_property
    def _reviewed(self) -> Mapping[str, Reviewed]:
        return reviewed_records(self.site, self.checked_records, self.checks)

    def reviewed(self, record: CheckedRecord) -> Reviewed:
        """Give how a record stands by the log of checks."""
        return self._reviewed[record.reference]

    @cached_property
    def never_confirmed(self) -> tuple[SupportLine, ...]:
        """Give the help lines in use that one may ask, and that nobody who runs them has ever confirmed."""
        return tuple(one for one in self.lines_in_use if one.may_be_asked and not self.reviewed(one).once_confirmed)

    def preview_reasons(self) -> tuple[str, ...]:
        """Say, in Swedish, why the site is still a preview; empty when it may be released."""
        waiting = (
            ("Webbplatsens adress", "bestämd", self.site.address),
            ("Formuläret för synpunkter på tillgängligheten", "bestämt", self.site.message_form),
            ("Adressen för anmälan till tillsynen", "kontrollerad", self.site.supervisor.address),
            ("Kontakten för säkerhetsfel", "bestämd", self.site.security_contact),
        )
        reasons = [f"{name} är inte {form}." for name, form, value in waiting if value.value is None]
        if self.never_confirmed:
            reasons.append(f"{len(self.never_confirmed)} stödlinjer är inte bekräftade av dem som driver dem.")
        return tuple(reasons)

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """Give every record that is to be checked again, as the checks are planned on the day."""
        order = {"akut": 0, "snart": 1, "prata": 2}
        lines = (line for line in self.support_lines.values() if not line.is_closed)
        urgent = sorted(lines, key=lambda line: order.get(line.level, len(order)))
        others = (*self.services_listed, *self.trainings_listed)
        return tuple(plan(self.site, [(one, self.reviewed(one)) for one in (*urgent, *others)], self.day))
