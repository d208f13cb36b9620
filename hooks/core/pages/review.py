"""The editor's page: what is left to do, to work through. In no menu, no search and no sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from core import routes
from core.content import Content
from core.desk.tasks import TASK_KINDS, tasks
from core.exports.review import largest_calendar
from core.pages.markdown_page import Page
from core.pages.rendering import PageHead, render_page


def review_page(content: Content) -> Iterator[Page]:
    """Yield the page as it stands on the content's day."""
    listed = tasks(content)
    groups = {kind: [one for one in listed if one.kind == kind] for kind in TASK_KINDS}
    head = PageHead(
        src_uri=routes.REVIEW,
        title="Att göra",
        description="Vad som återstår att kontrollera, fråga och rätta, för den som sköter webbplatsen.",
        data_path="data/checks.yml",
        in_search=False,
        meta={"unlisted": True},
    )
    yield render_page(content, head, "review", groups=groups, number=len(listed), largest=largest_calendar(content))
