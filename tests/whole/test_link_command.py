"""One link moved, replaced, renamed or removed everywhere: what names it changes, and not a byte beside."""

from __future__ import annotations

import difflib

import pytest

import manage
from core.desk.link_edits import Use, replaced, uses_of
from core.load import load_records, read_documents
from core.models.registers import Link
from invented import TODAY, Invented
from records_file import texts_of

PAGE = "docs/hjalp/mar-daligt.md"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())


@pytest.fixture
def linked(invented: Invented) -> Invented:
    """Give the invented set with one link more, that five kinds of place name, and a page with the macro."""
    invented.write(
        "links.yml",
        f"{invented.text('links.yml').rstrip()}\n"
        "- id: grupp\n  url: https://grupp.example.org/\n  title: Gruppen\n  publisher: null\n  access: public\n"
        "  format: web\n  language: sv\n"
        "- id: ny-grupp\n  url: https://ny.example.org/\n  title: Nya gruppen\n  publisher: null\n  access: public\n"
        "  format: web\n  language: sv\n",
    )
    invented.edit("services/samtalsstod.yml", "links: [handbok]", "links: [handbok, grupp]")
    invented.edit("services/trygghet-hemma.yml", "links: []", "links:\n  - grupp")
    invented.edit("trainings/att-lyssna.yml", "name: Att *fråga*, link: null", "name: grupp, link: grupp")
    invented.edit("glossary.yml", "link: handbok", "link: grupp")
    page = invented.root / PAGE
    text = page.read_text(encoding="utf-8")
    lines = '-   {{ link("grupp") }}\n-   Läs mer: {{ link("grupp") }}.\n\n## Stöd {'
    page.write_text(text.replace("## Stöd {", lines), encoding="utf-8")
    assert invented.site_problems() == []
    return invented


def files(invented: Invented) -> dict[str, str]:
    """Give every file by path."""
    return {
        path.relative_to(invented.root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(invented.root.rglob("*"))
        if path.is_file() and path.suffix in {".yml", ".md"}
    }


def run(invented: Invented, *arguments: str) -> int:
    """Run the command, and save."""
    return manage.main(["--root", str(invented.root), "lank", *arguments])


def changed(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    """Give the lines that differ, each with its sign, by path."""
    found = {}
    for path in sorted({*before, *after}):
        lines = difflib.unified_diff(
            before.get(path, "").splitlines(), after.get(path, "").splitlines(), n=0, lineterm=""
        )
        if told := [line for line in lines if not line.startswith(("---", "+++", "@@"))]:
            found[path] = told
    return found


def test_every_place_is_known(linked: Invented) -> None:
    """In data, in the lists of both forms, and in texts, each with its line."""
    loaded = load_records(read_documents(linked.root))
    found = uses_of(loaded, texts_of(linked.root), "grupp")
    page = (linked.root / PAGE).read_text(encoding="utf-8").split("\n")
    own = [Use(PAGE, number) for number, line in enumerate(page, 1) if "grupp" in line]
    assert [str(one) for one in found] == [
        linked.at("glossary.yml", "link: grupp"),
        linked.at("services/samtalsstod.yml", "grupp"),
        linked.at("services/trygghet-hemma.yml", "- grupp"),
        linked.at("trainings/att-lyssna.yml", "link: grupp"),
        *map(str, own),
    ]


def test_renamed(linked: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """The id in its record and wherever it is named; words that are like it stay."""
    before = files(linked)
    assert run(linked, "byt-namn", "grupp", "gruppen", "--ja") == 0
    assert changed(before, files(linked)) == {
        "data/glossary.yml": ["-  link: grupp", "+  link: gruppen"],
        "data/links.yml": ["-- id: grupp", "+- id: gruppen"],
        "data/services/samtalsstod.yml": ["-links: [handbok, grupp]", "+links: [handbok, gruppen]"],
        "data/services/trygghet-hemma.yml": ["-  - grupp", "+  - gruppen"],
        "data/trainings/att-lyssna.yml": [
            "-  - {nr: 2, name: grupp, link: grupp}",
            "+  - {nr: 2, name: grupp, link: gruppen}",
        ],
        PAGE: [
            '--   {{ link("grupp") }}',
            '--   Läs mer: {{ link("grupp") }}.',
            '+-   {{ link("gruppen") }}',
            '+-   Läs mer: {{ link("gruppen") }}.',
        ],
    }
    assert linked.site_problems() == []
    told = capsys.readouterr().out
    assert "+- id: gruppen" in told
    assert "data/services/trygghet-hemma.yml:" in told


def test_replaced(linked: Invented) -> None:
    """The other link takes its place, once in each list, and the record goes; what a document prints of it is kept."""
    loaded, printed = load_records(read_documents(linked.root)), "https://grupp.example.org/"
    other = next(one.record for one in loaded.of(Link) if one.record.id == "ny-grupp")
    links = replaced(loaded, texts_of(linked.root), "grupp", other, printed)["data/links.yml"]
    assert f"- id: ny-grupp\n  url: https://ny.example.org/\n  printed: {printed}\n" in links
    linked.edit("services/samtalsstod.yml", "[handbok, grupp]", "[ny-grupp, grupp]")
    assert run(linked, "byt", "grupp", "ny-grupp", "--ja") == 0
    assert linked.site_problems() == []
    text = "".join(files(linked).values())
    assert "id: grupp\n" not in text
    assert "links: [ny-grupp]\n" in linked.text("services/samtalsstod.yml")
    assert "  - ny-grupp\n" in linked.text("services/trygghet-hemma.yml")
    assert (linked.root / PAGE).read_text(encoding="utf-8").count('link("ny-grupp")') == 2


def test_removed(linked: Invented) -> None:
    """Lists lose it, keys are null, a bullet that was it alone goes, and a sentence keeps its words."""
    before = files(linked)
    assert run(linked, "ta-bort", "grupp", "--ja") == 0
    after = changed(before, files(linked))
    links = after.pop("data/links.yml")
    assert links[0] == "-- id: grupp"
    assert not [line for line in links if line.startswith("+")]
    assert after == {
        "data/glossary.yml": ["-  link: grupp", "+  link: null"],
        "data/services/samtalsstod.yml": ["-links: [handbok, grupp]", "+links: [handbok]"],
        "data/services/trygghet-hemma.yml": ["-links:", "-  - grupp", "+links: []"],
        "data/trainings/att-lyssna.yml": [
            "-  - {nr: 2, name: grupp, link: grupp}",
            "+  - {nr: 2, name: grupp, link: null}",
        ],
        PAGE: ['--   {{ link("grupp") }}', '--   Läs mer: {{ link("grupp") }}.', "+-   Läs mer: Gruppen."],
    }
    assert linked.site_problems() == []


def test_moved(linked: Invented) -> None:
    """One line; where the document prints the old address, that is kept."""
    before = files(linked)
    assert run(linked, "flytta", "grupp", "https://grupp.example.org/ny/", "--ja") == 0
    assert changed(before, files(linked)) == {
        "data/links.yml": ["-  url: https://grupp.example.org/", "+  url: https://grupp.example.org/ny/"]
    }
    linked.edit("agreements/2021/signed.yml", "addresses:\n", "addresses:\n  - https://grupp.example.org/ny/\n")
    text = linked.text("links.yml")
    assert run(linked, "flytta", "grupp", "https://grupp.example.org/igen/", "--ja") == 1  # no section shows it
    assert linked.text("links.yml") == text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ta-bort", "ingen"), "'ingen' is no link in data/links.yml; write the id of one"),
        (("byt", "grupp", "ingen"), "'ingen' is no other link in data/links.yml; add it first"),
        (("byt-namn", "grupp", "film"), "'film' is taken by another link; choose an id that is free"),
    ],
)
def test_what_cannot_be_done(
    linked: Invented,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    """Is told, and nothing is changed."""
    monkeypatch.setenv("LANG", "en")
    before = files(linked)
    assert run(linked, *arguments) == 2
    assert message in capsys.readouterr().err
    assert files(linked) == before


def test_nothing_is_saved_that_is_wrong_or_not_agreed_to(linked: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """A link that the document prints stays; without anybody to ask the difference is told and nothing is saved."""
    before = files(linked)
    assert run(linked, "ta-bort", "handbok", "--ja") == 2
    told = capsys.readouterr().err
    assert "prints 'http://www.bjorkviken.example/filer/handbok_(2021).pdf' (Samverkan & återhämtning, page 7)" in told
    assert "lank flytta, or" in told
    assert run(linked, "ta-bort", "grupp") == 2
    assert "-- id: grupp" in capsys.readouterr().out
    assert files(linked) == before
