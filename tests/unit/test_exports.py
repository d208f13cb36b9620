"""Open data: what each file holds, that it keeps to its own schema, and that a spreadsheet opens it as it stands."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from core.exports import build_exports
from core.exports.files import csv_text, unguarded
from examples import given, st

if TYPE_CHECKING:
    from invented import Invented

AGREEMENT = "overenskommelse-2021.json"
JSON_FILES = {
    AGREEMENT: "schema/overenskommelse.schema.json",
    "overenskommelse-2019-2020.json": "schema/overenskommelse.schema.json",
    "andringar.json": "schema/andringar.schema.json",
    "kontinuitet.json": "schema/kontinuitet.schema.json",
    "lankar.json": "schema/lankar.schema.json",
    "stod.json": "schema/stod.schema.json",
    "stodlinjer.json": "schema/stodlinjer.schema.json",
    "utbildningar.json": "schema/utbildningar.schema.json",
    "ordlista.json": "schema/ordlista.schema.json",
    "hsds.json": "schema/hsds.schema.json",
}
CSV_FILES = tuple(
    f"{name}.csv"
    for name in (
        "indikatorer",
        "indikatorer-2019-2020",
        "andringar",
        "uppfoljning",
        "lankar",
        "stod",
        "stodlinjer",
        "utbildningar",
        "ordlista",
    )
)


def loaded(whole: Invented, name: str) -> Any:
    """Give a JSON file's value."""
    return json.loads(whole.exports()[name].data)


def rows(whole: Invented, name: str) -> list[list[str]]:
    """Give a CSV file's rows."""
    text = whole.exports()[name].data.decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def walk(clauses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give clauses and sub-clauses in order."""
    return [part for clause in clauses for part in (clause, *walk(clause["details"]))]


def test_the_files(whole: Invented) -> None:
    """Each file once, tables beside the lists, and a Swedish title for all but schemas."""
    exports = whole.exports()
    workbooks = {name.replace(".csv", ".xlsx") for name in CSV_FILES}
    assert set(exports) == {*JSON_FILES, *JSON_FILES.values(), *CSV_FILES, *workbooks, "katalog.rdf", "nytt.atom"}
    assert len(build_exports(whole.content(), whole.pages())) == len(exports)
    assert {name for name, export in exports.items() if export.title is None} == set(JSON_FILES.values())
    assert exports[AGREEMENT].title == "Överenskommelsen 2021"
    assert exports["lankar.csv"].uri == "oppna-data/lankar.csv"


@pytest.mark.parametrize(("name", "schema"), JSON_FILES.items())
def test_each_file_keeps_to_its_schema(whole: Invented, name: str, schema: str) -> None:
    """The schema beside a file accepts it, and refuses what is not in it."""
    described = loaded(whole, schema)
    jsonschema.Draft202012Validator.check_schema(described)
    validator = jsonschema.Draft202012Validator(described)
    value = loaded(whole, name)
    assert [error.message for error in validator.iter_errors(value)] == []
    assert list(validator.iter_errors([{"id": "x"}]))
    record = value if isinstance(value, dict) else value[0]
    record["annat"] = 1
    assert list(validator.iter_errors(value))


@pytest.mark.parametrize("schema", JSON_FILES.values())
def test_schemas_are_titled_in_swedish(whole: Invented, schema: str) -> None:
    """As the lists that visitors see name the data, and not by a class of the program."""
    assert not loaded(whole, schema)["title"].startswith("Exported")


@pytest.mark.parametrize("name", JSON_FILES)
def test_json_is_readable(whole: Invented, name: str) -> None:
    """UTF-8 signs stand as they are, one line end last."""
    text = whole.exports()[name].data.decode()
    assert "\\u" not in text
    assert text.endswith(("}\n", "]\n"))
    assert "å" in text or "ö" in text or name == "lankar.json"


def test_the_delmal_of_an_agreement_that_follows_the_strategy(invented: Invented) -> None:
    """Their numbers, section by section."""
    value = loaded(invented.by_delmal(), AGREEMENT)
    assert [section["delmal"] for section in value["sections"]] == [[2, 5], [2], [1]]


def test_the_agreement(whole: Invented) -> None:
    """The form that the design promises: sections in order, five lists, citations, ids."""
    value = loaded(whole, AGREEMENT)
    assert (value["edition"], value["title"]) == ("2021", "Överenskommelse mellan två förvaltningar i Björkviken")
    together, early, signs = value["sections"]
    assert (together["id"], early["id"], signs["id"]) == ("samverkan", "tidigt-stod", "tecken")
    assert {key: early[key] for key in ("title", "url", "parent", "delmal", "page", "introduction")} == {
        "title": "Tidigt stöd",
        "url": "/overenskommelsen/tidigt-stod/",
        "parent": "samverkan",
        "delmal": [],
        "page": 9,
        "introduction": [],
    }
    assert {one["id"]: [clause["id"] for clause in one["clauses"]] for one in early["lists"]} == {
        "kort-sikt": ["2021/tidigt-stod/kort-1"],
        "kort-sikt-indikatorer": ["2021/tidigt-stod/kort-indikator-1"],
        "vill": ["2021/tidigt-stod/vill-1", "2021/tidigt-stod/vill-2"],
        "ansvar": ["2021/tidigt-stod/ansvar-1"],
    }
    assert [one["kind"] for one in early["lists"]] == ["goals", "indicators", "goals", "prose"]
    assert early["short_term"]["goals"] == early["lists"][0]["clauses"]
    assert early["activities"] == []  # prose is no activity, and a goal is none either
    assert together["activities"] == together["lists"][0]["clauses"] != []
    assert value["purpose"] == ["Vi arbetar tillsammans så att fler ska må bra."]
    assert value["aim"] == ["Målet är att alla ska få stöd i tid."]
    assert value["common_ground"] == ["Vi är överens om att det behövs en plan."]
    assert value["implementation"] == ["Strategin visar vägen för tio år."]
    assert value["remarks"] == ["I dokumentet står ”Björkvikens stads stad”."]
    assert together["remarks"] == ["I dokumentet står ”samverkkan”."]
    assert together["introduction_links"] == ["handbok", "rutin"]
    goal = together["short_term"]["goals"][0]
    assert goal["id"] == "2021/samverkan/kort-1"
    assert goal["text"] == "Vi ska möta varje person i tid.\nIngen ska behöva vänta i onödan."
    assert goal["text_after_details"] == "Sedan träffas alla.\nDet sker inom en vecka."
    assert (goal["links"], goal["actors"]) == (["film", "handbok"], ["bjorkvikens-stad"])
    assert (goal["services"], goal["trainings"]) == (["samtalsstod"], ["vaga-prata"])
    assert [part["id"] for part in walk([goal])] == [
        "2021/samverkan/kort-1",
        "2021/samverkan/kort-1-1",
        "2021/samverkan/kort-1-1-1",
        "2021/samverkan/kort-1-1-2",
        "2021/samverkan/kort-1-2",
    ]
    assert goal["details"][0]["details"][1]["services"] == ["samtalsstod"]
    assert [part["text"] for part in together["long_term"]["indicators"]] == ["Saknas."]


def test_every_clause_is_in_the_agreement(whole: Invented) -> None:
    """All citations of the edition, once each, with their texts as they stand in the data."""
    exported = {
        part["id"]: part["text"]
        for section in loaded(whole, AGREEMENT)["sections"]
        for listed in section["lists"]
        for part in walk(listed["clauses"])
    }
    assert exported == {str(clause.citation): clause.clause.text for clause in whole.content().current.walk()}


def test_links_tell_their_pages(whole: Invented) -> None:
    """Each address once in the order of the register, with the pages that show it, sorted."""
    links = loaded(whole, "lankar.json")
    assert [link["id"] for link in links] == ["handbok", "rutin", "film"]
    assert links[1] == {
        "id": "rutin",
        "url": "https://intra.bjorkviken.example/rutin?nr=7&del=2",
        "printed": None,
        "title": "Rutin på intranätet",
        "access": "internal",
        "state": "unchecked",
        "pages": [
            "/lankar/",
            "/overenskommelsen/hela/",
            "/overenskommelsen/samverkan/",
            "/utbildningar/att-lyssna/",
        ],
    }
    assert links[0]["printed"] == "http://www.bjorkviken.example/filer/handbok_(2021).pdf"
    for link in links:
        assert link["pages"] == [one.address for one in sorted_pages(whole) if link["id"] in one.shows]


def sorted_pages(whole: Invented) -> list[Any]:
    """Give the pages by address."""
    return sorted(whole.pages().values(), key=lambda page: page.address)


def test_a_link_that_no_page_shows(invented: Invented) -> None:
    """It is in the data all the same, shown only on the page of all links."""
    text = invented.text("links.yml") + (
        "- id: ingen-sida\n  url: https://ingen.example/\n  title: Ingen\n  publisher: null\n"
        "  access: login\n  format: web\n  language: sv\n"
    )
    assert invented.write("links.yml", text) == []
    last = loaded(invented, "lankar.json")[-1]
    assert (last["id"], last["access"], last["pages"]) == ("ingen-sida", "login", ["/lankar/"])


def test_the_glossary(whole: Invented) -> None:
    """In the order of the register, with the address of each explanation."""
    terms = loaded(whole, "ordlista.json")
    assert [(term["id"], term["full_form"], term["link"]) for term in terms] == [
        ("aterhamtning", None, None),
        ("sip", "Samordnad individuell plan", "handbok"),
        ("oppenvard", None, None),
    ]
    assert terms[1]["url"] == "/ordlista/#sip"
    assert {term["basis"] for term in terms} == {"document", "general"}


def test_services_and_help_lines(whole: Invented) -> None:
    """What is not known is said to be unknown; a number that is not sure is not given."""
    talk, safe = loaded(whole, "stod.json")
    assert (talk["url"], talk["ages"], talk["youngest"], talk["oldest"]) == ("/stod/samtalsstod/", "given", 13, 20)
    assert (safe["ages"], safe["youngest"], safe["oldest"], safe["exposed"]) == ("unknown", None, None, True)
    assert (safe["cost"], safe["status"]) == ("unknown", "planned")
    assert talk["checked"] == {"date": "2021-02-01", "role": "redaktör", "how": "source-document"}
    lines = {line["id"]: line for line in loaded(whole, "stodlinjer.json")}
    assert list(lines) == ["larm-112", "vard-1177", "lyssnarlinjen", "chatten", "vaxeln"]
    assert (lines["chatten"]["phone"], lines["chatten"]["confidence"]) == (None, "medium")
    assert (lines["lyssnarlinjen"]["phone"], lines["larm-112"]["phone"]) == ("+46406280410", "112")


def test_trainings(whole: Invented) -> None:
    """The form that the design promises: parts, obligations with their clauses, indicators."""
    trainings = {one["id"]: one for one in loaded(whole, "utbildningar.json")}
    listen = trainings["att-lyssna"]
    assert (listen["url"], listen["platform"]) == ("/utbildningar/att-lyssna/", ["Lärplatsen", "Öppna salen"])
    assert listen["parts"] == [
        {"nr": 1, "name": "Att höra", "link": "film"},
        {"nr": 2, "name": "Att *fråga*", "link": None},
    ]
    assert listen["obligations"][0] == {
        "department": "omsorgsforvaltningen",
        "level": "obligatorisk",
        "wording": "ska vara utbildade <alla>",
        "group": "alla medarbetare",
        "roles": ["alla"],
        "clause": "2021/samverkan/kort-2",
    }
    assert listen["indicators"] == ["2021/samverkan/kort-indikator-1"]
    assert (trainings["oppen-kvall"]["minutes"], trainings["oppen-kvall"]["open_to_public"]) == (None, True)
    sections = loaded(whole, AGREEMENT)["sections"]
    assert sections[0]["short_term"]["indicators"][0]["trainings"] == ["att-lyssna"]
    assert sections[0]["activities"][0]["trainings"] == ["oppen-kvall"]


# Tables


@pytest.mark.parametrize("name", CSV_FILES)
def test_tables_open_in_a_swedish_spreadsheet(whole: Invented, name: str) -> None:
    """A byte order mark, semicolons, line ends of Windows, and rows of one length."""
    text = whole.exports()[name].data.decode()
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.count("\ufeff") == 1
    assert text.endswith("\r\n")
    assert ";" in text.split("\r\n", 1)[0]
    table = rows(whole, name)
    assert {len(row) for row in table} == {len(table[0])}
    assert len(table) > 2


@pytest.mark.parametrize("name", CSV_FILES)
def test_no_cell_is_a_formula(whole: Invented, name: str) -> None:
    """A cell that a spreadsheet would calculate begins with an apostrophe."""
    assert not [cell for row in rows(whole, name) for cell in row if cell[:1] in tuple("=+-@\t\r")]


def test_the_table_of_indicators(whole: Invented) -> None:
    """All of them, with citation and address; quotation marks, semicolons and formulas come through."""
    signs = "Tecken: å, ä, ö | #1 *viktigt* <b>"
    page = "/overenskommelsen/samverkan/"
    assert rows(whole, "indikatorer.csv") == [
        ["beteckning", "avsnitt", "sikt", "indikator", "adress"],
        ["2021/samverkan/kort-indikator-1", "Samverkan & återhämtning", "kort", "Antal planer per år.",
         f"{page}#kort-indikator-1"],
        ["2021/samverkan/kort-indikator-2", "Samverkan & återhämtning", "kort", "Andel barn, i procent.",
         f"{page}#kort-indikator-2"],
        ["2021/samverkan/lang-indikator-1", "Samverkan & återhämtning", "lång", "Saknas.", f"{page}#lang-indikator-1"],
        ["2021/tidigt-stod/kort-indikator-1", "Tidigt stöd", "kort", "Saknas.",
         "/overenskommelsen/tidigt-stod/#kort-indikator-1"],
        ["2021/tecken/kort-indikator-1", signs, "kort", "'=SUM(A1) | \"citat\" <b>",
         "/overenskommelsen/tecken/#kort-indikator-1"],
        ["2021/tecken/kort-indikator-2", signs, "kort", "'-5 % mot 2020; å ä ö",
         "/overenskommelsen/tecken/#kort-indikator-2"],
    ]  # fmt: skip


def test_what_is_not_given_is_an_empty_cell(whole: Invented) -> None:
    """Null is nothing, never None."""
    table = rows(whole, "ordlista.csv")
    assert table[0] == ["id", "term", "full_form", "explanation", "basis", "url"]
    assert table[1] == [
        "aterhamtning", "Återhämtning", "", "Att må bättre efter en svår tid.", "general", "/ordlista/#aterhamtning",
    ]  # fmt: skip
    assert table[2][3] == "En plan för dig som får stöd från flera håll.\nDu är med och bestämmer vad som står i den."
    assert not [cell for name in CSV_FILES for row in rows(whole, name) for cell in row if cell == "None"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_the_guard_against_formulas(invented: Invented, sign: str) -> None:
    """Each sign that begins a formula, and only at the beginning."""
    invented.edit("glossary.yml", "explanation: Att må bättre efter en svår tid.", f"explanation: '{sign}1 {sign} å'")
    assert rows(invented, "ordlista.csv")[1][3] == f"'{sign}1 {sign} å"
    assert loaded(invented, "ordlista.json")[0]["explanation"] == f"{sign}1 {sign} å"


CHANGED = (
    *("24/7", "+46104566700", "116 123", "1\u00a0000", "3/4", "1e5", "3E-4", "1,5e5", "007", "0771112233"),
    *("10:30", "1:2", "08:00:30", "30/11", "30/11/2026", "50%", "50 %", "12,5 %", "10 kr", "10:-", "maj 2026"),
    *("5 maj", "4 nov", "30 november 2026", "Jan", " 5", "5 ", "1-1-1", "12-01-02", "2026-1-1", "1 000,5"),
    *("12 345 kr", "=1+1", "@a", "-5 % mot 2020", "Mars-26", "mars/26", "3-mars-26", "tisdag 3 mars 2026", "2,0"),
    *("1,000", ",5", "5,", "1 000,", "-0", "-1,50", "(5)", "(1 000)", "12345678901234567890", "falskt", "kr 5"),
)
KEPT = (
    *("112", "116123", "1177", "020-22 22 33", "0771-11 22 33", "010-456 67 00", "08-702 00 00", "13–20", "13-20"),
    *("2026-11-30", "2020-2022", "dygnet runt", "måndag–fredag 08:00–16:00", "1,5", "-3", "2026/lss/kort-2", "maja"),
    *(
        "30 procent",
        "en femtedel",
        "mars och april",
        "kort",
        "5 majblommor",
        "-12",
        "1,05",
        "marsvin",
        "mars och maj-26",
        "(a)",
        "kraft 5",
        "123456789012345",
        "tis",
    ),
)


@pytest.mark.parametrize("text", CHANGED)
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    """LibreOffice with numbers and days recognised made something else of each of these: benchmarks/spreadsheet.py."""
    assert csv_text([[text]]) == f"\ufeff'{text}\r\n"
    assert unguarded(f"'{text}") == text


@pytest.mark.parametrize("text", KEPT)
def test_what_a_spreadsheet_leaves_alone_is_as_it_is(text: str) -> None:
    """It left each of these as it is."""
    assert csv_text([[text]]) == f"\ufeff{text}\r\n"
    assert unguarded(f"'{text}") == f"'{text}"


@given(st.text(alphabet="a;\"'\n=+-@å,| ", max_size=12))
def test_any_text_comes_through_a_table(text: str) -> None:
    """Read back, a cell is the text, but for the apostrophe of the guard."""
    read = next(
        csv.reader(io.StringIO(csv_text([["x", text]]).removeprefix("\ufeff"), newline=""), delimiter=";", strict=True)
    )
    assert read[1] in (text, f"'{text}")
    assert unguarded(read[1]) == text or text.startswith("'")
