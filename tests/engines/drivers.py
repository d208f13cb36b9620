"""Firefox and WebKit as people use them: pages, presses and keys in, what the page and the disk hold out.

Each is driven by its own protocol, Firefox by Marionette and WebKit by the driver of WebKitGTK; both libraries give
the commands of WebDriver, so that one test asks both. Neither can reach another host: whatever is no address of this
machine is handed to a door that opens and never answers, as a slow page does.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lz4.block
from selenium.common.exceptions import WebDriverException

with warnings.catch_warnings():  # its own parts are older than Python's advice
    warnings.simplefilter("ignore")
    from marionette_driver.by import By
    from marionette_driver.errors import MarionetteException
    from marionette_driver.marionette import Marionette

FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSERS = ("/usr/lib", "*/webkit2gtk-4.1/MiniBrowser")
SHIFT = "\ue008"
# Seconds to wait for what must come: for a machine that does much else, never a measure.
PATIENCE = 30
# Firefox for tests keeps less than people's does: these are put back to what people have.
AS_PEOPLE_HAVE = {
    "browser.sessionstore.resume_from_crash": True,
    "browser.sessionstore.interval": 500,
    "browser.sessionstore.interval.idle": 500,
    "browser.pagethumbnails.capturing_disabled": False,
    "browser.translations.enable": True,
    "browser.formfill.enable": True,
}


class Engine:
    """A browser with one window: `go`, `run`, `back` and `press_shift` each has in its own way."""

    name: str
    driver: Any

    def find(self, selector: str) -> Any:
        """Find the first element of a selector."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector: str) -> None:
        """Press what a selector finds, as a pointer does."""
        self.find(selector).click()

    def write(self, selector: str, words: str) -> None:
        """Write in a field."""
        self.find(selector).send_keys(words)

    def until(self, script: str, *arguments: Any) -> Any:
        """Wait until script in the page gives something true; give it."""
        end = time.monotonic() + PATIENCE
        while not (found := self._now(script, *arguments)):
            assert time.monotonic() < end, f"{self.name}: it did not become true within {PATIENCE} s: {script}"
            time.sleep(0.05)
        return found

    def _now(self, script: str, *arguments: Any) -> Any:
        """Run script; nothing comes back of a page that is on its way out."""
        try:
            return self.run(script, *arguments)
        except (WebDriverException, MarionetteException):
            return None


class Firefox(Engine):
    """Firefox with a profile of its own on disk, which keeps what people's keep."""

    name = "Firefox"

    def __init__(self, door: int) -> None:
        path = next(filter(None, map(shutil.which, FIREFOX)))
        proxy = {"type": 1, "no_proxies_on": "127.0.0.1"}
        proxy |= dict.fromkeys(("http", "ssl"), "127.0.0.1") | {f"{one}_port": door for one in ("http", "ssl")}
        settings = AS_PEOPLE_HAVE | {f"network.proxy.{name}": value for name, value in proxy.items()}
        self.workspace = tempfile.mkdtemp()
        with warnings.catch_warnings():  # it leaves open what it knocked with, until the last of it is collected
            warnings.simplefilter("ignore")
            self.driver = Marionette(
                bin=path,
                headless=True,
                port=0,
                prefs=settings,
                app_args=["-remote-allow-system-access"],
                gecko_log=str(Path(self.workspace, "log")),  # a file of its own: the driver removes one that is there
                workspace=self.workspace,
            )
            self.driver.start_session()
            gc.collect()
        self.folder = self.driver.profile_path
        self.driver.timeout.page_load = self.driver.timeout.script = PATIENCE

    def go(self, address: str) -> None:
        """Open an address."""
        self.driver.navigate(address)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run script in the page; what it returns comes back."""
        return self.driver.execute_script(script, script_args=arguments, sandbox=None)

    def back(self) -> None:
        """Go back one page."""
        self.driver.go_back()

    def press_shift(self, *, over: Callable[[], None] | None = None) -> None:
        """Press Shift and let it go, with something done in between."""
        keys = self.driver.actions.sequence("key", "keys")
        keys.key_down(SHIFT)
        if over is None:
            keys.key_up(SHIFT).perform()
            return
        keys.perform()
        over()
        self.driver.actions.sequence("key", "keys").key_up(SHIFT).perform()

    def said_of_tab(self) -> str:
        """Give what stands on the tab."""
        with self.driver.using_context("chrome"):
            return str(self.driver.execute_script("return gBrowser.selectedTab.label"))

    def printed(self, margin: float) -> bytes:
        """Give the page as it comes out of the printer on A4, with margins in centimetres."""
        margins = dict.fromkeys(("top", "right", "bottom", "left"), margin)
        paper = {"page": {"width": 21.0, "height": 29.7}, "margin": margins, "background": False}
        return base64.b64decode(self.driver._send_message("WebDriver:Print", paper, key="value"))

    def kept(self, word: str) -> list[str]:
        """Give the files of the profile that hold a word, those of open pages unpacked."""
        profile, forms = Path(self.folder), [word.encode(one) for one in ("utf-8", "utf-16-le")]
        files = sorted(one for one in profile.rglob("*") if one.is_file())
        return [one.relative_to(profile).as_posix() for one in files if any(form in unpacked(one) for form in forms)]

    def until_kept(self, word: str) -> None:
        """Wait until what is open is on the disk."""
        end = time.monotonic() + PATIENCE
        while not any(one.startswith("sessionstore") for one in self.kept(word)):
            assert time.monotonic() < end, f"Firefox did not keep «{word}» within {PATIENCE} s"
            time.sleep(0.2)

    def would_open(self) -> list[str]:
        """Give the addresses that a Firefox that has been closed would open again, and those before them."""
        kept = json.loads(unpacked(Path(self.folder, "sessionstore.jsonlz4")))
        tabs = [tab for window in kept["windows"] for tab in window["tabs"]]
        return [entry["url"] for tab in tabs for entry in tab["entries"]]

    def close(self) -> None:
        """Close the window as people do: what Firefox keeps is then on the disk."""
        self.driver.quit(in_app=True)

    def end(self) -> None:
        """Stop, and leave nothing behind."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.driver.cleanup()
            gc.collect()
        shutil.rmtree(self.workspace, ignore_errors=True)


def unpacked(file: Path) -> bytes:
    """Give what a file of a profile holds; Firefox packs some of them."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:  # it was there a moment ago
        return b""
    return lz4.block.decompress(data[8:]) if data.startswith(b"mozLz40\0") else data


def mini_browser() -> Path | None:
    """Find the browser of WebKitGTK."""
    folder, pattern = MINI_BROWSERS
    return next(Path(folder).glob(pattern), None)


def missing(engine: str) -> str:
    """Say what an engine needs that the machine does not have; nothing if it has all of it."""
    if engine == "firefox":
        return "" if any(map(shutil.which, FIREFOX)) else "firefox-esr"
    wanted = {"webkit2gtk-driver": shutil.which("WebKitWebDriver") and mini_browser(), "xvfb": shutil.which("Xvfb")}
    return " ".join(name for name, found in wanted.items() if not found)


@contextmanager
def door() -> Iterator[int]:
    """Open a door of this machine behind which nobody answers; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen that nobody sees; give its name."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-nolisten", "tcp", "-screen", "0", "1280x1000x24"]
    with subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL) as running:
        os.close(writes)
        try:
            with os.fdopen(reads) as told:
                yield f":{told.readline().strip()}"
        finally:
            running.terminate()
