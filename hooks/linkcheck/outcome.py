"""What one run says of one link: what the memory, the outage guard and the report are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linkcheck import urls
from linkcheck.judgement.seen import Seen
from linkcheck.links import Link
from linkcheck.verdicts import Judgement


@dataclass(frozen=True)
class Outcome:
    """The judgement on a link, and the visit it stands on, without its page.

    `kept` says that nothing new was learnt: the host asked us to wait, or the deadline came.
    """

    link: Link
    judged: Judgement
    seen: Seen | None = None
    retry_after: datetime | None = None
    kept: bool = False

    @property
    def host(self) -> str:
        """The host and port asked first."""
        try:
            return urls.host_key(urls.wire_url(self.link.url))
        except urls.AddressError:
            return self.link.url
