"""The judgement: from a link and what was seen of it to one verdict. Pure: no clock, no network.

The rule of thumb: nothing dead is called fine, nothing alive is called dead, and between alarm and doubt stands
`suspect`. Only what is dead beyond doubt is `failing`, that is, can be taken from the visitor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from linkcheck import urls
from linkcheck.judgement import appearance
from linkcheck.judgement.seen import Body, HostLook, Kind, Seen, Trouble, Way
from linkcheck.links import Link
from linkcheck.verdicts import FINDINGS, Judgement, Verdict, found


@dataclass(frozen=True)
class Outcome:
    """The judgement on a link, and the visit it stands on, without its page.

    `kept` says that nothing new was learnt: the host asked us to wait, or the deadline came.
    """

    link: Link
    judged: Judgement
    seen: Seen | None = None
    retry_after: datetime | None = None
    kept: bool = False


QUICK_PAUSES = (1.0, 2.0, 4.0)
"""Pauses before asking again, in units of `--retry-pause`."""
LONGEST_WAIT = 10.0
"""A host that asks us to wait longer than this, in seconds, is left until another run."""
_BY_STATUS = {status: key for key, known in FINDINGS.items() if "says" in known for status in known.get("status", ())}


def not_asked(link: Link) -> Judgement | None:
    """Return the judgement of a link that is not asked for at all, None where it must be."""
    scheme = urls.scheme_of(link.url)
    if scheme in {"mailto", "tel", "sms"}:
        return found("no_web_page")
    if link.access == "internal":
        return found("internal")
    return None if scheme in urls.WEB else found("no_address")


def judge(link: Link, seen: Seen, host: HostLook | None = None) -> Judgement:
    """Return the verdict on one link; `host` is how its host answers for addresses that cannot exist."""
    judged = _judge(link, seen, host or HostLook())
    reached = seen.final_url if seen.status is not None or seen.hops else None
    return replace(judged, final_url=judged.final_url or reached)


def _judge(link: Link, seen: Seen, host: HostLook) -> Judgement:
    if seen.trouble is not None:
        return _judge_trouble(link, seen, seen.trouble)
    status = seen.status or 0
    if appearance.is_wall(seen) and not (status in {404, 410} and appearance.says_missing(link, seen)):
        return found("wall", status=status)
    if not 200 <= status < 300:
        return _judge_status(link, seen, status)
    wrong = appearance.content(link, seen, host)
    if wrong is not None and wrong.verdict is not Verdict.OK:
        return wrong
    living = _judge_living(link, seen)
    return wrong if wrong is not None and living.verdict is Verdict.OK else living


def _judge_trouble(link: Link, seen: Seen, trouble: Trouble) -> Judgement:
    judged = found(trouble, host=urls.host_of(seen.final_url))
    if not seen.hops or trouble is Trouble.LOOP:
        return judged
    inside = {Trouble.UNREACHABLE, Trouble.DNS, Trouble.CONNECT_TIMEOUT}  # what only insiders reach
    if link.access == "login":
        inside |= {Trouble.NO_HOST, Trouble.PRIVATE}
    if trouble in inside and urls.is_login_address(seen.final_url):
        return found("inner_login", why=judged.detail)
    if trouble is Trouble.PRIVATE:
        return found("to_private")
    return replace(judged, detail=FINDINGS["after_redirect"].format(why=judged.detail))


def _judge_status(link: Link, seen: Seen, status: int) -> Judgement:
    to_login = seen.hops and urls.is_login_address(seen.final_url) and not urls.is_login_address(seen.url)
    asks = (
        (status >= 400 and "www-authenticate" in seen.headers)
        or appearance.is_login(seen)
        or (status in {403, 405} and to_login)
        or (status == 403 and seen.page is not None and seen.page.password)
    )
    if asks and not appearance.says_missing(link, seen):
        return found("status_login", status=status)
    key = _BY_STATUS.get(status, "status_fault" if 500 <= status < 600 else "status_odd")
    return found("status_missing_there" if status == 404 and seen.hops else key, status=status)


def _judge_living(link: Link, seen: Seen) -> Judgement:
    moved_to = new_address(seen)
    fragment = urls.fragment_of(link.url)
    plain = seen.final_url.startswith("http:")
    if plain and urls.scheme_of(link.url) == "https":
        return found("downgrade")
    checkable = seen.kind is Kind.HTML and seen.body is Body.WHOLE and "#" not in seen.final_url
    place = seen.page.place_of(fragment) if checkable and fragment and seen.page else ""
    if place == "missing" and seen.page is not None:
        near = seen.page.near_miss(fragment)
        return found("place_nearly" if near else "place_missing", moved_to, place=unquote(fragment)[:100], near=near)
    if moved_to is not None:
        return found("moved", moved_to + (f"#{fragment}" if fragment and "#" not in moved_to else ""))
    if plain and not urls.is_reserved_host(seen.final_url):
        return found("only_plain")
    if seen.expires is not None and seen.expires <= 7:
        return found("expiring", days=seen.expires)
    if place == "script":
        return found("place_by_script")
    return found("for_now" if seen.hops and not urls.same_address(seen.url, seen.final_url) else "fine")


def new_address(seen: Seen) -> str | None:
    """Where the permanent redirects at the start of the way led, None where the stored address still is the right one.

    A temporary redirect says that the address before it is the one to use, so what comes after it does not count.
    What belongs to one visit only (session numbers, campaign marks, personal keys, signatures) is never offered.
    """
    leading = next((n for n, hop in enumerate(seen.hops) if hop.way is not Way.PERMANENT), len(seen.hops))
    if not leading:
        return None
    reached = urls.without_keys(seen.hops[leading].url if leading < len(seen.hops) else seen.final_url)
    same = any(urls.same_address(url, seen.url) for url in (reached, urls.without_keys(seen.final_url)))
    return None if same or urls.is_signed(reached) else reached


def retry_pause(link: Link, seen: Seen, attempt: int, now: datetime, unit: float = 1.0) -> float | None:
    """Seconds to wait before asking once more, None where the answer stands. `attempt` counts from 1."""
    status = seen.status or 0
    pauses: tuple[float, ...] = ()
    if seen.retry_after is not None and status in {429, 503}:
        wait = max((seen.retry_after - now).total_seconds(), 0.1)
        pauses = (wait,) * (len(QUICK_PAUSES) - 1) if wait <= LONGEST_WAIT else ()
    elif seen.trouble in {Trouble.TIMEOUT, Trouble.CONNECT_TIMEOUT} or seen.body is Body.UNFINISHED:
        pauses = (unit * 2,)
    elif seen.trouble is not None:
        pauses = tuple(unit * pause for pause in QUICK_PAUSES if seen.trouble.passing)
    elif seen.body in {Body.CUT, Body.UNREADABLE} or 500 <= status < 999 or status in {408, 421, 425, 429}:
        pauses = tuple(unit * pause for pause in QUICK_PAUSES)
    if attempt > len(pauses) or (
        seen.trouble is None and judge(link, seen).verdict in {Verdict.BLOCKED, Verdict.LOGIN}
    ):
        return None
    return pauses[attempt - 1]
