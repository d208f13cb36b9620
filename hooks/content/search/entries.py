"""What can be found: one entry for every page, help line, goal, indicator and term, made from the data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.content import CLAUSE_LISTS, Content, NumberedClause, SectionInContext
from content.models.support import Service, SupportLine
from content.models.trainings import Training
from content.pages.page import Page, address_of
from content.pages.support import age_words
from content.pages.trainings import ROLES, STEPS, TOPICS
from content.text import split_front_matter

TEXT_LENGTH = 150
"""Characters of the short text under a hit."""
EVERYONE = "Alla"
STAFF = "Medarbetare i staden"


@dataclass(frozen=True)
class Kind:
    """A kind of entry: its name under a hit, and how much it weighs beside the others."""

    id: str
    name: str
    weight: float


KINDS = (
    Kind("situation", "Hjälp", 1.3),
    Kind("service", "Stöd", 1.1),
    Kind("line", "Stödlinje", 0.95),
    Kind("training", "Utbildning", 1.0),
    Kind("section", "Överenskommelsen", 1.0),
    Kind("goal", "Mål i överenskommelsen", 0.55),
    Kind("indicator", "Indikator", 0.5),
    Kind("term", "Ord", 0.85),
    Kind("delmal", "Delmål", 0.9),
    Kind("department", "Förvaltning", 0.9),
    Kind("trainings", "Utbildningar", 0.85),
    Kind("services", "Stöd, lista", 0.8),
    Kind("page", "Sida", 0.85),
)
KIND_NUMBERS = {kind.id: number for number, kind in enumerate(KINDS)}

# Short names that staff use for the departments; they stand in the index wherever the long name does.
_DEPARTMENT_NAMES = (
    (re.compile(r"arbetsmarknadsförvaltning", re.IGNORECASE), "amf"),
    (re.compile(r"skol-\s+och\s+fritidsförvaltning", re.IGNORECASE), "sff"),
    (re.compile(r"socialförvaltning", re.IGNORECASE), "sof"),
    (re.compile(r"vård-\s+och\s+omsorgsförvaltning", re.IGNORECASE), "vof"),
)


@dataclass(frozen=True)
class Entry:
    """One thing to find; `names` find it best, then `lead`, then `body`, then `context`."""

    address: str
    kind: str
    audience: str
    title: str
    text: str
    names: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


def build_entries(content: Content, pages: Mapping[str, Page], handwritten: Mapping[str, str]) -> tuple[Entry, ...]:
    """Give every entry in a stable order; each address once."""
    found = [
        *_situations(content, handwritten),
        *(_service(content, service) for service in content.services.values()),
        *(_line(line) for line in content.support_lines.values() if line.level != "akut"),
        *(_training(content, training) for training in content.trainings.values()),
        *(entry for section in content.current.sections for entry in _section(content, section)),
        *_terms(content),
    ]
    taken = {entry.address for entry in found}
    found += [entry for uri, page in pages.items() if (entry := _page(uri, page)) and entry.address not in taken]
    found += [
        entry for uri, text in handwritten.items() if (entry := _handwritten(uri, text)) and entry.address not in taken
    ]
    return tuple(found)


def with_short_names(text: str) -> str:
    """Give text with the departments' short names after it, for those that it names."""
    return " ".join([text, *(short for pattern, short in _DEPARTMENT_NAMES if pattern.search(text))])


def shorten(text: str) -> str:
    """Give the beginning of a text, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= TEXT_LENGTH:
        return line
    return line[: line.rindex(" ", 0, TEXT_LENGTH)].rstrip(" ,.;:–") + " …"


def _situations(content: Content, handwritten: Mapping[str, str]) -> Iterator[Entry]:
    for one in content.situations.values():
        prose = _plain(handwritten.get(f"hjalp/{one.id}.md", ""))
        yield Entry(
            f"hjalp/{one.id}/",
            "situation",
            "Dig som behöver stöd",
            one.title,
            one.lead,
            lead=(one.lead,),
            body=(prose,),
        )


def _service(content: Content, service: Service) -> Entry:
    known = [words for words in (service.how_to_reach, service.first_contact, service.cost) if words != "unknown"]
    operators = [content.organisations[operator].name for operator in service.operators]
    situations = [content.situations[situation].title for situation in service.situations]
    ages = "" if service.ages in ("all", "unknown") else f" ({age_words(service.ages)})"
    return Entry(
        f"stod/{service.id}/",
        "service",
        shorten(service.audiences[0]).rstrip(".") + ages.lower(),
        service.name,
        shorten(service.offers),
        names=(service.id.replace("-", " "),) if not service.exposed else (),
        lead=(service.offers, *service.audiences),
        body=(*known, *service.places, *([service.remark] if service.remark else [])),
        context=(service.operator, *operators, *situations),
    )


def _line(line: SupportLine) -> Entry:
    known = [words for words in (line.answers, line.chat, line.sms, line.hours) if words != "unknown"]
    number = f"Ring {line.phone_text}. " if line.phone_text else ""
    return Entry(
        f"hjalp/{line.situations[0]}/#linje-{line.id}",
        "line",
        shorten(line.audience).rstrip("."),
        line.name,
        shorten(f"{number}{line.answers if line.answers != 'unknown' else line.operator}"),
        names=(line.phone_text or "", line.id.replace("-", " ")),
        lead=(line.audience,),
        body=(*known, line.operator, "stödlinje ringa telefon nummer jour"),
    )


def _training(content: Content, training: Training) -> Entry:
    departments = [
        with_short_names(content.organisations[one.department].name) + f" {one.level} {one.group}"
        for one in training.obligations
    ]
    return Entry(
        f"utbildningar/{training.id}/",
        "training",
        shorten(training.audience).rstrip("."),
        training.name,
        shorten(training.learn),
        names=(training.id.replace("-", " "),),
        lead=(training.learn, with_short_names(training.audience)),
        body=(*(part.name for part in training.parts), *(ROLES[role] for role in training.roles)),
        context=(
            *dict.fromkeys(departments),
            *(TOPICS[topic] for topic in training.topics),
            *training.platforms,
            STEPS[training.step],
            "utbildning kurs",
        ),
    )


def _section(content: Content, one: SectionInContext) -> Iterator[Entry]:
    section = one.section
    texts = tuple(one.texts())
    delmal = tuple(f"delmål {number}" for number in section.delmal)
    actors = tuple(with_short_names(content.organisations[actor].name) for actor in one.actors)
    yield Entry(
        f"overenskommelsen/{section.id}/",
        "section",
        STAFF,
        section.title,
        section.summary,
        lead=(section.summary,),
        body=(*(paragraph.text for paragraph in section.introduction),),
        context=(*texts, *delmal, *actors),
    )
    for kind in CLAUSE_LISTS:
        for clause in one.lists[kind.stem]:
            for part in clause.walk():
                if not part.states_none:
                    yield _clause(content, one, part)


def _clause(content: Content, one: SectionInContext, part: NumberedClause) -> Entry:
    word = "Indikator" if part.is_indicator else "Insats" if part.anchor.startswith("aktivitet") else "Mål"
    term = "lång sikt" if part.anchor.startswith("lang") else "kort sikt" if part.anchor.startswith("kort") else ""
    return Entry(
        f"overenskommelsen/{one.section.id}/#{part.anchor}",
        "indicator" if part.is_indicator else "goal",
        STAFF,
        f"{one.section.title}, {word.lower()} {_number(part.anchor)}",
        shorten(part.clause.text),
        lead=(with_short_names(part.clause.text), part.citation),
        body=(part.clause.text_after_details or "",),
        context=(
            *(with_short_names(content.organisations[actor].name) for actor in part.clause.actors),
            *(content.links[link].title for link in part.clause.links),
            term,
        ),
    )


def _number(anchor: str) -> str:
    return ".".join(re.findall(r"\d+", anchor))


def _terms(content: Content) -> Iterator[Entry]:
    for term in content.glossary.values():
        full = f" – {term.full_form}" if term.full_form else ""
        yield Entry(
            f"ordlista/#{term.id}",
            "term",
            EVERYONE,
            f"{term.term}{full}",
            shorten(term.explanation),
            names=(*term.forms, term.id.replace("-", " ")),
            lead=(term.explanation,),
            context=("betyder ord förkortning ordlista",),
        )


def _page(uri: str, page: Page) -> Entry | None:
    """Give the entry of a generated page that no record stands behind alone: lists and the agreement as a whole."""
    if page.meta.get("redirect"):
        return None
    address = address_of(uri).lstrip("/")
    kind, audience = "page", EVERYONE
    if address.startswith("utbildningar/"):
        kind, audience = "trainings", STAFF
    elif address.startswith("stod/"):
        kind = "services"
    elif address.startswith("overenskommelsen/delmal/"):
        kind, audience = "delmal", STAFF
    elif address.startswith("overenskommelsen/"):
        kind, audience = "department" if "/forvaltning/" in address else "page", STAFF
    return Entry(
        address,
        kind,
        audience,
        page.title,
        shorten(page.description),
        lead=(with_short_names(page.title),),
        body=(page.description,),
        context=tuple(page.prose[:3]),
    )


def _handwritten(uri: str, markdown: str) -> Entry | None:
    """Give the entry of a hand-written page by its front matter; a situation has its own."""
    if uri.startswith("hjalp/"):
        return None
    head = dict(re.findall(r"(?m)^(title|description): (.+)$", split_front_matter(markdown)[0]))
    heading = re.search(r"(?m)^# ([^{\n]+)", markdown)
    title = heading[1].strip() if heading else head.get("title", "").strip("\"'")
    if not title:
        return None
    text = head.get("description", "").strip("\"'")
    address = address_of(uri).lstrip("/")
    return Entry(
        address, "page", EVERYONE, title, shorten(text), lead=(text, head.get("title", "")), body=(_plain(markdown),)
    )


def _plain(markdown: str) -> str:
    """Give the words of a hand-written page: without front matter, macros, link targets and attributes."""
    _, text = split_front_matter(markdown)
    text = re.sub(r"\{\{.*?\}\}|\{\s*[:#][^}]*\}|\]\([^)]*\)|[#*`\[\]<>]", " ", text)
    return " ".join(text.split())
