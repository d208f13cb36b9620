"""The words that pages and addresses are known by, and the editor's tasks: lexicon.yml and tasks.yml beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


def read_words(name: str) -> dict[str, Any]:
    """Read one of the two files."""
    read: dict[str, Any] = yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return read


_WORDS = read_words("lexicon.yml")


def any_of(*keys: str) -> str:
    """Return the words under these keys as the text of one pattern."""
    return "|".join(word for key in keys for word in _WORDS[key])


def pattern(key: str) -> re.Pattern[str]:
    """Return the words under a key as a pattern that matches any of them, in whatever case."""
    return re.compile(any_of(key), re.IGNORECASE)
