"""Questions to who sits at the terminal. Commands take an `Asker`, so that tests answer instead of a person."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from core.messages import _
from core.problems import WrongUseError


class LeftError(WrongUseError):
    """Raised when who is asked leaves instead of answering."""


Check = Callable[[str], str | None]
"""What is wrong with an answer, or None."""


class Asker(Protocol):
    """Who answers questions."""

    def text(self, question: str, *, default: str = "", check: Check = lambda _answer: None) -> str:
        """Ask for one line of text that `check` finds nothing wrong with."""

    def choice(self, question: str, choices: Mapping[str, str]) -> str:
        """Ask for one of some choices, each shown by its words; give its key."""

    def several(self, question: str, choices: Mapping[str, str]) -> list[str]:
        """Ask for any number of the choices; give their keys."""

    def agreed(self, question: str) -> bool:
        """Ask for yes or no."""


class Terminal:
    """Asks a person, with questionary; `WrongUseError` where nobody can answer, `LeftError` from who leaves."""

    def __init__(self) -> None:
        if not sys.stdin.isatty():
            raise WrongUseError(_("the command asks questions, and nobody can answer here; run it in a terminal"))

    def text(self, question: str, *, default: str = "", check: Check = lambda _answer: None) -> str:
        """Ask for one line."""
        import questionary  # noqa: PLC0415 - the other commands ask nothing

        asked = questionary.text(question, default=default, validate=lambda given: check(given.strip()) or True)
        return str(_answer(asked.ask(kbi_msg=""))).strip()

    def choice(self, question: str, choices: Mapping[str, str]) -> str:
        """Show the choices; the arrows move, Enter takes."""
        import questionary  # noqa: PLC0415 - the other commands ask nothing

        offered = [questionary.Choice(words, value=key) for key, words in choices.items()]
        asked = questionary.select(question, offered, instruction=_("(arrows move, Enter takes)"))
        return str(_answer(asked.ask(kbi_msg="")))

    def several(self, question: str, choices: Mapping[str, str]) -> list[str]:
        """Show the choices; letters narrow them, Enter takes those that are marked."""
        import questionary  # noqa: PLC0415 - the other commands ask nothing

        offered = [questionary.Choice(words, value=key) for key, words in choices.items()]
        asked = questionary.checkbox(
            question,
            offered,
            use_search_filter=True,
            use_jk_keys=False,
            instruction=_("(arrows move, space marks, letters narrow the list, Enter when done)"),
        )
        return [str(one) for one in _answer(asked.ask(kbi_msg=""))]

    def agreed(self, question: str) -> bool:
        """Ask for yes or no until one of them is typed: Enter alone must not throw away what was answered before."""
        form = _("(yes or no)")
        return is_yes(self.text(f"{question} {form}", check=yes_or_no_fault))


def is_yes(typed: str) -> bool:
    """Say whether an answer is yes, in the editor's language or in English."""
    return typed.casefold() in {"y", "yes", _("yes").casefold(), _("yes").casefold()[0]}


def yes_or_no_fault(typed: str) -> str | None:
    """Say what is wrong with an answer that is neither yes nor no."""
    if is_yes(typed) or typed.casefold() in {"n", "no", _("no").casefold()}:
        return None
    return _("write yes or no")


def _answer(given: Any) -> Any:
    if given is None:
        raise LeftError(_("left; nothing was saved"))
    return given
