# ruff: noqa: D103, ARG001, E501 - the name of a test says what it holds, cases are read by the line
"""Every way we know that a link can live, die or lie, each with its right verdict."""

from __future__ import annotations

import gzip
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from link_world import Handler, Request, World, abort, answer, drip, in_turn, says, then_close, then_hang, then_reset

LONG = "Här finns stöd för dig som mår dåligt och för dig som är anhörig. " * 12
NAV = (
    "<header><a href=/>Start</a> <a href=/logga-in>Logga in</a></header><nav>"
    + "<a href=/x>En länk i menyn</a> " * 40
    + "</nav>"
)


def page(title: str, h1: str, text: str = LONG, head: str = "", tail: str = "") -> str:
    """Return an ordinary page of a site."""
    return (
        f"<!doctype html><html lang=sv><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{NAV}"
        f"<main><h1>{h1}</h1><p>{text}</p></main>{tail}<footer>Kontakt: växeln</footer></body></html>"
    )


FINE = page("Stöd till anhöriga | Helsingborg.se", "Stöd till anhöriga")
LOGIN = page(
    "Logga in",
    "Logga in",
    "",
    tail="<form method=post><input name=u><input type=password name=p><button>Logga in</button></form>",
)
PDF = b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 400 + b"%%EOF\n"


@dataclass(frozen=True)
class Case:
    """One link with what must be said of it."""

    id: str
    verdict: str
    route: Handler | bytes | None = None
    url: str = ""
    port: str = "http"
    host: str = "127.0.0.1"
    access: str = "public"
    format: str = ""
    title: str = ""
    ends_at: str = ""
    extra: tuple[tuple[str, Handler | bytes], ...] = ()


def to(location: str, status: int = 302, **headers: str) -> bytes:
    """Return a redirect."""
    return answer(b"", status, {"Location": location, **headers})


def cookie_gate(request: Request) -> bool:
    return "pass=1" in request.headers.get("cookie", "")


def with_cookie(path: str) -> Handler:
    """Return a page that first sets a cookie and sends the visitor back to the same address."""

    async def handle(request: Request, writer: object) -> None:
        fine = cookie_gate(request)
        await says(answer(FINE) if fine else to(path, 302, **{"Set-Cookie": "pass=1; Path=/"}))(request, writer)  # type: ignore[arg-type]

    return handle


def only_with(name: str, want: Callable[[str], bool], good: bytes, bad: bytes) -> Handler:
    """One answer to those who send the right header, another to the rest."""

    async def handle(request: Request, writer: object) -> None:
        await says(good if want(request.headers.get(name, "")) else bad)(request, writer)  # type: ignore[arg-type]

    return handle


def soft(title: str, h1: str, text: str = "Prova att söka eller gå till startsidan.") -> bytes:
    return answer(page(title, h1, text))


async def resets(request: Request, writer: object) -> None:
    abort(writer)  # type: ignore[arg-type]


async def closes(request: Request, writer: object) -> None:
    writer.close()  # type: ignore[attr-defined]


def chunked(*pieces: bytes, end: bool = True) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in pieces) + (b"0\r\n\r\n" if end else b"")


def big_pdf(world: World) -> Handler:
    """20 MB, counted as it leaves."""

    async def handle(request: Request, writer: object) -> None:
        total = 20_000_000
        writer.write(answer(b"", headers={"Content-Length": str(total)}, kind="application/pdf", length=False))  # type: ignore[attr-defined]
        writer.write(b"%PDF-1.7\n")  # type: ignore[attr-defined]
        for _ in range(total // 65536):
            writer.write(b"0" * 65536)  # type: ignore[attr-defined]
            await writer.drain()  # type: ignore[attr-defined]
            world.sent += 65536

    return handle


def all_cases(world: World) -> list[Case]:
    """Return the list; ids are also paths."""
    nfc, nfd = "å-ä-ö", unicodedata.normalize("NFD", "å-ä-ö")
    gz = gzip.compress(FINE.encode())
    other = world.url
    cut_page = answer(FINE, headers={"Content-Length": str(len(FINE.encode()) + 500)}, length=False)
    article = page(
        "Sidan kunde inte hittas: så skriver du bättre felsidor",
        "Sidan kunde inte hittas: så skriver du bättre felsidor",
        "Möter du orden «sidan kunde inte hittas» på en webbplats? " + LONG,
    )
    challenge = (
        "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};</script></body></html>"
    )
    spa = '<!doctype html><title>Kurs</title><div id="app"></div><script src="/app.js"></script>'
    return [
        # Living
        Case("ok-plain", "ok", answer(FINE)),
        Case("ok-tls", "ok", answer(FINE), port="tls", host="localhost"),
        Case("ok-tls-with-intermediate", "ok", answer(FINE), port="tls-chain", host="localhost"),
        Case("ok-chunked", "ok", chunked(FINE.encode()[:400], FINE.encode()[400:])),
        Case("ok-until-close", "ok", then_close(answer(FINE, length=False))),
        Case("ok-gzip", "ok", answer(gz, headers={"Content-Encoding": "gzip"})),
        Case(
            "ok-deflate-raw", "ok", answer(zlib.compress(FINE.encode())[2:-4], headers={"Content-Encoding": "deflate"})
        ),
        Case("ok-deflate-zlib", "ok", answer(zlib.compress(FINE.encode()), headers={"Content-Encoding": "deflate"})),
        Case("ok-latin1-said-utf8", "ok", answer(FINE.encode("latin-1", "replace"))),
        Case("ok-slow-drip", "ok", drip(answer(FINE), 10, 1.1)),
        Case("ok-500-then-fine", "ok", in_turn(says(answer("x", 500)), says(answer(FINE)))),
        Case(
            "ok-503-twice-then-fine", "ok", in_turn(says(answer("x", 503)), says(answer("x", 503)), says(answer(FINE)))
        ),
        Case("ok-reset-then-fine", "ok", in_turn(resets, says(answer(FINE)))),
        Case("ok-cut-then-fine", "ok", in_turn(then_close(cut_page), says(answer(FINE)))),
        Case("ok-429-short-wait", "ok", in_turn(says(answer("x", 429, {"Retry-After": "0.2"})), says(answer(FINE)))),
        Case("ok-hang-then-fine", "ok", in_turn(then_hang(b""), says(answer(FINE)))),
        Case("ok-big-headers", "ok", answer(FINE, headers={f"X-Filler-{i}": "x" * 4000 for i in range(20)})),
        Case("ok-one-huge-header", "ok", answer(FINE, headers={"X-Huge": "x" * 60_000})),
        Case("ok-bare-newlines", "ok", answer(FINE).replace(b"\r\n", b"\n", 2).replace(b"\n\r\n", b"\n\n", 1)),
        Case("ok-early-hints", "ok", b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n" + answer(FINE)),
        Case("ok-path-nfc", "ok", answer(FINE), url=f"/{nfc}", extra=((f"/{quote(nfc)}", answer(FINE)),)),
        Case("ok-path-nfd", "ok", answer(FINE), url=f"/{nfd}", extra=((f"/{quote(nfd)}", answer(FINE)),)),
        Case("ok-idn-host", "ok", answer(FINE), host="rådjur.localhost"),
        Case("ok-idn-host-nfd", "ok", answer(FINE), host=unicodedata.normalize("NFD", "vårdgård") + ".localhost"),
        Case("ok-space-in-path", "ok", url="/ok med blank", extra=(("/ok%20med%20blank", answer(FINE)),)),
        Case("ok-cookie-to-self", "ok", with_cookie("/ok-cookie-to-self")),
        Case("ok-temporary-redirect", "ok", to("/ok-target"), ends_at="/ok-target"),
        Case("ok-307", "ok", to("/ok-target", 307)),
        Case("ok-relative-location", "ok", to("ok-target?x=1")),
        Case("ok-location-with-aring", "ok", to("/mål"), extra=(("/m%C3%A5l", answer(FINE)),)),
        Case("ok-location-latin1", "ok", to("/m\udce5l"), extra=(("/m%E5l", answer(FINE)),)),
        Case(
            "ok-temporary-then-permanent",
            "ok",
            to("/hop-permanent"),
            extra=(("/hop-permanent", to("/ok-target", 301)),),
        ),
        Case(
            "ok-permanent-there-and-back",
            "ok",
            in_turn(says(to("/back", 301, **{"Set-Cookie": "a=1"})), says(answer(FINE))),
            extra=(("/back", to("/ok-permanent-there-and-back")),),
        ),
        Case(
            "ok-meta-refresh",
            "ok",
            answer('<meta http-equiv="refresh" content="0; url=/ok-target">'),
            ends_at="/ok-target",
        ),
        Case(
            "ok-script-redirect",
            "ok",
            answer('<script>window.location.href = "/ok-target";</script>'),
            ends_at="/ok-target",
        ),
        Case(
            "ok-reloads-itself",
            "ok",
            answer(page("Läget nu", "Läget nu", head='<meta http-equiv=refresh content="300">')),
        ),
        Case(
            "ok-noscript-refresh",
            "ok",
            answer(page("Sida", "Sida", head="<noscript><meta http-equiv=refresh content='0;url=/no'></noscript>")),
        ),
        Case("ok-pdf", "ok", answer(PDF, kind="application/pdf"), format="pdf"),
        Case("ok-pdf-as-octets", "ok", answer(PDF, kind="application/octet-stream"), format="pdf"),
        Case("ok-pdf-20-mb", "ok", big_pdf(world), format="pdf"),
        Case("ok-article-about-404", "ok", answer(article)),
        Case(
            "ok-article-404-number", "ok", answer(page("404 personer fick stöd | Kommunen", "404 personer fick stöd"))
        ),
        Case(
            "ok-short-page-about-404",
            "ok",
            answer(page("Felmeddelanden", "Felmeddelanden", "Ibland visas «Sidan kunde inte hittas». Ladda om då.")),
        ),
        Case(
            "ok-hidden-404-text",
            "ok",
            answer(
                page(
                    "Guide",
                    "Guide",
                    tail="<div hidden><h1>Sidan finns inte</h1></div><template><h1>404</h1></template>",
                )
            ),
        ),
        Case("ok-login-link-in-header", "ok", answer(page("Stöd", "Stöd", "Kort text om vårt stöd till unga."))),
        Case("ok-login-box-in-header", "ok", answer(f"<header><form><input type=password></form></header>{FINE}")),
        Case(
            "ok-login-box-beside",
            "ok",
            answer(
                page("Kurs", "Kurs i MHFA", LONG[:300], tail="<div><form>Lösenord <input type=password></form></div>")
            ),
        ),
        Case("ok-page-about-robots", "ok", answer(page("Är du en robot? Om AI i vården", "Om AI i vården"))),
        Case(
            "ok-recaptcha-form",
            "ok",
            answer(page("Kontakta oss", "Kontakta oss", tail="<form><div class=g-recaptcha></div></form>")),
        ),
        Case("ok-script-app", "ok", answer(spa)),
        Case(
            "ok-206-whole",
            "ok",
            answer(FINE, 206, {"Content-Range": f"bytes 0-{len(FINE.encode()) - 1}/{len(FINE.encode())}"}),
        ),
        Case(
            "ok-start-page",
            "ok",
            to("/sv/"),
            url="/?start=1",
            extra=(("/?start=1", to("/sv/")), ("/sv/", answer(FINE))),
        ),
        Case(
            "ok-needs-language", "ok", only_with("accept-language", lambda v: "sv" in v, answer(FINE), answer("x", 406))
        ),
        Case("ok-plain-text", "ok", answer("Öppettider\nMåndag 9–12\n", kind="text/plain; charset=utf-8")),
        Case("ok-text-fragment", "ok", answer(FINE), url="/ok-text-fragment#:~:text=stöd"),
        Case(
            "ok-image",
            "ok",
            answer(b"\x89PNG\r\n\x1a\n" + b"0" * 200, kind="image/png"),
            url="/bild.png",
            extra=(("/bild.png", answer(b"\x89PNG\r\n\x1a\n0", kind="image/png")),),
        ),
        # Moved
        Case("moved-301", "moved", to("/ok-target", 301), ends_at="/ok-target"),
        Case("moved-308", "moved", to("/ok-target", 308), ends_at="/ok-target"),
        Case(
            "moved-slash",
            "moved",
            to("/moved-slash/", 301),
            ends_at="/moved-slash/",
            extra=(("/moved-slash/", answer(FINE)),),
        ),
        Case("moved-to-other-host", "moved", to(other("/ok-target", "other"), 301)),
        Case("moved-to-https", "moved", to(other("/ok-target", "tls", "localhost"), 301)),
        Case("moved-twice", "moved", to("/moved-301", 301), ends_at="/ok-target"),
        Case(
            "moved-then-temporary",
            "moved",
            to("/hop-temporary", 301),
            ends_at="/hop-temporary",
            extra=(("/hop-temporary", to("/ok-target")),),
        ),
        Case(
            "moved-start-page",
            "moved",
            to(other("/", "other"), 301),
            url="/index.html",
            extra=(("/index.html", to(other("/", "other"), 301)), ("/", answer(FINE))),
        ),
        Case(
            "moved-with-fragment",
            "moved",
            to("/with-anchors", 301),
            url="/moved-with-fragment#kontakt",
            ends_at="/with-anchors#kontakt",
        ),
        # Login
        Case("login-401", "login", answer("x", 401, {"WWW-Authenticate": "Basic"})),
        Case(
            "login-redirect", "login", to("/konto/logga-in?returnUrl=%2Fx"), extra=(("/konto/logga-in", answer(LOGIN)),)
        ),
        Case(
            "login-redirect-permanent", "login", to("/account/login", 301), extra=(("/account/login", answer(LOGIN)),)
        ),
        Case("login-host", "login", to(f"http://login.localhost:{world.ports['http']}/ok-target")),
        Case("login-page-200", "login", answer(LOGIN)),
        Case("login-bankid", "login", answer(page("Logga in", "Logga in", "Välj hur du vill legitimera dig."))),
        Case("login-meta-refresh", "login", answer('<meta http-equiv="refresh" content="0;url=/account/login">')),
        Case("login-403-form", "login", answer(LOGIN, 403)),
        Case("login-expected", "login", to("/account/login"), access="login"),
        Case(
            "login-start-page-expected",
            "login",
            to("/"),
            url="/learn/courses/1",
            access="login",
            extra=(("/learn/courses/1", to("/")),),
        ),
        # Refused to robots
        Case("blocked-403", "blocked", answer("<h1>Forbidden</h1>", 403)),
        Case("blocked-999", "blocked", answer("x", 999)),
        Case("blocked-451", "blocked", answer("x", 451)),
        Case("blocked-challenge-403", "blocked", answer(challenge, 403, {"cf-mitigated": "challenge"})),
        Case("blocked-challenge-503", "blocked", answer(challenge, 503)),
        Case("blocked-challenge-200", "blocked", answer(challenge)),
        Case("blocked-waf-202", "blocked", answer("", 202, {"x-amzn-waf-action": "challenge"})),
        Case(
            "blocked-swedish-wall",
            "blocked",
            answer("<title>Säkerhetskontroll</title><h1>Bekräfta att du är människa</h1><p>Vänta.</p>"),
        ),
        Case(
            "blocked-incapsula",
            "blocked",
            answer('<html><head></head><body><iframe src="/_Incapsula_Resource?x=1"></iframe></body></html>'),
        ),
        # Limited
        Case("limited-seconds", "rate_limited", answer("x", 429, {"Retry-After": "3600"})),
        Case("limited-date", "rate_limited", answer("x", 429, {"Retry-After": "Fri, 31 Dec 2027 23:59:59 GMT"})),
        Case("limited-always", "rate_limited", answer("x", 429)),
        # Down
        Case("down-500", "down", answer("x", 500)),
        Case("down-502", "down", answer("<h1>Bad gateway</h1>", 502)),
        Case("down-503-maintenance", "down", answer("<h1>Underhåll</h1>", 503, {"Retry-After": "7200"})),
        Case("down-refused", "down", port="refused"),
        Case("down-tls-refused", "down", port="tls-refused"),
        Case("down-reset", "down", port="reset"),
        Case("down-tls-reset", "down", port="tls-reset"),
        Case("down-closes", "down", port="closes"),
        Case("down-reset-always", "down", resets),
        Case("down-hangs", "down", port="hangs"),
        Case("down-tls-hangs", "down", port="tls-hangs"),
        Case("down-hangs-in-headers", "down", then_hang(b"HTTP/1.1 200 OK\r\nContent-"), host="h1.localhost"),
        Case(
            "down-drips-nothing",
            "down",
            drip(b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + b"x" * 400, 200, 60),
            host="h2.localhost",
        ),
        Case("down-not-http", "down", port="ssh"),
        Case("down-redirect-to-refused", "down", to(other("/", "refused"))),
        # Dead
        Case("dead-404", "dead", answer(page("Sidan finns inte", "Sidan finns inte"), 404)),
        Case("dead-404-looks-fine", "dead", answer(FINE, 404)),
        Case("dead-410", "dead", answer("x", 410)),
        Case("dead-no-host", "dead", url="http://finns-inte.invalid/stod"),
        Case("dead-redirect-to-404", "dead", to("/not-here")),
        Case("dead-permanent-to-404", "dead", to("/not-here", 301)),
        Case("dead-redirect-to-no-host", "dead", to("http://finns-inte.invalid/")),
        Case("dead-loop", "dead", to("/dead-loop")),
        Case("dead-loop-of-two", "dead", to("/loop-b"), extra=(("/loop-b", to("/dead-loop-of-two", 301)),)),
        Case(
            "dead-loop-growing",
            "dead",
            url="/grow?1",
            extra=(("/grow", to("/grow?x", 302)), ("/grow?x", to("/grow?1")), ("/grow?1", to("/grow?x"))),
        ),
        Case("dead-login-that-is-404", "dead", to("/login-gone"), extra=(("/login-gone", answer("x", 404)),)),
        # Soft 404
        Case("soft-swedish", "soft404", soft("Sidan kunde inte hittas | Helsingborg.se", "Sidan kunde inte hittas")),
        Case("soft-finns-inte", "soft404", soft("Helsingborg.se", "Sidan finns inte")),
        Case("soft-sought", "soft404", soft("404", "Hoppsan!", "Sidan du letar efter finns inte längre.")),
        Case(
            "soft-body-only",
            "soft404",
            answer("<title>Kommunen</title><p>Vi kunde tyvärr inte hitta sidan du sökte.</p>"),
        ),
        Case(
            "soft-english",
            "soft404",
            soft("Page not found - Mind", "Oops! That page can’t be found.", "It looks like nothing was found here."),
        ),
        Case("soft-404-number", "soft404", soft("Fel 404", "404", "Sidan saknas.")),
        Case(
            "soft-long-with-links",
            "soft404",
            soft("Sidan hittades inte", "Sidan hittades inte", "Populära sidor. " * 100),
        ),
        Case(
            "soft-nfd-text", "soft404", answer(unicodedata.normalize("NFD", page("Fel", "Sidan går inte att nå", "")))
        ),
        Case(
            "soft-latin1",
            "soft404",
            answer(
                page("Fel", "Sidan du söker är borttagen", "").encode("latin-1"), kind="text/html; charset=iso-8859-1"
            ),
        ),
        Case("soft-redirect", "soft404", to("/404"), extra=(("/404", answer(FINE)),)),
        Case(
            "soft-instead-of-pdf",
            "soft404",
            soft("Dokumentet finns inte", "Dokumentet kunde inte hittas"),
            format="pdf",
        ),
        Case(
            "soft-gzip",
            "soft404",
            answer(
                gzip.compress(page("Sidan saknas", "Sidan saknas", "").encode()), headers={"Content-Encoding": "gzip"}
            ),
        ),
        Case("soft-meta-refresh-404", "soft404", answer('<meta http-equiv=refresh content="0;url=/soft-finns-inte">')),
        Case("soft-plain-text", "soft404", answer("404 page not found\n", kind="text/plain")),
        Case("soft-json", "soft404", answer('{"status": 404, "error": "Not Found"}', kind="application/json")),
        # Suspect
        Case("suspect-to-start", "suspect", to("/"), url="/omsorg/stod/anhorig"),
        Case("suspect-to-start-permanent", "suspect", to("/", 301), url="/omsorg/stod/gammal"),
        Case("suspect-to-other-start", "suspect", to(other("/", "other"), 301), url="/omsorg/kampanj"),
        Case("suspect-to-language-start", "suspect", to("/sv/"), url="/omsorg/sprak"),
        Case("suspect-pdf-now-html", "suspect", answer(FINE), format="pdf"),
        Case("suspect-pdf-by-name-now-html", "suspect", url="/rapport.pdf", extra=(("/rapport.pdf", answer(FINE)),)),
        Case("suspect-html-called-pdf", "suspect", answer(FINE, kind="application/pdf"), format="pdf"),
        Case("suspect-web-now-pdf", "suspect", answer(PDF, kind="application/pdf"), format="web"),
        Case("suspect-empty-pdf", "suspect", answer(b"", kind="application/pdf"), format="pdf"),
        Case("suspect-cut-length", "suspect", then_close(cut_page)),
        Case("suspect-cut-chunked", "suspect", then_close(chunked(FINE.encode(), end=False))),
        Case("suspect-cut-reset", "suspect", then_reset(cut_page)),
        Case("suspect-cut-gzip", "suspect", answer(gz[:-30], headers={"Content-Encoding": "gzip"})),
        Case(
            "suspect-cut-pdf",
            "suspect",
            then_close(answer(PDF, headers={"Content-Length": "90000"}, kind="application/pdf", length=False)),
            format="pdf",
        ),
        Case("suspect-not-gzip", "suspect", answer(FINE, headers={"Content-Encoding": "gzip"})),
        Case("suspect-cut-until-close", "suspect", then_close(answer(FINE[:-300] + "<a hre", length=False))),
        Case("suspect-hangs-in-body", "suspect", then_hang(cut_page), host="h3.localhost"),
        Case("suspect-204", "suspect", b"HTTP/1.1 204 No Content\r\n\r\n"),
        Case("suspect-empty", "suspect", answer("")),
        Case("suspect-empty-html", "suspect", answer("<html><head></head><body></body></html>")),
        Case("suspect-206-part", "suspect", answer(FINE, 206, {"Content-Range": "bytes 0-99/5000"})),
        Case("suspect-no-location", "suspect", answer("", 302)),
        Case("suspect-location-mailto", "suspect", to("mailto:info@example.se")),
        Case("suspect-location-app", "suspect", to("intent://x#Intent;end")),
        Case("suspect-location-nonsense", "suspect", to("http://[::bad/")),
        Case("suspect-parked", "suspect", answer("<title>stod.se</title><h1>Domänen stod.se är till salu</h1>")),
        Case(
            "suspect-server-default",
            "suspect",
            answer("<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>Thank you.</p>"),
        ),
        Case(
            "suspect-maintenance-200", "suspect", answer(page("Underhåll", "Underhåll pågår", "Vi är snart tillbaka."))
        ),
        Case(
            "suspect-taken-over",
            "suspect",
            answer(page("Bästa casino utan svensk licens", "Free spins")),
            title="Kvinnojouren",
        ),
        Case("suspect-other-scheme", "suspect", url="ftp://127.0.0.1/x"),
        Case("suspect-malformed", "suspect", url="http://exa mple.se/"),
        # Insecure
        Case("insecure-expired", "insecure", port="tls-expired", host="localhost"),
        Case("insecure-not-yet", "insecure", port="tls-early", host="localhost"),
        Case("insecure-self-signed", "insecure", port="tls-self-signed", host="localhost"),
        Case("insecure-other-host", "insecure", port="tls-other-host", host="localhost"),
        Case("suspect-unknown-issuer", "suspect", port="tls-unknown", host="localhost"),
        Case("suspect-no-intermediate", "suspect", port="tls-no-intermediate", host="localhost"),
        Case("insecure-http-only", "insecure", port="tls-plain", host="localhost"),
        Case("insecure-downgrade", "insecure", to(other("/ok-target")), port="tls", host="localhost"),
        Case("insecure-redirect-to-expired", "insecure", to(other("/", "tls-expired", "localhost"))),
        # Fragments
        Case("fragment-id", "ok", url="/with-anchors#kontakt"),
        Case("fragment-name", "ok", url="/with-anchors#gammal"),
        Case("fragment-encoded", "ok", url="/with-anchors#v%C3%A5ld"),
        Case("fragment-swedish", "ok", url="/with-anchors#våld"),
        Case("fragment-id-itself-encoded", "ok", url="/with-anchors#a%20b"),
        Case("fragment-top", "ok", url="/with-anchors#top"),
        Case("fragment-empty", "ok", url="/with-anchors#"),
        Case("fragment-route", "ok", url="/with-anchors#/kurser/3"),
        Case("fragment-in-script", "ok", url="/with-anchors#flik-2"),
        Case("fragment-script-app", "ok", url="/ok-script-app#page16125"),
        Case("fragment-heading-slug", "ok", url="/with-anchors#vald-i-nara-relationer"),
        Case("fragment-in-pdf", "ok", url="/ok-pdf#page=3", format="pdf"),
        Case("fragment-after-redirect", "ok", to("/with-anchors"), url="/fragment-after-redirect#kontakt"),
        Case("fragment-missing", "fragment_missing", url="/with-anchors#finns-inte"),
        Case("fragment-only-in-comment", "fragment_missing", url="/with-anchors#kommentar"),
        Case("fragment-missing-wrong-case", "fragment_missing", url="/with-anchors#Kontakt"),
        Case(
            "fragment-missing-after-redirect",
            "fragment_missing",
            to("/with-anchors", 301),
            url="/fragment-missing-after-redirect#borta",
        ),
        # Not asked
        Case("skipped-internal", "skipped", port="refused", access="internal"),
        Case("skipped-mailto", "skipped", url="mailto:kontakt@example.se"),
        Case("skipped-tel", "skipped", url="tel:+4642105000"),
    ]


ANCHORS = page(
    "Om oss",
    "Om oss",
    LONG,
    tail=(
        '<!-- <h2 id="kommentar">x</h2> --><h2 id="kontakt">Kontakt</h2><a name=gammal></a><h2 id="våld">Våld</h2><p id="a%20b">x</p>'
        "<h2>Våld i nära relationer</h2><script>visa('flik-2')</script>"
    ),
)


def set_up(world: World) -> list[Case]:
    """Teach the servers all answers."""
    cases = all_cases(world)
    world.routes["/ok-target"] = world.routes["/ok-target?x=1"] = says(answer(FINE))
    world.routes["/with-anchors"] = says(answer(ANCHORS))
    for case in cases:
        path = case.url if case.url.startswith("/") else f"/{case.id}"
        routes = list(case.extra)
        if case.route is not None:
            routes.append((path.split("#")[0], case.route))
        for target, made in routes:
            world.routes.setdefault(target, says(made) if isinstance(made, bytes) else made)
    return cases


def record(world: World, case: Case) -> dict[str, str]:
    """Return the case as the list of links holds it."""
    url = case.url or f"/{case.id}"
    if url.startswith("/"):
        url = world.url(url, case.port, case.host)
    made = {"id": case.id, "url": url, "title": case.title or case.id, "access": case.access}
    return made | ({"format": case.format} if case.format else {})
