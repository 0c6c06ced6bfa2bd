"""The file beside a database that remembers what was coded for it: an SQLite file that may be deleted at any time."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

LAYOUT = 1  # of the tables below; a file of another one is thrown away
MOST_KEYS = 500  # asked for at once: SQLite bounds the parameters of a query
TABLES = """
CREATE TABLE surveys (key BLOB PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE codings (key BLOB PRIMARY KEY, asked BLOB NOT NULL, content BLOB NOT NULL);
CREATE TABLE builds (inputs TEXT NOT NULL, database TEXT NOT NULL, summary TEXT NOT NULL);
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build that ended well: a hash of all that it was made from, the state of the file that it left, and its summary as JSON."""

    inputs: str
    database: str
    summary: str


def store_path(db: Path) -> Path:
    """Where what was coded for a database is remembered."""
    return db.with_name(f"{db.name}.coded")


@contextmanager
def open_store(path: Path, *, anew: bool = False) -> Iterator["Store"]:
    """The store in this file, emptied if `anew`. A file that is damaged, or of another version, is thrown away: it only saves time.

    Where it cannot be read or written (a full disk), the build goes on, and remembers nothing more.
    """
    if anew:
        _delete(path)
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


class Store:
    """Surveys and codings by key, and what the last build was made from; what is put is on the disk after `keep`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = _connect(path)

    def surveys(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The surveys that are known."""
        return dict(self._rows("SELECT key, content FROM surveys WHERE key IN ", keys))

    def codings(self, keys: Sequence[bytes]) -> dict[bytes, tuple[bytes, bytes]]:
        """The codings that are known: what each asked, and what became of it."""
        return {key: (asked, content) for key, asked, content in self._rows("SELECT key, asked, content FROM codings WHERE key IN ", keys)}

    def put_surveys(self, surveys: Mapping[bytes, bytes]) -> None:
        """Remember surveys."""
        self._many("INSERT OR REPLACE INTO surveys VALUES (?, ?)", surveys.items())

    def put_codings(self, codings: Mapping[bytes, tuple[bytes, bytes]]) -> None:
        """Remember codings."""
        self._many("INSERT OR REPLACE INTO codings VALUES (?, ?, ?)", ((key, *both) for key, both in codings.items()))

    def use(self, keys: Iterable[bytes]) -> None:
        """Note what this build makes use of; `prune` forgets all else."""
        self._many("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in keys))

    def keep(self) -> None:
        """Have the file hold what was put so far."""
        self._sql("COMMIT" if self._connection is not None and self._connection.in_transaction else "SELECT 1")

    def prune(self) -> None:
        """Forget what this build had no use for."""
        for table in ("surveys", "codings"):
            self._sql(f"DELETE FROM {table} WHERE key NOT IN (SELECT key FROM used)")
        self.keep()

    def last_build(self) -> LastBuild | None:
        """What the last build that ended well was made from and left."""
        found = self._sql("SELECT inputs, database, summary FROM builds")
        return LastBuild(*found[0]) if found else None

    def note_build(self, build: LastBuild) -> None:
        """Remember what the database is made from."""
        self._sql("DELETE FROM builds")
        self._sql("INSERT INTO builds VALUES (?, ?, ?)", astuple(build))
        self.keep()

    def close(self) -> None:
        """Keep what was put, and close the file."""
        self.keep()
        if self._connection is not None:
            self._connection.close()

    def _rows(self, query: str, keys: Sequence[bytes]) -> Iterator[Any]:
        for start in range(0, len(keys), MOST_KEYS):
            some = keys[start : start + MOST_KEYS]
            yield from self._sql(f"{query}({', '.join('?' * len(some))})", some)

    def _many(self, statement: str, rows: Iterable[tuple[bytes, ...]]) -> None:
        self._guarded(lambda connection: connection.executemany(statement, rows).fetchall())

    def _sql(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._guarded(lambda connection: connection.execute(statement, values).fetchall())

    def _guarded(self, step: Callable[[sqlite3.Connection], list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        """What a step finds; nothing where the file fails, which ends remembering and never the build."""
        if self._connection is None:
            return []
        try:
            return step(self._connection)
        except sqlite3.Error as error:
            logger.warning("%s: %s. The build goes on without it; documents may be coded again.", self._path.name, error)
            self._connection.close()
            self._connection = None
            if not isinstance(error, sqlite3.OperationalError):  # it is damaged, not locked or on a full disk
                _delete(self._path)
            return []


def _connect(path: Path) -> sqlite3.Connection | None:
    try:
        return _open(path)
    except sqlite3.OperationalError as error:
        logger.warning("%s cannot be opened: %s. What is coded is not remembered.", path.name, error)
        return None
    except sqlite3.DatabaseError as error:
        logger.warning("%s is damaged (%s) and begun anew.", path.name, error)
        _delete(path)
        return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")  # a killed build leaves what it kept
        connection.execute("PRAGMA synchronous = NORMAL")
        [(layout,)] = connection.execute("PRAGMA user_version").fetchall()
        if layout != LAYOUT:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            drops = "".join(f'DROP TABLE "{name}";' for (name,) in tables)
            connection.executescript(f"BEGIN; {drops} {TABLES} PRAGMA user_version = {LAYOUT}; COMMIT")
        connection.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _delete(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        each.unlink(missing_ok=True)
