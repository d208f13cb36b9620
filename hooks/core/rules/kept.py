"""Rules for what must not be lost: what was published, what the signed document says, what a cited clause promises."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.content import Content
from core.editions import Edition, SectionInContext
from core.load import Loaded, Placed
from core.messages import N_, Said, _
from core.models.agreement import Agreement, Section
from core.models.kept import Published, Signed, SignedSection
from core.noted import cited_now
from core.pages.handwritten import HandwrittenPage
from core.problems import Problem
from core.routes import Register, line_anchor
from core.rules.agreement import clauses_of, edition_of
from core.rules.references import Step
from core.text import day_words

_LONG_SENTENCE = 10
_WHAT = {
    "figures": N_("figures"),
    "percents": N_("percents"),
    "capitals": N_("capitals"),
    "indicators": N_("indicators"),
}
_LIKE = 0.8
"""Below this likeness of their words, two texts of a clause may promise different things."""


def check_published(
    content: Content,
    loaded: Loaded,
    addresses: Collection[str],
    register: Register,
    handwritten: Mapping[str, HandwrittenPage] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Yield a problem for each address and place that was published, is gone, and leads nowhere; clauses are `lost`'s.

    A help line that is taken from one page and stands on another has moved with its way in.
    """
    stands = {*addresses, *content.moved}
    written = {page.address: page for page in handwritten.values()}
    for published in loaded.of(Published):
        for index, place in enumerate(published.record.anchors):
            page, _hash, anchor = place.partition("#")
            if page not in addresses or register.has(place) or anchor.startswith(line_anchor("")):
                continue
            if page in written:
                yield _lost_heading(written[page], anchor, published.record.anchors)
                continue
            message = _(
                "'{address}' was published and is no place on its page; put it back, or add a redirect from it",
                address=place,
            )
            yield published.problem(message, "anchors", index)
        for index, address in enumerate(published.record.addresses):
            if address not in stands:
                message = _(
                    "'{address}' was published and is no page; put the page back, or add a redirect from it",
                    address=address,
                )
                yield published.problem(message, "addresses", index)


def _lost_heading(page: HandwrittenPage, anchor: str, published: Collection[str]) -> Problem:
    """Give the loss of a place on a hand-written page, at the one id that has come to it, where there is one."""
    new = [one for one in page.own_anchors() if f"{page.address}#{one}" not in published]
    found = re.search(rf"#{re.escape(new[0])}(?![\w-])", page.written) if len(new) == 1 else None
    message = _(
        "the place '#{anchor}' of this page was published and is gone; give its heading that id back, "
        "{{ #{anchor} }}, or add a redirect from {address}#{anchor}",
        anchor=anchor,
        address=page.address,
    )
    return Problem(page.data_path, page.written.count("\n", 0, found.start()) + 1 if found else 1, message)


def check_signed(content: Content, loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each difference from what was noted of a signed document."""
    agreements = {edition_of(one): one for one in loaded.of(Agreement)}
    for signed in loaded.of(Signed):
        edition = content.editions.get(edition_of(signed))
        if edition is None:
            if edition_of(signed) not in agreements:  # else it waits for its first day, and is tried for that
                yield signed.problem(
                    _(
                        "data/agreements/{edition}/ has no agreement.yml; add it, or remove the folder",
                        edition=edition_of(signed),
                    )
                )
            continue
        own = {one.record.id: one for one in loaded.of(Section) if edition_of(one) == edition.id}
        order = [stated.id for stated in signed.record.sections if stated.id in edition.by_id]
        if order != [section_id for section_id in edition.by_id if section_id in order]:
            message = _("not in the order of the document; write {known}", known=", ".join(order))
            yield agreements[edition.id].problem(message, "sections")
        for index, stated in enumerate(signed.record.sections):
            if stated.id not in edition.by_id:
                message = _(
                    "the section '{id}' is not in the edition; correct the id, or put the section back", id=stated.id
                )
                yield signed.problem(message, "sections", index, "id")
            else:
                compared = _Compared(content, signed, index, stated, own[stated.id], edition.by_id[stated.id])
                yield from compared.problems()
        yield from _check_sentences(signed.record, own.values())
        yield from _check_addresses(content, signed, edition)


@dataclass(frozen=True)
class _Compared:
    """A section beside what was noted of it; what is lost is told where it is noted, what is new where it stands."""

    content: Content
    signed: Placed[Signed]
    index: int
    stated: SignedSection
    section: Placed[Section]
    shown: SectionInContext

    def problems(self) -> Iterator[Problem]:
        """Yield each difference."""
        stated, shown = self.stated, self.shown
        text = folded(" ".join([*shown.texts(), *(clause.clause.text for clause in shown.walk_struck())]))
        titles = " ".join(self.content.links[link].title for link in _links(shown))
        if stated.delmal != (found := tuple(group.delmal for group in shown.groups if group.delmal)):
            given, wanted = (", ".join(map(str, numbers)) for numbers in (found, stated.delmal))
            message = _(
                "the document states the delmål {wanted}, not {given}; {mend}",
                wanted=wanted,
                given=given,
                mend=self._mend,
            )
            yield self.section.problem(message, "belongs_to")
        yield from self._lost("figures", set(stated.figures) - figures(text) - figures(titles))
        yield from self._lost("percents", set(stated.percents) - percents(text))
        yield from self._lost("capitals", set(stated.capitals) - capitals(f"{shown.section.title} {text} {titles}"))
        indicators = {folded(one.clause.text) for one in (*shown.walk(), *shown.walk_struck()) if one.is_indicator}
        yield from self._lost("indicators", {folded(one) for one in stated.indicators} - indicators)
        yield from self._new("figures", figures, figures(text) - set(stated.figures))
        yield from self._new("percents", percents, percents(text) - set(stated.percents))
        yield from self._counts()

    @property
    def _mend(self) -> Said:
        return _("correct the text, or note the revised document in {path}", path=self.signed.document.path)

    def _lost(self, what: str, values: set[str]) -> Iterator[Problem]:
        if values:
            message = _(
                "{what} of the document are lost in {path}: {known}; "
                "correct the text there, or note the revised document",
                what=_(_WHAT[what]),
                path=self.section.document.path,
                known=", ".join(sorted(values)),
            )
            yield self.signed.problem(message, *self._at(what))

    def _new(self, what: str, read: Callable[[str], set[str]], values: set[str]) -> Iterator[Problem]:
        for location, texts in _texts(self.section.record):
            if found := values & read(folded(" ".join(texts))):
                message = _(
                    "{what} are not in the document: {known}; {mend}",
                    what=_(_WHAT[what]),
                    known=", ".join(sorted(found)),
                    mend=self._mend,
                )
                yield self.section.problem(message, *location)

    def _counts(self) -> Iterator[Problem]:
        """Yield a problem for each list with more bullets, or fewer, than the document's."""
        counts = Counter(location[1] for location, _ in clauses_of(self.section.record))
        lists = {one.id: number for number, one in enumerate(self.section.record.lists)}
        for list_id in self.stated.lists.keys() | lists.keys():
            found = counts[lists[list_id]] if list_id in lists else 0
            noted = self.stated.lists.get(list_id, 0)
            if found != noted:
                message = _(
                    "the list '{list_id}' has {found} bullets, struck ones too, and the document {noted}; "
                    "put back what is lost, or note the revised document in {path}",
                    list_id=list_id,
                    found=found,
                    noted=noted,
                    path=self.signed.document.path,
                )
                if list_id in lists:
                    yield self.section.problem(message, "lists", lists[list_id], "id")
                else:
                    yield self.section.problem(message, "lists")

    def _at(self, key: str) -> tuple[Step, ...]:
        return ("sections", self.index, key)


def _texts(section: Section) -> Iterator[tuple[tuple[Step, ...], tuple[str, ...]]]:
    """Yield each text of a section with its place."""
    for index, paragraph in enumerate(section.introduction):
        yield ("introduction", index), (paragraph.text,)
    for location, clause in clauses_of(section):
        yield location, (clause.text, clause.text_after_details or "")


def _check_sentences(signed: Signed, sections: Iterable[Placed[Section]]) -> Iterator[Problem]:
    for section in sections:
        for location, clause in clauses_of(section.record):
            if section.record.lists[int(location[1])].kind != "indicators":
                for sentence in long_sentences(clause.text):
                    if fingerprint(sentence) in signed.sentences:
                        message = _(
                            "'{sentence}' is the document's own sentence; write it in plain words", sentence=sentence
                        )
                        yield section.problem(message, *location, "text")


def _check_addresses(content: Content, signed: Placed[Signed], edition: Edition) -> Iterator[Problem]:
    used = {link for one in edition.sections for link in _links(one)}
    used |= {link for paragraph in edition.agreement.implementation for link in paragraph.links}
    known = {address: link.id for link in content.links.values() for address in (link.url, link.printed) if address}
    for index, address in enumerate(signed.record.addresses):
        if address not in known:
            message = _(
                "the document prints '{address}', and no link has it; put the link back in data/links.yml, or give the "
                "address to the link that has come in its place, as 'printed'",
                address=address,
            )
            yield signed.problem(message, "addresses", index)
        elif known[address] not in used:
            message = _(
                "the document prints '{address}', and no section shows '{known}'; put the link back",
                address=address,
                known=known[address],
            )
            yield signed.problem(message, "addresses", index)


def _links(one: SectionInContext) -> list[str]:
    return [
        *(link for paragraph in one.section.introduction for link in paragraph.links),
        *(link for clause in (*one.walk(), *one.walk_struck()) for link in clause.clause.links),
    ]


def folded(text: str) -> str:
    """Give text with blanks folded and words that were split over lines joined."""
    return re.sub(r"- (?=[a-zåäö])", "-", " ".join(text.split()))


def figures(text: str) -> set[str]:
    """Give the figures of a text: years, spans, percents, paragraphs."""
    return set(re.findall(r"\d+(?::\d+)?", text))


def percents(text: str) -> set[str]:
    """Give each percentage and percentage point with its number."""
    return set(re.findall(r"\w+ procent(?:enheter)?", text))


def capitals(text: str) -> set[str]:
    """Give what is written in capitals: SIP, F-ACT, HBTQI."""
    return set(re.findall(r"\b[A-ZÅÄÖ]{2,}\b", text))


def long_sentences(text: str) -> list[str]:
    """Give the sentences of a running text that are long enough to be someone's own, as they are written."""
    sentences = re.split(r"(?<=[.!?])\s", " ".join(text.split()))
    return [one for one in sentences if len(folded(one).split()) >= _LONG_SENTENCE]


def fingerprint(sentence: str) -> str:
    """Give what is kept of a sentence that may not be copied, however its words are split over lines."""
    return hashlib.sha256(folded(sentence).encode()).hexdigest()[:12]


def notices(content: Content) -> Iterator[Said]:
    """Yield, for each clause that those who cite it should look at, its place, what happened, and who they are."""
    seen, strength = content.seen, frozenset(content.vocabulary.strength)
    for citation, text in cited_now(content).items():
        records = [f"data/services/{one.id}.yml" for one in content.services_by_clause.get(citation, ())]
        records += [f"data/trainings/{one.id}.yml" for one in content.trainings_by_clause.get(citation, ())]
        who = ", ".join(records)
        if citation in content.struck:
            clause = content.struck[citation]
            day = day_words(clause.struck) if clause.struck else ""
            yield _(
                "{place}: '{citation}' was struck {day} and is cited by {who}; cite another clause",
                place=clause.place,
                citation=citation,
                day=day,
                who=who,
            )
        elif leaves := content.clauses[citation].struck:
            place = content.clauses[citation].place
            yield _(
                "{place}: '{citation}' is struck from {day} and is cited by {who}; cite another clause",
                place=place,
                citation=citation,
                day=day_words(leaves),
                who=who,
            )
        elif citation in seen and differs(seen[citation], text, strength):
            place = content.clauses[citation].place
            yield _(
                "{place}: '{citation}' says something else than when {who} cited it; look, then run make seen",
                place=place,
                citation=citation,
                who=who,
            )


def differs(before: str, now: str, strength: Collection[str]) -> bool:
    """Whether two texts of a clause may promise different things: other figures, words of strength, or many words."""
    old, new = (re.findall(r"\w+", text.casefold()) for text in (before, now))
    telling = [[word for word in words if word in strength or any(map(str.isdigit, word))] for words in (old, new)]
    return sorted(telling[0]) != sorted(telling[1]) or difflib.SequenceMatcher(None, old, new, False).ratio() < _LIKE
