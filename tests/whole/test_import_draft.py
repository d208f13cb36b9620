"""A draft of the next edition, written from its document. The documents are invented."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from yamllint.config import YamlLintConfig
from yamllint.linter import run

import manage
from commands import importing
from core import routes
from core.desk.drafts import drafts_left
from core.importing.document import Document, DocumentSection, Item, ItemList, Link, Paragraph
from core.site import CheckedSite
from core.source import parse_document
from imported import document_of_edition, reworded, with_items
from invented import TODAY, Invented
from project import ROOT, checked_site, read_sources

FOLDER = "agreements/2022"
TOGETHER, EARLY = f"{FOLDER}/sections/samverkan.yml", f"{FOLDER}/sections/tidigt-stod.yml"
NEW_ADDRESS = Link("Cykelbiblioteket", "http://www.bjorkviken.example/cyklar?generated_by=7&hash=ab1")
STRANGER = Item("Biblioteket lånar ut cyklar och brädspel till alla som har flyttat hit.", 1, "7", (NEW_ADDRESS,))

Write = Callable[..., int]


@pytest.fixture
def write(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Give what writes the draft from a document; it gives the exit code."""

    def written(document: Document, *arguments: str) -> int:
        monkeypatch.setattr(importing, "read", lambda _: document)
        return manage.main(["--root", str(invented.root), "import", "avtal.docx", "--new", "2022", *arguments])

    return written


@pytest.fixture
def document(whole: Invented) -> Document:
    """Give the document of the next year: goals that are changed, new, gone and moved, and a new section."""
    changed = reworded(document_of_edition(whole.content()), "Alla ska veta vart", "Alla ska 2022 veta vart")

    def change(place: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        if place == "0/1":
            return (*items[:-1], STRANGER)
        return tuple(one for one in items if not one.text.startswith("Vi ordnar en dag"))

    changed = with_items(changed, change)
    moved = next(
        item for listed in changed.sections[1].lists for item in listed.items if item.text.startswith("Den som")
    )
    changed = with_items(changed, lambda _, items: tuple(one for one in items if one is not moved))
    items = (Item("Staden ska prata med alla lärare om näthat senast den 1 maj.", 1, "9"), moved)
    net = DocumentSection(
        "Trygghet på nätet",
        "9",
        ("fokusområde 1",),
        (Paragraph("Barn ska vara trygga på nätet.", "9"),),
        (ItemList("Kortsiktiga mål och aktiviteter 2022", items, "9"),),
    )
    return dataclasses.replace(changed, sections=(*changed.sections, net))


def _clauses(invented: Invented, path: str) -> dict[str, dict[str, object]]:
    """Give every clause of a section's file by its id."""
    found = {}

    def take(clauses: list[dict[str, object]]) -> None:
        for one in clauses:
            found[str(one["id"])] = one
            take(one.get("details", []))  # type: ignore[arg-type]

    for listed in parse_document(path, invented.text(path)).value["lists"]:
        take(listed["clauses"])
    return found


def _comparison(invented: Invented) -> list[dict[str, Any]]:
    """Give what is proposed of what became of each clause."""
    return [one for one in parse_document("continuity", invented.text("continuity.yml")).value if one["now"] == "2022"]


def _published(site: CheckedSite) -> dict[str, bytes]:
    """Give the open data; what the editor has left to do is none."""
    return {one.uri: one.data for one in site.exports if not routes.review_file.holds(one.uri)}


def test_ids_and_words_are_carried_over(invented: Invented, document: Document, write: Write) -> None:
    """What is as before keeps our words under its id; what is said otherwise has the document's, as a draft."""
    assert write(document) == 3
    clauses = _clauses(invented, TOGETHER)
    assert clauses["kort-1"]["text"] == "Vi ska möta varje person i tid.\nIngen ska behöva vänta i onödan."
    assert "draft" not in clauses["kort-1"]
    assert clauses["kort-1-2"]["actors"] == ["omsorgsforvaltningen"]
    assert clauses["lang-1"]["text"] == "Alla ska 2022 veta vart de kan vända sig."
    assert clauses["lang-1"]["draft"] == "true"
    assert clauses["lang-1"]["actors"] == ["bjorkvikens-stad"]
    text = invented.text(TOGETHER)
    assert "# Förut: Alla ska veta vart de kan vända sig." in text
    assert "# Siffror och dagar: förut inget, nu 2022." in text


def test_an_id_is_used_again_for_what_continues_it_alone(invented: Invented, document: Document, write: Write) -> None:
    """A new clause takes an id that no clause of the section ever had, one in another section one of that section's."""
    write(document)
    clauses = _clauses(invented, TOGETHER)
    assert "kort-2" not in clauses
    assert clauses["kort-3"]["text"] == STRANGER.text
    assert "aktivitet-1" not in clauses
    assert "vill-2" not in _clauses(invented, EARLY)
    net = _clauses(invented, f"{FOLDER}/sections/trygghet-pa-natet.yml")
    assert list(net) == ["kort-1", "kort-2"]
    assert net["kort-2"]["text"] == "Den som ber om hjälp får svar."
    assert net["kort-2"]["actors"] == ["omsorgsforvaltningen"]


def test_what_became_of_what_is_proposed(invented: Invented, document: Document, write: Write) -> None:
    """Each clause that is not the same under its id is tied, as a proposal; so is each section."""
    write(document)
    (comparison,) = _comparison(invented)
    ties = {(tie["how"], *tie["then"], "→", *tie["now"]) for tie in comparison["clauses"]}
    assert ties == {
        ("changed", "samverkan/lang-1", "→", "samverkan/lang-1"),
        ("new", "→", "samverkan/kort-3"),
        ("gone", "samverkan/kort-2", "→"),
        ("gone", "samverkan/aktivitet-1", "→"),
        ("new", "→", "trygghet-pa-natet/kort-1"),
        ("same", "tidigt-stod/vill-2", "→", "trygghet-pa-natet/kort-2"),
    }
    assert {(*tie["then"], "→", *tie["now"]) for tie in comparison["sections"]} == {
        ("samverkan", "→", "samverkan"),
        ("tidigt-stod", "→", "tidigt-stod"),
        ("tecken", "→", "tecken"),
        ("tidigt-stod", "→", "trygghet-pa-natet"),
    }


def test_what_moves_with_its_parts_is_the_same(invented: Invented, document: Document, write: Write) -> None:
    """In another section its parts have other ids and say what they said, each in its place."""
    place, goals = next(
        (f"0/{number}", listed.items)
        for number, listed in enumerate(document.sections[0].lists)
        if listed.items and listed.items[0].text.startswith("Varje person")
    )
    end = next(number for number, one in enumerate(goals) if number and one.level == 1)
    assert [one.level for one in goals[:end]] == [1, 2, 3, 3, 2]
    net = document.sections[-1]
    left = with_items(document, lambda where, items: items[end:] if where == place else items).sections[:-1]
    lists = (dataclasses.replace(net.lists[0], items=(*net.lists[0].items, *goals[:end])),)
    write(dataclasses.replace(document, sections=(*left, dataclasses.replace(net, lists=lists))))
    (comparison,) = _comparison(invented)
    (tie,) = [one for one in comparison["clauses"] if one["then"] == ["samverkan/kort-1"]]
    assert tie == {"how": "same", "then": ["samverkan/kort-1"], "now": ["trygghet-pa-natet/kort-3"]}


@pytest.mark.parametrize(
    ("after", "tied"),
    [
        ("mötas inom 7 dagar. Ingen ska behöva", [["samverkan/kort-1-1"], ["samverkan/kort-1-2"]]),
        ("mötas i tid. Ingen får behöva", []),
    ],
    ids=["a figure", "the strength"],
)
def test_parts_of_what_is_changed(
    invented: Invented, document: Document, write: Write, after: str, tied: list[list[str]]
) -> None:
    """Those that say the same are proposed so, lest what is cited of them dies; not where the promise is another."""
    changed = reworded(document, "Varje person ska", "Varje person får") if "får" in after else document
    write(reworded(changed, "mötas i tid. Ingen ska behöva", after))
    (comparison,) = _comparison(invented)
    (whole,) = [one for one in comparison["clauses"] if one["then"] == ["samverkan/kort-1"]]
    assert whole["how"] == "changed"
    parts = [one for one in comparison["clauses"] if one["how"] == "same" and "kort-1-" in one["then"][0]]
    assert [one["then"] for one in parts] == tied
    assert all(one["then"] == one["now"] for one in parts)


def test_the_title_of_the_document(invented: Invented, document: Document, write: Write) -> None:
    """A title is the document's own, word for word; what differs before the first section is told where it is read."""
    title = "Överenskommelse 2022: barns och ungas psykiska hälsa, mellan omsorgsförvaltningen och skolan i Björkviken"
    write(dataclasses.replace(document, title=title, preamble=(Paragraph("Planen gäller 4 000 barn."),)))
    agreement = parse_document("agreement", invented.text(f"{FOLDER}/agreement.yml")).value
    assert agreement["title"] == title
    assert "# Det som står före det första avsnittet i dokumentet skiljer." in invented.text(f"{FOLDER}/agreement.yml")


def test_what_is_written_is_well_formed(invented: Invented, document: Document, write: Write) -> None:
    """The editor's files pass what CI holds every file of data/ against, however many sentences there are."""
    words = "en ny väg in som ska vara lätt att hitta för den som är barn nummer"
    many = Item(" ".join(f"Staden prövar {words} {number} i staden." for number in range(400)), 1, "7")
    write(with_items(document, lambda place, items: (*items, many) if place == "0/1" else items))
    config = YamlLintConfig(file=str(ROOT / ".yamllint.yml"))
    files = [*invented.path(FOLDER).rglob("*.yml"), invented.path("continuity.yml"), invented.path("links.yml")]
    assert len(files) > 5
    assert [(path.name, str(fault)) for path in files for fault in run(path.read_text(encoding="utf-8"), config)] == []


def test_the_site_is_as_it_was(invented: Invented, document: Document, write: Write) -> None:
    """No page, search or export has anything of the draft, but the editor's own list of what is left to do."""
    before = checked_site(invented.root, TODAY)
    write(document)
    after = checked_site(invented.root, TODAY)
    assert after.addresses() == before.addresses()
    assert _published(after) == _published(before)
    assert after.entries == before.entries


def test_what_is_left_is_for_a_person(invented: Invented, document: Document, write: Write) -> None:
    """With the marks taken off nothing stands in the way but sentences of the document, which are to be rewritten."""
    write(document)
    (left,) = drafts_left(read_sources(invented.root), TODAY)
    assert left.noted
    assert {Path(one.path).name for one in left.sections if one.texts} == {"samverkan.yml", "trygghet-pa-natet.yml"}
    assert all("is the document's own sentence" in one.message for one in left.problems)
    assert left.problems


def test_a_new_link_is_noted(invented: Invented, document: Document, write: Write) -> None:
    """It is stored as https without the key of who shared it, as of the new edition."""
    write(document)
    link = parse_document("links", invented.text("links.yml")).value[-1]
    assert link["url"] == "https://www.bjorkviken.example/cyklar"
    assert link["printed"] == "http://www.bjorkviken.example/cyklar"
    assert link["edition"] == "2022"
    assert _clauses(invented, TOGETHER)["kort-3"]["links"] == [link["id"]]


@pytest.mark.parametrize("year", ["2021", "2020", "snart"])
def test_a_year_that_cannot_be(
    invented: Invented,
    document: Document,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    year: str,
) -> None:
    """One sentence, exit 1, nothing written."""
    monkeypatch.setattr(importing, "read", lambda _: document)
    before = {path: path.read_bytes() for path in invented.root.rglob("*.*") if path.is_file()}
    assert manage.main(["--root", str(invented.root), "import", "avtal.docx", "--new", year]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert {path: path.read_bytes() for path in invented.root.rglob("*.*") if path.is_file()} == before


def test_a_draft_is_not_written_twice(
    invented: Invented, document: Document, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person has begun on is never written over."""
    write(document)
    before = invented.text(TOGETHER)
    assert write(reworded(document, "Skolan lyssnar", "Skolan hör")) == 1
    assert "2022" in capsys.readouterr().err
    assert invented.text(TOGETHER) == before


@pytest.mark.parametrize("last", ["agreement.yml", "links.yml"])
def test_a_run_that_is_ended_leaves_nothing(
    invented: Invented, document: Document, write: Write, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    """Where the machine says no half-way there is no draft, and every other file is as it was."""
    before = {path: path.read_bytes() for path in invented.root.rglob("*.*") if path.is_file()}
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == last:
            raise OSError("disken är full")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert write(document) == 1
    assert {path: path.read_bytes() for path in invented.root.rglob("*.*") if path.is_file()} == before
    assert not invented.path(FOLDER).exists()
