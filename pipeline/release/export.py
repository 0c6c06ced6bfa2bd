"""A table of an open database goes in, its CSV and its Parquet file come out, the same bytes on every run."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipeline.load.file import sql_path
from schemas.derive import Column, Table, is_free, quoted, safe_sql

OPTIONS = {
    ".csv": "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''",
    ".parquet": "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000",
}


def export_table(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """Write `csv/<table>.csv` and `parquet/<table>.parquet` in the order of the key; enumerated values become text.

    In CSV all free text stands in quotes, so that its spaces are kept, and is safe from spreadsheets (`schemas.derive.cells`).
    """
    name = quoted(table.name)
    order = ", ".join(f"{name}.{quoted(column)}" for column in table.primary_key)
    free = [column.name for column in table.columns if is_free(column)]
    for format in ("csv", "parquet"):
        path = folder / format / f"{table.name}.{format}"
        path.parent.mkdir(exist_ok=True)
        columns = ", ".join(_selected(column, safe=format == "csv") for column in table.columns)
        export(connection, f"SELECT {columns} FROM {name} ORDER BY {order}", path, quote=free if format == "csv" else ())


def export(connection: duckdb.DuckDBPyConnection, query: str, path: Path, *, quote: Iterable[str] = ()) -> None:
    """Write the rows of an ordered query to a file in the format of its suffix; all cells of the columns `quote` stand in quotes."""
    forced = ", ".join(map(quoted, quote))
    options = OPTIONS[path.suffix] + (f", FORCE_QUOTE ({forced})" if forced else "")
    connection.execute(f"COPY ({query}) TO '{sql_path(path)}' ({options})")


def _selected(column: Column, *, safe: bool) -> str:
    name = quoted(column.name)
    return f"{safe_sql(name) if safe and is_free(column) else f'CAST({name} AS {column.kind.sql})'} AS {name}"
