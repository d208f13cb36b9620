"""The project's command line. `make` calls it; see README.md. What each command does stands in `commands/`."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

try:
    import pydantic  # noqa: F401 - all commands stand on it; only of this project itself is what follows below
except ModuleNotFoundError:
    from core.messages import _
    from translations import speak_as_asked

    speak_as_asked(os.environ)
    INSTALLED = r".venv\Scripts\python hooks\manage.py" if os.name == "nt" else ".venv/bin/python hooks/manage.py"
    print(_("this Python lacks what the site is made with; write {command}", command=INSTALLED), file=sys.stderr)
    sys.exit(2)

from commands import (
    FAILED,
    check,
    clause_edit,
    derived,
    follow_up,
    importing,
    link_check,
    link_edit,
    new_record,
    next_edition,
    phone_round,
    site,
)
from core.messages import _, why
from core.problems import DataProblems, WrongUseError
from project import ROOT
from said_by_argparse import translate_argparse
from translations import speak_as_asked
from whole_files import NotWrittenError, finish_changes

COMMANDS = (
    check,
    site,
    new_record,
    clause_edit,
    link_edit,
    phone_round,
    link_check,
    importing,
    next_edition,
    follow_up,
    derived,
)
"""In the order in which the help tells them."""
WRONG_USE = 2
INTERRUPTED = 130
"""What shells give for a command that was ended with Ctrl-C."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; give 0, 1 when it found problems, 2 when it was used wrongly."""
    speak_as_asked(os.environ)
    translate_argparse()
    parser = argparse.ArgumentParser(prog="manage.py", description=_("Checks, builds and keeps the site."))
    said = _("the folder with data/ and docs/ (default: the engine's own); what a command names is below it")
    parser.add_argument("--root", type=Path, default=ROOT, help=said)
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add(commands)
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show every letter shows its number
            stream.reconfigure(errors="backslashreplace")
    try:
        _place(options)
        return int(options.run(options))
    except DataProblems as problems:
        print(problems, file=sys.stderr)
        return FAILED
    except (WrongUseError, NotWrittenError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print(_("interrupted; what has been saved stays, and nothing else was changed"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # who read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        print(_("the machine says no to {file}: {why}", file=error.filename or "", why=why(error)), file=sys.stderr)
        return WRONG_USE


def _place(options: argparse.Namespace) -> None:
    """Put every path that a command names below the root, by the one rule for all; what is absolute stays.

    What a command before was ended in the middle of is put in place there first.
    """
    for name, value in vars(options).items():
        if isinstance(value, Path) and name != "root":
            setattr(options, name, options.root / value)
    if not (options.root / "data").is_dir():
        raise WrongUseError(
            _("{root} has no folder data/; name a folder with data/ and docs/ after --root", root=options.root)
        )
    for path in finish_changes(options.root):
        print(_("{path}: put in place now; the command before was ended half-way", path=path), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
