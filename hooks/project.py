"""The project on disk: reads `data/` into content once per state of the files. The adaptors share it."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import os
from collections.abc import Mapping
from pathlib import Path

from core.content import Content
from core.link_states import LinkState
from core.load import load_records, read_documents
from core.pages import build_pages
from core.pages.page import Page
from core.problems import DataProblems, Problem
from core.rules import build_content
from linkcheck.status import StatusProblemError, read_status
from linkcheck.verdicts import REASONS

ROOT = Path(__file__).resolve().parent.parent
STATUS = Path("data/link-status.json")


def read_content(root: Path = ROOT) -> Content:
    """Give the checked content of `root`/data, or raise `DataProblems` with everything that is wrong."""
    return _read(root, _state(root))


def read_pages(root: Path, day: datetime.date) -> Mapping[str, Page]:
    """Give every generated page by its `src_uri` as it stands on a day; `manage.py` and the hook share them."""
    return _build(root, _state(root), day)


def read_handwritten(root: Path = ROOT) -> dict[str, str]:
    """Give the Markdown of every hand-written page by its `src_uri`."""
    docs = root / "docs"
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in sorted(docs.rglob("*.md"))}


def build_day() -> datetime.date:
    """Give the day the site is built for: SOURCE_DATE_EPOCH, which `manage.py site` sets, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = (
        datetime.datetime.now(datetime.UTC)
        if epoch is None
        else datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    )
    return now.date()


def _state(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Give what changes when a data file does, so that `mkdocs serve` reads it again."""
    files = sorted([*(root / "data").rglob("*.y*ml"), *(root / "data").glob("link-status.json")])
    return tuple((str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files)


@functools.lru_cache(maxsize=1)
def _read(root: Path, state: tuple[tuple[str, int, int], ...]) -> Content:  # noqa: ARG001 - the key of the cache
    content = build_content(load_records(read_documents(root)))
    try:
        status = read_status(root / STATUS)
    except StatusProblemError as error:
        where, line, message = str(error).removeprefix(f"{root}/").split(":", 2)
        raise DataProblems([Problem(where, int(line), message.strip())]) from error
    states = {
        link_id: LinkState(one.verdict.value, REASONS[one.verdict], one.since, one.broken, one.final_url)
        for link_id, one in status.links.items()
        if link_id in content.links and content.links[link_id].url == one.url
    }
    checked = status.checked.date() if status.checked else None
    return dataclasses.replace(content, link_states=states, links_checked=checked)


@functools.lru_cache(maxsize=1)
def _build(root: Path, state: tuple[tuple[str, int, int], ...], day: datetime.date) -> Mapping[str, Page]:
    return build_pages(_read(root, state), day)
