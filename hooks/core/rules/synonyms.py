"""Rules for synonyms: each way of saying it once, and pages and cards that exist."""

from __future__ import annotations

from collections.abc import Iterator

from core.load import Loaded
from core.models.agreement import Agreement
from core.models.registers import Organisation, Site, Strategy, Term
from core.models.support import HelpCard, Service, Situation
from core.models.synonyms import Synonym
from core.models.trainings import Training
from core.problems import Problem
from core.rules.agreement import Citable
from core.rules.registers import departments_of

OWN = "data/synonyms.yml"
# Pages that are there whatever the records say.
_FIXED = (
    "/",
    "/a-o/",
    "/akut/",
    "/akut/kort/",
    "/lankar/",
    "/oppna-data/",
    "/om/",
    "/ordlista/",
    "/overenskommelsen/",
    "/overenskommelsen/hela/",
    "/overenskommelsen/indikatorer/",
    "/stod/",
    "/utbildningar/",
    "/utbildningar/min-vag/",
    "/utbildningar/uppfoljning/",
)


def check_synonyms(loaded: Loaded, citable: Citable) -> Iterator[Problem]:
    """Yield what is wrong with the synonyms, alone and beside the records; they lead to clauses that stand."""
    first: dict[str, str] = {}
    for placed in loaded.of(Synonym):
        for index, said in enumerate(placed.record.says):
            key = " ".join(said.casefold().split())
            if key in first:
                yield placed.problem(f"'{said}' already stands in {first[key]}; keep one", "says", index)
            first.setdefault(key, placed.place("says", index))
    if any(problem.path != OWN for problem in loaded.problems):
        return  # records are missing: their own problems come first
    editions = {placed.record.id for placed in loaded.of(Agreement)}
    if any(placed.record.current_edition not in editions for placed in loaded.of(Site)):
        return  # the same
    addresses = frozenset(_addresses(loaded, citable))
    cards = {placed.record.id for placed in loaded.of(HelpCard)}
    for placed in loaded.of(Synonym):
        for index, address in enumerate(placed.record.pages):
            if address not in addresses:
                yield placed.problem(f"'{address}' is no page of this site; correct it", "pages", index)
        if placed.record.card is not None and placed.record.card not in cards:
            yield placed.problem(
                f"'{placed.record.card}' is not an id in data/help-cards.yml; correct it or add the record", "card"
            )


def _addresses(loaded: Loaded, citable: Citable) -> Iterator[str]:
    """Yield the address of everything that a synonym can lead to."""
    yield from _FIXED
    yield from (f"/hjalp/{placed.record.id}/" for placed in loaded.of(Situation))
    yield from (f"/stod/{placed.record.id}/" for placed in loaded.of(Service))
    yield from (f"/utbildningar/{placed.record.id}/" for placed in loaded.of(Training))
    yield from (f"/ordlista/#{placed.record.id}" for placed in loaded.of(Term))
    current = {placed.record.current_edition for placed in loaded.of(Site)}
    for agreement in loaded.of(Agreement):
        if agreement.record.id in current:
            yield from (f"/overenskommelsen/{section_id}/" for section_id in agreement.record.sections)
    for citation in citable.standing:
        if citation.edition in current:
            yield f"/overenskommelsen/{citation.section}/#{citation.clause}"
    for strategy in loaded.of(Strategy):
        yield from (f"/overenskommelsen/delmal/{one.number}/" for one in strategy.record.delmal)
    yield from _list_addresses(loaded)


def _list_addresses(loaded: Loaded) -> Iterator[str]:
    """Yield the address of every list: by department, operator, age, topic and step."""
    operators = {operator for placed in loaded.of(Service) for operator in placed.record.operators}
    for department in departments_of(loaded):
        yield f"/overenskommelsen/forvaltning/{department.record.id}/"
        yield f"/utbildningar/forvaltning/{department.record.id}/"
    for organisation in loaded.of(Organisation):
        if organisation.record.id in operators:
            yield f"/stod/anordnare/{organisation.record.id}/"
    for site in loaded.of(Site):
        yield from (f"/stod/alder/{group.id}/" for group in site.record.age_groups)
    trainings = [placed.record for placed in loaded.of(Training)]
    yield from (f"/utbildningar/amne/{topic}/" for topic in sorted({one for each in trainings for one in each.topics}))
    yield from (f"/utbildningar/steg/{step}/" for step in sorted({one.step for one in trainings}))
