"""What Firefox puts on paper with margins of its own, and what it keeps of a visit on the disk."""

from __future__ import annotations

import pypdfium2

from browser.people import refuse
from built import Site
from core import routes
from core.content import Content
from engines.drivers import Firefox

# What Firefox leaves empty around a page, in centimetres, as it comes: half an inch.
OWN_MARGIN = 1.27
# The longest services are looked at on paper: what is shorter takes no more of it, and Chromium prints all.
LONGEST = 25
# Words that a first sheet holds at least, where a second follows: less is a sheet that is nearly empty.
FEW = 60


def sheets(firefox: Firefox, address: str) -> list[str]:
    """Give what stands on each sheet of a page."""
    firefox.go(address)
    with pypdfium2.PdfDocument(firefox.printed(OWN_MARGIN)) as paper:
        return [sheet.get_textpage().get_text_range() for sheet in paper]


def test_each_service_is_one_sheet(shared_firefox: Firefox, site: Site, server: str, content: Content) -> None:
    """With the margins that Firefox has, each of the longest services stands on one A4."""
    addresses = [routes.address_of(routes.service(one)) for one in content.services]
    faults = []
    for address in sorted(addresses, key=lambda one: len(site.text(one)), reverse=True)[:LONGEST]:
        paper = sheets(shared_firefox, server + address)
        if len(paper) != 1:
            faults.append(f"{address}: {len(paper)} sheets")
    refuse(faults)


def test_no_page_begins_with_a_sheet_that_is_nearly_empty(
    shared_firefox: Firefox, server: str, content: Content
) -> None:
    """A page of many sheets begins to fill the first: crisis help, and where turning to help can put one at risk."""
    risky = content.vocabulary.is_exposed
    pages = [routes.CRISIS, *(routes.situation(one.id) for one in content.situations.values() if risky(one.topics))]
    faults = []
    for page in pages:
        paper = sheets(shared_firefox, server + routes.address_of(page))
        if len(paper) > 1 and len(paper[0].split()) < FEW:
            faults.append(f"{page}: {len(paper[0].split())} words on the first of {len(paper)} sheets")
        if page == routes.CRISIS and len(paper) != 1:
            faults.append(f"{page}: {len(paper)} sheets")
    refuse(faults)


WORDS = "ingen vill ha mig kvar"
FORGOTTEN = "ett ord i en ruta som minns"
CONTROL = """
const box = document.createElement("textarea");
box.id = "minns";
document.querySelector("main").prepend(box);
"""


def of_session(firefox: Firefox, word: str) -> list[str]:
    """Give the files that hold a word, of those from which Firefox opens again what was open."""
    return [one for one in firefox.kept(word) if one.startswith("sessionstore")]


def choose_and_search(firefox: Firefox, server: str) -> None:
    """Choose in the lists, then write in the search box, as someone who looks for help."""
    firefox.go(server + routes.address_of(routes.LINKS))
    firefox.run("document.querySelector('[data-filter-key]').focus()")
    firefox.write("[data-filter-key]", "\ue015\ue015")
    assert firefox.until("return document.querySelector('[data-filter-key]').value")
    firefox.go(server + routes.address_of(routes.SERVICES))
    firefox.run("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    firefox.click("[data-filter-chip^='age=']")
    firefox.click("[data-filter-chip^='access=']")
    firefox.click("[data-search-open]")
    firefox.until("return document.querySelector('[data-search-input]')")
    firefox.write("[data-search-input]", WORDS)
    firefox.until("return document.querySelector('[data-search-hit]')")


def test_what_was_chosen_and_written_is_nowhere_on_the_disk(firefox: Firefox, server: str) -> None:
    """Neither in the session, the history, the cache nor what forms remember, while it is open and once it is closed.

    A box that the site does not have shows that Firefox does keep what is written where nothing asks it not to.
    """
    choose_and_search(firefox, server)
    firefox.until_kept(f"{server}{routes.address_of(routes.SERVICES)}")
    assert firefox.kept(WORDS) == []
    assert of_session(firefox, "formdata") == []
    firefox.go(server + routes.address_of(routes.ABOUT))
    firefox.run(CONTROL)
    firefox.write("#minns", FORGOTTEN)
    firefox.until_kept(FORGOTTEN)
    firefox.close()
    assert firefox.kept(FORGOTTEN) != []
    assert firefox.kept(WORDS) == []


def test_the_quick_exit_leaves_nothing_in_the_session(firefox: Firefox, server: str, content: Content) -> None:
    """What Firefox would open again holds neither the page that was left nor what was chosen before it.

    Beside the next page it notes which one led there, for itself: no page can keep it from that, and the history has
    it as well, as each page with a quick exit says.
    """
    exposed = next(one for one in content.situations.values() if content.vocabulary.is_exposed(one.topics))
    address = routes.address_of(routes.situation(exposed.id))
    choose_and_search(firefox, server)
    firefox.go(server + address)
    firefox.until_kept(address)
    index = server + routes.address_of(routes.INDEX)
    firefox.run("document.querySelector('[data-exit]').href = arguments[0]", index)
    firefox.click("[data-exit]")
    firefox.until("return location.href === arguments[0]", index)
    firefox.close()
    opened = firefox.would_open()
    assert index in opened
    assert server + address not in opened
    assert firefox.kept(WORDS) == []
    assert of_session(firefox, "formdata") == []
