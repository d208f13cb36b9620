"""What machines are told, and the files of open data.

Rows D5 and D6 of the web standards. Each rule is a function from what it reads to what is wrong there, so that it is
also tried on bad examples.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import feedparser
import pytest

from built import Site
from core import routes
from core.content import Content
from element_tree import READABLE, faults_by_page

# Row D5, what machines are told.

# What the templates write; whoever adds one says why. No EmergencyService: nothing marks premises for emergencies.
TYPES = frozenset({
    "Audience", "City", "ContactPoint", "Course", "GovernmentService", "Organization", "PeopleAudience",
    "Service", "ServiceChannel", "Place",
})  # fmt: skip
# What the templates say of every training: the language.
SAID_OF_ALL = frozenset({"https://schema.org", "sv"})


def described(document: Any) -> list[Any]:
    """Give what a page says in JSON-LD."""
    return [json.loads(one.text) for one in document.iter("script") if one.get("type") == "application/ld+json"]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a value."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(one)


def scalars(value: Any) -> Iterator[str]:
    """Yield every text and number in a value, blanks folded."""
    if isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from scalars(one)
    elif value is not None:
        yield " ".join(str(value).split())


def facts(content: Content, address: str) -> tuple[set[str], set[tuple[str, str | None]]]:
    """Give what the data says of the subject of a page, and its help lines with their numbers."""
    folder, _, record_id = address.strip("/").partition("/")
    if folder == "stod":
        service = content.services[record_id]
        lines, links = [content.support_lines[one] for one in service.lines], service.links
        records: list[Any] = [service, *lines]
        known = {content.organisations[one].name for one in service.operators} | {content.site.place}
    elif folder == "utbildningar":
        training = content.trainings[record_id]
        lines, links, records = [], training.links, [training]
        known = {content.vocabulary.training_topic_names[topic] for topic in training.topics} | {
            f"PT{training.minutes}M"
        }
    else:
        lines, links, known = list(content.support_lines.values()), (), set()
        records = [*lines]
    known |= {one for record in records for one in scalars(record.model_dump(mode="json"))}
    known |= {content.links[one].url for one in links}
    return known, {(line.name, line.phone) for line in lines}


def invented(blocks: list[Any], known: set[str], lines: set[tuple[str, str | None]]) -> list[str]:
    """Give types that are not ours, values that are not in the data, and numbers that are another line's."""
    found = []
    for one in objects(blocks):
        kind = one.get("@type")
        if "@graph" not in one and kind not in TYPES:
            found.append(f"type {kind}")
        if kind == "ContactPoint" and (one.get("name"), one.get("telephone")) not in lines:
            found.append(f"line {one.get('name')} {one.get('telephone')}")
        plain = [value for key, value in one.items() if key != "@type" and not isinstance(value, dict)]
        texts = (text for value in plain for text in scalars([] if is_nested(value) else value))
        found += [text for text in texts if text not in known and text not in SAID_OF_ALL]
    return found


def is_nested(value: Any) -> bool:
    """Whether a value is a list of objects, which are looked at one by one."""
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def test_machines_are_told_only_what_the_data_says(site: Site, content: Content) -> None:
    """D5: each type, number, hour and address of JSON-LD is ours and stands in the data of the page's own subject."""
    blocks = faults_by_page({address: described(site.document(address)) for address in site.addresses})
    open_to_all = [one for one in (*content.services.values(), *content.trainings.values()) if not one.is_closed]
    assert len(blocks) == len(open_to_all) + 1
    found = {address: invented(given, *facts(content, address)) for address, given in blocks.items()}
    assert faults_by_page(found) == {}


def test_nothing_is_described_in_another_way(site: Site) -> None:
    """D5: no ratings, reviews or emergency premises, and no microdata or RDFa that the test above would not read."""
    telling = re.compile(r"[\"/](?:AggregateRating|Review|EmergencyService)\"|\"ratingValue\"")
    found = {
        address: telling.findall(site.text(address))
        + [
            one.tag
            for one in site.document(address).iter()
            if {"itemscope", "itemtype", "typeof", "vocab"} & {*one.keys()}
        ]
        for address in site.addresses
    }
    assert faults_by_page(found) == {}


LINE = {"@type": "ContactPoint", "name": "Linjen", "telephone": "90101"}


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ({"@context": "https://schema.org", "@graph": [LINE]}, []),
        ({"@type": "GovernmentService", "name": "Linjen", "availableChannel": [{"@type": "City"}]}, []),
        ({**LINE, "telephone": "90390"}, ["line Linjen 90390"]),
        ({**LINE, "telephone": "112"}, ["line Linjen 112", "112"]),
        ({**LINE, "openingHours": "Mo-Su 00:00-24:00"}, ["Mo-Su 00:00-24:00"]),
        ({**LINE, "url": ["https://example.se/"]}, ["https://example.se/"]),
        ({"@type": "EmergencyService", "name": "Linjen"}, ["type EmergencyService"]),
        ({"@type": "Service", "provider": [{"@type": "Organization", "name": "Någon"}]}, ["Någon"]),
        ({"name": "Linjen"}, ["type None"]),
        (
            {"@type": "City", "aggregateRating": {"@type": "AggregateRating", "ratingValue": 5}},
            ["type AggregateRating", "5"],
        ),
    ],
)
def test_what_is_invented_is_seen(block: dict[str, Any], found: list[str]) -> None:
    """A number of another line is as wrong as one that nobody has."""
    assert invented([block], {"Linjen", "90101", "90390"}, {("Linjen", "90101")}) == found


# Row D6, open data.


def csv_faults(raw: bytes) -> list[str]:
    """Give what is wrong with a table: its letters, its header row, or rows of another length."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ["not UTF-8"]
    header, *rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=";")] or [[]]
    faults = [] if rows else ["no rows"]
    if (
        not header
        or len(set(header)) < len(header)
        or not all(re.fullmatch(r"[a-z]+(?:_[a-z]+)*", one) for one in header)
    ):
        faults.append("no header row")
    if any(len(row) != len(header) for row in rows):
        faults.append("rows of another length")
    return faults


def test_tables_are_utf_8_with_a_header_row(site: Site) -> None:
    """D6: what a harvester needs to read them."""
    tables = sorted((site.folder / "oppna-data").rglob("*.csv"))
    assert tables
    of_the_editor = [*(site.folder / "granskning").rglob("*.csv")]
    assert sorted(site.folder.rglob("*.csv")) == sorted([*tables, *of_the_editor])
    assert faults_by_page({path.name: csv_faults(path.read_bytes()) for path in tables}) == {}


CANONICAL = re.compile(r"https://creativecommons\.org/(?:publicdomain/(?:zero|mark)|licenses/[a-z-]+)/\d\.\d/")


def licences_in_other_words(text: str) -> list[str]:
    """Give the addresses of licences that are not canonical: translations, legal texts, http."""
    found = re.findall(r"(?:https?:)?//(?:www\.)?creativecommons\.org/[^\s\"'<>)\\]*", text)
    return [one for one in found if not CANONICAL.fullmatch(one.rstrip(".,;"))]


def test_the_licence_has_its_canonical_address(site: Site, content: Content) -> None:
    """D6: never a translation of it such as /deed.sv, in any file; and the page of the open data names it."""
    licence = content.site.content_licence.url
    assert CANONICAL.fullmatch(licence)
    texts = [path for path in site.folder.rglob("*") if path.suffix in READABLE]
    found = {str(path): licences_in_other_words(path.read_text("utf-8")) for path in texts}
    assert faults_by_page(found) == {}
    assert licence in [link.get("href") for link in site.document("/oppna-data/").iter("a")]


def test_each_json_file_states_its_licence(site: Site, content: Content) -> None:
    """D6: a file that has left the page still says what it may be used for, itself or in the schema beside it."""
    licence = content.site.content_licence.url
    folder = site.folder / "oppna-data"
    files = sorted(folder.glob("*.json"))
    assert files
    silent = []
    for path in files:
        schema = folder / "schema" / f"{re.sub(r'-[0-9]{4}.*$', '', path.stem)}.schema.json"
        if not any(licence in one.read_text(encoding="utf-8") for one in (path, schema)):
            silent.append(path.name)
    assert silent == []


@pytest.mark.parametrize(
    ("raw", "faults"),
    [
        ("\ufeffid;namn\r\nbup;Första\r\n".encode(), []),
        ('id;namn\r\nbup;"Två\nrader"\r\n'.encode(), []),
        ("id;namn\r\nbup;Första\r\n".encode("latin-1"), ["not UTF-8"]),
        ("bup;Första linjen\r\nbris;Bris\r\n".encode(), ["no header row"]),
        (b"id;id\r\na;b\r\n", ["no header row"]),
        (b"id;\r\na;b\r\n", ["no header row"]),
        (b"id;namn\r\n", ["no rows"]),
        (b"id,namn\r\na;b\r\n", ["no header row", "rows of another length"]),
        (b"", ["no rows", "no header row"]),
    ],
)
def test_a_bad_table_is_seen(raw: bytes, faults: list[str]) -> None:
    """Other letters, no header, or rows that do not fit it."""
    assert csv_faults(raw) == faults


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://creativecommons.org/publicdomain/zero/1.0/", 0),
        ("https://creativecommons.org/publicdomain/zero/1.0/deed.sv", 1),
        ("http://creativecommons.org/publicdomain/zero/1.0/", 1),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", 1),
        ("https://creativecommons.org/publicdomain/zero/1.0", 1),
        ("https://creativecommons.org/licenses/by/4.0/", 0),
    ],
)
def test_a_licence_in_other_words_is_seen(address: str, found: int) -> None:
    """Machines compare addresses letter for letter."""
    assert len(licences_in_other_words(f'<a href="{address}">CC0</a> ({address}), {address}.')) == 3 * found


# What is new.


def test_every_page_leads_to_the_feed(site: Site) -> None:
    """In its head, from wherever the page is published; and readers of feeds take it."""
    feed = (site.folder / routes.FEED).read_bytes()
    assert not feedparser.parse(feed).bozo
    for address in site.pages:
        links = [one for one in site.document(address).iter("link") if one.get("type") == "application/atom+xml"]
        assert [site.target(address, one.get("href")) for one in links] == [f"/{routes.FEED}"], address
        assert all(one.get("title") for one in links)


def test_a_help_line_is_not_translated(site: Site, content: Content) -> None:
    """No translator makes other figures or another name of what is called and asked for."""
    faults = []
    for address in site.pages:
        for link in site.document(address).iter("a"):
            if not (link.get("href") or "").startswith("tel:") or link.get("translate") == "no":
                continue
            kept = [part for one in link.iter() if one.get("translate") == "no" for part in one.itertext()]
            if not re.search(r"\d", "".join(kept)):
                faults.append(f"{address}: {''.join(link.itertext()).strip()}")
    assert faults == []
    pages = [routes.address_of(routes.situation(one)) for one in content.situations]
    headings = [one for page in pages for one in site.document(page).iter("h3")]
    names = {one.name for one in content.support_lines.values()}
    named = [one for one in headings if "".join(one.itertext()) in names]
    assert named
    assert [one.text for one in named if one.get("translate") != "no"] == []


def test_a_redirect_is_in_no_map(invented_site: Site) -> None:
    """The map names the pages that a reader stays on, and no day that nobody knows."""
    listed = re.findall(r"<loc>(.*?)</loc>", invented_site.text("/sitemap.xml"))
    assert len(listed) > 20
    paths = {one.partition(invented_site.below)[2] for one in listed}
    assert paths <= set(invented_site.pages)
    assert set(invented_site.addresses) - set(invented_site.pages)
    assert "<lastmod>" not in invented_site.text("/sitemap.xml")
