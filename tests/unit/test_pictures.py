"""Pictures: shapes and labels that the content policy allows, within their frame, with a title."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # what is read is our own
from typing import TYPE_CHECKING

import pytest

from core.pictures import WIDTH, Span, Step, flow, ladder, series, squares, timeline

if TYPE_CHECKING:
    from markupsafe import Markup

    from invented import Invented

LONG = "Ett mycket långt namn på ett dokument som inte får plats på en rad i bilden"


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(ladder("en", "Titel & <b>", [Step([LONG, "B"], ["1", "2"]), Step(["C"])]), id="ladder"),
        pytest.param(
            timeline("en", "Titel & <b>", [Span(LONG, 2015, 2015, False), Span("B", 2020, 2022, True)]), id="timeline"
        ),
        pytest.param(timeline("en", "Titel & <b>", [Span("A", 2026, 2026, True)]), id="one-year"),
        pytest.param(flow("en", "Titel & <b>", 33, 24, [(0, 0, False), (32, 23, True)]), id="flow"),
        pytest.param(squares("en", "Titel & <b>", [("1", ["same"] * 60), ("2", [])]), id="squares"),
        pytest.param(series("en", "Titel & <b>", [("2026", 0, "0"), ("2027", 0, "0")]), id="series"),
        pytest.param(series("en", "Titel & <b>", [(str(year), year, "x") for year in range(2026, 2024)]), id="many"),
    ],
)
def test_a_picture_is_safe_named_and_within_its_frame(picture: Markup) -> None:
    """No style attribute, no script; a title that names it; nothing outside the view."""
    root = ET.fromstring(str(picture))  # noqa: S314
    assert root.get("role") == "img"
    title = root.find("title")
    assert title is not None
    assert (title.get("id"), title.text) == (root.get("aria-labelledby"), "Titel & <b>")
    height = float(root.get("viewBox", "").split()[3])
    for element in root.iter():
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        for name, most in (("x", WIDTH), ("y", height)):
            if name in element.attrib:
                assert 0 <= float(element.attrib[name]) <= most, element.attrib
        if element.tag == "rect":
            assert float(element.attrib["x"]) + float(element.attrib["width"]) <= WIDTH
            assert float(element.attrib["y"]) + float(element.attrib["height"]) <= height


def test_the_page_has_the_same_as_text(whole: Invented) -> None:
    """Every number of the squares stands in a table, every document of the timeline in a list."""
    body = whole.pages()["overenskommelsen/bilder.md"].body
    drawn = len(re.findall(r'<rect class="cell', body)) - 5
    told = sum(int(number) for number in re.findall(r'<td data-label="[^"]+">(\d+)</td>', body))
    assert drawn == told > 0
    for edition in whole.content().editions.values():
        assert edition.agreement.title in re.sub(r"\\", "", body)


def test_two_numbers_are_drawn_and_words_are_not(whole: Invented) -> None:
    """One value is no series."""
    body = whole.pages()["overenskommelsen/uppfoljning.md"].body
    assert body.count("<svg") == 1
    assert "1300,5" in body
