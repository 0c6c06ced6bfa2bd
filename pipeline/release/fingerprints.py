"""A relation with the rows of a table goes in, how many they are and their logical fingerprint come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from schemas.derive import Table, fingerprint_sql, quoted, tables_of
from schemas.tables import TABLES


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Number of rows, and what `fingerprint_sql` makes of them: equal for equal rows, whatever their order and format."""

    rows: int
    fingerprint: str


def read_fingerprint(connection: duckdb.DuckDBPyConnection, table: Table, relation: str) -> Fingerprint:
    """The fingerprint of what stands after FROM; duckdb.Error where that cannot be read."""
    ((rows, fingerprint),) = connection.execute(fingerprint_sql(table, relation)).fetchall()
    return Fingerprint(rows, fingerprint)


def read_fingerprints(connection: duckdb.DuckDBPyConnection) -> dict[str, Fingerprint]:
    """Those of all tables of an open database, by table."""
    return {table.name: read_fingerprint(connection, table, quoted(table.name)) for table in tables_of(TABLES)}


def stated_fingerprint(entry: Mapping[str, Any]) -> Fingerprint | None:
    """The one that a resource of a Data Package states; None where it does not."""
    rows, fingerprint = entry.get("rows"), entry.get("fingerprint")
    return Fingerprint(rows, fingerprint) if type(rows) is int and isinstance(fingerprint, str) else None
