"""Records changed as text: the record as it was told, and every other byte as it was."""

from __future__ import annotations

import difflib
import re
from typing import Any

import pytest

from core.desk.record_text import (
    NotKeptError,
    add_record,
    change_record,
    folded,
    in_one_line,
    record_as_text,
    remove_record,
)
from core.source import parse_document
from invented import MUNICIPALITY, TODAY, Invented
from records_file import difference, offer_changes, save_changes

LINES = (MUNICIPALITY / "data/support-lines.yml").read_text(encoding="utf-8")
LIST = """\
# yaml-language-server: $schema=schema/links.schema.json
# Links.
- id: en
  url: https://en.example/
  title: 'En: till'
# Of the second.
- id: tva
  url: null
  parts:
    - {nr: 1, name: Del}
    # inside
    - {nr: 2, name: Två}
  text: >-
    Rader som
    är brutna här.
"""


def changed_lines(before: str, after: str) -> list[str]:
    """Give the lines that differ, each with its sign."""
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def nothing(_: Any) -> None:
    """Change nothing."""


@pytest.mark.parametrize("path", sorted((MUNICIPALITY / "data").rglob("*.yml")), ids=lambda path: path.name)
def test_a_file_is_given_back_as_it_was(path: Any) -> None:
    """Every record of the invented municipality, byte for byte; what cannot be is refused."""
    text = path.read_text(encoding="utf-8")
    value = parse_document(path.name, text).value
    for record_id in [one["id"] for one in value if "id" in one] if isinstance(value, list) else [None]:
        if re.search(r"\[[^\]]*\n", text):  # a list over many lines, which no program writes
            with pytest.raises(NotKeptError):
                change_record(text, nothing, record_id)
        else:
            assert change_record(text, nothing, record_id) == text


def test_one_answer_is_one_line() -> None:
    """Of a record in a list, with what stands beside it as it stood."""
    first = parse_document("lines", LINES).value[0]["id"]

    def answer(line: Any) -> None:
        line["cost"] = "Gratis."

    after = change_record(LINES, answer, first)
    lines = changed_lines(LINES, after)
    assert [line[0] for line in lines] == ["-", "+"]
    assert lines[1] == "+  cost: Gratis."


def test_only_the_named_record_changes() -> None:
    """Remarks, quotes and folds stay; null is written out."""

    def cut(record: Any) -> None:
        record["title"] = None

    assert changed_lines(LIST, change_record(LIST, cut, "en")) == ["-  title: 'En: till'", "+  title: null"]

    def rename(record: Any) -> None:
        record["parts"][1]["name"] = "Annan"

    assert changed_lines(LIST, change_record(LIST, rename, "tva")) == [
        "-    - {nr: 2, name: Två}",
        "+    - {nr: 2, name: Annan}",
    ]


def test_a_record_that_is_not_there() -> None:
    """Is told by its id."""
    with pytest.raises(NotKeptError, match="no record has the id 'tre'; name one that is there"):
        change_record(LIST, nothing, "tre")


def test_a_record_is_put_in_and_taken_out() -> None:
    """Last, or behind another; a remark belongs to what follows it."""
    new = {"id": "ny", "url": None, "ids": in_one_line(["a", "b"])}
    written = "- id: ny\n  url: null\n  ids: [a, b]\n"
    assert add_record(LIST, new) == LIST + written
    put = add_record(LIST, new, after="en")
    assert put == LIST.replace("# Of the second.", f"{written}# Of the second.")
    assert remove_record(put, "ny") == LIST
    assert add_record(LIST.rstrip("\n"), new) == LIST + written
    empty = "# Addresses.\n[]\n"
    assert add_record(empty, new) == f"# Addresses.\n{written}"
    assert remove_record(f"# Addresses.\n{written}", "ny") == empty


def test_a_new_file() -> None:
    """The schema first, remarks before their keys, long text folded at the width of the files."""
    words = "Ett stöd för den som vill prata med någon en stund. " * 5
    text = record_as_text(
        {"id": "nytt", "cost": "unknown", "phone": None, "offers": folded(words.strip()), "number": "112"},
        "../schema/service.schema.json",
        {"cost": "Vad det kostar."},
    )
    assert text.startswith(
        "# yaml-language-server: $schema=../schema/service.schema.json\n"
        "id: nytt\n# Vad det kostar.\ncost: unknown\nphone: null\noffers: >-\n  Ett stöd"
    )
    assert max(map(len, text.splitlines())) <= 120
    read = parse_document("new", text)
    assert read.problems == ()
    assert read.value["offers"] == words.strip()
    assert read.value["number"] == "112"
    assert change_record(text, nothing) == text


def test_changes_are_tried_shown_and_then_saved(invented: Invented) -> None:
    """Nothing is saved before it is agreed to; what would be wrong is raised and saves nothing."""
    name = "data/services/samtalsstod.yml"
    before = (invented.root / name).read_text(encoding="utf-8")
    after = change_record(before, lambda record: record.update(cost="Gratis."))
    told: list[str] = []
    assert not offer_changes(invented.root, {name: after}, TODAY, tell=told.append, agreed=lambda: False)
    assert (invented.root / name).read_text(encoding="utf-8") == before
    assert told == [difference(invented.root, {name: after})]
    assert "+cost: Gratis." in told[0]
    assert offer_changes(invented.root, {name: after}, TODAY, tell=told.append, agreed=lambda: True)
    assert (invented.root / name).read_text(encoding="utf-8") == after
    wrong = change_record(after, lambda record: record.update(access="kanske"))
    with pytest.raises(Exception, match="access: 'kanske' is not allowed"):
        offer_changes(invented.root, {name: wrong}, TODAY, tell=told.append, agreed=lambda: True)
    assert (invented.root / name).read_text(encoding="utf-8") == after
    save_changes(invented.root, {name: None})
    assert not (invented.root / name).exists()
