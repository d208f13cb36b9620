"""Nothing is lost on a small screen, with large text or with wide spacing."""

from __future__ import annotations

from typing import Any

import pytest

from browser.measures import Noted
from browser.people import refuse


def test_no_page_scrolls_sideways_at_320_px(survey: dict[str, dict[str, Any]]) -> None:
    """Every page fits a small screen."""
    faults = [f"{address}: {noted['width']} px wide" for address, noted in survey.items() if noted["width"] > 320]
    refuse(faults)


def test_no_region_scrolls_sideways_at_320_px(looked: Noted) -> None:
    """No table or box hides words to its right either; those that stack must fit."""
    refuse(looked["320 px, regions"])


@pytest.mark.parametrize(
    "strain",
    [
        "320 px",
        "320 px with spacing",
        "1280 px with spacing",
        "640 px with text 200 %",
        "1280 px with text 200 %",
    ],
)
def test_no_text_is_lost(looked: Noted, strain: str) -> None:
    """All words stay inside the window and inside their boxes."""
    refuse(looked[strain])


def test_targets_can_be_hit_at_320_px(looked: Noted) -> None:
    """A target outside running text is 24 px, or stands so far from others that it can be hit (WCAG 2.2, 2.5.8)."""
    refuse(looked["320 px, targets"])
