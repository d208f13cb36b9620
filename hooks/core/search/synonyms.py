"""What people say for something, as the search knows it: synonyms, and terms with a full form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from core import routes
from core.content import Content
from core.routes import path_of
from core.search.words import fold


def concepts(content: Content, numbers: dict[str, int], cards: list[str]) -> Iterator[list[object]]:
    """Yield the synonyms: phrases, the site's words, numbers of entries, number of the card.

    Then, where there is any: numbers of the entries when someone else is meant, and whether it names someone.
    """
    for one in content.synonyms:
        targets, others = (
            list(dict.fromkeys(numbers[entry_address(address, numbers)] for address in addresses))
            for addresses in (one.pages, one.others)
        )
        card = -1 if one.card is None else cards.index(one.card)
        about = [others, int(one.person)] if others or one.person else []
        yield [_phrases(one.says), " ".join(_phrases(one.words)), targets, card, *about]


def abbreviations(content: Content, numbers: dict[str, int]) -> Iterator[list[object]]:
    """Yield each term of the glossary that has a full form as a synonym of it."""
    for term in content.glossary.values():
        if term.full_form and "," not in term.term:
            both = _phrases((term.term, term.full_form, *term.forms))
            # As if two pages came first: who writes an abbreviation more often wants the thing than the word.
            yield [both, " ".join(both), [-1, -1, numbers[path_of(routes.GLOSSARY, term.id)]], -1]


def entry_address(address: str, known: Container[str]) -> str:
    """Give the entry that an address leads to; a place without one, as where «Saknas.» stands, leads to its page."""
    name = address.removeprefix("/")
    return name if name in known else name.partition("#")[0]


def _phrases(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(fold(" ".join(text.split())) for text in texts))
