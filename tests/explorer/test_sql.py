"""The SQL page: DuckDB in the browser gives what DuckDB gives, says what it refuses, and asks no other host."""

import csv
import re
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, expect

from pipeline.explorer.about import example_queries
from tests.explorer.browser import PATIENCE, Visit, visiting
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS

VIEWS_OF_THE_RELEASE = ("about", "conflicts", "dyad_months", "event_dyads", "event_evidence", "relation_spells")
VALUES = """
    SELECT 9007199254740993 AS big, sum(n_mentions) AS huge, 1.50::DECIMAL(5, 2) AS exact, DATE '2017-03-01' AS day,
        NULL AS nothing, '' AS empty, 'a "word", and' || chr(10) || 'a line' AS said, ['x', 'y z'] AS listed, {'a': 1} AS kept,
        '<b>bold</b>' AS marked, true AS is_so
    FROM events
"""
QUESTIONS = {
    **{query["title"]: query["sql"].rstrip(";") for query in example_queries()},
    **{view: f"FROM {view}" for view in VIEWS_OF_THE_RELEASE},
    "status": "FROM status('PER', 'venezuela', '2019-06-01')",
    "macros": "SELECT country_code('peru'), has_words('The ambassador was expelled', 'expel ambassador')",
    "values": VALUES,
    "no rows": "SELECT event_id, date FROM events WHERE false",
    "a description": "DESCRIBE events",
    "other letters": "SELECT 'é;', plain('Perú'), count(*) FROM mentions -- ; the end",
}
REFUSALS = {
    "selec 1": r'syntax error at or near "selec".*LINE 1: selec 1',
    "SELECT 1;\n\nSELECT nope\nFROM events": r'"nope" not found.*LINE 3: SELECT nope\n +\^',
    "SELECT country_code('Nowhere')": 'No country of this database is called "Nowhere"',
    "DELETE FROM events": "read-only",
    "FROM 'https://example.org/rows.csv'": "disabled by configuration",
    "FROM read_csv('/index.html')": "disabled by configuration",
    "ATTACH 'https://example.org/other.duckdb'": "disabled by configuration",
    "INSTALL icu; LOAD icu": "disabled through configuration",
    "SET enable_external_access = true": "Cannot change enable_external_access",
    "SELECT json('{}')": "This page has no extensions",
    "-- nothing": "There is no statement to run",
}


@pytest.fixture(scope="module")
def asked(browser: Browser, sample: Site) -> Iterator[Visit]:
    """The SQL page of the sample, with DuckDB loaded by the first that asks."""
    with visiting(browser, VIEWS["sql"].address(sample)) as visit:
        yield visit


def ask(visit: Visit, sql: str) -> None:
    visit.page.fill("#sql-editor", sql)
    visit.page.press("#sql-editor", "Control+Enter")
    expect(visit.page.get_by_test_id("sql-run")).to_be_enabled(timeout=PATIENCE)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_that_of_duckdb(asked: Visit, sample: Site, name: str) -> None:
    sql = QUESTIONS[name]
    ask(asked, f"{sql};")
    expected = sample.rows(f"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({sql}\n)")
    expect(asked.page.get_by_test_id("sql-status")).to_contain_text(re.compile(rf"^{len(expected):,} rows? in "))
    header, *rows = csv.reader(asked.save("[data-testid=sql-download]").splitlines(keepends=True), strict=True)
    assert len(header) == len(sample.database.execute(f"DESCRIBE FROM ({sql}\n)").fetchall())
    assert sorted(rows) == sorted([value or "" for value in row] for row in expected)


def test_values_are_shown_as_they_are(asked: Visit) -> None:
    ask(asked, VALUES)
    cells = asked.page.locator(".sql-result tbody td").all_inner_texts()
    assert cells[0] == "9007199254740993"
    assert cells[2:6] == ["1.50", "2017-03-01", "null", ""]
    assert cells[9] == "<b>bold</b>"
    types = asked.page.locator(".sql-result thead small").all_inner_texts()
    assert types[:5] == ["BIGINT", "HUGEINT", "DECIMAL(5,2)", "DATE", "INTEGER"]


@pytest.mark.parametrize("sql", REFUSALS)
def test_what_is_refused_is_said_with_its_place(asked: Visit, sql: str) -> None:
    ask(asked, sql)
    said = asked.page.get_by_test_id("sql-error").inner_text()
    assert re.search(REFUSALS[sql], said, re.DOTALL), said


def test_tables_of_ones_own_last_from_query_to_query(asked: Visit, sample: Site) -> None:
    ask(asked, "CREATE TEMP TABLE kept AS SELECT event_id FROM events; SELECT 1")
    ask(asked, "SELECT count(*) AS n FROM kept")
    assert asked.page.locator(".sql-result tbody td").all_inner_texts() == [str(sample.one("SELECT count(*) FROM events"))]


def test_rows_come_in_pages(asked: Visit) -> None:
    ask(asked, "FROM range(250000)")
    expect(asked.page.get_by_test_id("sql-status")).to_contain_text("its first 100,000 rows")
    first = asked.page.locator(".sql-result tbody td").first
    expect(first).to_have_text("0")
    asked.page.get_by_role("button", name="Later rows").click()
    expect(first).to_have_text("50")
    asked.page.get_by_role("button", name="Earlier rows").click()
    expect(first).to_have_text("0")


def test_a_query_can_be_cancelled_and_another_asked(asked: Visit) -> None:
    asked.page.fill("#sql-editor", "SELECT count(*) FROM range(100000) AS a, range(1000000) AS b WHERE hash(a.range * b.range) % 7 = 3")
    asked.page.press("#sql-editor", "Control+Enter")
    asked.page.get_by_test_id("sql-cancel").click()
    expect(asked.page.get_by_test_id("sql-error")).to_have_text(re.compile("was cancelled|did not stop"), timeout=PATIENCE)
    ask(asked, "SELECT 42 AS answer")
    assert asked.page.locator(".sql-result tbody td").all_inner_texts() == ["42"]


def test_an_example_fills_the_editor_and_an_event_is_a_link(asked: Visit, sample: Site) -> None:
    for place, query in zip(count(), example_queries(), strict=False):
        asked.page.locator(".sql-examples a").nth(place).click()
        assert asked.page.input_value("#sql-editor") == query["sql"]
    ask(asked, "SELECT event_id FROM events ORDER BY ALL LIMIT 1")
    expect(asked.page.locator(".sql-result a")).to_have_attribute("href", f"#/event/{sample.one('SELECT min(event_id) FROM events')}")


def test_a_link_brings_a_query_and_does_not_run_it(browser: Browser, sample: Site) -> None:
    with visiting(browser, f"{sample.address}#/sql?q=SELECT%20'100%25%20%26'%20AS%20whole") as visit:
        assert visit.page.input_value("#sql-editor") == "SELECT '100% &' AS whole"
        assert visit.page.locator(".sql-result").count() == 0
        visit.page.get_by_test_id("sql-run").click()
        expect(visit.page.locator(".sql-result tbody td")).to_have_text("100% &", timeout=PATIENCE)


def test_every_table_is_described(asked: Visit, sample: Site) -> None:
    listed = [text.split()[0] for text in asked.page.locator("details.sql-table > summary").all_inner_texts()]
    names = {name for (name,) in sample.rows("SELECT table_name FROM information_schema.tables")}
    assert names <= set(listed)
    details = asked.page.locator("details.sql-table").filter(has=asked.page.locator("summary", has_text=re.compile("^mentions ")))
    details.locator("summary").click()
    columns = [name for (name,) in sample.rows("SELECT column_name FROM duckdb_columns() WHERE table_name = 'mentions'")]
    assert details.locator("dt code").all_inner_texts() == columns
