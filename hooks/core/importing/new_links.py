"""The links of a draft edition: those that are known by their address, and those that it is the first to name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from core.content import Content
from core.importing.document import Document, Link
from core.importing.known import address_key
from core.importing.numbering import free_slug


def without_share_key(address: str) -> str:
    """Give an address without the personal key of who shared it."""
    return re.sub(r"\?(?=[^#]*(?:generated_by|hash)=)[^#]*", "", address.strip())


class LinkBook:
    """Gives the ids of links, and keeps the records of new ones."""

    def __init__(self, content: Content, document: Document, edition: str) -> None:
        """Take what links there are, what addresses the document gives, and the edition that names new ones."""
        self.new: list[dict[str, Any]] = []
        self._content = content
        self._edition = edition
        self._standing = frozenset(map(address_key, document.addresses()))
        self._ids = {address_key(one.printed or one.url): one.id for one in content.links.values()}

    def ids(self, links: Iterable[Link], kept: Sequence[str]) -> list[str]:
        """Give the ids of links: those of `kept` whose address stands in the document still, then the others."""
        still = [one for one in kept if not self._standing or self._key(one) in self._standing]
        return list(dict.fromkeys([*still, *map(self._id, links)]))

    def _key(self, link_id: str) -> str:
        link = self._content.links[link_id]
        return address_key(link.printed or link.url)

    def _id(self, link: Link) -> str:
        """Give the id of a link; who publishes a new one and who can open it is as of the other links of its site."""
        key = address_key(link.address)
        if key in self._ids:
            return self._ids[key]
        printed = without_share_key(link.address)
        url = re.sub(r"^(?:http://)?(?!https://)", "https://", printed)
        host = re.split(r"[/?#]", key)[0]
        like = next(
            (one for one in self._content.links.values() if re.split(r"[/?#]", address_key(one.url))[0] == host), None
        )
        self._ids[key] = free_slug(link.text or host, "lank", [*self._content.links, *self._ids.values()])
        record = {
            "id": self._ids[key],
            "url": url,
            "printed": printed if printed != url else None,
            "title": " ".join(link.text.split()) or printed,
            "publisher": like.publisher if like else None,
            "access": like.access if like else "public",
            "format": "pdf" if url.casefold().endswith(".pdf") else "web",
            "language": "sv",
            "edition": self._edition,
        }
        if record["printed"] is None:
            del record["printed"]
        self.new.append(record)
        return self._ids[key]
