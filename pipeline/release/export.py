"""A query goes in, a CSV or Parquet file with its rows comes out, the same bytes on every run."""

from pathlib import Path

import duckdb

from pipeline.load.file import sql_path

OPTIONS = {
    ".csv": "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''",
    ".parquet": "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000",
}


def export(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of an ordered query to a file, in the format that its suffix names."""
    connection.execute(f"COPY ({query}) TO '{sql_path(path)}' ({OPTIONS[path.suffix]})")
