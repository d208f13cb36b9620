"""The words that pages and addresses are known by, and what is told of them: the YAML files beside this."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import yaml


def read_words(name: str) -> dict[str, Any]:
    """Read one of the files."""
    read: dict[str, Any] = yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return read


_WORDS = read_words("lexicon.yml")


def any_of(*keys: str) -> str:
    """Return the words under these keys as the text of one pattern."""
    return "|".join(word for key in keys for word in _WORDS[key])


@functools.cache
def pattern(*keys: str) -> re.Pattern[str]:
    """Return the words under these keys as a pattern that matches any of them, in whatever case."""
    return re.compile(any_of(*keys), re.IGNORECASE)
