"""The one browser that the tests and the measurements drive: Chromium, which can reach this machine alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, expect, sync_playwright

# The first is the same engine without windows: it opens a visitor's first page in a quarter of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no test can reach another host
)
# Milliseconds to wait for what must come: for a machine that does much else, never a measure.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


def launch(playwright: Playwright) -> Browser:
    """Start the browser that the machine has."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, f"one of {', '.join(NAMES)} is needed; sh tests/setup.sh installs it where it may"
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


@contextmanager
def launched() -> Iterator[Browser]:
    """Run the browser, and stop it before tests of other folders run an event loop of their own."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
