"""MkDocs asked to build a checked site into a folder: why it could not comes out as one text to tell."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import jinja2

from core.messages import Said, _
from core.site import CheckedSite
from project import ROOT


class NotBuiltError(Exception):
    """Raised where a site cannot be built; says why, with `path:line` where it has one."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)


def build_site(root: Path, folder: Path, checked: CheckedSite, *, address: str | None = None) -> None:
    """Build a folder's site from what is checked already, for an address; `NotBuiltError` where that fails."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime(*checked.day.timetuple()[:3], tzinfo=UTC).timestamp()))
    from mkdocs.commands.build import build  # noqa: PLC0415 - the other commands do without MkDocs
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort  # noqa: PLC0415

    # Any municipality's docs/ with the engine's own settings.
    settings = {"config_file": str(ROOT / "mkdocs.yml"), "docs_dir": str((root / "docs").resolve())}
    with _warnings() as told:
        try:
            config = load_config(**settings, site_dir=str(folder))
            config["checked"] = checked
            config.site_url = address
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except Abort:
            raise NotBuiltError(
                Said("\n".join([*told, _("the site was not built; correct what stands above")]))
            ) from None
        except jinja2.TemplateError as error:
            raise NotBuiltError(template_fault(error)) from error


def template_fault(error: jinja2.TemplateError) -> Said:
    """Say which template is wrong, and in which line."""
    frames = [(one.filename, one.lineno or 1) for one in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    path, line = next((one for one in reversed(frames) if one[0].endswith((".html", ".jinja"))), ("", 1))
    path = path.removeprefix(f"{ROOT}{os.sep}") or getattr(error, "name", None) or "overrides"
    return _("{path}:{line}: the template cannot be used ({error}); correct it", path=path, line=line, error=error)


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Gather what MkDocs warns of: it builds strictly, so every warning stops it."""
    told: list[str] = []
    logger, handler = logging.getLogger("mkdocs"), logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield told
    finally:
        logger.removeHandler(handler)
