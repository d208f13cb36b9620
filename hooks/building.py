"""MkDocs asked to build a checked site, whole or page by page: why it could not comes out as one text to tell."""

from __future__ import annotations

import logging
import os
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from core import routes
from core.messages import Said, _
from core.site import CheckedSite
from project import ROOT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_ONE_AT_A_TIME = threading.RLock()
"""MkDocs says what is wrong by one logger: who builds beside another waits."""


class NotBuiltError(Exception):
    """Raised where a site cannot be built; says why, with `path:line` where it has one."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)


def build_site(root: Path, folder: Path, checked: CheckedSite, *, address: str | None = None) -> None:
    """Build a folder's site from what is checked already, for an address; `NotBuiltError` where that fails."""
    with _strictly():
        from mkdocs.commands.build import build  # noqa: PLC0415 - the other commands do without MkDocs

        config = _configured(root, folder, checked, address)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


class PageByPage:
    """A checked site as `build_site` would build it, each file made when it is first asked for."""

    def __init__(self, root: Path, folder: Path, checked: CheckedSite, *, address: str) -> None:
        """Take what `build_site` takes; pages only pass through the folder. `NotBuiltError` where none can be made."""
        with _strictly():
            from mkdocs.structure.files import get_files, set_exclusions  # noqa: PLC0415 - as above
            from mkdocs.structure.nav import get_navigation  # noqa: PLC0415
            from mkdocs.structure.pages import Page  # noqa: PLC0415

            config = _configured(root, folder, checked, address)
            self._config = config = config.plugins.on_config(config)
            files, env = get_files(config), config.theme.get_env()
            files.add_files_from_theme(env, config)
            self._files = files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            self._nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
            self._env = config.plugins.on_env(env, config=config, files=files)
            self._pages = files.documentation_pages()
            self._page_of = {file.dest_uri: file.page or Page(None, file, config) for file in self._pages}
        self._folder, self._checked = folder, checked
        self._by_uri = {file.dest_uri: file for file in files}
        self._made: dict[str, bytes | None] = {}
        self._failed: dict[str, NotBuiltError] = {}

    def has(self, uri: str) -> bool:
        """Whether there is such a page or file, by its path from the root of the site."""
        return uri in self._by_uri

    def read(self, uri: str) -> bytes | None:
        """Give what a file of the site holds, None where there is no such file; `NotBuiltError` where it fails."""
        if uri not in self._made:
            try:
                with _strictly():
                    made = self._make(uri)
            except NotBuiltError as error:
                self._failed.setdefault(uri, error)  # MkDocs warns of what is wrong with a page once
            else:
                self._made[uri] = made
        if uri in self._failed:
            raise self._failed[uri]
        return self._made[uri]

    def _make(self, uri: str) -> bytes | None:
        from mkdocs.commands import build  # noqa: PLC0415 - as above

        if page := self._page_of.get(uri):
            self._read_page(page)
            build._build_page(page, self._config, self._pages, self._nav, self._env)  # noqa: SLF001 - one step of `build`
        elif file := self._by_uri.get(uri):
            return file.content_bytes
        elif uri in self._config.theme.static_templates:
            if uri == routes.SITEMAP:  # tells what each page says of itself
                for one in self._page_of.values():
                    self._read_page(one)
            build._build_theme_template(uri, self._env, self._files, self._config, self._nav)  # noqa: SLF001
        elif uri in routes.SEARCH_FILES:
            self._made |= {name: text.encode() for name, text in self._checked.search().items()}
            return self._made.get(uri)
        else:
            return None
        return (self._folder / uri).read_bytes()

    def _read_page(self, page: Page) -> None:
        from mkdocs.commands import build  # noqa: PLC0415 - as above

        if page.content is None:
            build._populate_page(page, self._config, self._files)  # noqa: SLF001


def _configured(root: Path, folder: Path, checked: CheckedSite, address: str | None) -> MkDocsConfig:
    """Give MkDocs' settings for any municipality's docs/: they are the engine's own."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(*checked.day.timetuple()[:3], tzinfo=UTC).timestamp()))
    from mkdocs.config import load_config  # noqa: PLC0415 - as above

    settings = {"config_file": str(ROOT / "mkdocs.yml"), "docs_dir": str((root / "docs").resolve())}
    config = load_config(**settings, site_dir=str(folder))
    config["checked"] = checked
    config.site_url = address
    config.plugins.on_startup(command="build", dirty=False)
    return config


def template_fault(error: jinja2.TemplateError) -> Said:
    """Say which template is wrong, and in which line."""
    frames = [(one.filename, one.lineno or 1) for one in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    path, line = next((one for one in reversed(frames) if one[0].endswith((".html", ".jinja"))), ("", 1))
    path = path.removeprefix(f"{ROOT}{os.sep}") or getattr(error, "name", None) or "overrides"
    return _("{path}:{line}: the template cannot be used ({error}); correct it", path=path, line=line, error=error)


@contextmanager
def _strictly() -> Iterator[None]:
    """Let MkDocs work, and raise `NotBuiltError` with all that it warns of: every warning stops a build."""
    from mkdocs.exceptions import BuildError  # noqa: PLC0415 - the other commands do without MkDocs

    told: list[str] = []
    logger, handler = logging.getLogger("mkdocs"), logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    with _ONE_AT_A_TIME:
        logger.addHandler(handler)
        logger.propagate = False
        try:
            yield
        except SystemExit:  # MkDocs' own `Abort` is one, and so is what a plugin ends with
            raise NotBuiltError(_not_built(told)) from None
        except BuildError as error:
            raise NotBuiltError(_not_built([*told, str(error)])) from None
        except jinja2.TemplateError as error:
            raise NotBuiltError(template_fault(error)) from error
        finally:
            logger.removeHandler(handler)
    if told:
        raise NotBuiltError(_not_built(told))


def _not_built(told: list[str]) -> Said:
    return Said("\n".join([*told, _("the site was not built; correct what stands above")]))
