"""The search index: from content to one compact file that the search box reads on first use. Pure, without MkDocs."""

from __future__ import annotations

from collections.abc import Mapping

from content.content import Content
from content.pages.page import Page
from content.search.entries import build_entries
from content.search.index import render_cards, render_index
from content.search.words import lemma

INDEX = "search/index.json"
CARDS = "search/help.json"


def build_search(content: Content, pages: Mapping[str, Page], handwritten: Mapping[str, str]) -> dict[str, str]:
    """Give the generated files of the search by their `src_uri`.

    `pages` are the generated pages, `handwritten` is the Markdown of the hand-written ones, both by `src_uri`.
    The help cards stand in a file of their own, so that they are there when the index is not.
    """
    cards = render_cards(content)
    return {INDEX: render_index(content, build_entries(content, pages, handwritten), cards), CARDS: cards.text}


def load_lexicon() -> None:
    """Load the lexicon of Swedish inflections, which takes half a second and stays in the process."""
    lemma("ord")
