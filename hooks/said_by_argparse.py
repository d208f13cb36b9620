"""What argparse itself says of wrong use and in its help: it asks gettext, whose files are not made here."""

from __future__ import annotations

import argparse

from core.messages import N_, _

SAID = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
)


def translate_argparse() -> None:
    """Let argparse say what it says in the language that is spoken."""
    vars(argparse).update(_=_)
