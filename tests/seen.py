"""What a reader sees of Markdown: as the site renders it, read as a browser reads it."""

from __future__ import annotations

from pathlib import Path

import markdown
import yaml

from element_tree import folded, parsed, words


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml; what its own tags would build is of no interest here."""


_ConfigLoader.add_multi_constructor("!", lambda *_: None)
_ConfigLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def _extensions() -> tuple[list[str], dict[str, dict[str, object]]]:
    """Give the extensions that the site is built with: those that MkDocs always adds, and those of mkdocs.yml."""
    text = (Path(__file__).parent.parent / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506 (it is a SafeLoader)
    names, options = ["toc", "tables", "fenced_code"], {}
    for one in config["markdown_extensions"]:
        name, given = next(iter(one.items())) if isinstance(one, dict) else (one, None)
        names.append(name)
        options[name] = given or {}
    return list(dict.fromkeys(names)), options


_EXTENSIONS, _OPTIONS = _extensions()


def rendered(source: str) -> str:
    """Give the HTML of Markdown."""
    return markdown.markdown(source, extensions=_EXTENSIONS, extension_configs=_OPTIONS)


def shown(source: str) -> str:
    """Give the text that a reader sees of Markdown, blanks folded."""
    return folded(words(parsed(rendered(source))))
