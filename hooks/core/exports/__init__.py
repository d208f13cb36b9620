"""Open data as values: from content and its pages to JSON, CSV and the schemas beside them."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from core import routes
from core.content import Content
from core.exports.agreement import ExportedAgreement, export_agreement, indicator_rows
from core.exports.catalogue import catalogue
from core.exports.files import Export, json_files, table_files, table_rows
from core.exports.hsds import hsds_schema, hsds_text
from core.exports.registers import (
    LINK_COLUMNS,
    TERM_COLUMNS,
    ExportedGlossaryTerm,
    ExportedLink,
    export_glossary,
    export_links,
)
from core.exports.support import (
    SERVICE_COLUMNS,
    ExportedService,
    ExportedSupportLine,
    export_line,
    export_service,
    line_rows,
)
from core.exports.trainings import ExportedTraining, export_training, training_rows
from core.pages.markdown_page import Page

HSDS = "Stöd och stödlinjer i HSDS 3.1"


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
    files = (
        *with_schema(
            "overenskommelse",
            f"Överenskommelsen {edition.id}",
            ExportedAgreement,
            lambda: export_agreement(content, edition),
            f"-{edition.id}",
        ),
        *table_files("indikatorer", "Alla indikatorer", lambda: indicator_rows(content, edition)),
        *with_schema("lankar", "Länkar", list[ExportedLink], links, names_pages=True),
        *table_files("lankar", "Länkar", lambda: table_rows(links(), LINK_COLUMNS), names_pages=True),
        *with_schema("stod", "Stöd", list[ExportedService], services),
        *table_files("stod", "Stöd", lambda: table_rows(services(), SERVICE_COLUMNS)),
        *with_schema(
            "stodlinjer", "Stödlinjer", list[ExportedSupportLine], lines, choices={"area": content.site.areas}
        ),
        *table_files("stodlinjer", "Stödlinjer", lambda: line_rows(content)),
        Export("hsds.json", HSDS, lambda: hsds_text(content)),
        Export(routes.schema("hsds"), None, lambda: hsds_schema(HSDS, content.site.content_licence.url)),
        *with_schema(
            "utbildningar",
            "Utbildningar",
            list[ExportedTraining],
            trainings,
            choices={"step": tuple(content.vocabulary.step_names)},
        ),
        *table_files("utbildningar", "Utbildningar per förvaltning", lambda: training_rows(content)),
        *with_schema("ordlista", "Ordlista", list[ExportedGlossaryTerm], terms),
        *table_files("ordlista", "Ordlista", lambda: table_rows(terms(), TERM_COLUMNS)),
    )
    listed = catalogue(content, files)
    return files if listed is None else (*files, listed)
