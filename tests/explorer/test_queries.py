"""Every query that the SQL page offers runs on a release, and asks nothing of DuckDB that it does not have built in."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.explorer.about import example_queries
from tests.small_database import Report, write_database

QUERIES = example_queries()
SIDES = (("PER",), ("VEN",))
REPORTS = [
    Report("a.txt", "expulsion", "SANCTION", *SIDES, "expel-envoy", "expel", date(2017, 8, 11), quote="Peru expelled an ambassador."),
    Report("b.txt", "expulsion", "SANCTION", *SIDES, "expel-envoy", "expel", date(2017, 8, 13), quote="It expelled the ambassador."),
]
ROWS = """
    INSERT INTO relations
    SELECT 'rel_0000000000000001', 'PER', 'VEN', 'severed', '2017-08-11', 'day', '2019-12-31', 'year', event_id, NULL FROM events;
    INSERT INTO quality (quality_no, document_set, field, n, n_mentions, precision, recall, f1)
    VALUES (0, 'digest', 'detection', 9, 9, 0.9, 0.8, 0.85);
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in which every query finds something. JSON, Parquet and time zones, which a browser would have to fetch, are as absent
    as DuckDB lets them be."""
    file: Path = write_database(tmp_path_factory.mktemp("database") / "legation.duckdb", REPORTS)
    with duckdb.connect(str(file), config={"autoload_known_extensions": False, "autoinstall_known_extensions": False}) as connection:
        connection.execute(ROWS)
        yield connection


def test_there_are_ten_each_with_a_title_of_its_own() -> None:
    assert len(QUERIES) == len({query["title"] for query in QUERIES}) == len({query["sql"] for query in QUERIES}) == 10
    assert all(query["sql"].endswith(";") and query["sql"].count(";") == 1 for query in QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=[query["title"] for query in QUERIES])
def test_a_query_runs_and_finds_something(query: dict[str, str], database: duckdb.DuckDBPyConnection) -> None:
    assert database.execute(query["sql"]).fetchall()


@pytest.mark.parametrize("query", QUERIES, ids=[query["title"] for query in QUERIES])
def test_a_query_needs_no_extension(query: dict[str, str]) -> None:
    assert not re.search(r"json|parquet|timezone|now\(|current_|today\(|read_", query["sql"], re.I)


@pytest.mark.parametrize("query", QUERIES, ids=[query["title"] for query in QUERIES])
def test_rows_come_in_an_order_that_the_query_says(query: dict[str, str]) -> None:
    """But for what a macro orders, or the view that is a page."""
    assert "ORDER BY" in query["sql"] or query["sql"].startswith("FROM ") or "relations_on(" in query["sql"]
