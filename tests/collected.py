"""No file of tests is passed over in silence: a run that did not look into one stops.

pytest by itself leaves out every folder called `build`; `norecursedirs` in pyproject.toml has the say.
"""

from __future__ import annotations

from pathlib import Path

import pytest

_SEEN = pytest.StashKey[set[Path]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> None:
    """Note each file that pytest looks at."""
    parent.config.stash.setdefault(_SEEN, set()).add(file_path)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop if there are tests below a folder of the run that pytest did not come to."""
    config = session.config
    asked = [Path(config.invocation_params.dir, name.partition("::")[0]) for name in config.args]
    ignored = [Path(config.invocation_params.dir, name) for name in config.getoption("ignore") or ()]
    passed_over = sorted(
        path
        for folder in asked
        for path in folder.rglob("test_*.py")
        if path not in config.stash.get(_SEEN, set()) and not any(path.is_relative_to(one) for one in ignored)
    )
    if passed_over:
        raise pytest.UsageError(f"tests that would be passed over: {', '.join(map(str, passed_over))}")
