"""The guard against tests that nobody runs."""

from __future__ import annotations

import pytest

TEST = "def test_nothing() -> None:\n    pass\n"


@pytest.mark.parametrize(
    ("arguments", "configured", "code"),
    [
        pytest.param((), "", pytest.ExitCode.USAGE_ERROR, id="passed-over"),
        pytest.param((), "norecursedirs = .*\n", pytest.ExitCode.OK, id="all-are-run"),
        pytest.param(("--ignore", "tests/build"), "", pytest.ExitCode.OK, id="left-out-on-purpose"),
        pytest.param(("tests/unit",), "", pytest.ExitCode.OK, id="not-asked-for"),
        pytest.param(("-k", "nothing"), "norecursedirs = .*\n", pytest.ExitCode.OK, id="chosen-among"),
    ],
)
def test_a_folder_of_tests_is_not_passed_over(
    pytester: pytest.Pytester, arguments: tuple[str, ...], configured: str, code: pytest.ExitCode
) -> None:
    """Nothing is run when pytest leaves out a folder, as it does with one called build."""
    for name in ("unit", "build"):
        folder = pytester.mkdir("tests") if name == "unit" else pytester.path / "tests"
        (folder / name).mkdir()
        (folder / name / f"test_{name}.py").write_text(TEST, encoding="utf-8")
    pytester.makefile(".ini", pytest=f"[pytest]\ntestpaths = tests\n{configured}")
    result = pytester.runpytest_inprocess("-p", "collected", *arguments)
    assert result.ret == code
    if code == pytest.ExitCode.USAGE_ERROR:
        result.stderr.fnmatch_lines(["*tests that would be passed over: *test_build.py"])
