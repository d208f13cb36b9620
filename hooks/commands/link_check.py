"""`manage.py links`: the outgoing links checked, all or those that differ from a git revision."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.messages import _
from core.problems import WrongUseError
from core.source import parse_document
from linkcheck.arguments import LINKS, USER_AGENT, add_arguments
from project import build_day, checked_site, read_content


def add(commands: Any) -> None:
    """Let the command line know of it."""
    links = commands.add_parser("links", help=_("check the outgoing links, write the status and the report"))
    add_arguments(links)
    links.add_argument(
        "--changed-since", metavar="REV", help=_("only links that differ from a git revision; no memory")
    )
    links.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the links; the report names the pages that show each, as far as the data can be read."""
    from linkcheck import command  # noqa: PLC0415 - the other commands do without a client for the web

    pages: dict[str, list[str]] = {}
    if options.source == options.root / LINKS:
        checked = checked_site(options.root, build_day())
        if options.user_agent == USER_AGENT:
            options.user_agent = checked.content.site.link_check_agent
        for page in checked.all_pages():
            for link_id in page.shows:
                pages.setdefault(link_id, []).append(page.address)
    if options.changed_since:
        options.only = _changed_links(options.root, options.changed_since)
        if not options.only:
            print(_("no link differs from {revision}", revision=options.changed_since))
            return 0
    if options.source.is_relative_to(Path.cwd()):  # as the editor and GitHub know it
        options.source = options.source.relative_to(Path.cwd())
    with tempfile.TemporaryDirectory() as scratch:
        if options.changed_since:
            options.status = Path(scratch, "status.json")
        return command.run(options, stdout=sys.stdout, stderr=sys.stderr, now=datetime.now(UTC), pages=pages)


def _changed_links(root: Path, revision: str) -> list[str]:
    """Give the ids of the links whose address is another than in a git revision."""
    command = ["git", "show", f"{revision}:{LINKS}"]
    try:
        shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise WrongUseError(_("--changed-since asks git, which is not installed; install it")) from None
    if shown.returncode:
        raise WrongUseError(
            _(
                "{revision} has no {links}; name a revision of this repository",
                revision=revision,
                links=LINKS,
            )
        )
    before = parse_document(str(LINKS), shown.stdout).value or []
    known = {record.get("id"): record.get("url") for record in before if isinstance(record, dict)}
    return [link.id for link in read_content(root).links.values() if known.get(link.id) != link.url]
