"""The staged rows of a table in; the table filled with those whose keys and references hold, and the rejects of the others out."""

from collections.abc import Iterator

import duckdb

from pipeline.load.refused import refuse
from pipeline.load.staged import ROW_NO, Staged
from pipeline.records import Reject
from schemas.derive import Table, quoted

PART = 2_000_000  # rows of a table that are written at once: what indexes change must fit in memory until it is on disk
ORDERED = 'memory."#ordered"'


def fill(connection: duckdb.DuckDBPyConnection, table: Table, staged: Staged) -> Iterator[Reject]:
    """Write rows to a table that is empty, in the order in which they are to stand; the tables to which they refer are full.

    All at once, not batch by batch: indexes take half the time so. The rejects must be taken before the connection is asked anything else.
    """
    relation = staged.relation(connection)
    try:
        _insert(connection, table, relation, staged.n, order=staged.order if staged.has_places else "")
    except duckdb.ConstraintException:
        # Only now is it worth while to look for keys that come twice, and for parents that are not there.
        connection.execute(f"DELETE FROM {quoted(table.name)}")
        rest, rejects = refuse(connection, table, staged.in_order(relation))
        yield from rejects
        _insert(connection, table, rest, staged.n, order=quoted(ROW_NO))


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, relation: str, n: int, *, order: str) -> None:
    """Write the rows of a relation, sorted where an order is given."""
    names = ", ".join(quoted(column.name) for column in table.columns)
    insert, ordered = f"INSERT INTO {quoted(table.name)} ({names}) SELECT {names} FROM", f" ORDER BY {order}" if order else ""
    if n <= PART:
        connection.execute(f"{insert} {relation}{ordered}")
        return
    connection.execute(f"CREATE OR REPLACE TABLE {ORDERED} AS SELECT {names} FROM {relation}{ordered}")
    for start in range(0, n, PART):
        connection.execute(f"{insert} {ORDERED} WHERE rowid BETWEEN {start} AND {start + PART - 1}; CHECKPOINT building")
    connection.execute(f"DROP TABLE {ORDERED}")
