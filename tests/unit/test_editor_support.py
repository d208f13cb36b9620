"""What the repository gives an editor: schemas for every kind of file, forms to tell of a fault in, settings."""

from __future__ import annotations

import configparser
import json
from typing import Any

import pytest
import yaml

from core.load import FILE_KINDS
from project import ROOT

FORMS = ("fel-uppgift", "ny-utbildning", "nytt-stod")


def _json(name: str) -> Any:
    return json.loads((ROOT / name).read_text(encoding="utf-8"))


def test_every_kind_of_file_has_its_schema_when_the_folder_is_opened() -> None:
    """By path, so that a file whose first line was lost is helped too."""
    schemas = _json(".vscode/settings.json")["yaml.schemas"]
    assert schemas == {f"./data/schema/{kind.schema}.schema.json": f"data/{kind.pattern}" for kind in FILE_KINDS}
    for name in schemas:
        assert (ROOT / name).is_file()


def test_the_program_that_reads_schemas_is_recommended() -> None:
    """By the folder and by the container alike."""
    recommended = _json(".vscode/extensions.json")["recommendations"]
    assert "redhat.vscode-yaml" in recommended
    assert _json(".devcontainer/devcontainer.json")["customizations"]["vscode"]["extensions"] == recommended


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_in_swedish_for_what_is_needed(name: str) -> None:
    """Each question has a label, an id of its own, and the first must be answered."""
    form = yaml.safe_load((ROOT / f".github/ISSUE_TEMPLATE/{name}.yml").read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"].endswith(".")
    asked = [one for one in form["body"] if one["type"] != "markdown"]
    assert len({one["id"] for one in asked}) == len(asked)
    assert all(one["attributes"]["label"] for one in asked)
    assert asked[0]["validations"]["required"] is True


def test_each_form_there_is_is_tried() -> None:
    """A form that no test knows would be tried by nobody."""
    found = {path.stem for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")}
    assert found == {*FORMS, "config"}


def test_files_are_saved_as_the_project_has_them() -> None:
    """UTF-8 and line feeds, in every program that reads .editorconfig."""
    settings = configparser.ConfigParser()
    settings.read_string("[top]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    assert settings["*"]["charset"] == "utf-8"
    assert settings["*"]["end_of_line"] == "lf"


def test_the_check_before_a_commit_is_the_projects_own() -> None:
    """No other program is fetched, and it is the check that every build begins with."""
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    assert [one["entry"] for one in repository["hooks"]] == ["python hooks/manage.py check"]
