"""Every filter of the explorer, as a reader sets it and as SQL that asks a release for the same events."""

from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.explorer.releases import HIT

UNCHANGED = "()!*'~"  # by encodeURIComponent
TOLD = "event_id IN (SELECT event_id FROM mentions JOIN sources USING (source_id) WHERE {})"


@dataclass(frozen=True)
class Filter:
    """A filter: its name in the page, what is chosen, and the condition on a row of `events`."""

    name: str
    values: tuple[str, ...]
    where: str

    @property
    def query(self) -> str:
        """The filter within an address."""
        return f"{self.name}={','.join(quote(value, safe=UNCHANGED) for value in self.values)}"


FILTERS = {
    "countries": Filter(
        "countries",
        ("PER", "VEN"),
        "event_id IN (SELECT event_id FROM event_dyads WHERE actor_country IN ('PER', 'VEN') OR recipient_country IN ('PER', 'VEN'))",
    ),
    "quad": Filter("quad", ("material-conflict",), "quad_class = 'material-conflict'"),
    "types": Filter("types", ("SANCTION", "CONSULT"), "event_type IN ('SANCTION', 'CONSULT')"),
    "acts": Filter("acts", ("expel-envoy", "recall-envoy"), "act IN ('expel-envoy', 'recall-envoy')"),
    "status": Filter("status", ("announced",), "status = 'announced'"),
    "formats": Filter("formats", ("digest",), TOLD.format("format = 'digest'")),
    "publishers": Filter("publishers", (HIT, "Paper 3"), TOLD.format(f"publisher IN ('{HIT}', 'Paper 3')")),
    "from": Filter("from", ("2019-06-15",), "date_end >= DATE '2019-06-15'"),
    "to": Filter("to", ("2001-02-03",), "date <= DATE '2001-02-03'"),
    "confidence": Filter("confidence", ("0.7",), "confidence >= 0.7"),
}
FIELDS = ("from", "to", "confidence")  # the others are lists of boxes


def combined(*names: str) -> tuple[str, str]:
    """Several filters as one address has them, and the condition on an event that passes all."""
    chosen = [FILTERS[name] for name in names]
    return "&".join(each.query for each in chosen), " AND ".join(f"({each.where})" for each in chosen)


def choose(page: Page, chosen: Filter) -> None:
    """Set a filter as a reader does."""
    field = page.get_by_test_id(f"filter-{chosen.name}")
    if chosen.name in FIELDS:
        field.fill(chosen.values[0])
        field.press("Tab")
        return
    field.locator("summary").click()
    for value in chosen.values:
        field.get_by_role("checkbox").and_(field.locator(f"input[value='{value}']")).check()
    field.press("Escape")
    expect(field).not_to_have_attribute("open", "")
