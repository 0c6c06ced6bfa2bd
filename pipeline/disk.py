"""Paths go in, what a file system promises comes out: a lock that one process at a time holds, and files that outlast a power cut."""

import errno
import fcntl
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import LegationError

SECONDS_BETWEEN_TRIES = 0.2
WITHOUT_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}  # what network file systems answer that have none


class Held(LegationError):
    """Another process holds the lock at `path`; `process` names it at the end of a clause (" (process 7)"), or is empty."""

    def __init__(self, path: Path, holder: str) -> None:
        self.process = f" (process {holder})" if holder else ""
        super().__init__(f"{path} is held by another run{self.process}. Wait until it ends.")


class NoLocks(LegationError):
    """The file system of `path` has no locks, so that nothing would keep two runs from writing there at once."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path.parent} lies on a file system without locks ({reason}), where two runs could spoil each other's work. Choose a folder"
            " on a disk of this machine, or have the file system mounted with locks."
        )


@contextmanager
def hold(path: Path, *, seconds: float = 0.0) -> Iterator[None]:
    """Hold a lock as `take` does, with the number of this process in its file, which is removed at the end."""
    handle = take(path, seconds=seconds)
    try:
        with suppress(OSError):  # on a full disk: the number serves a message only
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while it is held: whoever takes it next sees that its file is gone, and makes another
        os.close(handle)


def take(path: Path, *, seconds: float = 0.0) -> int:
    """An open file that is locked, made where it is missing; the lock ends when it is closed, or with the process, however that ends.

    Raises Held where another holds it still after so many seconds, NoLocks, and OSError where the file cannot be made.
    """
    until = time.monotonic() + seconds
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            is_ours = _lock(handle, path, until) and _is_still(path, handle)
        except BaseException:
            os.close(handle)
            raise
        if is_ours:
            return handle
        os.close(handle)


def sync(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder, before something else relies on it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Have the disk hold a folder with everything below it."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def _lock(handle: int, path: Path, until: float) -> bool:
    """Lock an open file. False where it is worth while to open it again: the one who held it may have removed it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if until == math.inf else fcntl.LOCK_NB))
    except BlockingIOError:
        if time.monotonic() >= until:
            raise Held(path, os.pread(handle, 20, 0).decode("ascii", "replace").strip()) from None
        time.sleep(SECONDS_BETWEEN_TRIES)
        return False
    except OSError as error:
        if error.errno in WITHOUT_LOCKS:
            raise NoLocks(path, str(error.strerror)) from None
        raise
    return True


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
