"""The database of a build goes in, that of a release comes out: the same rows, in a file that DuckDB can open since 1.0."""

from pathlib import Path

import duckdb

from pipeline.load.file import sql_path
from pipeline.release.versions import ReleaseError
from schemas.derive import ddl, quoted, tables_of
from schemas.tables import TABLES
from schemas.views import views_sql


def write_database(db: Path, copy: Path) -> None:
    """Write all rows of a build into a new file, in the order of their keys, with comments and views.

    The build is held open for reading, so that nobody can write to it in the meantime. Keys are checked in the build and, by
    `check_release`, in the release; as constraints they would be indexes, which DuckDB 1.0 cannot read. ReleaseError where the build cannot
    be read or is of another version of Legation.
    """
    if not db.is_file():
        raise ReleaseError(db, "does not exist. Build it first: legation build")
    with duckdb.connect(config={"temp_directory": f"{copy}.tmp"}) as connection:
        try:
            connection.execute(f"ATTACH '{sql_path(db)}' AS build (READ_ONLY)")
            present = set(connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall())
        except duckdb.Error as error:
            raise ReleaseError(db, f"cannot be read: {str(error).splitlines()[0]}") from None
        if missing := _missing(present):
            problem = f"is no database of this version of Legation: it has no {', '.join(missing)}. Build it anew: legation build"
            raise ReleaseError(db, problem)
        connection.execute(f"ATTACH '{sql_path(copy)}' AS release (STORAGE_VERSION 'v1.0.0'); USE release")
        for statement in ddl(TABLES, keys=False):
            connection.execute(statement)
        for table in tables_of(TABLES):
            columns, key = (", ".join(map(quoted, names)) for names in ([column.name for column in table.columns], table.primary_key))
            name = quoted(table.name)
            connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM build.{name} ORDER BY {key}")
        connection.execute(views_sql())
        connection.execute("CHECKPOINT release")  # at the end of a connection, a full disk would go unnoticed


def _missing(present: set[tuple[str, str]]) -> list[str]:
    """The tables that are not there, and the columns that tables lack."""
    names = {table for table, _ in present}
    columns = [(table.name, column.name) for table in tables_of(TABLES) for column in table.columns]
    return list(dict.fromkeys(f"{table}.{name}" if table in names else table for table, name in columns if (table, name) not in present))
