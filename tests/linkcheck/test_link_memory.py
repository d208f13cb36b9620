# ruff: noqa: D103, PT018, FBT001, E501 - the name of a test says what it holds, cases are read by the line
"""Memory over time: what breaks a link, what mends it, and that no run is lost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from link_runs import NOW, Ran, Runner
from link_world import Request, World, answer, in_turn, says

from linkcheck.memory import StatusFile, read_status, render_status

DAY = timedelta(days=1)
FINE = answer("<title>Stöd</title><h1>Stöd</h1><p>Här finns hjälp.</p>")


def link(world: World, path: str, identity: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": identity, "url": world.url(path), "title": "Stöd", "access": "public", **more}


def runs(runner: Runner, record: dict[str, Any], *days: float) -> list[Ran]:
    return [runner([record], now=NOW + timedelta(days=day)) for day in days]


@pytest.mark.parametrize(
    ("days", "broken"),
    [
        pytest.param((0,), False, id="once"),
        pytest.param((0, 1), False, id="twice"),
        pytest.param((0, 0.1, 0.2), False, id="three-runs-in-a-day"),
        pytest.param((0, 0.5, 1), False, id="three-runs-in-one-day-and-a-bit"),
        pytest.param((0, 1, 2), True, id="three-runs-over-two-days"),
        pytest.param((0, 7), False, id="two-runs-over-a-week"),
        pytest.param((0, 7, 14), True, id="three-weeks"),
    ],
)
def test_a_404_breaks_after_three_runs_over_two_days(
    world: World, runner: Runner, days: tuple[float, ...], broken: bool
) -> None:
    world.routes["/gone"] = says(answer("x", 404))
    last = runs(runner, link(world, "/gone"), *days)[-1]
    assert last.status["a"]["broken"] is broken
    assert last.status["a"]["failures"] == len(days)
    assert last.code == int(broken)


def test_since_and_last_ok_are_kept(world: World, runner: Runner) -> None:
    world.routes["/dies"] = in_turn(says(FINE), says(answer("x", 404)))
    good, bad, worse = runs(runner, link(world, "/dies"), 0, 3, 5)
    assert good.status["a"]["last_ok"] == "2026-03-02"
    assert bad.status["a"]["last_ok"] == worse.status["a"]["last_ok"] == "2026-03-02"
    assert bad.status["a"]["since"] == worse.status["a"]["since"] == worse.status["a"]["first_failure"] == "2026-03-05"


def test_a_good_day_clears_everything(world: World, runner: Runner) -> None:
    world.routes["/comes-back"] = in_turn(*[says(answer("x", 404))] * 3, says(FINE))
    last = runs(runner, link(world, "/comes-back"), 0, 1, 2, 3)[-1]
    assert (last.status["a"]["broken"], last.status["a"]["failures"], last.status["a"]["first_failure"]) == (
        False,
        0,
        None,
    )


@pytest.mark.parametrize("status", [403, 429], ids=["blocked", "limited"])
def test_an_undecided_run_neither_breaks_nor_forgets(world: World, runner: Runner, status: int) -> None:
    world.routes["/wavers"] = in_turn(
        *[says(answer("x", 404))] * 2,
        *[says(answer("x", status))] * (4 if status == 429 else 1),
        says(answer("x", 404)),
    )
    _, _, between, last = runs(runner, link(world, "/wavers"), 0, 1, 2, 3)
    assert (between.status["a"]["broken"], between.status["a"]["failures"]) == (False, 2)
    assert (last.status["a"]["broken"], last.status["a"]["failures"]) == (True, 3)


@pytest.mark.parametrize("status", [401, 403, 429], ids=["login", "blocked", "limited"])
def test_what_a_person_may_still_open_never_breaks(world: World, runner: Runner, status: int) -> None:
    world.routes[f"/never-{status}"] = says(answer("x", status, {"Retry-After": "60"} if status == 429 else {}))
    last = runs(runner, link(world, f"/never-{status}"), 0, 7, 14, 21)[-1]
    assert (last.status["a"]["broken"], last.code) == (False, 0)


def test_a_new_address_mends_at_once(world: World, runner: Runner) -> None:
    world.routes["/410"], world.routes["/new"] = says(answer("x", 410)), says(FINE)
    last = runs(runner, link(world, "/410"), 0, 1, 2)[-1]
    assert last.status["a"]["broken"] and last.code == 1
    second = runner([link(world, "/new")], now=NOW + 3 * DAY)
    assert (second.status["a"]["broken"], second.status["a"]["failures"], second.code) == (False, 0, 0)


def test_a_lost_host_breaks_after_three_runs(runner: Runner) -> None:
    ran = runs(runner, {"id": "a", "url": "http://finns-inte.invalid/"}, 0, 1, 2)
    assert [(one.verdicts["a"], one.status["a"]["broken"], one.code) for one in ran] == [
        ("dead", False, 0),
        ("dead", False, 0),
        ("dead", True, 1),
    ]


def test_links_gone_from_the_data_are_forgotten_but_not_by_a_partial_run(world: World, runner: Runner) -> None:
    world.routes["/f"] = says(FINE)
    both = [link(world, "/f"), link(world, "/f", "b")]
    runner(both)
    part = runner(both, "--only", "b")
    assert (list(part.status), [row["id"] for row in part.out]) == (["a", "b"], ["b"])
    assert list(runner(both[:1]).status) == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="half"),
        pytest.param(b"\xff\xfe\x00", id="not-text"),
        pytest.param(b"[]", id="list"),
        pytest.param(b'{"checked": null, "links": {"a": {"verdict": "ok"}}}', id="address-missing"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"checked": "2026-03-02T08:00:00Z", "links": {"a": NaN}}', id="nan"),
        pytest.param(b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n", id="merge-conflict"),
    ],
)
def test_a_broken_status_file_is_a_problem_and_left_alone(world: World, runner: Runner, content: bytes) -> None:
    world.routes["/f"] = says(FINE)
    runner.status.write_bytes(content)
    asked = len(world.log)
    ran = runner([link(world, "/f")])
    assert (ran.code, ran.out, len(world.log)) == (2, [], asked)
    assert runner.status.read_bytes() == content
    assert ran.stderr.startswith(f"{runner.status}:") and "; " in ran.stderr


def test_the_line_of_a_wrong_value_is_told(runner: Runner) -> None:
    good = '"url": "x", "verdict": "ok", "since": "2026-03-01", "first_failure": null, "broken": false, "last_ok": null, "final_url": null'
    runner.status.write_text(
        f'{{\n "checked": null,\n "links": {{\n  "a": {{{good}, "detail": "", "retry_after": null,\n   "failures": -1}}}}}}',
        encoding="utf-8",
    )
    assert f"{runner.status}:5: " in runner([]).stderr


def test_an_unreadable_status_file_is_a_problem(world: World, runner: Runner) -> None:
    runner.status.mkdir()
    assert runner([link(world, "/f")]).code == 2


def test_the_status_is_sorted_and_reads_back(world: World, runner: Runner) -> None:
    world.routes["/f"] = says(FINE)
    ran = runner([link(world, "/f", name) for name in ("c", "a", "b")])
    read = read_status(runner.status)
    assert list(ran.status) == ["a", "b", "c"]
    assert render_status(read) == runner.status.read_text(encoding="utf-8")
    assert StatusFile.model_validate_json(runner.status.read_text(encoding="utf-8")) == read
    assert [p.name for p in runner.folder.iterdir() if "tmp" in p.name] == []


def test_a_status_file_keeps_its_permissions_and_its_link(world: World, runner: Runner) -> None:
    world.routes["/f"] = says(FINE)
    target = runner.folder / "real.json"
    target.write_text('{"checked": null, "links": {}}', encoding="utf-8")
    target.chmod(0o640)
    runner.status.symlink_to(target)
    runner([link(world, "/f")])
    assert runner.status.is_symlink() and target.stat().st_mode & 0o777 == 0o640


def test_killed_half_way_the_memory_is_whole_and_the_next_run_as_any_other(
    world: World, runner: Runner, tmp_path: Path
) -> None:
    """A process of its own, killed by SIGKILL in the middle of the list."""
    links = [link(world, f"/kill/{n}", f"k{n:02}") for n in range(12)]

    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        await says(FINE)(request, writer)
        if request.target == "/kill/5":
            process.send_signal(signal.SIGKILL)

    for n in range(12):
        world.routes[f"/kill/{n}"] = slow
    source = tmp_path / "links.json"
    source.write_text(json.dumps(links), encoding="utf-8")
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "linkcheck",
            "--in",
            str(source),
            "--status",
            str(runner.status),
            "--out",
            str(runner.out),
            "--allow-loopback",
            "--pause",
            "20",
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "hooks")},
        stdout=subprocess.DEVNULL,
    )
    process.wait(30)
    assert not runner.status.exists()
    second = runner(links, now=datetime.now(NOW.tzinfo))
    assert [row["verdict"] for row in second.out] == ["ok"] * 12
    assert len(second.status) == 12


def test_retry_after_is_kept_across_runs(world: World, runner: Runner) -> None:
    world.routes["/later"] = in_turn(says(answer("x", 429, {"Retry-After": "86400"})), says(FINE))
    first, second, third = runs(runner, link(world, "/later"), 0, 0.5, 1.5)
    assert first.status["a"]["retry_after"].startswith("2026-03-03T08:00:0")
    assert first.verdicts == second.verdicts == {"a": "rate_limited"}
    assert second.status == first.status
    assert third.verdicts == {"a": "ok"} and third.status["a"]["retry_after"] is None
    assert len(world.requests("/later")) == 2


def test_retry_after_as_a_date_is_kept_across_runs(world: World, runner: Runner) -> None:
    world.routes["/later-date"] = in_turn(
        says(answer("x", 503, {"Retry-After": "Thu, 05 Mar 2026 08:00:00 GMT"})), says(FINE)
    )
    first, second, third = runs(runner, link(world, "/later-date"), 0, 2, 4)
    assert first.verdicts == second.verdicts == {"a": "down"}
    assert len(world.requests("/later-date")) == 2
    assert third.verdicts == {"a": "ok"}
