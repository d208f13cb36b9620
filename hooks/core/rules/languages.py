"""Rules for pages in other languages: references, folders of their own, 112 first, nobody's words without a reader."""

from __future__ import annotations

from collections.abc import Iterator

from core.content import Content
from core.load import Loaded, Placed
from core.messages import Said, _
from core.models.languages import Language, LanguagePage
from core.models.support import SupportLine
from core.pages.languages import untranslated
from core.problems import Problem
from core.routes import FOLDERS
from core.rules.references import Reference

_REGISTERS = (
    ("lines", "support-lines.yml"),
    ("situations", "situations.yml"),
    ("services", "services/"),
    ("links", "links.yml"),
)
_OWN = frozenset({"sv", "en"})
"""What the editor reads: in any other language nobody at the site can see what the page says."""
_LEVELS = ("akut", "snart", "prata", None)


def language_references(loaded: Loaded) -> Iterator[Reference]:
    """Yield every reference of the languages as (record, register, id, location)."""
    for language in loaded.of(Language):
        for where, page in _pages(language.record):
            for number, block in enumerate(page.blocks):
                for key, register in _REGISTERS:
                    for index, reference in enumerate(getattr(block, key)):
                        yield language, register, reference, (where, "blocks", number, key, index)


def check_languages(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with a language beside the other records."""
    phones = {line.record.id: line.record.phone for line in loaded.of(SupportLine)}
    for language in loaded.of(Language):
        record = language.record
        if record.id in FOLDERS:
            yield language.problem(_("'{id}' is a folder of the site already; choose another id", id=record.id), "id")
        if record.language not in _OWN and record.proofread is None:
            message = _(
                "nobody who reads '{name}' has read its pages; write role and date in proofread, "
                "or take the language away until then",
                name=record.name,
            )
            yield language.problem(message, "proofread")
        if record.crisis.address is not None:
            message = _("the crisis page is the first page of its folder; write null")
            yield language.problem(message, "crisis", "address")
        if record.help.address is None:
            yield language.problem(_("the second page has no address; give it one"), "help", "address")
        seen: set[str] = set()
        for number, translation in enumerate(record.translations):
            if translation.of in seen:
                message = _("'{of}' is translated twice; keep one", of=translation.of)
                yield language.problem(message, "translations", number, "of")
            seen.add(translation.of)
        yield from _check_order(language, phones)


def language_notices(content: Content) -> Iterator[Said]:
    """Yield what the editor should know of each language: it stops nothing."""
    for language in content.languages.values():
        if language.proofread is None:
            yield _("{name}: nobody has proofread its pages; the pages say so (data/languages.yml)", name=language.name)
        for line_id, text in untranslated(content, language):
            yield _(
                "{name}: no words for '{text}' of {line_id}; it is shown in Swedish (data/languages.yml)",
                name=language.name,
                text=text,
                line_id=line_id,
            )


def _check_order(language: Placed[Language], phones: dict[str, str | None]) -> Iterator[Problem]:
    """Yield a problem where the crisis page is not in the national order: 112, then care, then talk (standard C3)."""
    blocks = language.record.crisis.blocks
    if blocks[0].level != "akut" or {phones.get(line_id, "112") for line_id in blocks[0].lines} != {"112"}:
        yield language.problem(
            _("the first block must be akut and call 112 and nothing else; correct it"), "crisis", "blocks", 0
        )
    levels = [block.level for block in blocks]
    if levels.count("akut") != 1 or levels != sorted(levels, key=_LEVELS.index):
        message = _("the levels must be akut once, then snart, then prata, then none; reorder the blocks")
        yield language.problem(message, "crisis", "blocks")


def _pages(language: Language) -> Iterator[tuple[str, LanguagePage]]:
    yield "crisis", language.crisis
    yield "help", language.help
