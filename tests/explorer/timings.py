"""`python -m tests.explorer.timings [--release DIR] [--runs N] [--json]`: how long a reader waits for the explorer of a release of 100,000
events, in milliseconds: for the first view of the world and of the table, and after each filter.

Without a release it makes one of so many made-up events, as the tests have it.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page

from tests.explorer.browser import running_browser, visiting
from tests.explorer.filtering import FILTERS, choose
from tests.explorer.releases import write_large
from tests.explorer.serving import Site, served
from tests.explorer.views import VIEWS

FIRST_VIEW, FILTER = 2000, 200  # milliseconds that are wanted
MEASURES = "name => performance.getEntriesByName(name).map(each => each.duration)"
FILTERED = ("matrix", "network", "map", "table")


def measure(site: Site, *, runs: int) -> list[dict[str, Any]]:
    """For each view and wait: the median and the longest of all, in milliseconds, and what is wanted."""
    with running_browser() as browser:
        # A browser that has just been started reads its own parts from disk.
        with visiting(browser, VIEWS["about"].address(site)) as visit:
            visit.page.wait_for_selector(VIEWS["about"].ready)
        return [*_first_views(browser, site, runs), *_filters(browser, site, runs)]


def _first_views(browser: Browser, site: Site, runs: int) -> Iterator[dict[str, Any]]:
    for name in (*FILTERED, "pair", "event"):
        waits = []
        for _ in range(runs):
            with visiting(browser, VIEWS[name].address(site)) as visit:
                visit.page.wait_for_selector(VIEWS[name].ready)
                # A view without filters of its own does not measure itself: what is told here is a little too long.
                waits += _measured(visit.page, "legation:first-view", 1) if name in FILTERED else [visit.page.evaluate("performance.now()")]
        yield _line(name, "first view", waits, FIRST_VIEW)


def _filters(browser: Browser, site: Site, runs: int) -> Iterator[dict[str, Any]]:
    for name in FILTERED:
        with visiting(browser, VIEWS[name].address(site)) as visit:
            page = visit.page
            page.wait_for_selector(VIEWS[name].ready)
            waits: list[float] = []
            for chosen in list(FILTERS.values()) * runs:
                choose(page, chosen)
                waits = _measured(page, "legation:filter", len(waits) + 1)  # values that follow each other quickly may be one change
                page.get_by_test_id("filter-clear").click()
                waits = _measured(page, "legation:filter", len(waits) + 1)
        yield _line(name, "filter", waits, FILTER)


def _measured(page: Page, name: str, n: int) -> list[float]:
    """The waits of a name once there are `n`."""
    page.wait_for_function("([name, n]) => performance.getEntriesByName(name).length >= n", arg=[name, n])
    found: list[float] = page.evaluate(MEASURES, name)
    return found


def _line(view: str, wait: str, waits: list[float], wanted: int) -> dict[str, Any]:
    return {"view": view, "wait": wait, "n": len(waits), "median": round(median(waits)), "longest": round(max(waits)), "wanted": wanted}


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.explorer.timings", description="How long a reader of the explorer waits.")
    parser.add_argument("--release", type=Path, metavar="DIR", help="a release [one of 100,000 made-up events]")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often each view is opened and each filter set [5]")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with TemporaryDirectory() as scratch, served(arguments.release or write_large(Path(scratch))) as site:
        lines = measure(site, runs=arguments.runs)
        n = site.one("SELECT count(*) FROM events")
    if arguments.json:
        print(json.dumps({"events": n, "milliseconds": lines}, indent=2))
        return
    print(f"{n:,} events; milliseconds\n{'view':<10}{'wait':<12}{'of':>5}{'median':>9}{'longest':>9}{'wanted':>9}")
    for line in lines:
        print(f"{line['view']:<10}{line['wait']:<12}{line['n']:>5}{line['median']:>9,}{line['longest']:>9,}{'≤ ' + str(line['wanted']):>9}")


if __name__ == "__main__":
    main()
