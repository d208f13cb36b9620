"""The tagged pieces of a PDF and their letters in, blocks out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from core.importing.blocks import Block, joined_links, split_bullet, split_number, tidy
from core.importing.letters import Letter, Row, rows_in_order
from core.importing.lines import join_words
from core.importing.tables import Cell, table_blocks
from core.importing.tags import Tagged
from core.messages import _

Marked = Mapping[tuple[int, int], Sequence[Letter]]
"""The letters of each marked piece, by its page and number."""
_Label = tuple[str, int, float | None]
_HEADING = {f"H{level}": level for level in range(1, 7)} | {"H": 1, "Title": 0}
_LABELLED = 0.8  # of the items: where so many have a sign, one without goes on from the page above


def blocks_of(
    tagged: Sequence[Tagged],
    marked: Marked,
    words: frozenset[str],
    dropped: Collection[tuple[int, str]],
    doubts: list[str],
) -> list[Block]:
    """Give the blocks of a tree; `dropped` are lines that are no text, by sheet. What is left out goes to `doubts`."""
    blocks: list[Block] = []
    cells: list[Cell] = []
    label: _Label = ("", 0, None)  # its sign, item and place
    opened: set[int] = set()
    items = {block.item for block in tagged if block.item}
    labels = len({block.item for block in tagged if block.kind == "Lbl"}) > _LABELLED * len(items)
    for block in [*tagged, Tagged("End")]:
        if cells and (block.cell is None or block.cell[0] != cells[-1].table):
            blocks.extend(table_blocks(cells, doubts))
            cells = []
        rows = rows_of(block, marked)
        if block.kind == "Lbl" and block.item:  # in browsers a drawing, not letters
            label = (
                (tidy(rows[0].text()) or "•", block.item, rows[0].letters[0].left) if rows else ("•", block.item, None)
            )
            continue
        if not rows or ((rows[0].sheet, tidy(rows[0].text())) in dropped and len(rows) == 1):
            continue
        if block.kind in {"Note", "FENote"}:
            doubts.append(_("a note was not read with the text: {note}", note=_text(rows, words)))
            continue
        made = _tagged_block(
            block, rows, words, label if label[1] == block.item else None, first=block.item not in opened
        )
        unlabelled = labels and block.item not in {0, label[1], *opened}
        opened.add(block.item)
        if block.cell:
            cells.append(Cell(*block.cell, made))
        elif blocks and _goes_on(blocks[-1], made, unlabelled=unlabelled):
            last = blocks[-1]
            text = join_words([last.text, made.text], words)
            blocks[-1] = replace(last, text=text, links=joined_links((*last.links, *made.links)))
        else:
            blocks.append(made)
    return [block for block in blocks if block.text]


def _goes_on(last: Block, made: Block, *, unlabelled: bool) -> bool:
    """Tell whether a block goes on with the last one of the page above: some programs begin it anew on each page."""
    if last.heading is not None or made.heading is not None or last.sheet == made.sheet or last.level != made.level:
        return False
    return unlabelled or (made.text[:1].islower() and not last.text.endswith((".", "!", "?", ":")))


def rows_of(block: Tagged, marked: Marked) -> list[Row]:
    """Give the lines of a block of the tree."""
    rows: list[Row] = []
    for sheet in dict.fromkeys(on for on, _number in block.marks):
        letters = [letter for on, number in block.marks if on == sheet for letter in marked.get((on, number), ())]
        rows.extend(rows_in_order(letters, sheet))
    return rows


def _text(rows: Sequence[Row], words: frozenset[str]) -> str:
    return join_words([row.text() for row in rows], words)


def _tagged_block(
    block: Tagged, rows: Sequence[Row], words: frozenset[str], label: _Label | None, *, first: bool
) -> Block:
    """Give one block of the tree; the first of an item is the item, the others go on with it."""
    text = _text(rows, words)
    indent = min(row.letters[0].left for row in rows)
    made = Block(
        text,
        rows[0].sheet,
        links=joined_links(link for row in rows for link in row.links()),
        heading=_HEADING.get(block.kind),
        indent=indent,
        size=rows[0].size,
        bold=all(row.bold for row in rows),
        lines=len(rows),
        contents=block.kind in {"TOC", "TOCI"},
    )
    if made.heading is not None:
        return made
    if block.item and first:
        sign, text = split_bullet(text)
        return replace(
            made,
            text=text,
            level=block.level,
            bullet=label[0] if label else sign or "•",
            indent=label[2] if label and label[2] is not None else indent,
        )
    if not block.item:
        sign, text = split_bullet(text)
        if not sign:
            sign, text = split_number(text)
        return replace(made, text=text, bullet=sign)
    return made
