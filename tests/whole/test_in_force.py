"""Which edition is in force on a day, and drafts of the next: nowhere until someone says that they are done."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core import routes
from core.load import load_records, read_documents
from core.pages import build_pages
from core.rules import build_content
from invented import TODAY, Invented

NEXT = "agreements/2022/agreement.yml"
SECTION = "agreements/2022/sections/samverkan.yml"
NEW_YEAR = date(2022, 1, 1)


def finish(invented: Invented) -> None:
    """Take off every mark of a draft."""
    compared = invented.path("continuity.yml")
    for path in (compared, *invented.path("agreements/2022").rglob("*.yml")):
        path.write_text(re.sub(r"(?m)^ *draft: true\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")


def put_in_force(invented: Invented, day: str = "2022-01-01") -> list[str]:
    """Name the next edition as in force from a day."""
    line = "  - {edition: '2021', from: 2021-01-01}\n"
    return invented.edit("site.yml", line, f"{line}  - {{edition: '2022', from: {day}}}\n")


@pytest.mark.parametrize("spoilt", ["", "id: [", "id: samverkan\ntitle: [x]\n", "introduction: {\n"])
def test_a_draft_is_nowhere(drafted: Invented, whole: Invented, spoilt: str) -> None:
    """Not in pages, files or the search, whatever is wrong in it, and what compares it is nowhere either.

    The editor's own list of what is left to do names it.
    """
    if spoilt:
        drafted.write(SECTION, spoilt)
    drafted.edit("continuity.yml", "then: [tecken]\n      now: [tecken]", "then: [ingen]\n      now: [alls]")
    site, before = drafted.site(), whole.site()
    pages, pages_before = (
        {uri: page.markdown() for uri, page in one.pages.items() if uri != routes.REVIEW} for one in (site, before)
    )
    assert pages == pages_before
    files, files_before = (
        {file.uri: file.data for file in one.exports if not routes.review_file.holds(file.uri)}
        for one in (site, before)
    )
    assert files == files_before
    assert site.search() == before.search()


def test_a_draft_that_cannot_be_read_to_its_end_is_one(drafted: Invented) -> None:
    """Who is in the middle of a line keeps nobody from building."""
    drafted.write(NEXT, drafted.text(NEXT) + "remarks: [\n")
    assert drafted.site_problems() == []


def test_a_draft_is_not_in_force(drafted: Invented) -> None:
    """That is the one fault that a draft can be of, and it is told once."""
    found = put_in_force(drafted)
    message = "'2022' is a draft; finish it as make check tells, or take it away here"
    assert found == [f"{drafted.at('site.yml', '2022')}: {message}"]


def test_the_day_decides(drafted: Invented) -> None:
    """The next edition has no page before its first day; on that day it has the short address."""
    finish(drafted)
    assert put_in_force(drafted) == []
    loaded = load_records(read_documents(drafted.root))
    before = build_content(loaded, TODAY)
    assert (before.current.id, list(before.editions)) == ("2021", ["2019-2020", "2021"])
    assert not any("2022" in uri for uri in build_pages(before, TODAY))


@pytest.mark.parametrize(
    ("in_force", "said"),
    [
        pytest.param(
            "- {edition: '2021', from: 2021-03-02}", "no edition is in force on 2021-03-01; name one that is", id="none"
        ),
        pytest.param(
            "- {edition: '2021', from: 2021-01-01}\n  - {edition: 2019-2020, from: 2019-01-01}",
            "'2019-2020' is in force from 2019-01-01, not after the edition before it; put the earliest first",
            id="order",
        ),
        pytest.param(
            "- {edition: '2021', from: 2021-01-01}\n  - {edition: '2021', from: 2021-02-01}",
            "an edition stands twice in in_force; keep one",
            id="twice",
        ),
        pytest.param(
            "- {edition: '2021', from: 2021-01-01}\n  - {edition: '2040', from: 2040-01-01}",
            "'2040' is not an id in data/agreements/",
            id="unknown",
        ),
    ],
)
def test_what_cannot_be_in_force(invented: Invented, in_force: str, said: str) -> None:
    """Each is told once, in data/site.yml."""
    found = invented.edit("site.yml", "- {edition: '2021', from: 2021-01-01}", in_force)
    assert len(found) == 1
    assert found[0].startswith("data/site.yml:")
    assert said in found[0]


def test_an_edition_that_nobody_puts_in_force(drafted: Invented) -> None:
    """It would be shown as an earlier one, which it is not."""
    finish(drafted)
    found = drafted.problems()
    assert [one for one in found if "'2022' replaces 2021 and is in force on no day; write draft: true here" in one]


def test_marks_of_a_draft_in_what_is_published(invented: Invented) -> None:
    """A text that nobody has rewritten is no text of ours."""
    name = "agreements/2021/sections/samverkan.yml"
    before = len(invented.problems())
    text = invented.text(name)
    above, clause, below = text.partition("      - id: kort-1\n")
    found = invented.write(name, f"{above}{clause}        draft: true\n{below}")
    assert len(found) == before + 1
    assert found[0].endswith("the text is still a draft; rewrite it, check it beside the document, then remove draft")
    assert found[0].startswith(invented.at(name, "draft: true"))


def test_what_is_prepared_for_a_draft_is_nowhere(drafted: Invented, whole: Invented) -> None:
    """A record may cite its clauses and the register have its links: both are seen when it is in force."""
    link = (
        "- id: nytt\n  url: https://www.bjorkviken.example/nytt\n  title: Nytt\n  publisher: null\n  access: public\n"
    )
    link += "  format: web\n  language: sv\n  edition: '2022'\n"
    drafted.write("links.yml", drafted.text("links.yml") + link)
    clause = "      - id: kort-2\n        text: Staden prövar en ny väg in. Den ska vara lätt att hitta.\n"
    drafted.edit(SECTION, clause, f"{clause}        links: [nytt]\n")
    cited = "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-1-1-2"
    assert drafted.edit("services/samtalsstod.yml", cited, f"{cited}, 2022/samverkan/kort-1") == []
    site, before = drafted.site(), whole.site()
    assert {uri: page.body for uri, page in site.pages.items() if uri != routes.REVIEW} == {
        uri: page.body for uri, page in before.pages.items() if uri != routes.REVIEW
    }
    assert [one.data for one in site.exports if one.name == "lankar.json"] == [
        one.data for one in before.exports if one.name == "lankar.json"
    ]
    finish(drafted)
    assert put_in_force(drafted) == []
    then = build_content(load_records(read_documents(drafted.root)), NEW_YEAR)
    assert "nytt" in {one.id for one in then.current_links}
    assert "2022/samverkan/kort-1" in map(str, then.services["samtalsstod"].clauses)


def test_only_what_is_of_today_is_shown_before_the_day(drafted: Invented) -> None:
    """An edition that is finished and waits is cited, and nothing of it is shown until it is in force."""
    cited = "clauses: [2021/samverkan/kort-1, 2021/samverkan/kort-1-1-2"
    drafted.edit("services/samtalsstod.yml", cited, f"{cited}, 2022/samverkan/kort-1")
    finish(drafted)
    assert put_in_force(drafted) == []
    shown = drafted.site().content.services["samtalsstod"].clauses
    assert [str(one) for one in shown] == ["2021/samverkan/kort-1", "2021/samverkan/kort-1-1-2"]
