"""A project and its surroundings: a municipality's `data/` and `docs/`, the day and the address of a build."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from core.content import Content
from core.link_states import LinkState
from core.load import load_records, read_documents
from core.messages import _, why
from core.models.official import Official
from core.models.registers import Site
from core.problems import DataProblems, Problem, WrongUseError
from core.rules import build_content
from core.site import CheckedSite, Sources, check_site
from core.source import files_below, not_utf8, unmerged

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "overrides"
STATUS = Path("data/link-status.json")
OFFICIAL = Path("official")
"""Where the official words of editions lie on a machine that has them: in no repository."""


def build_day() -> datetime.date:
    """Give the day that a build is for: BUILD_DATE, else today. `WrongUseError` where it is no day."""
    given = os.environ.get("BUILD_DATE")
    try:
        return datetime.date.fromisoformat(given) if given else _today()
    except ValueError:
        raise WrongUseError(
            _("BUILD_DATE={given} is not a day; write year-month-day, such as 2026-11-22", given=given)
        ) from None


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).astimezone().date()


def site_address(site: Site) -> str | None:
    """Give where a build is published, with its last slash: SITE_URL, else what data/site.yml says, if it does.

    It is written as browsers write it: a blank or an å in the path, or another case, gives the same address.
    """
    given = (os.environ.get("SITE_URL") or "").strip() or site.address.value
    if not given:
        return None
    import ada_url  # noqa: PLC0415 - what has no address needs no reader of addresses

    try:
        read = ada_url.URL(given)
    except ValueError:
        read = None
    if (
        read is None
        or read.protocol not in {"http:", "https:"}
        or (read.username, read.password, read.search, read.hash) != ("", "", "", "")
        or read.pathname.endswith(".html")
    ):
        raise WrongUseError(
            _("SITE_URL={given} is not an address; write such as https://stad.github.io/psykisk-halsa/", given=given)
        )
    return f"{read.href.rstrip('/')}/"


def checked_site(root: Path, day: datetime.date) -> CheckedSite:
    """Give the whole site of a folder on a day, or raise `DataProblems` with everything that is wrong."""
    return check_site(read_sources(root), day)


def read_content(root: Path = ROOT, day: datetime.date | None = None) -> Content:
    """Give the content of `root`/data alone, or raise `DataProblems` with all that is wrong in it."""
    return build_content(load_records(read_documents(root), _today()), day or build_day())


def read_sources(root: Path) -> Sources:
    """Read what a site is made from; what is wrong with it stands in the sources."""
    texts, sizes = _read_docs(root / "docs")
    link_states, links_checked = _read_status(root) if (root / STATUS).exists() else ({}, None)
    return Sources(
        documents=read_documents(root),
        handwritten=texts,
        files=sizes,
        theme_files=frozenset(
            path.relative_to(THEME).as_posix() for path in files_below(THEME) if path.suffix != ".html"
        ),
        markdown=read_markdown_settings(),
        link_states=link_states,
        links_checked=links_checked,
        official=_read_official(root),
        read_on=_today(),
    )


def _read_official(root: Path) -> dict[str, Official]:
    """Give the official words of each edition that this machine has them of; else `DataProblems`."""
    found, problems = {}, []
    for path in sorted((root / OFFICIAL).glob("*.json")):
        name = path.relative_to(root).as_posix()
        try:
            found[path.stem] = Official.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            problems.append(Problem(name, 1, _("the file is damaged; remove it, or run make import OFFICIAL=1 again")))
    if problems:
        raise DataProblems(problems)
    return found


def _read_status(root: Path) -> tuple[dict[str, tuple[str, LinkState]], datetime.date | None]:
    """Give what the link check remembers of each link, with the address that it is known of, and its last day."""
    from linkcheck.memory import read_status  # noqa: PLC0415 - most folders have no memory

    try:
        status = read_status(root / STATUS)
    except WrongUseError as error:
        # A damaged memory, or one of a newer version, must not keep the site from being built.
        told = str(error).removeprefix(f"{root}/")
        said = _("{told}; until then every link is shown as if it had not been checked", told=told)
        sys.stderr.write(f"{said}\n")
        return {}, None
    states = {
        link_id: (one.url, LinkState(one.verdict.value, one.since, one.broken, one.final_url))
        for link_id, one in status.links.items()
    }
    return states, status.checked.date() if status.checked else None


def read_markdown_settings() -> dict[str, dict[str, Any]]:
    """Give the Markdown extensions of mkdocs.yml, each with its settings: pages are checked as they are published."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["markdown_extensions"]
    return {
        name: settings or {}
        for one in listed
        for name, settings in (one if isinstance(one, dict) else {one: {}}).items()
    }


def _read_docs(docs: Path) -> tuple[dict[str, str], dict[str, int]]:
    """Give the Markdown of every hand-written page, and the sizes of the other files, by path; else `DataProblems`."""
    texts, sizes, problems = {}, {}, []
    for path in files_below(docs):
        uri, raw = path.relative_to(docs).as_posix(), b""
        try:
            if path.suffix == ".md":
                raw = path.read_bytes()
                texts[uri] = raw.decode("utf-8-sig").replace("\r\n", "\n")
            else:
                sizes[uri] = path.stat().st_size
        except UnicodeDecodeError as error:
            problems.append(not_utf8(f"docs/{uri}", raw, error))
        except OSError as error:
            message = _("the file cannot be read ({why}); restore or remove it", why=why(error))
            problems.append(Problem(f"docs/{uri}", 1, message))
        else:
            problems += filter(None, [unmerged(f"docs/{uri}", texts.get(uri, ""))])
    if problems:
        raise DataProblems(problems)
    return texts, sizes
