"""Pictures of every kind of page for a person to look at: a built site in, PNG files in a folder out.

At 360 and 1280 px, light and dark. They are looked at and never compared: what must hold stands in the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from browser.people import kinds_of  # noqa: E402 - the folders of the project are found above
from built import Site  # noqa: E402
from chromium import launched  # noqa: E402
from core import routes  # noqa: E402
from loopback import served  # noqa: E402
from project import read_content  # noqa: E402

SIZES = {360: 740, 1280: 800}
SCHEMES = ("light", "dark")
README = (1280, "light"), 900
"""The picture of the start page in .github/: its width and scheme, and its height."""


def main(site: Path, folder: Path) -> None:
    """Take a picture of each kind of page; `start.png` is the start page as the README shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    content = read_content(ROOT)
    kinds = kinds_of(content, Site(site, "").addresses) | {"review": routes.address_of(routes.REVIEW)}
    for edition in content.earlier[:1]:
        kinds["earlier edition"] = routes.address_of(content.pages_of(edition.id).start)
    with served(site) as address, launched() as browser:
        for width, height in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    base_url=address,
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type] # one of Playwright's words
                )
                page = context.new_page()
                for kind, path in kinds.items():
                    page.goto(path)
                    name = kind.replace(", ", "-").replace(" ", "-")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                if (width, scheme) == README[0]:
                    page.set_viewport_size({"width": width, "height": README[1]})
                    page.goto(kinds["start"])
                    page.screenshot(path=folder / "start.png")
                context.close()
    print(f"{len(kinds) * len(SIZES) * len(SCHEMES)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
