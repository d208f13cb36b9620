"""Whether the network itself is down: outcomes in, the reason out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from linkcheck.outcome import Outcome
from linkcheck.status import LinkStatus

FEWEST_HOSTS = 3
"""Fewer silent hosts than this may just as well be their own fault."""


def outage(outcomes: Iterable[Outcome], before: Mapping[str, LinkStatus]) -> str | None:
    """Why this run says more of our network than of the links, None where it does not.

    Hosts that already failed at an earlier run are no sign of anything new and are left out.
    """
    fresh = [o for o in outcomes if not o.kept and not _failed_before(o, before)]
    alive = {o.host for o in fresh if o.answered}
    silent = {o.host for o in fresh if o.network} - alive
    if len(silent) >= FEWEST_HOSTS and len(silent) > len(alive):
        share = f"{len(silent)} of {len(silent) + len(alive)} hosts"
        return f"{share} could not be reached at all; the network itself seems to be down"
    distrusted = {_name(o) for o in fresh if o.issuer}
    trusted = {_name(o) for o in fresh if o.url.lower().startswith("https:") and o.answered and not o.issuer}
    if len(distrusted) >= FEWEST_HOSTS and not trusted:
        return (
            f"no certificate of {len(distrusted)} hosts was trusted; "
            "this machine's certificates (SSL_CERT_FILE) seem to be missing"
        )
    return None


def _failed_before(outcome: Outcome, before: Mapping[str, LinkStatus]) -> bool:
    old = before.get(outcome.id)
    return old is not None and old.url == outcome.url and old.failures > 0


def _name(outcome: Outcome) -> str:
    try:
        return urlsplit(outcome.url.strip()).hostname or ""
    except ValueError:
        return outcome.url
