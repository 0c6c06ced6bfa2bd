"""What a child may be told to do before it runs its command: end or wait at a place, and do without privileges or locks.

Each function is called by a statement, which `statement` writes.
"""

import ctypes
import errno
import fcntl
import os
import signal
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

CAPABILITIES_3 = 0x20080522  # version of the structures of capset(2)
SECONDS_BETWEEN_LOOKS = 0.01
LONGEST_WAIT = 60.0  # seconds


def statement(function: Callable[..., None], *arguments: object) -> str:
    """The call of a function of this module, for `patches`."""
    return f"from {__name__} import {function.__name__}; {function.__name__}(*{arguments!r})"


def end_at(place: str, call: int = 1) -> None:
    """Kill the whole session when it is about to call the function at `place` for this time.

    A place is `module:name` or `module:class.name`, as the caller sees it: the module may have imported the function from another one.
    """
    _at(place, call, lambda: os.killpg(0, signal.SIGKILL))


def hold_at(place: str, folder: str, call: int = 1) -> None:
    """Stop there, say so by a file `held` in the folder, and go on when there is a file `go`; see `wait_for`."""

    def hold() -> None:
        (Path(folder) / "held").touch()
        wait_for(Path(folder) / "go")

    _at(place, call, hold)


def wait_for(path: Path) -> None:
    """Wait until there is a file; TimeoutError where it does not come, for else a test would hang."""
    until = time.monotonic() + LONGEST_WAIT
    while not path.exists():
        if time.monotonic() > until:
            raise TimeoutError(f"{path} did not come")
        time.sleep(SECONDS_BETWEEN_LOOKS)


def end_worker_at(place: str, word: str, file: str, most: int) -> None:
    """Have processes that call the function at `place` with a text that has the word die without a word, `most` times in all.

    `file` counts them.
    """
    main = os.getpid()

    def end(*arguments: Any) -> None:
        if os.getpid() != main and word in repr(arguments):
            with Path(file).open("a+b") as counter:
                fcntl.flock(counter, fcntl.LOCK_EX)
                if counter.tell() < most:
                    counter.write(b"x")
                    counter.flush()
                    os.kill(os.getpid(), signal.SIGKILL)

    _before(place, end)


def without_privileges() -> None:
    """Be refused by the permissions of files, which bind root only without its capabilities."""
    header, none = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None).capset(header, none) != 0:
        raise OSError("capabilities cannot be given up")


def without_locks() -> None:
    """Be told by every file system that it has no locks."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    fcntl.flock = refuse


def _at(place: str, call: int, act: Callable[[], object]) -> None:
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            act()

    _before(place, count)


def _before(place: str, act: Callable[..., object]) -> None:
    module, _, path = place.partition(":")
    owner = import_module(module)
    *classes, name = path.split(".")
    for each in classes:
        owner = getattr(owner, each)
    function = getattr(owner, name)

    def stand_in(*arguments: Any, **options: Any) -> Any:
        act(*arguments)
        return function(*arguments, **options)

    setattr(owner, name, stand_in)
