"""Files written whole: each is there as it was or as it shall be, and of a set that belongs together all or none.

What is to be written is written beside its place first and put there by renaming. Of a set, renaming the folder in
which it lies ready decides: before that nothing has changed, after it everything will: what a run that was killed had
not put in place yet, the next command does (`finish_changes`).
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.messages import _, why

Changes = Mapping[str, str | None]
"""What files below a folder shall hold, by path; None for one that goes."""
_BEGUN, _READY, _LIST = ".changes-", ".changes", "files.json"


class NotWrittenError(Exception):
    """A file could not be written; the text is `path:line: what; what to do`."""


def write_text(path: Path, text: str) -> None:
    """Replace a file in one step, so that nobody ever sees half of it, and what was there stays if this fails."""
    with written_beside({path: text}):
        pass


@contextlib.contextmanager
def written_beside(texts: Mapping[Path, str]) -> Iterator[None]:
    """Write files beside their places, and put them there once the block has ended well; else nothing is left of them.

    What is no file, such as a device or a pipe, is written to and never replaced. `NotWrittenError` where the machine
    says no.
    """
    waiting: list[tuple[Path, Path]] = []
    path = Path()
    try:
        try:
            for path, text in texts.items():
                if _is_file(path):
                    waiting.append((_written(path.resolve(), text), path.resolve()))
        except OSError as error:
            raise _refused(path, error) from error
        yield
        try:
            for path, text in texts.items():
                if not _is_file(path):
                    path.write_text(text, encoding="utf-8")
            for made, path in waiting:
                made.replace(path)
        except OSError as error:
            raise _refused(path, error) from error
    finally:
        for made, _place in waiting:
            made.unlink(missing_ok=True)


def _is_file(path: Path) -> bool:
    return path.is_file() or not path.exists()


def _written(target: Path, text: str) -> Path:
    _held(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return made


def _refused(path: Path, error: OSError) -> NotWrittenError:
    return NotWrittenError(
        _(
            "{path}:1: it could not be written ({why}); make room on the disk, or make the file writable",
            path=path,
            why=why(error),
        )
    )


def save_changes(root: Path, changes: Changes) -> None:
    """Write the files, and remove those that go: all of them, or none; `NotWrittenError` where the machine says no."""
    if not changes:
        return
    ready, path, before = root / _READY, root, dict[Path, bytes | None]()
    try:
        for path in (root / name for name in changes):
            before[path] = _held(path)
        fresh = {folder for one in before for folder in one.parents if not folder.exists()}
        with locked(ready), tempfile.TemporaryDirectory(dir=root, prefix=_BEGUN) as scratch:
            numbers = {name: None if text is None else str(at) for at, (name, text) in enumerate(changes.items())}
            for name, text in changes.items():
                path = root / name
                if text is not None:
                    Path(scratch, str(numbers[name])).write_text(text, encoding="utf-8", newline="\n")
            Path(scratch, _LIST).write_text(json.dumps(numbers), encoding="utf-8")
            Path(scratch).rename(ready)
            try:
                for path in _put(root):  # noqa: B007 - the last one is told of where the machine says no
                    pass
            except BaseException:
                _restore(before, fresh)
                raise
            finally:
                shutil.rmtree(ready, ignore_errors=True)
    except OSError as error:
        raise _refused(path, error) from error


def finish_changes(root: Path) -> list[Path]:
    """Put in place what a run that was killed had ready and not put there, and remove the rest; give the files."""
    if not any(root.glob(f"{_READY}*")):
        return []
    with locked(root / _READY):
        done = list(_put(root)) if (root / _READY / _LIST).is_file() else []
        for left in root.glob(f"{_READY}*"):
            shutil.rmtree(left, ignore_errors=True)
    return done


def _put(root: Path) -> Iterator[Path]:
    """Put what is ready in its place, and yield each place before; what is there already is passed over."""
    ready = root / _READY
    for name, number in json.loads((ready / _LIST).read_text(encoding="utf-8")).items():
        path = root / name
        if number is None and path.exists():
            yield path
            path.unlink()
        elif number is not None and (ready / number).exists():
            yield path
            path.parent.mkdir(parents=True, exist_ok=True)
            (ready / number).replace(path)


def _held(path: Path) -> bytes | None:
    """Give what a file holds; `PermissionError` for one that may not be changed, which renaming would pass over."""
    if not path.is_file():
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return path.read_bytes()


def _restore(before: Mapping[Path, bytes | None], fresh: set[Path]) -> None:
    """Let files hold what they held, and remove the folders that there were none of."""
    for path, held in before.items():
        if held is None and path.is_file():
            path.unlink()
        elif held is not None and (not path.is_file() or path.read_bytes() != held):
            path.write_bytes(held)
    for folder in sorted(fresh, reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the folder of a file alone while it is read again and written: whole runs and parts share one lock."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none, and nothing there runs two commands at once
    except ImportError:
        yield
        return
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
