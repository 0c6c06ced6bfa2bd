"""A DuckDB file that a build made, or the folder of a release, in, a read-only connection out; else an error the user can mend."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import LegationError

IN_RELEASE = "legation.duckdb"  # as `pipeline.release` names it, which is slow to import


@contextmanager
def open_database(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to `db`, a file or a folder with a release; LegationError where there is none or Legation did not make it."""
    if db.is_dir():
        db = _in_folder(db)
    if not db.is_file():
        raise LegationError(f"There is no database at {db}. Make one with: legation build --db {db}")
    try:
        connection = duckdb.connect(str(db), read_only=True)
    except duckdb.Error as error:
        raise LegationError(f"{db} cannot be opened as a DuckDB database: {_first_line(error)}") from error
    try:
        yield connection
    except duckdb.CatalogException as error:
        raise LegationError(f"{db} is not a database of this version of Legation: {_first_line(error)}") from error
    finally:
        connection.close()


def _in_folder(folder: Path) -> Path:
    if (file := folder / IN_RELEASE).is_file():
        return file
    raise LegationError(
        f"{folder} is a folder without {IN_RELEASE}. Give a DuckDB file, or the folder of a release such as dist/legation-0.1.0."
    )


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().partition("\n")[0]
