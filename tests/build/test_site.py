"""The built site: whole, linked, and with nothing in it that should not be there."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import jsonschema
import pytest

from built import Site
from core import routes
from core.content import Content
from element_tree import faults_by_page

# What would mean that a template, a traceback or the machine has leaked into a page.
LEAKS = re.compile(r"\{\{|\{%|\{:|\{ ?#\w|Traceback|/home/|/root/|/tmp/|jinja2|Undefined|None</|data/[a-z]+\.yml")
OUTGOING = re.compile(r'href="https?://[^"]*"')
EDITORS = routes.address_of(routes.REVIEW)


def elements(site: Site, address: str, tag: str) -> list[Any]:
    """Give the elements of a page by tag."""
    return list(site.document(address).iter(tag))


def test_no_page_leaks_templates_or_the_machine(site: Site) -> None:
    """Every page is free of template signs, tracebacks and paths."""
    # Where one has said where the files are, pages lead to theirs, and the editor's page names those to work in.
    found = {address: LEAKS.findall(OUTGOING.sub("", site.text(address))) for address in site.addresses}
    found[EDITORS] = [one for one in found[EDITORS] if not one.startswith("data/")]
    assert faults_by_page(found) == {}


def test_every_link_of_the_site_leads_somewhere(site: Site) -> None:
    """Pages, anchors and assets that pages link to are there."""
    broken = []
    for address in site.addresses:
        for element in site.document(address).iter():
            for name in ("href", "src"):
                target = element.get(name)
                if target and not urlsplit(target).scheme and not leads_somewhere(site, address, target):
                    broken.append(f"{address} -> {target}")
    assert broken == []


def leads_somewhere(site: Site, address: str, target: str) -> bool:
    """Whether a relative link of a page leads to a file and, if it names one, to an anchor in it."""
    where, anchor = urldefrag(site.target(address, target))
    file = site.folder / unquote(where.partition("?")[0]).lstrip("/")
    if file.is_dir():
        file = file / "index.html"
    if not file.is_file():
        return False
    if not anchor or file.suffix != ".html":
        return True
    page = "/" + file.relative_to(site.folder).as_posix().removesuffix("index.html")
    return any(element.get("id") == unquote(anchor) for element in site.document(page).iter())


def test_pages_ask_no_other_host_for_anything(site: Site) -> None:
    """No script, style, image, font or frame comes from another host."""
    foreign = [
        f"{address}: {element.tag} {value}"
        for address in site.addresses
        for element in site.document(address).iter()
        if element.tag in {"script", "img", "iframe", "source", "link", "object", "embed"}
        for value in (element.get("src"), element.get("href"))
        if value
        and value.startswith(("http:", "https:", "//"))
        and element.get("rel") not in {"canonical", "alternate"}
    ]
    assert foreign == []


def test_outgoing_links_tell_the_next_site_nothing(site: Site) -> None:
    """Every link to another host says noreferrer and opens in the same tab."""
    telling = [
        f"{address}: {link.get('href')}"
        for address in site.addresses
        for link in elements(site, address, "a")
        if (link.get("href") or "").startswith("http") and (link.get("rel") != "noreferrer" or link.get("target"))
    ]
    assert telling == []


def test_every_page_has_one_heading_and_no_skipped_level(site: Site) -> None:
    """One h1, and each heading at most one level below the one before."""
    faults = []
    for address in site.addresses:
        levels = [int(one.tag[1]) for one in site.document(address).iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
        if levels.count(1) != 1 or any(after - before > 1 for before, after in itertools.pairwise(levels)):
            faults.append((address, levels))
    assert faults == []


def test_the_title_of_every_page_is_its_heading(site: Site, content: Content) -> None:
    """Tab, history and shared links name the page as it names itself, the start page as the site.

    Pages with the exit are another matter.
    """
    faults = []
    for address in site.addresses:
        title, heading = ("".join(elements(site, address, tag)[0].itertext()) for tag in ("title", "h1"))
        shared = [one.get("content") for one in elements(site, address, "meta") if one.get("property") == "og:title"]
        if address == "/404.html":
            shared = []  # nobody shares a page that is missing
        if address == "/":
            heading = content.site.name  # it begins with a question
        named = title.removesuffix(f" – {content.site.name}")
        if address.startswith("/tidigare/"):
            # What is not in force says so after its heading, wherever a title is shown.
            named, *shared = (re.sub(r" – .+, gäller inte längre$", "", one) for one in (named, *shared))
        if "data-exit" not in site.text(address) and {named, *shared} != {heading}:
            faults.append((address, title, shared, heading))
    assert faults == []


def test_ids_are_unique_on_every_page(site: Site) -> None:
    """An anchor leads to one place."""
    for address in site.addresses:
        ids = [one.get("id") for one in site.document(address).iter() if one.get("id")]
        assert sorted(ids) == sorted(set(ids)), address


def test_exposed_pages_are_neutral_from_outside(site: Site, content: Content) -> None:
    """Title, description and address of a page with the exit tell nothing, and only those pages have the exit."""
    exposed = {address for address in site.addresses if "data-exit" in site.text(address)}
    vocabulary = content.vocabulary
    told = [routes.service(one.id) for one in content.services.values() if vocabulary.is_exposed(one.topics)]
    told += [routes.situation(one.id) for one in content.situations.values() if vocabulary.is_exposed(one.topics)]
    assert exposed == {*map(routes.address_of, told)}
    for address in exposed:
        title = "".join(elements(site, address, "title")[0].itertext())
        descriptions = [
            one.get("content") for one in elements(site, address, "meta") if one.get("name") == "description"
        ]
        assert not vocabulary.id_tells(address), address
        assert not vocabulary.tells(" ".join([title, *map(str, descriptions)])), (address, title, descriptions)


def test_the_whole_agreement_holds_every_clause_once(site: Site, content: Content) -> None:
    """The page that is printed whole shows each citation of the open data."""
    agreement = json.loads(site.text(f"/oppna-data/overenskommelse-{content.current_edition}.json"))
    shown = {one.get("id") for one in site.document("/overenskommelsen/hela/").iter() if one.get("id")}
    for section in agreement["sections"]:
        for clause in clauses_of(section):
            _, section_id, anchor = clause["id"].split("/")
            assert f"{section_id}-{anchor}" in shown


def clauses_of(section: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every clause of an exported section with its details."""
    found = []
    stack = [clause for listed in section["lists"] for clause in listed["clauses"]]
    while stack:
        clause = stack.pop()
        found.append(clause)
        stack.extend(clause["details"])
    return found


@pytest.mark.parametrize("schema", ["overenskommelse", "lankar", "stod", "stodlinjer", "ordlista", "utbildningar"])
def test_open_data_holds_to_its_schema(site: Site, schema: str) -> None:
    """Each file is what the schema beside it says; there may be several agreements."""
    described = json.loads(site.text(f"/oppna-data/schema/{schema}.schema.json"))
    files = [
        path for path in (site.folder / "oppna-data").glob("*.json") if re.fullmatch(rf"{schema}(-.+)?", path.stem)
    ]
    assert files
    for path in files:
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), described)


def test_open_data_names_the_pages_that_show_a_link(site: Site, content: Content) -> None:
    """Every page named for a link in lankar.json holds that link."""
    for link in json.loads(site.text("/oppna-data/lankar.json")):
        for address in link["pages"]:
            if "edition" in link:  # text, where it is not known to work
                assert content.links[link["id"]].name in " ".join(
                    "".join(elements(site, address, "main")[0].itertext()).split()
                )
                continue
            assert any(one.get("href") == link["url"] for one in elements(site, address, "a")), (link["id"], address)


def test_glossary_terms_are_explained_on_their_page(site: Site) -> None:
    """A term in running text leads to its explanation further down the same page."""
    sections = [
        address for address in site.addresses if address.count("/") == 3 and address.startswith("/overenskommelsen/")
    ]
    terms = [
        (address, one.get("href"))
        for address in sections
        for one in elements(site, address, "a")
        if one.get("class") == "term"
    ]
    assert len(terms) > 100
    assert all(href.startswith("#ord-") for _, href in terms)
