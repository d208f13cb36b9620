"""Paper is given to residents: one sheet for each service."""

from __future__ import annotations

from browser.people import Visitors, refuse, sheets
from content.content import Content

MARGIN = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}


def test_each_service_is_one_a4(visitors: Visitors, content: Content) -> None:
    """No service needs a second sheet, also without script."""
    page = visitors.context(java_script_enabled=False).new_page()
    faults = []
    for service in content.services:
        page.goto(f"/stod/{service}/")
        if (count := sheets(page, margin=MARGIN)) != 1:
            faults.append(f"/stod/{service}/: {count} sheets")
    refuse(faults)
