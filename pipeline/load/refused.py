"""Staged rows of a table go in; those whose key another row has or that point to nothing come out as rejects, and SQL for the rest."""

from collections.abc import Iterator

import duckdb

from pipeline.load.batch import Row, key_values, refusal
from pipeline.load.staged import ROW_NO, WRITTEN
from pipeline.records import Reject
from schemas.derive import Reference, Table, duplicate_sql, orphan_sql, quoted

REFUSED = 'memory."#refused"'  # row_no: a row, and why: the number of the first key or reference of its table that it breaks
AT_ONCE = 20_000  # rejects made at a time


def refuse(connection: duckdb.DuckDBPyConnection, table: Table, relation: str) -> tuple[str, Iterator[Reject]]:
    """SQL for the rows of a relation, numbered by ROW_NO, that can be loaded beside one another, and the rejects of the others.

    Of rows with one key the first stays. Parents are loaded before. The rejects must be taken before the connection is asked anything else.
    """
    row = quoted(ROW_NO)
    queries = [duplicate_sql(key, relation, row=row) for key in table.keys]
    queries += [orphan_sql(reference, relation, quoted(reference.parent), row=row) for reference in table.references]
    found = " UNION ALL ".join(f"SELECT row_no, {number} AS why FROM ({query})" for number, query in enumerate(queries))
    connection.execute(f"CREATE OR REPLACE TABLE {REFUSED} AS SELECT row_no, min(why) AS why FROM ({found}) GROUP BY ALL")
    rest = f"(SELECT * FROM {relation} ANTI JOIN {REFUSED} ON {row} = row_no)"
    return rest, _rejects(connection, table, relation)


def _rejects(connection: duckdb.DuckDBPyConnection, table: Table, relation: str) -> Iterator[Reject]:
    names = ", ".join(quoted(column.name) for column in table.columns)
    found = connection.sql(f"SELECT why, {quoted(WRITTEN)}, {names} FROM {relation} JOIN {REFUSED} ON {quoted(ROW_NO)} = row_no")
    for records in found.to_arrow_reader(AT_ONCE):
        for row in records.to_pylist():
            why, written = row.pop("why"), row.pop(WRITTEN)
            yield refusal(table, row, *_reason(table, why, row), written=written)


def _reason(table: Table, why: int, row: Row) -> tuple[str, str]:
    """The name of the check, and what is wrong."""
    if why < len(table.keys):
        return "unique", f"There is another row of {table.name} with {key_values(table.keys[why], row)}: it must be unique."
    reference: Reference = table.references[why - len(table.keys)]
    value = key_values((reference.column,), row)
    return "references", f"{value}: it must be in {reference.parent}.{reference.parent_column}, where it is not."
