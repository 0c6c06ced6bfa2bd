"""The command that shows a release in the browser: explore."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DIST, AsJson
from pipeline.cli.printing import print_result, say
from pipeline.errors import LegationError

Release = Annotated[
    Path | None, typer.Argument(metavar="RELEASE", help="Folder of a release. [default: the newest in dist/]", show_default=False)
]
Port = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, max=65535, help="Port of the server, 0 for any that is free. [default: 8765, or a free one]"),
]


def explore(
    release: Release = None,
    port: Port = None,
    open_it: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
    as_json: AsJson = False,
) -> None:
    """Look at a release in the browser: maps, timelines of pairs, every event with its words, and SQL.

    A server gives the release to this machine alone, and asks nothing of any other. It runs until Ctrl-C. Any other web server will do as
    well: the explorer is the folder explorer/ of the release.

    \b
    Examples:
      legation explore
      legation explore dist/legation-0.1.0 --port 9000
      legation explore --no-open --json
    """
    from pipeline.explorer.browser import open_browser
    from pipeline.explorer.serve import address_of, open_port, refuse_unusable, serve_folder

    folder = release or _newest()
    refuse_unusable(folder)
    with open_port(port) as listening:
        address = address_of(listening)
        print_result({"release": str(folder), "address": address}, [f"The explorer of {folder} is at {address}"], as_json=as_json)
        if open_it and not open_browser(address):
            say("There is no browser to open. Go to that address in one.")
        say("Ctrl-C ends it.")
        serve_folder(folder, listening)


def _newest() -> Path:
    from pipeline.release import newest_release

    found = newest_release(DIST)
    if found is None:
        raise LegationError(f"There is no release in {DIST}. Make one: legation release, or name the folder of one.")
    return found
