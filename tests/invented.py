"""The invented municipality in a test's hands: spoil a file of it, and get what the core says."""

from __future__ import annotations

import datetime
import functools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from core.exports import Export, build_exports
from core.load import load_records, read_documents
from core.pages import build_pages
from core.pages.markdown_page import address_of
from core.problems import DataProblems
from core.rules import build_content, check_records
from core.source import parse_document
from project import checked_site, read_sources

if TYPE_CHECKING:
    from core.content import Content
    from core.pages.markdown_page import Page
    from core.site import CheckedSite

MUNICIPALITY = Path(__file__).parent / "municipality"
"""The invented municipality: a whole one, with `data/` and `docs/`."""

TODAY = datetime.date(2021, 3, 1)
"""The day of the tests; the records of the invented set are checked shortly before it."""

HANDWRITTEN = frozenset(read_sources(MUNICIPALITY).handwritten)
"""The hand-written pages of the invented municipality."""

HANDWRITTEN_ADDRESSES = tuple(address_of(uri) for uri in sorted(HANDWRITTEN))


class Invented:
    """A copy of the invented municipality: `root`/data and `root`/docs."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def copied(cls, root: Path, model: Path = MUNICIPALITY) -> Invented:
        """Give a fresh copy in a folder; `model` is a municipality that a test has changed."""
        return cls(root).again(model)

    def again(self, model: Path) -> Invented:
        """Copy a municipality over what is here."""
        for name in ("data", "docs"):
            shutil.copytree(model / name, self.root / name, dirs_exist_ok=True)
        return self

    def path(self, name: str) -> Path:
        """Give the path of a file below `data/`."""
        return self.root / "data" / name

    def text(self, name: str) -> str:
        """Give the text of a file below `data/`."""
        return self.path(name).read_text(encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> list[str]:
        """Replace the one place where `old` stands in a file, and give every problem of the data set."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))

    def write(self, name: str, content: str | bytes) -> list[str]:
        """Write a whole file, and give every problem of the data set."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.problems()

    def remove(self, name: str) -> list[str]:
        """Remove a file, and give every problem of the data set."""
        self.path(name).unlink()
        return self.problems()

    def by_delmal(self) -> Invented:
        """Let the agreement have no groups of its own: its sections belong to the delmål of the strategy."""
        agreement = "agreements/2021/agreement.yml"
        begun, _, rest = self.text(agreement).partition("framework:\n")
        framework = "framework: {name: Delmål, strategy: ljusare-dagar, groups: []}\n"
        self.write(agreement, f"{begun}{framework}remarks:{rest.partition('remarks:')[2]}")
        self.edit("agreements/2021/signed.yml", "delmal: []", "delmal: [2, 5]")
        for name, old, new in (
            ("samverkan", "[fokusomrade-1, tillsammans]", "[delmal-2, delmal-5]"),
            ("tidigt-stod", "[fokusomrade-1]", "[delmal-2]"),
            ("tecken", "[tillsammans]", "[delmal-1]"),
        ):
            self.edit(f"agreements/2021/sections/{name}.yml", f"belongs_to: {old}", f"belongs_to: {new}")
        return self

    def problems(self) -> list[str]:
        """Give what `load_records` and `check_records` find, in order of place; what is found twice stands twice."""
        loaded = load_records(read_documents(self.root))
        return [str(problem) for problem in sorted([*loaded.problems, *check_records(loaded, TODAY)])]

    def site(self) -> CheckedSite:
        """Give the checked site on the day of the tests; `DataProblems` is raised if anything is wrong."""
        return checked_site(self.root, TODAY)

    def site_problems(self) -> list[str]:
        """Give every problem of the whole site: of its records, or else of its pages."""
        try:
            self.site()
        except DataProblems as problems:
            return [str(problem) for problem in problems.problems]
        return []

    def write_page(self, name: str, text: str) -> list[str]:
        """Write a file below `docs/`, and give every problem of the whole site."""
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return self.site_problems()

    def at(self, name: str, words: str) -> str:
        """Give `path:line` of the one line of a file that holds `words`, or ends with them."""
        numbers = [number for number, line in enumerate(self.text(name).splitlines(True), 1) if words in line]
        assert len(numbers) == 1, f"{words!r} stands on the lines {numbers} of {name}"
        return f"data/{name}:{numbers[0]}"

    def content(self) -> Content:
        """Give the content; `DataProblems` is raised if the data set is spoilt."""
        return build_content(load_records(read_documents(self.root)), TODAY)

    def pages(self) -> dict[str, Page]:
        """Give the pages by `src_uri`, as they stand on the day of the tests."""
        return build_pages(self.content(), TODAY)

    def exports(self) -> dict[str, Export]:
        """Give the files of open data by name."""
        return {export.name: export for export in build_exports(self.content(), self.pages())}


class Standing(Invented):
    """The invented municipality where it stands, only to read: what is made of it is made once in a run."""

    def __init__(self) -> None:
        super().__init__(MUNICIPALITY)

    content = functools.cache(Invented.content)
    pages = functools.cache(Invented.pages)
    exports = functools.cache(Invented.exports)
    site = functools.cache(Invented.site)


def problems_of(name: str, text: str) -> list[str]:
    """Give the problems of one file alone, from its text: syntax and models, no rules."""
    loaded = load_records([parse_document(f"data/{name}", text)])
    return [str(problem) for problem in sorted(loaded.problems)]
