# ruff: noqa: D103, PT018 - the name of a test says what it holds
"""Situations that users of link checkers have met, each standing for its kind."""

from __future__ import annotations

import asyncio
import datetime
import errno
import json
import os
import ssl
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from link_cases import FINE, LONG, page, to
from link_runs import NOW, Ran, Runner
from link_world import Request, World, answer, says, then_close

import whole_files

CASINO = (
    "<html lang=id><title>Situs judi terpercaya</title><h1>Daftar sekarang dan menang</h1><p>"
    + "Permainan terbaik dengan bonus setiap hari untuk semua pemain baru di situs kami. " * 8
)
GUARD = "<title>Web Application Firewall</title><h1>Your request was blocked</h1><p>Support ID: 1183920183720193</p>"
SAML = (
    "<body onload='document.forms[0].submit()'><form method=post action='http://idp.exempel.se/sso'>"
    "<input type=hidden name=SAMLRequest value=x><input type=hidden name=RelayState value=y></form>"
)
LANDER = (
    '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>'
)
SPA = '<!doctype html><title>Kurs</title><div id="app"></div><script src="/app.js"></script>'

Answers = list[tuple[str, bytes, dict[str, Any], str]]
ANSWERS: Answers = [
    ("guard-503", answer(GUARD, 503), {}, "blocked"),
    ("guard-403", answer(GUARD, 403), {}, "blocked"),
    ("guard-405", answer("<title>Access Denied</title><h1>Access Denied</h1>", 405), {}, "blocked"),
    ("wait-202", answer("<p>Please wait</p><script>x()</script>", 202), {}, "blocked"),
    (
        "refreshes",
        answer(page("Läget nu", "Läget nu", head='<meta http-equiv=refresh content="10;url=/refreshes?t=1">')),
        {},
        "ok",
    ),
    ("spam", answer(CASINO), {"title": "Kvinnojouren i staden", "language": "sv"}, "suspect"),
    ("lander", answer(LANDER), {}, "suspect"),
    ("saml", answer(SAML), {}, "login"),
    ("fragment-login", to("/app#/login"), {}, "login"),
    ("session", to("/session;jsessionid=0A1B2C", 301), {}, "ok"),
    ("e-mail", answer(page("E-post till vården", "E-post till vården")), {"title": "E-post"}, "ok"),
    (
        "underhall",
        answer(page("Underhåll", "Underhåll", "Barnets underhåll betalas av den förälder som barnet inte bor hos.")),
        {},
        "ok",
    ),
    ("twice", then_close(answer(FINE, headers={"Content-Length": str(len(FINE.encode()))})), {}, "ok"),  # type: ignore[list-item]
    (
        "accordion",
        answer(page("Frågor", "Frågor", tail="<div id=accordion-24342>x</div><script>oppna()</script>")),
        {"fragment": "24342"},
        "ok",
    ),
    ("404-guard", answer(page("Just a moment...", "Just a moment..."), 404), {}, "blocked"),
    ("404-plain", answer(page("Sidan finns inte", "Sidan finns inte"), 404), {}, "dead"),
]


def record(world: World, name: str, more: dict[str, Any]) -> dict[str, Any]:
    fragment = f"#{more['fragment']}" if "fragment" in more else ""
    rest = {key: value for key, value in more.items() if key != "fragment"}
    return {"id": name, "url": world.url(f"/{name}{fragment}"), "title": name, **rest}


@pytest.mark.parametrize("situation", ANSWERS, ids=[row[0] for row in ANSWERS])
def test_one_answer(world: World, runner: Runner, situation: tuple[str, Any, dict[str, Any], str]) -> None:
    name, raw, more, verdict = situation
    world.routes[f"/{name}"] = says(raw) if isinstance(raw, bytes) else raw
    world.routes["/app"] = world.routes["/session;jsessionid=0A1B2C"] = says(answer(FINE))
    ran = runner([record(world, name, more)])
    assert ran.verdicts == {name: verdict}, ran.out


def test_a_domain_taken_over_is_the_first_thing_said(world: World, runner: Runner) -> None:
    world.routes["/moved-first"], world.routes["/jour"] = says(to("/fine-now", 301)), says(answer(CASINO))
    world.routes["/fine-now"] = says(answer(FINE))
    report = runner.folder / "report.md"
    links = [
        {"id": "a", "url": world.url("/moved-first"), "title": "Stöd till anhöriga"},
        {"id": "b", "url": world.url("/jour"), "title": "Kvinnojouren i staden", "language": "sv"},
    ]
    ran = runner(links, "--report", str(report))
    first = report.read_text(encoding="utf-8").split("## ")[1]
    assert ran.code == 1 and "tagit över" in first and "Kvinnojouren" in first
    assert "länkens rubrik finns inte på sidan" in first and "annat språk" in first
    assert not ran.status["b"]["broken"]


def everywhere(raw: bytes, root: bytes | None = None) -> Any:
    async def serve(request: Request, writer: Any) -> None:
        await says(root if root is not None and request.target == "/" else raw)(request, writer)

    return serve


@pytest.mark.parametrize(
    ("name", "handler", "verdict"),
    [
        ("start-everywhere", everywhere(answer(FINE)), "suspect"),
        ("foreign-404", everywhere(answer(page("Nada", "Aquí no hay nada")), answer(FINE)), "soft404"),
        ("app", everywhere(answer(SPA)), "ok"),
    ],
)
def test_what_a_host_shows_for_any_address(world: World, runner: Runner, name: str, handler: Any, verdict: str) -> None:
    world.open_port(name, handler)
    assert runner([{"id": "a", "url": world.url("/djup/sida", name)}]).verdicts == {"a": verdict}


def test_only_what_is_dead_beyond_doubt_is_hidden_after_three_runs(world: World, runner: Runner) -> None:
    """A soft 404 shown by structure is; one in words, a page in another language and a lander are not."""
    world.open_port("structure", everywhere(answer(page("Nada", "Aquí no hay nada")), answer(FINE)))
    world.routes["/words"] = says(answer(page("Sidan finns inte", "Sidan finns inte", "")))
    world.routes["/in-english"] = says(
        answer(page("Self-help", "Self-help", "This guide helps you handle worry. " * 9))
    )
    world.routes["/lander-script"] = says(answer(LANDER))
    links = [{"id": "s", "url": world.url("/x", "structure")}, {"id": "w", "url": world.url("/words")}]
    links.append({"id": "e", "url": world.url("/in-english"), "title": "Råd vid ångest", "language": "sv"})
    links.append({"id": "l", "url": world.url("/lander-script"), "title": "Jouren"})
    ran = [runner(links, now=NOW + timedelta(days=day)) for day in (0, 1, 2)][-1]
    assert ran.verdicts == {"s": "soft404", "w": "soft404", "e": "suspect", "l": "suspect"}
    assert {name for name, row in ran.status.items() if row["broken"]} == {"s"}


def test_a_certificate_that_expires_within_a_week(
    world: World, runner: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ca = trustme.CA()
    now = datetime.datetime.now(datetime.UTC)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("localhost", not_after=now + timedelta(days=4)).configure_cert(context)
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    world.open_port("tls-week", everywhere(answer(FINE)), context=context)
    report = runner.folder / "report.md"
    ran = runner([{"id": "a", "url": world.url("/", "tls-week", "localhost")}], "--report", str(report))
    assert ran.verdicts == {"a": "ok"} and "går ut om" in ran.out[0]["detail"]
    assert "Certifikatet går ut" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [0, 3])
def test_names_gone_at_once_are_our_own_fault(world: World, runner: Runner, code: int) -> None:
    records = []
    for n in range(7):
        world.open_port(f"alive{n}", everywhere(answer(FINE)))
        records.append({"id": f"h{n}", "url": world.url("/", f"alive{n}")})
    gone = [{"id": f"g{n}", "url": f"http://vard{n}.invalid/"} for n in range(5 if code else 1)]
    ran = runner([*records, *gone])
    assert ran.code == code and runner.status.exists() is (code == 0)
    assert not any(row["broken"] for row in ran.status.values())


def test_every_host_redirects_to_one_login_page(world: World, runner: Runner) -> None:
    world.open_port(
        "portal", everywhere(answer("<title>Logga in</title><h1>Logga in</h1><form><input type=password></form>"))
    )
    records = []
    for n in range(4):
        world.open_port(f"caught{n}", everywhere(to(world.url("/login", "portal"))))
        records.append({"id": f"h{n}", "url": world.url("/sida", f"caught{n}")})
    report = runner.folder / "report.md"
    runner.status.write_text('{"version": 2, "checked": null, "links": {}}', encoding="utf-8")
    kept = runner.status.read_bytes()
    ran = runner(records, "--report", str(report))
    assert ran.code == 3 and runner.status.read_bytes() == kept
    assert "## " not in report.read_text(encoding="utf-8")


def test_a_rest_far_ahead_is_a_wrong_clock(world: World, runner: Runner) -> None:
    world.routes["/rest"] = says(answer(FINE))
    old = {"url": world.url("/rest"), "verdict": "rate_limited", "retry_after": "2027-03-02T08:00:00Z"}
    runner.status.write_text(json.dumps({"links": {"a": old}}), encoding="utf-8")
    assert runner([{"id": "a", "url": world.url("/rest")}]).verdicts == {"a": "ok"}


def test_a_host_that_says_wait_without_a_date_rests(world: World, runner: Runner) -> None:
    world.open_port("waits", says(answer("x", 429)))
    before = len(world.log)
    ran = runner([{"id": f"l{n}", "url": world.url(f"/{n}", "waits")} for n in range(20)])
    assert set(ran.verdicts.values()) == {"blocked"} and len(world.log) - before <= 12


def test_a_part_beside_a_whole_run_loses_no_answer(world: World, runner: Runner) -> None:
    links = [{"id": name, "url": world.url(f"/beside/{name}")} for name in ("a", "b")]
    begun, ended = threading.Event(), threading.Event()

    async def waits(request: Request, writer: Any) -> None:
        begun.set()
        await asyncio.to_thread(ended.wait, 20)
        await says(answer(FINE))(request, writer)

    world.routes["/beside/a"], world.routes["/beside/b"] = waits, says(answer(FINE))
    whole: list[Ran] = []
    thread = threading.Thread(target=lambda: whole.append(runner(links)), daemon=True)
    thread.start()
    assert begun.wait(20)
    part = Runner(runner.folder)
    part.source, part.out = runner.folder / "part-links.json", runner.folder / "part.json"
    ran = part([*links, {"id": "c", "url": world.url("/beside/b")}], "--only", "b", "c")
    kept = json.loads(runner.status.read_text(encoding="utf-8"))["links"]
    assert set(kept) == {"b", "c"} and ran.verdicts == {"b": "ok", "c": "ok"}
    ended.set()
    thread.join(20)
    assert whole[0].verdicts == {"a": "ok", "b": "ok"} and set(whole[0].status) == {"a", "b"}


@pytest.mark.parametrize("step", ["mkstemp", "fsync"])
def test_a_full_disk_is_one_sentence_and_the_old_memory_whole(
    world: World, runner: Runner, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    world.routes["/disk"] = says(answer(FINE))
    runner([{"id": "a", "url": world.url("/disk")}])
    kept = runner.status.read_bytes()

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(whole_files.tempfile if step == "mkstemp" else whole_files.os, step, full)
    ran = runner([{"id": "a", "url": world.url("/disk")}], now=NOW + timedelta(days=1))
    assert ran.code == 4 and ran.stderr.count("\n") == 1 and runner.status.read_bytes() == kept
    assert not list(runner.folder.glob(".*.tmp"))


def test_an_older_and_a_newer_memory_are_read_and_unknown_keys_kept(world: World, runner: Runner) -> None:
    world.routes["/old"] = says(answer(FINE))
    url = world.url("/old")
    runner.status.write_text(
        json.dumps({"version": 9, "soon": 1, "links": {"a": {"url": url, "colour": "blue"}}}), encoding="utf-8"
    )
    ran = runner([{"id": "a", "url": url}])
    kept = json.loads(runner.status.read_text(encoding="utf-8"))
    assert ran.code == 0 and kept["version"] == 9 and kept["soon"] == 1
    assert kept["links"]["a"]["colour"] == "blue" and kept["links"]["a"]["verdict"] == "ok"


def test_the_terminal_speaks_swedish_and_by_task(world: World, runner: Runner) -> None:
    world.routes["/flyttad"] = says(to("/ny", 301))
    world.routes["/ny"] = says(answer(page("Ny", "Ny", LONG)))
    ran = runner([{"id": "a", "url": world.url("/flyttad"), "used_in": ["/stod/"]}])
    assert f"Byt adress till {world.url('/ny')} (visas på /stod/)" in ran.stdout and "links.json:1:" in ran.stdout
    assert "1 links tried, 0 broken" in ran.stdout and "moved" not in ran.stdout
