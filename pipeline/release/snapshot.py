"""A release folder in, the state of its data out, for comparison with another.

What is read is what the release holds: one of another version of the layout may lack tables or columns of this one.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.history import EventState, Fix, MentionState, Snapshot, grouped
from pipeline.load.file import sql_path
from pipeline.release.versions import DATABASE, NAME, ReleaseError, parse_version
from schemas.derive import Table, quoted, table_of
from schemas.tables.account import EventChanges, EventHistory

Row = dict[str, str | None]

FIELDS = ("event_type", "mode", "act", "date", "date_end", "date_precision", "effective_on", "status")
MENTION = ("mention_id", "event_id", "source_id", "sentence", "event_type", "quote")
SIDES = {"actor": "actors", "recipient": "recipients"}  # role in event_actors -> field
NEEDED = {"events": "event_id", "mentions": "event_id", "sources": "source_id"}  # a table of every release, and a column of it


def read_snapshot(folder: Path) -> Snapshot:
    """The events of a release and the registry of their changes; ReleaseError where the folder is no release or cannot be read."""
    try:
        with _tables(folder) as connection:
            return _snapshot(folder, connection)
    except (duckdb.Error, json.JSONDecodeError) as error:
        raise ReleaseError(folder, f"cannot be read as a release: {str(error).strip().splitlines()[0]}") from error


@contextmanager
def _tables(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which the tables of a release have their names."""
    parquet, database = sorted((folder / "parquet").glob("*.parquet")), folder / DATABASE
    if not parquet and not database.is_file():
        raise ReleaseError(folder, f"is no release: it holds no Parquet files and no {DATABASE}. Give a folder such as dist/{NAME}-0.1.0.")
    with duckdb.connect() as connection:
        if not parquet:
            connection.execute(f"ATTACH '{sql_path(database)}' AS release (READ_ONLY); USE release")
        for path in parquet:
            connection.execute(f"CREATE VIEW {quoted(path.stem)} AS SELECT * FROM read_parquet('{sql_path(path)}')")
        yield connection


def _snapshot(folder: Path, connection: duckdb.DuckDBPyConnection) -> Snapshot:
    for table, column in NEEDED.items():
        if column not in _columns(connection, table):
            raise ReleaseError(folder, f"is no release of Legation: it has no table {table} with a column {column}.")
    info = {row["key"]: row["value"] for row in _rows(connection, "release_info", ("key", "value"))}
    version = info.get("version") or folder.name.removeprefix(f"{NAME}-")
    if parse_version(version) is None:
        raise ReleaseError(folder, "is no release of Legation: it does not say which version it is.")
    documents = [row for row in _rows(connection, "sources", ("source_id", "path", "kind")) if row.get("kind") != "cited"]
    paths = {str(row["source_id"]): str(row.get("path")) for row in documents}
    corrections = _rows(connection, "corrections", ("target_id", "field", "old_value", "new_value"))
    return Snapshot(
        version=version,
        codebook_version=info.get("codebook_version") or "",
        code_sha256=info.get("code_sha256") or "",
        events=_events(connection, paths),
        sources=frozenset(paths),
        corrections=frozenset(Fix(str(row["target_id"]), str(row["field"]), row["old_value"], row["new_value"]) for row in corrections),
        moved=grouped(_moved(connection, paths)),
        history=_registry(connection, table_of(EventHistory)),
        changes=_registry(connection, table_of(EventChanges)),
    )


def _events(connection: duckdb.DuckDBPyConnection, paths: dict[str, str]) -> dict[str, EventState]:
    parties: defaultdict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for row in _rows(connection, "event_actors", ("event_id", "actor_id", "role")):
        parties[row["event_id"], row["role"]].append(str(row["actor_id"]))
    mentions: defaultdict[str, list[MentionState]] = defaultdict(list)
    for row in _rows(connection, "mentions", MENTION):
        mentions[str(row["event_id"])].append(_mention(row, paths))
    events = {}
    for row in _rows(connection, "events", ("event_id", *FIELDS, "summary")):
        event_id, summary = str(row.pop("event_id")), row.pop("summary", None)
        sides = {side: "; ".join(sorted(parties[event_id, role])) or None for role, side in SIDES.items()}
        events[event_id] = EventState(event_id, row | sides, summary or "", tuple(mentions[event_id]))
    return events


def _moved(connection: duckdb.DuckDBPyConnection, paths: dict[str, str]) -> Iterator[tuple[str, MentionState]]:
    """The mentions that corrections took from an event, each with its id: those of another event now, and those of none."""
    for row in _rows(connection, "mentions", (*MENTION, "moved_from")):
        if home := row.get("moved_from"):
            yield home, _mention(row, paths)
    for row in _rows(connection, "rejects", ("check_name", "row")):
        if row.get("check_name") == "correction" and row.get("row"):
            withdrawn: Row = json.loads(str(row["row"]))
            yield str(withdrawn["event_id"]), _mention(withdrawn, paths)


def _mention(row: Row, paths: dict[str, str]) -> MentionState:
    source_id = str(row["source_id"])
    return MentionState(
        mention_id=str(row["mention_id"]),
        source_id=source_id,
        path=paths.get(source_id, source_id),
        sentence=int(row.get("sentence") or 0),
        event_type=row.get("event_type") or "",
        quote=row.get("quote"),
    )


def _registry(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[Row, ...]:
    """The rows of a table of the registry; null for what an older layout does not tell."""
    columns = [column.name for column in table.columns]
    return tuple(dict.fromkeys(columns) | row for row in _rows(connection, table.name, columns))


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    query = "SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND table_name = ?"
    return {name for (name,) in connection.execute(query, [table]).fetchall()}


def _rows(connection: duckdb.DuckDBPyConnection, table: str, columns: Iterable[str]) -> list[Row]:
    """These columns of a table, as far as it has them, as text and in their order; no rows where there is no such table."""
    present = _columns(connection, table)
    names = [name for name in columns if name in present]
    if not names:
        return []
    texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in names)
    found = connection.execute(f"SELECT {texts} FROM {quoted(table)} ORDER BY ALL").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]
