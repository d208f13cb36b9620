"""Our own data beside what describes it: the schemas of editors' tools, the limits of reading, the locks.

What must hold of the data itself is a rule of `make check`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

import yaml

from core.load import FILE_KINDS
from core.schema import GUIDE, IDS, build_schemas
from project import ROOT

DATA = ROOT / "data"
LOCKS = (
    "installer/requirements.txt",
    "requirements.txt",
    "tests/requirements.txt",
    "tests/generators/requirements.txt",
)


def test_schemas_are_current() -> None:
    """data/schema is what the models say; `make schemas` writes it."""
    written = {f"schema/{path.name}": path.read_text(encoding="utf-8") for path in (DATA / "schema").glob("*.json")}
    assert json.loads(written.pop(f"schema/{IDS}"))["$defs"]  # the ids of some day: a correct edit may add one
    assert written == build_schemas((ROOT / GUIDE).read_text(encoding="utf-8"))


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
