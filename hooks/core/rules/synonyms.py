"""Rules for synonyms: each way of saying it once, and cards that exist."""

from __future__ import annotations

from collections.abc import Iterator

from core.content import Content
from core.load import Loaded
from core.messages import _
from core.models.support import HelpCard
from core.models.synonyms import Synonym
from core.problems import Problem
from core.routes import Register
from core.search.synonyms import entry_address

CARDS = "data/help-cards.yml"


def check_synonyms(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with the synonyms, alone and beside the cards; where they lead is checked with the pages."""
    first: dict[str, str] = {}
    for placed in loaded.of(Synonym):
        for index, said in enumerate(placed.record.says):
            key = " ".join(said.casefold().split())
            if key in first:
                yield placed.problem(
                    _("'{said}' already stands in {first}; keep one", said=said, first=first[key]), "says", index
                )
            first.setdefault(key, placed.place("says", index))
    if any(problem.path == CARDS for problem in loaded.problems):
        return  # cards are missing: their own problems come first
    cards = {placed.record.id for placed in loaded.of(HelpCard)}
    for placed in loaded.of(Synonym):
        if placed.record.card is not None and placed.record.card not in cards:
            yield placed.problem(
                _(
                    "'{card}' is not an id in data/help-cards.yml; correct it or add the record",
                    card=placed.record.card,
                ),
                "card",
            )


def check_synonym_pages(
    loaded: Loaded, content: Content, register: Register, found: frozenset[str]
) -> Iterator[Problem]:
    """Yield a problem for each address of a synonym that the search cannot answer with."""
    for synonym in loaded.of(Synonym):
        both = (("pages", synonym.record.pages), ("others", synonym.record.others))
        for key, index, address in ((key, *one) for key, addresses in both for one in enumerate(addresses)):
            if address.partition("#")[0] in content.moved_by_edition or address in content.closed_places:
                continue  # an edition has left it behind, or it has closed: the search does without, make check tells
            if not register.has(address):
                yield synonym.problem(_("'{address}' is no page of this site; correct it", address=address), key, index)
            elif address.partition("#")[0] not in register.unread and entry_address(address, found) not in found:
                yield synonym.problem(
                    _("'{address}' is left out of the search; name another page", address=address), key, index
                )
