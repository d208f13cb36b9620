"""What hand-written pages can draw from the data."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

from markupsafe import Markup, escape

from core import routes
from core.content import Content
from core.exports import build_exports
from core.exports.catalogue import CATALOGUE
from core.exports.files import Export, Exported
from core.exports.guide import column_of_status, lines_to_call, parts_of, versions
from core.messages import Said, _
from core.models.registers import SiteAddress
from core.models.standing import Standing
from core.models.support import UNKNOWN, Situation
from core.nearest import nearest
from core.obligations import asks
from core.pages.macro_text import MacroError, Rendering, outside_braces
from core.pages.markdown_page import Page
from core.pages.overview import counted
from core.pages.rendered_markdown import MarkdownReader, Rendered
from core.pages.rendering import render_partial, render_text
from core.pages.start import situation_groups, start_numbers
from core.pages.support import lines_in_full, list_services, page_meta, service_uri
from core.pages.writing import Writer
from core.problems import Problem
from core.source import parse_document
from core.standing import stopped_words
from core.text import escape_markdown, split_front_matter

# Just so, as the macros plugin takes nothing else for yes.
_WANTS_MACROS = re.compile(r"(?m)^render_macros: true[ \t]*(?:#.*)?$")

# What belongs at the top of a page, without the line before it or the one that ends it.
_UNENDED = re.compile(r"(?:---[ \t]*\n)?(?:title|description|situation|render_macros):")
_WRITTEN_ID = re.compile(r"""\{[^}\n]*#([\w-]+)|\bid=["']?([\w-]+)""")


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


@dataclass(frozen=True)
class HandwrittenPage(Page):
    """A hand-written page as its macros make it; its `links` are those that they show."""

    written: str = ""
    """The whole file as it was read."""
    source: str = ""
    """Its Markdown with nothing where its macros stand: what the editor has written."""
    situation: str | None = None
    """The situation whose page it says that it is."""
    situation_line: int = 1
    """The line that says so; the first where none does."""
    rendered: Rendered = field(default_factory=Rendered)
    """What it holds once its Markdown is rendered."""

    def anchors(self) -> Iterator[str]:
        """Yield the anchors that the page has, those that headings get from their words too."""
        yield from self.rendered.anchors

    def own_anchors(self) -> Iterator[str]:
        """Yield those that are written in the page, and those of help lines: the others come with what is shown."""
        written = {found[found.lastindex or 0] for found in _WRITTEN_ID.finditer(self.source)}
        for one in self.rendered.anchors:
            if one in written or one.startswith(routes.line_anchor("")):
                yield one


def read_handwritten_page(
    content: Content,
    src_uri: str,
    markdown: str,
    today: datetime.date,
    *,
    reader: MarkdownReader,
    problems: list[Problem],
) -> HandwrittenPage:
    """Give a hand-written page with its macros and Markdown rendered; what is wrong with it is added to the problems.

    `prose` is its own running text, without headings, macros and link targets.
    """
    path = f"docs/{src_uri}"
    front, body = split_front_matter(markdown)
    unended = not front and _UNENDED.match(markdown)
    if not markdown.strip():
        problems.append(Problem(path, 1, _("the file is empty; fill it in or delete it")))
    elif unended:
        message = _("what stands at the top of a page stands between two lines of ---; write both")
        problems.append(Problem(path, 1, message))
    head = parse_document(path, front)
    problems.extend(dataclasses.replace(problem, line=problem.line + 1) for problem in head.problems)
    meta = head.value if isinstance(head.value, dict) else {}
    for key in [one for one in ("title", "description", "situation") if not isinstance(meta.get(one), str | None)]:
        problems.append(
            Problem(path, head.line((key,)) + 1, _("{key}: text must stand here; write it on one line", key=key))
        )
        del meta[key]
    situation_id = meta.get("situation")
    if situation_id is not None and situation_id not in content.situations:
        message = _("situation: '{situation_id}' is not in data/situations.yml; correct it", situation_id=situation_id)
        problems.append(Problem(path, head.line(("situation",)) + 1, message))
        situation_id = None
    macros = PageMacros(content, src_uri, situation_id, today, told=meta.get("situation") is not None)
    own = shown = body
    lines_before = markdown[: len(markdown) - len(body)].count("\n")
    if _WANTS_MACROS.search(front):
        own, shown = Rendering(path, lines_before, macros.functions(), problems).render(body)
    elif "render_macros" in meta:
        message = _("render_macros is 'true' or stands not there; write 'render_macros: true', or remove the line")
        problems.append(Problem(path, head.line(("render_macros",)) + 1, message))
    elif (macro := _MACRO.search(body)) and not unended:
        line = lines_before + body.count("\n", 0, macro.start()) + 1
        message = _(
            "the macro '{name}' would be shown as it is written; put 'render_macros: true' in the front matter",
            name=macro[1],
        )
        problems.append(Problem(path, line, message))
    problems.extend(
        Problem(path, lines_before + line, message) for line, message in outside_braces(body, PageMacros.NAMES)
    )
    rendered = reader.read(shown)
    description = content.current.dated(meta.get("description") or "")
    of_situation = situation_meta(content, situation_id) if situation_id else {}
    return HandwrittenPage(
        src_uri=src_uri,
        title=meta.get("title") or rendered.heading or "",
        description=description,
        body=shown,
        data_path=path,
        prose=_prose(own),
        reading_kind="support",
        links=macros.links,
        meta={**({"description": description} if description else {}), **of_situation},
        in_search=not _is_left_out(meta.get("search")),
        written=markdown,
        source=own,
        situation=situation_id,
        situation_line=head.line(("situation",)) + 1 if "situation" in meta else 1,
        rendered=rendered,
    )


def _is_left_out(search: object) -> bool:
    """Whether the front matter of a page says that it is no hit: `search: {exclude: true}`, as MkDocs has it."""
    return isinstance(search, dict) and str(search.get("exclude")).lower() == "true"


def _prose(markdown: str) -> tuple[str, ...]:
    text = re.sub(r"(?m)^#.*$|^\{:.*$", "", markdown)
    text = re.sub(r"\{[:#][^}]*\}", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return tuple(re.sub(r"[*`]|<[^>]+>", "", line.strip(" -\t")) for line in text.splitlines() if line.strip(" -\t"))


R = TypeVar("R")


def _find(register: Mapping[str, R], given: str, fault: Said | None = None) -> R:
    if given not in register:
        if near := nearest(given, register):
            raise MacroError(_("'{given}' is not known here; did you mean '{near}'?", given=given, near=near))
        raise MacroError(fault or _("'{given}' is not in the data; correct it", given=given))
    return register[given]


S = TypeVar("S", bound=Standing)


def _standing(record: S) -> S:
    """Give what a text may lead to; a text leads nobody to what is paused or has closed."""
    if record.is_stopped:
        raise MacroError(
            _(
                "'{id}' is {state}; take it out of the text meanwhile",
                id=record.id,
                state=stopped_words(record),
            )
        )
    return record


def _described(part: type[Exported]) -> list[tuple[str, Markup]]:
    """Give the fields of a record of open data with what each says, its code marked."""
    fields = ((key, str(escape(field.description or ""))) for key, field in part.model_fields.items())
    return [(key, Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", words))) for key, words in fields]  # noqa: S704 - escaped


class PageMacros:
    """The functions of the macros, for one page; each gives Markdown."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "ages",
        "call",
        "catalogue",
        "citation",
        "count",
        "file",
        "help_card",
        "help_link",
        "licence",
        "link",
        "numbers",
        "open_data",
        "open_data_examples",
        "open_data_fields",
        "open_data_versions",
        "period",
        "preview",
        "search_field",
        "service",
        "services",
        "site_gaps",
        "site_value",
        "situation_lead",
        "situation_title",
        "situations",
        "staff",
        "support_line",
        "support_lines",
        "term",
    )

    def __init__(
        self, content: Content, src_uri: str, situation_id: str | None, today: datetime.date, *, told: bool = False
    ) -> None:
        """Take the page's source, the situation of its front matter (if it has one), and the day of the build.

        What is wrong with that situation may have been `told` where it is named.
        """
        self._told = told
        self._content = content
        self._situation_id = situation_id
        self._today = today
        self._writer = Writer(content, src_uri, content.current)

    def functions(self) -> dict[str, Callable[..., str]]:
        """Give every macro by name."""
        return {name: getattr(self, name) for name in self.NAMES}

    @property
    def links(self) -> tuple[str, ...]:
        """Give the ids of the outgoing links that the page has shown so far."""
        return tuple(dict.fromkeys(self._writer.links))

    @property
    def _situation(self) -> Situation:
        if self._situation_id is None:
            missing = _("the page names no situation; write 'situation: id' in its front matter")
            raise MacroError(Said("") if self._told else missing)
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
        """Give all situations, as tiles in their groups."""
        return render_partial("situation_tiles", self._writer, groups=situation_groups(self._content))

    def search_field(self) -> str:
        """Give what opens the search, drawn as a field; without script it leads to the list of everything."""
        return render_partial("search_field", self._writer)

    def numbers(self) -> str:
        """Give the numbers of the help card for all pages, as buttons in one box."""
        return render_partial("number_plate", self._writer, numbers=start_numbers(self._content))

    def ages(self) -> str:
        """Give the lists of services by age, and the list of all."""
        return render_partial("age_chips", self._writer)

    def staff(self) -> str:
        """Give the way in for staff: trainings and agreement with their numbers, and the departments."""
        return render_partial(
            "staff_band",
            self._writer,
            counted=counted(self._content.current),
            demanded=sum(asks(self._content, one, "demand") for one in self._content.trainings_listed),
        )

    def help_card(self) -> str:
        """Give the help card for the situation's topics, or the one for all pages."""
        topics = self._situation.topics if self._situation_id else ()
        return render_partial("help_card", self._writer, card=self._content.help_card(topics))

    def help_link(self) -> str:
        """Give the link to crisis help that ends a page, and on an exposed page how to leave few traces."""
        traces = render_text("exposed", self._writer) if self._situation_id and self._is_exposed() else ""
        unheard = render_text("unheard", self._writer) if self._is_silent_on_the_unheard() else ""
        return f"{traces}\n\n{unheard}\n\n{render_text('help_link', self._writer)}"

    def _is_silent_on_the_unheard(self) -> bool:
        """Whether other ways to the emergency number are known, and no list of help lines of the page tells them."""
        emergency = self._content.support_lines[self._content.crisis_card.steps[0].lines[0]]
        known = {emergency.sms, emergency.relay} != {UNKNOWN}
        return known and bool(self._situation_id) and self._situation_id not in emergency.situations

    def support_lines(self) -> str:
        """Give every help line of the situation with all that is known of it, those of the help card too."""
        lines = [
            one
            for one in self._content.support_lines.values()
            if self._situation.id in one.situations and one.level != "akut" and one.status != "planned"
        ]
        if not lines:
            return ""
        return render_partial("support_lines", self._writer, **lines_in_full(self._content, lines, self._today))

    def services(self) -> str:
        """Give the situation's services by how one gets there."""
        chosen = [one for one in self._content.services_listed if self._situation.id in one.situations]
        listed = list_services(self._content, chosen)
        ways = [
            (access, [one for one in listed if one.access == access]) for access in self._content.vocabulary.accesses
        ]
        return render_partial("services_by_way", self._writer, ways=[(access, some) for access, some in ways if some])

    def service(self, service_id: str) -> str:
        """Give a service by name, as a link."""
        service = _standing(_find(self._content.services, service_id))
        return f"[{escape_markdown(service.name)}]({self._writer.page(service_uri(service))})"

    def support_line(self, line_id: str) -> str:
        """Give a help line by name: a link that dials, or to its operator's page where no number is confirmed."""
        line = _standing(_find(self._content.support_lines, line_id))
        if line.phone and line.phone_text:
            words = line.name if line.phone_text in line.name else f"{line.name}: {line.phone_text}"
            return f"[{escape_markdown(words)}](tel:{line.phone}){{ translate=no }}"
        return self._writer.link(line.page) if line.page else escape_markdown(line.name)

    def call(self, line_id: str) -> str:
        """Give a help line's number as a link that dials; `front_desk` is the city's own way in."""
        lines = self._content.support_lines
        line = _standing(_find({**lines, "front_desk": lines[self._content.site.front_desk]}, line_id))
        if not line.phone:
            raise MacroError(_("'{given}' has no confirmed number; correct it", given=line_id))
        return self._writer.call(line.id)

    def period(self) -> str:
        """Give the years of the agreement in force."""
        return escape_markdown(self._content.current.agreement.period)

    def citation(self) -> str:
        """Give the citation of a clause in force, to show how one is written."""
        return str(next(self._content.current.walk()).citation)

    def count(self, what: str) -> str:
        """Give the number of `sections`, `services`, `terms`, `links` or `delmal`."""
        counts = {
            "sections": len(self._content.current.sections),
            "services": len(self._content.services_listed),
            "terms": len(self._content.glossary),
            "links": len(self._content.current_links),
            "delmal": len(self._content.strategy.delmal),
        }
        return str(
            _find(counts, what, _("'{given}' is not one of {known}; correct it", given=what, known=", ".join(counts)))
        )

    def link(self, link_id: str) -> str:
        """Give an outgoing link of data/links.yml."""
        return self._writer.link(_find(self._content.links, link_id).id)

    def file(self, path: str, words: str) -> str:
        """Give a link to a file of the site, by its path from the root, with its type and size."""
        _find(self._content.file_sizes, path, _("'{given}' is no file of this site; correct it", given=path))
        return self._writer.file(path, words)

    def licence(self, what: str) -> str:
        """Give the licence of `code` or `content` by name, SPDX identifier and address."""
        licences = {"code": self._content.site.code_licence, "content": self._content.site.content_licence}
        licence = _find(licences, what, _("'{given}' is neither code nor content; correct it", given=what))
        return f"[{escape_markdown(licence.name)}](<{licence.url}>){{ rel=noreferrer }} ({licence.spdx})"

    def open_data(self) -> str:
        """Give the list of open data files."""
        lines = [
            f"-   {self._writer.file(export.uri, export.title)}: {escape_markdown(export.name)}"
            for export in build_exports(self._content, {})
            if export.title is not None
        ]
        return "\n".join(lines)

    def open_data_examples(self) -> str:
        """Give an example in Python and one in a spreadsheet, which work as they stand."""
        lines = self._content.support_lines.values()
        return render_text(
            "open_data_examples",
            self._writer,
            lines=lines_to_call(self._content),
            column=column_of_status(),
            last=len(lines) + 1,
            number=sum(one.status == "active" for one in lines),
        )

    def open_data_fields(self) -> str:
        """Give every field of every file in JSON, with what it says; editions are alike and stand once."""
        firsts: dict[str, Export] = {}
        for one in build_exports(self._content, {}):
            if one.kind:
                firsts.setdefault(str(one.kind), one)
        files = [(one.name, [(path, _described(part)) for path, part in parts_of(one.kind)]) for one in firsts.values()]
        return render_partial("open_data_fields", self._writer, files=files)

    def open_data_versions(self) -> str:
        """Give the versions of the form of the open data, with what came with each."""
        return render_text("open_data_versions", self._writer, versions=versions())

    def catalogue(self) -> str:
        """Tell who keeps a catalogue of open data how to take this one in, or why there is none yet."""
        site = self._content.site
        missing = [one.reason for one in (site.address, site.organisation_number, site.data_contact) if one.reason]
        if missing:
            reasons = " ".join(escape_markdown(reason) for reason in missing)
            begin = (
                f"Det finns ingen katalog för Sveriges dataportal ännu. {reasons} När uppgifterna finns byggs filen."
            )
        else:
            begin = (
                self._writer.file(routes.open_data(CATALOGUE), "Katalog för Sveriges dataportal")
                + " följer DCAT-AP-SE."
            )
        return render_text("open_data_catalogue", self._writer, begin=begin, file=CATALOGUE)

    def preview(self) -> str:
        """Say why the site is a preview, or that it is none."""
        reasons = self._content.preview_reasons()
        if not reasons:
            return "Webbplatsen är inte längre en förhandsversion."
        lines = "\n".join(f"-   {escape_markdown(reason)}" for reason in reasons)
        return f"Webbplatsen är en förhandsversion. Det här återstår:\n\n{lines}"

    def site_value(self, what: str) -> str:
        """Give the way to `message_form` or `supervisor` as a link, or why there is none; `supervisor_name` as text."""
        if what == "supervisor_name":
            return escape_markdown(self._content.site.supervisor.name)
        words, value = _find(
            self._ways(),
            what,
            _("'{given}' is neither message_form, supervisor nor supervisor_name; correct it", given=what),
        )
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
        term = _find(self._content.glossary, term_id)
        return f"[{escape_markdown(term.term)}]({self._writer.page(routes.GLOSSARY, term_id)})"


_MACRO = re.compile(rf"\{{\{{-?\s*({'|'.join(PageMacros.NAMES)})\b")
"""Where a macro is asked for."""
