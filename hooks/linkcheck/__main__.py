"""`python -m linkcheck`: the same command without the rest of the project."""

import argparse
import os
import sys
from datetime import UTC, datetime

from linkcheck.arguments import add_arguments
from linkcheck.command import run
from translations import speak_as_asked

speak_as_asked(os.environ)
parser = argparse.ArgumentParser(prog="linkcheck")
add_arguments(parser)
sys.exit(run(parser.parse_args(), stdout=sys.stdout, stderr=sys.stderr, now=datetime.now(UTC)))
