"""The writer of a page: Markdown for text, terms and links, seen from one page."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from content.content import Content, NumberedClause
from content.models.registers import Link
from content.pages.page import relative_address, relative_source
from content.text import compile_phrases, escape_markdown, paragraphs, split_first_uses

# What a link leads to is said in words beside it, not only by a sign (web standards, A10).
FORMAT_MARKS = {"pdf": "pdf", "video": "film", "course": "utbildning"}
# What the site calls one clause of each list, in the words of a link to it.
CLAUSE_NAMES = {
    "aktivitet": "insats",
    "kort": "mål",
    "kort-indikator": "indikator",
    "lang": "långsiktigt mål",
    "lang-indikator": "långsiktig indikator",
}
BROKEN = "länken fungerar inte just nu"
ACCESS_MARKS = {"login": "kräver inloggning", "internal": "stadens interna nät"}


@dataclass
class Writer:
    """Writes for one page; remembers which glossary terms and outgoing links the page has used."""

    content: Content
    src_uri: str
    explain_terms: bool = False
    terms: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def plain(self, text: str) -> str:
        """Give text as Markdown on one line."""
        return escape_markdown(text)

    def prose(self, text: str) -> list[str]:
        """Give running text as Markdown paragraphs, each term linked to its explanation where it stands first."""
        return [self._with_terms(part) for part in paragraphs(text)]

    def link(self, link_id: str) -> str:
        """Give an outgoing link with what it leads to in words; one that does not work is text, never a link."""
        link = self.content.links[link_id]
        shown = self.content.shown_link(link_id)
        self.links.append(link_id)
        if shown.url is None:
            instead = (
                f" Prova [{_host(shown.start_page)}](<{shown.start_page}>){{ rel=noreferrer }}."
                if shown.start_page
                else ""
            )
            return f"{escape_markdown(link.title)} ({BROKEN}){instead}"
        return f"[{escape_markdown(link.title)}](<{shown.url}>){{ rel=noreferrer }}{self.link_marks(link)}"

    def html_link(self, link_id: str) -> str:
        """Give the same as HTML."""
        link = self.content.links[link_id]
        shown = self.content.shown_link(link_id)
        self.links.append(link_id)
        if shown.url is None:
            start = html.escape(shown.start_page or "")
            instead = f' Prova <a href="{start}" rel="noreferrer">{_host(start)}</a>.' if start else ""
            return f"{html.escape(link.title)} ({BROKEN}){instead}"
        return (
            f'<a href="{html.escape(shown.url)}" rel="noreferrer">{html.escape(link.title)}</a>{self.link_marks(link)}'
        )

    def link_marks(self, link: Link) -> str:
        """Give the words after a link: file type, and who can open it; empty for an open web page."""
        marks = [FORMAT_MARKS.get(link.format), ACCESS_MARKS.get(link.access)]
        text = ", ".join(mark for mark in marks if mark)
        return f" ({text})" if text else ""

    def term_heading(self, term_id: str) -> str:
        """Give a glossary term with its full form."""
        term = self.content.glossary[term_id]
        return escape_markdown(f"{term.term} – {term.full_form}" if term.full_form else term.term)

    def term_basis(self, term_id: str) -> str:
        """Give the words that mark an explanation which does not stand in the documents; '' for the others."""
        return (
            "" if self.content.glossary[term_id].basis == "document" else " (Förklaringen är inte bekräftad av staden.)"
        )

    def shorten(self, text: str) -> str:
        """Give the first sentence of a text, for a list that leads to the whole."""
        return paragraphs(text)[0].split(". ", 1)[0].rstrip(".")

    def page(self, target: str, anchor: str = "") -> str:
        """Give the path of another page's source, for a Markdown link."""
        path = relative_source(target, self.src_uri) if target != self.src_uri else ""
        return f"{path}#{anchor}" if anchor else path

    def href(self, target: str, anchor: str = "") -> str:
        """Give the relative address of another page, for a link in HTML."""
        return html.escape(relative_address(target, self.src_uri) + (f"#{anchor}" if anchor else ""))

    def call(self, line_id: str) -> str:
        """Give a help line's number as HTML: a link that dials, named for who hears it."""
        line = self.content.support_lines[line_id]
        if line.phone is None:
            raise ValueError(f"the help line {line_id} has no confirmed number")
        name = "" if line.phone in {"112", "1177"} else f'<span class="vh"> till {_inert(line.name)}</span>'
        return f'<a class="call" href="tel:{line.phone}">Ring {html.escape(line.phone_text or line.phone)}{name}</a>'

    def section_page(self, section_id: str, anchor: str = "") -> str:
        """Give the path of a section's source."""
        return self.page(f"overenskommelsen/{section_id}.md", anchor)

    def clause_name(self, clause: NumberedClause) -> str:
        """Name a clause for a reader, such as `Anhörigstöd, mål 6`; its citation is what machines use."""
        section = next(one.section for one in self.content.current.sections if one.section.id == clause.section_id)
        return escape_markdown(f"{section.title}, {clause_words(clause)}")

    def organisation(self, organisation_id: str) -> str:
        """Give an organisation's name, linked to its page if it is one of the city's departments."""
        organisation = self.content.organisations[organisation_id]
        name = escape_markdown(organisation.name)
        if organisation.kind == "förvaltning":
            return f"[{name}]({self.page(f'overenskommelsen/forvaltning/{organisation.id}.md')})"
        return name

    def _with_terms(self, text: str) -> str:
        if not self.explain_terms:
            return escape_markdown(text)
        pattern, term_of = term_forms(self.content)
        seen = set(self.terms)
        written = []
        for part, term in split_first_uses(text, pattern, seen, term_of):
            if term is None:
                # The blanks at the seams are text too: escape_markdown would fold them away.
                lead = " " if part[:1].isspace() else ""
                tail = " " if part[-1:].isspace() and part.strip() else ""
                written.append(f"{lead}{escape_markdown(part)}{tail}")
            else:
                self.terms.append(term)
                written.append(f"[{escape_markdown(part)}](#ord-{term}){{ .term }}")
        return "".join(written)


def _inert(text: str) -> str:
    """Give text for HTML that stands within Markdown: no sign of it is read as either."""
    return "".join(sign if sign.isalnum() or sign.isspace() or sign in ",.-–/" else f"&#{ord(sign)};" for sign in text)


def _host(url: str | None) -> str:
    """Give the host of an address, as the words of a link to its start page."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def clause_words(clause: NumberedClause) -> str:
    """Give what a clause is called in its section, such as `mål 6` or `indikator 2`; a sub-bullet with its place."""
    stem, *numbers = re.split(r"-(?=\d)", clause.anchor)
    name = f"{CLAUSE_NAMES[stem]} {numbers[0]}"
    return f"{name}, punkt {'.'.join(numbers[1:])}" if numbers[1:] else name


@functools.lru_cache(maxsize=4)
def _forms_of(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    term_of = {form.casefold(): term_id for term_id, forms in terms for form in forms}
    return compile_phrases(term_of), term_of


def term_forms(content: Content) -> tuple[re.Pattern[str], dict[str, str]]:
    """Give the pattern that finds every form of every term, and the term's id by casefolded form."""
    return _forms_of(tuple((term.id, term.forms) for term in content.glossary.values()))
