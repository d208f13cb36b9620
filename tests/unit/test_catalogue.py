"""The catalogue for the data portal: built once the city has said who it is, and as DCAT-AP asks."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF

from invented import Invented

VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
SHAPES = Path(__file__).parent.parent / "fixtures/dcat-ap-3.0.1-shapes.ttl"


@pytest.fixture(scope="module")
def graph(whole: Invented) -> rdflib.Graph:
    """Give the catalogue of the invented site, as a harvester reads it."""
    return rdflib.Graph().parse(data=whole.exports()["katalog.rdf"].data, format="xml")


def test_it_conforms_to_dcat_ap(graph: rdflib.Graph) -> None:
    """By the European shapes; and they do see a fault."""
    shapes = rdflib.Graph().parse(SHAPES)
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report
    spoilt = rdflib.Graph() + graph
    spoilt.remove((None, DCTERMS.title, None))
    assert not pyshacl.validate(spoilt, shacl_graph=shapes)[0]


def test_it_lists_every_file(whole: Invented, graph: rdflib.Graph) -> None:
    """Each file once, in the data set of its subject, by its whole address, with licence and format."""
    address = whole.content().site.address.value
    listed = sorted(str(one) for one in graph.objects(None, DCAT.downloadURL))
    exports = [one for name, one in whole.exports().items() if one.title is not None and name != "katalog.rdf"]
    assert listed == sorted(f"{address}/{one.uri}" for one in exports)
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        licence = graph.value(distribution, DCTERMS.license)
        assert str(licence) == "http://creativecommons.org/publicdomain/zero/1.0/"
        assert graph.value(distribution, DCTERMS.format) is not None
        assert len(list(graph.subjects(DCAT.distribution, distribution))) == 1


def test_it_says_who_and_in_what_language(graph: rdflib.Graph) -> None:
    """No blank node, absolute addresses, free text in Swedish, the publisher by the portal's address."""
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    assert all(
        str(node).startswith(("http", "mailto:"))
        for one, _, other in graph
        for node in (one, other)
        if _is_address(node)
    )
    assert {text.language for _, _, text in graph if isinstance(text, rdflib.Literal)} == {"sv"}
    publishers = {str(one) for one in graph.objects(None, DCTERMS.publisher)}
    assert publishers == {"http://dataportal.se/organisation/SE2120000001"}


def test_it_is_fetched_from_what_it_is_called_and_answers_mail(whole: Invented, graph: rdflib.Graph) -> None:
    """As the portal's guide on harvesting asks of a catalogue that is part of another, and of a contact."""
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert str(catalogue) == f"{whole.content().site.address.value}/{whole.exports()['katalog.rdf'].uri}"
    contacts = set(graph.objects(None, DCAT.contactPoint))
    publishers = set(graph.objects(None, DCTERMS.publisher))
    assert not contacts & publishers
    assert [str(graph.value(one, VCARD.hasEmail)) for one in contacts] == ["mailto:oppnadata@bjorkviken.example"]


@pytest.mark.parametrize("contact", ["https://www.bjorkviken.example/fraga", "data@bjorkviken.example"])
def test_whoever_answers(invented: Invented, contact: str) -> None:
    """A mailbox, or a page where none is given out."""
    assert invented.edit("site.yml", "oppnadata@bjorkviken.example", contact) == []
    assert contact.encode() in invented.exports()["katalog.rdf"].data


@pytest.mark.parametrize("contact", ["oppna.data", "data@staden", "Kalle Karlsson", "a b@staden.se", "@staden.se"])
def test_nobody_who_answers(invented: Invented, contact: str) -> None:
    """What no mail and no browser reaches is refused where it stands."""
    (found,) = invented.edit("site.yml", "oppnadata@bjorkviken.example", f"'{contact}'")
    assert f"'{contact}' is neither a mailbox nor a page's address" in found


def _is_address(node: object) -> bool:
    return isinstance(node, rdflib.URIRef)


@pytest.mark.parametrize("key", ["organisation_number", "data_contact"])
def test_without_the_citys_word_there_is_none(invented: Invented, key: str) -> None:
    """The page of open data says why; the site is no preview for it."""
    before = len(invented.content().preview_reasons())
    text = invented.text("site.yml")
    start = text.index(f"{key}:")
    end = text.find("\n", text.index("reason:", start)) + 1
    assert (
        invented.write("site.yml", f"{text[:start]}{key}:\n  value: null\n  reason: Inte bestämt.\n{text[end:]}") == []
    )
    assert "katalog.rdf" not in invented.exports()
    site = invented.site()
    assert "Inte bestämt." in site.handwritten["oppna-data/index.md"].body
    assert len(site.content.preview_reasons()) == before


@pytest.mark.parametrize("number", ["212000-0002", "212000-000", "abcdef-ghij", "21-2000-0001"])
def test_a_number_that_is_none(invented: Invented, number: str) -> None:
    """The last digit is a check on the others."""
    found = invented.edit("site.yml", "value: 212000-0001", f"value: {number}")
    assert found == [
        f"{invented.at('site.yml', number)}: value: '{number}' is not an organisation's number; check each digit"
    ]
