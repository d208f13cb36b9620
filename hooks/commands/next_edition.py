"""`manage.py ny-utgava`: the draft of the next edition made from the one in force, and what is left to do with it."""

from __future__ import annotations

import argparse
from typing import Any

from core.desk.drafts import AGREEMENTS, CONTINUITY, draft_from, drafts_left, refusal, told
from core.messages import _
from core.problems import WrongUseError
from core.source import files_below
from project import build_day, read_content, read_sources
from whole_files import save_changes


def add(commands: Any) -> None:
    """Let the command line know of it."""
    edition = commands.add_parser(
        "ny-utgava", help=_("make the draft of the next edition, and tell what is left to do")
    )
    edition.add_argument("edition", help=_("its year, such as 2027, or its years, such as 2028-2030"))
    edition.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the draft of the next edition from the one in force, and tell what is left to do."""
    root, edition = options.root, options.edition
    before = read_content(root).current_edition
    if refused := refusal(before, edition, [one.name for one in (root / AGREEMENTS).iterdir()]):
        raise WrongUseError(refused)
    files = (*files_below(root / AGREEMENTS / before), root / CONTINUITY)
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}
    save_changes(root, draft_from(texts, before, edition))
    print(_("The draft is in {folder}/, made from {before}", folder=f"{AGREEMENTS}/{edition}", before=before))
    sources = read_sources(root)
    for left in drafts_left(sources, build_day()):
        if left.edition == edition:
            print(f"\n{told(left, sources)}")
    return 0
