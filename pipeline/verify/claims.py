"""A release in, what it says of the words of documents out: of a few documents at a time, for all may be more than memory holds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import open_database
from pipeline.history import code_sha256
from pipeline.release import ReleaseError, open_tables
from pipeline.release.versions import DATABASE
from pipeline.rights import Terms
from schemas.derive import quoted

Connection = duckdb.DuckDBPyConnection
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a release describes it."""

    source_id: str
    path: str
    sha256: str
    n_chars: int | None
    terms: Terms


@dataclass(frozen=True, slots=True)
class Claims:
    """What a release says of one document: rows of its mentions, of their actors and of its sections."""

    mentions: Sequence[Row] = ()
    actors: Sequence[Row] = ()
    sections: Sequence[Row] = ()


@contextmanager
def open_release(release: Path) -> Iterator[Connection]:
    """The tables of a release folder, or of a database that a build made; ReleaseError or LegationError where it is none."""
    if not release.exists():
        raise ReleaseError(release, "is no release: there is no such folder or file.")
    database = release / DATABASE if release.is_dir() else release
    with open_database(database) if database.is_file() else open_tables(release) as connection:
        yield connection


def read_sources(connection: Connection) -> dict[str, Source]:
    """The documents that were read, by identifier; those that are only linked to have no words."""
    rows = _rows(connection, "sources", _SOURCE, "FROM sources ORDER BY source_id")
    return {
        row["source_id"]: Source(
            row["source_id"], row["path"], row["sha256"], row["n_chars"], Terms(row["policy"] or "full", row["quote_chars"])
        )
        for row in rows
        if row["kind"] != "cited" and row["sha256"]
    }


def read_claims(connection: Connection, source_ids: Sequence[str]) -> dict[str, Claims]:
    """What is said of these documents, by their identifiers."""
    ids = [list(source_ids)]
    found: dict[str, dict[str, list[Row]]] = {each: defaultdict(list) for each in source_ids}
    for name, table, columns, query in _CLAIMS:
        for row in _rows(connection, table, columns, query, ids):
            found[row["source_id"]][name].append(row)
    return {each: Claims(**rows) for each, rows in found.items()}


def count_claims(connection: Connection) -> dict[str, int]:
    """How many quotes, names of actors and sections a release has."""
    counted = {kind: connection.execute(f"SELECT count(*) FROM {table}").fetchall() for kind, table in _COUNTED.items()}
    return {kind: rows[0][0] for kind, rows in counted.items()}


def is_of_this_code(connection: Connection) -> bool:
    """Whether the program that made the release is this one, so that it finds the same sections."""
    found = connection.execute("SELECT value FROM release_info WHERE key = 'code_sha256'").fetchone()
    return found is not None and found[0] == code_sha256()


def _rows(connection: Connection, table: str, columns: Sequence[str], query: str, parameters: Sequence[object] = ()) -> list[Row]:
    """Rows of a table that may be of an older layout: a column that it has not is null."""
    there = {row[0] for row in connection.execute(f"DESCRIBE {quoted(table)}").fetchall()} | {"source_id"}
    names = ", ".join(quoted(name) if name in there else f"NULL AS {quoted(name)}" for name in columns)
    found = connection.execute(f"SELECT {names} {query}", parameters).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]


_SOURCE = ("source_id", "path", "kind", "sha256", "n_chars", "policy", "quote_chars")
_THESE = "WHERE source_id IN (SELECT unnest($1::VARCHAR[]))"
_CLAIMS = (
    (
        "mentions",
        "mentions",
        ("source_id", "mention_id", "section_no", "char_start", "char_end", "quote", "quote_sha256", "trigger", "date_text"),
        f"FROM mentions {_THESE} ORDER BY mention_id",
    ),
    (
        "actors",
        "mention_actors",
        ("source_id", "mention_id", "actor_id", "role", "text", "char_start", "char_end"),
        "FROM (SELECT a.*, source_id FROM mention_actors AS a JOIN"
        f" (SELECT mention_id, source_id FROM mentions {_THESE}) AS m USING (mention_id)) ORDER BY mention_id, role, actor_id",
    ),
    (
        "sections",
        "sections",
        ("source_id", "section_no", "section", "heading", "n_sentences", "is_coded", "char_start", "char_end"),
        f"FROM sections {_THESE} ORDER BY source_id, section_no",
    ),
)
_COUNTED = {"quotes": "mentions", "actors": "mention_actors", "sections": "sections"}
