"""The folder of the holdings in, a connection to their index out: an SQLite file, of which a row is committed only when what it tells of is
on the disk."""

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.fetched.records import Copy, Fetched, HoldingsError, Problem

NAME = "index.sqlite"
_LAYOUT = 1
_TABLES = """
CREATE TABLE files (name TEXT PRIMARY KEY, end INTEGER NOT NULL);
CREATE TABLE records ( -- only ever added to; a row without a file says that its address was withdrawn
    record_no INTEGER PRIMARY KEY,
    source TEXT NOT NULL, role TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL, fetched_at TEXT NOT NULL, status INTEGER NOT NULL,
    media_type TEXT NOT NULL, charset TEXT, sha256 TEXT NOT NULL, title TEXT, published_on TEXT,
    file TEXT REFERENCES files, offset INTEGER, length INTEGER
);
CREATE INDEX records_by_address ON records (source, role, url, record_no);
CREATE TABLE addresses (
    source TEXT NOT NULL, url TEXT NOT NULL, asked_at TEXT NOT NULL, etag TEXT, last_modified TEXT, stamp TEXT,
    record_no INTEGER REFERENCES records, PRIMARY KEY (source, url)
) WITHOUT ROWID;
CREATE TABLE problems (
    source TEXT NOT NULL, url TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, asked_at TEXT NOT NULL, PRIMARY KEY (source, url)
) WITHOUT ROWID;
CREATE TABLE copies (
    source TEXT NOT NULL, path TEXT NOT NULL, tag TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (source, path)
) WITHOUT ROWID;
"""
FETCHED = "source, role, url, final_url, fetched_at, status, media_type, charset, sha256, title, published_on, file, offset, length"


def connect(folder: Path, *, create: bool) -> sqlite3.Connection:
    """A connection to the index of a folder, which is made if asked. Raises HoldingsError where it is absent or damaged."""
    path = folder / NAME
    if not create and not path.is_file():
        raise HoldingsError(folder, "are not there yet. Fetch first: legation fetch corpus.toml")
    if create and not path.exists() and any(folder.glob("*.warc.gz")):
        problem = f"have WARC files but no {NAME}. Put it back from a copy, or name another folder and read these files as a location."
        raise HoldingsError(folder, problem)
    try:
        # "rw" for readers too: they may have to roll back what a writer that was killed left half done.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            isolation_level=None,
            timeout=60,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        _check_layout(connection, folder, create=create)
    except sqlite3.Error as error:
        raise HoldingsError(folder, f"have an index that cannot be read ({error}). Put {NAME} back from a copy.") from error
    return connection


def _check_layout(connection: sqlite3.Connection, folder: Path, *, create: bool) -> None:
    layout = connection.execute("PRAGMA user_version").fetchone()[0]
    if layout == 0 and create:
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {_LAYOUT}; COMMIT;")
    elif layout != _LAYOUT:
        raise HoldingsError(folder, f"were made by another version of Legation (layout {layout}, not {_LAYOUT}). Use that one.")


def fetched_of(row: sqlite3.Row) -> Fetched:
    """The content that a row of `records` tells of."""
    told = {name: row[name] for name in FETCHED.split(", ")}
    published = told["published_on"]
    return Fetched(
        **told
        | {"fetched_at": moment_of(told["fetched_at"]), "published_on": date.fromisoformat(published) if published is not None else None}
    )


def problem_of(row: sqlite3.Row) -> Problem:
    return Problem(**dict(row) | {"asked_at": moment_of(row["asked_at"])})


def copy_of(row: sqlite3.Row) -> Copy:
    return Copy(**dict(row))


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def text_of(moment: datetime) -> str:
    """A moment as the index writes it, in UTC, so that the order of the texts is that of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
