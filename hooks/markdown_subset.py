"""Python-Markdown without what no page uses: faster, and nothing in a text can be taken for a mark that it is not.

Links by reference, automatic links, images, line breaks by blanks, underlined headings, quotations, blocks of code
and Markdown tables go; tables with caption and scope are written as HTML. What is left is understood the same by
every other generator.
"""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

UNUSED_INLINE = (
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "linebreak",
)
UNUSED_BLOCKS = ("setextheader", "quote", "code", "hr", "table", "reference")


class SubsetExtension(Extension):
    """Takes away the patterns; must come after every other extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown calls it so
        """Take the unused patterns out of a converter."""
        for name in UNUSED_INLINE:
            md.inlinePatterns.deregister(name)
        for name in UNUSED_BLOCKS:
            md.parser.blockprocessors.deregister(name)
        md.preprocessors.deregister("fenced_code_block")
        md.treeprocessors.deregister("prettify")
