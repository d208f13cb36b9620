"""The rules between records: one thing spoilt in the invented data set, the exact list of problems out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.problems import DataProblems
from core.rules.agreement import clauses_of
from invented import TODAY

if TYPE_CHECKING:
    from invented import Invented

AGREEMENT = "agreements/2021/agreement.yml"
TOGETHER = "agreements/2021/sections/samverkan.yml"
EARLY = "agreements/2021/sections/tidigt-stod.yml"
SIGNS = "agreements/2021/sections/tecken.yml"
SERVICE = "services/samtalsstod.yml"
SAFE = "services/trygghet-hemma.yml"
TRAINING = "trainings/att-lyssna.yml"
OPEN = "trainings/oppen-kvall.yml"
NOWHERE = "ingen-sadan"


def dangling(register: str) -> str:
    """Give the message of a reference to nothing."""
    return f"'{NOWHERE}' is not an id in data/{register}; correct it or add the record"


@pytest.mark.parametrize(
    ("name", "old", "new", "register"),
    [
        pytest.param("site.yml", "owner: bjorkvikens-stad", "owner: {}", "organisations.yml", id="site-owner"),
        pytest.param("site.yml", "front_desk: vaxeln", "front_desk: {}", "support-lines.yml", id="site-front-desk"),
        pytest.param("site.yml", "edition: '2021'", "edition: {}", "agreements/", id="site-edition"),
        pytest.param(
            "organisations.yml",
            "  name: Omsorgsförvaltningen\n  kind: förvaltning\n  part_of: bjorkvikens-stad",
            "  name: Omsorgsförvaltningen\n  kind: förvaltning\n  part_of: {}",
            "organisations.yml",
            id="organisation-part-of",
        ),
        pytest.param(
            "links.yml", "publisher: omsorgsforvaltningen", "publisher: {}", "organisations.yml", id="link-publisher"
        ),
        pytest.param("glossary.yml", "link: handbok", "link: {}", "links.yml", id="term-link"),
        pytest.param(
            "strategy.yml", "publisher: bjorkvikens-stad", "publisher: {}", "organisations.yml", id="strategy-publisher"
        ),
        pytest.param(
            "strategy.yml",
            "coordinated_by: [bjorkvikens-stad]",
            "coordinated_by: [bjorkvikens-stad, {}]",
            "organisations.yml",
            id="strategy-coordinator",
        ),
        pytest.param("strategy.yml", "links: [handbok]", "links: [{}]", "links.yml", id="strategy-link"),
        pytest.param(AGREEMENT, "replaces: null", "replaces: {}", "agreements/", id="agreement-replaces"),
        pytest.param(
            AGREEMENT,
            "parties: [omsorgsforvaltningen, skol-och-fritidsforvaltningen]",
            "parties: [omsorgsforvaltningen, {}]",
            "organisations.yml",
            id="agreement-party",
        ),
        pytest.param(
            AGREEMENT,
            "organisation: skol-och-fritidsforvaltningen",
            "organisation: {}",
            "organisations.yml",
            id="agreement-signatory",
        ),
        pytest.param(AGREEMENT, "links: [handbok]", "links: [handbok, {}]", "links.yml", id="agreement-purpose-link"),
        pytest.param(
            AGREEMENT,
            "tio år.",
            "tio år.\n    links: [{}]",
            "links.yml",
            id="agreement-implementation-link",
        ),
        pytest.param(TOGETHER, "links: [handbok, rutin]", "links: [handbok, {}]", "links.yml", id="introduction-link"),
        pytest.param(TOGETHER, "links: [film, handbok]", "links: [film, {}]", "links.yml", id="clause-link"),
        pytest.param(
            TOGETHER,
            "              actors: [skol-och-fritidsforvaltningen]",
            "              actors: [{}]",
            "organisations.yml",
            id="detail-of-detail-actor",
        ),
        pytest.param(
            TOGETHER,
            "        text: Antal planer per år.\n        links: [rutin]",
            "        text: Antal planer per år.\n        links: [{}]",
            "links.yml",
            id="indicator-link",
        ),
        pytest.param("support-lines.yml", "page: film", "page: {}", "links.yml", id="line-page"),
        pytest.param(
            "support-lines.yml", "situations: [trygghet]", "situations: [{}]", "situations.yml", id="line-situation"
        ),
        pytest.param("help-cards.yml", "lines: [vaxeln]", "lines: [{}]", "support-lines.yml", id="card-line"),
        pytest.param(
            SERVICE,
            "lines: [lyssnarlinjen, chatten]",
            "lines: [lyssnarlinjen, {}]",
            "support-lines.yml",
            id="service-line",
        ),
        pytest.param(SERVICE, "links: [handbok]", "links: [{}]", "links.yml", id="service-link"),
        pytest.param(
            SERVICE, "operators: [omsorgsforvaltningen]", "operators: [{}]", "organisations.yml", id="operator"
        ),
        pytest.param(
            SERVICE,
            "situations: [mar-daligt]",
            "situations: [mar-daligt, {}]",
            "situations.yml",
            id="service-situation",
        ),
        pytest.param(TRAINING, "links: [rutin]", "links: [{}]", "links.yml", id="training-link"),
        pytest.param(TRAINING, "link: film", "link: {}", "links.yml", id="training-part"),
        pytest.param(OPEN, "situations: [mar-daligt]", "situations: [{}]", "situations.yml", id="training-situation"),
        pytest.param(
            TRAINING,
            "department: skol-och-fritidsforvaltningen",
            "department: {}",
            "organisations.yml",
            id="training-department",
        ),
    ],
)
def test_references(invented: Invented, name: str, old: str, new: str, register: str) -> None:
    """Every reference leads to a record; one that leads nowhere is told at its own line."""
    found = invented.edit(name, old, new.replace("{}", NOWHERE))
    assert found == [f"{invented.at(name, NOWHERE)}: {dangling(register)}"]


def test_a_register_with_a_fault_breaks_no_references(invented: Invented) -> None:
    """One record of the register is refused: that is told, and not that its id is missing in ten places."""
    found = invented.edit("links.yml", "format: pdf", "format: papper")
    assert found == [
        (
            f"{invented.at('links.yml', 'papper')}: format: 'papper' is not allowed; "
            "write 'web', 'pdf', 'video', 'course'"
        )
    ]


@pytest.mark.parametrize(
    ("name", "id_line", "first"),
    [
        pytest.param("organisations.yml", "- id: omsorgsforvaltningen", "bjorkvikens-stad", id="organisations"),
        pytest.param("links.yml", "- id: rutin", "handbok", id="links"),
        pytest.param("glossary.yml", "- id: oppenvard", "sip", id="glossary"),
        pytest.param("support-lines.yml", "- id: chatten", "lyssnarlinjen", id="support-lines"),
    ],
)
def test_an_id_stands_once(invented: Invented, name: str, id_line: str, first: str) -> None:
    """The second record of an id is told, with the place of the first."""
    place = invented.at(name, id_line)
    other = invented.at(name, f"- id: {first}")
    found = invented.edit(name, id_line, f"- id: {first}")
    assert f"{place}: id '{first}' is already used in {other}; keep one" in found
    assert sum("is already used" in problem for problem in found) == 1


def test_three_of_one_id_all_name_the_first(invented: Invented) -> None:
    """Each repetition is told once."""
    record = invented.text("redirects.yml")
    again = record.replace("/gammalt/samverkan/", "/gammalt/{}/")
    found = invented.write("redirects.yml", record + again.replace("{}", "b") + again.replace("{}", "c"))
    message = "id 'gammal-samverkan' is already used in data/redirects.yml:1; keep one"
    assert found == [f"data/redirects.yml:5: {message}", f"data/redirects.yml:9: {message}"]


def test_an_address_stands_once(invented: Invented) -> None:
    """Two links to one address are one link."""
    first = invented.at("links.yml", "url: https://intra")
    found = invented.edit(
        "links.yml",
        "url: http://film.bjorkviken.example/listen\n  http_reason: Värden har inget https.",
        "url: https://intra.bjorkviken.example/rutin?nr=7&del=2/",
    )
    url = "https://intra.bjorkviken.example/rutin?nr=7&del=2"
    assert found == [f"data/links.yml:17: url '{url}' is already used in {first}; keep one"]


def test_a_redirect_source_stands_once(invented: Invented) -> None:
    """One old address leads to one new one."""
    record = invented.text("redirects.yml")
    found = invented.write("redirects.yml", record + record.replace("- id: gammal-", "- id: annan-"))
    assert found == [
        "data/redirects.yml:6: source '/gammalt/samverkan/' is already used in data/redirects.yml:2; keep one"
    ]


@pytest.mark.parametrize("form", [pytest.param("SIP", id="same"), pytest.param("Sip", id="other-case")])
def test_a_glossary_form_stands_once(invented: Invented, form: str) -> None:
    """A spelling leads to one explanation, whatever its case."""
    found = invented.edit("glossary.yml", "forms: []", f"forms: [öppenvård, {form}]")
    place, other = invented.at("glossary.yml", "öppenvård, "), invented.at("glossary.yml", "forms: [SIP")
    assert found == [f"{place}: the form '{form}' is already explained in {other}; keep one"]


def test_a_glossary_form_stands_once_in_one_term(invented: Invented) -> None:
    """The same within one term."""
    found = invented.edit("glossary.yml", "[återhämtning]", "[återhämtning, Återhämtning]")
    place = invented.at("glossary.yml", "[återhämtning")
    assert found == [f"{place}: the form 'Återhämtning' is already explained in {place}; keep one"]


def test_organisations_form_no_circle(invented: Invented) -> None:
    """Each organisation of a circle is told; one that leads into it is not."""
    message = "an organisation is part of itself; correct part_of"
    found = invented.edit("organisations.yml", "part_of: null", "part_of: omsorgsforvaltningen")
    assert found == [f"data/organisations.yml:4: {message}", f"data/organisations.yml:9: {message}"]


def test_an_organisation_is_not_part_of_itself(invented: Invented) -> None:
    """The smallest circle."""
    found = invented.edit("organisations.yml", "part_of: null", "part_of: bjorkvikens-stad")
    assert found == ["data/organisations.yml:4: an organisation is part of itself; correct part_of"]


def test_a_department_is_part_of_something(invented: Invented) -> None:
    """Its page names its owner: without one it is a problem at its line, and no traceback of the page."""
    invented.edit(
        "organisations.yml",
        "  name: Omsorgsförvaltningen\n  kind: förvaltning\n  part_of: bjorkvikens-stad",
        "  name: Omsorgsförvaltningen\n  kind: förvaltning\n  part_of: null",
    )
    (found,) = invented.problems()
    assert found.startswith("data/organisations.yml:9: ")


@pytest.mark.parametrize(
    ("old", "new", "words", "message"),
    [
        pytest.param(
            "  - number: 6\n", "  - number: 5\n", "name: Liv att leva", "number 5 stands as number 6", id="delmal-twice"
        ),
        pytest.param(
            "  - number: 2\n    name: null",
            "  - number: 3\n    name: null",
            "name: null",
            "number 3 stands as number 2",
            id="goal-left-out",
        ),
    ],
)
def test_numbers_stand_in_order(invented: Invented, old: str, new: str, words: str, message: str) -> None:
    """Goals and delmål are numbered from 1."""
    found = invented.edit("strategy.yml", old, new)
    name, line = invented.at("strategy.yml", words).split(":")
    assert found == [f"{name}:{int(line) - 1}: {message}; number them from 1 in order"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("  - id: glossary\n    limit: 45\n", "", "the kind 'glossary' has 0 limits", id="none"),
        pytest.param(
            "exceptions:", "  - id: section\n    limit: 45\nexceptions:", "the kind 'section' has 2 limits", id="two"
        ),
    ],
)
def test_each_kind_of_page_has_one_limit(invented: Invented, old: str, new: str, message: str) -> None:
    """The limits of readability are complete."""
    assert invented.edit("reading.yml", old, new) == [f"data/reading.yml:1: {message}; give it one"]


# The agreement and its sections


def test_the_edition_is_the_folder(invented: Invented) -> None:
    """The id of an agreement is its folder's name."""
    found = invented.edit(AGREEMENT, "id: '2021'", "id: '2022'")
    assert f"data/{AGREEMENT}:1: id '2022' is not the folder's name '2021'; make them the same" in found


def test_the_section_is_the_file(invented: Invented) -> None:
    """The id of a section is its file's name; that is the one thing that is wrong."""
    found = invented.edit(SIGNS, "id: tecken", "id: tecknen")
    assert found == [f"data/{SIGNS}:1: id 'tecknen' is not the file's name 'tecken'; make them the same"]


def test_the_service_is_the_file(invented: Invented) -> None:
    """The same for services."""
    found = invented.edit(SERVICE, "id: samtalsstod", "id: samtal")
    assert found == [f"data/{SERVICE}:1: id 'samtal' is not the file's name 'samtalsstod'; make them the same"]


def test_a_section_is_listed(invented: Invented) -> None:
    """A file that the agreement does not list would have no page."""
    found = invented.edit(AGREEMENT, "[samverkan, tidigt-stod, tecken]", "[samverkan, tidigt-stod]")
    assert found == [f"data/{SIGNS}:1: section 'tecken' is not listed in data/{AGREEMENT}; add it under sections"]


def test_a_section_is_listed_once(invented: Invented) -> None:
    """A section that stands twice in the order."""
    found = invented.edit(AGREEMENT, "[samverkan, tidigt-stod, tecken]", "[samverkan, tidigt-stod, tecken, samverkan]")
    assert found == [f"{invented.at(AGREEMENT, 'sections:')}: section 'samverkan' is listed twice; keep one"]


def test_a_listed_section_has_a_file(invented: Invented) -> None:
    """A section that is listed and not there."""
    found = invented.edit(AGREEMENT, "[samverkan, tidigt-stod, tecken]", f"[samverkan, tidigt-stod, tecken, {NOWHERE}]")
    assert found == [
        (
            f"{invented.at(AGREEMENT, NOWHERE)}: section '{NOWHERE}' has no file sections/{NOWHERE}.yml; "
            "add the file or remove the id"
        )
    ]


def test_a_section_that_cannot_be_read_is_not_missing(invented: Invented) -> None:
    """The fault of its file is told alone."""
    found = invented.edit(TOGETHER, "page: 7", "page: sju")
    assert found == [f"{invented.at(TOGETHER, 'page: sju')}: page: 'sju' is not a number; write digits"]


def test_sections_without_an_agreement_are_told(invented: Invented) -> None:
    """A folder of sections whose agreement.yml is missing would never be shown."""
    found = invented.write("agreements/2020/sections/tecken.yml", invented.text(SIGNS))
    assert len(found) == 1
    assert found[0].startswith("data/agreements/2020/")


def test_a_parent_is_a_section(invented: Invented) -> None:
    """A parent that is no section of the edition."""
    found = invented.edit(EARLY, "parent: samverkan", f"parent: {NOWHERE}")
    assert found == [f"data/{EARLY}:3: parent '{NOWHERE}' is not a section of 2021; correct it or write null"]


def test_sections_have_two_levels(invented: Invented) -> None:
    """A part of a part, and a section that is its own parent."""
    message = "has a parent itself; sections have at most two levels"
    found = invented.edit(SIGNS, "parent: null", "parent: tidigt-stod")
    assert found == [f"data/{SIGNS}:3: parent 'tidigt-stod' {message}"]
    assert invented.edit(SIGNS, "parent: tidigt-stod", "parent: tecken") == [
        f"data/{SIGNS}:3: parent 'tecken' {message}"
    ]


def test_a_parent_stands_before_its_parts(invented: Invented) -> None:
    """In the order of the document the parent comes first."""
    found = invented.edit(AGREEMENT, "[samverkan, tidigt-stod, tecken]", "[tidigt-stod, samverkan, tecken]")
    assert found == [
        f"data/{EARLY}:3: parent 'samverkan' comes after its part in the document's order; correct the order"
    ]


def test_a_group_stands_once(invented: Invented) -> None:
    """A section belongs to a group or not."""
    found = invented.edit(TOGETHER, "[fokusomrade-1, tillsammans]", "[fokusomrade-1, tillsammans, fokusomrade-1]")
    assert found == [f"data/{TOGETHER}:4: a group stands twice; keep one"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param(
            TOGETHER,
            "        text: Saknas.",
            "        text: Saknas.\n      - id: lang-indikator-2\n        text: Antal.",
            id="before",
        ),
        pytest.param(
            EARLY,
            "        text: Saknas.",
            "        text: Antal.\n      - id: kort-indikator-2\n        text: Saknas.",
            id="after",
        ),
    ],
)
def test_saknas_stands_alone(invented: Invented, name: str, old: str, new: str) -> None:
    """Where the document says that there is no indicator, none stands beside it."""
    found = invented.edit(name, old, new)
    line = invented.at(name, "Saknas.").rpartition(":")
    assert found == [f"{line[0]}:{int(line[2]) - 1}: 'Saknas.' stands beside indicators; keep one or the other"]


def test_saknas_is_only_a_word_among_goals(invented: Invented) -> None:
    """Among goals it means nothing."""
    assert (
        invented.edit(TOGETHER, "text: Staden prövar en ny väg in. Den ska vara lätt att hitta.", "text: Saknas.") == []
    )


@pytest.mark.parametrize(
    ("old", "new", "words", "key"),
    [
        pytest.param(
            "links: [film, handbok]", "links: [film, handbok, film]", "links: [film, handbok, film]", "links", id="link"
        ),
        pytest.param(
            "actors: [omsorgsforvaltningen, bjorkvikens-stad]",
            "actors: [bjorkvikens-stad, bjorkvikens-stad]",
            "actors: [bjorkvikens-stad, bjorkvikens-stad]",
            "actors",
            id="actor",
        ),
    ],
)
def test_a_clause_names_each_once(invented: Invented, old: str, new: str, words: str, key: str) -> None:
    """An actor or link that stands twice in one clause."""
    found = invented.edit(TOGETHER, old, new)
    assert found == [f"{invented.at(TOGETHER, words)}: an id stands twice in {key}; keep one"]


def test_text_after_details_follows_details(invented: Invented) -> None:
    """Text that follows nothing belongs to the clause's own text."""
    found = invented.edit(TOGETHER, "om psykisk hälsa.", "om psykisk hälsa.\n        text_after_details: y")
    assert found == [
        f"{invented.at(TOGETHER, 'text_after_details: y')}: text_after_details without details; move the text into text"
    ]


# Help lines, cards, situations, services


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        pytest.param(
            "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-1-1-2]",
            "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-9]",
            ["'2021/samverkan/kort-9' is no clause of the agreement; correct it"],
            id="no-such-clause",
        ),
        pytest.param(
            "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-1-1-2]",
            "clauses: [2021/samverkan/kort-1, 2020/samverkan/kort-1]",
            ["'2020/samverkan/kort-1' is no clause of the agreement; correct it"],
            id="other-edition",
        ),
        pytest.param(
            "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-1-1-2]",
            "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-1]",
            ["'2021/samverkan/kort-1' stands twice; keep one"],
            id="clause-twice",
        ),
        pytest.param(
            "sections: [tidigt-stod]",
            f"sections: [{NOWHERE}]",
            [f"'{NOWHERE}' is not a section; correct it"],
            id="no-section",
        ),
        pytest.param(
            "neutral_title: null",
            "neutral_title: Samtal",
            ["neutral_title stands on a page that is not exposed; write null"],
            id="neutral-title-without-need",
        ),
    ],
)
def test_services(invented: Invented, old: str, new: str, messages: list[str]) -> None:
    """What a service says of the agreement is true."""
    found = invented.edit(SERVICE, old, new)
    place = invented.at(SERVICE, new)
    assert found == [f"{place}: {message}" for message in messages]


def test_what_the_agreement_does_not_name_says_so(invented: Invented) -> None:
    """A service that no clause and no section names is allowed; it quotes nothing, and its page says it."""
    found = invented.edit(SAFE, "sections: [samverkan]", "sections: []")
    message = "quotes stand on a record that cites nothing; cite what says so, or write []"
    assert found == [f"{invented.at(SAFE, 'quotes:')}: {message}"]
    assert invented.edit(SAFE, "quotes: [den som behöver stöd]", "quotes: []") == []
    assert "Stödet nämns inte i överenskommelsen." in invented.pages()["stod/trygghet-hemma.md"].body
    assert "nämns inte" not in invented.pages()["stod/samtalsstod.md"].body


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        pytest.param(
            SAFE,
            "neutral_title: Stöd och trygghet",
            "neutral_title: null",
            "the topics make this page exposed; give it a neutral_title",
            id="service-without",
        ),
        pytest.param(
            SAFE,
            "neutral_title: Stöd och trygghet",
            "neutral_title: Stöd mot VÅLD",
            "neutral_title 'Stöd mot VÅLD' tells what the page is about; choose other words",
            id="service-telling",
        ),
        pytest.param(
            "situations.yml",
            "neutral_title: Stöd och trygghet",
            "neutral_title: Kvinnojouren",
            "neutral_title 'Kvinnojouren' tells what the page is about; choose other words",
            id="situation-telling",
        ),
    ],
)
def test_exposed_pages_have_neutral_titles(invented: Invented, name: str, old: str, new: str, message: str) -> None:
    """A page on violence is called something that another may see."""
    found = invented.edit(name, old, new)
    assert found == [f"{invented.at(name, new)}: {message}"]


def test_exposed_pages_have_neutral_addresses(invented: Invented) -> None:
    """The id stands in the address, which the history keeps."""
    text = invented.text(SAFE).replace("id: trygghet-hemma", "id: stod-mot-vald")
    invented.path(SAFE).unlink()
    invented.edit("checks.yml", "services/trygghet-hemma", "services/stod-mot-vald")
    found = invented.write("services/stod-mot-vald.yml", text)
    assert found == [
        (
            "data/services/stod-mot-vald.yml:1: id 'stod-mot-vald' tells what an exposed page is about; "
            "choose a neutral one, such as trygghet-…"
        )
    ]


def test_every_line_stands_somewhere(invented: Invented) -> None:
    """A line is shown with the situations that it names: one that names none would be lost, and a hit for it too."""
    text = invented.text("support-lines.yml")
    acute, lost = "situations: [mar-daligt, trygghet]", "situations: [trygghet]"
    assert invented.write("support-lines.yml", text.replace(acute, "situations: []")) == []
    found = invented.write("support-lines.yml", text.replace(lost, "situations: []"))
    message = "no page shows this line; name the situations that it helps in"
    assert found == [f"{invented.at('support-lines.yml', 'situations: []')}: {message}"]


def test_every_situation_has_a_service(invented: Invented) -> None:
    """Nobody is left without help."""
    found = invented.edit(SAFE, "situations: [trygghet]", "situations: []")
    assert found == [
        (
            f"{invented.at('situations.yml', '- id: trygghet')}: no service names the situation 'trygghet'; "
            "add it to the services that help there"
        )
    ]


def test_every_crisis_topic_has_a_card(invented: Invented) -> None:
    """And there is one card for all other pages."""
    found = invented.edit(
        "help-cards.yml", "topics: [vald, overgrepp, heder, barn-som-far-illa]", "topics: [vald, heder]"
    )
    assert found == [
        "data/help-cards.yml:1: no card for the topic 'barn-som-far-illa'; add one",
        "data/help-cards.yml:1: no card for the topic 'overgrepp'; add one",
    ]
    found = invented.edit("help-cards.yml", "topics: []", "topics: [barn-som-far-illa, overgrepp]")
    assert found == ["data/help-cards.yml:1: no card for pages without a topic of their own (topics: []); add one"]


def test_a_topic_has_one_card(invented: Invented) -> None:
    """Of two cards for one topic, only one could be shown."""
    found = invented.edit("help-cards.yml", "topics: [suicid, sjalvskada]", "topics: [suicid, sjalvskada, vald]")
    place, other = invented.at("help-cards.yml", "topics: [vald, "), invented.at("help-cards.yml", "topics: [suicid")
    assert found == [f"{place}: the topic 'vald' already has the card in {other}; keep one"]


def test_the_crisis_page_has_one_card(invented: Invented) -> None:
    """Without one there would be no page to turn to; of two, only one could be shown."""
    assert invented.edit("help-cards.yml", "  crisis_page: true\n", "") == [
        "data/help-cards.yml:1: no card is the crisis page's own; give one of them crisis_page: true"
    ]
    assert invented.edit("help-cards.yml", "- id: suicid\n", "- id: suicid\n  crisis_page: true\n") == []
    found = invented.edit("help-cards.yml", "- id: trygghet\n", "- id: trygghet\n  crisis_page: true\n")
    place = f"data/help-cards.yml:{int(invented.at('help-cards.yml', '- id: trygghet').split(':')[1]) + 1}"
    assert found == [f"{place}: 'suicid' is the crisis page's card already; keep one"]


def test_a_card_calls_only_sure_numbers(invented: Invented) -> None:
    """A line without a confirmed number is no line of a card."""
    found = invented.edit("help-cards.yml", "lines: [lyssnarlinjen]", "lines: [lyssnarlinjen, chatten]")
    place = invented.at("help-cards.yml", "chatten")
    assert found == [f"{place}: 'chatten' has no confirmed number; a help card needs one"]


def test_the_acute_step_calls_112(invented: Invented) -> None:
    """Nothing stands beside 112."""
    text = invented.text("help-cards.yml")
    found = invented.write("help-cards.yml", text.replace("lines: [larm-112]", "lines: [larm-112, vard-1177]", 1))
    place = invented.at("help-cards.yml", "lines: [larm-112, vard-1177]")
    assert found == [f"{place}: the acute step must call 112 and nothing else; correct its lines"]


CARE = """\
    - level: snart
      heading: Ring 1177 om du behöver vård snart
      points: []
      say: null
      lines: [vard-1177]
    - level: prata
      heading: Prata med någon om det känns svårt
"""


@pytest.mark.parametrize(
    ("change", "card", "message"),
    [
        pytest.param(
            (CARE, CARE[CARE.index("    - level: prata") :]),
            "suicid",
            "after 112 comes care; add a step whose level is snart",
            id="no-care",
        ),
        pytest.param(
            ("[vaxeln]", "[lyssnarlinjen]"),
            "vald",
            "the city's way in is not on the card; add 'vaxeln' to its last step",
            id="no-city",
        ),
    ],
)
def test_help_cards_follow_the_national_order(
    invented: Invented, change: tuple[str, str], card: str, message: str
) -> None:
    """112, then care; who is beaten is not sent to the care first, but is always shown the city."""
    found = invented.edit("help-cards.yml", *change)
    number = int(invented.at("help-cards.yml", f"topics: [{card}").rpartition(":")[2])
    assert found == [f"data/help-cards.yml:{number + 1}: {message}"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param("[kvinnolinjen-1, kvinnolinjen-2, vaxeln]", None, id="in-order"),
        pytest.param(
            "[vaxeln, kvinnolinjen-1, kvinnolinjen-2]",
            "a helpline comes before the city; put such as 'kvinnolinjen-1' there",
            id="city-first",
        ),
        pytest.param(
            "[kvinnolinjen-2, vaxeln]",
            "'kvinnolinjen-1' is another number of a line on the card; put it beside that",
            id="one-number-of-two",
        ),
    ],
)
def test_the_helpline_comes_before_the_city(invented: Invented, lines: str, message: str | None) -> None:
    """By every number it has; where there is no such line the city comes first."""
    record = invented.text("support-lines.yml").partition("- id: vaxeln")[2]
    record = record.replace("[psykisk-halsa]", "[vald]").replace("40-628 04 00", "40-628 04 19")
    record = record.replace("+46406280400", "+46406280419")
    twins = "".join(f"- id: kvinnolinjen-{number}{record}" for number in (1, 2))
    invented.write("support-lines.yml", invented.text("support-lines.yml") + twins)
    known = invented.text("checks.yml")
    first = known.splitlines(keepends=True)[-1]
    checks = [first.replace("/chatten", f"/kvinnolinjen-{number}") for number in (1, 2)]
    invented.write("checks.yml", known + "".join(checks))
    found = invented.edit("help-cards.yml", "[vaxeln]", lines)
    assert [one.partition(": ")[2] for one in found] == ([message] if message else [])


# Trainings


@pytest.mark.parametrize(
    ("name", "change", "words", "message"),
    [
        pytest.param(
            TRAINING,
            ("id: att-lyssna", "id: lyssna"),
            "id: lyssna",
            "id 'lyssna' is not the file's name 'att-lyssna'; make them the same",
            id="file-stem",
        ),
        pytest.param(
            TRAINING,
            ("situations: []", "situations: [mar-daligt]"),
            "situations: [mar-daligt]",
            "situations stand on a training that is not open to the public; write []",
            id="situations-of-a-closed-one",
        ),
        pytest.param(
            TRAINING,
            ("nr: 2", "nr: 1"),
            "Att *fråga*",
            "two parts have the same nr; number them as the document does",
            id="part-twice",
        ),
        pytest.param(
            TRAINING,
            ("clauses: [2021/samverkan/kort-2, 2021/samverkan/kort-1-1]", "clauses: [2021/samverkan/kort-2]"),
            "clause: 2021/samverkan/kort-1-1",
            "the obligation's clause '2021/samverkan/kort-1-1' is not among the training's clauses; add it there",
            id="obligation-not-proven",
        ),
        pytest.param(
            TRAINING,
            ("department: omsorgsforvaltningen", "department: bjorkvikens-stad"),
            "department: bjorkvikens-stad",
            "'bjorkvikens-stad' is not one of the departments; correct it",
            id="no-department",
        ),
        pytest.param(
            TRAINING,
            ("indicators: [2021/samverkan/kort-indikator-1]", "indicators: [2021/samverkan/kort-indikator-9]"),
            "indicators: [",
            "'2021/samverkan/kort-indikator-9' is no clause of the agreement; correct it",
            id="no-such-indicator",
        ),
        pytest.param(
            TRAINING,
            ("indicators: [2021/samverkan/kort-indikator-1]", "indicators: [2021/samverkan/kort-1]"),
            "indicators: [",
            "'2021/samverkan/kort-1' belongs under clauses; move it",
            id="clause-among-indicators",
        ),
        pytest.param(
            OPEN,
            (
                "clauses: [2021/samverkan/aktivitet-1]",
                "clauses: [2021/samverkan/aktivitet-1, 2021/samverkan/lang-indikator-1]",
            ),
            "clauses: [",
            "'2021/samverkan/lang-indikator-1' belongs under indicators; move it",
            id="indicator-among-clauses",
        ),
        pytest.param(
            OPEN,
            (
                "clauses: [2021/samverkan/aktivitet-1]",
                "clauses: [2021/samverkan/aktivitet-1, 2021/samverkan/aktivitet-1]",
            ),
            "clauses: [",
            "'2021/samverkan/aktivitet-1' stands twice; keep one",
            id="clause-twice",
        ),
    ],
)
def test_trainings(invented: Invented, name: str, change: tuple[str, str], words: str, message: str) -> None:
    """What a training says of the agreement is true, and its obligations are proven."""
    found = invented.edit(name, *change)
    assert found == [f"{invented.at(name, words)}: {message}"]


# Requirements


@pytest.mark.parametrize(
    ("old", "new", "words", "message"),
    [
        pytest.param(
            "id: C2", "id: C3", "id: C3", "'C3' stands where C2 belongs; number them from 1 in order", id="gap"
        ),
        pytest.param(
            "held: person",
            "held: test",
            "- id: S1",
            "a test holds it and none is named; name it under tests",
            id="no-test",
        ),
        pytest.param(
            "held: partly",
            "held: person",
            "- id: C2",
            "held is person and tests are named; write partly, or tests: []",
            id="person-and-test",
        ),
    ],
)
def test_requirements(invented: Invented, old: str, new: str, words: str, message: str) -> None:
    """They are numbered in order, and what a test holds names the test."""
    found = invented.edit("requirements.yml", old, new)
    key = new.partition(":")[0] + ":"
    lines = invented.text("requirements.yml").split("\n")
    begun = next(number for number, line in enumerate(lines) if words in line)
    number = next(number for number, line in enumerate(lines[begun:], begun + 1) if key in line)
    assert found == [f"data/requirements.yml:{number}: {message}"]


def test_two_parts_have_two_letters(invented: Invented) -> None:
    """A requirement is known by its letter and number."""
    text = invented.text("requirements.yml").replace("id: S", "id: C")
    found = invented.write("requirements.yml", text)
    assert [one.partition(": ")[2] for one in found] == ["the letter C is another part's; choose another"]


# Vocabulary


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        pytest.param(SERVICE, "topics: [psykisk-halsa]", "topics: [lycka]", "'lycka' is not among topics", id="topic"),
        pytest.param("help-cards.yml", "[suicid, sjalvskada]", "[suicid, sjalvskada, lycka]", "'lycka'", id="card"),
        pytest.param(TRAINING, "step: alla", "step: tre", "'tre' is not among steps", id="step"),
        pytest.param(TRAINING, "level: obligatorisk", "level: måste", "'måste' is not among levels", id="level"),
        pytest.param(
            TRAINING,
            "level: obligatorisk",
            "level: obligatoriskt",
            "'obligatoriskt' is not among levels in data/vocabulary.yml; did you mean 'obligatorisk'?",
            id="level-nearly",
        ),
        pytest.param(OPEN, "topics: [anhorig]", "topics: [sorg]", "'sorg' is not among training_topics", id="subject"),
        pytest.param(
            OPEN, "roles: [nyckelperson,", "roles: [vaktmastare,", "'vaktmastare' is not among roles", id="role"
        ),
        pytest.param(
            "organisations.yml", "kind: kommun", "kind: stad", "'stad' is not among organisation_kinds", id="kind"
        ),
        pytest.param(
            "support-lines.yml", "area: björkviken", "area: sverige", "'sverige' is not among areas", id="area"
        ),
    ],
)
def test_words_of_closed_sets(invented: Invented, name: str, old: str, new: str, words: str) -> None:
    """What is chosen is in the list of the data; the message names the list and all that may be chosen."""
    found = invented.edit(name, old, new)
    assert len(found) == 1, found
    assert found[0].startswith(f"{invented.at(name, new)}: {words}")
    assert "; write one of " in found[0] or " There are obligatorisk, " in found[0]


@pytest.mark.parametrize(
    ("old", "new", "words", "message"),
    [
        pytest.param(
            "{id: larare, name: Lärare och skolpersonal, holds: group}",
            "{id: chef, name: Lärare, holds: group}",
            "name: Lärare",
            "'chef' stands twice in roles; keep one",
            id="twice",
        ),
        pytest.param(
            "name: Allmänheten, holds: public",
            "name: Alla, holds: group",
            "roles:",
            "0 roles hold for public; let one do",
            id="no-public",
        ),
        pytest.param(
            "department: true",
            "department: false",
            "organisation_kinds:",
            "no kind of organisation is a department; let one be",
            id="no-department",
        ),
        pytest.param(
            "{id: vald, crisis: true, exposed: true}",
            "{id: vald, crisis: false, exposed: true}",
            "{id: vald, crisis",
            "exposed is true and crisis is false; an exposed page needs help first",
            id="exposed-without-help",
        ),
        pytest.param(
            "{id: operator,",
            "{id: web-copy,",
            "med den som driver",
            "'web-copy' stands twice in checks; keep one",
            id="way-missing",
        ),
    ],
)
def test_the_vocabulary_is_whole(invented: Invented, old: str, new: str, words: str, message: str) -> None:
    """Every word once, and those that pages cannot do without."""
    assert f"{invented.edit('vocabulary.yml', old, new) and invented.at('vocabulary.yml', words)}: {message}" in set(
        invented.problems()
    )


def test_a_new_word_is_a_change_of_data(invented: Invented) -> None:
    """A topic of trainings, a role and a topic of support that the code has never heard of."""
    text = invented.text("vocabulary.yml")
    text = text.replace("training_topics:\n", "training_topics:\n  - {id: glad, name: Glädje}\n")
    text = text.replace("topics:\n", "topics:\n  - {id: lycka, crisis: false, exposed: false}\n", 1)
    assert invented.write("vocabulary.yml", text) == []
    assert invented.edit(OPEN, "topics: [anhorig]", "topics: [glad]") == []
    assert invented.edit(SERVICE, "topics: [psykisk-halsa]", "topics: [lycka]") == []
    assert "utbildningar/amne/glad.md" in invented.pages()


@pytest.mark.parametrize(
    ("title", "tells"),
    [
        ("Hotellboende", False),
        ("Journalen", False),
        ("Hederlig hjälp", False),
        ("Fotografering", False),
        ("Det valda stödet", False),
        ("Brottning", False),
        ("Avbrott i skolan", False),
        ("Genombrottet", False),
        ("Utbrott", False),
        ("Sejour", False),
        ("Våldsamt roligt", False),
        ("Näthot", True),
        ("Skolhotet", True),
        ("Hoten", True),
        ("Sexköp", True),
        ("Incest", True),
        ("Stöd vid hot", True),
        ("Hotad hemma", True),
        ("Stöd mot VÅLD", True),
        ("Partnervåldet", True),
        ("Kvinnojouren", True),
        ("Ring jouren", True),
        ("Hedersförtryck", True),
        ("Sexuella övergrepp", True),
        ("Utsatt för brott", True),
    ],
)
def test_words_that_tell(whole: Invented, title: str, tells: bool) -> None:  # noqa: FBT001 - a case and its answer
    """Whole words and their compounds tell what a page is about; other words that begin alike do not."""
    assert whole.content().vocabulary.tells(title) is tells


def test_an_id_that_tells(whole: Invented) -> None:
    """As the words do, without rings and dots; «valdag» and «hot» in «hotell» are other words."""
    vocabulary = whole.content().vocabulary
    assert [
        one for one in ("stod-mot-vald", "nathot", "valdag", "hotellboende", "avbrott") if vocabulary.id_tells(one)
    ] == [
        "stod-mot-vald",
        "nathot",
    ]


# Synonyms


@pytest.mark.parametrize(
    ("old", "new", "words", "message"),
    [
        pytest.param(
            "says: [en gemensam plan]",
            "says: [en gemensam plan, MÅR  skit]",
            "says: [en gemensam plan",
            "'MÅR  skit' already stands in data/synonyms.yml:2; keep one",
            id="said-twice",
        ),
        pytest.param(
            "card: suicid",
            f"card: {NOWHERE}",
            f"card: {NOWHERE}",
            f"'{NOWHERE}' is not an id in data/help-cards.yml; correct it or add the record",
            id="no-such-card",
        ),
    ],
)
def test_synonyms(invented: Invented, old: str, new: str, words: str, message: str) -> None:
    """Each way of saying it stands once, and leads somewhere."""
    found = invented.edit("synonyms.yml", old, new)
    assert found == [f"{invented.at('synonyms.yml', words)}: {message}"]


# What holds a page together must be a problem of the data, and not a traceback while the page is made.


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        pytest.param("site.yml", "front_desk: vaxeln", "front_desk: chatten", id="front-desk-without-a-number"),
        pytest.param("site.yml", "{id: ung, ", "{id: barn, ", id="two-age-groups-of-one-id"),
        pytest.param(SERVICE, "access: open", "access: staff", id="service-for-staff"),
    ],
)
def test_pages_can_be_made_of_what_the_rules_accept(invented: Invented, name: str, old: str, new: str) -> None:
    """Either the rules refuse it at its line, or every page is made."""
    found = invented.edit(name, old, new)
    if found:
        assert all(problem.startswith(f"data/{name}:") for problem in found)
    else:
        assert invented.pages()


def test_the_line_that_the_crisis_page_names_must_be_there(invented: Invented) -> None:
    """The crisis page says how to reach 112 without speaking: under another id it is a problem, not a traceback."""
    for name in ("support-lines.yml", "help-cards.yml"):
        invented.path(name).write_text(invented.text(name).replace("larm-112", "nodnummer"), encoding="utf-8")
    if not invented.problems():
        assert "akut.md" in invented.pages()


# What the content says of itself


def test_content_is_only_made_without_problems(invented: Invented) -> None:
    """One dangling reference is enough."""
    invented.edit(SERVICE, "links: [handbok]", f"links: [{NOWHERE}]")
    with pytest.raises(DataProblems, match="1 problem in the data"):
        invented.content()


def test_content_in_the_order_of_the_document(whole: Invented) -> None:
    """Sections stand as the agreement lists them, with parents and children."""
    content = whole.content()
    sections = content.current.sections
    assert [one.section.id for one in sections] == ["samverkan", "tidigt-stod", "tecken"]
    assert [one.parent.id if one.parent else None for one in sections] == [None, "samverkan", None]
    assert [[child.id for child in one.children] for one in sections] == [["tidigt-stod"], [], []]
    assert sections[0].actors == ("skol-och-fritidsforvaltningen", "bjorkvikens-stad", "omsorgsforvaltningen")
    assert [one.id for one in content.departments] == ["omsorgsforvaltningen", "skol-och-fritidsforvaltningen"]
    assert {str(key): [one.id for one in found] for key, found in content.services_by_clause.items()} == {
        "2021/samverkan/kort-1": ["samtalsstod"],
        "2021/samverkan/kort-1-1-2": ["samtalsstod"],
    }


def test_clauses_are_numbered_by_list(whole: Invented) -> None:
    """Each clause and sub-clause has its permanent citation, in the order of the page."""
    assert [str(clause.citation) for clause in whole.content().current.walk()] == [
        "2021/samverkan/aktivitet-1",
        "2021/samverkan/kort-1",
        "2021/samverkan/kort-1-1",
        "2021/samverkan/kort-1-1-1",
        "2021/samverkan/kort-1-1-2",
        "2021/samverkan/kort-1-2",
        "2021/samverkan/kort-2",
        "2021/samverkan/kort-indikator-1",
        "2021/samverkan/kort-indikator-2",
        "2021/samverkan/kort-indikator-2-1",
        "2021/samverkan/kort-indikator-2-2",
        "2021/samverkan/lang-1",
        "2021/samverkan/lang-indikator-1",
        "2021/tidigt-stod/kort-1",
        "2021/tidigt-stod/kort-indikator-1",
        "2021/tidigt-stod/vill-1",
        "2021/tidigt-stod/vill-2",
        "2021/tidigt-stod/ansvar-1",
        "2021/tecken/kort-1",
        "2021/tecken/kort-1-1",
        "2021/tecken/kort-1-2",
        "2021/tecken/kort-indikator-1",
        "2021/tecken/kort-indikator-2",
        "2021/tecken/lang-1",
    ]


def test_saknas_is_known_among_indicators(whole: Invented) -> None:
    """Only an indicator can say that there is none."""
    none = [str(clause.citation) for clause in whole.content().current.walk() if clause.states_none]
    assert none == ["2021/samverkan/lang-indikator-1", "2021/tidigt-stod/kort-indikator-1"]


def test_every_clause_has_its_place_in_the_file(whole: Invented) -> None:
    """`clauses_of` gives the place of each clause, details too, in the order of the numbers."""
    section = whole.content().current.sections[0]
    found = list(clauses_of(section.section))
    assert [clause for _, clause in found] == [item.clause for item in section.walk()]
    assert found[3][0] == ("lists", 1, "clauses", 0, "details", 0, "details", 0)


def test_help_cards_by_topic(whole: Invented) -> None:
    """The first topic that has a card decides; without one the card for all pages is shown."""
    content = whole.content()
    assert content.help_card().id == "allmant"
    assert content.help_card(["psykisk-halsa"]).id == "allmant"
    assert content.help_card(["psykisk-halsa", "heder", "suicid"]).id == "trygghet"


def test_why_the_site_is_a_preview(whole: Invented) -> None:
    """Values that only the city can give, and help lines that nobody has ever confirmed."""
    assert whole.content().preview_reasons() == (
        "Formuläret för synpunkter på tillgängligheten är inte bestämt.",
        "Adressen för anmälan till tillsynen är inte kontrollerad.",
        "Kontakten för säkerhetsfel är inte bestämd.",
        "2 stödlinjer är inte bekräftade av dem som driver dem.",
    )


def test_a_site_that_may_be_released(invented: Invented) -> None:
    """Everything is given, and every line has been confirmed once."""
    text = invented.text("site.yml")
    for reason in ("Staden har inte angett något formulär.", "Staden har inte angett någon kontakt."):
        text = text.replace(f"  value: null\n  reason: {reason}", "  value: https://a.example/\n  reason: null")
    supervisor = "Digg ska slås ihop med en annan myndighet. Adressen ska kontrolleras innan webbplatsen publiceras."
    text = text.replace(f"value: null\n    reason: {supervisor}", "value: https://b.example/\n    reason: null")
    assert invented.write("site.yml", text) == []
    assert invented.write("checks.yml", invented.text("checks.yml").replace("how: web-copy", "how: operator")) == []
    content = invented.content()
    assert content.preview_reasons() == ()
    # A check that has lapsed, as the front desk's, makes no preview: each has been confirmed once.
    assert [one.id for one in content.support_lines.values() if content.reviewed(one).lapsed(TODAY)] == ["vaxeln"]


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("agreements/2021/agreement.yml", "decided: 2020-12-01", "decided: 2021-03-02", "decided:"),
        ("agreements/2021/agreement.yml", "revised: [2021-02-28]", "revised: [2021-02-28, 2021-03-02]", "revised:"),
        ("agreements/2021/agreement.yml", "revised: [2021-02-28]", "revised:\n  - 2021-03-02", "  - 2021-03-02"),
        ("requirements.yml", "as_of: 2021-02-01", "as_of: 2022-02-01", "as_of:"),
        ("languages.yml", "date: 2021-02-01", "date: 2021-03-02", "date: 2021-03-02"),
        ("follow-up/2021.yml", "day: 2021-02-28", "day: 2021-12-31", "day: 2021-12-31"),
    ],
)
def test_nothing_is_done_on_a_day_to_come(invented: Invented, name: str, old: str, new: str, line: str) -> None:
    """A day of a decision, a change, a measurement or a reading that has not come is mistyped."""
    found = invented.edit(name, old, new)
    day = new.rpartition("20")[2].strip("]}")
    place = invented.at(name, line)
    assert [one for one in found if one.startswith(f"{place}: ")]
    assert all(f": 20{day} has not come yet; write the day on which it was done" in one for one in found)
    assert len(found) == 1


def test_a_day_to_come_may_be_planned(invented: Invented) -> None:
    """What is struck, put in force or over later has its day in the future; what is done has it today at the latest."""
    text = "        text: Vi ordnar en dag om psykisk hälsa.\n"
    assert invented.edit("agreements/2021/sections/samverkan.yml", text, f"{text}        struck: 2022-01-01\n") == []
    assert invented.edit("agreements/2021/agreement.yml", "decided: 2020-12-01", "decided: 2021-03-01") == []
