"""What fits is loaded, what does not becomes a reject with its reason, and the old file stays until the new one is whole."""

import errno
import fcntl
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.disk import NoLocks
from pipeline.load import LoadError, Warehouse, open_warehouse
from pipeline.load import warehouse as warehouse_module
from pipeline.records import Reject
from schemas.derive import Rule, Table, quoted, tables_of
from schemas.tables import TABLES
from tests.example_rows import Row, breaking_row, dataset, valid_row

ALL = {table.name: table for table in tables_of(TABLES)}
RULES = [(table, rule) for table in ALL.values() for rule in table.rules if table.name != "rejects"]


def load(path: Path, rows: dict[str, list[Row]], rejects: tuple[Reject, ...] = ()) -> Warehouse:
    with open_warehouse(path) as warehouse:
        for table, records in rows.items():
            warehouse.add(table, records)
        warehouse.reject(rejects)
    return warehouse


def query(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def rejects(path: Path) -> list[tuple[Any, ...]]:
    return query(path, "SELECT locator, check_name, reason FROM rejects ORDER BY reject_no")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "it's" / "legation.duckdb"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the example dataset; nobody writes to it."""
    path = tmp_path_factory.mktemp("loaded") / "legation.duckdb"
    warehouse = load(path, dataset())
    assert warehouse.n_loaded == {name: len(dataset().get(name, [])) for name in ALL}
    return path


def test_all_that_fits_is_loaded_as_it_was_given(loaded: Path) -> None:
    with duckdb.connect(loaded, read_only=True) as connection:
        for name, rows in dataset().items():
            columns = [column.name for column in ALL[name].columns]
            found = connection.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {name}").fetchall()
            assert sorted(map(repr, found)) == sorted(repr(tuple(row[column] for column in columns)) for row in rows)
    assert [path.name for path in loaded.parent.iterdir()] == [loaded.name]


def test_the_file_opens_in_older_duckdbs(loaded: Path) -> None:
    ((tags,),) = query(loaded, "SELECT tags FROM duckdb_databases() WHERE NOT internal")
    assert "v1.0.0" in str(tags)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """For each table, what became of a row for each of its rules: check, reason and row of the rejects."""
    path = tmp_path_factory.mktemp("broken") / "legation.duckdb"
    warehouse = load(path, {name: [breaking_row(rule, table) for rule in table.rules] for name, table in ALL.items() if name != "rejects"})
    assert sum(warehouse.n_loaded.values()) == warehouse.n_loaded["rejects"]
    found = query(path, "SELECT locator, check_name, reason, row FROM rejects")
    return {name: [row[1:] for row in found if row[0] == name] for name in ALL}


@pytest.mark.parametrize(("table", "rule"), [pytest.param(*pair, id=f"{pair[0].name}-{pair[1].columns}-{pair[1].check}") for pair in RULES])
def test_a_broken_rule_is_a_reject_that_says_what_is_wrong(broken: dict[str, list[tuple[Any, ...]]], table: Table, rule: Rule) -> None:
    matching = [entry for entry in broken[table.name] if entry[0] == rule.check and entry[1].startswith(f"{rule.columns[0]} is ")]
    assert any(rule.says in reason and json.loads(row).keys() == valid_row(table).keys() for _, reason, row in matching)


ACTOR = {"actor_id": "PER", "name": "Peru", "kind": "country", "country": "PER", "sector": None, "wikidata_id": None}


BAD_ACTORS: list[tuple[Row, str, str]] = [
    ({"name": 7}, "type", "name is 7 (int): it must fit the type VARCHAR."),
    ({"name": b"Peru"}, "type", "name is b'Peru' (bytes): it must fit the type VARCHAR."),
    ({"name": "Per\ud800"}, "type", "name is 'Per\\ud800' (str): it must fit the type VARCHAR."),
    ({"name": None}, "not_null", "name is null: it must have a value."),
    ({"kind": "empire"}, "isin", "kind is 'empire': it must be one of country, organization, institution, person, group."),
    ({"country": "Peru"}, "str_matches", "country is 'Peru': it must match ^[A-Z]{3}$."),
    ({"country": "PER\n"}, "str_matches", "country is 'PER\\n': it must match ^[A-Z]{3}$."),
    ({"extra": 1}, "columns", "The columns are not those of the table (unknown: extra)."),
]


def test_bad_rows_are_rejected_and_those_between_them_are_loaded(db: Path) -> None:
    good = [ACTOR | {"actor_id": f"A{number}"} for number, _ in enumerate(BAD_ACTORS)]
    bad = [ACTOR | change for change, _, _ in BAD_ACTORS]
    shortened = {name: value for name, value in ACTOR.items() if name != "sector"}
    load(db, {"actors": [shortened, *(row for pair in zip(good, bad, strict=True) for row in pair)]})
    missing = ("actors", "columns", "The columns are not those of the table (missing: sector).")
    assert sorted(rejects(db)) == sorted([missing, *(("actors", check, reason) for _, check, reason in BAD_ACTORS)])
    assert query(db, "SELECT actor_id FROM actors ORDER BY ALL") == [(row["actor_id"],) for row in good]


IMPOSSIBLE: list[tuple[str, object, str]] = [
    ("confidence", float("nan"), "finite"),
    ("goldstein", float("inf"), "finite"),
    ("confidence", "0.5", "type"),
    ("n_mentions", 2**31, "type"),
    ("n_mentions", 10**5000, "type"),
    ("n_mentions", True, "type"),
    ("n_mentions", 1.0, "type"),
    ("goldstein", 10**400, "type"),
    ("date", datetime(2020, 1, 1, 12), "type"),
    ("date", "2020-01-01", "type"),
]


def test_values_that_no_column_can_hold_are_rejects_not_crashes(db: Path) -> None:
    load(db, {"events": [valid_row(ALL["events"]) | {column: value} for column, value, _ in IMPOSSIBLE]})
    found = query(db, "SELECT check_name, reason, row FROM rejects")
    assert sorted((check, reason.split()[0]) for check, reason, _ in found) == sorted((check, column) for column, _, check in IMPOSSIBLE)
    for _, _, row in found:
        assert json.loads(row, parse_constant=pytest.fail).keys() == valid_row(ALL["events"]).keys()


def test_the_first_of_two_rows_with_one_key_is_kept(db: Path) -> None:
    with open_warehouse(db) as warehouse:
        warehouse.add("actors", [ACTOR, ACTOR | {"name": "Second"}])
        warehouse.flush()
        warehouse.add("actors", [ACTOR | {"name": "Third"}])
    assert query(db, "SELECT name FROM actors") == [("Peru",)]
    assert rejects(db) == [("actors", "unique", "There is another row of actors with actor_id 'PER': it must be unique.")] * 2


def test_a_child_is_rejected_with_its_parent(db: Path) -> None:
    rows = dataset()
    rows["events"][0]["confidence"] = 2.0
    load(db, rows)
    event = rows["events"][0]["event_id"]
    reason = f"event_id '{event}': it must be in events.event_id, where it is not."
    assert ("event_actors", "references", reason) in rejects(db)
    assert query(db, f"SELECT count(*) FROM mentions WHERE event_id = '{event}'") == [(0,)]
    assert {table for table, _, _ in rejects(db)} == {
        "events", "event_actors", "event_contexts", "event_links", "mentions", "mention_actors",
    }  # fmt: skip
    assert query(db, "SELECT count(*) FROM mentions") == [(1,)]


def test_children_may_wait_for_parents_that_are_added_after_them(db: Path) -> None:
    load(db, dict(reversed(dataset().items())))
    assert rejects(db) == []


def test_batches_do_not_change_what_is_loaded(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse_module, "BATCH", 2)
    rows = dataset()
    rows["actors"] += [ACTOR, ACTOR | {"actor_id": "BOL", "name": 1}]
    warehouse = load(db, rows, (Reject("parse", "empty", "It is empty."),) * 5)
    assert warehouse.n_loaded["actors"] == 5
    assert warehouse.n_rejected == {("parse", "empty"): 5, ("load", "unique"): 1, ("load", "type"): 1}
    assert query(db, "SELECT reject_no FROM rejects ORDER BY ALL") == [(number,) for number in range(7)]


def test_rejects_are_numbered_by_their_content_not_by_when_they_came(db: Path) -> None:
    records = [
        Reject("corpus", "empty", "It is empty.", path="b"),
        Reject("corpus", "empty", "It is empty.", path="a", locator="2"),
        Reject("corpus", "empty", "It is empty.", path="a"),
        Reject("extract", "other", "Z.", row="{}"),
        Reject("parse", "other", "Y."),
    ]
    orders = []
    for seed in range(3):
        random.Random(seed).shuffle(records)
        load(db, {"actors": [ACTOR | {"actor_id": "-"}]}, tuple(records))
        orders.append(query(db, "FROM rejects ORDER BY reject_no"))
    assert orders[0] == orders[1] == orders[2]
    assert [(row[1], row[3]) for row in orders[0]] == [
        ("corpus", "a"), ("corpus", "a"), ("corpus", "b"), ("parse", None), ("extract", None), ("load", None),
    ]  # fmt: skip


def test_a_reject_with_an_unreadable_path_is_kept(db: Path) -> None:
    load(db, {}, (Reject("corpus", "name", "No text.", path=os.fsdecode(b"caf\xe9.txt"), locator="", row="x" * 20_000),))
    ((path, locator, row),) = query(db, "SELECT path, locator, row FROM rejects")
    assert (path, locator) == ("caf\\udce9.txt", None)
    assert row.endswith("… (20000 characters)")


def test_a_row_that_is_too_long_is_cut_in_the_reject(db: Path) -> None:
    load(db, {"actors": [ACTOR | {"country": "x" * 50_000}]})
    ((reason, row),) = query(db, "SELECT reason, row FROM rejects")
    assert len(reason) < 200
    assert len(json.loads(row)["country"]) < 1_100


def test_an_unknown_table_is_a_key_error_and_leaves_no_file(db: Path) -> None:
    with pytest.raises(KeyError), open_warehouse(db) as warehouse:
        warehouse.add("nowhere", [])
    assert list(db.parent.iterdir()) == []


def test_an_exception_keeps_the_old_file(db: Path) -> None:
    load(db, {"actors": [ACTOR]})
    before = db.read_bytes()
    with pytest.raises(ZeroDivisionError), open_warehouse(db) as warehouse:
        warehouse.add("actors", [ACTOR | {"actor_id": "VEN"}])
        raise ZeroDivisionError
    assert db.read_bytes() == before
    assert [path.name for path in db.parent.iterdir()] == [db.name]


def test_a_reader_keeps_the_old_file_while_a_new_one_takes_its_place(db: Path) -> None:
    load(db, {"actors": [ACTOR]})
    with duckdb.connect(db, read_only=True) as reader:
        load(db, {})
        assert reader.execute("SELECT name FROM actors").fetchall() == [("Peru",)]
    assert query(db, "SELECT count(*) FROM actors") == [(0,)]


@contextmanager
def running(program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python program in a process of its own, up to its first line of output."""
    command = [sys.executable, "-c", program, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


BUILD = """
import sys, time
from pathlib import Path
from pipeline.load import open_warehouse
with open_warehouse(Path(sys.argv[1])) as warehouse:
    warehouse.flush()
    print("ready", flush=True)
    time.sleep(600)
"""
WRITE = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('ready', flush=True); time.sleep(600)"


def test_a_kill_keeps_the_old_file_and_the_next_build_cleans_up(db: Path) -> None:
    load(db, {"actors": [ACTOR]})
    with running(BUILD, str(db)) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert query(db, "SELECT name FROM actors") == [("Peru",)]
        assert any(path.name.endswith(".building") for path in db.parent.iterdir())
    load(db, {})
    assert [path.name for path in db.parent.iterdir()] == [db.name]


def test_two_builds_of_one_file_do_not_run_at_once(db: Path) -> None:
    with running(BUILD, str(db)) as process, pytest.raises(LoadError) as caught:
        load(db, {})
    assert f"is being built by another run (process {process.pid})" in caught.value.message
    assert "Wait" in caught.value.message


def test_what_is_left_is_removed_though_another_process_has_its_number_now(db: Path) -> None:
    db.parent.mkdir()
    for name in (f".{db.name}.{os.getppid()}.building", f".{db.name}.{os.getpid()}.building.wal", f"{db.name}.lock"):
        (db.parent / name).write_text(str(os.getppid()), encoding="utf-8")
    load(db, {})
    assert [path.name for path in db.parent.iterdir()] == [db.name]


def test_a_file_system_without_locks_is_named(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(NoLocks, match=r"lies on a file system without locks \(No locks available\).*Choose a folder on a disk"):
        load(db, {})
    assert not db.exists()


def test_a_file_that_is_open_for_writing_is_not_replaced(db: Path) -> None:
    load(db, {"actors": [ACTOR]})
    with running(WRITE, str(db)) as process, pytest.raises(LoadError, match=f"in another program .process {process.pid}"):
        load(db, {})
    with duckdb.connect(db), pytest.raises(LoadError, match="open for writing in this program"):
        load(db, {})


def test_a_file_that_is_no_database_is_not_replaced(db: Path) -> None:
    db.parent.mkdir()
    db.write_text("notes", encoding="utf-8")
    with pytest.raises(LoadError, match="cannot be opened as a DuckDB database"):
        load(db, {})
    assert db.read_text(encoding="utf-8") == "notes"


def test_a_folder_that_cannot_be_written_is_an_error_for_the_user(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LoadError, match=r"cannot be written: .*--db"):
        load(tmp_path / "file" / "legation.duckdb", {})


def test_a_journal_of_the_old_file_is_not_read_into_the_new_one(db: Path) -> None:
    load(db, {})
    db.with_name(f"{db.name}.wal").touch()
    load(db, {"actors": [ACTOR]})
    assert [path.name for path in db.parent.iterdir()] == [db.name]


def test_event_dyads(loaded: Path) -> None:
    found = query(loaded, "SELECT right(event_id, 1), actor_country, recipient_country FROM event_dyads ORDER BY ALL")
    assert found == [
        ("1", "CHL", "PER"), ("1", "CHL", "VEN"), ("1", "PER", "CHL"), ("1", "PER", "VEN"), ("1", "VEN", "CHL"), ("1", "VEN", "PER"),
        ("2", "PER", "VEN"),
        ("3", None, "PER"), ("3", None, "VEN"),
        ("4", "PER", None), ("4", "VEN", None),
    ]  # fmt: skip


def test_timeline(loaded: Path) -> None:
    found = query(loaded, "SELECT date, act, recipients, quote, len(actors) FROM timeline('per', 'VEN')")
    assert [row[:3] for row in found] == [
        (date(2017, 8, 11), "expel-envoy", ["Venezuela"]),
        (date(2018, 5, 2), "meet", []),
        (date(2019, 1, 1), "condemn", []),
    ]
    assert [row[3:] for row in found] == [("They met.", 1), (dataset()["mentions"][1]["quote"], 3), (None, 2)]
    assert query(loaded, "SELECT count(*) FROM timeline('CHL', 'CHL')") == [(0,)]
    assert query(loaded, "SELECT event_id FROM timeline('VEN', 'PER')") == query(loaded, "SELECT event_id FROM timeline('PER', 'VEN')")


def test_views_and_macro_are_commented(loaded: Path) -> None:
    assert query(loaded, "SELECT count(*) FROM duckdb_views() WHERE NOT internal AND comment IS NULL") == [(0,)]
    assert query(loaded, "SELECT comment IS NOT NULL FROM duckdb_functions() WHERE function_name = 'timeline'") == [(True,)]
