"""`manage.py site` and `serve`: the whole site put in place when it is whole, and the live preview."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

from commands import FAILED
from core.exports.feed import last_change
from core.messages import _
from core.problems import WrongUseError
from project import build_day, checked_site, site_address


def add(commands: Any) -> None:
    """Let the command line know of them."""
    site = commands.add_parser("site", help=_("build the site and put it in place when it is whole"))
    site.add_argument("folder", type=Path, nargs="?", default=Path("site"))
    site.add_argument("--release", action="store_true", help=_("refuse to build a preview"))
    site.set_defaults(run=run)
    serve = commands.add_parser("serve", help=_("show a live preview, built anew when something is saved"))
    serve.add_argument("--address", default="127.0.0.1:8000", help=_("host and port (default: %(default)s)"))
    serve.set_defaults(run=_serve)


def run(options: argparse.Namespace) -> int:
    """Build the site beside its place and put it there; 1, and nothing changed, where it cannot be or is a preview."""
    from building import NotBuiltError, build_site  # noqa: PLC0415 - the other commands do without MkDocs
    from hosting.finish import finish_site, set_times  # noqa: PLC0415 - the other commands compress nothing

    checked = checked_site(options.root, build_day())
    content = checked.content
    reasons, address = content.preview_reasons(), site_address(content.site)
    if options.release and reasons:
        print(_("not released, the site would be a preview:"), file=sys.stderr)
        for reason in reasons:
            print(f"- {reason}", file=sys.stderr)
        for line in content.never_confirmed:
            print(f"  {content.places[line.reference]}: {line.name}", file=sys.stderr)
        return FAILED
    site = options.folder.resolve()
    if site.is_file() or (site.is_dir() and any(site.iterdir()) and not any(site.glob("*.html"))):
        raise WrongUseError(
            _(
                "{site} holds what no build has put there, and would be lost; name another folder, or empty it",
                site=site,
            )
        )
    building = site.with_name(f".{site.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    try:
        try:
            build_site(options.root, building, checked)
        except NotBuiltError as error:
            print(error, _("the build failed; {site} stays as it was", site=site), sep="\n", file=sys.stderr)
            return FAILED
        finish_site(
            building,
            redirects=content.moved,
            address=address,
            security_contact=content.site.security_contact.value,
            preview=bool(reasons),
            today=checked.day,
        )
        set_times(building, site, last_change(content))
        put_in_place(site, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    print(_("The site is in {site}, built for {day}; BUILD_DATE names another day", site=site, day=checked.day))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from preview import serve  # noqa: PLC0415 - the other commands do without MkDocs

    host, _colon, port = options.address.rpartition(":")
    if not host or not port.isdecimal():
        raise WrongUseError(_("'{address}' is no host and port; write such as 127.0.0.1:8000", address=options.address))
    serve(options.root, host, int(port), tell=lambda said: print(said, flush=True))
    return 0


def put_in_place(site: Path, building: Path) -> None:
    """Put the new site in the place of the old; the old one is removed last."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if site.exists():
            site.rename(old)
    except OSError:  # a folder that is mounted stays where it is
        _fill(site, building)
        return
    building.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _fill(site: Path, building: Path) -> None:
    """Let a folder hold what another holds and nothing else; a page that both have is never missing on the way."""
    for path in sorted(site.rglob("*"), reverse=True):  # what a folder holds comes before it
        new = building / path.relative_to(site)
        if not new.exists() or new.is_dir() != path.is_dir():
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(building, site, dirs_exist_ok=True)
