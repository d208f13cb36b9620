"""The real data: complete, checked, described for editors' tools. A change of wording must not break a test."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys

import pytest
import yaml

from core.content import Content
from core.load import FILE_KINDS
from core.pages import build_pages
from core.schema import build_schemas
from project import ROOT, read_content

DATA = ROOT / "data"
LOCKS = (
    "installer/requirements.txt",
    "requirements.txt",
    "tests/requirements.txt",
    "tests/generators/requirements.txt",
)
KINDS_BY_PATTERN = {kind.pattern: kind for kind in FILE_KINDS}


@pytest.fixture(scope="module")
def content() -> Content:
    """Give the real content."""
    return read_content()


def test_every_section_has_a_page_and_every_page_a_source(content: Content) -> None:
    """Each section, service, delmål and department is an address, and each page names the file to edit."""
    pages = build_pages(content, datetime.date(2026, 11, 22))
    wanted = [f"overenskommelsen/{one.section.id}.md" for one in content.current.sections]
    wanted += [f"stod/{service_id}.md" for service_id in content.services]
    wanted += [f"overenskommelsen/delmal/{one.number}.md" for one in content.strategy.delmal]
    wanted += [f"overenskommelsen/forvaltning/{one.id}.md" for one in content.departments]
    assert [uri for uri in wanted if uri not in pages] == []
    assert [uri for uri, page in pages.items() if not (ROOT / page.data_path).is_file()] == []


def test_schemas_are_current() -> None:
    """data/schema is what the models say; `make schemas` writes it."""
    written = {f"schema/{path.name}": path.read_text(encoding="utf-8") for path in (DATA / "schema").glob("*.json")}
    assert written == build_schemas()


def test_the_schema_that_a_file_names_is_there() -> None:
    """An editor's tool completes and checks while typing; a file that names none is read all the same."""
    named = {}
    for path in DATA.rglob("*.yml"):
        match = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
        if match:
            named[path] = (path.parent / match[1]).resolve()
    assert len(named) > len(FILE_KINDS)
    assert [path for path, schema in named.items() if not schema.is_file()] == []


def test_check_says_no_problems_and_is_quick() -> None:
    """`make check` exits 0 and prints the readability of the pages."""
    command = [sys.executable, "hooks/manage.py", "check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "no problems" in result.stdout
    assert "LIX" in result.stdout


def test_only_confirmed_numbers_are_shown(content: Content) -> None:
    """No line that is not sure has a number, and none in its texts either."""
    digits = re.compile(r"\d[\d -]{5,}\d")
    for line in content.support_lines.values():
        if line.confidence == "medium":
            assert line.phone is None
            texts = (line.hours, line.chat, line.sms, line.relay, line.answers, line.audience, line.anonymity)
            assert not any(digits.search(text) for text in texts), line.id


def test_every_page_of_a_service_has_a_number(content: Content) -> None:
    """Whoever finds a service is one step from a voice: its own number, a help card or the city's way in."""
    pages = build_pages(content, datetime.date(2026, 11, 22))
    assert [one for one in content.services if 'href="tel:' not in pages[f"stod/{one}.md"].body] == []


def test_help_cards_follow_the_national_order(content: Content) -> None:
    """C3: 112, then care, then lines; on violence 112, Kvinnofridslinjen by both numbers, the city."""
    lines = [line_id for step in content.help_card(["vald"]).steps for line_id in step.lines]
    assert lines[:4] == ["larm-112", "kvinnofridslinjen-020", "kvinnofridslinjen", content.site.front_desk]
    for topics in ([], ["suicid"], ["sorg"], ["skola"]):
        lines = [line_id for step in content.help_card(topics).steps for line_id in step.lines]
        assert lines[:2] == ["larm-112", "vard-1177"]


def test_requirements_are_locked_with_hashes_and_name_no_host() -> None:
    """Each requirement is pinned and hashed, and nothing says where it was fetched from."""
    for name in LOCKS:
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"(?m)^[a-z0-9][\w.\[\]-]*==", text)
        lines = [line for line in text.splitlines() if line[:1] not in {"", " ", "#"}]
        assert len(lines) == len(pinned) > 0
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text
        assert "--index" not in text


def test_what_is_locked_is_audited_every_week() -> None:
    """`make audit` reads every lock there is, and a workflow runs it on a schedule."""
    elsewhere = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("[!.]*/**/requirements.txt")}
    assert {"requirements.txt", *elsewhere} == set(LOCKS)
    audit = ["make", "--dry-run", "audit"]
    command = subprocess.run(audit, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [name for name in LOCKS if f"--requirement {name}" not in command] == []
    assert "--strict" in command
    workflow = yaml.safe_load((ROOT / ".github/workflows/audit.yml").read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", workflow[True]["schedule"][0]["cron"])
    assert {"run": "make audit"} in workflow["jobs"]["audit"]["steps"]
