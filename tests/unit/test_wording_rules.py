"""Words that harm, numbers and persons in running text, and marks that belong in no text: refused before a build."""

from __future__ import annotations

import pytest

from core.rules.foreign import foreign_in
from core.rules.link_words import fault_of_words
from core.rules.wording import harms_in
from invented import Invented, problems_of

SERVICE = "services/samtalsstod.yml"


def _om(invented: Invented) -> str:
    return (invented.root / "docs/om.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hon begick självmord.", "S2 crime"),
        ("Den som begår ett andra suicidförsök.", "S2 crime"),
        ("Tre självmord har begåtts.", "S2 crime"),
        ("De begångna självmorden.", "S2 crime"),
        ("Han valde att ta sitt liv.", "S2 choice"),
        ("Att välja självmord.", "S2 choice"),
        ("Valet att avsluta sitt liv.", "S2 choice"),
        ("Ett lyckat självmord.", "S2 achievement"),
        ("Efter ett misslyckat suicidförsök.", "S2 achievement"),
        ("Självmordsförsöket misslyckades.", "S2 achievement"),
        ("Hon lyckades ta sitt liv.", "S2 achievement"),
        ("Han lyckades med sitt självmord.", "S2 achievement"),
        ("Fullbordade suicid.", "S2 achievement"),
        ("En självmordskandidat.", "S2 label"),
        ("En epidemi av suicid.", "S2 label"),
        ("En snabb metod för självmord.", "S3 ease"),
        ("Suicid är den enda lösningen.", "S3 ease"),
        ("Hon hängde sig.", "S3 method"),
        ("Han hoppade från en bro.", "S3 method"),
        ("De som hoppar framför tåget.", "S3 method"),
        ("Hon skar sig i handleden.", "S3 method"),
        ("Ett avskedsbrev.", "S3 method"),
        ("Suicidförsök med 30 tabletter.", "S3 method"),
        ("Familjetragedin i byn.", "S2 violence"),
        ("Hon tog självmord.", "S2 crime"),
        ("He had committed suicide.", "S2 crime"),
        ("Hon avslutade sitt liv frivilligt.", "S2 choice"),
        ("She chose to end her life.", "S2 choice"),
        ("Ett framgångsrikt självmord.", "S2 achievement"),
        ("En misslyckad självmordshandling.", "S2 achievement"),
        ("After a failed suicide attempt.", "S2 achievement"),
        ("Det bästa sättet att ta livet av sig.", "S3 ease"),
        ("Det går fort att dö.", "S3 ease"),
        ("Han kastade sig framför tåget.", "S3 method"),
        ("Hon svalde 40 sömntabletter.", "S3 method"),
        ("He hanged himself.", "S3 method"),
        ("Passionsdramat i byn.", "S2 violence"),
        ("Ett våldsamt bråk i relationen.", "S2 violence"),
        ("Ett lägenhetsbråk.", "S2 violence"),
        ("Familjegräl i centrum.", "S2 violence"),
        ("Grälet urartade.", "S2 violence"),
        ("Bråket slutade i mord.", "S2 violence"),
        ("Han slog henne av kärlek.", "S2 violence"),
        ("Han tappade kontrollen och misshandlade dem.", "S2 violence"),
        ("A domestic dispute.", "S2 violence"),
        ("Hon provocerade honom att slå.", "S2 blame"),
        ("Den som stannar får skylla sig själv.", "S2 blame"),
        ("Hon utsatte sig för våld.", "S2 blame"),
        ("Det var hennes eget fel.", "S2 blame"),
        ("Offret borde ha sagt nej.", "S2 blame"),
        ("Hon valde att stanna trots våldet.", "S2 blame"),
        ("Det påstådda offret.", "S2 blame"),
        ("Han lyckades inte ta livet av sig.", "S2 achievement"),
        ("Suicidhandlingen misslyckades.", "S2 achievement"),
        ("Självmord är egoistiskt.", "S2 label"),
        ("Suicid genom hängning.", "S3 method"),
        ("Hon lade sig på spåret.", "S3 method"),
    ],
)
def test_words_that_harm(text: str, kind: str) -> None:
    """Crime, choice, achievement, labels, ease, method: by how the sentence is built."""
    assert [harm.name for harm, _ in harms_in(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Den som vill ta sitt liv kan få hjälp.",
        "Hon dog i suicid.",
        "Har du gjort ett suicidförsök? Ring 112.",
        "Få snabb hjälp vid självmordstankar.",
        "Vi har lyckats minska antalet självmord.",
        "Arbetet för att förebygga suicid har lyckats väl.",
        "Välj ett stöd om du har tankar på suicid.",
        "Begränsa tillgången till medel och metoder för suicid.",
        "Han begick brott. Frågor om suicid tas upp sedan.",
        "Han kan inte häkta sig loss, utan hänger sig fast.",
        "Hoppa från ämne till ämne.",
        "Har du tagit för många tabletter? Ring 112.",
        "Valfri kurs om suicidprevention.",
        "Hitta en säker väg ut ur missbruket.",
        "Vi tar självmord på allvar.",
        "Ett enkelt sätt att prata om självmord.",
        "Det bästa sättet att förebygga suicid.",
        "Hon lyckades förebygga suicid.",
        "Kasta dig ut i livet.",
        "Det är lätt att fråga om självmord.",
        "Vi hjälper vid konflikter och gräl i relationen.",
        "Du som lever i en våldsam relation.",
        "Det är aldrig hennes eget fel.",
        "Ingen får skylla sig själv för våldet.",
        "Du som har utsatts för våld.",
        "De har lyckats med suicidprevention.",
        "Skolan arbetar mot bråk och våld.",
    ],
)
def test_words_that_do_not(text: str) -> None:
    """What helps may be said; words that only stand near each other are no sentence that harms."""
    assert [(harm.name, found[0]) for harm, found in harms_in(text)] == []


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Call us if you need help.", True),
        ("Kaffe finns. Everyone who feels lonely is welcome.", True),
        ("Free of charge", True),
        ("Du kan ringe os hvis du har brug for hjælp.", True),
        ("Sie können uns anrufen, wenn Sie Hilfe brauchen.", True),
        ("Voit soittaa jos sinä tarvitset apua.", True),
        ("يمكنك الاتصال", True),
        ("Du kan ringa om du vill ha hjälp.", False),
        ("Anhöriga kan läsa Signs of Safety and the Three Houses.", False),
        ("Kursen Mental Health First Aid (MHFA) för alla.", False),
        ("Till exempel under en helg eller en natt.", False),
        ("Chatt, mejl, sms", False),
    ],
)
def test_a_sentence_in_another_language(text: str, *, foreign: bool) -> None:
    """By its small words; names are none."""
    assert bool([*foreign_in(text)]) == foreign


def test_only_swedish_stands_in_swedish_texts(invented: Invented) -> None:
    """In a record and in a page, at its line; a link to a page in English, and what says its language, is let be."""
    invented.edit(SERVICE, "cost: Det är gratis.", "cost: It is free for everyone.")
    lines = _om(invented).count("\n")
    text = '\n<p lang="en">You can also read this in English.</p>\n\nPlease call us if you need help.\n'
    assert invented.write_page("om.md", _om(invented) + text) == [
        f"{invented.at(SERVICE, 'It is free')}: «It is free for everyone» is not Swedish; write it in Swedish",
        f"docs/om.md:{lines + 4}: «Please call us if you need help» is not Swedish; write it in Swedish",
    ]
    invented.edit(SERVICE, "cost: It is free for everyone.", "cost: Det är gratis.")
    invented.write_page("om.md", _om(invented).replace("Please call us if you need help.", ""))
    invented.edit("links.yml", "title: '\"Listen\" <film>'", "title: What you can do for others")
    assert invented.site_problems() == []
    invented.edit("links.yml", "format: video\n  language: en", "format: video\n  language: sv")
    assert len(invented.site_problems()) == 1


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Läs mer", "says nothing"),
        ("Klicka här!", "says nothing"),
        ("Länk till sidan", "says nothing"),
        ("Read more", "says nothing"),
        ("https://www.example.org/", "address"),
        ("www.example.org", "address"),
        ("example.org/stod", "address"),
        ("exempel.se", "address"),
        ("UMO.se", None),
        ("1177.se", None),
        ("Alla länkar", None),
        ("Läs mer om sorg", None),
        ("Bris, för dig under 18", None),
    ],
)
def test_words_of_links(words: str, fault: str | None) -> None:
    """They say where one comes; a site that is called by its address keeps its name."""
    said = fault_of_words(words)
    kinds = {None: None, "says nothing": "does not say where the link leads", "address": "is an address"}
    assert (said is None) if fault is None else (kinds[fault] in str(said))


def test_a_link_that_says_nothing_is_told_at_its_line(invented: Invented) -> None:
    """In the register, and in a page whether Markdown, HTML or a macro makes it."""
    invented.write(
        "links.yml",
        invented.text("links.yml").rstrip()
        + "\n- id: mer\n  url: https://mer.example.org/\n  title: Läs mer\n  publisher: null\n  access: public\n"
        "  format: web\n  language: sv\n",
    )
    assert [one for one in invented.problems() if "links.yml" in one] == [
        f"{invented.at('links.yml', 'Läs mer')}: 'Läs mer' does not say where the link leads; write what is there"
    ]
    invented.edit("links.yml", "title: Läs mer", "title: Mer om att lyssna")
    lines = _om(invented).count("\n")
    text = "\nOm [**sorg**](hjalp/mar-daligt.md), [här](hjalp/mar-daligt.md) och\n<https://example.org/a>.\n"
    found = invented.write_page("om.md", _om(invented) + text)
    assert found == [
        f"docs/om.md:{lines + 2}: 'här' does not say where the link leads; write what is there",
        f"docs/om.md:{lines + 3}: 'https://example.org/a' is an address; write what the page is called",
    ]


def test_harm_is_told_where_it_stands(invented: Invented) -> None:
    """In a record and in a hand-written page, with what to write; a line break or a mark of Markdown hides nothing."""
    invented.edit("situations.yml", "lead: När oro & stress tar över.", "lead: När någon begått självmord.")
    invented.edit(SERVICE, "  Ni ses så ofta du vill.", "  Ni ses om någon begått självmord.")
    found = invented.write_page("om.md", _om(invented) + "\nEtt [**lyckat**](om.md)\nsjälvmord.\n")
    lines = _om(invented).count("\n")
    crime = "suicide is no crime; write «ta sitt liv», «dog i suicid» or «suicidförsök»"
    achievement = "suicide neither succeeds nor fails; write «dog i suicid» or «suicidförsök»"
    assert found == [
        f"{invented.at(SERVICE, 'begått')}: «begått självmord» (S2 crime): {crime}",
        f"{invented.at('situations.yml', 'begått')}: «begått självmord» (S2 crime): {crime}",
        f"docs/om.md:{lines - 1}: «lyckat självmord» (S2 achievement): {achievement}",
    ]


def test_numbers_come_from_their_records(invented: Invented) -> None:
    """A number typed in running text goes stale unseen: of a line, of anyone, in data and in docs/."""
    found = invented.write_page("om.md", _om(invented) + "\nRing 040-628 04 10 eller 112.\n")
    lines = _om(invented).count("\n")
    message = "the telephone number 040-628 04 10 stands in running text; give the id of its record instead"
    assert found == [f"docs/om.md:{lines}: {message}"]


def test_an_address_in_running_text(invented: Invented) -> None:
    """Nobody can follow it: it is a link of the register; in code, and where a link leads, it may stand."""
    text = _om(invented)
    found = invented.write_page("om.md", f"{text}\nSe www.exempel.se/stod för mer, `https://exempel.se/`.\n")
    assert [one.partition(": ")[2].partition(" stands")[0] for one in found] == ["'www.exempel.se/stod'"]


@pytest.mark.parametrize(
    "number",
    [
        "040\u00a0628\u00a004\u00a010",
        "0046 40 628 04 10",
        "[Ring](tel:+46406280410)",
        "(040) 628 04 10",
        "040-628 04 10x",
    ],
)
def test_a_number_is_found_however_it_is_written(invented: Invented, number: str) -> None:
    """With blanks that do not break, from abroad, in a link, with brackets; hours and days are none."""
    text = _om(invented)
    found = invented.write_page("om.md", f"{text}\nRing {number}.\n")
    assert ["stands in running text" in one for one in found] == [True]
    assert invented.write_page("om.md", f"{text}\nÖppet 08:30–17:00 till 2020-10-01.\n") == []


def test_a_person_is_not_published(invented: Invented) -> None:
    """A mail address with a person's name; that of a place may stand."""
    text = _om(invented)
    assert invented.write_page("om.md", f"{text}\nSkriv till info@bjorkviken.example.\n") == []
    for mail in ("stodet@post.example", "siv@bjorkviken.example.net"):
        (told,) = invented.write_page("om.md", f"{text}\nSkriv till {mail}.\n")
        assert f"{mail} is the address of nobody whose pages the site links to" in told
    found = invented.write_page("om.md", f"{text}\nSkriv till siv.alm@bjorkviken.example.\n")
    assert [one.partition(": ")[2] for one in found] == [
        "siv.alm@bjorkviken.example is a person's address; give that of the place where they work"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cost: Det är gratis.", "cost: Okänt", "'Okänt' is no text; write unknown where no source says"),
        ("Det är gratis.", "Det är **gratis**.", "'**gratis**' is Markdown and would be shown with its signs; "),
        ("cost: Det är gratis.", "cost: Avgift # 2", "what stands after # is not read; "),
        ("cost: Det är gratis.", "cost: Gratis på Torget”", "'Gratis på Torget”' begins or ends with a quotation mark"),
        ("cost: Det är gratis.", "cost: unkown", "'unkown' is no text; write unknown"),
        ("cost: Det är gratis.", "cost: Uppgift saknas.", "'Uppgift saknas.' is no text; write unknown"),
        ("cost: Det är gratis.", "cost: '–'", "'–' is no text; write unknown"),
        ("Det är gratis.", "Det är <b>gratis</b>.", "'</b>' is Markdown and would be shown with its signs; "),
        ("Det är gratis.", "Det är ~~gratis~~.", "'~~gratis~~' is Markdown and would be shown with its signs; "),
    ],
)
def test_what_a_field_refuses(invented: Invented, old: str, new: str, message: str) -> None:
    """Each at its line, and nothing else is wrong."""
    found = invented.edit(SERVICE, old, new)
    assert len(found) == 1
    assert found[0].startswith(f"{invented.at(SERVICE, new)}: ")
    assert message in found[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "day: 2020-08-01, role: redaktör",
            "day: 2020-08-01, role: Siv Alm",
            "'Siv' looks like a name; write the role in small letters, such as redaktör",
        ),
        (
            "2020-08-01, role: redaktör",
            "2020-08-01, role: siv alm",
            "'siv alm' is no role of data/site.yml; write one of",
        ),
        ("day: 2020-08-01", "day: 2300-08-01", "'2300-08-01' lies past 2040; correct the year"),
    ],
)
def test_what_the_log_refuses(invented: Invented, old: str, new: str, message: str) -> None:
    """No person, and no day that cannot be."""
    found = invented.edit("checks.yml", old, new)
    assert found[0].startswith(f"{invented.at('checks.yml', new)}: ")
    assert message in found[0]


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", ">>>>>>> gren", "<<<<<<<", "=======", "||||||| bas"])
def test_two_versions_that_were_not_joined(invented: Invented, mark: str) -> None:
    """Said as what it is, in the data and in docs/."""
    message = f"a mark of two versions that were not joined ({mark[:7]}); keep one version, remove the marks"
    assert problems_of("glossary.yml", f"- id: ett\n{mark}\n  term: Ett\n") == [f"data/glossary.yml:2: {message}"]
    assert invented.write_page("om.md", f"# Om\n\n{mark}\n") == [f"docs/om.md:3: {message}"]
