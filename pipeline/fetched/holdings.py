"""A folder in, the holdings in it out: what each address gave, newest first of all, and a place for what comes next.

What is written survives an end at any moment: the row of the index is committed when the record is on the disk, and what lies beyond the
last row's record is cut off when the holdings are next opened for writing.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Literal

from pipeline.fetched import warc
from pipeline.fetched.files import appending, cut_tails, flush, only_one
from pipeline.fetched.index import FETCHED, connect, copy_of, fetched_of, moment_of, problem_of, text_of
from pipeline.fetched.records import Asked, Copy, Fetched, HoldingsError, Problem

LARGEST_FILE = 1_000_000_000  # bytes, of a WARC file that is still added to
COPIES = "copies"
_AT_ONCE = 500  # rows

Became = Literal["new", "changed", "unchanged"]


@contextmanager
def open_holdings(folder: Path, *, for_writing: bool = False, largest_file: int = LARGEST_FILE) -> Iterator["Holdings"]:
    """The holdings in a folder, to be read by many, or written by one.

    What readers see is the state at the opening, whatever is fetched meanwhile (but for the files that were copied). Raises HoldingsError
    where nothing was fetched yet, the index is damaged, or, for writing, another process is at it.
    """
    if not for_writing:
        connection = connect(folder, create=False)
        try:
            yield Holdings(folder, connection, until=connection.execute("SELECT coalesce(max(record_no), 0) FROM records").fetchone()[0])
        finally:
            connection.close()
        return
    with only_one(folder):
        connection = connect(folder, create=True)
        try:
            cut_tails(folder, _ends(connection))
            yield Holdings(folder, connection, largest_file=largest_file)
        finally:
            connection.close()


@dataclass(slots=True)
class Holdings:
    """What is held in `folder`; safe to be shared by threads. Made by `open_holdings`."""

    folder: Path
    connection: sqlite3.Connection
    until: int | None = None  # the last record that a reader sees
    largest_file: int = LARGEST_FILE
    lock: RLock = field(default_factory=RLock)

    def newest(self, source: str, *, role: str = "document") -> Iterator[Fetched]:
        """The newest content of each address of a source, in the order of the addresses; those that were withdrawn are left out."""
        after = ""
        while rows := self._newest_rows(source, role, after):
            after = rows[-1]["url"]
            yield from (fetched_of(row) for row in rows if row["file"] is not None)

    def read(self, fetched: Fetched) -> bytes:
        """The bytes of a content. Raises HoldingsError where they are not those that were stored."""
        problem = f"are damaged: {fetched.file} does not hold at {fetched.offset:,} what {fetched.url} gave. Put it back from a copy."
        try:
            content = warc.read_content(self.folder / fetched.file, fetched.offset, fetched.length)
        except (OSError, ValueError) as error:
            raise HoldingsError(self.folder, f"{problem} ({getattr(error, 'strerror', None) or error})") from error
        if hashlib.sha256(content).hexdigest() != fetched.sha256:
            raise HoldingsError(self.folder, problem)
        return content

    def last(self, source: str, url: str) -> Asked | None:
        """What is known of an address; None where it was never fetched."""
        with self.lock:
            row = self.connection.execute("SELECT * FROM addresses WHERE source = ? AND url = ?", (source, url)).fetchone()
            if row is None:
                return None
            record = self._record(row["record_no"])
        held = fetched_of(record) if record["file"] is not None else None
        return Asked(
            asked_at=moment_of(row["asked_at"]), etag=row["etag"], last_modified=row["last_modified"], stamp=row["stamp"], held=held
        )

    def add(
        self,
        source: str,
        url: str,
        content: bytes,
        *,
        at: datetime,
        media_type: str,
        role: str = "document",
        status: int = 200,
        headers: warc.Headers | None = None,
        final_url: str | None = None,
        charset: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        stamp: str | None = None,
        title: str | None = None,
        published_on: date | None = None,
    ) -> Became:
        """Keep what an address gave: as a new record, unless it is what is held already.

        `headers` are those of the answer; None where the content was only part of one.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        with self.lock:
            known = self.last(source, url)
            became: Became = "new" if known is None or known.held is None else "changed"
            if known and known.held and known.held.sha256 == sha256:
                self.note_unchanged(source, url, at=at, etag=etag, last_modified=last_modified, stamp=stamp)
                return "unchanged"
            try:
                with appending(self.folder, self._last_file(), at=at, largest=self.largest_file) as (stream, name, offset):
                    if headers is None:
                        warc.write_resource(stream, url, content, media_type=media_type, at=at)
                    else:
                        warc.write_response(stream, final_url or url, content, status=status, headers=headers, at=at)
                    end = flush(stream)
            except OSError as error:
                raise HoldingsError(self.folder, f"cannot be written: {error.strerror or error}.") from error
            day = published_on.isoformat() if published_on else None
            told = (source, role, url, final_url or url, text_of(at), status, media_type, charset, sha256, title, day)
            with self._committing():
                self.connection.execute("INSERT INTO files VALUES (?, ?) ON CONFLICT DO UPDATE SET end = excluded.end", (name, end))
                record_no = self._insert(*told, name, offset, end - offset)
                self._note(source, url, at, (etag, last_modified, stamp), record_no)
        return became

    def note_unchanged(
        self, source: str, url: str, *, at: datetime, etag: str | None = None, last_modified: str | None = None, stamp: str | None = None
    ) -> None:
        """Note that an address that is held was asked for again, and gave the same."""
        with self.lock, self._committing():
            row = self.connection.execute("SELECT record_no FROM addresses WHERE source = ? AND url = ?", (source, url)).fetchone()
            self._note(source, url, at, (etag, last_modified, stamp), row["record_no"])

    def withdraw(self, source: str, url: str, *, at: datetime) -> None:
        """Note that an address is no longer one of its source: `newest` leaves it out from now on. Its contents stay in the files."""
        with self.lock, self._committing():
            row = self.connection.execute("SELECT record_no FROM addresses WHERE source = ? AND url = ?", (source, url)).fetchone()
            record = self._record(row["record_no"])
            told = (source, record["role"], url, url, text_of(at), 410, record["media_type"], None, "", None, None)
            self._note(source, url, at, (None, None, None), self._insert(*told, None, None, None))

    def note_problem(self, problem: Problem) -> None:
        """Keep why an address could not be fetched, until it can."""
        told = (problem.source, problem.url, problem.outcome, problem.reason, text_of(problem.asked_at))
        with self.lock, self._committing():
            self.connection.execute("INSERT OR REPLACE INTO problems VALUES (?, ?, ?, ?, ?)", told)

    def problem(self, source: str, url: str) -> Problem | None:
        """Why an address could not be fetched the last time; None where it could, or was never asked for."""
        with self.lock:
            row = self.connection.execute("SELECT * FROM problems WHERE source = ? AND url = ?", (source, url)).fetchone()
        return problem_of(row) if row else None

    def problems(self, source: str) -> tuple[Problem, ...]:
        """The addresses of a source that could not be fetched when they were last asked for, in their order."""
        with self.lock:
            rows = self.connection.execute("SELECT * FROM problems WHERE source = ? ORDER BY url", (source,)).fetchall()
        return tuple(map(problem_of, rows))

    def copies_folder(self, source: str) -> Path:
        """Where the files that are copied for a source are kept."""
        return self.folder / COPIES / source

    def copies(self, source: str) -> dict[str, Copy]:
        """The copied files of a source by path, in its order."""
        with self.lock:
            rows = self.connection.execute("SELECT * FROM copies WHERE source = ? ORDER BY path", (source,)).fetchall()
        return {row["path"]: copy_of(row) for row in rows}

    def note_copy(self, copy: Copy) -> None:
        """Note a file that is in its place."""
        with self.lock, self._committing():
            told = (copy.source, copy.path, copy.tag, copy.bytes, copy.sha256)
            self.connection.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?, ?)", told)

    def forget_copy(self, source: str, path: str) -> None:
        """Note that a file is about to be removed."""
        with self.lock, self._committing():
            self.connection.execute("DELETE FROM copies WHERE source = ? AND path = ?", (source, path))

    def _newest_rows(self, source: str, role: str, after: str) -> list[sqlite3.Row]:
        query = f"""
            SELECT {FETCHED}, max(record_no) FROM records WHERE source = ? AND role = ? AND url > ? AND record_no <= ?
            GROUP BY url ORDER BY url LIMIT {_AT_ONCE}
        """  # of several rows SQLite takes the columns from the one with the maximum
        with self.lock:
            return self.connection.execute(query, (source, role, after, self.until if self.until is not None else 2**62)).fetchall()

    def _record(self, record_no: int) -> sqlite3.Row:
        row: sqlite3.Row = self.connection.execute(f"SELECT {FETCHED} FROM records WHERE record_no = ?", (record_no,)).fetchone()
        return row

    def _last_file(self) -> tuple[str, int] | None:
        row = self.connection.execute("SELECT name, end FROM files ORDER BY name DESC LIMIT 1").fetchone()
        return (row["name"], row["end"]) if row else None

    def _insert(self, *values: str | int | None) -> int:
        marks = ", ".join("?" * len(values))
        return self.connection.execute(f"INSERT INTO records ({FETCHED}) VALUES ({marks})", values).lastrowid or 0

    def _note(self, source: str, url: str, at: datetime, validators: tuple[str | None, ...], record_no: int) -> None:
        told = (source, url, text_of(at), *validators, record_no)
        self.connection.execute("INSERT OR REPLACE INTO addresses VALUES (?, ?, ?, ?, ?, ?, ?)", told)
        self.connection.execute("DELETE FROM problems WHERE source = ? AND url = ?", (source, url))

    @contextmanager
    def _committing(self) -> Iterator[None]:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:  # on a full disk, SQLite has given it up itself
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise HoldingsError(self.folder, f"cannot be written: {error}.") from error
            raise


def _ends(connection: sqlite3.Connection) -> dict[str, int]:
    """Where the last record of each file ends that is in the index."""
    return {row["name"]: row["end"] for row in connection.execute("SELECT name, end FROM files ORDER BY name")}
