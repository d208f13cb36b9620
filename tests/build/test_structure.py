"""How pages are built for those who hear them or use the keyboard: tables, language, landmarks, links.

Rows A4, A9 and A10 of the web standards. Each rule is a function from what it reads to what is wrong there, so that it
is also tried on bad examples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from babel import Locale

from built import HERE, Site
from core.content import Content
from core.pages.languages import page_uri
from core.routes import address_of
from element_tree import (
    above,
    document_of,
    faults_by_page,
    ids_of,
    label_of,
    name_and_description,
    parents_of,
    spoken,
    words_of,
)

# Row A4, tables.


def table_faults(document: Any) -> list[str]:
    """Give what makes a table hard to hear or to reach by keyboard."""
    ids, parents = ids_of(document), parents_of(document)
    faults = []
    for table in document.iter("table"):
        cells = [*table.iter("td"), *table.iter("th")]
        regions = [one for one in above(table, parents) if one.get("role") == "region" and one.get("tabindex") == "0"]
        stacks = all(cell.get("data-label") for cell in table.iter("td"))
        checks = {
            "no caption": not any(words_of(one) for one in table.findall("caption")),
            "no th": table.find(".//th") is None,
            "th without scope": any(one.get("scope") not in {"col", "row"} for one in table.iter("th")),
            "merged cells": any(one.get(name) for one in cells for name in ("colspan", "rowspan")),
            "looks in attributes": any(
                one.get(name) for one in table.iter() for name in ("align", "valign", "style", "width", "bgcolor")
            ),
            "neither in a named region nor stacked": not stacks and not any(label_of(one, ids) for one in regions),
        }
        faults += [fault for fault, is_so in checks.items() if is_so]
    return faults


def unlabelled_cells(document: Any) -> list[str]:
    """Give the cells, a row's first apart, that say no heading where the row of headings is hidden."""
    rows = [row for body in document.iter("tbody") for row in body.iter("tr")]
    return [words_of(cell) for row in rows for cell in list(row)[1:] if cell.tag == "td" and not cell.get("data-label")]


def test_every_table_is_named_and_reached(site: Site) -> None:
    """A4: captions, scopes, no merged cells, no looks in attributes, and a region that the keyboard reaches."""
    assert sum(1 for address in site.addresses for _ in site.document(address).iter("table")) > 10
    assert faults_by_page({address: table_faults(site.document(address)) for address in site.addresses}) == {}


def test_cells_say_their_heading_where_the_headings_are_hidden(site: Site) -> None:
    """A4: on a phone tables stack and their heading row is not shown, so each cell must say its own."""
    css = (site.folder / "assets" / "site.css").read_text(encoding="utf-8")
    assert "thead { display: none; }" in css
    assert "td[data-label]::before { content: attr(data-label)" in css
    found = {address: unlabelled_cells(site.document(address)) for address in site.addresses}
    assert {address: len(cells) for address, cells in found.items() if cells} == {}


GOOD_TABLE = (
    '<div role="region" aria-labelledby="t" tabindex="0"><table><caption id="t">Tider</caption>'
    '<thead><tr><th scope="col">Dag</th><th scope="col">Tid</th></tr></thead>'
    '<tbody><tr><th scope="row">Måndag</th><td data-label="Tid">8–16</td></tr></tbody></table></div>'
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Tider", " ", "no caption"),
        ('<caption id="t">Tider</caption>', '<p id="t">Tider</p>', "no caption"),
        ('th scope="row"', "th", "th without scope"),
        ("<td ", '<td colspan="2" ', "merged cells"),
        ('<th scope="col">Tid', '<th scope="col" rowspan="2">Tid', "merged cells"),
        ("<td ", '<td align="right" ', "looks in attributes"),
        ("<td ", '<td style="text-align: right" ', "looks in attributes"),
        ('data-label="Tid"', "", None),
        ('role="region"', "", None),
    ],
)
def test_a_table_that_is_hard_to_hear_is_seen(old: str, new: str, fault: str | None) -> None:
    """Each fault of a table is found; either of region and stacking is enough."""
    assert table_faults(document_of(GOOD_TABLE)) == []
    spoiled = GOOD_TABLE.replace(old, new, 1)
    assert spoiled != GOOD_TABLE
    assert (fault in table_faults(document_of(spoiled))) if fault else table_faults(document_of(spoiled)) == []


@pytest.mark.parametrize("spoiled", [' role="region"', ' aria-labelledby="t"', ' tabindex="0"', ' id="t"'])
def test_a_table_without_a_way_to_reach_it_is_seen(spoiled: str) -> None:
    """A region without role, name or tab stop is none, and a table without labels does not stack."""
    html = GOOD_TABLE.replace(' data-label="Tid"', "")
    assert table_faults(document_of(html)) == []
    assert table_faults(document_of(html.replace(spoiled, ""))) == ["neither in a named region nor stacked"]
    assert unlabelled_cells(document_of(html)) == ["8–16"]


# Row A9, language, headings, landmarks.

LANGUAGES = frozenset(Locale("en").languages)
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur", "yi"})
LANDMARKS = {"nav": "navigation", "aside": "complementary", "main": "main", "header": "banner", "footer": "contentinfo"}
LANDMARK_ROLES = frozenset({*LANDMARKS.values(), "region", "search", "form"})


def language_faults(document: Any, language: str = "sv") -> list[str]:
    """Give what is wrong with the languages that a page says it is in."""
    faults = [] if document.get("lang") == language else [f"html is in {document.get('lang')}"]
    for one in document.iter():
        tag = one.get("lang")
        if tag is None:
            continue
        code = tag.partition("-")[0]
        if code not in LANGUAGES or not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag):
            faults.append(f"{tag!r} is no language")
        if (code in RIGHT_TO_LEFT) != (one.get("dir") == "rtl"):
            faults.append(f"{tag!r} has dir {one.get('dir')}")
    return faults


def unmarked_passages(document: Any, language_of: dict[str, str]) -> list[str]:
    """Give the links whose words are in another language, by address, and that do not say so."""
    parents = parents_of(document)
    return [
        words_of(link)
        for link in document.iter("a")
        if (language := language_of.get(link.get("href") or ""))
        and next((one.get("lang") for one in (link, *above(link, parents)) if one.get("lang")), None) != language
        and link.get("hreflang") != language  # words of the page's own, which say what language waits
    ]


def marked_headings(document: Any) -> list[str]:
    """Give the headings that hold the sign of a link to themselves."""
    headings = (words_of(one) for one in document.iter() if re.fullmatch(r"h[1-6]", str(one.tag)))
    return [words for words in headings if re.search(r"¶|#$", words)]


def landmark_faults(document: Any) -> list[str]:
    """Give landmarks without a name of their own where there are several of the kind, and kinds that are amiss."""
    ids, parents = ids_of(document), parents_of(document)
    names: dict[str, list[str]] = defaultdict(list)
    for one in document.iter():
        label = label_of(one, ids) if isinstance(one.tag, str) else ""
        role = one.get("role") or LANDMARKS.get(one.tag) or ("region" if one.tag == "section" and label else None)
        if one.tag in {"header", "footer"} and any(
            around.tag in {"article", "aside", "main", "nav", "section"} for around in above(one, parents)
        ):
            continue
        if role in LANDMARK_ROLES:
            names[role].append(label)
    faults = [f"{len(names[role])} {role}" for role in ("main", "banner", "contentinfo") if len(names[role]) > 1]
    faults += [] if names["main"] else ["no main"]
    for role, given in names.items():
        alone_is_enough = len(given) == 1 and role != "region"
        if not alone_is_enough and "" in given:
            faults.append(f"{role} without a name")
        faults += [f"two {role} are called {name}" for name in sorted(set(given)) if name and given.count(name) > 1]
    return faults


def test_every_page_is_in_swedish_and_says_where_it_is_not(site: Site, content: Content) -> None:
    """A9: the page's language, languages that exist, and no passage in another language that does not say so."""
    own = {
        address_of(page_uri(language, page)): language.language
        for language in content.languages.values()
        for page in language.pages
    }
    found = {}
    for address in site.addresses:
        language = own.get(address, "sv")
        other = {one.url: one.language for one in content.links.values() if one.language != language}
        document = site.document(address)
        found[address] = language_faults(document, language) + unmarked_passages(document, other)
    assert faults_by_page(found) == {}


def test_no_heading_holds_a_sign_for_its_address(site: Site) -> None:
    """A9: a heading is read out as it stands, so no «¶» and no «#» of a permalink."""
    assert faults_by_page({address: marked_headings(site.document(address)) for address in site.addresses}) == {}


def test_landmarks_are_named_and_unique(site: Site) -> None:
    """A9: who jumps between the parts of a page hears which is which."""
    assert faults_by_page({address: landmark_faults(site.document(address)) for address in site.addresses}) == {}


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<html lang="sv"><p lang="en">Help</p>', 0),
        ('<html lang="sv"><p lang="ar" dir="rtl">مساعدة</p>', 0),
        ('<html lang="en">', 1),
        ("<html>", 1),
        ('<html lang="sv"><p lang="xx">', 1),
        ('<html lang="sv"><p lang="engelska">', 1),
        ('<html lang="sv"><p lang="ar">مساعدة</p>', 1),
        ('<html lang="sv"><p lang="en" dir="rtl">Help</p>', 1),
    ],
)
def test_a_wrong_language_is_seen(html: str, faults: int) -> None:
    """Only languages that exist, in their own direction."""
    assert len(language_faults(document_of(html))) == faults


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="https://who.int/x">Live life</a>', ["Live life"]),
        ('<a href="https://who.int/x" lang="de">Live life</a>', ["Live life"]),
        ('<a href="https://who.int/x" lang="en">Live life</a>', []),
        ('<ul lang="en"><li><a href="https://who.int/x">Live life</a></li></ul>', []),
        ('<a href="https://folkhalsa.se/">Leva livet</a>', []),
    ],
)
def test_a_passage_that_hides_its_language_is_seen(html: str, found: list[str]) -> None:
    """A link to a page in English must carry its language, by itself or from around it."""
    assert unmarked_passages(document_of(f'<html lang="sv">{html}'), {"https://who.int/x": "en"}) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<h2>Tider<a class="headerlink" href="#tider">¶</a></h2>', ["Tider¶"]),
        ('<h6>Tider <a href="#tider">#</a></h6>', ["Tider #"]),
        ("<h2>Delmål #1</h2><p>¶</p>", []),
    ],
)
def test_a_heading_with_a_sign_is_seen(html: str, found: list[str]) -> None:
    """In headings of every level, and nowhere else."""
    assert marked_headings(document_of(html)) == found


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<main></main><nav aria-label="Meny"></nav><nav aria-label="Sidfot"></nav><aside></aside>', []),
        ("<header></header><main><article><header></header></article></main>", []),
        ("<main></main><section><h2>Tider</h2></section><section></section>", []),
        ("", ["no main"]),
        ("<main></main><main></main>", ["2 main", "main without a name"]),
        ('<main></main><nav></nav><nav aria-label="Meny"></nav>', ["navigation without a name"]),
        (
            '<main></main><nav aria-label="Meny"></nav><nav aria-label="Meny"></nav>',
            ["two navigation are called Meny"],
        ),
        ("<main></main><aside></aside><aside></aside>", ["complementary without a name"]),
        ('<main></main><div role="region" tabindex="0"></div>', ["region without a name"]),
        ('<main></main><div role="region" aria-labelledby="borta"></div>', ["region without a name"]),
        (
            '<main></main><section aria-label="Stöd"></section><div role="region" aria-label="Stöd"></div>',
            ["two region are called Stöd"],
        ),
    ],
)
def test_a_landmark_that_cannot_be_told_apart_is_seen(html: str, faults: list[str]) -> None:
    """A name of its own for each of a kind, one main, and sections without a name are no landmarks."""
    assert landmark_faults(document_of(html)) == faults


# Row A10, links.

# What says nothing of where a link leads, when it is all that the link says.
VAGUE = frozenset({
    "den här sidan", "denna sida", "dokument", "fil", "filen", "fortsätt", "fortsätt här", "gå hit", "gå vidare", "här",
    "hämta", "hämta här", "hit", "info", "information", "klicka", "klicka här", "ladda ned", "ladda ner",
    "ladda ner här", "länk", "länken", "länk till sidan", "läs här", "läs mer", "läs mer här", "läs vidare", "mer",
    "mer info", "mer information", "pdf", "se här", "se mer", "sida", "sidan", "till sidan", "tryck här", "vidare",
    "visa mer", "webbplats", "webbplatsen", "webbsida", "webbsidan", "öppna", "öppna länken",
    "click here", "here", "link", "more", "read more",
})  # fmt: skip
FILE_TYPES = frozenset({
    "csv", "doc", "docx", "epub", "ics", "json", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "txt", "xls", "xlsx", "xml",
    "zip",
})  # fmt: skip
SIZE = re.compile(r"\d\s*(?:[kM]?B|k?byte)\b", re.IGNORECASE)


def is_vague(words: str) -> bool:
    """Whether a link of these words alone does not tell where it leads."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", words.casefold()).split())
    return not plain or plain in VAGUE


def vague_links(document: Any) -> list[str]:
    """Give the links that do not tell where they lead, to the eye or to the ear."""
    ids = ids_of(document)
    return [
        f"{words_of(link)!r} -> {link.get('href')}"
        for link in document.iter("a")
        if any(is_vague(words) for words in (spoken(link), name_and_description(link, ids)[0]))
    ]


def ambiguous_links(document: Any, address: str) -> dict[str, list[str]]:
    """Give the names that links outside navigation share, in the same words around them, and that lead apart.

    What stands around a link is its paragraph, list item or row: WCAG 2.2, 2.4.4, lets it tell links apart.
    """
    ids, parents = ids_of(document), parents_of(document)
    in_navigation = {link for nav in document.iter("nav") for link in nav.iter("a")}
    targets: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for link in document.iter("a"):
        if link in in_navigation:
            continue
        around = next((one for one in above(link, parents) if one.tag in {"p", "li", "dd", "dt", "tr"}), link)
        name, description = name_and_description(link, ids)
        target = urljoin(f"{HERE}{address}", link.get("href") or "")
        told = (name, description, words_of(around))
        targets[tuple(one.casefold() for one in told)].add(target.removeprefix(HERE).replace("index.html", ""))
    return {name: sorted(found) for (name, *_), found in targets.items() if len(found) > 1}


def silent_file_links(document: Any) -> list[str]:
    """Give the links to files that do not say the type, or the size where the file is our own."""
    ids = ids_of(document)
    silent = []
    for link in document.iter("a"):
        href = link.get("href") or ""
        kind = urlsplit(href).path.rpartition(".")[2].lower()
        if kind not in FILE_TYPES:
            continue
        said = " ".join(one for one in name_and_description(link, ids) if one)
        missing = [] if re.search(rf"\b{kind}\b", said, re.IGNORECASE) else ["type"]
        if not urlsplit(href).scheme and not SIZE.search(said):
            missing.append("size")
        if missing:
            silent.append(f"{said!r} -> {href}: no {' and no '.join(missing)}")
    return silent


def test_no_link_says_only_here_or_more(site: Site) -> None:
    """A10: who reads links alone, without the text around them, learns where they lead."""
    assert faults_by_page({address: vague_links(site.document(address)) for address in site.addresses}) == {}


def test_links_with_the_same_name_lead_to_the_same_place(site: Site) -> None:
    """A10: two links called the same lead to the same address, unless what stands around them tells them apart."""
    found = {address: ambiguous_links(site.document(address), address) for address in site.addresses}
    assert faults_by_page(found) == {}


def test_links_to_files_say_type_and_size(site: Site) -> None:
    """A10: nobody on a phone downloads a file unawares; the type is in the link, for our own files the size too."""
    assert faults_by_page({address: silent_file_links(site.document(address)) for address in site.addresses}) == {}


def test_no_page_opens_a_new_tab(site: Site) -> None:
    """A10: no link, form or base has a target."""
    found = {
        address: [one.tag for one in site.document(address).iter() if one.get("target") or one.get("formtarget")]
        for address in site.addresses
    }
    assert faults_by_page(found) == {}


@pytest.mark.parametrize(
    ("html", "vague"),
    [
        ("<a href=x>Läs mer</a>", True),
        ("<a href=x>läs mer …</a>", True),
        ("<a href=x>» HÄR «</a>", True),
        ("<a href=x>Klicka <b>här</b>!</a>", True),
        ("<a href=x>Mer information</a>", True),
        ("<a href=x>Länk</a>", True),
        ("<a href=x>¶</a>", True),
        ('<a href=x><span aria-hidden="true">Stöd</span></a>', True),
        ('<a href=x><img src=y alt=""></a>', True),
        ('<a href=x aria-label="Läs mer om sorg">Läs mer</a>', True),
        ('<a href=x aria-label="Läs mer">Sorg</a>', True),
        ("<a href=x>Läs mer om sorg</a>", False),
        ("<a href=x>Härnösand</a>", False),
        ('<a href=x><img src=y alt="Bris"></a>', False),
    ],
)
def test_a_vague_link_is_seen(html: str, *, vague: bool) -> None:
    """Case and signs hide nothing; a link that goes on to say what it is about is none of these."""
    assert bool(vague_links(document_of(html))) == vague


@pytest.mark.parametrize(
    ("html", "ambiguous"),
    [
        ('<a href="../stod/bup/">BUP</a> <a href="../stod/bup/index.html">bup</a>', False),
        ('<a href="#bup">BUP</a> <a href="/a-o/#bup">BUP</a>', False),
        ('<nav><a href="/bup/">BUP</a></nav> <a href="/stod/bup/">BUP</a>', False),
        ('<a href="x" aria-label="BUP, stöd">BUP</a> <a href="y">BUP</a>', False),
        ('<p id="a">Ord</p><a href="x" aria-describedby="a">BUP</a> <a href="y">BUP</a>', False),
        ('<a href="x">BUP <span>i Skåne</span></a> <a href="y">BUP</a>', False),
        ('<p>Stöd: <a href="x">BUP</a></p><p>Driver stödet: <a href="y">BUP</a></p>', False),
        ('<p><a href="x">BUP</a></p><p><a href="y">BUP</a></p>', True),
        ('<p>Stöd: <a href="x">BUP</a>, <a href="y">BUP</a></p>', True),
        ('<a href="x">BUP</a> <a href="y">bup</a>', True),
        ('<a href="/bup/">BUP</a> <a href="/bup/#tider">BUP</a>', True),
        ('<a href="x" aria-describedby="borta">BUP</a> <a href="y">BUP</a>', True),
    ],
)
def test_links_that_cannot_be_told_apart_are_seen(html: str, *, ambiguous: bool) -> None:
    """The same words need the same place, or something more that is heard."""
    assert bool(ambiguous_links(document_of(html), "/a-o/")) == ambiguous


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        ('<a href="stod.csv">Stöd, csv, 12 kB</a>', ""),
        ('<a href="stod.csv" aria-describedby="s">Stöd</a> <span id="s">csv, 12,5 kB</span>', ""),
        ('<a href="https://skane.se/plan.pdf">Handlingsplan, pdf</a>', ""),
        ('<a href="/stod/">Stöd</a>', ""),
        ('<a href="stod.csv">Stöd</a> (csv, 12 kB)', "no type and no size"),
        ('<a href="stod.json">Stöd, json</a>', "no size"),
        ('<a href="stod.xlsx">Stöd, 2 MB</a>', "no type"),
        ('<a href="https://skane.se/Plan.PDF?v=2">Handlingsplan</a>', "no type"),
    ],
)
def test_a_link_that_hides_a_file_is_seen(html: str, missing: str) -> None:
    """Words beside the link are not part of it, unless the link names them."""
    found = silent_file_links(document_of(html))
    assert found[0].endswith(f": {missing}") if missing else found == []
