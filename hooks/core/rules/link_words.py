"""Rules for the words of links: they say where one comes (standard A10), in the register and in hand-written pages.

Words that every link could have say nothing; an address says nothing to who listens. A site that is called by its
address («UMO.se», «1177.se») keeps its name, and words that a document prints are the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from core.load import Loaded
from core.messages import Said, _
from core.models.agreement import Agreement, Section
from core.models.registers import Link
from core.pages.handwritten import HandwrittenPage
from core.problems import Problem
from core.rules.agreement import agreement_references, clause_references, paragraph_references
from core.rules.handwritten import lines_of
from core.rules.references import Reference

_EMPTY = """
läs läsa mer mera vidare om här hit klicka klick tryck se titta på gå till besök öppna visa hämta ladda ner ned
följ länk länken denna detta den det de där information info sida sidan webb webbsida webbsidan
webbplats webbplatsen hemsida hemsidan dokument dokumentet fil filen pdf adress adressen url
ännu en ett och eller för att du kan vår vårt våra deras dess nästa fortsätt
click here read more link this page the go to see visit website site homepage info learn about
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,}/\S*|[a-zåäö][a-zåäö0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}"
)


def fault_of_words(words: str) -> Said | None:
    """Say what is wrong with the words of a link; None where they say where it leads."""
    plain = " ".join(words.split()).strip("<>[]() ")
    if _ADDRESS.fullmatch(plain):
        return _("'{words}' is an address; write what the page is called", words=plain)
    if {*re.findall(r"\w+", plain.casefold())} <= _EMPTY_WORDS:
        return _("'{words}' does not say where the link leads; write what is there", words=plain)
    return None


def check_link_titles(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each link of the register whose title says nothing, but those that a document names."""
    named = {reference for _, _, reference, _ in _of_documents(loaded)}
    for link in loaded.of(Link):
        if link.record.id not in named and (fault := fault_of_words(link.record.title)) is not None:
            yield link.problem(fault, "title")


def _of_documents(loaded: Loaded) -> Iterator[Reference]:
    for agreement in loaded.of(Agreement):
        yield from agreement_references(agreement)
    for section in loaded.of(Section):
        yield from paragraph_references(section, section.record.introduction, "introduction")
        yield from clause_references(section)


def check_link_words(pages: Mapping[str, HandwrittenPage], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each link of a hand-written page whose words say nothing, at each line that it stands on."""
    for uri, page in pages.items():
        for link in page.rendered.links:
            if link.words is not None and (fault := fault_of_words(link.words)) is not None:
                for line in list(lines_of(link.url, texts[uri])) or _lines_with(link.words, texts[uri]):
                    yield Problem(f"docs/{uri}", line, fault)


def _lines_with(words: str, text: str) -> Iterator[int]:
    """Yield the lines that give a macro the words of its link; none where those are a record's."""
    for number, line in enumerate(text.splitlines(), 1):
        if f'"{words}"' in line or f"'{words}'" in line:
            yield number
