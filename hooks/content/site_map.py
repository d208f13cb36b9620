"""What the pages must hold together: redirects that lead somewhere, and nothing of their names taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content.content import Content
from content.pages.page import Page, address_of
from content.problems import Problem


def check_situations(content: Content, handwritten: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each situation without its hand-written page."""
    for situation_id in content.situations:
        if f"hjalp/{situation_id}.md" not in handwritten:
            yield Problem(
                "data/situations.yml",
                1,
                f"the situation '{situation_id}' has no page docs/hjalp/{situation_id}.md; write it",
            )


def check_redirects(content: Content, pages: Mapping[str, Page], handwritten: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each redirect whose source is still a page or whose target is none.

    `handwritten` holds the `src_uri` of the hand-written pages.
    """
    redirect_sources = {redirect.source for redirect in content.redirects}
    addresses = {page.address for page in pages.values()} - redirect_sources | {address_of(uri) for uri in handwritten}
    for redirect in content.redirects:
        if redirect.source in addresses:
            yield Problem(
                "data/redirects.yml", 1, f"'{redirect.source}' is still a page; remove the redirect or the page"
            )
        if redirect.target.partition("#")[0] not in addresses:
            yield Problem("data/redirects.yml", 1, f"'{redirect.target}' is no page; correct the target")
