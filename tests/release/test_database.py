"""The database of a release, read by the DuckDB of today and by real old ones."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.release.database import write_database
from pipeline.release.label import label_build, label_release
from pipeline.release.versions import DATABASE, ReleaseError
from schemas.derive import tables_of
from schemas.tables import TABLES
from tests.example_rows import NASTY
from tests.old_duckdb import LOCKS, NotToBeHad, install_old_duckdb, is_without_network
from tests.old_duckdb import read as reader
from tests.release.making import Rows, build, event_of, id_of, rows_of

READER = Path(reader.__file__)
CALLS = [
    "FROM timeline('Venezuela', 'PER')",
    "FROM relations_on('2018-06-01')",
    "FROM status('peru', 'VEN', DATE '2018-06-01')",
    "FROM search('event')",
    "FROM search('NAN é 中')",
    "FROM search('b b b b b b b na')",
    "SELECT country_code('Perú'), plain('É'), words_of('É, a!'), has_words('É, a!', 'a e')",
    "SELECT begins_a_word('a be', 'b'), may_begin_a_word('a bé', 'be'), has_plain_words('a be', 'b')",
]


def enrich(rows: Rows) -> None:
    """Rows for every view: an event in each of two months, two claims about one date, a spell of relations, a document with a day."""
    event_of(rows, 3)["date"] = event_of(rows, 3)["date_end"] = date(2018, 7, 1)
    event_of(rows, 3)["date_precision"] = "month"
    event_of(rows, 1)["n_mentions"] = 2
    for mention, day in zip(rows["mentions"], (2, 3, 4), strict=True):
        mention |= {"date": date(2018, 5, day), "date_end": date(2018, 5, day), "date_precision": "day", "date_text": "that day"}
    spell = {"relation_id": id_of("rel", 1), "country_a": "PER", "country_b": "VEN", "status": "ambassadors", "opened_by": id_of("evt", 1)}
    spell |= {"start_date": date(2018, 5, 2), "start_precision": "day"}
    rows["relations"] = [spell | dict.fromkeys(("end_date", "end_precision", "closed_by"))]
    rows["coverage"][0]["published_on"] = date(2018, 6, 30)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a release has it."""
    folder = tmp_path_factory.mktemp("database")
    write_database(build(folder / "made.duckdb", rows_of(enrich)), folder / DATABASE)
    label_build(folder / DATABASE)
    with duckdb.connect(folder / DATABASE) as connection:
        label_release(connection, "0.1.0")
        connection.execute("CHECKPOINT")
    return folder / DATABASE


@pytest.fixture(scope="module")
def queries(database: Path) -> dict[str, str]:
    """By name, what is asked of every version: all rows of tables and views, calls of all macros, comments, what people type first."""
    with duckdb.connect(database, read_only=True) as connection:
        names = "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
        asked = {name: f"SELECT * FROM {name} ORDER BY ALL" for (name,) in connection.execute(names).fetchall()}
    asked |= {call: call for call in CALLS} | {"the order of about": "FROM about"}
    asked["comments of columns"] = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    for kind in ("table", "view", "function"):
        asked[f"comments of {kind}s"] = f"SELECT {kind}_name, comment FROM duckdb_{kind}s() WHERE NOT internal ORDER BY ALL"
    for name in ("events", "dyad_months", "about"):
        asked[f"describe {name}"] = f"SELECT column_name, column_type FROM (DESCRIBE {name})"
    asked["summarize events"] = "SELECT column_name, min, max, count FROM (SUMMARIZE events)"
    return asked


@pytest.fixture(scope="module")
def today(database: Path, queries: dict[str, str]) -> dict[str, Any]:
    return read("-", database, queries)


def read(folder: Path | str, database: Path, queries: dict[str, str]) -> dict[str, Any]:
    """What the reader prints in a process of its own."""
    command = [sys.executable, "-I", str(READER), str(folder), str(database), json.dumps(queries)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


def test_the_queries_ask_for_everything(database: Path, queries: dict[str, str], today: dict[str, Any]) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        macros = [name for (name,) in connection.execute("SELECT function_name FROM duckdb_functions() WHERE NOT internal").fetchall()]
    assert [name for name in macros if not any(re.search(rf"\b{name}\(", call) for call in CALLS)] == []
    assert {table.name for table in tables_of(TABLES)} <= queries.keys()
    views = ("event_dyads", "dyad_months", "event_evidence", "conflicts", "relation_spells", "about")
    assert [name for name in (*views, *CALLS) if not today["rows"][name]] == []
    assert NASTY in {text for row in today["rows"]["event_evidence"] for text in row}
    assert all(comment not in ("", "None") for name, rows in today["rows"].items() if name.startswith("comments") for *_, comment in rows)


@pytest.mark.parametrize("version", LOCKS)
def test_an_old_duckdb_reads_the_same(version: str, database: Path, queries: dict[str, str], today: dict[str, Any]) -> None:
    try:
        folder = install_old_duckdb(version)
    except NotToBeHad as reason:
        pytest.skip(str(reason))
    found = read(folder, database, queries)
    assert found["version"] == version != today["version"]
    assert found["rows"].keys() == today["rows"].keys()
    assert [name for name, rows in found["rows"].items() if rows != today["rows"][name]] == []


def test_it_holds_the_rows_of_the_build_without_indexes(database: Path) -> None:
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute(f"ATTACH '{database.parent / 'made.duckdb'}' AS made (READ_ONLY)")
        for table in tables_of(TABLES):
            built, released = (connection.execute(f"FROM {place}{table.name} ORDER BY ALL").fetchall() for place in ("made.", ""))
            assert released == built, table.name
        constraints = "SELECT DISTINCT database_name, constraint_type FROM duckdb_constraints()"
        keys = connection.execute(f"{constraints} WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')").fetchall()
    assert ("made", "PRIMARY KEY") in keys
    assert [kind for name, kind in keys if name != "made"] == []


def test_what_is_no_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="does not exist"):
        write_database(tmp_path / "none.duckdb", tmp_path / DATABASE)
    (tmp_path / "text.duckdb").write_text("not a database " * 100)
    with pytest.raises(ReleaseError, match="cannot be read"):
        write_database(tmp_path / "text.duckdb", tmp_path / DATABASE)
    with duckdb.connect(tmp_path / "other.duckdb") as connection:
        connection.execute("CREATE TABLE events (event_id VARCHAR)")
    with pytest.raises(ReleaseError, match="is no database of this version of Legation: it has no sources"):
        write_database(tmp_path / "other.duckdb", tmp_path / DATABASE)
    assert not (tmp_path / DATABASE).exists()


@pytest.mark.parametrize(
    ("output", "wanted"),
    [
        ("WARNING: Retrying after connection broken by 'X'\nERROR: Could not find a version (from versions: none)", True),
        ("WARNING: Retrying after connection broken by 'X'\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES", False),
        ("ERROR: Could not find a version that satisfies the requirement (from versions: none)", False),
        ("ERROR: No matching distribution found", False),
    ],
)
def test_only_a_missing_network_is_an_excuse(output: str, wanted: bool) -> None:
    assert is_without_network(output) is wanted
