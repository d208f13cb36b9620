"""The guide to the open data: its examples work as they stand, each field is explained, and the form has a version."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from pydantic import TypeAdapter

from core.content import Content
from core.exports import build_exports
from core.exports.files import Export
from core.exports.guide import parts_of, versions
from core.pages.handwritten import PageMacros
from core.routes import OPEN_DATA
from invented import MUNICIPALITY, TODAY
from project import ROOT, read_content

FORM = {"2.1": "3b4c1e7cca18"}
"""The form of the files in the latest version: another form needs another version, and its own line here."""


@pytest.fixture(scope="module", params=[ROOT, MUNICIPALITY], ids=["ours", "invented"])
def content(request: pytest.FixtureRequest) -> Content:
    """Give the data of one municipality after the other."""
    return read_content(request.param, TODAY if request.param == MUNICIPALITY else None)


@pytest.fixture
def exports(content: Content) -> dict[str, Export]:
    """Give the files of open data."""
    return {one.name: one for one in build_exports(content, {})}


@pytest.fixture
def examples(content: Content) -> str:
    """Give the examples as they stand on the page."""
    return PageMacros(content, OPEN_DATA, None, content.day).open_data_examples()


def block(examples: str, language: str) -> str:
    """Give the block of code in a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", examples, re.DOTALL)
    return str(found)


def test_the_example_in_python_runs(
    content: Content, exports: dict[str, Export], examples: str, tmp_path: Path
) -> None:
    """Saved beside the file, run with Python alone: it prints every line with a number, as many as the page says."""
    (tmp_path / "stodlinjer.json").write_bytes(exports["stodlinjer.json"].data)
    (tmp_path / "exempel.py").write_text(block(examples, "python"), encoding="utf-8")
    command = [sys.executable, "-I", "-X", "utf8", "exempel.py"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    wanted = [one for one in content.lines_in_use if one.phone]
    assert ran.stdout.splitlines() == [f"{one.name}: {one.phone}: {one.hours}" for one in wanted]
    assert f"de {len(wanted)} linjer" in examples


def test_the_example_in_a_spreadsheet_counts(content: Content, exports: dict[str, Export], examples: str) -> None:
    """The formula names the column and the rows of what it counts, and the page gives its answer."""
    formula = re.fullmatch(r'=ANTAL\.OM\(([A-Z])1:\1(\d+);"active"\)\n', block(examples, "text"))
    assert formula
    sheet = openpyxl.load_workbook(io.BytesIO(exports["stodlinjer.xlsx"].data)).worksheets[0]
    cells = [sheet[f"{formula[1]}{row}"].value for row in range(1, int(formula[2]) + 1)]
    assert cells[0] == "status"
    assert sheet.max_row == int(formula[2])
    assert f"svaret ska bli {cells.count('active')}." in examples
    assert cells.count("active") == len(content.lines_in_use)


def test_each_field_is_explained(content: Content, exports: dict[str, Export]) -> None:
    """On the page and in the schema, in Swedish."""
    page = PageMacros(content, OPEN_DATA, None, content.day).open_data_fields()
    assert "&lt;" not in page
    kinds = [one.kind for one in exports.values() if one.kind]
    assert kinds
    for part in {part for kind in kinds for _, part in parts_of(kind)}:
        for key, field in part.model_fields.items():
            assert field.description, f"{part.__name__}.{key}: is not explained; write its description"
            assert f"<dt><code>{key}</code></dt>" in page
    for one in exports.values():
        if one.name.startswith("schema/") and "hsds" not in one.name:
            schema = json.loads(one.data)
            for part in schema.get("$defs", {}).values():
                assert [key for key, words in part["properties"].items() if not words.get("description")] == []


def test_versions_fall(content: Content) -> None:
    """The latest stands first, and the page shows each."""
    numbers = [tuple(map(int, one.version.split("."))) for one in versions()]
    assert all(after < before for before, after in itertools.pairwise(numbers))
    assert all(after.day <= before.day for before, after in itertools.pairwise(versions()))
    page = PageMacros(content, OPEN_DATA, None, content.day).open_data_versions()
    assert all(f"**{one.version}**" in page for one in versions())


def bare(schema: object) -> object:
    """Give a schema without what only explains it."""
    if isinstance(schema, dict):
        told = ("description", "title", "examples", "license")
        return {key: bare(value) for key, value in schema.items() if key not in told or isinstance(value, dict)}
    return [bare(one) for one in schema] if isinstance(schema, list) else schema


def test_another_form_is_another_version() -> None:
    """Whoever changes a field, a column or a file says so in versions.yml."""
    exports = build_exports(read_content(MUNICIPALITY, TODAY), {})
    form: dict[str, object] = {str(one.kind): bare(TypeAdapter(one.kind).json_schema()) for one in exports if one.kind}
    form["tables"] = sorted({one.data.decode().partition("\r\n")[0] for one in exports if one.name.endswith(".csv")})
    found = hashlib.sha256(json.dumps(form, sort_keys=True).encode()).hexdigest()[:12]
    assert {versions()[0].version: found} == FORM, "the form has changed; tell what is new in versions.yml"
