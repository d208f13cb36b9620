"""The header set and the moved addresses in each host's own form: values in, text out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from core.routes import file_at
from hosting.headers import HeaderSet

_MADE = "# Made by the build from hooks/hosting/; changes here are lost."


def render_headers(headers: HeaderSet) -> str:
    """Render `_headers` for Netlify and Cloudflare Pages.

    Both join the values when two rules give one address the same header, so Cache-Control stands only in rules that
    cannot meet; everything else gets what both hosts send unasked, which is the same as `headers.cache`.
    """
    by_address: dict[str, list[tuple[str, str]]] = {"/*": list(headers.everywhere)}
    for rule in headers.rules:
        for address in rule.addresses:
            is_page = address.endswith("/") and address != "/"
            for path in (address[:-1], f"{address}*") if is_page else (address,):
                by_address.setdefault(path, []).append((rule.name, rule.value))
    blocks = ["\n".join([path, *(f"  {n}: {v}" for n, v in given)]) for path, given in by_address.items()]
    return "\n".join([_MADE, *blocks]) + "\n"


def render_redirects(moved: Mapping[str, str]) -> str:
    """Render `_redirects` for Netlify and Cloudflare Pages."""
    lines = [f"{old} {new} 301" for source, new in sorted(moved.items()) for old in (source[:-1], source)]
    return "\n".join([_MADE, *lines]) + "\n"


def render_nginx(headers: HeaderSet, moved: Mapping[str, str]) -> str:
    """Render what deploy/nginx.conf includes in its server block: nginx compares addresses as they read unescaped."""
    variables = {name: f"$site_{name.lower().replace('-', '_')}" for name in _varying(headers)}
    lines = [
        _MADE,
        f'set {variables["Cache-Control"]} "{headers.cache}";',
        *(f'set {variable} "";' for name, variable in variables.items() if name != "Cache-Control"),
        *(
            f'if ($uri ~ "{_pattern(address)}") {{ set {variables[rule.name]} "{rule.value}"; }}'
            for rule in headers.rules
            for address in rule.addresses
        ),
        *(f'add_header {name} "{value}" always;' for name, value in headers.everywhere),
        *(f"add_header {name} {variable} always;" for name, variable in variables.items()),  # not sent while empty
        *(f'if ($uri ~ "{_pattern(source)}") {{ return 301 "{target}"; }}' for source, target in sorted(moved.items())),
        f'error_page 403 =404 "{unquote(headers.missing)}";',  # a folder without a page
        f'error_page 404 "{unquote(headers.missing)}";',
        f'location = "{unquote(headers.missing)}" {{ internal; }}',
    ]
    return "\n".join(lines) + "\n"


def render_caddy(headers: HeaderSet, moved: Mapping[str, str]) -> str:
    """Render what deploy/Caddyfile imports in its site block; `route` keeps the order, the last value stands."""
    lines = [_MADE]
    for number, rule in enumerate(headers.rules):
        paths = (path for address in rule.addresses for path in _spellings(address))
        lines.append(f"@rule{number} path {' '.join(paths)}")
    lines.append("route {")
    for name, value in (*headers.everywhere, ("Cache-Control", headers.cache)):
        lines.append(f'\theader {name} "{value}"')
    for number, rule in enumerate(headers.rules):
        lines.append(f'\theader @rule{number} {rule.name} "{rule.value}"')
    for source, target in sorted(moved.items()):
        lines += [f"\tredir {path} {target} 301" for path in _spellings(source)]
    lines += ["}", "handle_errors {", "\theader -Server", f"\trewrite * {headers.missing}", "\tfile_server {"]
    return "\n".join([*lines, "\t\tprecompressed br gzip", "\t}", "}"]) + "\n"


def _varying(headers: HeaderSet) -> list[str]:
    return list(dict.fromkeys(["Cache-Control", *(rule.name for rule in headers.rules)]))


def _spellings(address: str) -> tuple[str, ...]:
    """Give every path by which an address is asked for."""
    if not address.endswith("/"):
        return (address,)
    return tuple(path for path in (address[:-1], address, file_at(address)) if path)


def _pattern(address: str) -> str:
    """Give the regular expression of an address and its spellings, unescaped as nginx compares it."""
    address = unquote(address)
    if address.endswith("/*"):
        return f"^{re.escape(address[:-1])}"
    if address.endswith("/"):
        return f"^{re.escape(address[:-1])}(/(index\\.html)?)?$"
    return f"^{re.escape(address)}$"
