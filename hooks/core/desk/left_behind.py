"""What speaks of an edition that is no longer in force: pages, synonyms, links, and texts that name its years.

Nothing of it is a fault, as every address leads on. It is what a person looks through when another edition comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.load import load_records
from core.messages import Said, _
from core.models.synonyms import Synonym
from core.routes import LINKS, address_of, below
from core.rules.handwritten import lines_that_lead_to
from core.site import CheckedSite, Sources

SHOWN = 100
"""Characters of a text that a list repeats."""
# What is no text of today: documents, what is compared or noted of them, and what only a program reads.
_OF_NO_DAY = (
    "data/agreements/",
    "data/checks.yml",
    "data/cited.yml",
    "data/continuity.yml",
    "data/follow-up/",
    "data/links.yml",
    "data/published.yml",
    "data/requirements.yml",
    "data/synonyms.yml",
)


def left_behind(site: CheckedSite, sources: Sources) -> Iterator[Said]:
    """Yield, with its place, what leads to pages that the edition in force does not have."""
    content = site.content
    moved = content.moved_by_edition
    for place, address in lines_that_lead_to(site.handwritten, sources.handwritten, moved):
        yield _(
            "{place}: leads to '{address}', which {edition} does not have; "
            "read what the page says there, and link to another page",
            place=place,
            address=address,
            edition=content.current_edition,
        )
    for synonym in load_records(sources.documents).of(Synonym) if moved else ():
        for key in ("pages", "others"):
            for index, address in enumerate(getattr(synonym.record, key)):
                if address.partition("#")[0] in moved:
                    yield _(
                        "{place}: '{address}' is left out of the search, as {edition} does not have it; "
                        "name another page, or take it away",
                        place=synonym.place(key, index),
                        address=address,
                        edition=content.current_edition,
                    )
    for past in content.succession.past:
        start = content.pages_of(past).start
        others = [page for page in site.all_pages() if page.src_uri != LINKS]
        now = {link for page in others if not below(page.src_uri, start) for link in page.links}
        then = {link for page in others if below(page.src_uri, start) for link in page.links}
        for link in sorted(then - now):
            if content.links[link].edition is None:
                yield _(
                    "data/links.yml: '{link}' is shown by {past} alone; write edition: '{past}' there",
                    link=link,
                    past=past,
                )


def to_look_through(site: CheckedSite, sources: Sources) -> Iterator[Said]:
    """Yield, with its place, what else may say something old when the edition of a site has just come into force."""
    content = site.content
    pages = content.pages_of(content.current_edition)
    changed = [address_of(pages.section(section)) for section in content.succession.changed()]
    for place, address in lines_that_lead_to(site.handwritten, sources.handwritten, changed):
        yield _(
            "{place}: leads to '{address}', where something is changed; read what the page says",
            place=place,
            address=address,
        )
    for past in content.succession.past[:1]:
        for place, text in _naming(content.editions[past].agreement.period, sources):
            yield _(
                "{place}: names {period}: {text}",
                place=place,
                period=content.editions[past].agreement.period,
                text=text,
            )


def _naming(period: str, sources: Sources) -> Iterator[tuple[str, str]]:
    """Yield each text of today that names a year of a period, with its place."""
    years = re.compile(rf"(?<![\d-])(?:{'|'.join(re.findall(r'[0-9]{4}', period)) or '(?!)'})(?![\d-])")
    for document in sources.documents:
        if document.path.startswith(_OF_NO_DAY):
            continue
        for location, line in document.lines.items():
            if any(isinstance(step, str) and step.startswith("(") for step in location):
                continue
            text = document.at(location)
            if isinstance(text, str) and " " in text and years.search(text):
                yield f"{document.path}:{line}", _shown(text)
    for uri, markdown in sources.handwritten.items():
        for number, written in enumerate(markdown.splitlines(), 1):
            if years.search(written):
                yield f"docs/{uri}:{number}", _shown(written)


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
