"""The one checked site: what is wrong on any page is told with its line, and what is right leads where it says."""

from __future__ import annotations

import pytest

from core import routes
from core.routes import RESERVED_IDS
from invented import Invented

HEAD = "---\ntitle: Om\nrender_macros: true\n---\n"
"""Four lines that begin a hand-written page."""


def test_the_invented_municipality_is_whole(whole: Invented) -> None:
    """Nothing is wrong in it, and its register has every page with its anchors, and every file."""
    site = whole.site()
    assert {page.address for page in site.all_pages() if "redirect" not in page.meta} == site.register.anchors.keys()
    assert {export.uri for export in site.exports} <= site.register.files
    for address in ("/", "/ordlista/#sip", "/hjalp/mar-daligt/#linje-chatten", "/om/#licens", "/stod/kontakt/sjalv/"):
        assert site.register.has(address), address
    for address in ("/gammalt/samverkan/", "/ordlista/#pis", "/om", "/om/#inget"):
        assert not site.register.has(address), address


# Redirects and synonyms


GOALS = {
    "start": "/",
    "handwritten": "/hjalp/trygghet/",
    "anchor of a handwritten page": "/om/#forhandsversion",
    "anchor of a macro": "/hjalp/mar-daligt/#linje-chatten",
    "term": "/ordlista/#sip",
    "clause": "/overenskommelsen/samverkan/#kort-1",
    "heading": "/overenskommelsen/samverkan/#innehall",
    "by access": "/stod/kontakt/sjalv/",
    "groups of the agreement": "/overenskommelsen/#efter-grupp",
    "handwritten at the top": "/tillganglighet/",
}


def test_every_page_is_a_goal(invented: Invented) -> None:
    """Generated and hand-written pages and their anchors, for redirects and for synonyms."""
    redirects = "".join(
        f"- id: mal-{number}\n  source: /gammalt/mal-{number}/\n  target: {target}\n  reason: Sidan har bytt plats.\n"
        for number, target in enumerate(GOALS.values())
    )
    synonyms = "".join(
        f"- id: mal-{number}\n  says: [sökord {number}]\n  words: []\n  pages: [{target}]\n  card: null\n"
        for number, target in enumerate(GOALS.values())
    )
    invented.write("redirects.yml", redirects + invented.text("redirects.yml"))
    invented.write("synonyms.yml", synonyms + invented.text("synonyms.yml"))
    assert invented.site_problems() == []
    assert invented.site().search()


@pytest.mark.parametrize(
    ("target", "what"),
    [
        pytest.param("/overenskommelsen/ingen/", "page", id="no-page"),
        pytest.param("/gammalt/samverkan/", "page", id="itself"),
        pytest.param("/gammalt/annan/", "page", id="another-redirect"),
        pytest.param("/ordlista/#inget-ord", "place on its page", id="no-anchor"),
        pytest.param("/om/#inget", "place on its page", id="no-anchor-on-a-handwritten-page"),
    ],
)
def test_a_redirect_that_leads_nowhere(invented: Invented, target: str, what: str) -> None:
    """Or round: it is told in the redirect's own line."""
    other = "- id: annan\n  source: /gammalt/annan/\n  target: /ordlista/\n  reason: x\n"
    text = invented.text("redirects.yml").replace("/overenskommelsen/samverkan/#kort-1", target)
    assert invented.write("redirects.yml", text + other) == []
    place = invented.at("redirects.yml", f"target: {target}")
    assert invented.site_problems() == [f"{place}: '{target}' is no {what}; correct the target"]


@pytest.mark.parametrize(
    "source", ["/hjalp/trygghet/", "/overenskommelsen/", "/overenskommelsen/tecken/", "/ordlista/"]
)
def test_a_redirect_from_a_page(invented: Invented, source: str) -> None:
    """The page would be lost, or the redirect; it is told as a problem."""
    invented.edit("redirects.yml", "/gammalt/samverkan/", source)
    place = invented.at("redirects.yml", f"source: {source}")
    assert f"{place}: '{source}' is still a page; remove the redirect or the page" in invented.site_problems()


@pytest.mark.parametrize("address", ["/overenskommelsen/samverkan/#kort-9", "/stod/ingen/", "/om/#inget"])
def test_a_synonym_that_leads_nowhere(invented: Invented, address: str) -> None:
    """It is told in the synonym's own line."""
    invented.edit("synonyms.yml", "/overenskommelsen/samverkan/#kort-1-1", address)
    place = invented.at("synonyms.yml", address)
    assert invented.site_problems() == [f"{place}: '{address}' is no page of this site; correct it"]


def test_a_synonym_for_a_page_that_the_search_leaves_out(invented: Invented) -> None:
    """The page is there and says that it is no hit: told in the synonym's own line, before anything is built."""
    assert invented.write_page("utanfor.md", "---\nsearch:\n  exclude: true\n---\n# Utanför\n") == []
    address = "/utanfor/"
    invented.edit("synonyms.yml", "/overenskommelsen/samverkan/#kort-1-1", address)
    place = invented.at("synonyms.yml", address)
    assert invented.site_problems() == [f"{place}: '{address}' is left out of the search; name another page"]


def test_a_situation_without_its_page(invented: Invented) -> None:
    """Each situation has a hand-written page."""
    (invented.root / "docs" / routes.situation("trygghet")).unlink()
    place = invented.at("situations.yml", "- id: trygghet")
    message = "the situation 'trygghet' has no page docs/hjalp/trygghet.md; write it"
    assert f"{place}: {message}" in invented.site_problems()


@pytest.mark.parametrize(
    ("name", "what"),
    [
        pytest.param("ordlista.md", "a generated page has this name; rename the hand-written file", id="page"),
        pytest.param("stod.md", "a generated page has this name; rename the hand-written file", id="same-address"),
        pytest.param("oppna-data/stod.csv", "a generated file has this name; rename the one in docs/", id="file"),
    ],
)
def test_a_name_that_is_taken(invented: Invented, name: str, what: str) -> None:
    """A file in docs/ never hides a generated one."""
    assert f"docs/{name}:1: {what}" in invented.write_page(name, "# Min egen\n")


@pytest.mark.parametrize("anchor", ["om-avsnittet", "ord-sip", "innehall"])
def test_a_list_whose_id_is_an_anchor_of_its_page(invented: Invented, anchor: str) -> None:
    """A link to the anchor would lead to the first of two places; it is told in the list's own line."""
    name = "agreements/2021/sections/samverkan.yml"
    invented.edit("agreements/2021/signed.yml", "insatser: 1", f"{anchor}: 1")
    assert invented.edit(name, "id: insatser", f"id: {anchor}") == []
    message = f"the anchor '{anchor}' stands 2 times on /overenskommelsen/samverkan/; choose another id"
    assert invented.site_problems() == [f"{invented.at(name, f'id: {anchor}')}: {message}"]


def test_a_term_whose_id_is_an_anchor_of_the_glossary(invented: Invented) -> None:
    """The same holds on every page: `innehall` is the heading of each."""
    assert invented.edit("glossary.yml", "id: oppenvard", "id: innehall") == []
    place = invented.at("glossary.yml", "id: innehall")
    assert invented.site_problems() == [
        f"{place}: the anchor 'innehall' stands 2 times on /ordlista/; choose another id"
    ]


def test_the_words_of_addresses_are_reserved(whole: Invented) -> None:
    """Each folder and page beside those that records name: no id can take its place."""
    folders = {folder for uri in whole.pages() for folder in uri.split("/")[1:-1]}
    folders -= whole.content().editions.keys()
    assert folders == {"alder", "amne", "anordnare", "forvaltning", "kontakt", "steg"}
    assert folders <= RESERVED_IDS
    assert "kontakt" in RESERVED_IDS
    assert not {"stod", "overenskommelsen", "utbildningar"} & RESERVED_IDS


# Macros


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('Se {{ link("film") }} och {{ term("sip") }}.', None, id="known"),
        pytest.param('{{ call("front_desk") }} {{ call("larm-112") }}', None, id="numbers"),
        pytest.param('{{ file("oppna-data/stod.csv", "Stöd") }}', None, id="file"),
        pytest.param("{{ link('inte-har') }}", "link: 'inte-har' is not in the data; correct it", id="link"),
        pytest.param('{{ term( "inte-har" ) }}', "term: 'inte-har' is not in the data; correct it", id="term"),
        pytest.param(
            '{% set x = "inte-har" %}{{ service(x) }}',
            "service: 'inte-har' is not in the data; correct it",
            id="service",
        ),
        pytest.param(
            '{{ support_line("sip") }}', "support_line: 'sip' is not in the data; correct it", id="support-line"
        ),
        pytest.param(
            '{{ call("chatten") }}', "call: 'chatten' has no confirmed number; correct it", id="number-not-sure"
        ),
        pytest.param(
            '{{ count("allt") }}',
            "count: 'allt' is not one of sections, services, terms, links, delmal; correct it",
            id="count",
        ),
        pytest.param(
            '{{ file("inte.csv", "x") }}', "file: 'inte.csv' is no file of this site; correct it", id="no-file"
        ),
        pytest.param(
            "{{ services() }}",
            "services: the page names no situation; write 'situation: id' in its front matter",
            id="no-situation",
        ),
        pytest.param(
            "{{ link() }}",
            "link: between its brackets stands, in quotation marks, the id of a link in data/links.yml; correct it",
            id="nothing-given",
        ),
        pytest.param(
            '{{ term("sip", "x") }}',
            "term: between its brackets stands, in quotation marks, the id of a word in data/glossary.yml; correct it",
            id="too-much-given",
        ),
        pytest.param(
            "{{ service() }}",
            "service: between its brackets stands, in quotation marks, the id of a service (the name of its file in "
            "data/services/, without .yml); correct it, or did you mean the macro 'services'?",
            id="the-other-of-two-alike",
        ),
        pytest.param(
            '{{ call("Chätten") }}', "call: 'Chätten' is not known here; did you mean 'chatten'?", id="id-with-dots"
        ),
        pytest.param(
            '{ link("film") }',
            "the macro 'link' stands outside double braces and would be shown as it is written; "
            'write {{ link("film") }}',
            id="single-braces",
        ),
        pytest.param('Skriv `link("film")` {# services() #} eller linkar (så).', None, id="macro-in-code"),
        pytest.param('{{ cuont("terms") }}', "'cuont' is no macro; did you mean 'count'?", id="misspelt"),
        pytest.param(
            '{{ count("terms" }}',
            "a macro cannot be read; check its brackets, braces and quotation marks",
            id="bracket",
        ),
        pytest.param(
            '{{ count("terms")\n\nText {som} går vidare.\n',
            "a macro cannot be read; check its brackets, braces and quotation marks",
            id="braces-that-do-not-end",
        ),
        pytest.param("{{ link.x.y }}", "a macro cannot be shown (", id="nothing-of-that-name"),
    ],
)
def test_a_fault_in_a_macro(invented: Invented, line: str, message: str | None) -> None:
    """It is a problem with the line that it stands on."""
    found = invented.write_page("egen.md", f"{HEAD}# Egen\n\nText.\n\n{line}\n")
    assert [one.startswith(f"docs/egen.md:9: {message}") for one in found] == ([True] if message else [])


def test_every_fault_of_a_page_is_told_at_once(invented: Invented) -> None:
    """Two on one line, one further down, and what is misspelt."""
    text = f'{HEAD}# Egen\n\n{{{{ link("a") }}}} {{{{ link("b") }}}}\n\n{{{{ term("c") }}}}\n'
    found = invented.write_page("egen.md", text)
    assert [one.split(" is not")[0] for one in found] == [
        "docs/egen.md:7: link: 'a'",
        "docs/egen.md:7: link: 'b'",
        "docs/egen.md:9: term: 'c'",
    ]
    found = invented.write_page("egen.md", f"{HEAD}# Egen {{{{ lnik('a') }}}}\n\n{{{{ trem('b') }}}}\n")
    assert [one.split(" is no")[0] for one in found] == ["docs/egen.md:5: 'lnik'", "docs/egen.md:7: 'trem'"]


_MARKS = "what stands at the top of a page stands between two lines of ---; write both"


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        pytest.param(
            "{{ support_lines() }}",
            "{{ support_lines( }}",
            "{{ support_lines() }}",
            "a macro cannot be read; check its brackets, braces and quotation marks",
            id="macro",
        ),
        pytest.param("---\n", "", "---", _MARKS, id="no-first-mark"),
        pytest.param("render_macros: true\n---\n", "render_macros: true\n", "---", _MARKS, id="no-last-mark"),
        pytest.param(
            "situation: mar-daligt",
            "situation: ma-daligt",
            "situation:",
            "situation: 'ma-daligt' is not in data/situations.yml; correct it",
            id="situation",
        ),
        pytest.param(None, "", "---", "the file is empty; fill it in or delete it", id="empty"),
    ],
)
def test_a_page_that_cannot_be_read_gives_one_problem(
    invented: Invented, old: str | None, new: str, at: str, message: str
) -> None:
    """Nothing is told of the places on it that others lead to, nor of what follows from it."""
    text = (invented.root / "docs/hjalp/mar-daligt.md").read_text(encoding="utf-8")
    found = invented.write_page("hjalp/mar-daligt.md", "" if old is None else text.replace(old, new, 1))
    line = text.partition(at)[0].count("\n") + 1
    assert found == [f"docs/hjalp/mar-daligt.md:{line}: {message}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "situation: finns-inte", "3: situation: 'finns-inte' is not in data/situations.yml", id="situation"
        ),
        pytest.param("title: Två", "3: the key 'title' stands twice", id="key-twice"),
    ],
)
def test_a_fault_in_the_front_matter(invented: Invented, text: str, problem: str) -> None:
    """It is told with the page's own line."""
    found = invented.write_page("egen.md", f"---\ntitle: Egen\n{text}\n---\n\n# Egen\n")
    assert [one for one in found if one.startswith(f"docs/egen.md:{problem}")] == found != []


def test_a_page_that_asks_for_no_macros(invented: Invented) -> None:
    """Its text is left alone, as mkdocs-macros leaves it."""
    assert invented.write_page("egen.md", "# Egen\n\n{{ finns_inte() }}\n") == []


def test_a_file_of_our_own(invented: Invented) -> None:
    """A csv in docs/ can be linked to, as Markdown or by the macro, which says its type and size."""
    assert invented.write_page("tabell.csv", "a;b\r\n" * 500) == []
    text = f"{HEAD}# Egen\n\n[tabell](tabell.csv)\n\n{{{{ file('tabell.csv', 'Tabell') }}}}\n"
    assert invented.write_page("egen.md", text) == []
    page = invented.site().handwritten["egen.md"]
    assert "[Tabell (csv, 2 kB)](<tabell.csv>)" in page.body
    assert "tabell.csv" in invented.site().register.files


# Links to call or write


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        pytest.param("[Ring](tel:)", "tel:", id="no-number"),
        pytest.param("[Ring](tel:oss)", "tel:oss", id="words"),
        pytest.param("[Skriv](mailto:)", "mailto:", id="no-address"),
        pytest.param("[Skriv](mailto:anna)", "mailto:anna", id="no-at"),
        pytest.param('<a href="mailto:anna">Skriv</a>', "mailto:anna", id="html"),
        pytest.param("[Ring](tel:112), [skriv](mailto:a@bjorkviken.example), Tel: 112", None, id="whole"),
    ],
)
def test_a_link_to_call_or_write_says_to_whom(invented: Invented, link: str, wrong: str | None) -> None:
    """A number with `tel:`, an address with `mailto:`; told with the line of the page."""
    told = [] if wrong is None else [f"docs/egen.md:8: '{wrong}' leads to nobody; write the whole number or address"]
    assert invented.write_page("egen.md", f"{HEAD}\n# Om\n\n{link}\n") == told


# What a page says of itself


def test_a_situation_has_its_own_page(invented: Invented) -> None:
    """A page that does not say whose it is would lose its help card and its way out; no other page takes its place."""
    text = (invented.root / "docs/hjalp/trygghet.md").read_text(encoding="utf-8")
    found = invented.write_page("hjalp/trygghet.md", "---\ntitle: Trygghet\n---\n# Trygghet\n\nText.\n")
    assert (
        "docs/hjalp/trygghet.md:1: this is the page of 'trygghet'; write 'situation: trygghet' in its front matter"
        in found
    )
    invented.write_page("hjalp/trygghet.md", text)
    found = invented.write_page("hjalp/kopia.md", text)
    assert found == ["docs/hjalp/kopia.md:3: the page of 'trygghet' is docs/hjalp/trygghet.md; remove situation here"]


@pytest.mark.parametrize("value", ["True", "yes", "on", "'true'", '"true"', "1"])
def test_macros_are_wanted_in_one_way(invented: Invented, value: str) -> None:
    """What the macros plugin takes for no would be published as it is written."""
    text = f"---\ntitle: Prov\nrender_macros: {value}\n---\n# Prov\n\nText.\n"
    message = "render_macros is 'true' or stands not there; write 'render_macros: true', or remove the line"
    assert invented.write_page("prov.md", text) == [f"docs/prov.md:3: {message}"]


@pytest.mark.parametrize("begin", ["---\ntitle: Prov\n---\n", ""])
def test_a_macro_that_nothing_would_render(invented: Invented, begin: str) -> None:
    """It is told with its line."""
    line = begin.count("\n") + 3
    (found,) = invented.write_page("prov.md", f"{begin}# Prov\n\nSe {{{{ link('handbok') }}}}.\n")
    assert found.startswith(f"docs/prov.md:{line}: the macro 'link' would be shown as it is written")


@pytest.mark.parametrize("begin", ["\ufeff---\n{}\n---\n", "--- \n{}\n---\n", "---\n{}\n...\n", "---\n{}\n---  \n"])
def test_front_matter_is_read_as_mkdocs_reads_it(invented: Invented, begin: str) -> None:
    """The same pages have macros for both."""
    text = begin.format("title: Prov\nrender_macros: true") + "# Prov\n\n{{ link('finns-inte') }}\n"
    (found,) = invented.write_page("prov.md", text)
    assert "link: 'finns-inte' is not in the data" in found


@pytest.mark.parametrize(
    "macro",
    [
        "{{ count('sections') + 1 }}", "{{ 1/0 }}", "{{ link(['a']) }}", "{{ link(1) }}", "{% include 'x.md' %}",
        "{% import 'x' as y %}", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "{{ link }}", "{{ self }}",
        "{{ range }}", "{{ ''.__class__ }}", "{{ [1] }}",
    ],
)  # fmt: skip
def test_what_a_macro_cannot_show(invented: Invented, macro: str) -> None:
    """Each is told with its line, and never published as it is."""
    found = invented.write_page("prov.md", f"{HEAD}# Prov\n\n{macro}\n")
    assert [one for one in found if one.startswith("docs/prov.md:7: ")], found


def test_a_page_that_is_not_utf8(invented: Invented) -> None:
    """It is told as a data file is."""
    (invented.root / "docs/prov.md").write_bytes("# Prov\n\nPå gång\n".encode("latin-1"))
    assert invented.site_problems() == ["docs/prov.md:3: byte 0xe5 is not UTF-8; save the file as UTF-8"]


def test_no_training_at_all(invented: Invented) -> None:
    """A municipality may have none."""
    for path in (invented.root / "data/trainings").glob("*.yml"):
        path.unlink()
    found = invented.site_problems()
    assert all("published" in one or "is no page" in one or "is no record" in one for one in found), found


def test_the_page_of_a_situation_shows_its_lines(invented: Invented) -> None:
    """A hit in the search leads to the line's own place, which must be there."""
    text = (invented.root / "docs/hjalp/mar-daligt.md").read_text(encoding="utf-8")
    found = invented.write_page("hjalp/mar-daligt.md", text.replace("{{ support_lines() }}", ""))
    message = "docs/hjalp/mar-daligt.md does not show its lines; write {{ support_lines() }} there"
    assert [one for one in found if message in one and one.startswith("data/support-lines.yml:")]
