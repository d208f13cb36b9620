"""Rules for situations, help lines and services: references, neutral names, nobody left without help."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from core import routes
from core.load import Loaded, Placed
from core.messages import Said, _
from core.models.agreement import Section
from core.models.registers import Site
from core.models.support import HelpCard, Service, Situation, SupportLine
from core.models.vocabulary import Vocabulary
from core.pages.handwritten import HandwrittenPage
from core.problems import Problem
from core.routes import Register, address_of
from core.rules.agreement import Citable, check_citations, edition_of
from core.rules.quotes import Cited, check_quotes
from core.rules.references import Reference
from core.standing import stopped_words

_SERVICE_REGISTERS = (
    ("links", "links.yml"),
    ("lines", "support-lines.yml"),
    ("operators", "organisations.yml"),
    ("situations", "situations.yml"),
)


def support_references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every reference of the support records as (record, register, id, location)."""
    for line in loaded.of(SupportLine):
        yield line, "links.yml", line.record.page, ("page",)
        for index, reference in enumerate(line.record.situations):
            yield line, "situations.yml", reference, ("situations", index)
    for card in loaded.of(HelpCard):
        for number, step in enumerate(card.record.steps):
            for index, reference in enumerate(step.lines):
                yield card, "support-lines.yml", reference, ("steps", number, "lines", index)
    for vocabulary in loaded.of(Vocabulary):
        for number, group in enumerate(vocabulary.record.service_groups):
            for index, reference in enumerate(group.situations):
                yield vocabulary, "situations.yml", reference, ("service_groups", number, "situations", index)
    for service in loaded.of(Service):
        for key, register in _SERVICE_REGISTERS:
            for index, reference in enumerate(getattr(service.record, key)):
                yield service, register, reference, (key, index)


def check_support(loaded: Loaded, citable: Citable) -> Iterator[Problem]:
    """Yield what is wrong with the support records together and beside the agreement and its earlier editions."""
    sections: dict[str, list[str]] = {}
    for placed in loaded.of(Section):
        sections.setdefault(placed.record.id, []).append(edition_of(placed))
    agreement_is_whole = not any(problem.path.startswith("data/agreements/") for problem in loaded.problems)
    cited = Cited(loaded)
    for service in loaded.of(Service):
        found = [*_check_own(service), *_check_neutral(service, loaded)]
        if agreement_is_whole:
            found += check_citations(service, "clauses", citable)
            if citable.current is not None:
                found += _check_sections(service, sections, citable.current, citable.named)
        if agreement_is_whole and not found:
            found += check_quotes(service, cited, service.record.sections)
        yield from found
    for situation in loaded.of(Situation):
        yield from _check_neutral(situation, loaded)
    for line in loaded.of(SupportLine):
        if not line.record.situations and line.record.level != "akut":
            yield line.problem(_("no page shows this line; name the situations that it helps in"), "situations")
    wrong = list(_check_cards(loaded))
    yield from wrong or _check_card_order(loaded)
    if any(problem.path.startswith("data/services/") for problem in loaded.problems):
        return
    served = {
        situation
        for service in loaded.of(Service)
        if not service.record.is_closed
        for situation in service.record.situations
    }
    for situation in loaded.of(Situation):
        if situation.record.id not in served:
            yield situation.problem(
                _(
                    "no service names the situation '{id}'; add it to the services that help there",
                    id=situation.record.id,
                ),
                "id",
            )


def _check_cards(loaded: Loaded) -> Iterator[Problem]:
    """One card for every crisis topic, one for all other pages, and only numbers that are sure on a card."""
    cards = loaded.of(HelpCard)
    lines = {placed.record.id: placed.record for placed in loaded.of(SupportLine)}
    first: dict[str, Placed[HelpCard]] = {}
    for card in cards:
        topics: tuple[str, ...] = card.record.topics or ("",)
        for topic in topics:
            if topic in first:
                yield card.problem(_second_card(topic, first[topic].place("topics")), "topics")
            first.setdefault(topic, card)
        yield from _check_steps(card, lines)
    shown = [card for card in loaded.of(HelpCard) if card.record.crisis_page]
    for card in shown[1:]:
        yield card.problem(
            _("'{id}' is the crisis page's card already; keep one", id=shown[0].record.id), "crisis_page"
        )
    unread = any(problem.path == "data/help-cards.yml" for problem in loaded.problems)
    if not shown and not unread:
        yield Problem(
            "data/help-cards.yml", 1, _("no card is the crisis page's own; give one of them crisis_page: true")
        )
    crisis = {one.id for placed in loaded.of(Vocabulary) for one in placed.record.topics if one.crisis}
    for topic in sorted({"", *crisis} - first.keys()):
        if not unread:
            yield Problem(
                "data/help-cards.yml",
                1,
                _("no card for the topic '{topic}'; add one", topic=topic)
                if topic
                else _("no card for pages without a topic of their own (topics: []); add one"),
            )


def _second_card(topic: str, place: str) -> Said:
    if topic:
        return _("the topic '{topic}' already has the card in {place}; keep one", topic=topic, place=place)
    return _("the pages without a topic of their own already have the card in {place}; keep one", place=place)


def _check_steps(card: Placed[HelpCard], lines: Mapping[str, SupportLine]) -> Iterator[Problem]:
    for number, step in enumerate(card.record.steps):
        for index, line_id in enumerate(step.lines):
            if line_id in lines and lines[line_id].phone is None:
                yield card.problem(
                    _("'{line_id}' has no confirmed number; a help card needs one", line_id=line_id),
                    "steps",
                    number,
                    "lines",
                    index,
                )
        if step.lines and all(line_id in lines and not lines[line_id].is_in_use for line_id in step.lines):
            message = _(
                "'{id}' is {state}, and the step has no other; name a line that answers",
                id=step.lines[0],
                state=stopped_words(lines[step.lines[0]]),
            )
            yield card.problem(message, "steps", number, "lines")
        if step.level == "akut" and any(line_id in lines and lines[line_id].phone != "112" for line_id in step.lines):
            yield card.problem(
                _("the acute step must call 112 and nothing else; correct its lines"), "steps", number, "lines"
            )


def _check_card_order(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is not in the national order (standard C3): 112, then care; if exposed 112, the helpline, the city."""
    every = {placed.record.id: placed.record for placed in loaded.of(SupportLine) if placed.record.phone}
    lines = {key: one for key, one in every.items() if one.is_in_use}
    desks = lines.keys() & {site.record.front_desk for site in loaded.of(Site)}
    for vocabulary in loaded.of(Vocabulary):
        exposed = {one.id for one in vocabulary.record.topics if one.exposed}
        for card in loaded.of(HelpCard):
            named = [line_id for step in card.record.steps for line_id in step.lines]
            listed = [line_id for line_id in named if line_id in lines]
            topics = set(card.record.topics)
            if not every.keys() >= set(named):
                continue  # that a line is missing comes first
            if not topics & exposed:
                if all(step.level != "snart" for step in card.record.steps):
                    yield card.problem(_("after 112 comes care; add a step whose level is snart"), "steps")
                continue
            helplines = [one for one in lines.values() if one.level == "prata" and topics & {*one.topics}]
            for desk in desks:
                yield from _check_helplines(card, listed, helplines, desk)


def _check_helplines(
    card: Placed[HelpCard], listed: list[str], helplines: list[SupportLine], desk: str
) -> Iterator[Problem]:
    if desk not in listed:
        yield card.problem(_("the city's way in is not on the card; add '{desk}' to its last step", desk=desk), "steps")
        return
    ahead = listed[: listed.index(desk)]
    shown = [one for one in helplines if one.id in ahead]
    if helplines and not shown:
        yield card.problem(_("a helpline comes before the city; put such as '{id}' there", id=helplines[0].id), "steps")
    for one in helplines:
        if one not in shown and any(_same_line(one, other) for other in shown):
            yield card.problem(
                _("'{id}' is another number of a line on the card; put it beside that", id=one.id), "steps"
            )


def _same_line(one: SupportLine, other: SupportLine) -> bool:
    return (one.operator, one.page, one.topics) == (other.operator, other.page, other.topics)


def _check_own(service: Placed[Service]) -> Iterator[Problem]:
    record = service.record
    stem = PurePosixPath(service.document.path).stem
    if record.id != stem:
        yield service.problem(
            _("id '{id}' is not the file's name '{stem}'; make them the same", id=record.id, stem=stem), "id"
        )


def _check_sections(
    service: Placed[Service], sections: Mapping[str, list[str]], current: str, named: frozenset[str]
) -> Iterator[Problem]:
    """Yield a problem for each section that never was in force here: it says nothing of what help there is now."""
    for index, section_id in enumerate(service.record.sections):
        editions = sections.get(section_id, [])
        if not editions:
            yield service.problem(
                _("'{section_id}' is not a section; correct it", section_id=section_id), "sections", index
            )
        elif not named & set(editions):
            yield service.problem(
                _(
                    "'{section_id}' is a section of {known}, not of {current}, which is in force; "
                    "remove it, or cite the clauses",
                    section_id=section_id,
                    known=", ".join(editions),
                    current=current,
                ),
                "sections",
                index,
            )


def _check_neutral(placed: Placed[Any], loaded: Loaded) -> Iterator[Problem]:
    """Names of an exposed page are neutral: they stand in the history, and are seen over the shoulder (standard Q6)."""
    record = placed.record
    for vocabulary in (one.record for one in loaded.of(Vocabulary)):
        exposed = vocabulary.is_exposed(topic for topic in record.topics if topic in vocabulary.topics_by_id)
        if exposed and isinstance(record, Service) and vocabulary.id_tells(record.id):
            yield placed.problem(
                _(
                    "id '{id}' tells what an exposed page is about; choose a neutral one, such as trygghet-…",
                    id=record.id,
                ),
                "id",
            )
        if exposed and record.neutral_title is None:
            yield placed.problem(_("the topics make this page exposed; give it a neutral_title"), "neutral_title")
        if not exposed and record.neutral_title is not None:
            yield placed.problem(_("neutral_title stands on a page that is not exposed; write null"), "neutral_title")
        if record.neutral_title is not None and vocabulary.tells(record.neutral_title):
            yield placed.problem(
                _(
                    "neutral_title '{neutral_title}' tells what the page is about; choose other words",
                    neutral_title=record.neutral_title,
                ),
                "neutral_title",
            )


def check_situations(
    loaded: Loaded, handwritten: Mapping[str, HandwrittenPage], unread: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each situation whose page is missing or not said to be its own, and for a second page of one.

    `unread` are the addresses of pages with faults that come first.
    What a situation's topics decide, the way out of an exposed page among it, comes to the page by that one line.
    """
    for situation in loaded.of(Situation):
        situation_id = situation.record.id
        uri = routes.situation(situation_id)
        if uri not in handwritten:
            yield situation.problem(
                _(
                    "the situation '{situation_id}' has no page docs/{uri}; write it",
                    situation_id=situation_id,
                    uri=uri,
                ),
                "id",
            )
        elif handwritten[uri].situation != situation_id and address_of(uri) not in unread:
            message = _(
                "this is the page of '{situation_id}'; write 'situation: {situation_id}' in its front matter",
                situation_id=situation_id,
            )
            yield Problem(f"docs/{uri}", handwritten[uri].situation_line, message)
    for uri, page in handwritten.items():
        if page.situation is not None and (own := routes.situation(page.situation)) != uri:
            message = _(
                "the page of '{situation}' is docs/{own}; remove situation here", situation=page.situation, own=own
            )
            yield Problem(f"docs/{uri}", page.situation_line, message)


def check_lines(loaded: Loaded, register: Register) -> Iterator[Problem]:
    """Yield a problem for each help line whose place, where the search leads to it, is not on its situation's page."""
    for line in loaded.of(SupportLine):
        if line.record.level == "akut" or not line.record.situations:
            continue
        uri = routes.situation(line.record.situations[0])
        if not register.has(address_of(uri, routes.line_anchor(line.record.id))):
            message = _("docs/{uri} does not show its lines; write {{{{ support_lines() }}}} there", uri=uri)
            yield line.problem(message, "situations", 0)
