"""What one run says of one link, in the form that the memory and the report share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linkcheck import addresses
from linkcheck.judgement.seen import NETWORK_TROUBLES, Seen, Trouble
from linkcheck.links import Link
from linkcheck.verdicts import Judgement, Verdict

_UNASKED = NETWORK_TROUBLES | {Trouble.PRIVATE, Trouble.BAD_ADDRESS}
_DOUBTS = {Trouble.UNKNOWN_ISSUER: "issuer", Trouble.BROKEN_CHAIN: "issuer", Trouble.CLOCK: "clock"}
_CONTROL = dict.fromkeys([*range(32), 127], " ")


@dataclass(frozen=True)
class Outcome:
    """A verdict on a link with what the memory must hold.

    `kept` says that nothing new was learnt (the host asked us to wait, or the deadline came), `answered` that the
    first host gave a sign of life, `network` that our own network may be to blame, `gone` that the name does not
    exist, `doubt` what in a certificate our own machine may be wrong about.
    """

    id: str
    url: str
    verdict: Verdict
    detail: str = ""
    final_url: str | None = None
    status: int | None = None
    ms: int = 0
    failing: bool = False
    taken: bool = False
    retry_after: datetime | None = None
    kept: bool = False
    answered: bool = False
    network: bool = False
    gone: bool = False
    doubt: str = ""

    @classmethod
    def of(
        cls, link: Link, judged: Judgement, seen: Seen | None = None, retry_after: datetime | None = None
    ) -> Outcome:
        """Return the outcome of a judgement."""
        reached = None if judged.final_url is None else _clean(judged.final_url)
        told = (link.id, link.url, judged.verdict, _clean(judged.detail), reached)
        if seen is None:
            return cls(*told, failing=judged.failing, retry_after=retry_after)
        first = not seen.hops
        spoke = seen.trouble is not None and seen.trouble not in _UNASKED
        return cls(
            *told,
            status=seen.status,
            ms=seen.ms,
            failing=judged.failing,
            taken=judged.taken,
            retry_after=seen.retry_after if seen.status in {429, 503} else None,
            answered=not first or seen.status not in {None, 511} or spoke,
            network=first and (seen.trouble in NETWORK_TROUBLES or seen.status in {407, 511}),
            gone=first and seen.trouble is Trouble.NO_HOST,
            doubt=_DOUBTS.get(seen.trouble, "") if first and seen.trouble is not None else "",
        )

    @property
    def host(self) -> str:
        """The host and port asked first."""
        try:
            return addresses.host_key(addresses.wire_url(self.url))
        except addresses.AddressError:
            return self.url


def _clean(text: str) -> str:
    """One line that any file format can hold."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL).split())
