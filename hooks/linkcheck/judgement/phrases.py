"""What words say that structure cannot see: not found, log in, you are a robot, this domain is for sale.

What comes in is a title, a heading or a sentence; what goes out is whether it *states* one of these. A sentence says
that the page is not there when it speaks of a loss and every one of its words belongs to such statements, in whatever
order: a page that only talks about the words «sidan kunde inte hittas» says something else too.
"""

# ruff: noqa: E501 - a list of words is read as one
from __future__ import annotations

import functools
import re
import unicodedata

_QUOTES = frozenset("\"'«»“”„‘’‹›`")
_REGRET = (
    "oj+(?:da|san|sann)?|hoppsan|aj|da|tyvarr|sorry|oops|whoops|u?ops|ups|uh|oh|attans|hmm+|ack|nej|no|men|but|att|vi|we|we're|beklag(?:ar|er)|ursakta|forlat|"
    "unnskyld|undskyld|desvarre|dessverre|oss|ett|en|an|nagot|nanting|noget|noe|something|unfortunately|gick|gikk|blev|ble|went|wrong|fel|feil|fejl|snett|tokigt|galt|har|det|"
    "error|server(?:fel)?|uppstod|uppstatt|intraffade|intraffat|occurred|felmeddelande|felkod|kod|code|status(?:kod)?|https?"
)
_THING = (
    "(?:webb?)?sidan?|sidor|siden?|webb?platsen|sajten|innehall(?:et)?|dokument(?:et)?|artikeln?|lank(?:en)?|adressen?|(?:web)?adress|url(?:en|:en)?|filen?|resursen|objektet|"
    "evenemanget|kursen|utbildningen|videon|filmen|klippet|nyheten|inlagget|tjansten|produkten|posten|annonsen|bilden|visningen|innholdet|indholdet|"
    "(?:web)?pages?|file|document|resource|content|(?:web)?site|article|video|link|address|item|course|event|post|object|path|route|location|nothing|inget|ingenting|ingenting"
)
_LOST = (
    "saknas|borttag\\w+|tagits|raderat?s?|avpubliceras?t?s?|upphort|utgatt|forsvunnit|trasig|felaktig|bruten|dod|missing|gone|removed|deleted|expired|unavailable|broken|"
    "slettet|fjernet|fjernes|otillganglig|utilgjengelig|utilgangelig"
)
_NOT = "inte|ej|ikke|icke|ingen|inga|inget|ingenting|aldrig|not|no|nothing|never|cannot|can't|couldn't|doesn't|isn't|don't|didn't|unable|ingenstans|nowhere"
_FOUND = "finns|fanns|finnas|funnits|funnen|existera\\w*|hitta\\w*|finna|visas?|na|nas|oppnas?|tillganglig\\w*|finnes|findes|eksisterer|funnet|fundet|fandt|fant|find(?:e|er)?|finner?|found|exists?|available|located?|displayed|here|reached"
_FILLER = (
    "den|denna|detta|de|dette|denne|som|du|ni|jag|dig|sok(?:te|er)|letad?e?r?|leter|leder|let[ae]|efter|etter|forsok(?:te|er)|forsoger|provede|begarda?e?|begart|efterfragade|vill(?:e)?|onskade|angav|skrev|"
    "klickade|klickat|foljt|folgte|na|nas|besoka|se|oppna|komma|at|in|pa|till|ga|tilga|bli?vit|blitt|blevet|bort|kommit|hamnat|heter|ser|ut|sa|langre|lenger|langere|kvar|just|nu|har|hade|dar|servern|"
    "ha|kan|kunde|kunne|gar|lyckades|verkar|ar|er|vara|vare|and|och|eller|or|eller|antingen|enten|kanske|aldrig|flytta\\w*|flyttet|bytt|namn|navn|endret|ny|annan|moved|renamed|had|name|its|it|"
    "med|the|a|this|that|your|requested|web|you(?:'re|re|'ve)?|are|were|was|is|be|been|has|have|may|might|could|to|looking|looks|like|searching|for|trying|tried|reach|access|view|open|visit|followed|"
    "entered|clicked|does|do|did|longer|anymore|any|more|at|on|here|seem|us|i|there|there's|such|temporarily|what|hva|hvad|seems|angivna|tillfalligt|midlertidigt?|changed|permanently|permanent|sokta|nagon|there|any|din"
)
_CODE = r"(?:(?:http|https|error|fel|feil|fejl|felkod|status|statuskod|code|felmeddelande)[ -]*)*4(?:04|10)(?:\.[0-9]{1,2})?(?: ?(?:error|fel|page|sida|status))?"
_WORD = re.compile(rf"{_REGRET}|{_THING}|{_LOST}|{_NOT}|{_FOUND}|{_FILLER}|4(?:04|10)")
_IS_THING = re.compile(rf"\b(?:{_THING}|4(?:04|10)|not found|ikke fun[nd]et|(?:what you|det du|hva du|hvad du))\b")
_IS_LOSS = re.compile(rf"\b(?:{_LOST})\b|(?=.*\b(?:{_NOT})\b).*\b(?:{_FOUND})\b")
_RELATIVE = r"\w+ (?:som|der|that) (?:inte|ej|ikke|(?:is|are|was) not)\b"  # speaks of such pages, is none
_REGRETS = re.compile(rf"(?:(?:{_REGRET})\b[ ,'!.:-]*)+")
_MOVED = re.compile(
    r"(?:(?:den|denna|det|this|the) (?:har )?)?(?:vi|we|sidan|webb?platsen|page|site|website|siden)(?: (?:har|ar|er|has|have|been|nu|tyvarr|blitt|blevet|'ve))* "
    r"(?:flyttats|flyttat|flyttad|flyttet|moved|bytt adress|fatt (?:en )?ny adress)(?: (?:till|hit|to).{0,60})?|we've moved"
)
_BARE_CODE = re.compile(rf"{_CODE}|[45]\d\d")
_LOGIN = re.compile(
    r"(?:(?:du|ni|you|please|maste|behover|must|need|vara|to|valj|hur|vill|satt|att) ?)*(?:(?:logga|logg|log|sign)[ -]?(?:in|on)|inloggad|login|inloggning|innlogging)\w*\b.{0,60}|"
    r"(?:legitimera|identifiera) dig.{0,40}|(?:authentication|login|sign-in) required|"
    r"(?:ange|skriv in|enter) (?:(?:ditt|your) )?(?:anvandarnamn|losenord|username|password|credentials).{0,50}|"
    r"(?:du behover|you need) (?:behorighet|atkomst|permission|access).{0,30}|(?:begar|request|ask for) (?:atkomst|behorighet|access|permission).{0,40}|"
    r"(?:sidan|innehallet|dokumentet) (?:kraver|ar skyddad(?:e|t)? (?:med|av)) .{0,6}(?:inloggning|losenord)"
)
_WALL = re.compile(
    r"(?:(?:just a|one) moment.{0,10}|ett ogonblick|vanta.{0,16}|(?:please )?wait|attention required|access (?:to .{1,40} )?(?:was |has been )?denied|pardon our interruption|"
    r"(?:du star i|you are (?:now )?in (?:the |a )?)(?: ?ko|queue|line|waiting room).{0,30}|(?:virtual )?waiting room|kontrollerar din webblasare.{0,30}|"
    r"(?:are|ar|er) (?:you|du) (?:an? |en )?(?:riktig |real )?(?:ro?bot|human|person|manniska|menneske)|i'?m not a robot|(?:making|make) sure you're .{1,20}|"
    r"(?:please |we are |vi )?(?:(?:verify|confirm|check)(?:ing)?|bekrafta|kontrollerar|verifierar) (?:that |if |att |om )?(?:you|the site|din|du)\b.{0,60}|"
    r"(?:security|sakerhets|bot|robot|human|browser)[ -]?(?:check|verification|challenge|kontroll).{0,30}|(?:performing|completing) security verification|ddos[ -]?guard|one more step|"
    r"request (?:rejected|blocked|unsuccessful)|the requested url was rejected.{0,60}|(?:please )?(?:enable|turn on|aktivera|sla pa) (?:js|javascript) (?:and|och) .{0,50}|"
    r"(?:please )?enable cookies|(?:du|din ip-adress|(?:sorry,? )?you) (?:har |have )?(?:blivit |been )?(?:blockera[dt]s?|sparrats|blocked)|"
    r"(?:atkomst|tilltrade|begaran) (?:nekad|nekades|nekas|avvisad|blockerad)|(?:re)?captcha|(?:403[ -]+)?forbidden|403|.{0,25}(?:unusual traffic|ovanlig trafik).{0,60}|error 10(?:05|06|09|1[025]|20))"
)
_PARKED = re.compile(
    r".{0,60}\b(?:domain|domain name|website|web ?site|doman(?:en|namnet)?)(?: [a-z0-9.-]+)?(?: (?:is|may be|might be|ar))?(?: now)? (?:for sale|till salu|parked|parkerad|expired|registrerad|ledig|sparrad).{0,60}|"
    r"(?:buy|purchase) this (?:domain|website).{0,30}|[a-z0-9.-]+\.[a-z]{2,} (?:is for sale|ar till salu|is parked|ar parkerad).{0,30}|(?:parked (?:domain|page)|domain parking|parkerad (?:doman|sida|hos)).{0,40}|"
    r"(?:webbplatsen|webbhotellet|(?:this )?(?:site|website|account)) (?:has been |ar )?(?:suspended|disabled|avstang[dt]|inaktiverad|parkerad|till salu|sparrad).{0,30}|"
    r"future home of .{1,60}|welcome to nginx|.{0,20}apache2?.{0,20} default page.{0,20}|it works|iis windows(?: server)?|default (?:web ?site|plesk|server)? ?page|hello world"
)
_FAULT = re.compile(
    r"(?:.{0,30}(?:stangt|stangd|nere|down|closed)(?: tillfalligt)?(?: for)? (?:underhall|service|uppdatering|maintenance).{0,40}|planerat underhall|underhallsarbete(?: pagar)?|underhall pagar|"
    r"(?:webb|hem)?(?:platsen|sidan|sajten|tjansten|systemet|servern|portalen) (?:ar|ligger) (?:just nu |tillfalligt )?(?:nere|stang[dt]|ur funktion|otillganglig)(?: just nu)?|"
    r"(?:site )?(?:under |scheduled )?maintenance(?: mode)?|briefly unavailable.{0,60}|(?:ett|nagot)(?: ovantat| tekniskt| internt)? fel (?:har )?(?:uppstod|uppstatt|intraffa\w+|uppkom).{0,40}|"
    r"(?:vi ar |we'?ll be )?(?:strax tillbaka|(?:right )?back soon)|(?:vi|we)(?:'re| are)? (?:uppdaterar|updating|bygger om) (?:webbplatsen|sidan|sajten|hemsidan|(?:the|our|this) (?:web ?)?site)|"
    r"nagot (?:gick|blev) (?:fel|snett|tokigt)|(?:an )?(?:\w+ )?error (?:has )?occurred.{0,40}|something went wrong|(?:error |http |fel )*(?:50\d)?[ -]*(?:internal server error|"
    r"service (?:temporarily )?unavailable|bad gateway|gateway time-?out|50[0-4](?: error)?)|(?:internt serverfel|serverfel|tekniskt fel)|"
    r"(?:application|database|runtime|server|(?:php )?fatal)(?: connection)? error.{0,200}|error establishing .{0,60}|det har (?:uppstatt|intraffat|blivit) ett .{0,20}fel.{0,40})"
)
_SPAM = re.compile(
    r"\b(?:n?at-?casino[ns]?|casino(?:n|s|bonus)?|free ?spins|online slots?|slot gacor|betting ?bonus|viagra|cialis|porn|escorts?)\b"
)
_SPAM_CURE = re.compile(
    r"spel(?:problem|beroende|missbruk|stopp|paus)|stod|hjalp|gambling|support|help|halsa|beroende|myndighet"
)


@functools.lru_cache(maxsize=2000)
def fold(text: str, longest: int = 2000) -> str:
    """Lower case without accents, curly quotes or runs of space."""
    text = text[:longest]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = re.sub("[\u0300-\u036f]", "", text)
    return " ".join(text.casefold().split())


_PLAIN = str.maketrans(
    dict.fromkeys("’‘`´", "'") | dict.fromkeys("–—−", "-") | {"ø": "o", "Ø": "O", "æ": "a", "Æ": "A"}
)


@functools.lru_cache(maxsize=500)
def parts(text: str) -> list[str]:
    """Return a title or heading cut where sites put their separators, each part folded and without outer punctuation."""
    folded = fold(re.sub(r"[()\[\]]", " | ", text))
    cut = re.split(r"\s*[|•·»«:!?/]+\s*|\s+-+\s+|\s*\.{2,}\s*|(?<=\w)\.\s+|\s*[.…]$|\s-|-\s", folded)
    return [part for part in map(_trimmed, cut) if part]


@functools.lru_cache(maxsize=2000)
def sentences(block: str) -> list[str]:
    """Return a paragraph's sentences, folded; what stands in quotation marks is somebody else's statement and left out."""
    if block.strip()[:1] in _QUOTES:
        return []
    cut = re.split(r"(?<=[.!?:;…])\s+|\s+\|\s+|\s+[–—-]\s+", block[:600])
    return [s for s in (_trimmed(fold(piece)) for piece in cut if piece.strip()[:1] not in _QUOTES) if s]


def _trimmed(folded: str) -> str:
    return re.sub(r"^[^\w]+|[^\w]+$", "", folded)


@functools.lru_cache(maxsize=2000)
def says_not_found(sentence: str) -> bool:
    """Whether a folded sentence states that the page is not there."""
    if (
        len(sentence) > 200
        or re.match(_RELATIVE, sentence)
        or not _IS_THING.search(sentence)
        or not _IS_LOSS.search(sentence)
    ):
        return False
    return all(_WORD.fullmatch(word) for word in re.findall(r"[\w':]*\w", sentence)) and not _MOVED.fullmatch(sentence)


def title_says_not_found(title: str) -> bool:
    """Whether one part of a page title is the statement itself (a bare 404 is not enough)."""
    return any(says_not_found(part) for part in parts(title))


def heading_says_not_found(heading: str) -> bool:
    """Whether a heading is the statement and nothing but it."""
    if heading.strip()[:1] in _QUOTES:
        return False
    if says_not_found(_trimmed(fold(heading))):
        return True
    pieces = [piece for piece in parts(heading) if not _REGRETS.fullmatch(piece)]
    told = [p for p in pieces if says_not_found(p) or _BARE_CODE.fullmatch(p)]
    return bool(told) and len(told) == len(pieces) and any(p[-3:] in {"404", "410"} or says_not_found(p) for p in told)


def is_bare_code(heading: str) -> bool:
    """Say whether a heading is an error's number and nothing more, as the heading of an article about it also is."""
    pieces = parts(heading)
    return bool(pieces) and all(_BARE_CODE.fullmatch(p) for p in pieces)


def is_neutral_heading(heading: str) -> bool:
    """Whether a heading only regrets something, or is a bare error code."""
    return all(_REGRETS.fullmatch(p) or _BARE_CODE.fullmatch(p) for p in parts(heading))


def _says(pattern: re.Pattern[str], text: str) -> bool:
    if text.strip()[:1] in _QUOTES:
        return False
    return any(pattern.fullmatch(p) for p in [_trimmed(fold(text)), *parts(text)])


says_login = functools.partial(_says, _LOGIN)
says_wall = functools.partial(_says, _WALL)
says_moved = functools.partial(_says, _MOVED)
says_parked = functools.partial(_says, _PARKED)
says_fault = functools.partial(_says, _FAULT)


def says_spam(text: str, promised: str) -> bool:
    """Whether a title sells what lapsed domains are bought to sell, and the link did not promise it."""
    folded = fold(text)
    return bool(_SPAM.search(folded)) and not _SPAM_CURE.search(folded) and not _SPAM.search(fold(promised))
