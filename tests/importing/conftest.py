"""The invented agreement, and the programs that make PDFs of it where the machine has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from agreement import Agreement, invented

MISSING = "WeasyPrint needs Pango; sh tests/setup.sh installs it where it may"


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    """Give the invented agreement."""
    return invented()


@pytest.fixture(scope="session")
def pdf_of() -> Callable[..., bytes]:
    """Give what makes a PDF of HTML, with tags or without."""
    try:
        import weasyprint  # noqa: PLC0415 - loads libraries of the system
    except OSError:
        pytest.skip(MISSING)

    def make(page: str, *, tags: bool) -> bytes:
        return bytes(weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1" if tags else None))

    return make
