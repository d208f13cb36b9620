# ruff: noqa: D103, PT018, FBT001 - the name of a test says what it holds, cases are read by the line
"""Manners and safety: pauses, deadlines, refusals, proxies, name lookups, and when the network itself is down."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from typing import Any

import dns.asyncresolver
import dns.message
import dns.rcode
import pycurl
import pytest
from link_runs import Runner
from link_world import Request, World, answer, in_turn, says, then_hang

from linkcheck.judgement.seen import Trouble
from linkcheck.transport import client, visit

FINE = answer("<title>Stöd</title><h1>Stöd</h1><p>Här finns hjälp.</p>")


def links(world: World, *paths: str, port: str = "http") -> list[dict[str, Any]]:
    return [{"id": f"l{n}", "url": world.url(path, port), "title": "x"} for n, path in enumerate(paths)]


def test_one_connection_and_a_pause_a_host(world: World, runner: Runner) -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        await says(FINE if len(request.target) < 9 else answer("x", 404))(request, writer)

    port = world.open_port("paced", slow)
    ran = runner(links(world, *[f"/p{n}" for n in range(8)], port="paced"), pause="100")
    times = [r.at for r in world.log if r.target.startswith("/p") and r.target[2:].isdigit()]
    assert set(ran.verdicts.values()) == {"ok"}
    assert times[-1] - times[0] > 0.6  # seven pauses: a late wake-up makes one longer and the next one shorter
    assert world.open_most[port] == 1


def test_many_hosts_at_once(world: World, runner: Runner) -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        await says(FINE)(request, writer)

    records = []
    for n in range(10):
        world.open_port(f"slow{n}", slow)
        records.append({"id": f"h{n}", "url": world.url("/", f"slow{n}")})
    started = time.monotonic()
    assert set(runner(records).verdicts.values()) == {"ok"}
    assert time.monotonic() - started < 1.5


def test_the_same_address_is_asked_once(world: World, runner: Runner) -> None:
    world.routes["/twice"] = says(FINE)
    before = len(world.requests("/twice"))
    ran = runner([{"id": "a", "url": world.url("/twice")}, {"id": "b", "url": world.url("/twice#finns-inte")}])
    assert len(world.requests("/twice")) - before == 1
    assert ran.verdicts == {"a": "ok", "b": "fragment_missing"}


def test_the_user_agent_names_the_site_and_nothing_is_a_head_request(world: World, runner: Runner) -> None:
    world.routes["/ua"] = says(FINE)
    runner(links(world, "/ua"), "--user-agent", "Testkontroll/1.0 (+https://exempel.se; kontakt@exempel.se)")
    request = world.requests("/ua")[-1]
    assert (request.method, request.headers["user-agent"]) == (
        "GET",
        "Testkontroll/1.0 (+https://exempel.se; kontakt@exempel.se)",
    )
    packings = {"gzip": "zlib", "br": "brotli", "zstd": "zstd"}
    unpacks = {name for name, library in packings.items() if f" {library}/" in pycurl.version}
    assert packings.keys() & set(request.headers["accept-encoding"].split(", ")) == unpacks


def test_cookies_do_not_leak_from_one_link_to_the_next(world: World, runner: Runner) -> None:
    world.routes["/sets"], world.routes["/after"] = (
        says(answer("<p>Hej på dig", headers={"Set-Cookie": "spy=1"})),
        says(FINE),
    )
    runner(links(world, "/sets", "/after"))
    assert "cookie" not in world.requests("/after")[-1].headers


def test_retry_after_in_seconds_is_waited_for(world: World, runner: Runner) -> None:
    world.routes["/wait"] = in_turn(says(answer("x", 429, {"Retry-After": "0.3"})), says(FINE))
    assert runner(links(world, "/wait")).verdicts == {"l0": "ok"}
    first, second = world.requests("/wait")[-2:]
    assert second.at - first.at >= 0.25


@pytest.mark.parametrize(("status", "verdicts"), [(429, {"rate_limited"}), (503, {"down", "rate_limited"})])
def test_a_host_that_limits_everything_is_left_alone(
    world: World, runner: Runner, status: int, verdicts: set[str]
) -> None:
    port = f"limits-{status}"
    world.open_port(port, says(answer("x", status, {"Retry-After": "3600"})))
    before = len(world.log)
    ran = runner(links(world, *[f"/{n}" for n in range(20)], port=port))
    assert set(ran.verdicts.values()) == verdicts
    assert len(world.log) - before == 3
    assert all(row["retry_after"] for row in ran.status.values())


def test_the_deadline_holds_and_loses_no_status(world: World, runner: Runner) -> None:
    world.open_port("stuck", then_hang(b""))
    world.routes["/quick"] = says(FINE)
    records = [*links(world, *[f"/{n}" for n in range(10)], port="stuck"), {"id": "quick", "url": world.url("/quick")}]
    started = time.monotonic()
    ran = runner(records, "--deadline", "1.2", "--timeout", "0.5")
    assert time.monotonic() - started < 5
    assert ran.verdicts["quick"] == "ok" and ran.verdicts["l0"] == "down"
    assert ran.verdicts["l9"] == "skipped" and "l9" not in ran.status
    assert len(ran.out) == 11 and ran.code == 0


def test_a_status_outlives_a_deadline(world: World, runner: Runner) -> None:
    world.routes["/outlives"] = in_turn(says(FINE), then_hang(b""))
    first = runner(links(world, "/outlives"))
    second = runner(links(world, "/outlives"), "--deadline", "0.3", "--timeout", "20")
    assert second.verdicts == {"l0": "skipped"} and second.status == first.status


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/ssrf",
        "http://localhost:{port}/ssrf",
        "http://any.localhost:{port}/ssrf",
        "http://127.1:{port}/ssrf",
        "http://2130706433:{port}/ssrf",
        "http://0x7f000001:{port}/ssrf",
        "http://0177.0.0.1:{port}/ssrf",
        "http://0.0.0.0:{port}/ssrf",
        "http://[::1]:{port}/ssrf",
        "http://[::ffff:127.0.0.1]:{port}/ssrf",
        "http://[::]:{port}/ssrf",
        "http://127.0.0.1.:{port}/ssrf",
        "http://10.0.0.1/ssrf",
        "http://192.168.1.1/ssrf",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://１２７.0.0.1:{port}/ssrf",
    ],
)
def test_private_addresses_are_never_asked(world: World, runner: Runner, url: str) -> None:
    before = len(world.log)
    ran = runner([{"id": "a", "url": url.format(port=world.ports["http"])}], loopback=False)
    assert ran.verdicts["a"] in {"skipped", "dead"}
    assert len(world.log) == before and not ran.status["a"]["last_ok"]


def test_a_redirect_to_a_private_address_is_not_followed(world: World, runner: Runner) -> None:
    world.routes["/in"] = says(answer("", 302, {"Location": "http://10.0.0.1/admin"}))
    ran = runner(links(world, "/in"))
    assert ran.verdicts == {"l0": "suspect"}


@pytest.mark.parametrize(
    ("host", "permitted"),
    [
        ("8.8.8.8", True),
        ("[2001:4860:4860::8888]", True),
        ("::ffff:8.8.8.8", True),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a00:1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("a.localhost", False),
        ("a.example", True),
    ],
)
def test_what_may_be_asked(host: str, permitted: bool) -> None:
    assert client.Client("x").permits(host) is permitted


@pytest.mark.parametrize(
    ("code", "system", "gone"),
    [
        pytest.param(dns.rcode.NXDOMAIN, None, True, id="a-name-server-says-so"),
        pytest.param(dns.rcode.NOERROR, None, False, id="no-data-is-no-such-name"),
        pytest.param(dns.rcode.SERVFAIL, socket.EAI_NONAME, True, id="twice-by-the-system"),
        pytest.param(dns.rcode.SERVFAIL, socket.EAI_AGAIN, False, id="the-second-time-not-sure"),
    ],
)
def test_a_name_is_gone_only_on_two_answers(
    monkeypatch: pytest.MonkeyPatch, code: dns.rcode.Rcode, system: int | None, gone: bool
) -> None:
    def look_up(*_: object, **__: object) -> Any:
        raise socket.gaierror(system, "no")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            with contextlib.suppress(OSError):  # closed when the test ends
                while True:
                    question, peer = server.recvfrom(512)
                    reply = dns.message.make_response(dns.message.from_wire(question))
                    reply.set_rcode(code)
                    server.sendto(reply.to_wire(), peer)

        threading.Thread(target=serve, daemon=True).start()
        asks = dns.asyncresolver.Resolver(configure=False)
        asks.nameservers, asks.port = ["127.0.0.1"], server.getsockname()[1]
        monkeypatch.setattr(dns.asyncresolver, "default_resolver", asks)
        assert asyncio.run(client.is_gone("x.example")) is gone


def test_proxies_from_the_environment_are_used(world: World, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    async def proxy(request: Request, writer: asyncio.StreamWriter) -> None:
        await says(FINE if request.target == "http://sidan.example/stod" else answer("x", 502))(request, writer)

    world.open_port("proxy", proxy)
    monkeypatch.setenv("http_proxy", world.url("", "proxy"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    world.routes["/straight"] = says(FINE)
    ran = runner(
        [{"id": "via", "url": "http://sidan.example/stod"}, {"id": "straight", "url": world.url("/straight")}],
        loopback=True,
    )
    assert ran.verdicts == {"via": "ok", "straight": "ok"}
    assert {"http://sidan.example/stod", "/straight"} <= {request.target for request in world.log}
    private = runner(
        [{"id": "a", "url": "http://10.0.0.1/"}, {"id": "b", "url": "http://localhost:1/"}], loopback=False
    )
    assert private.verdicts == {"a": "skipped", "b": "skipped"}


def test_certificates_that_are_not_there_are_wrong_use(
    world: World, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/finns/inte.pem")
    ran = runner(links(world, "/x"))
    assert ran.code == 2 and "SSL_CERT_FILE" in ran.stderr


def test_when_the_network_is_down_nothing_changes(world: World, runner: Runner) -> None:
    world.routes["/f"] = says(FINE)
    gone = [{"id": f"g{n}", "url": f"http://vard{n}.invalid/"} for n in range(4)]
    first = runner(links(world, "/f"))
    kept = runner.status.read_bytes()
    ran = runner([*links(world, "/f"), *gone])
    assert (first.code, ran.code) == (0, 3)
    assert runner.status.read_bytes() == kept
    assert "nätet" in ran.stderr and len(ran.out) == 5


def test_a_dead_proxy_is_a_dead_network(runner: Runner, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", world.url("", "refused"))
    ran = runner([{"id": f"g{n}", "url": f"http://vard{n}.example/"} for n in range(4)])
    assert ran.code == 3 and not runner.status.exists()


def test_what_took_too_long_is_told(world: World) -> None:
    """Only a host that nobody can connect to may be our own network's fault."""
    with contextlib.ExitStack() as open_sockets:
        full = open_sockets.enter_context(socket.socket())
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(3):
            waiting = open_sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        waits = [world.url("/", port) for port in ("hangs", "tls-hangs")]
        waits.append(f"http://127.0.0.1:{full.getsockname()[1]}/")

        async def get() -> list[Trouble | None]:
            async with contextlib.aclosing(client.Client("x", allow_loopback=True)) as made:
                asked = [made.get(made.handle(), url, 3) for url in waits]  # a busy machine needs its time to connect
                return [answer.trouble for answer in await asyncio.gather(*asked)]

        assert asyncio.run(get()) == [Trouble.TIMEOUT, Trouble.TIMEOUT, Trouble.CONNECT_TIMEOUT]


def test_two_dead_hosts_are_only_two_dead_hosts(runner: Runner) -> None:
    ran = runner([{"id": f"g{n}", "url": f"http://vard{n}.invalid/"} for n in range(2)])
    assert ran.code == 0 and set(ran.verdicts.values()) == {"dead"}


def test_a_bug_of_ours_keeps_its_traceback(world: World, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    world.routes["/bug"] = says(FINE)

    def broken(_seen: object) -> None:
        raise KeyError("our own")

    monkeypatch.setattr(visit, "onward_from", broken)
    with pytest.raises(KeyError, match="our own"):
        runner(links(world, "/bug"))
