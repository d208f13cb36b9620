"""A draft of the next edition, written from a document and from what it continues.

What the document says as before keeps our words and its id. Everything else has the document's own words, marked as a
draft: a person rewrites them, looks at them beside the document, and takes the mark away. An id is used again for the
clause that continues it and for no other. What became of each clause is proposed in data/continuity.yml.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.content import Content
from core.desk.drafts import AGREEMENTS, CONTINUITY, draft_from, with_values
from core.desk.record_text import LINE_WIDTH, add_record, folded, in_one_line, record_as_text
from core.editions import NONE_STATED, Edition
from core.importing.becoming import note_of, propose_comparison
from core.importing.difference import Difference
from core.importing.document import Paragraph
from core.importing.known import Known
from core.importing.new_links import LinkBook
from core.importing.noting import Told, signed_of
from core.importing.numbering import Written, WrittenList, WrittenSection, number_sections
from core.importing.telling import Changed
from core.models.agreement import Clause
from core.models.agreement import Paragraph as OurParagraph
from core.pages.rendering import render_words
from core.source import parse_document
from core.text import upper_first

LINKS = "data/links.yml"
_REMARK_WIDTH = 100
_LONGEST_SUMMARY = 160
_LIST_INDENT, _STEP = 8, 4


def draft_of(
    difference: Difference, content: Content, texts: Mapping[str, str], year: str, told: Told
) -> dict[str, str]:
    """Give the files of a draft edition by path, data/continuity.yml and data/links.yml as they become with it.

    `texts` are the files of the edition that it follows, and those two, by path; `told` are the telling words of the
    document by its sections' and clauses' ids of the earlier edition.
    """
    edition = difference.reference.edition
    if edition is None:
        raise ValueError("a draft continues an edition")
    return _Draft(difference, content, edition, texts=texts, year=year, told=told).files()


class _Draft:
    def __init__(
        self,
        difference: Difference,
        content: Content,
        edition: Edition,
        *,
        texts: Mapping[str, str],
        year: str,
        told: Told,
    ) -> None:
        self._difference = difference
        self._edition = edition
        self._texts = texts
        self._year = year
        self._told = told
        self._links = LinkBook(content, difference.document, year)
        self._own = {str(one.citation): one.clause for one in edition.walk()}
        self._sections = number_sections(difference, edition)

    def files(self) -> dict[str, str]:
        """Give every file."""
        folder = f"{AGREEMENTS}/{self._year}"
        base = draft_from(self._texts, self._edition.id, self._year)
        made = {f"{folder}/agreement.yml": self._agreement(base[f"{folder}/agreement.yml"])}
        for section in self._sections:
            made[f"{folder}/sections/{section.id}.yml"] = self._section_text(section)
        made[f"{folder}/signed.yml"] = signed_of(self._difference.document, self._edition, self._sections, self._told)
        made[CONTINUITY] = (
            self._texts[CONTINUITY].rstrip("\n")
            + "\n"
            + propose_comparison(self._difference, self._edition, self._sections, self._year)
        )
        if self._links.new:
            links = self._texts[LINKS]
            for one in self._links.new:
                links = add_record(links, one)
            made[LINKS] = links
        return made

    def _agreement(self, text: str) -> str:
        """Give agreement.yml: what a person goes through beside the document, with the sections of the document."""
        opening = self._difference.opening
        told = [render_words("read_signatory", line=line) for line in self._difference.document.signatories]
        if opening and opening.changes:
            told.append(render_words("read_opening", differs=note_of(opening.changes)))
        remarks = "".join(f"\n# {line}" for one in told for line in textwrap.wrap(one.strip(), _REMARK_WIDTH))
        values = {"signatories": f"[]{remarks}", "sections": "".join(f"\n  - {one.id}" for one in self._sections)}
        if opening and opening.retitled:
            title = textwrap.wrap(opening.title, LINE_WIDTH, break_long_words=False, break_on_hyphens=False)
            values["title"] = ">-" + "".join(f"\n  {line}" for line in title)
        return with_values(text, parse_document("agreement", text), values)

    def _section_text(self, section: WrittenSection) -> str:
        before, document = section.before, section.document
        short = textwrap.shorten(document.title, _LONGEST_SUMMARY, placeholder="…")
        record = {
            "id": section.id,
            "draft": True,
            "title": " ".join(document.title.split()),
            "parent": self._parent(section),
            "belongs_to": in_one_line(list(section.belongs_to)),
            "summary": before.section.summary if before else short,
            "introduction": self._introduction(section, document.introduction),
            "lists": [self._list(one) for one in section.lists],
            "page": _number(document.page) or (before.section.page if before else 1),
            "remarks": in_one_line([]),
        }
        for key in ("introduction", "lists"):
            record[key] = record[key] or in_one_line([])
        return record_as_text(record, "../../../schema/section.schema.json")

    def _parent(self, section: WrittenSection) -> str | None:
        """Give the section that one lies in: the one that it lay in, else as the document's levels say."""
        place = self._sections.index(section)
        if section.before:
            held = section.before.parent
            return held.id if held and any(one.id == held.id for one in self._sections[:place]) else None
        above = [one for one in self._sections[:place] if self._is_outer(one)]
        return above[-1].id if section.document.level > 1 and above else None

    @staticmethod
    def _is_outer(section: WrittenSection) -> bool:
        return section.before.parent is None if section.before else section.document.level == 1

    def _introduction(self, section: WrittenSection, paragraphs: Sequence[Paragraph]) -> list[Any]:
        if section.before and not section.difference.changes:
            return [_ours(one) for one in section.before.section.introduction]
        said = section.before and " ".join(one.text for one in section.before.section.introduction)
        made = []
        for number, paragraph in enumerate(paragraphs):
            one = _commented(
                {"draft": True, "text": folded(_one_line(paragraph.text))},
                "text",
                _remarks(said or None, section.difference.changes) if number == 0 else [],
                _STEP,
            )
            if links := self._links.ids(paragraph.links, ()):
                one["links"] = in_one_line(links)
            made.append(one)
        return made

    def _list(self, listed: WrittenList) -> dict[str, Any]:
        return {
            "id": listed.id,
            "heading": listed.heading,
            "term": listed.term,
            "kind": listed.kind,
            "clauses": [self._clause_map(one, listed.kind, _LIST_INDENT) for one in listed.clauses],
        }

    def _clause_map(self, one: Written, kind: str, indent: int) -> Any:
        bullet = one.bullet
        before = self._before(bullet.known)
        same = bullet.state in {"same", "moved"}
        said = before.text if before and bullet.state in {"changed", "doubtful"} else None
        text = before.text if before and same else _one_line(bullet.bullet.item.text)
        if kind == "indicators" and upper_first(text.rstrip(".")) == NONE_STATED.rstrip("."):
            text = NONE_STATED
        remarks = _remarks(said, bullet.changes, bullet.known if bullet.state == "doubtful" else None)
        record: dict[str, Any] = {"id": one.id} | ({} if same else {"draft": True}) | {"text": folded(text)}
        held = _commented(record, "text", remarks, indent)
        if one.details:
            held["details"] = [self._clause_map(part, kind, indent + _STEP) for part in one.details]
        if before and before.text_after_details and one.details:
            held["text_after_details"] = folded(before.text_after_details)
        if before and before.actors and bullet.state != "doubtful":
            held["actors"] = in_one_line(list(before.actors))
        kept = before.links if before and bullet.state != "doubtful" else ()
        if links := list(kept) if same else self._links.ids(bullet.bullet.item.links, kept):
            held["links"] = in_one_line(links)
        return held

    def _before(self, known: Known | None) -> Clause | None:
        return self._own.get(known.citation) if known else None


def _ours(paragraph: OurParagraph) -> dict[str, Any]:
    """Give a paragraph of ours as it stands."""
    record: dict[str, Any] = {"text": folded(paragraph.text)}
    for key in ("actors", "links"):
        if values := getattr(paragraph, key):
            record[key] = in_one_line(list(values))
    return record


def _remarks(said: str | None, changes: Sequence[Changed], perhaps: Known | None = None) -> list[str]:
    """Give what an editor should know of a text that is to be rewritten, as remarks above it."""
    told = render_words("draft_remarks", said=said, perhaps=perhaps, differs=note_of(changes))
    return [line for line in told.splitlines() if line.strip()]


def _commented(record: Mapping[str, Any], key: str, remarks: Iterable[str], indent: int) -> Any:
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - most commands write no record

    held = CommentedMap(record)
    lines = [line for remark in remarks for line in textwrap.wrap(remark, _REMARK_WIDTH)]
    if lines:
        held.yaml_set_comment_before_after_key(key, before="\n".join(lines), indent=indent)
    return held


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _number(page: str | None) -> int | None:
    return int(page) if page and page.isdecimal() else None
