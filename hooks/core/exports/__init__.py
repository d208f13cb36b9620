"""Open data as values: from content and its pages to JSON, CSV and the schemas beside them."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterator, Mapping

from core import routes
from core.content import Content
from core.editions import Edition
from core.exports.agreement import ExportedAgreement, export_agreement, indicator_rows
from core.exports.catalogue import catalogue
from core.exports.feed import feed
from core.exports.files import Export, json_files, table_files, table_rows
from core.exports.follow_up import value_rows
from core.exports.history import (
    ExportedChange,
    ExportedContinuity,
    change_rows,
    export_changes,
    export_continuity,
)
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
    ExportedService,
    ExportedSupportLine,
    export_line,
    export_service,
    line_rows,
    service_rows,
)
from core.exports.trainings import ExportedTraining, export_training, training_rows
from core.pages.markdown_page import Page
from core.pages.writing import NO_LONGER
from core.text import upper_first

HSDS = "Stöd och stödlinjer i HSDS 3.1"


def build_exports(content: Content, pages: Mapping[str, Page]) -> tuple[Export, ...]:
    """Give every file of open data, in the order of the list that visitors see; `pages` are read as a file is made."""

    def services() -> list[ExportedService]:
        return [export_service(content, service) for service in content.services.values()]

    def lines() -> list[ExportedSupportLine]:
        return [export_line(content, line) for line in content.support_lines.values()]

    def trainings() -> list[ExportedTraining]:
        return [export_training(content, training) for training in content.trainings.values()]

    def links() -> list[ExportedLink]:
        return export_links(content, pages.values())

    def terms() -> list[ExportedGlossaryTerm]:
        return export_glossary(content)

    with_schema = functools.partial(json_files, licence=content.site.content_licence.url)
    files = (
        *_edition_files(content, content.current),
        *with_schema(routes.CHANGES_DATA, "Vad som har ändrats", list[ExportedChange], lambda: export_changes(content)),
        *table_files(routes.CHANGES_DATA, "Vad som har ändrats", lambda: change_rows(content)),
        *with_schema(
            "kontinuitet",
            "Vart tidigare avsnitt tog vägen",
            list[ExportedContinuity],
            lambda: export_continuity(content),
        ),
        *table_files(routes.VALUES_DATA, "Uppföljda värden", lambda: value_rows(content)),
        *with_schema("lankar", "Länkar", list[ExportedLink], links, names_pages=True),
        *table_files("lankar", "Länkar", lambda: table_rows(links(), LINK_COLUMNS), names_pages=True),
        *with_schema("stod", "Stöd", list[ExportedService], services),
        *table_files("stod", "Stöd", lambda: service_rows(content)),
        *with_schema(
            "stodlinjer", "Stödlinjer", list[ExportedSupportLine], lines, choices={"area": content.site.areas}
        ),
        *table_files("stodlinjer", "Stödlinjer", lambda: line_rows(content)),
        Export("hsds.json", HSDS, lambda: hsds_text(content)),
        Export(routes.schema("hsds"), None, lambda: hsds_schema(HSDS, content.site.content_licence.url)),
        *with_schema(
            routes.TRAININGS_DATA,
            "Utbildningar",
            list[ExportedTraining],
            trainings,
            choices={"step": tuple(content.vocabulary.step_names)},
        ),
        *table_files(routes.TRAININGS_DATA, "Utbildningar per förvaltning", lambda: training_rows(content)),
        *with_schema("ordlista", "Ordlista", list[ExportedGlossaryTerm], terms),
        *table_files("ordlista", "Ordlista", lambda: table_rows(terms(), TERM_COLUMNS)),
        *(one for edition in content.earlier for one in _edition_files(content, edition) if one.title),
        Export(posixpath.basename(routes.FEED), "Nytt, flöde att följa i en flödesläsare", lambda: feed(content)),
    )
    listed = catalogue(content, files)
    return files if listed is None else (*files, listed)


def _edition_files(content: Content, edition: Edition) -> Iterator[Export]:
    """Yield the files of an edition: the whole with its schema, and the table of its indicators if it has any."""
    note = "" if edition is content.current else f", {NO_LONGER}"
    yield from json_files(
        "overenskommelse",
        f"{upper_first(edition.name)}{note}",
        ExportedAgreement,
        lambda: export_agreement(content, edition),
        f"-{edition.id}",
        licence=content.site.content_licence.url,
    )
    if edition.has_indicators:
        title = f"Alla indikatorer, {edition.name}{note}" if note else "Alla indikatorer"
        yield from table_files(content.pages_of(edition.id).table, title, lambda: indicator_rows(content, edition))
