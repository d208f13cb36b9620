"""Policy, header set, robots and the finished folder, on invented pages."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import brotli
import pytest

from deploy.conftest import INVENTED, PAGE
from hosting.headers import FOREVER, NEVER, SHORT, Rule, build_header_set
from hosting.policy import build_policy, hash_source, read_page
from hosting.render import render_headers, render_nginx, render_redirects
from hosting.wellknown import render_robots, render_security

EMPTY = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
# Limits of Cloudflare Pages, the narrowest of the hosts.
RULES = 100
LINE = 2000


def test_a_hash_is_that_of_the_standard() -> None:
    """The hash of nothing is known everywhere."""
    assert hash_source("") == EMPTY


@pytest.mark.parametrize(
    ("html", "scripts", "styles"),
    [
        pytest.param("<script>a()</script>", ["a()"], [], id="script"),
        pytest.param('<script type="module">a()</script>', ["a()"], [], id="module"),
        pytest.param('<script type="text/JavaScript">a("</p>")</script>', ['a("</p>")'], [], id="old type"),
        pytest.param("<script>a()\r\nb()</script>", ["a()\nb()"], [], id="line ends as parsed"),
        pytest.param("<script>å&amp;</script>", ["å&amp;"], [], id="nothing is unescaped"),
        pytest.param('<script src="a.js"></script>', [], [], id="file"),
        pytest.param('<script type="application/ld+json">{"a": 1}</script>', [], [], id="linked data"),
        pytest.param('<script type="application/json">{}</script>', [], [], id="data"),
        pytest.param("<style>\np{}\n</style>", [], ["\np{}\n"], id="style"),
        pytest.param("<!-- <script>a()</script> -->", [], [], id="comment"),
        pytest.param("<script>a()</script><style>b{}</style><script>c()</script>", ["a()", "c()"], ["b{}"], id="all"),
    ],
)
def test_inline_code_is_found(html: str, scripts: list[str], styles: list[str]) -> None:
    """Exactly the code that a browser would run or apply is hashed."""
    facts = read_page(html)
    assert facts.scripts == {hash_source(code) for code in scripts}
    assert facts.styles == {hash_source(code) for code in styles}


@pytest.mark.parametrize(
    ("html", "refused"),
    [
        pytest.param('<table><tr><td style="text-align: left">', ("<td style>",), id="style"),
        pytest.param("<a onclick='a()' href=x>", ("<a onclick>",), id="handler"),
        pytest.param("<a href=' JavaScript:a()'>", ("<a href=javascript:>",), id="address"),
        pytest.param("<iframe src=x></iframe>", ("<iframe itself>",), id="frame"),
        pytest.param("<form action=/sok/>", ("<form action>",), id="form"),
        pytest.param('<form><input name="style"><a class="on" href="/style">x</a></form>', (), id="nothing"),
    ],
)
def test_what_the_policy_refuses_is_found(html: str, refused: tuple[str, ...]) -> None:
    """Attributes and elements that no hash can allow are named."""
    assert read_page(html).refused == refused


def test_the_exit_is_an_attribute_not_a_word() -> None:
    """A page that writes about the exit does not have it."""
    assert read_page('<a class="x" data-exit href="/">Lämna</a>').exposed
    assert not read_page("<p>data-exit</p><script>'[data-exit]'</script>").exposed


def test_the_policy_allows_what_the_pages_hold_and_no_more() -> None:
    """One policy for the host, sorted, without anything unsafe; in a page without frame-ancestors."""
    pages = [read_page("<style>b{}</style>"), read_page("<style>a{}</style>"), read_page("<p>a</p>")]
    policy = build_policy(pages)
    styles = " ".join(sorted((hash_source("a{}"), hash_source("b{}"))))
    assert policy == (
        f"default-src 'none'; script-src 'self'; style-src 'self' {styles}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert build_policy(reversed(pages)) == policy
    assert build_policy(pages[:1], in_page=True) == policy.replace(styles, hash_source("b{}")).removesuffix(
        "; frame-ancestors 'none'"
    )


def test_every_rule_has_its_files() -> None:
    """Exposed pages are not stored, hashed assets for ever, open data is open; the page about it is not."""
    pages = {name: read_page(text) for name, text in INVENTED.items() if name.endswith(".html")}
    headers = build_header_set(INVENTED, pages)
    assert headers.rules == (
        Rule(("/hjalp/utsatt/",), "Cache-Control", NEVER),
        Rule(("/assets/site.css",), "Cache-Control", SHORT),
        Rule(("/assets/search-1f2e3d4c.js",), "Cache-Control", FOREVER),
        Rule(("/oppna-data/stod.csv", "/oppna-data/stod.json"), "Access-Control-Allow-Origin", "*"),
    )
    plain = build_header_set(["assets/list-20261122.js", "assets/map-facade.js", "assets/exit.js"], {})
    assert plain.rules == (Rule(("/assets/*",), "Cache-Control", SHORT),)


def test_netlify_and_cloudflare_never_join_two_values() -> None:
    """No header stands in two rules that one address can meet, and their limits are far away."""
    pages = {name: read_page(text) for name, text in INVENTED.items() if name.endswith(".html")}
    text = render_headers(build_header_set(INVENTED, pages))
    blocks = [block.splitlines() for block in text.split("\n/")[1:]]
    everywhere = {line.split(":")[0].strip() for line in blocks[0][1:]}
    for first, *given in blocks[1:]:
        assert not everywhere & {line.split(":")[0].strip() for line in given}, first
    assert ["hjalp/utsatt/*", "  Cache-Control: no-store"] in blocks
    assert "\n/oppna-data/stod.json\n  Access-Control-Allow-Origin: *\n" in text


def test_moved_addresses_are_told_in_both_spellings() -> None:
    """With and without the last slash."""
    assert render_redirects({"/a/": "/b/#c"}).splitlines()[1:] == ["/a /b/#c 301", "/a/ /b/#c 301"]


def test_nginx_patterns_meet_only_their_address() -> None:
    """A full stop is a full stop; an address is compared as it reads unescaped, and led to escaped."""
    headers = build_header_set(["oppna-data/a.json"], {})
    assert r'"^/oppna\-data/a\.json$"' in render_nginx(headers, {})
    headers = build_header_set(["oppna-data/a.json"], {}, below="/en%20sida/h%C3%A4lsa")
    text = render_nginx(headers, {"/en%20sida/gammal/": "/en%20sida/ny/"})
    assert r'"^/en\ sida/hälsa/oppna\-data/a\.json$"' in text
    assert r'"^/en\ sida/gammal(/(index\.html)?)?$") { return 301 "/en%20sida/ny/"; }' in text
    assert 'error_page 404 "/en sida/hälsa/404.html";' in text


def test_robots_may_read_a_preview() -> None:
    """It says itself that no search is to have it. A map is named only where there is an address, and no preview."""
    assert render_robots("https://a.example/", preview=True) == "User-agent: *\nDisallow:\n"
    assert render_robots(None, preview=False) == "User-agent: *\nDisallow:\n"
    assert render_robots("https://a.example/b/", preview=False).endswith("\nSitemap: https://a.example/b/sitemap.xml\n")


def test_security_txt_ends_in_half_a_year() -> None:
    """Contact, end, languages, and where it stands."""
    assert render_security("https://a.example/fel", "https://b.example", date(2026, 11, 22)).splitlines() == [
        "Contact: https://a.example/fel",
        "Expires: 2027-05-21T00:00:00Z",
        "Preferred-Languages: sv, en",
        "Canonical: https://b.example/.well-known/security.txt",
    ]


def test_a_finished_folder_is_whole(finished: Callable[..., Path]) -> None:
    """The policy is the first thing after the character set, and every file that hosts read is there."""
    folder = finished()
    page = (folder / "akut/index.html").read_text(encoding="utf-8")
    copy = build_policy([read_page(INVENTED["akut/index.html"])], in_page=True)
    assert f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{copy}">' in page
    assert "frame-ancestors" not in page
    assert "sha256" not in (folder / "index.html").read_text(encoding="utf-8")
    for name in ("_headers", "_redirects", "_nginx.conf", "_caddy.conf", ".nojekyll", "robots.txt"):
        assert (folder / name).is_file(), name
    assert (folder / ".well-known/security.txt").is_file()


def test_without_a_contact_there_is_no_security_txt(finished: Callable[..., Path]) -> None:
    """A file without Contact would be void."""
    assert not (finished(security_contact=None) / ".well-known").exists()


def test_compressed_copies_hold_the_finished_file(finished: Callable[..., Path]) -> None:
    """Each text over 1 KB has both copies, with the policy in them; small files have none."""
    folder = finished()
    content = (folder / "index.html").read_bytes()
    assert b"Content-Security-Policy" in content
    assert brotli.decompress((folder / "index.html.br").read_bytes()) == content
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == content
    assert not (folder / "oppna-data/stod.json.br").exists()


def test_the_same_pages_give_the_same_bytes(finished: Callable[..., Path]) -> None:
    """No clock, no order of the disk."""
    first, second = ({p.relative_to(f).as_posix(): digest(p) for p in f.rglob("*.*")} for f in (finished(), finished()))
    assert first == second


def digest(path: Path) -> str:
    """Give the hash of a file, nothing for a folder."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def test_a_page_without_its_character_set_is_an_error(finished: Callable[..., Path]) -> None:
    """The policy must stand before anything that it governs."""
    with pytest.raises(ValueError, match=r"a/index\.html: no <meta charset"):
        finished({"a/index.html": PAGE.replace('<meta charset="utf-8">', "")})
