"""The command `import`: what it tells, what it writes, and how it ends. The documents are invented."""

from __future__ import annotations

import dataclasses
import itertools
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import manage
from commands import importing
from core.importing.document import Document, Paragraph, UnreadableDocumentError
from element_tree import document_of, words_of
from imported import document_of_edition, reworded
from invented import Invented

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(invented: Invented, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what runs the command on a document, as if it had been read from a file; it gives the code and the words."""

    def import_document(document: Document, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(importing, "read", lambda _: document)
        code = manage.main(["--root", str(invented.root), "import", "avtal.docx", *arguments])
        return code, *capsys.readouterr()

    return import_document


@pytest.fixture
def document(whole: Invented) -> Document:
    """Give the document that the invented edition was written from."""
    return document_of_edition(whole.content())


def _files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_where_nothing_differs(invented: Invented, document: Document, run: Run) -> None:
    """It says so, ends with 0, and leaves the page and nothing else."""
    before = _files(invented.root)
    code, out, _ = run(document)
    assert code == 0
    assert "Inget skiljer" in out
    assert _files(invented.root) - before == {"import.html"}


def test_the_report(invented: Invented, document: Document, run: Run) -> None:
    """It has the form that others read, and the command ends with 3 where something differs."""
    changed = reworded(document, "Alla ska veta vart", "Alla bör veta vart")
    code, out, _ = run(changed, "--report", "ut/skillnad.json")
    assert code == 3
    assert "ändrad: 2021/samverkan/lang-1" in out
    assert "löftets styrka: ska → bör" in out
    report = json.loads((invented.root / "ut/skillnad.json").read_text(encoding="utf-8"))
    assert set(report) == {"sections", "clauses", "gone"}
    assert report["sections"][0] == {"title": "Samverkan & återhämtning", "id": "samverkan", "page": 7}
    (one,) = [one for one in report["clauses"] if one["state"] != "same"]
    assert one == {
        "text": "Alla bör veta vart de kan vända sig.",
        "section": "samverkan",
        "list": "lang-sikt",
        "level": 1,
        "page": 7,
        "citation": "2021/samverkan/lang-1",
        "score": one["score"],
        "state": "changed",
    }
    assert 0.6 <= one["score"] <= 1
    assert report["gone"] == []


def test_the_page(invented: Invented, document: Document, run: Run) -> None:
    """It stands alone, has both texts, and what a document says is text and nothing else."""
    run(reworded(document, "Alla ska veta vart", "Alla <script>bör</script> veta vart"))
    html = (invented.root / "import.html").read_text(encoding="utf-8")
    page = document_of(html)
    assert not page.findall(".//script")
    assert not page.findall(".//link")
    assert "Alla ska veta vart" in words_of(page)
    assert "Alla <script>bör</script> veta vart" in words_of(page)
    assert page.get("lang") == "sv"
    anchors = {one.get("id") for one in page.iter() if one.get("id")}
    led = [one.get("href") for one in page.iter("a")]
    assert led
    assert all(one.removeprefix("#") in anchors for one in led)
    levels = [int(one.tag[1]) for one in page.iter() if one.tag in {"h1", "h2", "h3", "h4"}]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_title_and_what_stands_first(invented: Invented, document: Document, run: Run) -> None:
    """They are told on the terminal and on the page, and alone they are a difference."""
    changed = dataclasses.replace(
        document, title="Överenskommelse 2022", preamble=(Paragraph("Vi är 3 <b>parter</b>."),)
    )
    code, out, _ = run(changed)
    assert code == 3
    assert "titeln är:  Överenskommelse 2022" in out
    assert "siffror och dagar: inget → 3" in out
    assert "Inget skiljer" not in out
    words = words_of(document_of((invented.root / "import.html").read_text(encoding="utf-8")))
    assert "Vi är 3 <b>parter</b>." in words


def test_two_documents(
    invented: Invented, document: Document, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any word tells, and clauses are named as the edition names them."""
    documents = {"nytt.docx": reworded(document, "Skolan lyssnar på", "Skolan hör på"), "förra.docx": document}
    monkeypatch.setattr(importing, "read", lambda path: documents[path.name])
    arguments = ["import", "nytt.docx", "--against", "förra.docx", "--report", "ut.json"]
    assert manage.main(["--root", str(invented.root), *arguments]) == 3
    assert "ändrad: 2021/samverkan/kort-1-1\n" in capsys.readouterr().out
    report = json.loads((invented.root / "ut.json").read_text(encoding="utf-8"))
    assert report["sections"][0]["id"] == "samverkan"
    assert {(one["section"], one["list"]) for one in report["clauses"][:2]} == {
        ("samverkan", "insatser"),
        ("samverkan", "kort-sikt"),
    }
    page = document_of((invented.root / "import.html").read_text(encoding="utf-8"))
    assert [words_of(one) for one in page.iter("del")] == ["lyssnar"]
    assert [words_of(one) for one in page.iter("ins")] == ["hör"]


@pytest.mark.parametrize("arguments", [("--edition", "1999"), ("--report", "ut/skillnad.json")])
def test_what_cannot_be_done_writes_nothing(
    invented: Invented, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """One sentence, exit 1, and no file."""

    def refuse(path: Path) -> Document:
        raise UnreadableDocumentError(f"{path.name}: filen är tom.")

    monkeypatch.setattr(importing, "read", refuse)
    before = _files(invented.root)
    assert manage.main(["--root", str(invented.root), "import", "avtal.docx", *arguments]) == 1
    told = capsys.readouterr().err
    assert len(told.strip().splitlines()) == 1
    assert _files(invented.root) == before


def test_a_file_that_is_not_there(invented: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said of the file by its name."""
    assert manage.main(["--root", str(invented.root), "import", "borta.docx"]) == 1
    told = "borta.docx: the file cannot be opened, it is not there; correct its name or folder\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("refused", ["import.html", "data/agreements/2021/signed.yml", "official"])
def test_what_may_not_be_written_writes_nothing(
    invented: Invented, document: Document, run: Run, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    """Where the machine says no to one of its files there is one sentence, exit 1, and no file is another."""
    place = invented.root / refused
    if refused == "official":
        place.write_text("", encoding="utf-8")  # no folder, so nothing can be put in it
    else:
        allowed = os.access
        place.touch()
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != place and allowed(path, mode))
    before = {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()}
    code, _, told = run(document, "--signed", "--official", "--report", "ut.json")
    assert code == 1
    assert len(told.strip().splitlines()) == 1
    assert "it could not be written" in told
    assert {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()} == before


def test_what_tells_is_noted(invented: Invented, document: Document, run: Run) -> None:
    """With the words of the document noted, the same document is the same, and ours may have other words."""
    path = invented.root / "data/agreements/2021/signed.yml"
    before = path.read_text(encoding="utf-8")
    other = reworded(document, "Staden prövar en ny väg in", "Staden får pröva en ny väg in")
    run(other, "--signed")
    noted = path.read_text(encoding="utf-8")
    assert "kort-2: [Staden, får" in noted
    assert noted.startswith(before.rstrip("\n"))
    assert run(other)[0] == 0
    assert run(document)[0] == 3
