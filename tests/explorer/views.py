"""Every view of the explorer by its name, and how to open it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.explorer.serving import Site


@dataclass(frozen=True)
class View:
    """A view: its route within the page, and an element that is there once it shows what it has to."""

    route: Callable[[Site], str]
    ready: str

    def address(self, site: Site) -> str:
        return site.address + self.route(site)


def shown_event(site: Site) -> str:
    """The event on which its sources disagree most."""
    found: str = site.rows("SELECT event_id FROM conflicts GROUP BY event_id ORDER BY count(*) DESC, event_id LIMIT 1")[0][0]
    return found


VIEWS = {
    "matrix": View(lambda _: "#/world/matrix", "[data-testid=matrix]"),
    "network": View(lambda _: "#/world/network", "[data-testid=network] [data-node]"),
    "map": View(lambda _: "#/world/map", "[data-testid=map] [data-country]"),
    "pair": View(lambda _: "#/pair/PER/VEN", "[data-testid=timeline] a"),
    "event": View(lambda site: f"#/event/{shown_event(site)}", "[data-testid=mention]"),
    "table": View(lambda _: "#/table", "tr[data-event]"),
    "sql": View(lambda _: "#/sql", "[data-testid=sql-run]"),
    "about": View(lambda _: "#/about", "[data-testid=bibtex]"),
}
