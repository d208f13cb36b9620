"""The project on disk: reads `data/` into content once per state of the files. The adaptors share it."""

from __future__ import annotations

import datetime
import functools
import os
from pathlib import Path

from content.content import Content
from content.load import load_records, read_documents
from content.rules import build_content

ROOT = Path(__file__).resolve().parent.parent


def read_content(root: Path = ROOT) -> Content:
    """Give the checked content of `root`/data, or raise `DataProblems` with everything that is wrong."""
    return _read(root, _state(root))


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
    files = sorted((root / "data").rglob("*.y*ml"))
    return tuple((str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files)


@functools.lru_cache(maxsize=1)
def _read(root: Path, state: tuple[tuple[str, int, int], ...]) -> Content:  # noqa: ARG001 - the key of the cache
    return build_content(load_records(read_documents(root)))
