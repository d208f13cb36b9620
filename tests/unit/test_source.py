"""YAML as it was written: values, lines, and what is refused before any model sees it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from core.problems import DataProblems, Problem, report
from core.source import MAX_BYTES, MAX_DEPTH, Document, parse_document, read_document
from examples import example, given, st

if TYPE_CHECKING:
    from pathlib import Path

    from invented import Invented

NAME = "data/x.yml"
KEY_FORM = "a key that is not text; write a plain word before the colon"


def messages(text: str) -> list[str]:
    """Give the problems of a text as `line: message`."""
    return [str(problem).removeprefix(f"{NAME}:") for problem in parse_document(NAME, text).problems]


def read(root: Path, content: bytes) -> list[str]:
    """Give the problems of a file with these bytes."""
    path = root / "data" / "x.yml"
    path.parent.mkdir()
    path.write_bytes(content)
    return [str(problem) for problem in read_document(root, path).problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("0771", "0771", id="leading-zero-is-not-octal"),
        pytest.param("12:30", "12:30", id="time-is-not-sixty-based"),
        pytest.param("no", "no", id="no-is-not-false"),
        pytest.param("true", "true", id="true-is-text"),
        pytest.param("1e3", "1e3", id="float-is-text"),
        pytest.param("2026-02-30", "2026-02-30", id="impossible-date-is-text"),
        pytest.param("0x1F", "0x1F", id="hexadecimal-is-text"),
        pytest.param("1_000", "1_000", id="underscore-is-kept"),
        pytest.param("null", None, id="null"),
        pytest.param("Null", None, id="null-capital"),
        pytest.param("~", None, id="tilde"),
        pytest.param("", None, id="nothing"),
        pytest.param("# a remark", None, id="only-a-comment"),
        pytest.param("'null'", "null", id="quoted-null-is-text"),
        pytest.param("''", "", id="quoted-empty-is-text"),
        pytest.param('"~"', "~", id="quoted-tilde-is-text"),
        pytest.param("nULL", "nULL", id="odd-null-is-text"),
        pytest.param("|\n  x\n  y", "x\ny\n", id="literal-block"),
        pytest.param(">-\n  x\n  y\n\n  z", "x y\nz", id="folded-block"),
        pytest.param("'it''s'", "it's", id="quoted-quote"),
        pytest.param('"\\u00e5"', "å", id="escaped-letter"),
        pytest.param("🙂", "🙂", id="beyond-the-basic-plane"),
        pytest.param("[0771, no, ~]", ["0771", "no", None], id="flow-list"),
        pytest.param("{b: no, c: {d: 1}}", {"b": "no", "c": {"d": "1"}}, id="flow-mapping"),
        pytest.param("! no", "no", id="the-non-specific-tag"),
    ],
)
def test_scalars_stay_as_they_are_written(written: str, value: Any) -> None:
    """Every scalar is the text that stands in the file; only a plain null is None."""
    document = parse_document(NAME, f"a: {written}\n")
    assert document.problems == ()
    assert document.value == {"a": value}


def test_every_place_has_its_line() -> None:
    """Lines are those of the key, or of the entry's first word; an unknown place gets the nearest one around it."""
    document = parse_document(NAME, "# remark\n- id: a\n  list:\n    - x\n    -\n      - y\n\n- {id: b,\n   no: c}\n")
    assert document.problems == ()
    assert document.value == [{"id": "a", "list": ["x", ["y"]]}, {"id": "b", "no": "c"}]
    places = [(), (0,), (0, "id"), (0, "list"), (0, "list", 0), (0, "list", 1), (0, "list", 1, 0), (1,), (1, "no")]
    assert [document.line(place) for place in places] == [2, 2, 2, 3, 4, 6, 6, 8, 9]
    assert document.line((0, "missing")) == 2
    assert document.line((1, "no", "deeper", 7)) == 9
    assert document.line((9,)) == 2
    assert Document(NAME).line(("a",)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", ["3: the key 'a' stands twice (also on line 1); keep one"], id="key-twice"),
        pytest.param(
            "a: 1\na: 2\na: 3\n",
            [
                "2: the key 'a' stands twice (also on line 1); keep one",
                "3: the key 'a' stands twice (also on line 1); keep one",
            ],
            id="key-three-times",
        ),
        pytest.param(
            "{a: 1, a: 2}", ["1: the key 'a' stands twice (also on line 1); keep one"], id="key-twice-in-flow"
        ),
        pytest.param(
            "- x: 1\n- y:\n    z: 1\n    z: {q: 1}\n",
            ["4: the key 'z' stands twice (also on line 3); keep one"],
            id="key-twice-deep",
        ),
        pytest.param("a: &x 1\n", ["1: an anchor (&x); remove it, aliases are not used here"], id="anchor"),
        pytest.param(
            "a: &x [1]\nb: *x\n",
            [
                "1: an anchor (&x); remove it, aliases are not used here",
                "2: an alias (*x); write the value out, aliases are not used here",
            ],
            id="alias",
        ),
        pytest.param(
            "a: 1\nb: !!python/object:os.system x\n",
            ["2: a tag (tag:yaml.org,2002:python/object:os.system); remove it, the key alone decides the type"],
            id="tag-on-scalar",
        ),
        pytest.param(
            "a: !!str 1\n",
            ["1: a tag (tag:yaml.org,2002:str); remove it, the key alone decides the type"],
            id="tag-known",
        ),
        pytest.param("a:\n  !x [1]\n", ["2: a tag (!x); remove it, the key alone decides the type"], id="tag-on-list"),
        pytest.param(
            "a: 1\n---\nb: 2\n---\nc: 3\n",
            ["2: a second document begins (---); keep one document in a file"],
            id="more-than-one-document",
        ),
        pytest.param("a: 1\n~: 2\n", [f"2: {KEY_FORM}"], id="null-as-key"),
        pytest.param(
            "- id: a\n  t: 1\n  id: b\n  t: 2\n- id: c\n",
            ["3: a second id in the record of line 1; write '- ' before it if a new record begins"],
            id="dash-forgotten",
        ),
        pytest.param(
            "- a: 1\n\u00a0\u00a0b: 2\n  c: 3\n",
            ["2: a hard blank in the indentation; use ordinary blanks"],
            id="hard-blank",
        ),
        pytest.param("a: 1\n\tb: 2\nc: 3\n", ["2: a tab in the indentation; use spaces"], id="tab"),
        pytest.param("a:\n  \tb: 2\nc: 3\n", ["2: a tab in the indentation; use spaces"], id="tab-after-spaces"),
        pytest.param(
            "a: 1\nb: c: d\ne: 1\n",
            ["2: a colon inside a text; put quotation marks around the whole text"],
            id="colon-in-text",
        ),
        pytest.param(
            "a: @x\nb: 1\n",
            ["1: a text cannot begin with @; put quotation marks around the whole text"],
            id="sign-that-starts-nothing",
        ),
        pytest.param(
            "a: 1\nb: *\nc: 1\n",
            ["2: a text cannot begin with *; put quotation marks around the whole text"],
            id="star",
        ),
        pytest.param(
            "a: 1\nb: 'x\n",
            ["2: the quotation mark ' that begins a text is not closed; write it at the end"],
            id="quote-left-open",
        ),
        pytest.param(
            "a: 1\nb: 'x\nc: 2\nd: 'y'\n",
            ["2: the quotation mark ' that begins a text is not closed; write it at the end"],
            id="quote-closed-by-the-next",
        ),
        pytest.param(
            'a: 1\nb: "x\nc: "y"\n',
            ['2: the quotation mark " that begins a text is not closed; write it at the end'],
            id="double-quote-closed-by-the-next",
        ),
        pytest.param(
            "a: 'x\n  y'\nb: c: d\n",
            ["3: a colon inside a text; put quotation marks around the whole text"],
            id="whole-quote-of-two-lines-above",
        ),
        pytest.param(
            "a: ['x, 'y']\nb: 1\n",
            ["1: the text goes on after '; write '' inside it, or close it at its end"],
            id="quote-in-a-list",
        ),
        pytest.param(
            "a: 'det's'\nb: 1\n",
            ["1: the text goes on after '; write '' inside it, or close it at its end"],
            id="apostrophe",
        ),
        pytest.param(
            "a: [b, c\nd: 1\ne: 1\n",
            ["1: a bracket is not closed; write ] or } where the list ends"],
            id="bracket-left-open",
        ),
        pytest.param(
            "a: 1\nb: {c: 1\nd: 1\n",
            ["2: a bracket is not closed; write ] or } where the list ends"],
            id="brace-left-open",
        ),
        pytest.param(
            "a: 1\nb 2\nc: 1\n",
            ["2: a line without 'key: '; write the key, or indent the text below its own"],
            id="no-colon",
        ),
        pytest.param(
            "a: 1\nb:2\nc: 1\n",
            ["2: a line without 'key: '; write the key, or indent the text below its own"],
            id="no-blank-after-the-colon",
        ),
        pytest.param(
            "a: 1\n  b: 2\n",
            ["2: the line stands further in than the one above; begin 'b:' just below it"],
            id="indented",
        ),
        pytest.param(
            "- id: a\n  b: 1\n\nid: c\n  b: 2\n",
            ["4: a new record lacks its dash; write '- id: ' from the first column"],
            id="record-without-dash",
        ),
        pytest.param(
            "  id: c\n- id: a\n  b: 1\n",
            ["1: a new record lacks its dash; write '- id: ' from the first column"],
            id="first-record-without-dash",
        ),
        pytest.param(
            "a:\n  - b\n  c\nd: 1\n",
            ["3: an item of the list above lacks its dash; write '- ' before it"],
            id="item-without-dash",
        ),
        pytest.param(
            "- a: 1\nb: 2\n",
            ["2: it cannot be read here; check the indentation of this line and those beside it, and the colon"],
            id="dash-forgotten",
        ),
        pytest.param(
            'a: "b\\q"\nb: 1\n', ["1: a backslash in a text between \"; put ' around the text instead"], id="backslash"
        ),
    ],
)
def test_refused(text: str, expected: list[str]) -> None:
    """What YAML allows but the project does not, and what YAML does not allow: a message with its line."""
    assert messages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\n...\n", id="document-end"),
        pytest.param("---\na: 1\n", id="document-start"),
        pytest.param("%YAML 1.1\n---\na: 1\n", id="directive"),
        pytest.param("\ufeffa: 1\n", id="byte-order-mark"),
        pytest.param("a: 1\r\n", id="windows-line-ends"),
        pytest.param("a: 1", id="no-last-line-end"),
        pytest.param("? a\n: 1\n", id="explicit-key"),
    ],
)
def test_accepted(text: str) -> None:
    """Forms of the same file that editors and tools leave behind."""
    document = parse_document(NAME, text)
    assert document.problems == ()
    assert document.value == {"a": "1"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("? [a]\n: [b]\nc: d\n", id="list-as-key"),
        pytest.param("? {a: b}\n: {c: d}\n", id="mapping-as-key"),
        pytest.param("[a]: {x: y}\n", id="flow-list-as-key"),
    ],
)
def test_a_collection_as_key_is_one_problem(text: str) -> None:
    """The value of a key that is a collection is not taken for another key (no follow-on noise)."""
    assert messages(text) == [f"1: {KEY_FORM}"]


def test_a_key_that_looks_like_the_readers_own_mark_is_kept() -> None:
    """No key is dropped on the way, whatever its words: an unknown key must reach the model to be refused."""
    assert parse_document(NAME, "'x (again on line 1)': y\nz: 1\n").value == {"x (again on line 1)": "y", "z": "1"}


def test_alias_bomb_is_not_expanded() -> None:
    """Nine levels of nine aliases are ninety problems and no memory."""
    levels = [f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 9)}]" for n in range(1, 10)]
    document = parse_document(NAME, "\n".join(["a0: &a0 [x]", *levels]))
    assert len(document.problems) == 10 + 81
    assert document.value["a9"] == [None] * 9


@pytest.mark.parametrize("opening", [pytest.param("[", id="lists"), pytest.param("- ", id="dashes")])
def test_depth_is_limited(opening: str) -> None:
    """As deep as the limit is read; one step deeper is refused where it begins; a file of brackets is no danger."""
    assert messages("a:\n  " + opening * (MAX_DEPTH - 1) + ("]" * (MAX_DEPTH - 1) if opening == "[" else "x")) == []
    refused = ["2: more than 20 levels inside each other; no record is that deep, check the brackets"]
    assert messages("a:\n  " + opening * MAX_DEPTH) == refused
    assert messages("a:\n  " + opening * 100_000) == refused


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"a: 1\n", [], id="plain"),
        pytest.param("\ufeffa: å\n".encode(), [], id="byte-order-mark"),
        pytest.param(b"", ["data/x.yml:1: the file is empty; fill it in or delete it"], id="empty"),
        pytest.param(b" \n\r\n \n", ["data/x.yml:1: the file is empty; fill it in or delete it"], id="blanks"),
        pytest.param(
            b"a: \xc3\xa5\nb: 1\nc: \xe5\n",
            ["data/x.yml:3: byte 0xe5 is not UTF-8; save the file as UTF-8"],
            id="latin-1-after-utf-8",
        ),
        pytest.param(
            b"a: 1\xc3", ["data/x.yml:1: byte 0xc3 is not UTF-8; save the file as UTF-8"], id="cut-in-a-letter"
        ),
        pytest.param(
            "a: å\n".encode("utf-16"), ["data/x.yml:1: byte 0xff is not UTF-8; save the file as UTF-8"], id="utf-16"
        ),
        pytest.param(
            b"a: 1\r\nb: \x80\r\n",
            ["data/x.yml:2: byte 0x80 is not UTF-8; save the file as UTF-8"],
            id="windows-line-ends",
        ),
    ],
)
def test_bytes(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    """Files are UTF-8 and not empty; the line of a wrong byte is right."""
    assert read(tmp_path, content) == expected


def test_only_a_byte_order_mark_is_an_empty_file(tmp_path: Path) -> None:
    """What an editor leaves when everything was deleted."""
    assert read(tmp_path, "\ufeff".encode()) == ["data/x.yml:1: the file is empty; fill it in or delete it"]


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    """A file of the largest size is read, one byte more is refused."""
    text = b"a: " + b"x" * (MAX_BYTES - 3)
    assert read(tmp_path, text) == []
    (tmp_path / "data" / "x.yml").write_bytes(text + b"x")
    assert [str(problem) for problem in read_document(tmp_path, tmp_path / "data" / "x.yml").problems] == [
        "data/x.yml:1: the file is 1,000,001 bytes, more than 1,000,000; split it or remove what does not belong"
    ]


def test_a_large_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """50 MB: the size alone decides."""
    path = tmp_path / "data" / "x.yml"
    path.parent.mkdir()
    with path.open("wb") as file:
        os.truncate(file.fileno(), 50_000_000)

    def never(*_: object) -> bytes:
        raise AssertionError("the file was read")

    monkeypatch.setattr(type(path), "read_bytes", never)
    assert [str(problem) for problem in read_document(tmp_path, path).problems] == [
        "data/x.yml:1: the file is 50,000,000 bytes, more than 1,000,000; split it or remove what does not belong"
    ]


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """A folder with a file's name, and a link to nothing."""
    data = tmp_path / "data"
    (data / "folder.yml").mkdir(parents=True)
    (data / "link.yml").symlink_to(data / "nothing.yml")
    found = [read_document(tmp_path, data / name).problems[0] for name in ("folder.yml", "link.yml")]
    assert [str(problem) for problem in found] == [
        "data/folder.yml:1: the file cannot be read (it is a folder); restore it",
        "data/link.yml:1: the file cannot be read (it is not there); restore it",
    ]


def test_a_character_that_yaml_forbids_is_named_with_its_line() -> None:
    """Letters of two bytes before it do not move the line, and the message says which character it is."""
    (problem,) = parse_document(NAME, "a: " + "å" * 40 + "\nb: \x01\nc: 1\nd: 2\ne: 3\n").problems
    assert problem.line == 2
    assert "<unicode string>" not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: 1\nb: @x\n", id="sign-that-starts-nothing"),
        pytest.param("a: 1\nb: 'x' y\n", id="word-after-a-quote"),
        pytest.param("- a\nb: c\n", id="key-after-a-list"),
        pytest.param("a: 1\nb: [c]]\n", id="bracket-too-many"),
    ],
)
def test_a_fault_in_the_last_line_is_not_taken_for_a_cut_file(text: str) -> None:
    """The file is whole, so the advice to restore its end would send the editor the wrong way."""
    (message,) = messages(text)
    assert message.startswith("2: ")
    assert "restore" not in message


def test_a_tab_after_a_dash_is_called_a_tab() -> None:
    """The most common tab in a list stands after its dash, where it is indentation too."""
    assert messages("- a: 1\n-\tb: 1\n  c: 1\n- d: 1\n") == ["2: a tab in the indentation; use spaces"]


SECTION = "agreements/2021/sections/samverkan.yml"


def test_a_file_cut_anywhere_is_a_problem_or_valid(whole: Invented) -> None:
    """Whatever sign a file ends at there is a document; a problem comes alone."""
    text = whole.text(SECTION)
    accepted = 0
    for end in range(1, len(text)):
        document = parse_document(NAME, text[:end])
        accepted += not document.problems
        assert all(problem.line >= 1 for problem in document.problems)
        assert len(document.problems) <= 1, f"cut after {end} signs"
    assert 0 < accepted < len(text)


def test_a_line_stands_in_the_file_even_without_a_last_line_end() -> None:
    """A cut file often has no line end; the problem is on its last line and not below it."""
    assert [problem.line for problem in parse_document(NAME, "a: [1, 2").problems] == [1]


def test_any_cut_of_a_file_is_read_without_an_exception(whole: Invented, tmp_path: Path) -> None:
    """Cut in the middle of a letter too: bytes on disk in, a document out."""
    raw = whole.path(SECTION).read_bytes()
    path = tmp_path / "x.yml"
    for end in range(0, len(raw), 7):
        path.write_bytes(raw[:end])
        document = read_document(tmp_path, path)
        assert document.problems or isinstance(document.value, (dict, str))


YAML_SIGNS = st.text(alphabet="ab: -?[]{},&*!|>'\"%@`#\n\t~<=.\u00e5\x85\u2028\ufeff\x00", max_size=60)


def check_document(text: str) -> None:
    """Hold what must be true of the document of any text."""
    document = parse_document(NAME, text)
    assert document.path == NAME
    assert all(problem.path == NAME and problem.line >= 1 and problem.message for problem in document.problems)
    assert all(line >= 1 for line in document.lines.values())
    assert str(document) == str(parse_document(NAME, text))


@given(st.text())
def test_any_text_is_a_document(text: str) -> None:
    """Parsing never raises."""
    check_document(text)


@given(YAML_SIGNS)
@example("? ? ? x")
@example("*x : *y")
@example("a: b\n? [c, &d e]\n: !f g\n--- |\n h")
def test_any_yaml_signs_are_a_document(text: str) -> None:
    """The signs of YAML in any order: parsing never raises."""
    check_document(text)


@given(
    st.recursive(
        st.none() | st.text("abå: #'\"\\\n-", max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=8
    )
)
def test_what_is_written_as_json_is_read_back(value: Any) -> None:
    """JSON is YAML: texts of any signs come back as they were."""
    document = parse_document(NAME, json.dumps({"a": value}, ensure_ascii=True))
    assert document.problems == ()
    assert document.value == {"a": value}


def test_a_report_is_sorted_counted_and_without_repetition() -> None:
    """One line a problem in order of place, by number and not by text, and their count last."""
    problems = [Problem("data/b.yml", 1, "x; y"), Problem("data/a.yml", 10, "z; y"), Problem("data/a.yml", 9, "z; y")]
    expected = "data/a.yml:9: z; y\ndata/a.yml:10: z; y\ndata/b.yml:1: x; y\n3 problems in the data"
    assert report([*problems, problems[0]]) == expected
    assert str(DataProblems(reversed(problems))) == expected
    assert DataProblems(problems).problems == tuple(sorted(problems))
    assert report(problems[:1]) == "data/b.yml:1: x; y\n1 problem in the data"
