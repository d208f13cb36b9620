"""What is never lost: each rule accepts the invented municipality, and refuses the one loss it is for."""

from __future__ import annotations

import pytest

from core.load import load_records, read_documents
from core.noted import add_published, render_published
from core.routes import Register
from core.rules import build_content
from core.rules.kept import check_published, check_signed, fingerprint
from core.source import parse_document
from invented import HANDWRITTEN_ADDRESSES, TODAY, Invented

AGREEMENT = "agreements/2021/agreement.yml"
SAMVERKAN = "agreements/2021/sections/samverkan.yml"
SIGNED = "agreements/2021/signed.yml"
LOST_MENDED = "correct the text there, or note the revised document"
COUNT_MENDED = "put back what is lost, or note the revised document in data/agreements/2021/signed.yml"
TEXT_MENDED = "correct the text, or note the revised document in data/agreements/2021/signed.yml"


def found(invented: Invented) -> list[str]:
    """Give every problem of what must be kept."""
    loaded = load_records(read_documents(invented.root))
    content = build_content(loaded, TODAY)
    pages = invented.pages()
    addresses = [*(page.address for page in pages.values()), *HANDWRITTEN_ADDRESSES]
    register = Register.of(((uri, page.anchors()) for uri, page in pages.items()), [])
    lost = (*check_published(content, loaded, addresses, register), *check_signed(content, loaded))
    return [str(one) for one in lost]


def test_nothing_is_lost(whole: Invented) -> None:
    """What was published stands, moved or not, and the sections say what their document says."""
    assert found(whole) == []


def test_a_new_page_and_a_new_clause_are_no_loss(invented: Invented) -> None:
    """Only what was published must stand."""
    published = invented.content().published
    invented.write("published.yml", 'addresses: ["/"]\ncitations: []\n')
    assert found(invented) == []
    assert len(published.addresses) > 1


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        pytest.param(
            SAMVERKAN,
            ("      - id: kort-1\n", "      - id: kort-7\n"),
            "{at} the clause '2021/samverkan/kort-1' was published and is gone; put it back here with its id, and "
            "strike it with struck if it holds no longer (manage.py punkt stryk)",
            id="clause",
        ),
        pytest.param(
            SAMVERKAN,
            None,
            f"data/{AGREEMENT}:{{section}} the section 'samverkan' was published and its file is gone; put "
            f"data/{SAMVERKAN} back, and leave the places that name it as they are",
            id="section",
        ),
        pytest.param(
            "services/samtalsstod.yml",
            None,
            "data/services/samtalsstod.yml:1: its page was published and the file is gone; never remove it: put the "
            "file back, and write status: closed in it if the support or training is no more",
            id="service",
        ),
        pytest.param(
            "support-lines.yml",
            ("- id: chatten", "- id: chaten"),
            "data/support-lines.yml:1: the help line 'chatten' was published and is gone; never remove it: put the "
            "record back, and write status: closed in it if the line is no more",
            id="line",
        ),
    ],
)
def test_what_is_gone_is_told_where_it_stood(
    invented: Invented, name: str, change: tuple[str, str] | None, problem: str
) -> None:
    """It is to be put back, and nobody is invited to take away what names it: nothing else names it in a message."""
    published = invented.text("published.yml")
    invented.write("published.yml", f'{published}anchors: ["/#linje-chatten"]\n')
    section = invented.at(AGREEMENT, "sections: [samverkan")
    found = invented.edit(name, *change) if change else invented.remove(name)
    at = f"{invented.at(name, change[1].strip())}:" if change else ""
    told = problem.format(at=at, section=f"{section.rpartition(':')[2]}:")
    assert told in found
    gone = told.split("'")[1] if "'" in told else "samtalsstod"
    assert [one for one in found if f"'{gone}" in one or f"/{gone}'" in one] == [told] * ("'" in told)


@pytest.mark.parametrize(
    ("name", "change", "place", "problem"),
    [
        pytest.param(
            "published.yml",
            ('"/gammalt/samverkan/"', '"/gammalt/annat/"'),
            ("published.yml", "/gammalt/annat/"),
            "'/gammalt/annat/' was published and is no page; put the page back, or add a redirect from it",
            id="address",
        ),
        pytest.param(
            SIGNED,
            ("- id: samverkan", "- id: samverkn"),
            (SIGNED, "samverkn"),
            "the section 'samverkn' is not in the edition; correct the id, or put the section back",
            id="section",
        ),
        pytest.param(
            SIGNED,
            ("figures: []", "figures: ['2019']"),
            (SIGNED, "2019"),
            f"figures of the document are lost in data/{SAMVERKAN}: 2019; {LOST_MENDED}",
            id="figure-lost",
        ),
        pytest.param(
            SAMVERKAN,
            ("Ingen ska behöva vänta i onödan.", "Ingen ska behöva vänta i 14 dagar."),
            (SAMVERKAN, "- id: kort-1\n"),
            f"figures are not in the document: 14; {TEXT_MENDED}",
            id="figure-added",
        ),
        pytest.param(
            SAMVERKAN,
            ("på papper", "på 14 papper"),
            (SAMVERKAN, "14 papper"),
            f"figures are not in the document: 14; {TEXT_MENDED}",
            id="figure-added-to-the-introduction",
        ),
        pytest.param(
            SIGNED,
            ("[i procent]", "[i procent, fem procentenheter]"),
            (SIGNED, "fem"),
            f"percents of the document are lost in data/{SAMVERKAN}: fem procentenheter; {LOST_MENDED}",
            id="percent-lost",
        ),
        pytest.param(
            SIGNED,
            ("percents: [i procent]", "percents: []"),
            (SAMVERKAN, "- id: kort-indikator-2\n"),
            f"percents are not in the document: i procent; {TEXT_MENDED}",
            id="percent-added",
        ),
        pytest.param(
            SIGNED,
            ("[SIP]", "[SIP, LSS]"),
            (SIGNED, "LSS"),
            f"capitals of the document are lost in data/{SAMVERKAN}: LSS; {LOST_MENDED}",
            id="abbreviation",
        ),
        pytest.param(
            SAMVERKAN,
            ("Antal planer per år.", "Antal planer varje år."),
            (SIGNED, "indicators:"),
            f"indicators of the document are lost in data/{SAMVERKAN}: Antal planer per år.; {LOST_MENDED}",
            id="indicator",
        ),
        pytest.param(
            SIGNED,
            ("handbok_(2021).pdf", "ny.pdf"),
            (SIGNED, "ny.pdf"),
            "the document prints 'http://www.bjorkviken.example/filer/ny.pdf', and no link has it; put the link back "
            "in data/links.yml, or give the address to the link that has come in its place, as 'printed'",
            id="address-of-the-document",
        ),
        pytest.param(
            SIGNED,
            ("http://www.bjorkviken.example/filer/handbok_(2021).pdf", "https://www.annan.example/"),
            (SIGNED, "annan"),
            "the document prints 'https://www.annan.example/', and no section shows 'annan'; put the link back",
            id="link-not-shown",
        ),
        pytest.param(
            SAMVERKAN,
            ("          - id: kort-indikator-2-2\n            text: Pojkar.\n", ""),
            (SAMVERKAN, "- id: kort-sikt-indikatorer\n"),
            f"the list 'kort-sikt-indikatorer' has 3 bullets, struck ones too, and the document 4; {COUNT_MENDED}",
            id="bullet-lost",
        ),
        pytest.param(
            SAMVERKAN,
            (
                "      - id: kort-indikator-2\n",
                "      - id: kort-indikator-3\n        text: Antal samtal.\n      - id: kort-indikator-2\n",
            ),
            (SAMVERKAN, "- id: kort-sikt-indikatorer\n"),
            f"the list 'kort-sikt-indikatorer' has 5 bullets, struck ones too, and the document 4; {COUNT_MENDED}",
            id="bullet-added",
        ),
        pytest.param(
            SIGNED,
            ("{insatser: 1,", "{insatser: 1, prosa: 2,"),
            (SAMVERKAN, "lists:"),
            f"the list 'prosa' has 0 bullets, struck ones too, and the document 2; {COUNT_MENDED}",
            id="list-lost",
        ),
    ],
)
def test_a_loss_is_told(
    invented: Invented, name: str, change: tuple[str, str], place: tuple[str, str], problem: str
) -> None:
    """One loss, one problem, at its own line, and what to do."""
    invented.write(
        "links.yml",
        f"{invented.text('links.yml')}- id: annan\n  url: https://www.annan.example/\n  title: Annan\n"
        "  publisher: null\n  access: public\n  format: web\n  language: sv\n",
    )
    published = invented.text("published.yml").replace('  - "2021/samverkan/kort-indikator-2-2"\n', "")
    invented.write("published.yml", published)
    invented.write("continuity.yml", "[]\n")
    assert invented.edit(name, *change) == []
    assert found(invented) == [f"{invented.at(*place)}: {problem}"]


def test_other_delmal_than_the_document_s_are_told(invented: Invented) -> None:
    """Where the agreement follows the strategy; one with groups of its own has none to compare."""
    assert found(invented.by_delmal()) == []
    invented.edit(SIGNED, "delmal: [2, 5]", "delmal: [3]")
    place = invented.at(SAMVERKAN, "belongs_to")
    assert found(invented) == [f"{place}: the document states the delmål 3, not 2, 5; {TEXT_MENDED}"]


def test_a_struck_bullet_is_not_lost(invented: Invented) -> None:
    """It is still counted: the document had it."""
    invented.edit(SAMVERKAN, "Pojkar.", "Pojkar.\n            struck: 2021-02-01")
    assert found(invented) == []


def test_sections_stand_in_the_order_of_the_document(invented: Invented) -> None:
    """Two that have changed places are told."""
    lists = "{kort-sikt: 3, kort-sikt-indikatorer: 2, lang-sikt: 1}"
    rest = f"figures: [1, 2, 5, 1986, 2020], percents: [], capitals: [], indicators: [], lists: {lists}"
    invented.write(SIGNED, f"{invented.text(SIGNED)}  - {{id: tecken, delmal: [], {rest}}}\n")
    assert found(invented) == []
    invented.edit(AGREEMENT, "[samverkan, tidigt-stod, tecken]", "[tecken, samverkan, tidigt-stod]")
    assert found(invented) == [
        f"{invented.at(AGREEMENT, 'sections: [')}: not in the order of the document; write samverkan, tecken"
    ]


def test_a_sentence_of_the_document_is_not_copied(invented: Invented) -> None:
    """Ten words of running text that the document holds, word for word, are told."""
    copied = "Staden prövar en ny väg in som ska vara lätt att hitta."
    invented.edit(SAMVERKAN, "Staden prövar en ny väg in. Den ska vara lätt att hitta.", copied)
    assert found(invented) == []
    invented.edit(SIGNED, "51cff6de3b1e", fingerprint(copied))
    assert found(invented) == [
        f"{invented.at(SAMVERKAN, copied)}: '{copied}' is the document's own sentence; write it in plain words"
    ]


def test_a_sentence_is_told_as_it_is_written(invented: Invented) -> None:
    """The hyphen of a word that goes on over a line is told apart by nothing, and no blank of the text is lost."""
    copied = "Vård- och omsorgen prövar en ny väg in som ska vara lätt."
    invented.edit(SAMVERKAN, "Staden prövar en ny väg in. Den ska vara lätt att hitta.", copied)
    invented.edit(SIGNED, "51cff6de3b1e", fingerprint(copied.replace("- och", "-och")))
    assert found(invented) == [
        f"{invented.at(SAMVERKAN, copied)}: '{copied}' is the document's own sentence; write it in plain words"
    ]


def test_what_is_published_is_added_to_what_was(whole: Invented) -> None:
    """`make published` keeps what stood, adds what stands, and writes a file that reads back as the same."""
    content = whole.content()
    published = add_published(content, ["/ny/"], ["/ordlista/#sip"])
    assert {"/", "/gammalt/samverkan/", "/ny/"} <= set(published.addresses)
    assert published.anchors == ("/ordlista/#sip",)
    assert set(content.clauses) == set(published.citations)
    read = parse_document("data/published.yml", render_published(published)).value
    assert read == {
        "addresses": [*published.addresses],
        "anchors": ["/ordlista/#sip"],
        "citations": [*map(str, published.citations)],
    }


def test_a_place_that_was_published_is_put_back_or_leads_on(invented: Invented) -> None:
    """A word of the glossary, a heading; a line that another page shows has moved with it."""
    noted = invented.site().anchors()
    assert {"/ordlista/#sip", "/om/#licens", "/hjalp/mar-daligt/#linje-chatten"} <= {*noted}
    places = ["/ordlista/#borta", "/om/#borta", "/om/#linje-chatten", "/ordlista/#sip"]
    head = "addresses: []\ncitations: []\nanchors:\n"
    invented.write("published.yml", head + "".join(f"  - {place}\n" for place in places))
    lost = [place for place in places if "borta" in place]
    word = "was published and is no place on its page; put it back, or add a redirect from it"
    heading = (
        "docs/om.md:1: the place '#borta' of this page was published and is gone; give its heading that id back, "
        "{ #borta }, or add a redirect from /om/#borta"
    )
    assert invented.site_problems() == [f"{invented.at('published.yml', lost[0])}: '{lost[0]}' {word}", heading]
    own = [place for place in noted if place.startswith("/om/#") and place != "/om/#licens"]
    invented.write("published.yml", head + "".join(f"  - {place}\n" for place in (*places, *own)))
    text = (invented.root / "docs/om.md").read_text(encoding="utf-8")
    line = text[: text.index("#licens")].count("\n") + 1
    assert heading.replace("om.md:1:", f"om.md:{line}:") in invented.site_problems()
    redirects = [
        f"- id: flytt-{number}\n  source: {place}\n  target: /ordlista/#sip\n  reason: Ordet heter så nu.\n"
        for number, place in enumerate(lost)
    ]
    invented.write("redirects.yml", "".join(redirects))
    assert invented.site_problems() == []
    site = invented.site()
    assert '<p id="borta">' in site.handwritten["om.md"].body
    assert '<a href="../ordlista/#sip">' in site.handwritten["om.md"].body
    assert '<a href="#sip">' in site.pages["ordlista.md"].body
    assert "/ordlista/#borta" not in {page.address for page in site.all_pages()}
