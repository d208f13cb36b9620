"""What every test shares: the invented municipality, and the options of the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from invented import TODAY, Invented, Standing

# Tests read messages as they are written in the code; those of the translation ask for Swedish themselves.
os.environ["LANGUAGE"] = "en"

pytest_plugins = ["built", "collected", "pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the golden files."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden/expected and fail, for review")


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invented:
    """Give a fresh copy of the invented municipality, to spoil; commands that are run build for its day."""
    monkeypatch.setenv("BUILD_DATE", TODAY.isoformat())
    return Invented.copied(tmp_path)


@pytest.fixture(scope="session")
def whole() -> Invented:
    """Give the invented municipality where it stands, only to read."""
    return Standing()
