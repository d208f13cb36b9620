# ruff: noqa: D103 - the name of a test says what it holds
"""Addresses are read as browsers read them: the http and https cases of the WHATWG URL standard's own test data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkcheck import urls

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "url-cases.json").read_text(encoding="utf-8"))["cases"]


def test_as_a_browser() -> None:
    read = [(case["input"], urls.joined(case["base"], case["input"]), case.get("href", "")) for case in CASES]
    assert len(read) > 440
    assert [one for one in read if one[1] != one[2]] == []


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://x.se/a;jsessionid=0A1?b=1", "https://x.se/a?b=1"),
        ("https://x.se/a?utm_source=brev&b=1#c", "https://x.se/a?b=1#c"),
        ("https://x.se/a?PHPSESSID=abc", "https://x.se/a"),
        ("https://x.se/a?token=abc&sid=7", "https://x.se/a"),
        ("https://x.se/a?sida=7&id=3", "https://x.se/a?sida=7&id=3"),
        ("https://anna:hemligt@x.se/a?email=anna%40y.se&b=1", "https://x.se/a?b=1"),
        ("https://x.se/(S(qk3v2l45nyx1))/a", "https://x.se/a"),
        ("https://x.se/a@b/c", "https://x.se/a@b/c"),
    ],
)
def test_what_belongs_to_one_visit_is_left_out(url: str, kept: str) -> None:
    assert urls.without_keys(url) == kept


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.vard.helsingborg.se/", "helsingborg.se"),
        ("https://a.github.io/", "a.github.io"),
        ("http://127.0.0.1/", "127.0.0.1"),
    ],
)
def test_owner(url: str, owner: str) -> None:
    assert urls.owner_of(url) == owner
