"""What is not known is told once and quietly: caveats are marked, and stay a small part of a resident's page.

Web standards, C7. A caveat is marked `data-caveat`; the open data keeps each unknown value by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from built import Site
from element_tree import document_of, folded, words

MOST = 0.05
RESIDENTS = ("/", "/akut/", "/hjalp/", "/stod/")
# Words that only a caveat says: they must be marked, so that nothing is left out of the measure.
DOUBTS = ("obekräfta", "vi vet inte än:", "vi vet inte ännu", "vi vet det inte än", "inte bekräfta", "inte är bekräfta")


def is_residents(address: str) -> bool:
    """Whether a page is for those who look for help."""
    return address in RESIDENTS or address.startswith(RESIDENTS[1:])


def caveats(element: Any) -> Iterator[str]:
    """Yield the text of each caveat of a part of a page."""
    for one in element.iter():
        if one.get("data-caveat") is not None and (text := folded(words(one))):
            yield text


def seen(element: Any) -> int:
    """Count the words that a reader of the page sees, the preview strip aside."""
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "svg"} or is_strip(element):
        return 0
    own = len((element.text or "").split())
    return own + sum(seen(one) + len((one.tail or "").split()) for one in element)


def is_strip(element: Any) -> bool:
    """Whether an element is the strip that says that the site is a preview."""
    return "strip" in (element.get("class") or "").split()


def caveat_faults(document: Any) -> list[str]:
    """Give what is wrong with the caveats of a resident's page."""
    body, main = document.find("body"), document.find(".//main")
    told = list(caveats(main))
    share = sum(len(one.split()) for one in told) / max(1, seen(body))
    faults = [f"{share:.1%} of its words are caveats"] if share > MOST else []
    faults += [f"twice: {one}" for one in sorted(set(told)) if told.count(one) > 1]
    text = folded(words(main)).casefold()
    marked = " ".join(told).casefold()
    faults += [f"not marked: {one}" for one in DOUBTS if text.count(one) != marked.count(one)]
    return faults


def test_caveats_are_few_and_quiet_on_every_page_of_residents(site: Site) -> None:
    """C7: at most one word in twenty, none twice, and none that is not marked."""
    found = {
        address: faults
        for address in site.pages
        if is_residents(address) and (faults := caveat_faults(site.document(address)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ("<main>{}</main>", 0),
        ("<main>{}<p data-caveat>Vi vet inte än: plats.</p></main>", 0),
        ("<main>{}<p>Vi vet inte än: plats.</p></main>", 1),
        ("<main>{}<p data-caveat>Vet inte.</p><p data-caveat>Vet inte.</p></main>", 1),
        ("<main><p>Ring oss.</p><p data-caveat>Vi vet inte än: plats.</p></main>", 1),
        ("<header class='strip'>inte bekräftat</header><main>{}</main>", 0),
    ],
)
def test_a_caveat_too_many_is_seen(html: str, faults: int) -> None:
    """Too large a part, the same twice, or one that hides from the measure."""
    assert len(caveat_faults(document_of(f"<html><body>{html.format('ord ' * 200)}"))) == faults
