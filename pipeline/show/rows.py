"""A query in, its rows by the names of their columns out."""

from typing import Any

import duckdb


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, *values: Any) -> list[dict[str, Any]]:
    """The rows of a query with these values in its places, in their order."""
    found = connection.execute(query, list(values))
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
