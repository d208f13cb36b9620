"""What the latest link check knows of each outgoing link, and what a visitor therefore meets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from core.models.common import check_url
from core.models.registers import Link, Organisation


@dataclass(frozen=True)
class LinkState:
    """The memory of one link: its verdict, since when, the last address that answered."""

    verdict: str
    since: date
    broken: bool
    final_url: str | None


@dataclass(frozen=True)
class ShownLink:
    """A link as a visitor meets it: `url` None where it does not work, then perhaps a start page to turn to.

    One that was not `checked` is text too where an earlier edition alone names it.
    """

    url: str | None
    start_page: str | None = None
    checked: bool = True


def show_link(link: Link, state: LinkState | None, publisher: Organisation | None, *, of_today: bool) -> ShownLink:
    """Decide how a link is shown: as it is, at its new address on the same site, or as text that is no link.

    A link that is not `of_today`, which an earlier edition alone names, is one only while it is known to work.
    """
    if state is None:
        return ShownLink(link.url if of_today else None, checked=False)
    if state.broken:
        return ShownLink(None, _start_page(link, state, publisher) if of_today else None)
    if (
        state.verdict == "moved"
        and state.final_url
        and _is_address(state.final_url)
        and _site(state.final_url) == _site(link.url)
    ):
        return ShownLink(state.final_url)
    return ShownLink(link.url)


def _is_address(url: str) -> bool:
    """Whether an address that a server gave may be shown as one: our own rules for addresses hold for it."""
    try:
        check_url(url)
    except PydanticCustomError:
        return False
    return True


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _start_page(link: Link, state: LinkState, publisher: Organisation | None) -> str | None:
    """Give the publisher's start page: its own, or the root of the host if the host itself still answered."""
    if publisher is not None and publisher.url is not None and publisher.url != link.url:
        return publisher.url
    parts = urlsplit(link.url)
    host_answered = state.verdict in {"dead", "soft404"} and state.final_url is not None
    return f"{parts.scheme}://{parts.netloc}/" if host_answered and parts.path.strip("/") else None
