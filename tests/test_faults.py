"""A power cut in any moment leaves the last good files; the next run succeeds and clears up."""

from pathlib import Path

import duckdb
import pytest

from tests.command import ended_legation, files_in, held_legation, legation, write_corpus

OLD = "The lake is blue and the sky above it is wide."
NEW = "The house is old and the garden behind it is small."  # nothing to parse: what is killed here is not the coder


def count_documents(db: Path) -> int:
    with duckdb.connect(str(db), read_only=True) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM sources").fetchall()
    return int(count)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of one document."""
    folder = tmp_path_factory.mktemp("built")
    assert legation("build", str(write_corpus(folder, [OLD])), "--db", "data/last.duckdb", folder=folder).returncode == 0
    return folder / "data" / "last.duckdb"


@pytest.fixture
def db(tmp_path: Path, built: Path) -> Path:
    """A copy of that database, alone in its folder, beside a corpus that has become larger."""
    write_corpus(tmp_path, [OLD, NEW])
    (tmp_path / "data").mkdir()
    copy = tmp_path / "data" / "last.duckdb"
    copy.write_bytes(built.read_bytes())
    return copy


def test_a_build_that_is_killed_leaves_the_last_database(db: Path, tmp_path: Path) -> None:
    before = db.read_bytes()
    for at in (
        "pipeline.coding:code_batch",
        "pipeline.build:add_events",
        "pipeline.load.warehouse:Warehouse._number_rejects",
        "pipeline.load.warehouse:verify",
        "pipeline.load.file:_sync",
    ):
        killed = ended_legation("build", "corpus", "--db", str(db), folder=tmp_path, at=at)
        assert killed.returncode == -9, killed.stderr
        assert db.read_bytes() == before, at
        assert count_documents(db) == 1, at

    assert legation("build", "corpus", "--db", str(db), folder=tmp_path).returncode == 0
    assert count_documents(db) == 2
    assert list(files_in(db.parent)) == [db.name]


def test_a_build_that_is_killed_after_the_exchange_leaves_the_new_database(db: Path, tmp_path: Path) -> None:
    assert ended_legation("build", "corpus", "--db", str(db), folder=tmp_path, at="pipeline.load.file:_sync", call=2).returncode == -9
    assert count_documents(db) == 2
    assert legation("build", "corpus", "--db", str(db), folder=tmp_path).returncode == 0
    assert list(files_in(db.parent)) == [db.name]


def test_workers_do_not_outlive_a_build_that_is_killed(tmp_path: Path) -> None:
    """They hold the standard error that the test reads to its end."""
    corpus = write_corpus(tmp_path, [f"{OLD} {number}" for number in range(250)])
    killed = ended_legation("build", str(corpus), "--workers", "2", folder=tmp_path, at="pipeline.build:add_batch", call=2)
    assert killed.returncode == -9
    assert killed.stderr.startswith("documents: 100")
    assert "Traceback" not in killed.stderr


def test_two_builds_of_one_database_do_not_meet(db: Path, tmp_path: Path) -> None:
    with held_legation("build", "corpus", "--db", str(db), folder=tmp_path, at="pipeline.build:add_events") as first:
        second = legation("build", "corpus", "--db", str(db), folder=tmp_path)
        assert second.returncode == 2
        assert second.stderr.startswith(f"legation: {db} is being built by another run (process {first.pid}).")
        assert "Traceback" not in second.stderr
        assert count_documents(db) == 1
        first.communicate("\n", timeout=120)
        assert first.returncode == 0
    assert count_documents(db) == 2
    assert list(files_in(db.parent)) == [db.name]


def test_a_release_that_is_killed_leaves_the_releases_and_the_database(db: Path, tmp_path: Path) -> None:
    assert legation("release", "--db", str(db), folder=tmp_path).returncode == 0
    dist, data = files_in(tmp_path / "dist"), files_in(db.parent)
    for at, call in (
        ("pipeline.release.write:write_database", 1),
        ("pipeline.release.write:export_table", 12),
        ("pipeline.release.write:_write_sums", 1),
        ("pipeline.release.write:check_release", 1),
    ):
        killed = ended_legation("release", "--db", str(db), "--version", "0.2.0", folder=tmp_path, at=at, call=call)
        assert killed.returncode == -9, killed.stderr
        assert {name: content for name, content in files_in(tmp_path / "dist").items() if not name.startswith(".")} == dist, at
        assert files_in(db.parent) == data, at

    assert legation("release", "--db", str(db), "--version", "0.2.0", folder=tmp_path).returncode == 0
    after = files_in(tmp_path / "dist")
    assert {name.split("/")[0] for name in after} == {"legation-0.1.0", "legation-0.2.0"}
    assert {name: content for name, content in after.items() if name.startswith("legation-0.1.0")} == dist
    assert legation("check", "dist/legation-0.2.0", folder=tmp_path).returncode == 0
