"""A release folder in, the state of its data out, for comparison with another.

What is read is what the release holds: one of another version of the layout may lack tables or columns of this one.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as arrow

from pipeline.history import EventState, Fix, MentionState, Snapshot, grouped
from pipeline.load.file import sql_path
from pipeline.release.versions import DATABASE, NAME, ReleaseError, parse_version
from pipeline.rights import Requests, TakeDown, sha256_of
from schemas.derive import Table, quoted, table_of
from schemas.tables.account import EventChanges, EventHistory
from schemas.tables.documents import Sources, TakeDowns

Row = dict[str, str | None]

FIELDS = ("event_type", "mode", "act", "date", "date_end", "date_precision", "effective_on", "status")
MENTION = ("mention_id", "event_id", "source_id", "sentence", "event_type", "quote", "quote_sha256")
SIDES = {"actor": "actors", "recipient": "recipients"}  # role in event_actors -> field
ONLY = "#only"  # name of the table of the events that are asked for, where not all are
NEEDED = {"events": "event_id", "mentions": "event_id", "sources": "source_id"}  # a table of every release, and a column of it


def read_snapshot(folder: Path, *, only: arrow.Table | None = None) -> Snapshot:
    """The events of a release and the registry of their changes; ReleaseError where the folder is no release or cannot be read.

    With `only`, a table with a column `event_id`, no other events and nothing of what became of them.
    """
    with open_tables(folder) as connection:
        if only is not None:
            connection.register(ONLY, only)
        return _snapshot(folder, connection)


def read_requests(folder: Path) -> tuple[TakeDown, ...]:
    """The requests to take documents out that a release obeys; none where it is older than the table. ReleaseError as above."""
    with open_tables(folder) as connection:
        rows = _rows(connection, table_of(TakeDowns).name, ("take_down_no", "kind", "value", "reason"))
    rows.sort(key=lambda row: int(row["take_down_no"] or 0))
    return tuple(TakeDown(str(row["kind"]), str(row["value"]), str(row["reason"])) for row in rows)


def taken_sources(folder: Path, take_downs: Sequence[TakeDown]) -> frozenset[str]:
    """The identifiers of the documents of a release that requests mean. ReleaseError as above."""
    requests = Requests(take_downs)
    with open_tables(folder) as connection:
        rows = _rows(connection, table_of(Sources).name, ("source_id", "path", "sha256", "url", "publisher")) if requests else []
    return frozenset(str(row["source_id"]) for row in rows if requests.meaning(**row))


@contextmanager
def open_tables(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which the tables of a release have their names; ReleaseError where it is none, or cannot be read."""
    parquet, database = sorted((folder / "parquet").glob("*.parquet")), folder / DATABASE
    if not parquet and not database.is_file():
        raise ReleaseError(folder, f"is no release: it holds no Parquet files and no {DATABASE}. Give a folder such as dist/{NAME}-0.1.0.")
    with duckdb.connect() as connection:
        try:
            if not parquet:
                connection.execute(f"ATTACH '{sql_path(database)}' AS release (READ_ONLY); USE release")
            for path in parquet:
                connection.execute(f"CREATE VIEW {quoted(path.stem)} AS SELECT * FROM read_parquet('{sql_path(path)}')")
            yield connection
        except (duckdb.Error, json.JSONDecodeError) as error:
            raise ReleaseError(folder, f"cannot be read as a release: {str(error).strip().splitlines()[0]}") from error


def refuse_other(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """ReleaseError where open tables are not those of a release."""
    for table, column in NEEDED.items():
        if column not in columns_of(connection, table):
            raise ReleaseError(folder, f"is no release of Legation: it has no table {table} with a column {column}.")


def _snapshot(folder: Path, connection: duckdb.DuckDBPyConnection) -> Snapshot:
    refuse_other(folder, connection)
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
    for row in _rows(connection, "event_actors", ("event_id", "actor_id", "role"), of_event=True):
        parties[row["event_id"], row["role"]].append(str(row["actor_id"]))
    mentions: defaultdict[str, list[MentionState]] = defaultdict(list)
    for row in _rows(connection, "mentions", MENTION, of_event=True):
        mentions[str(row["event_id"])].append(_mention(row, paths))
    events = {}
    for row in _rows(connection, "events", ("event_id", *FIELDS, "summary"), of_event=True):
        event_id, summary = str(row.pop("event_id")), row.pop("summary", None)
        sides = {side: "; ".join(sorted(parties[event_id, role])) or None for role, side in SIDES.items()}
        events[event_id] = EventState(event_id, row | sides, summary or "", tuple(mentions[event_id]))
    return events


def _moved(connection: duckdb.DuckDBPyConnection, paths: dict[str, str]) -> Iterator[tuple[str, MentionState]]:
    """The mentions that corrections took from an event, each with its id: those of another event now, and those of none."""
    for row in _rows(connection, "mentions", (*MENTION, "moved_from"), where=("moved_from", "IS NOT NULL")):
        yield str(row["moved_from"]), _mention(row, paths)
    for row in _rows(connection, "rejects", ("check_name", "row"), where=("check_name", "= 'correction'")):
        if row.get("row"):
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
        words=row.get("quote_sha256") or (sha256_of(quote) if (quote := row.get("quote")) else None),
    )


def _registry(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[Row, ...]:
    """The rows of a table of the registry; null for what an older layout does not tell."""
    columns = [column.name for column in table.columns]
    return tuple(dict.fromkeys(columns) | row for row in _rows(connection, table.name, columns, of_event=True))


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """The names of the columns of an open table; none where there is no such table."""
    query = "SELECT column_name FROM duckdb_columns() WHERE database_name IN (current_database(), 'temp') AND table_name = ?"
    return {name for (name,) in connection.execute(query, [table]).fetchall()}


def _rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Iterable[str],
    *,
    of_event: bool = False,
    where: tuple[str, str] | None = None,
) -> list[Row]:
    """These columns of a table, as far as it has them, as text and in their order; no rows where there is no such table.

    `of_event` leaves out rows of other events than are asked for; `where` is a column and what is to be true of it: of none, nothing is.
    """
    present = columns_of(connection, table)
    names = [name for name in columns if name in present]
    if not names or (where and where[0] not in present):
        return []
    texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in names)
    asked = f" SEMI JOIN {quoted(ONLY)} USING (event_id)" if of_event and columns_of(connection, ONLY) else ""
    true = f" WHERE {quoted(where[0])} {where[1]}" if where else ""
    found = connection.execute(f"SELECT {texts} FROM {quoted(table)}{asked}{true} ORDER BY ALL").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]
