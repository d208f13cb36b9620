"""Changes of a folder's files, as one step: tried with the whole check, shown as a difference, and only then saved."""

from __future__ import annotations

import argparse
import datetime
import difflib
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from asking import Asker
from core.desk.record_text import NotKeptError
from core.messages import Said, _
from core.problems import DataProblems, WrongUseError
from core.site import CheckedSite
from core.source import files_below
from project import checked_site
from whole_files import Changes, save_changes

KEPT = ("data", "docs")


def texts_of(root: Path) -> dict[str, str]:
    """Give the files that a change may touch, by path."""
    paths = [path for name in KEPT for path in files_below(root / name)]
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.suffix in {".yml", ".md"} and path.name not in {"README.md", "MEDDELANDEN.md"}
    }


def try_changes(root: Path, changes: Changes, day: datetime.date) -> CheckedSite:
    """Give the site as it would be, or raise `DataProblems` with all that would be wrong; the folder stays as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        for path in (path for name in KEPT for path in files_below(root / name)):
            place = copy / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)  # what may not be changed there may be here
        save_changes(copy, changes)
        return checked_site(copy, day)


def difference(root: Path, changes: Changes) -> str:
    """Give what changes, line by line, as git shows it."""
    shown: list[str] = []
    for name, text in changes.items():
        path = root / name
        before = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        after = (text or "").splitlines()
        shown += difflib.unified_diff(before, after, name, name if text is not None else "(borta)", n=1, lineterm="")
    return "\n".join(shown)


def offer_changes(
    root: Path,
    changes: Changes,
    day: datetime.date,
    *,
    tell: Callable[[str], None],
    agreed: Callable[[], bool],
) -> bool:
    """Try the changes, tell the difference and, once it is agreed to, save it; say whether it was saved."""
    try_changes(root, changes, day)
    tell(difference(root, changes))
    if not agreed():
        return False
    save_changes(root, changes)
    return True


def run_changes(
    options: argparse.Namespace,
    make: Callable[[], Changes],
    day: datetime.date,
    *,
    asker: Callable[[], Asker],
    tell: Callable[[str], None],
    typed: tuple[str, str] | None = None,
) -> int:
    """Make the changes of a command and offer them, without asking where it says `--ja`; give its exit code.

    0 when they were saved, 1 when they were not wanted after all; `WrongUseError` where they cannot be made. What was
    `typed`, an option and what it is, is asked for anew where the check refuses it, as it was typed.
    """
    while True:
        try:
            agreed = offer_changes(
                options.root, make(), day, tell=tell, agreed=lambda: options.ja or asker().agreed(_("Save this?"))
            )
            break
        except NotKeptError as error:
            raise WrongUseError(Said(str(error))) from None
        except DataProblems as refused:
            if typed is None or options.ja or not sys.stdin.isatty():
                raise
            tell(str(refused))
            option, question = typed
            setattr(options, option, asker().text(question, default=str(getattr(options, option))))
    tell(_("Saved.") if agreed else _("Nothing was saved."))
    return 0 if agreed else 1
