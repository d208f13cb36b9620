"""What was published and is gone from the data: told once where it stood, and not in each place that still names it.

Whoever mends the places that name it, as a list of them invites to, loses what was promised under its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from core import routes
from core.load import Loaded, Placed
from core.messages import _
from core.models.agreement import Agreement, Citation, Section
from core.models.kept import Published
from core.models.registers import Redirect
from core.models.support import SupportLine
from core.problems import Problem
from core.routes import RESERVED_IDS, address_of
from core.rules.agreement import clauses_of, edition_of

_SUPPORT_LINES = "data/support-lines.yml"


@dataclass(frozen=True)
class Lost:
    """Something that is gone: what is told of it, and the names by which others still ask for it."""

    problem: Problem
    names: str
    """A pattern of what stands between the quotation marks of a message."""

    def is_behind(self, problem: Problem) -> bool:
        """Whether another problem is only that this is gone."""
        return re.search(rf"['”]{self.names}['”]", problem.message) is not None


def without_consequences(problems: Iterable[Problem], lost: Iterable[Lost]) -> Iterator[Problem]:
    """Yield what is lost, and the problems that are no consequence of it."""
    causes = [*lost]
    yield from (one.problem for one in causes)
    for problem in problems:
        if not any(one.is_behind(problem) for one in causes):
            yield problem


def find_lost(loaded: Loaded) -> Iterator[Lost]:
    """Yield each edition, section, clause, service, training and help line that was published and is gone.

    A file that stands and cannot be read has lost nothing: its own fault is told.
    """
    standing = {document.path for document in loaded.documents}
    for published in loaded.of(Published):
        yield from _lost_of_agreements(loaded, standing, published.record.citations)
        yield from _lost_pages(loaded, standing, published.record.addresses)
        yield from _lost_lines(loaded, published.record.anchors)


def _lost_of_agreements(loaded: Loaded, standing: set[str], citations: Iterable[Citation]) -> Iterator[Lost]:
    agreements = {edition_of(one): one for one in loaded.of(Agreement)}
    folders = {PurePosixPath(path).parts[2] for path in standing if path.startswith("data/agreements/")}
    sections = {(edition_of(one), PurePosixPath(one.document.path).stem): one for one in loaded.of(Section)}
    known = frozenset(citations)
    told: set[str] = set()
    for citation in sorted(known, key=str):
        edition, name = citation.edition, citation.section
        path = f"data/agreements/{edition}/sections/{name}.yml"
        if edition in loaded.drafts or told & {edition, path}:
            continue
        if edition not in folders:
            told.add(edition)
            message = _("the edition '{edition}' was published and is gone; put its folder back", edition=edition)
            problem = Problem(f"data/agreements/{edition}/agreement.yml", 1, message)
            yield Lost(problem, rf"{re.escape(edition)}(?:/[\w/-]+)?")
        elif path not in standing and edition in agreements:
            told.add(path)
            agreement = agreements[edition]
            listed = agreement.record.sections
            where = ("sections", listed.index(name)) if name in listed else ("sections",)
            message = _(
                "the section '{name}' was published and its file is gone; put {path} back, and leave the places "
                "that name it as they are",
                name=name,
                path=path,
            )
            yield Lost(agreement.problem(message, *where), rf"(?:{re.escape(edition)}/)?{name}(?:/[\w-]+)?")
        elif (edition, name) in sections:
            yield from _lost_clause(sections[edition, name], citation, known)


def _lost_clause(section: Placed[Section], citation: Citation, known: frozenset[Citation]) -> Iterator[Lost]:
    """Yield the loss of a clause: at one that has come with an id of the same kind, else at the list that it is of."""
    clauses = [*clauses_of(section.record)]
    if any(clause.id == citation.clause for _place, clause in clauses):
        return
    stem = _stem(citation.clause)
    alike = [(place, clause.id) for place, clause in clauses if _stem(clause.id) == stem]
    new = [place for place, one in alike if Citation(citation.edition, citation.section, one) not in known]
    where = (*new[0], "id") if new else (*alike[0][0][:2], "id") if alike else ("lists",)
    message = _(
        "the clause '{citation}' was published and is gone; put it back here with its id, and strike it with struck "
        "if it holds no longer (manage.py punkt stryk)",
        citation=citation,
    )
    names = rf"(?:{re.escape(citation.edition)}/)?{re.escape(f'{citation.section}/{citation.clause}')}"
    yield Lost(section.problem(message, *where), names)


def _stem(clause_id: str) -> str:
    return re.sub(r"-\d+$", "", clause_id)


def _lost_pages(loaded: Loaded, standing: set[str], addresses: Iterable[str]) -> Iterator[Lost]:
    moved = {one.record.source for one in loaded.of(Redirect)}
    for folder, page in (("services", routes.service), ("trainings", routes.training)):
        form = re.compile(re.escape(address_of(page("ID"))).replace("ID", "([a-z0-9-]+)"))
        for address in addresses:
            found = form.fullmatch(address)
            if not found or address in moved or found[1] in RESERVED_IDS:
                continue
            path = f"data/{folder}/{found[1]}.yml"
            if path not in standing:
                message = _(
                    "its page was published and the file is gone; never remove it: put the file back, and write "
                    "status: closed in it if the support or training is no more"
                )
                yield Lost(Problem(path, 1, message), rf"(?:[\w-]*/)*{found[1]}/?")


def _lost_lines(loaded: Loaded, anchors: Iterable[str]) -> Iterator[Lost]:
    lines = {str(one.record.id) for one in loaded.with_partial().of(SupportLine)}
    if _SUPPORT_LINES in loaded.unread():
        return
    moved = {one.record.source for one in loaded.of(Redirect)}
    begin = routes.line_anchor("")
    places = (one.partition("#")[2] for one in anchors if one not in moved)
    for line_id in sorted({one.removeprefix(begin) for one in places if one.startswith(begin)} - lines):
        message = _(
            "the help line '{line_id}' was published and is gone; never remove it: put the record back, and write "
            "status: closed in it if the line is no more",
            line_id=line_id,
        )
        yield Lost(Problem(_SUPPORT_LINES, 1, message), rf"(?:[\w-]*/)*{line_id}/?")
