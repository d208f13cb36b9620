"""Pages as values: what stands where, what leads where, and that text of the data only ever is text."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import itertools
import os
import posixpath
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import yaml

from core.exports.review import review_files
from core.link_states import LinkState, ShownLink
from core.models.support import Ages
from core.models.trainings import Obligation
from core.obligations import department_rows, ordered_trainings, told
from core.pages import build_pages
from core.pages.doubts import checked_words, in_words, unknown_words
from core.pages.handwritten import PageMacros, situation_meta
from core.pages.languages import untranslated
from core.pages.macro_text import MacroError
from core.pages.markdown_page import Page
from core.pages.rendering import render_partial
from core.pages.support import age_words, group_services, line_facts, list_services
from core.pages.writing import Writer
from core.routes import address_of, relative_address, relative_source
from core.text import day_words, first_sentence, first_sentences
from element_tree import by_id, folded, parsed, words
from examples import given, st
from invented import HANDWRITTEN, TODAY, Invented
from seen import rendered, shown

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

TOGETHER = "overenskommelsen/samverkan.md"
SIGNS = "overenskommelsen/tecken.md"
SERVICE = "stod/samtalsstod.md"
SAFE = "stod/trygghet-hemma.md"


def tree(page: Page) -> Element:
    """Give the page as a browser reads it, with a mark after its end."""
    return parsed(f"{rendered(page.body)}<i id=end></i>")


@functools.cache
def invented_trees(root: Path) -> dict[str, Element]:
    """Give every page of the invented set as a tree; rendered once."""
    return {uri: tree(page) for uri, page in Invented(root).pages().items()}


@pytest.fixture
def trees(whole: Invented) -> dict[str, Element]:
    """Give every page of the invented set as a tree."""
    return invented_trees(whole.root)


# Which pages there are


def test_the_pages(whole: Invented) -> None:
    """One page a record and a list, by the address table of the design; the golden files hold the whole list."""
    expected = [
        "overenskommelsen/index.md",
        TOGETHER,
        "overenskommelsen/tidigt-stod.md",
        SIGNS,
        "overenskommelsen/forvaltning/omsorgsforvaltningen.md",
        "overenskommelsen/forvaltning/skol-och-fritidsforvaltningen.md",
        "overenskommelsen/indikatorer.md",
        "overenskommelsen/hela.md",
        "akut.md",
        "akut/kort.md",
        "stod/index.md",
        SERVICE,
        SAFE,
        "stod/alder/barn.md",
        "stod/alder/ung.md",
        "stod/alder/vuxen.md",
        "stod/kontakt/sjalv.md",
        "stod/kontakt/okant.md",
        "stod/anordnare/omsorgsforvaltningen.md",
        "utbildningar/index.md",
        "utbildningar/min-vag.md",
        "utbildningar/uppfoljning.md",
        "utbildningar/att-lyssna.md",
        "utbildningar/vaga-prata.md",
        "utbildningar/oppen-kvall.md",
        "utbildningar/forvaltning/omsorgsforvaltningen.md",
        "utbildningar/forvaltning/skol-och-fritidsforvaltningen.md",
        *(f"utbildningar/amne/{topic}.md" for topic in ("suicidprevention", "psykisk-ohalsa", "beroende", "anhorig")),
        *(f"utbildningar/steg/{step}.md" for step in ("alla", "moter-manniskor", "moter-risk")),
        "ordlista.md",
        "a-o.md",
        "gammalt/samverkan.md",
    ]
    assert [uri for uri in whole.pages() if uri in expected] == expected


def test_each_page_knows_its_data(whole: Invented) -> None:
    """The file to edit is a file of the data, or its README."""
    for page in whole.pages().values():
        assert page.data_path == "data/README.md" or (whole.root / page.data_path).is_file(), page.src_uri


def test_front_matter_is_read_back(whole: Invented) -> None:
    """The head of each file is YAML that says what the page says, and the body follows."""
    for page in whole.pages().values():
        text = page.markdown()
        _, front, body = text.split("---\n", 2)
        meta = yaml.safe_load(front)
        assert (meta.pop("title"), meta.pop("description")) == (page.title, page.description)
        assert ("search" in meta) is not page.in_search
        meta.pop("search", None)
        assert meta == dict(page.meta)
        assert body == f"\n{page.body.strip()}\n"
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


# What can stand in a YAML file as it is.
PLAIN = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1
)


@given(title=PLAIN, description=PLAIN)
def test_any_title_is_read_back(title: str, description: str) -> None:
    """JSON strings are YAML strings."""
    text = Page("x.md", title, description, "", "data/x.yml", meta={"exposed": True}).markdown()
    assert yaml.safe_load(text.split("---\n")[1]) == {"title": title, "description": description, "exposed": True}


def test_each_page_has_one_heading_of_the_first_level(trees: dict[str, Element]) -> None:
    """And no level is left out below it."""
    for uri, root in trees.items():
        levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        assert levels.count(1) == 1, uri
        assert levels[0] == 1, uri
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), uri


def test_anchors_stand_once_on_a_page(trees: dict[str, Element]) -> None:
    """No two elements of a page have one id."""
    for uri, root in trees.items():
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), uri


def target_of(uri: str, href: str, *, is_markdown: bool) -> str:
    """Give the path that a link leads to: of a source in Markdown, of an address in HTML."""
    base = posixpath.dirname(uri) if is_markdown else address_of(uri).strip("/")
    return posixpath.normpath(posixpath.join(base, href)) if href else uri


def test_every_link_leads_to_a_page_and_its_anchor(whole: Invented, trees: dict[str, Element]) -> None:
    """Links between pages are relative, and end at a page, hand-written page or file that is there."""
    exports = {export.uri for export in whole.exports().values()}
    exports |= {export.uri for export in review_files(whole.content())}
    known = {*trees, *HANDWRITTEN, *exports, "oppna-data/index.md"}
    addresses = {address_of(uri).strip("/"): uri for uri in known}
    anchors = {uri: {element.get("id") for element in root.iter()} for uri, root in trees.items()}
    checked = 0
    for uri, root in trees.items():
        for element in root.iter("a"):
            parts = urlsplit(element.get("href", ""))
            if parts.scheme in {"https", "http", "tel"}:
                continue
            assert not parts.scheme, element.get("href")
            assert not parts.path.startswith("/"), element.get("href")
            is_markdown = parts.path.endswith((".md", ".csv", ".xlsx", ".ics")) or not parts.path
            path = target_of(uri, parts.path, is_markdown=is_markdown)
            target = path if is_markdown else addresses.get("" if path == "." else path)
            assert target in known, f"{uri}: {element.get('href')}"
            if parts.fragment and target in anchors:
                assert parts.fragment in anchors[target], f"{uri}: {element.get('href')}"
            checked += 1
    assert checked > 100


def test_outgoing_links_are_those_of_the_register(whole: Invented, trees: dict[str, Element]) -> None:
    """No address comes from anywhere but data/links.yml, each without a referrer; `links` tells which a page shows."""
    content, pages = whole.content(), whole.pages()
    ids = {link.url: link.id for link in content.links.values()}
    ours = content.site.repository.value or ""
    for uri, root in trees.items():
        outgoing = [element for element in root.iter("a") if element.get("href", "").startswith("http")]
        outgoing = [element for element in outgoing if not element.get("href", "").startswith(f"{ours}/data/")]
        assert all(element.get("rel") == "noreferrer" for element in outgoing), uri
        assert {ids[element.get("href", "")] for element in outgoing} == set(pages[uri].links), uri


# Text of the data is only ever text


def test_every_clause_stands_on_its_page_under_its_anchor(whole: Invented, trees: dict[str, Element]) -> None:
    """The first paragraph of a clause carries the anchor of its citation, and shows just the text."""
    for section in whole.content().current.sections:
        root = trees[f"overenskommelsen/{section.section.id}.md"]
        for clause in section.walk():
            first = clause.clause.text.split("\n")[0]
            assert folded(words(by_id(root, clause.anchor))) == folded(first), clause.citation


def test_every_clause_stands_on_the_page_of_everything(whole: Invented, trees: dict[str, Element]) -> None:
    """The page that is printed whole has each clause under its section's prefix, and each with its citation."""
    root = trees["overenskommelsen/hela.md"]
    for section in whole.content().current.sections:
        for listed in section.lists:
            for clause in listed.clauses:
                shown = folded(words(by_id(root, f"{section.section.id}-{clause.anchor}")))
                assert shown == f"{folded(clause.clause.text.split(chr(10))[0])} {clause.citation}"
                assert all(by_id(root, f"{section.section.id}-{part.anchor}") is not None for part in clause.walk())


def test_every_text_of_a_section_is_shown(whole: Invented, trees: dict[str, Element]) -> None:
    """Title, summary, introduction, clauses, text after details and remarks: all of it, sign by sign."""
    for section in whole.content().current.sections:
        root = trees[f"overenskommelsen/{section.section.id}.md"]
        shown = folded(words(root))
        for text in (section.section.title, section.section.summary, *section.texts(), *section.section.remarks):
            for line in text.split("\n"):
                assert folded(line) in shown, f"{section.section.id}: {line}"


def test_text_makes_no_markup(trees: dict[str, Element]) -> None:
    """Signs of Markdown, HTML and macros in the data make no element: no script, picture, code, table or link."""
    for uri, root in trees.items():
        tags = {str(element.tag) for element in root.iter()}
        ours = {"krav.md": {"code"}, "om/utseende.md": {"code", "blockquote"}}.get(uri, set())
        assert not tags & {"img", "code", "pre", "blockquote", "b", "film"} - ours, uri
        assert not [element for element in root.iter() if "farligt" in element.get("href", "")], uri
        assert all(element.get("type") == "application/ld+json" for element in root.iter("script")), uri
        assert not [element for element in root.iter() if element.get("class") == "ingen-klass"], uri
        assert by_id(root, "end") is not None, f"{uri}: something swallows the end of the page"
    assert not [element for element in trees[SIGNS].iter() if element.get("id") in {"ingen-id", "inget-ankare"}]


def test_macros_in_the_data_stay_text(whole: Invented, trees: dict[str, Element]) -> None:
    """Braces are shown, and do not stand in the Markdown as Jinja would read them."""
    assert "{{ inget_makro() }} och {% inget makro %}" in folded(words(trees[SIGNS]))
    assert all("{{" not in page.markdown() for page in whole.pages().values() if page.src_uri == SIGNS)


def test_a_star_is_a_star(trees: dict[str, Element]) -> None:
    """No name is emphasised by its own signs, also where it stands in HTML within Markdown."""
    assert not [(uri, words(element)) for uri, root in trees.items() for element in root.iter("em")]


@pytest.mark.parametrize("text", ["</script><s>x</s>", "<!--<script>", "<!-- --> & < >", "]]>"])
def test_structured_data_ends_where_it_should(invented: Invented, text: str) -> None:
    """Whatever a service is called, the script of its description ends, and the page goes on."""
    invented.edit("services/samtalsstod.yml", "remark: Tiderna kan ändras.", "remark: null")
    invented.edit("services/samtalsstod.yml", "operator: Omsorgsförvaltningen", f"operator: 'Staden {text}'")
    assert by_id(tree(invented.pages()[SERVICE]), "end").tag == "i"


def test_a_title_of_any_signs_is_shown_whole(invented: Invented) -> None:
    """A heading that ends with a number sign keeps it."""
    invented.edit("agreements/2021/sections/tidigt-stod.yml", "title: Tidigt stöd", "title: Vi lär oss C#")
    root = tree(invented.pages()["overenskommelsen/tidigt-stod.md"])
    assert [words(element) for element in root.iter("h1")] == ["Vi lär oss C#"]


# Sections


def test_terms_are_explained_where_they_stand_first(trees: dict[str, Element]) -> None:
    """Each term is linked once a page, in any of its forms, and explained at the end in order of first use."""
    marked = [element for element in trees[TOGETHER].iter("a") if element.get("class") == "term"]
    assert [(words(element), element.get("href")) for element in marked] == [
        ("SIP", "#ord-sip"),
        ("Återhämtning", "#ord-aterhamtning"),
    ]
    explained = [element for element in trees[TOGETHER].iter("dt") if element.get("id")]
    assert [(element.get("id"), words(element)) for element in explained] == [
        ("ord-sip", "SIP – Samordnad individuell plan"),
        ("ord-aterhamtning", "Återhämtning"),
    ]


@pytest.mark.parametrize("uri", ["overenskommelsen/hela.md", "overenskommelsen/forvaltning/omsorgsforvaltningen.md"])
def test_terms_are_not_marked_away_from_their_section(trees: dict[str, Element], uri: str) -> None:
    """Where clauses are quoted, nothing is explained."""
    assert not [element for element in trees[uri].iter("a") if element.get("class") == "term"]


def test_an_explanation_that_nobody_confirmed_says_so(trees: dict[str, Element]) -> None:
    """General knowledge is told of once a page, what the documents say is not."""
    shown = folded(words(trees["ordlista.md"]))
    assert "1 av 3 förklaringar står inte i dokumenten och är inte bekräftade av kommunen. Visa vilka" in shown
    doubted = next(one for one in trees["ordlista.md"].iter("details"))
    assert [element.get("href") for element in doubted.iter("a")] == ["#aterhamtning"]
    section = folded(words(trees[TOGETHER]))
    assert section.count("inte bekräfta") == 1
    assert "Förklaringen av Återhämtning står inte i dokumenten och är inte bekräftad av kommunen." in section


def test_sections_lead_to_their_neighbours(whole: Invented) -> None:
    """Before and after in the order of the document, parent and children."""
    pages = whole.pages()
    first, second, last = (pages[f"overenskommelsen/{name}.md"].body for name in ("samverkan", "tidigt-stod", "tecken"))
    assert "Föregående avsnitt" not in first
    assert 'rel="next" href="../tidigt-stod/"><span class="neighbours__way">Nästa avsnitt</span> Tidigt stöd' in first
    assert "-   [Tidigt stöd](tidigt-stod.md). Hur barn får stöd innan det blir svårt." in first
    assert '<a href="../samverkan/">Samverkan &amp; återhämtning</a>' in second
    assert 'rel="prev" href="../samverkan/"><span class="neighbours__way">Föregående avsnitt</span>' in second
    assert "Nästa avsnitt" not in last


def test_a_section_shows_only_the_lists_it_has(whole: Invented) -> None:
    """No heading over an empty list."""
    anchors = re.findall(
        r'^#+ .* \{ #([a-z-]+) \}$|<h3 id="([a-z-]+)">',
        whole.pages()["overenskommelsen/tidigt-stod.md"].body,
        re.MULTILINE,
    )
    lists = ["kort-sikt", "kort-sikt-indikatorer", "vill", "ansvar"]
    assert [one or other for one, other in anchors] == [
        *("innehall", *lists, "andringar"),
        *("andringar-nya-mal-och-insatser", "andringar-mal-och-insatser-som-ar-desamma"),
        "om-du-sjalv-berors",
    ]


def test_details_nest_as_in_the_document(trees: dict[str, Element]) -> None:
    """Sub-bullets are lists within their bullet, and what follows them stands in the bullet too."""
    root = trees[TOGETHER]
    parents = {child: parent for parent in root.iter() for child in parent}

    def item(anchor: str) -> Element:
        return parents[by_id(root, anchor)]

    assert parents[parents[item("kort-1-1")]] is item("kort-1")
    assert parents[parents[item("kort-1-1-1")]] is item("kort-1-1")
    assert parents[item("kort-1-1-2")] is parents[item("kort-1-1-1")]
    assert parents[item("kort-2")] is parents[item("kort-1")]
    paragraphs = [folded(words(child)) for child in item("kort-1") if child.tag == "p"]
    assert paragraphs[:4] == [
        "Vi ska möta varje person i tid.",
        "Ingen ska behöva vänta i onödan.",
        "Sedan träffas alla.",
        "Det sker inom en vecka.",
    ]
    assert [folded(words(child)) for child in item("kort-1-1") if child.tag == "p"] == [
        "Skolan lyssnar på barnet.",
        "Skolan skriver upp vad barnet sa.",
    ]


def test_a_list_of_a_hundred_clauses_is_one_list(invented: Invented) -> None:
    """The hundredth clause still stands in the list, under its own anchor."""
    clauses = "\n".join(
        f"      - id: kort-{number}\n        text: Mål nummer {number} nås." for number in range(1, 102)
    )
    name = "agreements/2021/sections/tidigt-stod.yml"
    goal = "        text: Skolan frågar alla barn hur de mår.\n        actors: [skol-och-fritidsforvaltningen]"
    old = f"      - id: kort-1\n{goal}"
    assert invented.edit(name, old, clauses) == []
    root = tree(invented.pages()["overenskommelsen/tidigt-stod.md"])
    assert words(by_id(root, "kort-100")) == "Mål nummer 100 nås."


@pytest.mark.parametrize(
    ("link", "marks"),
    [("handbok", " (pdf)"), ("rutin", " (kommunens interna nät)"), ("film", " (film, på engelska)")],
)
def test_what_a_link_leads_to_is_said_in_words(whole: Invented, link: str, marks: str) -> None:
    """The kind of file, the language and who can open it, in the link itself; in Markdown and in HTML the same."""
    writer = Writer(whole.content(), "x.md", whole.content().current)
    text, html = writer.link(link), writer.html_link(link)
    assert f"{marks}](<" in text
    assert html.endswith(f"{marks}</a>")
    assert ('lang="en" hreflang="en"' in html) == ("lang=en hreflang=en" in text) == ("engelska" in marks)
    assert writer.links == [link, link]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Kort. Också kort. Den här får inte plats.", "Kort. Också kort.", id="as-many-as-fit"),
        pytest.param(
            "Den här meningen är för lång men står med. Nej.", "Den här meningen är för lång men står med.", id="one"
        ),
        pytest.param("Kort.\nNy rad.", "Kort. Ny rad.", id="paragraphs"),
    ],
)
def test_sentences_of_a_list(text: str, shown: str) -> None:
    """Whole sentences, at least one."""
    assert first_sentences(text, 20) == shown


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("En mening. En till.", "En mening", id="two"),
        pytest.param("En mening.", "En mening", id="one"),
        pytest.param("Ett stycke.\n\nEtt till.", "Ett stycke", id="paragraphs"),
        pytest.param("Version 1.0 gäller. Mer.", "Version 1.0 gäller", id="dot-in-a-number"),
    ],
)
def test_first_sentences(text: str, first: str) -> None:
    """For a list that leads to the whole."""
    assert first_sentence(text) == first


# The lists of the agreement


def test_the_page_of_a_delmal(invented: Invented) -> None:
    """Its sections, and nothing of the others; notes and priorities where there are some."""
    trees = {uri: tree(page) for uri, page in invented.by_delmal().pages().items() if "/delmal/" in uri}
    assert len(trees) == 8
    shown = {number: folded(words(trees[f"overenskommelsen/delmal/{number}.md"])) for number in (1, 2, 5, 7)}
    assert "Samverkan & återhämtning" in shown[2]
    assert "Tidigt stöd" in shown[2]
    assert "Stöd i skolan." in shown[2]
    assert "Namnet är inte jämfört med skrivelsen." in shown[2]
    assert "Tidigt stöd" not in shown[5]
    assert "Vad delmålet lyfter fram" not in shown[5]
    assert "Tecken: å, ä, ö" in shown[1]
    assert invented.pages()["overenskommelsen/delmal/2.md"].title == "Delmål 2: Barn och unga"
    start, section = (invented.pages()[uri].body for uri in ("overenskommelsen/index.md", TOGETHER))
    assert "-   [Delmål 2: Barn och unga](delmal/2.md)\n" in start
    assert "Efter fokusområde" not in start
    assert '<span class="belongs__number">2</span> <a href="../delmal/2/">Barn och unga</a>' in section
    assert "Delmål 2: Barn och unga" in invented.pages()["a-o.md"].body


def test_an_agreement_with_groups_of_its_own(whole: Invented, trees: dict[str, Element]) -> None:
    """Its start page has its sections by group, in its own word for one; no page speaks of delmål."""
    root = trees["overenskommelsen/index.md"]
    around = next(one for one in root.iter() if by_id(root, "efter-grupp") in list(one))
    place = list(around).index(by_id(root, "efter-grupp"))
    heading, groups = list(around)[place : place + 2]
    assert words(heading) == "Efter fokusområde"
    assert [folded(words(one)) for one in groups] == [
        "1. Stöd i tid Samverkan & återhämtning Tidigt stöd",
        "Tillsammans Samverkan & återhämtning Tecken: å, ä, ö | #1 *viktigt* <b>",
    ]
    assert [element.tag for element in groups.iter() if element.tag in {"ul", "ol"}] == ["ul", "ul", "ul"]
    shown = folded(words(trees[TOGETHER]))
    assert "Fokusområde 1 Stöd i tid Tillsammans" in shown
    assert not [one for one in trees[TOGETHER].iter("ol") if "Stöd i tid" in words(one)]
    assert [uri for uri, page in whole.pages().items() if "elmål" in page.body] == []


def test_lists_of_other_kinds_have_their_own_words(whole: Invented) -> None:
    """Goals without a term stand under the document's heading, prose is no goal, and both are cited."""
    body = whole.pages()["overenskommelsen/tidigt-stod.md"].body
    assert "## Det här vill vi { #vill }" in body
    assert "## Ansvariga { #ansvar }" in body
    assert "Länk till mål vill-2<" in body
    assert "Länk till stycke ansvar-1<" in body


def test_the_page_of_a_department(trees: dict[str, Element]) -> None:
    """Topmost clauses in which it acts, its part of a detail too, then the whole city's, then nobody's; once each.

    What names it stands open, the rest is folded.
    """
    root = trees["overenskommelsen/forvaltning/omsorgsforvaltningen.md"]
    clauses = [element.get("href", "") for element in root.iter("a") if "/#" in element.get("href", "")]
    assert [href.removeprefix("../../") for href in clauses] == [
        "samverkan/#kort-1",
        "samverkan/#kort-1-2",
        "samverkan/#kort-2",
        "tidigt-stod/#vill-2",
        "tidigt-stod/#ansvar-1",
        "samverkan/#lang-1",
        "tidigt-stod/#vill-1",
        "tecken/#kort-1",
        "tecken/#lang-1",
    ]


def test_a_department_is_told_what_introductions_say_of_it(trees: dict[str, Element]) -> None:
    """A paragraph that names it is led to before the section's clauses, on its own page and on no other."""
    said = "Vi gör en SIP när flera ska hjälpa samma person inledningen"
    school, care = (
        folded(words(trees[f"overenskommelsen/forvaltning/{name}.md"]))
        for name in ("skol-och-fritidsforvaltningen", "omsorgsforvaltningen")
    )
    assert said in school
    assert school.index(said) < school.index("Vi ordnar en dag om psykisk hälsa")
    assert said not in care


def test_the_indicators_by_section(trees: dict[str, Element]) -> None:
    """All indicators in order, word for word, under their section with their term; «Saknas.» is shown, not counted."""
    root = trees["overenskommelsen/indikatorer.md"]
    signs = "Tecken: å, ä, ö | #1 *viktigt* <b>"
    parts = {
        folded(words(next(part.iter("h2")))): [folded(words(one)) for one in part.iter("li")]
        for part in root.iter("section")
    }
    assert parts == {
        "Samverkan & återhämtning 3": [
            "Antal planer per år. Kort sikt · Finns sedan 2019–2020",
            "Andel barn, i procent. Kort sikt · Finns sedan 2019–2020 Hette något annat då ”Andel elever, i procent.”",
            "Saknas. Lång sikt",
        ],
        "Tidigt stöd 1": ["Saknas. Kort sikt"],
        f"{signs} 2": ['=SUM(A1) | "citat" <b> Kort sikt · Ny 2021', "-5 % mot 2020; å ä ö Kort sikt · Ny 2021"],
    }
    assert "Överenskommelsen följs upp med 4 indikatorer." in folded(words(root))


def test_the_start_page_groups_sections(trees: dict[str, Element]) -> None:
    """Parts stand in a list within the section that groups them."""
    root = trees["overenskommelsen/index.md"]
    parents = {child: parent for parent in root.iter() for child in parent}
    links: dict[str | None, Element] = {}
    for element in root.iter("a"):
        links.setdefault(element.get("href"), element)

    def depth(href: str) -> int:
        element, found = links[href], 0
        while element in parents:
            element = parents[element]
            found += element.tag == "ul"
        return found

    assert [depth(href) for href in ("samverkan/", "tidigt-stod/", "tecken/")] == [1, 2, 1]
    assert "2 mål · 2 indikatorer" in folded(words(root))
    assert "Åsa Ängström, omsorgsdirektör, omsorgsförvaltningen" in folded(words(root))


def test_the_glossary_is_in_swedish_order(trees: dict[str, Element]) -> None:
    """By letter, Å and Ö last; each term with its anchor and the sections it stands in."""
    root = trees["ordlista.md"]
    assert [words(element) for element in root.iter("h2")] == ["S", "Å", "Ö"]
    assert [element.get("id") for element in root.iter("h2")] == ["bokstav-s", "bokstav-aa", "bokstav-oe"]
    assert [element.get("id") for element in root.iter("dt")] == ["sip", "aterhamtning", "oppenvard"]
    found = [folded(words(element)) for element in root.iter("dd") if words(element).strip().startswith("Står i:")]
    assert found == [
        "Står i: Samverkan & återhämtning, Tecken: å, ä, ö | #1 *viktigt* <b>",
        "Står i: Samverkan & återhämtning",
    ]


def test_the_index_holds_everything_once(trees: dict[str, Element]) -> None:
    """Sections, services, situations, words and departments, in Swedish order."""
    root = trees["a-o.md"]
    assert [words(element) for element in root.iter("h2")] == ["A", "E", "J", "O", "S", "T", "V", "Å", "Ö"]
    listed = [folded(words(one)) for part in root.iter("section") for one in part.iter("li")]
    assert len(listed) == len(set(listed))
    assert [entry for entry in listed if entry.startswith("S")] == [
        "Samordnad individuell plan (ord)",
        "Samtalsstöd *för unga* (stöd)",
        "Samverkan & återhämtning (avsnitt)",
        "SIP (ord)",
        "Skol- och fritidsförvaltningen (förvaltning)",
    ]


def test_the_page_of_requirements(trees: dict[str, Element]) -> None:
    """A table a part, each row with what holds it, and a sum that is counted."""
    root = trees["krav.md"]
    assert [element.get("id") for element in root.iter("caption")] == ["tabell-kris", "tabell-ord"]
    rows = [[folded(words(cell)) for cell in row] for row in root.iter("tr")]
    assert rows[1] == ["C1", "Hjälpen står överst.", "Test.tests/test_help.py: test_first, test_always"]
    assert rows[2][1] == "Hjälpen går att <läsa>."
    assert rows[2][2] == "Delvis. Ingen har provat på papper.tests/test_help.py: test_read"
    assert [row[2] for row in rows[4:]] == ["Person.", "Inte ännu. Ingen mäter."]
    shown = folded(words(root))
    assert "Tabellerna visar läget den 1 februari 2021. Av 4 krav håller test 1. Vid 1 håller test en del." in shown
    assert "1 måste en människa pröva. Vid 1 står det Inte ännu." in shown


def test_a_moved_page_leads_on(whole: Invented) -> None:
    """The page of an old address has its own template, a link for all, and stays out of the search."""
    page = whole.pages()["gammalt/samverkan.md"]
    assert page.address == "/gammalt/samverkan/"
    assert page.meta == {"template": "redirect.html", "redirect": "../../overenskommelsen/samverkan/#kort-1"}
    assert '<a href="../../overenskommelsen/samverkan/#kort-1">' in page.body
    assert not page.in_search


def test_a_page_moved_to_the_start_page(invented: Invented) -> None:
    """The shortest target."""
    invented.edit("redirects.yml", "/overenskommelsen/samverkan/#kort-1", "/")
    assert invented.pages()["gammalt/samverkan.md"].meta["redirect"] == "../../"


# Crisis help and services


def test_the_crisis_page(trees: dict[str, Element]) -> None:
    """The help card first; numbers that are sure, each once; how to reach help without speaking."""
    root = trees["akut.md"]
    calls = [element.get("href") for element in root.iter("a") if element.get("class") == "call"]
    assert calls == ["tel:112", "tel:1177", "tel:+46406280410", "tel:+46406280400"]
    shown = folded(words(root))
    assert "Du kan sms:a till 112 om du har anmält det i förväg." in shown
    assert "Chatten: " in shown


def confirm_all(invented: Invented) -> None:
    """Let the operators confirm every help line on a day."""
    as_asked = r"\g<1>2021-02-25,\2operator"
    text = re.sub(r"(support-lines.*day: ).*?,(.*how: )[a-z-]+", as_asked, invented.text("checks.yml"))
    assert invented.write("checks.yml", text) == []


def test_the_crisis_page_says_what_is_confirmed(invented: Invented) -> None:
    """On the day every operator has confirmed its number, the page does not deny it: one data change is enough."""
    confirm_all(invented)
    shown = folded(words(tree(invented.pages()["akut.md"])))
    assert "25 februari 2021" in shown
    assert "inte bekräftade" not in shown


CARD = '<a href="kort/">Kort att skriva ut'


def test_the_card_to_print_has_only_confirmed_numbers(invented: Invented, trees: dict[str, Element]) -> None:
    """Numbers that the operator has confirmed once, and 112; while there are none, 112 and care, said so.

    That they are confirmed is said while no check of them has lapsed. Crisis help leads to the card when there is one.
    """
    card = trees["akut/kort.md"]
    assert [element.get("href") for element in card.iter("a")] == ["tel:112", "tel:+46406280410", "tel:+46406280400"]
    assert "Numren är bekräftade" not in words(card)
    assert "Skulle ha kontrollerats igen senast 31 januari 2021." in words(card)
    assert "bara med bekräftade nummer" not in words(trees["akut.md"])
    text = invented.text("checks.yml")
    invented.write("checks.yml", text.replace("how: operator", "how: web-copy"))
    pages = invented.pages()
    page = pages["akut/kort.md"]
    assert [one.get("href") for one in tree(page).iter("a")] == ["tel:112", "tel:1177", "../akut.md"]
    assert CARD not in pages["akut.md"].body
    assert "De är obekräftade." in page.body
    assert "bekräftade" not in page.description
    confirm_all(invented)
    pages = invented.pages()
    assert CARD in pages["akut.md"].body
    assert "bara med bekräftade nummer" in pages["akut.md"].body
    assert "Numren är bekräftade" in pages["akut/kort.md"].body
    numbers = [element.get("href") for element in tree(pages["akut/kort.md"]).iter("a")]
    assert numbers == ["tel:112", "tel:1177", "tel:+46406280410", "tel:+46406280400"]


def test_exposed_pages_are_neutral_outside(whole: Invented) -> None:
    """What others may see of a page on violence is neutral, and the page has the card and the way out."""
    page = whole.pages()[SAFE]
    assert page.meta == {
        "topics": "vald",
        "crisis": True,
        "exposed": True,
        "neutral_title": "Stöd och trygghet",
    }
    assert page.description == "Stöd och trygghet"
    assert 'class="help"' in page.body
    assert "## Så lämnar du få spår { #spar }" in page.body
    assert "[Akut hjälp: ring 112 om det är fara för livet](../akut.md)" in page.body
    assert "Öppnar tidigast 2022." in page.body


def test_other_pages_have_no_card(whole: Invented) -> None:
    """The card stands where the topics ask for it."""
    page = whole.pages()[SERVICE]
    assert page.meta == {"topics": "psykisk-halsa"}
    assert 'class="help"' not in page.body
    assert page.description == "Du får prata med någon som lyssnar."


def test_what_is_not_known_is_said(trees: dict[str, Element]) -> None:
    """What is unknown is one sentence, marked as a doubt, and a service without a way in gets the city's own."""
    shown = folded(words(trees[SAFE]))
    doubts = [folded(words(one)) for one in trees[SAFE].iter() if one.get("data-caveat") is not None]
    assert doubts == [
        "Vi vet inte än: ålder, vägen dit, kostnad, plats och första kontakten.",
        "Inte bekräftad av verksamheten. Skulle ha kontrollerats igen senast 28 januari 2021.",
    ]
    assert shown.count("vet inte") == 1
    assert "Ring 040-628 04 00 till Björkvikens växel" in shown


def test_the_word_of_the_data_for_unknown_is_never_shown(invented: Invented, trees: dict[str, Element]) -> None:
    """`unknown` is a mark for the program: a reader is told in Swedish, or the line is left out."""
    assert not [uri for uri, root in trees.items() if "unknown" in words(root)]
    sms = "sms: Du kan sms:a till 112 om du har anmält det i förväg."
    invented.edit("support-lines.yml", f"{sms}\n  relay: unknown", "sms: unknown\n  relay: En tolk ringer 112.")
    audiences = "audiences: [Alla som är rädda]"
    assert invented.edit("services/trygghet-hemma.yml", audiences, "audiences: []") == []
    pages = invented.pages()
    assert "unknown" not in (shown := words(tree(pages["akut.md"])))
    assert "En tolk ringer 112." in shown
    shown = folded(words(tree(pages[SAFE])))
    assert "Vi vet inte än: vem det är till för, ålder," in shown
    assert "För " not in shown


def test_services_stand_with_the_clauses_that_name_them(whole: Invented) -> None:
    """On the section's page, beside the clause; a detail's service beside its clause too, once."""
    body = whole.pages()[TOGETHER].body
    assert body.count('Stöd: </span><a href="../../stod/samtalsstod/">Samtalsstöd *för unga*</a>') == 1


@pytest.mark.parametrize(
    ("ages", "spoken", "groups"),
    [
        pytest.param("all", "Alla åldrar", ("barn", "ung", "vuxen"), id="all"),
        pytest.param("unknown", "", ("barn", "ung", "vuxen"), id="unknown"),
        pytest.param("young", "Barn och unga", ("barn", "ung"), id="the-young"),
        pytest.param("{youngest: 13, oldest: 25}", "13–25 år", ("ung",), id="one-group"),
        pytest.param("{youngest: 12, oldest: 26}", "12–26 år", ("barn", "ung", "vuxen"), id="over-the-ends"),
        pytest.param("{youngest: null, oldest: 12}", "Till och med 12 år", ("barn",), id="up-to"),
        pytest.param("{youngest: 26, oldest: null}", "Från 26 år", ("vuxen",), id="from"),
        pytest.param("{youngest: 13, oldest: 13}", "13 år", ("ung",), id="one-year"),
        pytest.param("{youngest: 0, oldest: 0}", "0 år", ("barn",), id="newborn"),
    ],
)
def test_ages(invented: Invented, ages: str, spoken: str, groups: tuple[str, ...]) -> None:
    """Ages in words, and the groups that a service is listed in."""
    assert invented.edit("services/samtalsstod.yml", "{youngest: 13, oldest: 20}", ages) == []
    content = invented.content()
    (listed,) = list_services(content, [content.services["samtalsstod"]])
    assert (listed.ages, listed.age_groups) == (spoken, groups)
    assert age_words(content.services["samtalsstod"].ages) == spoken
    assert age_words(Ages(youngest=1, oldest=2)) == "1–2 år"


def test_services_are_listed_in_swedish_order(invented: Invented) -> None:
    """Å after T."""
    invented.edit("services/samtalsstod.yml", "name: Samtalsstöd *för unga*", "name: Återhämtning")
    assert [one.service.name for one in list_services(invented.content())] == ["Tryggt hem", "Återhämtning"]


def test_days_in_words(whole: Invented) -> None:
    """Day, month and year; and a check that has run out says so, on the day after its last."""
    assert day_words(TODAY) == "1 mars 2021"
    content = whole.content()
    service, training = content.services["samtalsstod"], content.trainings["att-lyssna"]
    told = "Senast kontrollerad 1 februari 2021 av redaktör, mot överenskommelsen."
    unconfirmed, last = "Inte bekräftad av verksamheten.", datetime.date(2021, 7, 31)
    late = "Skulle ha kontrollerats igen senast 31 juli 2021."
    assert str(checked_words(content, [service], last)) == f"{told} {unconfirmed}"
    assert str(checked_words(content, [service], datetime.date(2021, 8, 1))) == f"{told} {unconfirmed} {late}"
    confirmed = content.support_lines["lyssnarlinjen"]
    assert str(checked_words(content, [confirmed], TODAY)) == (
        "Senast kontrollerad 20 februari 2021 av redaktör, med den som driver verksamheten."
    )
    assert str(checked_words(content, [service, confirmed], TODAY)) == (
        "Senast kontrollerade mellan 1 februari 2021 och 20 februari 2021 av redaktör, mot överenskommelsen och med "
        "den som driver verksamheten. Alla är inte bekräftade av dem som svarar."
    )
    assert checked_words(content, [service, training], TODAY).doubt == "Ingen är bekräftad av den som svarar."


def test_what_is_unknown_in_words() -> None:
    """One sentence, or none."""
    assert in_words(["ålder"]) == "ålder"
    assert unknown_words(["ålder", "plats", "kostnad"]) == "Vi vet inte än: ålder, plats och kostnad."
    assert unknown_words([]) == ""


def test_each_service_stands_once_in_its_group(invented: Invented) -> None:
    """In the group of its first situation; what no group takes stands in the last."""
    content = invented.content()
    grouped = group_services(content, list_services(content))
    assert [(group.id, [one.service.id for one in listed]) for group, listed in grouped] == [
        ("ma", ["samtalsstod"]),
        ("mer", ["trygghet-hemma"]),
    ]


def test_what_is_known_of_a_help_line(whole: Invented) -> None:
    """Known facts with their headings, and the headings of what is not known."""
    known, missing = line_facts(whole.content().support_lines["larm-112"])
    assert known == [
        ("Öppet", "Dygnet runt."),
        ("Sms", "Du kan sms:a till 112 om du har anmält det i förväg."),
    ]
    assert missing == ["vem svarar", "kostnad", "anonymt", "chatta eller skriv", "text- och bildtelefoni", "språk"]


# Trainings


def test_trainings_in_the_order_to_take_them(whole: Invented) -> None:
    """By step, then by the strongest obligation, then by name in Swedish order."""
    content = whole.content()
    assert [one.id for one in ordered_trainings(content)] == [
        "att-lyssna",
        "vaga-prata",
        "oppen-kvall",
    ]
    rows = department_rows(content, "skol-och-fritidsforvaltningen")
    assert [(row.training.id, row.obligation.level) for row in rows] == [
        ("att-lyssna", "erbjuds"),
        ("vaga-prata", "ska ha genomgåtts"),
    ]


def test_a_training_says_what_the_agreement_says(trees: dict[str, Element]) -> None:
    """Level and the document's own words for each department, proven by a link to the clause."""
    said, quoted = (
        [folded(words(one)) for one in element]
        for element in trees["utbildningar/att-lyssna.md"].iter("ul")
        if element.get("class") in {"levels", "quotes"}
    )
    assert said == [
        "Obligatorisk Omsorgsförvaltningen: alla medarbetare",
        "Erbjuds Skol- och fritidsförvaltningen: lärare",
    ]
    assert quoted[0] == (
        "Omsorgsförvaltningen: alla medarbetare ”ska vara utbildade <alla>” Obligatorisk"
        " Samverkan & återhämtning, mål 2"
    )
    proofs = [
        element.get("href")
        for element in trees["utbildningar/att-lyssna.md"].iter("a")
        if "#" in element.get("href", "")
    ]
    assert "../../overenskommelsen/samverkan/#kort-2" in proofs
    assert "../overenskommelsen/samverkan.md#kort-indikator-1" in proofs


def test_what_indicators_count(trees: dict[str, Element]) -> None:
    """Each indicator with the trainings it counts, and the trainings that none does."""
    root = trees["utbildningar/uppfoljning.md"]
    rows = [[folded(words(cell)) for cell in row] for row in root.iter("tr")]
    assert rows[1:] == [["Antal planer per år.", "Att lyssna: steg_1 *grund* | <b>"]]
    assert [folded(words(element)) for element in root.iter("li")] == ["Våga prata", "Öppen kväll"]


def test_the_way_of_a_role(whole: Invented, trees: dict[str, Element]) -> None:
    """Each role with its steps: what is for all staff is for each of them, and what holds where is said."""
    roles = [role.id for role in whole.content().vocabulary.roles]
    root = trees["utbildningar/min-vag.md"]
    assert [element.get("id") for element in root.iter("h2")] == roles
    text = folded(words(root))
    parts = [text[text.rindex(name) :] for name in ("Chef", "Handläggare", "Elevhälsan")]
    assert "Ska ha genomgåtts Skol- och fritidsförvaltningen: handläggare" in parts[1]
    assert parts[1].index("Krävs på någon förvaltning") < parts[1].index("Våga prata")
    assert [element.get("href") for element in root.iter("a") if element.get("href") == "#alla"][1:] != []


def test_what_is_for_all_is_told_once(whole: Invented, trees: dict[str, Element]) -> None:
    """A training for all of the staff stands under them alone, and every other role of theirs is led there."""
    vocabulary = whole.content().vocabulary
    root = trees["utbildningar/min-vag.md"]
    hrefs = [element.get("href") for element in root.iter("a")]
    assert hrefs.count("../att-lyssna/") == 1
    led = [words(element) for element in root.iter("a") if element.get("href") == f"#{vocabulary.staff_role}"]
    assert len(led) == 1 + sum(one.holds == "group" for one in vocabulary.roles)


def test_what_is_for_all_is_for_each_role_of_the_staff(whole: Invented) -> None:
    """But not for the public, unless it is said."""
    vocabulary = whole.content().vocabulary
    roles = list(vocabulary.role_names)
    assert vocabulary.roles_held(["alla"]) == [role for role in roles if role != "allmanhet"]
    assert vocabulary.roles_held(["chef"]) == ["chef"]
    assert vocabulary.roles_held(["alla", "allmanhet"]) == roles


def test_levels_name_their_departments(whole: Invented) -> None:
    """The strongest first; never a level without where it holds; a group that is a part of the staff is said."""
    content = whole.content()
    training = content.trainings["att-lyssna"]
    assert [
        (one.level, one.group, one.part, [at.id for at in one.departments])
        for one in told(content, training.obligations)
    ] == [
        ("obligatorisk", "alla medarbetare", True, ["omsorgsforvaltningen"]),
        ("erbjuds", "lärare", True, ["skol-och-fritidsforvaltningen"]),
    ]
    (both,) = told(content, [offered(one) for one in training.obligations])
    assert (both.level, both.kind, both.part, both.everywhere) == ("erbjuds", "offered", False, True)


def offered(obligation: Obligation) -> Obligation:
    """Give an obligation as an offer to all of the staff."""
    return obligation.model_copy(update={"level": "erbjuds", "group": "medarbetare"})


def test_a_department_says_first_what_it_demands(trees: dict[str, Element]) -> None:
    """Levels that oblige stand before the steps."""
    text = folded(words(trees["utbildningar/forvaltning/omsorgsforvaltningen.md"]))
    assert text.index("Det här krävs") < text.index("Obligatorisk Alla medarbetare") < text.index("Steg 1")
    assert text.index("Att lyssna") < text.index("Obligatorisk")


def test_no_link_leads_to_a_step_without_a_page(invented: Invented) -> None:
    """A step that only the public takes has no page of its own, and nothing links to it."""
    invented.edit("trainings/oppen-kvall.yml", "roles: [nyckelperson, allmanhet]", "roles: [allmanhet]")
    pages = invented.pages()
    for uri in ("utbildningar/index.md", "utbildningar/oppen-kvall.md"):
        for target in re.findall(r"\]\(([^)#]*steg/[^)#]*)\)", pages[uri].body):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(uri), target)) in pages, f"{uri}: {target}"


# Links as the latest check found them


def link_state(verdict: str, *, broken: bool = False, final_url: str | None = None) -> LinkState:
    """Give what a link check may remember."""
    return LinkState(verdict, TODAY, broken, final_url)


MOVED = "https://bjorkviken.example/ny/handbok.pdf"
OWN_START = "https://www.bjorkviken.example/"


@pytest.mark.parametrize(
    ("link", "state", "url", "start_page"),
    [
        pytest.param("handbok", link_state("ok"), "same", None, id="ok"),
        pytest.param("handbok", link_state("dead"), "same", None, id="not-broken-yet"),
        pytest.param("handbok", link_state("dead", broken=True), None, OWN_START, id="broken"),
        pytest.param("film", link_state("down", broken=True), None, None, id="broken-host-is-down"),
        pytest.param(
            "film",
            link_state("dead", broken=True, final_url="http://film.bjorkviken.example/borta"),
            None,
            "http://film.bjorkviken.example/",
            id="broken-host-answers",
        ),
        pytest.param("handbok", link_state("moved", final_url=MOVED), MOVED, None, id="moved-on-the-same-site"),
        pytest.param(
            "handbok", link_state("moved", final_url="https://annan.example/"), "same", None, id="moved-to-another-site"
        ),
    ],
)
def test_how_a_link_is_shown(
    whole: Invented, link: str, state: LinkState, url: str | None, start_page: str | None
) -> None:
    """As it stands, at its new address on the same site, or as text with where to turn instead."""
    content = dataclasses.replace(whole.content(), link_states={link: state})
    expected = content.links[link].url if url == "same" else url
    assert content.shown_link(link) == ShownLink(expected, start_page)


def test_a_broken_link_is_text(whole: Invented) -> None:
    """In Markdown and HTML: its title, that it does not work, and the publisher's start page."""
    states = {"handbok": link_state("dead", broken=True)}
    content = dataclasses.replace(whole.content(), link_states=states)
    writer = Writer(content, "x.md", content.current)
    title = "Handbok *för alla* [utkast] | del_1"
    told = f"{title} (länken fungerar inte just nu) Prova bjorkviken.example."
    assert shown(writer.link("handbok")) == told
    assert folded(words(parsed(writer.html_link("handbok")))) == told
    assert OWN_START in writer.link("handbok")
    assert "handbok_(2021).pdf" not in writer.link("handbok") + writer.html_link("handbok")


def test_an_address_of_an_earlier_document_alone_is_text_as_printed(whole: Invented) -> None:
    """It is told with the page that named it, and is no link before it is known to work."""
    content = whole.content()
    link = content.links["handbok"].model_copy(update={"edition": "2019-2020"})
    content = dataclasses.replace(content, links={**content.links, "handbok": link})
    writer = Writer(content, "x.md", content.current)
    title = "Handbok *för alla* [utkast] | del_1"
    told = f"{title}, {link.printed} (länken är inte kontrollerad)"
    assert shown(writer.link("handbok")) == told
    assert folded(words(parsed(writer.html_link("handbok")))) == told
    assert "<a" not in writer.html_link("handbok")


@pytest.mark.parametrize("sign", [">", ">)", '"', "<b>", " "])
def test_an_address_that_a_server_gave_makes_no_markup(whole: Invented, sign: str) -> None:
    """Where a redirect led is not our text: what is no address is not shown as one."""
    states = {"handbok": link_state("moved", final_url=f"{OWN_START}ny{sign}<script>alert(1)</script>")}
    content = dataclasses.replace(whole.content(), link_states=states)
    writer = Writer(content, "x.md", content.current)
    for html in (rendered(writer.link("handbok")), writer.html_link("handbok")):
        tags = {str(element.tag) for element in parsed(html).iter()}
        assert not tags & {"script", "b", "h1"}
    assert shown(writer.link("handbok")).startswith("Handbok *för alla* [utkast] | del_1")


def test_the_page_of_links(whole: Invented, trees: dict[str, Element]) -> None:
    """Every address once in Swedish order, with its state and since when."""
    entries = [element for element in trees["lankar.md"].iter("li") if element.get("data-state")]
    assert [(one.get("id"), one.get("data-state"), one.get("data-access")) for one in entries] == [
        ("handbok", "unchecked", "public"),
        ("film", "unchecked", "public"),
        ("rutin", "unchecked", "internal"),
    ]
    states = {"film": link_state("down"), "rutin": link_state("skipped")}
    content = dataclasses.replace(whole.content(), link_states=states, links_checked=TODAY)
    shown_page = folded(words(tree(build_pages(content, TODAY)["lankar.md"])))
    assert "De kontrollerades senast 1 mars 2021." in shown_page
    assert "Svarar inte sedan 1 mars 2021. Webbplatsen svarar inte eller" in shown_page


# Paths


@pytest.mark.parametrize(
    ("src_uri", "address"),
    [("index.md", "/"), ("om.md", "/om/"), ("stod/index.md", "/stod/"), ("stod/alder/barn.md", "/stod/alder/barn/")],
)
def test_addresses(src_uri: str, address: str) -> None:
    """As MkDocs gives them."""
    assert address_of(src_uri) == address


@pytest.mark.parametrize(
    ("target", "source", "between_sources", "between_pages"),
    [
        ("ordlista.md", "a-o.md", "ordlista.md", "../ordlista/"),
        ("ordlista.md", "index.md", "ordlista.md", "ordlista/"),
        ("index.md", "ordlista.md", "index.md", "../"),
        ("ordlista.md", "stod/index.md", "../ordlista.md", "../ordlista/"),
        ("stod/index.md", "stod/alder/barn.md", "../index.md", "../../"),
        ("stod/a.md", "stod/b.md", "a.md", "../a/"),
        ("stod/a.md", "stod/a.md", "a.md", "./"),
    ],
)
def test_relative_paths(target: str, source: str, between_sources: str, between_pages: str) -> None:
    """Between Markdown sources, and between the pages made of them."""
    assert relative_source(target, source) == between_sources
    assert relative_address(target, source) == between_pages


# Hand-written pages


@pytest.fixture
def macros(whole: Invented) -> PageMacros:
    """Give the macros of a situation's page."""
    return PageMacros(whole.content(), "hjalp/mar-daligt.md", "mar-daligt", TODAY)


@pytest.mark.parametrize(("situations", "told"), [("mar-daligt, trygghet", 0), ("trygghet", 1)])
def test_how_to_reach_112_without_speaking_is_told_once(invented: Invented, situations: str, told: int) -> None:
    """In the list of help lines where 112 stands in it, else by the way to crisis help."""
    invented.edit("support-lines.yml", "[mar-daligt, trygghet]", f"[{situations}]")
    given_link = PageMacros(invented.content(), "hjalp/mar-daligt.md", "mar-daligt", TODAY).help_link()
    assert given_link.count("[Akut hjälp](../akut.md) står hur du når 112") == told


def test_macros_give_what_the_data_says(macros: PageMacros) -> None:
    """Each gives Markdown, with links seen from the page."""
    assert macros.situation_title() == "Jag mår dåligt"
    assert macros.situation_lead() == "När oro &amp; stress tar över."
    assert [macros.count(what) for what in ("sections", "services", "terms", "links", "delmal")] == list("32337")
    assert macros.term("sip") == "[SIP](../ordlista.md#sip)"
    assert macros.service("samtalsstod") == "[Samtalsstöd \\*för unga\\*](../stod/samtalsstod.md)"
    assert macros.link("film").startswith('["Listen" &lt;film&gt; (film, på engelska)](<http://film.')
    assert "EUPL-1.2" in macros.licence("code")
    assert "CC0-1.0" in macros.licence("content")
    assert "tel:+46406280400" in macros.call("front_desk")
    assert ">Våld i hemmet</a>" in macros.situations()
    assert "[Akut hjälp: ring 112 om det är fara för livet](../akut.md)" in macros.help_link()
    assert "spar" not in macros.help_link()


def test_every_macro_is_there() -> None:
    """The adaptor offers just what there is."""
    assert all(callable(getattr(PageMacros, name)) for name in PageMacros.NAMES)
    public = {name for name in vars(PageMacros) if not name.startswith("_")} - {"NAMES", "functions", "links"}
    assert public == set(PageMacros.NAMES)


def test_the_help_of_a_situation(macros: PageMacros) -> None:
    """Its card, its help lines below 112, and its services."""
    card, lines, services = (
        parsed(source) for source in (macros.help_card(), macros.support_lines(), macros.services())
    )
    assert [element.get("href") for element in card.iter("a")] == ["tel:112", "tel:1177", "tel:+46406280410"]
    ids = [element.get("id") for element in lines.iter("div") if element.get("class") == "line"]
    assert ids == ["linje-vard-1177", "linje-lyssnarlinjen", "linje-chatten"]
    assert [words(element) for element in lines.iter("h3")][1] == "Lyssnarlinjen *åäö* <b> & vänner"
    assert [words(element) for element in services.iter("a")] == ["Samtalsstöd *för unga*"]


def test_the_open_data_list_names_every_file(whole: Invented, macros: PageMacros) -> None:
    """Each file that is not a schema, once."""
    lines = macros.open_data().splitlines()
    named = [re.sub(r"\\", "", line.rsplit(": ", 1)[1]) for line in lines]
    assert named == [export.name for export in whole.exports().values() if export.title is not None]


def test_an_exposed_situation(whole: Invented) -> None:
    """Its page's head is neutral, and its end says how to leave few traces."""
    content = whole.content()
    assert situation_meta(content, "trygghet") == {
        "title": content.situations["trygghet"].title,
        "topics": "vald",
        "crisis": True,
        "exposed": True,
        "neutral_title": "Stöd och trygghet",
    }
    assert "#spar" in PageMacros(content, "hjalp/trygghet.md", "trygghet", TODAY).help_link()


def test_a_page_without_a_situation_is_told(whole: Invented) -> None:
    """A macro that needs one says what to write."""
    with pytest.raises(MacroError, match="write 'situation: id' in its front matter"):
        PageMacros(whole.content(), "om.md", None, TODAY).support_lines()


def test_a_partial_is_one_block(whole: Invented) -> None:
    """HTML in Markdown has no blank line, so that nothing in it is read as Markdown."""
    content = whole.content()
    block = render_partial("help_card", Writer(content, "x.md", content.current), card=content.help_card(["suicid"]))
    assert "\n\n" not in block
    assert block.startswith("<section")


@pytest.mark.parametrize(("topics", "count"), [("[suicid, anhorig]", 0), ("[vald, anhorig]", 1)])
def test_a_button_on_violence_says_what_a_call_shows(invented: Invented, topics: str, count: int) -> None:
    """On a help card, a line whose callers can be at risk says beside its number whether the call is seen."""
    invented.edit("support-lines.yml", "topics: [suicid, anhorig]", f"topics: {topics}")
    invented.edit("help-cards.yml", "[vaxeln]", "[lyssnarlinjen, vaxeln]")
    content = invented.content()
    block = render_partial("help_card", Writer(content, "x.md", content.current), card=content.help_card(["suicid"]))
    assert block.count("Du kan vara anonym.") == count


@pytest.mark.parametrize(("how", "count"), [("operator", 0), ("web-copy", 1)])
def test_an_unsure_number_says_so_on_the_card(invented: Invented, how: str, count: int) -> None:
    """Until whoever answers has confirmed it, in every language; the doubt is marked as a caveat."""
    number = "phone_text: 040-628 04 10"
    invented.edit("support-lines.yml", number, f"{number}\n  doubt: Osäkert nummer.")
    check = "{record: support-lines/lyssnarlinjen, day: 2021-02-20, role: redaktör, how: "
    invented.edit("checks.yml", f"{check}operator", f"{check}{how}")
    content = invented.content()
    block = render_partial("help_card", Writer(content, "x.md", content.current), card=content.help_card(["suicid"]))
    shown = '<span class="hours" data-caveat>{}</span>'
    assert block.count(shown.format("Osäkert nummer.")) == count
    english = invented.pages()["english/index.md"].body
    assert english.count(shown.format('<span lang="sv">Osäkert nummer.</span>')) == count
    lacking = untranslated(content, content.languages["english"])
    assert lacking.count(("lyssnarlinjen", "Osäkert nummer.")) == count


# The same input, the same bytes


def everything(whole: Invented) -> str:
    """Give all pages and exports as one text."""
    pages = "".join(f"{uri}\n{page.markdown()}" for uri, page in whole.pages().items())
    return pages + "".join(f"{export.uri}\n{export.data!r}" for export in whole.exports().values())


def test_the_same_data_gives_the_same_text(whole: Invented, invented: Invented) -> None:
    """Twice in one process, and from a copy elsewhere."""
    assert everything(whole) == everything(Invented(whole.root)) == everything(invented)


SCRIPT = """
import hashlib, sys
from pathlib import Path
from invented import Invented
from test_pages import everything
print(hashlib.sha256(everything(Invented(Path(sys.argv[1]))).encode()).hexdigest())
"""


def test_another_process_gives_the_same_text(whole: Invented) -> None:
    """No order hangs on the hashes of texts, which every process makes anew."""
    path = os.pathsep.join(part for part in sys.path if part)
    another = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(whole.root)],
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert another.strip() == hashlib.sha256(everything(whole).encode()).hexdigest()


def test_numbers_of_help_lines_are_not_translated(trees: dict[str, Element]) -> None:
    """A browser that translates a page leaves each number as it is, and says in the reader's words that it dials."""
    links = [one for tree in trees.values() for one in tree.iter("a") if (one.get("href") or "").startswith("tel:")]
    assert len(links) > 5
    for link in links:
        kept = [words(one) for one in link.iter() if one.get("translate") == "no"]
        assert any(any(map(str.isdigit, text)) for text in kept), words(link)
