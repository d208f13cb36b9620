"""mkdocs-macros adaptor: a handful of functions for hand-written pages. They show data, they define none."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from mkdocs_macros.plugin import MacrosPlugin

from core.pages.handwritten import PageMacros
from project import build_day, read_content


def define_env(env: MacrosPlugin) -> None:
    """Offer the macros of `PageMacros` on pages that ask for them with `render_macros: true`."""
    content = functools.cache(lambda: read_content(Path(env.conf.docs_dir).parent))

    def macros() -> PageMacros:
        page = env.page
        return PageMacros(content(), page.file.src_uri, page.meta.get("situation"), build_day())

    for name in PageMacros.NAMES:
        env.macro(functools.partial(_call, macros, name), name)  # type: ignore[no-untyped-call]


def _call(macros: Callable[[], PageMacros], name: str, *arguments: str) -> str:
    return str(getattr(macros(), name)(*arguments))
