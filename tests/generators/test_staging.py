"""What other generators are given: every page, with nothing in it that only this one understands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from built import ROOT, Site


def test_the_staged_markdown_is_whole_and_plain(site: Site, tmp_path: Path) -> None:
    """Each page of the site has its source, without macros or names of our templates."""
    command = [sys.executable, "tests/generators/compare.py", "stage", str(tmp_path / "staged")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    staged = {path.relative_to(tmp_path / "staged" / "docs").as_posix(): path for path in tmp_path.rglob("*.md")}
    sources = {
        "index.md" if address == "/" else address.strip("/") + ".md"
        for address in site.addresses
        if address != "/404.html"
    }
    assert {name for name in sources if name not in staged and name[:-3] + "/index.md" not in staged} == set()
    for name, path in staged.items():
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text, name
        assert "\ntemplate: " not in text, name
