"""The search index is made on another core while the pages are: it takes as long as all of them together."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor

from core.content import Content
from core.pages.page import Page
from core.search import build_search, load_lexicon

_WORKERS: list[ProcessPoolExecutor] = []


def start() -> None:
    """Let another process load the lexicon, the slowest part, while this one reads the data."""
    _worker().submit(load_lexicon)


def build(content: Content, pages: Mapping[str, Page], handwritten: Mapping[str, str]) -> Future[dict[str, str]]:
    """Give the files of the search to be, by `src_uri`; as `core.search.build_search`."""
    return _worker().submit(build_search, content, pages, handwritten)


def stop() -> None:
    """Leave no process behind; nothing happens when there is none."""
    while _WORKERS:
        _WORKERS.pop().shutdown(cancel_futures=True)


def _worker() -> ProcessPoolExecutor:
    if not _WORKERS:
        _WORKERS.append(ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("fork")))
    return _WORKERS[0]
