"""The arguments of the command, apart from it so that they can be declared without loading a client for the web."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

from core.messages import _

LINKS, STATUS = Path("data/links.yml"), Path("data/link-status.json")
USER_AGENT = "Mozilla/5.0 (compatible; LinkCheck/1.0)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    path: dict[str, Any] = {"type": Path, "metavar": "FILE"}
    number: dict[str, Any] = {"type": _number, "metavar": "N"}
    add = parser.add_argument
    add("--in", dest="source", default=LINKS, help=_("the links, YAML or JSON (data/links.yml)"), **path)
    add("--status", default=STATUS, help=_("the memory over time (data/link-status.json)"), **path)
    add("--out", help=_("this run as JSON"), **path)
    add("--report", help=_("the editor's report as Markdown"), **path)
    add("--only", nargs="+", action="extend", default=[], metavar="ID", help=_("check these links only"))
    add("--allow-loopback", action="store_true", help=_("let links lead to this machine (for tests)"))
    add("--deadline", default=1800.0, help=_("seconds for the whole run (1800)"), **number)
    add("--pause", default=1000.0, help=_("milliseconds between questions to one host (1000)"), **number)
    add("--retry-pause", default=1000.0, help=_("milliseconds before a second try (1000)"), **number)
    add("--timeout", default=10.0, help=_("seconds to wait for an answer, more at a second try (10)"), **number)
    add("--concurrency", type=int, default=100, metavar="N", help=_("questions under way at once (100)"))
    add("--user-agent", default=USER_AGENT, metavar="TEXT", help=_("names the site and a contact"))
    add("--strict", action="store_true", help=_("exit 1 for every failing link, not only those broken by the memory"))


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(_("«{text}» is not a number from 0 up", text=text))
    return value
