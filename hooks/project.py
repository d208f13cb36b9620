"""The project on disk: reads a municipality's `data/` and `docs/`, and asks the core for the checked site of a day."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from core.content import Content
from core.link_states import LinkState
from core.load import load_records, read_documents
from core.problems import DataProblems
from core.rules import build_content
from core.site import CheckedSite, Sources, check_site
from core.source import not_utf8
from linkcheck.memory import EMPTY, StatusProblemError, read_status
from linkcheck.verdicts import REASONS

ROOT = Path(__file__).resolve().parent.parent
STATUS = Path("data/link-status.json")


def checked_site(root: Path, day: datetime.date) -> CheckedSite:
    """Give the whole site of a folder on a day, or raise `DataProblems` with everything that is wrong."""
    return check_site(read_sources(root), day)


def read_content(root: Path = ROOT, day: datetime.date | None = None) -> Content:
    """Give the content of `root`/data alone on a day or today, or raise `DataProblems` with all that is wrong in it."""
    return build_content(load_records(read_documents(root)), day or datetime.datetime.now(datetime.UTC).date())


def read_sources(root: Path) -> Sources:
    """Read what a site is made from; what is wrong with it stands in the sources."""
    docs = root / "docs"
    files = [path for path in sorted(docs.rglob("*")) if path.is_file() and path.suffix != ".md"]
    status = EMPTY
    try:
        status = read_status(root / STATUS)
    except StatusProblemError as error:
        # A damaged memory, or one of a newer version, must not keep the site from being built.
        told = str(error).removeprefix(f"{root}/")
        sys.stderr.write(f"{told}; until then every link is shown as if it had not been checked\n")
    return Sources(
        documents=read_documents(root),
        handwritten=read_handwritten(root),
        files={path.relative_to(docs).as_posix(): path.stat().st_size for path in files},
        link_states={
            link_id: (one.url, LinkState(one.verdict.value, REASONS[one.verdict], one.since, one.broken, one.final_url))
            for link_id, one in status.links.items()
        },
        links_checked=status.checked.date() if status.checked else None,
    )


def read_handwritten(root: Path = ROOT) -> dict[str, str]:
    """Give the Markdown of every hand-written page by its `src_uri`; `DataProblems` for files that are not UTF-8."""
    docs = root / "docs"
    texts, problems = {}, []
    for path in sorted(docs.rglob("*.md")):
        uri, raw = path.relative_to(docs).as_posix(), path.read_bytes()
        try:
            texts[uri] = raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            problems.append(not_utf8(f"docs/{uri}", raw, error))
    if problems:
        raise DataProblems(problems)
    return texts
