"""The command line where the machine or its user is not as expected: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

import manage
from built import ROOT
from commands import check
from commands.site import put_in_place
from invented import TODAY, Invented
from project import site_address


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command; give its exit code and what it told of its trouble."""
    code = manage.main([*arguments])
    return code, capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "site", "published"])
def test_a_folder_that_is_no_municipality(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use, and one sentence."""
    missing = tmp_path / "borta"
    message = f"{missing} has no folder data/; name a folder with data/ and docs/ after --root\n"
    assert told(capsys, "--root", str(missing), command) == (2, message)


def test_a_command_that_is_interrupted(
    invented: Invented, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, and what shells give for it."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "read_sources", interrupt)
    message = "interrupted; what has been saved stays, and nothing else was changed\n"
    assert told(capsys, "--root", str(invented.root), "check") == (130, message)


@pytest.mark.parametrize("absolute", [False, True])
def test_what_a_command_names_is_below_the_root(
    invented: Invented,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    absolute: bool,
) -> None:
    """Whatever the current folder is; an absolute path is that path."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    folder = str(tmp_path / "out") if absolute else "out"
    assert told(capsys, "--root", str(invented.root), "pages", folder) == (0, "")
    assert (invented.root / folder / "a-o.md").is_file()
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://Stad.example/en sida", "https://stad.example/en%20sida/"),
        (" https://stad.example/hälsa/ ", "https://stad.example/h%C3%A4lsa/"),
        ("https://stad.example:443", "https://stad.example/"),
        ("https://stad.example/a//", "https://stad.example/a/"),
        (" ", "https://www.bjorkviken.example/psykisk-halsa/"),
    ],
)
def test_an_address_as_people_write_it(whole: Invented, monkeypatch: pytest.MonkeyPatch, given: str, read: str) -> None:
    """Is the one that browsers make of it; nothing but blanks is none."""
    monkeypatch.setenv("SITE_URL", given)
    assert site_address(whole.content().site) == read


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BUILD_DATE", "2026-02-30"),
        *(("SITE_URL", one) for one in ("stad.example/halsa", "https://stad.example/?a=1", "https://stad.example/#a")),
        *(
            ("SITE_URL", one)
            for one in ("https://a:b@stad.example", "https://stad.example:99999/", "https://a b.example")
        ),
        ("SITE_URL", "https://stad.example/index.html"),
    ],
)
def test_a_day_and_an_address_that_are_none(
    invented: Invented, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    """Wrong use, before anything is built."""
    monkeypatch.setenv(name, value)
    code, message = told(capsys, "--root", str(invented.root), "site")
    assert (code, message.startswith(f"{name}={value} is not a")) == (2, True)
    assert not (invented.root / "site").exists()


@pytest.mark.parametrize("name", ["hemma/viktigt.txt", "hemma"])
def test_what_is_no_site_is_left_alone(invented: Invented, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A folder with something else in it, or a file, is not built over: wrong use, before anything is built."""
    kept = invented.root / name
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("kvar", "utf-8")
    code, message = told(capsys, "--root", str(invented.root), "site", str(invented.root / "hemma"))
    assert (code, "holds what no build has put there" in message) == (2, True)
    assert kept.read_text("utf-8") == "kvar"


def test_without_git(monkeypatch: pytest.MonkeyPatch, invented: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what asks for an earlier revision needs it."""
    monkeypatch.setenv("PATH", str(invented.root))
    assert told(capsys, "--root", str(invented.root), "check")[0] == 0
    code, message = told(capsys, "--root", str(invented.root), "links", "--changed-since", "main")
    assert (code, message) == (2, "--changed-since asks git, which is not installed; install it\n")


def test_output_that_cannot_show_swedish(invented: Invented) -> None:
    """The letters are told by number; nothing stops."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "hooks/manage.py", "--root", str(invented.root), "check"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\xe4" in result.stdout


def test_outside_the_virtual_environment() -> None:
    """One line in Swedish says which Python to use."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_"))}
    command = [sys.executable, "-S", "hooks/manage.py", "check"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("det här Pythonet saknar det som webbplatsen görs med; skriv .venv")


def test_a_site_that_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be moved: it is filled with what is new, and holds nothing of what was."""
    site, building = tmp_path / "site", tmp_path / "building"
    held = {site: ("index.html", "gammal/index.html", "a/b.txt"), building: ("index.html", "a", "ny/x")}
    for folder, names in held.items():
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"{folder.name} {name}", encoding="utf-8")

    def busy(path: Path, _: Path) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))

    monkeypatch.setattr(Path, "rename", busy)
    put_in_place(site, building)
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert found == {"index.html", "a", "ny/x"}
    assert (site / "index.html").read_text(encoding="utf-8") == "building index.html"
