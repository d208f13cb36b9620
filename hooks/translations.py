"""The languages of messages: which one a machine asks for, and its catalogue."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import core.messages

TABLE = Path("data/MEDDELANDEN.md")
DOMAIN = Path(__file__).parent / "locale"
SWEDISH = DOMAIN / "sv" / "LC_MESSAGES" / "messages.po"
# As gettext reads them: the first that says something is followed.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_SAYS_NOTHING = frozenset({"", "C", "POSIX"})
# Babel is not asked: it takes longer to load than all the data does. A test compares what both read.
_ENTRY = re.compile(r'^msgid((?: *"(?:[^"\\]|\\.)*"\n)+)msgstr((?: *"(?:[^"\\]|\\.)*"(?:\n|$))+)', re.MULTILINE)


def speak_as_asked(environment: Mapping[str, str]) -> None:
    """Say messages in Swedish, but in English where the machine is set to that, as a developer's may be."""
    asked = (environment.get(name, "").partition(".")[0].partition("@")[0] for name in _VARIABLES)
    language = next((one for one in asked if one not in _SAYS_NOTHING), "sv")
    core.messages.speak({} if language.startswith("en") else read_catalogue(SWEDISH))


def read_catalogue(path: Path) -> dict[str, str]:
    """Give the messages of a catalogue that have a translation, with it."""
    return {message: said for message, said in read_entries(path) if message and said}


def read_entries(path: Path) -> list[tuple[str, str]]:
    """Give the messages of a catalogue, each with its translation, which may be empty."""
    entries = _ENTRY.findall(path.read_text(encoding="utf-8"))
    return [(_joined(message), _joined(said)) for message, said in entries]


def _joined(written: str) -> str:
    return "".join(json.loads(part) for part in written.splitlines())


def updated_catalogue(folder: Path, path: Path) -> str:
    """Give the text of a catalogue with every message of a folder's code: new ones empty, old ones left out."""
    from babel.messages import catalog, extract, pofile  # noqa: PLC0415 - only who writes messages needs it

    with path.open("rb") as file:
        catalogue = pofile.read_po(file, locale="sv")
    found = catalog.Catalog()
    for _file, _line, message, _comments, _context in extract.extract_from_dir(str(folder), [("**.py", "python")]):
        found.add(message)
    catalogue.update(found, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    text = io.BytesIO()
    # One line a message, in order, without places: two people who add messages seldom touch the same lines.
    pofile.write_po(text, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return text.getvalue().decode()


_TABLE_HEAD = """\
# Alla meddelanden

Tabellen skrivs av `make messages` ur meddelandena själva. Ändra inget här.
Där det står … finns det ord som är olika från gång till gång.

| Meddelandet säger | Gör så här |
|---|---|
"""


def message_table(path: Path) -> str:
    """Give the guide's table of every message that says what to do, in order of their words."""
    rows = set()
    for _message, said in read_entries(path):
        what, semicolon, do = (
            re.sub(r"\{\w+(?::[^{}]*)?\}", "…", said).replace("{{", "{").replace("}}", "}").partition("; ")
        )
        if semicolon and do and what.strip("… "):
            rows.add(
                tuple(one.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*").strip() for one in (what, do))
            )
    ordered = sorted(rows, key=lambda row: (row[0].strip("…”:. ").casefold(), row))
    return _TABLE_HEAD + "".join(f"| {what} | {do} |\n" for what, do in ordered)
