"""A target path goes in, a path beside it to write to comes out; what was written replaces the target only when all went well."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import duckdb

from pipeline.errors import LegationError


class LoadError(LegationError):
    """The database at `path` cannot be written; the file that was there before is untouched."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} {problem}")
        self.path = path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside the target, for a new DuckDB file; at a successful end it replaces the target in one step.

    Readers that have the old file open keep it. LoadError where the folder cannot be written to, the target is no DuckDB file or open for
    writing somewhere, or another build of the same target is under way.
    """
    with _locked(target):
        remove_stale(target)
        _refuse_unusable(target)
        building = building_path(target)
        try:
            yield building
            _refuse_unusable(target)
            _sync(building)
            # A journal that a crashed writer left to the old file would be read into the new one.
            target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
            building.replace(target)
            _sync(target.parent)
        finally:
            _remove(building)


def building_path(target: Path) -> Path:
    """Where this process builds what is to become the target."""
    return target.with_name(f".{target.name}.{os.getpid()}.building")


def remove_stale(target: Path) -> None:
    """Remove what builds of the target left behind whose processes are gone (a process of our own number is a former one)."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.building")
    for path in target.parent.iterdir():
        found = pattern.match(path.name)
        if found and (int(found[1]) == os.getpid() or not _is_running(int(found[1]))):
            _remove(path)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    path = target.with_name(f"{target.name}.lock")
    handle = _open_locked(path, target)
    try:
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
    finally:
        path.unlink(missing_ok=True)
        handle.close()


def _open_locked(path: Path, target: Path) -> IO[str]:
    """The lock file, open and held; one that another process removed between our opening and locking it counts for nothing."""
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise LoadError(target, f"cannot be written: {error.strerror}. Choose another folder with --db.") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip()
            handle.close()
            problem = f"is being built by another run{f' (process {holder})' if holder else ''}"
            raise LoadError(target, f"{problem}. Wait until it ends, or give this one another file with --db.") from None
        if path.exists() and os.path.samestat(os.fstat(handle.fileno()), path.stat()):
            return handle
        handle.close()


def _refuse_unusable(target: Path) -> None:
    """Refuse to replace what is no database, and what somebody is writing to at this moment."""
    if not target.exists():
        return
    with duckdb.connect() as connection:
        try:
            connection.execute(f"ATTACH '{sql_path(target)}' AS target (READ_ONLY)")
        except duckdb.Error as error:
            message = str(error)
            holder = re.search(r"PID (\d+)", message)
            if holder or "already attached" in message:
                who = f"another program (process {holder[1]})" if holder else "this program"
                raise LoadError(target, f"is open for writing in {who}. Close it there and run the command again.") from None
            problem = "exists and cannot be opened as a DuckDB database. Move it away, or choose another file with --db."
            raise LoadError(target, problem) from None


def sql_path(path: Path) -> str:
    """A path as the inside of an SQL text literal."""
    return str(path).replace("'", "''")


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}.wal"), path.with_name(f"{path.name}.tmp")):
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the disk hold what was written, before a name points to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
