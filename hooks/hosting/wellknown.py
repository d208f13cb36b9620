"""The small files that visitors' machines look for by name: values in, text out."""

from __future__ import annotations

from datetime import date, timedelta

SECURITY_DAYS = 180


def render_robots(address: str | None, *, preview: bool) -> str:
    """Render robots.txt: a preview asks to be left alone; the map is named once the site has an address."""
    if preview:
        return "User-agent: *\nDisallow: /\n"
    lines = ["User-agent: *", "Disallow:"]
    if address:
        lines += ["", f"Sitemap: {address.rstrip('/')}/sitemap.xml"]
    return "\n".join(lines) + "\n"


def render_security(contact: str, address: str | None, today: date) -> str:
    """Render security.txt (RFC 9116); each build moves its end forward."""
    lines = [
        f"Contact: {contact}",
        f"Expires: {(today + timedelta(days=SECURITY_DAYS)).isoformat()}T00:00:00Z",
        "Preferred-Languages: sv, en",
    ]
    if address:
        lines.append(f"Canonical: {address.rstrip('/')}/.well-known/security.txt")
    return "\n".join(lines) + "\n"
