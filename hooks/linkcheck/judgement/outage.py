"""Whether our own network, clock or certificates are at fault: outcomes in, the reason out. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from linkcheck import urls
from linkcheck.judgement.judge import Outcome
from linkcheck.judgement.seen import Trouble
from linkcheck.memory import LinkStatus
from linkcheck.verdicts import FINDINGS

FEWEST_HOSTS = 3
"""Fewer hosts than this may just as well be at fault themselves."""
GONE_SHARE = 0.25
"""So large a share of the names gone between two runs is a fault of ours."""


def outage(outcomes: Iterable[Outcome], before: Mapping[str, LinkStatus]) -> str | None:
    """Why this run says more of us than of the links, in Swedish; None where it does not.

    Hosts that already failed at an earlier run are no sign of anything new and are left out. Links that are meant to
    lead to a login may all lead to the same.
    """
    fresh = [(one, blame) for one in outcomes if (blame := _blame(one, before)) is not None]
    alive = {_host(one) for one, blame in fresh if blame != "network"}
    silent = {_host(one) for one, blame in fresh if blame == "network"} - alive
    everyone = alive | silent
    gone = {_host(one) for one, _ in fresh if one.seen and one.seen.trouble is Trouble.NO_HOST and not one.seen.hops}
    if len(silent) >= FEWEST_HOSTS and len(silent) > len(alive):
        return _told("silent", silent, everyone)
    if len(gone) >= FEWEST_HOSTS and len(gone) >= GONE_SHARE * len(everyone):
        return _told("nameless", gone, everyone)
    secure = {_host(one) for one, blame in fresh if blame != "network" and urls.scheme_of(one.link.url) == "https"}
    for doubt in ("issuer", "clock"):
        distrusted = {_host(one) for one, blame in fresh if blame == doubt}
        if len(distrusted) >= FEWEST_HOSTS and secure == distrusted:
            return _told(doubt, distrusted, secure)
    landed: dict[str, set[str]] = defaultdict(set)
    for one, blame in fresh:
        if blame != "network" and one.seen is not None and one.link.access != "login":
            landed[urls.host_key(one.seen.final_url)].add(_host(one))
    for there, hosts in landed.items():
        if there not in everyone and len(hosts) >= FEWEST_HOSTS and len(hosts) > len(alive) / 2:
            return _told("portal", hosts, alive, there)
    return None


def _told(key: str, hosts: set[str], of: set[str], there: str = "") -> str:
    return str(FINDINGS["outage"][key].format(hosts=len(hosts), of=len(of), there=there))


def _host(outcome: Outcome) -> str:
    return urls.host_key(urls.joined("", outcome.link.url))


def _blame(outcome: Outcome, before: Mapping[str, LinkStatus]) -> str | None:
    """Return what of ours may be to blame, empty where the host answered, None where nothing new is told."""
    seen, old = outcome.seen, before.get(outcome.link.id)
    if seen is None or outcome.kept or (old is not None and old.url == outcome.link.url and old.failures > 0):
        return None
    if seen.hops:
        return ""
    if seen.trouble in {Trouble.PRIVATE, Trouble.BAD_ADDRESS}:
        return None
    return "network" if seen.status in {407, 511} else seen.trouble.blame if seen.trouble is not None else ""
