"""Whether our own network, clock or certificates are at fault: outcomes in, the reason out. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from linkcheck import addresses
from linkcheck.memory import LinkStatus
from linkcheck.outcome import Outcome

FEWEST_HOSTS = 3
"""Fewer hosts than this may just as well be at fault themselves."""
GONE_SHARE = 0.25
"""So large a share of the names gone between two runs is a fault of ours."""


def outage(outcomes: Iterable[Outcome], before: Mapping[str, LinkStatus], logins: frozenset[str]) -> str | None:
    """Why this run says more of us than of the links, in Swedish; None where it does not.

    Hosts that already failed at an earlier run are no sign of anything new and are left out. `logins` are the ids of
    links that are meant to lead to a login, perhaps the same for many.
    """
    fresh = [o for o in outcomes if not o.kept and not _failed_before(o, before)]
    alive = {o.host for o in fresh if o.answered}
    silent = {o.host for o in fresh if o.network} - alive
    everyone = alive | silent
    gone = {o.host for o in fresh if o.gone}
    if len(silent) >= FEWEST_HOSTS and len(silent) > len(alive):
        return f"{len(silent)} av {len(everyone)} värdar gick inte att nå alls; nätet verkar ligga nere"
    if len(gone) >= FEWEST_HOSTS and len(gone) >= GONE_SHARE * len(everyone):
        return f"{len(gone)} av {len(everyone)} värdnamn sägs inte finnas; namnuppslagningen verkar inte fungera"
    secure = {o.host for o in fresh if o.answered and addresses.scheme_of(o.url) == "https"}
    for doubt, why in (
        ("issuer", "den här datorns certifikat (SSL_CERT_FILE) verkar saknas"),
        ("clock", "datorns klocka verkar gå fel"),
    ):
        distrusted = {o.host for o in fresh if o.doubt == doubt}
        if len(distrusted) >= FEWEST_HOSTS and secure == distrusted:
            return f"inget certifikat av {len(distrusted)} värdars godtogs; {why}"
    landed: dict[str, set[str]] = defaultdict(set)
    for o in fresh:
        there = addresses.host_key(o.final_url) if o.answered and o.final_url else ""
        if there and o.id not in logins and there != o.host:
            landed[there].add(o.host)
    for there, hosts in landed.items():
        if there not in {o.host for o in fresh} and len(hosts) >= FEWEST_HOSTS and len(hosts) > len(alive) / 2:
            return f"{len(hosts)} av {len(alive)} värdar skickade oss till {there}; nätet verkar kräva inloggning"
    return None


def _failed_before(outcome: Outcome, before: Mapping[str, LinkStatus]) -> bool:
    old = before.get(outcome.id)
    return old is not None and old.url == outcome.url and old.failures > 0
