"""Files that are written whole: what was there stays, or all that belongs together is there."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from whole_files import NotWrittenError, finish_changes, save_changes, written_beside

BEFORE = {"data/a.yml": "a\n", "data/gone.yml": "b\n"}
CHANGES = {"data/a.yml": "ny a\n", "data/2022/new/c.yml": "c\n", "data/gone.yml": None, "data/d.yml": "d\n"}
AFTER = {name: text for name, text in CHANGES.items() if text is not None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a folder with files."""
    for name, text in BEFORE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _held(root: Path) -> dict[str, str]:
    """Give all that a folder holds, those that no command shows too, and its folders."""
    paths = [path for path in root.rglob("*") if path.is_file() or not any(path.iterdir())]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@contextlib.contextmanager
def _at_move(number: int, then: str) -> Iterator[None]:
    """Let the machine end the run, or say no, when a file is moved for the nth time; 0 is the folder with them all."""
    moves = iter(range(100))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("rename", "replace"):
            move = getattr(Path, name)

            def moved(self: Path, target: Path, move: object = move) -> Path:
                if next(moves) == number:
                    if then == "killed":
                        os.kill(os.getpid(), signal.SIGKILL)
                    raise OSError(28, "full", str(self))
                return move(self, target)  # type: ignore[no-any-return, operator]

            patch.setattr(Path, name, moved)
        yield


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("number", range(4))
def test_a_run_that_is_killed(root: Path, number: int) -> None:
    """Nothing has changed, or the next command puts the rest in place; nothing else is left either way."""
    child = os.fork()
    if not child:  # pragma: no cover - another process
        with _at_move(number, "killed"):
            save_changes(root, CHANGES)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    finished = finish_changes(root)
    assert _held(root) == (AFTER if number else BEFORE)
    assert bool(finished) == bool(number)
    assert finish_changes(root) == []


@pytest.mark.parametrize("number", range(4))
def test_a_machine_that_says_no(root: Path, number: int) -> None:
    """One sentence, and the folder is as it was."""
    with _at_move(number, "refused"), pytest.raises(NotWrittenError, match="could not be written"):
        save_changes(root, CHANGES)
    assert _held(root) == BEFORE


def test_all_is_saved(root: Path) -> None:
    """Where nothing is in the way; no change needs no place to write in."""
    save_changes(root, CHANGES)
    assert _held(root) == AFTER
    save_changes(root / "none", {})


def test_what_is_written_beside(root: Path) -> None:
    """Nothing is put in place before the block has ended well; where one has no place none is written."""
    with pytest.raises(KeyError), written_beside({root / "data/a.yml": "nytt", root / "b.html": "nytt"}):
        raise KeyError
    with pytest.raises(NotWrittenError), written_beside({root / "b.html": "nytt", root / "data/a.yml/c": "nytt"}):
        pass
    assert _held(root) == BEFORE


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    """What is written goes where the name leads: to a pipe here, to the device that forgets where that is named."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR)
    with written_beside({pipe: "nytt"}):
        pass
    assert os.read(end, 10) == b"nytt"
    os.close(end)
    assert pipe.is_fifo()
