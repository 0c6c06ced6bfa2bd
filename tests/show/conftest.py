"""A small database of two countries for the tests of what the terminal shows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.database import open_database
from pipeline.show import Country
from tests.small_database import Report, write_database

PERU, VENEZUELA = Country("PER", "Peru"), Country("VEN", "Venezuela")
BREAK = ("break", "SANCTION", ("VEN",), ("PER",), "sever-relations", "discontinue")
REPORTS = [
    Report("a.md", "expulsion", "SANCTION", ("PER",), ("VEN",), "expel-envoy", "expel", date(2017, 8, 11), quote="It  expels\nhim."),
    Report("a.md", "answer", "SANCTION", ("VEN",), ("PER",), "expel-envoy", "expel", date(2017, 8, 1), date(2017, 8, 31), "month"),
    Report("b.md", "talks", "CONSULT", ("PER", "VEN"), (), "meet", None, date(2019, 1, 1), date(2019, 12, 31), "year"),
    Report("b.md", "complaint", "ACCUSE", ("PER",), ("VEN",), "condemn", "disapprove", None, None, "none", status="alleged"),
    Report("b.md", "elsewhere", "CONSULT", ("CUB",), ("VEN",), "visit", "visit", date(2018, 1, 2)),
    Report("c.md", *BREAK, date=date(2021, 3, 1), quote="Caracas broke off relations on 1 March.", date_text="1 March"),
    Report("d.md", *BREAK, date=date(2021, 3, 2), quote="Relations were broken off.", date_text="Tuesday", confidence=0.5),
]
DONE_BY_HAND = """
    INSERT INTO relations BY NAME SELECT 'rel_0123456789abcdef' AS relation_id, 'PER' AS country_a, 'VEN' AS country_b,
        'ambassadors' AS status, DATE '2019-01-01' AS start_date, 'year' AS start_precision, DATE '2021-02-28' AS end_date,
        'day' AS end_precision, event_id AS opened_by FROM events WHERE act = 'meet';
    INSERT INTO relations BY NAME SELECT 'rel_1123456789abcdef' AS relation_id, 'PER' AS country_a, 'VEN' AS country_b,
        'severed' AS status, date AS start_date, 'day' AS start_precision, event_id AS opened_by FROM events WHERE act = 'sever-relations';
    UPDATE mentions SET rule = 'sever-relations', trigger = 'broke off' WHERE quote LIKE 'Caracas%';
    UPDATE sources SET title = 'A break', publisher = 'Lima Wire', published_on = DATE '2021-03-03', url = 'https://example.org/a-break'
        WHERE path = 'c.md';
    INSERT INTO event_choices BY NAME SELECT event_id, 'date' AS field, mention_id, 'earliest' AS reason, 2 AS n_claims
        FROM mentions WHERE quote LIKE 'Caracas%';
    INSERT INTO event_history BY NAME SELECT event_id, '0.1.0' AS release, 'added' AS change, 'source' AS cause FROM events;
    INSERT INTO event_changes BY NAME SELECT event_id, '0.1.0' AS release, 'date' AS field, '2021-03-02' AS old_value,
        '2021-03-01' AS new_value, 'source' AS cause FROM events WHERE act = 'sever-relations';
    INSERT INTO event_contexts BY NAME SELECT event_id, 'Peru' AS context FROM events WHERE act = 'sever-relations';
    INSERT INTO event_links BY NAME SELECT story.event_id, item.event_id AS linked_event_id, 'related' AS link
        FROM events AS story, events AS item WHERE story.act = 'sever-relations' AND item.act = 'meet';
    INSERT INTO corrections BY NAME SELECT 0 AS correction_no, event_id AS target_id, event_id, 'status' AS field, 'alleged' AS old_value,
        'occurred' AS new_value, 'It was seen.' AS reason, 'Ana Ruiz' AS corrected_by, DATE '2022-01-02' AS corrected_on
        FROM events WHERE act = 'sever-relations';
    INSERT INTO codebook BY NAME SELECT 0 AS entry_no, 'column' AS kind, 'act' AS name, 'events' AS belongs_to, 'What was done.' AS meaning;
    INSERT INTO codebook BY NAME SELECT 1 AS entry_no, 'code' AS kind, 'sever-relations' AS name, 'act' AS belongs_to,
        'Relations are broken off.' AS meaning;
    INSERT INTO release_info VALUES ('version', '0.3.0');
"""


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = write_database(tmp_path_factory.mktemp("show") / "small.duckdb", REPORTS)
    with duckdb.connect(str(file)) as connection:
        connection.execute(DONE_BY_HAND)
    return file


@pytest.fixture(scope="session")
def connection(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_database(database) as opened:
        yield opened


@pytest.fixture(scope="session")
def broken(connection: duckdb.DuckDBPyConnection) -> str:
    """The identifier of the event of which two documents give different dates."""
    [(event_id,)] = connection.execute("SELECT event_id FROM events WHERE act = 'sever-relations'").fetchall()
    return str(event_id)
