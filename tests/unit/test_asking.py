"""What is a yes, and what is asked again."""

import pytest

from asking import is_yes, yes_or_no_fault


@pytest.mark.parametrize("typed", ["y", "YES"])
def test_yes_ends_the_question(typed: str) -> None:
    """A yes is taken, in small letters or large."""
    assert yes_or_no_fault(typed) is None
    assert is_yes(typed)


@pytest.mark.parametrize("typed", ["n", "no"])
def test_no_ends_the_question(typed: str) -> None:
    """A no is taken, and is no yes."""
    assert yes_or_no_fault(typed) is None
    assert not is_yes(typed)


@pytest.mark.parametrize("typed", ["", "x"])
def test_anything_else_is_asked_again(typed: str) -> None:
    """Enter alone must not lose what was answered before."""
    assert yes_or_no_fault(typed) == "write yes or no"


def test_yes_is_understood_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads Swedish types j or ja."""
    monkeypatch.setattr("asking._", {"yes": "ja", "no": "nej", "write yes or no": "skriv ja eller nej"}.__getitem__)
    assert is_yes("j")
    assert is_yes("Ja")
    assert yes_or_no_fault("nej") is None
    assert yes_or_no_fault("") == "skriv ja eller nej"
