"""`python -m linkcheck`: the same command without the rest of the project."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from core.messages import _
from linkcheck.arguments import add_arguments
from linkcheck.command import run
from translations import speak_as_asked


def main() -> int:
    """Read the arguments and run."""
    speak_as_asked(os.environ)
    parser = argparse.ArgumentParser(
        prog="linkcheck", description=_("Checks outgoing links and remembers how they fare.")
    )
    add_arguments(parser)
    return run(parser.parse_args(), stdout=sys.stdout, stderr=sys.stderr, now=datetime.now(UTC))


if __name__ == "__main__":
    raise SystemExit(main())
