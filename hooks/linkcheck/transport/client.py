"""One GET by libcurl, which reads what servers send as browsers do: odd headers, packings, cookies, HTTP/2, proxies."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

import pycurl  # type: ignore[import-untyped]

from core.messages import _
from core.problems import WrongUseError
from linkcheck import urls
from linkcheck.judgement.seen import Body, Kind, Trouble
from linkcheck.transport.body import SENDS_ON, kind_of
from linkcheck.verdicts import FINDINGS

PAGE_BYTES = 2_000_000
WHOLE_FILE = 1_000_000
SAMPLE = 32_768
_HEADERS = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language: sv-SE,sv;q=0.9,en;q=0.5",
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_TROUBLES = [(trouble, FINDINGS[trouble]) for trouble in sorted(Trouble, key=list(FINDINGS).index)]
_BY_CERTIFICATE = {number: trouble for trouble, known in _TROUBLES for number in known.get("openssl", ())}
_BY_WORDS = [(re.compile(f"(?i){known['words']}"), trouble) for trouble, known in _TROUBLES if "words" in known]
_BY_CODE = {getattr(pycurl, f"E_{name}"): trouble for trouble, known in _TROUBLES for name in known.get("curl", ())}


class Answer:
    """What one GET brought: an answer, whole or in part, or the trouble that there was none.

    It listens while libcurl works; `on_headers` is told when all headers have come.
    """

    def __init__(self, trouble: Trouble | None = None, *, on_headers: Callable[[], None] = lambda: None) -> None:
        self.trouble, self._on_headers = trouble, on_headers
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.data = bytearray()
        self.body = Body.WHOLE
        self.expires: int | None = None

    @property
    def sends_on(self) -> bool:
        """Whether a header says where to go instead."""
        return self.status in SENDS_ON and bool(self.headers.get("location"))

    def hear(self, line: bytes) -> int | None:
        """Take a line of the headers; -1 ends the transfer."""
        text = line.decode("utf-8", "surrogateescape").strip()
        if found := re.match(r"HTTP/[0-9.]+ +([0-9]{3})", text):
            self.status, self.headers = int(found[1]), {}
        elif text:
            name, _, value = text.partition(":")
            self.headers.setdefault(name.strip().lower(), value.strip())
        elif (self.status or 0) >= 200:
            self._on_headers()
            return -1 if self.sends_on and self._enough() else None
        return None

    def take(self, data: bytes) -> int | None:
        """Take a piece of the body; -1 ends the transfer."""
        self.data += data
        return -1 if self._enough() else None

    def _enough(self) -> bool:
        """Whether more of the body is worth nothing: pages are read whole, of large files the beginning."""
        length = self.headers.get("content-length", "")
        if self.sends_on:
            return not length.isdigit() or int(length) > SAMPLE
        is_page = kind_of(bytes(self.data[:2048]), self.headers.get("content-type", "")) not in {Kind.PDF, Kind.FILE}
        small = length.isdigit() and int(length) <= WHOLE_FILE
        return len(self.data) >= (PAGE_BYTES if is_page else WHOLE_FILE + 1 if small else SAMPLE)

    def broken_off(self, code: int) -> None:
        """Note how a body ended that had begun."""
        ours = {pycurl.E_WRITE_ERROR: Body.SAMPLE, pycurl.E_BAD_CONTENT_ENCODING: Body.UNREADABLE}  # by our own -1
        self.body = Body.WHOLE if self.sends_on else ours.get(code, Body.CUT)


class Client:
    """The client of one run: connections and names are shared, cookies live with each `handle`."""

    def __init__(self, user_agent: str, *, allow_loopback: bool = False) -> None:
        self._user_agent, self._allow_loopback = user_agent, allow_loopback
        self._proxies = getproxies_environment()
        self._gone: set[str] = set()
        self._trusted = _trusted()
        self._certificates: dict[str, dict[str, str]] = {}
        self._multi = pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, 1000)

    async def aclose(self) -> None:
        """Let all connections go."""
        await self._multi.aclose()

    def handle(self) -> Any:
        """Return what one way from address to address is asked with."""
        curl = pycurl.Curl()
        for option, value in {
            pycurl.USERAGENT: self._user_agent,
            pycurl.HTTPHEADER: _HEADERS,
            pycurl.ACCEPT_ENCODING: "",  # all that this libcurl unpacks
            pycurl.COOKIEFILE: "",  # a jar of its own
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_2TLS,
            pycurl.PATH_AS_IS: 1,
            pycurl.OPT_CERTINFO: 1,
            **self._trusted,
        }.items():
            curl.setopt(option, value)
        return curl

    async def get(self, curl: Any, url: str, patience: float) -> Answer:
        """Ask once; `patience` is how many seconds a connection may take, headers and a body get a little more."""
        host, refused = urls.host_of(url), False
        proxy = self._proxies.get(urls.scheme_of(url)) or self._proxies.get("all") or ""
        if proxy and proxy_bypass_environment(host, self._proxies):
            proxy = ""
        if host in self._gone or not self.permits(host):
            return Answer(Trouble.NO_HOST if host in self._gone else Trouble.PRIVATE)
        loop, clock = asyncio.get_running_loop(), asyncio.timeout(1.1 * patience)
        answer = Answer(on_headers=lambda: clock.reschedule(loop.time() + 1.2 * patience))

        def connect(_purpose: int, address: Any) -> Any:
            nonlocal refused
            if not proxy and not self.permits(str(address.addr[0])):
                refused = True
                return pycurl.SOCKET_BAD
            made = socket.socket(address.family, address.socktype, address.protocol)
            loop.call_soon(made.close)  # libcurl goes on with a copy
            return made

        for option, value in {
            pycurl.URL: url,
            pycurl.PROXY: proxy,
            pycurl.CONNECTTIMEOUT_MS: int(patience * 1000),  # before our own clock: it knows how far it had come
            pycurl.HEADERFUNCTION: answer.hear,
            pycurl.WRITEFUNCTION: answer.take,
            pycurl.OPENSOCKETFUNCTION: connect,
        }.items():
            curl.setopt(option, value)
        try:
            async with clock:
                await self._multi.perform(curl)
        except (TimeoutError, pycurl.error) as error:
            code, words = error.args or (pycurl.E_OPERATION_TIMEDOUT, "")
            if code == pycurl.E_OPERATION_TIMEDOUT:
                answer.body = Body.UNFINISHED
                asked = curl.getinfo(pycurl.REQUEST_SIZE) or curl.getinfo(pycurl.CONNECT_TIME)
                named = Trouble.CONNECT_TIMEOUT if curl.getinfo(pycurl.NAMELOOKUP_TIME) else Trouble.DNS
                answer.trouble = None if answer.headers else Trouble.TIMEOUT if asked else named
            elif code == pycurl.E_BAD_CONTENT_ENCODING and "nrecognized" in words:
                return await self._get_packed(curl, url, patience)
            elif curl.getinfo(pycurl.RESPONSE_CODE) >= 200 and code != pycurl.E_FTP_WEIRD_SERVER_REPLY:
                answer.broken_off(code)
            else:
                answer.trouble = Trouble.PRIVATE if refused else _trouble_of(curl, code, words)
        if answer.trouble is Trouble.DNS and await is_gone(host):
            self._gone.add(host)
            answer.trouble = Trouble.NO_HOST
        self._look_at_certificate(curl, host, answer)
        return answer

    def _look_at_certificate(self, curl: Any, host: str, answer: Answer) -> None:
        """Note how many days the server's certificate holds, and whether it names hosts as browsers want."""
        if chain := curl.getinfo(pycurl.INFO_CERTINFO):  # told when a connection is made
            self._certificates[host] = dict(chain[0])
        facts = self._certificates.get(host, {})
        if "Expire date" in facts:
            answer.expires = int((ssl.cert_time_to_seconds(facts["Expire date"]) - time.time()) // 86400)
            if "EMPTY" in facts.get("X509v3 Subject Alternative Name", "EMPTY"):  # libcurl forgives that
                answer.trouble = answer.trouble or Trouble.OTHER_NAME

    async def _get_packed(self, curl: Any, url: str, patience: float) -> Answer:
        """Ask again for a body under a label that nobody knows: text is text, as browsers read it."""
        curl.setopt(pycurl.HTTP_CONTENT_DECODING, 0)
        answer = await self.get(curl, url, patience)
        try:
            answer.data.decode()
        except UnicodeDecodeError:
            answer.body = Body.OPAQUE
        return answer

    def permits(self, host: str) -> bool:
        """Whether a host may be asked: a name is for its own addresses to say, a number must be public."""
        try:
            address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
        except ValueError:
            return self._allow_loopback or not f".{host}".rstrip(".").endswith(".localhost")
        if isinstance(address, ipaddress.IPv6Address):  # an IPv4 address may be wrapped in it
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else address.ipv4_mapped
            address = inner or address.sixtofour or address
        if self._allow_loopback and (address.is_loopback or address.is_unspecified):
            return True
        return address.is_global and not address.is_multicast


def _trusted() -> dict[int, str]:
    """Return the certificates to trust: the system's, or those that SSL_CERT_FILE and SSL_CERT_DIR name."""
    paths, named = ssl.get_default_verify_paths(), os.environ.get("SSL_CERT_FILE")
    if named and not paths.cafile:
        raise WrongUseError(_("SSL_CERT_FILE: «{path}» does not exist; point it at the certificates", path=named))
    return {option: path for option, path in ((pycurl.CAINFO, paths.cafile), (pycurl.CAPATH, paths.capath)) if path}


def _trouble_of(curl: Any, code: int, words: str) -> Trouble:
    if code == pycurl.E_PEER_FAILED_VERIFICATION:
        return _BY_CERTIFICATE.get(curl.getinfo(pycurl.SSL_VERIFYRESULT), Trouble.CERTIFICATE)
    by_words = next((trouble for part, trouble in _BY_WORDS if part.search(words)), None)
    return by_words or _BY_CODE.get(code, Trouble.ODD_HTTP)


def cookies_of(curl: Any) -> list[str]:
    """Return what the hosts on the way have set so far."""
    return sorted(curl.getinfo(pycurl.INFO_COOKIELIST))


async def is_gone(host: str) -> bool:
    """Whether a name that was not found is found gone by a second question too: «no data» is not «no such name»."""
    from dns import asyncresolver, exception, resolver  # noqa: PLC0415 - most runs find every name

    try:
        await asyncresolver.resolve(f"{host.rstrip('.')}.", search=False, raise_on_no_answer=False, lifetime=3)
    except resolver.NXDOMAIN:
        return True
    except (exception.DNSException, OSError, ValueError):  # no name server for us: the system's own second answer
        try:
            await asyncio.get_running_loop().getaddrinfo(host, None)
        except socket.gaierror as error:
            return error.errno == socket.EAI_NONAME
    return False
