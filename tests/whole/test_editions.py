"""Editions, clauses and their names: an earlier edition beside the one in force; clauses put in, struck and moved."""

from __future__ import annotations

import dataclasses
import json
import posixpath
import re
from datetime import date

import jsonschema
import pytest

from core import routes
from core.link_states import LinkState
from core.models.agreement import Citation
from core.pages.agreement import agreement_pages
from core.pages.writing import Writer
from core.routes import SEARCH_EARLIER, SEARCH_INDEX
from core.rules.kept import notices
from core.search import build_entries
from core.text import day_words
from invented import Invented

AGREEMENT = "agreements/2021/agreement.yml"
TOGETHER = "agreements/2021/sections/samverkan.yml"
EARLY = "agreements/2021/sections/tidigt-stod.yml"
OLD = "agreements/2018-2020/agreement.yml"
OLD_SECTION = "agreements/2018-2020/sections/vagen-in.yml"
SERVICE = "services/samtalsstod.yml"
TRAINING = "trainings/att-lyssna.yml"
SECTION_OF_OLD = """\
id: vagen-in
title: Vägen in
parent: null
belongs_to: [fokusomrade-1]
summary: Hur den som söker stöd hittar rätt.
introduction: []
lists:
  - id: ansvar
    heading: Ansvariga
    term: none
    kind: prose
    clauses:
      - id: ansvar-1
        text: Omsorgen svarar för den gamla vägen in.
  - id: mal
    heading: null
    term: none
    kind: goals
    clauses:
      - id: mal-1
        text: Den som ringer ska få svar samma dag.
  - id: matt
    heading: Så följs det upp
    term: long
    kind: indicators
    clauses:
      - id: matt-1
        text: Antal samtal som besvaras samma dag.
page: 3
remarks: []
"""

PICTURES = "overenskommelsen/bilder.md"
"""Its timeline has every document."""


@pytest.fixture
def two(invented: Invented) -> Invented:
    """Give the invented set with an earlier edition: focus areas of its own, other lists, a section that is gone."""
    text = invented.text(AGREEMENT).replace("'2021'", "'2018-2020'", 1).replace("'2021'", "2018–2020", 1)
    text = text.replace("name: överenskommelsen 2021", "name: överenskommelsen 2018–2020")
    text = text.replace("Stöd i tid", "Vägar in").replace("Överenskommelse 2021", "Överenskommelse 2018")
    invented.write(OLD, text.replace("[samverkan, tidigt-stod, tecken]", "[vagen-in]"))
    assert invented.write(OLD_SECTION, SECTION_OF_OLD) == []
    return invented


def test_an_earlier_edition_changes_nothing_of_today(invented: Invented, two: Invented) -> None:
    """It has pages and files of its own; of all the others one leads to it, and the rest stays as it was."""
    site = two.site()
    with_old = {uri: page.markdown() for uri, page in site.pages.items()}
    exported = {export.name: export.data for export in site.exports}
    found = site.search()
    invented.remove(OLD)
    invented.remove(OLD_SECTION)
    before = invented.site()
    pages = {uri: page.markdown() for uri, page in before.pages.items()}
    assert {uri for uri in pages if with_old[uri] != pages[uri]} == {"tidigare/index.md", PICTURES}
    folder = "tidigare/2018-2020"
    names = ("index", "vagen-in", "indikatorer", "hela", "forvaltning/omsorgsforvaltningen")
    own = {f"{folder}/{name}.md" for name in (*names, "forvaltning/skol-och-fritidsforvaltningen")}
    assert with_old.keys() - pages.keys() == own
    files = {export.name: export.data for export in before.exports}
    # One tells which pages show a link, one when documents were revised, and one which files there are.
    assert [name for name in files if exported[name] != files[name]] == ["lankar.json", "nytt.atom", "katalog.rdf"]
    tables = {f"indikatorer-2018-2020.{kind}" for kind in ("csv", "xlsx")}
    assert exported.keys() - files.keys() == {"overenskommelse-2018-2020.json", *tables}
    kept = before.search()
    assert {name for name in kept if kept[name] != found[name]} == {SEARCH_EARLIER}


def test_what_is_not_in_force_says_so(two: Invented) -> None:
    """Each of its pages in title, description and first line; no page of help leads there, and nothing of today."""
    two.edit(SERVICE, "kort-1, 2021", "kort-1, 2018-2020/vagen-in/mal-1, 2021")
    two.edit(SERVICE, "quotes: [", "quotes: [svar samma dag, ")
    site = two.site()
    earlier = {uri: page for uri, page in site.pages.items() if uri.startswith("tidigare/2018-2020/")}
    for page in earlier.values():
        assert page.title.endswith(" – överenskommelsen 2018–2020, gäller inte längre")
        assert page.description.startswith("Gäller inte längre. ")
        first = page.body.split("\n\n")[1]
        assert first.startswith("**Gäller inte längre.** Det här är ur överenskommelsen 2018–2020. [Det som gäller nu")
        assert "Stöd som nämns" not in page.body  # a service of today is no promise of the old text
    body = earlier["tidigare/2018-2020/vagen-in.md"].body
    assert body.startswith("# Vägen in { #innehall }\n")
    assert 'class="term"' not in body
    assert "Sidan 3 i dokumentet. Gäller inte längre." in earlier["tidigare/2018-2020/hela.md"].body
    leading = {uri for uri, page in {**site.pages, **site.handwritten}.items() if "tidigare/" in page.body}
    assert {uri for uri in leading if not uri.startswith("tidigare/")} >= {"a-o.md", "overenskommelsen/index.md"}


def test_what_is_not_in_force_is_found_last(two: Invented) -> None:
    """A second part of the index, which the first one names: it shares no entry with it, and each says what it is."""
    files = two.site().search()
    first, second = json.loads(files[SEARCH_INDEX]), json.loads(files[SEARCH_EARLIER])
    assert first["more"] == SEARCH_EARLIER
    assert second["more"] is None
    assert [one for one in first["entries"] if "tidigare/2018-2020" in one[0]] == []
    mine = [one for one in second["entries"] if "/2018-2020/" in one[0]]
    found = {one[0]: (second["kinds"][one[1]][0], one[3]) for one in mine}
    assert {kind for kind, _ in found.values()} == {"Gäller inte längre"}
    assert {address.removeprefix("tidigare/2018-2020/"): title for address, (_, title) in found.items()} == {
        "vagen-in/": "Vägen in – överenskommelsen 2018–2020",
        "vagen-in/#ansvar-1": "Vägen in, stycke 1 – överenskommelsen 2018–2020",
        "vagen-in/#mal-1": "Vägen in, mål 1 – överenskommelsen 2018–2020",
        "vagen-in/#matt-1": "Vägen in, indikator 1 – överenskommelsen 2018–2020",
        "": "Överenskommelse mellan två förvaltningar i Björkviken – överenskommelsen 2018–2020",
        "indikatorer/": "Alla indikatorer – överenskommelsen 2018–2020",
        "hela/": "Hela överenskommelsen på en sida – överenskommelsen 2018–2020",
        "forvaltning/omsorgsforvaltningen/": "Omsorgsförvaltningen i överenskommelsen – överenskommelsen 2018–2020",
        "forvaltning/skol-och-fritidsforvaltningen/": (
            "Skol- och fritidsförvaltningen i överenskommelsen – överenskommelsen 2018–2020"
        ),
    }
    assert (second["synonyms"], second["cards"]) == ([], [])


def test_an_earlier_section_leads_to_what_took_its_place(whole: Invented) -> None:
    """To each section that a reader found, with the reason; that there is none is said too."""
    pages = whole.pages()
    bodies = {name: pages[f"tidigare/2019-2020/{name}.md"].body for name in ("stod-till-unga", "kvallsvandring")}
    parts = {name: body.split("## Det här kom i stället { #i-stallet }\n\n")[1] for name, body in bodies.items()}
    now = "../../overenskommelsen/tidigt-stod.md"
    said = f"-   [Tidigt stöd]({now}) i överenskommelsen 2021. Båda gäller barn och unga. Det är vår bedömning.\n"
    assert parts["stod-till-unga"].startswith(said)
    gone = "-   Inget avsnitt i överenskommelsen 2021. Kvällsvandringen nämns inte 2021.\n"
    assert parts["kvallsvandring"].startswith(gone)
    assert "i-stallet" not in pages["overenskommelsen/tidigt-stod.md"].body


def test_the_open_data_of_every_edition_have_one_schema(two: Invented) -> None:
    """They say whether they are in force, who the parties were and what each section belonged to."""
    exports = two.exports()
    schema = json.loads(exports["schema/overenskommelse.schema.json"].data)
    for name, in_force in (("overenskommelse-2021.json", True), ("overenskommelse-2018-2020.json", False)):
        value = json.loads(exports[name].data)
        jsonschema.validate(value, schema)
        assert value["in_force"] is in_force
    assert value["name"] == "överenskommelsen 2018–2020"
    assert value["parties"] == ["omsorgsforvaltningen", "skol-och-fritidsforvaltningen"]
    section = value["sections"][0]
    assert section["url"] == "/tidigare/2018-2020/vagen-in/"
    assert section["groups"] == [{"kind": "Fokusområde", "number": "1", "name": "Vägar in"}]
    assert "/tidigare/2018-2020/vagen-in/#matt-1" in exports["indikatorer-2018-2020.csv"].data.decode()
    assert exports["overenskommelse-2018-2020.json"].title == "Överenskommelsen 2018–2020, gäller inte längre"


def test_a_department_that_is_no_party_has_no_page_there(two: Invented) -> None:
    """Nor has the plan pages for lists that it lacks: what pages an edition has follows from its data."""
    two.edit(OLD, "parties: [omsorgsforvaltningen, skol-och-fritidsforvaltningen]", "parties: [bjorkvikens-stad]")
    text = two.text(OLD_SECTION)
    two.write(OLD_SECTION, text[: text.index("  - id: matt\n")] + text[text.index("page: 3") :])
    pages = two.site().pages
    names = ("index", "vagen-in", "hela")
    assert {uri for uri in pages if uri.startswith("tidigare/2018")} == {
        f"tidigare/2018-2020/{name}.md" for name in names
    }
    assert "Efter förvaltning" not in pages["tidigare/2018-2020/index.md"].body
    assert "indikatorer-2018-2020.csv" not in two.exports()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        pytest.param(
            SERVICE,
            "sections: [tidigt-stod]",
            "sections: [vagen-in]",
            "'vagen-in' is a section of 2018-2020, not of 2021, which is in force; remove it, or cite the clauses",
            id="section-of-the-old-alone",
        ),
        pytest.param(
            TRAINING,
            "indicators: [2021/samverkan/kort-indikator-1]",
            "indicators: [2018-2020/vagen-in/mal-1]",
            "'2018-2020/vagen-in/mal-1' belongs under clauses; move it",
            id="goal-among-indicators",
        ),
        pytest.param(
            TRAINING,
            "clauses: [2021/samverkan/kort-2,",
            "clauses: [2018-2020/vagen-in/matt-1, 2021/samverkan/kort-2,",
            "'2018-2020/vagen-in/matt-1' belongs under indicators; move it",
            id="indicator-by-its-list-and-not-by-its-name",
        ),
        pytest.param(
            SERVICE,
            "clauses: [2021/samverkan/kort-1,",
            "clauses: [2018-2020/vagen-in/mal-2,",
            "'2018-2020/vagen-in/mal-2' is no clause of the agreement; correct it",
            id="clause-that-is-not-there",
        ),
        pytest.param(
            OLD_SECTION,
            "belongs_to: [fokusomrade-1]",
            "belongs_to: [delmal-2]",
            "'delmal-2' is not in the framework of 2018-2020, which has fokusomrade-1, tillsammans; correct it",
            id="group-of-another-framework",
        ),
        pytest.param(
            OLD_SECTION,
            "belongs_to: [fokusomrade-1]",
            "belongs_to: []",
            "belongs_to is empty; name a group of the framework of 2018-2020",
            id="no-group",
        ),
        pytest.param(
            OLD,
            "id: tillsammans,",
            "id: fokusomrade-1,",
            "the group 'fokusomrade-1' stands twice; keep one",
            id="group-twice",
        ),
        pytest.param(
            OLD,
            "strategy: null\n  groups:\n    - {id: fokusomrade-1, number: '1', name: Vägar in}\n"
            "    - {id: tillsammans, number: null, name: Tillsammans}",
            "strategy: morka-dagar\n  groups: []",
            "'morka-dagar' is not an id in data/strategy.yml; correct it or add the record",
            id="no-such-strategy",
        ),
    ],
)
def test_what_an_earlier_edition_does_not_allow(two: Invented, name: str, old: str, new: str, message: str) -> None:
    """Each told by itself or first, with what to do."""
    assert message in [found.split(": ", 1)[1] for found in two.edit(name, old, new)]


def test_a_link_of_an_earlier_edition_alone(two: Invented) -> None:
    """In no list of links; text on its own page until it is known to work; a page of today may not use it."""
    before = two.pages()["lankar.md"].body
    new = "- {id: gammal-sida, url: 'https://gammal.example.se/', title: Gammal sida, publisher: null, access: public"
    text = f"{two.text('links.yml')}{new}, format: web, language: sv, edition: 2018-2020}}\n"
    assert two.write("links.yml", text) == []
    assert two.pages()["lankar.md"].body == before
    with_link = SECTION_OF_OLD.replace("samma dag.\n", "samma dag.\n        links: [gammal-sida]\n", 1)
    assert two.write(OLD_SECTION, with_link) == []
    page = two.pages()["tidigare/2018-2020/vagen-in.md"].body
    assert "Gammal sida, https://gammal.example.se/ (länken är inte kontrollerad)</li>" in page
    exported = json.loads(two.exports()["lankar.json"].data)
    assert {one["id"]: one.get("edition") for one in exported}["gammal-sida"] == "2018-2020"
    assert [one["id"] for one in exported if "edition" in one] == ["gammal-sida"]
    content = two.content()
    old = content.editions["2018-2020"]
    for verdict, broken, shown in (
        ("ok", False, '<a href="https://gammal.example.se/" rel="noreferrer">Gammal sida</a>'),
        ("dead", True, "Gammal sida, https://gammal.example.se/ (länken fungerar inte just nu)"),
    ):
        state = LinkState(verdict, date(2021, 2, 1), broken=broken, final_url="https://gammal.example.se/hem/")
        known = dataclasses.replace(content, link_states={"gammal-sida": state})
        assert Writer(known, "x.md", old).html_link("gammal-sida") == shown
    service = two.text(SERVICE)
    at = service.index("links: [")
    found = two.write(SERVICE, f"{service[:at]}links: [gammal-sida, {service[at + 8 :]}")
    assert [one for one in found if "'gammal-sida' is a link that 2018-2020 alone names" in one] == found != []


def test_an_obligation_is_proven_by_the_edition_in_force(two: Invented) -> None:
    """What a department demanded once is not what it demands."""
    two.edit(TRAINING, "clauses: [2021", "clauses: [2018-2020/vagen-in/mal-1, 2021")
    found = two.edit(TRAINING, "clause: 2021/samverkan/kort-2", "clause: 2018-2020/vagen-in/mal-1")
    message = "not of 2021, the edition in force; cite the clause that says so now, or remove the obligation"
    place = two.at(TRAINING, "clause: 2018-2020/vagen-in/mal-1")
    assert found == [f"{place}: the obligation's clause '2018-2020/vagen-in/mal-1' is {message}"]


def test_another_edition_comes_into_force(two: Invented) -> None:
    """Its pages stand on its own lists, headings and groups; nothing in the code knows which edition it is."""
    two.edit("site.yml", "edition: '2021'", "edition: 2018-2020")
    for name in ("samtalsstod", "trygghet-hemma"):
        text = two.text(f"services/{name}.yml").replace("[tidigt-stod]", "[vagen-in]")
        text = text.replace("ber om hjälp", "svar samma dag").replace("den som behöver stöd", "den som söker stöd")
        two.write(f"services/{name}.yml", text)
    two.edit("services/trygghet-hemma.yml", "[samverkan]", "[vagen-in]")
    for name in (TRAINING, "trainings/vaga-prata.yml"):
        text = two.text(name)
        start, end = text.index("obligations:"), text.index("indicators:")
        two.write(name, f"{text[:start]}obligations: []\n{text[end:]}")
    two.write("synonyms.yml", "[]\n")
    assert two.write("redirects.yml", "[]\n") == []
    pages = two.pages()
    body = pages["overenskommelsen/vagen-in.md"].body
    assert '<span class="belongs__number">1</span> Vägar in' in body
    places = [body.index(one) for one in ("## Ansvariga { #ansvar }", "## Mål { #mal }", '<h3 id="matt">')]
    assert places == sorted(places)
    assert "Länk till stycke ansvar-1<" in body
    assert "Fokusområde 1. Sidan 3 i dokumentet." in pages["overenskommelsen/hela.md"].body
    assert "Ur överenskommelsen 2021, som inte gäller nu: " in pages["utbildningar/att-lyssna.md"].body
    section = json.loads(two.exports()["overenskommelse-2018-2020.json"].data)["sections"][0]
    assert section["delmal"] == []
    assert [(one["id"], one["heading"], one["term"], one["kind"]) for one in section["lists"]] == [
        ("ansvar", "Ansvariga", "none", "prose"),
        ("mal", None, "none", "goals"),
        ("matt", "Så följs det upp", "long", "indicators"),
    ]
    assert [one["clauses"][0]["id"].rpartition("/")[2] for one in section["lists"]] == ["ansvar-1", "mal-1", "matt-1"]
    assert section["activities"] == []
    assert [one["id"] for one in section["long_term"]["indicators"]] == ["2018-2020/vagen-in/matt-1"]


def texts(invented: Invented) -> dict[str, str]:
    """Give the text of each clause that stands, by its citation."""
    return {str(citation): one.clause.text for citation, one in invented.content().clauses.items()}


def test_a_clause_put_in_between_moves_no_other(invented: Invented) -> None:
    """It stands where it is put, under a name of its own; every other is called and cited as before."""
    before = texts(invented)
    names = {str(citation): one.name for citation, one in invented.content().clauses.items()}
    new = "      - id: kort-3\n        text: Vi frågar först.\n      - id: kort-2\n"
    assert invented.edit(TOGETHER, "      - id: kort-2\n", new) == []
    assert texts(invented) == before | {"2021/samverkan/kort-3": "Vi frågar först."}
    now = invented.content().clauses
    assert {str(one.citation): one.name for one in now.values()} == names | {"2021/samverkan/kort-3": "mål 3"}
    order = [one.anchor for one in invented.content().current.by_id["samverkan"].lists[1].clauses]
    assert order == ["kort-1", "kort-3", "kort-2"]
    body = invented.pages()["overenskommelsen/samverkan.md"].body
    shown = re.findall(r">Länk till (mål \d)</span><span aria-hidden=\"true\">(\d)<", body)
    assert shown == [("mål 1", "1"), ("mål 3", "3"), ("mål 2", "2")]  # each card says what it is called


def test_a_clause_that_moves_keeps_its_name(invented: Invented) -> None:
    """Within its list nothing but the order changes; in another list it is told from those at home there by its id."""
    invented.write("continuity.yml", "[]\n")
    text = invented.text(TOGETHER)
    start, end = text.index("      - id: kort-2\n"), text.index("  - id: kort-sikt-indikatorer")
    moved = text[start:end]
    at = text.index("      - id: kort-1\n")
    before = texts(invented)
    assert invented.write(TOGETHER, text[:at] + moved + text[at:start] + text[end:]) == []
    assert texts(invented) == before
    assert list(texts(invented))[1:3] == ["2021/samverkan/kort-2", "2021/samverkan/kort-1"]
    elsewhere = (text[:start] + text[end:]).replace("      - id: lang-1\n", f"{moved}      - id: lang-1\n")
    assert invented.write(TOGETHER, elsewhere.replace("id: lang-1", "id: lang-2")) == []
    clauses = invented.content().clauses
    names = [clauses[Citation("2021", "samverkan", one)].name for one in ("kort-2", "lang-2")]
    assert names == ["långsiktigt mål kort-2", "långsiktigt mål 2"]


def test_a_struck_clause_is_answered(invented: Invented) -> None:
    """Gone from the list, the search and the list of the data; its anchor says what it was and when it went."""
    invented.edit("synonyms.yml", "/overenskommelsen/samverkan/#kort-1-1", "/overenskommelsen/samverkan/#kort-2")
    assert invented.edit(TOGETHER, "- id: kort-1\n", "- id: kort-1\n        struck: 2021-02-14\n") == []
    content = invented.content()
    gone = ["kort-1", "kort-1-1", "kort-1-1-1", "kort-1-1-2", "kort-1-2"]
    assert sorted(citation.clause for citation in content.struck) == gone
    assert content.clauses[Citation("2021", "samverkan", "kort-2")].name == "mål 2"
    pages = invented.pages()
    body = pages["overenskommelsen/samverkan.md"].body
    listed, struck = body.split("## Struket ur avsnittet { #struket }")
    assert 'id="kort-1"' not in listed
    assert '<p id="kort-1">Vi ska möta varje person i tid.</p>' in struck
    assert "<p>Mål 1, struken 14 februari 2021.</p>" in struck
    assert "<p>Mål 1, punkt 1.2, struken 14 februari 2021.</p>" in struck  # its part went with it
    parts = [struck.index(f'id="{one}"') for one in gone]
    after = struck.index("<p>Sedan träffas alla.")
    assert [*parts, after] == sorted([*parts, after])
    assert "handbok_(2021).pdf" in struck[after:]
    assert '<p id="samverkan-kort-1">' in pages["overenskommelsen/hela.md"].body
    service = pages["stod/samtalsstod.md"].body
    assert (
        '<li>Struket: <a href="../../overenskommelsen/samverkan/#kort-1">Samverkan &amp; återhämtning, mål 1</a>'
        in service
    )
    section = json.loads(invented.exports()["overenskommelse-2021.json"].data)["sections"][0]
    assert [one["id"] for one in section["short_term"]["goals"]] == ["2021/samverkan/kort-2"]
    assert [one["id"].rpartition("/")[2] for one in section["struck"]] == gone
    assert {one["struck"] for one in section["struck"]} == {"2021-02-14"}
    assert section["struck"][0]["text_after_details"] == "Sedan träffas alla.\nDet sker inom en vecka."
    assert section["struck"][0]["links"] == ["film", "handbok"]
    found = [entry.address for entry in build_entries(content, pages, {})]
    assert [one for one in found if "samverkan/#kort-1" in one] == []


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        pytest.param("2021-03-02", True, id="tomorrow"),
        pytest.param("2021-03-01", False, id="today"),
        pytest.param("2021-02-28", False, id="yesterday"),
    ],
)
def test_a_clause_is_struck_from_its_day_on(invented: Invented, day: str, *, stands: bool) -> None:
    """By the day of the build: until then it stands with its parts, and who cites it is told that it goes."""
    assert invented.edit(TOGETHER, "- id: kort-1\n", f"- id: kort-1\n        struck: {day}\n") == []
    content = invented.content()
    for part in ("kort-1", "kort-1-1-2"):
        assert (Citation("2021", "samverkan", part) in content.clauses) is stands
        assert (Citation("2021", "samverkan", part) in content.struck) is not stands
    assert ("Struket ur avsnittet" in invented.pages()["overenskommelsen/samverkan.md"].body) is not stands
    said = [one.split("' ", 1)[1].split(" and ")[0] for one in notices(content) if "/kort-1' " in one]
    assert said == (["is struck from 2 mars 2021"] if stands else [f"was struck {day_words(date.fromisoformat(day))}"])


def test_a_part_that_went_before_its_whole_keeps_its_day(invented: Invented) -> None:
    """The day is its own where that is earlier, and a part never outlives the whole."""
    part = "          - id: kort-1-2\n"
    invented.edit(TOGETHER, part, f"{part}            struck: 2021-01-10\n")
    deeper = "              - id: kort-1-1-1\n"
    invented.edit(TOGETHER, deeper, f"{deeper}                struck: 2022-01-10\n")
    assert list(map(str, invented.content().struck)) == ["2021/samverkan/kort-1-2"]
    assert invented.edit(TOGETHER, "- id: kort-1\n", "- id: kort-1\n        struck: 2021-02-14\n") == []
    days = {citation.clause: str(one.struck) for citation, one in invented.content().struck.items()}
    assert days == {
        "kort-1": "2021-02-14",
        "kort-1-1": "2021-02-14",
        "kort-1-1-1": "2021-02-14",
        "kort-1-1-2": "2021-02-14",
        "kort-1-2": "2021-01-10",
    }


def test_another_list_changes_no_name(invented: Invented) -> None:
    """A clause is called by its own list and id: one called by its number keeps that when more lists come."""
    before = {citation: one.name for citation, one in invented.content().clauses.items()}
    assert before[Citation("2021", "tidigt-stod", "kort-1")] == "mål 1"
    assert before[Citation("2021", "tidigt-stod", "vill-1")] == "mål vill-1"
    new = "  - {id: mer, heading: Mer, term: short, kind: goals, clauses: [{id: mer-1, text: Mer.}]}\n"
    assert invented.edit(EARLY, "  - id: vill\n", f"{new}  - id: vill\n") == []
    now = {citation: one.name for citation, one in invented.content().clauses.items()}
    assert now == before | {Citation("2021", "tidigt-stod", "mer-1"): "mål mer-1"}


def test_the_pages_of_another_edition_lead_to_each_other(two: Invented) -> None:
    """Every page function is told its edition: all that a page says and links to is of that one."""
    content = two.content()
    pages = {page.src_uri: page for page in agreement_pages(content, content.editions["2018-2020"])}
    folder = "tidigare/2018-2020"
    assert {f"{folder}/{name}.md" for name in ("index", "vagen-in", "indikatorer", "hela")} <= pages.keys()
    assert all(uri.startswith(f"{folder}/") for uri in pages)
    outside = {routes.GLOSSARY, routes.OPEN_DATA, routes.CRISIS, routes.EARLIER, "overenskommelsen/index.md"}
    common = outside | {routes.open_data("indikatorer-2018-2020.csv")}
    for uri, page in pages.items():
        linked = re.findall(r"\]\(<?([^)>]*)|href=\"([^\"]*)", page.body)
        for target in (markdown or html for markdown, html in linked):
            path, _, anchor = target.partition("#")
            if path.startswith("https:"):
                continue
            base = (
                posixpath.dirname(uri)
                if path.endswith((".md", ".csv"))
                else uri.removesuffix("/index.md").removesuffix(".md")
            )
            found = posixpath.normpath(posixpath.join(base, path)) if path else uri
            if not found.endswith((".md", ".csv")):
                found = next(one for one in pages if routes.address_of(one) == f"/{found}/")
            assert found in pages.keys() | common, (uri, target)
            assert not anchor or found in common or anchor in set(pages[found].anchors()), (uri, target)
    said = "".join(page.body for page in pages.values())
    for allowed in ("Det som gäller nu är överenskommelsen 2021", "handbok_(2021).pdf"):
        said = said.replace(allowed, "")
    assert "2021" not in said


def test_open_data_says_nothing_of_what_was_never_struck(whole: Invented) -> None:
    """The field is there for the clauses that are gone alone."""
    assert '"struck"' not in whole.exports()["overenskommelse-2021.json"].data.decode()


@pytest.mark.parametrize(
    ("struck", "what"),
    [pytest.param(False, "is already used by", id="used"), pytest.param(True, "was struck with", id="struck")],
)
def test_an_id_is_never_used_again(invented: Invented, *, struck: bool, what: str) -> None:
    """Neither that of a clause that stands nor that of one that was struck; both places are told, and a free id."""
    new = "      - id: kort-2\n        text: Något annat.\n"
    text = invented.text(TOGETHER).replace("  - id: kort-sikt-indikatorer", f"{new}  - id: kort-sikt-indikatorer")
    if struck:
        text = text.replace("      - id: kort-2\n", "      - id: kort-2\n        struck: 2021-02-14\n", 1)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line == "      - id: kort-2"]
    free = "an id is never used again, write a free one such as kort-3"
    message = f"the id 'kort-2' {what} the clause in data/{TOGETHER}:{lines[0]}; {free}"
    assert invented.write(TOGETHER, text) == [f"data/{TOGETHER}:{lines[1]}: {message}"]


def test_saknas_may_follow_what_was_struck(invented: Invented) -> None:
    """A list whose indicators were all struck says that there is none."""
    old = "      - id: kort-indikator-1\n        text: Saknas."
    new = "      - id: kort-indikator-2\n        text: Antal.\n        struck: 2021-02-14"
    assert invented.edit(EARLY, old, f"{old}\n{new}") == []


def test_what_a_citation_is(whole: Invented) -> None:
    """A value with three parts, written as it is read."""
    citation = Citation.parse("2021/samverkan/kort-1-1")
    assert citation == Citation("2021", "samverkan", "kort-1-1")
    assert str(citation) == "2021/samverkan/kort-1-1"
    assert whole.content().clauses[citation].clause.text == "Skolan lyssnar på barnet."
