# ruff: noqa: D103, E501 - the name of a test says what it holds, cases are read by the line
"""What pages with status 200 really are: read and judged without any network."""

from __future__ import annotations

import pytest

from linkcheck.judgement.judge import judge
from linkcheck.judgement.markup import Page
from linkcheck.judgement.seen import Body, Hop, Kind, Seen, Trouble, Way
from linkcheck.links import Link
from linkcheck.verdicts import Judgement

PAGES = [
    (
        "ok",
        "<html><head><title>Frågor och svar</title></head><body><h1>Frågor och svar</h1><h2>Sidan kunde inte hittas</h2><p>Om du får meddelandet 'Sidan kunde inte hittas' har sidan flyttats. Prova att söka.</p></body></html>",
    ),
    (
        "ok",
        "<title>HTTP 404 – Wikipedia</title><h1>HTTP 404</h1><p>HTTP 404 eller Not Found är en HTTP-statuskod som visar att klienten kunde kommunicera med servern men att servern inte kunde hitta det som begärts. "
        + "Mer text om detta. " * 60,
    ),
    (
        "ok",
        "<title>Om felsidor</title><h1>Om felsidor</h1><p>Sidan kunde inte hittas är ett vanligt fel på webben.</p>",
    ),
    (
        "ok",
        "<title>Kris</title><h1>Ring 112</h1><p>Sidan uppdateras. Dokumentet kunde inte hittas tidigare men finns nu.</p>",
    ),
    ("ok", "<title>Nyheter</title><h1>404 platser på boende</h1><p>Kommunen bygger.</p>"),
    (
        "ok",
        "<title>Logga in och se dina tider - 1177</title><h1>Så loggar du in</h1><p>"
        + "Så här gör du för att logga in. " * 30,
    ),
    ("ok", "<title>Stöd</title><header><a href='/login'>Logga in</a></header><h1>Stöd</h1><p>Kort.</p>"),
    ("ok", "<title>Stöd</title><nav>Logga in</nav><main><h1>Stöd</h1><p>Ring oss.</p></main><footer>404</footer>"),
    ("soft404", "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p>"),
    (
        "soft404",
        "<title>Sidan hittades inte - Region Skåne</title><h1>Sidan hittades inte</h1><p>"
        + "Vi har gjort om webbplatsen. " * 20,
    ),
    (
        "soft404",
        "<title>Region Skåne</title><div class=content><h2>Oj! Här blev det fel</h2><p>Sidan du söker finns inte.</p></div>",
    ),
    (
        "soft404",
        "<html><body><div id='main'><h1>Oops!</h1><h2>404 - Page not found</h2><p>The page you are looking for might have been removed, had its name changed or is temporarily unavailable.</p></div></body></html>",
    ),
    ("soft404", "<title>Mind</title><h1>Vi hittar inte sidan du letar efter</h1><p>Kanske har den flyttat.</p>"),
    (
        "soft404",
        "<title>Fel</title><h1>Ett fel har uppstått</h1><p>Sidan du försökte nå finns inte. Kontrollera adressen.</p>",
    ),
    ("soft404", "<h1>Sidan kunde inte hittas!</h1>"),
    ("soft404", "<title>Sidan kunde inte hittas</title><body>Sidan kunde inte hittas</body>"),
    (
        "soft404",
        "<title>Sidan finns inte | Kommunen</title><body><header><h1>Kommunen</h1></header><main><p>Sidan du sökte finns inte eller har flyttats.</p></main>",
    ),
    ("soft404", "<title>Sök</title><h1>Tyvärr, sidan finns inte längre</h1><form><input name=q></form>"),
    (
        "soft404",
        "<title>Error 404 (Not Found)!!1</title><p><b>404.</b> <ins>That’s an error.</ins><p>The requested URL /x was not found on this server. <ins>That’s all we know.</ins>",
    ),
    (
        "soft404",
        "<title>IIS 10.0 Detailed Error - 404.0 - Not Found</title><h1>Server Error</h1><h3>HTTP Error 404.0 - Not Found</h3><p>The resource you are looking for has been removed, had its name changed, or is temporarily unavailable.</p>",
    ),
    ("soft404", "<title>Untitled</title><p>Artikeln du söker finns inte kvar.</p>"),
    ("soft404", "<title>Kursen hittades inte</title><h1>Kursen hittades inte</h1>"),
    ("soft404", "<title>YouTube</title><h1>Video unavailable</h1><p>This video isn't available anymore.</p>"),
    (
        "login",
        "<title>HBG Learns</title><h1>Välkommen till HBG Learns</h1><form><label>Användarnamn<input></label><label>Lösenord<input type='password'></label><button>Logga in</button></form>",
    ),
    ("login", "<title>Sign in to your account</title><div><form><input type=email><button>Next</button></form></div>"),
    ("login", "<title>Inloggning</title><h1>Logga in med BankID</h1><a href=#>Mobilt BankID</a>"),
    ("login", "<title>Intranätet</title><h1>Du måste logga in för att se sidan</h1>"),
    (
        "blocked",
        "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this on this server. Reference #18.2</p>",
    ),
    (
        "blocked",
        "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1><p>You are unable to access x.se</p>",
    ),
    (
        "blocked",
        "<html><head><title></title></head><body>Request unsuccessful. Incapsula incident ID: 123</body></html>",
    ),
    (
        "blocked",
        "<title>x.se</title><h1>x.se</h1><p>Verifying you are human. This may take a few seconds.</p><p>x.se needs to review the security of your connection before proceeding.</p>",
    ),
    (
        "blocked",
        "<html><head><title>Vänta...</title></head><body><p>Aktivera JavaScript och cookies för att fortsätta</p></body></html>",
    ),
    (
        "blocked",
        "<html><body><h1>Are you a robot?</h1><p>Please complete the captcha.</p><div class=g-recaptcha></div></body></html>",
    ),
    (
        "blocked",
        "<title>Säkerhetskontroll</title><body><p>Vi kontrollerar att du inte är en robot.</p><script></script></body>",
    ),
    ("suspect", "<title>x.se</title><h1>x.se</h1><p>This domain is for sale! Buy this domain.</p>"),
    ("suspect", "<title>x.se - Loopia</title><h1>Denna domän är parkerad hos Loopia</h1>"),
    ("suspect", "<title>Sidan har flyttat</title><h1>Sidan har flyttat</h1><p>Ny adress: y.se</p>"),
    (
        "ok",
        "<title>Chatta med oss</title><h1>Chatten är stängd</h1><p>Chatten är stängd just nu. Öppettider 19-22.</p>",
    ),
    ("ok", "<title>Jourtelefonen är stängd - Bris</title><h1>Jourtelefonen är stängd</h1><p>Öppettider.</p>"),
    ("ok", "<title>Forum</title><h1>Jag hittar inte hjälp</h1><p>Det finns ingen sida som handlar om detta.</p>"),
    (
        "ok",
        "<title>Boka tid</title><h1>Boka tid</h1><form><input name=x><input type=password name=pin></form><p>"
        + "Text om tider. " * 20,
    ),
]


def judged(
    html: str, url: str = "https://x.se/stod/anhorig", final: str = "", way: Way | None = None, access: str = "public"
) -> Judgement:
    """Judge a page that came from `url`, by one redirect where `way` is given."""
    hops = (Hop(url, way),) if way else ()
    seen = Seen(url, final or url, hops, 200, {"content-type": "text/html"}, Body.WHOLE, Kind.HTML, Page(html), html)
    return judge(Link("a", url, "Stöd till anhöriga", access=access), seen)


@pytest.mark.parametrize(("verdict", "html"), PAGES, ids=range(len(PAGES)))
def test_page(verdict: str, html: str) -> None:
    assert judged(html).verdict == verdict


TEXT = "<title>Stöd</title><h1>Stöd</h1><p>Här finns hjälp."


@pytest.mark.parametrize(
    ("url", "final", "way", "verdict"),
    [
        ("https://x.se/a", "https://x.se/konto/login", Way.TEMPORARY, "login"),
        ("https://x.se/a", "https://login.microsoftonline.com/common/oauth2/authorize?x", Way.PERMANENT, "login"),
        ("https://x.se/a", "https://idp.x.se/saml?SAMLRequest=x", Way.TEMPORARY, "login"),
        ("https://x.se/a", "https://login001.kommun.se/x", Way.PAGE, "login"),
        ("https://x.se/a", "https://x.se/sa-loggar-du-in/", Way.PERMANENT, "moved"),
        ("https://x.se/logga-in", "https://x.se/sv/logga-in", Way.PERMANENT, "moved"),
        ("https://x.se/a", "https://x.se/", Way.TEMPORARY, "suspect"),
        ("https://x.se/a", "https://x.se/?utm_source=x", Way.TEMPORARY, "suspect"),
        ("https://x.se/a", "https://x.se/index.html", Way.PERMANENT, "suspect"),
        ("https://x.se/?p=12", "https://x.se/", Way.PERMANENT, "suspect"),
        ("https://x.se/?utm_source=x", "https://x.se/", Way.PERMANENT, "moved"),
        ("https://x.se/a", "https://x.se/?page_id=4", Way.TEMPORARY, "ok"),
        ("https://x.se/", "https://www.x.se/sv/", Way.TEMPORARY, "ok"),
        ("https://x.se", "https://x.se/", Way.PERMANENT, "ok"),
        ("https://x.se/a", "https://x.se/sok?q=a", Way.TEMPORARY, "suspect"),
        ("https://x.se/a", "https://x.se/fel", Way.TEMPORARY, "suspect"),
        ("https://x.se/a", "https://x.se/404.html", Way.TEMPORARY, "soft404"),
        ("https://x.se/a", "https://consent.x.se/m?continue=a", Way.TEMPORARY, "blocked"),
        ("http://x.se/a", "https://x.se/a", Way.PERMANENT, "moved"),
        ("http://x.se/a", "https://x.se/a", Way.TEMPORARY, "ok"),
        ("http://x.se/a", "http://x.se/a", None, "insecure"),
        ("https://x.se/a", "http://x.se/a", Way.PERMANENT, "insecure"),
        ("https://x.se/%7Ea", "https://x.se/~a", Way.PERMANENT, "ok"),
        ("https://X.se:443/a", "https://x.se/a", Way.PERMANENT, "ok"),
    ],
)
def test_where_it_lands(url: str, final: str, way: Way | None, verdict: str) -> None:
    assert judged(TEXT, url, final, way).verdict == verdict


def test_a_page_over_plain_http_alarms_no_visitor() -> None:
    assert not judged(TEXT, "http://x.se/a", "http://x.se/a").failing


@pytest.mark.parametrize(
    ("access", "trouble", "verdict"),
    [
        ("public", Trouble.CONNECT_TIMEOUT, "login"),
        ("public", Trouble.NO_HOST, "dead"),
        ("login", Trouble.NO_HOST, "login"),
        ("login", Trouble.PRIVATE, "login"),
        ("public", Trouble.PRIVATE, "suspect"),
    ],
)
def test_a_login_that_only_insiders_reach(access: str, trouble: Trouble, verdict: str) -> None:
    seen = Seen(
        "https://x.se/a", "https://adfs.inre.x.se/adfs/ls", (Hop("https://x.se/a", Way.TEMPORARY),), trouble=trouble
    )
    assert judge(Link("a", "https://x.se/a", access=access), seen).verdict == verdict
