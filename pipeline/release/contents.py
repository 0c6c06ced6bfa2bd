"""The databases of two releases in, which tables hold other rows, and the corrections of each, out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import duckdb

from pipeline.load.file import sql_path
from pipeline.release.difference import Credit, TableChange
from pipeline.release.versions import BOOKKEEPING, DATABASE, ReleaseError
from schemas.derive import quoted, row_sql

Connection = duckdb.DuckDBPyConnection
Columns = Mapping[str, tuple[str, ...]]  # by table

NO_DATA = (  # what is said of the data
    *("calibration", "codebook", "corrections", "event_history", "event_changes", "licences", "quality", "release_info", "take_downs"),
)
FOLLOWING = ("actors", "actor_names", "actor_roles", "relations")  # made from all events together
WITHDRAWN = "check_name = 'correction'"  # SQL that is true for a reject that is a mention which a correction takes away
# Columns that only number the rows of their table.
NUMBERS = ("coverage_no", "reject_no", "quality_no", "correction_no", "take_down_no", "entry_no")
PLACES = ("event_id", "linked_event_id", "mention_id")  # columns that say to which events a row belongs


def compare_tables(old: Path, new: Path, corrected: Iterable[str]) -> tuple[TableChange, ...]:
    """The tables whose rows differ, in the columns that both releases have; `corrected` are the events that corrections changed.

    ReleaseError where a release has no database of Legation.
    """
    with open_releases({"old": old, "new": new}) as connection:
        columns, new_columns = _columns(connection, "old"), _columns(connection, "new")
        _note_corrected(connection, corrected)
        changes = []
        for table in sorted(columns.keys() & new_columns.keys()):
            shared = [column for column in new_columns[table] if column in columns[table] and column not in NUMBERS]
            changes.append(_compare(connection, table, shared))
    return tuple(change for change in changes if change.n_added or change.n_removed)


def read_credits(folder: Path) -> tuple[Credit, ...]:
    """The corrections in a release, in their order; none where it is older than the table."""
    with open_releases({"release": folder}) as connection:
        if not connection.execute("FROM duckdb_tables() WHERE table_name = 'corrections'").fetchall():
            return ()
        names = ", ".join(f"{field.name}::VARCHAR" for field in fields(Credit))
        rows = connection.execute(f"SELECT {names} FROM release.corrections ORDER BY correction_no").fetchall()
    return tuple(Credit(*row) for row in rows)


def read_facts(folder: Path) -> dict[str, str | None]:
    """What a release says of itself, by key."""
    with open_releases({"release": folder}) as connection:
        return dict(connection.execute("SELECT key, value FROM release.release_info").fetchall())


@contextmanager
def open_releases(folders: Mapping[str, Path]) -> Iterator[Connection]:
    """A connection to the databases of release folders, by the names given; ReleaseError where one is not there or not ours."""
    with duckdb.connect() as connection:
        for name, folder in folders.items():
            try:
                connection.execute(f"ATTACH '{sql_path(folder / DATABASE)}' AS {name} (READ_ONLY)")
            except duckdb.Error as error:
                raise ReleaseError(folder, f"is no release: {DATABASE} cannot be read: {str(error).splitlines()[0]}") from None
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise ReleaseError(folder, f"is no release of Legation, or not of this version: {str(error).splitlines()[0]}") from None


def _columns(connection: Connection, database: str) -> Columns:
    query = (
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()"
        " SEMI JOIN duckdb_tables() USING (database_name, table_name) WHERE database_name = ? GROUP BY ALL"
    )
    return {table: tuple(columns) for table, columns in connection.execute(query, [database]).fetchall()}


def _note_corrected(connection: Connection, events: Iterable[str]) -> None:
    """A table `corrected` of the events and of their mentions."""
    connection.execute("CREATE TEMP TABLE corrected AS SELECT unnest(?::VARCHAR[]) AS id", [sorted(set(events))])
    for side in ("old", "new"):
        connection.execute(f"INSERT INTO corrected SELECT mention_id FROM {side}.mentions WHERE event_id IN (FROM corrected)")


def _compare(connection: Connection, table: str, columns: list[str]) -> TableChange:
    """Rows are known by the MD5 of their text: compared as they are, a million of them take ten times the memory."""
    row = row_sql(f"{quoted(column)}::VARCHAR" for column in columns)
    told = [column for column in (*PLACES, "check_name") if column in columns]
    only = f"WHERE key NOT IN {BOOKKEEPING}" if table == "release_info" else ""
    new, old = (
        f"SELECT {', '.join([f'md5_number({row}) AS row_text', *map(quoted, told)])}, {n} AS n FROM {side}.{quoted(table)} {only}"
        for side, n in (("new", 1), ("old", -1))
    )
    kept = ", ".join(["sum(n) AS n", *(f"any_value({quoted(column)}) AS {quoted(column)}" for column in told)])
    query = (
        f"SELECT coalesce(sum(n) FILTER (n > 0), 0), coalesce(-sum(n) FILTER (n < 0), 0),"
        f" coalesce(sum(abs(n)) FILTER (NOT ({_explained(table, columns)})), 0)"
        f" FROM (SELECT {kept} FROM ({new} UNION ALL {old}) GROUP BY row_text HAVING sum(n) <> 0)"
    )
    [(n_added, n_removed, n_unexplained)] = connection.execute(query).fetchall()
    return TableChange(table, int(n_added), int(n_removed), int(n_unexplained))


def _explained(table: str, columns: list[str]) -> str:
    """SQL that is true for a row that is no data, or that differs because an event was corrected."""
    if table in NO_DATA:
        return "true"
    if table in FOLLOWING:
        return "EXISTS (FROM corrected)"
    if table == "rejects":
        return WITHDRAWN
    if table == "coverage":  # a document whose mentions are withdrawn is one without events
        return " <> ".join(f"(SELECT count(*) FROM {side}.rejects WHERE {WITHDRAWN})" for side in ("old", "new"))
    return " OR ".join(f"coalesce({quoted(column)} IN (FROM corrected), false)" for column in PLACES if column in columns) or "false"
