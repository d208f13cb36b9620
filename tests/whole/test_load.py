"""From files to records: which file holds what, and what is wrong with the files themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from core.load import FILE_KINDS, FileKind, load_records, read_documents
from core.models.agreement import Agreement, Section
from core.models.registers import Link, Term
from core.models.support import Service
from core.problems import DataProblems
from core.rules import build_content
from core.schema import GUIDE, IDS, build_ids, build_schemas, fields_of
from invented import TODAY
from project import ROOT

GUIDE_TEXT = (ROOT / GUIDE).read_text(encoding="utf-8")
SCHEMAS = build_schemas(GUIDE_TEXT)
UNDESCRIBED = build_schemas("")

if TYPE_CHECKING:
    from pathlib import Path

    from invented import Invented

FIXED = [kind.pattern for kind in FILE_KINDS if kind.fixed]
LISTS = [kind.pattern for kind in FILE_KINDS if kind.holds_list]
SECTION = "agreements/2021/sections/tidigt-stod.yml"
NO_PLACE = "no records live in a file of this name; see data/README.md for the places"


def own(problems: list[str], name: str) -> list[str]:
    """Give the problems of one file, without its name."""
    return [problem.removeprefix(f"data/{name}:") for problem in problems if problem.startswith(f"data/{name}:")]


def test_the_invented_set_is_valid(whole: Invented) -> None:
    """No problem at all, and every record in the order of files and lines."""
    assert whole.problems() == []
    loaded = load_records(read_documents(whole.root))
    assert [placed.record.id for placed in loaded.of(Link)] == ["handbok", "rutin", "film"]
    assert [placed.record.id for placed in loaded.of(Term)] == ["aterhamtning", "sip", "oppenvard"]
    earlier, current = ["kvallsvandring", "samarbete", "stod-till-unga"], ["samverkan", "tecken", "tidigt-stod"]
    assert [placed.record.id for placed in loaded.of(Section)] == [*earlier, *current]
    assert [placed.record.id for placed in loaded.of(Service)] == ["samtalsstod", "trygghet-hemma"]
    _, agreement = loaded.of(Agreement)
    assert agreement.place("sections", 1) == whole.at("agreements/2021/agreement.yml", "sections: [")
    assert loaded.of(Link)[1].place("url") == whole.at("links.yml", "https://intra")


def test_the_invented_set_has_every_kind_of_file(whole: Invented) -> None:
    """A new kind of file must come into the invented set too."""
    names = {path.relative_to(whole.root / "data") for path in whole.path("").rglob("*.yml")}
    assert [kind.pattern for kind in FILE_KINDS if not any(name.match(kind.pattern) for name in names)] == []


@pytest.mark.parametrize("name", FIXED)
def test_a_missing_file(invented: Invented, name: str) -> None:
    """A file that must exist is a problem, and nothing that refers to it is."""
    assert invented.remove(name) == [f"data/{name}:1: the file is missing; restore it"]


def test_no_data_at_all(tmp_path: Path) -> None:
    """Without the folder every file is missing, and that is all."""
    found = [str(problem) for problem in load_records(read_documents(tmp_path)).problems]
    assert sorted(found) == sorted(f"data/{name}:1: the file is missing; restore it" for name in FIXED)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("link.yml", id="misspelt"),
        pytest.param("extra/links.yml", id="in-a-folder"),
        pytest.param("agreements/2021/samverkan.yml", id="section-outside-its-folder"),
        pytest.param("agreements/2021/sections/deep/samverkan.yml", id="section-too-deep"),
        pytest.param("services/deep/samtalsstod.yml", id="service-too-deep"),
    ],
)
def test_a_file_where_none_belongs(invented: Invented, name: str) -> None:
    """A file that nobody would read is a problem."""
    assert invented.write(name, "id: x\n") == [f"data/{name}:1: {NO_PLACE}"]


@pytest.mark.parametrize("name", ["README.md", "link-status.json", "schema/link.schema.json"])
def test_other_files_are_left_alone(invented: Invented, name: str) -> None:
    """Only YAML holds records."""
    assert invented.write(name, "x") == []


@pytest.mark.parametrize("name", [pytest.param("links.yml", id="list"), pytest.param("site.yml", id="one-record")])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "1: the file is empty; fill it in or delete it", id="empty"),
        pytest.param(b"\n \n", "1: the file is empty; fill it in or delete it", id="blank"),
        pytest.param(b"id: \xff\n", "1: byte 0xff is not UTF-8; save the file as UTF-8", id="not-utf-8"),
        pytest.param(b"a:\n\tb: 1\nc: 1\n", "2: a tab in the indentation; use spaces", id="tab"),
        pytest.param(b"a: &x 1\n", "1: an anchor (&x); remove it, aliases are not used here", id="anchor"),
        pytest.param(
            b"[]\n---\n[]\n", "2: a second document begins (---); keep one document in a file", id="two-documents"
        ),
        pytest.param(b"a: 1\na: 2\n", "2: the key 'a' stands twice (also on line 1); keep one", id="key-twice"),
        pytest.param(
            b"[" * 30, "1: more than 20 levels inside each other; no record is that deep, check the brackets", id="deep"
        ),
        pytest.param(
            b"a" * 1_000_001,
            "1: the file is 1,000,001 bytes, more than 1,000,000; split it or remove what does not belong",
            id="large",
        ),
    ],
)
def test_an_unreadable_file_is_one_problem(invented: Invented, name: str, content: bytes, message: str) -> None:
    """The fault of the file is told alone: what its records would have been is unknown, so no reference is broken."""
    assert invented.write(name, content) == [f"data/{name}:{message}"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("text", [pytest.param("id: a\n", id="keys"), pytest.param("ett ord\n", id="text")])
def test_a_register_must_be_a_list(invented: Invented, name: str, text: str) -> None:
    """A register without dashes."""
    message = "1: a list must stand here; begin each record with '- id:'"
    assert own(invented.write(name, text), name) == [message]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# nothing here\n", id="only-a-comment"),
        pytest.param("null\n", id="null"),
        pytest.param("---\n", id="only-a-mark"),
        pytest.param("\ufeff", id="only-a-byte-order-mark"),
    ],
)
def test_a_register_of_nothing_is_refused(invented: Invented, text: str) -> None:
    """An empty register is written []; one that lost its records must not pass for it."""
    assert len(own(invented.write("redirects.yml", text), "redirects.yml")) == 1


def test_an_empty_register_is_written_as_an_empty_list(invented: Invented) -> None:
    """The accepted case of the one above."""
    assert invented.write("redirects.yml", "# none yet\n[]\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("- ett ord\n", 1, id="text"),
        pytest.param("- [a]\n", 1, id="list"),
        pytest.param("# a\n-\n", 2, id="nothing"),
    ],
)
def test_an_entry_of_a_register_must_be_a_record(invented: Invented, text: str, line: int) -> None:
    """An entry that is no record."""
    message = f"{line}: a record must be keys with values; write 'key: value' lines"
    assert own(invented.write("redirects.yml", text), "redirects.yml") == [message]


@pytest.mark.parametrize("text", ["[]\n", "ett ord\n", "# nothing here\n", "- id: a\n"])
def test_a_file_of_one_record_must_be_a_record(invented: Invented, text: str) -> None:
    """A list, a word or nothing where one record must be."""
    (problem,) = own(invented.write("reading.yml", text), "reading.yml")
    assert problem.endswith(": a record must be keys with values; write 'key: value' lines")


def test_all_problems_come_at_once(invented: Invented) -> None:
    """Faults of syntax, model and rules in many files: one sorted list, each once, with the right lines."""
    invented.edit("links.yml", "format: pdf", "format: papper")
    invented.edit("glossary.yml", "basis: general", "basis: general\n  färg: blå")
    invented.edit(SECTION, "page: 9", "page: nio")
    invented.edit("organisations.yml", "  part_of: null", "  part_of: ingen-sadan")
    invented.edit("redirects.yml", "reason: Avsnittet bytte adress.", "\treason: x")
    expected = [
        f"{invented.at(SECTION, 'page: nio')}: page: 'nio' is not a number; write digits",
        (
            f"{invented.at('glossary.yml', 'färg: blå')}: 'färg' is not a key here; "
            "remove it, or see data/README.md for the keys"
        ),
        (
            f"{invented.at('links.yml', 'papper')}: format: 'papper' is not allowed; "
            "write 'web', 'pdf', 'video', 'course'"
        ),
        (
            f"{invented.at('organisations.yml', 'ingen-sadan')}: 'ingen-sadan' is not an id in data/organisations.yml; "
            "correct it or add the record"
        ),
        "data/redirects.yml:4: a tab in the indentation; use spaces",
    ]
    assert invented.problems() == expected
    with pytest.raises(DataProblems) as raised:
        build_content(load_records(read_documents(invented.root)), TODAY)
    assert str(raised.value) == "\n".join([*expected, "5 problems in the data"])


def test_one_problem_is_counted_as_one(invented: Invented) -> None:
    """The count says problem, not problems."""
    invented.edit(SECTION, "page: 9", "page: nio")
    with pytest.raises(DataProblems, match=r"write digits\n1 problem in the data$"):
        invented.content()


def test_the_same_files_give_the_same_records(invented: Invented, whole: Invented) -> None:
    """Where the files lie, and in what order they were made, changes nothing."""
    name = "agreements/2021/sections/tecken.yml"
    text = invented.text(name)
    invented.path(name).unlink()
    invented.write(name, text)
    assert load_records(read_documents(invented.root)) == load_records(read_documents(whole.root))


def test_a_truncated_file_never_passes_unseen_for_a_register(invented: Invented) -> None:
    """A register cut at any line gives a problem, or lost only what nothing refers to."""
    lines = invented.text("links.yml").splitlines(keepends=True)
    for number in range(1, len(lines)):
        found = invented.write("links.yml", "".join(lines[:number]))
        assert all(problem.startswith("data/") for problem in found)
        assert found, f"cut after line {number}: the link 'film' is referred to and gone"


def test_schemas_for_editors() -> None:
    """One JSON Schema a kind of file, made of the same models; the same text each time."""
    schemas = build_schemas(GUIDE_TEXT)
    assert list(schemas) == [f"schema/{kind.schema}.schema.json" for kind in FILE_KINDS]
    for kind, text in zip(FILE_KINDS, schemas.values(), strict=True):
        assert text.endswith("}\n")
        schema = json.loads(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["type"] == ("array" if kind.holds_list else "object")
        assert (schema["items"] if kind.holds_list else schema).get("additionalProperties", False) is False
    assert build_schemas(GUIDE_TEXT) == schemas


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.schema)
def test_a_schema_is_titled_by_its_files(kind: FileKind) -> None:
    """An editor's tool shows the title: it says which files the schema is for."""
    assert json.loads(SCHEMAS[f"schema/{kind.schema}.schema.json"])["title"] == f"data/{kind.pattern}"


class Loader(yaml.SafeLoader):
    """YAML as editors' tools read it: numbers and null, but days as text."""

    yaml_implicit_resolvers: ClassVar = {
        sign: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.schema)
def test_what_the_models_accept_the_schemas_accept(whole: Invented, kind: FileKind) -> None:
    """An editor's tool underlines nothing in a valid file."""
    ids = Resource.from_contents(json.loads(build_ids(load_records(read_documents(whole.root)))))
    validator = jsonschema.Draft202012Validator(
        json.loads(SCHEMAS[f"schema/{kind.schema}.schema.json"]),
        registry=Registry().with_resource(IDS, ids),
    )
    for path in whole.path("").glob(kind.pattern):
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 (it is a SafeLoader)
        assert [error.message for error in validator.iter_errors(value)] == []


@pytest.mark.parametrize("name", ["samtalsstod.yml.txt", "samtalsstod.YML", "samtalsstod.yaml"])
def test_a_record_by_another_name_is_not_left_out_unseen(invented: Invented, name: str) -> None:
    """What a program has saved by another ending is named, with the name that it should have."""
    path = invented.path("services/samtalsstod.yml")
    path.rename(path.with_name(name))
    message = "nothing is published from a file of this name; name it data/services/samtalsstod.yml"
    assert f"data/services/{name}:1: {message}" in invented.problems()


def test_a_fault_in_a_record_hides_no_wrong_id_in_it(invented: Invented) -> None:
    """A misspelt key, and in the same record an id of each kind that is nowhere."""
    service = "services/samtalsstod.yml"
    text = invented.text(service)
    for old, new in (
        ("cost:", "cosst:"),
        ("lines: [lyssnarlinjen,", "lines: [Lyssnar Linjen, lyssnarlinjenn,"),
        ("topics: [psykisk-halsa]", "topics: [psykhalsa]"),
        ("2021/samverkan/kort-1,", "2021/samverkan/kort-99,"),
    ):
        assert old in text
        text = text.replace(old, new)
    told = " ".join(invented.write(service, text))
    for word in (
        "'cosst' is not a key",
        "'Lyssnar Linjen' is not an id",
        "'lyssnarlinjenn' is not an id in data/",
        "'psykhalsa' is not among",
        "'2021/samverkan/kort-99' is no clause",
    ):
        assert word in told


def test_a_fault_in_a_register_hides_no_wrong_reference_to_it(invented: Invented) -> None:
    """The ids of records with faults are known, and who names another is told at once."""
    invented.write("links.yml", invented.text("links.yml").replace("access: public", "access: hemlig", 1))
    service = "services/samtalsstod.yml"
    assert any(
        "'handbokk' is not an id" in one for one in invented.edit(service, "links: [handbok]", "links: [handbokk]")
    )


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.schema)
def test_every_field_is_described_in_the_words_of_the_guide(kind: FileKind) -> None:
    """An editor's program shows them; a field that the guide leaves out would be shown in English, or not at all."""
    name = f"schema/{kind.schema}.schema.json"
    without = dict(fields_of(json.loads(UNDESCRIBED[name])))
    described = dict(fields_of(json.loads(SCHEMAS[name])))
    assert [
        path for path, field in described.items() if field.get("description") == without[path].get("description")
    ] == []


def test_ids_are_completed_and_a_new_one_is_no_fault(whole: Invented) -> None:
    """Where an id is written the registers' ids are offered; one that is not there yet is not underlined."""
    ids = json.loads(build_ids(load_records(read_documents(whole.root))))
    assert "lyssnarlinjen" in ids["$defs"]["lines"]["enum"]
    service = json.loads(SCHEMAS["schema/service.schema.json"])
    offered = service["properties"]["lines"]["items"]["anyOf"]
    assert offered[0] == {"$ref": f"{IDS}#/$defs/lines"}
    assert offered[1]["type"] == "string"
