"""The writer of a page: Markdown for text, terms and links, seen from one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from core import routes
from core.content import Content
from core.editions import ClauseInContext, Edition, Group
from core.icons import icon
from core.models.agreement import Citation
from core.models.official import Official
from core.models.registers import Link, Term
from core.routes import EditionAddresses, relative_address, relative_source
from core.text import escape_markdown, paragraphs, split_first_uses

# What a link leads to is said in its words: file type, language, and who can open it (web standards, A10).
FORMAT_MARKS = {"pdf": "pdf", "video": "film", "course": "utbildning"}
NO_LONGER = "gäller inte längre"
BROKEN = "länken fungerar inte just nu"
UNCHECKED = "länken är inte kontrollerad"
LANGUAGE_MARKS = {"en": "på engelska"}


@dataclass
class Writer:
    """Writes for one page; remembers which terms and outgoing links the page has used.

    `edition` is the one that the page speaks of: its sections, groups and departments are linked to.
    """

    content: Content
    src_uri: str
    edition: Edition
    explain_terms: bool = False
    terms: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def pages(self) -> EditionAddresses:
        """Give the pages of the edition that the page speaks of."""
        return self.content.pages_of(self.edition.id)

    @property
    def in_force(self) -> bool:
        """Whether the edition that the page speaks of is in force."""
        return self.edition is self.content.current

    @property
    def official(self) -> Official:
        """Give the official words of the edition; none where the machine that builds has none."""
        return self.content.official.get(self.edition.id) or Official(
            edition=self.edition.id, clauses={}, introductions={}
        )

    def plain(self, text: str) -> str:
        """Give text as Markdown on one line."""
        return escape_markdown(text)

    def prose(self, text: str) -> list[str]:
        """Give running text as Markdown paragraphs."""
        return [escape_markdown(part) for part in paragraphs(text)]

    def html_prose(self, text: str) -> list[Markup]:
        """Give running text as HTML paragraphs, each term linked to its explanation where it stands first."""
        return [self._with_terms(" ".join(part.split())) for part in paragraphs(text)]

    def paragraphs(self, text: str) -> list[str]:
        """Give running text as paragraphs of a part whose terms the page does not explain, such as earlier words."""
        return [" ".join(part.split()) for part in paragraphs(text)]

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
            return f"{escape_markdown(self._as_text(link))} ({BROKEN if shown.checked else UNCHECKED}){instead}"
        language = f" lang={link.language} hreflang={link.language}" if link.language != "sv" else ""
        return f"[{escape_markdown(link.name + self._marks(link))}](<{shown.url}>){{ rel=noreferrer{language} }}"

    def html_link(self, link_id: str, words: str = "", *, button: bool = False, main: bool = False) -> Markup:
        """Give the same as HTML, with words of its own if there are any.

        As a button it is a way out or to help, filled where it is the page's main way.
        """
        link = self.content.links[link_id]
        shown = self.content.shown_link(link_id)
        self.links.append(link_id)
        if shown.url is None:
            other = Markup(' Prova <a href="{}" rel="noreferrer">{}</a>.')
            instead = other.format(shown.start_page, _host(shown.start_page)) if shown.start_page else ""
            return Markup("{} ({}){}").format(self._as_text(link), BROKEN if shown.checked else UNCHECKED, instead)
        spoken = Markup(' hreflang="{0}"') if words else Markup(' lang="{0}" hreflang="{0}"')
        language = spoken.format(link.language) if link.language != "sv" else ""
        look = Markup(' class="go{}"').format(" main-way" if main else "") if button else ""
        drawn = icon("out") if button else ""
        out = Markup('<a{} href="{}" rel="noreferrer"{}>{}{}</a>')
        return out.format(look, shown.url, language, (words or link.name) + self._marks(link), drawn)

    def _as_text(self, link: Link) -> str:
        """Give what stands where a link leads nowhere: its name; of an earlier document also the printed address."""
        if self.content.is_of_today(link):
            return link.name
        address = link.printed or link.url
        return link.name if address == link.name else f"{link.name}, {address}"

    def term_heading(self, term_id: str) -> str:
        """Give a glossary term with its full form."""
        term = self.content.glossary[term_id]
        return escape_markdown(f"{term.term} – {term.full_form}" if term.full_form else term.term)

    @property
    def doubted_terms(self) -> list[Term]:
        """Give the terms that the page explains in words which do not stand in the documents."""
        terms = (self.content.glossary[one] for one in self.terms)
        return [one for one in terms if one.basis != "document"]

    def page(self, target: str, anchor: str = "") -> str:
        """Give the path of another page's source, for a Markdown link."""
        path = relative_source(target, self.src_uri) if target != self.src_uri else ""
        return f"{path}#{anchor}" if anchor else path

    def file(self, path: str, words: str) -> str:
        """Give a link to a file of our own, which says its type and size (web standards, A10)."""
        kind, size = path.rpartition(".")[2], self.content.file_sizes.get(path)
        told = kind if size is None else f"{kind}, {max(1, round(size / 1000))} kB"
        return f"[{escape_markdown(words)} ({told})](<{relative_source(path, self.src_uri)}>)"

    def href(self, target: str, anchor: str = "") -> str:
        """Give the relative address of another page, for a link in HTML."""
        return relative_address(target, self.src_uri) + (f"#{anchor}" if anchor else "")

    def call(self, line_id: str, *, main: bool = False) -> Markup:
        """Give a help line's number as HTML: a link that dials, named for listeners; filled as the main way.

        What a translator of the browser's would change, the number and the name, is marked as not to be translated.
        """
        line = self.content.support_lines[line_id]
        if line.phone is None:
            raise ValueError(f"the help line {line_id} has no confirmed number")
        return self.dial(line.phone, line.phone_text, line.name, main=main)

    def dial(self, phone: str, phone_text: str | None, whose: str, *, main: bool = False) -> Markup:
        """Give a number as `call` does, with its name and the text that is read."""
        name = (
            ""
            if phone in {"112", "1177"}
            else Markup('<span class="vh"> till <span translate="no">{}</span></span>').format(_inert(whose))
        )
        link = Markup('<a class="call{}" href="tel:{}">{}<span>Ring <span translate="no">{}</span>{}</span></a>')
        return link.format(" main-way" if main else "", phone, icon("phone"), phone_text or phone, name)

    def section_page(self, section_id: str, anchor: str = "") -> str:
        """Give the path of a section's source."""
        return self.page(self.pages.section(section_id), anchor)

    def group(self, group: Group) -> str:
        """Name a group that sections belong to; a delmål is linked to its page."""
        number = f"{escape_markdown(group.number)}\\. " if group.number else ""  # with a bare dot it begins a list
        words = number + escape_markdown(group.name)
        return f"[{words}]({self.page(self.pages.delmal(group.delmal))})" if group.delmal else words

    def clause_href(self, clause: ClauseInContext) -> str:
        """Give the relative address of a clause on its section's page."""
        return self.href(self._section_uri(clause.citation), clause.anchor)

    def leads_to(self, clause: ClauseInContext) -> bool:
        """Whether the page may lead to a clause: from what is of today no way leads to what has gone out of force."""
        return clause.citation.edition in {self.edition.id, self.content.current.id}

    def clause(self, clause: ClauseInContext) -> str:
        """Name a clause for a reader, such as `Anhörigstöd, mål 6`, with the way to it; machines use its citation."""
        return self._clause_link(clause, self.clause_name(clause))

    def clause_name(self, clause: ClauseInContext) -> str:
        """Name a clause by its section and its number in it."""
        return f"{self.section_title(clause)}, {clause.name}"

    def section_title(self, clause: ClauseInContext) -> str:
        """Give the title of the section that a clause stands in."""
        return self.content.editions[clause.citation.edition].by_id[clause.citation.section].section.title

    def clause_text(self, clause: ClauseInContext) -> str:
        """Give a clause by its text, with the way to it as `clause` has."""
        return self._clause_link(clause, clause.clause.text)

    def origin(self, clause: ClauseInContext) -> str:
        """Say which edition a clause is from, and that it was struck; '' for one in force."""
        edition = self.content.editions[clause.citation.edition]
        words = "" if edition is self.content.current else f"Ur {edition.name}, som inte gäller nu:"
        return f"Struket: {words}".strip() if clause.citation in self.content.struck else words

    def _section_uri(self, citation: Citation) -> str:
        return self.content.pages_of(citation.edition).section(citation.section)

    def _clause_link(self, clause: ClauseInContext, words: str) -> str:
        named = escape_markdown(words)
        if self.leads_to(clause):
            link = f"[{named}]({self.page(self._section_uri(clause.citation), clause.anchor)})"
        else:
            link = named
        return f"{escape_markdown(origin)} {link}" if (origin := self.origin(clause)) else link

    def organisation(self, organisation_id: str) -> str:
        """Give an organisation's name, linked to its page if it is a department that is party to the edition."""
        organisation = self.content.organisations[organisation_id]
        name = escape_markdown(organisation.name)
        if organisation in self.content.departments_of(self.edition):
            return f"[{name}]({self.page(self.pages.department(organisation.id))})"
        return name

    def _marks(self, link: Link) -> str:
        """Give the last words of a link: file type, language, who can open it; empty for an open page in Swedish."""
        access = self.content.vocabulary.link_marks[link.access]
        text = ", ".join(
            mark for mark in (FORMAT_MARKS.get(link.format), LANGUAGE_MARKS.get(link.language), access) if mark
        )
        return f" ({text})" if text else ""

    def _with_terms(self, text: str) -> Markup:
        if not self.explain_terms:
            return escape(text)
        pattern, term_of = self.content.term_forms
        written = Markup()
        for part, term in split_first_uses(text, pattern, set(self.terms), term_of):
            if term is None:
                written += part
            else:
                self.terms.append(term)
                written += Markup('<a class="term" href="#{}">{}</a>').format(routes.word_anchor(term), part)
        return written


def _inert(text: str) -> Markup:
    """Give text for HTML that stands within Markdown: no sign of it is read as either."""
    plain = ",.-–/ "
    return Markup().join(
        sign if sign.isalnum() or sign in plain else Markup("&#{};").format(ord(sign)) for sign in text
    )


def _host(url: str | None) -> str:
    """Give the host of an address, as the words of a link to its start page."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")
