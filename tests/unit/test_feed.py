"""The feed of what has changed: valid, the same for the same data, and each entry known by the same name for ever."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest

from core.content import Content
from core.exports import build_exports
from core.exports.feed import feed
from core.models.registers import SiteAddress
from core.routes import FEED
from invented import TODAY, Invented
from project import read_content

ATOM = "{http://www.w3.org/2005/Atom}"
CHECK = (
    "- {record: %s, day: %s, role: redaktör, how: operator, result: changed, changed: [{key: hours, old: a, new: b}]}\n"
)


def given(root: Path, day: datetime.date = TODAY) -> Content:
    """Read a municipality on a day."""
    return read_content(root, day)


def read(content: Content) -> feedparser.FeedParserDict:
    """Read the feed as readers do; it must be without any fault."""
    found = feedparser.parse(feed(content))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_has_all_that_the_standard_asks(whole: Invented) -> None:
    """RFC 4287 4.1: each has one identifier, one title and a time; the feed a way to itself and an author."""
    tree = ET.fromstring(feed(given(whole.root)))  # noqa: S314 - our own
    for one in (tree, *tree.findall(f"{ATOM}entry")):
        assert [len(one.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert one.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
        assert datetime.datetime.fromisoformat(one.findtext(f"{ATOM}updated", "")).tzinfo
        assert one.findtext(f"{ATOM}title")
    assert tree.findtext(f"{ATOM}author/{ATOM}name")
    assert [one.get("rel") for one in tree.findall(f"{ATOM}link")] == ["self", "alternate", "license"]
    every = [one.text for one in tree.iter(f"{ATOM}id")]
    assert len(every) == len(set(every)) > 1
    times = [one.findtext(f"{ATOM}updated", "") for one in tree.findall(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)
    assert tree.findtext(f"{ATOM}updated") == times[0]


def test_is_the_same_for_the_same_data(whole: Invented) -> None:
    """Another day without a change gives the same bytes."""
    later = TODAY + datetime.timedelta(days=20)
    assert feed(given(whole.root)) == feed(given(whole.root, later))


def test_a_correction_is_told_once_its_day_has_come(invented: Invented) -> None:
    """With the record's name and page, and without what was corrected: that may be wrong when it is read."""
    services = sorted(given(invented.root).services)
    before = {one.id for one in read(given(invented.root)).entries}
    log = invented.root / "data/checks.yml"
    log.write_text(log.read_text() + CHECK % (f"services/{services[0]}", TODAY))
    content = given(invented.root)
    new = [one for one in read(content).entries if one.id not in before]
    assert [one.title for one in new] == [f"{content.services[services[0]].name}: uppgifter har rättats"]
    assert new[0].link.endswith(f"/stod/{services[0]}/")
    assert before < {one.id for one in read(content).entries}


def test_names_stay_when_the_site_gets_an_address(whole: Invented) -> None:
    """Readers would take every entry for a new one; while there is no address, links follow the feed's own."""
    content = given(whole.root)
    site = content.site.model_copy(update={"address": SiteAddress(value=None, reason="Inte bestämt.")})
    without = dataclasses.replace(content, site=site)
    assert [one.id for one in read(content).entries] == [one.id for one in read(without).entries]
    there = content.site.address.value
    assert there
    links = [one.get("href") for one in ET.fromstring(feed(without)).iter(f"{ATOM}link") if one.get("rel") != "license"]  # noqa: S314
    assert not [one for one in links if one and "//" in one]
    here = f"{there.rstrip('/')}/{FEED}"
    absolute = [one.link for one in read(content).entries]
    assert [urljoin(here, one) for one in links][2:] == absolute


@pytest.mark.parametrize("name", ["Väg & <kaka>", "«]]>»"])
def test_names_are_escaped(whole: Invented, name: str) -> None:
    """A name is text, whatever is in it."""
    content = given(whole.root)
    site = content.site.model_copy(update={"name": name})
    assert read(dataclasses.replace(content, site=site)).feed.title == f"Nytt på {name}"


def test_is_a_file_of_open_data(whole: Invented) -> None:
    """It stands among them, under the name that every page's head leads to."""
    assert FEED in [one.uri for one in build_exports(given(whole.root), {}) if one.title]
