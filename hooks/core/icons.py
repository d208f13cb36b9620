"""The site's own line icons: a name in, SVG for a page out, drawn on a grid of 24, in the colour of the text.

They stand beside words and never in their place, so they are hidden from who listens. None shows means, harm or a sad
face (web standards, S3).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from markupsafe import Markup

Icon: TypeAlias = Literal[
    "bench",
    "body",
    "book",
    "briefcase",
    "candle",
    "cap",
    "chart",
    "chain",
    "clock",
    "cloud",
    "die",
    "family",
    "hand",
    "heart",
    "house",
    "menu",
    "out",
    "pact",
    "phone",
    "rainbow",
    "ring",
    "scales",
    "search",
    "shield",
    "speech",
    "sprout",
    "users",
]

_DRAWN: dict[str, str] = {
    "bench": '<path d="M4 9h16M4 13h16M6 9V6h12v3M6 13v6m12-6v6M3 16h18"/>',
    "body": '<path d="M3 12h4l2.5-6 5 12 2.5-6H21"/>',
    "book": '<path d="M12 6c-2-1.5-5-2-8-2v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zm0 0v14"/>',
    "briefcase": '<path d="M4 8h16v11H4zM9 8V5h6v3M4 13h16"/>',
    "candle": '<path d="M9 11h6v10H9zM7 21h10M12 11V9m0 0c-2-1.5-1.5-3.5 0-6 1.5 2.5 2 4.5 0 6z"/>',
    "cap": '<path d="m2 9 10-5 10 5-10 5zM6 11v5c3.5 3 8.5 3 12 0v-5m4-2v6"/>',
    "chart": '<path d="M4 4v16h16M9 16v-5m4 5V7m4 9v-3"/>',
    "chain": '<path d="m10 14 4-4M11 7l2-2a4.2 4.2 0 0 1 6 6l-2 2m-4 4-2 2a4.2 4.2 0 0 1-6-6l2-2"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
    "cloud": '<path d="M7 19a4 4 0 0 1 0-8 5 5 0 0 1 9.5-1A4.5 4.5 0 0 1 17 19zM13 4V2m5 4 1.5-1.5M19 11h2"/>',
    "die": '<path d="M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm2.5 4.5h0m7 0h0M12 12h0'
    'm-3.5 3.5h0m7 0h0"/>',
    "family": '<circle cx="9" cy="6" r="3"/><circle cx="17" cy="11" r="2.2"/><path d="M3 20v-2a6 6 0 0 1 9-5'
    'm0 7a5 5 0 0 1 9.5-1v1"/>',
    "hand": '<path d="M3 13h4l4 2h4c2 0 2 3 0 3h-4m3.5-.3 5-2.7c2-1 3 1 1.5 2l-6 4h-7l-5-1.5"/>',
    "heart": '<path d="M12 20C6 15.5 3.5 12.5 3.5 9A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8.5 2c0 3.5-2.5 6.5-8.5 11z"/>',
    "house": '<path d="m3 12 9-8 9 8M6 10v10h12V10m-8 10v-5h4v5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "out": '<path d="M19 14v5H5V5h5m4-1h6v6m0-6-9 9"/>',
    "pact": '<path d="M6 3h8l4 4v14H6zm8 0v4h4M9 12h6m-6 4h6"/>',
    "phone": '<path d="M6 4h3l1.5 4.5L8.5 10c1 2.5 3 4.5 5.5 5.5l1.5-2L20 15v3c0 1.3-1 2.2-2.3 2C10.5 19 5 13.5 4 6.3'
    ' 3.8 5 4.7 4 6 4z"/>',
    "rainbow": '<path d="M3 17a9 9 0 0 1 18 0M6.5 17a5.5 5.5 0 0 1 11 0M10 17a2 2 0 0 1 4 0"/>',
    "ring": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4"/><path d="m5.6 5.6 3.6 3.6m5.6 5.6 3.6'
    ' 3.6m0-12.8-3.6 3.6m-5.6 5.6-3.6 3.6"/>',
    "scales": '<path d="M12 4v16m-4 0h8M5 7h14M5 7l-3 7c1.5 2 4.5 2 6 0zm14 0-3 7c1.5 2 4.5 2 6 0z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "shield": '<path d="M12 3 4.5 6v6c0 4 3 7 7.5 9 4.5-2 7.5-5 7.5-9V6zm-3 9 2.2 2.2L15.5 10"/>',
    "speech": '<path d="M3 5h12v8H8l-3 3v-3H3zm15 4h3v8h-2v3l-3-3h-5"/>',
    "sprout": '<path d="M12 21v-9m0 0c0-4-3-6-8-6 0 5 3 7 8 6zm0-2c0-4 3-6 8-6 0 5-3 7-8 7"/>',
    "users": '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M16 4.7a3.5 3.5 0 0 1 0 6.6'
    'm2.5 3.2A6.5 6.5 0 0 1 21.5 20"/>',
}


def icon(name: Icon) -> Markup:
    """Give an icon as SVG that stands in a line of text."""
    drawn = Markup(_DRAWN[name])  # noqa: S704 - our own drawing
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(drawn)
