"""A batch of a table in; its rows that keep the rules, which its schema has let pass, and the rejects of the others out."""

from collections.abc import Callable

import duckdb
import pyarrow as arrow
from pandera.errors import SchemaErrors

from pipeline.load.batch import Batch, broken, refusal
from pipeline.load.staged import ROW_NO
from pipeline.records import Reject
from schemas.derive import breaking_sql, duplicate_sql, quoted

BATCH = "#batch"  # name that a batch has in queries

Query = Callable[[str, str], str]  # name of a relation and of its row numbers -> SQL


def sift(connection: duckdb.DuckDBPyConnection, batch: Batch) -> tuple[Batch, list[Reject]]:
    """The rows that keep all rules on single rows; keys and references are looked at when all rows are there."""
    rules = batch.table.rules
    found = _ask(connection, batch, lambda relation, row: breaking_sql(batch.table, relation, row=row))
    rejects = [
        refusal(batch.table, row, rules[number].check, broken(rules[number], row))
        for row, number in ((batch.row(position), number) for position, number in found)
    ]
    batch = batch.without({position for position, _ in found}) if found else batch
    _lock(connection, batch)
    return batch, rejects


def _lock(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Let a batch pass the schema itself; the rules derived from it have found every row that it refuses, but for keys that come twice.

    Which of these stays is seen when all rows are there: until then, each passes beside rows of other keys.
    """
    try:
        batch.table.model.validate(batch.arrow, lazy=True)
    except SchemaErrors:
        again = {position for key in batch.table.keys for (position,) in _ask(connection, batch, _duplicates(key))}
        if not again:
            raise
        _lock(connection, batch.without(again))
        _lock(connection, batch.only(again))


def _duplicates(key: tuple[str, ...]) -> Query:
    return lambda relation, row: duplicate_sql(key, relation, row=row)


def _ask(connection: duckdb.DuckDBPyConnection, batch: Batch, query: Query) -> list[tuple[int, ...]]:
    """What a query finds in a batch."""
    numbers = arrow.array(range(len(batch)), arrow.int64())
    connection.register(BATCH, batch.arrow.append_column(ROW_NO, numbers))
    found: list[tuple[int, ...]] = connection.execute(query(quoted(BATCH), quoted(ROW_NO))).fetchall()
    connection.unregister(BATCH)
    return found
