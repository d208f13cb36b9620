"""Pages in other words: in English and in easy Swedish, each a light page that stands alone, from the same records."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup, escape

from core import routes
from core.content import Content
from core.models.languages import Block, Fact, HourWords, Language, LanguagePage
from core.models.support import UNKNOWN, SupportLine
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page
from core.review import Reviewed
from core.routes import relative_address

DATA = "data/languages.yml"
SWEDISH = "sv"
READING = "easy"
"""The kind of page, for readability, of a language that is Swedish."""
KNOWN = frozenset({"112", "1177"})
"""Numbers that are their own names."""
TOLD_ONCE = ("languages", "chat")
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(r"((?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*) (\d\d:\d\d)-(\d\d:\d\d)")


def language_pages(content: Content) -> Iterator[Page]:
    """Yield both pages of each language."""
    for language in content.languages.values():
        for page in language.pages:
            yield _page(content, language, page)


def page_uri(language: Language, page: LanguagePage) -> str:
    """Give the source of a page of a language."""
    return routes.language_page(language.id, page.address) if page.address else routes.language_start(language.id)


def hours_in_words(opening_hours: str, words: HourWords) -> str | None:
    """Say hours of the OpenStreetMap form in a language; None for a form that has no words here."""
    if opening_hours == "24/7":
        return words.always
    said = []
    for rule in opening_hours.split(";"):
        if not (found := _RULE.fullmatch(rule.strip())):
            return None
        times = words.times.replace("{start}", _time(found[2], words)).replace("{end}", _time(found[3], words))
        days = _days(found[1], words)
        said.append(f"{days[:1].upper()}{days[1:]} {times}.")
    return " ".join(said)


def untranslated(content: Content, language: Language) -> list[tuple[str, str]]:
    """Give each text of a shown record that a language has no words for, with whose it is."""
    lacking = []
    for page in language.pages:
        for block, line in ((one, line_id) for one in page.blocks for line_id in one.lines):
            said = _Said(content, language)
            if content.support_lines[line].phone not in KNOWN:
                said.name(content.support_lines[line])
            said.facts(content.support_lines[line], block.tells)
            if block.calls:
                said.doubt(content.support_lines[line])
            lacking += [(line, text) for text in said.lacking]
    return list(dict.fromkeys(lacking))


@dataclass
class _Said:
    """Says records in a language; remembers what it had no words for, and what it said."""

    content: Content
    language: Language
    lacking: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    def text(self, swedish: str) -> Markup:
        """Give a record's text in the language, or as it stands and marked as Swedish."""
        for one in self.language.translations:
            if one.of == swedish:
                self.prose.append(one.says)
                return escape(one.says)
        self.lacking.append(swedish)
        self.prose.append(swedish)
        return Markup("{}").format(swedish) if self._is_swedish else Markup('<span lang="sv">{}</span>').format(swedish)

    def name(self, line: SupportLine) -> Markup:
        """Give a line's name, and its Swedish name beside it, by which others know it."""
        shown = _Said(self.content, self.language)  # a name is no prose of ours, and in Swedish it needs no other
        said = shown.text(line.name)
        if not self._is_swedish:
            self.lacking += shown.lacking
        own = line.name.partition(" – ")[0]
        if own in said.striptags():
            return Markup('<span translate="no">{}</span>').format(said)
        return Markup('{} (<span lang="sv" translate="no">{}</span>)').format(said, own)

    def doubt(self, line: SupportLine) -> Markup:
        """Give what is unsure about a line's number until whoever answers has confirmed it; '' when nothing is."""
        if line.doubt is None or self.content.reviewed(line).once_confirmed:
            return Markup()
        return self.text(line.doubt)

    def facts(self, line: SupportLine, wanted: tuple[Fact, ...]) -> list[Markup]:
        """Give what is known of a line, in the order wanted."""
        said = []
        for fact in wanted:
            value: str = getattr(line, fact)
            hours = hours_in_words(line.opening_hours, self.language.words.hours) if fact == "hours" else None
            if hours:
                said.append(escape(hours))
            elif value != UNKNOWN:
                said.append(self.text(value))
        return said

    def lines(self, block: Block) -> list[tuple[SupportLine, list[Markup]]]:
        """Give a block's lines with what is told of each; what another number of the same line told is not repeated."""
        shown: list[tuple[SupportLine, list[Markup]]] = []
        for line in map(self.content.support_lines.__getitem__, block.lines):
            before = shown[-1][0] if shown else None
            same = before is not None and before.page == line.page
            told = {one for one in TOLD_ONCE if same and getattr(line, one) == getattr(before, one)}
            shown.append((line, self.facts(line, tuple(one for one in block.tells if one not in told))))
        return shown

    def call(self, line: SupportLine) -> Markup:
        """Give a line's number as what dials it, named for who hears it."""
        words = self.language.words
        if line.phone is None:
            raise ValueError(f"the help line {line.id} has no confirmed number")
        name = (
            ""
            if line.phone in KNOWN
            else Markup('<span class="vh"> {} {}</span>').format(words.call_to, self.name(line))
        )
        link = Markup('<a class="call" href="tel:{}">{} <span translate="no">{}</span>{}</a>')
        return link.format(line.phone, words.call, line.phone_text or line.phone, name)

    @property
    def _is_swedish(self) -> bool:
        return self.language.language == SWEDISH


def _page(content: Content, language: Language, page: LanguagePage) -> Page:
    said = _Said(content, language)
    lines = [content.support_lines[line_id] for block in page.blocks for line_id in block.lines]
    own = [text for block in page.blocks for text in (block.heading, *block.text, *block.points, *block.after)]
    for block in page.blocks:
        for line, _ in said.lines(block):
            if block.calls:
                said.doubt(line)
    head = PageHead(
        src_uri=page_uri(language, page),
        title=page.title,
        description=page.description,
        data_path=DATA,
        prose=(*page.lead, *own, *said.prose),
        reading_kind=READING if language.language == SWEDISH else None,
        meta={"template": "akut.html", "language": language.id},
    )
    rendered = render_page(
        content,
        head,
        "language",
        page=page,
        said=said,
        words=language.words,
        known=KNOWN,
        footing=_footing(language, [content.reviewed(line) for line in lines]),
        ways=(ways := _Ways(content, language, head.src_uri)),
    )
    return dataclasses.replace(rendered, links=tuple(dict.fromkeys(ways.links)))


def _footing(language: Language, all_reviewed: list[Reviewed]) -> list[str]:
    """Say when the numbers were checked, whether those who answer have confirmed them, and who has read the page."""
    words = language.words
    footing = []
    if all_reviewed:
        footing.append(words.checked.replace("{day}", _day(min(one.last.day for one in all_reviewed), language)))
        confirmed = [one.once_confirmed for one in all_reviewed]
        if not all(confirmed):
            footing.append(words.some_confirmed if any(confirmed) else words.none_confirmed)
    if language.proofread:
        read = words.proofread.replace("{day}", _day(language.proofread.date, language))
        footing.append(read.replace("{role}", language.proofread.role))
    else:
        footing.append(words.not_proofread)
    return footing


def _day(day: date, language: Language) -> str:
    return f"{day.day} {language.words.months[day.month - 1]} {day.year}"


@dataclass
class _Ways:
    """Leads on from a page of a language, and says where only ordinary Swedish waits."""

    content: Content
    language: Language
    src_uri: str
    links: list[str] = field(default_factory=list)

    def situation(self, situation_id: str) -> Markup:
        """Give the way to a situation's page."""
        return self._own(routes.situation(situation_id), self.content.situations[situation_id].title)

    def service(self, service_id: str) -> Markup:
        """Give the way to a service's page."""
        return self._own(routes.service(service_id), self.content.services[service_id].name)

    def link(self, link_id: str) -> Markup:
        """Give an outgoing link; one that does not work is text."""
        self.links.append(link_id)
        link, shown = self.content.links[link_id], self.content.shown_link(link_id)
        lang = self._lang(link.language)
        if shown.url is None:
            return Markup("<span{}>{}</span>").format(lang, link.name)
        mark = self.language.words.swedish_page if link.language == SWEDISH else None
        return _marked(Markup('<a href="{}" rel="noreferrer"{}>{}</a>').format(shown.url, lang, link.name), mark)

    def _own(self, src_uri: str, title: str) -> Markup:
        href = relative_address(src_uri, self.src_uri)
        link = Markup('<a href="{}"{}>{}</a>').format(href, self._lang(SWEDISH), title)
        return _marked(link, self.language.words.only_swedish)

    def _lang(self, language: str) -> Markup:
        if language == self.language.language:
            return Markup()
        return Markup(' lang="{0}" hreflang="{0}"').format(language)


def _marked(link: Markup, mark: str | None) -> Markup:
    return Markup("{} ({})").format(link, mark) if mark else link


def _time(time: str, words: HourWords) -> str:
    hour, _, minute = time.partition(":")
    return time if words.minutes or minute != "00" else str(int(hour))


def _days(days: str, words: HourWords) -> str:
    if days == "Mo-Su":
        return words.every_day
    names = dict(zip(_DAYS, words.days, strict=True))
    said = []
    for part in days.split(","):
        first, _, last = part.partition("-")
        said.append(
            words.span.replace("{first}", names[first]).replace("{last}", names[last]) if last else names[first]
        )
    return " ".join([", ".join(said[:-1]), words.last, said[-1]]) if len(said) > 1 else said[0]
