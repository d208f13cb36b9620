"""What can be found in other languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.content import Content
from core.pages.languages import page_uri
from core.pages.markdown_page import Page
from core.routes import path_of
from core.search.entries import Entry, shorten


def language_entries(content: Content, pages: Mapping[str, Page]) -> Iterator[Entry]:
    """Yield an entry for each page of each language."""
    for language in content.languages.values():
        for one in language.pages:
            uri = page_uri(language, one)
            yield Entry(
                path_of(uri),
                "page",
                language.readers,
                one.title,
                shorten(one.description),
                names=(language.name, language.id),
                lead=(one.description,),
                body=pages[uri].prose,
                language=language.language,
            )
