"""Rules for words that can harm, wherever a reader meets them, and for numbers that must come from a record.

The patterns are those of the web standards, section 2: S2 crime, choice, achievement and labels; S3 ease and method.
They look for how a sentence is built, not for what has been met before.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers

from core.messages import N_, Said, _
from core.problems import Problem
from core.rules.foreign import foreign_in
from core.source import Document

_DEATH = r"(?:själv\W?mord|suicid)(?!s?(?:prevent|förebygg|linj))\w*"
_OWN_LIFE = r"(?:ta(?:r|git|s)?|tog)\W+(?:(?:sitt|ditt|mitt|sina|våra)(?:\W+eget)?\W+liv|livet\W+av\W+(?:sig|dig|mig))"
_ENDED = rf"(?:{_DEATH}|{_OWN_LIFE})"
_ENGLISH_SELF = r"(?:him|her|it|my|your|them|our)sel(?:f|ves)"
_GAP = r"[^\w.!?:;]+"


def _between(most: int) -> str:
    """Give the pattern of up to so many words of the same sentence, and the blanks around them."""
    return rf"(?:{_GAP}\w+){{0,{most}}}?{_GAP}"


# Up to six words of a way to die; not of one to prevent, ask or talk.
_TO_DIE = (
    rf"(?:{_GAP}(?!förebygg|prat|tal|hindr|fråg|hjälp|minsk|stopp|motverk|lär|upptäck|stöd|nå|få|sök|ring|skydd)\w+)"
    rf"{{0,6}}?{_GAP}"
)


BLAME = N_("S2 blame")
_FORM = r"(?:e|a|t|de|t|mt|ma|an|ar|are)?"
_CLOSE_TO = (
    r"(?:familje|svartsjuk[eo]|relations|kärleks|passions|lägenhets|bostads|hemma|äktenskaps|makar|par|partner|sambo)"
)
_QUARREL = r"(?:bråk|gräl|gruff|tjafs|tumult|handgemäng|slagsmål|uppgörelse)"
_VIOLENCE = r"(?:våld(?:et|s\w*)?|misshand\w*|övergrepp\w*|våldtäkt\w*|slagen|slog|slår)\b"


@dataclass(frozen=True)
class Harm:
    """A kind of words that harm: its name, what to write instead, and how it is found."""

    name: str
    instead: str
    written: str
    """The pattern as it is written: most sites need no more than the one of all kinds."""

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Give what finds it in small letters."""
        return re.compile(self.written)


def _harm(name: str, instead: str, *patterns: str) -> Harm:
    return Harm(name, instead, "|".join(rf"\b(?:{one})" for one in patterns))


HARMS = (
    _harm(
        N_("S2 crime"),
        N_("suicide is no crime; write «ta sitt liv», «dog i suicid» or «suicidförsök»"),
        rf"(?:begå\w*|begick\w*|föröva\w*){_between(3)}{_DEATH}",
        rf"{_DEATH}{_between(2)}(?:begå(?:s|tts|ngna|ngen|nget)|begicks|förövas|förövades)\b",
        rf"(?:tar?|tog|tagit){_GAP}själv\W?mord(?:et)?\b(?!{_GAP}på{_GAP}allvar)",
        rf"commit(?:s|ted|ting)?{_between(2)}suicide",
    ),
    _harm(
        N_("S2 choice"),
        N_("suicide is no choice; write «tog sitt liv»"),
        rf"(?:välj(?:a|er|s)|val(?:de|des|t|ts|et)){_GAP}(?:själv{_GAP})?(?:att{_GAP})?(?:{_ENDED}|dö\b|avsluta\w*{_GAP}sitt)",
        r"(?:självvald|frivillig)\w*\W+död",
        rf"(?:{_OWN_LIFE}|avslut\w*{_GAP}(?:sitt|ditt|mitt){_GAP}liv){_between(2)}(?:frivilligt|av{_GAP}egen{_GAP}vilja)",
        rf"cho(?:ose|oses|se|sen|osing){_GAP}(?:suicide|to{_GAP}(?:die|end{_GAP}\w+{_GAP}life))",
    ),
    _harm(
        N_("S2 achievement"),
        N_("suicide neither succeeds nor fails; write «dog i suicid» or «suicidförsök»"),
        rf"(?:(?:mis{{1,2}})?lycka(?:d|t|de)|framgångsrik\w*){_between(1)}{_DEATH}",
        rf"(?:(?:un)?successful(?:ly)?|failed|completed?){_between(1)}suicid",
        rf"(?:miss)?lycka(?:s|des|ts)?{_GAP}(?:(?:inte|aldrig|nästan|till{_GAP}slut){_GAP})?"
        rf"(?:att{_GAP}|med{_GAP}(?:(?:sitt|ett|att){_GAP})?)?{_ENDED}",
        rf"fullborda\w*{_between(1)}{_DEATH}",
        rf"(?:självmord|suicid)(?:et|en|s?(?:försök|handling)\w*){_between(2)}(?:(?:miss)?lycka(?:s|des|ts|d|t|de)|fullborda\w*)\b",
    ),
    _harm(
        N_("S2 label"),
        N_("it makes a person or many deaths into a kind of thing; say what happened"),
        r"(?:självmords\W?(?:kandidat|benäg|epidemi|våg)|suicid\W?(?:kandidat|epidemi|våg))\w*",
        rf"(?:epidemi|våg)(?:en|er)?{_GAP}av{_GAP}{_DEATH}",
        rf"{_ENDED}{_GAP}(?:är|var){_GAP}(?:(?:ett?|en|så|bara|alltid){_GAP}){{0,2}}(?:feg|egoistisk|själv(?:isk|upptag)|synd|svaghet)\w*",
        rf"suicid(?:e|al){_GAP}(?:epidemic|candidate)|epidemic{_GAP}of{_GAP}suicide",
    ),
    _harm(
        N_("S3 ease"),
        N_("never say that it is quick, easy, painless or a solution"),
        rf"(?:snabb|smärtfri|enk|lätt|säker|bäst|effektiv)\w*{_GAP}(?:sätt|väg|död|metod|utväg)\w*{_TO_DIE}{_ENDED}",
        rf"(?:fort|snabbt|lätt|enkelt|smärtfritt){_GAP}att{_GAP}(?:dö\b|{_OWN_LIFE})",
        rf"{_ENDED}{_between(4)}(?:snabb|smärtfri|enk|lätt|säker)\w*{_GAP}(?:sätt|väg|död|metod|utväg)",
        rf"{_ENDED}(?:{_GAP}\w+){{0,2}}?{_GAP}(?:är|var|som|blir|blev){_GAP}(?:(?:den|en|enda|ett|sista){_GAP}){{0,3}}(?:lösning|utväg|befri)",
        rf"(?:lösning|utväg)\w*{_GAP}(?:är|var|blir|blev){_GAP}(?:att{_GAP})?{_ENDED}",
    ),
    _harm(
        N_("S3 method"),
        N_("never name a method, a means, a dose or a place; take it out"),
        r"(?:häng(?:a|er|de|t)|skjut(?:a|er|it)|sköt|dränk(?:a|er|te|t)|bränn(?:a|er)|strypt?(?:a|er|e)?|kväv(?:a|er|de|t)|förgift(?:a|ar|ade|at))"
        r"\W+(?:sig|dig|mig|er)(?:\W+själv)?\b(?!\W+(?:fast|kvar|med|på|upp|in))",
        rf"hopp(?:a|ar|ade|at){_between(2)}(?:från|framför|ut){_between(2)}\w*(?:bro|bron|tak|taket|tåg|tåget|balkong|spår|spåret|fönst|höjd|klipp)\w*",
        rf"(?:skär(?:a|er)?|skar|skurit){_between(3)}(?:handled|pulsåd)\w*",
        r"(?:avskeds|självmords)brev\w*",
        r"överdosera\w*",
        rf"(?:kasta|slängd?)\w*{_GAP}(?:sig|dig|mig){_between(1)}(?:framför|från)\b",
        rf"la(?:de|gt){_GAP}sig{_between(1)}(?:spåret|spåren|rälsen|tågspår\w*)",
        rf"{_ENDED}{_between(3)}genom{_GAP}(?:att{_GAP})?(?:häng|hopp|skjut|skott|dränk|förgift|stryp|gasa)\w*",
        rf"\d+{_GAP}(?:\w*tabletter|piller|alvedon\w*|ipren\w*|panodil\w*|paracetamol\w*|citodon\w*)",
        rf"(?:hang(?:s|ed|ing)?|hung|shoots?|shot|shooting|drown\w*|poison\w*){_GAP}{_ENGLISH_SELF}",
        rf"jump(?:s|ed|ing)?{_GAP}(?:off|from|in{_GAP}front{_GAP}of){_between(2)}\w*(?:bridge|building|roof|train|window)",
        rf"suicide{_GAP}(?:note|letter)|slit{_between(2)}wrist\w*",
        rf"{_ENDED}[^.!?]{{0,80}}\b(?:tablett|överdos|dosen|snara|rakblad|rep\b|skjutvapen|\d+\W?(?:mg|milligram|gram)\b)\w*",
        rf"(?:tablett|överdos|snara|rakblad|skjutvapen)\w*[^.!?]{{0,80}}\b{_ENDED}",
    ),
    _harm(
        N_("S2 violence"),
        N_("it hides who did what to whom; say that someone was subjected to violence"),
        rf"{_CLOSE_TO}s?{_QUARREL}\w*|{_CLOSE_TO}s?(?:tragedi|drama|dåd|mord(?!försök))\w*",
        rf"(?:våldsam|handgriplig|blodig|fysisk){_FORM}{_GAP}(?:\w+{_GAP})?(?:{_CLOSE_TO}s?)?{_QUARREL}\w*",
        rf"{_QUARREL}\w*{_between(4)}(?:urarta|spåra{_FORM}{_GAP}ur|eskalera|sluta|övergi|utmynna|ledde|gått{_GAP}över)\w*"
        rf"{_between(3)}(?:våld|misshandel|slag|mord|dråp|död)\w*",
        rf"{_QUARREL}\w*{_between(4)}(?:urarta|spåra\w*{_GAP}ur|blev{_GAP}våldsam)\w*",
        rf"{_VIOLENCE}{_between(3)}av{_GAP}(?:ren{_GAP})?(?:kärlek|svartsjuka|passion|omtanke)\b",
        rf"(?:av|ur){_GAP}(?:ren{_GAP})?(?:kärlek|svartsjuka|passion){_between(4)}(?:slog|dödade|mördade|misshandlade)\b",
        rf"(?:kärlek|relation|förhållande|äktenskap)\w*{_between(2)}(?:överstyr|spårade{_GAP}ur|slutade{_GAP}i{_GAP}(?:tragedi|våld))\w*",
        rf"(?:tappa|förlora)\w*{_GAP}(?:humöret|kontrollen|besinningen|fattningen)(?:{_GAP}över{_GAP}sig)?{_between(2)}(?:slog|slå|misshandla|döda)\w*",
        rf"(?:domestic|family|lovers?\W?s?){_GAP}(?:dispute|quarrel|row|tiff|tragedy)|crimes?{_GAP}of{_GAP}passion",
        rf"sex{_GAP}med{_GAP}(?:(?:ett|en|sitt|sin){_GAP})?(?:minderårig|barn|(?:små)?flick|pojk)\w*",
    ),
    _harm(
        BLAME,
        N_("who is subjected to violence is never to blame for it; say who did what"),
        rf"(?:provocera|retade?|locka|fresta|uppmuntra)\w*{_between(3)}(?:{_VIOLENCE}|att{_GAP}slå\b)",
        rf"{_VIOLENCE}{_between(2)}(?:provocera|framkalla|lockades{_GAP}fram|självförvålla)\w*",
        rf"(?:får|fick|har|kan|kunde|måste){_GAP}(?:(?:bara|ju|väl|faktiskt|ha){_GAP}){{0,2}}skylla{_GAP}(?:sig|dig){_GAP}själv",
        rf"(?:utsätter|utsatte|utsatt){_GAP}(?:sig|dig){_GAP}(?:själv{_GAP})?för{_GAP}(?:{_VIOLENCE}|hot\b)",
        rf"(?:offrets|den{_GAP}utsattas?|kvinnans|hennes|hans|barnets|delvis{_GAP}ditt){_GAP}(?:eget|egen){_GAP}(?:fel|skuld)\b",
        rf"(?:hon|han|offret|kvinnan|den{_GAP}utsatta|du){_GAP}(?:borde|skulle){_GAP}(?:ju{_GAP})?ha{_GAP}(?:\w+{_GAP})?"
        r"(?:lämnat|anmält|sagt\W+(?:ifrån|nej)|vetat\W+bättre|kämpat|gjort\W+motstånd|gått\W+sin)",
        rf"(?:välj\w*|vald?e|valt){_GAP}att{_GAP}(?:stanna|bli|leva|gå)\w*{_between(3)}(?:trots|i){_GAP}(?:{_VIOLENCE})",
        rf"(?:stanna|blev|bli){_FORM}{_GAP}kvar{_between(2)}trots{_GAP}{_VIOLENCE}",
        rf"(?:bjöd|bjuder|bjudit){_GAP}in{_GAP}till{_GAP}(?:{_VIOLENCE}|det\b)",
        rf"(?:påstå(?:dd|tt)\w*|så{_GAP}kalla\w*){_GAP}(?:våldsutsatt|brotts?off|våldsoff|off(?:er|ret)|{_VIOLENCE})\w*",
    ),
)

_ANY_HARM = re.compile("|".join(one.written for one in HARMS))
"""Most texts hold none: one look instead of one for each kind."""
# «Det är aldrig hennes eget fel»: what is denied in the same sentence blames nobody.
_DENIED = re.compile(r"\b(?:inte|aldrig|ing(?:en|et|a)|knappast|fel att)\b[^.!?]*$")

# What holds no words of ours: what readers type, marks of other files, and names that the check knows by itself.
_NOT_SHOWN = (
    "data/synonyms.yml",
    "data/published.yml",
    "data/cited.yml",
    "data/checks.yml",
    "/signed.yml",
)
OUR_LANGUAGE = "sv"
# What is written as it is called elsewhere, and in the front matter of a page what no reader meets.
_NAMES = frozenset({"full_form", "printed", "names", "file", "url", "spdx"})
_SHOWN = 60
# Where a number is the record's own, written for reading.
_NUMBER_KEYS = frozenset({"phone", "phone_text"})
_MAIL_KEYS = frozenset({"value"})
"""Where a mailbox is the field's own."""
_LONG_NUMBER = re.compile(r"(?<![\d/.,–-])(?:\+\d{2}|0)[\d \u00a0\u202f()/–-]{5,}\d(?![\d/])")
# Short numbers are names too where everyone knows them (112, 1177); from five digits on they are numbers to call.
_SHORT = range(5, 7)
_BARE = re.compile(r"(?<![\w/.@\"'=(])(?:https?://|www\.)[\w-]+\.[^\s)>\"']+")
_ANY_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_MAIL = re.compile(r"(?<![\w.])([a-zåäö]+)[._-]([a-zåäö]{2,})\d*@([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


def check_wording(documents: Iterable[Document], handwritten: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each text of the data or of a hand-written page that harms, or holds a number or a person."""
    documents = list(documents)
    short = {number for one in documents if isinstance(one.value, list) for number in _short_numbers(one.value)}
    spaced = "|".join(" ?".join(number) for number in sorted(short))
    numbers = re.compile(rf"(?<!\d)(?:{spaced})(?!\d)") if short else None
    hosts = frozenset(host for one in documents for host in _hosts(one))

    for path, line_of, text, key, own in _texts(documents, handwritten):
        is_number = key in _NUMBER_KEYS
        if not _is_sound(text, own, numbers, is_number=is_number):
            for start, message in (*_faults(text, numbers, is_number=is_number), *_foreign(own)):
                yield Problem(path, line_of(start), message)
        for found in _ANY_MAIL.finditer(text) if "@" in text and key not in _MAIL_KEYS else ():
            if not _ends_with(found[1].casefold(), hosts):
                message = _("{mail} is the address of nobody whose pages the site links to; take it out", mail=found[0])
                yield Problem(path, line_of(found.start()), message)
        for start, message in _bare(own) if path.startswith("docs/") else ():
            yield Problem(path, line_of(start), message)


@functools.lru_cache(maxsize=20_000)
def _is_sound(text: str, own: str, short: re.Pattern[str] | None, *, is_number: bool) -> bool:
    """Whether a text has no fault; each is looked at once: most stand twice, and have not changed since last."""
    return not any((*_faults(text, short, is_number=is_number), *_foreign(own)))


def faults_in(text: str) -> list[Said]:
    """Give what is wrong with the words of one text, as they are typed: what the whole check would say of them."""
    return [message for _place, message in (*_faults(text, None, is_number=False), *_foreign(text))]


def harms_in(text: str) -> Iterator[tuple[Harm, re.Match[str]]]:
    """Yield each place of a text, in small letters, whose words harm, with what kind it is."""
    small = text.lower()  # the patterns are in small letters: to look for both takes twice the time
    for harm in HARMS if _ANY_HARM.search(small) else ():
        for found in harm.pattern.finditer(small):
            if harm.name != BLAME or not _DENIED.search(small, 0, found.start()):
                yield harm, found


def _texts(
    documents: Iterable[Document], handwritten: Mapping[str, str]
) -> Iterator[tuple[str, Callable[[int], int], str, str, str]]:
    """Yield the texts that readers meet as (path, line of a place in it, text, key in the data, what must be Swedish).

    A record that says its `language` is not held to ours, nor is a text of a page that has a `lang` of its own.
    """
    for document in documents:
        if document.path.endswith(_NOT_SHOWN):
            continue
        for location, value in document.texts:
            key = next((step for step in reversed(location) if isinstance(step, str)), "")
            whose = document.value[location[0]] if location and isinstance(location[0], int) else document.value
            theirs = isinstance(whose, dict) and whose.get("language", OUR_LANGUAGE) != OUR_LANGUAGE
            line_of = functools.partial(document.line_in, location)
            yield document.path, line_of, value, key, "" if theirs or key in _NAMES else value
    for uri, text in handwritten.items():
        plain = _MARKS.sub(_blank, text)
        own = _MARKS.sub(_blank, _OTHER_LANGUAGE.sub(_blank, text))
        yield f"docs/{uri}", lambda start, text=text: text.count("\n", 0, start) + 1, plain, "", own  # type: ignore[misc]


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


# Macros, marks of Markdown, tags and the targets of links that are no numbers: words on both sides are one sentence.
_OTHER_LANGUAGE = re.compile(
    r"<(\w+)[^>]*\blang=[\"']?(?!sv)[^>]*>.*?</\1>|^[^\n]*\n?[^\n]*\{[^}\n]*\blang=[\"']?(?!sv)[^}\n]*\}|^(`{3}|~{3}).*?^\2|`[^`\n]+`",
    re.DOTALL | re.MULTILINE,
)
_MARKS = re.compile(r"\{\{.*?\}\}|\]\((?!tel:)[^)\s]*\)|</?[a-zA-Z][^>\n]*>|[*_`\[\]]")


def _hosts(document: Document) -> Iterator[str]:
    """Yield the hosts of the links of a register, without «www»."""
    for record in document.value if isinstance(document.value, list) else ():
        if isinstance(record, dict) and isinstance(url := record.get("url"), str):
            yield url.partition("://")[2].partition("/")[0].casefold().removeprefix("www.")


def _ends_with(host: str, hosts: frozenset[str]) -> bool:
    """Whether a host is one of some, or lies below one."""
    parts = host.split(".")
    return any(".".join(parts[place:]) in hosts for place in range(len(parts) - 1))


def _short_numbers(records: list[Any]) -> Iterator[str]:
    for record in records:
        phone = record.get("phone") if isinstance(record, dict) else None
        if isinstance(phone, str) and phone.isdecimal() and len(phone) in _SHORT:
            yield phone


def _faults(text: str, short: re.Pattern[str] | None, *, is_number: bool) -> Iterator[tuple[int, Said]]:
    for harm, found in harms_in(text):
        words = " ".join(text[found.start() : found.end()].split())
        yield found.start(), _("«{words}» ({kind}): {instead}", words=words, kind=_(harm.name), instead=_(harm.instead))
    if not is_number:
        long = [one for one in _LONG_NUMBER.finditer(text) if _can_be_called(one[0])]
        for found in (*long, *(short.finditer(text) if short else ())):
            message = _(
                "the telephone number {number} stands in running text; give the id of its record instead",
                number=found[0],
            )
            yield found.start(), message
    for found in _MAIL.finditer(text):
        if not {found[1].casefold(), found[2].casefold()} & {*re.split(r"\W", found[3].casefold())}:
            yield (
                found.start(),
                _("{mail} is a person's address; give that of the place where they work", mail=found[0]),
            )


def _foreign(text: str) -> Iterator[tuple[int, Said]]:
    for start, words in foreign_in(text):
        shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
        yield start, _("«{words}» is not Swedish; write it in Swedish", words=shown)


def _bare(text: str) -> Iterator[tuple[int, Said]]:
    for found in _BARE.finditer(text):
        message = _(
            "'{address}' stands in running text, and nobody can follow it; add it to data/links.yml and write "
            "the macro link",
            address=found[0],
        )
        yield found.start(), message


def _can_be_called(words: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(words, "SE"))
    except phonenumbers.NumberParseException:
        return False
