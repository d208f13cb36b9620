"""What one run says of one link, in the form that the journal, the status and the reports share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from linkcheck.links import Link
from linkcheck.observed import NETWORK_TROUBLES, Seen, Trouble
from linkcheck.verdicts import Judgement, Verdict


@dataclass(frozen=True)
class Outcome:
    """A verdict on a link with what the status must remember.

    `kept` says that nothing new was learnt (the host asked us to wait, or the deadline came), `answered` that the
    first host gave a sign of life, `network` that our own network may be to blame, `issuer` that no certificate was
    trusted.
    """

    id: str
    url: str
    verdict: Verdict
    detail: str = ""
    final_url: str | None = None
    status: int | None = None
    ms: int = 0
    failing: bool = False
    at_once: bool = False
    retry_after: datetime | None = None
    kept: bool = False
    answered: bool = False
    network: bool = False
    issuer: bool = False

    @classmethod
    def of(cls, link: Link, judged: Judgement, seen: Seen | None = None) -> Outcome:
        """Return the outcome of a judgement."""
        if seen is None:
            return cls(
                link.id,
                link.url,
                judged.verdict,
                _clean(judged.detail),
                judged.final_url,
                failing=judged.failing,
            )
        first = not seen.hops
        return cls(
            id=link.id,
            url=link.url,
            verdict=judged.verdict,
            detail=_clean(judged.detail),
            final_url=None if judged.final_url is None else _clean(judged.final_url),
            status=seen.status,
            ms=seen.ms,
            failing=judged.failing,
            at_once=judged.at_once,
            retry_after=seen.retry_after if seen.status in {429, 503} else None,
            answered=not first or seen.status not in {None, 511} or _spoke(seen),
            network=first and (seen.trouble in NETWORK_TROUBLES or seen.status in {407, 511}),
            issuer=first and seen.trouble is Trouble.UNKNOWN_ISSUER,
        )

    @property
    def host(self) -> str:
        """The host and port asked first."""
        try:
            return urlsplit(self.url.strip()).netloc.lower()
        except ValueError:
            return self.url

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as plain values."""
        data = dict(vars(self))
        data["verdict"] = str(self.verdict)
        data["retry_after"] = self.retry_after.isoformat() if self.retry_after else None
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Outcome:
        """Return the outcome of plain values; ValueError, TypeError or KeyError where they are no outcome."""
        fields = dict(data)
        kinds: dict[str, tuple[type, ...]] = {
            "id": (str,),
            "url": (str,),
            "detail": (str,),
            "ms": (int,),
        }
        kinds |= {"final_url": (str, type(None)), "status": (int, type(None))}
        kinds |= dict.fromkeys(("failing", "at_once", "kept", "answered", "network", "issuer"), (bool,))
        for name, allowed in kinds.items():
            if not isinstance(fields[name], allowed):
                raise TypeError(name)
        fields["verdict"] = Verdict(fields["verdict"])
        moment = fields["retry_after"]
        fields["retry_after"] = None if moment is None else datetime.fromisoformat(moment)
        if fields["retry_after"] is not None and fields["retry_after"].tzinfo is None:
            raise ValueError("retry_after without a time zone")
        return cls(**fields)


_UNASKED = NETWORK_TROUBLES | {Trouble.PRIVATE, Trouble.BAD_ADDRESS}


def _spoke(seen: Seen) -> bool:
    """Whether a connection came up, whatever came of it."""
    return seen.trouble is not None and seen.trouble not in _UNASKED


def _clean(text: str) -> str:
    """One line that any file format can hold."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL).split())


_CONTROL = dict.fromkeys([*range(32), 127], " ")
