"""The table in a browser: its rows, their order and the files that it gives are what the database has."""

import csv
from io import StringIO

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.browser import visiting
from tests.explorer.filtering import FILTERS, choose, combined
from tests.explorer.serving import Site
from tests.explorer.test_world import counted, expect_count
from tests.explorer.views import VIEWS

SHOWN = "[data-testid=events-table] tr[data-event]"
EXPORTED = """
    SELECT
        event_id, coalesce(date::VARCHAR, ''), coalesce(date_end::VARCHAR, ''), date_precision::VARCHAR, event_type::VARCHAR,
        coalesce(mode::VARCHAR, ''), coalesce(act::VARCHAR, ''), quad_class::VARCHAR, status::VARCHAR, confidence, n_mentions, n_sources,
        summary, event_id IN (SELECT event_id FROM conflicts)
    FROM events WHERE {} ORDER BY date NULLS LAST, event_id
"""
COLUMNS = (
    *("event_id", "date", "date_end", "date_precision", "event_type", "mode", "act", "quad_class", "status"),
    *("confidence", "n_mentions", "n_sources", "summary", "is_conflict"),
)


def shown_ids(page: Page) -> list[str]:
    found: list[str] = page.locator(SHOWN).evaluate_all("rows => rows.map(row => row.dataset.event)")
    return found


def test_all_columns_of_all_rows_that_pass_are_in_the_file(browser: Browser, large: Site) -> None:
    query, where = combined("countries", "quad", "status", "from")
    with visiting(browser, f"{VIEWS['table'].address(large)}?{query}") as visit:
        visit.page.wait_for_selector("[data-testid=download-all]:enabled")
        rows = list(csv.DictReader(StringIO(visit.save("[data-testid=download-all]"), newline="")))
    expected = large.rows(EXPORTED.format(where))
    assert len(rows) == len(expected) > 100
    assert [row["event_id"] for row in rows] == [values[0] for values in expected]
    for row, values in zip(rows, expected, strict=True):
        assert [read(name, row[name]) for name in COLUMNS] == list(values)


def read(name: str, text: str) -> object:
    """A cell as a value of the database; a text that a spreadsheet would run has one more apostrophe before it."""
    if name in ("confidence", "n_mentions", "n_sources"):
        return float(text)
    if name == "is_conflict":
        return text == "true"
    return text[1:] if name == "summary" and text.startswith("'") else text


def test_the_file_has_the_columns_and_the_order_that_are_shown(browser: Browser, sample: Site) -> None:
    route = "?sort=-n_sources&columns=date,n_sources"
    with visiting(browser, VIEWS["table"].address(sample) + route) as visit:
        visit.page.wait_for_selector("[data-testid=download]:enabled")
        rows = list(csv.reader(StringIO(visit.save("[data-testid=download]"), newline="")))
        assert [row[0] for row in rows[1:101]] == shown_ids(visit.page)
    assert rows[0] == ["event_id", "date", "n_sources"]
    values = "event_id, coalesce(date::VARCHAR, ''), n_sources::VARCHAR"
    expected = sample.rows(f"SELECT {values} FROM events ORDER BY n_sources DESC, date, event_id")
    assert rows[1:] == [list(values) for values in expected]


@pytest.mark.parametrize(
    ("column", "order"),
    [("confidence", "confidence::FLOAT"), ("event_type", "event_type"), ("n_mentions", "n_mentions"), ("date_end", "date_end")],
)
def test_a_heading_sorts_one_way_and_then_the_other(browser: Browser, large: Site, column: str, order: str) -> None:
    with visiting(browser, f"{VIEWS['table'].address(large)}?status=occurred&from=2000-01-01&columns=event_id,{column}") as visit:
        page, heading = visit.page, visit.page.locator(f"[data-sort={column}]")
        for direction, said in (("ASC", "ascending"), ("DESC", "descending")):
            heading.click()
            expect(page.locator("th", has=heading)).to_have_attribute("aria-sort", said)
            rows = large.rows(
                f"SELECT event_id FROM events WHERE status = 'occurred' AND date_end >= DATE '2000-01-01'"
                f" ORDER BY {order} {direction}, date, event_id LIMIT 100"
            )
            assert shown_ids(page) == [event_id for (event_id,) in rows]


def test_pages_go_through_all_rows(browser: Browser, large: Site) -> None:
    ids = [event_id for (event_id,) in large.rows("SELECT event_id FROM events ORDER BY date NULLS LAST, event_id")]
    with visiting(browser, VIEWS["table"].address(large)) as visit:
        page = visit.page
        expect(page.get_by_test_id("page")).to_have_text(f"1 to 100 of {len(ids):,}")
        for step, first in (("next", 100), ("next", 200), ("previous", 100), ("last", len(ids) - 100), ("first", 0)):
            page.get_by_test_id(f"page-{step}").click()
            expect(page.get_by_test_id("page")).to_have_text(f"{first + 1:,} to {first + 100:,} of {len(ids):,}")
            assert shown_ids(page) == ids[first : first + 100]


def test_columns_are_chosen(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["table"].address(sample)) as visit:
        page = visit.page
        page.get_by_test_id("columns").locator("summary").click()
        page.get_by_test_id("columns").get_by_label("Publishers").check()
        page.get_by_test_id("columns").get_by_label("Summary").uncheck()
        expect(page.locator("[data-sort=publishers]")).to_be_visible()
        expect(page.locator("[data-sort=summary]")).to_have_count(0)
        assert "columns=" in page.url


def test_filters_hold_for_the_table_and_no_row_is_said_so(browser: Browser, large: Site) -> None:
    n = counted(large, "true")
    with visiting(browser, VIEWS["table"].address(large)) as visit:
        choose(visit.page, FILTERS["acts"])
        expect_count(visit.page, counted(large, FILTERS["acts"].where), n)
        choose(visit.page, FILTERS["confidence"])
        expect_count(visit.page, counted(large, combined("acts", "confidence")[1]), n)
        visit.go("#/table?from=2100-01-01", ready=".notice")
        expect(visit.page.locator(".notice")).to_have_text("No event passes the filters.")
        expect(visit.page.locator("[data-testid=download]")).to_be_disabled()
