"""One Firefox and one WebKit for the folder; what a machine does not have is skipped, with a word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engines.drivers import Engine, Firefox, door, missing, screen
from engines.webkit import WebKit


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
def display() -> Iterator[str]:
    """Give a screen for WebKit."""
    _demand("webkit")
    with screen() as name:
        yield name


@pytest.fixture(scope="package")
def shared_webkit(nowhere: int, display: str) -> Iterator[WebKit]:
    """Give the WebKit of the folder."""
    webkit = WebKit(nowhere, display)
    yield webkit
    webkit.close()


@pytest.fixture
def webkit(shared_webkit: WebKit) -> WebKit:
    """Give WebKit alive: once for the folder, anew where its driver fell silent."""
    shared_webkit.ready()
    return shared_webkit


@pytest.fixture
def hasty_webkit(nowhere: int, display: str) -> Iterator[WebKit]:
    """Start a WebKit that can be asked while a page is slow."""
    hasty = WebKit(nowhere, display, waits=False)
    hasty.ready()
    yield hasty
    hasty.close()


@pytest.fixture(params=["shared_firefox", "webkit"], ids=["Firefox", "WebKit"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give one engine after the other."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["shared_firefox", "hasty_webkit"], ids=["Firefox", "WebKit"])
def hasty(request: pytest.FixtureRequest) -> Engine:
    """Give one engine after the other, able to ask while a page is slow."""
    found: Engine = request.getfixturevalue(request.param)
    return found
