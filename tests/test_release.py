"""A release holds what the database holds, the same input gives the same bytes, and whatever is changed in it is found."""

import csv
import hashlib
import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest
from frictionless import Package

from pipeline.explorer.data import GROUPS
from pipeline.load import open_warehouse
from pipeline.records import Reject
from pipeline.release import ReleaseError, check_release, next_version, same_release, write_release
from schemas.derive import arrow_schema, tables_of
from schemas.tables import TABLES
from tests.example_rows import NASTY, dataset

BUILT = Path(__file__).resolve().parents[1] / "pipeline" / "explorer" / "built"
ALL = {table.name: table for table in tables_of(TABLES)}


def build(path: Path, *, seed: int) -> Path:
    """A database with the example dataset and some rejects, in an order that depends on the seed."""
    rng = random.Random(seed)
    rows = dataset()
    rejects = [Reject("parse", "empty", "It is empty.", path=path) for path in (NASTY, "b", "a")]
    with open_warehouse(path) as warehouse:
        for table in rng.sample(sorted(rows), len(rows)):
            warehouse.add(table, rng.sample(rows[table], len(rows[table])))
        warehouse.reject(rng.sample(rejects, len(rejects)))
    return path


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("build") / "legation.duckdb", seed=0)


@pytest.fixture(scope="module")
def release(db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the example dataset; nobody changes it."""
    return write_release(db, tmp_path_factory.mktemp("dist"), "1.2.3")


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(release, tmp_path / release.name))


def test_a_release_holds_every_file_of_the_contract(release: Path) -> None:
    files = {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}
    assert files == {
        *(f"{format}/{name}.{format}" for name in ALL for format in ("csv", "parquet")),
        *(f"pictures/{name}.svg" for name in ("accuracy", "calibration", "coverage", "timeline")),
        *(f"loaders/legation.{suffix}" for suffix in ("R", "do", "py", "sql")),
        *(f"examples/{name}.{suffix}" for name in ("break_and_mend", "condemn_and_expel") for suffix in ("py", "svg")),
        "datapackage.json", "croissant.json", "dataset.jsonld", "ro-crate-metadata.json", "zenodo.json", "CITATION.cff",
        "legation.duckdb", "README.md", "examples/README.md", "CODEBOOK.md", "codebook.html", "QUALITY.md", "CHANGES.md", "changes.csv",
        "LICENSE", "SHA256SUMS", "explorer/data/release.json", *(f"explorer/data/{name}.parquet" for name in GROUPS),
        *(f"explorer/{path.relative_to(BUILT).as_posix()}" for path in BUILT.rglob("*") if path.is_file()),
    }  # fmt: skip
    assert [path.name for path in release.parent.iterdir()] == ["legation-1.2.3"]


def test_a_release_passes_its_own_check(release: Path) -> None:
    assert check_release(release) == []


def test_frictionless_passes_on_csv_and_on_parquet(release: Path) -> None:
    report = Package(str(release / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == 2 * len(ALL)
    assert json.loads((release / "datapackage.json").read_text())["resources"][0]["$schema"].endswith("2.0/dataresource.json")


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_frictionless_sees_a_foreign_key_that_leads_nowhere(copy: Path, format: str) -> None:
    package = json.loads((copy / "datapackage.json").read_text())
    for resource in package["resources"]:
        resource.pop("hash"), resource.pop("bytes", None)
    (copy / "datapackage.json").write_text(json.dumps(package))
    path = copy / format / f"citations.{format}"
    change_rows(path, "SELECT source_id, 'src_ffffffffffffffff' AS cited_source_id, label FROM data")
    report = Package(str(copy / "datapackage.json")).validate()
    assert report.flatten(["type"]) == [["foreign-key"]]


def change_rows(path: Path, query: str) -> None:
    """Replace a table's file with what a query makes of its rows."""
    with duckdb.connect() as connection:
        source = f"read_csv('{path}', all_varchar = true, delim = ',', header = true)" if path.suffix == ".csv" else f"'{path}'"
        connection.execute(f"CREATE TABLE data AS FROM {source}")
        connection.execute(f"COPY ({query}) TO '{path}'")


def test_the_same_rows_in_another_order_give_the_same_bytes(release: Path, tmp_path: Path) -> None:
    again = write_release(build(tmp_path / "other.duckdb", seed=1), tmp_path / "dist", "1.2.3")
    assert texts_of(again) == texts_of(release)


def test_the_same_changes_in_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    """As above, for a release that has one before it."""
    with open_warehouse(tmp_path / "empty.duckdb"):
        pass
    made = []
    for seed in (0, 1):
        dist = tmp_path / f"dist {seed}"
        write_release(tmp_path / "empty.duckdb", dist)
        made.append(texts_of(write_release(build(tmp_path / "other.duckdb", seed=seed), dist)))
    assert made[0] == made[1]
    assert made[0]["changes.csv"].count(b"added") == 4


def texts_of(release: Path) -> dict[str, bytes]:
    """The files of a release that the same input makes byte for byte: all but the database, and what holds its checksum."""
    unsteady = ("legation.duckdb", "ro-crate-metadata.json", "SHA256SUMS")
    paths = [path for path in release.rglob("*") if path.is_file() and path.name not in unsteady]
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in paths}


def test_parquet_and_csv_hold_the_rows_in_the_order_of_their_key(release: Path) -> None:
    for name, table in ALL.items():
        data = pyarrow.parquet.read_table(release / "parquet" / f"{name}.parquet")
        assert data.schema.names == arrow_schema(table.model).names
        assert data.schema.types == arrow_schema(table.model).types
    with (release / "csv" / "event_actors.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["event_id"][-1] for row in rows] == list("1112233344")
    with (release / "csv" / "sources.csv").open(newline="", encoding="utf-8") as stream:
        assert next(csv.DictReader(stream))["title"] == NASTY


def test_the_readme_states_the_measured_precision_and_recall_of_each_type(release: Path) -> None:
    lines = (release / "README.md").read_text(encoding="utf-8").splitlines()
    at = lines.index("| type | coded by hand | found | precision | recall | f1 |")
    assert lines[at + 2 : at + 5] == [
        "| all types | 20 | 9 | 0.80 | 0.80 | 0.80 |",
        "| ACCUSE | 20 | 9 | 0.75 | 0.75 | 0.75 |",
        "| SANCTION | 20 | 9 |  |  |  |",
    ]


def test_without_measurements_the_readme_says_so(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "empty.duckdb"):
        pass
    folder = write_release(tmp_path / "empty.duckdb", tmp_path / "dist", "0.1.0")
    assert "No measurements came with this release." in (folder / "README.md").read_text(encoding="utf-8")


def test_only_the_version_is_added_to_the_database(release: Path, db: Path) -> None:
    with duckdb.connect(release / "legation.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT value FROM release_info WHERE key = 'version'").fetchall() == [("1.2.3",)]
        assert connection.execute("SELECT count(*) FROM event_dyads").fetchall() == [(11,)]
        assert len(connection.execute("SELECT * FROM timeline('PER', 'VEN')").fetchall()) == 3
        ((tags,),) = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert "v1.0.0" in str(tags)
    assert same_release(db, release.parent) == release


def test_an_older_release_or_other_rows_are_not_the_same(release: Path, db: Path, tmp_path: Path) -> None:
    assert same_release(db, tmp_path) is None
    with open_warehouse(tmp_path / "empty.duckdb"):
        pass
    assert same_release(tmp_path / "empty.duckdb", release.parent) is None


def test_checksums_are_those_of_sha256sum(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text().splitlines()
    assert lines == sorted(lines, key=lambda line: line[66:])
    for line in lines:
        assert hashlib.sha256((release / line[66:]).read_bytes()).hexdigest() == line[:64]


def test_the_descriptor_gives_hash_and_size_of_csv(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text())
    assert package["version"] == "1.2.3"
    assert package["sources"] == [{"title": "The Paper"}]
    assert {"created", "id"} & package.keys() == set()
    events = next(entry for entry in package["resources"] if entry["name"] == "events")
    assert events["bytes"] == (release / "csv" / "events.csv").stat().st_size
    assert events["hash"] == "sha256:" + hashlib.sha256((release / "csv" / "events.csv").read_bytes()).hexdigest()


def test_the_pages_are_filled_in(release: Path) -> None:
    for name in ("README.md", "CODEBOOK.md", "CITATION.cff", "CHANGES.md"):
        text = (release / name).read_text()
        assert "1.2.3" in text
        assert not re.search(r"\$[a-z_{]", text.replace("events$event_type", "").replace(")$quote", "")), name
    codebook = (release / "CODEBOOK.md").read_text()
    assert all(f"### {name}\n" in codebook for name in ALL)
    assert "### expel-envoy\n" in codebook
    assert "CC0 1.0 Universal" in (release / "LICENSE").read_text()


def test_no_clock_and_no_path_is_in_a_release(release: Path) -> None:
    for path in release.rglob("*"):
        if path.is_file() and path.suffix in (".md", ".json", ".cff", ".csv"):
            assert str(release.parent) not in path.read_text(encoding="utf-8"), path


def test_versions_follow_one_another(tmp_path: Path) -> None:
    assert next_version(tmp_path / "nowhere") == "0.1.0"
    for name in ("legation-0.2.0", "legation-0.10.3", "legation-0.9.0", "legation-x", "legation-1.0"):
        (tmp_path / name).mkdir()
    (tmp_path / "legation-7.0.0").touch()
    assert next_version(tmp_path) == "0.11.0"


@pytest.mark.parametrize("version", ["1", "1.2", "1.2.3.4", "v1.2.3", "1.02.3", "", "../1.2.3", "1.2.3\n"])
def test_a_version_that_is_not_three_numbers_is_refused(db: Path, tmp_path: Path, version: str) -> None:
    with pytest.raises(ReleaseError, match=r"a version is three numbers, such as 0\.1\.0"):
        write_release(db, tmp_path, version)


def test_an_existing_version_is_never_changed(release: Path, db: Path) -> None:
    before = (release / "SHA256SUMS").read_bytes()
    with pytest.raises(ReleaseError, match=r"never changed. Choose another version, such as 1\.3\.0"):
        write_release(db, release.parent, "1.2.3")
    assert (release / "SHA256SUMS").read_bytes() == before


def test_what_is_no_database_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"does not exist\. Build it first"):
        write_release(tmp_path / "none.duckdb", tmp_path / "dist", "0.1.0")
    (tmp_path / "text.duckdb").write_text("text")
    with pytest.raises(ReleaseError, match="cannot be read"):
        write_release(tmp_path / "text.duckdb", tmp_path / "dist", "0.1.0")
    duckdb.connect(tmp_path / "other.duckdb").close()
    with pytest.raises(ReleaseError, match="is no database of this version of Legation: it has no sources"):
        write_release(tmp_path / "other.duckdb", tmp_path / "dist", "0.1.0")
    with pytest.raises(ReleaseError, match="cannot be written"):
        write_release(tmp_path / "other.duckdb", tmp_path / "text.duckdb", "0.1.0")
    assert list((tmp_path / "dist").iterdir()) == []


def test_an_empty_database_can_be_released_and_the_next_release_says_what_changed(db: Path, tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "empty.duckdb"):
        pass
    first = write_release(tmp_path / "empty.duckdb", tmp_path, "0.1.0")
    assert "sources" not in json.loads((first / "datapackage.json").read_text())
    assert Package(str(first / "datapackage.json")).validate().valid
    assert (first / "changes.csv").read_text() == "event_id,change,cause,field,old_value,new_value,into,split_from,summary\n"
    assert (first / "CHANGES.md").read_text() == "# Changes in 0.1.0\n\nFirst release.\n"
    steps: list[str] = []
    second = write_release(db, tmp_path, progress=steps.append)
    assert {*ALL, "legation.duckdb", "checks"} <= set(steps)
    assert second.name == "legation-0.2.0"
    assert "Against legation-0.1.0, a minor step: 4 events were added." in (second / "CHANGES.md").read_text()
    assert (second / "changes.csv").read_text().splitlines()[1] == "evt_0000000000000001,added,source,,,,,,Event 1."
    third = write_release(tmp_path / "empty.duckdb", tmp_path)
    assert third.name == "legation-0.3.0"
    assert "Against legation-0.2.0, a minor step: 4 events were withdrawn." in (third / "CHANGES.md").read_text()


def test_what_is_no_release_is_said_without_a_traceback(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        (problem,) = check_release(folder)
        assert (problem.file, "is no release" in problem.reason) == ("SHA256SUMS", True)
    (tmp_path / "SHA256SUMS").write_bytes(b"\xff nonsense\n../x")
    problems = check_release(tmp_path)
    assert {"SHA256SUMS", "datapackage.json", "legation.duckdb", "csv/events.csv"} <= {problem.file for problem in problems}


@pytest.mark.parametrize(
    "file",
    [
        *("csv/events.csv", "parquet/events.parquet", "legation.duckdb", "README.md", "datapackage.json"),
        *("explorer/index.html", "explorer/data/details.parquet"),
    ],
)
def test_a_changed_byte_is_found_and_its_file_is_named(copy: Path, file: str) -> None:
    data = bytearray((copy / file).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / file).write_bytes(data)
    problems = [problem for problem in check_release(copy) if problem.file == file]
    assert "was changed: its checksum is not the one in SHA256SUMS" in [problem.reason for problem in problems]


def test_missing_and_foreign_files_are_found(copy: Path) -> None:
    (copy / "LICENSE").unlink()
    (copy / "csv" / "events.csv").unlink()
    (copy / "explorer" / "data" / "events.parquet").unlink()
    (copy / "extra.txt").touch()
    found = [(problem.file, problem.reason) for problem in check_release(copy)]
    assert ("LICENSE", "is missing") in found
    assert ("csv/events.csv", "is missing") in found
    assert ("explorer/data/events.parquet", "is missing") in found
    assert ("extra.txt", "is not part of the release: SHA256SUMS does not name it") in found
    assert ("datapackage.json", "the resource events names a file that is not there: csv/events.csv") in found


@pytest.mark.parametrize(
    ("table", "query", "reason"),
    [
        ("events", "SELECT * REPLACE (2 AS confidence) FROM data", "4 rows break a rule, first row 1: confidence is 2.0: it must be"),
        ("events", "SELECT * REPLACE ('SING' AS event_type) FROM data", "event_type is 'SING': it must be one of AGREE"),
        ("events", "SELECT * REPLACE ('2020-01-02' AS date, '2020-01-01' AS date_end) FROM data", "must have `date` not after `date_end`"),
        ("events", "FROM data UNION ALL FROM data", "4 rows repeat the key (event_id) of another row, first row 5"),
        ("events", "SELECT * REPLACE ('soon' AS date) FROM data", "cannot be read"),
        ("events", "SELECT * EXCLUDE (act) FROM data", "cannot be read"),
        ("citations", "SELECT * REPLACE ('src_ffffffffffffffff' AS cited_source_id) FROM data", "a cited_source_id that is not in sources"),
    ],
)
def test_rows_that_break_their_schema_are_found_in_csv(copy: Path, table: str, query: str, reason: str) -> None:
    change_rows(copy / "csv" / f"{table}.csv", query)
    reasons = [problem.reason for problem in check_release(copy) if problem.file == f"csv/{table}.csv"]
    assert any(reason in found for found in reasons), reasons


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * REPLACE (2.0::DOUBLE AS confidence) FROM data", "confidence is 2.0"),
        ("SELECT * REPLACE ('Other.' AS summary) FROM data", "events lacks 4 rows of csv/events.csv and has 4 that are not there"),
        ("FROM data LIMIT 3", "events lacks 1 rows of csv/events.csv and has 0 that are not there"),
        ("SELECT * REPLACE (n_mentions::BIGINT AS n_mentions) FROM data", "has other columns than its schema"),
    ],
)
def test_rows_that_break_their_schema_or_differ_are_found_in_parquet(copy: Path, query: str, reason: str) -> None:
    change_rows(copy / "parquet" / "events.parquet", query)
    reasons = [problem.reason for problem in check_release(copy) if problem.file == "parquet/events.parquet"]
    assert any(reason in found for found in reasons), reasons


def test_a_database_with_other_rows_is_found(copy: Path) -> None:
    with duckdb.connect(copy / "legation.duckdb") as connection:
        connection.execute("DELETE FROM event_contexts")
    problems = [problem.reason for problem in check_release(copy) if problem.file == "legation.duckdb"]
    assert "event_contexts lacks 1 rows of csv/event_contexts.csv and has 0 that are not there" in problems


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda package: package["resources"].pop(0), "the resource sources is missing"),
        (lambda package: package["resources"][0].update(path="../x.csv"), "names a file that is not there: ../x.csv"),
        (lambda package: package["resources"][0].update(hash="sha256:0"), "gives another hash than csv/sources.csv has"),
        (lambda package: package["resources"][0].update(bytes=1), "gives another size than csv/sources.csv has"),
        (lambda package: package["resources"][0]["schema"].pop("primaryKey"), "the resource sources has another schema"),
        (lambda package: package.pop("resources"), "is no Data Package"),
    ],
)
def test_a_descriptor_that_does_not_fit_is_found(copy: Path, change: Callable[[dict[str, object]], object], reason: str) -> None:
    package = json.loads((copy / "datapackage.json").read_text())
    change(package)
    (copy / "datapackage.json").write_text(json.dumps(package))
    reasons = [problem.reason for problem in check_release(copy) if problem.file == "datapackage.json"]
    assert any(reason in found for found in reasons), reasons
