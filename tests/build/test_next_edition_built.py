"""The site as it is built on the first day of the next edition, by the command line alone."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from built import ROOT, Site, build
from invented import Invented

OLD_SECTION = "/overenskommelsen/tidigt-stod/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the municipality with an edition of 2022 that has lost a section of 2021, on its first day."""
    root = tmp_path_factory.mktemp("municipality")
    invented = Invented.copied(root)
    command = ["--root", str(root), "ny-utgava", "2022"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUILD_DATE", "2021-12-01")
        import manage  # noqa: PLC0415 - beside the other parts of the command line

        assert manage.main(command) == 0
    for path in (invented.path("continuity.yml"), *invented.path("agreements/2022").rglob("*.yml")):
        path.write_text(re.sub(r"(?m)^ *draft: true\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    invented.path("agreements/2022/sections/tidigt-stod.yml").unlink()
    for name, old, new in (
        ("agreements/2022/agreement.yml", "[samverkan, tidigt-stod, tecken]", "[samverkan, tecken]"),
        ("continuity.yml", "now: [tidigt-stod]\n      reason: Avsnittet finns kvar.", "now: []\n      reason: Borta."),
        ("site.yml", "from: 2021-01-01}\n", "from: 2021-01-01}\n  - {edition: '2022', from: 2022-01-01}\n"),
    ):
        invented.edit(name, old, new)
    invented.path("link-status.json").write_text("{", encoding="utf-8")
    result = build(ROOT, None, content=root, BUILD_DATE="2022-01-01")
    assert result.returncode == 0, result.stdout + result.stderr
    (root / "said").write_text(result.stderr, encoding="utf-8")
    return Site(root / "site", "/psykisk-halsa")


def test_a_section_that_is_gone_leads_to_the_old_edition(built: Site) -> None:
    """By the page itself, and by what hosts read."""
    assert f'url=../../tidigare/2021{OLD_SECTION.removeprefix("/overenskommelsen")}"' in built.text(OLD_SECTION)
    moved = (built.folder / "_redirects").read_text(encoding="utf-8")
    assert f"{OLD_SECTION} /psykisk-halsa/tidigare/2021/tidigt-stod/ 301" in moved


def test_every_link_of_it_leads_somewhere(built: Site) -> None:
    """Every page of the new edition and of the old, with the anchors."""
    pages = set(built.addresses)
    followed = 0

    @functools.cache
    def ids(address: str) -> set[str]:
        return {one.get("id") for one in built.document(address).iter()}

    for address in built.pages:
        for element in built.document(address).iter("a"):
            page, anchor = urldefrag(built.target(address, element.get("href", "")))
            if page in pages and "://" not in page:
                followed += 1
                assert not anchor or {anchor, unquote(anchor)} & ids(page), f"{address}: {page}#{anchor}"
    assert followed


def test_who_has_an_old_address_of_a_clause(built: Site) -> None:
    """It stands on the page of the old edition, which says that it is no longer in force."""
    page = built.document("/tidigare/2021/tidigt-stod/")
    assert any(one.get("id") == "kort-1" for one in page.iter())
    assert "Gäller inte längre." in built.text("/tidigare/2021/tidigt-stod/")
    assert Path(built.folder, "oppna-data/overenskommelse-2021.json").is_file()


def test_a_spoilt_status_file_never_stops_a_build(built: Site) -> None:
    """It is named with its line and left as it is; every link is shown as if it had not been checked."""
    root = built.folder.parent
    assert "data/link-status.json:1: " in (root / "said").read_text(encoding="utf-8")
    assert (root / "data/link-status.json").read_text(encoding="utf-8") == "{"
    links = json.loads(built.text("/oppna-data/lankar.json"))
    assert {link["state"] for link in links} <= {"unchecked", "internal"}
