"""Blocks of any format in, the document out: the one place that knows what an agreement is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.importing.blocks import Block
from core.importing.document import Document, DocumentSection, Item, ItemList, Paragraph
from core.importing.levels import Signs, doubts, levels
from core.importing.parts import Part, Rank, Told, tell
from core.importing.signatories import split_signatories
from core.importing.signs import belonging
from core.messages import _

_ENDED = re.compile(r"[.!?”)]$")
_TAIL = 5.0  # points: running text that begins this much further in than the sign of an item goes on with it


@dataclass
class _List:
    heading: str
    page: str | None
    blocks: list[Block] = field(default_factory=list)
    more: list[list[Block]] = field(default_factory=list)
    doubts: list[str | None] = field(default_factory=list)

    def add(self, block: Block, doubt: str | None = None) -> None:
        self.blocks.append(block)
        self.more.append([])
        self.doubts.append(doubt or block.doubt)


@dataclass
class _Section:
    block: Block
    rank: Rank
    belongs: list[str] = field(default_factory=list)
    introduction: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)


def build_document(blocks: Sequence[Block], *, loose: bool = False) -> Document:
    """Give the document that the blocks make. `loose`: the format has lost some signs of items."""
    blocks, signatories = split_signatories(blocks)
    told = tell(blocks)
    builder = _Builder(told, loose=loose)
    return builder.document(signatories)


class _Builder:
    def __init__(self, told: Told, *, loose: bool) -> None:
        self.told = told
        self.loose = loose
        self.title = ""
        self.preamble: list[Block] = []
        self.sections: list[_Section] = []
        self.doubts: list[str] = []
        self.bare = self._bare_pages() if loose else frozenset()

    def _bare_pages(self) -> frozenset[int]:
        """Give the pages on which most items have lost their signs: more is text than items there."""
        signed: dict[int, int] = {}
        open_ = False
        for block, part in zip(self.told.blocks, self.told.parts, strict=True):
            if part is Part.LIST:
                open_ = True
            elif part in {Part.SECTION, Part.TITLE}:
                open_ = False
            elif open_ and part in {Part.ITEM, Part.TEXT}:
                signed[block.sheet] = signed.get(block.sheet, 0) + (1 if part is Part.ITEM else -1)
        return frozenset(sheet for sheet, more in signed.items() if more < 0)

    def document(self, signatories: tuple[str, ...]) -> Document:
        """Put the parts together."""
        for index, (block, part) in enumerate(zip(self.told.blocks, self.told.parts, strict=True)):
            self._take(index, block, part)
        self._leading_sections()
        groups = self._groups()
        signs = Signs(kept.blocks for section in self.sections for kept in section.lists)
        for index in self.told.unsure:
            block = self.told.blocks[index]
            self.doubts.append(_at(block, _("”{text}” was taken for a heading for its place alone", text=block.text)))
        sections = tuple(
            self._section(section, groups, signs) for section in self.sections if id(section) not in groups
        )
        preamble = tuple(_paragraph(block) for block in self.preamble)
        return Document(self.title, preamble, sections, signatories, tuple(self.doubts))

    def _take(self, index: int, block: Block, part: Part) -> None:
        section = self.sections[-1] if self.sections else None
        if part is Part.TITLE:
            self.title = self.title or block.text
        elif part is Part.SECTION:
            self.sections.append(_Section(block, self.told.ranks[index]))
        elif part in {Part.CONTENTS, Part.DONE}:
            pass
        elif section is None:
            self.preamble.append(block)
        elif part is Part.BELONGS:
            said = belonging(block.text)
            section.belongs.extend(said.to if said else ())
        elif part is Part.LIST:
            section.lists.append(_List(block.text, block.page))
        elif part is Part.ITEM:
            if not section.lists:
                section.lists.append(_List("", block.page))
            section.lists[-1].add(block)
        elif part is Part.TEXT:
            self._text(section, block, index)

    def _text(self, section: _Section, block: Block, index: int) -> None:
        """Put running text where it belongs: the introduction, an item that it goes on with, or an item of its own."""
        if not section.lists:
            section.introduction.append(block)
            return
        last = section.lists[-1]
        if not last.blocks:
            last.add(block, _("stands as a paragraph, without a sign"))
        elif self._is_item(last, block, index):
            sign = last.blocks[0].bullet if block.gap else last.blocks[-1].bullet
            last.add(replace(block, bullet=sign), _("the sign before it is missing"))
        elif (item := _goes_on_with(last.blocks, block)) is not None:
            last.more[item].append(block)
        else:
            first = last.blocks[0]
            last.add(
                replace(block, indent=first.indent, level=first.level, bullet=first.bullet),
                _("stands as a paragraph below the list"),
            )

    def _is_item(self, last: _List, block: Block, index: int) -> bool:
        """Tell whether running text within a list is an item that has lost its sign."""
        above = last.more[-1][-1] if last.more[-1] else last.blocks[-1]
        after = self.told.blocks[index + 1] if index + 1 < len(self.told.blocks) else None
        leads = (
            block.text.endswith(":")
            and after
            and after.bullet
            and after.bullet not in {each.bullet for each in last.blocks}
        )
        if not self.loose or block.sheet not in self.bare or leads:
            return False
        return (bool(_ENDED.search(above.text)) or block.gap) and not block.text[:1].islower()

    def _leading_sections(self) -> None:
        """Move to the preamble what stands before the first section that has lists or belongs somewhere."""
        while self.sections:
            first = self.sections[0]
            inner = len(self.sections) > 1 and self.sections[1].rank > first.rank
            if first.lists or first.belongs or inner:
                return
            self.preamble += [first.block, *first.introduction]
            del self.sections[0]

    def _groups(self) -> dict[int, str]:
        """Give the headings that have nothing of their own but sections below them: focus areas, parts."""
        groups: dict[int, str] = {}
        for section, after in zip(self.sections, self.sections[1:], strict=False):
            bare = not (section.belongs or section.introduction or section.lists)
            if bare and (after.rank > section.rank or len({each.rank for each in self.sections}) == 1):
                groups[id(section)] = section.block.text
        return groups

    def _section(self, section: _Section, groups: dict[int, str], signs: Signs) -> DocumentSection:
        group = self._group_of(section, groups)
        plain = [each for each in self.sections if id(each) not in groups]
        ranks = sorted({each.rank for each in plain})
        belongs = tuple(dict.fromkeys([*([group] if group else []), *section.belongs]))
        return DocumentSection(
            section.block.text,
            section.block.page,
            belongs,
            tuple(_paragraph(block) for block in section.introduction),
            tuple(_item_list(kept, signs) for kept in section.lists),
            min(ranks.index(section.rank) + 1, 2),
        )

    def _group_of(self, section: _Section, groups: dict[int, str]) -> str | None:
        """Give the heading of the group that a section lies in; a heading as high as that one's ends it."""
        group: _Section | None = None
        ranked = len({each.rank for each in self.sections}) > 1
        for each in self.sections:
            if id(each) in groups:
                group = each
            elif group and ranked and each.rank <= group.rank:
                group = None
            if each is section:
                return groups[id(group)] if group else None
        return None


def _goes_on_with(blocks: Sequence[Block], text: Block) -> int | None:
    """Give the item that running text goes on with, the last whose sign stands further out; None for none."""
    if text.indent is None or not text.size:
        return len(blocks) - 1
    for index in range(len(blocks) - 1, -1, -1):
        if (blocks[index].indent or 0.0) < text.indent - _TAIL:
            return index
    return None


def _at(block: Block, said: str) -> str:
    return _("page {page}: {said}", page=block.page, said=said) if block.page else said


def _item_list(kept: _List, signs: Signs) -> ItemList:
    found = levels(kept.blocks, signs)
    items = tuple(
        Item(
            "\n".join([block.text, *(each.text for each in more)]),
            level,
            block.page,
            (*block.links, *(link for each in more for link in each.links)),
            doubt or unsure,
        )
        for block, more, level, doubt, unsure in zip(
            kept.blocks, kept.more, found, kept.doubts, doubts(kept.blocks, found), strict=True
        )
    )
    return ItemList(kept.heading, items, kept.page)


def _paragraph(block: Block) -> Paragraph:
    return Paragraph(block.text, block.page, block.links)
