"""MkDocs hook: adds the generated pages and the open data to the build. Translates, decides nothing."""

from __future__ import annotations

import gc
import re
from concurrent.futures import Future
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import beside
from core.content import Content
from core.exports import build_exports
from core.pages.handwritten import PageMacros, handwritten_pages, situation_meta
from core.pages.page import Page as GeneratedPage
from core.problems import DataProblems
from markdown_subset import SubsetExtension
from project import build_day, read_content, read_handwritten, read_pages

CONTENT: list[Content] = []
SEARCH: list[Future[dict[str, str]]] = []
GENERATED: dict[str, GeneratedPage] = {}
EXPORT_SIZES: dict[str, int] = {}
# A link to a file of our own, as MkDocs has written it.
OWN_FILE = re.compile(r'(<a href="(?![a-z]+:)(?:[^"]*/)?([^"/]+\.(csv|json))">)(.*?)(?=</a>)')


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs calls it so
    """Let the search begin on the other core, and cycles be looked for less often: content is many objects, none lost.

    Measured on a thousand pages: 6.5 s instead of 6.9, and 3 MB more.
    """
    gc.set_threshold(20_000, 20, 100)
    beside.start()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the theme what it shows on every page."""
    try:
        content = read_content(_root(config))
    except DataProblems as problems:
        raise PluginError(f"\n{problems}") from None
    config.markdown_extensions.append(SubsetExtension())  # type: ignore[arg-type]  # instances are taken too
    config.site_name = content.site.name
    config.site_description = content.site.description
    config.site_url = content.site.address.value or config.site_url
    CONTENT[:] = [content]
    config.extra["site"] = content.site
    config.extra["help_card"] = PageMacros(content, "404.md", None, build_day()).help_card()
    config.extra["preview_reasons"] = content.preview_reasons(build_day())
    return config


def _asset(files: Files, name: str) -> str:
    file = files.get_file_from_path(f"assets/{name}")
    if file is None:
        raise PluginError(f"overrides/assets/{name}:1: the file is missing; restore it")
    return file.content_string


def _data_address(svg: str) -> str:
    """Give an icon as an address that holds it, to stand between double quotation marks."""
    return "data:image/svg+xml," + quote(svg.strip().replace('"', "'"), safe="'/:=")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated file; a hand-written file of the same name is an error, never silently replaced."""
    used = {Path(config.docs_dir), Path(str(config.theme.custom_dir))}
    for file in list(files):  # Material's own scripts, styles and images are not used: those in overrides/ are
        if file.src_uri.startswith("assets/") and Path(file.src_dir or "") not in used:
            files.remove(file)
    config.extra["style"] = _asset(files, "site.css")
    config.extra["icon"] = _data_address(_asset(files, "favicon.svg"))
    content = CONTENT[0]
    pages = read_pages(_root(config), build_day())
    GENERATED.clear()
    GENERATED.update(pages)
    generated: dict[str, tuple[str, str | None]] = {
        uri: (page.marked_markdown(), page.data_path) for uri, page in pages.items()
    }
    sources = read_handwritten(_root(config))
    shown = {**handwritten_pages(content, sources), **pages}
    exports = {one.uri: one.text for one in build_exports(content, shown)}
    EXPORT_SIZES.update({Path(uri).name: len(text.encode()) for uri, text in exports.items()})
    generated |= {uri: (text, None) for uri, text in exports.items()}
    SEARCH.append(beside.build(content, pages, sources))
    for uri, (text, data_path) in generated.items():
        if files.get_file_from_path(uri):
            raise PluginError(f"docs/{uri}:1: a generated page has this name; rename the hand-written file")
        file = File.generated(config, uri, content=text)
        file.edit_uri = data_path
        files.append(file)
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Add the search index, which was made beside the pages on the other core."""
    for uri, text in SEARCH.pop().result().items():
        path = Path(config.site_dir, uri)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def on_build_error(error: Exception) -> None:  # noqa: ARG001 - MkDocs calls it so
    """Leave nothing to the next build when one fails."""
    SEARCH.clear()


def on_shutdown() -> None:
    """Leave no process behind."""
    beside.stop()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs calls it so
    """Look no more for changes of the theme's templates while pages are built: each page asks for a dozen."""
    env.auto_reload = False
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001 - MkDocs calls it by these names
    """Give the page of a situation what its topics decide."""
    if situation := page.meta.get("situation"):
        page.meta.update(situation_meta(CONTENT[0], situation))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs calls it by these names
    """Put the fragments of a generated page in place, and let MkDocs know of their anchors when it checks links.

    A link to a file of our own says its type and size (web standards, A10).
    """
    generated = GENERATED.get(page.file.src_uri)
    if generated is not None:
        if page.present_anchor_ids is not None:
            page.present_anchor_ids.update(generated.anchors())
        html = generated.fill(html)
    return OWN_FILE.sub(_with_size, html)


def _with_size(link: re.Match[str]) -> str:
    start, name, kind, words = link.groups()
    return f"{start}{words} ({kind}, {max(1, round(EXPORT_SIZES[name] / 1000))} kB)"


def _root(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent
