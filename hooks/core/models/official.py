"""The official words of an edition, kept beside the project on one machine: shown where they are, missed nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from core.models.agreement import Citation
from core.models.common import Id, Record


class Official(Record):
    """The official words of an edition. `make import OFFICIAL=1` writes the file, and no one else.

    A line break begins a new paragraph.
    """

    edition: Id
    clauses: Mapping[Citation, str] = Field(description="By citation; none that the site has word for word.")
    introductions: Mapping[Id, str] = Field(description="By the id of the section.")
