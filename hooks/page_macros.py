"""mkdocs-macros adaptor: the macros of `PageMacros`, as the core has rendered them when it checked the site."""

from __future__ import annotations

import functools

from mkdocs_macros.plugin import MacrosPlugin

from core.pages.handwritten import PageMacros


def define_env(env: MacrosPlugin) -> None:
    """Offer the macros on pages that ask for them with `render_macros: true`."""

    def call(name: str, *given: str, **named: str) -> str:
        macros = env.conf["checked"].macros(env.page.file.src_uri, env.page.meta.get("situation"))
        return str(macros.functions()[name](*given, **named))

    for name in PageMacros.NAMES:
        env.macro(functools.partial(call, name), name)  # type: ignore[no-untyped-call]
