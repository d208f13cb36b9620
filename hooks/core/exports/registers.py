"""Links and the glossary as open data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from core import routes
from core.content import Content
from core.exports.files import Exported
from core.pages.markdown_page import Page
from core.routes import address_of

LINK_COLUMNS = ("id", "title", "url", "access", "state")


TERM_COLUMNS = ("id", "term", "full_form", "explanation", "basis", "url")


class ExportedLink(Exported):
    """One entry of lankar.json."""

    id: str
    url: str
    printed: str | None = Field(description="As the document prints it, where that differs.")
    title: str
    access: Literal["public", "login", "internal"]
    state: str = Field(description="Verdict of the latest link check; `unchecked` before the first.")
    pages: list[str] = Field(description="Addresses of the pages that show the link.")
    edition: str | None = Field(
        default=None,
        description="The edition that alone names the link, where that is not in force; left out for all others.",
        exclude_if=lambda value: value is None,
    )


class ExportedGlossaryTerm(Exported):
    """One entry of ordlista.json."""

    id: str
    term: str
    full_form: str | None
    explanation: str
    basis: Literal["document", "general"]
    link: str | None = Field(description="Id in lankar.json.")
    url: str


def export_links(content: Content, pages: Iterable[Page]) -> list[ExportedLink]:
    """Give every outgoing address with the pages that show it."""
    shown: dict[str, list[str]] = {link_id: [] for link_id in content.links}
    for page in pages:
        for link_id in page.links:
            shown[link_id].append(page.address)
    return [
        ExportedLink(
            id=link.id,
            url=link.url,
            printed=link.printed,
            title=link.title,
            access=link.access,
            state=content.link_states[link.id].verdict if link.id in content.link_states else "unchecked",
            pages=sorted(set(shown[link.id])),
            edition=None if content.is_of_today(link) else link.edition,
        )
        for link in content.links.values()
    ]


def export_glossary(content: Content) -> list[ExportedGlossaryTerm]:
    """Give the glossary as open data."""
    return [
        ExportedGlossaryTerm(
            id=term.id,
            term=term.term,
            full_form=term.full_form,
            explanation=term.explanation,
            basis=term.basis,
            link=term.link,
            url=address_of(routes.GLOSSARY, term.id),
        )
        for term in content.glossary.values()
    ]
