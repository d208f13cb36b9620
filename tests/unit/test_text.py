"""Text in, text out: what is escaped, counted, found and sorted."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest

from core.text import (
    Readability,
    compile_phrases,
    escape_markdown,
    initial,
    measure_readability,
    paragraphs,
    split_first_uses,
    swedish_order,
)
from examples import example, given, st
from seen import shown

NOTHING = re.compile(r"(?!)")


# Every sign that means something in Markdown, HTML, Jinja or YAML, dense; and any text that a model lets through.
SIGNS = st.text(alphabet="\\`*_{}[]()#+-.!|<>&~=:^$%@\"'/ 1aå;x\n", max_size=16)
VISIBLE = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u200b\u2028\u2029\ufeff\ufffd"
)
TEXTS = st.one_of(SIGNS, st.text(alphabet=VISIBLE, max_size=16))

# How pages hold escaped text: {} is the text; before and after it the reader sees what stands beside it.
CONTEXTS = {
    "paragraph": ("{}", "", ""),
    "lead": ("{}\n{{: .lead }}", "", ""),
    "middle": ("Vi {} nu", "Vi", "nu"),
    "list-item": ("-   {}", "", ""),
    "clause": ("1.  {}\n    {{: #kort-1 }}\n\n    slut", "", "slut"),
    "below-a-link": ("-   [x](y.md)<br>\n    {}", "x", ""),
    "definition": ("Ord\n:   {}", "Ord", ""),
    "term": ("{} {{: #ord }}\n:   y", "", "y"),
    "heading": ("# {}", "", ""),
    "heading-with-anchor": ("## {} {{ #ankare }}", "", ""),
    "link": ("[{}](<https://a.example/>){{ rel=noreferrer }} (pdf)", "", "(pdf)"),
}


@pytest.mark.parametrize("context", CONTEXTS)
@given(text=TEXTS)
@example(text="C#")
@example(text="1]: x")
@example(text="# rubrik")
@example(text="1. lista")
@example(text="12) lista")
@example(text="- lista")
@example(text="+ lista")
@example(text="> citat")
@example(text=": förklaring")
@example(text="=== rubrik")
@example(text="--- linje")
@example(text="~~~ kod")
@example(text="``` kod")
@example(text="| a | b |")
@example(text="[a]: https://a.example/")
@example(text="![bild](a.png) <script>alert(1)</script> &amp; &#124; {{ makro() }} {% if %} { .klass }")
@example(text="{: #ankare .klass }")
@example(text="slut {: #ankare }")
@example(text="slut\\")
@example(text="\\` \\* \\\\ ``a`` __a__ **a** *a* _a_")
@example(text="*[SIP]: förkortning")
@example(text="[^1]: not")
@example(text="    kod")
def test_escaped_text_is_shown_as_it_is(context: str, text: str) -> None:
    """Rendered by Python-Markdown with the site's extensions, the reader sees just the text."""
    if not text.strip():
        return
    frame, before, after = CONTEXTS[context]
    expected = " ".join(part for part in (before, *text.split(), after) if part)
    assert shown(frame.format(escape_markdown(text))).replace(" ", "") == expected.replace(" ", "")


@given(TEXTS)
def test_escaped_text_is_one_line(text: str) -> None:
    """No line break, no blanks around it, no run of blanks."""
    escaped = escape_markdown(text)
    assert escaped == " ".join(escaped.split())


@given(TEXTS)
def test_escaped_text_has_no_braces_for_macros(text: str) -> None:
    """What Jinja would read does not stand in the page."""
    escaped = escape_markdown(text)
    assert not any(sign in escaped for sign in ("{{", "}}", "<", ">", "|"))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("vanlig text, åäö – ”så”", "vanlig text, åäö – ”så”", id="plain"),
        pytest.param("a_b*c", "a\\_b\\*c", id="emphasis"),
        pytest.param("[a](b)", "\\[a&#93;(b)", id="link"),
        pytest.param("<b> & |", "&lt;b&gt; &amp; &#124;", id="html-and-tables"),
        pytest.param("{{ x }}", "\\{\\{ x \\}\\}", id="macro"),
        pytest.param("# a #", "\\# a &#35;", id="heading"),
        pytest.param("1986. a", "1986\\. a", id="number-with-dot"),
        pytest.param("1986 a.", "1986 a.", id="number-without-dot"),
        pytest.param("2) a", "2\\) a", id="number-with-bracket"),
        pytest.param("-5 %", "\\-5 %", id="minus"),
        pytest.param(": a", "&#58; a", id="definition"),
        pytest.param("~~~", "&#126;~~", id="fence"),
        pytest.param("==", "&#61;=", id="setext"),
        pytest.param(" a \n b\t c ", "a b c", id="blanks"),
        pytest.param("", "", id="empty"),
    ],
)
def test_escape_markdown(text: str, escaped: str) -> None:
    """Only what means something is escaped, so that the Markdown stays readable."""
    assert escape_markdown(text) == escaped


def test_paragraphs() -> None:
    """Each line break begins a paragraph; blanks and empty lines fall away."""
    assert paragraphs(" a b \n\n\nc\n  \n d") == ["a b", "c", "d"]
    assert paragraphs("") == paragraphs(" \n ") == []


# Swedish order


def test_swedish_order() -> None:
    """Digits first, å ä ö last in that order, case and accents aside."""
    ordered = ["1177", "12", "abc", "ande", "Anhörig", "éclair", "eclips", "vara", "Wara", "zebra", "Zon"]
    ordered += ["åka", "Ål", "Ände", "ängel", "æra", "Ärlig", "öl", "Örn", "ørn"]
    assert sorted(sorted(ordered), key=swedish_order) == ordered


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("a b", "ab", id="blank-before-letters"),
        pytest.param("SIP", "sipp", id="shorter-first"),
        pytest.param("”Citat”", "civil", id="quotation-marks-aside"),
        pytest.param("epok", "e-post", id="hyphen-aside"),
        pytest.param("Ö", "öa", id="case-aside"),
        pytest.param("Zorn", "Åberg", id="å-after-z"),
        pytest.param("Åberg", "Äng", id="ä-after-å"),
        pytest.param("Äng", "Öberg", id="ö-after-ä"),
        pytest.param("{b}", "c", id="braces-aside"),
    ],
)
def test_one_comes_before_the_other(first: str, second: str) -> None:
    """Pairs that a machine's order gets wrong."""
    assert sorted([second, first], key=swedish_order) == [first, second]


@given(st.lists(st.text(max_size=6), max_size=6))
def test_order_is_total_and_stable(texts: list[str]) -> None:
    """Any texts in any order come out in one order."""
    other_way = list(reversed(texts))
    assert sorted(texts, key=swedish_order) == sorted(other_way, key=swedish_order)


@pytest.mark.parametrize("letter", "åäöÅÄÖ")
def test_composed_and_decomposed_letters_are_the_same(letter: str) -> None:
    """Å as one sign, or as A with a ring as PDF files give it, is the same letter."""
    decomposed = unicodedata.normalize("NFD", letter)
    assert swedish_order(decomposed)[0] == swedish_order(letter)[0]
    assert initial(decomposed) == initial(letter)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        pytest.param("abc", "A", id="small"),
        pytest.param("Écart", "E", id="accent"),
        pytest.param("åka", "Å", id="å"),
        pytest.param("ängel", "Ä", id="ä"),
        pytest.param("Öl", "Ö", id="ö"),
        pytest.param("1177", "0–9", id="digit"),
        pytest.param("(SIP)", "S", id="bracket-aside"),
        pytest.param("”Välfärd”", "V", id="quotation-mark-aside"),
        pytest.param("{ABC}", "A", id="brace-aside"),
        pytest.param("Þor", "T", id="thorn"),
        pytest.param("Łódź", "L", id="stroked-l"),
        pytest.param("Đoković", "D", id="stroked-d"),
        pytest.param("ðan", "D", id="eth"),
        pytest.param("Øre", "Ö", id="ø"),
        pytest.param("Œuvre", "O", id="œ"),
        pytest.param("|~}", "#", id="signs-after-z"),
        pytest.param("– – –", "#", id="no-letter"),
    ],
)
def test_initials(text: str, letter: str) -> None:
    """The letter that a text is listed under."""
    assert initial(text) == letter


SWEDISH = (
    st.text(alphabet="abzåäöABZÅÄÖéü19 -–(”.:", max_size=5)
    .map(str.strip)
    .filter(lambda text: any(map(str.isalnum, text)))
)


@given(st.lists(SWEDISH, max_size=8))
@example(["– b", "a", "b"])
def test_each_letter_has_one_group(texts: list[str]) -> None:
    """Sorted and grouped by initial, no letter comes twice: each is one heading with one anchor on A–Ö."""
    ordered = sorted(texts, key=swedish_order)
    letters = [letter for letter, _ in itertools.groupby(ordered, initial)]
    assert len(letters) == len(set(letters))


@pytest.mark.parametrize(("text", "letter"), [("Ærø", "Ä"), ("Østerbro", "Ö")])
def test_neighbours_letters_are_listed_where_they_are_sorted(text: str, letter: str) -> None:
    """Æ is sorted with Ä and Ø with Ö, so they stand under those letters."""
    assert initial(text) == letter


# Readability


@pytest.mark.parametrize(
    ("texts", "words", "long_words", "sentences"),
    [
        pytest.param([], 0, 0, 0, id="nothing"),
        pytest.param([""], 0, 0, 0, id="empty"),
        pytest.param(["Du får stöd."], 3, 0, 1, id="one-sentence"),
        pytest.param(["Du får stöd. Vi lyssnar!"], 5, 1, 2, id="seven-letters-are-long"),
        pytest.param(["Sexton (16) barn hittar."], 3, 0, 1, id="six-letters-are-short"),
        pytest.param(["Vill du? Ring: vi svarar. 1177"], 5, 0, 3, id="signs-that-end"),
        pytest.param(["Kl. 8.30 och 12.5 %."], 2, 0, 2, id="figures-are-no-words"),
        pytest.param(["Ett\n\ntvå"], 2, 0, 2, id="a-paragraph-ends-a-sentence"),
        pytest.param(["Ett", "två"], 2, 0, 2, id="a-text-ends-a-sentence"),
        pytest.param(["e-posten vård- och"], 3, 1, 1, id="hyphens"),
        pytest.param(["Läs ”Det handlar om livet” nu."], 2, 0, 1, id="quoted-names-are-left-out"),
        pytest.param(["..!?:"], 0, 0, 0, id="only-signs"),
    ],
)
def test_what_is_counted(texts: list[str], words: int, long_words: int, sentences: int) -> None:
    """Words, long words and sentences, counted by hand."""
    assert measure_readability(texts, NOTHING) == Readability(words, long_words, sentences)


def test_lix_of_a_text_counted_by_hand() -> None:
    """LIX = words / sentences + 100 · long words / words, on a text of three sentences."""
    text = (
        "Kommunen erbjuder stöd till dig som är förälder. "  # 8 words; long: Kommunen, erbjuder, förälder
        "Du kan ringa eller skriva. "  # 5 words; none long
        "Samtalet är frivilligt och kostar ingenting."  # 6 words; long: Samtalet, frivilligt, ingenting
    )
    counted = measure_readability([text], NOTHING)
    assert counted == Readability(words=19, long_words=6, sentences=3)
    assert counted.lix == pytest.approx(19 / 3 + 600 / 19)
    assert f"{counted.lix:.1f}" == "37.9"
    assert Readability(0, 0, 0).lix == 0.0


def test_names_are_left_out() -> None:
    """Names that the writer cannot choose do not count, in the genitive neither."""
    names = compile_phrases(["Socialförvaltningen", "Region Skåne"], genitive=True)
    text = "Socialförvaltningens chef ringer Region Skåne. Socialförvaltningar finns."
    assert measure_readability([text], names) == Readability(words=4, long_words=1, sentences=2)


@given(st.lists(st.text(), max_size=4))
def test_any_text_can_be_measured(texts: list[str]) -> None:
    """LIX is a number for any text, and never more long words than words."""
    counted = measure_readability(texts, NOTHING)
    assert 0 <= counted.long_words <= counted.words
    assert (counted.sentences > 0) == (counted.words > 0)
    assert counted.lix >= 0


# Terms


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        pytest.param(["sip"], "En SIP och en sip.", ["SIP", "sip"], id="case-aside"),
        pytest.param(["SIP"], "gossip sippa SIPar", [], id="whole-words"),
        pytest.param(["SIP"], "SIP-möte", ["SIP"], id="first-of-a-compound"),
        pytest.param(["SIP"], "e-SIP", [], id="last-of-a-compound"),
        pytest.param(["SIP"], "(SIP), ”SIP” SIP.", ["SIP", "SIP", "SIP"], id="signs-beside"),
        pytest.param(["SIP"], "SIP:n SIPs", ["SIP"], id="endings"),
        pytest.param(["öl", "å"], "Öl å ö ölen år", ["Öl", "å"], id="swedish-letters"),
        pytest.param(["ASI", "ASI Net"], "ASI Net och ASI", ["ASI Net", "ASI"], id="longest-first"),
        pytest.param(["a.b (c)"], "axb c a.b (c)", ["a.b (c)"], id="signs-of-expressions"),
        pytest.param([], "ett ord", [], id="none"),
    ],
)
def test_phrases(phrases: list[str], text: str, found: list[str]) -> None:
    """Phrases are found as whole words, the longest first, whatever their case."""
    assert compile_phrases(phrases).findall(text) == found


def test_genitive() -> None:
    """With `genitive` an s may follow."""
    assert compile_phrases(["staden"], genitive=True).findall("Stadens staden stadensk") == ["Stadens", "staden"]


def split(text: str, term_of: dict[str, str], seen: set[str] | None = None) -> list[tuple[str, str | None]]:
    """Give the parts of a text."""
    return list(split_first_uses(text, compile_phrases(term_of), set() if seen is None else seen, term_of))


TERMS = {"sip": "sip", "samordnad individuell plan": "sip", "bup": "bup"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("Vi gör en SIP.", [("Vi gör en ", None), ("SIP", "sip"), (".", None)], id="middle"),
        pytest.param("SIP", [("SIP", "sip")], id="whole"),
        pytest.param("SIP och SIP", [("SIP", "sip"), (" och SIP", None)], id="first-use-only"),
        pytest.param(
            "Samordnad individuell plan, SIP",
            [("Samordnad individuell plan", "sip"), (", SIP", None)],
            id="two-forms-are-one-term",
        ),
        pytest.param("BUP SIP", [("BUP", "bup"), (" ", None), ("SIP", "sip")], id="two-terms"),
        pytest.param("gossip", [("gossip", None)], id="no-whole-word"),
        pytest.param("", [], id="empty"),
    ],
)
def test_terms_at_their_first_use(text: str, parts: list[tuple[str, str | None]]) -> None:
    """A term is marked where it stands first, as it is written there."""
    assert split(text, TERMS) == parts


def test_terms_seen_before_are_not_marked_again() -> None:
    """What an earlier paragraph has explained stays plain; `seen` goes on to the next."""
    seen = {"sip"}
    assert split("SIP och BUP", TERMS, seen) == [("SIP och ", None), ("BUP", "bup")]
    assert seen == {"sip", "bup"}


@given(st.text(max_size=30))
@example("SİP")
@example("sıp")
def test_the_parts_are_the_text(text: str) -> None:
    """Nothing is lost or added, in any alphabet."""
    assert "".join(part for part, _ in split(text, TERMS)) == text


@given(
    st.lists(st.sampled_from(["SIP", "sip", "BUP", "samordnad individuell plan", "och", ".", "gossip"]), max_size=10)
)
def test_each_term_is_marked_at_most_once(words: list[str]) -> None:
    """However often it stands."""
    marked = [term for _, term in split(" ".join(words), TERMS) if term]
    assert len(marked) == len(set(marked))
    assert ("bup" in marked) == ("BUP" in words)
