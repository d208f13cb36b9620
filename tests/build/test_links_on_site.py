"""What a visitor meets of a link that the check found broken or moved, in a real build."""

from __future__ import annotations

import json

import pytest

from built import ROOT, Site, build, path_below
from invented import TODAY, Invented

DEAD, MOVED, MOVED_AWAY, CHANGED = "handbok", "nyheter", "film", "rutin"
STATUS = {
    DEAD: {
        "url": "https://www.bjorkviken.example/filer/handbok_(2021).pdf",
        "verdict": "dead",
        "broken": True,
        "final_url": "https://www.bjorkviken.example/404",
    },
    MOVED: {
        "url": "https://www.bjorkviken.example/nyheter/",
        "verdict": "moved",
        "broken": False,
        "final_url": "https://bjorkviken.example/nytt/",
    },
    MOVED_AWAY: {
        "url": "http://film.bjorkviken.example/listen",
        "verdict": "moved",
        "broken": False,
        "final_url": "https://en-annan-plats.example/",
    },
    CHANGED: {
        "url": "https://en-gammal-adress.example/",  # no longer the address in the data: says nothing
        "verdict": "dead",
        "broken": True,
        "final_url": None,
    },
}
NEWS = """\
- id: nyheter
  url: https://www.bjorkviken.example/nyheter/
  title: Nyheter
  publisher: bjorkvikens-stad
  access: public
  format: web
  language: sv
"""


def remembered(known: dict[str, object]) -> dict[str, object]:
    """Give a whole record of the status file."""
    rest = {
        "since": "2021-02-20",
        "failures": 3,
        "first_failure": "2021-02-18",
        "last_ok": None,
        "detail": "",
        "retry_after": None,
    }
    return {**rest, **known}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the invented municipality with a status file beside the data."""
    other = Invented.copied(tmp_path_factory.mktemp("checked"))
    other.write("links.yml", other.text("links.yml") + NEWS)
    assert other.edit("services/samtalsstod.yml", "links: [handbok]", "links: [handbok, nyheter]") == []
    links = {link_id: remembered(known) for link_id, known in sorted(STATUS.items())}
    status = {"checked": "2021-02-27T04:00:00Z", "links": links}
    other.path("link-status.json").write_text(json.dumps(status), encoding="utf-8")
    result = build(ROOT, other.root / "site", content=other.root, BUILD_DATE=TODAY.isoformat())
    assert result.returncode == 0, result.stdout + result.stderr
    return Site(other.root / "site", path_below(other.root))


def test_a_broken_link_is_never_a_link(checked: Site) -> None:
    """No page links to it; every page that showed it says so and where to turn."""
    url = STATUS[DEAD]["url"]
    assert [address for address in checked.addresses if f'href="{url}"' in checked.text(address)] == []
    shown = [address for address in checked.addresses if "länken fungerar inte just nu" in checked.text(address)]
    assert {"/stod/samtalsstod/", "/overenskommelsen/samverkan/", "/lankar/"} <= set(shown)
    assert 'Prova <a href="https://www.bjorkviken.example/"' in checked.text("/stod/samtalsstod/")


def test_a_moved_link_leads_to_the_new_address_on_the_same_site_only(checked: Site) -> None:
    """The new address where the site is the same; else the old one, for the editor to judge."""
    assert 'href="https://bjorkviken.example/nytt/"' in checked.text("/stod/samtalsstod/")
    assert 'href="http://film.bjorkviken.example/listen"' in checked.text("/overenskommelsen/samverkan/")
    assert not any("en-annan-plats.example" in checked.text(address) for address in checked.addresses)


def test_the_memory_of_another_address_says_nothing(checked: Site) -> None:
    """A link whose address was changed in the data is shown as a link again."""
    page = checked.text("/overenskommelsen/samverkan/")
    assert 'href="https://intra.bjorkviken.example/rutin?nr=7&amp;del=2"' in page


def test_the_list_and_the_open_data_tell_the_state(checked: Site) -> None:
    """Each link's state and day stand on /lankar/ and in lankar.json."""
    states = {link["id"]: link["state"] for link in json.loads(checked.text("/oppna-data/lankar.json"))}
    assert states[DEAD] == "dead"
    assert states[MOVED] == "moved"
    assert states[CHANGED] == "unchecked"
    text = checked.text("/lankar/")
    assert "De kontrollerades senast 27 februari 2021." in text
    assert "Sidan saknas sedan 20 februari 2021." in text
