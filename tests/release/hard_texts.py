"""Tables full of values that are hard on readers of CSV, and their files: for tests of what is exported and of what reads it."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as arrow
import pyarrow.parquet

from pipeline.release.export import export_table
from pipeline.release.starts import write_loaders
from schemas.derive import Column, Model, arrow_schema, ddl, is_free, table_of
from schemas.tables import TABLES
from tests.example_rows import valid_row

Row = dict[str, Any]

FORMULAS = ("=1+1", "+1", "-1", "-", "@x", "\t", "\tx", "\r", "\n", "\r\nx", "＝1", "'=1", "''=", "'＠")
HARD = (
    "NA", "NULL", "NaN", "nan", "None", "#N/A", "<NA>", "010", "1e5", "TRUE", "12345678901234567890123", "2020-02-29",
    'q"u"o', '"', '""', "a,b", "a;b", "a\tb", "a\nb", "a\r\nb", "a\rb", "a\n\nb", "#c", "a\\", "\\n", "%s", " a ", "  ", "'x", "''", "x=1",
    " =1", "Perú", "Peru\u0301", "\u200fالسُّفَراء\u200f طُرِدوا", "שָׁלוֹם\u200e (x)", "🤝🇵🇪", "\ufeffx", "a\u2028b", "a\x85b", "a\x01b",
    "x" * 40_000, *FORMULAS,
)  # fmt: skip
DAYS = (date(987, 1, 2), date(1618, 5, 23), date(9999, 12, 31))
NUMBERS = (0.1 + 0.2, 1 / 3, 5e-324)


def write_files(folder: Path, *, threads: int = 2) -> Path:
    """`csv/`, `parquet/` and `loaders/` of all tables, each with a row per hard text and one with all the nulls it may have."""
    with duckdb.connect(config={"threads": threads}) as connection:
        for statement in ddl(TABLES, keys=False):
            connection.execute(statement)
        for model in TABLES:
            table = table_of(model)
            connection.register("filled", arrow.Table.from_pylist(rows_of(model), schema=arrow_schema(model)))
            connection.execute(f"INSERT INTO {table.name} FROM filled")
            export_table(connection, table, folder)
    write_loaders(folder)
    return folder


def rows_of(model: Model) -> list[Row]:
    table = table_of(model)
    valid = valid_row(table)
    rows = [valid | {column.name: _value(column, valid[column.name], number) for column in table.columns} for number in range(len(HARD))]
    bare = {column.name: f"{len(HARD)}" if is_free(column) else _value(column, valid[column.name], len(HARD)) for column in table.columns}
    return [*rows, bare | {column.name: None for column in table.columns if column.nullable}]


def rows_in(folder: Path, table: str) -> list[Row]:
    """The rows of a table as Parquet has them."""
    rows: list[Row] = pyarrow.parquet.read_table(folder / "parquet" / f"{table}.parquet").to_pylist()
    return rows


def _value(column: Column, valid: Any, number: int) -> Any:
    """Another value for each row, so that keys are keys."""
    if is_free(column):
        return HARD[number]
    if column.name == "cameo_code":
        return "010"
    if column.kind.field == "string" and not column.enum and (column.reference or column.unique or valid.endswith("000")):
        return f"{valid[:-3]}{number:03d}"
    values = {"integer": (number + 1,), "number": NUMBERS, "boolean": (True, False), "date": DAYS}.get(column.kind.field, (valid,))
    return values[number % len(values)]
