from pathlib import Path

import duckdb
import pytest

from pipeline.database import IN_RELEASE, open_database
from pipeline.errors import LegationError
from pipeline.release.versions import DATABASE


def test_an_absent_database_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(LegationError, match="legation build"), open_database(tmp_path / "none.duckdb"):
        pass


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.duckdb"
    file.write_text("Dear ambassador, " * 500, encoding="utf-8")
    with pytest.raises(LegationError, match="cannot be opened as a DuckDB database"), open_database(file):
        pass


def test_a_foreign_database_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "other.duckdb"
    duckdb.connect(str(file)).close()
    with pytest.raises(LegationError, match="not a database of this version"), open_database(file) as connection:
        connection.execute("FROM events")


def test_nothing_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / "kept.duckdb"
    duckdb.connect(str(file)).close()
    with open_database(file) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("CREATE TABLE t (a INTEGER)")


def test_a_release_folder_stands_for_its_database(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / DATABASE)).close()
    with open_database(tmp_path) as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]
    assert IN_RELEASE == DATABASE


def test_another_folder_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(LegationError, match="folder of a release"), open_database(tmp_path):
        pass
