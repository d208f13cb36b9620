"""The arguments of the command, apart from it so that they can be declared without loading a client for the web."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

USER_AGENT = "Mozilla/5.0 (compatible; LinkCheck/1.0)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--in",
        dest="source",
        type=Path,
        metavar="FILE",
        help="the links, YAML or JSON (data/links.yml)",
    )
    parser.add_argument(
        "--status",
        type=Path,
        metavar="FILE",
        help="the memory over time (data/link-status.json)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="this run as JSON")
    parser.add_argument(
        "--only",
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help="check these links only",
    )
    parser.add_argument("--allow-loopback", action="store_true", help="let links lead to this machine (for tests)")
    parser.add_argument(
        "--deadline",
        type=_number,
        default=1800.0,
        metavar="S",
        help="seconds for the whole run (1800)",
    )
    parser.add_argument(
        "--pause",
        type=_number,
        default=1000.0,
        metavar="MS",
        help="milliseconds between questions to one host (1000)",
    )
    parser.add_argument(
        "--retry-pause",
        type=_number,
        default=1000.0,
        metavar="MS",
        help="milliseconds before a second try, doubled for each that follows (1000)",
    )
    parser.add_argument(
        "--timeout",
        type=_number,
        default=10.0,
        metavar="S",
        help="seconds to wait for an answer, more at a second try (10)",
    )
    parser.add_argument(
        "--concurrency",
        type=int,
        default=100,
        metavar="N",
        help="questions under way at once, over all hosts (100)",
    )
    parser.add_argument("--user-agent", default=USER_AGENT, metavar="TEXT", help="names the site and a contact")
    parser.add_argument("--report", type=Path, metavar="FILE", help="the editor's report as Markdown")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="the run as JUnit XML")
    parser.add_argument("--github", action="store_true", help="print GitHub annotations")
    parser.add_argument(
        "--strict",
        action="store_true",
        help="exit 1 for every failing link, not only those that are broken by the memory",
    )


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"«{text}» is not a number from 0 up")
    return value
