"""The pages of the registers: the glossary, A–Ö, and addresses that have moved."""

from __future__ import annotations

import html
import itertools
import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core import routes
from core.content import Content
from core.editions import Edition, SectionInContext
from core.models.registers import Link
from core.models.vocabulary import LinkStateWords
from core.pages.agreement import EARLIER_TITLE
from core.pages.languages import page_uri
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.routes import ACCESSIBILITY, REQUIREMENTS
from core.text import day_words, initial, swedish_order


@dataclass(frozen=True)
class Entry:
    """One line of A–Ö: a label, what it is, and where it leads."""

    label: str
    kind: str
    src_uri: str
    anchor: str = ""
    language: str = "sv"


def register_pages(content: Content, edition: Edition) -> Iterator[Page]:
    """Yield the glossary, the links, A–Ö and what is asked of the site, beside an edition."""
    yield _glossary_page(content, edition)
    yield _links_page(content)
    yield _index_page(content, edition)
    yield _requirements_page(content)


def redirect_pages(content: Content) -> Iterator[Page]:
    """Yield a page for each address that has moved."""
    for source, target in content.moved.items():
        yield _redirect_page(source, target)


def _glossary_page(content: Content, edition: Edition) -> Page:
    terms = sorted(content.glossary.values(), key=lambda term: swedish_order(term.term))
    head = PageHead(
        src_uri=routes.GLOSSARY,
        title="Ordlista",
        description=f"{len(terms)} förkortningar och ord i överenskommelsen, förklarade på klarspråk.",
        data_path="data/glossary.yml",
        prose=tuple(term.explanation for term in terms),
        reading_kind="glossary",
    )
    groups = [(letter, list(group)) for letter, group in itertools.groupby(terms, lambda term: initial(term.term))]
    used = _sections_by_term(content, edition)
    return render_page(content, head, "glossary", groups=groups, used=used, count=len(terms))


def _links_page(content: Content) -> Page:
    head = PageHead(
        src_uri=routes.LINKS,
        title="Länkar och hur de mår",
        description=f"Alla {len(content.current_links)} adresser som webbplatsen länkar till, och om de fungerar.",
        data_path="data/links.yml",
        meta={"script": "filter"},
    )
    checked = day_words(content.links_checked) if content.links_checked else None
    groups = _links_by_state(content)
    return render_page(
        content,
        head,
        "links",
        groups=groups,
        count=len(content.current_links),
        states=[(one.verdict, one.words.name) for one in groups],
        accesses=content.vocabulary.link_accesses,
        checked=checked,
    )


@dataclass(frozen=True)
class LinksInState:
    """The links in one state: what is said of it, and each with its first day there; `since` where all share it."""

    verdict: str
    words: LinkStateWords
    since: str | None
    rows: list[tuple[Link, str | None]]


def _links_by_state(content: Content) -> list[LinksInState]:
    """Give the links under each state that any is in, in the order of the states."""
    found: dict[str, list[tuple[Link, str | None]]] = {}
    for link in sorted(content.current_links, key=lambda one: swedish_order(one.title)):
        state = content.link_states.get(link.id)
        row = (link, day_words(state.since) if state else None)
        found.setdefault(state.verdict if state else "unchecked", []).append(row)
    groups = []
    for verdict, words in content.vocabulary.link_states_by_id.items():
        rows = found.get(verdict, [])
        days = {since for _, since in rows}
        if rows:
            groups.append(LinksInState(verdict, words, days.pop() if len(days) == 1 else None, rows))
    return groups


# What a reader meets for what holds a requirement.
_HELD = {"test": "Test", "partly": "Delvis", "person": "Person", "not-yet": "Inte ännu"}


def _requirements_page(content: Content) -> Page:
    requirements = content.requirements
    rows = [row for part in requirements.parts for row in part.rows]
    head = PageHead(
        src_uri=REQUIREMENTS,
        title="Kraven och vad som håller dem",
        description="Vilka krav vi har på webbplatsen, vilka tester som håller dem, och vad som inte är gjort ännu.",
        data_path="data/requirements.yml",
        prose=tuple(text for row in rows for text in (row.what, row.note) if text) + requirements.by_hand,
        reading_kind="support",
    )
    return render_page(
        content,
        head,
        "requirements",
        requirements=requirements,
        held=_HELD,
        counts=Counter(row.held for row in rows),
        total=len(rows),
        day=day_words(requirements.as_of),
        accessibility=ACCESSIBILITY,
    )


def _sections_by_term(content: Content, edition: Edition) -> dict[str, list[SectionInContext]]:
    """Give the sections in whose text each term stands, by the term's id."""
    pattern, term_of = content.term_forms
    used: dict[str, list[SectionInContext]] = {term_id: [] for term_id in content.glossary}
    for section in edition.sections:
        found = {match[0].casefold() for text in section.texts() for match in pattern.finditer(text)}
        for term_id in dict.fromkeys(term_of[form] for form in sorted(found & term_of.keys())):
            used[term_id].append(section)
    return used


def _index_page(content: Content, edition: Edition) -> Page:
    head = PageHead(
        src_uri=routes.INDEX,
        title="A–Ö",
        description="Allt på webbplatsen i bokstavsordning.",
        data_path=edition.source_path,
    )
    entries = sorted(_entries(content, edition), key=lambda entry: (swedish_order(entry.label), entry.kind))
    groups = [(letter, list(group)) for letter, group in itertools.groupby(entries, lambda entry: initial(entry.label))]
    return render_page(content, head, "index", groups=groups)


def _entries(content: Content, edition: Edition) -> Iterator[Entry]:
    for section in edition.sections:
        yield Entry(section.section.title, "avsnitt", content.pages_of(edition.id).section(section.section.id))
    for service in content.services_listed:
        yield Entry(service.name, "stöd", routes.service(service.id))
    for situation in content.situations.values():
        yield Entry(situation.title, "vart du kan vända dig", routes.situation(situation.id))
    for training in content.trainings_listed:
        yield Entry(training.name, "utbildning", routes.training(training.id))
    yield Entry("Akut hjälp", "hjälp nu", routes.CRISIS)
    for language in content.languages.values():
        for page in language.pages:
            label = f"{language.name}: {page.title}"
            yield Entry(label, "hjälp nu", page_uri(language, page), language=language.language)
    if content.earlier:
        yield Entry(EARLIER_TITLE, "gäller inte längre", routes.EARLIER)
    for term in content.glossary.values():
        yield Entry(term.term, "ord", routes.GLOSSARY, term.id)
        if term.full_form:
            yield Entry(term.full_form, "ord", routes.GLOSSARY, term.id)
    for delmal in content.strategy.delmal if edition.follows_strategy else ():
        label = f"Delmål {delmal.number}: {delmal.name}"
        yield Entry(label, "nationell strategi", content.pages_of(edition.id).delmal(delmal.number))
    for department in content.departments_of(edition):
        yield Entry(department.name, "förvaltning", content.pages_of(edition.id).department(department.id))


def _redirect_page(source: str, leads_to: str) -> Page:
    src_uri = f"{source.strip('/')}.md"
    target, _, anchor = leads_to.partition("#")
    path = posixpath.relpath(target, source) + "/" + (f"#{anchor}" if anchor else "")
    return Page(
        src_uri,
        "Sidan har flyttat",
        "Den här adressen har bytts ut.",
        f'# Sidan har flyttat\n\nDet du söker finns nu på <a href="{html.escape(path)}">en ny adress</a>.',
        "data/redirects.yml",
        in_search=False,
        meta={"template": "redirect.html", "redirect": path},
    )
