"""How pages say things: not found, log in, you are a robot, this domain is for sale.

What comes in is a title, a heading or a sentence; what goes out is whether it *states* one of these. A sentence must be the
statement and nothing else, so a page that only talks about the words «sidan kunde inte hittas» is left alone.
"""

# ruff: noqa: E501, ISC004 - a pattern is read as one
from __future__ import annotations

import re
import unicodedata

_QUOTES = "\"'«»“”„‘’‹›`"
_NOUN = (
    r"(?:(?:web|webb)?sidan|sida|webbplatsen|innehallet|dokumentet|artikeln|lanken|adressen|url:?en|filen|resursen|objektet|"
    r"evenemanget|kursen|utbildningen|videon|filmen|klippet|nyheten|inlagget|tjansten|produkten|posten|annonsen|bilden|visningen)"
)
_WANTED = (
    r"(?: (?:som )?(?:du|ni) (?:sokte|soker|letade|letar|forsokte|forsoker|begarde|begart|ville|vill|onskade|angav|skrev|klickade)"
    r"(?: (?:efter|na|besoka|se|visa|oppna|komma till|in|pa|att|ga till))*)?"
)
_POLITE = r"(?: (?:tyvarr|langre|har|dar|kvar|just nu|nu|pa (?:den har )?(?:webbplatsen|adressen|sajten|servern)))*"
_ALSO_SV = (
    r"(?:,? (?:eller|och)(?: (?:har|ha|kan ha|kanske|att den|den|att|sa|ar|blivit))* (?:aldrig funnits|tagits bort|flyttats|flyttat|raderats|"
    r"bytt adress|bytt namn|fatt (?:en )?(?:ny|annan) adress|borttagen|flyttad|inte langre finns|finns inte(?: langre)?|"
    r"inte langre (?:ar )?tillganglig|avpublicerats|raderad))*"
)
_GONE_SV = (
    rf"(?:(?:kunde|kan|gick|gar){_POLITE} (?:inte|ej){_POLITE} (?:att )?(?:hittas|hitta|visas|nas|na|oppnas)|"
    rf"(?:finns|existerar|fanns){_POLITE} (?:inte|ej)|verkar{_POLITE} (?:inte|ej){_POLITE} (?:finnas|existera)|"
    rf"hittades{_POLITE} (?:inte|ej)|hittas{_POLITE} (?:inte|ej)|saknas|"
    r"(?:har|kan ha|verkar ha|ar|verkar vara|kan vara)(?: (?:blivit|antingen|tyvarr))* "
    r"(?:tagits bort|flyttats|flyttat|raderats|avpublicerats|utgatt|upphort|borttagen|borttaget|flyttad|flyttat|raderad|raderat|"
    r"bytt adress|fatt (?:en )?ny adress|inte (?:langre )?tillganglig(?:t)?|ej (?:langre )?tillganglig(?:t)?))"
    rf"{_POLITE}{_ALSO_SV}"
)
_THING_EN = (
    r"(?:the |this |that |your |requested |web)*(?:page|url|file|document|resource|content|site|article|video|link|address|item|"
    r"course|event|post)"
)
_WANTED_EN = (
    r"(?: (?:that )?(?:you(?:'re|re| are| were|'ve|ve| have)? ?(?:requested|looking for|searching for|trying to (?:reach|access|view|"
    r"open|find|visit)|tried to (?:reach|access|view|open)|followed|entered|clicked)))?"
)
_GONE_EN = (
    r"(?:(?:(?:was|is|were|are) )?not found|(?:can ?not|can'?t|could not|couldn'?t) be (?:found|displayed|located|reached)|"
    r"(?:does not|doesn'?t|no longer|does no longer) exists?(?: anymore| any more)?|"
    r"(?:is|may be|might be|isn'?t|is no|are)(?: (?:not|no))?(?: longer)?(?: (?:available|missing|gone|here|unavailable))(?: anymore)?|"
    r"(?:has|have|may have|might have) (?:been )?(?:moved|removed|deleted|renamed|expired)(?:,? had its name changed,?)?"
    r"(?:,? (?:or|and) (?:(?:has|have|may have|might have) )?(?:been )?(?:moved|removed|deleted|renamed|no longer exists?|had its name changed|"
    r"does not exist|doesn'?t exist|is (?:temporarily )?(?:unavailable|no longer available)|never existed))*|not available|unavailable)"
)
_CODE = r"(?:(?:http|https|error|fel|felkod|status|statuskod|code|felmeddelande)[ -]*)*4(?:04|10)(?:\.[0-9]{1,2})?(?: ?(?:error|fel|page|sida|status))?"
_SENTENCES = [
    rf"(?:(?:den|det|de) (?:har )?|denna |{_CODE} )?(?:begarda |efterfragade |sokta )?{_NOUN}{_WANTED}{_POLITE} {_GONE_SV}{_POLITE}(?: 404)?",
    rf"(?:vi |det |jag )?(?:kan|kunde|hittar|hittade|lyckades|gar|gick|kommer)(?: (?:vi|tyvarr|det|att|ju))* (?:inte|ej)(?: (?:tyvarr|att))*"
    rf"(?: (?:hitta|visa|oppna|finna|na))?(?: (?:den|det|nagon|nagot))?(?: har)? {_NOUN}{_WANTED}{_POLITE}",
    rf"(?:ingen|inga) (?:sida|sidor|webbsida|artikel|dokument)(?: med (?:den|denna) adress(?:en)?)?{_WANTED} (?:hittades|finns|kunde hittas){_POLITE}",
    r"(?:det )?(?:finns|fanns) (?:tyvarr )?(?:ingen|inga) (?:sida|sidor|webbsida)(?: (?:har|pa (?:den har |denna )?adress(?:en)?|"
    r"med (?:den|denna) adress(?:en)?|som heter sa))?",
    rf"{_NOUN} (?:inte hittad|ej funnen|inte tillganglig|ej tillganglig|borttagen|saknas|hittas ej|finns ej)",
    r"(?:har|det har) (?:finns|fanns) (?:det )?(?:inget|ingenting)(?: att se)?",
    r"du har (?:kommit|hamnat) (?:till|pa) en sida som (?:inte finns|har tagits bort|inte langre finns)(?: langre)?",
    r"(?:du har (?:foljt|klickat pa)|det har ar) en (?:trasig|felaktig|bruten|dod) lank",
    rf"(?:{_CODE} )?{_THING_EN}{_WANTED_EN} {_GONE_EN}(?: on this (?:server|site|website))?(?: 404)?",
    rf"(?:we |i )?(?:can ?not|can'?t|could not|couldn'?t|are unable to|were unable to|did not|didn'?t|unable to)(?: seem to)? (?:find|locate|display) "
    rf"{_THING_EN}{_WANTED_EN}",
    r"(?:it looks like )?nothing (?:was |could be )?(?:found|here)(?: (?:at|on|in) this (?:location|address|page))?",
    r"(?:no|there is no|there'?s no) (?:such )?(?:page|content|document|file|article)(?: (?:was )?(?:found|here|at this address|exists))?",
    rf"{_CODE}[ -]*(?:not found|page not found|file not found|hittades inte|hittas inte|ej funnen|finns inte)",
    r"(?:object|resource|path|route|requested url|http) not found",
    r"not found",
    r"siden (?:ble|blev) ikke (?:funnet|fundet)|(?:vi )?(?:fant|fandt|finner) ikke siden|siden (?:finnes|findes|eksisterer) ikke(?: lenger| langere)?",
    r"sivua ei (?:loytynyt|loydy)|(?:die )?seite (?:wurde )?(?:nicht|leider nicht) gefunden|page (?:non trouvee|introuvable)",
]
_NOT_FOUND = re.compile("|".join(f"(?:{sentence})" for sentence in _SENTENCES))
_MOVED = re.compile(
    rf"(?:(?:den|denna|det) (?:har )?)?(?:vi|{_NOUN}) (?:har|ar)(?: (?:nu|tyvarr))* (?:flyttats|flyttat|flyttad|bytt adress|fatt (?:en )?ny adress)"
    rf"(?: (?:till|hit).{{0,60}})?|(?:this |the )?(?:page|site|website) has (?:been )?moved(?: to.{{0,60}})?|we(?: have|'ve) moved"
)
_BARE_CODE = re.compile(rf"{_CODE}|[45]\d\d")
_NEUTRAL = re.compile(
    r"(?:oj+|oj da|ojsan|hoppsan|ojda|aj|aj da|aj aj|tyvarr|sorry|we'?re sorry|oops|ops|whoops|uh oh|attans|fel|error|server error|serverfel|har blev det fel|det blev fel|hmm+|"
    r"vi beklagar|beklagar|ursakta|forlat|forlat oss|ett fel|ett fel (?:har )?(?:uppstod|uppstatt|intraffade|intraffat)|"
    r"(?:nagot|nanting) (?:gick|blev) (?:fel|snett|tokigt)|att|men|felmeddelande|an error occurred|something went wrong|ack nej|nej)"
)

_LOGIN = re.compile(
    r"(?:logga in|inloggning|login|log in|log-in|sign in|sign-in|logon|log on|inloggning kravs|valj inloggning(?:smetod|ssatt)?|"
    r"(?:logga in|log in|sign in|login|inloggning)(?: (?:pa|till|med|for|via|to|with|into|i|har|in))+ .{1,50}|"
    r"(?:du|ni) (?:maste|behover)(?: vara)? (?:logga in|inloggad).{0,60}|please (?:log|sign) in.{0,50}|"
    r"(?:you )?(?:must|need to) (?:log|sign) in.{0,50}|legitimera dig.{0,40}|identifiera dig.{0,40}|"
    r"valj (?:hur du vill |satt att )?(?:logga in|legitimera dig|inloggning)|(?:authentication|login|sign-in) required|"
    r"(?:ange|skriv in) (?:ditt )?(?:anvandarnamn|losenord).{0,50}|enter your (?:username|password|credentials).{0,40}|"
    r"(?:sidan|innehallet|dokumentet) (?:kraver|ar skyddad(?:e|t)? (?:med|av)) (?:inloggning|losenord|ett losenord))"
)
_WALL = re.compile(
    r"(?:just a moment|one moment,? please|ett ogonblick|vanta(?: ett ogonblick)?|attention required|access (?:to this page )?(?:has been )?denied|"
    r"pardon our interruption|are you (?:a |an )?(?:human|robot|real person)|(?:please )?verify(?:ing)?(?: that)? you are (?:a )?human.{0,60}|"
    r"(?:verify|confirm) (?:that )?you(?:'re|re| are) (?:a human|human|not a (?:ro)?bot).{0,40}|i'?m not a robot|"
    r"(?:we are )?checking (?:if the site connection is secure|your browser.{0,60})|security (?:check|verification|challenge).{0,30}|"
    r"(?:performing|completing) security verification|(?:bot|robot|human|browser) (?:check|verification|challenge)|ddos[ -]?guard|one more step|please wait|"
    r"making sure you'?re not a bot|(?:ar|er) du (?:en )?(?:robot|manniska|en riktig manniska)|bekrafta att du (?:ar|inte ar) .{1,40}|"
    r"(?:vi )?(?:kontrollerar|verifierar) (?:att du|om du|din webblasare|din anslutning).{0,60}|sakerhetskontroll|request (?:rejected|blocked|unsuccessful)|"
    r"the requested url was rejected.{0,60}|"
    r"(?:please )?(?:enable|turn on) (?:js|javascript) and (?:cookies|disable any ad blocker).{0,40}|(?:please )?enable cookies|"
    r"(?:aktivera|sla pa) javascript och (?:cookies|kakor).{0,50}|(?:du|din ip-adress) har (?:blivit )?(?:blockerats|blockerad|sparrats)|"
    r"(?:atkomst|tilltrade|begaran) (?:nekad|nekades|nekas|avvisad|blockerad)|sorry,? you have been blocked|you have been blocked|(?:re)?captcha|"
    r"(?:403 )?forbidden|403|unusual traffic.{0,60}|(?:vi har (?:upptackt|marko) )?ovanlig trafik.{0,60}|403[ -]+forbidden|access to .{1,40} was denied|"
    r"error 10(?:05|06|09|10|12|15|20))"
)
_PARKED = re.compile(
    r"(?:(?:this |the )?(?:domain|domain name|website|web ?site)(?: [a-z0-9.-]+)? (?:is|may be|might be)(?: now)? (?:for sale|parked|expired)"
    r".{0,60}|(?:buy|purchase) this (?:domain|website).{0,30}|.{0,60}\b(?:domain|doman(?:en|namnet)?) (?:is )?(?:for sale|till salu).{0,30}|"
    r"[a-z0-9.-]+\.[a-z]{2,} (?:is for sale|ar till salu|is parked|ar parkerad).{0,30}|parked (?:domain|page).{0,40}|domain (?:parking|parked).{0,40}|"
    r"(?:denna |den har |det har )?(?:doman|domanen|domannamnet|webbplatsen)(?: [a-z0-9.-]+)? (?:ar )?(?:parkerad|till salu|registrerad|ledig|sparrad|"
    r"avstangd|inaktiverad).{0,60}|parkerad (?:doman|sida|hos .{1,30})|future home of .{1,60}|welcome to nginx|.{0,20}apache2?.{0,20} default page.{0,20}|"
    r"it works|iis windows(?: server)?|(?:this )?account (?:has been )?suspended|default (?:web ?site|plesk|server)? ?page|"
    r"webbhotellet ar avstangt|(?:this )?(?:site|website) (?:has been )?(?:suspended|disabled).{0,30}|hello world)"
)
_FAULT = re.compile(
    r"(?:(?:vi har )?(?:tillfalligt )?(?:stangt|stangd|nere)(?: for)? (?:underhall|service|uppdatering).{0,40}|planerat underhall|underhallsarbete(?: pagar)?|underhall pagar|"
    r"(?:webb|hem)?(?:platsen|sidan|sajten|tjansten|systemet|servern|portalen)(?: (?:ar|ligger)) (?:just nu |tillfalligt )?(?:nere|stangd|stangt|ur funktion|otillganglig)(?: for underhall| just nu)?|"
    r"(?:site )?(?:under |scheduled |down for )?maintenance(?: mode)?|briefly unavailable for scheduled maintenance.{0,40}|"
    r"(?:ett|nagot)(?: ovantat| tekniskt| internt)? fel (?:har )?(?:uppstod|uppstatt|intraffade|intraffat|uppkom).{0,40}|nagot (?:gick|blev) (?:fel|snett|tokigt)|"
    r"(?:an )?(?:unexpected |unknown |internal )?error (?:has )?occurred.{0,40}|something went wrong|(?:error |http )?(?:5\d\d)?[ -]*(?:internal server error|"
    r"service (?:temporarily )?unavailable|bad gateway|gateway time-?out)|(?:error |fel |http )?50[0-4](?: error)?|internt serverfel|serverfel|tekniskt fel|"
    r"application error.{0,60}|database (?:connection )?error.{0,40}|error establishing (?:a )?database connection|runtime error|server error(?: in .{1,40})?|"
    r"(?:php )?fatal error.{0,200}|det har (?:uppstatt|intraffat|blivit) ett .{0,20}fel.{0,40})"
)
_SPAM = re.compile(
    r"\b(?:n?at-?casino[ns]?|casino(?:n|s|bonus)?|free ?spins|online slots?|slot gacor|betting ?bonus|viagra|cialis|porn|escorts?)\b"
)
_SPAM_CURE = re.compile(
    r"spel(?:problem|beroende|missbruk|stopp|paus)|stod|hjalp|gambling|support|help|halsa|beroende|myndighet"
)


def fold(text: str, longest: int = 2000) -> str:
    """Lower case without accents, curly quotes or runs of space."""
    text = unicodedata.normalize("NFKD", text[:longest].replace("ø", "o").replace("æ", "a")).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub("[’‘`´]", "'", text)
    return re.sub(r"\s+", " ", re.sub("[–—−]", "-", text)).strip()


def parts(text: str) -> list[str]:
    """Return a title or heading cut where sites put their separators, each part folded and without outer punctuation."""
    folded = fold(re.sub(r"[()\[\]]", " | ", text))
    cut = re.split(r"\s*[|•·»«:!?/]+\s*|\s+-+\s+|\s*\.{2,}\s*|(?<=\w)\.\s+|\s*[.…]$|\s-|-\s", folded)
    return [part for part in (_trimmed(piece) for piece in cut) if part]


def sentences(block: str) -> list[str]:
    """Return a paragraph's sentences, folded; what stands in quotation marks is somebody else's statement and left out."""
    if block.strip()[:1] in set(_QUOTES):
        return []
    cut = re.split(r"(?<=[.!?:;…])\s+|\s+\|\s+|\s+[–—-]\s+", block[:600])
    return [s for s in (_trimmed(fold(piece)) for piece in cut if piece.strip()[:1] not in set(_QUOTES)) if s]


def _trimmed(folded: str) -> str:
    return re.sub(
        r"^[^\w]+|[^\w]+$",
        "",
        re.sub(
            r"^(?:oj|hoppsan|ojda|tyvarr|sorry|oops|ops|whoops|vi beklagar|beklagar)[,!.: ]+(?:men |att |but )?",
            "",
            folded,
        ),
    )


def says_not_found(sentence: str) -> bool:
    """Whether a folded sentence states that the page is not there."""
    return len(sentence) < 200 and bool(_NOT_FOUND.fullmatch(sentence)) and not _MOVED.fullmatch(sentence)


def title_says_not_found(title: str) -> bool:
    """Whether one part of a page title is the statement itself (a bare 404 is not enough)."""
    return any(says_not_found(part) for part in parts(title))


def heading_says_not_found(heading: str) -> bool:
    """Whether a heading is the statement and nothing but it."""
    if heading.strip()[:1] in set(_QUOTES):
        return False
    if says_not_found(_trimmed(fold(heading))):
        return True
    pieces = [p for p in parts(heading) if not _NEUTRAL.fullmatch(p)]
    told = [p for p in pieces if says_not_found(p) or _BARE_CODE.fullmatch(p)]
    return bool(told) and len(told) == len(pieces) and any(p[-3:] in {"404", "410"} or says_not_found(p) for p in told)


def is_bare_code(heading: str) -> bool:
    """Say whether a heading is an error's number and nothing more, as the heading of an article about it also is."""
    pieces = parts(heading)
    return bool(pieces) and all(_BARE_CODE.fullmatch(p) for p in pieces)


def is_neutral_heading(heading: str) -> bool:
    """Whether a heading only regrets something, or is a bare error code."""
    pieces = parts(heading)
    return all(_NEUTRAL.fullmatch(p) or _BARE_CODE.fullmatch(p) for p in pieces)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    if text.strip()[:1] in set(_QUOTES):
        return False
    return pattern.fullmatch(_trimmed(fold(text))) is not None or any(pattern.fullmatch(p) for p in parts(text))


def says_login(text: str) -> bool:
    """Whether a title or heading asks the visitor to log in."""
    return _says(_LOGIN, text)


def says_wall(text: str) -> bool:
    """Whether a title or heading is that of a wall against robots."""
    return _says(_WALL, text)


def says_moved(text: str) -> bool:
    """Say whether a title or heading tells that the page is elsewhere now."""
    return _says(_MOVED, text)


def says_parked(text: str) -> bool:
    """Whether a title or heading is that of a domain nobody uses."""
    return _says(_PARKED, text)


def says_fault(text: str) -> bool:
    """Whether a title or heading speaks of maintenance or an inner error."""
    return _says(_FAULT, text)


def says_spam(text: str, promised: str) -> bool:
    """Whether a title sells what lapsed domains are bought to sell, and the link did not promise it."""
    folded = fold(text)
    return bool(_SPAM.search(folded)) and not _SPAM_CURE.search(folded) and not _SPAM.search(fold(promised))
