"""A page as an element tree: how tests read HTML, and what its elements are called and say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from built import Site

READABLE = frozenset({".css", ".csv", ".html", ".js", ".json", ".md", ".svg", ".txt", ".xml", ".yaml", ".yml"})


def document_of(html: str) -> Any:
    """Give HTML as it stands as an element tree without namespaces."""
    return html5lib.parse(html, namespaceHTMLElements=False)


def parsed(html: str) -> Element:
    """Give what stands in the body of a page as a browser takes it."""
    return document_of(f"<!doctype html><title></title><body>{html}")


def folded(text: str) -> str:
    """Give a text with its blanks folded."""
    return " ".join(text.split())


def words(element: Element) -> str:
    """Give the text that a reader sees in an element."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if child.tag in {"script", "style"} else words(child), child.tail or ""]
    return "".join(parts)


def words_of(element: Any) -> str:
    """Give all the text of an element, of scripts and styles too, blanks folded."""
    return folded("".join(element.itertext()))


def text_of(elements: Iterable[Any]) -> str:
    """Give the text of elements that follow each other."""
    return " ".join(words_of(one) for one in elements)


def ids_of(document: Any) -> dict[str, Any]:
    """Give the elements that have an id by it."""
    return {one.get("id"): one for one in document.iter() if one.get("id")}


def by_id(root: Element, anchor: str) -> Element:
    """Give the one element with an anchor."""
    (found,) = [element for element in root.iter() if element.get("id") == anchor]
    return found


def parents_of(document: Any) -> dict[Any, Any]:
    """Give the parent of every element."""
    return {child: parent for parent in document.iter() for child in parent}


def above(element: Any, parents: dict[Any, Any]) -> Iterator[Any]:
    """Yield the elements around an element, the nearest first."""
    while (element := parents.get(element)) is not None:
        yield element


def label_of(element: Any, ids: dict[str, Any]) -> str:
    """Give the name that an element is given by attributes; '' where it has none, or names an id that is not there."""
    given = (element.get("aria-labelledby") or "").split()
    return " ".join(words_of(ids[one]) for one in given if one in ids) or " ".join(
        (element.get("aria-label") or "").split()
    )


def spoken(element: Any) -> str:
    """Give the text that a screen reader reads out: the words for images, and nothing that is hidden from it."""

    def parts(one: Any) -> Iterator[str | None]:
        if one.get("aria-hidden") != "true":
            yield one.get("alt") if one.tag == "img" else one.text
            for child in one:
                if isinstance(child.tag, str):
                    yield from parts(child)
                yield child.tail

    return " ".join("".join(part for part in parts(element) if part).split())


def name_and_description(element: Any, ids: dict[str, Any]) -> tuple[str, str]:
    """Give the accessible name of a link and what describes it."""
    described = (element.get("aria-describedby") or "").split()
    return label_of(element, ids) or spoken(element), " ".join(words_of(ids[one]) for one in described if one in ids)


def faults_by_page(found: dict[str, Any]) -> dict[str, Any]:
    """Leave the pages that have faults."""
    return {address: faults for address, faults in found.items() if faults}


def files_of(site: Site) -> list[str]:
    """Give every file of the site by its path from the root."""
    return [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()]
