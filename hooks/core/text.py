"""Text in, text out: Markdown escaping, readability, glossary terms in running text, Swedish order."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ESCAPES = str.maketrans(
    {sign: f"\\{sign}" for sign in "\\`*_{}["} | {"]": "&#93;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "&": "&amp;"}
)
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
# As MkDocs has it, so that both see the same.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_BLOCK_START = re.compile(r"^(?:[#+-]|\d+[.)])")
_NOT_ESCAPABLE = {":": "&#58;", "=": "&#61;", "~": "&#126;"}  # a backslash before these would be shown
LONG_WORD = 6
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)")
_QUOTED = re.compile(r"[”\"][^”\"]*[”\"]")


def paragraphs(text: str) -> list[str]:
    """Split text at its line breaks, each of which begins a new paragraph."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def split_front_matter(markdown: str) -> tuple[str, str]:
    """Split a Markdown file into its front matter, without the lines around it, and its text; "" where it has none."""
    found = _FRONT_MATTER.match(markdown)
    return (found[1], markdown[found.end() :]) if found else ("", markdown)


def first_sentence(text: str) -> str:
    """Give the first sentence of a text without its full stop, for a list that leads to the whole."""
    return paragraphs(text)[0].split(". ", 1)[0].rstrip(".")


def first_sentences(text: str, length: int) -> str:
    """Give as many whole sentences from the beginning of a text as fit in a length, but at least one."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    shown = sentences[0]
    for sentence in sentences[1:]:
        if len(shown) + 1 + len(sentence) > length:
            break
        shown = f"{shown} {sentence}"
    return shown


def softened(name: str) -> str:
    """Let the name of a department break before its last part where it stands narrow."""
    return name.replace("förvaltningen", "\u00adförvaltningen")


def number_words(number: int) -> str:
    """Give a small number as running text has it; figures from thirteen."""
    words = ["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
    return words[number] if number < len(words) else str(number)


def genitive(name: str) -> str:
    """Give a name as whose something is: an s after it, unless it ends as with one."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def lower_first(text: str) -> str:
    """Give text with its first letter small, to stand within a sentence."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Give text with a capital first letter."""
    return text[:1].upper() + text[1:]


def day_words(day: datetime.date) -> str:
    """Give a day in Swedish words, such as `22 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def escape_markdown(text: str) -> str:
    """Return plain text as one line of Markdown that shows just that text, whatever signs it holds."""
    escaped = " ".join(text.split()).translate(_ESCAPES)
    if escaped.endswith("#"):  # a number sign that ends a heading would be taken for its mark
        escaped = f"{escaped[:-1]}&#35;"
    if match := _BLOCK_START.match(escaped):
        last = match.end() - 1
        return f"{escaped[:last]}\\{escaped[last:]}"
    if escaped[:1] in _NOT_ESCAPABLE:
        return _NOT_ESCAPABLE[escaped[0]] + escaped[1:]
    return escaped


def swedish_order(text: str) -> tuple[str, str]:
    """Give a sort key for Swedish: case and accents aside, digits first, then A–Z, Å, Ä with Æ, Ö with Ø."""
    return _letters(text), text


def initial(text: str) -> str:
    """Give the letter that a text is listed under: A–Z, Å, Ä, Ö, 0–9 for digits, # for what has neither."""
    first = _letters(text)[:1]
    return "0–9" if first.isdigit() else _LISTED.get(first, first.upper()) or "#"


# Letters that are no letter with a mark, and what is written for them where they have no key: for lists and search.
BASE_LETTERS = dict(zip("æøœđðłıħŋŧƒə", "aooddlihntfa", strict=True)) | {"ß": "ss", "þ": "th"}
_SORTED = BASE_LETTERS | dict(zip("åäöæø", "{|}|}", strict=True))  # signs after z; none that a text holds is kept
_LISTED = dict(zip("{|}", "ÅÄÖ", strict=True))
_NOT_SORTED = re.compile(r"[^0-9a-z ]")


@functools.cache
def _letters(text: str) -> str:
    """Give a text as the letters and digits that it is sorted by."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(
        _SORTED.get(sign) or _NOT_SORTED.sub("", unicodedata.normalize("NFD", sign)) for sign in folded
    ).strip()


@dataclass(frozen=True)
class Readability:
    """LIX and what it was counted from."""

    words: int
    long_words: int
    sentences: int

    @property
    def lix(self) -> float:
        """Give LIX by Björnsson (1968): words per sentence plus the percentage of words of more than six letters."""
        if not self.words:
            return 0.0
        return self.words / self.sentences + 100 * self.long_words / self.words


def measure_readability(texts: Iterable[str], names: re.Pattern[str]) -> Readability:
    """Count words, long words and sentences of running text.

    Each text ends a sentence, and so does a colon before a list. Quoted names and what `names` matches in small letters
    (names of organisations, methods and documents, which the writer cannot choose) are left out, as are figures.
    """
    words = long_words = sentences = 0
    for text in texts:
        for part in paragraphs(text):
            own = names.sub(" ", _QUOTED.sub(" ", part).lower())
            for sentence in _SENTENCE_END.split(own):
                found = _WORD.findall(sentence)
                words += len(found)
                long_words += sum(len(word.replace("-", "")) > LONG_WORD for word in found)
                sentences += bool(found)
    return Readability(words, long_words, sentences)


def hardest_sentence(texts: Iterable[str], names: re.Pattern[str]) -> str:
    """Give the sentence, as it is written, that is the hardest to read alone; '' where there is none."""
    sentences = [one.strip() for text in texts for part in paragraphs(text) for one in _SENTENCE_END.split(part)]
    return max(sentences, key=lambda one: measure_readability([one], names).lix, default="")


def compile_phrases(phrases: Iterable[str], *, genitive: bool = False, small: bool = False) -> re.Pattern[str]:
    """Give a pattern that finds any of the phrases as whole words, the longest first, case aside.

    One for texts in `small` letters alone takes a fourth of the time.
    """
    ordered = sorted({phrase.casefold() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    if not ordered:
        return re.compile(r"(?!)")
    alternatives = "|".join(re.escape(phrase) for phrase in ordered)
    return re.compile(
        rf"(?<![\w-])(?:{alternatives}){'s?' if genitive else ''}(?!\w)", re.NOFLAG if small else re.IGNORECASE
    )


def split_first_uses(
    text: str, pattern: re.Pattern[str], seen: set[str], term_of: dict[str, str]
) -> Iterator[tuple[str, str | None]]:
    """Split text into (part, term id or None), a part with an id where a term of `term_of` is used for the first time.

    `pattern` finds the forms, `term_of` gives the id by casefolded form, `seen` is extended with the ids found.
    """
    position = 0
    for match in pattern.finditer(text):
        term = term_of.get(match[0].casefold())  # letters of other alphabets can match and still be another word
        if term is None or term in seen:
            continue
        seen.add(term)
        if match.start() > position:
            yield text[position : match.start()], None
        yield match[0], term
        position = match.end()
    if position < len(text):
        yield text[position:], None
