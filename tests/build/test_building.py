"""Building: the same bytes every time, and a failed build changes nothing that was published."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from built import ROOT, Site, build, copy_project
from invented import MUNICIPALITY, TODAY


def digest(folder: Path) -> dict[str, str]:
    """Give the hash of every file in a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


NO_NET = """import socket
def refuse(*asked, **also):
    raise RuntimeError(f"the build asks the net for {asked[1:] or asked}")
socket.getaddrinfo = refuse
class Closed(socket.socket):
    def connect(self, address):
        return refuse(self, address) if self.family in (socket.AF_INET, socket.AF_INET6) else super().connect(address)
socket.socket = Closed
"""


@dataclass(frozen=True)
class Closed:
    """A build from a copy in another folder, for which every way to the net was closed: by what, and how it ended."""

    folder: Path
    barrier: Path
    result: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    """Build our site once more, from another place and without the net."""
    scratch = tmp_path_factory.mktemp("closed")
    barrier = scratch / "barrier"
    barrier.mkdir()
    (barrier / "sitecustomize.py").write_text(NO_NET, encoding="utf-8")
    project = copy_project(scratch / "elsewhere")
    return Closed(
        project / "site", barrier, build(project, project / "site", PYTHONPATH=str(barrier), PYTHONHASHSEED="4711")
    )


def test_the_same_sources_give_the_same_bytes_in_another_folder(site: Site, closed: Closed) -> None:
    """A second build, from a copy in another folder and with another order of sets, is the same to the byte."""
    assert closed.result.returncode == 0, closed.result.stderr
    assert digest(closed.folder) == digest(site.folder)


def test_a_build_asks_the_net_for_nothing(closed: Closed) -> None:
    """H7: with every way to the net closed to it, the site is built all the same."""
    ask = "import socket; socket.create_connection(('127.0.0.1', 9))"
    environment = {**os.environ, "PYTHONPATH": str(closed.barrier)}
    asked = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=False)
    assert "the build asks the net" in asked.stderr
    assert closed.result.returncode == 0, closed.result.stderr
    assert (closed.folder / "search" / "index.json").exists()


@pytest.mark.parametrize(
    "spoilt",
    [
        [(("data/glossary.yml", "term: ", "trem: "), "'trem' is not a key here; did you mean 'term'?")],
        [
            (
                ("docs/om.md", "## Läs mer", "[borta](finns-inte.md)\n\n## Läs mer"),
                "'finns-inte.md' is no page or file of this site",
            ),
            (("docs/tillganglighet.md", "{{ ", "{{ x"), " is no macro; did you mean "),
            (("docs/ordlista.md", "", "# Min ordlista\n"), "docs/ordlista.md:1: a generated page has this name"),
        ],
    ],
    ids=["data", "pages"],
)
def test_a_failed_build_leaves_the_published_site(
    tmp_path: Path, spoilt: list[tuple[tuple[str, str, str], str]]
) -> None:
    """What was published stays, and every error says what to mend: a page of a generated page's name is one."""
    project = copy_project(tmp_path / "project", MUNICIPALITY)
    published = project / "site"
    published.mkdir()
    (published / "index.html").write_text("published", encoding="utf-8")
    for (name, old, new), _ in spoilt:
        path = project / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = build(project, published, BUILD_DATE=TODAY.isoformat())
    assert result.returncode == 1
    assert [message for _, message in spoilt if message not in result.stderr] == []
    assert digest(published) == {"index.html": hashlib.sha256(b"published").hexdigest()}
    assert sorted(one.name for one in project.iterdir() if one.name.startswith(".site")) == []


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """BUILD_DATE must be a day."""
    result = build(ROOT, tmp_path / "site", BUILD_DATE="2026-02-30")
    assert result.returncode == 2
    assert "BUILD_DATE=2026-02-30 is not a day" in result.stderr
    assert not (tmp_path / "site").exists()


BUILD_ANEW = """import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
for _ in sys.stdin:
    config = load_config("mkdocs.yml", docs_dir="docs", site_dir="site")
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="/")
    print("built", flush=True)
"""


def test_what_is_edited_is_built_anew_in_one_process(tmp_path: Path) -> None:
    """As `make serve` does it: templates, data and hand-written pages are read again. A quotation is one."""
    project = copy_project(tmp_path / "project", MUNICIPALITY)
    edits = {
        "hooks/core/templates/registers/glossary.md.jinja": ("# ", "# Nu om "),
        "data/glossary.yml": ("term: SIP", "term: SIP-plan"),
        "docs/om.md": ("\n# ", "\n> Ett citat.\n\n# "),
    }
    environment = {**os.environ, "BUILD_DATE": TODAY.isoformat()}
    with subprocess.Popen(
        [sys.executable, "-c", BUILD_ANEW],
        cwd=project,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as builder:
        assert builder.stdin is not None
        assert builder.stdout is not None

        def pages() -> dict[str, str]:
            print(file=builder.stdin, flush=True)
            assert builder.stdout.readline() == "built\n"
            return {name: (project / "site" / name / "index.html").read_text("utf-8") for name in ("ordlista", "om")}

        before = pages()
        for name, (old, new) in edits.items():
            path = project / name
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        after = pages()
    for name, words in (("ordlista", ">Nu om "), ("ordlista", "SIP-plan"), ("om", "<blockquote>\n<p>Ett citat.</p>")):
        assert words not in before[name], words
        assert words in after[name], words
