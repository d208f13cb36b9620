"""How well words and structure find pages that say they are not there, in wordings that nobody wrote the check by."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from linkcheck.judgement.judge import judge
from linkcheck.judgement.markup import Page
from linkcheck.judgement.seen import HostLook, Kind, Seen
from linkcheck.links import Link
from linkcheck.verdicts import Verdict

WORDINGS = yaml.safe_load(Path(__file__).with_name("wordings.yml").read_text(encoding="utf-8"))
URL = "https://x.se/stod/anhoriga"
START = "<title>Start</title><h1>Välkommen</h1><p>" + "Här finns råd och stöd för dig och dem du bryr dig om. " * 5


def seen(wording: str, url: str = URL) -> Seen:
    """Return the page of a wording as it would come from the web."""
    title, heading, text = wording.split(" | ")
    html = f"<html lang=sv><title>{title}</title><main><h1>{heading}</h1><p>{text}</p><a href=/>Start</a></main>"
    return Seen(url, url, status=200, kind=Kind.HTML, page=Page(html), text=html)


def test_most_are_found_by_their_words_alone() -> None:
    """At least nineteen of twenty, in four languages, without having seen the host's own «not found»."""
    link = Link("a", URL)
    lost = [wording for wording in WORDINGS["missing"] if judge(link, seen(wording)).verdict is not Verdict.SOFT404]
    assert len(lost) <= len(WORDINGS["missing"]) / 20, lost


@pytest.mark.parametrize("wording", WORDINGS["missing"])
def test_all_are_found_with_structure(wording: str) -> None:
    """The host shows the same for an address that cannot exist and another page at its start."""
    start = Seen("https://x.se/", "https://x.se/", status=200, kind=Kind.HTML, page=Page(START), text=START)
    look = HostLook(nowhere=seen(wording, "https://x.se/8f3a"), start=start)
    judged = judge(Link("a", URL), seen(wording), look)
    assert (judged.verdict, judged.failing) == (Verdict.SOFT404, True)


@pytest.mark.parametrize("wording", WORDINGS["living"])
def test_no_living_page_is_called_missing(wording: str) -> None:
    """Also the short ones that speak of what is lost."""
    assert judge(Link("a", URL), seen(wording)).verdict is Verdict.OK


@pytest.mark.parametrize("wording", WORDINGS["parked"])
def test_a_domain_that_nobody_uses_is_no_page(wording: str) -> None:
    """In whatever language it is offered: it is the domain that is spoken of."""
    judged = judge(Link("a", URL, title="Jouren"), seen(wording))
    assert (judged.verdict, judged.failing) == (Verdict.SUSPECT, False)
