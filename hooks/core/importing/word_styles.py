"""The styles of a Word document: what they say that a paragraph is, how deep in a list, and how letters look."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from core.importing.word_parts import (
    indent_of,
    is_on,
    name_of,
    numbering_of,
    paragraph_property,
    run_property,
)

_NO_OUTLINE = 9
_HEADING_NAME = re.compile(r"^(?:heading|rubrik)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|inneh.ll)\s*(?:\d|heading)", re.IGNORECASE)
_LIST_NAME = re.compile(r"^(?:list bullet|list number|punktlista|numrerad lista)\s*([1-9])?$", re.IGNORECASE)
_USUAL_SIZE = 10.0  # points, where nothing is said


class Styles:
    """Tells what paragraphs and runs say of themselves, or else their styles, or those that the styles are based on."""

    def __init__(self, document: Any) -> None:
        """Read the styles and the numbering of a document."""
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._numbering = numbering_of(document)
        self._default = next(
            (
                str(name)
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true"}
            ),
            None,
        )

    def heading(self, paragraph: Any) -> int | None:
        """Give the level of a heading by its style's name or its outline; 0 for the title, None for what is none."""
        chain = self._chain(paragraph)
        names = _names(chain)
        if names and names[0].casefold() in {"title", "titel"}:
            return 0
        for name in names:
            if found := _HEADING_NAME.match(name):
                return int(found[1])
        for holder in (paragraph, *chain):
            outline = paragraph_property(holder, "w:outlineLvl")
            if outline is not None and (level := int(outline.get(qn("w:val"), "9"))) < _NO_OUTLINE:
                return level + 1
        return None

    def is_contents(self, paragraph: Any) -> bool:
        """Tell a line of a table of contents."""
        return any(_CONTENTS_NAME.match(name) for name in _names(self._chain(paragraph)))

    def place_in_list(self, paragraph: Any) -> tuple[int | None, str, float]:
        """Give the level, sign and indent that numbering or a style for lists gives a paragraph."""
        chain = self._chain(paragraph)
        number, level, of_style = None, 0, False
        for holder in (paragraph, *chain):
            properties = paragraph_property(holder, "w:numPr")
            if properties is not None:
                number_, level_ = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
                if level_ is not None:
                    level = int(level_.get(qn("w:val"), "0"))
                if number_ is not None:
                    number, of_style = number_.get(qn("w:val")), holder is not paragraph
                    break
        kind, sign, own_indent = self._numbering.get((number or "0", level), ("bullet", "•", None))
        indent = indent_of(paragraph)
        if indent is None and not of_style:
            indent = own_indent
        if indent is None:
            indent = next((found for found in map(indent_of, chain) if found is not None), own_indent)
        named = next((found for found in map(_LIST_NAME.match, _names(chain)) if found), None)
        if number not in {None, "0"} and kind != "none":
            stated = level + 1
            if named and named[1] and level == 0:
                stated = int(named[1])
            return stated, sign, indent or 0.0
        if named and number is None:
            return int(named[1] or 1), "•", indent or 0.0
        return None, "", indent or 0.0

    def look(self, run: Any) -> tuple[bool, float]:
        """Tell whether the letters of a run stand out, as bold or underlined, and their size in points."""
        paragraph = next((each for each in run.iterancestors() if each.tag == qn("w:p")), None)
        holders = [run, *self._character_style(run), *(self._chain(paragraph) if paragraph is not None else ())]

        def stated(name: str) -> Any:
            return next((each for each in (run_property(holder, name) for holder in holders) if each is not None), None)

        size = stated("w:sz")
        if size is None and self._defaults is not None:
            size = self._defaults.find(qn("w:sz"))
        points = float(size.get(qn("w:val"), "20")) / 2 if size is not None else _USUAL_SIZE
        underlined = run_property(run, "w:u") is not None and run.getparent().tag != qn("w:hyperlink")
        return is_on(stated("w:b")) or underlined, points

    def is_hidden(self, run: Any) -> bool:
        """Tell letters that are not shown."""
        return any(is_on(run_property(holder, "w:vanish")) for holder in (run, *self._character_style(run)))

    def _chain(self, paragraph: Any) -> list[Any]:
        """Give the style of a paragraph and those that it is based on."""
        given = paragraph_property(paragraph, "w:pStyle")
        name = given.get(qn("w:val")) if given is not None else self._default
        chain: list[Any] = []
        while name in self._styles and self._styles[name] not in chain:
            chain.append(self._styles[name])
            based = self._styles[name].find(qn("w:basedOn"))
            name = based.get(qn("w:val")) if based is not None else None
        return chain

    def _character_style(self, run: Any) -> list[Any]:
        given = run_property(run, "w:rStyle")
        style = self._styles.get(given.get(qn("w:val"))) if given is not None else None
        return [style] if style is not None else []


def _names(chain: list[Any]) -> list[str]:
    return [name for name in map(name_of, chain) if name]
