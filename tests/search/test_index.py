"""The index: Swedish words, what is in it, its size and its bytes; and the same stems in the browser."""

from __future__ import annotations

import datetime
import gzip
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page

from built import BUILD_DATE, ROOT, Site
from core.routes import SEARCH_CARDS as CARDS
from core.routes import SEARCH_EARLIER as EARLIER
from core.routes import SEARCH_INDEX as INDEX
from core.search.words import STOP_WORDS, Compounds, fold, irregular_forms, lemma, stem, words_of
from core.site import CheckedSite
from invented import Invented
from project import checked_site

KB = 1024
KNOWN = frozenset({"råd", "skola", "närvaro", "stöd", "anhörig", "givning"})


@pytest.fixture(scope="module")
def checked() -> CheckedSite:
    """Give our own site, checked."""
    return checked_site(ROOT, datetime.date.fromisoformat(BUILD_DATE))


@pytest.fixture(scope="module")
def built(checked: CheckedSite) -> dict[str, str]:
    """Give the files of the real search."""
    return checked.search()


@pytest.fixture(scope="module")
def index(built: dict[str, str]) -> Any:
    """Give the real index as a value."""
    return json.loads(built[INDEX])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mår DÅLIGT!", ["mår", "dåligt"], id="case-and-signs"),
        pytest.param("vård- och omsorg", ["vård", "och", "omsorg"], id="lone-hyphen"),
        pytest.param("F-ACT-team", ["factteam", "act", "team"], id="hyphens"),
        pytest.param("Ring 116 111", ["ring", "116111"], id="number-in-groups"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Lower case, hyphens, digits in groups."""
    assert list(words_of(text)) == expected


def test_folding() -> None:
    """Marks may be left out; other scripts stay."""
    assert fold("Återhämtning på ÖL, idé") == "aterhamtning pa ol, ide"
    assert fold("قلق") == "قلق"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("skolnärvaro", ("skola", "närvaro")),
        ("anhörigstödet", ("anhörig", "stöd")),
        ("rådgivning", ("råd", "givning")),
        ("sorg", ()),
        ("1177", ()),
    ],
)
def test_compounds(word: str, parts: tuple[str, ...]) -> None:
    """Every part of a compound, as a word; what is no compound has none."""
    found = Compounds(KNOWN).parts(word)
    assert tuple(stem(fold(one)) for one in found) == tuple(stem(fold(one)) for one in parts)


@pytest.mark.parametrize(("form", "base"), [("slog", "slå"), ("söner", "son"), ("böcker", "bok"), ("mådde", "må")])
def test_irregular_forms(form: str, base: str) -> None:
    """What a stem cannot see comes from the lexicon."""
    assert lemma(form) == base
    if stem(fold(form)) != stem(fold(base)):
        assert (form, base) in set(irregular_forms([base]))


def test_everything_is_in_it(site: Site, checked: CheckedSite, index: Any, built: dict[str, str]) -> None:
    """Every page that a reader stays on, but for those kept out, each address once; and every place is there."""
    earlier = json.loads(built[EARLIER])["entries"] if EARLIER in built else []
    addresses = [f"/{entry[0]}" for entry in (*index["entries"], *earlier)]
    assert len(set(addresses)) == len(addresses)
    pages = {
        address
        for address in site.addresses
        if address != "/404.html" and 'http-equiv="refresh"' not in site.text(address)
    }
    kept_out = {page.address for page in checked.all_pages() if not page.in_search}
    assert pages - set(addresses) == pages & kept_out
    lost = []
    ids: dict[str, set[str]] = {}
    for address in addresses:
        page, _, anchor = address.partition("#")
        if page not in pages or (
            anchor and anchor not in ids.setdefault(page, set(re.findall(r'id="([^"]+)"', site.text(page))))
        ):
            lost.append(address)
    assert lost == []
    assert all(entry[2] and entry[3] for entry in index["entries"])


def test_size(built: dict[str, str]) -> None:
    """The index fits in 150 KB as it is sent."""
    assert len(gzip.compress(built[INDEX].encode(), 6)) <= 150 * KB


def test_the_site_carries_these_files(site: Site, built: dict[str, str]) -> None:
    """The build, another process with another order of sets, writes the bytes that the core gives here."""
    for name, text in built.items():
        assert (site.folder / name).read_text(encoding="utf-8") == text


def test_the_invented_set(whole: Invented) -> None:
    """A small data set gives an index in which its synonyms lead to its pages, and no word of them is shown."""
    index = json.loads(whole.site().search()[INDEX])
    addresses = [entry[0] for entry in index["entries"]]
    says, _, targets, card = index["synonyms"][0]
    assert says == ["mar skit", "nedstamd"]
    assert [addresses[target] for target in targets] == ["hjalp/mar-daligt/", "overenskommelsen/samverkan/#kort-1-1"]
    assert index["cards"][card] == "suicid"
    assert "om/" in addresses
    assert "skit" not in json.dumps(index["entries"], ensure_ascii=False)


def test_cards(built: dict[str, str]) -> None:
    """Each help card begins with 112, and its numbers are links that dial; none of it runs as a script."""
    cards = json.loads(built[CARDS])
    assert cards["default"] in cards["cards"]
    for card in cards["cards"].values():
        assert re.search(r'href="tel:(\d+)"', card)[1] == "112"  # type: ignore[index]
        assert not re.search(r"<script|\son\w+=|\sstyle=", card)


NASTY = (
    "Bjørn, Æsop & Łukasz Strauß i Þórshöfn",
    "BLÅBÄRSGRÖT Blåbärsgröt BLA\u030aBA\u0308RSGRO\u0308T",
    "F-ACT-team e-post kbt–terapi vård- och omsorg -- - a-b-c",
    "116 111, 020-22 22 33; 1\u00a0177",
    "don't rock’n’roll d´accord I'm",
    "«Hjälp!» …nu/genast_strax 3×4÷2 ½ m² ª",
    "قلق ОДИНОЧЕСТВО ΟΔΥΣΣΕΎΣ 孤独 İstanbul ılık",
    "😀 \U0001d401 \ufdd0 \ue000 \uffff \u200b-\ufeff q\u0308x / \u0301",
    "ｊａｇ　ｖｉｌｌ　ｄö, ＡＢＣ＇ｄ １１２ ﬁ ① ŉ ǿ ǽ ẞ ħŋŧƒə",
    "vi\u200dll d\u200eö, \u202eself\u202c \u2066själv\u00admord\u2069 \ufeffx\ufe0f",
    "sjælvmord anhørig hjælp Đorđe ŁÓDŹ",
    "١١٢, ۱۱۷۷, ९०, 1\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e3, ٩٠ ١٠١ أُرِيدُ انتـــحار s\u0336j\u0336ä\u0336",
    "a" * 4000 + " ß-" + "þ" * 70,
    "",
)


def test_same_words_in_the_browser(engine_page: Page, server: str) -> None:
    """Whatever is written, the script finds the words that the index has, folded and stemmed alike."""
    given = engine_page.evaluate(
        "async ([base, texts]) => { const e = await siteSearch.load(base);"
        " return texts.map(text => e.tokens(text).map(word => [word, e.stem(word)])); }",
        [f"{server}/", NASTY],
    )
    folded = [[fold(word) for word in words_of(text)] for text in NASTY]
    assert given == [[[word, stem(word)] for word in words] for words in folded]
    assert folded[0] == ["bjorn", "asop", "lukasz", "strauss", "i", "thorshofn"]
    assert folded[8][:3] == ["jag", "vill", "do"]
    assert folded[9] == ["vill", "do", "self", "sjalvmord", "x"]
    assert folded[10] == ["sjalvmord", "anhorig", "hjalp", "dorde", "lodz"]
    assert folded[11] == ["112", "1177", "90", "112", "90101", "اريد", "انتحار", "sja"]


def test_same_stems_in_the_browser(engine_page: Page, server: str, index: Any) -> None:
    """The script stems every form of the index as Snowball does."""
    forms = [*index["forms"].split(), *map(fold, STOP_WORDS)]
    stems = engine_page.evaluate(
        "async ([base, forms]) => { const e = await siteSearch.load(base); return forms.map(e.stem); }",
        [f"{server}/", forms],
    )
    ascii_only = re.compile(r"[a-z]+")
    wrong = [
        (form, found, stem(form))
        for form, found in zip(forms, stems, strict=True)
        if ascii_only.fullmatch(form) and found != stem(form)
    ]
    assert wrong == []
