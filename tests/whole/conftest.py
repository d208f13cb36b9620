"""The municipality with a draft of its next agreement, made by the command once."""

from __future__ import annotations

from pathlib import Path

import pytest

import manage
from invented import TODAY, Invented


@pytest.fixture(scope="package")
def first_draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the municipality and the draft, only to copy."""
    root = Invented.copied(tmp_path_factory.mktemp("draft")).root
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUILD_DATE", TODAY.isoformat())
        assert manage.main(["--root", str(root), "ny-utgava", "2022"]) == 0
    return root


@pytest.fixture
def drafted(first_draft: Path, invented: Invented) -> Invented:
    """Give the municipality with a draft of its next agreement, to spoil."""
    return invented.again(first_draft)
