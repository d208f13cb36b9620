# ruff: noqa: D103 - the name of a test says what it holds
"""A damaged memory of the link check, or one of a newer version, never stops a build of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

import project


@pytest.mark.parametrize(
    "spoilt",
    ["<<<<<<< HEAD", "{", "[]", '{"checked": null, "links": {"a": 1}}', "\ufeff{}"],
    ids=["conflict", "cut", "list", "form", "bom"],
)
def test_a_damaged_memory_builds_as_if_nothing_had_been_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], spoilt: str
) -> None:
    memory = tmp_path / "link-status.json"
    memory.write_text(spoilt, encoding="utf-8")
    monkeypatch.setattr(project, "STATUS", memory)
    sources = project.read_sources(project.ROOT)
    assert (sources.link_states, sources.links_checked) == ({}, None)
    assert "as if it had not been checked" in capsys.readouterr().err
