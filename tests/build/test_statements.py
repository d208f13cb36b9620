"""What pages must say: on accessibility, files in pdf, wrong addresses and what is stored.

Rows A12, A13, A15, C11 and P5 of the web standards. Each rule is a function from what it reads to what is wrong there,
so that it is also tried on bad examples.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest

from built import Site
from core.content import Content
from core.models.registers import SiteAddress
from core.text import MONTHS
from element_tree import document_of, faults_by_page, files_of, parents_of, text_of, words_of

STATEMENT = "/tillganglighet/"


def told_under(document: Any) -> dict[str, list[Any]]:
    """Give the elements of a page by the anchor of the h2 they stand under, the h2 too; '' is what stands before."""
    told: dict[str, list[Any]] = defaultdict(list)
    anchor = ""
    article = document.find(".//article")
    beside_contents = article.find("div/div[@class='columns__main']")
    before = [one for one in article if one.get("class") != "columns"]
    for element in [*before, *([] if beside_contents is None else beside_contents)]:
        if element.tag == "h2":
            anchor = element.get("id") or ""
        told[anchor].append(element)
    return told


# Rows A12 and A13, the statement on accessibility.

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def day_after(words: str, text: str) -> datetime.date | None:
    """Give the day that stands after some words, None where there is none."""
    if not (found := re.search(rf"{words} (\d+) ({'|'.join(MONTHS)}) (\d{{4}})", text)):
        return None
    try:
        return datetime.date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None


def leads_or_says_why_not(elements: Iterable[Any], way: SiteAddress) -> bool:
    """Whether text links to what the city has decided; or else says that it has not, why, and nothing in its place."""
    elements = list(elements)
    targets = [link.get("href") or "" for one in elements for link in one.iter("a")]
    if way.value is not None:
        return way.value in targets
    text = text_of(elements)
    in_its_place = EMAIL.search(text) or [one for one in targets if urlsplit(one).scheme in {"http", "https", "mailto"}]
    return "inte bestämt ännu" in text and (way.reason or "") in text and not in_its_place


def statement_lacks(document: Any, content: Content) -> list[int]:
    """Give the numbers, as in row A12, of what the statement on accessibility does not hold."""
    told = told_under(document)
    text = {anchor: text_of(elements) for anchor, elements in told.items()}
    read = defaultdict(str, text)
    site = content.site
    statuses = set(re.findall(r"\b(helt|delvis|inte) förenlig\b", read["status"]))
    gaps = [words_of(item) for one in told.get("brister", []) for item in one.iter("li")]
    undecided = [one.reason or "" for one in (site.message_form, site.supervisor.address) if one.value is None]
    assessed, changed = day_after("Bedömd:", read["datum"]), day_after("Senast ändrad:", read["datum"])
    holds = {
        1: f"{content.organisations[site.owner].name} ansvarar" in read[""],
        2: site.name in read[""],
        # «Helt» only after people have tried it (A14).
        3: len(statuses) == 1 and not ("helt" in statuses and "Inte gjort ännu" in read["metod"]),
        4: bool(gaps or "helt" in statuses)
        and all(re.search(r"Skäl: \S", one) for one in gaps)
        and all(any(reason in one for one in gaps) for reason in undecided),
        5: assessed is not None,
        6: changed is not None and (assessed is None or changed >= assessed),
        7: "WCAG" in read["metod"] and bool(re.search(r"bedömning|granskning", read["metod"])),
        8: leads_or_says_why_not(told.get("synpunkter", []), site.message_form),
        9: site.supervisor.name in read["tillsyn"]
        and leads_or_says_why_not(told.get("tillsyn", []), site.supervisor.address),
        10: "12 §" in read["undantag"] and bool(re.search(r"inga undantag|Skäl: \S", read["undantag"])),
        11: "9 §" in read["utanfor"],
    }
    return [number for number, is_so in holds.items() if not is_so]


def links_to(site: Site, part: Any, address: str, target: str) -> bool:
    """Whether a part of a page links to an address of the site."""
    return any(site.target(address, link.get("href") or "") == target for link in part.iter("a"))


def test_the_statement_holds_all_that_is_asked(site: Site, content: Content) -> None:
    """A12: all eleven of Digg's list, with what the city has decided, or that it has not."""
    assert statement_lacks(site.document(STATEMENT), content) == []


def test_every_page_leads_to_the_statement(site: Site) -> None:
    """A12: from wherever you are; only a page that itself sends you on at once need not."""
    away = [address for address in site.pages if not links_to(site, site.document(address), address, STATEMENT)]
    assert away == []


@pytest.mark.parametrize(
    ("anchor", "numbers"),
    [
        ("", [1, 2]),
        ("status", [3]),
        ("brister", [4]),
        ("datum", [5, 6]),
        ("metod", [7]),
        ("synpunkter", [8]),
        ("tillsyn", [9]),
        ("undantag", [10]),
        ("utanfor", [11]),
    ],
)
def test_what_the_statement_lacks_is_seen(site: Site, anchor: str, numbers: list[int], content: Content) -> None:
    """A statement without one of its parts is not whole."""
    document = document_of(site.text(STATEMENT))
    parents = parents_of(document)
    for element in told_under(document)[anchor]:
        parents[element].remove(element)
    assert statement_lacks(document, content) == numbers


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        (r"delvis förenlig", "delvis förenlig, helt förenlig", 3),
        (r"<strong>delvis förenlig", "<strong>helt förenlig", 3),
        (r"Skäl:", "Orsak:", 4),
        (r"Bedömd: \d+ \w+", "Bedömd: 31 februari", 5),
        (r"Senast ändrad: \d+ \w+ \d+", "Senast ändrad: 1 maj 2024", 6),
        (r"inga undantag", "undantag", 10),
    ],
)
def test_what_is_wrong_in_the_statement_is_seen(site: Site, old: str, new: str, number: int, content: Content) -> None:
    """A status in two forms or too early, a fault without a reason, days that are none or in the wrong order."""
    spoiled, times = re.subn(old, new, site.text(STATEMENT))
    assert times
    assert statement_lacks(document_of(spoiled), content) == [number]


def test_the_message_form_is_the_citys(site: Site, content: Content) -> None:
    """A13: the form of the data; while there is none the page says so, and an address to write to is no form."""
    form = content.site.message_form
    told = told_under(site.document(STATEMENT))["synpunkter"]
    assert leads_or_says_why_not(told, form), text_of(told)
    assert form.value is None or urlsplit(form.value).scheme == "https"


UNDECIDED = SiteAddress(value=None, reason="Staden har inte valt.")
DECIDED = SiteAddress(value="https://helsingborg.se/form/", reason=None)


@pytest.mark.parametrize(
    ("way", "html", "honest"),
    [
        (UNDECIDED, "<p>Formulär: inte bestämt ännu. Staden har inte valt.</p>", True),
        (UNDECIDED, "<p>Formulär: inte bestämt ännu.</p>", False),
        (UNDECIDED, "<p>Formulär finns.</p>", False),
        (UNDECIDED, "<p>Formulär: inte bestämt ännu. Staden har inte valt. Skriv till tg@hbg.se.</p>", False),
        (
            UNDECIDED,
            '<p>Formulär: inte bestämt ännu. Staden har inte valt. <a href="mailto:tg@hbg.se">Skriv</a></p>',
            False,
        ),
        (
            UNDECIDED,
            '<p>Formulär: inte bestämt ännu. Staden har inte valt. <a href="https://hbg.se/x/">Form</a></p>',
            False,
        ),
        (DECIDED, '<p><a href="https://helsingborg.se/form/">Formulär</a></p>', True),
        (DECIDED, '<p><a href="https://helsingborg.se/">Formulär</a></p>', False),
        (DECIDED, '<p><a href="mailto:tg@hbg.se">Formulär</a></p>', False),
    ],
)
def test_a_form_that_is_none_is_seen(way: SiteAddress, html: str, *, honest: bool) -> None:
    """Neither silence nor an e-mail address stands in for the form."""
    assert leads_or_says_why_not([document_of(html)], way) == honest


# Row A15, files in pdf.


def pdfs_without_page(names: Iterable[str]) -> list[str]:
    """Give the files in pdf of a site that have no page of the same name beside them."""
    names = set(names)
    stems = {name: re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE) for name in names if name.lower().endswith(".pdf")}
    return sorted(name for name, stem in stems.items() if not {f"{stem}/index.html", f"{stem}.html"} & names)


def test_every_pdf_has_a_page(site: Site) -> None:
    """A15: what stands in a pdf also stands in a page."""
    assert pdfs_without_page(files_of(site)) == []


@pytest.mark.parametrize(
    ("names", "alone"),
    [
        (["a/plan.pdf", "a/plan/index.html"], []),
        (["a/plan.pdf", "a/plan.html"], []),
        (["a/index.html", "a/plan.pdf"], ["a/plan.pdf"]),
        (["a/Plan.PDF", "b/Plan/index.html"], ["a/Plan.PDF"]),
    ],
)
def test_a_pdf_without_a_page_is_seen(names: list[str], alone: list[str]) -> None:
    """A page elsewhere, or of another name, is not its page."""
    assert pdfs_without_page(names) == alone


# Row C11, the page for a wrong address.

BLAME = re.compile(
    r"du (?:har )?(?:skrivit|skrev|angett|angav|gjort|gjorde|klickade|tryckte)\b|ditt fel|ogiltig|felaktig|otillåt"
    r"|misslyck|förbjud|ditt misstag",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("words", "blames"),
    [
        ("Du har skrivit fel adress", True),
        ("Du skrev in en sida som inte finns", True),
        ("Ogiltig adress", True),
        ("Felaktig länk", True),
        ("Adressen kan vara felskriven, eller så har sidan flyttat", False),
    ],
)
def test_words_of_blame_are_seen(words: str, *, blames: bool) -> None:
    """That something went wrong may be said, that the reader did it may not."""
    assert bool(BLAME.search(words)) == blames


def test_the_page_for_a_wrong_address_helps_and_blames_nobody(site: Site, content: Content) -> None:
    """C11: a heading in words, help first with the numbers of the data, and ways on."""
    document = site.document("/404.html")
    article = document.find(".//article")
    title, heading = words_of(document.find(".//title")), words_of(article.find("h1"))
    for words in (title, heading):
        assert re.search(r"\bsidan\b", words, re.IGNORECASE)
        assert not re.search(r"404|not found|error", words, re.IGNORECASE)
    assert not BLAME.search(f"{title} {words_of(document.find('body'))}")
    first, card = [one for one in article if isinstance(one.tag, str)][:2]
    assert (first.tag, card.get("class")) == ("h1", "help")
    lines = [content.support_lines[line_id] for step in content.help_card().steps for line_id in step.lines]
    called = [link.get("href") for link in card.iter("a")]
    assert called == [f"tel:{line.phone}" for line in lines if line.phone]
    assert called[0] == "tel:112"
    assert links_to(site, article, "/404.html", "/a-o/")
    search = [link for link in document.iter("a") if link.get("data-search-open") is not None]
    assert [site.target("/404.html", link.get("href")) for link in search] == ["/a-o/"]
    scripts = [site.target("/404.html", one.get("src") or "") for one in document.iter("script")]
    assert "/assets/search-open.js" in scripts


# Row P5, what is said of what is stored.

CONSENT = re.compile(r"cookie|consent|gdpr", re.IGNORECASE)
AGREE = re.compile(r"\b(?:godkänn|acceptera|tillåt|neka|avvisa)\w*\b.*\b(?:kak|cookie)", re.IGNORECASE)


def consent_elements(document: Any) -> list[str]:
    """Give the elements that ask for consent to be followed, by what they are called or by what they say."""
    return [
        f"{one.tag} {words_of(one)[:40]}"
        for one in document.iter()
        if isinstance(one.tag, str)
        and (
            CONSENT.search(" ".join(one.get(key) or "" for key in ("id", "class", "name", "data-md-component", "src")))
            or (one.tag in {"a", "button", "label", "summary", "dialog"} and AGREE.search(words_of(one)))
        )
    ]


def log_is_told(words: str) -> bool:
    """Whether it is said for how many days the server's log is kept, or that nobody knows yet."""
    days = re.search(r"\b\d+ (?:dagar|dygn)\b", words)
    unknown = re.search(r"\binte ännu hur många dagar\b", words)
    return bool(days) != bool(unknown)


def test_the_page_on_privacy_says_what_is_stored(site: Site) -> None:
    """P5: cookies, the browser's storage, and the server's log with its days, or that they are not decided."""
    told = told_under(site.document("/sa-skyddar-vi-dig/"))
    kept_not = text_of(told["sparar-inte"]).casefold()
    assert re.search(r"\bing(?:a|et) kakor\b", kept_not)
    assert re.search(r"\bingenting i webbläsarens minne\b", kept_not)
    items = [words_of(item) for one in told["vet-inte"] for item in one.iter("li")]
    log = [one for one in items if "serverns logg" in one]
    assert len(log) == 1
    assert log_is_told(log[0])


def test_no_page_asks_for_consent(site: Site) -> None:
    """P5: there is nothing to consent to."""
    assert faults_by_page({address: consent_elements(site.document(address)) for address in site.addresses}) == {}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<div class="cookie-banner"><p>Vi sparar</p></div>', 1),
        ('<div data-md-component="consent"></div>', 1),
        ('<script src="/gdpr.js"></script>', 1),
        ("<button>Acceptera alla kakor</button>", 1),
        ("<p>Inga kakor. Därför finns det ingen ruta att godkänna.</p>", 0),
    ],
)
def test_a_question_of_consent_is_seen(html: str, found: int) -> None:
    """A banner is found by its name or its button; text about cookies is none."""
    assert len(consent_elements(document_of(html))) == found


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Vi vet inte ännu hur många dagar loggen sparas.", True),
        ("Loggen sparas i 7 dagar.", True),
        ("Vi vet inte ännu hur många dagar loggen sparas. Kanske 7 dagar.", False),
        ("En server har en logg.", False),
    ],
)
def test_a_log_without_days_is_seen(words: str, *, told: bool) -> None:
    """Days are said, or that they are not known; not both and not neither."""
    assert log_is_told(words) == told
