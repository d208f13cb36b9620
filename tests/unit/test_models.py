"""The models: what a record may hold. One record in, the exact problems out, with their lines."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from core.models.registers import Link
from core.models.support import hours_fault
from core.routes import RESERVED_IDS
from invented import problems_of

LINK = """\
- id: handbok
  url: https://www.bjorkviken.example/handbok
  title: Handbok
  publisher: null
  access: public
  format: web
  language: sv
"""
SECTION = """\
id: samverkan
title: Samverkan
parent: null
belongs_to: [delmal-2]
summary: Hur vi arbetar tillsammans.
introduction: []
lists:
  - id: kort-sikt
    heading: Mål
    term: short
    kind: goals
    clauses:
      - id: kort-1
        text: Vi ska mötas.
        details:
          - id: kort-1-1
            text: Varje vecka.
page: 7
remarks: []
"""
AGREEMENT = """\
id: '2021'
kind: agreement
title: Överenskommelse
period: '2021'
decided: 2020-12-01
revised: []
replaces: null
parties: [staden]
signatories: []
purpose:
  - text: Fler ska må bra.
aim:
  - text: Alla ska få stöd.
common_ground: []
basis: {grounded_in: [], inspired_by: [], follows: []}
implementation_title: Genomförande
implementation: []
source_document: {title: Dokumentet, preamble_page: 2, implementation_page: 4}
remarks: []
sections: [samverkan]
framework: null
name: överenskommelsen 2021
"""
TERM = """\
- id: sip
  term: SIP
  full_form: null
  explanation: En plan.
  forms: [SIP]
  basis: document
  link: null
"""
REDIRECT = """\
- id: gammal
  source: /gammalt/
  target: /overenskommelsen/samverkan/#kort-1
  reason: Bytte adress.
"""
READING = """\
limits:
  - {id: section, limit: 45}
exceptions:
  - page: /om/
    limit: 50.5
    reason: Lagtext.
"""
ORGANISATION = """\
- id: staden
  name: Staden
  kind: kommun
  part_of: null
  url: null
"""
LINE = """\
- id: linjen
  name: Linjen
  operator: Föreningen
  topics: [suicid]
  level: prata
  confidence: high
  phone: '+46406280410'
  phone_text: 040-628 04 10
  page: null
  chat: unknown
  sms: unknown
  relay: unknown
  opening_hours: Mo-Fr 08:00-16:00
  hours: unknown
  answers: unknown
  audience: Alla.
  cost: unknown
  anonymity: unknown
  languages: unknown
  area: nationell
  situations: []
"""
CARD = """\
- id: allmant
  topics: []
  steps:
    - level: akut
      heading: Ring 112 om det är akut
      points: []
      say: null
      lines: [larm-112]
    - level: prata
      heading: Prata med någon om det är svårt
      points: []
      say: null
      lines: [linjen]
"""
SERVICE = """\
id: stodet
name: Stödet
neutral_title: null
topics: [anhorig]
offers: Du får stöd.
audiences: [Alla]
ages: {youngest: 13, oldest: 20}
first_contact: unknown
cost: unknown
how_to_reach: unknown
access: open
operator: Staden
operators: []
places: []
lines: []
links: []
clauses: [2021/samverkan/kort-1]
sections: []
situations: []
status: active
status_note: null
remark: null
"""
TRAINING = """\
id: lyssna
name: Att lyssna
learn: Du lär dig att lyssna.
audience: Alla
roles: [alla]
topics: [anhorig]
step: alla
format: unknown
minutes: 45
time: unknown
provider: unknown
platforms: []
links: []
access: public
open_to_public: false
cost: unknown
sign_up: unknown
parts:
  - {nr: 1, name: Att höra, link: null}
obligations:
  - department: omsorgsforvaltningen
    level: obligatorisk
    wording: ska vara utbildade
    group: alla
    roles: [alla]
    clause: 2021/samverkan/kort-1
indicators: []
clauses: [2021/samverkan/kort-1]
situations: []
status: active
remark: null
"""
CHECK = "- {record: support-lines/linjen, day: 2021-02-01, role: redaktör, how: operator, result: confirmed}\n"
FILES = {
    "links.yml": LINK,
    "agreements/2021/sections/samverkan.yml": SECTION,
    "agreements/2021/agreement.yml": AGREEMENT,
    "glossary.yml": TERM,
    "redirects.yml": REDIRECT,
    "reading.yml": READING,
    "organisations.yml": ORGANISATION,
    "support-lines.yml": LINE,
    "help-cards.yml": CARD,
    "checks.yml": CHECK,
    "services/stodet.yml": SERVICE,
    "trainings/lyssna.yml": TRAINING,
}
NAMES = {
    "link": "links.yml",
    "section": "agreements/2021/sections/samverkan.yml",
    "agreement": "agreements/2021/agreement.yml",
    "term": "glossary.yml",
    "redirect": "redirects.yml",
    "reading": "reading.yml",
    "organisation": "organisations.yml",
    "line": "support-lines.yml",
    "card": "help-cards.yml",
    "checks": "checks.yml",
    "service": "services/stodet.yml",
    "training": "trainings/lyssna.yml",
}


def changed(record: str, old: str, new: str) -> list[str]:
    """Give the problems of a record in which `old` stands once and is replaced, as `line: message`."""
    name = NAMES[record]
    text = FILES[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return [problem.removeprefix(f"data/{name}:") for problem in problems_of(name, text.replace(old, new))]


@pytest.mark.parametrize("record", NAMES)
def test_the_records_themselves_are_accepted(record: str) -> None:
    """What the tests below change one thing of has no problem."""
    assert problems_of(NAMES[record], FILES[NAMES[record]]) == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("'0771'", None, id="digits"),
        pytest.param("0771", None, id="leading-zero"),
        pytest.param("12:30", None, id="time"),
        pytest.param("no", None, id="no"),
        pytest.param("'null'", None, id="quoted-null"),
        pytest.param("åäö & *alla* {{ x }} <b> |", None, id="any-signs"),
        pytest.param(">-\n    Hand\n    bok", None, id="folded"),
        pytest.param("null", "nothing stands where text must be; write text", id="null"),
        pytest.param("", "nothing stands where text must be; write text", id="empty"),
        pytest.param("[a]", "a list stands where text must be; write text", id="list"),
        pytest.param("{a: b}", "a set of keys stands where text must be; write text", id="mapping"),
        pytest.param("''", "the text is empty; write it or remove the record", id="quoted-empty"),
        pytest.param("'  '", "the text is empty; write it or remove the record", id="blanks"),
        pytest.param("' Handbok'", "blanks stand before or after the text; remove them", id="blank-before"),
        pytest.param("'Handbok '", "blanks stand before or after the text; remove them", id="blank-after"),
        pytest.param('"\\u00a0Handbok"', "blanks stand before or after the text; remove them", id="hard-blank-before"),
        pytest.param(
            '"Hand\\nbok"',
            "a line break in a text of one line; write it on one line, or fold it with >-",
            id="line-break",
        ),
        pytest.param('"Hand\\u200bbok"', "an invisible character (U+200B); remove it", id="zero-width-space"),
        pytest.param('"Hand\\u0000bok"', "an invisible character (U+0000); remove it", id="nul"),
        pytest.param('"Hand\\rbok"', "an invisible character (U+000D); remove it", id="carriage-return"),
        pytest.param('"Hand\\u2028bok"', "an invisible character (U+2028); remove it", id="line-separator"),
        pytest.param('"Hand\\ufeffbok"', "an invisible character (U+FEFF); remove it", id="byte-order-mark"),
        pytest.param('"Hand\\ufffdbok"', "an invisible character (U+FFFD); remove it", id="replacement"),
    ],
)
def test_text_of_one_line(written: str, message: str | None) -> None:
    """Text is any text that can be seen, without blanks around it."""
    assert changed("link", "title: Handbok", f"title: {written}") == ([f"3: title: {message}"] if message else [])


def test_running_text_may_have_line_breaks() -> None:
    """In running text a line break begins a paragraph."""
    assert changed("section", "text: Vi ska mötas.", "text: |-\n          Vi ska mötas.\n          Ofta.") == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("a", None, id="short"),
        pytest.param("2021", None, id="digits"),
        pytest.param("a-1-b2", None, id="hyphens"),
        pytest.param("a" * 60, None, id="longest"),
        pytest.param("a" * 61, "id", id="too-long"),
        pytest.param("Handbok", "id", id="capital"),
        pytest.param("håndbok", "id", id="not-ascii"),
        pytest.param("hand_bok", "id", id="underscore"),
        pytest.param("hand--bok", "id", id="two-hyphens"),
        pytest.param("-handbok", "id", id="hyphen-first"),
        pytest.param("handbok-", "id", id="hyphen-last"),
        pytest.param("hand bok", "id", id="blank"),
        pytest.param("../handbok", "id", id="path"),
        pytest.param('"handbok\\n"', "id", id="line-end"),
    ],
)
def test_ids(written: str, message: str | None) -> None:
    """Ids are a-z, 0-9 and single hyphens."""
    given = written.strip('"').replace("\\n", "\n")
    refused = [f"1: id: '{given}' is not an id; use a-z, 0-9 and single hyphens, at most 60 characters"]
    assert changed("link", "id: handbok", f"id: {written}") == (refused if message else [])


@pytest.mark.parametrize("reserved", sorted(RESERVED_IDS))
@pytest.mark.parametrize("record", ["section", "organisation", "service", "training"])
def test_words_of_addresses_are_no_ids_of_pages(record: str, reserved: str) -> None:
    """A record with such an id would take the place of a list page."""
    ids = {"section": "samverkan", "organisation": "staden", "service": "stodet", "training": "lyssna"}
    own = f"id: {ids[record]}"
    message = f"1: id: '{reserved}' is a word of the site's addresses; choose another id"
    assert changed(record, own, f"id: {reserved}") == [message]


def test_the_words_of_addresses_are_reserved() -> None:
    """Every word of the design's address table that stands where an id could stand."""
    words = {"alder", "amne", "anordnare", "delmal", "forvaltning", "hela", "index", "indikatorer", "steg"}
    assert words <= RESERVED_IDS
    assert changed("link", "id: handbok", "id: hela") == [], "a link has no page of its own"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("https://www.bjorkviken.example", None, id="https"),
        pytest.param("https://björkviken.example/åäö?q=1&r=2#del-3", None, id="not-ascii-path-query-fragment"),
        pytest.param("https://bjorkviken.example:8443/(2021).pdf", None, id="port-and-brackets"),
        pytest.param("https://bjorkviken.example/?rehash=1&generated=2", None, id="other-keys"),
        pytest.param("bjorkviken.example", "is neither https nor http; write the full address", id="no-scheme"),
        pytest.param(
            "//bjorkviken.example", "is neither https nor http; write the full address", id="no-scheme-slashes"
        ),
        pytest.param("ftp://bjorkviken.example", "is neither https nor http; write the full address", id="ftp"),
        pytest.param("javascript:alert(1)", "is neither https nor http; write the full address", id="javascript"),
        pytest.param("mailto:a@bjorkviken.example", "is neither https nor http; write the full address", id="mailto"),
        pytest.param("mailto:anna", "is neither https nor http; write the full address", id="mailto-without-at"),
        pytest.param("tel:", "is neither https nor http; write the full address", id="tel-without-number"),
        pytest.param("https://bjorkviken", "has no host such as 1177.se; correct it", id="no-dot"),
        pytest.param("https:///sida", "has no host such as 1177.se; correct it", id="no-host"),
        pytest.param("https://bjorkviken..example", "has no host such as 1177.se; correct it", id="two-dots"),
        pytest.param("https://.example", "has no host such as 1177.se; correct it", id="dot-first"),
        pytest.param("https://[::1]/", "has no host such as 1177.se; correct it", id="ipv6"),
        pytest.param("https://bjorkviken.example:99999/", "is not an address; correct it", id="port"),
        pytest.param("https://[bjorkviken/", "is not an address; correct it", id="bracket"),
        pytest.param("https://anna@bjorkviken.example/", "carries a user name; remove it", id="user"),
        pytest.param("https://anna:hemligt@bjorkviken.example/", "carries a user name; remove it", id="password"),
        pytest.param(
            "https://bjorkviken.example/?generated_by=anna",
            "carries a personal share key; cut it off from the question mark",
            id="share-key",
        ),
        pytest.param(
            "https://bjorkviken.example/?a=1&hash=9f",
            "carries a personal share key; cut it off from the question mark",
            id="share-key-second",
        ),
        pytest.param(
            "https://bjorkviken.example/a b",
            "holds a blank or a sign that no address has; remove it or encode it",
            id="blank",
        ),
        pytest.param(
            "https://bjorkviken.example/<b>",
            "holds a blank or a sign that no address has; remove it or encode it",
            id="angle-brackets",
        ),
        pytest.param(
            "https://bjorkviken.example/{id}",
            "holds a blank or a sign that no address has; remove it or encode it",
            id="braces",
        ),
        pytest.param(
            "https://a.example\\@b.example/",
            "holds a blank or a sign that no address has; remove it or encode it",
            id="backslash",
        ),
    ],
)
def test_addresses(url: str, message: str | None) -> None:
    """An address is absolute, https or http, and carries nothing of a person."""
    refused = [f"2: url: '{url}' {message}"]
    assert changed("link", "https://www.bjorkviken.example/handbok", f"'{url}'") == (refused if message else [])


@pytest.mark.parametrize("sign", [pytest.param("\\u200b", id="zero-width-space"), pytest.param("\\x01", id="control")])
def test_an_address_has_no_invisible_characters(sign: str) -> None:
    """They come along when an address is copied, and no server knows such a page."""
    found = changed("link", "https://www.bjorkviken.example/handbok", f'"https://www.bjorkviken.example/hand{sign}bok"')
    assert len(found) == 1
    assert found[0].startswith("2: url: ")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("https://b.example/\n  printed: http://b.example/", None, id="https-printed-as-http"),
        pytest.param("http://b.example/\n  http_reason: Värden har inget https.", None, id="http-with-reason"),
        pytest.param(
            "http://b.example/",
            "2: 'http://b.example/' is http; write https, or give http_reason if the host has none",
            id="http-without-reason",
        ),
        pytest.param(
            "HTTP://b.example/",
            "2: 'HTTP://b.example/' is http; write https, or give http_reason if the host has none",
            id="http-in-capitals",
        ),
        pytest.param(
            "https://b.example/\n  http_reason: Av vana.",
            "3: http_reason stands beside an https address; remove it",
            id="https-with-reason",
        ),
        pytest.param(
            "http://b.example/\n  http_reason: null",
            "3: 'http://b.example/' is http; write https, or give http_reason if the host has none",
            id="http-with-null",
        ),
    ],
)
def test_http_needs_a_reason(url: str, message: str | None) -> None:
    """Http is kept only where the host has no https, and says so."""
    assert changed("link", "https://www.bjorkviken.example/handbok", url) == ([message] if message else [])


PHONE_FORM = "is not a phone number; write +46… without blanks, or a short number such as 112"
PHONE_SERIES = "cannot be called (wrong length or series); check it at its source"


@pytest.mark.parametrize(
    ("phone", "spoken"),
    [
        pytest.param("+46406280410", "040-628 04 10", id="e164"),
        pytest.param("112", "112", id="112"),
        pytest.param("1177", "1177", id="1177"),
        pytest.param("11414", "114 14", id="11414"),
        pytest.param("116123", "116 123", id="european-series"),
        pytest.param("116111", "116 111", id="bris"),
        pytest.param("+4620222233", "020-22 22 33", id="free-of-charge"),
        pytest.param("+46200239500", "0200-239 500", id="threes"),
        pytest.param("+46411555555", "0411-55 55 55", id="long-area-code"),
        pytest.param("+4687021680", "+46 8-702 16 80", id="international"),
    ],
)
def test_phones_that_are_accepted(phone: str, spoken: str) -> None:
    """E.164, and the short numbers of Sweden."""
    name = NAMES["line"]
    text = LINE.replace("'+46406280410'", f"'{phone}'").replace("040-628 04 10", f"'{spoken}'")
    assert problems_of(name, text) == []


@pytest.mark.parametrize(
    ("phone", "message"),
    [
        pytest.param("040-628 04 10", PHONE_FORM, id="national-form"),
        pytest.param("0406280410", PHONE_FORM, id="national-digits"),
        pytest.param("0046406280410", PHONE_FORM, id="two-noughts"),
        pytest.param("116 123", PHONE_FORM, id="short-with-blank"),
        pytest.param("113", PHONE_FORM, id="no-such-short-number"),
        pytest.param("+46", PHONE_FORM, id="only-the-country"),
        pytest.param("tel:112", PHONE_FORM, id="scheme"),
        pytest.param("ett ett två", PHONE_FORM, id="words"),
        pytest.param("", PHONE_FORM, id="empty"),
        pytest.param("+464062804101234", PHONE_SERIES, id="digits-too-many"),
        pytest.param("+4640628", PHONE_SERIES, id="digits-too-few"),
        pytest.param("+460406280410", "'+460406280410' must be written +46406280410", id="trunk-zero"),
    ],
)
def test_phones_that_are_refused(phone: str, message: str) -> None:
    """A number that cannot be called as it stands is refused, with what to write."""
    (found,) = changed("line", "'+46406280410'", f"'{phone}'")
    assert found.startswith(f"7: phone: '{phone}'")
    assert message in found


@pytest.mark.parametrize(
    ("phone", "spoken"),
    [
        pytest.param("+462022223", "020-22 22 3", id="last"),
        pytest.param("+462022233", "020-222 33", id="free-of-charge-too-short"),
        pytest.param("+464210500", "042-10 500", id="in-the-middle"),
        pytest.param("+464210500", "042-1 05 00", id="first"),
        pytest.param("+464210500", "04210500", id="no-groups"),
        pytest.param("116111", "116 11 1", id="short"),
    ],
)
def test_a_lost_digit_leaves_groups_that_no_number_has(phone: str, spoken: str) -> None:
    """What can be called may still be a number that has lost a digit: its groups tell."""
    name = NAMES["line"]
    text = LINE.replace("'+46406280410'", f"'{phone}'").replace("040-628 04 10", f"'{spoken}'")
    (found,) = problems_of(name, text)
    assert found.startswith(f"data/{name}:8: phone_text: '{spoken}' is not grouped as a Swedish number")


@pytest.mark.parametrize("phone", ["+46 40 628 04 10", "+46(0)406280410", "+46-40-6280410"])
def test_phones_are_written_as_e164(phone: str) -> None:
    """A right number in a wrong form: the message quotes it once and gives the form."""
    (found,) = changed("line", "'+46406280410'", f"'{phone}'")
    assert found.startswith(f"7: phone: '{phone}'")
    assert found.count(phone) == 1
    assert "must be written +46406280410" in found


@pytest.mark.parametrize("phone", [pytest.param("١١٢", id="short"), pytest.param("116١٢٣", id="european-series")])
def test_digits_of_phones_are_ascii(phone: str) -> None:
    """Other alphabets' digits cannot be dialled from a link."""
    name = NAMES["line"]
    text = LINE.replace("'+46406280410'", f"'{phone}'").replace("040-628 04 10", f"'{phone}'")
    sign = f"'{phone}' holds '١', which stands in no telephone number; ask for it again"
    assert problems_of(name, text) == [
        f"data/{name}:7: phone: '{phone}' {PHONE_FORM}",
        f"data/{name}:8: phone_text: {sign}",
    ]


DAY = "is not a day that exists; write year-month-day, such as 2026-09-10"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("2024-02-29", None, id="leap-day"),
        pytest.param("null", None, id="not-said"),
        pytest.param("2020-02-30", f"'2020-02-30' {DAY}", id="impossible-day"),
        pytest.param("2020-13-01", f"'2020-13-01' {DAY}", id="impossible-month"),
        pytest.param("2027-02-29", f"'2027-02-29' {DAY}", id="no-leap-year"),
        pytest.param("2020-1-2", f"'2020-1-2' {DAY}", id="one-digit"),
        pytest.param("1 december 2020", f"'1 december 2020' {DAY}", id="words"),
        pytest.param("01/12/2020", f"'01/12/2020' {DAY}", id="slashes"),
        pytest.param("''", f"'' {DAY}", id="empty"),
    ],
)
def test_days(written: str, message: str | None) -> None:
    """Days are year-month-day and exist."""
    assert changed("agreement", "2020-12-01", written) == ([f"5: decided: {message}"] if message else [])


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("0", id="nought"),
        pytest.param("86400", id="seconds-since-1970"),
        pytest.param("20301201", id="digits-only"),
        pytest.param("2020-12-01T00:00:00", id="with-a-time"),
        pytest.param("2020-12-01 00:00", id="with-a-short-time"),
    ],
)
def test_a_number_or_a_time_is_no_day(written: str) -> None:
    """Pydantic takes a number for seconds since 1970; here it is a slip of the editor."""
    (found,) = changed("agreement", "2020-12-01", written)
    assert found.startswith(f"5: decided: '{written}' is not a day")
    assert found.endswith("; write year-month-day, such as 2026-09-10")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("1", None, id="first"),
        pytest.param("0771", None, id="leading-zero-is-decimal"),
        pytest.param("12:30", "'12:30' is not a number; write digits", id="time"),
        pytest.param("no", "'no' is not a number; write digits", id="word"),
        pytest.param("null", "nothing is not a number; write digits", id="null"),
        pytest.param("", "nothing is not a number; write digits", id="empty"),
        pytest.param("''", "'' is not a number; write digits", id="quoted-empty"),
        pytest.param("7.5", "'7.5' is not a number; write digits", id="fraction"),
        pytest.param("1e1", "'1e1' is not a number; write digits", id="exponent"),
        pytest.param("0x7", "'0x7' is not a number; write digits", id="hexadecimal"),
        pytest.param("7–9", "'7–9' is not a number; write digits", id="range"),
        pytest.param("[7]", "'['7']' is not a number; write digits", id="list"),
        pytest.param("0", "'0' is below 1; correct it", id="nought"),
        pytest.param("-1", "'-1' is below 1; correct it", id="negative"),
    ],
)
def test_numbers(written: str, message: str | None) -> None:
    """A page is a whole number from 1."""
    assert changed("section", "page: 7", f"page: {written}") == ([f"18: page: {message}"] if message else [])


@pytest.mark.parametrize("written", ["7.0", "1_000", "+7", "' 7 '"])
def test_numbers_are_written_with_digits(written: str) -> None:
    """What Python takes for a number is still not digits."""
    quoted = written.strip("'")
    assert changed("section", "page: 7", f"page: {written}") == [f"18: page: '{quoted}' is not a number; write digits"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("45", None, id="whole"),
        pytest.param("hög", "'hög' is not a number; write digits", id="word"),
        pytest.param("0", "'0' is not above 0.0; correct it", id="nought"),
        pytest.param("nan", "'nan' is not a number; write digits", id="not-a-number"),
    ],
)
def test_limits(written: str, message: str | None) -> None:
    """A limit of readability is a number above nought."""
    assert changed("reading", "50.5", written) == ([f"5: limit: {message}"] if message else [])


@pytest.mark.parametrize("written", ["inf", "Infinity"])
def test_a_limit_is_finite(written: str) -> None:
    """An endless limit would be no limit."""
    assert len(changed("reading", "50.5", written)) == 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("[delmal-1, delmal-7]", None, id="two"),
        pytest.param("[]", None, id="none"),
        pytest.param("", "nothing stands where a list must be; write [] if there is nothing", id="nothing"),
        pytest.param("{a: 1}", "a set of keys stands where a list must be; write [] if there is nothing", id="mapping"),
    ],
)
def test_belongs_to(written: str, message: str | None) -> None:
    """Ids of groups; whether the edition has them is a rule."""
    found = changed("section", "belongs_to: [delmal-2]", f"belongs_to: {written}")
    assert found == ([f"4: belongs_to: {message}"] if message else [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("strategy: ljusare-dagar\n  groups: []", [], id="strategy"),
        pytest.param("strategy: null\n  groups:\n    - {id: del-a, number: A, name: Nuläge}", [], id="own-groups"),
        pytest.param("strategy: null\n  groups: []", ["neither"], id="neither"),
        pytest.param("strategy: x\n  groups:\n    - {id: del-a, number: null, name: Nu}", ["both"], id="both"),
    ],
)
def test_a_framework_has_one_source_of_groups(written: str, expected: list[str]) -> None:
    """The delmål of the strategy, or groups of the document's own."""
    message = "exactly one of strategy and groups must stand; name the strategy, or list the groups"
    found = changed("agreement", "framework: null", f"framework:\n  name: Del\n  {written}")
    assert found == [f"23: {message}" for _ in expected]


@pytest.mark.parametrize("written", ["kort", "kort-0", "Kort-1", "1", "kort-1-", "kort-1-a", "kort 1", "kört-1"])
def test_the_id_of_a_clause_has_a_word_and_a_number(written: str) -> None:
    """The number is what a reader calls it by."""
    message = "write its list's word and a number, such as kort-7 or kort-2-1"
    found = changed("section", "      - id: kort-1\n", f"      - id: {written}\n")
    assert found == [f"13: id: '{written}' is not the id of a clause; {message}"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "- id: kort-1\n        text", "- text", "13: the key 'id' is missing; write id: kort-sikt-1", id="first"
        ),
        pytest.param(
            "        details:",
            "      - text: Ny.\n      - id: kort-7\n        text: Gammal.\n        details:",
            "15: the key 'id' is missing; write id: kort-8",
            id="put-in-between",
        ),
        pytest.param(
            "          - id: kort-1-1\n            text",
            "          - text",
            "16: the key 'id' is missing; write id: kort-1-1",
            id="sub-bullet",
        ),
        pytest.param(
            "- id: kort-1\n        text: Vi ska mötas.\n        details:\n          - id: kort-1-1\n            text",
            "- details:\n          - text",
            "14: the key 'id' is missing; add it",
            id="sub-bullet-of-a-clause-without-id",
        ),
    ],
)
def test_a_clause_without_an_id_is_told_a_free_one(old: str, new: str, message: str) -> None:
    """The number after every one that was ever used in the section."""
    assert message in changed("section", old, new)


def test_a_word_is_not_taken_for_a_list() -> None:
    """One word where a list must be: the message gives the list to write."""
    message = "8: parties: 'staden' stands where a list must be; write it as [staden]"
    assert changed("agreement", "[staden]", "staden") == [message]


@pytest.mark.parametrize(
    ("record", "old", "new", "expected"),
    [
        pytest.param(
            "section",
            "introduction: []",
            "introduction: [{txet: x}]",
            ["6: 'txet' is not a key here; did you mean 'text'?", "6: the key 'text' is missing; add it"],
            id="unknown-key-of-an-inner-record",
        ),
        pytest.param(
            "section",
            "            text: Varje vecka.",
            "            text: Varje vecka.\n            actor: [staden]",
            ["18: 'actor' is not a key here; did you mean 'actors'?"],
            id="unknown-key-deep",
        ),
        pytest.param(
            "link",
            "  language: sv\n",
            "  language: sv\n  färg: blå\n",
            ["8: 'färg' is not a key here; remove it, or see data/README.md for the keys"],
            id="unknown-key-near-nothing",
        ),
        pytest.param(
            "link",
            "title: Handbok",
            "titel: Handbok",
            ["1: the key 'title' is missing; add it", "3: 'titel' is not a key here; did you mean 'title'?"],
            id="misspelt-key",
        ),
        pytest.param("link", "  access: public\n", "", ["1: the key 'access' is missing; add it"], id="missing-key"),
        pytest.param(
            "section", "page: 7\n", "", ["1: the key 'page' is missing; add it"], id="missing-key-of-the-file"
        ),
        pytest.param(
            "section",
            "    term: short\n",
            "",
            ["8: the key 'term' is missing; add it"],
            id="missing-key-of-an-inner-record",
        ),
        pytest.param(
            "section",
            "introduction: []",
            "introduction: [ett ord]",
            ["6: introduction: text stands where keys with values must be; see data/README.md"],
            id="text-for-keys",
        ),
        pytest.param(
            "link",
            "access: public",
            "access: hemlig",
            ["5: access: 'hemlig' is not allowed; write 'public', 'login', 'internal'"],
            id="closed-set",
        ),
        pytest.param(
            "agreement",
            "kind: agreement",
            "kind:",
            ["2: kind: nothing is not allowed; write 'agreement', 'plan'"],
            id="closed-set-null",
        ),
        pytest.param(
            "section",
            "Hur vi arbetar tillsammans.",
            "a" * 161,
            ["5: summary: the text has 161 characters, more than 160; shorten it"],
            id="summary-too-long",
        ),
        pytest.param("section", "Hur vi arbetar tillsammans.", "å" * 160, [], id="summary-of-the-largest-length"),
        pytest.param(
            "agreement",
            "[samverkan]",
            "[]",
            ["20: sections: 0 entries, fewer than 1; add what is missing"],
            id="no-sections",
        ),
        pytest.param(
            "agreement",
            "parties: [staden]",
            "parties: []",
            ["8: parties: 0 entries, fewer than 1; add what is missing"],
            id="no-parties",
        ),
        pytest.param(
            "redirect",
            "/gammalt/",
            "gammalt",
            ["2: 'gammalt' is not an address of this site; write /word/word/"],
            id="redirect-source-form",
        ),
        pytest.param(
            "redirect",
            "/gammalt/",
            "/gammalt/sida.html",
            ["2: '/gammalt/sida.html' is not an address of this site; write /word/word/"],
            id="redirect-source-with-a-file",
        ),
        pytest.param(
            "redirect",
            "/overenskommelsen/samverkan/#kort-1",
            "https://annan.example/",
            ["3: 'https://annan.example/' is not an address of this site; write /word/word/"],
            id="redirect-to-another-site",
        ),
        pytest.param(
            "redirect",
            "/gammalt/",
            "/",
            ["2: the start page cannot be moved; correct source"],
            id="redirect-of-the-start-page",
        ),
        pytest.param("redirect", "/overenskommelsen/samverkan/#kort-1", "/", [], id="redirect-to-the-start-page"),
    ],
)
def test_records(record: str, old: str, new: str, expected: list[str]) -> None:
    """Keys, closed sets, lengths, and what the registers refuse."""
    assert changed(record, old, new) == expected


UNCONFIRMED = """\
address:
  value: {value}
  reason: {reason}
"""


@pytest.mark.parametrize(
    ("value", "reason", "message"),
    [
        pytest.param("https://a.example/", "null", None, id="value"),
        pytest.param("null", "Inte bestämt.", None, id="reason"),
        pytest.param("null", "null", "exactly one of value and reason must stand", id="neither"),
        pytest.param("https://a.example/", "Inte bestämt.", "exactly one of value and reason must stand", id="both"),
        pytest.param("ftp://a.example/", "null", "'ftp://a.example/' is neither https nor http", id="no-address"),
    ],
)
def test_a_value_that_only_the_city_can_give(value: str, reason: str, message: str | None) -> None:
    """Either the value or the reason why it is not there."""
    found = problems_of("site.yml", UNCONFIRMED.format(value=value, reason=reason))
    address = [problem for problem in found if "the key '" not in problem]
    assert len(address) == (message is not None)
    assert all(message in problem for problem in address if message)


@pytest.mark.parametrize(
    ("record", "old", "new", "expected"),
    [
        pytest.param(
            "line",
            "topics: [suicid]",
            "topics: []",
            ["4: topics: 0 entries, fewer than 1; add what is missing"],
            id="no-topic",
        ),
        pytest.param(
            "line",
            "confidence: high",
            "confidence: medium",
            ["7: confidence is medium and a phone number stands; remove the number, or confirm it first"],
            id="unsure-number",
        ),
        pytest.param(
            "line",
            "high\n  phone: '+46406280410'\n  phone_text: 040-628 04 10\n  page: null\n  chat: unknown",
            "medium\n  phone: null\n  phone_text: null\n  page: null\n  chat: Ring 040-628 04 10 eller chatta.",
            [
                (
                    "10: confidence is medium and the texts say the number '040-628 04 10'; "
                    "take it away, or confirm it first"
                )
            ],
            id="unsure-number-in-a-text",
        ),
        pytest.param(
            "line",
            "phone: '+46406280410'\n  phone_text: 040-628 04 10",
            "phone: null\n  phone_text: null",
            ["7: confidence is high and no phone number stands; write it, or set medium"],
            id="sure-without-number",
        ),
        pytest.param(
            "line",
            "040-628 04 10",
            "040-628 04 11",
            ["8: phone_text '040-628 04 11' is not the number '+46406280410'; correct the one that is wrong"],
            id="two-different-numbers",
        ),
        pytest.param(
            "line",
            "Mo-Fr 08:00-16:00",
            "vardagar 8-16",
            [
                (
                    "13: opening_hours: 'vardagar 8-16' is not in the opening_hours form; "
                    "write such as Mo-Fr 08:00-16:00; Sa 10:00-14:00"
                )
            ],
            id="hours-in-words",
        ),
        pytest.param(
            "line",
            "Mo-Fr 08:00-16:00",
            "Mo-Fr 08:00-16:00; We 10:00-12:00",
            ["13: opening_hours: 'Mo-Fr 08:00-16:00; We 10:00-12:00' names We in two rules; write each day once"],
            id="a-day-twice",
        ),
        pytest.param(
            "line",
            "Mo-Fr 08:00-16:00",
            "Mo 08:00-12:00,11:00-16:00",
            ["13: opening_hours: 'Mo 08:00-12:00,11:00-16:00' has hours that overlap; join or correct them"],
            id="hours-overlap",
        ),
        pytest.param(
            "line",
            "Mo-Fr 08:00-16:00",
            "Mo-Fr 08:00-25:00",
            [
                (
                    "13: opening_hours: 'Mo-Fr 08:00-25:00' names 25:00, which no day has; "
                    "write hours past midnight such as 18:00-02:00"
                )
            ],
            id="no-such-hour",
        ),
        pytest.param("line", "Mo-Fr 08:00-16:00", "Mo-Fr 18:00-02:00", [], id="past-midnight"),
        pytest.param(
            "term",
            "explanation: ",
            "explanation: Ett. Två. Tre. ",
            ["4: explanation: the explanation has 4 sentences; write at most 2"],
            id="long-explanation",
        ),
        pytest.param("line", "Mo-Fr 08:00-16:00", "unknown", [], id="hours-unknown"),
        pytest.param("line", "Mo-Fr 08:00-16:00", "Fr-Mo 20:00-02:00; We 12:00-13:00", [], id="over-midnight"),
        pytest.param(
            "card",
            "Ring 112 om det är akut",
            "Ring 112 när det är akut",
            [
                (
                    "5: 'Ring 112 när det är akut' must begin with Ring, Sök or Prata, hold «om» and the word "
                    "«akut»; rewrite it"
                )
            ],
            id="heading-without-om",
        ),
        pytest.param(
            "card",
            "    - level: akut\n      heading: Ring 112 om det är akut",
            "    - level: snart\n      heading: Ring 1177 om det är snart",
            ["3: the steps must be akut once, then snart, then prata; reorder them"],
            id="no-acute-step",
        ),
        pytest.param(
            "service",
            "[2021/samverkan/kort-1]",
            "[2021/samverkan]",
            ["17: clauses: '2021/samverkan' is not a citation; write edition/section/clause, such as 2026/lss/kort-2"],
            id="no-citation",
        ),
        pytest.param(
            "service",
            "access: open",
            "access: referral",
            [
                (
                    "11: access is 'referral', and how_to_reach does not say through whom; "
                    "write what a source says, or access: unknown"
                )
            ],
            id="through-nobody",
        ),
        pytest.param("service", "audiences: [Alla]", "audiences: []", [], id="for-whom-is-not-known"),
        pytest.param(
            "service",
            "audiences: [Alla]",
            "audiences: [unknown]",
            ["6: audiences says 'unknown'; write [] where no source says for whom it is"],
            id="for-unknown",
        ),
        pytest.param("service", "unknown\naccess: open", "Skolan skriver.\naccess: referral", [], id="through-whom"),
        pytest.param("service", "ages: {youngest: 13, oldest: 20}", "ages: all", [], id="all-ages"),
        pytest.param(
            "service", "ages: {youngest: 13, oldest: 20}", "ages: {youngest: null, oldest: 12}", [], id="up-to"
        ),
        pytest.param(
            "service",
            "status: active\nstatus_note: null",
            "status: planned\nstatus_note: Öppnar 2022.",
            [],
            id="planned",
        ),
        pytest.param(
            "checks",
            "2021-02-01",
            "2021-02-29",
            [f"1: day: '2021-02-29' {DAY}"],
            id="checked-on-no-day",
        ),
        pytest.param(
            "checks",
            "support-lines/",
            "lines/",
            [
                (
                    "1: record: 'lines/linjen' names no record; "
                    "write such as support-lines/bris, services/anhorigstod or trainings/spiss"
                )
            ],
            id="check-of-no-record",
        ),
        pytest.param(
            "checks",
            "result: confirmed",
            "result: changed",
            ["1: 'changed' says what was corrected if the result is changed, and only then; correct it"],
            id="changed-without-change",
        ),
        pytest.param(
            "checks",
            "result: confirmed",
            "result: changed, changed: [{key: hours, old: unknown, new: Vardagar.}]",
            [],
            id="changed",
        ),
        pytest.param(
            "checks",
            "result: confirmed",
            "result: no_answer",
            ["1: 'next' is the day of the next try when nobody answered, and only then; correct it"],
            id="no-answer-and-no-next-try",
        ),
        pytest.param(
            "checks",
            "result: confirmed",
            "result: no_answer, next: 2021-02-01",
            ["1: the next try is not after the day of this one; correct the day"],
            id="next-try-on-the-same-day",
        ),
        pytest.param("checks", "result: confirmed", "result: no_answer, next: 2021-02-02", [], id="no-answer"),
        pytest.param(
            "checks",
            "redaktör",
            "Anna",
            ["1: role: 'Anna' looks like a name; write the role in small letters, such as redaktör"],
            id="checked-by-a-person",
        ),
        pytest.param("training", "open_to_public: false", "open_to_public: true", [], id="open-to-the-public"),
        pytest.param("training", "minutes: 45", "minutes: null", [], id="length-not-said"),
        pytest.param(
            "training", "minutes: 45", "minutes: 0", ["9: minutes: '0' is below 1; correct it"], id="no-length"
        ),
        pytest.param(
            "training",
            "    clause: 2021/samverkan/kort-1",
            "    clause: kort-1",
            ["26: clause: 'kort-1' is not a citation; write edition/section/clause, such as 2026/lss/kort-2"],
            id="obligation-without-citation",
        ),
    ],
)
def test_support_records(record: str, old: str, new: str, expected: list[str]) -> None:
    """Help lines, help cards, services and trainings."""
    assert changed(record, old, new) == expected


@pytest.mark.parametrize(
    ("record", "old", "new", "expected"),
    [
        pytest.param(
            "line",
            "chat: unknown",
            "chat: ''",
            "10: chat: the text is empty; write it or remove the record",
            id="text-empty",
        ),
        pytest.param(
            "line",
            "cost: unknown",
            "cost:",
            "17: cost: nothing stands where text must be; write it, or unknown where no source says",
            id="null",
        ),
        pytest.param(
            "service",
            "{youngest: 13, oldest: 20}",
            "{youngest: 20, oldest: 13}",
            "7: youngest is above oldest; swap them",
            id="ages-turned",
        ),
        pytest.param(
            "service",
            "{youngest: 13, oldest: 20}",
            "13-20",
            "7: ages: '13-20' is no ages; write {youngest: 13, oldest: 17}, all, young or unknown",
            id="ages-as-text",
        ),
        pytest.param(
            "service",
            "{youngest: 13, oldest: 20}",
            "{youngest: null, oldest: null}",
            "7: both ages are null; write 'all' for all ages or 'unknown'",
            id="ages-open",
        ),
        pytest.param(
            "service",
            "{youngest: 13, oldest: 20}",
            "{youngest: x, oldest: 20}",
            "7: youngest: 'x' is not a number; write digits",
            id="age-in-words",
        ),
    ],
)
def test_a_field_that_may_be_unknown_gives_one_problem(record: str, old: str, new: str, expected: str) -> None:
    """`unknown` is one of two forms of a field: a fault in the other is told once, in the project's words."""
    assert changed(record, old, new) == [expected]


@pytest.mark.parametrize(
    ("record", "old", "new"),
    [
        pytest.param("line", "phone_text: 040-628 04 10", "phone_text: null", id="phone-without-text"),
        pytest.param("service", "status: active", "status: paused", id="paused-without-note"),
        pytest.param("service", "{youngest: 13, oldest: 20}", "från 13", id="ages-in-words"),
        pytest.param("agreement", "2020-12-01", "20301201", id="day-as-number"),
        pytest.param("training", "open_to_public: false", "open_to_public: kanske", id="neither-true-nor-false"),
    ],
)
def test_messages_are_for_editors(record: str, old: str, new: str) -> None:
    """No message shows a whole record, or the words of Python and pydantic."""
    for message in changed(record, old, new):
        assert not any(word in message for word in ("{'", "None", "function-", "literal[", "Datetimes", "Input should"))
        assert "; " in message


def test_a_value_without_reason_is_told_in_words() -> None:
    """The same for the values of the site."""
    found = problems_of("site.yml", UNCONFIRMED.format(value="null", reason="null"))
    assert not any("{'" in problem for problem in found)


def test_records_are_frozen() -> None:
    """Nobody changes a record after it was checked."""
    link = Link(
        id="a", url="https://a.example/", title="A", publisher=None, access="public", format="web", language="sv"
    )
    with pytest.raises(ValidationError, match="frozen"):
        link.title = "B"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Stöd till anhöriga | Staden.example", "Stöd till anhöriga"),
        ("Delaktighet | (staden.example)", "Delaktighet"),
        ("Spel | Länet Norr (lanet-norr.example)", "Spel, Länet Norr"),
        ("En väg in | Vägvisaren", "En väg in | Vägvisaren"),
        ("Stöd – för dig", "Stöd – för dig"),
    ],
)
def test_a_link_is_called_without_the_address_behind_its_title(title: str, name: str) -> None:
    """What a site puts behind the title of its page tells nothing that the address does not."""
    link = Link.model_construct(title=title)
    assert link.name == name


@pytest.mark.parametrize(
    ("form", "words", "agree"),
    [
        pytest.param("24/7", "Dygnet runt. Allmänna frågor: vardagar 9–17.", True, id="always"),
        pytest.param("24/7", "Vardagar 9–17.", False, id="not-always"),
        pytest.param("Mo-Fr 09:00-15:00", "Måndagar till torsdagar 10–18.", False, id="times-and-days"),
        pytest.param("Mo-Fr 09:00-15:00", "Måndagar till torsdagar 9–15.", False, id="days"),
        pytest.param("Mo-Fr 09:00-15:30", "Vardagar 9–15.", False, id="minutes"),
        pytest.param("Mo-Fr 09:00-15:30", "Måndag–fredag klockan 9.00–15.30, för dig 18–25 år.", True, id="ages"),
        pytest.param("Mo-Fr 09:00-15:00", "Vardagar mellan klockan 9 och 15.", True, id="between"),
        pytest.param("Mo-Fr 09:00-12:00,13:00-15:00", "Vardagar 9 till 12 och 13–15.", True, id="two-spans"),
        pytest.param("Mo-Su 21:00-06:00", "Alla nätter 21–06.", True, id="nights"),
        pytest.param("Mo-Sa 09:00-12:00", "Alla dagar utom söndag 9–12.", True, id="days-left-out"),
        pytest.param("Mo-Fr 09:00-12:00", "Telefon på dagtid.", True, id="no-times"),
        pytest.param("Mo-Fr 09:00-12:00", "Dygnet runt.", False, id="always-in-words"),
        pytest.param("unknown", "Vardagar 9–12.", True, id="unknown"),
    ],
)
def test_hours_in_words_agree_with_the_form(form: str, words: str, agree: bool) -> None:  # noqa: FBT001
    """Clock times, and days where both name some: who reads one is not sent to a closed door by the other."""
    assert (hours_fault(form, words) is None) == agree
