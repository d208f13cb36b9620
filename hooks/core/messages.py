"""What the editor is told: written here in English, said in the language that a command has chosen.

A message is `_("'{id}' is not an id; correct it", id=value)`: the sentence is translated first and filled in
then, so that a translator meets whole sentences. Adaptors choose the language
once, with `speak`; until then it is English.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import NewType

Said = NewType("Said", str)
"""A text that was translated: nothing else is told as a problem, and mypy holds that."""

_catalogue: dict[str, str] = {}


def _(message: str, /, **words: object) -> Said:
    """Give a message in the language that is spoken, with its words; without any, its braces stay as they are."""
    said = _catalogue.get(message) or message
    return Said(said.format_map(words) if words else said)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which the extraction knows
    """Give a message as it is, to be translated where it is said."""
    return message


def speak(catalogue: Mapping[str, str]) -> None:
    """Say every message as a catalogue has it from now on; those that it lacks stay English."""
    _catalogue.clear()
    _catalogue.update(catalogue)


_OS_FAULTS = {
    errno.ENOENT: N_("it is not there"),
    errno.EACCES: N_("you may not open it"),
    errno.EPERM: N_("you may not change it"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of its path is a file"),
    errno.EROFS: N_("the disk cannot be written to"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EADDRINUSE: N_("another program answers at that address"),
    errno.ELOOP: N_("it is a link to itself"),
    errno.ENAMETOOLONG: N_("its name is too long"),
}


def why(error: OSError) -> Said:
    """Say what the machine refuses, as its own words are not translated."""
    known = _OS_FAULTS.get(error.errno or 0)
    return _(known) if known else _("the machine's fault number {number}", number=error.errno)
