"""Templates to Markdown: the environment in which `templates/` is rendered."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2

from core import routes
from core.content import Content
from core.edit_places import edit_address
from core.editions import Edition
from core.icons import icon
from core.pages.markdown_page import Page
from core.pages.writing import NO_LONGER, Writer
from core.text import day_words, first_sentence, first_sentences, lower_first, softened, upper_first

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
SUBJECTS = ("agreement", "history", "support", "trainings", "registers", "languages", "desk", "importing", "review")
FOLDERS = [TEMPLATES / subject for subject in SUBJECTS]
"""One folder a subject; the names of templates are unique among them."""


@dataclass(frozen=True)
class PageHead:
    """What a page is, apart from its body; see `Page` for the fields.

    `edition` is the one that the page is of; a page of none speaks of the one in force. That an edition has gone out
    of force is said with the title and the description, wherever they are shown.
    """

    src_uri: str
    title: str
    description: str
    data_path: str
    prose: tuple[str, ...] = ()
    reading_kind: str | None = None
    explain_terms: bool = False
    in_search: bool = True
    meta: Mapping[str, str | bool] = field(default_factory=dict)
    edition: Edition | None = None


def render_page(content: Content, head: PageHead, template: str, /, **values: Any) -> Page:
    """Render a Markdown template as the body of a page; the template sees the page's writer as `w`."""
    edition = head.edition or content.current
    writer = Writer(content, head.src_uri, edition, explain_terms=head.explain_terms)
    body = render_text(template, writer, **values)
    return Page(
        src_uri=head.src_uri,
        title=head.title if writer.in_force else f"{head.title} – {edition.name}, {NO_LONGER}",
        description=head.description if writer.in_force else f"{upper_first(NO_LONGER)}. {head.description}",
        body=body,
        data_path=head.data_path,
        prose=head.prose,
        reading_kind=head.reading_kind if writer.in_force else head.reading_kind and "earlier",
        links=tuple(dict.fromkeys(writer.links)),
        in_search=head.in_search,
        meta=head.meta,
    )


def render_text(name: str, writer: Writer, /, **values: Any) -> str:
    """Render a Markdown template with the writer as `w`, and fold runs of blank lines."""
    text = _environment(html=False).get_template(f"{name}.md.jinja").render(w=writer, content=writer.content, **values)
    return re.sub(r"\n{3,}", "\n\n", text)


def render_words(name: str, /, **values: Any) -> str:
    """Render what the editor reads at the terminal."""
    return _environment(html=False).get_template(f"{name}.md.jinja").render(**values)


def render_file(name: str, content: Content, /, **values: Any) -> str:
    """Render a file that is no page, such as the feed: the texts in it are escaped as in HTML."""
    return _environment(html=True).get_template(f"{name}.jinja").render(content=content, **values) + "\n"


def render_partial(name: str, writer: Writer, /, **values: Any) -> str:
    """Render an HTML template as one block for a Markdown file: no blank lines, and no brace that macros would read."""
    environment = _environment(html=True)
    # Given to each and not imported by each: most parts are clauses, and an import is made anew every time.
    clauses = environment.get_template("clauses.html.jinja").module
    template = environment.get_template(f"{name}.html.jinja")
    text = template.render(w=writer, content=writer.content, clauses=clauses, **values)
    block = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return re.sub(r"\{(?=[{%#])", "&#123;", block)


@functools.cache
def _environment(*, html: bool) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDERS),
        bytecode_cache=jinja2.FileSystemBytecodeCache(pattern=f"__{_compiled_by()}_%s.cache"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=not html,
        autoescape=html,  # noqa: S701 - the others write Markdown: the writer has escaped every text
    )
    environment.filters["soft"] = softened
    environment.globals.update(
        at=routes,
        day=day_words,
        edit_address=edit_address,
        first_sentence=first_sentence,
        first_sentences=first_sentences,
        icon=icon,
        lower_first=lower_first,
        upper_first=upper_first,
        partial=render_partial,
    )
    return environment


@functools.cache
def _compiled_by() -> str:
    """Tell what compiles the templates: this module's settings and this Jinja. Both name what is kept between runs.

    To compile them is a sixth of `make check`. They are kept where Jinja puts them, in a folder of the user's own below
    that of temporary files; a template that is edited is compiled anew.
    """
    return hashlib.sha256(Path(__file__).read_bytes() + version("jinja2").encode()).hexdigest()[:16]
