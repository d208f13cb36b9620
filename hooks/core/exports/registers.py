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

    id: str = Field(description="Länkens id, som aldrig byts ut.")
    url: str = Field(description="Adressen som länken leder till.")
    printed: str | None = Field(description="Adressen som dokumentet skriver den, där den är en annan.")
    title: str = Field(description="Länkens ord.")
    access: Literal["public", "login", "internal"] = Field(
        description="`public`: öppen för alla · `login`: kräver inloggning · `internal`: bara för medarbetare."
    )
    state: str = Field(description="Vad den senaste länkkontrollen såg; `unchecked` före den första.")
    pages: list[str] = Field(description="Adresserna till sidorna som visar länken.")
    edition: str | None = Field(
        default=None,
        description="Utgåvan som ensam nämner länken, där den inte gäller; annars finns fältet inte.",
        exclude_if=lambda value: value is None,
    )


class ExportedGlossaryTerm(Exported):
    """One entry of ordlista.json."""

    id: str = Field(description="Ordets id, som också är dess ankare i ordlistan.")
    term: str = Field(description="Ordet.")
    full_form: str | None = Field(description="Förkortningen utskriven, eller null.")
    explanation: str = Field(description="Förklaringen.")
    basis: Literal["document", "general"] = Field(
        description="`document`: så säger dokumentet · `general`: så används ordet i allmänhet."
    )
    link: str | None = Field(description="Id i lankar.json, eller null.")
    url: str = Field(description="Adressen från webbplatsens rot.")


def export_links(content: Content, pages: Iterable[Page]) -> list[ExportedLink]:
    """Give every outgoing address with the pages that show it."""
    shown: dict[str, list[str]] = {link_id: [] for link_id in content.links}
    for page in pages:
        for link_id in page.shows:
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
