"""What has changed: the page for the whole, and the part that each section's page has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from core import routes
from core.content import Content
from core.editions import Edition, SectionInContext
from core.history import History, Place, Tie
from core.models.agreement import Citation
from core.models.continuity import How
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page

# What a reader meets for what became of a clause, in the order in which it is told.
HOW_WORDS: Mapping[How, str] = {
    "weaker": "Svagare löfte",
    "stronger": "Starkare löfte",
    "changed": "Ändrat",
    "other-measure": "Annat mått",
    "renamed": "Annat namn",
    "new": "Nytt",
    "gone": "Borta",
    "same": "Samma",
}
# The same as headings of what they gather, and the one that tells how many.
GOAL_HEADINGS: Mapping[How, str] = {
    "weaker": "Svagare löften",
    "stronger": "Starkare löften",
    "changed": "Ändrade mål och insatser",
    "new": "Nya mål och insatser",
    "gone": "Mål och insatser som är borta",
    "same": "Mål och insatser som är desamma",
}
INDICATOR_HEADINGS: Mapping[How, str] = {
    "other-measure": "Indikatorer som mäter något annat",
    "renamed": "Indikatorer med annat namn",
    "new": "Nya indikatorer",
    "gone": "Indikatorer som är borta",
    "same": "Indikatorer som är desamma",
}
ORIGINS = {
    "same": "Avsnittet bygger på ett tidigare avsnitt.",
    "split": "Avsnittet bygger på en del av ett tidigare avsnitt, som har delats.",
    "merged": "Avsnittet bygger på flera tidigare avsnitt.",
    "new": "Avsnittet är nytt.",
}


@dataclass(frozen=True)
class Source:
    """An earlier section that a section builds on, or a later one that it went to."""

    edition: Edition
    section: SectionInContext
    reason: str
    judged: bool


@dataclass(frozen=True)
class Told:
    """What a section's page tells of its past."""

    history: History
    origin: str
    sources: list[Source]
    groups: list[tuple[str, How, int, list[Tie]]]
    """What became of clauses of one kind: the heading, the word, of how many clauses it is told, and the ties."""
    untied: list[str]
    """The names of the clauses that nobody has compared."""
    named: tuple[tuple[str, ...], tuple[str, ...]]
    """Who is named in the earlier sections, and who in this one."""

    @staticmethod
    def anchor(heading: str) -> str:
        """Give the anchor of what stands below a heading."""
        return f"{routes.CHANGED}-{slugify(heading, '-')}"


def told_of(content: Content, one: SectionInContext) -> Told | None:
    """Give what is told of a section of the edition in force; None where nobody has compared it."""
    history = content.history
    if history is None or one.edition != history.now.id:
        return None
    section = one.section.id
    ties = history.of_section(section)
    groups = [
        (heading, how, _told_here(section, found), found)
        for headings, indicators in ((GOAL_HEADINGS, False), (INDICATOR_HEADINGS, True))
        for how, heading in headings.items()
        if (found := [tie for tie in ties if tie.record.how == how and tie.is_about_indicators == indicators])
    ]
    before = [
        Source(other.then, other.then.by_id[earlier], tie.reason, tie.judged)
        for other in content.histories
        if other.now.id == one.edition
        for tie in other.continues(section)
        for earlier in tie.then
    ]
    replaced = [source.section for source in before if source.edition is history.then]
    return Told(
        history,
        ORIGINS[history.origin(section)],
        before,
        groups,
        [clause.name for clause in history.untied(one)],
        (tuple(dict.fromkeys(actor for other in replaced for actor in other.actors)), one.actors),
    )


@dataclass(frozen=True)
class Duty:
    """What a department is bound to about a training, then and now."""

    training: str
    training_id: str
    tie: Tie


def history_pages(content: Content) -> Iterator[Page]:
    """Yield the page of what has changed, where the edition in force has been compared."""
    history = content.history
    if history is None:
        return
    record = history.record
    prose = [change.text for change in record.changes]
    prose += [tie.reason for tie in record.sections]
    head = PageHead(
        src_uri=routes.CHANGES,
        title="Vad som har ändrats",
        description=(
            f"Vad som är nytt, ändrat och borta i överenskommelsen {history.now.agreement.period}, "
            f"jämfört med {history.then.agreement.period}."
        ),
        data_path="data/continuity.yml",
        prose=tuple(prose),
        reading_kind="agreement",
        meta={"script": "clauses"},
    )
    others = [one for one in content.histories if one is not history and one.record != record]
    yield render_page(
        content,
        head,
        "changes",
        history=history,
        others=others,
        counts=[_counts(history.then), _counts(history.now)],
        sections=[
            (one, ORIGINS[history.origin(one.section.id)], _summary(history, one)) for one in history.now.sections
        ],
        duties=list(_duties(content, history)),
        elsewhere=_by_section(history.elsewhere),
        how_words=HOW_WORDS,
        followed=_followed(history),
    )


def _counts(edition: Edition) -> tuple[Edition, int, int, int, int]:
    """Give an edition with its numbers of sections, of goals and activities, of indicators, and of «Saknas.»."""
    topmost = [
        (listed.record.kind, clause)
        for section in edition.sections
        for listed in section.lists
        for clause in listed.clauses
    ]
    goals = sum(kind in {"goals", "activities"} for kind, _ in topmost)
    indicators = [clause for kind, clause in topmost if kind == "indicators"]
    stated = sum(not clause.states_none for clause in indicators)
    return edition, len(edition.sections), goals, stated, len(indicators) - stated


def _summary(history: History, one: SectionInContext) -> list[tuple[str, int]]:
    """Count the ties that a section tells, by their words, in the order in which they are told."""
    counted: Counter[How] = Counter()
    for tie in history.of_section(one.section.id):
        counted[tie.record.how] += _told_here(one.section.id, [tie])
    return [(words, counted[how]) for how, words in HOW_WORDS.items() if counted[how]]


def _told_here(section: str, ties: Iterable[Tie]) -> int:
    """Count the clauses of a section that ties tell of, or the earlier ones where none is left."""
    return sum(
        len([place for place in tie.now if place.section.section.id == section]) if tie.now else len(tie.then)
        for tie in ties
    )


def _followed(history: History) -> list[tuple[str, int]]:
    """Count the indicators of the two documents by what became of them."""
    counted: Counter[How] = Counter()
    for tie in history.ties:
        if tie.is_about_indicators:
            counted[tie.record.how] += len(tie.now) if tie.now else len(tie.then)
    return [(words, counted[how]) for how, words in HOW_WORDS.items() if counted[how]]


def _duties(content: Content, history: History) -> Iterator[Duty]:
    """Yield what departments are bound to about trainings, where it was otherwise before, training by training."""
    by_clause: dict[Citation, list[Tie]] = {}
    for tie in history.ties:
        for place in tie.now if tie.then else ():
            if place.clause is not None:
                by_clause.setdefault(place.clause.citation, []).append(tie)
    for training in content.trainings_listed:
        clauses = dict.fromkeys(obligation.clause for obligation in training.obligations if obligation.clause)
        for tie in dict.fromkeys(tie for clause in clauses for tie in by_clause.get(clause, ())):
            if _words(tie.then) == _words(tie.now):
                continue
            yield Duty(training.name, training.id, tie)


def _words(places: Iterable[Place]) -> list[str]:
    return [text for place in places for text in place.texts]


def _by_section(ties: Iterable[Tie]) -> list[tuple[SectionInContext, list[Place]]]:
    """Give the earlier places of ties by their sections."""
    found: dict[str, tuple[SectionInContext, list[Place]]] = {}
    for tie in ties:
        for place in tie.then:
            found.setdefault(place.section.section.id, (place.section, []))[1].append(place)
    return list(found.values())
