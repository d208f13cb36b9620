"""Open data as values: from content and its pages to JSON, CSV and the schemas beside them."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from content.content import CLAUSE_LISTS, Content, NumberedClause, SectionInContext
from content.exports.models import (
    ExportedAgreement,
    ExportedCheck,
    ExportedClause,
    ExportedGlossaryTerm,
    ExportedLink,
    ExportedObligation,
    ExportedPart,
    ExportedSection,
    ExportedService,
    ExportedSupportLine,
    ExportedTerm,
    ExportedTraining,
)
from content.models.support import Ages, Service, SupportLine
from content.models.trainings import Training
from content.pages.page import Page, address_of
from content.pages.trainings import department_rows, ordered_trainings

LINK_COLUMNS = ("id", "title", "url", "access", "state")
TERM_COLUMNS = ("id", "term", "full_form", "explanation", "basis", "url")
SERVICE_COLUMNS = ("id", "name", "offers", "access", "operator", "youngest", "oldest", "ages", "status", "url")
LINE_COLUMNS = ("id", "name", "operator", "level", "phone", "opening_hours", "hours", "audience", "cost", "anonymity")


@dataclass(frozen=True)
class Export:
    """One file of open data: its name below `oppna-data/`, a Swedish title for lists (None for schemas), its maker."""

    name: str
    title: str | None
    make: Callable[[], str]

    @functools.cached_property
    def text(self) -> str:
        """Give what the file holds; made when it is first asked for, since lists only ask for names."""
        return self.make()

    @property
    def uri(self) -> str:
        """Give the file's path from the root of the site."""
        return f"oppna-data/{self.name}"


def build_exports(content: Content, pages: Mapping[str, Page]) -> tuple[Export, ...]:
    """Give every file of open data, in the order of the list that visitors see."""
    edition = content.current.agreement.id

    def services() -> list[ExportedService]:
        return [_export_service(service) for service in content.services.values()]

    def lines() -> list[ExportedSupportLine]:
        return [_export_line(line) for line in content.support_lines.values()]

    def trainings() -> list[ExportedTraining]:
        return [_export_training(training) for training in content.trainings.values()]

    def links() -> list[ExportedLink]:
        return export_links(content, pages.values())

    def terms() -> list[ExportedGlossaryTerm]:
        return export_glossary(content)

    json_files = functools.partial(_json_files, licence=content.site.content_licence.url)
    return (
        *json_files(
            "overenskommelse",
            f"Överenskommelsen {edition}",
            ExportedAgreement,
            lambda: export_agreement(content),
            f"-{edition}",
        ),
        Export("indikatorer.csv", "Alla indikatorer, tabell", lambda: _csv(_indicator_rows(content))),
        *json_files("lankar", "Länkar", list[ExportedLink], links),
        Export("lankar.csv", "Länkar, tabell", lambda: _csv(_rows(links(), LINK_COLUMNS))),
        *json_files("stod", "Stöd", list[ExportedService], services),
        Export("stod.csv", "Stöd, tabell", lambda: _csv(_rows(services(), SERVICE_COLUMNS))),
        *json_files("stodlinjer", "Stödlinjer", list[ExportedSupportLine], lines),
        Export("stodlinjer.csv", "Stödlinjer, tabell", lambda: _csv(_rows(lines(), LINE_COLUMNS))),
        *json_files("utbildningar", "Utbildningar", list[ExportedTraining], trainings),
        Export("utbildningar.csv", "Utbildningar per förvaltning, tabell", lambda: _csv(_training_rows(content))),
        *json_files("ordlista", "Ordlista", list[ExportedGlossaryTerm], terms),
        Export("ordlista.csv", "Ordlista, tabell", lambda: _csv(_rows(terms(), TERM_COLUMNS))),
    )


def export_agreement(content: Content) -> ExportedAgreement:
    """Give the edition in force as open data."""
    return ExportedAgreement(
        edition=content.current.agreement.id,
        title=content.current.agreement.title,
        sections=[_export_section(content, section) for section in content.current.sections],
    )


def export_links(content: Content, pages: Iterable[Page]) -> list[ExportedLink]:
    """Give every outgoing address with the pages that show it."""
    shown: dict[str, list[str]] = {link_id: [] for link_id in content.links}
    for page in pages:
        for link_id in page.links:
            shown[link_id].append(page.address)
    return [
        ExportedLink(
            id=link.id,
            url=link.url,
            printed=link.printed,
            title=link.title,
            access=link.access,
            state=content.link_states[link.id].verdict if link.id in content.link_states else "unchecked",
            pages=sorted(set(shown[link.id])),
        )
        for link in content.links.values()
    ]


def export_glossary(content: Content) -> list[ExportedGlossaryTerm]:
    """Give the glossary as open data."""
    return [
        ExportedGlossaryTerm(
            id=term.id,
            term=term.term,
            full_form=term.full_form,
            explanation=term.explanation,
            basis=term.basis,
            link=term.link,
            url=f"/ordlista/#{term.id}",
        )
        for term in content.glossary.values()
    ]


def _export_section(content: Content, one: SectionInContext) -> ExportedSection:
    section = one.section
    lists = {stem: [_export_clause(content, clause) for clause in clauses] for stem, clauses in one.lists.items()}
    return ExportedSection(
        id=section.id,
        title=section.title,
        url=address_of(f"overenskommelsen/{section.id}.md"),
        parent=section.parent,
        delmal=list(section.delmal),
        page=section.page,
        introduction=[paragraph.text for paragraph in section.introduction],
        introduction_links=[link_id for paragraph in section.introduction for link_id in paragraph.links],
        short_term=ExportedTerm(goals=lists["kort"], indicators=lists["kort-indikator"]),
        long_term=ExportedTerm(goals=lists["lang"], indicators=lists["lang-indikator"]),
        activities=lists["aktivitet"],
    )


def _export_clause(content: Content, item: NumberedClause) -> ExportedClause:
    return ExportedClause(
        id=item.citation,
        text=item.clause.text,
        details=[_export_clause(content, detail) for detail in item.details],
        text_after_details=item.clause.text_after_details,
        links=list(item.clause.links),
        services=[service.id for service in content.services_by_clause.get(item.citation, ())],
        trainings=[training.id for training in content.trainings_by_clause.get(item.citation, ())],
        actors=list(item.clause.actors),
    )


def _export_service(service: Service) -> ExportedService:
    given = service.ages if isinstance(service.ages, Ages) else None
    same = service.model_dump(include=set(ExportedService.model_fields) - {"ages", "checked"})
    return ExportedService(
        **same,
        url=address_of(f"stod/{service.id}.md"),
        youngest=given.youngest if given else None,
        oldest=given.oldest if given else None,
        ages="given" if isinstance(service.ages, Ages) else service.ages,
        exposed=service.exposed,
        checked=ExportedCheck(**service.checked.model_dump()),
    )


def _export_line(line: SupportLine) -> ExportedSupportLine:
    same = line.model_dump(include=set(ExportedSupportLine.model_fields) - {"checked"})
    return ExportedSupportLine(**same, checked=ExportedCheck(**line.checked.model_dump()))


def _export_training(training: Training) -> ExportedTraining:
    return ExportedTraining(
        id=training.id,
        name=training.name,
        url=address_of(f"utbildningar/{training.id}.md"),
        platform=list(training.platforms),
        links=list(training.links),
        parts=[ExportedPart(**part.model_dump()) for part in training.parts],
        obligations=[ExportedObligation(**one.model_dump()) for one in training.obligations],
        indicators=list(training.indicators),
        clauses=list(training.clauses),
        learn=training.learn,
        audience=training.audience,
        minutes=training.minutes,
        access=training.access,
        open_to_public=training.open_to_public,
        step=training.step,
        topics=list(training.topics),
        roles=list(training.roles),
        status=training.status,
        checked=ExportedCheck(**training.checked.model_dump()),
    )


def _training_rows(content: Content) -> Iterator[Sequence[str]]:
    """Yield one row per training and department, in the order to take them; those without any obligation last."""
    yield "utbildning", "forvaltning", "niva", "for_vem", "ordalydelse", "tid", "var", "steg", "beteckning", "adress"
    for department in content.departments:
        for row in department_rows(content, department.id):
            one = row.obligation
            words = (department.name, one.level, one.group, one.wording)
            yield row.training.name, *words, *_training_facts(row.training, one.clause)
    for training in ordered_trainings(content.trainings.values()):
        if not training.obligations:
            yield training.name, "", "", "", "", *_training_facts(training, "")


def _training_facts(training: Training, citation: str) -> tuple[str, ...]:
    time = "" if training.time == "unknown" else training.time
    address = address_of(f"utbildningar/{training.id}.md")
    return time, ", ".join(training.platforms), training.step, citation, address


def _indicator_rows(content: Content) -> Iterator[Sequence[str]]:
    yield "beteckning", "avsnitt", "sikt", "indikator", "adress"
    for one in content.current.sections:
        address = address_of(f"overenskommelsen/{one.section.id}.md")
        for kind in CLAUSE_LISTS:
            if kind.is_indicators:
                term = "kort" if kind.stem.startswith("kort") else "lång"
                for item in one.lists[kind.stem]:
                    yield item.citation, one.section.title, term, item.clause.text, f"{address}#{item.anchor}"


def _rows(records: Iterable[Any], keys: Sequence[str]) -> Iterator[Sequence[str]]:
    yield keys
    for record in records:
        yield ["" if getattr(record, key) is None else str(getattr(record, key)) for key in keys]


def _json_files(
    name: str, title: str, kind: Any, value: Callable[[], Any], suffix: str = "", *, licence: str
) -> tuple[Export, Export]:
    """Give a JSON file and the JSON Schema of its type; `suffix` is in the data's name only.

    The schema states the licence of the data, by its address: a list has no place for it.
    """
    adapter = TypeAdapter(kind)

    def schema() -> str:
        described = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "license": licence}
        return json.dumps(adapter.json_schema() | described, ensure_ascii=False, indent=1) + "\n"

    return (
        Export(f"{name}{suffix}.json", title, lambda: adapter.dump_json(value()).decode() + "\n"),
        Export(f"schema/{name}.schema.json", None, schema),
    )


_FORMULA = re.compile(r"[=@\t]|[+-](?!\d+$)")
"""What a spreadsheet takes for a formula; a phone number with its plus is none."""


def _csv(rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV that Swedish spreadsheets open as they stand: semicolons, and a BOM so that å, ä, ö survive.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
    return "\ufeff" + buffer.getvalue()
