"""`python -m tests.explorer.screenshots [DIR] [--release RELEASE]`: pictures of every view of the explorer, of the sample's release or of
another, in a folder [build/screenshots]; `--docs` makes the three of the README instead, in docs/pictures.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page

from tests.explorer.browser import DESKTOP, PHONE, running_browser, visiting
from tests.explorer.pictures import FOLDER, ROOT
from tests.explorer.releases import write_sample
from tests.explorer.serving import Site, served
from tests.explorer.views import VIEWS

SHAPES = {"light": DESKTOP, "dark": DESKTOP, "phone": PHONE}
DOCS = ROOT / "docs" / "pictures"


def write_views(browser: Browser, site: Site, folder: Path) -> None:
    """A picture of each view, whole: `NAME-light.png`, `-dark` and, as wide as a phone, `-phone`."""
    for name, view in VIEWS.items():
        for shape, size in SHAPES.items():
            with visiting(browser, view.address(site), size=size, dark=shape == "dark") as visit:
                visit.page.wait_for_selector(view.ready)
                visit.page.screenshot(path=folder / f"{name}-{shape}.png", full_page=True)


def write_readme_pictures(browser: Browser, site: Site, folder: Path) -> None:
    """Those of the README: the world, a pair with the card of an event, and an event that sources tell differently."""
    shown: dict[str, tuple[str, str, Callable[[Page], None]]] = {
        "world": ("matrix", "#/world/matrix", lambda page: _to_top(page.get_by_test_id("filters"))),
        "pair": ("pair", "#/pair/PER/VEN?days=2016-09-01..2024-12-31", _point_at_a_disputed_event),
        "event": ("event", f"#/event/{site.one(SEVERED)}", lambda page: None),
    }
    for name, (view, route, prepare) in shown.items():
        with visiting(browser, site.address + route) as visit:
            visit.page.wait_for_selector(VIEWS[view].ready)
            prepare(visit.page)
            visit.page.screenshot(path=folder / f"explorer-{name}.png")


# The break of 2024, which the documents of the sample date differently.
SEVERED = "SELECT event_id FROM events WHERE act = 'sever-relations' AND date_min < date_max AND year(date) = 2024"


def _to_top(element: Locator) -> None:
    element.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 12)")


def _point_at_a_disputed_event(page: Page) -> None:
    _to_top(page.get_by_role("heading", name="Timeline"))
    page.locator("[data-testid=timeline] a[data-event]", has_text="≠").first.hover()
    page.wait_for_selector("[data-testid=card]")


def main() -> None:
    """Read the arguments, open the explorer, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.explorer.screenshots", description="Pictures of the explorer's views.")
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where they go [build/screenshots]")
    parser.add_argument("--release", type=Path, metavar="RELEASE", help="a release [that of the sample]")
    parser.add_argument("--docs", action="store_true", help="the three of the README instead [docs/pictures]")
    arguments = parser.parse_args()
    folder = arguments.folder or (DOCS if arguments.docs else FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch, served(arguments.release or write_sample(Path(scratch))) as site, running_browser() as browser:
        (write_readme_pictures if arguments.docs else write_views)(browser, site, folder)
    print(f"The pictures are in {folder}.")


if __name__ == "__main__":
    main()
