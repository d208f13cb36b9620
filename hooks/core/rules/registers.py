"""Rules for the registers: organisations, glossary, site, strategy and limits of reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.load import Loaded, Placed
from core.messages import _
from core.models.registers import Link, Organisation, Reading, Redirect, Requirements, Site, Strategy, Term
from core.models.support import SupportLine
from core.models.vocabulary import Vocabulary
from core.problems import Problem
from core.routes import Register
from core.rules.references import Reference


def check_glossary_forms(terms: list[Placed[Term]]) -> Iterator[Problem]:
    """Yield a problem for each form that two terms explain."""
    first: dict[str, str] = {}
    for placed in terms:
        for index, form in enumerate(placed.record.forms):
            place = placed.place("forms", index)
            if form.casefold() in first:
                other = first[form.casefold()]
                yield placed.problem(
                    _("the form '{form}' is already explained in {other}; keep one", form=form, other=other),
                    "forms",
                    index,
                )
            first.setdefault(form.casefold(), place)


def register_references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every reference of the registers."""
    for organisation in loaded.of(Organisation):
        yield organisation, "organisations.yml", organisation.record.part_of, ("part_of",)
    for link in loaded.of(Link):
        yield link, "organisations.yml", link.record.publisher, ("publisher",)
        if link.record.edition not in loaded.drafts:
            yield link, "agreements/", link.record.edition, ("edition",)
    for term in loaded.of(Term):
        yield term, "links.yml", term.record.link, ("link",)
    for site in loaded.of(Site):
        yield site, "organisations.yml", site.record.owner, ("owner",)
        yield site, "support-lines.yml", site.record.front_desk, ("front_desk",)
        for index, one in enumerate(site.record.in_force):
            if one.edition not in loaded.drafts:  # which is told by itself
                yield site, "agreements/", one.edition, ("in_force", index, "edition")
    for strategy in loaded.of(Strategy):
        yield strategy, "organisations.yml", strategy.record.publisher, ("publisher",)
        for key, register in (("coordinated_by", "organisations.yml"), ("links", "links.yml")):
            for index, reference in enumerate(getattr(strategy.record, key)):
                yield strategy, register, reference, (key, index)


def check_circles(organisations: list[Placed[Organisation]]) -> Iterator[Problem]:
    """Yield a problem for each organisation that is part of itself."""
    above = {placed.record.id: placed.record.part_of for placed in organisations}
    for placed in organisations:
        seen = {placed.record.id}
        step = placed.record.part_of
        while step is not None and step not in seen:
            seen.add(step)
            step = above.get(step)
        if step == placed.record.id:
            yield placed.problem(_("an organisation is part of itself; correct part_of"), "part_of")


def departments_of(loaded: Loaded) -> list[Placed[Organisation]]:
    """Give the departments; none while the vocabulary cannot be read."""
    kinds = {kind for placed in loaded.of(Vocabulary) for kind in placed.record.department_kinds}
    return [placed for placed in loaded.of(Organisation) if placed.record.kind in kinds]


def check_departments(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each department that is part of nothing."""
    for placed in departments_of(loaded):
        if placed.record.part_of is None:
            yield placed.problem(_("a department is part of something; name it"), "part_of")


def check_site(site: Placed[Site], loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with the site's own record beside the others."""
    groups = [group.id for group in site.record.age_groups]
    for index, group in enumerate(groups):
        if group in groups[:index]:
            yield site.problem(_("id '{group}' is used by two age groups; keep one", group=group), "age_groups", index)
    for line in loaded.of(SupportLine):
        if line.record.area not in site.record.areas:
            known = ", ".join(site.record.areas)
            message = _(
                "'{area}' is not among areas in data/site.yml; write one of {known}, or add it there",
                area=line.record.area,
                known=known,
            )
            yield line.problem(message, "area")
        if line.record.id == site.record.front_desk and line.record.phone is None:
            message = _("'{id}' has no confirmed number; the front desk needs one", id=line.record.id)
            yield site.problem(message, "front_desk")


def check_numbers(strategy: Placed[Strategy]) -> Iterator[Problem]:
    """Yield a problem for each goal and delmål whose number is not its place."""
    for key in ("goals", "delmal"):
        for index, one in enumerate(getattr(strategy.record, key)):
            if one.number != index + 1:
                yield strategy.problem(
                    _(
                        "number {number} stands as number {place}; number them from 1 in order",
                        number=one.number,
                        place=index + 1,
                    ),
                    key,
                    index,
                )


def check_reading_limits(reading: Placed[Reading]) -> Iterator[Problem]:
    """Yield a problem for each kind of page without its one limit."""
    kinds: list[str] = [limit.id for limit in reading.record.limits]
    for kind in ("section", "agreement", "earlier", "glossary", "support", "training", "easy"):
        if kinds.count(kind) != 1:
            yield reading.problem(
                _("the kind '{kind}' has {number} limits; give it one", kind=kind, number=kinds.count(kind)), "limits"
            )


def check_requirements(requirements: Placed[Requirements]) -> Iterator[Problem]:
    """Yield a problem for each requirement that is not the next of its part, and each letter that two parts have."""
    letters: set[str] = set()
    for place, part in enumerate(requirements.record.parts):
        letter = part.rows[0].id[:1]
        if letter in letters:
            yield requirements.problem(
                _("the letter {letter} is another part's; choose another", letter=letter), "parts", place, "rows"
            )
        letters.add(letter)
        for index, row in enumerate(part.rows):
            if row.id != f"{letter}{index + 1}":
                message = _(
                    "'{id}' stands where {letter}{number} belongs; number them from 1 in order",
                    id=row.id,
                    letter=letter,
                    number=index + 1,
                )
                yield requirements.problem(message, "parts", place, "rows", index, "id")


def check_redirects(loaded: Loaded, register: Register, moved: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each redirect that leads nowhere, or from a page that stands, in its line.

    What has `moved` with its edition is somewhere: the redirect leads on there.
    """
    for redirect in loaded.of(Redirect):
        source, target = redirect.record.source, redirect.record.target
        page, _hash, anchor = source.partition("#")
        if anchor and not register.has(page):
            yield redirect.problem(_("'{page}' is no page; give a redirect from the whole page", page=page), "source")
        if not anchor and register.has(source):
            yield redirect.problem(
                _("'{source}' is still a page; remove the redirect or the page", source=source), "source"
            )
        if not register.has(target) and target.partition("#")[0] not in moved:
            if register.has(target.partition("#")[0]):
                message = _("'{target}' is no place on its page; correct the target", target=target)
            else:
                message = _("'{target}' is no page; correct the target", target=target)
            yield redirect.problem(message, "target")
