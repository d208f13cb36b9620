"""Questions to who sits at the terminal. Commands take an `Asker`, so that tests answer instead of a person."""

from __future__ import annotations

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Protocol

from core.messages import _
from core.problems import WrongUseError
from whole_files import write_text


class LeftError(WrongUseError):
    """Raised when who is asked leaves instead of answering."""


Check = Callable[[str], str | None]
"""What is wrong with an answer, or None."""
CheckSome = Callable[[list[str]], str | None]
"""What is wrong with what has been marked, or None."""

ANSWERS = ".answers"
_OTHER_LETTERS = "åäöéüøæÅÄÖÉÜØÆ–’"


class Asker(Protocol):
    """Who answers questions."""

    def text(self, question: str, *, default: str = "", check: Check = lambda _answer: None) -> str:
        """Ask for one line of text that `check` finds nothing wrong with."""

    def choice(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Ask for one of some choices, each shown by its words; give its key."""

    def several(
        self,
        question: str,
        choices: Mapping[str, str],
        *,
        marked: Collection[str] = (),
        check: CheckSome = lambda _answer: None,
    ) -> list[str]:
        """Ask for any number of the choices that `check` finds nothing wrong with; give their keys."""

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

    def choice(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Show the choices; the arrows move, Enter takes."""
        import questionary  # noqa: PLC0415 - the other commands ask nothing

        offered = [questionary.Choice(words, value=key) for key, words in choices.items()]
        asked = questionary.select(
            question,
            offered,
            default=default if default in choices else None,
            use_search_filter=True,
            use_jk_keys=False,
            instruction=_("(arrows move, letters narrow the list, Enter takes)"),
        )
        return str(_answer(_narrowed_by_any_letter(asked).ask(kbi_msg="")))

    def several(
        self,
        question: str,
        choices: Mapping[str, str],
        *,
        marked: Collection[str] = (),
        check: CheckSome = lambda _answer: None,
    ) -> list[str]:
        """Show the choices; letters narrow them, Enter takes those that are marked."""
        import questionary  # noqa: PLC0415 - the other commands ask nothing

        offered = [questionary.Choice(words, value=key, checked=key in marked) for key, words in choices.items()]
        asked = questionary.checkbox(
            question,
            offered,
            validate=lambda given: check(given) or True,
            use_search_filter=True,
            use_jk_keys=False,
            instruction=_("(arrows move, space marks, letters narrow the list, Enter when done)"),
            erase_when_done=True,  # questionary says «done (2 selections)»; what was marked says more
        )
        given = [str(one) for one in _answer(_narrowed_by_any_letter(asked).ask(kbi_msg=""))]
        questionary.print(f"? {question} {', '.join(choices[one] for one in given) or _('none')}")
        return given

    def agreed(self, question: str) -> bool:
        """Ask for yes or no until one of them is typed: Enter alone must not throw away what was answered before."""
        form = _("(yes or no)")
        return is_yes(self.text(f"{question} {form}", check=yes_or_no_fault))


def answers_file(root: Path, name: str) -> Path:
    """Give the file that keeps the answers to a command until they have been saved; git leaves it out."""
    return root / ANSWERS / f"{name.replace('/', '-')}.json"


class Remembering:
    """Asks what another asker asks, and keeps each answer in a file until it is told to forget.

    What was typed survives a refusal, a slip and a terminal that is closed: it stands there when it is asked again.
    """

    def __init__(self, asker: Asker, path: Path, *, never: Collection[str] = ()) -> None:
        """Take who is asked, the file of the answers, and the choices that are never taken by Enter alone."""
        self._asker, self._path, self._never = asker, path, never
        self._kept: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError):
            self._kept = dict(json.loads(path.read_text(encoding="utf-8")))
        self.again()

    @property
    def remembers(self) -> bool:
        """Whether there are answers of an earlier time."""
        return bool(self._kept)

    def again(self) -> None:
        """Let the questions begin from the first again."""
        self._asked: Counter[str] = Counter()

    def forget(self) -> None:
        """Drop the answers: they have been saved where they belong."""
        self._kept = {}
        self._path.unlink(missing_ok=True)

    def text(self, question: str, *, default: str = "", check: Check = lambda _answer: None) -> str:
        """Ask for one line; what was typed before stands there."""
        key, kept = self._before(question, str)
        return str(self._keep(key, self._asker.text(question, default=default if kept is None else kept, check=check)))

    def choice(self, question: str, choices: Mapping[str, str], *, default: str | None = None) -> str:
        """Ask for one of some choices; the one taken before is pointed at."""
        key, kept = self._before(question, str)
        given = self._asker.choice(question, choices, default=default if kept is None else kept)
        return given if given in self._never else str(self._keep(key, given))

    def several(
        self,
        question: str,
        choices: Mapping[str, str],
        *,
        marked: Collection[str] = (),
        check: CheckSome = lambda _answer: None,
    ) -> list[str]:
        """Ask for any number of the choices; those taken before are marked."""
        key, kept = self._before(question, list)
        return list(self._keep(key, self._asker.several(question, choices, marked=kept or marked, check=check)))

    def once(self, question: str, choices: Mapping[str, str]) -> str:
        """Ask for one of some choices, and do not remember it."""
        return self._asker.choice(question, choices)

    def agreed(self, question: str) -> bool:
        """Ask for yes or no; that is never remembered."""
        return self._asker.agreed(question)

    def _before(self, question: str, kind: type[Any]) -> tuple[str, Any]:
        self._asked[question] += 1
        key = f"{question} ({self._asked[question]})"
        return key, self._kept[key] if isinstance(self._kept.get(key), kind) else None

    def _keep(self, key: str, given: Any) -> Any:
        self._kept[key] = given
        write_text(self._path, json.dumps(self._kept, ensure_ascii=False, indent=1))
        return given


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


def _narrowed_by_any_letter(asked: Any) -> Any:
    """Give a list of questionary's that å, ä and ö narrow too; it binds the letters of ASCII alone (2.1.1).

    Letters that no choice has leave the whole list there: Enter then takes nothing that was not looked for.
    """
    from prompt_toolkit.filters import Condition  # noqa: PLC0415 - the other commands ask nothing
    from questionary.prompts.common import InquirerControl  # noqa: PLC0415 - the other commands ask nothing

    windows = asked.application.layout.find_all_windows()
    control = next(one.content for one in windows if isinstance(one.content, InquirerControl))
    for letter in _OTHER_LETTERS:
        asked.application.key_bindings.add(letter, eager=True)(
            lambda event: control.add_search_character(event.key_sequence[0].key)
        )
    nowhere = Condition(lambda: bool(control.search_filter) and control.filtered_choices is control.choices)
    asked.application.key_bindings.add("enter", filter=nowhere, eager=True)(lambda _event: None)
    return asked
