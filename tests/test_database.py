from pathlib import Path

import duckdb
import pytest

from pipeline.database import open_database
from pipeline.errors import LegationError


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
