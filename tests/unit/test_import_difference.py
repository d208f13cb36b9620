"""A document beside an edition: which clause each bullet is, and what differs. The documents are invented."""

from __future__ import annotations

import dataclasses

import pytest

from core.importing.comparing import compare
from core.importing.difference import Difference
from core.importing.document import Document, DocumentSection, Item, ItemList, Link, Paragraph, UnreadableDocumentError
from core.importing.known import document_reference, edition_reference
from core.importing.telling import Teller, compare_told, compare_wordings, is_lamed, keys_of
from imported import document_of_edition, reworded, with_items
from invented import Invented

STRENGTH = ("ska", "bör", "kan", "får", "erbjuder", "inte")


def _compare(whole: Invented, document: Document) -> Difference:
    content = whole.content()
    return compare(document, edition_reference(content, content.current, {}), STRENGTH)


def _states(difference: Difference) -> dict[str, str]:
    """Give the state of each bullet that is not the same, by the clause that it is, or by its text."""
    return {
        one.known.citation.split("/", 1)[1] if one.known else one.bullet.item.text: one.state
        for one in difference.bullets
        if one.state != "same"
    }


def test_a_document_in_other_words_is_the_same(whole: Invented) -> None:
    """Our wording differs from the document's, and nothing that tells does."""
    difference = _compare(whole, document_of_edition(whole.content()))
    assert _states(difference) == {}
    assert not difference.alignment.gone
    assert not difference.any


@pytest.mark.parametrize(
    ("before", "after", "clause"),
    [
        ("Skolan frågar alla barn hur de mår.", "Skolan frågar alla barn hur de mår den 3 maj.", "tidigt-stod/kort-1"),
        ("Antal planer per år.", "Antal planer per kvartal.", "samverkan/kort-indikator-1"),
        ("Alla ska veta vart", "Alla bör veta vart", "samverkan/lang-1"),
        ("Den som ber om hjälp får svar.", "Den som ber om hjälp får inte svar.", "tidigt-stod/vill-2"),
        ("Samtalet hålls i skolan.", "Samtalet hålls i Kvarngården.", "samverkan/kort-1-1-1"),
        ("som ska vara lätt", "som ska öppna 2022 och vara lätt", "samverkan/kort-2"),
        ("Ingen ska behöva", "Ingen i Storviken ska behöva", "samverkan/kort-1"),
    ],
    ids=["day", "indicator", "strength", "negation", "name", "year", "name in other words"],
)
def test_what_tells_is_told(whole: Invented, before: str, after: str, clause: str) -> None:
    """A figure, a day, a name, an indicator or a word of strength that differs is told of that bullet alone."""
    assert _states(_compare(whole, reworded(document_of_edition(whole.content()), before, after))) == {
        clause: "changed"
    }


def test_an_address_that_differs_is_told(whole: Invented) -> None:
    """An address is told where it was lost and stands nowhere else, and where a new one stands."""

    def change(_: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(
            dataclasses.replace(one, links=(Link("filmen", "https://film.example/ny"),)) if len(one.links) > 1 else one
            for one in items
        )

    (one,) = [
        one
        for one in _compare(whole, with_items(document_of_edition(whole.content()), change)).bullets
        if one.state != "same"
    ]
    (changed,) = one.changes
    assert (changed.kind, changed.after) == ("address", ("https://film.example/ny",))
    assert changed.before


def test_the_scheme_of_an_address_is_no_difference(whole: Invented) -> None:
    """The document prints http and www where we have neither."""

    def change(_: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(
            dataclasses.replace(
                one,
                links=tuple(Link(link.text, link.address.replace("https://", "http://www.")) for link in one.links),
            )
            for one in items
        )

    assert _states(_compare(whole, with_items(document_of_edition(whole.content()), change))) == {}


def test_gone_new_and_moved(whole: Invented) -> None:
    """A bullet that is left out is gone, one put in is new, one in another list has moved."""
    stranger = Item("Biblioteket lånar ut brädspel och cyklar till alla som flyttat hit.", 1)
    moved = Item("Vi ordnar en dag om psykisk hälsa.", 1)

    def change(place: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        if place == "0/0":
            return (stranger,)
        if place == "0/3":
            return (*items, moved)
        return tuple(one for one in items if not one.text.startswith("Barnet väljer"))

    difference = _compare(whole, with_items(document_of_edition(whole.content()), change))
    assert _states(difference) == {stranger.text: "new", "samverkan/aktivitet-1": "moved"}
    assert [one.citation for one in difference.alignment.gone] == ["2021/samverkan/kort-1-1-2"]


def test_neighbours_that_changed_places(whole: Invented) -> None:
    """Of two that changed places one has moved, and both are what they were."""

    def change(_: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return items[::-1] if items[0].text.startswith("Barn ska") else items

    states = _states(_compare(whole, with_items(document_of_edition(whole.content()), change)))
    assert list(states.values()) == ["moved"]


def test_a_new_section_and_one_that_is_gone(whole: Invented) -> None:
    """A section put in has no id and its bullets are new; one left out is gone with its clauses."""
    document = document_of_edition(whole.content())
    items = (Item("Simhallen öppnar klockan sex på morgonen för alla pensionärer.", 1),)
    put_in = DocumentSection("Bad och motion", "12", (), (), (ItemList("Det här gör vi", items),))
    lost = document.sections[1]
    difference = _compare(whole, dataclasses.replace(document, sections=(document.sections[0], put_in)))
    assert difference.sections[1].known is None
    assert lost.title in [one.title for one in difference.gone_sections]
    assert difference.sections[1].bullets[0].state == "new"


def test_a_section_under_another_title_is_the_same_one(whole: Invented) -> None:
    """What it holds tells which one it is, and that the title differs is told."""
    document = document_of_edition(whole.content())
    first = dataclasses.replace(document.sections[0], title="Så gör vi ihop")
    difference = _compare(whole, dataclasses.replace(document, sections=(first, *document.sections[1:])))
    assert difference.sections[0].known is not None
    assert difference.sections[0].known.id == "samverkan"
    assert difference.sections[0].retitled
    assert difference.any


def test_a_figure_of_an_introduction_is_told(whole: Invented) -> None:
    """An introduction is compared as clauses are."""
    document = document_of_edition(whole.content())
    told = (Paragraph("Den som vill kan få en samordnad individuell plan på papper inom 14 dagar.", "7"),)
    first = document.sections[0]
    first = dataclasses.replace(first, introduction=(first.introduction[0], *told))
    difference = _compare(whole, dataclasses.replace(document, sections=(first, *document.sections[1:])))
    assert [one.after for one in difference.sections[0].changes if one.kind == "figure"] == [("14", "dagar")]


def test_the_title_is_told(whole: Invented) -> None:
    """A document of another year that says all the same is another document; one without a title is not."""
    same = document_of_edition(whole.content())
    assert _compare(whole, dataclasses.replace(same, title="")).opening is None
    told = _compare(whole, dataclasses.replace(same, title="Överenskommelse 2022")).opening
    assert told is not None
    assert told.retitled
    assert _compare(whole, dataclasses.replace(same, title="Överenskommelse 2022")).any


def test_what_stands_before_the_first_section_is_told(whole: Invented) -> None:
    """Other words are no difference; a figure is, and a day that the edition was decided on is none."""
    same = document_of_edition(whole.content())
    preamble = (
        Paragraph("2020-12-01"),
        Paragraph("Vi arbetar ihop så att fler mår bra. Alla ska få stöd i tid. Strategin visar vägen i tio år."),
    )
    assert not _compare(whole, dataclasses.replace(same, preamble=preamble)).any
    more = (*preamble, Paragraph("Planen gäller 4 000 barn."))
    told = _compare(whole, dataclasses.replace(same, preamble=more)).opening
    assert told is not None
    assert [(one.kind, one.before, one.after) for one in told.changes] == [("figure", (), ("4000",))]


def test_what_was_noted_of_the_document_decides(whole: Invented) -> None:
    """With the document's own words of strength noted, only they are compared: ours may have others."""
    content, document = whole.content(), document_of_edition(whole.content())
    changed = reworded(document, "prövar en ny väg in, som ska vara", "prövar en ny väg in, som bör vara")
    for told, expected in ((("bör",), {}), (("ska",), {"samverkan/kort-2": "changed"})):
        noted = {("samverkan", "kort-2"): ("staden", *told)}
        reference = edition_reference(content, content.current, noted)
        assert _states(compare(changed, reference, STRENGTH)) == expected


def test_another_document_is_refused(whole: Invented) -> None:
    """What has nearly nothing in common with the edition is no edition of it."""
    items = tuple(
        Item(f"Vägen mellan hamnen och kvarter {number} asfalteras om under våren.", 1) for number in range(9)
    )
    other = Document("Gator", (), (DocumentSection("Vägar", "1", (), (), (ItemList("Lista", items),)),), (), ())
    with pytest.raises(
        UnreadableDocumentError, match="not like överenskommelsen 2021, only 0 of 9 bullets are in both"
    ):
        _compare(whole, other)


def test_a_document_with_a_little_in_common_is_refused(whole: Invented) -> None:
    """Others have some of the clauses word for word; a next edition has more of them."""
    document = document_of_edition(whole.content())
    first = dataclasses.replace(document.sections[0], lists=document.sections[0].lists[:1])
    with pytest.raises(UnreadableDocumentError, match="only 1 of"):
        _compare(whole, dataclasses.replace(document, sections=(first,)))


def test_two_documents_are_compared_word_for_word(whole: Invented) -> None:
    """Any word that differs is told."""
    before = document_of_edition(whole.content())
    after = reworded(before, "Skolan lyssnar på barnet.", "Skolan hör på barnet.")
    difference = compare(after, document_reference(before, "det förra dokumentet", None), STRENGTH)
    (one,) = [one for one in difference.bullets if one.state != "same"]
    assert (one.state, one.changes[0].kind) == ("changed", "words")


def test_telling_words_are_read_as_they_were_noted() -> None:
    """What is noted of a text differs in nothing from the text."""
    text = "Karpen ska från 10 september erbjuda fyra timmar i veckan. Det sker på Storgatan (SIP)."
    teller = Teller.of(STRENGTH, (), [text, "Alla på Karpen"])
    noted = teller.noted(text)
    assert noted == ("Karpen", "ska", "10", "september", "fyra", "timmar", "veckan", "det", "Storgatan", "SIP")
    assert compare_told(teller.read(noted), teller.told(text), " ".join(noted), text) == []
    changed = text.replace("fyra", "4").replace("10", "11").replace("Karpen", "Laxen")
    kinds = {
        one.kind: (one.before, one.after) for one in compare_told(teller.read(noted), teller.told(changed), "", changed)
    }
    assert kinds["figure"] == (("10",), ("11",))
    assert "Karpen" in kinds["name"][0]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Laxen ger stöd.", "Karpen ger stöd.", [(("Laxen",), ("Karpen",))]),
        ("Region Norr ger stöd.", "Staden Norr ger stöd.", [(("Region",), ())]),
        ("Staden ger stöd. Mer stöd finns.", "Den ger stöd. Flera stöd finns.", []),
        ("Stödet ges av Laxen.", "Laxens stöd ges.", []),
    ],
    ids=["no ordinary word", "known to the site", "ordinary words", "in its other form"],
)
def test_a_name_that_begins_a_sentence(
    before: str, after: str, told: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    """It is told from the ordinary words that begin other sentences."""
    language = ["den staden i vår region har flera sorters stöd", "mer stöd"]
    teller = Teller.of(STRENGTH, (), (), called=["Region Norr"], language=language)
    noted = teller.noted(before)
    changes = compare_told(teller.read(noted), teller.told(after), " ".join(noted), after)
    assert [(one.before, one.after) for one in changes] == told
    assert {one.kind for one in changes} <= {"name"}


def test_wordings_may_name_and_write_out_more() -> None:
    """What our wording has beside the document's is no difference; what it lacks is."""
    teller = Teller.of(STRENGTH, (), ["i Björkviken och på Karpen"])
    ours, theirs = "Björkvikens stad ska göra en plan på Karpen.", "Vi ska på Karpen göra en plan."
    assert compare_wordings(teller.told(ours), teller.told(theirs), keys_of(ours)) == []
    (lost,) = compare_wordings(teller.told(theirs), teller.told(ours), keys_of(theirs))
    assert (lost.kind, lost.after) == ("name", ("Björkvikens",))


def test_a_text_without_its_letters_is_known() -> None:
    """A machine that read without Swedish has lost å, ä and ö, and single words cannot be compared."""
    text = "Förvaltningen ska på två år göra det lättare för barn och unga att få råd och stöd där de är. " * 9
    assert not is_lamed(text)
    assert is_lamed(text.translate(str.maketrans("åäö", "aao")))
