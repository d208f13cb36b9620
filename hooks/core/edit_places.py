"""Where a page or a record is changed, and where a reader says that something is wrong: places in, addresses out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from core.content import Content
from core.models.registers import Site
from core.source import Document

if TYPE_CHECKING:  # pages lead to where they are changed: they come after this
    from core.pages.markdown_page import Page


def edit_address(site: Site, place: str) -> str | None:
    """Give the address of `path:line` where the files are kept; None while nobody has said where that is."""
    if site.repository.value is None:
        return None
    path, _, line = place.partition(":")
    return f"{site.repository.value.rstrip('/')}/{path}" + (f"#L{line}" if line else "")


def page_places(generated: Iterable[Page], handwritten: Iterable[str], documents: Iterable[Document]) -> dict[str, str]:
    """Give by `src_uri` the file and line that a page is written in; in a list, the line of the page's own record."""
    lists = {one.path: one for one in documents if isinstance(one.value, list)}
    places = {uri: f"docs/{uri}:1" for uri in handwritten}
    for page in generated:
        own = lists.get(page.data_path)
        line = own.line_of_id(PurePosixPath(page.src_uri).stem) if own else 1
        places[page.src_uri] = f"{page.data_path}:{line}"
    return places


def fault_contact(content: Content) -> str:
    """Give where a reader says that a page is wrong: the city's form, else the front desk's page, else its number."""
    desk = content.support_lines[content.site.front_desk]
    page = content.shown_link(desk.page).url if desk.page else None
    return content.site.message_form.value or page or f"tel:{desk.phone}"
