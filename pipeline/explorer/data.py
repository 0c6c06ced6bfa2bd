"""The open database of a release goes in, the Parquet files that the explorer reads come out, each written by one statement of DuckDB."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from string import Template

import duckdb

from pipeline.load.file import sql_path
from schemas.derive import Column, quoted, tables_of
from schemas.derive.rules import literal
from schemas.ontology import ACTS
from schemas.tables import TABLES

# Rows of a group. The page reads the large files, which are in the order of events, by group; of the others it reads all.
GROUPS = {"events": 100_000, "summaries": 100_000, "details": 2048, "mentions": 2048, "relations": 100_000, "coverage": 100_000}

PREPARED = ("explorer_publishers", "explorer_claims", "explorer_neighbours")
MEMORY = "3GB"  # for DuckDB: a million events need more


@contextmanager
def prepared(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The tables that several files are made from, for as long as they are written; what needs more than `MEMORY` goes to disk."""
    connection.execute(f"SET memory_limit = '{MEMORY}'")
    try:
        connection.execute(_statement("prepare"))
        yield
    finally:
        connection.execute("; ".join(f"DROP TABLE IF EXISTS temp.{name}" for name in PREPARED))
        connection.execute("RESET memory_limit")


def write_rows(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write all Parquet files into a folder, the same bytes on every run; within `prepared`.

    Numbers are int32 or float, days numbers since 1970-01-01 or, in `details` and `mentions`, ISO texts; lists are JSON.
    """
    for name, rows in GROUPS.items():
        options = f"FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {rows}"
        connection.execute(f"COPY ({_statement(name)}) TO '{sql_path(folder / f'{name}.parquet')}' ({options})")


def _statement(name: str) -> str:
    """A file of `rows/`, with what comes from the ontology and the tables in its places."""
    text = files("pipeline.explorer").joinpath("rows", f"{name}.sql").read_text(encoding="utf-8")
    return Template(text).substitute(
        mutual_acts=", ".join(literal(act.name) for act in ACTS.values() if act.mutual),
        event_columns=_columns("events"),
        mention_columns=_columns("mentions"),
    )


def _columns(name: str) -> str:
    [table] = [table for table in tables_of(TABLES) if table.name == name]
    return ", ".join(_selected(name, column) for column in table.columns)


def _selected(table: str, column: Column) -> str:
    """A column as a number or as text."""
    place = f"{quoted(table)}.{quoted(column.name)}"
    kept = column.kind.field in ("integer", "number", "boolean")
    return f"{place if kept else f'CAST({place} AS VARCHAR)'} AS {quoted(column.name)}"
