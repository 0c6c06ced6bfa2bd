"""A release folder goes in, its tables in each of their formats come out, as relations that DuckDB can read."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from pipeline.load.file import sql_path
from pipeline.release.problem import Problem
from schemas.derive import Column, Table, is_free, quoted
from schemas.derive.cells import DANGEROUS
from schemas.derive.rules import literal

Format = Literal["csv", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class Form:
    """A table in one file of a release. `relation` is SQL for its rows: what stands after FROM, plain text, in the types of the schema."""

    table: Table
    file: str
    relation: str


def open_form(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table, format: Format) -> Form | Problem:
    """The rows of a file, none of them read yet; or what is wrong with its columns."""
    file = f"{format}/{table.name}.{format}"
    if not (folder / file).is_file():
        return Problem(file, "is missing")
    try:
        relation = _csv(table, folder / file) if format == "csv" else f"read_parquet('{sql_path(folder / file)}')"
        found = [(row[0], row[1]) for row in connection.execute(f"DESCRIBE FROM {relation}").fetchall()]
    except (duckdb.Error, ValueError) as error:
        return unreadable(file, error)
    expected = [(column.name, column.kind.sql) for column in table.columns]
    if found != expected:
        return Problem(file, f"has other columns than its schema: {_listed(found)} instead of {_listed(expected)}")
    return Form(table, file, relation)


def unreadable(file: str, error: Exception) -> Problem:
    return Problem(file, f"cannot be read: {' '.join(str(error).split())[:300]}")


def _csv(table: Table, path: Path) -> str:
    """A CSV file with the types of its schema; ValueError where its first line does not have their names."""
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream), [])
    if header != [column.name for column in table.columns]:
        raise ValueError(f"the first line does not name the columns of {table.name}")
    types = ", ".join(f"'{column.name}': '{column.kind.sql}'" for column in table.columns)
    return (
        f"(SELECT {', '.join(map(_plain, table.columns))} FROM read_csv('{sql_path(path)}', columns = {{{types}}}, auto_detect = false,"
        " header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, encoding = 'utf-8'))"
    )


def _plain(column: Column) -> str:
    """As `plain_sql`, but a cell that should have an apostrophe and has none is an error."""
    name = quoted(column.name)
    if not is_free(column):
        return name
    error = f"error('a cell of {column.name} begins as a formula does, without the apostrophe that keeps spreadsheets from running it')"
    plain = f"WHEN NOT regexp_matches({name}, {literal(DANGEROUS)}) THEN {name} WHEN starts_with({name}, '''') THEN substr({name}, 2)"
    return f"CASE WHEN {name} IS NULL THEN NULL {plain} ELSE {error} END AS {name}"


def _listed(columns: list[tuple[str, str]]) -> str:
    return ", ".join(" ".join(column) for column in columns)
