"""A table goes in, SQL comes out that gives the logical fingerprint of any relation with its rows: the same in every format and order.

The fingerprint tells accidents apart, not forgeries: against these there are checksums. It is defined so that anybody can compute it anew:

1. The text of a value is what DuckDB casts it to: 2017-08-11, 0.5, 1e-05, true, and the plain text (in CSV, without the apostrophe that
   `cells` puts before a formula).
2. The text of a row is, for each column in order, the length of that text in UTF-8 bytes, a colon and the text; for null, a colon alone.
3. Its MD5 has 32 hexadecimal digits. `high` is the sum of the first 16 of them as a number, over all rows; `low` that of the last 16.
4. The fingerprint is the MD5 of five lines, joined by line feeds: the name of the table, the names of its columns joined by commas, the
   number of rows, `high`, `low`; these three in decimals.
"""

from collections.abc import Iterable

from schemas.derive.rules import literal, quoted
from schemas.derive.table import Table


def fingerprint_sql(table: Table, relation: str) -> str:
    """A query for one row, `n_rows` (BIGINT) and `fingerprint` (32 hexadecimal digits), that DuckDB can run since 1.0.

    `relation` is what stands after FROM, with the columns of the table by their names.
    """
    row = row_sql(f"CAST(CAST({quoted(column.name)} AS {column.kind.sql}) AS VARCHAR)" for column in table.columns)
    head = literal(f"{table.name}\n{','.join(column.name for column in table.columns)}\n")
    high, low = (f"coalesce(sum(CAST('0x' || {side}(hash, 16) AS UBIGINT)), 0)" for side in ("left", "right"))
    return (
        f"SELECT n_rows, md5({head} || n_rows || chr(10) || high || chr(10) || low) AS fingerprint"
        f" FROM (SELECT count(*) AS n_rows, {high} AS high, {low} AS low FROM (SELECT md5({row}) AS hash FROM {relation}))"
    )


def row_sql(texts: Iterable[str]) -> str:
    """SQL for the text of a row, given SQL for the text of each value: no two rows make the same one."""
    values = ", ".join(f"strlen({text}), ':', {text}" for text in texts)
    return f"concat({values})"
