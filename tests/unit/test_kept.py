"""What is never lost: each rule accepts the invented municipality, and refuses the one loss it is for."""

from __future__ import annotations

import pytest

from core.kept import add_published, check_published, check_signed, fingerprint, render_published
from core.source import parse_document
from invented import HANDWRITTEN_ADDRESSES, Invented

AGREEMENT = "agreements/2031/agreement.yml"
SAMVERKAN = "agreements/2031/sections/samverkan.yml"
SIGNED = "agreements/2031/signed.yml"
TEXT_MENDED = "correct the text, or note the revised document in data/agreements/2031/signed.yml"


def found(invented: Invented) -> list[str]:
    """Give every problem of what must be kept."""
    content = invented.content()
    addresses = [page.address for page in invented.pages().values()]
    return [
        str(problem)
        for problem in (*check_published(content, [*addresses, *HANDWRITTEN_ADDRESSES]), *check_signed(content))
    ]


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
    ("name", "old", "new", "problem"),
    [
        pytest.param(
            "published.yml",
            '"/stod/samtalsstod/"',
            '"/stod/samtal/"',
            "data/redirects.yml:1: '/stod/samtal/' was published and is no page; put the page back, or add a redirect "
            "from it",
            id="address",
        ),
        pytest.param(
            "published.yml",
            "kort-1",
            "kort-99",
            f"data/{SAMVERKAN}:1: '2031/samverkan/kort-99' was published and is gone; put the clause back, struck if "
            "it is",
            id="citation",
        ),
        pytest.param(
            SIGNED,
            "- id: samverkan",
            "- id: samverkn",
            f"data/{SIGNED}:1: the section 'samverkn' is not in the edition; correct the id, or put the section back",
            id="section",
        ),
        pytest.param(
            SIGNED,
            "delmal: [2, 5]",
            "delmal: [3]",
            f"data/{SAMVERKAN}:1: the document states other delmål: 3; {TEXT_MENDED}",
            id="delmal",
        ),
        pytest.param(
            SIGNED,
            "figures: []",
            "figures: ['2029']",
            f"data/{SAMVERKAN}:1: figures of the document are lost: 2029; {TEXT_MENDED}",
            id="figure-lost",
        ),
        pytest.param(
            SAMVERKAN,
            "Ingen ska behöva vänta i onödan.",
            "Ingen ska behöva vänta i 14 dagar.",
            f"data/{SAMVERKAN}:1: figures are not in the document: 14; {TEXT_MENDED}",
            id="figure-added",
        ),
        pytest.param(
            SIGNED,
            "[i procent]",
            "[i procent, fem procentenheter]",
            f"data/{SAMVERKAN}:1: percentages of the document are lost: fem procentenheter; {TEXT_MENDED}",
            id="percent-lost",
        ),
        pytest.param(
            SIGNED,
            "percents: [i procent]",
            "percents: []",
            f"data/{SAMVERKAN}:1: percentages are not in the document: i procent; {TEXT_MENDED}",
            id="percent-added",
        ),
        pytest.param(
            SIGNED,
            "[SIP]",
            "[SIP, LSS]",
            f"data/{SAMVERKAN}:1: abbreviations of the document are lost: LSS; {TEXT_MENDED}",
            id="abbreviation",
        ),
        pytest.param(
            SAMVERKAN,
            "Antal planer per år.",
            "Antal planer varje år.",
            f"data/{SAMVERKAN}:1: indicators of the document are lost, an indicator is a name: Antal planer per år.; "
            f"{TEXT_MENDED}",
            id="indicator",
        ),
        pytest.param(
            SIGNED,
            "handbok_(2031).pdf",
            "ny.pdf",
            f"data/links.yml:1: the document prints 'http://www.bjorkviken.example/filer/ny.pdf' (data/{SIGNED}); "
            "give it to its link as 'printed'",
            id="address-of-the-document",
        ),
        pytest.param(
            SIGNED,
            "http://www.bjorkviken.example/filer/handbok_(2031).pdf",
            "https://www.annan.example/",
            f"data/{AGREEMENT}:1: the document prints 'https://www.annan.example/', and no section shows 'annan'; put "
            "the link back",
            id="link-not-shown",
        ),
    ],
)
def test_a_loss_is_told(invented: Invented, name: str, old: str, new: str, problem: str) -> None:
    """One loss, one problem, and what to do."""
    invented.write(
        "links.yml",
        f"{invented.text('links.yml')}- id: annan\n  url: https://www.annan.example/\n  title: Annan\n"
        "  publisher: null\n  access: public\n  format: web\n  language: sv\n",
    )
    assert invented.edit(name, old, new) == []
    assert found(invented) == [problem]


def test_sections_stand_in_the_order_of_the_document(invented: Invented) -> None:
    """Two that have changed places are told."""
    rest = "figures: [1, 2, 5, 1986, 2030], percents: [], capitals: [], indicators: []"
    invented.write(SIGNED, f"{invented.text(SIGNED)}  - {{id: tecken, delmal: [1], {rest}}}\n")
    assert found(invented) == []
    invented.edit(AGREEMENT, "[samverkan, tidigt-stod, tecken]", "[tecken, samverkan, tidigt-stod]")
    assert found(invented) == [
        f"data/{AGREEMENT}:1: sections: not in the order of the document; write samverkan, tecken"
    ]


def test_a_sentence_of_the_document_is_not_copied(invented: Invented) -> None:
    """Ten words of running text that the document holds, word for word, are told."""
    copied = "Staden prövar en ny väg in som ska vara lätt att hitta."
    invented.edit(SAMVERKAN, "Staden prövar en ny väg in. Den ska vara lätt att hitta.", copied)
    assert found(invented) == []
    invented.edit(SIGNED, "51cff6de3b1e", fingerprint(copied))
    assert found(invented) == [
        f"data/{SAMVERKAN}:1: '{copied}' is the document's own sentence; write it in plain words"
    ]


def test_what_is_published_is_added_to_what_was(whole: Invented) -> None:
    """`make published` keeps what stood, adds what stands, and writes a file that reads back as the same."""
    content = whole.content()
    published = add_published(content, ["/ny/"])
    assert {"/", "/gammalt/samverkan/", "/ny/"} <= set(published.addresses)
    assert {clause.citation for clause in content.current.walk()} == set(published.citations)
    read = parse_document("data/published.yml", render_published(published)).value
    assert read == {"addresses": [*published.addresses], "citations": [*map(str, published.citations)]}
