"""The page that shows every component of the look with the site's data, from the templates that pages are made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from core import routes
from core.content import Content
from core.obligations import asks
from core.pages.markdown_page import Page
from core.pages.overview import counted
from core.pages.rendering import PageHead, render_page
from core.pages.start import situation_groups, start_numbers
from core.pages.support import group_services, lines_in_full, list_services, service_body


def components_page(content: Content, today: datetime.date) -> Iterator[Page]:
    """Yield the page; who changes a template or a style sees all of it there, and so do the tests."""
    listed = list_services(content)
    shown = max(listed, key=lambda one: (bool(one.ages), len(one.service.links), bool(one.service.situations)))
    head = PageHead(
        src_uri=routes.COMPONENTS,
        title="Så ser delarna ut",
        description="Webbplatsens delar med uppgifter från sidorna, för den som sköter webbplatsen.",
        data_path="data/README.md",
        in_search=False,
        meta={"unlisted": True},
    )
    yield render_page(
        content,
        head,
        "components",
        numbers=start_numbers(content),
        situations=situation_groups(content),
        lines=lines_in_full(content, list(content.lines_in_use)[:4], today),
        counted=counted(content.current),
        demanded=sum(asks(content, one, "demand") for one in content.trainings_listed),
        groups=group_services(content, listed)[:2],
        body=service_body(content, shown.service, today),
        levels={one.kind: one.name for one in reversed(content.vocabulary.levels)},
        requirements=content.requirements.parts[0],
    )
