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
_LOCAL = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
_UNREACHABLE = [
    "ENETUNREACH",
    "EHOSTUNREACH",
    "ENETDOWN",
    "EHOSTDOWN",
    "EADDRNOTAVAIL",
    "EAFNOSUPPORT",
    "EINVAL",
    "EACCES",
    "EPERM",
]
_BY_ERRNO: dict[int, Trouble] = {
    errno.ECONNREFUSED: Trouble.REFUSED,
    **dict.fromkeys((errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED), Trouble.RESET),
    errno.ETIMEDOUT: Trouble.CONNECT_TIMEOUT,
    **{getattr(errno, name): Trouble.UNREACHABLE for name in _UNREACHABLE},
}


def trouble_of(error: BaseException) -> tuple[Trouble, str]:
    """Return the trouble behind an exception, by the first cause that says something definite."""
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, PrivateAddressError):
            return Trouble.PRIVATE, ""
        if isinstance(cause, NoSuchHostError):
            return Trouble.NO_HOST, ""
        if isinstance(cause, aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError):
            return Trouble.PROXY, str(cause)[:200]
    for cause in chain:
        found = _by_tls(cause)
        if found:
            return found
    for cause in chain:
        plain = _by_type(cause)
        if plain:
            return plain
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
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions


def _by_tls(error: BaseException) -> tuple[Trouble, str] | None:  # noqa: PLR0911 - one return a cause
    if isinstance(error, aiohttp.ClientError):  # wears the type of what it wraps, without its fields
        return None
    if isinstance(error, ssl.SSLCertVerificationError):
        code = error.verify_code
        return _BY_CODE.get(code, Trouble.CERTIFICATE), _VERIFY.get(
            code, f"Certifikatet godtas inte ({error.verify_message})."
        )
    if not isinstance(error, ssl.SSLError):
        return None
    if isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError):  # reset in the middle of the handshake
        return Trouble.RESET, ""
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError):
        return Trouble.CLOSED, ""
    reason = (error.reason or str(error)).upper().replace(" ", "_")
    if "EOF" in reason:
        return Trouble.CLOSED, ""
    plain = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE")
    if any(word in reason for word in plain):
        return Trouble.PLAIN_HTTP, reason
    if "CERTIFICATE_REQUIRED" in reason:
        return Trouble.CLIENT_CERTIFICATE, reason
    if "INTERNAL_ERROR" in reason:
        return Trouble.RESET, reason
    return Trouble.TLS, reason.lower().replace("_", " ")


def _by_type(error: BaseException) -> tuple[Trouble, str] | None:  # noqa: PLR0911 - one return a cause
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Trouble.CONNECT_TIMEOUT, ""
    if isinstance(error, socket.gaierror):
        return Trouble.DNS, str(error)
    if isinstance(error, ConnectionRefusedError):
        return Trouble.REFUSED, ""
    if isinstance(error, OSError) and error.errno in _LOCAL:
        return Trouble.LOCAL, str(error)
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno], ""
    if isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        return Trouble.RESET, ""
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Trouble.CLOSED, ""
    if isinstance(error, TimeoutError):
        return Trouble.TIMEOUT, ""
    if isinstance(error, aiohttp.InvalidURL):
        return Trouble.BAD_ADDRESS, "ogiltig adress"
    if isinstance(error, aiohttp.ClientResponseError):
        text = f"{error.message} {error.__cause__ or ''}"
        other = re.search(r"(?i)expected http|bad status line|invalid http version", text)
        return (Trouble.NOT_HTTP if other else Trouble.ODD_HTTP), ""
    if isinstance(error, aiohttp.ClientConnectorError):
        return (Trouble.REFUSED if "efused" in str(error) else Trouble.UNREACHABLE), ""
    return None
