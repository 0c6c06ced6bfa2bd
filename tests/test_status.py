from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.database import open_database
from pipeline.records import Event
from pipeline.relations import spells_of
from pipeline.rows import relation_rows
from pipeline.show import Country
from pipeline.status import read_spells, read_status, write_spells, write_status
from tests.relations.telling import told
from tests.small_database import Report, write_database

PERU, VENEZUELA, CUBA = Country("PER", "Peru"), Country("VEN", "Venezuela"), Country("CUB", "Cuba")
REPORTS = [
    Report("a.md", "opening", "SUPPORT", ("PER", "VEN"), (), "establish-relations", None, date(1853, 1, 1), date(1853, 12, 31), "year"),
    Report("a.md", "recall", "SANCTION", ("PER",), ("VEN",), "recall-envoy", "withdraw", date(2017, 3, 30), quote="Its  envoy\nleft."),
    Report("b.md", "return", "SUPPORT", ("VEN",), ("PER",), "appoint-envoy", None, date(2021, 10, 1), date(2021, 10, 31), "month"),
    # Of two mentions of the break, the surer one has another day.
    Report("c.md", "break", "SANCTION", ("VEN",), ("PER", "CUB"), "sever-relations", "discontinue", date(2024, 7, 29), quote="On July 29."),
    Report("d.md", "break", "SANCTION", ("VEN",), ("PER",), "sever-relations", "discontinue", date(2024, 7, 30), quote="30!", confidence=1),
]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    file = write_database(tmp_path_factory.mktemp("status") / "small.duckdb", REPORTS)
    add_relations(file)
    with open_database(file) as opened:
        yield opened


def add_relations(file: Path) -> None:
    """Fill the table of relations as a build does, from the events of a database that has none yet."""
    with duckdb.connect(str(file)) as connection:
        events = connection.execute("SELECT event_id, act, date, date_precision FROM events").fetchall()
        sides = connection.execute("SELECT event_id, role, actor_id FROM event_actors ORDER BY ALL").fetchall()
        for row in relation_rows(spells_of([as_event(event, sides) for event in events])):
            places = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO relations ({', '.join(row)}) VALUES ({places})", list(row.values()))


def as_event(row: tuple[Any, ...], sides: list[tuple[str, str, str]]) -> Event:
    event_id, act, day, precision = row
    actors, recipients = ([actor for event, role, actor in sides if event == event_id and role == side] for side in ("actor", "recipient"))
    when = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    return replace(told(when, act, actors, recipients), event_id=event_id)


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("1852-12-31", []),
        ("1853-01-01", [("ambassadors", False)]),
        ("1853-12-30", [("ambassadors", False)]),
        ("1853-12-31", [("ambassadors", True)]),
        ("2017-03-29", [("ambassadors", True)]),
        ("2017-03-30", [("charges", True)]),
        ("2021-09-30", [("charges", True)]),
        ("2021-10-01", [("ambassadors", False)]),
        ("2021-10-31", [("ambassadors", True)]),
        ("2024-07-29", [("severed", True)]),
        ("2100-01-01", [("severed", True)]),
    ],
)
def test_a_day_has_one_status_in_either_order_of_the_pair(connection: duckdb.DuckDBPyConnection, day: str, wanted: list[Any]) -> None:
    assert rows(connection, f"SELECT status, is_certain FROM status('PER', 'VEN', '{day}')") == wanted
    assert rows(connection, f"SELECT status, is_certain FROM status('ven', 'per', DATE '{day}')") == wanted


def test_the_status_of_a_day_comes_with_its_evidence(connection: duckdb.DuckDBPyConnection) -> None:
    columns = "start_date, start_precision, end_date, end_precision, summary, quote, path, url"
    assert rows(connection, f"SELECT {columns} FROM status('PER', 'VEN', '2018-01-01')") == [
        (date(2017, 3, 30), "day", date(2021, 9, 30), "month", "recall happened.", "Its  envoy\nleft.", "a.md", None)
    ]
    assert rows(connection, "SELECT opened_by FROM status('PER', 'VEN', '2018-01-01')") == rows(
        connection, "SELECT event_id FROM events WHERE act = 'recall-envoy'"
    )


def test_the_evidence_is_a_mention_with_the_date_of_the_event(connection: duckdb.DuckDBPyConnection) -> None:
    assert rows(connection, "SELECT quote, path FROM status('PER', 'VEN', '2025-01-01')") == [("On July 29.", "c.md")]


def test_relations_of_a_day_are_those_of_all_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    found = rows(connection, "SELECT country_a, country_b, status FROM relations_on('2024-07-29')")
    assert found == [("CUB", "VEN", "severed"), ("PER", "VEN", "severed")]
    assert rows(connection, "SELECT country_a, status FROM relations_on(DATE '2024-07-28')") == [("PER", "ambassadors")]
    assert rows(connection, "FROM relations_on('1800-01-01')") == []


def test_a_spell_without_a_start_holds_until_its_end(tmp_path: Path) -> None:
    reports = [
        Report("a.md", "break", "SANCTION", ("VEN",), ("PER",), "sever-relations", "discontinue", date(1992, 4, 5)),
        Report("a.md", "opening", "SUPPORT", ("PER", "VEN"), (), "establish-relations", date_precision="none"),
    ]
    file = write_database(tmp_path / "small.duckdb", reports)
    with duckdb.connect(str(file)) as connection:
        [(opening,), (severed,)] = connection.execute("SELECT event_id FROM events ORDER BY act").fetchall()
        events = [
            replace(told(None, "establish-relations", ["PER", "VEN"]), event_id=opening),
            replace(told("1992-04-05", "sever-relations", "VEN", "PER"), event_id=severed),
        ]
        for row in relation_rows(spells_of(events)):
            connection.execute(f"INSERT INTO relations BY NAME SELECT {', '.join(f'? AS {name}' for name in row)}", list(row.values()))
    with open_database(file) as opened:
        assert rows(opened, "SELECT status, is_certain FROM status('PER', 'VEN', '1700-01-01')") == [("ambassadors", False)]
        assert rows(opened, "SELECT status, is_certain FROM status('PER', 'VEN', '1992-04-04')") == [("ambassadors", False)]
        assert [held.since for held in read_spells(opened, PERU, VENEZUELA)] == [None, "1992-04-05"]


def test_every_view_and_macro_of_relations_says_what_it_is(connection: duckdb.DuckDBPyConnection) -> None:
    macros = "SELECT comment IS NOT NULL FROM duckdb_functions() WHERE function_name IN ('status', 'relations_on')"
    assert rows(connection, macros) == [(True,), (True,)]
    assert rows(connection, "SELECT comment IS NOT NULL FROM duckdb_views() WHERE view_name = 'relation_spells'") == [(True,)]


def test_spells_come_by_date_with_what_is_known_of_it(connection: duckdb.DuckDBPyConnection) -> None:
    found = read_spells(connection, VENEZUELA, PERU)
    assert [(held.status, held.since, held.until) for held in found] == [
        ("ambassadors", "1853", "2017-03-30"),
        ("charges", "2017-03-30", "2021-10"),
        ("ambassadors", "2021-10", "2024-07-29"),
        ("severed", "2024-07-29", None),
    ]
    assert read_spells(connection, PERU, CUBA) == []


def test_spells_read_as_text(connection: duckdb.DuckDBPyConnection) -> None:
    lines = list(write_spells(read_spells(connection, PERU, VENEZUELA), PERU, VENEZUELA, width=60))
    assert lines[0] == "Peru (PER) and Venezuela (VEN): 4 spells of relations"
    text = "\n".join(lines)
    assert "\n2017-03-30  charges (until 2021-10)\n            recall happened.\n            “Its envoy left.”\n" in text
    assert "\n            a.md · evt_" in text
    assert "\n2024-07-29  severed\n" in text
    assert list(write_spells([], PERU, CUBA)) == ["Peru (PER) and Cuba (CUB): 0 spells of relations"]


def test_the_status_of_a_day_reads_as_text(connection: duckdb.DuckDBPyConnection) -> None:
    lines = write_status(read_status(connection, PERU, VENEZUELA, date(2019, 6, 1)), PERU, VENEZUELA, date(2019, 6, 1))
    assert list(lines)[:5] == [
        "Peru (PER) and Venezuela (VEN) on 2019-06-01: charges",
        "",
        "since       2017-03-30, until 2021-10",
        "            recall happened.",
        "            “Its envoy left.”",
    ]
    within_the_month = write_status(read_status(connection, PERU, VENEZUELA, date(2021, 10, 9)), PERU, VENEZUELA, date(2021, 10, 9))
    assert next(within_the_month) == "Peru (PER) and Venezuela (VEN) on 2021-10-09: ambassadors, if it had begun by then"


def test_a_day_before_all_events_is_unknown(connection: duckdb.DuckDBPyConnection) -> None:
    found = read_status(connection, PERU, VENEZUELA, date(1800, 1, 1))
    assert found is None
    [line] = write_status(found, PERU, VENEZUELA, date(1800, 1, 1))
    assert line == (
        "Peru (PER) and Venezuela (VEN) on 1800-01-01: unknown. No event of this database tells of their relations at that time."
    )
