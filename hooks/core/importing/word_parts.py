"""The parts of a Word file's XML: properties of paragraphs and runs, numbering, notes, fields."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from core.importing.blocks import tidy

_TWIPS = 20  # in a point
_OFF = {"0", "false", "off", "none"}
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]+)"(?:\s+\\l\s+"([^"]+)")?')


def around(node: Any, name: str) -> Any:
    """Give the nearest element of a name that lies around a node."""
    return next(each for each in node.iterancestors() if each.tag == qn(name))


def merged(cell: Any) -> bool:
    """Tell a cell that goes on with the one above it."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def field_address(instruction: str) -> str | None:
    """Give the address in the instruction of a field; None for another field."""
    found = _HYPERLINK.search(instruction)
    if not found or not found[1]:
        return None
    return f"{found[1]}#{found[2]}" if found[2] and "#" not in found[1] else found[1]


def name_of(style: Any) -> str:
    """Give the name of a style, which is English in every Word."""
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "") if name is not None else ""


def paragraph_property(holder: Any, name: str) -> Any:
    """Give a property of a paragraph or of a style's paragraphs."""
    return holder.find(f"{qn('w:pPr')}/{qn(name)}")


def run_property(holder: Any, name: str) -> Any:
    """Give a property of a run or of a style's letters."""
    return holder.find(f"{qn('w:rPr')}/{qn(name)}")


def is_on(toggle: Any) -> bool:
    """Tell whether a property that is on or off is on."""
    return toggle is not None and toggle.get(qn("w:val"), "1") not in _OFF


def indent_of(holder: Any) -> float | None:
    """Give how far in the first line begins, in points; None where nothing is said."""
    indent = paragraph_property(holder, "w:ind")
    return None if indent is None else _points(indent)


def _points(indent: Any) -> float:
    def value(*names: str) -> float:
        return next((float(indent.get(qn(name))) for name in names if indent.get(qn(name))), 0.0)

    return (value("w:left", "w:start") + value("w:firstLine") - value("w:hanging")) / _TWIPS


def numbering_of(document: Any) -> dict[tuple[str, int], tuple[str, str, float | None]]:
    """Give for each list and level its kind, its sign and its indent."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))}
    found: dict[tuple[str, int], tuple[str, str, float | None]] = {}
    for number in root.iter(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        definition = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
        overrides = [each.find(qn("w:lvl")) for each in number.iter(qn("w:lvlOverride"))]
        levels = [*(definition.iter(qn("w:lvl")) if definition is not None else ()), *filter(None.__ne__, overrides)]
        for level in levels:
            kind, sign = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
            indent = indent_of(level)
            name = kind.get(qn("w:val"), "bullet") if kind is not None else "bullet"
            text = sign.get(qn("w:val"), "") if sign is not None else ""
            key = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0")))
            found[key] = (name, (text or "•") if name == "bullet" else "1.", indent)
    return found


def notes_of(document: Any, kind: str) -> dict[str, str]:
    """Give the notes of a kind, `footnotes` or `endnotes`, by their number."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            return {
                note.get(qn("w:id")): tidy("".join(text.text or "" for text in note.iter(qn("w:t"))))
                for note in root.iter(qn(f"w:{kind.removesuffix('s')}"))
            }
    return {}


def join_struck(body: Any) -> None:
    """Let a paragraph whose end is struck go on in the next one, as it will when the change is accepted."""
    for mark in list(body.iter(qn("w:del"), qn("w:moveFrom"))):
        if mark.getparent().tag != qn("w:rPr") or mark.getparent().getparent().tag != qn("w:pPr"):
            continue
        paragraph: Any = mark.getparent().getparent().getparent()
        after = paragraph.getnext()
        if after is not None and after.tag == qn("w:p"):
            for child in reversed([child for child in paragraph if child.tag != qn("w:pPr")]):
                after.insert(after.find(qn("w:pPr")) is not None, child)


def first_number(body: Any) -> int:
    """Give the number that the first page prints."""
    given = next(body.iter(qn("w:pgNumType")), None)
    return int(given.get(qn("w:start"), "1")) if given is not None else 1
