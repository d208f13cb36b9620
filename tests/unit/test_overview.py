"""What a section holds at a glance: counted, who does what, and what counts what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.pages.overview import concerned, counted, doers, figures, followed, named, totals

if TYPE_CHECKING:
    from core.content import Content
    from core.editions import SectionInContext
    from invented import Invented


@pytest.fixture(scope="module")
def content(whole: Invented) -> Content:
    """Give the invented set."""
    return whole.content()


@pytest.fixture(scope="module")
def section(content: Content) -> SectionInContext:
    """Give the section with goals of both terms."""
    return content.current.by_id["samverkan"]


def test_what_a_section_holds_is_counted(section: SectionInContext) -> None:
    """By term and kind, each with where it begins; «Saknas.» is no indicator, and one has the word for one."""
    assert [(one.number, one.words, one.anchor) for one in figures(section, "2021")] == [
        (2, "mål 2021", "kort-sikt"),
        (2, "indikatorer 2021", "kort-sikt-indikatorer"),
        (1, "långsiktigt mål", "lang-sikt"),
        (1, "insats", "insatser"),
    ]
    assert totals(section) == "3 mål · 1 insats · 2 indikatorer"


def test_what_an_edition_holds_is_counted(content: Content) -> None:
    """Topmost clauses alone, and no indicator that the document says is missing."""
    sections = content.current.sections
    found = counted(content.current)
    assert found["sections"] == len(sections)
    assert found["indicators"] == 4
    assert found["goals"] == sum(
        len(listed.clauses) for one in sections for listed in one.lists if listed.record.kind == "goals"
    )


def test_who_does_what(content: Content, section: SectionInContext) -> None:
    """The departments first, in order of first mention; a part of a goal only where the goal itself names nobody."""
    departments = {one.id for one in content.departments}
    found = doers(content, section)
    assert {one.organisation.id for one in found} == set(section.actors)
    is_department = [one.organisation.id in departments for one in found]
    assert is_department == sorted(is_department, reverse=True)
    for one in found:
        for deeds in one.deeds:
            assert all(one.organisation.id in clause.clause.actors for clause in deeds.clauses)
            anchors = [clause.anchor for clause in deeds.clauses]
            assert not [a for a in anchors for b in anchors if a.startswith(f"{b}-")]
        acts = {actor for part in section.section.introduction for actor in part.actors}
        assert one.introduced is (one.organisation.id in acts)


def test_what_counts_what(content: Content, section: SectionInContext) -> None:
    """An indicator and the goals of its term are tied by a training that both speak of, and by nothing else."""
    ties = {citation.clause: [one.anchor for one in tied] for citation, tied in followed(content, section).items()}
    assert ties == {
        "kort-indikator-1": ["kort-1", "kort-2"],
        "kort-1": ["kort-indikator-1"],
        "kort-2": ["kort-indikator-1"],
    }


def test_what_names_a_clause(content: Content, section: SectionInContext) -> None:
    """A training or service of a part stands with the whole; a service of many clauses is told once, below them."""
    found = named(content, section)
    trainings = {citation.clause: [one.id for one in some] for citation, some in found.trainings.items()}
    assert sorted(trainings["kort-1"]) == ["att-lyssna", "vaga-prata"]
    told = {service.id for some in found.services.values() for service in some}
    often = {service.id for service, _ in found.often}
    assert told
    assert not told & often
    assert told | often == {
        one.id for clause in section.walk() for one in content.services_by_clause.get(clause.citation, ())
    }


def test_whom_an_indicator_concerns(content: Content, section: SectionInContext) -> None:
    """The departments that its goals name, all where they name the whole city, and none where they name nobody."""
    departments = [one.id for one in content.departments]
    first = {
        one.section.id: next(
            clause for listed in one.lists if listed.record.kind == "indicators" for clause in listed.clauses
        )
        for one in content.current.sections
    }
    assert concerned(content, section, first["samverkan"]) == departments
    early = content.current.by_id["tidigt-stod"]
    assert concerned(content, early, first["tidigt-stod"]) == ["skol-och-fritidsforvaltningen"]
    assert concerned(content, content.current.by_id["tecken"], first["tecken"]) == []
