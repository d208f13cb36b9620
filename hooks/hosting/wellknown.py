"""The small files that visitors' machines look for by name: values in, text out."""

from __future__ import annotations

from datetime import date, timedelta

from core.routes import SECURITY, SITEMAP

SECURITY_DAYS = 180


def render_robots(address: str | None, *, preview: bool) -> str:
    """Render robots.txt: all may be read, so that a preview can say itself that no search is to have it.

    The map is named once a site that is no preview has an address.
    """
    lines = ["User-agent: *", "Disallow:"]
    if address and not preview:
        lines += ["", f"Sitemap: {address.rstrip('/')}/{SITEMAP}"]
    return "\n".join(lines) + "\n"


def render_security(contact: str, address: str | None, today: date) -> str:
    """Render security.txt (RFC 9116); each build moves its end forward."""
    lines = [
        f"Contact: {contact}",
        f"Expires: {(today + timedelta(days=SECURITY_DAYS)).isoformat()}T00:00:00Z",
        "Preferred-Languages: sv, en",
    ]
    if address:
        lines.append(f"Canonical: {address.rstrip('/')}/{SECURITY}")
    return "\n".join(lines) + "\n"
