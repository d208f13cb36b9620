"""The one header set: facts of a built site in, which headers every file and which files more get, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core import routes
from hosting.policy import PageFacts, build_policy

# Every page asks whether it has changed: a corrected phone number must be there at the next visit.
REVALIDATE = "public, max-age=0, must-revalidate"
# Names of assets stay the same when the assets change, so they are trusted only while a visit lasts.
SHORT = "public, max-age=300, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"
# Pages that can put their reader at risk are not kept on the disk of a shared computer (Q6).
NEVER = "no-store"

# A hash, not a word and not a day.
_HASHED = re.compile(r"[.-](?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\.\w+$")

# Nothing is used but copying a link; what a browser does not know it skips.
_CLOSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join([*(f"{feature}=()" for feature in _CLOSED), "clipboard-write=(self)"])


@dataclass(frozen=True)
class Rule:
    """Headers that some addresses get: `/word/` is a page, `/word/*` all below, anything else one file."""

    addresses: tuple[str, ...]
    name: str
    value: str


@dataclass(frozen=True)
class HeaderSet:
    """What every answer carries, and the rules; no two rules give one address the same header."""

    everywhere: tuple[tuple[str, str], ...]
    cache: str
    rules: tuple[Rule, ...]
    missing: str
    """The page for what is not there."""


def build_header_set(
    files: Iterable[str], pages: Mapping[str, PageFacts], *, below: str = "", preview: bool = False
) -> HeaderSet:
    """Decide the headers; `files` are all paths of the site from its root, `pages` the facts of its HTML by path.

    `below` is where the site lies on its host, such as /projekt; a preview asks to be in no search.
    """
    everywhere = (
        ("Content-Security-Policy", build_policy(pages.values())),
        ("Strict-Transport-Security", "max-age=63072000"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", PERMISSIONS),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        *([("X-Robots-Tag", "noindex")] if preview else []),
    )
    known = sorted(files)
    exposed = (below + address_of(path) for path, facts in pages.items() if facts.exposed)
    assets = [f"{below}/{path}" for path in known if routes.below(path, routes.ASSETS)]
    hashed = [path for path in assets if _HASHED.search(path)]
    all_of_them = [f"{below}/{routes.ASSETS}*"] if assets else []
    plain = [path for path in assets if path not in hashed] if hashed else all_of_them
    data = (path for path in known if routes.below(path, routes.OPEN_DATA) and not path.endswith(".html"))
    shared = [f"{below}/{path}" for path in data]
    rules = (
        Rule(tuple(sorted(exposed)), "Cache-Control", NEVER),
        Rule(tuple(plain), "Cache-Control", SHORT),
        Rule(tuple(hashed), "Cache-Control", FOREVER),
        Rule(tuple(shared), "Access-Control-Allow-Origin", "*"),
    )
    missing = f"{below}/{routes.MISSING_FILE}"
    return HeaderSet(everywhere, REVALIDATE, tuple(rule for rule in rules if rule.addresses), missing)


def address_of(path: str) -> str:
    """Give the address of a file of the site."""
    return "/" + re.sub(r"(^|(?<=/))index\.html$", "", path)
