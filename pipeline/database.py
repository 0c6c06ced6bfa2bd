"""A DuckDB file that a build made in, a read-only connection out; anything else is an error the user can mend."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.errors import LegationError


@contextmanager
def open_database(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to `db`; LegationError where there is no such file or Legation did not make it."""
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


def _first_line(error: duckdb.Error) -> str:
    return str(error).strip().partition("\n")[0]
