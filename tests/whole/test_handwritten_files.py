"""Files of docs/ and data/: each is published as it stands, or told; links and anchors are those of a rendered page."""

from __future__ import annotations

import pytest

from core import routes
from core.pages.rendered_markdown import MarkdownReader
from invented import Invented
from project import read_markdown_settings

HIDDEN = "begins with a sign that keeps it out of the site; rename it"
NO_NAME = "a page's name is its address; write a-z, 0-9 and hyphens, and .md last, such as om-oss.md"
TAKEN = "a generated file has this name; rename the one in docs/"
OWN = "a page of its own lacks all that surrounds a page; write it as Markdown, in a file that ends with .md"
NAMES = {
    "README.md": NO_NAME,
    "om-oss.markdown": NO_NAME,
    "Om.md": NO_NAME,
    "om oss.md": NO_NAME,
    "SKRIK.MD": NO_NAME,
    ".dold.md": f"'.dold.md' {HIDDEN}",
    ".well-known/annat.txt": f"'.well-known' {HIDDEN}",
    "_headers": f"'_headers' {HIDDEN}",
    "hjalp/_utkast.md": f"'_utkast.md' {HIDDEN}",
    "templates/brev.md": "templates/ is kept out of the site; move the file to another folder",
    "akut/index.html": OWN,
    "404.html": OWN,
    "gammal.HTM": OWN,
    "search/index.json": TAKEN,
    "Search/help.json": TAKEN,
    "sitemap.xml": TAKEN,
    "sitemap.xml.gz": TAKEN,
    "robots.txt": TAKEN,
    "assets/site.css": TAKEN,
    "oppna-data/stod.csv": TAKEN,
    "tabell.csv.br": "the build writes this compressed copy itself; remove it",
    "stod": "a folder or file of the site has this name; rename it",
    "egen/index.md": "its address is that of docs/egen.md too; keep one of them",
}


def test_a_name_that_would_vanish_or_take_the_place_of_another(invented: Invented) -> None:
    """What MkDocs and hosts treat apart is told, each by its own name; what is known and what is left behind is not."""
    docs = invented.root / "docs"
    left_behind = (".DS_Store", "egen.md~", ".egen.md.swp", "hjalp/Thumbs.db")
    for name in (*NAMES, *left_behind, "egen.md", "tabell.csv", "Folder 2021.pdf", "assets/bild.svg"):
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text("# Egen\n", encoding="utf-8")
    assert sorted(invented.site_problems()) == sorted(f"docs/{name}:1: {fault}" for name, fault in NAMES.items())


def test_a_file_that_cannot_be_read(invented: Invented) -> None:
    """A page and a file that lead nowhere, and a folder with a page's name: told, or none of our matter."""
    docs = invented.root / "docs"
    (docs / "mapp.md").mkdir()
    for name in ("borta.md", "borta.pdf"):
        (docs / name).symlink_to(docs / "finns-inte")
    why = "the file cannot be read (it is not there); restore or remove it"
    assert invented.site_problems() == [f"docs/borta.md:1: {why}", f"docs/borta.pdf:1: {why}"]


@pytest.mark.parametrize("name", ["services/nytt.yml.txt", "services/nytt.YML", "services/nytt.json", "site.yaml.bak"])
def test_a_file_of_data_that_would_not_be_read(invented: Invented, name: str) -> None:
    """Whatever it is called; what an editor or a system leaves beside it is none."""
    for left_behind in (".DS_Store", "services/.samtalsstod.yml.swp", "services/samtalsstod.yml~"):
        assert invented.write(left_behind, "x") == []
    (found,) = invented.write(name, "id: nytt\n")
    assert found.startswith(f"data/{name}:1: no")
    assert "file of this name; " in found


@pytest.mark.parametrize("name", ["om.md.txt", "hjalp/nytt.txt", "nytt", "om.md.bak"])
def test_a_page_by_another_name_is_not_published_as_a_file(invented: Invented, name: str) -> None:
    """What a program has saved by another ending."""
    message = "it would be shown as a file and not as a page; let a page's name end with .md"
    assert invented.write_page(name, "# Nytt\n") == [f"docs/{name}:1: {message}"]


def test_a_page_that_others_lead_to(invented: Invented) -> None:
    """One that is missing is told by its name, and so is a place on it: no dead link that nobody has written."""
    page = invented.root / "docs" / routes.ABOUT
    text = page.read_text(encoding="utf-8")
    assert "{ #forhandsversion }" in text
    told = invented.write_page(routes.ABOUT, text.replace("{ #forhandsversion }", "{ #annat }"))
    message = "pages lead to '#forhandsversion' here, and no heading is it; give one that id: {#forhandsversion}"
    assert f"docs/om.md:1: {message}" in told
    for uri in routes.NEEDED:
        (invented.root / "docs" / uri).unlink()
    missing = {f"docs/{uri}:1: every page leads to this one, and it is missing; write it" for uri in routes.NEEDED}
    assert missing <= set(invented.site_problems())


LINKS = """\
Egen sida
=========

[finns inte](borta.md) och ![bild](borta.png)
[ej där](om.md#inget), [ej här](#inget), [från roten](/om/)
[mapp](stod/), [flyttad](gammalt/samverkan.md), [bok][bok]
<a href="../borta/">Borta</a> <a href="om.md">Fil</a> <a href="../om/#inget">Ej där</a> <a href="../..">Ut</a>

[bok]: <bok.md>

[egen sida](#egen-sida), [rubrik](#rubrik), [licensen](om.md#licens), [ord](ordlista.md#sip), [stöd](stod/index.md),
[a](<tabell.csv>), <a href="../om/#licens">om</a>, <a href="../tabell.csv">tabell</a>, <a href="..">start</a>, [ut](https://stad.example),
<skriv@bjorkviken.example>, [chatten](hjalp/mar-daligt.md#linje-chatten).

Rubrik
------

```
[bara visad](visad.md) <b id="visad">
## Visad {#visad}
```

`[visad](visad.md#visad)` och {#ej-id}
"""
NO = "is no page or file of this site"
AWAY = "is no place on its page; correct what stands after '#'"
FAULTS = {
    4: [f"'borta.md' {NO}; ", f"'borta.png' {NO}; "],
    5: [
        f"'#inget' {AWAY}",
        "'/om/' leads from the root of the host, and the site may lie below it; write the way from here",
        f"'om.md#inget' {AWAY}",
    ],
    6: [
        "'gammalt/samverkan.md' has moved to /overenskommelsen/samverkan/#kort-1; link to that page",
        f"'stod/' {NO}; ",
    ],
    7: [f"'../..' {NO}; ", f"'../borta/' {NO}; ", f"'../om/#inget' {AWAY}", f"'om.md' {NO}; "],
    9: [f"'bok.md' {NO}; "],
}


def test_links_of_a_page(invented: Invented) -> None:
    """Each that leads nowhere is told in its own line, from Markdown and from HTML; what is shown as code is none."""
    invented.write_page("tabell.csv", "a;b\n")
    told = invented.write_page("egen.md", LINKS)
    wanted = [f"docs/egen.md:{line}: {fault}" for line, faults in FAULTS.items() for fault in faults]
    assert [one[: len(start)] for one, start in zip(told, wanted, strict=True)] == wanted


def test_anchors_of_a_page(invented: Invented) -> None:
    """Those that headings get from their words are known to redirects and synonyms; one shown as code is not."""
    invented.write_page("egen.md", "# Egen sida\n\n## Två ord\n\n## Två ord\n\n```\n## Kod {#kod}\n```\n")
    register = invented.site().register
    assert register.anchors["/egen/"] == {"egen-sida", "tva-ord", "tva-ord_1"}
    told = invented.write_page("egen.md", "# Egen {#ett}\n\n## Ett {#ett}\n\n```\n## Kod {#ett}\n```\n")
    assert told == ["docs/egen.md:1: the anchor 'ett' stands 2 times on /egen/; choose another id"]


def test_pages_are_rendered_as_mkdocs_does() -> None:
    """With the extensions of mkdocs.yml: attributes, definitions, tables, fences; HTML ends at a blank line."""
    reader = MarkdownReader(read_markdown_settings())
    found = reader.read("# A & *b* {#c}\n\nOrd\n:   [x](y.md)\n\n| a |\n|---|\n| [t](u.md) |\n\nText\n{: #d }\n")
    assert (found.heading, found.anchors, [link.url for link in found.links]) == ("A & b", ["c", "d"], ["y.md", "u.md"])
    found = reader.read(
        '# A\n\n<div id="e">\n\n## B {#f}\n\n<p><a href="v/">w</a></p>\n</div>\n\n```\n\n<p id="g">\n\n```\n\n'
        '<pre id="h">\n\n[x](y.md)\n\n</pre>\n\n<p>i</p>\n[x](z.md)\n'
    )
    assert (sorted(found.anchors), [link.url for link in found.links]) == (["a", "e", "f", "h"], ["z.md", "v/"])


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        pytest.param("egen.md", "Egen sida\n=========\n\nText.\n", "Egen sida", id="setext"),
        pytest.param("hjalp/mer.md", "# Mer hjälp {#innehall}\n\nText.\n", "Mer hjälp", id="help-without-a-situation"),
        pytest.param("egen.md", "---\ntitle: Egen\n---\n# Egen *sida*\n", "Egen sida", id="heading-and-title"),
        pytest.param("egen.md", "---\nsearch:\n  exclude: true\n---\n# Egen\n", None, id="left-out"),
        pytest.param("egen.md", "---\nsearch:\n  exclude: false\n---\n# Egen\n", "Egen", id="not-left-out"),
    ],
)
def test_what_is_found_of_a_page(invented: Invented, name: str, text: str, title: str | None) -> None:
    """Every page is a hit by its heading, unless its front matter says that it is none."""
    assert invented.write_page(name, text) == []
    titles = {entry.address: entry.title for entry in invented.site().entries}
    assert titles.get(routes.path_of(name)) == title


def test_a_page_without_a_heading(invented: Invented) -> None:
    """Nobody would find it, or know where they are."""
    for text in ("Bara text.\n", "---\ntitle: Egen\n---\n## Lägre\n"):
        assert invented.write_page("egen.md", text) == [
            "docs/egen.md:1: the page has no heading; begin its text with '# ' and its name"
        ]


def test_front_matter_that_is_no_text(invented: Invented) -> None:
    """It is told with its line."""
    told = invented.write_page("egen.md", "---\ntitle: [Egen]\nsituation: {a: b}\n---\n# Egen\n")
    assert told == [
        "docs/egen.md:2: title: text must stand here; write it on one line",
        "docs/egen.md:3: situation: text must stand here; write it on one line",
    ]
