"""What each block of a document is: the title, the heading of a section or of a list, an item, running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from core.importing.blocks import Block, fold
from core.importing.contents import find_contents, is_among
from core.importing.signs import ListHeadings, Recurring, belonging, names_a_list

_LONG = 200  # signs: no heading is longer
_LINE = 60  # signs: a heading that nothing but its coming again tells
_LARGER = 0.9  # points
_TITLE_WORDS = re.compile(r"\b(?:overenskommelse|handlingsplan|plan|avtal|program|strategi|insatser)\b")
_DOCUMENT = re.compile(r"\b(?:overenskommelse|handlingsplan|plan|avtal|program|strategi)\b")
_FIRST_SHEETS = 3  # a cover, a table of contents, the first page
_NO_HEADING = re.compile(r"[.;,]$")
_FEW_WORDS = 6
_NO_NAME = re.compile(r"[:|/@.]| [-–—] ")  # what links and names of pages have

Rank = tuple[float, ...]


class Part(Enum):
    """What a block is."""

    TITLE = "title"
    CONTENTS = "contents"
    DONE = "done"  # taken up in the block above
    SECTION = "section"
    LIST = "list"
    BELONGS = "belongs"
    ITEM = "item"
    TEXT = "text"


@dataclass(frozen=True)
class Told:
    """The blocks with what they are; `ranks` says how high the heading of a section stands, the highest first."""

    blocks: Sequence[Block]
    parts: list[Part]
    ranks: dict[int, Rank]
    unsure: tuple[int, ...]  # headings told by their place alone


def tell(blocks: Sequence[Block]) -> Told:
    """Tell what each block is."""
    return _Teller(blocks).told()


class _Teller:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = list(blocks)
        self.parts = [Part.ITEM if block.bullet or block.level is not None else Part.TEXT for block in blocks]
        self.ranks: dict[int, Rank] = {}
        self.unsure: list[int] = []
        self.body = _body_size(blocks)
        self.lists = ListHeadings(())
        self.styled = False
        self.recurring = Recurring(())
        self.all_bold = sum(len(block.text) for block in blocks if block.bold) > sum(
            len(block.text) for block in blocks if not block.bold
        )

    def told(self) -> Told:
        contents, titles = find_contents(self.blocks)
        for index in contents:
            self.parts[index] = Part.CONTENTS
        self.lists = ListHeadings(
            (block.bullet, block.text)
            for block, part in zip(self.blocks, self.parts, strict=True)
            if part is not Part.CONTENTS and block.heading != 0
        )
        styled = self._styled()
        self.styled = bool(styled)
        if not styled:
            self._numbered_heads()
        heads = styled or [index for index in range(len(self.blocks)) if self._leads(index)]
        self.recurring = Recurring(self.blocks[index].text for index in heads)
        for index, block in enumerate(self.blocks):
            sign = block.bullet or ("•" if block.level is not None else "")
            again = not styled and self._leads(index) and self.recurring.count(block.text) > 1
            if (
                self.parts[index] is not Part.CONTENTS
                and index not in styled
                and (again or self.lists.has(sign, block.text))
            ):
                self.parts[index] = Part.LIST
        if styled:
            self._by_style(styled)
        else:
            self._by_place(titles)
        self._belongings()
        self._title()
        return Told(self.blocks, self.parts, self.ranks, tuple(self.unsure))

    def _styled(self) -> dict[int, Rank]:
        """Give the blocks whose style, size or weight says that they are headings, each with the rank of its kind."""
        styled: dict[int, Rank] = {}
        for index, block in enumerate(self.blocks):
            if self.parts[index] is Part.CONTENTS or block.heading == 0:
                continue
            if block.heading is not None:
                styled[index] = (float(block.heading),)
            elif self._may_head(index) and len(block.text) <= _LONG and not _NO_HEADING.search(block.text):
                larger = bool(block.size and self.body) and block.size > self.body + _LARGER
                if larger or (block.bold and not self.all_bold):
                    styled[index] = (100 - round(block.size), not block.bold) if block.size else (100.0, 0.0)
                    if self.parts[index] is Part.ITEM:  # 1. Samverkan
                        self.blocks[index] = replace(block, text=f"{block.bullet} {block.text}", bullet="")
        return styled

    def _numbered_heads(self) -> None:
        """Take a number before a short line for that of a heading where the line begins a page, or stands apart."""
        for index, block in enumerate(self.blocks):
            apart = self._numbered(index) and (block.gap or block.first) and block.lines == 1
            if apart and self._short(index) and self._follows(index) is not Part.ITEM:
                self.blocks[index] = replace(block, text=f"{block.bullet} {block.text}", bullet="")
                self.parts[index] = Part.TEXT

    def _numbered(self, index: int) -> bool:
        block = self.blocks[index]
        return self.parts[index] is Part.ITEM and block.level is None and block.bullet[-1:] in {".", ")"}

    def _leads(self, index: int) -> bool:
        """Tell a short line that an item follows."""
        text = self.parts[index] is Part.TEXT and self._short(index) and len(self.blocks[index].text) <= _LINE
        return text and self._follows(index) is Part.ITEM

    def _may_head(self, index: int) -> bool:
        """Tell running text, or what stands after a number, which a heading may have."""
        return self.parts[index] is Part.TEXT or self._numbered(index)

    def _follows(self, index: int) -> Part | None:
        """Give what comes after a block, tables of contents passed over."""
        for after in range(index + 1, len(self.blocks)):
            if self.parts[after] is not Part.CONTENTS:
                return self.parts[after]
        return None

    def _by_style(self, styled: dict[int, Rank]) -> None:
        """Tell headings of sections from headings of lists: each style is mostly one or the other."""
        kinds: dict[Rank, list[int]] = defaultdict(list)
        for index, rank in styled.items():
            kinds[rank].append(index)
        of_lists = {rank for rank, members in kinds.items() if self._names_lists(members)}
        alone = all(len(members) == 1 for rank, members in kinds.items() if rank not in of_lists)
        for index, rank in styled.items():
            if self._heads_a_list(index, of_style=rank in of_lists and not alone, mixed=rank in of_lists and alone):
                self.parts[index] = Part.LIST
            else:
                self.parts[index] = Part.SECTION
                self.ranks[index] = rank

    def _heads_a_list(self, index: int, *, of_style: bool, mixed: bool) -> bool:
        """Tell the heading of a list from that of a section; `mixed` where one style serves for both."""
        below = index + 1
        if below < len(self.blocks) and (said := belonging(self.blocks[below].text)) and said.sure:
            return False
        follows = self._follows(index)
        if of_style or (self.lists.has("", self.blocks[index].text) and follows in {Part.ITEM, Part.TEXT}):
            return True
        if not mixed or follows is not Part.ITEM:
            return False
        if not self._recurs(index):
            self.unsure.append(index)
            return index > 0 and self.parts[index - 1] is Part.ITEM
        return True

    def _names_lists(self, members: Sequence[int]) -> bool:
        """Tell whether the headings of one style are mostly those of lists, by their words and the items below them."""
        told = sum(self._recurs(index) and self._follows(index) is Part.ITEM for index in members)
        return told * 2 > len(members)

    def _recurs(self, index: int) -> bool:
        """Tell a text that reads as headings of lists do, or that comes again."""
        text = self.blocks[index].text
        return names_a_list(text) or self.recurring.count(text) > 1

    def _by_place(self, titles: dict[str, int]) -> None:
        """Tell headings of sections where nothing but their place and words can: in a text."""
        anchored = [index for index, block in enumerate(self.blocks) if self._says_belonging(index, block)]
        if len(anchored) > 1:
            for index in anchored:
                self._head_above(index)
        for index, block in enumerate(self.blocks):
            if (
                titles
                and self.parts[index] in {Part.TEXT, Part.LIST}
                and not block.bullet
                and is_among(fold(block.text), titles)
            ):
                self._section(index)
        if len(anchored) > 1 or any(part is Part.SECTION for part in self.parts):
            self._unanchored_lists()
            return
        for index in range(len(self.blocks)):
            if self._looks_like_head(index):
                self._section(index)
                self.unsure.append(index)
        self._unanchored_lists()

    def _says_belonging(self, index: int, block: Block) -> bool:
        said = belonging(block.text) if self.parts[index] in {Part.TEXT, Part.LIST} else None
        return bool(said and said.sure)

    def _section(self, index: int) -> None:
        self.parts[index] = Part.SECTION
        self.ranks[index] = (1.0,)

    def _head_above(self, index: int) -> None:
        """Mark the heading above a line that says what its section belongs to."""
        above = index - 1
        while above > 0 and not self.blocks[above].gap and not self.blocks[above].first and self._heads(above - 1):
            above -= 1
        if above < 0 or not self._heads(above):
            return
        text = " ".join(self.blocks[at].text for at in range(above, index))
        self.blocks[above] = replace(self.blocks[above], text=text)
        for at in range(above + 1, index):
            self.parts[at] = Part.DONE
        self._section(above)

    def _heads(self, index: int) -> bool:
        return self.parts[index] in {Part.TEXT, Part.LIST} and self._short(index) and not self.blocks[index].bullet

    def _short(self, index: int) -> bool:
        text = self.blocks[index].text
        return len(text) <= _LONG and not _NO_HEADING.search(text) and not text[:1].islower()

    def _looks_like_head(self, index: int) -> bool:
        """Tell a heading by its place: short, with room above or first on its page, a list or text before one below."""
        block = self.blocks[index]
        if self.parts[index] is not Part.TEXT or not self._short(index) or block.lines > 3 or index == 0:  # noqa: PLR2004
            return False
        if not (block.gap or block.first) or self._follows(index) is Part.ITEM:
            return False
        for after in range(index + 1, min(index + 8, len(self.blocks))):
            if self.parts[after] is Part.LIST or (self.parts[after] is Part.ITEM and not _NO_NAME.search(block.text)):
                return True
            if self.parts[after] is not Part.TEXT or (self._short(after) and self.blocks[after].gap):
                return False
        return False

    def _unanchored_lists(self) -> None:
        """Mark as headings of lists the short lines within a section that items follow."""
        in_section = False
        for index, block in enumerate(self.blocks):
            in_section = in_section or self.parts[index] is Part.SECTION
            if not (in_section and self.parts[index] is Part.TEXT and self._short(index) and block.lines == 1):
                continue
            if self.parts[index - 1] is Part.LIST or self._follows(index) is not Part.ITEM:
                continue
            if names_a_list(block.text):
                self.parts[index] = Part.LIST
            elif self._stands_alone(index):
                self.parts[index] = Part.LIST
                self.unsure.append(index)

    def _stands_alone(self, index: int) -> bool:
        """Tell a heading that no words tell: a few words, no colon, between an item that ended and a first one."""
        above, text, below = self.blocks[index - 1], self.blocks[index].text, self.blocks[index + 1]
        begins = {each.bullet for each, part in zip(self.blocks[1:], self.parts, strict=False) if part is Part.LIST}
        few = len(text.split()) <= _FEW_WORDS and not _NO_NAME.search(text)
        return few and self.parts[index - 1] is Part.ITEM and above.text.endswith(".") and below.bullet in begins

    def _belongings(self) -> None:
        """Mark the line below the heading of a section that says what it belongs to."""
        for index, block in enumerate(self.blocks):
            below = index and self.parts[index - 1] in {Part.SECTION, Part.BELONGS, Part.DONE}
            if below and self.parts[index] in {Part.TEXT, Part.LIST, Part.SECTION} and (said := belonging(block.text)):
                if self.parts[index] is Part.SECTION and not said.sure:
                    continue
                self.parts[index] = Part.BELONGS
                self.ranks.pop(index, None)

    def _title(self) -> None:
        """Mark the title: as stated, else a heading before all sections, else a line that names such a document."""
        stated = [index for index, block in enumerate(self.blocks) if block.heading == 0 and block.text]
        leading = self._leading()
        named = [index for index in leading if _DOCUMENT.search(fold(self.blocks[index].text))]
        best = min(self.ranks.values(), default=None)
        alone = [index for index in leading if self.styled and list(self.ranks.values()).count(self.ranks[index]) == 1]
        highest = [index for index in alone if self.ranks[index] == best]
        end = min(self.ranks, default=len(self.blocks))
        lines = [index for index in range(end) if self.parts[index] is Part.TEXT and self._short(index)]
        worded = [index for index in lines if _TITLE_WORDS.search(fold(self.blocks[index].text))]
        title = next(iter([*stated, *named, *highest, *worded]), None)
        if title is None or self.blocks[title].sheet > _FIRST_SHEETS:
            return
        self.parts[title] = Part.TITLE
        self.ranks.pop(title, None)
        for index, block in enumerate(self.blocks):
            again = fold(block.text) == fold(self.blocks[title].text) or block.heading == 0
            if index != title and again and self.parts[index] in {Part.SECTION, Part.TEXT}:
                self.parts[index] = Part.DONE
                self.ranks.pop(index, None)

    def _leading(self) -> list[int]:
        """Give the headings before that of the first section with a list, or with something that it belongs to."""
        first = next((at for at, part in enumerate(self.parts) if part in {Part.LIST, Part.BELONGS}), len(self.parts))
        before = [index for index in sorted(self.ranks) if index < first]
        return before[:-1]


def _body_size(blocks: Iterable[Block]) -> float:
    """Give the size that most of the text has."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[round(block.size * 2) / 2] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
