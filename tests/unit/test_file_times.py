"""The times of the files of a site follow what they hold: hosts tell them to browsers, and copy by them."""

from __future__ import annotations

import datetime
from pathlib import Path

from hosting.finish import set_times

DAY = datetime.date(2021, 3, 1)
MIDNIGHT = datetime.datetime(2021, 3, 1, tzinfo=datetime.UTC).timestamp()


def site(folder: Path, **files: str) -> Path:
    """Write files, and give their folder with the times set."""
    for name, text in files.items():
        path = folder / "a" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.with_name(f"{path.name}.br").write_text(f"packed {text}")
    return folder


def times(folder: Path) -> dict[str, float]:
    """Give the time of each file."""
    return {one.name: one.stat().st_mtime for one in folder.rglob("*") if one.is_file()}


def test_the_same_content_has_the_same_time_anywhere(tmp_path: Path) -> None:
    """On two machines, whenever they built; never in a time that has not come, and packed as the file itself."""
    one, other = (site(tmp_path / name, x="x", y="y") for name in ("one", "other"))
    for folder in (one, other):
        set_times(folder, tmp_path / "nothing", DAY)
    assert times(one) == times(other)
    found = times(one)
    assert all(MIDNIGHT - 86_400 < at <= MIDNIGHT for at in found.values())
    assert found["x.html"] == found["x.html.br"] != found["y.html"]


def test_what_stayed_keeps_its_time_and_what_changed_has_another(tmp_path: Path) -> None:
    """A number that was corrected to one as long must never be taken for the old one."""
    before, after = (
        site(tmp_path / "before", x="042-10 50 00", y="y"),
        site(tmp_path / "after", x="042-10 50 01", y="y"),
    )
    set_times(before, tmp_path / "nothing", DAY)
    set_times(after, before, DAY + datetime.timedelta(days=9))
    old, new = times(before), times(after)
    assert (old["y.html"], old["y.html.br"]) == (new["y.html"], new["y.html.br"])
    assert old["x.html"] != new["x.html"] == new["x.html.br"]


def test_the_same_day_with_another_content(tmp_path: Path) -> None:
    """Two builds of one day differ in the time of what differs."""
    one, other = site(tmp_path / "one", x="1"), site(tmp_path / "other", x="2")
    set_times(one, tmp_path / "nothing", DAY)
    set_times(other, one, DAY)
    assert times(one)["x.html"] != times(other)["x.html"]
