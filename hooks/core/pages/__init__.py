"""Pages as values: from content to Markdown, one module a part of the site."""

from __future__ import annotations

from datetime import date

from core.content import Content
from core.pages.agreement import agreement_pages, earlier_pages
from core.pages.components import components_page
from core.pages.history import history_pages
from core.pages.languages import language_pages
from core.pages.markdown_page import Page
from core.pages.pictures import picture_pages
from core.pages.registers import redirect_pages, register_pages
from core.pages.review import review_page
from core.pages.support import support_pages
from core.pages.trainings import training_pages


def build_pages(content: Content, today: date) -> dict[str, Page]:
    """Build every generated page as it stands on a day, by `src_uri` in a stable order."""
    pages = [
        *agreement_pages(content, content.current),
        *support_pages(content, today),
        *training_pages(content, today),
        *language_pages(content),
        *register_pages(content, content.current),
        *components_page(content, today),
        *review_page(content),
        *history_pages(content),
        *picture_pages(content),
        *earlier_pages(content),
    ]
    by_uri: dict[str, Page] = {}
    for page in pages:
        if page.src_uri in by_uri:
            raise ValueError(f"two pages want to be {page.src_uri}")
        by_uri[page.src_uri] = page
    for page in redirect_pages(content):
        by_uri.setdefault(page.src_uri, page)  # a redirect from a page that still stands is a problem of its own
    return by_uri
