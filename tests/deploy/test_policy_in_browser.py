"""Every kind of page in Chromium, from nginx with deploy/: the policy refuses nothing, and nothing is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from browser.people import LISTEN, kinds_of, search_field, search_hits, search_opener
from built import Site
from chromium import PATIENCE, launched
from core.content import Content
from deploy.conftest import PAGE
from deploy.hosts import Host, nginx
from loopback import served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser once for the file."""
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def host(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Serve the real site."""
    with nginx(site.folder, tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Give a page, and what its console says."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({LISTEN})()")
    page = context.new_page()
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # Browsers differ in which permissions they know by name, and skip the rest.
        if "Unrecognized feature" not in message.text:
            said.append(f"{message.type}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(f"thrown: {error}"))
    yield page, said
    context.close()


def test_no_page_is_refused_anything(watched: tuple[Page, list[str]], host: Host, site: Site, content: Content) -> None:
    """A page of each kind under the headers, with every disclosure open; every page is visited in tests/browser."""
    page, said = watched
    for kind, address in kinds_of(content, site.addresses).items():
        answer = page.goto(host.url + address, wait_until="load")
        assert answer
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true }); scrollTo(0, 2000)")
        assert page.evaluate("window.refused") == [], kind
        if answer.status == 404:  # Chromium notes the status of the page itself
            assert [one for one in said if "404" not in one] == [], kind
            said.clear()
        assert said == [], kind


def test_the_copy_in_the_pages_refuses_nothing_below_a_folder(
    watched: tuple[Page, list[str]], site: Site, content: Content
) -> None:
    """On a host without our headers, as GitHub Pages: the copy alone rules, on the page for what is missing too."""
    page, said = watched
    with served(site.folder, "/projekt") as url:
        for kind, address in kinds_of(content, site.addresses).items():
            if kind != "not found":
                page.goto(url + address, wait_until="load")
                assert page.evaluate("window.refused") == [], kind
                assert said == [], kind
        page.goto(f"{url}/finns/inte/", wait_until="load")
        assert page.evaluate("window.refused") == []
        assert page.evaluate("fetch('https://annan.example/').catch(() => 0)") == 0
        page.wait_for_function("window.refused.length === 1")


def test_search_is_refused_nothing(watched: tuple[Page, list[str]], host: Host) -> None:
    """Its code, its index and its hits come in under the policy."""
    page, said = watched
    page.goto(host.url)
    search_opener(page).click()
    field = search_field(page)
    expect(field).to_be_focused()
    field.fill("ensam")
    search_hits(page).first.wait_for()
    assert page.evaluate("window.refused") == []
    assert said == []


def test_a_link_can_still_be_copied(watched: tuple[Page, list[str]], host: Host) -> None:
    """The permissions that are closed leave the one that is used."""
    page, said = watched
    page.goto(host.url)
    page.evaluate("navigator.clipboard.writeText('länk')")
    assert page.evaluate("navigator.clipboard.readText()") == "länk"
    assert said == []


def test_the_header_alone_and_the_copy_alone_refuse(
    watched: tuple[Page, list[str]], finished: Callable[..., Path], tmp_path: Path
) -> None:
    """What the listener is for: an attribute that slipped in is refused, and heard."""
    page, said = watched
    (tmp_path / "host").mkdir()
    body = '<p style="color: red">Text</p><script src="data:text/javascript,document.title=1"></script>'
    folder = finished({"index.html": PAGE.format("Start", body), "404.html": PAGE.format("Borta", "")})
    with nginx(folder, tmp_path / "host") as running:
        page.goto(running.url)
        both = page.evaluate("window.refused")
        text = (folder / "index.html").read_text(encoding="utf-8")
        for path in folder.glob("index.html.*"):
            path.unlink()
        (folder / "index.html").write_text(text.replace('http-equiv="Content-Security-Policy"', ""), encoding="utf-8")
        page.goto(running.url)
        header = page.evaluate("window.refused")
    (folder / "index.html").write_text(text, encoding="utf-8")
    page.goto((folder / "index.html").as_uri())
    copy = page.evaluate("window.refused")
    assert [sorted({one.split()[0] for one in found}) for found in (both, header, copy)] == [
        ["script-src-elem", "style-src-attr"]
    ] * 3
    assert (len(both), len(header), len(copy)) == (4, 2, 2)
    assert len(said) >= 8
