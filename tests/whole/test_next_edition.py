"""The turn of the year: a draft of the next edition, worked over, put in force; nothing that was published dies."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import manage
from core import routes
from core.content import Content
from core.desk.drafts import drafts_left, told
from core.desk.left_behind import left_behind, to_look_through
from core.models.agreement import Citation
from core.problems import DataProblems
from core.rules.succession import succession_notices
from core.site import CheckedSite, check_site
from invented import TODAY, Invented
from project import checked_site, read_sources

FOLDER = "agreements/2022"
TOGETHER = f"{FOLDER}/sections/samverkan.yml"
SIGNS = f"{FOLDER}/sections/tecken.yml"
FIRST_DAY = date(2022, 1, 1)
MOVED = "  - id: lang-sikt\n"
NEW_SECTION = """\
id: {id}
title: {title}
parent: null
belongs_to: [tillsammans]
summary: Ett avsnitt som är nytt.
introduction: []
lists:
{lists}page: 12
remarks: []
"""
ACTIVITY = """\
  - id: insatser
    heading: null
    term: none
    kind: activities
    clauses:
      - id: aktivitet-1
        text: Staden prövar stöd på nätet.
"""
TIES = """\
  clauses:
    - how: weaker
      then: [samverkan/kort-2]
      now: [samverkan/kort-2]
      note: Då prövades en väg in. Nu kan den prövas.
    - how: gone
      then: [samverkan/aktivitet-1]
      now: []
      told_in: samverkan
      note: Dagen nämns inte 2022.
    - how: same
      then: [tecken/lang-1]
      now: [framtiden/lang-1]
    - how: new
      then: []
      now: [digitalt/aktivitet-1]
      note: Nytt 2022.
"""


def run(invented: Invented, *arguments: str) -> int:
    """Run a command on the municipality."""
    return manage.main(["--root", str(invented.root), *arguments])


@pytest.fixture(scope="module")
def followed_once(first_draft: Path, tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """Work over the draft and put it in force: a section changed, one split, one new, one gone."""
    drafted = Invented.copied(tmp_path_factory.mktemp("followed"), first_draft)
    for path in drafted.path(FOLDER).rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")
    drafted.edit(TOGETHER, "Staden prövar en ny väg in.", "Staden kan pröva en ny väg in.")
    text = drafted.text(TOGETHER)
    above, _, below = text.partition("  - id: insatser\n")
    drafted.write(TOGETHER, above + below[below.index("  - id: kort-sikt\n") :])
    above, _, moved = drafted.text(SIGNS).partition(MOVED)
    moved, _, below = moved.partition("page:")
    drafted.write(SIGNS, f"{above}page:{below}")
    for name, title, lists in (("framtiden", "Framtiden", MOVED + moved), ("digitalt", "Digitalt stöd", ACTIVITY)):
        drafted.write(f"{FOLDER}/sections/{name}.yml", NEW_SECTION.format(id=name, title=title, lists=lists))
    drafted.path(f"{FOLDER}/sections/tidigt-stod.yml").unlink()
    agreement = f"{FOLDER}/agreement.yml"
    drafted.edit(agreement, "[samverkan, tidigt-stod, tecken]", "[samverkan, tecken, framtiden, digitalt]")
    name = "continuity.yml"
    above, _, last = drafted.text(name).rpartition("- then: '2021'")
    last = (
        last.replace("  clauses: []\n", TIES)
        .replace("  draft: true\n", "")
        .replace("now: [tidigt-stod]\n      reason: Avsnittet finns kvar.", "now: []\n      reason: Nämns inte.")
        .replace("      now: [tecken]\n", "      now: [tecken, framtiden]\n")
        .replace("  sections:\n", "  sections:\n    - {then: [], now: [digitalt], reason: Avsnittet är nytt.}\n")
    )
    drafted.write(name, f"{above}- then: '2021'{last}")
    line = "  - {edition: '2021', from: 2021-01-01}\n"
    assert drafted.edit("site.yml", line, f"{line}  - {{edition: '2022', from: 2022-01-01}}\n") == []
    return drafted


@pytest.fixture
def followed(followed_once: Invented, invented: Invented) -> Invented:
    """Give the municipality with the next edition in force, to spoil."""
    return invented.again(followed_once.root)


@pytest.fixture(scope="module")
def then(followed_once: Invented) -> CheckedSite:
    """Give the site of the first day of the next edition."""
    return checked_site(followed_once.root, FIRST_DAY)


def test_the_draft_keeps_ids_and_words(drafted: Invented) -> None:
    """Everything of a section is copied but the slips of the old document; each is marked as not checked off."""
    for name in ("samverkan", "tidigt-stod", "tecken"):
        old = drafted.text(f"agreements/2021/sections/{name}.yml").splitlines()
        new = drafted.text(f"{FOLDER}/sections/{name}.yml").splitlines()
        assert new[1] == "draft: true"
        remarks = old.index(next(line for line in old if line.startswith("remarks:")))
        assert [new[0], *new[2:-1]] == old[:remarks]
        assert new[-1] == "remarks: []"


def test_the_draft_says_nothing_that_only_the_old_document_said(drafted: Invented) -> None:
    """Nobody has decided or signed it; it is named after its own year and replaces the other."""
    lines = drafted.text(f"{FOLDER}/agreement.yml").splitlines()
    for line in (
        "id: '2022'",
        "draft: true",
        "name: överenskommelsen 2022",
        "period: '2022'",
        "decided: null",
        "revised: []",
        "replaces: '2021'",
        "signatories: []",
        "remarks: []",
    ):
        assert lines.count(line) == 1


def test_what_was_struck_is_not_copied(invented: Invented) -> None:
    """It is no part of the agreement; its id stays behind."""
    name = "agreements/2021/sections/samverkan.yml"
    clause = "        text: Vi ordnar en dag om psykisk hälsa.\n"
    invented.edit(name, clause, f"{clause}        struck: 2021-02-01\n")
    part = "                text: Samtalet hålls i skolan.\n"
    invented.edit(name, part, f"{part}                struck: 2021-02-01\n")
    whole = "          Sedan träffas alla.\n          Det sker inom en vecka.\n        actors: [bjorkvikens-stad]\n"
    invented.edit(name, whole, f"{whole}        struck: 2021-02-01\n")
    assert run(invented, "ny-utgava", "2022") == 0
    text = invented.text(TOGETHER)
    assert "struck" not in text
    assert "aktivitet-1" not in text
    for gone in ("Vi ska möta varje person i tid.", "Ingen ska behöva vänta", "Sedan träffas alla", "id: kort-1\n"):
        assert gone not in text
    assert invented.text(name)[invented.text(name).index("      - id: kort-2\n") :].partition("page:")[0] in text


def test_a_part_that_was_struck_is_not_copied(invented: Invented) -> None:
    """The clause and its other parts are."""
    name = "agreements/2021/sections/samverkan.yml"
    part = "                text: Samtalet hålls i skolan.\n"
    invented.edit(name, part, f"{part}                struck: 2021-02-01\n")
    assert run(invented, "ny-utgava", "2022") == 0
    text = invented.text(TOGETHER)
    assert "Ingen ska behöva vänta" in text
    assert "kort-1-1-1" not in text
    assert "kort-1-1-2" in text


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2021", "data/agreements/2021/ is there already; make check tells what is left of it, or choose another year"),
        ("2020", "2020 does not come after 2021, the edition in force; choose a later year"),
        ("nästa", "'nästa' is no year; write such as 2022, or 2028-2030 for several years"),
        ("../2023", "'../2023' is no year; write such as 2022, or 2028-2030 for several years"),
    ],
)
def test_what_cannot_be_made(invented: Invented, capsys: pytest.CaptureFixture[str], year: str, said: str) -> None:
    """It is refused with what to do, and nothing is written."""
    before = {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()}
    assert run(invented, "ny-utgava", year) == 2
    assert capsys.readouterr().err.strip() == said
    assert {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()} == before


def test_all_or_nothing(invented: Invented, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that says no half-way leaves the folder as it was."""
    before = {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()}
    replace, times = Path.replace, iter(range(3))

    def full(path: Path, target: Path) -> Path:
        if next(times, None) is None:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    assert run(invented, "ny-utgava", "2022") == 2
    assert {path: path.read_bytes() for path in invented.root.rglob("*") if path.is_file()} == before


def test_what_is_left_is_told_until_it_is_done(drafted: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """Sections that are not checked off, texts that name a year, and what would stand in the way."""
    drafted.edit(TOGETHER, "text: Omsorgen ringer samma dag.", "text: Omsorgen ringer samma dag.\n            link: []")
    capsys.readouterr()
    assert run(drafted, "check") == 0
    said = capsys.readouterr().out
    assert "[ ] 2. Gå igenom avsnitten" in said
    assert "Kvar: 3 av 3 filer." in said
    assert f"data/{TOGETHER}:" in said
    assert "heading: Kortsiktiga mål och aktiviteter 2021" in said
    assert f"{drafted.at(TOGETHER, 'link: []')}: 'link' is not a key here; did you mean 'links'?" in said
    (left,) = drafts_left(read_sources(drafted.root), TODAY)
    assert left.unsigned == ("decided", "signatories")
    assert not left.noted
    assert left.proposed == (drafted.at("continuity.yml", "draft: true"),)


def test_a_section_that_is_checked_off(drafted: Invented) -> None:
    """Its years are right then, and it is in the list no more; a text that is marked by itself is, with its line."""
    before = drafted.text(TOGETHER)
    drafted.write(TOGETHER, before.replace("draft: true\n", ""))
    drafted.edit(SIGNS, "draft: true\n", "")
    drafted.edit(SIGNS, "        text: '1986.", "        draft: true\n        text: '1986.")
    (left,) = drafts_left(read_sources(drafted.root), TODAY)
    assert not [place for place, _ in left.years if "samverkan" in place]
    marked = {Path(one.path).stem: (one.whole, one.texts) for one in left.sections}
    line = int(drafted.at(SIGNS, "        draft: true").rpartition(":")[2])
    assert marked == {"tecken": (False, (line,)), "tidigt-stod": (True, ())}
    assert f"1 text att skriva om, på rad {line}" in told(left, read_sources(drafted.root))


def test_the_day_before(followed: Invented) -> None:
    """The edition that is to come has no page, and the site is that of the edition in force."""
    site = checked_site(followed.root, date(2021, 12, 31))
    assert site.content.current.id == "2021"
    assert not [uri for uri in site.pages if "2022" in uri or "digitalt" in uri]
    assert not [one.uri for one in site.exports if "2022" in one.uri]


def test_the_first_day(then: CheckedSite) -> None:
    """The short address is that of the new edition; the old one has its pages and files below its own name."""
    assert then.content.current.id == "2022"
    assert "overenskommelsen/digitalt.md" in then.pages
    for section in ("samverkan", "tidigt-stod", "tecken"):
        assert f"tidigare/2021/{section}.md" in then.pages
    assert "tidigare/2021/indikatorer.md" in then.pages
    files = {one.uri: one for one in then.exports}
    old = json.loads(files["oppna-data/overenskommelse-2021.json"].data)
    assert old["in_force"] is False
    assert [one["url"] for one in old["sections"]][1] == "/tidigare/2021/tidigt-stod/"
    assert files["oppna-data/overenskommelse-2022.json"]


def test_open_data_of_the_old_edition_stay(followed: Invented, then: CheckedSite) -> None:
    """But for their addresses, and that it is in force; who names a clause is still told of it where it goes on."""

    def old(site: CheckedSite) -> object:
        data = next(one.data for one in site.exports if one.name == "overenskommelse-2021.json")
        text = data if isinstance(data, str) else data.decode()
        held = json.loads(text.replace("/tidigare/2021/", "/overenskommelsen/"))
        held["in_force"] = True
        return held

    assert old(then) == old(followed.site())


def test_every_address_leads_somewhere(followed: Invented, then: CheckedSite) -> None:
    """A page of the old edition stands, or leads to where the old edition has it; a clause's anchor too."""
    before = followed.site()
    assert then.content.moved["/overenskommelsen/tidigt-stod/"] == "/tidigare/2021/tidigt-stod/"
    addresses = set(then.addresses())
    for page in before.pages.values():
        assert page.address in addresses
    for clause in before.content.current.walk():
        at = routes.address_of(before.content.pages_of("2021").section(clause.citation.section))
        if at not in then.content.moved:
            assert then.register.has(f"{at}#{clause.anchor}"), clause.citation
        moved = routes.address_of(then.content.pages_of("2021").section(clause.citation.section), clause.anchor)
        assert then.register.has(moved)


def test_the_search_finds_the_old_edition_last(then: CheckedSite) -> None:
    """It stands in the second part of the index, and nowhere in the first."""
    files = then.search()
    assert "tidigare/2021" not in files[routes.SEARCH_INDEX]
    assert "tidigare/2021" in files[routes.SEARCH_EARLIER]


def test_who_cites_the_old_edition(then: CheckedSite) -> None:
    """What says the same is shown by the clause of today, a part of it and what has changed section too."""
    content: Content = then.content
    service, training = content.services["samtalsstod"], content.trainings["att-lyssna"]
    assert [str(one) for one in service.clauses] == ["2022/samverkan/kort-1", "2022/samverkan/kort-1-1-2"]
    assert service.sections == ()
    assert [str(one) for one in training.clauses] == ["2021/samverkan/kort-2", "2022/samverkan/kort-1-1"]
    assert [str(one) for one in training.indicators] == ["2022/samverkan/kort-indikator-1"]
    assert content.succession.read_as(Citation("2021", "tecken", "lang-1")) == Citation("2022", "framtiden", "lang-1")


def test_an_obligation_that_may_have_changed_is_none(then: CheckedSite) -> None:
    """What nobody has found in the edition in force is not shown as asked for; the other one is, with its clause."""
    obligations = then.content.trainings["att-lyssna"].obligations
    assert [(one.level, str(one.clause)) for one in obligations] == [("erbjuds", "2022/samverkan/kort-1-1")]


def test_the_check_tells_who_cites_what_is_old(followed: Invented, then: CheckedSite) -> None:
    """And what it has become; what says the same is only counted."""
    told = list(succession_notices(then.content))
    training, service = "trainings/att-lyssna.yml", "services/samtalsstod.yml"
    place = followed.at(training, "clauses: [2021/samverkan/kort-2")
    became = "became '2022/samverkan/kort-2'; read that, and cite it if it is what is meant"
    assert f"{place}: '2021/samverkan/kort-2' is no longer in force, and it {became}" in told
    place = followed.at(service, "sections: [tidigt-stod]")
    gone = "it is gone from 2022; remove it, or cite another clause"
    assert f"{place}: '2021/tidigt-stod' is no longer in force, and {gone}" in told
    assert "say the same, such as '2021/" in told[0]
    assert not [one for one in told[1:] if "kort-1-1-2" in one]


def test_the_check_tries_the_day_to_come(followed: Invented, capsys: pytest.CaptureFixture[str]) -> None:
    """What would fail on the first day fails now, and is told with the day."""
    capsys.readouterr()
    assert run(followed, "check") == 0
    assert "notice from 2022-01-01: data/trainings/att-lyssna.yml:" in capsys.readouterr().out


def test_what_was_noted_waits_with_its_edition(followed: Invented) -> None:
    """What is noted of the signed document keeps no day before it from being built, and holds from the first day."""
    followed.write(f"{FOLDER}/signed.yml", "addresses: []\nsentences: []\nsections: []\n")
    assert followed.site_problems() == []
    followed.write(f"{FOLDER}/signed.yml", "addresses: [http://www.bjorkviken.example/]\nsentences: []\nsections: []\n")
    assert followed.site_problems() == []
    with pytest.raises(DataProblems, match=r"signed\.yml:1"):
        checked_site(followed.root, FIRST_DAY)


@pytest.mark.parametrize("draft", [True, False])
def test_a_hard_page_of_what_is_to_come(followed: Invented, draft: bool) -> None:  # noqa: FBT001
    """The list of what is left says to list an exception; that must be possible before the page is there."""
    if draft:
        followed.edit("site.yml", "  - {edition: '2022', from: 2022-01-01}\n", "")
        followed.edit(f"{FOLDER}/agreement.yml", "id: '2022'\n", "id: '2022'\ndraft: true\n")
        followed.edit("continuity.yml", "  now: '2022'\n", "  now: '2022'\n  draft: true\n")
    exception = "  - page: /overenskommelsen/digitalt/\n    limit: 60\n    reason: Nytt.\n"
    followed.edit("reading.yml", "exceptions:\n", f"exceptions:\n{exception}")
    assert followed.site_problems() == []
    followed.edit("reading.yml", "/digitalt/", "/digital/")
    assert len(followed.site_problems()) == 1


def test_what_nobody_has_read_is_not_said_to_be_nothing(followed: Invented, then: CheckedSite) -> None:
    """Where an obligation is left behind, no page says that the agreement asks for nothing."""
    assert then.content.unread == {"att-lyssna": ("omsorgsforvaltningen",)}
    page = then.pages["utbildningar/att-lyssna.md"].markdown()
    assert "Överenskommelsen före sade något om utbildningen på omsorgsförvaltningen." in page
    department = then.pages["utbildningar/forvaltning/omsorgsforvaltningen.md"].markdown()
    assert "Överenskommelsen före sade något om" in department
    assert "säger inte att någon utbildning krävs" not in department
    before = checked_site(followed.root, TODAY)
    assert not before.content.unread
    assert "Överenskommelsen före" not in before.pages["utbildningar/att-lyssna.md"].markdown()


def test_an_id_is_used_again_only_for_what_continues_it(followed: Invented) -> None:
    """Who has an old address would read something else there."""
    followed.edit(TOGETHER, "  - id: lang-sikt\n", ACTIVITY + "  - id: lang-sikt\n")
    found = followed.problems()
    message = "the id 'aktivitet-1' is a clause of 2021 too, and nothing ties the two; say in data/continuity.yml "
    place = followed.at(TOGETHER, "id: aktivitet-1")
    assert found == [f"{place}: {message}what became of it, or write a free id such as aktivitet-2"]


def test_a_section_is_named_again_only_for_what_continues_it(followed: Invented) -> None:
    """The short address of a section is one section."""
    text = followed.text("continuity.yml")
    tie = "    - then: [samverkan]\n      now: [samverkan]\n      reason: Avsnittet finns kvar.\n"
    assert tie in text
    ties = "    - {then: [samverkan], now: [], reason: Borta.}\n    - {then: [], now: [samverkan], reason: Nytt.}\n"
    found = followed.write("continuity.yml", text.replace(tie, ties))
    place = followed.at(TOGETHER, "id: samverkan")
    message = f"{place}: 'samverkan' is a section of 2021 too, and nothing ties the two; "
    assert [one for one in found if one.startswith(message)]


def test_when_its_years_are_over(invented: Invented) -> None:
    """Until the next edition comes the pages say that the agreement was for its year, and not before."""
    line = "Överenskommelsen 2021 var för 2021. Nästa finns inte här ännu."
    agreement = ("index.md", "samverkan.md", "hela.md", "indikatorer.md")
    trainings = ("index.md", "min-vag.md", "forvaltning/omsorgsforvaltningen.md")
    uris = (*(f"overenskommelsen/{one}" for one in agreement), *(f"utbildningar/{one}" for one in trainings))
    before, after = (checked_site(invented.root, date(*day)) for day in ((2021, 12, 31), (2022, 1, 1)))
    assert {uri for uri, page in before.pages.items() if line in page.body} == {routes.COMPONENTS}
    for uri in uris:
        assert line in after.pages[uri].body, uri
    assert line in after.macros(routes.START).staff()
    assert line not in before.macros(routes.START).staff()
    assert not [uri for uri, page in after.pages.items() if uri.startswith("tidigare/") and line in page.body]


def test_pages_and_synonyms_that_lead_to_what_is_gone(followed: Invented) -> None:
    """They are no fault on any day, and are told with their place; so is a link that the old edition alone shows."""
    page = "# Läs {{ period() }} { #innehall }\n\n[Tidigt stöd](../overenskommelsen/tidigt-stod.md)\n"
    head = "---\ntitle: Läs\ndescription: Det som gäller {period}.\nrender_macros: true\n---\n\n"
    assert followed.write_page("om/las.md", head + page) == []
    name = "synonyms.yml"
    followed.edit(name, "/overenskommelsen/samverkan/#kort-1-1]", "/overenskommelsen/tidigt-stod/#kort-1]")
    sources = read_sources(followed.root)
    assert list(left_behind(check_site(sources, TODAY), sources)) == []
    then = check_site(sources, FIRST_DAY)
    told = list(left_behind(then, sources))
    gone = "which 2022 does not have; read what the page says there, and link to another page"
    assert f"docs/om/las.md:9: leads to '/overenskommelsen/tidigt-stod/', {gone}" in told
    place = followed.at(name, "/overenskommelsen/tidigt-stod/#kort-1]")
    assert [one for one in told if one.startswith(f"{place}: '/overenskommelsen/tidigt-stod/#kort-1' is left out of")]
    assert ("/hjalp/mar-daligt/",) in [synonym.pages for synonym in then.content.synonyms]
    page_then = then.handwritten["om/las.md"]
    assert (page_then.description, page_then.rendered.heading) == ("Det som gäller 2022.", "Läs 2022")
    assert page_then.meta["description"] == "Det som gäller 2022."


def test_a_link_that_the_old_edition_alone_shows(followed: Invented) -> None:
    """It is told until the register says so, and then it is no link of today."""
    link = "- id: bara-da\n  url: https://www.bjorkviken.example/da\n  title: Bara då\n  publisher: null\n"
    followed.write("links.yml", f"{followed.text('links.yml')}{link}  access: public\n  format: web\n  language: sv\n")
    section = "agreements/2021/sections/tidigt-stod.yml"
    clause = "        text: Skolan frågar alla barn hur de mår.\n"
    assert followed.edit(section, clause, f"{clause}        links: [bara-da]\n") == []
    sources = read_sources(followed.root)
    message = "data/links.yml: 'bara-da' is shown by 2021 alone; write edition: '2021' there"
    assert message in list(left_behind(check_site(sources, FIRST_DAY), sources))
    followed.edit("links.yml", "title: Bara då", "title: Bara då\n  edition: '2021'")
    sources = read_sources(followed.root)
    for day in (TODAY, FIRST_DAY):
        assert message not in list(left_behind(check_site(sources, day), sources))


def test_what_to_look_through(followed: Invented) -> None:
    """Texts of today that name the old year, and pages that lead to a section where something is changed."""
    followed.edit("trainings/att-lyssna.yml", "remark: Längden är ungefärlig.", "remark: Kursen gavs 2021.")
    text = "Läs mer. Här är det: [Samverkan](../overenskommelsen/samverkan.md). Dag: 2021-02-01."
    page = f"---\ntitle: Läs\n---\n\n# Läs {{ #innehall }}\n\n{text}\n"
    followed.write_page("om/las.md", page)
    sources = read_sources(followed.root)
    told = list(to_look_through(check_site(sources, FIRST_DAY), sources))
    place = followed.at("trainings/att-lyssna.yml", "remark:")
    assert f"{place}: names 2021: Kursen gavs 2021." in told
    changed = "leads to '/overenskommelsen/samverkan/', where something is changed; read what the page says"
    assert f"docs/om/las.md:7: {changed}" in told
    assert not [one for one in told if one.startswith("docs/om/las.md") and "names" in one]


def test_what_the_check_was_against(followed: Invented, then: CheckedSite) -> None:
    """A record that was compared with the old agreement is not said to have been with the new."""
    uri = routes.trainings_by_department("omsorgsforvaltningen")
    assert "Uppgifterna jämfördes med överenskommelsen den" in followed.site().pages[uri].body
    assert "Uppgifterna jämfördes med överenskommelsen 2021 den" in then.pages[uri].body


def test_descriptions_name_the_years_in_force(followed: Invented, then: CheckedSite) -> None:
    """They follow the edition; a brace that means nothing is refused."""
    assert "överens om 2021, i" in followed.site().content.site.description
    assert "överens om 2022, i" in then.content.site.description
    (found,) = followed.edit("site.yml", "{period}", "{perod}")
    assert found.endswith("description: a brace that is not '{period}'; remove it")
