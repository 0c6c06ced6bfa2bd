"""Whatever happens to a release, the check of it finds it and says where; a sound release passes."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.release import check_release
from pipeline.release.fingerprints import read_fingerprint
from schemas.derive import tables_of
from schemas.tables import TABLES
from tests.release.making import release, rows_of

Change = Callable[[Path], Any]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the example dataset; nobody changes it."""
    return release(tmp_path_factory.mktemp("check") / "dist", rows_of())


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / sound.name))


def test_a_sound_release_has_no_problems(sound: Path) -> None:
    assert check_release(sound) == []


def rows(table: str, query: str, *formats: str) -> Change:
    """Have the files of a table hold what a query makes of its rows, called `data`."""

    def change(folder: Path) -> None:
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE data AS FROM '{folder}/parquet/{table}.parquet'")
            for format in formats:
                connection.execute(f"COPY ({query}) TO '{folder}/{format}/{table}.{format}'")

    return change


def stored(statement: str) -> Change:
    """Have the database run a statement."""

    def change(folder: Path) -> None:
        with duckdb.connect(folder / "legation.duckdb") as connection:
            connection.execute(statement)

    return change


def described(edit: Callable[[dict[str, Any]], Any]) -> Change:
    """Change the descriptor; `edit` is given its resources by name."""

    def change(folder: Path) -> None:
        package = json.loads((folder / "datapackage.json").read_text())
        named = {entry["name"]: entry for entry in package["resources"]}
        edit(named)
        package["resources"] = list(named.values())
        (folder / "datapackage.json").write_text(json.dumps(package))

    return change


def text(file: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        content = (folder / file).read_text(encoding="utf-8")
        assert old in content
        (folder / file).write_text(content.replace(old, new, 1), encoding="utf-8")

    return change


def bytes_of(file: str, edit: Callable[[bytes], bytes]) -> Change:
    return lambda folder: (folder / file).write_bytes(edit((folder / file).read_bytes()))


def whole(folder: Path) -> None:
    """Have checksums, sizes and the descriptor be those of the files, as a writer who makes a mistake with rows has them."""
    package = json.loads((folder / "datapackage.json").read_text())
    for entry in package["resources"]:
        path = folder / entry["path"]
        entry["hash"] = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        if "bytes" in entry:
            entry["bytes"] = path.stat().st_size
    (folder / "datapackage.json").write_text(json.dumps(package))
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / "SHA256SUMS").write_text("".join(lines))


def fingerprinted(folder: Path) -> None:
    """And the fingerprints that are stated be those of the Parquet files."""
    package = json.loads((folder / "datapackage.json").read_text())
    with duckdb.connect() as connection:
        for table in tables_of(TABLES):
            found = read_fingerprint(connection, table, f"'{folder}/parquet/{table.name}.parquet'")
            for entry in package["resources"]:
                if entry["name"] in (table.name, f"{table.name}-parquet"):
                    entry |= {"rows": found.rows, "fingerprint": found.fingerprint}
    (folder / "datapackage.json").write_text(json.dumps(package))
    whole(folder)


def found_in(folder: Path) -> list[str]:
    return [f"{problem.file}: {problem.reason}" for problem in check_release(folder)]


OTHER = "UPDATE events SET summary = 'Other.' WHERE event_id = 'evt_0000000000000001'"
LACKS = "events lacks {} rows of csv/events.csv and has {} that are not there"

ONE_FORMAT = {
    "a cell of CSV": (
        text("csv/events.csv", "Event 1.", "Event 7."),
        [f"{file}: {LACKS.format(1, 1)}" for file in ("parquet/events.parquet", "legation.duckdb")] + ["datapackage.json: states 4 rows"],
    ),
    "a cell of Parquet": (
        rows("events", "SELECT * REPLACE (replace(summary, '1', '7') AS summary) FROM data", "parquet"),
        [f"parquet/events.parquet: {LACKS.format(1, 1)}", "datapackage.json: states 4 rows"],
    ),
    "a cell of DuckDB": (stored(OTHER), [f"legation.duckdb: {LACKS.format(1, 1)}"]),
    "a null of DuckDB": (stored("UPDATE sources SET publisher = NULL"), ["legation.duckdb: sources lacks 3 rows"]),
    "a row that CSV lacks": (
        rows("event_contexts", "FROM data LIMIT 0", "csv"),
        ["parquet/event_contexts.parquet: event_contexts lacks 0 rows of csv/event_contexts.csv and has 1 that are not there"],
    ),
    "a row that Parquet lacks": (
        rows("event_contexts", "FROM data LIMIT 0", "parquet"),
        ["parquet/event_contexts.parquet: event_contexts lacks 1 rows of csv/event_contexts.csv and has 0 that are not there"],
    ),
    "a row that DuckDB lacks": (
        stored("DELETE FROM event_contexts"),
        ["legation.duckdb: event_contexts lacks 1 rows of csv/event_contexts.csv and has 0 that are not there"],
    ),
    "a row that DuckDB repeats": (
        stored("INSERT INTO event_contexts FROM event_contexts"),
        ["legation.duckdb: event_contexts lacks 0 rows of csv/event_contexts.csv and has 1 that are not there"],
    ),
    "a column that DuckDB lacks": (
        stored("ALTER TABLE event_contexts DROP COLUMN context"),
        ["legation.duckdb: event_contexts has other columns than its schema: event_id instead of event_id, context"],
    ),
    "a column that DuckDB should not have": (stored("ALTER TABLE event_contexts ADD COLUMN more INTEGER"), ["has other columns"]),
    "a table that DuckDB lacks": (stored("ALTER TABLE citations RENAME TO quotations"), ["legation.duckdb: citations cannot be compared"]),
    "a type of Parquet": (
        rows("events", "SELECT * REPLACE (n_mentions::BIGINT AS n_mentions) FROM data", "parquet"),
        ["parquet/events.parquet: has other columns than its schema"],
    ),
    "a repeated key in Parquet": (
        rows("events", "FROM data UNION ALL FROM data", "parquet"),
        ["parquet/events.parquet: 4 rows repeat the key (event_id) of another row, first row 5", LACKS.format(0, 4)],
    ),
    "an orphan in Parquet": (
        rows("citations", "SELECT * REPLACE ('src_ffffffffffffffff' AS cited_source_id) FROM data", "parquet"),
        ["parquet/citations.parquet: 1 rows have a cited_source_id that is not in sources.source_id, first row 1"],
    ),
    "a formula in CSV": (
        text("csv/events.csv", "Event 1.", "=1+1"),
        ["csv/events.csv: cannot be read:", "a cell of summary begins as a formula does"],
    ),
    "an apostrophe too many in CSV": (text("csv/events.csv", "Event 1.", "'Event 1."), [LACKS.format(1, 1)]),
    "a name of a column of CSV": (
        text("csv/events.csv", "event_id,event_type", "event_id,type"),
        ["csv/events.csv: cannot be read: the first line does not name the columns of events"],
    ),
    "a cell that CSV has too many": (text("csv/events.csv", "occurred", "occurred,x"), ["csv/events.csv: cannot be read"]),
    "bytes that are no text": (
        bytes_of("csv/events.csv", lambda content: content.replace(b"Event", b"\xff\xfe", 1)),
        ["csv/events.csv: cannot be read"],
    ),
    "half a Parquet file": (
        bytes_of("parquet/events.parquet", lambda content: content[:300]),
        ["parquet/events.parquet: cannot be read"],
    ),
    "no database": (lambda folder: (folder / "legation.duckdb").write_text("text"), ["legation.duckdb: cannot be opened"]),
}


@pytest.mark.parametrize(("change", "reasons"), ONE_FORMAT.values(), ids=ONE_FORMAT)
def test_damage_to_one_format_is_found_though_the_checksums_fit(copy: Path, change: Change, reasons: list[str]) -> None:
    change(copy)
    whole(copy)
    found = found_in(copy)
    assert all(any(reason in problem for problem in found) for reason in reasons), found


BROKEN = {
    "a bound": (
        ("events", "SELECT * REPLACE (2.0::DOUBLE AS confidence) FROM data"),
        "4 rows break a rule, first row 1: confidence is 2.0: it must be at most 1",
    ),
    "a code": (
        ("events", "SELECT * REPLACE ('SING' AS event_type) FROM data"),
        "4 rows break a rule, first row 1: event_type is 'SING': it must be one of AGREE",
    ),
    "an order": (
        ("events", "SELECT * REPLACE (DATE '2020-01-02' AS date_min, DATE '2020-01-01' AS date_max) FROM data"),
        "4 rows break a rule, first row 1: date_min is 2020-01-02 and date_max is 2020-01-01: it must have `date_min` not after `date_max`",
    ),
    "a missing value": (
        ("events", "SELECT * REPLACE (nullif(summary, 'Event 3.') AS summary) FROM data"),
        "1 rows break a rule, first row 3: summary is null: it must have a value",
    ),
    "an empty text": (
        ("events", "SELECT * REPLACE ('' AS cameo_code) FROM data"),
        "4 rows break a rule, first row 1: cameo_code is '': it must match",
    ),
    "a repeated key": (
        ("events", "FROM data UNION ALL (FROM data LIMIT 2)"),
        "2 rows repeat the key (event_id) of another row, first row 5",
    ),
    "a repeated key of several columns": (
        ("event_actors", "FROM data UNION ALL (FROM data LIMIT 1)"),
        "1 rows repeat the key (event_id, actor_id, role) of another row, first row 11",
    ),
    "an orphan": (
        ("citations", "SELECT * REPLACE ('src_ffffffffffffffff' AS cited_source_id) FROM data"),
        "1 rows have a cited_source_id that is not in sources.source_id, first row 1",
    ),
    "a parent that is gone": (
        ("actors", "FROM data WHERE actor_id <> 'OAS'"),
        "1 rows have a actor_id that is not in actors.actor_id, first row 6",
    ),
}


@pytest.mark.parametrize(("change", "reason"), BROKEN.values(), ids=BROKEN)
def test_rows_that_are_wrong_alike_in_csv_and_parquet_are_found(copy: Path, change: tuple[str, str], reason: str) -> None:
    """Checksums and fingerprints fit, as after a mistake of the writer; what is wrong is told once, of the CSV file."""
    rows(*change, "csv", "parquet")(copy)
    fingerprinted(copy)
    found = [problem for problem in found_in(copy) if not problem.startswith("legation.duckdb")]
    assert len(found) == 1, found
    assert reason in found[0]
    assert found[0].startswith("csv/")


UNSTATED = "the resource events does not state the number and the fingerprint of its rows"
DESCRIBED = {
    "another fingerprint": (
        lambda named: named["events"].update(fingerprint="0" * 32),
        f"states 4 rows with the fingerprint {'0' * 32} for csv/events.csv, which holds 4 rows with the fingerprint ",
    ),
    "another fingerprint of Parquet": (
        lambda named: named["events-parquet"].update(fingerprint="0" * 32),
        "for parquet/events.parquet, which holds 4 rows with the fingerprint ",
    ),
    "another number of rows": (lambda named: named["events"].update(rows=5), "states 5 rows with the fingerprint "),
    "no fingerprint": (lambda named: named["events"].pop("fingerprint"), UNSTATED),
    "no number of rows": (lambda named: named["events"].pop("rows"), UNSTATED),
    "another hash": (lambda named: named["events"].update(hash="sha256:0"), "the resource events gives another hash than csv/events"),
    "another hash of Parquet": (lambda named: named["events-parquet"].update(hash="sha256:0"), "events-parquet gives another hash than"),
    "another size": (lambda named: named["events"].update(bytes=1), "the resource events gives another size than csv/events.csv has"),
    "another file": (lambda named: named["events"].update(path="csv/actors.csv"), "the resource events is not that of csv/events.csv"),
    "a file outside": (lambda named: named["events"].update(path="../x.csv"), "names a file that is not there: ../x.csv"),
    "no such table": (lambda named: named.pop("events"), "the resource events is missing"),
    "another schema": (lambda named: named["events"]["schema"].pop("primaryKey"), "the resource events has another schema"),
    "another rule": (lambda named: named["events-parquet"]["schema"]["fields"].pop(), "the resource events-parquet has another schema"),
}


@pytest.mark.parametrize(("edit", "reason"), DESCRIBED.values(), ids=DESCRIBED)
def test_a_descriptor_that_says_something_else_is_found(copy: Path, edit: Callable[[dict[str, Any]], Any], reason: str) -> None:
    described(edit)(copy)
    found = [problem for problem in found_in(copy) if problem.startswith("datapackage.json: ")]
    assert any(reason in problem for problem in found), found


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"resources": [1]}', b'{"resources": {"name": "x"}}', b"\xff"])
def test_a_descriptor_that_is_none_is_said_and_the_rows_are_checked_all_the_same(copy: Path, content: bytes) -> None:
    (copy / "datapackage.json").write_bytes(content)
    stored(OTHER)(copy)
    found = found_in(copy)
    assert "datapackage.json: is no Data Package: no JSON object with a list of named resources" in found
    assert f"legation.duckdb: {LACKS.format(1, 1)}" in found


def test_files_that_are_missing_changed_or_foreign_are_named(copy: Path) -> None:
    (copy / "LICENSE").unlink()
    (copy / "parquet" / "events.parquet").unlink()
    (copy / "extra.txt").touch()
    text("README.md", "e", "E")(copy)
    text("SHA256SUMS", "csv/actors.csv", "../csv/actors.csv")(copy)
    found = found_in(copy)
    for reason in (
        "LICENSE: is missing",
        "parquet/events.parquet: is missing",
        "datapackage.json: the resource events-parquet names a file that is not there: parquet/events.parquet",
        "extra.txt: is not part of the release: SHA256SUMS does not name it",
        "README.md: was changed: its checksum is not the one in SHA256SUMS",
        "csv/actors.csv: is not part of the release: SHA256SUMS does not name it",
    ):
        assert reason in found
    assert any(problem.startswith("SHA256SUMS: line ") for problem in found)


def test_without_the_csv_file_the_parquet_file_is_checked_by_itself(copy: Path) -> None:
    rows("events", "SELECT * REPLACE (2.0::DOUBLE AS confidence) FROM data", "parquet")(copy)
    (copy / "csv" / "events.csv").unlink()
    assert any(problem.startswith("parquet/events.parquet: 4 rows break a rule") for problem in found_in(copy))


def test_a_release_without_checksums_is_none(copy: Path) -> None:
    (copy / "SHA256SUMS").unlink()
    assert found_in(copy) == [f"SHA256SUMS: is missing: {copy} is no release, or not a whole one"]
