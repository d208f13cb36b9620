"""What a reader meets of what has changed, on the invented municipality; what is told of ours is data beside data."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from core.content import Content
from core.editions import ClauseInContext
from core.history import names_before
from core.models.agreement import Citation

if TYPE_CHECKING:
    from invented import Invented

NAME = "continuity.yml"
CHANGES = "andringar.md"
OLDER = """- then: '2021'
  now: 2019-2020
  whole: false
  sections:
    - then: [samverkan]
      now: [samarbete]
      reason: Samma ämne.
    - then: [tidigt-stod]
      now: [stod-till-unga]
      reason: Samma ämne.
    - then: [tecken]
      now: []
      reason: Avsnittet är borta.
    - then: []
      now: [kvallsvandring]
      reason: Avsnittet är nytt.
  clauses:
    - how: changed
      then: [samverkan/kort-2]
      now: [samarbete/kort-2]
      judged: true
      note: En väg in har blivit öppet hus.
    - how: same
      then: [samverkan/kort-indikator-1]
      now: [samarbete/kort-indikator-1]
    - how: renamed
      then: [samverkan/kort-indikator-2]
      now: [samarbete/kort-indikator-2]
      note: Barn har blivit elever.
    - how: new
      then: []
      now: [samarbete/kort-indikator-3]
      note: Öppna hus räknas.
    - how: gone
      then: [tecken/kort-indikator-1, tecken/kort-indikator-2]
      now: []
      note: Avsnittet är borta.
  changes: []
  words: []
"""


def test_how_sections_came_about(whole: Invented) -> None:
    """From one, from none; and where the earlier went."""
    history = whole.content().history
    assert history is not None
    assert {one: history.origin(one) for one in history.now.by_id} == {
        "samverkan": "same",
        "tidigt-stod": "same",
        "tecken": "new",
    }
    assert [(one.section.id, tie.reason) for one, tie in history.gone] == [
        ("kvallsvandring", "Kvällsvandringen nämns inte 2021.")
    ]


@pytest.mark.parametrize(
    ("then", "now", "section", "origin"),
    [
        ("[samarbete]", "[samverkan, tecken]", "tecken", "split"),
        ("[samarbete, kvallsvandring]", "[samverkan]", "samverkan", "merged"),
    ],
)
def test_a_section_that_was_split_or_merged(invented: Invented, then: str, now: str, section: str, origin: str) -> None:
    """Seen from the ties: nobody writes it beside them."""
    text = invented.text(NAME)
    text = text.replace(
        "    - then: []\n      now: [tecken]\n      reason: Avsnittet är nytt.\n",
        "" if "tecken" in now else "    - then: []\n      now: [tecken]\n      reason: Avsnittet är nytt.\n",
    )
    if "kvallsvandring" in then:
        text = text.replace(
            "    - then: [kvallsvandring]\n      now: []\n      reason: Kvällsvandringen nämns inte 2021.\n", ""
        )
    text = text.replace("    - then: [samarbete]\n      now: [samverkan]", f"    - then: {then}\n      now: {now}", 1)
    assert invented.write(NAME, text) == []
    history = invented.content().history
    assert history is not None
    assert history.origin(section) == origin


def test_every_tie_is_told_once(whole: Invented) -> None:
    """On a section's page, or among what is gone: no tie is lost, and what is untied is said."""
    history = whole.content().history
    assert history is not None
    told = [tie for one in history.now.by_id for tie in history.of_section(one)] + history.elsewhere
    assert sorted(told, key=history.ties.index) == list(history.ties)
    assert [citation for _, citation in history.untied_clauses()] == []


def test_a_new_goal_is_said_to_be_uncompared(invented: Invented) -> None:
    """On its page, and to the editor."""
    later = "agreements/2021/sections/tidigt-stod.yml"
    invented.edit(later, "      - id: vill-2", "      - id: vill-3\n        text: Nytt.\n      - id: vill-2")
    assert "Inte jämförda ännu" not in invented.pages()[CHANGES].body
    assert "<p>Inte jämfört ännu: mål vill-3.</p>" in re.sub(
        r"mål 3", "mål vill-3", invented.pages()["overenskommelsen/tidigt-stod.md"].body
    )
    history = invented.content().history
    assert history is not None
    assert [citation for _, citation in history.untied_clauses()] == ["2021/tidigt-stod/vill-3"]


def test_the_page_says_all(whole: Invented) -> None:
    """The most important first, with both citations; words, trainings, sections, what is gone."""
    body = whole.pages()[CHANGES].body
    headings = re.findall(r"^##+ (.*?) \{", body, re.MULTILINE)
    assert headings == [
        "Det som betyder mest",
        "1\\. Utbildningen är inte längre ett krav",
        "2\\. Kvällsvandringen är borta",
        "Utbildningar för personalen, då och nu",
        "Ord som har bytts ut",
        "Avsnitten 2021",
        "Vart avsnitten 2019–2020 tog vägen",
        "Borta utan motsvarighet",
        "Hämta jämförelsen",
    ]
    assert "Samarbete, mål 1, punkt 1" in body
    assert "Samverkan &amp; återhämtning, mål 1, punkt 1" in body


def test_an_older_document_is_told_clause_by_clause(invented: Invented) -> None:
    """What is not new, in a sentence with the way to both documents."""
    assert invented.write(NAME, invented.text(NAME) + OLDER) == []
    told = " ".join(invented.pages()[CHANGES].body.partition("Visa punkt för punkt")[2].split())
    assert "<li>Ändrat (vår bedömning). En väg in har blivit öppet hus. Då: <a " in told
    assert ">Samarbete, mål 2</a>" in told
    assert "Öppna hus räknas." not in told


def test_texts_stay_text(whole: Invented) -> None:
    """A note is data: no sign of it becomes HTML or a macro."""
    body = whole.pages()["overenskommelsen/tecken.md"].body
    assert "å &amp; &lt;b&gt; &#123;{ inget_makro() }}" in body


def test_without_a_comparison_there_is_nothing_to_tell(invented: Invented) -> None:
    """A municipality that has compared nothing has no page of changes and no link to one."""
    assert invented.write(NAME, "[]\n") == []
    pages = invented.pages()
    assert CHANGES not in pages
    assert not any("andringar.md" in page.body or "#andringar" in page.body for page in pages.values())
    assert invented.content().history is None
    assert invented.content().histories == ()


def test_names_through_time(whole: Invented) -> None:
    """Each indicator in force with what it was called before."""
    content = whole.content()
    found = names_before(content.histories, content.current, content.current.sections)
    told = {str(citation): _named(before) for citation, before in found.items()}
    assert told == {
        "2021/samverkan/kort-indikator-1": [("Antal planer per år", "same")],
        "2021/samverkan/kort-indikator-2": [("Andel elever, i procent.", "renamed")],
        "2021/tecken/kort-indikator-1": [],
        "2021/tecken/kort-indikator-2": [],
    }


def _named(before: list[tuple[object, ClauseInContext, str]]) -> list[tuple[str, str]]:
    return [(clause.clause.text, how) for _, clause, how in before]


def test_open_data_of_changes(whole: Invented) -> None:
    """Every tie with citations that the agreements' own files have."""
    changes = json.loads(whole.exports()["andringar.json"].data)
    content: Content = whole.content()
    cited = {place for one in changes for place in (*one["then"], *one["now"]) if place.count("/") == 2}
    assert {Citation.parse(one) for one in cited} <= set(content.clauses)
    assert {one["how"] for one in changes} == {"same", "weaker", "changed", "renamed", "new", "gone"}
    (continuity,) = json.loads(whole.exports()["kontinuitet.json"].data)
    assert [one["id"] for one in continuity["changes"]] == ["utbildning", "kvallsvandring"]
