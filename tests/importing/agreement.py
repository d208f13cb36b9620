"""One invented agreement, Björkviken's, as a neutral structure: what every rendering of it must be read to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from core.importing.blocks import fold
from core.importing.document import Document

_DATA = Path(__file__).parents[1] / "municipality" / "data"
_LINKS = {each["id"]: each["url"] for each in yaml.safe_load((_DATA / "links.yml").read_text("utf-8"))}
_SECTIONS = ("2021/samverkan", "2021/tidigt-stod", "2019-2020/samarbete", "2019-2020/kvallsvandring")


@dataclass(frozen=True)
class Bullet:
    """One item: its text, its level and the words that are a link, with their address."""

    text: str
    level: int
    words: str = ""
    address: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list below its heading, "" for none."""

    heading: str
    items: tuple[Bullet, ...]


@dataclass(frozen=True)
class Part:
    """A section; every one begins a page."""

    title: str
    belongs: tuple[int, ...]
    introduction: tuple[str, ...]
    lists: tuple[Bullets, ...]


@dataclass(frozen=True)
class Agreement:
    """A whole document."""

    title: str
    preamble: tuple[str, ...]
    parts: tuple[Part, ...]
    signatories: tuple[tuple[str, str], ...]


def invented() -> Agreement:
    """Give Björkviken's agreement: sections of its two editions, without what only files have."""
    edition = yaml.safe_load((_DATA / "agreements/2021/agreement.yml").read_text("utf-8"))
    return Agreement(
        edition["title"],
        tuple(each["text"] for key in ("purpose", "aim", "common_ground") for each in edition[key]),
        tuple(_part(*name.split("/")) for name in _SECTIONS),
        tuple((each["name"], each["role"]) for each in edition["signatories"]),
    )


def _part(edition: str, name: str) -> Part:
    section = yaml.safe_load((_DATA / f"agreements/{edition}/sections/{name}.yml").read_text("utf-8"))
    return Part(
        section["title"],
        (1, 3) if name == "samverkan" else (2,),
        tuple(" ".join(each["text"].split()) for each in section["introduction"]),
        tuple(
            Bullets(_heading(each), tuple(_bullets(each["clauses"], 1)))
            for each in section["lists"]
            if each["kind"] != "prose"
        ),
    )


def _heading(given: dict[str, Any]) -> str:
    return re.sub(r"2029.2030", "2021", given["heading"] or "")


def _bullets(clauses: list[dict[str, Any]], level: int) -> list[Bullet]:
    found: list[Bullet] = []
    for clause in clauses:
        text = " ".join(clause["text"].split())
        links = clause.get("links", ())
        words = " ".join(text.split()[-2:]).rstrip(".") if links else ""
        found.append(Bullet(text, level, words, _LINKS[links[0]] if links else ""))
        found.extend(_bullets(clause.get("details", []), level + 1))
    return found


def shape(document: Document) -> list[Any]:
    """Give what a reading holds, to be compared with what the agreement holds."""
    return [
        (
            section.title,
            section.belongs_to,
            [_plain(each.text) for each in section.introduction],
            [(each.heading, [(item.level, _plain(item.text)) for item in each.items]) for each in section.lists],
        )
        for section in document.sections
    ]


def shape_of(agreement: Agreement) -> list[Any]:
    """Give what the agreement holds."""
    return [
        (
            part.title,
            tuple(f"delmål {number}" for number in part.belongs),
            list(part.introduction),
            [(each.heading, [(item.level, item.text) for item in each.items]) for each in part.lists],
        )
        for part in agreement.parts
    ]


def _plain(text: str) -> str:
    return " ".join(text.split())


def pages(document: Document) -> list[str | None]:
    """Give the page of each section."""
    return [section.page for section in document.sections]


def links(document: Document) -> list[tuple[str, str]]:
    """Give the links of all items, in order."""
    return [
        (link.text, link.address)
        for section in document.sections
        for each in section.lists
        for item in each.items
        for link in item.links
    ]


def links_of(agreement: Agreement) -> list[tuple[str, str]]:
    """Give the links of the agreement's items."""
    return [
        (item.words, item.address)
        for part in agreement.parts
        for each in part.lists
        for item in each.items
        if item.address
    ]


def folded(shaped: Any) -> Any:
    """Give a shape without what OCR loses: case, accents, figures and signs."""
    if isinstance(shaped, str):
        return fold(shaped)
    if isinstance(shaped, (list, tuple)):
        return [folded(each) for each in shaped]
    return shaped
