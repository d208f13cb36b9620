# ruff: noqa: D103, PT018, ARG001 - the name of a test says what it holds, cases are read by the line
"""Reports, exit codes and the ways to use the command wrongly."""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from link_runs import NOW, Runner
from link_world import World, answer, says

import manage
from commands import link_check
from core.problems import WrongUseError
from linkcheck import arguments, command
from linkcheck.links import read_links

ROOT = Path(__file__).parents[2]
FINE = answer("<title>Stöd</title><h1>Stöd</h1><p>Här finns hjälp.</p>")

YAML = """\
# Every outgoing address, once.
- id: stod
  url: {stod}
  title: Stöd [för] alla | Staden
  publisher: staden
  access: public
  format: web
  language: sv
- id: gammal
  url: {gammal}
  printed: http://exempel.se/gammal
  title: Gammal sida
  publisher: null
  access: public
  format: web
  language: sv
- id: borta
  url: {borta}
  title: Borta
  access: public
  format: pdf
"""


@pytest.fixture
def source(world: World, tmp_path: Path) -> Path:
    """Return a list in the form of data/links.yml."""
    world.routes["/stod"], world.routes["/borta"] = says(FINE), says(answer("x", 410))
    world.routes["/gammal"] = says(answer("", 301, {"Location": "/stod"}))
    path = tmp_path / "links.yml"
    path.write_text(
        YAML.format(**{name: world.url(f"/{name}") for name in ("stod", "gammal", "borta")}), encoding="utf-8"
    )
    return path


def test_the_editor_is_told_line_page_and_what_to_do(world: World, runner: Runner, source: Path) -> None:
    report = runner.folder / "report.md"
    parser = argparse.ArgumentParser()
    arguments.add_arguments(parser)
    args = parser.parse_args(
        [
            "--in",
            str(source),
            "--status",
            str(runner.status),
            "--report",
            str(report),
            "--allow-loopback",
            "--pause",
            "0",
        ]
    )
    pages = {"borta": ["/stod/borta/", "/a-o/"]}
    code = command.run(args, stdout=io.StringIO(), stderr=io.StringIO(), now=NOW, pages=pages)
    text = report.read_text(encoding="utf-8")
    assert code == 0
    assert "3 länkar, ingen är trasig" in text
    broken = text.split("## ")[1]
    assert broken.startswith("Byt adress: sidan verkar vara borta (1)")
    assert f"{source}:17" in broken and "/stod/borta/" in broken and "Sedan 2026-03-02" in broken
    assert f"<https://web.archive.org/web/20260302/{world.url('/borta')}>" in broken
    moved = text.split("## ")[2]
    assert (
        moved.startswith("Byt adress: sidan har flyttat (1)")
        and f"Ny adress: <{world.url('/stod')}>" in moved
        and f"{source}:9" in moved
    )
    assert "1 fungerar" in text


def test_json_and_lines_for_the_log(world: World, runner: Runner, source: Path) -> None:
    """GitHub shows each line of the terminal beside the data, by .github/link-problems.json."""
    ran = runner.raw("--in", str(source), "--allow-loopback", "--pause", "0", "--strict")
    assert ran.verdicts == {"stod": "ok", "gammal": "moved", "borta": "dead"}
    assert ran.code == 1 and ran.stderr.startswith(f"{source}:17: ")
    matcher = json.loads((ROOT / ".github" / "link-problems.json").read_text(encoding="utf-8"))["problemMatcher"][0]
    places = [re.match(matcher["pattern"][0]["regexp"], line) for line in f"{ran.stderr}{ran.stdout}".splitlines()]
    assert [found.group(1, 2) for found in places if found] == [(str(source), "17"), (str(source), "9")]


def test_nothing_to_report(runner: Runner) -> None:
    report = runner.folder / "report.md"
    ran = runner([], "--report", str(report))
    assert (ran.code, ran.out, ran.status) == (0, [], {})
    assert "Inga länkar prövades" in report.read_text(encoding="utf-8")


def test_strict_fails_on_the_first_failure(world: World, runner: Runner) -> None:
    links = [{"id": "a", "url": world.url("/no-such-page")}]
    assert runner(links).code == 0
    assert runner(links, "--strict", now=NOW + timedelta(hours=1)).code == 1


def test_reports_hold_up_against_hostile_text(world: World, runner: Runner) -> None:
    nasty = "x`*_[]()<script>|\u0000\u001b[31m]]>&\"'\n::error::%0A"
    world.routes["/nasty"] = says(answer("", 302, {"Location": "javascript:alert(1)//`|<b>"}))
    report = runner.folder / "r.md"
    links = [
        {"id": "a", "url": world.url("/nasty"), "title": nasty, "used_in": [nasty]},
        {"id": nasty.translate(dict.fromkeys(range(32))), "url": nasty, "title": nasty},
    ]
    ran = runner(links, "--report", str(report))
    assert "<script>" not in re.sub(r"\\.|`[^`\n]*`", "", report.read_text(encoding="utf-8"))
    assert not [line for line in ran.stdout.splitlines() if line.startswith("::")]
    assert runner(links).code == 0


@pytest.mark.parametrize(
    "options",
    [
        ["--only", "finns-inte"],
        ["--out", "/finns/inte/ut.json"],
        ["--report", "/finns/inte/rapport.md"],
        ["--concurrency", "0"],
        ["--timeout", "0"],
        ["--user-agent", "Länkkontroll"],
        ["--user-agent", "x\r\nEvil: 1"],
        ["--status", "/finns/inte/status.json"],
    ],
    ids=" ".join,
)
def test_wrong_use(world: World, runner: Runner, options: list[str]) -> None:
    ran = runner([{"id": "a", "url": world.url("/stod")}], *options)
    assert ran.code == 2 and ran.stderr.strip() and not runner.status.exists()


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.yml", "- id: a\n", ":1: «url» is missing"),
        ("a.yml", "- id: a\n  url: http://x.se\n- id: a\n  url: http://y.se\n", ":3: the id «a» is already used"),
        ("a.yml", "- id: a\n  id: b\n  url: http://x.se\n", ":2: "),
        ("a.yml", "- id: a\n  url: [\n", ":2: "),
        ("a.yml", "a: b\n", ":1: the list of links is not a list"),
        ("a.yml", "- id: a\n  url: http://x.se\n  access: hemlig\n", ":1: «access» is missing or cannot stand"),
        ("a.json", '[{"id": "a",\n "url": "http://x.se"},\n{"id": "b"}]', ":3: «url» is missing"),
        ("a.json", '{"id": "a"}', ":1: the list of links is not a list"),
        ("a.json", "[", ":1: "),
        ("a.json", '[{"id": "a", "url": "http://\\ud800"}]', ":1: "),
    ],
)
def test_a_wrong_list_is_told_by_line(runner: Runner, tmp_path: Path, name: str, text: str, place: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUseError) as problem:
        read_links(path)
    assert str(problem.value).startswith(f"{path}{place}")
    assert runner.raw("--in", str(path)).code == 2


def test_yaml_keeps_text_as_written(tmp_path: Path) -> None:
    path = tmp_path / "links.yml"
    path.write_text(
        "- id: no\n  url: http://x.se/0771\n  title: 12:30\n  publisher: null\n  used_in: [/a/, /b/]\n",
        encoding="utf-8",
    )
    (link,) = read_links(path)
    assert (link.id, link.title, link.publisher, link.used_in, link.line) == ("no", "12:30", "", ("/a/", "/b/"), 1)


def test_the_real_list_reads() -> None:
    path = Path(__file__).parents[2] / "data" / "links.yml"
    links = read_links(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert links and all(lines[link.line - 1] == f"- id: {link.id}" for link in links)


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps([{"id": "a", "url": "mailto:x@example.se"}]), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "linkcheck", "--in", "in.json", "--status", "s.json", "--out", "o.json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))[0]["verdict"] == "skipped"


def test_the_list_and_the_memory_lie_under_the_root(
    world: World, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    source.rename(tmp_path / "data" / "links.yml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(link_check, "checked_site", lambda *_: Mock(**{"all_pages.return_value": []}))
    manage.main(["--root", str(tmp_path), "links", "--allow-loopback", "--pause", "0", "--strict", "--user-agent", "x"])
    assert set(json.loads((tmp_path / "data" / "link-status.json").read_text())["links"]) == {"stod", "gammal", "borta"}
    assert capsys.readouterr().err.startswith("data/links.yml:17: ")
