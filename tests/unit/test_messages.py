"""Every message of the code has its Swedish, and nothing is told that no catalogue knows."""

from __future__ import annotations

import ast
import functools
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile

from core import messages
from core.messages import _
from invented import Invented
from project import ROOT
from translations import SWEDISH, TABLE, message_table, read_catalogue, read_entries, speak_as_asked, updated_catalogue

HOOKS = ROOT / "hooks"
# Who is told something by what is given to these, and as which argument.
TELLS = {"Problem": 2, "PydanticCustomError": 1, "WrongUseError": 0, "NotWrittenError": 0, "MacroError": 0, "print": 0}


@pytest.fixture
def swedish() -> Iterator[None]:
    """Say messages in Swedish for one test."""
    messages.speak(read_catalogue(SWEDISH))
    yield
    messages.speak({})


def test_the_catalogue_has_every_message_of_the_code() -> None:
    """What is extracted from the code is what stands in the catalogue, no more and no less."""
    written = SWEDISH.read_text(encoding="utf-8")
    assert updated_catalogue(HOOKS, SWEDISH) == written, "run: python hooks/manage.py messages"


def test_the_guide_has_the_messages_as_they_are() -> None:
    """Its table is made of them, so that it never says what no command says."""
    assert (ROOT / TABLE).read_text(encoding="utf-8") == message_table(SWEDISH), "run: python hooks/manage.py messages"


def test_every_message_has_a_swedish_one_with_the_same_words_in_it() -> None:
    """None is missing or only guessed, and none asks for a word that its message does not give."""
    with SWEDISH.open("rb") as file:
        catalogue = pofile.read_po(file, locale="sv")
    entries = [entry for entry in catalogue if entry.id]
    assert entries
    for entry in entries:
        assert entry.string, f"no Swedish for: {entry.id}"
        assert not entry.fuzzy, entry.id
        assert _fields(entry.string) == _fields(entry.id), entry.id


def test_the_catalogue_is_read_as_babel_reads_it() -> None:
    """The quick reader and the library agree."""
    with SWEDISH.open("rb") as file:
        expected = {entry.id: entry.string for entry in pofile.read_po(file, locale="sv") if entry.id}
    assert read_catalogue(SWEDISH) == expected


def test_every_message_of_the_code_is_found() -> None:
    """The extraction sees no message in the brackets of an f-string: write it before."""
    known = {message for message, _said in read_entries(SWEDISH)}
    for path, call in (*_calls("_"), *_calls("N_")):
        if isinstance(call.args[0], ast.Constant):
            assert call.args[0].value in known, f"{path}:{call.lineno}"


def test_messages_are_whole_texts_before_they_are_translated() -> None:
    """A text put together first is in no catalogue."""
    for path, call in _calls("_"):
        built = isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
        assert not built, f"{path}:{call.lineno}: the message is put together before it is translated"


@pytest.mark.parametrize("name", TELLS)
def test_nothing_is_told_that_is_written_in_place(name: str) -> None:
    """Who is told something is told it in the language that is spoken; mypy holds the same of problems."""
    for path, call in _calls(name):
        if len(call.args) <= TELLS[name]:
            continue
        told = call.args[TELLS[name]]
        parts = told.values if isinstance(told, ast.JoinedStr) else [told]
        words = "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
        assert not any(sign.isalpha() for sign in words), f"{path}:{call.lineno}: write _({words!r})"


def test_help_of_a_command_is_translated() -> None:
    """The help of every command and argument goes the same way."""
    for path, call in _calls("add_argument", "add_parser", "ArgumentParser", "add"):
        for given in call.keywords:
            if given.arg in {"help", "description"}:
                assert not isinstance(given.value, ast.Constant | ast.JoinedStr), f"{path}:{call.lineno}"


@pytest.mark.parametrize(
    ("environment", "english"),
    [
        ({}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "sv_SE.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "en"}, True),
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "sv_SE"}, False),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "C", "LANGUAGE": "en:sv"}, True),
    ],
    ids=str,
)
def test_swedish_is_said_unless_english_is_asked_for(environment: dict[str, str], *, english: bool) -> None:
    """An editor on a plain machine meets Swedish, whatever C locale it has."""
    try:
        speak_as_asked(environment)
        assert (_("add it") == "add it") is english
    finally:
        messages.speak({})


@pytest.mark.usefixtures("swedish")
def test_the_words_are_filled_in_after_the_translation() -> None:
    """What stands in the data is never taken for a place to fill in."""
    said = _("'{key}' is not a key here; did you mean '{near}'?", key="staus", near="{status}")
    assert said == "”staus” är inget fält här; menar du ”{status}”?"


def test_faults_of_models_of_the_parser_and_of_rules_are_told_in_swedish(invented: Invented) -> None:
    """A missing key, a misspelt one and a quote that is not closed, each in its line, by the command itself."""
    lines = invented.root / "data/support-lines.yml"
    lines.write_text(lines.read_text(encoding="utf-8").replace("level:", "levl:", 1), encoding="utf-8")
    terms = invented.root / "data/glossary.yml"
    terms.write_text(terms.read_text(encoding="utf-8") + "- id: 'ny\n  term: Ny\n", encoding="utf-8")
    count = len(terms.read_text(encoding="utf-8").splitlines())
    told = _check(invented.root)
    assert "fältet ”level” saknas; lägg till det" in told
    assert "”levl” är inget fält här; menar du ”level”?" in told
    assert f"data/glossary.yml:{count - 1}: citattecknet ' som börjar en text har inget slut" in told
    assert "fel i data" in told


def test_wrong_use_of_a_command_is_told_in_swedish() -> None:
    """By argparse's own words too, as far as this Python has them."""
    command = [sys.executable, str(HOOKS / "manage.py"), "chek"]
    environment = {**os.environ, "LANGUAGE": "", "LANG": "C.UTF-8", "LC_ALL": ""}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("så här: ")
    assert ": fel: " in done.stderr
    assert "går inte att välja" in done.stderr


def _check(root: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in {"LANGUAGE", "LANG", "LC_ALL"}}
    command = [sys.executable, str(HOOKS / "manage.py"), "--root", str(root), "check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 1
    return done.stderr


def _fields(text: str) -> set[str]:
    try:
        return {*re.findall(r"%(?:\(\w+\))?[sr]", text)} | {
            name for _text, name, _spec, _kind in string.Formatter().parse(text) if name is not None
        }
    except ValueError:  # braces of its own: it is told without words
        return set()


def _calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, called, node in _all_calls():
        if called in names:
            yield path, node


@functools.cache
def _all_calls() -> list[tuple[Path, str, ast.Call]]:
    return [
        (path, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""), node)
        for path in sorted(HOOKS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args + node.keywords
    ]
