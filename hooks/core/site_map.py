"""What the pages must hold together: redirects that lead somewhere, and nothing of their names taken."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from core.addresses import address_of
from core.content import Content
from core.pages.page import Page
from core.problems import Problem


def check_situations(content: Content, handwritten: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each situation without its hand-written page."""
    for situation_id in content.situations:
        if f"hjalp/{situation_id}.md" not in handwritten:
            yield Problem(
                "data/situations.yml",
                1,
                f"the situation '{situation_id}' has no page docs/hjalp/{situation_id}.md; write it",
            )


# The macros that take an id, and the register they take it from.
_MACRO = re.compile(r"""(?<![\w.])(link|term|service|support_line|call)\(\s*["']([^"']+)["']\s*\)""")


def check_handwritten(content: Content, sources: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each id in a hand-written page that the data does not have; `sources` by `src_uri`."""
    registers: dict[str, Container[str]] = {
        "link": content.links,
        "term": content.glossary,
        "service": content.services,
        "support_line": content.support_lines,
        "call": {line.id for line in content.support_lines.values() if line.phone} | {"front_desk"},
    }
    for uri, text in sources.items():
        for number, line in enumerate(text.splitlines(), 1):
            for macro, given in _MACRO.findall(line):
                if given not in registers[macro]:
                    what = "has no confirmed number" if macro == "call" else "is not in the data"
                    yield Problem(f"docs/{uri}", number, f"{macro}: '{given}' {what}; correct it")
            if (named := re.fullmatch(r"situation: *(\S+)", line)) and named[1] not in content.situations:
                yield Problem(
                    f"docs/{uri}", number, f"situation: '{named[1]}' is not in data/situations.yml; correct it"
                )


def check_redirects(content: Content, pages: Mapping[str, Page], handwritten: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each redirect whose source is still a page or whose target is none.

    `handwritten` holds the `src_uri` of the hand-written pages.
    """
    standing = (page for page in pages.values() if "redirect" not in page.meta)
    addresses = {page.address for page in standing} | {address_of(uri) for uri in handwritten}
    for redirect in content.redirects:
        if redirect.source in addresses:
            yield Problem(
                "data/redirects.yml", 1, f"'{redirect.source}' is still a page; remove the redirect or the page"
            )
        if redirect.target.partition("#")[0] not in addresses:
            yield Problem("data/redirects.yml", 1, f"'{redirect.target}' is no page; correct the target")
