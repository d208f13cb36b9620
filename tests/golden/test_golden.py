"""Every generated page and file of open data of the invented set, byte for byte.

`pytest --update-golden` rewrites `expected/` and fails, so that the difference is reviewed before it is kept.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from invented import Invented

EXPECTED = Path(__file__).parent / "expected"


def expected_names() -> list[str]:
    """Give the names of the files that are kept."""
    return sorted(path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def rendered(whole: Invented) -> dict[str, bytes]:
    """Give what the core makes of the invented set, by path from the root of the site."""
    site = whole.site()
    pages = {uri: page.markdown().encode() for uri, page in site.pages.items()}
    # A workbook is read, not compared: see test_workbooks.
    return pages | {export.uri: export.data for export in site.exports if not export.uri.endswith(".xlsx")}


@pytest.fixture(scope="module", autouse=True)
def updated(request: pytest.FixtureRequest, rendered: dict[str, bytes]) -> bool:
    """Rewrite the kept files if the run asks for it."""
    if not request.config.getoption("--update-golden"):
        return False
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, content in rendered.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return True


def test_nothing_was_rewritten(*, updated: bool) -> None:
    """A run that rewrites is no proof: look at the difference, then run again without the option."""
    assert not updated, "tests/golden/expected was rewritten; review the difference and run without --update-golden"


def test_the_files_are_those_expected(rendered: dict[str, bytes]) -> None:
    """No page or file is new, and none is gone."""
    assert sorted(rendered) == expected_names()


@pytest.mark.parametrize("name", expected_names())
def test_file(rendered: dict[str, bytes], name: str) -> None:
    """The text is just what is kept; as text first, for a difference that can be read."""
    kept = (EXPECTED / name).read_bytes()
    assert rendered.get(name, b"").decode() == kept.decode()
    assert rendered[name] == kept
