"""The catalogue that Sweden's data portal harvests: DCAT-AP-SE 3 as RDF/XML, the same bytes for the same content.

Each main class has an address of its own, no blank node; free text states its language.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from core import routes
from core.content import Content
from core.exports.files import Export
from core.routes import address_of

CATALOGUE = "katalog.rdf"
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_SWEDISH = f"{_AUTHORITY}/language/SWE"
_HEALTH = f"{_AUTHORITY}/data-theme/HEAL"
_PUBLIC = f"{_AUTHORITY}/access-right/PUBLIC"
_LOCAL_AUTHORITY = "http://purl.org/adms/publishertype/LocalAuthority"
_MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The data portal writes the licence's own address with http and a last slash.
_LICENCES = {"CC0-1.0": "http://creativecommons.org/publicdomain/zero/1.0/"}


def catalogue(content: Content, exports: Iterable[Export]) -> Export | None:
    """Give the catalogue of the files of open data; None until the city has given what it must say of itself."""
    site = content.site
    values = (site.address.value, site.organisation_number.value, site.data_contact.value)
    if any(value is None for value in values):
        return None
    listed = [one for one in exports if one.title is not None]
    return Export(CATALOGUE, "Katalog för Sveriges dataportal", lambda: _render(content, listed))


def _render(content: Content, exports: list[Export]) -> bytes:
    site = content.site
    root = f"{(site.address.value or '').rstrip('/')}/"
    page = f"{root}{address_of(routes.OPEN_DATA).lstrip('/')}"
    publisher = f"http://dataportal.se/organisation/SE{(site.organisation_number.value or '').replace('-', '')}"
    contact = f"{page}#kontakt"
    licence = _LICENCES.get(site.content_licence.spdx, site.content_licence.url)
    document = _Document()
    # A catalogue that has this one as a part fetches it from what it is called: so the portal's guide on harvesting.
    catalogue = document.node("dcat:Catalog", f"{page}{CATALOGUE}")
    document.text(catalogue, "dct:title", f"Öppna data: {site.name}")
    document.text(catalogue, "dct:description", site.description)
    document.link(catalogue, "dct:publisher", publisher)
    document.link(catalogue, "dct:license", licence)
    document.link(catalogue, "dct:language", _SWEDISH)
    document.link(catalogue, "foaf:homepage", page)
    for stem, files in groupby(exports, lambda one: one.name.rpartition(".")[0]):
        several = list(files)
        dataset = document.node("dcat:Dataset", f"{page}#{stem}")
        document.link(catalogue, "dcat:dataset", f"{page}#{stem}")
        title = several[0].title or ""
        document.text(dataset, "dct:title", title)
        document.text(dataset, "dct:description", f"{title}. En del av {site.name}. {site.description}")
        document.link(dataset, "dct:publisher", publisher)
        document.link(dataset, "dcat:contactPoint", contact)
        document.link(dataset, "dcat:theme", _HEALTH)
        document.link(dataset, "dct:accessRights", _PUBLIC)
        document.link(dataset, "dct:language", _SWEDISH)
        document.link(dataset, "dcat:landingPage", page)
        for one in several:
            kind = one.name.rpartition(".")[2]
            address = f"{root}{one.uri}"
            document.link(dataset, "dcat:distribution", f"{address}#fil")
            distribution = document.node("dcat:Distribution", f"{address}#fil")
            document.text(distribution, "dct:title", one.title or "")
            document.link(distribution, "dcat:accessURL", address)
            document.link(distribution, "dcat:downloadURL", address)
            document.link(distribution, "dct:license", licence)
            document.link(distribution, "dct:format", f"{_AUTHORITY}/file-type/{kind.upper()}")
            document.link(
                distribution, "dcat:mediaType", f"https://www.iana.org/assignments/media-types/{_MEDIA[kind]}"
            )
    agent = document.node("foaf:Agent", publisher)
    document.text(agent, "foaf:name", content.organisations[site.owner].name)
    document.link(agent, "dct:type", _LOCAL_AUTHORITY)
    desk = document.node("vcard:Organization", contact)
    document.text(desk, "vcard:fn", content.organisations[site.owner].name)
    reached = site.data_contact.value or ""
    # DCAT-AP-SE demands a mailbox of each contact; a page alone is kept all the same, as the portal keeps it.
    document.link(desk, *(("vcard:hasEmail", f"mailto:{reached}") if "@" in reached else ("vcard:hasURL", reached)))
    return document.data()


class _Document:
    """RDF/XML that grows node by node."""

    def __init__(self) -> None:
        for prefix, namespace in NAMESPACES.items():
            ET.register_namespace(prefix, namespace)
        self._root = ET.Element(_name("rdf:RDF"))

    def node(self, kind: str, address: str) -> ET.Element:
        """Begin a node of a kind."""
        return ET.SubElement(self._root, _name(kind), {_name("rdf:about"): address})

    def text(self, node: ET.Element, key: str, words: str) -> None:
        """Say something of a node in Swedish."""
        ET.SubElement(node, _name(key), {"{http://www.w3.org/XML/1998/namespace}lang": "sv"}).text = words

    def link(self, node: ET.Element, key: str, address: str) -> None:
        """Lead from a node to another."""
        ET.SubElement(node, _name(key), {_name("rdf:resource"): address})

    def data(self) -> bytes:
        """Give the whole document."""
        ET.indent(self._root)
        buffer = io.BytesIO()
        ET.ElementTree(self._root).write(buffer, encoding="utf-8", xml_declaration=True)
        return buffer.getvalue() + b"\n"


def _name(key: str) -> str:
    prefix, _, name = key.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"
