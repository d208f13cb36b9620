"""The arguments of the command, apart from it so that they can be declared without loading a client for the web."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any


class WrongUseError(Exception):
    """What was given cannot be followed: `path:line: what; what to do`, a line for each problem."""


USER_AGENT = "Mozilla/5.0 (compatible; LinkCheck/1.0)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    path: dict[str, Any] = {"type": Path, "metavar": "FILE"}
    number: dict[str, Any] = {"type": _number, "metavar": "N"}
    add = parser.add_argument
    add("--in", dest="source", help="the links, YAML or JSON (data/links.yml)", **path)
    add("--status", help="the memory over time (data/link-status.json)", **path)
    add("--out", help="this run as JSON", **path)
    add("--report", help="the editor's report as Markdown", **path)
    add("--only", nargs="+", action="extend", default=[], metavar="ID", help="check these links only")
    add("--allow-loopback", action="store_true", help="let links lead to this machine (for tests)")
    add("--deadline", default=1800.0, help="seconds for the whole run (1800)", **number)
    add("--pause", default=1000.0, help="milliseconds between questions to one host (1000)", **number)
    add(
        "--retry-pause", default=1000.0, help="milliseconds before a second try, doubled for each more (1000)", **number
    )
    add("--timeout", default=10.0, help="seconds to wait for an answer, more at a second try (10)", **number)
    add("--concurrency", type=int, default=100, metavar="N", help="questions under way at once, over all hosts (100)")
    add("--user-agent", default=USER_AGENT, metavar="TEXT", help="names the site and a contact")
    add("--github", action="store_true", help="print GitHub annotations")
    add("--strict", action="store_true", help="exit 1 for every failing link, not only those broken by the memory")


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"«{text}» is not a number from 0 up")
    return value
