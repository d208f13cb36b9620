"""What hand-written pages can draw from the data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import ClassVar

from core.content import Content
from core.exports import build_exports
from core.models.registers import SiteAddress
from core.models.support import Situation
from core.pages.page import Page
from core.pages.rendering import render_partial, render_text
from core.pages.support import check_words, line_facts, list_services, page_meta, service_uri
from core.pages.writing import Writer
from core.text import escape_markdown, split_front_matter


def situation_meta(content: Content, situation_id: str) -> dict[str, str | bool]:
    """Give the front matter that a situation's page gets from the data."""
    situation = content.situations[situation_id]
    return {
        "title": situation.title,
        **page_meta(
            situation.topics,
            situation.neutral_title,
            exposed=content.vocabulary.is_exposed(situation.topics),
            crisis=True,
        ),
    }


def handwritten_pages(content: Content, sources: Mapping[str, str]) -> dict[str, Page]:
    """Give every hand-written page by its `src_uri` from its Markdown; as `handwritten_page`."""
    return {uri: handwritten_page(content, uri, text) for uri, text in sources.items()}


def handwritten_page(content: Content, src_uri: str, markdown: str) -> Page:
    """Give a hand-written page for measuring and for the link report.

    `prose` is its own running text, without headings, macros and link targets; `links` are those its macros show.
    """
    situation = re.search(r"(?m)^situation: (\S+)$", markdown)
    text = re.sub(r"(?m)^#.*$|^\{:.*$", "", split_front_matter(markdown)[1])
    text = re.sub(r"\{\{.*?\}\}|\{[:#][^}]*\}", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    prose = tuple(re.sub(r"[*`]|<[^>]+>", "", line.strip(" -\t")) for line in text.splitlines() if line.strip(" -\t"))
    links = re.findall(r"\blink\(\"([^\"]+)\"\)", markdown)
    lines = [content.support_lines[line_id] for line_id in re.findall(r"support_line\(\"([^\"]+)\"\)", markdown)]
    named = [line.page for line in lines if line.page and line.phone is None]
    if situation and "support_lines()" in markdown:
        listed = (
            one for one in content.support_lines.values() if situation[1] in one.situations and one.level != "akut"
        )
        named += [line.page for line in listed if line.page]
    used = tuple(dict.fromkeys([*links, *named]))
    return Page(src_uri, "", "", "", f"docs/{src_uri}", prose, "support", links=used)


class PageMacros:
    """The functions of the macros, for one page; each gives Markdown."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "call",
        "count",
        "help_card",
        "help_link",
        "licence",
        "link",
        "open_data",
        "preview",
        "service",
        "services",
        "site_gaps",
        "site_value",
        "situation_lead",
        "situation_title",
        "situations",
        "support_line",
        "support_lines",
        "term",
    )

    def __init__(self, content: Content, src_uri: str, situation_id: str | None, today: datetime.date) -> None:
        """Take the page's source, the situation of its front matter (if it has one), and the day of the build."""
        self._content = content
        self._situation_id = situation_id
        self._today = today
        self._writer = Writer(content, src_uri)

    @property
    def _situation(self) -> Situation:
        if self._situation_id is None:
            raise ValueError("the page names no situation; write 'situation: id' in its front matter")
        return self._content.situations[self._situation_id]

    def _is_exposed(self) -> bool:
        return self._content.vocabulary.is_exposed(self._situation.topics)

    def situation_title(self) -> str:
        """Give the situation's title, for the page's heading."""
        return escape_markdown(self._situation.title)

    def situation_lead(self) -> str:
        """Give the situation's sentence."""
        return escape_markdown(self._situation.lead)

    def situations(self) -> str:
        """Give the list of all situations."""
        lines = []
        for one in self._content.situations.values():
            path = self._writer.page(f"hjalp/{one.id}.md")
            lines.append(f"-   [{escape_markdown(one.title)}]({path})<br>\n    {escape_markdown(one.lead)}")
        return "\n".join(lines)

    def help_card(self) -> str:
        """Give the help card for the situation's topics, or the one for all pages."""
        topics = self._situation.topics if self._situation_id else ()
        return render_partial("help_card", self._writer, card=self._content.help_card(topics))

    def help_link(self) -> str:
        """Give the link to crisis help that ends a page, and on an exposed page how to leave few traces."""
        traces = render_text("exposed", self._writer) if self._situation_id and self._is_exposed() else ""
        return f"{traces}\n\n{render_text('help_link', self._writer)}"

    def support_lines(self) -> str:
        """Give every help line of the situation with all that is known of it, those of the help card too."""
        days = self._content.site.review_days.support_lines
        blocks = []
        for line in self._content.support_lines.values():
            if self._situation.id in line.situations and line.level != "akut":
                known, missing = line_facts(line)
                checked = check_words(self._content, line.checked, days, self._today)
                blocks.append(
                    render_partial(
                        "support_line", self._writer, line=line, known=known, missing=missing, checked=checked
                    )
                )
        return "\n\n".join(blocks)

    def services(self) -> str:
        """Give the list of the situation's services."""
        chosen = [one for one in self._content.services.values() if self._situation.id in one.situations]
        return render_partial("service_list", self._writer, listed=list_services(self._content, chosen), filtered=False)

    def service(self, service_id: str) -> str:
        """Give a service by name, as a link."""
        service = self._content.services[service_id]
        return f"[{escape_markdown(service.name)}]({self._writer.page(service_uri(service))})"

    def support_line(self, line_id: str) -> str:
        """Give a help line by name: a link that dials, or to its operator's page where no number is confirmed."""
        line = self._content.support_lines[line_id]
        if line.phone and line.phone_text:
            words = line.name if line.phone_text in line.name else f"{line.name}: {line.phone_text}"
            return f"[{escape_markdown(words)}](tel:{line.phone})"
        return self._writer.link(line.page) if line.page else escape_markdown(line.name)

    def call(self, line_id: str) -> str:
        """Give a help line's number as a link that dials; `front_desk` is the city's own way in."""
        return self._writer.call(self._content.site.front_desk if line_id == "front_desk" else line_id)

    def count(self, what: str) -> str:
        """Give the number of `sections`, `services`, `terms`, `links` or `delmal`."""
        counts = {
            "sections": len(self._content.current.sections),
            "services": len(self._content.services),
            "terms": len(self._content.glossary),
            "links": len(self._content.links),
            "delmal": len(self._content.strategy.delmal),
        }
        return str(counts[what])

    def link(self, link_id: str) -> str:
        """Give an outgoing link of data/links.yml."""
        return self._writer.link(link_id)

    def licence(self, what: str) -> str:
        """Give the licence of `code` or `content` by name, SPDX identifier and address."""
        licence = {"code": self._content.site.code_licence, "content": self._content.site.content_licence}[what]
        return f"[{escape_markdown(licence.name)}](<{licence.url}>){{ rel=noreferrer }} ({licence.spdx})"

    def open_data(self) -> str:
        """Give the list of open data files."""
        lines = [
            f"-   [{escape_markdown(export.title)}]({self._writer.page(export.uri)}): {escape_markdown(export.name)}"
            for export in build_exports(self._content, {})
            if export.title is not None
        ]
        return "\n".join(lines)

    def preview(self) -> str:
        """Say why the site is a preview, or that it is none."""
        reasons = self._content.preview_reasons(self._today)
        if not reasons:
            return "Webbplatsen är inte längre en förhandsversion."
        lines = "\n".join(f"-   {escape_markdown(reason)}" for reason in reasons)
        return f"Webbplatsen är en förhandsversion. Det här återstår:\n\n{lines}"

    def site_value(self, what: str) -> str:
        """Give the way to `message_form` or `supervisor` as a link, or why there is none; `supervisor_name` as text."""
        if what == "supervisor_name":
            return escape_markdown(self._content.site.supervisor.name)
        words, value = self._ways()[what]
        if value.value is None:
            return f"{words}: inte bestämt ännu. {escape_markdown(value.reason or '')}"
        return f"[{words}](<{value.value}>){{ rel=noreferrer }}"

    def site_gaps(self) -> str:
        """List the ways to tell of a fault in accessibility that are missing, each with its reason."""
        return "\n".join(
            f"-   **{words}: länken saknas.** Skäl: {escape_markdown(value.reason or '')}"
            for words, value in self._ways().values()
            if value.value is None
        )

    def _ways(self) -> dict[str, tuple[str, SiteAddress]]:
        site = self._content.site
        return {
            "message_form": ("Formulär för synpunkter på tillgängligheten", site.message_form),
            "supervisor": ("Anmälan till tillsynen", site.supervisor.address),
        }

    def term(self, term_id: str) -> str:
        """Give a glossary term as a link to its explanation."""
        term = self._content.glossary[term_id]
        return f"[{escape_markdown(term.term)}]({self._writer.page('ordlista.md', term_id)})"
