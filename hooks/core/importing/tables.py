"""The cells of a table in, blocks out: by column where its first row names lists, else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.importing.blocks import Block
from core.importing.signs import names_a_list
from core.messages import _

LOWEST = 9  # the heading of a list in a table


@dataclass(frozen=True)
class Cell:
    """One block of a cell, and where the cell stands."""

    table: int
    row: int
    column: int
    block: Block


def table_blocks(cells: Sequence[Cell], doubts: list[str]) -> Iterator[Block]:
    """Give the blocks of one table as they are to be read; a doubt is added where that is by column."""
    rows: dict[int, dict[int, list[Block]]] = {}
    for cell in cells:
        rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(cell.block)
    head, *others = rows.values()
    names = {column: " ".join(block.text for block in blocks) for column, blocks in head.items()}
    named = sum(names_a_list(name) for name in names.values())
    if others and len(names) > 1 and named * 2 > len(names):
        doubts.append(
            _("a table was read by column, its first row as headings: {names}", names=", ".join(names.values()))
        )
        for column, name in names.items():
            yield replace(head[column][0], text=name, heading=LOWEST, level=None, bullet="")
            yield from (_as_item(block) for row in others for block in row.get(column, ()))
        return
    for row in rows.values():
        for column, blocks in row.items():
            leads = column == min(row) and len(row) > 1 and len(blocks) == 1 and names_a_list(blocks[0].text)
            yield from (replace(block, heading=LOWEST, level=None, bullet="") if leads else block for block in blocks)


def _as_item(block: Block) -> Block:
    return block if block.bullet or block.level is not None else replace(block, level=1, bullet="•")
