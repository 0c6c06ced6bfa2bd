"""A target path goes in, a path beside it to write to comes out; what was written replaces the target only when all went well."""

import errno
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import duckdb

from pipeline.disk import Held, hold, sync
from pipeline.errors import LegationError

LOG = logging.getLogger(__name__)


class LoadError(LegationError):
    """The database at `path` cannot be written; the file that was there before is untouched."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} {problem}")
        self.path = path


@contextmanager
def claimed(target: Path) -> Iterator[None]:
    """The right to replace the target, which one run has at a time, for all that a build does before it writes.

    LoadError where the folder cannot be written to, the target is no DuckDB file or open for writing somewhere, or another build of the
    same target is under way.
    """
    with _locked(target):
        remove_stale(target)
        _refuse_unusable(target)
        yield


@contextmanager
def replacing(target: Path, *, is_claimed: bool = False) -> Iterator[Path]:
    """A path beside the target, for a new DuckDB file; at a successful end it replaces the target in one step.

    Readers that have the old file open keep it. LoadError as in `claimed`, which whoever `is_claimed` has called before.
    """
    with nullcontext() if is_claimed else claimed(target):
        building = building_path(target)
        try:
            yield building
            _refuse_unusable(target)
            sync(building)
            # A journal that a crashed writer left to the old file would be read into the new one.
            target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
            building.replace(target)
            sync(target.parent)
            LOG.info("%s is exchanged for the new one, of %d bytes", target, target.stat().st_size)
        finally:
            _remove(building)


def disk_trouble(error: duckdb.Error) -> str | None:
    """What an error of DuckDB says of a disk that cannot be written to, whose class differs from step to step; None for any other."""
    said = str(error).splitlines()[0]
    is_ours = isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException) or re.search("Could not (write|sync)|replaying WAL", said)
    return said if is_ours else None


def full_disk(error: OSError) -> str | None:
    """What an error says of a disk that takes no more; None for any other."""
    is_ours = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS)
    return os.strerror(error.errno) if is_ours and error.errno else None


def building_path(target: Path) -> Path:
    """Where this process builds what is to become the target."""
    return target.with_name(f".{target.name}.{os.getpid()}.building")


def scratch_path(building: Path) -> Path:
    """The folder beside a database that is being built for what does not fit in memory."""
    return building.with_name(f"{building.name}.shards")


def remove_stale(target: Path) -> None:
    """Remove what runs left behind that were ended while they built the target; whoever calls this holds the target's lock."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.\d+\.building")
    for path in target.parent.iterdir():
        if pattern.match(path.name):
            _remove(path)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold(target.with_name(f"{target.name}.lock")))
        except Held as held:
            problem = f"is being built by another run{held.process}. Wait until it ends, or give this one another file with --db."
            raise LoadError(target, problem) from None
        except OSError as error:
            raise LoadError(target, f"cannot be written: {error.strerror}. Choose another folder with --db.") from None
        yield


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


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}.wal"), path.with_name(f"{path.name}.tmp"), scratch_path(path)):
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink(missing_ok=True)
