"""What continues what: on the invented municipality, which has an earlier agreement of three sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from invented import Invented

NAME = "continuity.yml"
RENAMED = """    - how: renamed
      then: [samarbete/kort-indikator-2]
      now: [samverkan/kort-indikator-2]
      note: Elever har blivit barn.
"""


@pytest.mark.parametrize(
    ("old", "new", "mark", "message"),
    [
        pytest.param(
            "then: 2019-2020",
            "then: 2019",
            "then: 2019",
            "'2019' is not an id in data/agreements/; correct it or add the record",
            id="edition",
        ),
        pytest.param(
            "now: '2021'\n",
            "now: 2019-2020\n",
            "now: 2019-2020",
            "'2019-2020' is compared with itself; remove this comparison, or correct it",
            id="itself",
        ),
        pytest.param(
            "then: [stod-till-unga]",
            "then: [stod]",
            "then: [stod]",
            "'stod' is no section of 2019-2020; correct it",
            id="section",
        ),
        pytest.param(
            "now: [samverkan/kort-2]",
            "now: [samverkan/kort-9]",
            "now: [samverkan/kort-9]",
            "'samverkan/kort-9' is no clause of 2021; name another",
            id="clause",
        ),
        pytest.param(
            "now: [samverkan/kort-2]",
            "now: [tidigt-stod, samverkan/kort-2]",
            "now: [tidigt-stod, samverkan/kort-2]",
            "'tidigt-stod' has no introduction in 2021; name another",
            id="introduction",
        ),
        pytest.param(
            "now: [samverkan/kort-2]",
            "now: [samverkan/kort-2, samverkan/kort-2]",
            "now: [samverkan/kort-2",
            "'samverkan/kort-2' stands twice; keep one",
            id="twice",
        ),
        pytest.param(
            "now: [samverkan/kort-2]",
            "now: [samverkan/kort 2]",
            "now: [samverkan/kort 2",
            "now: 'samverkan/kort 2' is no clause; write section/clause, such as lss/kort-2, or the section for its "
            "introduction",
            id="form",
        ),
        pytest.param(
            "    - then: [kvallsvandring]\n      now: []\n      reason: Kvällsvandringen nämns inte 2021.\n",
            "",
            "  sections:",
            "'kvallsvandring' of 2019-2020 stands in no tie; add one, with then: [kvallsvandring]",
            id="earlier-section-forgotten",
        ),
        pytest.param(
            "    - then: []\n      now: [tecken]\n      reason: Avsnittet är nytt.\n",
            "",
            "  sections:",
            "'tecken' of 2021 stands in no tie; add one, with now: [tecken]",
            id="later-section-forgotten",
        ),
        pytest.param(
            "    - then: []\n      now: [tecken]",
            "    - then: []\n      now: [tidigt-stod, tecken]",
            "  sections:",
            "'tidigt-stod' of 2021 is new in one tie and not in another; remove one",
            id="section-against-itself",
        ),
        pytest.param(
            "    - then: []\n      now: [tecken]",
            "    - then: []\n      now: []",
            "    - then: []",
            "then and now are both empty; name a section, or remove the tie",
            id="empty-tie",
        ),
        pytest.param(
            "    - then: [stod-till-unga]\n      now: [tidigt-stod]",
            "    - then: [stod-till-unga, samarbete]\n      now: [tidigt-stod, samverkan]",
            "      now: [tidigt-stod, samverkan]",
            "then and now name several sections each; write a tie for each of one",
            id="many-to-many",
        ),
        pytest.param(
            "then: [kvallsvandring/kort-1]\n      now: []\n      note",
            "then: [kvallsvandring/kort-1, samarbete/kort-2]\n      now: []\n      note",
            "then: [samarbete/kort-2]",
            "'samarbete/kort-2' is gone in another tie; remove one",
            id="gone-and-not",
        ),
        pytest.param(
            "    - how: same\n      then: [stod-till-unga/kort-1]",
            "    - how: same\n      then: [samarbete/kort-1]",
            "    - how: same\n      then: [samarbete/kort-1]",
            "'samarbete/kort-1' is tied to 'tidigt-stod/kort-1', but their sections are not; "
            "add that tie, or correct this one",
            id="sections-untied",
        ),
        pytest.param(
            "how: changed\n",
            "how: renamed\n",
            "how: renamed\n      then: [samarbete/kort-2]",
            "'renamed' is for indicators; write one of changed, stronger, weaker",
            id="renamed-goal",
        ),
        pytest.param(
            "how: renamed\n",
            "how: changed\n",
            "how: changed\n      then: [samarbete/kort-indikator-2]",
            "'changed' is not for indicators; write one of other-measure, renamed",
            id="changed-indicator",
        ),
        pytest.param(
            "how: renamed\n",
            "how: same\n",
            "how: same\n      then: [samarbete/kort-indikator-2]",
            "these indicators are worded otherwise; write renamed or other-measure, with a note",
            id="not-the-same",
        ),
        pytest.param(
            "    - how: changed\n      then: [samarbete/kort-2]",
            "    - how: new\n      then: [samarbete/kort-2]",
            "    - how: new\n      then: [samarbete/kort-2]",
            "'new' is what has no then, 'gone' what has no now, and nothing else; correct how, then or now",
            id="new-with-then",
        ),
        pytest.param(
            "then: [samarbete/kort-indikator-3]",
            "then: [samarbete/kort-1-1, samarbete/kort-indikator-3]",
            "how: gone\n      then: [samarbete/kort-1-1, samarbete/kort-indikator-3]",
            "goals and indicators stand in one tie; write a tie for each",
            id="mixed",
        ),
        pytest.param(
            "told_in: samverkan",
            "told_in: samarbete",
            "told_in: samarbete",
            "'samarbete' is no section of 2021; correct it",
            id="told-nowhere",
        ),
        pytest.param(
            "      note: Öppet hus har blivit en väg in.\n",
            "",
            "    - how: changed\n",
            "a tie that is not 'same' needs a note; say what differs",
            id="no-note",
        ),
        pytest.param(
            "    - then: klient\n",
            "    - then: kund\n",
            "seen_then: [samarbete]",
            "'kund' does not stand in 'samarbete' of 2019-2020; name another place",
            id="word",
        ),
    ],
)
def test_one_fault_is_told_in_its_line(invented: Invented, old: str, new: str, mark: str, message: str) -> None:
    """One fault, told once, where it stands, with what to do."""
    found = invented.edit(NAME, old, new)
    assert [one for one in found if one.endswith(message)] == [f"{place(invented, mark)}: {message}"], found


def place(invented: Invented, mark: str) -> str:
    """Give `path:line` of the one place where something stands in the file."""
    text = invented.text(NAME)
    assert text.count(mark) == 1, mark
    return f"data/{NAME}:{text[: text.index(mark)].count(chr(10)) + 1}"


@pytest.mark.parametrize(("edition", "spot", "key"), [("2019-2020", "samarbete", "then"), ("2021", "samverkan", "now")])
def test_no_indicator_is_forgotten(invented: Invented, edition: str, spot: str, key: str) -> None:
    """An indicator of either document that no tie names is told, with its file."""
    message = (
        f"'{spot}/kort-indikator-2' of {edition} (data/agreements/{edition}/sections/{spot}.yml) stands in no tie; "
        f"add one, with {key}: [{spot}/kort-indikator-2]"
    )
    found = invented.edit(NAME, RENAMED, "")
    assert f"{place(invented, '  clauses:')}: {message}" in found
    assert len(found) == 2


def test_a_plan_that_the_later_does_not_replace_is_only_followed_forwards(invented: Invented) -> None:
    """What is new need not be named where the later document has other grounds than the earlier."""
    new = "    - then: []\n      now: [tecken]\n      reason: Avsnittet är nytt.\n"
    invented.write(NAME, invented.text(NAME).replace("whole: true", "whole: false").replace(new, ""))
    assert invented.problems() == []


def test_goals_may_be_untied(invented: Invented) -> None:
    """An editor who adds a goal need not compare it at once."""
    later = "agreements/2021/sections/tidigt-stod.yml"
    assert (
        invented.edit(later, "      - id: vill-2", "      - id: vill-3\n        text: Nytt.\n      - id: vill-2") == []
    )


def test_a_struck_clause_may_be_named(invented: Invented) -> None:
    """What was struck stays comparable."""
    later = "agreements/2021/sections/samverkan.yml"
    struck = "- id: kort-indikator-2\n        struck: 2021-02-14\n"
    assert invented.edit(later, "- id: kort-indikator-2\n", struck) == []


def test_faults_of_the_documents_come_first(invented: Invented) -> None:
    """A section that cannot be read is told once, and not by everything that is compared with it."""
    found = invented.edit("agreements/2021/sections/tecken.yml", "page: 11", "page: elva")
    assert [one for one in found if NAME in one] == []
