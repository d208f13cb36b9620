# ruff: noqa: PT017, D103, PT018 - the name of a test says what it holds, cases are read by the line
"""Any bytes at all: nothing crashes, nothing hangs past its deadline, no status is lost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from link_runs import NOW, Runner
from link_world import World, answer, then_close

from core.problems import WrongUseError
from examples import HealthCheck, given, settings, st
from linkcheck import urls
from linkcheck.judgement import phrases
from linkcheck.judgement.markup import Page
from linkcheck.memory import read_status, render_status
from linkcheck.transport.body import kind_of, moment_after, text_of
from linkcheck.verdicts import Verdict

FUZZ = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
QUICK = settings(FUZZ, max_examples=100)
LINE = st.binary(max_size=200).map(lambda raw: raw.replace(b"\r", b"").replace(b"\n", b""))
HTMLISH = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "</",
            "<!--",
            "-->",
            "<!",
            "<?",
            '"',
            "'",
            "=",
            " ",
            "a",
            "id",
            "<p ",
            "<script>",
            "</script>",
            "<title>",
            "<h1>",
            "</h1>",
            "hidden",
            "&#",
            "&amp;",
            "\0",
            "é",
            "<template>",
            "<svg>",
            "<nav>",
            "<form>",
            "/",
        ]
    ),
    max_size=60,
).map("".join)


@pytest.fixture(scope="module")
def fuzzed(world: World, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], str]:
    """Ask a server that answers with these bytes; returns the verdict."""
    current = [b""]
    last = [""]

    async def serve(request: object, writer: object) -> None:
        await then_close(current[0])(request, writer)  # type: ignore[arg-type]

    world.open_port("fuzz", serve)
    runner = Runner(tmp_path_factory.mktemp("fuzz"))

    def ask(raw: bytes) -> str:
        current[0] = raw
        started = time.monotonic()
        ran = runner(
            [{"id": "a", "url": world.url("/", "fuzz")}], "--deadline", "0.7", "--timeout", "0.5", "--retry-pause", "1"
        )
        assert ran.code in {0, 1} and time.monotonic() - started < 3
        assert Verdict(ran.verdicts["a"])
        if last[0]:
            assert "a" in ran.status
        last[0] = ran.verdicts["a"]
        return last[0]

    return ask


@FUZZ
@given(st.binary(max_size=400))
def test_any_bytes_as_an_answer(fuzzed: Callable[[bytes], str], raw: bytes) -> None:
    assert fuzzed(raw)


@FUZZ
@given(st.lists(st.tuples(LINE, LINE), max_size=6), st.sampled_from([200, 301, 401, 429, 503, 204, 599]))
def test_any_bytes_as_headers(fuzzed: Callable[[bytes], str], headers: list[tuple[bytes, bytes]], status: int) -> None:
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    assert fuzzed(b"HTTP/1.1 %d X\r\n%s\r\n<h1>Hej</h1>" % (status, lines))


@FUZZ
@given(
    st.sampled_from(
        [
            "Location",
            "Set-Cookie",
            "Retry-After",
            "Content-Type",
            "Content-Length",
            "Content-Encoding",
            "Refresh",
            "Transfer-Encoding",
            "Content-Range",
        ]
    ),
    LINE,
    st.sampled_from([200, 206, 302, 429]),
)
def test_any_bytes_as_one_header(fuzzed: Callable[[bytes], str], name: str, value: bytes, status: int) -> None:
    assert fuzzed(b"HTTP/1.1 %d X\r\n%s: %s\r\n\r\n<h1>Hej</h1>" % (status, name.encode(), value))


@FUZZ
@given(
    st.binary(max_size=2000),
    st.sampled_from(["", "gzip", "deflate", "br", "gzip, br", "zstd", "x"]),
    st.sampled_from(["text/html", "application/pdf", "", "text/html; charset=\udcff", "application/json"]),
)
def test_any_bytes_as_a_body(fuzzed: Callable[[bytes], str], data: bytes, encoding: str, kind: str) -> None:
    assert fuzzed(answer(data, headers={"Content-Encoding": encoding} if encoding else {}, kind=kind))


@FUZZ
@given(st.text(max_size=100))
def test_any_text_as_a_redirect_target(fuzzed: Callable[[bytes], str], target: str) -> None:
    plain = target.replace("\r", "").replace("\n", "").encode("utf-8", "surrogatepass")
    assert fuzzed(b"HTTP/1.1 301 X\r\nContent-Length: 0\r\nLocation: " + plain + b"\r\n\r\n") in set(Verdict)


@QUICK
@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["checked", "links", "a", "url", "verdict"]), x),
        max_leaves=12,
    ).map(lambda x: json.dumps(x).encode())
)
def test_any_bytes_as_a_status_file(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("status") / "s.json"
    path.write_bytes(raw)
    try:
        status = read_status(path)
    except WrongUseError as problem:
        assert str(problem).startswith(f"{path}:")
    else:
        path.write_text(render_status(status), encoding="utf-8")
        assert read_status(path) == status


@QUICK
@given(HTMLISH | st.text(max_size=300))
def test_any_text_as_a_page(source: str) -> None:
    page = Page(source)
    page.place_of("a")
    for text in [page.title, *page.blocks]:
        phrases.heading_says_not_found(text)
        phrases.says_wall(text)
        phrases.sentences(text)


@QUICK
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_as_addresses(one: str, other: str) -> None:
    for text in (one, f"http://{one}", f"http://x.se/{one}?{other}#{one}", f"HTTPS:{one}@{other}:1/"):
        wire = urls.wire_url(text)
        if not wire:
            continue
        urls.joined(wire, other)
        assert wire.isascii() and urls.wire_url(wire) == wire
        urls.is_login_address(wire)
        urls.is_start_page(wire)
        urls.host_key(wire)
        assert urls.same_address(wire, text)


@QUICK
@given(st.text(max_size=80) | st.integers().map(str) | st.floats().map(str))
def test_any_text_as_retry_after(value: str) -> None:
    moment = moment_after(value, NOW)
    assert moment is None or (moment.tzinfo is not None and (moment - NOW).days <= 30)


@QUICK
@given(st.binary(max_size=500), st.text(max_size=60))
def test_any_bytes_are_read(data: bytes, label: str) -> None:
    kind_of(data, label)
    text_of(data, f"text/html; charset={label}")


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<!--",
        "<a b='",
        '<a b="',
        "</",
        "<!",
        "<script>",
        "<p hidden>",
        "<div>" * 3,
        "&",
        "a=",
        "<h1>",
        "<svg>",
    ],
)
def test_hostile_pages_are_read_in_linear_time(piece: str) -> None:
    started = time.monotonic()
    Page(piece * (600_000 // len(piece)))
    assert time.monotonic() - started < 6
