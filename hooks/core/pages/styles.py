"""The styles that a page needs which carries them itself: a style sheet and the page in, a part of the sheet out."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?:^|(?<=[{}]))\s*(?P<selectors>[^{}@]+)\{(?P<body>[^{}]*)\}")
_CLASS = re.compile(r"\.(?!md-)(-?[A-Za-z_][\w-]*)")
_EMPTY = re.compile(r"@media[^{}]*\{\s*\}")


def styles_for(page: str, sheet: str) -> str:
    """Give the rules of a style sheet that can hold for a page, by the classes that they name, without comments.

    `page` is what our own blocks write; the theme's skeleton around it has classes that begin with `md-`.
    """
    classes = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}

    def kept(rule: re.Match[str]) -> str:
        selectors = [one.strip() for one in rule["selectors"].split(",") if classes.issuperset(_CLASS.findall(one))]
        return f"\n{','.join(selectors)}{{{' '.join(rule['body'].split())}}}" if selectors else ""

    return _EMPTY.sub("", _RULE.sub(kept, _COMMENT.sub("", sheet))).strip()
