"""One Firefox and one WebKit for the folder; what a machine does not have is skipped, with a word."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from engines.drivers import Engine, Firefox, WebKit, door, missing, screen


def _demand(engine: str) -> None:
    if wanted := missing(engine):
        pytest.skip(f"{wanted} is not installed; sh tests/setup.sh installs it where it may")


@pytest.fixture(scope="package")
def nowhere() -> Iterator[int]:
    """Give a door that opens and never answers."""
    with door() as port:
        yield port


@pytest.fixture(scope="package")
def shared_firefox(nowhere: int) -> Iterator[Firefox]:
    """Start Firefox once for what does not ask what it keeps."""
    _demand("firefox")
    firefox = Firefox(nowhere)
    yield firefox
    firefox.end()


@pytest.fixture
def firefox(nowhere: int) -> Iterator[Firefox]:
    """Start Firefox with a fresh profile."""
    _demand("firefox")
    firefox = Firefox(nowhere)
    yield firefox
    firefox.end()


@pytest.fixture(scope="package")
def webkit(nowhere: int) -> Iterator[WebKit]:
    """Start WebKit once for the folder."""
    if not os.environ.get("WEBKIT"):
        pytest.skip("WebKit is tried with WEBKIT=yes: now and then its driver never answers, and holds up the rest")
    _demand("webkit")
    with screen() as display:
        webkit = WebKit(nowhere, display)
        yield webkit
        webkit.end()


@pytest.fixture(params=["shared_firefox", "webkit"], ids=["Firefox", "WebKit"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give one engine after the other."""
    found: Engine = request.getfixturevalue(request.param)
    return found
