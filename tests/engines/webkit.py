"""WebKit as people with an iPhone have it, or near enough: the small browser of WebKitGTK, driven by its own driver.

The driver waits for ever where its browser is gone before it is reached (`SessionHost::connectToBrowser` in WebKit's
SessionHostGlib.cpp goes home without a word). So no request is waited for longer than `LIMIT`: then the driver is ended
with all that it started, and the test begins anew.

Paper is tried in Firefox and Chromium alone: this driver has no command for it (2.50.6 answers `unknown command`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
import urllib3
from selenium import webdriver
from selenium.webdriver.common.utils import free_port
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options

from engines.drivers import PATIENCE, SHIFT, Engine, mini_browser

# Seconds after which a request is taken to be lost; no test is measured by it.
LIMIT = PATIENCE + 10
# How often a driver is started anew within a run, before what is left is given up.
LIVES = 3


class SilentError(Exception):
    """The driver did not answer, or its browser is gone; both have been ended."""


class _Bounded(RemoteConnection):
    """The requests of a driver, each with an end; one that is not answered ends the driver too."""

    def __init__(self, address: str, end: Callable[[], None]) -> None:
        super().__init__(client_config=ClientConfig(address, timeout=LIMIT))
        self.end = end

    def _request(self, *arguments: Any, **named: Any) -> Any:
        try:
            answer = super()._request(*arguments, **named)
        except (urllib3.exceptions.HTTPError, OSError) as lost:
            self.end()
            raise SilentError(f"no answer within {LIMIT} s: {arguments[:2]}") from lost
        if "invalid session id" in str(answer.get("value")):
            self.end()
            raise SilentError(f"the browser is gone: {arguments[:2]}")
        return answer


class WebKit(Engine):
    """The small browser that comes with WebKitGTK, on a screen that nobody sees."""

    name = "WebKit"
    answered = False
    """Whether any has."""

    def __init__(self, door: int, display: str, *, waits: bool = True) -> None:
        """Note how it is to be started; one that `waits` does nothing in a page before the page is there.

        One that does not may ask while a page is slow. It must not go back: the script that it runs in the page that is
        leaving never comes to an end, since the page is kept as it was.
        """
        self.options = Options()
        self.options.binary_location = str(mini_browser())
        self.options.add_argument("--automation")
        self.options.page_load_strategy = "normal" if waits else "none"
        self.home = tempfile.mkdtemp()
        # The proxy is no capability of the session: since 286893@main (bugs.webkit.org 283418; seen in 2.50.6) a list
        # of `noProxy` is read past its end, and one browser in twenty falls over it before the driver reaches it.
        there = dict.fromkeys(("http_proxy", "https_proxy"), f"http://127.0.0.1:{door}") | {"no_proxy": "127.0.0.1"}
        # Its own sandbox needs rights that a machine for tests seldom gives.
        own = {"DISPLAY": display, "HOME": self.home, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        self.environment = os.environ | there | own
        self.process: subprocess.Popen[bytes] | None = None
        self.lives = LIVES

    def ready(self) -> None:
        """Start the driver where none is alive; what it starts belongs to one group of processes with it.

        A machine on which none has ever answered is one that does not have it; where one has, the pages are at fault.
        """
        while self.process is None:
            if not self.lives:
                end = pytest.fail if self.answered else pytest.skip
                end(f"WebKit's driver was started {LIVES} times, and did not answer")
            self.lives -= 1
            try:
                self._begin()
            except SilentError:
                self.end()
            else:
                WebKit.answered = True

    def _begin(self) -> None:
        port = free_port()  # the driver cannot choose one and say which
        self.process = subprocess.Popen(
            [str(shutil.which("WebKitWebDriver")), "-p", str(port)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + PATIENCE
        while not _answers(address):
            if time.monotonic() > end or self.process.poll() is not None:
                raise SilentError("the driver did not start")
            time.sleep(0.05)
        self.driver = webdriver.Remote(command_executor=_Bounded(address, self.end), options=self.options)
        self.driver.set_page_load_timeout(PATIENCE)

    def go(self, address: str) -> None:
        """Open an address."""
        self.run("window.left = true")
        self.driver.get(address)
        self.until(
            "return !window.left && location.href === arguments[0] && document.readyState === 'complete'", address
        )

    def run(self, script: str, *arguments: Any) -> Any:
        """Run script in the page; what it returns comes back."""
        return self.driver.execute_script(script, *arguments)

    def back(self) -> None:
        """Go back one page."""
        self.driver.back()

    def press_shift(self, *, over: Callable[[], None] | None = None) -> None:
        """Press Shift and let it go, with something done in between."""
        webdriver.ActionChains(self.driver).key_down(SHIFT).perform()
        if over:
            over()
        webdriver.ActionChains(self.driver).key_up(SHIFT).perform()

    def end(self) -> None:
        """End the driver, the browser and all else of their group."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def close(self) -> None:
        """End for good, and leave nothing behind."""
        self.end()
        shutil.rmtree(self.home, ignore_errors=True)


def _answers(address: str) -> bool:
    try:
        return urllib3.request("GET", f"{address}/status", timeout=1, retries=False).status == HTTPStatus.OK
    except urllib3.exceptions.HTTPError:
        return False
