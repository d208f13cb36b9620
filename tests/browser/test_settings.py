"""What a reader's own settings need: a focus and edges that are seen, no motion, their own colours."""

from __future__ import annotations

import pytest

from browser.measures import EDGES, FOCUS, MOVING, OWN_COLOURS, Noted
from browser.people import Visitors, add_styles, refuse


@pytest.mark.parametrize("width", [320, 1280])
def test_the_focus_has_a_ring_that_is_seen(looked: Noted, width: int) -> None:
    """At least 2 px wide and 3:1 against what it lies on, for all that takes the focus (WCAG 2.2, 2.4.7 and 1.4.11)."""
    refuse(looked[f"{width} px, focus"])


def test_controls_have_edges_that_are_seen(looked: Noted) -> None:
    """Border or ground 3:1 against what is around, or underlined words as any link (WCAG 2.2, 1.4.11)."""
    refuse(looked["320 px, edges"])


def test_nothing_moves(looked: Noted) -> None:
    """Not even for who has not asked for less motion; the search box neither."""
    refuse(looked["1280 px, moving"])


def test_forced_colours(looked: Noted) -> None:
    """The reader's own few colours are used, and what was seen by its ground has a border."""
    refuse(looked["1280 px, own colours"])


@pytest.mark.parametrize(
    ("script", "styles"),
    [
        (FOCUS, "a { outline-width: 1px !important; }"),
        (FOCUS, "a { outline-color: #f3eeee !important; }"),
        (EDGES, "select { border-color: #eee !important; }"),
        (MOVING, "a { transition: color 0.2s; }"),
        (MOVING, "html { scroll-behavior: smooth; }"),
        (OWN_COLOURS, "select { border: 0 !important; }"),
        (OWN_COLOURS, "p { forced-color-adjust: none; }"),
    ],
)
def test_what_is_wrong_is_found(visitors: Visitors, script: str, styles: str) -> None:
    """Each measure sees the fault it is for."""
    page = visitors.open("/lankar/", forced_colors="active" if script == OWN_COLOURS else "none")
    assert page.evaluate(script) == []
    add_styles(page, styles)
    assert page.evaluate(script)
