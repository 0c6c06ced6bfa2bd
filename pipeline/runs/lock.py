"""A run in, a lock that says that it works out: the system lets go of it, however the process ends."""

import fcntl
import glob
import math
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline.disk import NoLocks, take
from pipeline.runs.record import RUNNING, RunRecord


@contextmanager
def held(record: RunRecord, beside: Path) -> Iterator[None]:
    """Hold the lock of a run while it works, where the folder allows; locks that crashed runs left are removed."""
    path = _lock_of(record, beside)
    with ExitStack() as stack:
        with suppress(OSError, NoLocks):  # the journal cannot be written there either, and says so
            path.parent.mkdir(parents=True, exist_ok=True)
            _clear(beside)
            stack.enter_context(open_locked(path))
            stack.callback(_remove, path)
        yield


def has_crashed(record: RunRecord, beside: Path) -> bool:
    """Whether a run that has not said how it ended works no more."""
    if record.outcome != RUNNING:
        return False
    try:
        with _lock_of(record, beside).open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except FileNotFoundError:
        return True
    return True


@contextmanager
def open_locked(path: Path) -> Iterator[int]:
    """A file that is made where it is missing, open and held. Raises NoLocks and OSError."""
    handle = take(path, seconds=math.inf)
    try:
        yield handle
    finally:
        os.close(handle)


def _clear(beside: Path) -> None:
    for path in beside.parent.glob(f".{glob.escape(beside.name)}.*.running"):
        with suppress(OSError), path.open("r+b") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # that of a run that works cannot be had
            path.unlink(missing_ok=True)


def _lock_of(record: RunRecord, beside: Path) -> Path:
    return beside.parent / f".{beside.name}.{record.run}.running"


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
