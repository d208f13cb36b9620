"""MkDocs hook: adds the generated pages, the open data and the search to the build. Translates, decides nothing.

The checked site is kept in the configuration, so that the macros see the same one; who has it already, as `manage.py`
has, puts it there. What the theme shows is in `config.extra`.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import beside
from core import routes
from core.edit_places import edit_address, fault_contact
from core.icons import icon
from core.messages import _
from core.pages.markdown_extensions import HtmlBlocks, PageParts
from core.pages.styles import styles_for
from core.problems import DataProblems, WrongUseError
from core.site import CheckedSite
from project import build_day, checked_site, site_address
from translations import speak_as_asked


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the theme what it shows on every page."""
    speak_as_asked(os.environ)
    try:
        checked = config.get("checked") or checked_site(Path(config.docs_dir).parent, build_day())
        address = site_address(checked.content.site)
    except (DataProblems, WrongUseError) as problems:
        raise PluginError(f"\n{problems}") from None
    site = checked.content.site
    config.site_name, config.site_description = site.name, site.description
    config.site_url = config.site_url or address  # a live preview has an address already
    config["checked"], config["parts"] = checked, PageParts(checked.content)
    config["markdown_extensions"] += [HtmlBlocks(), config["parts"]]
    config.extra["site"] = site
    config.extra["languages"] = checked.content.languages
    config.extra["help_card"] = checked.macros(routes.START).help_card()
    config.extra["fault_contact"] = fault_contact(checked.content)
    config.extra["preview_reasons"] = checked.content.preview_reasons()
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin the search, which is made on another core while the pages are."""
    config.extra["search"] = beside.begin(_checked(config).search)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated file; that none takes the place of a hand-written one is checked already."""
    checked = _checked(config)
    used = {Path(config.docs_dir), Path(str(config.theme.custom_dir))}
    for file in list(files):  # Material's own scripts, styles and images are not used: those in overrides/ are
        if file.src_uri.startswith(routes.ASSETS) and Path(file.src_dir or "") not in used:
            files.remove(file)
        elif Path(file.src_dir or "") == Path(config.docs_dir) and not checked.has_source(file.src_uri):
            files.remove(file)  # what an editor or a system has left behind
        elif written := checked.handwritten.get(file.src_uri):
            file.content_string = written.written  # the words that were checked, whatever the file holds by now
    config.extra["style"] = _asset(files, routes.STYLE)
    # As an address that holds it, to stand between double quotation marks.
    icon = _asset(files, routes.ICON).strip().replace('"', "'")
    config.extra["icon"] = "data:image/svg+xml," + quote(icon, safe="'/:=")
    for page in checked.pages.values():
        file = File.generated(config, page.src_uri, content=page.markdown())
        file.edit_uri = page.data_path
        files.append(file)
    for export in checked.exports:
        files.append(File.generated(config, export.uri, content=export.data))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs calls it by these names
    """Let the theme ask the register for every address, draw icons as the templates of pages do, and take styles."""
    env.globals.update(at=routes, icon=icon, styles_for=styles_for)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001 - MkDocs calls it by these names
    """Give every page the way down to it, and that of a situation what its topics decide."""
    config["parts"].starts = page.is_homepage
    page.meta["trail"] = _checked(config).trail(page.file.src_uri)
    page.meta["edit"] = edit_address(_checked(config).content.site, _checked(config).places[page.file.src_uri])
    if handwritten := _checked(config).handwritten.get(page.file.src_uri):
        page.meta.update(handwritten.meta)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG001 - MkDocs calls it by these names
    """Let MkDocs' check of links know the anchors that stand in HTML."""
    known = _checked(config).register.anchors.get(routes.address_of(page.file.src_uri), ())
    page.present_anchor_ids = {*known, *(page.present_anchor_ids or ())}


def on_post_build(config: MkDocsConfig) -> None:
    """Put the files of the search in the site."""
    for uri, text in config.extra["search"]().items():
        path = Path(config.site_dir, uri)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _checked(config: MkDocsConfig) -> CheckedSite:
    checked: CheckedSite = config["checked"]
    return checked


def _asset(files: Files, uri: str) -> str:
    file = files.get_file_from_path(uri)
    if file is None:
        raise PluginError(_("overrides/{uri}:1: the file is missing; restore it", uri=uri))
    return file.content_string
