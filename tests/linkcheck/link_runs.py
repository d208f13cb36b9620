# ruff: noqa: D102 - the name of a test says what it holds, cases are read by the line
"""Runs the command in a folder of its own, as `manage.py links` does."""

from __future__ import annotations

import argparse
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from linkcheck import arguments, command

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class Ran:
    """What one run left behind."""

    code: int
    stdout: str
    stderr: str
    out: list[dict[str, Any]]
    status: dict[str, Any]

    @property
    def verdicts(self) -> dict[str, str]:
        return {row["id"]: row["verdict"] for row in self.out}


class Runner:
    """Runs the command in one folder, so that status and journal live on between runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source, self.status, self.out = folder / "links.json", folder / "link-status.json", folder / "out.json"

    def __call__(
        self, links: list[dict[str, Any]], *options: str, now: datetime = NOW, loopback: bool = True, pause: str = "0"
    ) -> Ran:
        source = self.source
        source.write_text(json.dumps(links), encoding="utf-8")
        return self.raw(
            "--in", str(source), "--pause", pause, *(["--allow-loopback"] if loopback else []), *options, now=now
        )

    def raw(self, *options: str, now: datetime = NOW) -> Ran:
        parser = argparse.ArgumentParser()
        arguments.add_arguments(parser)
        args = parser.parse_args(
            ["--status", str(self.status), "--out", str(self.out), "--timeout", "1", "--retry-pause", "10", *options]
        )
        stdout, stderr = io.StringIO(), io.StringIO()
        self.out.unlink(missing_ok=True)
        code = command.run(args, stdout=stdout, stderr=stderr, now=now)
        out = json.loads(self.out.read_text(encoding="utf-8")) if self.out.exists() else []
        try:
            status = json.loads(self.status.read_text(encoding="utf-8"))["links"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            status = {}
        return Ran(code, stdout.getvalue(), stderr.getvalue(), out, status)
