"""Safe words about suicide on every built page: the patterns of the web standards, section 2."""

from __future__ import annotations

import re

from built import Site
from core.content import Content
from core.rules.wording import harms_in
from element_tree import words_of

# S7: a count, share or rate together with suicide in a heading or the first paragraph; years and «delmål n» are names.
FIGURE = re.compile(r"\d+\s*(?:procent|%|personer|fall|av\s+100\s*000)|per\s+100\s*000", re.IGNORECASE)
SUICIDE = re.compile(r"självmord|suicid", re.IGNORECASE)


def test_no_page_uses_words_that_harm(site: Site) -> None:
    """What the rule says of the sources holds for whole pages too, with the words of the templates."""
    found = [
        (address, harm.name, words[0])
        for address in site.addresses
        for harm, words in harms_in(words_of(site.document(address).find("body")))
    ]
    assert found == []


def test_figures_about_suicide_never_stand_first(site: Site) -> None:
    """No heading and no first paragraph pairs a figure with suicide."""
    found = []
    for address in site.addresses:
        body = site.document(address)
        first = next((one for one in body.iter("p") if one.get("class") == "lead"), None)
        for element in [*body.iter("h1"), *body.iter("h2"), *([first] if first is not None else [])]:
            text = words_of(element)
            if SUICIDE.search(text) and FIGURE.search(text):
                found.append((address, text))
    assert found == []


def test_pages_about_suicide_begin_with_help_and_end_with_it(site: Site) -> None:
    """C2: on residents' pages about suicide and violence the card stands before running text, a link last."""
    for address in site.addresses:
        html = site.text(address)
        if not address.startswith(("/hjalp/", "/stod/")) or '<section class="help"' not in html:
            continue
        article = html[html.index("<article") : html.index("</article>")]
        assert article.index('class="help"') < article.index('class="lead"'), address
        assert 'class="help-again"' in article[article.rindex("<h2") :], address


def test_pages_for_staff_say_where_they_find_help(site: Site, content: Content) -> None:
    """S9: sections of the agreement and trainings on suicide have a part for staff who are affected themselves."""
    addresses = [f"/overenskommelsen/{one.section.id}/" for one in content.current.sections]
    addresses += [f"/utbildningar/{one.id}/" for one in content.trainings.values() if "suicidprevention" in one.topics]
    for address in addresses:
        html = site.text(address)
        part = html[html.index('id="om-du-sjalv-berors"') : html.index("</article>")]
        assert "/akut/" in part.partition("<h2")[0], address


def test_help_is_words_and_always_open(site: Site) -> None:
    """C10: a picture stands beside words and is hidden from who listens, or is a drawing with a name; none is help.

    No number stands in what must be opened first.
    """
    pictures = {"img", "picture", "object", "embed", "canvas", "video", "iframe"}
    for address in site.addresses:
        body = site.document(address).find("body")
        assert {one.tag for one in body.iter() if isinstance(one.tag, str)} & pictures == set(), address
        drawn = [one for one in body.iter("svg") if one.get("aria-hidden") != "true"]
        assert [one for one in drawn if one.get("role") != "img" or not one.find("title").text] == [], address
        bare = [one for one in body.iter("a") if one.find("svg") is not None and not words_of(one)]
        assert bare == [], address
        within = [link for box in body.iter("details") for link in box.iter("a")]
        assert [link for link in within if (link.get("href") or "").startswith("tel:")] == [], address


def test_the_page_for_who_worries_says_that_asking_does_no_harm(site: Site) -> None:
    """S6: asking does not raise the risk, and there are questions to ask."""
    text = words_of(site.document("/hjalp/orolig-for-nagon/").find("body"))
    assert re.search(r"fråga ökar inte risken", text)
    assert "Tänker du på att ta ditt liv?" in text


def test_help_cards_say_what_to_say(site: Site, content: Content) -> None:
    """C3 and C8: 112 first, then care, then lines; and what to say when someone answers."""
    text = words_of(site.document("/akut/").find("body"))
    steps = content.help_card(["suicid"]).steps
    told = [step.heading for step in steps] + [step.say for step in steps if step.say]
    assert [text.find(step.heading) for step in steps] == sorted(text.index(step.heading) for step in steps)
    assert [words for words in told if words not in text] == []
    assert any(step.say for step in steps)


def test_one_acute_card_a_page_without_links_to_read(site: Site) -> None:
    """C5: at most one acute card a page, and in it only links that dial."""
    for address in site.addresses:
        cards = [one for one in site.document(address).iter("div") if "akut" in (one.get("class") or "").split()]
        assert len(cards) <= 1, address
        assert all(link.get("href", "").startswith("tel:") for card in cards for link in card.iter("a")), address
