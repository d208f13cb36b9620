"""Exceptions of the network, TLS and HTTP libraries in, a `Trouble` and a Swedish note out."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator

import aiohttp

from linkcheck.judgement.seen import Trouble


class PrivateAddressError(OSError):
    """The name leads to a private network, and those are never asked."""


class NoSuchHostError(OSError):
    """The name does not exist, on two answers."""


_VERIFY: dict[int, str] = {
    9: "Certifikatet gäller inte ännu.",
    10: "Certifikatet har gått ut.",
    18: "Certifikatet är utfärdat av servern själv.",
    19: "Certifikatet är utfärdat av någon som webbläsare inte litar på.",
    20: "Certifikatkedjan är inte hel, eller utfärdaren är okänd; många webbläsare hittar den felande länken själva.",
    21: "Certifikatkedjan är inte hel; många webbläsare hittar den felande länken själva.",
    23: "Certifikatet är spärrat.",
    62: "Certifikatet gäller ett annat värdnamn.",
    64: "Certifikatet gäller en annan adress.",
}
_BY_CODE = {
    **dict.fromkeys((9, 10), Trouble.CLOCK),
    **dict.fromkeys((18, 19), Trouble.UNKNOWN_ISSUER),
    **dict.fromkeys((20, 21), Trouble.BROKEN_CHAIN),
}
_UNREACHABLE = "NETUNREACH HOSTUNREACH NETDOWN HOSTDOWN ADDRNOTAVAIL AFNOSUPPORT INVAL ACCES PERM"
_BY_ERRNO: dict[int, Trouble] = {
    **dict.fromkeys((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM), Trouble.LOCAL),
    errno.ECONNREFUSED: Trouble.REFUSED,
    **dict.fromkeys((errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED), Trouble.RESET),
    errno.ETIMEDOUT: Trouble.CONNECT_TIMEOUT,
    **{getattr(errno, f"E{name}"): Trouble.UNREACHABLE for name in re.findall(r"\w+", _UNREACHABLE)},
}
_BY_TYPE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Trouble], ...] = (
    (aiohttp.ConnectionTimeoutError, Trouble.CONNECT_TIMEOUT),
    (socket.gaierror, Trouble.DNS),
    (ConnectionRefusedError, Trouble.REFUSED),
    ((ConnectionResetError, BrokenPipeError, ConnectionAbortedError), Trouble.RESET),
    (aiohttp.ServerDisconnectedError, Trouble.CLOSED),
    (TimeoutError, Trouble.TIMEOUT),
    (aiohttp.InvalidURL, Trouble.BAD_ADDRESS),
)
_BY_REASON = (
    ("EOF", Trouble.CLOSED),
    ("WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|RECORD_LAYER_FAILURE", Trouble.PLAIN_HTTP),
    ("CERTIFICATE_REQUIRED", Trouble.CLIENT_CERTIFICATE),
    ("INTERNAL_ERROR", Trouble.RESET),
)


def trouble_of(error: BaseException) -> tuple[Trouble, str]:
    """Return the trouble behind an exception, by the first cause that says something definite."""
    chain = list(_chain(error))
    for reading in (_by_us, _by_tls, _by_type):
        for cause in chain:
            if found := reading(cause):
                return found
    return Trouble.ODD_HTTP, type(error).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting and len(seen) < 30:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        inner = getattr(current, "os_error", None) or getattr(current, "certificate_error", None)
        waiting += [inner if isinstance(inner, BaseException) else None, current.__cause__, current.__context__]


def _by_us(error: BaseException) -> tuple[Trouble, str] | None:
    if isinstance(error, PrivateAddressError):
        return Trouble.PRIVATE, ""
    if isinstance(error, NoSuchHostError):
        return Trouble.NO_HOST, ""
    if isinstance(error, aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError):
        return Trouble.PROXY, str(error)[:200]
    return None


def _by_tls(error: BaseException) -> tuple[Trouble, str] | None:
    if not isinstance(error, ssl.SSLError) or isinstance(error, aiohttp.ClientError):  # wears the type of what it wraps
        return None
    if isinstance(error, ssl.SSLCertVerificationError):
        code = error.verify_code
        told = _VERIFY.get(code, f"Certifikatet godtas inte ({error.verify_message}).")
        return _BY_CODE.get(code, Trouble.CERTIFICATE), told
    if isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError):  # reset in the middle of the handshake
        return Trouble.RESET, ""
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError):
        return Trouble.CLOSED, ""
    reason = (error.reason or str(error)).upper().replace(" ", "_")
    return next((trouble for words, trouble in _BY_REASON if re.search(words, reason)), Trouble.TLS), reason.lower()


def _by_type(error: BaseException) -> tuple[Trouble, str] | None:
    for kind, trouble in _BY_TYPE:
        if isinstance(error, kind):
            return trouble, str(error) if trouble is Trouble.DNS else ""
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno], str(error)
    if isinstance(error, aiohttp.ClientResponseError):
        text = f"{error.message} {error.__cause__ or ''}"
        other = re.search(r"(?i)expected http|bad status line|invalid http version", text)
        return (Trouble.NOT_HTTP if other else Trouble.ODD_HTTP), ""
    if isinstance(error, aiohttp.ClientConnectorError):
        return (Trouble.REFUSED if "efused" in str(error) else Trouble.UNREACHABLE), ""
    return None
