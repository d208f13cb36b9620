"""Correct edits never break a test: what an editor may do to our own data, all in one copy, and nobody says no.

The copy is checked and built once; then the tests that read our data or what is built of it run in the copy. Those of
the engine do not, nor those that need a browser.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from built import BUILD_DATE, ROOT
from project import read_content

READ_OUR_DATA = ("tests/data", "tests/build", "tests/search/test_index.py")
OF_THE_ENGINE = ("building", "links_on_site", "municipality", "next_edition_built", "preview")
"""They build sites of their own, of invented data."""
LEFT_OUT = "not (browser or browsers or check_says or compounds or irregular_forms or invented_set or redirect_is_in)"
"""What needs a browser, what is done here once already, and what is of the engine: its styles, scripts and maps."""

EDITS: list[Callable[[Path], None]] = []


def edit(function: Callable[[Path], None]) -> Callable[[Path], None]:
    """List an edit; it takes the folder of the copy."""
    EDITS.append(function)
    return function


def replace(path: Path, pattern: str, new: str, count: int = 1) -> None:
    """Replace the first places (0: all) where a pattern stands in a file."""
    text, found = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=count)
    assert found, f"{pattern} stands nowhere in {path}"
    path.write_text(text, encoding="utf-8")


def append(path: Path, text: str) -> None:
    """Write at the end of a file; an empty list is one no longer."""
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip().removesuffix('[]')}\n{text}", encoding="utf-8")


def as_another(folder: Path, new_id: str, name_key: str, name: str) -> None:
    """Write a new record that is as the last in a folder, with an id and a name of its own."""
    last = max(folder.glob("*.yml"))
    new = folder / f"{new_id}.yml"
    shutil.copy(last, new)
    replace(new, r"(?m)^id: .*", f"id: {new_id}")
    replace(new, rf"(?m)^{name_key}: .*(\n  .*)*", f"{name_key}: {name}")


def was_checked(root: Path, record: str, how: str) -> None:
    """Note in the log that a record was checked on the day of the build."""
    append(
        root / "data/checks.yml",
        f"- {{record: {record}, day: {BUILD_DATE}, role: redaktör, how: {how}, result: confirmed}}\n",
    )


def sections_of(root: Path) -> list[Path]:
    """Give the files of the sections in force."""
    current = read_content(root, date.fromisoformat(BUILD_DATE)).current
    return sorted(root / section.source_path for section in current.sections)


@edit
def link_has_moved(root: Path) -> None:
    """Lead the first link to another address; what the document prints is kept."""
    replace(root / "data/links.yml", r"  url: (https://.*)\n(?!  printed)", r"  url: \1?ny\n  printed: \1\n")


NEW_SECTION = """\
title: En ny väg in
parent: null
summary: Hur staden provar en ny väg in för den som söker stöd.
introduction: []
lists:
  - id: kort-sikt
    heading: Kortsiktiga mål
    term: short
    kind: goals
    clauses:
      - id: kort-1
        text: Staden provar en ny väg in.
remarks: []
"""


@edit
def section_is_added(root: Path) -> None:
    """Give the agreement one more section, beside the last in what it belongs to."""
    sections = sections_of(root)[0].parent
    agreement = sections.parent / "agreement.yml"
    last = sections / f"{agreement.read_text(encoding='utf-8').split()[-1]}.yml"
    same = re.findall(r"(?m)^(?:belongs_to|page): .*\n", last.read_text(encoding="utf-8"))
    (sections / "ny-vag-in.yml").write_text(f"id: ny-vag-in\n{NEW_SECTION}{''.join(same)}", encoding="utf-8")
    append(agreement, "  - ny-vag-in\n")
    # Each section has its place in what the edition continues as a whole.
    ties = rf"(?m)(^  now: '?{agreement.parent.name}'?\n  whole: true\n  sections:\n)"
    if re.search(ties, (root / "data/continuity.yml").read_text(encoding="utf-8")):
        new = r"\1    - then: []\n      now: [ny-vag-in]\n      reason: Avsnittet är nytt.\n"
        replace(root / "data/continuity.yml", ties, new, 0)


@edit
def clause_is_added(root: Path) -> None:
    """Put a bullet between two, with an id that is free."""
    path = next(one for one in sections_of(root) if "- id: kort-2\n" in one.read_text(encoding="utf-8"))
    replace(path, r"( *)- id: kort-2\n", r"\1- id: kort-99\n\1  text: Staden provar en sak till.\n\g<0>")
    signed = path.parent.parent / "signed.yml"
    begun, found, rest = signed.read_text(encoding="utf-8").partition(f"- id: {path.stem}\n")
    assert found
    one_more = re.sub(r"(?<=kort-sikt: )\d+", lambda count: str(int(count[0]) + 1), rest, count=1)
    signed.write_text(f"{begun}{found}{one_more}", encoding="utf-8")


@edit
def clause_is_struck(root: Path) -> None:
    """Strike a bullet that nothing cites; it stays in the data with its day."""
    cited = "".join(path.read_text(encoding="utf-8") for path in root.glob("data/[st]*/*.yml"))
    for path in sections_of(root):
        for line, clause in re.findall(r"(?m)^( *- id: (kort-\d+)\n)", path.read_text(encoding="utf-8")):
            if clause not in {"kort-1", "kort-99"} and f"/{path.stem}/{clause}" not in cited:
                indent = " " * (line.index("-") + 2)
                replace(path, line, rf"\g<0>{indent}struck: {BUILD_DATE}\n")
                return
    raise AssertionError("every bullet is cited")


@edit
def city_has_decided(root: Path) -> None:
    """Give the values that only the city can give."""
    number = r"(organisation_number:\n  value: )null\n(\s+)reason: .*"
    replace(root / "data/site.yml", number, r"\g<1>556036-0793\n\2reason: null")
    replace(
        root / "data/site.yml",
        r"value: null\n(\s+)reason: .*",
        r"value: https://psykiskhalsa.staden.example/\n\1reason: null",
        count=0,
    )


@edit
def lines_are_confirmed(root: Path) -> None:
    """Let whoever drives each help line have confirmed it on the day of the build."""
    for line_id in re.findall(r"(?m)^- id: (.*)", (root / "data/support-lines.yml").read_text(encoding="utf-8")):
        was_checked(root, f"support-lines/{line_id}", "operator")


@edit
def hours_have_changed(root: Path) -> None:
    """Let a line answer at other hours."""
    replace(
        root / "data/support-lines.yml",
        r"  opening_hours: (?!unknown|24/7).*\n  hours: .*(\n    .*)*",
        "  opening_hours: Mo-Fr 13:00-15:00\n  hours: Vardagar klockan 13–15.",
    )


@edit
def service_is_added(root: Path) -> None:
    """Add a service."""
    as_another(root / "data/services", "en-ny-motesplats", "name", "En ny mötesplats")
    was_checked(root, "services/en-ny-motesplats", "source-document")


@edit
def service_has_paused(root: Path) -> None:
    """Pause a service that no hand-written page leads to."""
    pages = "".join(one.read_text(encoding="utf-8") for one in root.glob("docs/**/*.md"))
    first = next(one for one in sorted((root / "data/services").glob("*.yml")) if f'"{one.stem}"' not in pages)
    replace(
        first,
        r"(?m)^status: .*\nstatus_note: .*",
        "status: paused\nstatus_note: Lokalen byggs om.\nuntil: open",
    )


CLOSED = "since: 2026-11-01\nreason: Föreningen har lagts ner.\ninstead: [{instead}]"


@edit
def service_has_closed(root: Path) -> None:
    """Close a service that no text or synonym leads to and that is not the only one of a situation; its page stays."""
    lead = [*root.glob("docs/**/*.md"), root / "data/synonyms.yml"]
    texts = [one.read_text(encoding="utf-8") for one in lead]
    every = {path: path.read_text(encoding="utf-8") for path in sorted((root / "data/services").glob("*.yml"))}
    path = next(
        path for path, text in every.items() if "situations: []" in text and not any(path.stem in one for one in texts)
    )
    other = next(one for one, text in every.items() if one != path and "status: active" in text)
    told = CLOSED.format(instead=other.stem)
    replace(
        path, r"(?m)^status: .*\nstatus_note: .*(\n .*)*(\nuntil: .*)?", f"status: closed\nstatus_note: null\n{told}"
    )


@edit
def line_has_closed(root: Path) -> None:
    """Close a help line that no text and no card names; the city's own way in takes its place."""
    named = "".join(
        one.read_text(encoding="utf-8") for one in (*root.glob("docs/**/*.md"), root / "data/help-cards.yml")
    )
    lines = root / "data/support-lines.yml"
    ids = re.findall(r"(?m)^- id: (.*)", lines.read_text(encoding="utf-8"))
    desk = read_content(root, date.fromisoformat(BUILD_DATE)).site.front_desk
    line_id = next(one for one in ids if one not in named and one != desk)
    told = CLOSED.format(instead=desk).replace("\n", "\n  ")
    replace(lines, rf"(?m)^- id: {line_id}\n", rf"\g<0>  status: closed\n  {told}\n")


@edit
def training_has_closed(root: Path) -> None:
    """Close a training that no text leads to; its page stays."""
    texts = [one.read_text(encoding="utf-8") for one in root.glob("docs/**/*.md")]
    paths = sorted((root / "data/trainings").glob("*.yml"), reverse=True)
    path = next(one for one in paths if not any(one.stem in text for text in texts))
    replace(path, r"(?m)^status: .*\n", f"status: closed\n{CLOSED.format(instead='/hjalp/mar-daligt/')}\n")


@edit
def training_is_added(root: Path) -> None:
    """Add a training."""
    as_another(root / "data/trainings", "en-ny-utbildning", "name", "En ny utbildning")
    was_checked(root, "trainings/en-ny-utbildning", "source-document")


@edit
def training_has_ended(root: Path) -> None:
    """Take away a training that nothing else speaks of; who has its address is led on."""
    for path in sorted((root / "data/trainings").glob("*.yml")):
        address = f"/utbildningar/{path.stem}/"
        speaks = (one for one in root.glob("data/*.yml") if one.name not in {"published.yml", "checks.yml"})
        if not any(f"{path.stem}/" in one.read_text(encoding="utf-8") for one in (*speaks, *root.glob("docs/**/*.md"))):
            path.unlink()
            text = f"- id: {path.stem}-ar-slut\n  source: {address}\n  target: /utbildningar/\n"
            append(root / "data/redirects.yml", f"{text}  reason: Utbildningen ges inte längre.\n")
            return
    raise AssertionError("every training is spoken of")


@edit
def term_is_added(root: Path) -> None:
    """Explain a word."""
    term = "- id: tillit\n  term: Tillit\n  full_form: null\n  explanation: Att lita på någon.\n"
    append(root / "data/glossary.yml", f"{term}  forms: [tillit]\n  basis: general\n  link: null\n")


@edit
def synonym_is_added(root: Path) -> None:
    """Add what people say."""
    synonym = "- id: litar-inte-pa-nagon\n  says: [litar inte på en enda kotte]\n  words: []\n"
    append(root / "data/synonyms.yml", f"{synonym}  pages: [/ordlista/#tillit]\n  card: null\n")


@edit
def wording_is_changed(root: Path) -> None:
    """Write a word in running text as another that means the same."""
    path = next(one for one in sections_of(root) if " också " in one.read_text(encoding="utf-8"))
    replace(path, " också ", " även ")


@edit
def situation_is_added(root: Path) -> None:
    """Give a new situation its hand-written page, and a service that helps there."""
    text = (root / "data/situations.yml").read_text(encoding="utf-8")
    last = re.split(r"(?m)^(?=- id: )", text)[-1]
    new = re.sub(r"(?m)^(  title: ).*", r"\1Jag vill lita på någon", last)
    append(root / "data/situations.yml", re.sub(r"- id: (.*)", "- id: lita-pa", new))
    known = re.search(r"- id: (.*)", last)
    assert known
    page = root / "docs/hjalp" / f"{known[1]}.md"
    new_page = page.with_stem("lita-pa")
    shutil.copy(page, new_page)
    replace(new_page, r"(?m)^situation: .*", "situation: lita-pa")
    replace(min((root / "data/services").glob("*.yml")), r"(?m)^situations: \[", "situations: [lita-pa, ")


@edit
def service_has_another_name(root: Path) -> None:
    """Call a service something else, and change what it costs."""
    path = sorted((root / "data/services").glob("*.yml"))[1]
    replace(path, r"(?m)^name: .*(\n  .*)*", "name: Ett helt annat namn")
    replace(path, r"(?m)^cost: .*(\n  .*)*", "cost: Det är gratis.")


@edit
def situations_have_other_titles(root: Path) -> None:
    """Write what every situation is called in other words."""
    replace(root / "data/situations.yml", r"(?m)^(  title: )(.*)", r"\1\2 just nu", 0)


@edit
def link_is_removed(root: Path) -> None:
    """Take away a link that only a help line shows, there and in the register."""
    register = root / "data/links.yml"
    records = re.split(r"(?m)^(?=- id: )", register.read_text(encoding="utf-8"))
    sources = [one for kind in ("data/**/*.yml", "docs/**/*.md") for one in root.glob(kind) if one != register]
    everything = "\n".join(one.read_text(encoding="utf-8") for one in sources)
    lines = (root / "data/support-lines.yml").read_text(encoding="utf-8")
    numbered = re.findall(r"  phone: '.*\n  phone_text: .*\n  page: ([\w-]+)\n", lines)
    alone = next(one for one in numbered if len(re.findall(rf"(?<![\w/-]){one}(?![\w/-])", everything)) == 1)
    register.write_text("".join(one for one in records if not one.startswith(f"- id: {alone}\n")), encoding="utf-8")
    replace(root / "data/support-lines.yml", rf"page: {alone}\n", "page: null\n")


@edit
def card_shows_fewer_lines(root: Path) -> None:
    """Let the card that all other pages have end with one line instead of two."""
    replace(root / "data/help-cards.yml", r"lines: \[([\w-]+), [\w-]+\]", r"lines: [\1]")


@edit
def topic_is_added(root: Path) -> None:
    """Put a new topic in the vocabulary, and let a service be about it."""
    replace(root / "data/vocabulary.yml", r"(?m)^topics:\n", r"\g<0>  - {id: tillit, crisis: false, exposed: false}\n")
    replace(min((root / "data/services").glob("*.yml")), r"(?m)^topics: \[", "topics: [tillit, ")


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the whole project with every edit made."""
    root = tmp_path_factory.mktemp("edited") / "project"
    shutil.copytree(
        ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "site", ".site*")
    )
    for one in EDITS:
        one(root)
    return root


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, on the day of the build."""
    environment = {**os.environ, "BUILD_DATE": BUILD_DATE, "CHECKED_SITE": str(root / "site")}
    return subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def test_twenty_correct_edits_break_nothing(edited: Path) -> None:
    """No problem is found, the site is built as one that may be released, and every test of our data passes."""
    assert len(EDITS) >= 20
    checked = run(edited, "hooks/manage.py", "check")
    assert checked.returncode == 0, checked.stderr
    assert "förhandsversion:" not in checked.stdout
    built = run(edited, "hooks/manage.py", "site", "--release")
    assert built.returncode == 0, built.stderr
    ignored = [f"--ignore=tests/build/test_{name}.py" for name in OF_THE_ENGINE]
    tested = run(edited, "-m", "pytest", "-k", LEFT_OUT, *ignored, *READ_OUR_DATA)
    assert tested.returncode == 0, tested.stdout[-20000:]
