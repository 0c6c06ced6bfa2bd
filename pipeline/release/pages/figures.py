"""The database of a release goes in, what its codebook tells of it comes out: counts by code, example events, views and macros."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from schemas.codebook import codebook_entries
from schemas.derive import Entry, enums_of, quoted, tables_of
from schemas.derive.rules import literal
from schemas.tables import TABLES

Connection = duckdb.DuckDBPyConnection

N_EXAMPLES = 2
OURS = "NOT internal AND database_name = current_database()"


@dataclass(frozen=True, slots=True)
class Example:
    """An event, and of the mentions that have a quote (if any has) the surest: its words and its document."""

    event_id: str
    summary: str
    quote: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class View:
    """A view, or a macro with its parameters, as its own comments explain it; `columns` are name, type (as Markdown) and comment."""

    name: str
    parameters: tuple[str, ...] | None
    meaning: str
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a codebook tells of one release: its entries, rows by table, rows by code for each (table, column), events by (type, mode),
    examples by column of `events` and code, views and macros."""

    entries: tuple[Entry, ...]
    n_rows: Mapping[str, int]
    n_codes: Mapping[tuple[str, str], Mapping[str, int]]
    n_modes: Mapping[tuple[str, str], int]
    examples: Mapping[str, Mapping[str, tuple[Example, ...]]]
    views: tuple[View, ...]


def read_figures(connection: Connection) -> Figures:
    """All that the codebook tells of a release; a few queries, each over one table."""
    return Figures(
        entries=_entries(connection),
        n_rows=_row_counts(connection),
        n_codes=_count_codes(connection),
        n_modes=_count_modes(connection),
        examples={column: _read_examples(connection, column) for column in ("event_type", "act")},
        views=_read_views(connection),
    )


def _entries(connection: Connection) -> tuple[Entry, ...]:
    """The codebook that the database holds; that of this program where it holds none, or one of other tables and codes."""
    ours = codebook_entries()
    found = connection.execute("SELECT kind::VARCHAR, name, belongs_to, meaning FROM codebook ORDER BY entry_no").fetchall()
    theirs = tuple(Entry(*row) for row in found)
    names = [{(entry.kind, entry.name, entry.belongs_to) for entry in entries} for entries in (ours, theirs)]
    return theirs if names[0] == names[1] else ours


def _row_counts(connection: Connection) -> Mapping[str, int]:
    counts = {}
    for table in tables_of(TABLES):
        ((counts[table.name],),) = connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchall()
    return counts


def _count_codes(connection: Connection) -> Mapping[tuple[str, str], Mapping[str, int]]:
    counts = {}
    for table in tables_of(TABLES):
        for column in table.columns:
            if column.enum:
                name = quoted(column.name)
                query = f"SELECT {name}::VARCHAR, count(*) FROM {quoted(table.name)} WHERE {name} IS NOT NULL GROUP BY ALL"
                counts[table.name, column.name] = dict(connection.execute(query).fetchall())
    return counts


def _count_modes(connection: Connection) -> Mapping[tuple[str, str], int]:
    query = "SELECT event_type::VARCHAR, mode::VARCHAR, count(*) FROM events WHERE mode IS NOT NULL GROUP BY ALL"
    return {(event_type, mode): n for event_type, mode, n in connection.execute(query).fetchall()}


def _read_examples(connection: Connection, column: str) -> Mapping[str, tuple[Example, ...]]:
    """Two events of each code in a column of `events`: the surest, of equally sure ones those with the lowest identifiers."""
    name = quoted(column)
    found = connection.execute(f"""
        WITH chosen AS (
            SELECT {name}::VARCHAR AS code, row_number() OVER best AS place, event_id, summary FROM events
            WHERE {name} IS NOT NULL WINDOW best AS (PARTITION BY {name} ORDER BY confidence DESC, event_id)
            QUALIFY place <= {N_EXAMPLES}
        ), told AS (
            SELECT event_id, quote, path FROM mentions JOIN sources USING (source_id) SEMI JOIN chosen USING (event_id)
            QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY quote IS NULL, mentions.confidence DESC, mention_id) = 1
        )
        SELECT code, event_id, summary, quote, path FROM chosen LEFT JOIN told USING (event_id) ORDER BY code, place
    """).fetchall()
    examples = defaultdict(list)
    for code, *values in found:
        examples[code].append(Example(*values))
    return {code: tuple(events) for code, events in examples.items()}


def _read_views(connection: Connection) -> tuple[View, ...]:
    """The views and then the macros of the database, by name."""
    columns = defaultdict(list)
    enums = {f"ENUM({', '.join(map(literal, codes))})": enum for enum, codes in enums_of(TABLES).items()}
    described = connection.execute(
        f"SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns() WHERE {OURS}"
        " ORDER BY table_name, column_index"
    )
    for view, name, kind, comment in described.fetchall():
        columns[view].append((name, f"code of `{enums[kind]}`" if kind in enums else kind.lower(), comment))
    views = connection.execute(f"SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE {OURS} ORDER BY ALL").fetchall()
    macros = connection.execute(
        "SELECT function_name, parameters, coalesce(comment, '') FROM duckdb_functions()"
        f" WHERE {OURS} AND function_type IN ('macro', 'table_macro') ORDER BY ALL"
    ).fetchall()
    return (
        *(View(name, None, comment, tuple(columns[name])) for name, comment in views),
        *(View(name, tuple(parameters), comment) for name, parameters, comment in macros),
    )
