"""Open data as values: from content and its pages to JSON, CSV and the schemas beside them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from core.content import Content
from core.exports.agreement import ExportedAgreement, export_agreement, indicator_rows
from core.exports.files import Export, csv_text, json_files, table_rows
from core.exports.registers import (
    LINK_COLUMNS,
    TERM_COLUMNS,
    ExportedGlossaryTerm,
    ExportedLink,
    export_glossary,
    export_links,
)
from core.exports.support import (
    LINE_COLUMNS,
    SERVICE_COLUMNS,
    ExportedService,
    ExportedSupportLine,
    export_line,
    export_service,
)
from core.exports.trainings import ExportedTraining, export_training, training_rows
from core.pages.markdown_page import Page


def build_exports(content: Content, pages: Mapping[str, Page]) -> tuple[Export, ...]:
    """Give every file of open data, in the order of the list that visitors see; `pages` are read as a file is made."""
    edition = content.current

    def services() -> list[ExportedService]:
        return [export_service(content, service) for service in content.services.values()]

    def lines() -> list[ExportedSupportLine]:
        return [export_line(line) for line in content.support_lines.values()]

    def trainings() -> list[ExportedTraining]:
        return [export_training(training) for training in content.trainings.values()]

    def links() -> list[ExportedLink]:
        return export_links(content, pages.values())

    def terms() -> list[ExportedGlossaryTerm]:
        return export_glossary(content)

    with_schema = functools.partial(json_files, licence=content.site.content_licence.url)
    return (
        *with_schema(
            "overenskommelse",
            f"Överenskommelsen {edition.id}",
            ExportedAgreement,
            lambda: export_agreement(content, edition),
            f"-{edition.id}",
        ),
        Export("indikatorer.csv", "Alla indikatorer, tabell", lambda: csv_text(indicator_rows(content, edition))),
        *with_schema("lankar", "Länkar", list[ExportedLink], links, names_pages=True),
        Export("lankar.csv", "Länkar, tabell", lambda: csv_text(table_rows(links(), LINK_COLUMNS))),
        *with_schema("stod", "Stöd", list[ExportedService], services),
        Export("stod.csv", "Stöd, tabell", lambda: csv_text(table_rows(services(), SERVICE_COLUMNS))),
        *with_schema(
            "stodlinjer", "Stödlinjer", list[ExportedSupportLine], lines, choices={"area": content.site.areas}
        ),
        Export("stodlinjer.csv", "Stödlinjer, tabell", lambda: csv_text(table_rows(lines(), LINE_COLUMNS))),
        *with_schema(
            "utbildningar",
            "Utbildningar",
            list[ExportedTraining],
            trainings,
            choices={"step": tuple(content.vocabulary.step_names)},
        ),
        Export("utbildningar.csv", "Utbildningar per förvaltning, tabell", lambda: csv_text(training_rows(content))),
        *with_schema("ordlista", "Ordlista", list[ExportedGlossaryTerm], terms),
        Export("ordlista.csv", "Ordlista, tabell", lambda: csv_text(table_rows(terms(), TERM_COLUMNS))),
    )
