"""What a visitor meets of a link that the check found broken or moved, in a real build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from built import Site, build, copy_project, path_below

DEAD = "jag-ar-anhorig-suicid"
MOVED = "oro-for-dig-sjalv"
MOVED_AWAY = "ljusglimten"
STATUS = {
    DEAD: {
        "url": "https://helsingborg.se/omsorg-och-stod/stod-till-dig-som-ar-anhorig/"
        "jag-ar-anhorig-till-nagon-som-vill-eller-har-tagit-sitt-liv/",
        "verdict": "dead",
        "broken": True,
        "final_url": "https://helsingborg.se/404",
    },
    MOVED: {
        "url": "https://helsingborg.se/omsorg-och-stod/oro-for-dig-sjalv-eller-nagon-annan/",
        "verdict": "moved",
        "broken": False,
        "final_url": "https://www.helsingborg.se/ny-sida/",
    },
    MOVED_AWAY: {
        "url": "https://www.ljusglimten.se/",
        "verdict": "moved",
        "broken": False,
        "final_url": "https://en-annan-plats.example/",
    },
    "spiss": {
        "url": "https://en-gammal-adress.example/",  # no longer the address in the data: says nothing
        "verdict": "dead",
        "broken": True,
        "final_url": None,
    },
}


def remembered(known: dict[str, object]) -> dict[str, object]:
    """Give a whole record of the status file."""
    rest = {
        "since": "2026-11-20",
        "failures": 3,
        "first_failure": "2026-11-18",
        "last_ok": None,
        "detail": "",
        "retry_after": None,
    }
    return {**rest, **known}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the site with a status file beside the data."""
    project = copy_project(tmp_path_factory.mktemp("checked") / "project")
    links = {link_id: remembered(known) for link_id, known in sorted(STATUS.items())}
    status = {"checked": "2026-11-21T04:00:00Z", "links": links}
    (project / "data" / "link-status.json").write_text(json.dumps(status), encoding="utf-8")
    result = build(project, project / "site")
    assert result.returncode == 0, result.stdout + result.stderr
    return Site(project / "site", path_below(project))


def test_a_broken_link_is_never_a_link(checked: Site) -> None:
    """No page links to it; every page that showed it says so and where to turn."""
    url = STATUS[DEAD]["url"]
    assert [address for address in checked.addresses if f'href="{url}"' in checked.text(address)] == []
    shown = [address for address in checked.addresses if "länken fungerar inte just nu" in checked.text(address)]
    assert "/overenskommelsen/efterlevandestod/" in shown
    assert "/lankar/" in shown
    assert 'Prova <a href="https://helsingborg.se/"' in checked.text("/overenskommelsen/efterlevandestod/")


def test_a_moved_link_leads_to_the_new_address_on_the_same_site_only(checked: Site) -> None:
    """The new address where the site is the same; else the old one, for the editor to judge."""
    page = checked.text("/overenskommelsen/kompetenshojande-insatser-allmanheten/")
    assert 'href="https://www.helsingborg.se/ny-sida/"' in page
    assert 'href="https://www.ljusglimten.se/"' in checked.text("/overenskommelsen/ofrivillig-ensamhet/")
    assert not any("en-annan-plats.example" in checked.text(address) for address in checked.addresses)


def test_the_memory_of_another_address_says_nothing(checked: Site) -> None:
    """A link whose address was changed in the data is shown as a link again."""
    page = checked.text("/overenskommelsen/kompetensutveckling-medarbetare/")
    assert 'href="https://vardgivare.skane.se/kompetens-utveckling/utbildningar/webb/spiss' in page


def test_the_list_and_the_open_data_tell_the_state(checked: Site) -> None:
    """Each link's state and day stand on /lankar/ and in lankar.json."""
    states = {link["id"]: link["state"] for link in json.loads(checked.text("/oppna-data/lankar.json"))}
    assert states[DEAD] == "dead"
    assert states[MOVED] == "moved"
    assert states["spiss"] == "unchecked"
    text = checked.text("/lankar/")
    assert "De kontrollerades senast 21 november 2026." in text
    assert "Sidan saknas sedan 20 november 2026." in text


def test_a_spoilt_status_file_never_stops_a_build(tmp_path: Path) -> None:
    """It is named with its line and left as it is; every link is shown as if it had not been checked."""
    project = copy_project(tmp_path / "project")
    status = project / "data" / "link-status.json"
    status.write_text("{", encoding="utf-8")
    result = build(project, project / "site")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "data/link-status.json:1: " in result.stderr
    assert status.read_text(encoding="utf-8") == "{"
    links = json.loads((project / "site" / "oppna-data" / "lankar.json").read_text(encoding="utf-8"))
    assert {link["state"] for link in links} <= {"unchecked", "internal"}
