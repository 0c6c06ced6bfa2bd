"""The tables of a release go in, what is wrong with their rows comes out: types, rules, keys, references, unequal formats."""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as arrow
from pandera.errors import SchemaErrors

from pipeline.load.batch import broken
from pipeline.load.file import sql_path
from pipeline.release.problem import Problem
from pipeline.release.versions import DATABASE
from schemas.derive import Table, arrow_schema, breaking_sql, duplicate_sql, orphan_sql, quoted, tables_of
from schemas.tables import TABLES

BATCH = 100_000
FORMATS = ("csv", "parquet")

Connection = duckdb.DuckDBPyConnection


def check_tables(folder: Path) -> Iterator[Problem]:
    """Read every table from all three formats and check it against its schema; each problem names the file.

    The rows of a Parquet file that are those of its CSV file are checked once, there.
    """
    tables = tables_of(TABLES)
    with TemporaryDirectory() as scratch, duckdb.connect(Path(scratch) / "check.duckdb") as connection:
        readable = set()
        for format in FORMATS:
            connection.execute(f"CREATE SCHEMA {format}")
            for table in tables:
                problem = _read(connection, table, folder, format)
                if problem:
                    yield problem
                else:
                    readable.add((format, table.name))
        differences = tuple(_compare(connection, tables, folder, readable))
        differing = {problem.file for problem in differences}
        for format, table in product(FORMATS, tables):
            is_same = format != "csv" and ("csv", table.name) in readable and f"{format}/{table.name}.{format}" not in differing
            if (format, table.name) in readable and not is_same:
                yield from _check_rows(connection, table, format)
                yield from _check_references(connection, table, format, readable)
        yield from differences


def _read(connection: Connection, table: Table, folder: Path, format: str) -> Problem | None:
    """Copy one file into the scratch database; the problem that prevents it, if there is one."""
    file, path = f"{format}/{table.name}.{format}", folder / format / f"{table.name}.{format}"
    if not path.is_file():
        return Problem(file, "is missing")
    try:
        source = _csv_source(table, path) if format == "csv" else f"read_parquet('{sql_path(path)}')"
        found = [(row[0], row[1]) for row in connection.execute(f"DESCRIBE FROM {source}").fetchall()]
        expected = [(column.name, column.kind.sql) for column in table.columns]
        if found != expected:
            return Problem(file, f"has other columns than its schema: {_columns(found)} instead of {_columns(expected)}")
        connection.execute(f"CREATE TABLE {_name(format, table)} AS FROM {source}")
    except (duckdb.Error, ValueError) as error:
        return Problem(file, f"cannot be read: {' '.join(str(error).split())[:300]}")
    return None


def _csv_source(table: Table, path: Path) -> str:
    """A CSV file with the types of its schema; ValueError where its first line does not have their names."""
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream), [])
    if header != [column.name for column in table.columns]:
        raise ValueError(f"the first line does not name the columns of {table.name}")
    types = ", ".join(f"'{column.name}': '{column.kind.sql}'" for column in table.columns)
    return (
        f"read_csv('{sql_path(path)}', columns = {{{types}}}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
        " nullstr = '', allow_quoted_nulls = false, encoding = 'utf-8')"
    )


def _check_rows(connection: Connection, table: Table, format: str) -> Iterator[Problem]:
    file, name = f"{format}/{table.name}.{format}", _name(format, table)
    first: dict[int, list[int]] = {}
    for row, number in connection.execute(breaking_sql(table, name, row="rowid")).fetchall():
        first.setdefault(number, []).append(row)
    for number, rows in first.items():
        values = connection.execute(f"SELECT * FROM {name} WHERE rowid = {rows[0]}").fetchall()[0]
        record = dict(zip((column.name for column in table.columns), values, strict=True))
        yield Problem(file, f"{len(rows)} rows break a rule, first row {rows[0] + 1}: {broken(table.rules[number], record)}")
    for key in table.keys:
        if repeated := connection.execute(duplicate_sql(key, name, row="rowid")).fetchall():
            yield Problem(file, f"{len(repeated)} rows repeat the key ({', '.join(key)}) of another row, first row {repeated[0][0] + 1}")
    if not first:
        yield from _check_model(connection, table, file, name)


def _check_model(connection: Connection, table: Table, file: str, name: str) -> Iterator[Problem]:
    schema = arrow_schema(table.model)
    for batch in connection.cursor().sql(f"FROM {name}").to_arrow_reader(BATCH):
        try:
            table.model.validate(arrow.Table.from_batches([batch]).cast(schema), lazy=True)
        except SchemaErrors as error:
            yield Problem(file, f"fails its schema: {' '.join(str(error).split())[:300]}")


def _check_references(connection: Connection, table: Table, format: str, readable: set[tuple[str, str]]) -> Iterator[Problem]:
    for reference in table.references:
        if (format, reference.parent) in readable:
            parent = f"{format}.{quoted(reference.parent)}"
            if rows := connection.execute(orphan_sql(reference, _name(format, table), parent, row="rowid")).fetchall():
                target = f"{reference.parent}.{reference.parent_column}"
                problem = f"{len(rows)} rows have a {reference.column} that is not in {target}, first row {rows[0][0] + 1}"
                yield Problem(f"{format}/{table.name}.{format}", problem)


def _compare(connection: Connection, tables: tuple[Table, ...], folder: Path, readable: set[tuple[str, str]]) -> Iterator[Problem]:
    """Whether Parquet and DuckDB hold the rows of the CSV files."""
    try:
        connection.execute(f"ATTACH '{sql_path(folder / DATABASE)}' AS release (READ_ONLY)")
    except duckdb.Error as error:
        yield Problem(DATABASE, f"cannot be opened: {str(error).splitlines()[0]}")
    for table in tables:
        if ("csv", table.name) not in readable:
            continue
        others = [(DATABASE, f"release.{quoted(table.name)}")]
        if ("parquet", table.name) in readable:
            others.append((f"parquet/{table.name}.parquet", _name("parquet", table)))
        for file, name in others:
            yield from _differences(connection, table, file, name)


def _differences(connection: Connection, table: Table, file: str, name: str) -> Iterator[Problem]:
    columns = ", ".join(f"CAST({quoted(column.name)} AS {column.kind.sql}) AS {quoted(column.name)}" for column in table.columns)
    ours, theirs = (f"(SELECT {columns} FROM {relation})" for relation in (_name("csv", table), name))
    try:
        query = f"SELECT (SELECT count(*) FROM ({ours} EXCEPT ALL {theirs})), (SELECT count(*) FROM ({theirs} EXCEPT ALL {ours}))"
        found = connection.execute(query).fetchone()
    except duckdb.Error as error:
        yield Problem(file, f"{table.name} cannot be compared: {str(error).splitlines()[0]}")
        return
    if found != (0, 0):
        missing, extra = found or (0, 0)
        yield Problem(file, f"{table.name} lacks {missing} rows of csv/{table.name}.csv and has {extra} that are not there")


def _name(format: str, table: Table) -> str:
    return f"{format}.{quoted(table.name)}"


def _columns(columns: list[tuple[str, str]]) -> str:
    return ", ".join(" ".join(column) for column in columns)
