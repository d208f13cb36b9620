"""Macros in a hand-written page: rendered as mkdocs-macros does, and every fault told with the line it stands on."""

from __future__ import annotations

import inspect
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from core.messages import N_, Said, _
from core.nearest import nearest
from core.problems import Problem

FILE = "<template>"
"""What Jinja calls a template that has no file."""


# What a macro takes, by the name of its parameter.
_TAKEN = {
    "service_id": N_("the id of a service (the name of its file in data/services/, without .yml)"),
    "line_id": N_("the id of a help line in data/support-lines.yml"),
    "link_id": N_("the id of a link in data/links.yml"),
    "term_id": N_("the id of a word in data/glossary.yml"),
    "path": N_("the path of a file of the site"),
    "words": N_("the words of the link"),
}
_WORD = N_("a word that the macro knows")
_READ_OTHERWISE = re.compile(
    r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?#\}|^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1|(`+)[^`\n]*\2|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
"""Where a macro's name is no mistake: in braces of two, in code, in a remark."""


def outside_braces(text: str, names: Iterable[str]) -> Iterator[tuple[int, Said]]:
    """Yield the line of each macro that stands in a page outside double braces, and what to do: it would be shown."""
    left = _READ_OTHERWISE.sub(lambda found: "\n" * found[0].count("\n"), text)
    for found in re.finditer(rf"(?<![\w.\]])({'|'.join(names)})\([^()\n]*\)", left):
        message = _(
            "the macro '{name}' stands outside double braces and would be shown as it is written; write {written}",
            name=found[1],
            written=f"{{{{ {found[0]} }}}}",
        )
        yield left.count("\n", 0, found.start()) + 1, message


class MacroError(Exception):
    """Raised by a macro that cannot do what the page asks of it; says why, and what to do."""

    def __init__(self, said: Said) -> None:
        self.said = said
        super().__init__(said)


class Rendering:
    """Renders one page's text with the macros it may use; faults are added to `problems`."""

    def __init__(
        self, path: str, lines_before: int, macros: Mapping[str, Callable[..., str]], problems: list[Problem]
    ) -> None:
        """Take the page's path, the lines that stand before its text, its macros by name, and the problems so far."""
        self._path = path
        self._before = lines_before
        self._macros = macros
        self._problems = problems

    def render(self, text: str) -> tuple[str, str]:
        """Give the text with nothing where macros stand, and the text with what they give; on a fault what there is."""
        environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=False, finalize=_shown)
        environment.globals.clear()
        try:
            parsed = environment.parse(text)
            template = environment.from_string(parsed)
        except jinja2.TemplateSyntaxError as error:
            said = _("a macro cannot be read; check its brackets, braces and quotation marks")
            self._tell(_begun(text, error.lineno), said)
            return text, text
        unknown = meta.find_undeclared_variables(parsed) - {*environment.globals, *self._macros}
        for node in parsed.find_all(nodes.Name):
            if node.name in unknown:
                if near := nearest(node.name, self._macros):
                    said = _("'{name}' is no macro; did you mean '{near}'?", name=node.name, near=near)
                else:
                    known = ", ".join(self._macros)
                    said = _("'{name}' is no macro; the macros are {known}", name=node.name, known=known)
                self._tell(node.lineno, said)
        silent = dict.fromkeys((*self._macros, *unknown), _nothing)
        try:
            own = template.render(silent)
            told = {name: self._telling(name, macro, template) for name, macro in self._macros.items()}
            return own, template.render({**silent, **told})
        except Exception as error:  # the page's own code: what it does wrong is told, what we do wrong is raised
            frames = traceback.extract_tb(error.__traceback__)
            lines = [frame.lineno for frame in frames if frame.filename == FILE]
            if not lines or not (
                isinstance(error, jinja2.TemplateError | RecursionError) or frames[-1].filename == FILE
            ):
                raise
            self._tell(lines[-1] or 1, _("a macro cannot be shown ({error}); correct it", error=error))
            return text, text

    def _telling(self, name: str, macro: Callable[..., str], template: jinja2.Template) -> Callable[..., str]:
        """Give a macro that tells its fault and gives nothing, so that one run finds every fault of the page."""
        signature = inspect.signature(macro)

        def call(*given: Any, **named: Any) -> str:
            try:
                signature.bind(*given, **named)
            except TypeError:
                fault = self._taking(name, signature)
            else:
                if not all(isinstance(one, str) for one in (*given, *named.values())):
                    return tell(_("what stands between the brackets must be text in quotation marks; correct it"))
                try:
                    return macro(*given, **named)
                except MacroError as error:
                    fault = error.said
            return tell(fault)

        def tell(fault: Said) -> str:
            if not fault:  # it has been told where it comes from
                return ""
            frames = (one[0] for one in traceback.walk_stack(None) if one[0].f_code.co_filename == FILE)
            self._tell(
                template.get_corresponding_lineno(next(frames).f_lineno), _("{name}: {fault}", name=name, fault=fault)
            )
            return ""

        return call

    def _taking(self, name: str, signature: inspect.Signature) -> Said:
        """Say what belongs between a macro's brackets, and which macro of nearly that name may have been meant."""
        said = _("nothing stands between its brackets")
        if signature.parameters:
            taken = [_TAKEN.get(one, _WORD) for one in signature.parameters]
            said = _("between its brackets stands, in quotation marks, {words}", words=" + ".join(map(_, taken)))
        other = next((one for one in (f"{name}s", name.removesuffix("s")) if one != name and one in self._macros), None)
        if other is None:
            return _("{said}; correct it", said=said)
        return _("{said}; correct it, or did you mean the macro '{other}'?", said=said, other=other)

    def _tell(self, line: int, message: Said) -> None:
        self._problems.append(Problem(self._path, self._before + line, message))


def _begun(text: str, line: int) -> int:
    """Give the line on which the macro begins that Jinja could not read: it may go on to a line far below."""
    read = "\n".join(text.split("\n")[:line])
    return read.count("\n", 0, max(read.rfind("{{"), read.rfind("{%"), 0)) + 1


def _nothing(*_: object, **__: object) -> str:
    return ""


def _shown(value: object) -> object:
    """Refuse to show what is neither text nor a number: a macro without its brackets, a loop that was forgotten."""
    if not isinstance(value, str | int) and not isinstance(value, jinja2.Undefined):
        raise jinja2.TemplateRuntimeError(_("what stands there is no text; a macro is followed by brackets"))
    return value
