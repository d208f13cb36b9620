"""Fixtures: the loopback world of servers, and a way to run the command as `manage.py links` does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [p for p in (str(HERE.parents[1] / "hooks"), str(HERE)) if p not in sys.path]

from link_runs import Runner  # noqa: E402 (the path must be set first)
from link_world import World  # noqa: E402

PROXY_NAMES = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """All servers, up for the whole session."""
    with World(tmp_path_factory.mktemp("tls")) as made:
        yield made


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the machine's own."""
    for name in PROXY_NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Return a fresh folder to run in."""
    return Runner(tmp_path)


@pytest.fixture
def make_runner(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Runner]:
    """Fresh folders, as many as wanted."""
    return lambda: Runner(tmp_path_factory.mktemp("run"))
